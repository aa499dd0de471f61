# SPDX-License-Identifier: GPL-3.0-or-later
"""What is on the screen, as a screen reader hears it: finding, reading and pressing.

This speaks the protocol of AT-SPI itself, and asks about many objects at once: one after the other
takes seconds for a window with some hundred of them.

Source: https://gitlab.gnome.org/GNOME/at-spi2-core/-/tree/main/xml
"""

import re

import gi

gi.require_version('Gio', '2.0')
from gi.repository import Gio, GLib  # noqa: E402  pylint: disable=wrong-import-position

from harness import TIMEOUT, until  # noqa: E402  pylint: disable=wrong-import-position

INTERFACE = 'org.a11y.atspi.'
REGISTRY = 'org.a11y.atspi.Registry'
ROOT = '/org/a11y/atspi/accessible/root'
NO_OBJECT = '/org/a11y/atspi/null'
COORDINATES_OF_WINDOW = 1
END_OF_TEXT = 2 ** 31 - 1
BATCH = 48

ROLES = {
    'alert': 2, 'check box': 7, 'combo box': 11, 'filler': 20, 'frame': 23, 'image': 27,
    'label': 29, 'list': 31, 'list item': 32, 'page tab': 37, 'panel': 39, 'password text': 40,
    'push button': 43, 'scroll bar': 48, 'scroll pane': 49, 'status bar': 54,
    'text': 61, 'toggle button': 62,
    'entry': 79, 'notification': 101, 'log': 111,
}
ROLE_NAMES = {number: name for name, number in ROLES.items()}
STATES = {'checked': 4, 'focusable': 11, 'focused': 12, 'pressed': 20, 'selected': 23,
          'sensitive': 24}
WRITTEN = [ROLES[name] for name in ('label', 'status bar', 'text', 'entry', 'password text')]
HOLDERS = ('filler', 'list', 'list item', 'panel', 'scroll pane')
UNTOLD = ('panel', 'filler', 'scroll pane', 'scroll bar', 'image')
NO_NAME = re.compile(r'\s*|(Gtk|Adw|Chl)[A-Z]\w*')
"""GTK says the type of what has no name."""


def clean_name(name):
    """The name said once: GTK 4.8 says both the label with its underscore and the one without."""
    for position, character in enumerate(name):
        if character == ' ':
            before, after = name[:position], name[position + 1:]
            if after in (before, before.replace('_', '', 1)):
                return after
    return name


class Connection:
    """The way to one program on the accessibility bus."""

    _bus = None

    @classmethod
    def get_bus(cls):
        if cls._bus is None:
            session = Gio.bus_get_sync(Gio.BusType.SESSION, None)
            address, = session.call_sync('org.a11y.Bus', '/org/a11y/bus', 'org.a11y.Bus',
                                         'GetAddress', None, None, Gio.DBusCallFlags.NONE,
                                         TIMEOUT * 1000, None).unpack()
            flags = (Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT |
                     Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION)
            cls._bus = Gio.DBusConnection.new_for_address_sync(address, flags, None, None)
        return cls._bus

    def __init__(self, pid):
        self.bus = self.get_bus()
        self.name = None
        self.pid = pid

    def look(self):
        """Whether the program is there, with a window.

        The registry is asked who is there: GTK 4.8 cannot bear a question before it knows of it.
        """
        try:
            programs, = self._call(REGISTRY, ROOT, INTERFACE + 'Accessible', 'GetChildren')
            for name, _ in programs:
                pid, = self._call('org.freedesktop.DBus', '/org/freedesktop/DBus',
                                  'org.freedesktop.DBus', 'GetConnectionUnixProcessID',
                                  GLib.Variant('(s)', (name,)))
                if pid == self.pid:
                    self.name = name
                    return bool(Node(self, ROOT).get_children())
        except GLib.Error:
            pass
        return False

    def _call(self, name, path, interface, method, arguments=None):
        return self.bus.call_sync(name, path, interface, method, arguments, None,
                                  Gio.DBusCallFlags.NONE, TIMEOUT * 1000, None).unpack()

    def ask(self, questions):
        """Asks (path, interface, method, arguments) all at once; the answers, None for failures."""
        answers = [None] * len(questions)
        if not questions:
            return answers
        loop = GLib.MainLoop()
        left = len(questions)

        def answered(bus, result, index):
            nonlocal left
            try:
                answers[index] = bus.call_finish(result).unpack()
            except GLib.Error:
                pass
            left -= 1
            if left == 0:
                loop.quit()
        for index, (path, interface, method, arguments) in enumerate(questions):
            self.bus.call(self.name, path, interface, method, arguments, None,
                          Gio.DBusCallFlags.NONE, TIMEOUT * 1000, None, answered, index)
        loop.run()
        return answers


