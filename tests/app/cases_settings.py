# SPDX-License-Identifier: GPL-3.0-or-later
"""The settings: two programs at once, the model of a role, and staying on this computer."""

from fake import models, stream
from harness import until

ELSEWHERE = '192.0.2.1'
"""An address kept for examples; nobody has it."""


def test_terminal_and_window_at_once(person):
    program = person.start()
    frame = person.open_settings(program)
    program.find_text('No provider yet', frame)
    person.tell('add', 'custom', '--id', 'other', '--name', 'From a Terminal', '--endpoint',
                'http://127.0.0.1:9/v1')
    program.find_text('From a Terminal', frame)
    person.tell('set', 'other', 'name=Renamed There')
    program.find_text('Renamed There', frame)
    person.tell('remove', 'other')
    until(lambda: 'Renamed There' not in frame.read(), 'the provider to go')
    program.quit_from('Settings')


def test_model_for_chat_is_kept(person):
    server = person.serve(models('alpha', 'beta'), stream('Beta speaks'))
    person.set_up(server)
    person.tell('use', 'fake/beta')
    program = person.start()
    person.wait_for_model(program, 'alpha')
    frame = person.open_settings(program, 'Default Models')
    buttons = until(lambda: frame.find_all('Model for Chat and Agent: Not Set', 'push button'),
                    'the button of the role')
    buttons[-1].press()
    entry = program.find('Search models that are on', 'entry', frame)
    program.focus('Settings')
    until(lambda: 'focused' in entry.states, 'the search for models')
    program.type('beta')
    program.key('Return')
    program.find('Model for Chat and Agent: beta', 'push button', frame)
    person.close_settings(program)
    person.wait_for_model(program, 'beta')
    program.quit()

    program = person.start()
    person.wait_for_model(program, 'beta')
    person.ask(program, 'Who speaks?')
    person.wait_for_answer(program, 1, 'Beta speaks')
    assert '"beta"' in server.get_requests()[-1]['body']
    frame = person.open_settings(program, 'Default Models')
    program.find('Model for Chat and Agent: beta', 'push button', frame)
    person.close_settings(program)
    program.quit()


def test_stay_on_this_computer(person):
    server = person.serve(models('alpha'), stream('From here'))
    person.set_up(server)
    program = person.start()
    frame = person.open_settings(program, 'Privacy')
    switch = program.find(lambda name: name.startswith('Stay on this computer'), 'check box', frame)
    assert 'checked' not in switch.states
    switch.press()
    until(lambda: 'checked' in switch.states, 'the switch to be on')
    person.close_settings(program)

    # Only now: before, the terminal would go and ask.
    person.tell('add', 'custom', '--id', 'far', '--name', 'Far', '--endpoint',
                f'https://{ELSEWHERE}/v1')
    person.tell('use', 'far/distant')
    person.tell('roles', 'chat', 'far/distant')
    person.wait_for_model(program, 'distant')
    person.ask(program, 'Does this leave?')
    answer = person.get_answer(program, 1)
    program.find_text(f'{ELSEWHERE} is another computer, and Chatelaine is set to stay', answer)
    program.press('Open Privacy', within=answer)
    program.find(lambda name: name.startswith('Stay on this computer'), 'check box',
                 program.wait_for_frame('Settings'))
    person.close_settings(program)

    person.tell('roles', 'chat', 'fake/alpha')
    person.wait_for_model(program, 'alpha')
    person.ask(program, 'And this?')
    person.wait_for_answer(program, 2, 'From here')
    program.quit()
