# SPDX-License-Identifier: GPL-3.0-or-later
"""From nothing to an answer, in the window alone."""

from fake import MODELS, models, stream


def test_first_run(person):
    server = person.serve(models('alpha', 'beta'), stream('Good ', 'morning'))
    program = person.start()
    program.find('Welcome to Chatelaine', 'label')
    program.find_text('Practising needs no key')

    frame = person.add_custom(program, server)
    program.find_text('It works; now turn on the models to use', frame)
    server.wait_for_requests(1, MODELS)
    person.turn_on(program, frame, 'beta')
    person.close_settings(program)

    person.wait_for_model(program, 'beta')
    person.ask(program, 'Good day')
    person.wait_for_answer(program, 1, 'Good morning')
    request = server.get_requests()[-1]
    assert '"beta"' in request['body'] and 'Good day' in request['body'], request
    assert 'authorization' not in {name.lower() for name in request['headers']}, request
    program.quit()

    program = person.start()
    person.wait_for_model(program, 'beta')
    person.open_chat(program, 'Good day')
    person.wait_for_answer(program, 1, 'Good morning')
    program.quit()
