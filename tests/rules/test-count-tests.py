#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What build-aux/count-tests makes of each way a test can end."""

import json
import os
import subprocess
import sys
import tempfile

import tap

TAP = 'TAP version 13\n1..{n}\n'


def count(*tests):
    """The last line and the exit status for tests of (result, output)."""
    with tempfile.TemporaryDirectory() as folder:
        log = os.path.join(folder, 'testlog.json')
        with open(log, 'w', encoding='utf-8') as file:
            for result, output in tests:
                json.dump({'name': 'x', 'result': result, 'duration': 1, 'stdout': output}, file)
                file.write('\n')
        ran = subprocess.run([sys.executable, sys.argv[1], log], capture_output=True, text=True,
                             check=False)
    return ran.stdout.splitlines()[-1], ran.returncode


def test_sums_checks():
    assert count(('OK', TAP.format(n=2) + 'ok 1 /a\nok 2 /b\n'),
                 ('OK', TAP.format(n=1) + 'ok 1 /c\n')) == ('3 passed, 0 failed', 0)


def test_plain_program_is_one():
    assert count(('OK', 'hello\n')) == ('1 passed, 0 failed', 0)
    assert count(('FAIL', 'hello\n')) == ('0 passed, 1 failed', 1)


def test_failed_check():
    assert count(('FAIL', TAP.format(n=3) + 'ok 1 /a\nnot ok 2 /b\nok 3 /c\n')) == \
        ('2 passed, 1 failed', 1)


def test_crash_counts_though_all_before_passed():
    assert count(('ERROR', TAP.format(n=1) + 'ok 1 /a\n')) == ('1 passed, 1 failed', 1)
    assert count(('ERROR', '')) == ('0 passed, 1 failed', 1)


def test_crash_in_the_middle():
    assert count(('ERROR', TAP.format(n=5) + 'ok 1 /a\nok 2 /b\nBail out! ERROR\n')) == \
        ('2 passed, 3 failed', 1)


def test_time_out():
    assert count(('TIMEOUT', '')) == ('0 passed, 1 failed', 1)
    assert count(('INTERRUPT', '')) == ('0 passed, 1 failed', 1)


def test_skipped():
    assert count(('OK', TAP.format(n=2) + 'ok 1 /a\nok 2 /b # SKIP no display\n')) == \
        ('1 passed, 0 failed, 1 skipped', 0)
    assert count(('SKIP', '1..0 # SKIP no display\n'), ('OK', '')) == \
        ('1 passed, 0 failed, 1 skipped', 0)


def test_only_skipped_is_nothing_ran():
    assert count(('SKIP', '1..0 # SKIP no display\n')) == ('0 passed, 1 failed, 1 skipped', 1)


def test_nothing_ran():
    assert count() == ('0 passed, 1 failed', 1)


def test_empty_plan_without_a_reason():
    assert count(('OK', 'TAP version 13\n')) == ('0 passed, 1 failed', 1)


def test_no_log():
    ran = subprocess.run([sys.executable, sys.argv[1], '/nonexistent'], capture_output=True,
                         text=True, check=False)
    assert ran.stdout.splitlines()[-1] == '0 passed, 1 failed'
    assert ran.returncode == 1


def test_expected_failure():
    assert count(('EXPECTEDFAIL', '')) == ('1 passed, 0 failed', 0)
    assert count(('UNEXPECTEDPASS', '')) == ('0 passed, 1 failed', 1)


def test_nested_checks_are_not_counted_twice():
    assert count(('OK', TAP.format(n=1) + '    ok 1 - inner\n    ok 2 - inner\nok 1 /a\n')) == \
        ('1 passed, 0 failed', 0)


if __name__ == '__main__':
    sys.exit(tap.run('__main__', '/count-tests'))
