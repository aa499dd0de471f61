# SPDX-License-Identifier: GPL-3.0-or-later
"""Practice, and everything by keyboard."""

from harness import until


def choose_model(person, program, words, title):
    program.key('ctrl+m')
    entry = program.find('Search models', 'entry')
    until(lambda: 'focused' in entry.states, 'the search for models')
    program.type(words)
    program.key('Return')
    person.wait_for_model(program, title)


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
    choose_model(person, program, 'think', 'Practice: thinks first')
    person.ask(program, 'code')
    answer = person.get_answer(program, 2)
    thoughts = program.find(lambda name: name.startswith('Thought for'), 'label', answer)
    person.wait_for_answer(program, 2, 'count_words (FILE *file)')
    assert not any('no thoughts' in text for text in answer.read())
    thoughts.look_above('push button').press()
    program.find_text('These are no thoughts', answer)
    program.quit()


def test_keyboard_alone(person):
    program = person.start()
    practise = program.find('Practise', 'push button')
    program.focus()

    def go_on():
        program.key('Tab')
        return 'focused' in practise.states
    until(go_on, 'Tab to come to “Practise”')
    program.key('Return')
    person.wait_for_model(program, 'Practice: answers')
    composer = person.get_composer(program)
    until(lambda: 'focused' in composer.states, 'the composer to have the focus')

    program.type('slow long')
    program.key('Return')
    answer = person.get_answer(program, 1)
    program.find_text('no model was asked', answer)
    program.key('Escape')
    assert 'Stopped' in person.wait_for_answer(program, 1)

    program.key('ctrl+n')
    until(lambda: not person.get_turns(program), 'a new chat')
    until(lambda: 'focused' in composer.states, 'the composer to have the focus')
    choose_model(person, program, 'tools', 'Practice: calls tools')
    program.type('echo typed')
    program.key('shift+Return')
    program.type('in two lines')
    assert composer.text == 'echo typed\nin two lines', composer.text
    program.key('Return')
    person.wait_for_answer(program, 1, 'typed\nin two lines')
    program.quit()
