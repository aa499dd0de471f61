# SPDX-License-Identifier: GPL-3.0-or-later
"""Practice, and everything by keyboard."""

from fake import models, stream
from harness import until

STOPPED = 'You stopped this answer.'


def choose_model(person, program, words, title):
    """From where one writes, and back there."""
    program.key('ctrl+m')
    entry = program.find('Search models', 'entry')
    until(lambda: 'focused' in entry.states, 'the search for models')
    program.type(words)
    program.key('Return')
    person.wait_for_model(program, title)
    composer = person.get_composer(program)
    until(lambda: 'focused' in composer.states, 'the composer to have the focus again')


def begin_chat(person, program):
    composer = person.get_composer(program)
    program.key('ctrl+n')
    until(lambda: not person.get_turns(program), 'a new chat')
    until(lambda: 'focused' in composer.states, 'the composer to have the focus')


def test_practice(person):
    program = person.start()
    program.press('Practise')
    person.wait_for_model(program, 'Practice: answers')
    person.ask(program, 'code')
    answer = person.get_answer(program, 1)
    program.find('Copy Code', 'push button', answer)
    program.find_text('count_words (FILE *file)', answer)
    program.find_text('no model was asked', answer)
    person.wait_for_answer(program, 1)

    program.focus()
    begin_chat(person, program)
    choose_model(person, program, 'think', 'Practice: thinks first')
    person.ask(program, 'code')
    answer = person.get_answer(program, 1)
    thoughts = program.find(lambda name: name.startswith('Thought for'), 'label', answer)
    person.wait_for_answer(program, 1, 'count_words (FILE *file)')
    assert not any('no thoughts' in text for text in answer.read())
    button = thoughts.look_above('push button')
    assert 'Show the thoughts: Thought for' in button.name, button.name
    button.press()
    program.find_text('These are no thoughts', answer)
    until(lambda: 'Hide the thoughts: Thought for' in button.name, 'the name of what folds')
    program.quit()


def test_keyboard_alone(person):
    program = person.start()
    practise = program.find('Practise', 'push button')
    program.focus()
    program.go_to(practise, 'Tab')
    program.key('Return')
    person.wait_for_model(program, 'Practice: answers')
    composer = person.get_composer(program)
    until(lambda: 'focused' in composer.states, 'the composer to have the focus')

    program.type('slow long')
    program.key('Return')
    answer = person.get_answer(program, 1)
    program.find_text('no model was asked', answer)
    program.key('Escape')
    assert STOPPED in person.wait_for_answer(program, 1)

    begin_chat(person, program)
    choose_model(person, program, 'tools', 'Practice: calls tools')
    program.type('echo typed')
    program.key('shift+Return')
    program.type('in two lines')
    until(lambda: composer.text == 'echo typed\nin two lines', 'what was typed')
    program.key('Return')
    # What is a line of its own for whoever writes is none in Markdown.
    person.wait_for_answer(program, 1, 'typed in two lines')
    program.quit()


def test_tab_goes_round(person):
    """Nothing that an answer can have keeps the focus."""
    program = person.start()
    program.press('Practise')
    person.wait_for_model(program, 'Practice: answers')
    composer = person.get_composer(program)
    program.focus()
    program.type('instant markdown')
    program.key('Return')
    # The end of the answer is in sight, and the question is not.
    program.find('Copy Answer', 'push button')

    chats = program.find('Chats', 'list')
    passed = []

    def look():
        passed.extend(row for row in chats.get_children() if 'focused' in row.states)

    def press_until_there(key):
        # A window that is busy may show where a key led to only before the next one.
        look()
        program.key(key)
        look()
        return 'focused' in composer.states
    for key in ('Tab', 'shift+Tab'):
        program.key(key)
        until(lambda: 'focused' not in composer.states, f'{key} to leave the composer')
        until(lambda: press_until_there(key), f'{key} to come to the composer again')
        assert passed, f'{key} passes no chat'
        passed.clear()
    program.quit()


def begin_search(program):
    program.key('ctrl+k')
    entry = program.find('Search in all chats', 'entry')
    until(lambda: 'focused' in entry.states, 'the search in all chats')
    return entry


def test_search(person):
    server = person.serve(models('alpha'), stream('On the clasp hang all the keys, and more keys.'),
                          stream('Stay near the old town.'))
    person.set_up(server)
    program = person.start()
    person.wait_for_model(program, 'alpha')
    for question, number in (('What is a chatelaine?', 1), ('Trip to Kraków', 1)):
        program.focus()
        program.key('ctrl+n')
        person.ask(program, question)
        person.wait_for_answer(program, number)

    program.focus()
    begin_search(program)
    program.type('zeppelin')
    program.find_text('No Chats Found')
    program.key('ctrl+a')
    program.type('t')
    found = program.find('Chats found', 'list')
    until(lambda: len(found.get_children()) == 2, 'two chats')
    program.type('he keys')
    until(lambda: len(found.get_children()) == 1, 'one chat')
    assert any('the keys' in text for text in found.read()), found.read()

    # Enter opens it where the words are, and goes on from there.
    program.key('Return')
    find = program.find('Find in this chat', 'entry')
    until(lambda: 'focused' in find.states, 'the search in the chat')
    until(lambda: find.text == 'the keys', 'what was typed')
    program.find_text('1 of 1')
    program.find_text('On the clasp', person.get_conversation(program))
    program.key('ctrl+a')
    program.type('KEYS')
    program.find_text('1 of 2')
    program.key('Return')
    program.find_text('2 of 2')
    program.key('ctrl+g')
    program.find_text('1 of 2')
    program.key('shift+Return')
    program.find_text('2 of 2')
    program.key('Escape')
    composer = person.get_composer(program)
    until(lambda: 'focused' in composer.states, 'the composer to have the focus')

    begin_search(program)
    program.key('Escape')
    chats = program.find('Chats', 'list')
    until(lambda: any('Trip to Kraków' in row.read() for row in chats.get_children()), 'the list')
    program.key('ctrl+f')
    until(lambda: 'focused' in find.states, 'the search in the chat')
    program.type('nothing like that')
    program.find_text('No hits')
    program.quit()


def test_list_over_the_chat(person):
    """In a narrow window the focus goes into the list, and back to where it was."""
    program = person.start()
    program.press('Practise')
    person.wait_for_model(program, 'Practice: answers')
    person.ask(program, 'instant')
    person.wait_for_answer(program, 1)
    composer = person.get_composer(program)
    program.focus()
    program.resize(360, 640)
    until(lambda: 'focused' in composer.states, 'the composer to have the focus')

    for key in ('Escape', 'F9'):
        program.key('F9')
        chats = program.find('Chats', 'list')
        until(lambda: any('focused' in row.states for row in chats.get_children()), 'a chat')
        program.key(key)
        until(lambda: 'focused' in composer.states, 'the composer to have the focus again')
    program.quit()
