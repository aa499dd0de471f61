# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the functions of a module whose names begin with test_ and speaks TAP."""

import sys
import traceback


def run(module_name, path):
    module = sys.modules[module_name]
    tests = [name for name in vars(module) if name.startswith('test_')]
    failed = 0
    print(f'1..{len(tests)}')
    for number, name in enumerate(tests, 1):
        try:
            getattr(module, name)()
            print(f'ok {number} {path}/{name[5:].replace("_", "-")}')
        except Exception:  # pylint: disable=broad-except
            failed += 1
            print(f'not ok {number} {path}/{name[5:].replace("_", "-")}')
            for line in traceback.format_exc().splitlines():
                print(f'# {line}')
    return 1 if failed else 0
