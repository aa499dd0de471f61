#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What build-aux/count-tests makes of the logs of meson test."""

import json
import os
import subprocess
import sys
import tempfile

COUNT = sys.argv[1]


def test(name='t', result='OK', stdout='', stderr='', duration=1.0):
    return {'name': name, 'result': result, 'stdout': stdout, 'stderr': stderr,
            'duration': duration}


def run(*tests):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, 'testlog.json')
        with open(path, 'w', encoding='utf-8') as log:
            log.writelines(json.dumps(each) + '\n' for each in tests)
        done = subprocess.run([sys.executable, COUNT, path], capture_output=True, text=True,
                              check=False)
    lines = done.stdout.splitlines()
    return done.returncode, lines[-1], lines


CASES = {
    'passed and skipped': (
        [test(stdout='1..3\nok 1 /a\nok 2 /b # SKIP no\nok 3 /c\n'), test(), test(result='SKIP')],
        0, '3 passed, 0 failed, 2 skipped'),
    'one failed': (
        [test(result='FAIL', stdout='1..2\nok 1 /a\nnot ok 2 /b\n')], 1, '1 passed, 1 failed'),
    'ended in the middle': (
        [test(result='FAIL', stdout='1..4\nok 1 /a\n')], 1, '1 passed, 3 failed'),
    'all passed, and then a crash': (
        [test(result='FAIL', stdout='1..1\nok 1 /a\n')], 1, '1 passed, 1 failed'),
    'out of time': ([test(result='TIMEOUT')], 1, '0 passed, 1 failed'),
    'nothing to do counts as skipped': (
        [test(), test(stdout='1..0 # SKIP none\n')], 0, '1 passed, 0 failed, 1 skipped'),
    'no test ran': ([], 1, '0 passed, 1 failed'),
}


def check_last_words():
    long = ''.join(f'line {n}\n' for n in range(200))
    _, _, lines = run(test('slow', result='FAIL', stdout=f'1..1\nnot ok 1 /early\n{long}',
                           stderr='the reason\n'))
    assert 'failed: slow: 1 /early' in lines, lines
    assert '  | not ok 1 /early' in lines, lines
    assert '  | line 199' in lines and '  | line 10' not in lines, lines
    assert '  | the reason' in lines, lines

    _, _, lines = run(test(stdout='1..1\nok 1 /a\nquiet\n'))
    assert not any('quiet' in line for line in lines), lines


def main():
    print(f'1..{len(CASES) + 1}')
    failed = False
    for number, (name, (tests, status, last)) in enumerate(CASES.items(), 1):
        got = run(*tests)[:2]
        good = got == (status, last)
        failed |= not good
        print(f'{"ok" if good else "not ok"} {number} {name}')
        if not good:
            print(f'# {got}')
    try:
        check_last_words()
        print(f'ok {len(CASES) + 1} what failed is told with its last words')
    except AssertionError as error:
        failed = True
        print(f'not ok {len(CASES) + 1} what failed is told with its last words\n# {error}')
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
