# SPDX-License-Identifier: GPL-3.0-or-later
"""The person at the window: what takes several steps, by the names that they see."""

import subprocess

from fake import Server
from harness import TIMEOUT, until
from program import Program


class Person:
    """Has one home, starts the program in it, and tidies up in the end."""

    def __init__(self, paths, home):
        self.paths = paths
        self.home = home
        self.programs = []
        self.servers = []

    def leave(self):
        for program in self.programs:
            program.kill()
        for server in self.servers:
            server.stop()

    def explain(self, picture):
        """What was on the screen, for whoever looks for a fault."""
        lines = []
        for program in self.programs:
            if program.process is None:
                continue
            if program.process.poll() is None and program.root is not None:
                lines += program.root.describe()
            lines += program.read_output().splitlines()
        subprocess.run(['import', '-window', 'root', str(picture)], check=False)
        lines.append(f'See {picture}')
        return lines

    def serve(self, *answers, port=0):
        server = Server(self.paths, *answers, port=port)
        self.servers.append(server)
        return server

    def start(self, **environment):
        program = Program(self.paths, self.home)
        self.programs.append(program)
        return program.start(**environment)

    def tell(self, *words, text=None):
        """Runs the terminal program."""
        result = subprocess.run([self.paths.ctl, *words], env=self.home.get_environment(),
                                input=text, capture_output=True, text=True, timeout=TIMEOUT,
                                check=False)
        assert result.returncode == 0, f'{words}: {result.stderr}'
        return result.stdout

    def set_up(self, server, model='alpha'):
        """Adds the server in the terminal and turns its model on."""
        self.tell('add', 'custom', '--id', 'fake', '--name', 'Fake', '--endpoint', server.address)
        self.tell('use', f'fake/{model}')

    # In the chat. Its parts live as long as the window, and are looked for once.

    @staticmethod
    def find_part(program, name, role):
        """The last object like that: the composer stands below a question that is edited."""
        if name not in program.parts:
            program.parts[name] = until(lambda: program.root.find_all(name, role),
                                        f'{role} “{name}”')[-1]
        return program.parts[name]

    def get_composer(self, program):
        return self.find_part(program, 'Question', 'text')

    def get_conversation(self, program):
        return self.find_part(program, 'Conversation', 'log')

    @staticmethod
    def wait_for_model(program, title):
        """Waits until a model is in use, so that a question can be sent."""
        program.find(lambda name: name.startswith('Model:') and title in name, 'push button')

    def ask(self, program, question):
        conversation = self.get_conversation(program)
        send = self.find_part(program, 'Send', 'push button')
        self.get_composer(program).set_text(question)
        send.press()
        program.find_text(question, conversation)

    @staticmethod
    def open_chat(program, title):
        """Clicks a chat in the list of chats."""
        program.focus()
        chats = program.find('Chats', 'list')

        def look():
            return next((row for row in chats.get_children() if title in row.read()), None)

        def is_open():
            row = look()
            return row is not None and 'selected' in row.states
        program.click(look, is_open)

    def get_turns(self, program):
        return self.get_conversation(program).get_children()

    def get_answer(self, program, number):
        """The turn of the model to the question with this number, counted from 1."""
        return until(lambda: (self.get_turns(program)[2 * number - 1:2 * number] or [None])[0],
                     f'answer {number}')

    def wait_for_answer(self, program, number, text=''):
        """Waits until an answer has ended; returns all that is written there."""
        def look():
            answer = self.get_answer(program, number)
            # Another attempt takes the place of the turn, and what stands below it comes last.
            if answer.look_for('Copy Answer', 'push button') is None:
                return None
            texts = answer.read()
            return texts if any(text in line for line in texts) else None
        return until(look, f'answer {number} to end with “{text}” in it')

    # In the settings

    @staticmethod
    def open_settings(program, page='Providers'):
        """Opens the settings at one of their pages; returns their window."""
        program.focus()
        program.key('ctrl+comma')
        frame = program.wait_for_frame('Settings')
        if page != 'Providers':
            tab = program.find(page, 'page tab', frame)
            program.click(lambda: tab, lambda: 'selected' in tab.states, 'Settings')
        return frame

    @staticmethod
    def close_settings(program):
        program.press('Close', within=program.wait_for_frame('Settings'))
        program.wait_for_no_frame('Settings')

    @staticmethod
    def open_add_form(program, family='Custom'):
        """Presses what the welcome page and the list of providers offer; returns the window."""
        program.press('Add Provider…')
        frame = program.wait_for_frame('Settings')
        # There are more than are in sight.
        entry = program.find(lambda name: name.startswith('Search providers'), 'entry', frame)
        program.focus('Settings')
        until(lambda: 'focused' in entry.states, 'the search for providers')
        program.type(family)
        program.click(lambda: frame.look_for(family, 'list item'),
                      lambda: frame.look_for(f'Add {family}', 'label'), 'Settings')
        return frame

    def add_custom(self, program, server, name='Fake', key=None):
        """Adds the server by its address; returns the window with the provider's page."""
        frame = self.open_add_form(program)
        program.find('Name', 'text', frame).set_text(name)
        address = program.find(lambda text: text.startswith('Address'), 'text', frame)
        address.set_text(server.address)
        if key is not None:
            row = program.find(lambda text: text.startswith('API Key'), 'text', frame)
            program.focus('Settings')

            def type_key():
                program.key('ctrl+a')
                program.type(key)
            program.click(lambda: row, lambda: row.text == key, 'Settings', type_key)
        program.press('Add', within=frame)
        program.find(name, 'label', frame)
        return frame

    @staticmethod
    def turn_on(program, frame, model):
        """Turns a model on at the page of its provider, with the keyboard.

        No screen reader can press a check button of GTK 4.8, nor lead the focus to it.
        """
        box = program.find(model, 'check box', frame)
        wanted = box.look_above('list item')
        rows = box.look_above('list').find_all(role='list item')
        paths = [row.path for row in rows]
        program.focus('Settings')

        def choose_key():
            here = next((row for row in rows if 'focused' in row.states), None)
            if here is None:
                return 'Tab'
            return 'Down' if paths.index(here.path) < paths.index(wanted.path) else 'Up'
        program.go_to(wanted, choose_key)
        program.key('space')
        until(lambda: 'checked' in box.states, f'{model} to be on')
