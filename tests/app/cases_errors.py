# SPDX-License-Identifier: GPL-3.0-or-later
"""What goes wrong stands where the answer would be, with the one button that helps."""

from fake import models, problem, stream

RETRY_AFTER = 2


def ask(person, program):
    person.wait_for_model(program, 'alpha')
    person.ask(program, 'Are you there?')
    return person.get_answer(program, 1)


def test_key_missing(person):
    server = person.serve(models('alpha'), problem(401, 'Who are you?', 'invalid_api_key'))
    person.set_up(server)
    program = person.start()
    answer = ask(person, program)
    program.find_text('Fake asks for a key, and none was given yet', answer)
    program.find_text('Who are you?', answer)
    assert len(server.get_requests()) == 1
    program.press('Enter Key', within=answer)
    frame = program.wait_for_frame('Settings')
    program.find('Remove Provider', 'push button', frame)
    program.find_text('No key', frame)
    person.close_settings(program)
    program.quit()


def test_key_refused(person):
    server = person.serve(models('alpha'), problem(401, 'That key is wrong', 'invalid_api_key'))
    person.set_up(server)
    person.tell('key', 'fake', '--env', 'CHL_FAKE_KEY')
    program = person.start(CHL_FAKE_KEY='sk-refused-0123456789')
    answer = ask(person, program)
    program.find_text('Fake did not accept the key', answer)
    program.find_text('That key is wrong', answer)
    assert len(server.get_requests()) == 1
    program.press('Open Settings', within=answer)
    frame = program.wait_for_frame('Settings')
    program.find('Remove Provider', 'push button', frame)
    program.find_text('Key refused', frame)
    person.close_settings(program)
    program.quit()


def test_too_many_requests(person):
    server = person.serve(models('alpha'),
                          problem(429, 'Slow down', 'rate_limit_exceeded',
                                  {'Retry-After': str(RETRY_AFTER)}),
                          stream('At last'))
    person.set_up(server)
    program = person.start()
    ask(person, program)
    # That it waits can be read for a moment only, and where it waits for long (see cases_ends).
    assert not any('Trying again' in text
                   for text in person.wait_for_answer(program, 1, 'At last'))
    first, second = server.get_requests()
    assert second['monotonic_ms'] - first['monotonic_ms'] >= RETRY_AFTER * 1000
    program.quit()


def test_server_gone_and_back(person):
    server = person.serve(models('alpha'), stream('Never said'))
    person.set_up(server)
    program = person.start()
    person.wait_for_model(program, 'alpha')
    server.stop()
    answer = ask(person, program)
    program.find_text(f'Nothing answers at 127.0.0.1 port {server.port}', answer)
    card = program.find(None, 'alert', answer)
    program.find('Try Again', 'push button', card)

    person.serve(models('alpha'), stream('Back again'), port=server.port)
    program.press('Try Again', within=card)
    person.wait_for_answer(program, 1, 'Back again')
    program.quit()


def test_answer_breaks_off(person):
    server = person.serve(models('alpha'), stream('Half of', ' it', then='close'))
    person.set_up(server)
    program = person.start()
    answer = ask(person, program)
    program.find_text('Half of it', answer)
    program.find_text('The answer from Fake broke off', answer)
    program.quit()
