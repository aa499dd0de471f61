# SPDX-License-Identifier: GPL-3.0-or-later
"""The pages of all families: whatever can be reached there says what it is."""

import json

from harness import until

MODEL = 'my-model'

NOWHERE = 'http://127.0.0.1:9'
"""Nobody listens there."""


def list_families(person):
    return [family for family in json.loads(person.tell('families', '--json'))
            if family['id'] != 'practice']


def check_names(frame, place):
    """Nothing in the window that can have the focus is without a name."""
    nameless = frame.find_nameless()
    assert not nameless, f'{place}: ' + '; '.join(nameless)


def show_page(program, frame, title):
    """Clicks the only provider in the list."""
    program.click(lambda: frame.look_for(lambda name: name.startswith(title), 'list item'),
                  lambda: frame.look_for('Remove Provider', 'push button'), 'Settings')


def leave_page(program, frame):
    program.focus('Settings')
    program.key('Escape')
    until(lambda: frame.look_for('Remove Provider', 'push button') is None, 'the end of the page')


def test_every_control_has_a_name(person):
    program = person.start()
    frame = person.open_settings(program)
    check_names(frame, 'Providers')
    for family in list_families(person):
        # No other computer shall be asked for anything.
        person.tell('add', family['id'], '--id', 'here', '--name', 'Here', '--endpoint', NOWHERE)
        person.tell('use', f'here/{MODEL}')
        show_page(program, frame, 'Here')
        program.find(MODEL, 'check box', frame)
        check_names(frame, family['title'])
        leave_page(program, frame)
        person.tell('remove', 'here')
        until(lambda: frame.look_for(lambda name: name.startswith('Here'), 'list item') is None,
              'the provider to go')
    program.quit_from('Settings')