class Node:
    """One object on the screen. Nothing in it is remembered: each question is asked anew."""

    def __init__(self, connection, path):
        self.connection = connection
        self.path = path

    def _ask(self, interface, method, arguments=None):
        answer, = self.connection.ask([(self.path, INTERFACE + interface, method, arguments)])
        return answer

    def _act(self, interface, method, arguments):
        answer = self._ask(interface, method, arguments)
        assert answer and answer[0], f'{method} does nothing to “{self.name}”'

    @staticmethod
    def _get_questions(nodes, what):
        if what == 'children':
            return [(node.path, INTERFACE + 'Accessible', 'GetChildren', None) for node in nodes]
        if what == 'role':
            return [(node.path, INTERFACE + 'Accessible', 'GetRole', None) for node in nodes]
        if what == 'text':
            span = GLib.Variant('(ii)', (0, END_OF_TEXT))
            return [(node.path, INTERFACE + 'Text', 'GetText', span) for node in nodes]
        if what == 'states':
            return [(node.path, INTERFACE + 'Accessible', 'GetState', None) for node in nodes]
        name = GLib.Variant('(ss)', (INTERFACE + 'Accessible', 'Name'))
        return [(node.path, 'org.freedesktop.DBus.Properties', 'Get', name) for node in nodes]

    def _ask_all(self, nodes, what, fallback):
        answers = self.connection.ask(self._get_questions(nodes, what))
        return [answer[0] if answer else fallback for answer in answers]

    @property
    def name(self):
        return clean_name(self._ask_all([self], 'name', '')[0])

    @property
    def text(self):
        """What is written in it."""
        return self._ask_all([self], 'text', '')[0]

    def _get_states_of_all(self, nodes):
        return [{name for name, bit in STATES.items() if words[0] >> bit & 1}
                for words in self._ask_all(nodes, 'states', [0])]

    @property
    def states(self):
        return self._get_states_of_all([self])[0]

    def _get_children_of_all(self, nodes):
        return [[Node(self.connection, path) for _, path in children if path != NO_OBJECT]
                for children in self._ask_all(nodes, 'children', [])]

    def get_children(self):
        return self._get_children_of_all([self])[0]

    def _get_parent(self):
        parent = GLib.Variant('(ss)', (INTERFACE + 'Accessible', 'Parent'))
        answer, = self.connection.ask([(self.path, 'org.freedesktop.DBus.Properties', 'Get',
                                        parent)])
        path = answer[0][1] if answer else NO_OBJECT
        return Node(self.connection, path) if path not in (ROOT, NO_OBJECT) else None

    def look_above(self, role):
        """What it is in, of this role, or None."""
        node = self
        while node is not None and node._ask_all([node], 'role', None)[0] != ROLES[role]:
            node = node._get_parent()
        return node

    def walk(self):
        """It and all that is in it, in the order in which it is read."""
        children = {}
        level = [self]
        while level:
            found = self._get_children_of_all(level)
            for node, below in zip(level, found):
                children[node.path] = below
            level = [child for below in found for child in below]

        nodes = []
        rest = [self]
        while rest:
            node = rest.pop()
            nodes.append(node)
            rest += reversed(children[node.path])
        return nodes

    def _pick(self, nodes, name, role):
        """Those of the nodes with this role and this name (a text, or what a function takes)."""
        if name is not None:
            names = map(clean_name, self._ask_all(nodes, 'name', ''))
            nodes = [node for node, text in zip(nodes, names)
                     if (name(text) if callable(name) else text == name)]
        if role is not None:
            nodes = [node for node, number in zip(nodes, self._ask_all(nodes, 'role', None))
                     if number == ROLES[role]]
        return nodes

    def find_all(self, name=None, role=None):
        """All such objects in it."""
        return self._pick(self.walk(), name, role)

    def look_for(self, name=None, role=None):
        """The first such object in the order in which it is read, or None.

        Only what comes before it is looked at: most windows have more in pages that are behind.
        """
        best = None
        best_place = None
        rest = [((), self)]
        while rest:
            batch = [(place, node) for place, node in reversed(rest[-BATCH:])
                     if best is None or place < best_place]
            del rest[-BATCH:]
            nodes = [node for _, node in batch]
            found = self._get_children_of_all(nodes)
            fitting = self._pick(nodes, name, role)
            below = []
            for (place, node), children in zip(batch, found):
                if node in fitting and (best is None or place < best_place):
                    best, best_place = node, place
                below += [(place + (index,), child) for index, child in enumerate(children)]
            rest += reversed(below)
        return best

    def read(self):
        """All that is written in it, each text for itself."""
        nodes = self.walk()
        nodes = [node for node, number in zip(nodes, self._ask_all(nodes, 'role', None))
                 if number in WRITTEN]
        return [text for text in self._ask_all(nodes, 'text', '') if text]

    def find_nameless(self):
        """What can have the focus and says nothing, in words: its role, and where it is."""
        nodes = self.walk()
        names = map(clean_name, self._ask_all(nodes, 'name', ''))
        nodes = [node for node, name, states in zip(nodes, names, self._get_states_of_all(nodes))
                 if 'focusable' in states and NO_NAME.fullmatch(name)]
        # What has no size is in a page that is behind; what holds others leads the focus to them.
        nameless = [node for node, number in zip(nodes, self._ask_all(nodes, 'role', 0))
                    if ROLE_NAMES.get(number) not in HOLDERS and all(node.get_extents()[2:])]
        return [f'{ROLE_NAMES.get(number, number)} at {node.get_extents()}, '
                f'in “{node.get_name_above()}”'
                for node, number in zip(nameless, self._ask_all(nameless, 'role', 0))]

    def get_name_above(self):
        """The name of the nearest object around it that has one."""
        node = self
        while node is not None and not node.name:
            node = node._get_parent()
        return node.name if node is not None else ''

    def try_press(self):
        """Does what a press does; whether it could be done now."""
        if 'sensitive' not in self.states:
            return False
        answer = self._ask('Action', 'DoAction', GLib.Variant('(i)', (0,)))
        return bool(answer and answer[0])

    def press(self):
        """Does what a press does."""
        until(self.try_press, f'“{self.name}” to be pressed')

    def set_text(self, text):
        self._act('EditableText', 'SetTextContents', GLib.Variant('(s)', (text,)))

    def get_extents(self):
        """Where it is, counted from the corner of its window, and how large."""
        answer = self._ask('Component', 'GetExtents',
                           GLib.Variant('(u)', (COORDINATES_OF_WINDOW,)))
        return answer[0] if answer else (0, 0, 0, 0)

    def get_center(self):
        """Where to point at, counted from the corner of its window."""
        x, y, width, height = self.get_extents()
        return x + width // 2, y + height // 2

    def describe(self):
        """What can be read and pressed, in words, for whoever looks for a fault."""
        nodes = self.walk()
        lines = []
        for node, name, number, text in zip(nodes, self._ask_all(nodes, 'name', ''),
                                            self._ask_all(nodes, 'role', 0),
                                            self._ask_all(nodes, 'text', '')):
            name = clean_name(name)
            role = ROLE_NAMES.get(number, str(number))
            if role in UNTOLD or not (name or text):
                continue
            written = [f'“{text}”'] if text and text != name else []
            states = sorted(node.states - {'sensitive'})
            lines.append(' '.join([role, f'“{name}”', *written, *states]))
        return lines
