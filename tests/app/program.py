# SPDX-License-Identifier: GPL-3.0-or-later
"""The program under test: its process, its windows, and what a person does with them."""

import re
import signal
import subprocess

from harness import TIMEOUT, die_with_parent, until
from screen import ROOT, Connection, Node

# What the libraries beneath say of this bare session, and not of the program.
HARMLESS = re.compile(r'dconf|Vulkan|MESA|libEGL|GL implementation|at-spi|AT-SPI')

# GLib gives up its list of quarks when it grows beyond 2048, on purpose. The stack of that leak
# ends in g_malloc(), so that no suppression can name it.
LOST_QUARKS = 'SUMMARY: AddressSanitizer: 16384 byte(s) leaked in 1 allocation(s).'

BORDER = 5
"""What GTK draws around a window where nothing can be seen through, in pixels."""

FAR_AWAY = (1279, 899)
"""A corner of the display where no window is."""

PRESSES_UNDER_WAY = 5
"""How often is looked whether the focus stays."""

# Seconds after which a click is taken to have missed.
CLICK_TIMEOUT = 5


def xdotool(*words):
    return subprocess.run(['xdotool', *map(str, words)], check=True, capture_output=True,
                          text=True, timeout=TIMEOUT).stdout


class Program:
    """Chatelaine, from its start to its end."""

    n_started = 0

    def __init__(self, paths, home):
        self.paths = paths
        self.home = home
        self.process = None
        self.root = None
        self.output = None
        self.parts = {}

    def start(self, **environment):
        """Starts it and waits for its window."""
        Program.n_started += 1
        self.output = self.home.log / f'program-{Program.n_started}'
        with open(self.output, 'wb') as output:
            self.process = subprocess.Popen(
                [self.paths.chatelaine], env=dict(self.home.get_environment(), **environment),
                stdout=output, stderr=output, preexec_fn=die_with_parent)
        connection = Connection(self.process.pid)
        until(lambda: self._is_there(connection), 'the window')
        self.root = Node(connection, ROOT)
        return self

    def _is_there(self, connection):
        if self.process.poll() is not None:
            raise AssertionError(f'it ended with {self.process.returncode}: {self.read_output()}')
        return connection.look()

    def read_output(self):
        return self.output.read_text(errors='replace')

    def wait(self):
        """Waits for its end, which has to be a good one."""
        self.process.wait(TIMEOUT)
        output = self.read_output()
        if LOST_QUARKS in output and output.count('SUMMARY:') == 1:
            return
        complaints = [line for line in output.splitlines()
                      if re.search(r'WARNING|CRITICAL|ERROR', line) and not HARMLESS.search(line)]
        assert self.process.returncode == 0, f'it ended with {self.process.returncode}'
        assert not complaints, '\n'.join(complaints)

    def quit(self):
        """Quits as a person does."""
        self.focus()
        self.key('ctrl+q')
        self.wait()

    def quit_from(self, title):
        """Quits while another window than the first is in front."""
        self.press('Close', within=self.wait_for_frame(title))
        self.wait_for_no_frame(title)
        self.quit()

    def kill(self):
        """Ends it without asking, as a power cut does."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait(TIMEOUT)

    # Windows

    def get_frames(self):
        """Its windows, the newest last."""
        return self.root.get_children()

    def wait_for_frame(self, name):
        return until(lambda: next((frame for frame in self.get_frames() if frame.name == name),
                                  None), f'the window “{name}”')

    def wait_for_no_frame(self, name):
        until(lambda: name not in [frame.name for frame in self.get_frames()],
              f'the end of the window “{name}”')

    def find_window(self, title='Chatelaine'):
        """The number by which the X server knows a window."""
        def look():
            result = subprocess.run(
                ['xdotool', 'search', '--onlyvisible', '--all', '--pid', str(self.process.pid),
                 '--name', f'^{re.escape(title)}$'], capture_output=True, text=True, check=False)
            return result.stdout.split()
        # Menus and tooltips have the title too, and come later.
        return min(until(look, f'the window “{title}” on the display'), key=int)

    def focus(self, title='Chatelaine'):
        """Makes the keyboard belong to a window."""
        window = self.find_window(title)

        def is_there():
            subprocess.run(['xdotool', 'windowfocus', window], check=False, capture_output=True)
            return xdotool('getwindowfocus', '-f').strip() == window
        until(is_there, f'the focus of the window “{title}”')

    def get_corner(self, title):
        """Where the inside of a window begins on the display."""
        words = xdotool('getwindowgeometry', '--shell', self.find_window(title))
        values = dict(line.split('=') for line in words.splitlines())
        return int(values['X']) + BORDER, int(values['Y']) + BORDER

    def resize(self, width, height, title='Chatelaine'):
        """Makes the inside of a window this large."""
        frame = self.wait_for_frame(title)
        xdotool('windowsize', self.find_window(title), width + 2 * BORDER, height + 2 * BORDER)
        until(lambda: frame.get_extents()[2:] == (width, height),
              f'the window “{title}” to be {width} × {height}')

    def take_picture(self, path, title='Chatelaine'):
        """A picture of a window, once nothing in it moves any more."""
        window = self.find_window(title)
        # Nothing shall be pointed at.
        xdotool('mousemove', *FAR_AWAY)

        def take():
            return subprocess.run(['import', '-window', window, 'ppm:-'], check=True,
                                  capture_output=True, timeout=TIMEOUT).stdout
        pictures = [take(), take()]
        while pictures[-1] != pictures[-2] and len(pictures) < 20:
            pictures.append(take())
        subprocess.run(['convert', 'ppm:-', '-quality', '10', str(path)], input=pictures[-1],
                       check=True, timeout=TIMEOUT)

    # Hands

    def key(self, *keys):
        xdotool('key', '--delay', '15', *keys)

    def type(self, text):
        xdotool('type', '--delay', '5', '--', text)

    def click(self, find, is_done, title='Chatelaine', then=None):
        """Clicks what find() gives, until is_done(): a row may still be on its way to its place.

        What then() does comes after each click.
        """
        def try_it():
            node = find()
            if node is None:
                return False
            left, top = self.get_corner(title)
            x, y = node.get_center()
            xdotool('mousemove', left + x, top + y, 'click', '1')
            if then is not None:
                then()
            try:
                until(is_done, 'the click to be felt', CLICK_TIMEOUT)
            except AssertionError:
                return False
            return True
        until(try_it, f'a click in the window “{title}” to be felt')

    def go_to(self, node, key):
        """Presses a key, or what key() says, until it has led to where the focus shall be."""
        def is_there():
            # A window that is busy may have more of these keys to come.
            return all('focused' in node.states for _ in range(PRESSES_UNDER_WAY))

        def go_on():
            if is_there():
                return True
            self.key(key() if callable(key) else key)
            return is_there()
        until(go_on, f'the focus to come to “{node.name}”')

    # Eyes

    def find(self, name=None, role=None, within=None):
        """Waits for an object like that."""
        return until(lambda: (within or self.root).look_for(name, role),
                     f'{role or "anything"} “{name}”')

    def press(self, name, role='push button', within=None):
        """Waits for something that can be pressed, and presses it."""
        def try_it():
            # Another may be in its place by the time it is pressed.
            node = (within or self.root).look_for(name, role)
            return node is not None and node.try_press()
        until(try_it, f'{role} “{name}” to be pressed')

    def find_text(self, part, within=None):
        """Waits for a label or a text that has part in it."""
        return until(lambda: next((text for text in (within or self.root).read() if part in text),
                                  None), f'the text “{part}”')
