# SPDX-License-Identifier: GPL-3.0-or-later
"""Why an answer ended stands below it, and so does what leads on from there."""

from fake import models, problem, stream
from harness import until

CUT = 'Cut off: the longest answer allowed was reached.'
RETRY_AFTER = 60


def ask(person, program, model='alpha'):
    person.wait_for_model(program, model)
    person.ask(program, 'Count to three')
    return person.get_answer(program, 1)


def press_by_keyboard(program, name, within):
    """Goes to a button from where one writes, and presses it there."""
    button = program.find(name, 'push button', within)
    program.focus()

    program.go_to(button, 'Tab')
    program.key('Return')


def type_there(program, entry):
    """What is typed goes into an entry, without a click."""
    program.focus('Settings')
    program.key('ctrl+a')
    program.type('typed')
    until(lambda: entry.text == 'typed', 'what was typed')


def test_cut_answer_goes_on(person):
    server = person.serve(models('alpha'), stream('One, two', finish='length'), stream('three'))
    person.set_up(server)
    program = person.start()
    answer = ask(person, program)
    program.find_text(CUT, answer)
    press_by_keyboard(program, 'Continue', answer)
    until(lambda: len(person.get_turns(program)) == 3, 'what goes on below')
    rest = person.get_turns(program)[2]
    program.find_text('three', rest)
    program.find_text('Continued', rest)
    assert 'alpha' not in rest.read()

    # Both are one answer: what can be done with it stands at its end.
    program.find('Copy Answer', 'push button', rest)
    first = person.get_turns(program)[1]
    program.find_text(CUT, first)
    for name in ('Continue', 'Copy Answer', 'Try Again'):
        assert first.look_for(name, 'push button') is None, name
    assert len(server.get_requests()) == 2
    program.quit()

    program = person.start()
    person.open_chat(program, 'Count to three')
    until(lambda: len(person.get_turns(program)) == 3, 'the chat')
    program.find_text('Continued', person.get_turns(program)[2])
    program.quit()


def test_another_model_is_tried(person):
    server = person.serve(models('alpha', 'beta'),
                          problem(429, 'Nothing left', 'insufficient_quota'),
                          stream('From beta'))
    person.set_up(server)
    person.tell('use', 'fake/beta')
    program = person.start()
    person.tell('roles', 'chat', 'fake/alpha')
    answer = ask(person, program)
    program.find_text('The credit at Fake is used up', answer)

    # Who chooses none does not want one.
    program.press('Try Another Model', within=answer)
    entry = program.find('Search models', 'entry')
    program.focus()
    until(lambda: 'focused' in entry.states, 'the search for models')
    program.key('Escape')
    until(lambda: program.root.look_for('Search models', 'entry') is None, 'the list to close')
    assert len(server.get_requests()) == 1

    program.press('Try Another Model', within=answer)
    entry = program.find('Search models', 'entry')
    until(lambda: 'focused' in entry.states, 'the search for models')
    program.type('beta')
    program.key('Return')
    texts = person.wait_for_answer(program, 1, 'From beta')
    assert 'beta' in texts and '2/2' in texts, texts
    assert len(server.get_requests()) == 2
    program.quit()


def test_settings_open_at_the_key(person):
    server = person.serve(models('alpha'), problem(401, 'That key is wrong', 'invalid_api_key'))
    person.set_up(server)
    person.tell('key', 'fake', '--env', 'CHL_FAKE_KEY')
    program = person.start(CHL_FAKE_KEY='sk-refused-0123456789')
    answer = ask(person, program)
    press_by_keyboard(program, 'Open Settings', answer)
    frame = program.wait_for_frame('Settings')
    entry = program.find(lambda name: name.startswith('New Key'), 'text', frame)
    type_there(program, entry)
    person.close_settings(program)
    program.quit()


def test_settings_open_at_the_address(person):
    server = person.serve(models('alpha'))
    person.set_up(server)
    program = person.start()
    person.wait_for_model(program, 'alpha')
    server.stop()
    answer = ask(person, program)
    program.press('Open Settings', within=answer)
    frame = program.wait_for_frame('Settings')
    entry = program.find(lambda name: name.startswith('Address'), 'text', frame)
    type_there(program, entry)
    person.close_settings(program)
    program.quit()


def test_settings_open_at_the_check(person):
    """Where there is neither a key nor an address."""
    program = person.start()
    program.press('Practise')
    person.wait_for_model(program, 'Practice: answers')
    person.ask(program, 'error 401')
    answer = person.get_answer(program, 1)
    program.press('Open Settings', within=answer)
    frame = program.wait_for_frame('Settings')
    program.focus('Settings')
    check = program.find(lambda name: name.startswith('Check'), 'push button', frame)
    until(lambda: 'focused' in check.states, 'the check to have the focus')
    person.close_settings(program)
    program.quit()


def test_waiting_ends_early(person):
    wait = {'Retry-After': str(RETRY_AFTER)}
    server = person.serve(models('alpha'),
                          problem(429, 'Slow down', 'rate_limit_exceeded', wait),
                          stream('At once'),
                          problem(429, 'Slow down', 'rate_limit_exceeded', wait))
    person.set_up(server)
    program = person.start()
    answer = ask(person, program)
    program.find_text('Trying again in', answer)
    press_by_keyboard(program, 'Retry Now', answer)
    person.wait_for_answer(program, 1, 'At once')

    person.ask(program, 'And again?')
    answer = person.get_answer(program, 2)
    press_by_keyboard(program, 'Cancel', answer)
    program.find_text('You stopped this answer.', answer)
    program.find('Try Again', 'push button', answer)
    assert len(server.get_requests()) == 3
    program.quit()


def test_each_end_of_practice(person):
    program = person.start()
    program.press('Practise')
    person.wait_for_model(program, 'Practice: answers')
    ends = {
        'thoughts': ('Cut off while thinking: the longest answer allowed was reached.',
                     'Change Limit', 'Try Again'),
        'full code': ('Cut off: the conversation is as long as the model can read.',
                      'New Chat', 'Try Another Model'),
        'filter code': ('Stopped by the provider’s content filter.',
                        'Edit Question', 'Try Another Model'),
        'refusal': ('The model declined to answer.', 'Edit Question', 'Try Another Model'),
        'abort code': ('Stopped by the provider.', 'Continue', 'Try Another Model'),
        'odd code': ('practice_has_its_reasons', 'Continue', 'Try Another Model'),
        'tool short': ('The model asked for a tool, and there is none here.',
                       'Try Again', 'Try Another Model'),
        'nothing': ('The answer is empty.', 'Try Again', 'Try Another Model'),
        'cut code': ('The answer from Practice broke off.', 'Continue', 'Try Again'),
        'error late code': ('Practice had a problem of its own.', 'Continue', 'Try Again'),
        'error 413': ('The conversation is too long for this model at Practice.',
                      'New Chat', 'Try Another Model'),
        'error 429 600': ('Practice takes no more requests for 10 minutes.',
                          'Try Again', 'Try Another Model'),
    }
    for question, (sentence, *buttons) in ends.items():
        # Turns that are out of sight are not there: each has a chat of its own.
        program.focus()
        program.key('ctrl+n')
        until(lambda: not person.get_turns(program), 'a new chat')
        person.ask(program, question if question.startswith('error 4') else f'instant {question}')
        answer = person.get_answer(program, 1)
        program.find_text(sentence, answer)
        for button in buttons:
            program.find(button, 'push button', answer)
    program.quit()
