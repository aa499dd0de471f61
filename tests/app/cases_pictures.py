# SPDX-License-Identifier: GPL-3.0-or-later
"""A picture of each page, light and dark, at three widths: to be looked at, not compared."""

from fake import models, problem, stream

WIDTHS = (360, 760, 1120)
HEIGHT = 760

ANSWER = '''\
A chatelaine is the clasp on which the keeper of a house wore all its keys.

```python
def open_door(keys: list[str], door: str) -> bool:
    """Whether one of the keys fits; this line is longer than a narrow window is wide."""
    return any(key.endswith(door) for key in keys)
```

The last word is *yours*.'''


def take(person, program, scheme, name, title='Chatelaine'):
    for width in WIDTHS:
        program.resize(width, HEIGHT, title)
        path = person.paths.artefacts / f'{name}-{scheme}-{width}.png'
        program.take_picture(path, title)
        assert path.stat().st_size > 2000, f'{path} is empty'


def take_settings(person, program, scheme):
    frame = person.open_settings(program)
    program.find_text('Fake', frame)
    take(person, program, scheme, 'providers', 'Settings')
    for page, name in (('Default Models', 'roles'), ('Privacy', 'privacy')):
        tabs = frame.find_all(page, 'page tab')
        program.resize(WIDTHS[-1], HEIGHT, 'Settings')
        program.click(lambda tabs=tabs: tabs[0], lambda tabs=tabs: 'selected' in tabs[0].states,
                      'Settings')
        take(person, program, scheme, name, 'Settings')
    person.close_settings(program)


def take_all(person, scheme):
    server = person.serve(models('alpha', 'beta', 'a-model-with-a-very-long-name-2025-preview'),
                          stream(*ANSWER.splitlines(keepends=True), thoughts=['Keys open doors.']),
                          problem(401, 'No key was provided: see the page of your account'))
    program = person.start(ADW_DEBUG_COLOR_SCHEME=f'prefer-{scheme}')
    program.find('Practise', 'push button')
    take(person, program, scheme, 'welcome')
    program.resize(WIDTHS[-1], HEIGHT)
    program.press('Add Provider…')
    program.find('Custom', 'list item', program.wait_for_frame('Settings'))
    take(person, program, scheme, 'add', 'Settings')
    person.close_settings(program)

    person.set_up(server)
    person.wait_for_model(program, 'alpha')
    person.ask(program, 'What is a chatelaine, and what would one look like as a program?')
    person.wait_for_answer(program, 1, 'The last word')
    person.ask(program, 'And this?')
    answer = person.get_answer(program, 2)
    program.find('Enter Key', 'push button', answer)
    take(person, program, scheme, 'chat')
    program.resize(WIDTHS[-1], HEIGHT)
    program.press('Enter Key', within=answer)
    program.find('Remove Provider', 'push button', program.wait_for_frame('Settings'))
    take(person, program, scheme, 'provider', 'Settings')
    person.close_settings(program)
    take_settings(person, program, scheme)
    program.quit()


def test_light(person):
    take_all(person, 'light')


def test_dark(person):
    take_all(person, 'dark')
