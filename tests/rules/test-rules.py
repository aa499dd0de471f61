#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rules of the house, each with the files that break it. Speaks TAP.

test-rules.py SOURCE BUILD
"""

import concurrent.futures
import json
import os
import pathlib
import shlex
import subprocess
import sys

import rules_text
from rules_table import LIBRARIES, MAY_INCLUDE, PURE

SOURCE = pathlib.Path(sys.argv[1])
BUILD = pathlib.Path(sys.argv[2])

# Not written here: what others published, or what a program made.
NOT_OURS = ('tests/wire/vectors/',)


class Tap:
    def __init__(self):
        self.count = 0
        self.failed = 0
        self.compilers = concurrent.futures.ThreadPoolExecutor(os.cpu_count())
        self.waiting = []

    def check_later(self, name, claim, *arguments):
        """For what starts a compiler: several run at once, their results keep their order."""
        self.waiting.append((name, self.compilers.submit(claim, *arguments)))

    def check_waiting(self):
        for name, offenders in self.waiting:
            self.check(name, offenders.result())
        self.waiting.clear()

    def check(self, name, offenders):
        self.count += 1
        self.failed += bool(offenders)
        print(f'{"not ok" if offenders else "ok"} {self.count} {name}')
        for each in offenders:
            print(f'# {each}')


def sources_of(folder, endings=('.c', '.h')):
    found = []
    for path in sorted((SOURCE / folder).rglob('*')):
        name = path.relative_to(SOURCE).as_posix()
        if path.suffix in endings and path.is_file() and not name.startswith(NOT_OURS):
            found.append(name)
    return found


def read(name):
    return (SOURCE / name).read_text(encoding='utf-8')


def offenders_in(names, rule):
    return [f'{name}:{where}' for name in names for where in rule(read(name))]


def flags_of(folder):
    """How the build compiles this folder's files: the flags of each of its targets."""
    with open(BUILD / 'compile_commands.json', encoding='utf-8') as file:
        commands = json.load(file)
    found = {}
    for command in commands:
        path = pathlib.Path(os.path.normpath(BUILD / command['file']))
        if not path.is_relative_to(SOURCE / folder):
            continue
        words = shlex.split(command['command'])
        compiler = [word for word in words[:2] if not word.startswith('-')]
        flags = [word for word in words
                 if word.startswith(('-I', '-isystem', '-D', '-std=', '-pthread', '-m', '-f'))
                 and not word.startswith('-fsanitize')]
        target = command['output'].split('.p/')[0]
        found[target] = (compiler[-1], flags)
    return found


def reaches(compiler, flags, header):
    """Whether a file with this one include is compiled; None if it fails in another way."""
    ran = subprocess.run(
        [compiler, *flags, '-w', '-fsyntax-only', '-x', 'c', '-'],
        input=f'#include <{header}>\n', capture_output=True, text=True, cwd=BUILD, check=False,
        env={**os.environ, 'LC_ALL': 'C'})
    if ran.returncode == 0:
        return True
    if f'{header}: No such file' in ran.stderr:
        return False
    return None


def places_of(folder):
    """One header for each of the folder's own folders: all in one place are reached alike."""
    places = {}
    for name in sources_of(folder, ('.h',)):
        places.setdefault(os.path.dirname(name), os.path.basename(name))
    return places


def check_text(tap):
    """What holds for every file, folder by folder."""
    rules = [
        ('has its licence', rules_text.lacks_licence),
        ('has no file over 500 lines', rules_text.is_too_long),
        ('has no function over 60 lines', rules_text.long_functions),
        ('leaves nothing for later', rules_text.left_over),
        ('climbs to no other folder', rules_text.climbing_includes),
        ('jumps nowhere', rules_text.gotos),
        ('reads JSON safely', rules_text.unsafe_json),
    ]
    for folder in [*MAY_INCLUDE, 'src/config', 'tests', 'build-aux']:
        names = sources_of(folder)
        for title, rule in rules if names else []:
            tap.check(f'/rules/text/{folder} {title}', offenders_in(names, rule))


def check_purity(tap):
    for folder in PURE:
        names = sources_of(folder)
        if names:
            tap.check(f'/rules/pure/{folder} knows no world',
                      offenders_in(names, rules_text.impurities))


def check_names(tap):
    """Each include names a header of an allowed folder, whatever the paths would let through."""
    home = {}
    for folder in MAY_INCLUDE:
        for name in sources_of(folder, ('.h',)):
            home[os.path.basename(name)] = folder
    for folder, allowed in MAY_INCLUDE.items():
        names = sources_of(folder)
        if not names:
            continue
        libraries = {library.header: library for library in LIBRARIES}

        def strays(text, folder=folder, allowed=allowed, libraries=libraries):
            found = []
            for line, _, header in rules_text.includes(text):
                owner = home.get(os.path.basename(header), folder)
                library = libraries.get(header)
                if owner != folder and owner not in allowed:
                    found.append(f'{line}: {header} of {owner}')
                if library and folder not in library.rooms:
                    found.append(f'{line}: {header} of {library.name}')
            return found

        tap.check(f'/rules/names/{folder} includes what it may', offenders_in(names, strays))


def must_not_reach(flags, header):
    return [] if reaches(*flags, header) is False else [header]


def must_compile(all_flags, header):
    return [] if any(reaches(*flags, header) for flags in all_flags) else [header]


def check_folder(tap, folder, targets):
    """Compiles one include for each other folder and each library with this folder's flags."""
    for target, flags in sorted(targets.items()):
        for other in MAY_INCLUDE:
            if other == folder or other in MAY_INCLUDE[folder]:
                continue
            for place, header in places_of(other).items():
                tap.check_later(f'/rules/forbidden/{target} does not reach {place}',
                                must_not_reach, flags, header)
        for library in LIBRARIES:
            # What lies in /usr/include itself everybody reaches; the check of names has it.
            if library.name != 'sqlite' and folder not in library.rooms:
                tap.check_later(f'/rules/forbidden/{target} does not reach {library.name}',
                                must_not_reach, flags, library.header)


def check_allowed(tap, folder, targets):
    """What a folder includes from an allowed one is compiled, or these checks prove nothing."""
    needed = set()
    for name in sources_of(folder, ('.c',)):
        needed |= {header for _, bracket, header in rules_text.includes(read(name))
                   if bracket == '"'}
    for other in sorted(MAY_INCLUDE[folder]):
        used = sorted({os.path.basename(name) for name in sources_of(other, ('.h',))} & needed)
        if used:
            tap.check_later(f'/rules/allowed/{folder} reaches {other}',
                            must_compile, list(targets.values()), used[0])


def check_libraries(tap, built):
    """Where a library is at home it is reached: else its absence elsewhere would say nothing."""
    for library in LIBRARIES:
        flags = [each for room in library.rooms for each in built.get(room, {}).values()]
        tap.check_later(f'/rules/home/{library.name} is reached',
                        must_compile, flags, library.header)


def main():
    tap = Tap()
    built = {folder: flags_of(folder) for folder in MAY_INCLUDE}
    check_text(tap)
    check_purity(tap)
    check_names(tap)
    for folder, targets in built.items():
        if any(name.endswith('.c') for name in sources_of(folder)):
            tap.check(f'/rules/built/{folder} is built', [] if targets else ['no target'])
        check_folder(tap, folder, targets)
        check_allowed(tap, folder, targets)
    check_libraries(tap, built)
    tap.check_waiting()
    print(f'1..{tap.count}')
    return 1 if tap.failed else 0


if __name__ == '__main__':
    sys.exit(main())
