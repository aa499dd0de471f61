# SPDX-License-Identifier: GPL-3.0-or-later
"""A key, typed into the window: it goes to the provider and the keyring, and nowhere else.

Runs inside tests/support/keyring-session.sh, which hunts for the key as well.
"""

import os
import subprocess

from fake import MODELS, models, stream
from harness import TIMEOUT

KEY = 'sk-test-PLANTED-0123456789'


def control_keyring(*words):
    subprocess.run([os.environ['CHL_KEYRING_SESSION'], *words], check=True, timeout=TIMEOUT,
                   stdout=subprocess.DEVNULL)


def check_requests(requests):
    assert requests
    for request in requests:
        headers = {name.lower(): value for name, value in request['headers'].items()}
        assert headers.get('authorization') == f'Bearer {KEY}', headers.keys()
        assert KEY not in request['path'] + request['body']


def check_secrecy(person, program):
    """The key is in no file, in no line that was printed, and nowhere on the screen."""
    assert person.home.find_files_with('PLANTED') == []
    assert 'PLANTED' not in program.read_output()
    seen = program.root.describe()
    assert len(seen) > 20 and not any('PLANTED' in line for line in seen)


def test_typed_key_is_kept_in_the_keyring(person):
    control_keyring('start', 'open')
    server = person.serve(models('alpha'), stream('You may'))
    program = person.start()
    frame = person.add_custom(program, server, key=KEY)
    program.find_text('Kept in the keyring', frame)
    program.find_text('It works; now turn on the models to use', frame)
    check_requests(server.get_requests(MODELS))
    check_secrecy(person, program)

    person.turn_on(program, frame, 'alpha')
    person.close_settings(program)
    person.wait_for_model(program, 'alpha')
    person.ask(program, 'May I?')
    person.wait_for_answer(program, 1, 'You may')
    check_requests(server.get_requests())
    check_secrecy(person, program)
    program.quit()

    program = person.start()
    person.wait_for_model(program, 'alpha')
    person.ask(program, 'And now?')
    person.wait_for_answer(program, 1, 'You may')
    check_requests(server.get_requests()[1:])
    check_secrecy(person, program)
    program.quit()
    control_keyring('stop')
