# SPDX-License-Identifier: GPL-3.0-or-later
"""A conversation: it streams, it is stopped, it is kept, it survives a kill."""

from fake import models, stream
from harness import until

STORY = [f'word{number} ' for number in range(1, 31)]
WHOLE = ''.join(STORY).strip()

STOPPED = 'You stopped this answer.'


def watch_grow(answer, mark, whole):
    """The different texts that are seen while an answer comes; it begins with mark."""
    label = until(lambda: answer.look_for(lambda name: name.startswith(mark), 'label'),
                  'the beginning of the answer')
    seen = []

    def look():
        text = label.text
        if not seen or seen[-1] != text:
            seen.append(text)
        return text == whole
    until(look, 'the whole answer')
    return seen


def test_answer_streams_is_stopped_and_is_kept(person):
    server = person.serve(models('alpha'), stream(*STORY, delay_ms=200),
                          stream('begun', ' and', then='hang'))
    person.set_up(server)
    program = person.start()
    person.wait_for_model(program, 'alpha')

    person.ask(program, 'Tell me a story')
    seen = watch_grow(person.get_answer(program, 1), 'word1', WHOLE)
    assert len(seen) > 2, seen
    assert all(later.startswith(earlier.rstrip()) for earlier, later in zip(seen, seen[1:])), seen
    person.wait_for_answer(program, 1)

    person.ask(program, 'Tell me another')
    program.find_text('begun and', person.get_answer(program, 2))
    assert not server.get_requests(left=True)
    program.press('Stop')
    server.wait_for_requests(1, left=True)
    assert STOPPED in person.wait_for_answer(program, 2, 'begun and')
    program.quit()

    program = person.start()
    person.open_chat(program, 'Tell me a story')
    conversation = person.get_conversation(program)
    for text in ('Tell me a story', WHOLE, 'Tell me another', 'begun and', STOPPED):
        program.find_text(text, conversation)
    assert len(person.get_turns(program)) == 4
    program.quit()


def test_what_had_come_survives_a_kill(person):
    server = person.serve(models('alpha'), stream('what had come', then='hang'))
    person.set_up(server)
    program = person.start()
    person.wait_for_model(program, 'alpha')
    person.ask(program, 'Do not finish')
    program.find_text('what had come', person.get_answer(program, 1))
    until(lambda: any('what had come' in path.read_bytes().decode(errors='replace')
                      for path in person.home.data.rglob('*.db*')), 'the answer on the disk')
    program.kill()

    program = person.start()
    person.open_chat(program, 'Do not finish')
    program.find_text('Do not finish', person.get_conversation(program))
    texts = person.wait_for_answer(program, 1, 'what had come')
    assert any('broke off' in text.lower() for text in texts), texts
    program.quit()


def test_the_last_chat_is_shown_again(person):
    server = person.serve(models('alpha'), stream('one'), stream('two'))
    person.set_up(server)
    settings = {'GSETTINGS_BACKEND': 'keyfile'}
    program = person.start(**settings)
    person.wait_for_model(program, 'alpha')
    person.ask(program, 'First')
    person.wait_for_answer(program, 1)
    program.key('ctrl+n')
    until(lambda: not person.get_turns(program), 'a new chat')
    person.ask(program, 'Second')
    person.wait_for_answer(program, 1, 'two')
    person.open_chat(program, 'First')
    program.quit()

    program = person.start(**settings)
    program.find_text('one', person.get_conversation(program))
    composer = person.get_composer(program)
    until(lambda: 'focused' in composer.states, 'the composer to have the focus')

    # What was never sent is kept too, and is shown as what was open last.
    program.focus()
    program.key('ctrl+n')
    until(lambda: not person.get_turns(program), 'a new chat')
    program.type('Half a thou')
    program.quit()
    program = person.start(**settings)
    composer = person.get_composer(program)
    until(lambda: composer.text == 'Half a thou', 'the draft')
    assert not person.get_turns(program)

    # A chat that is gone does not come back.
    person.open_chat(program, 'Second')
    program.focus()
    chats = program.find('Chats', 'list')
    row = next(row for row in chats.get_children() if 'Second' in row.read())

    # A click leads on to where one writes.
    program.go_to(row, 'shift+Tab')
    program.key('Delete')
    program.find_text('“Second” deleted')
    program.quit()
    program = person.start(**settings)
    composer = person.get_composer(program)
    until(lambda: composer.text == 'Half a thou', 'the draft in place of what was deleted')
    program.quit()
