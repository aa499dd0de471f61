#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The real window on a display of its own, driven as a person drives it. Speaks TAP.

usage: test-window.py GROUP CHATELAINE CHATELAINECTL FAKE-SERVER ARTEFACTS [CASE]
"""

import collections
import importlib
import os
import sys
import traceback
from pathlib import Path

from harness import Home, Missing, Session

Paths = collections.namedtuple('Paths', 'chatelaine ctl server artefacts')

GROUPS = ('chat', 'ends', 'errors', 'families', 'first', 'key', 'keyboard', 'pictures', 'settings')


def load(group):
    """The cases of a group: the functions whose names begin with test_, in their order."""
    module = importlib.import_module(f'cases_{group}')
    return [(name[5:].replace('_', '-'), function) for name, function in vars(module).items()
            if name.startswith('test_')]


def run_case(paths, group, name, function):
    """One case in a home of its own; whatever it leaves behind is shown if it fails."""
    # Not above: without its libraries there is no test, but a skipped one.
    from person import Person  # pylint: disable=import-outside-toplevel

    picture = paths.artefacts / f'failed-{group}-{name}.png'
    picture.unlink(missing_ok=True)
    home = Home()
    person = Person(paths, home)
    try:
        function(person)
        return []
    except Exception:  # pylint: disable=broad-except
        return traceback.format_exc().splitlines() + person.explain(picture)
    finally:
        person.leave()
        home.remove()


def run(paths, group, only):
    cases = [case for case in load(group) if only in (None, case[0])]
    failed = 0
    print(f'1..{len(cases)}', flush=True)
    for number, (name, function) in enumerate(cases, 1):
        lines = run_case(paths, group, name, function)
        failed += bool(lines)
        for line in '\n'.join(lines).splitlines():
            print(f'# {line}')
        print(f'{"not " if lines else ""}ok {number} window/{group}/{name}', flush=True)
    return 1 if failed else 0


def main():
    if len(sys.argv) < 6 or sys.argv[1] not in GROUPS:
        print(__doc__, file=sys.stderr)
        return 2
    # What is started here must not depend on where.
    paths = Paths(*(Path(word).resolve() for word in sys.argv[2:6]))
    paths.artefacts.mkdir(parents=True, exist_ok=True)
    session = None
    try:
        try:
            session = Session()
            session.start()
            load(sys.argv[1])
        except (Missing, ImportError, ValueError) as error:
            print(f'1..0 # SKIP no {error}')
            return 0
        return run(paths, sys.argv[1], sys.argv[6] if len(sys.argv) > 6 else None)
    finally:
        if session is not None:
            session.stop()


sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
sys.exit(main())
