#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Secret headers in the real gnome-keyring; runs inside tests/support/keyring-session.sh."""

import os
import subprocess

from ctl_room import NEEDS_KEY, Room, delta, events, main, stop

SAYS_YES = events(delta(content='Yes'), stop())
SESSION = os.environ['CHL_KEYRING_SESSION']
REAL = {'SECRET_BACKEND': None, 'SECRET_FILE_TEST_PATH': None, 'SECRET_FILE_TEST_PASSWORD': None,
        'DBUS_SESSION_BUS_ADDRESS': os.environ['DBUS_SESSION_BUS_ADDRESS']}


def keyring(*words):
    subprocess.run([SESSION, *words], check=True, stdout=subprocess.DEVNULL)


def find(origin):
    return subprocess.run(['secret-tool', 'lookup', 'application', 'io.github.chatelaine.Chatelaine',
                           'instance', 'lab', 'kind', 'header:x-pass', 'origin', origin],
                          capture_output=True, text=True, check=False).stdout


def test_real_keyring():
    with Room() as room:
        room.environment.update({name: text for name, text in REAL.items() if text is not None})
        for name in [name for name, text in REAL.items() if text is None]:
            del room.environment[name]
        server, other = room.add_lab(SAYS_YES), room.serve(SAYS_YES)
        origins = [each.endpoint[:-len('/v1')] for each in (server, other)]
        keyring('start', 'open')
        for secret in (room.plant('pass-PLANTED-0123456789'), room.plant('two words PLANTED 0123')):
            room.run('header', 'lab', 'X-Pass', '--stdin', stdin=secret)
            room.run('chat', 'x')
            assert server.requests()[-1]['headers']['x-pass'] == secret
        room.run('set', 'lab', f'endpoint={other.endpoint}')
        room.run('chat', 'x', status=NEEDS_KEY)
        room.run('header', 'lab', 'X-Pass', '--confirm')
        room.run('chat', 'x')
        assert other.requests()[-1]['headers']['x-pass'] == secret
        assert not find(origins[0]) and find(origins[1])
        room.run('remove', 'lab')
        assert not find(origins[1])
        keyring('stop')


if __name__ == '__main__':
    main(__name__, '/ctl-headers-keyring')
