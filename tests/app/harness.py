# SPDX-License-Identifier: GPL-3.0-or-later
"""A display, a session bus and homes of our own, for tests that drive the real window.

Nothing here waits for a span of time: everything waits for a condition, and gives up with the name
of what it waited for.
"""

import configparser
import ctypes
import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

TIMEOUT = 90
"""Seconds after which what was waited for is said not to come."""

POLL_MS = 40
SCREEN = '1280x900x24'
ACCESSIBILITY_SERVICE = 'dbus-1/services/org.a11y.Bus.service'

BUS_CONFIGURATION = """\
<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:dir={folder}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""

GTK_SETTINGS = """\
[Settings]
gtk-font-name=Cantarell 11
gtk-enable-animations=false
gtk-cursor-blink=false
"""


class Missing(Exception):
    """Something that the tests need is not on this computer."""


def until(condition, what, timeout=TIMEOUT):
    """What condition() returns, as soon as that is true."""
    deadline = time.monotonic() + timeout
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > deadline:
            raise AssertionError(f'waited {timeout} s for {what}')
        time.sleep(POLL_MS / 1000)


def die_with_parent():
    """For a child that would otherwise outlive a test that is killed."""
    ctypes.CDLL(None).prctl(1, signal.SIGTERM)


class Session:
    """The surroundings of one run: display, bus and accessibility.

    Inside tests/support/keyring-session.sh the display and the bus are that script's.
    """

    def __init__(self):
        for program in ('Xvfb', 'dbus-daemon', 'xdotool', 'import'):
            if not shutil.which(program):
                raise Missing(program)
        self.folder = Path(tempfile.mkdtemp(prefix='chl-app-'))
        self._children = []

    def start(self):
        if 'CHL_KEYRING_SESSION' not in os.environ:
            self._start_display()
            self._start_bus()
        self._start_accessibility()

    def stop(self):
        for child in reversed(self._children):
            child.terminate()
        for child in self._children:
            child.wait(TIMEOUT)
        shutil.rmtree(self.folder, ignore_errors=True)

    def spawn(self, words, **options):
        """Starts a program that ends with the session."""
        child = subprocess.Popen(words, preexec_fn=die_with_parent, **options)
        self._children.append(child)
        return child

    def _spawn_announced(self, words, name):
        """Starts a program that writes where it can be reached to a descriptor; returns that."""
        read, write = os.pipe()
        with open(self.folder / f'{name}.log', 'wb') as log:
            self.spawn([word.format(write) for word in words], pass_fds=[write], stdout=log,
                       stderr=log)
        os.close(write)
        with os.fdopen(read) as announced:
            line = announced.readline().strip()
        if not line:
            raise Missing(f'{name} that starts')
        return line

    def _start_display(self):
        number = self._spawn_announced(['Xvfb', '-displayfd', '{}', '-screen', '0', SCREEN,
                                        '-nolisten', 'tcp', '-noreset'], 'display')
        os.environ['DISPLAY'] = ':' + number

    def _start_bus(self):
        configuration = self.folder / 'bus.conf'
        configuration.write_text(BUS_CONFIGURATION.format(folder=self.folder))
        address = self._spawn_announced(['dbus-daemon', f'--config-file={configuration}',
                                         '--nofork', '--print-address={}'], 'bus')
        os.environ['DBUS_SESSION_BUS_ADDRESS'] = address

    def _start_accessibility(self):
        # Started by hand, because no service file is on our buses.
        for folder in os.environ.get('XDG_DATA_DIRS', '/usr/local/share:/usr/share').split(':'):
            path = Path(folder, ACCESSIBILITY_SERVICE)
            if path.exists():
                break
        else:
            raise Missing('at-spi2-core')
        service = configparser.ConfigParser(interpolation=None)
        service.read(path)
        environment = dict(os.environ, HOME=str(self.folder), XDG_RUNTIME_DIR=str(self.folder))
        environment.pop('AT_SPI_BUS_ADDRESS', None)
        os.environ.pop('AT_SPI_BUS_ADDRESS', None)
        with open(self.folder / 'accessibility.log', 'wb') as log:
            self.spawn([service['D-BUS Service']['Exec']], env=environment, stdout=log, stderr=log)
        subprocess.run(['gdbus', 'wait', '--session', '--timeout', str(TIMEOUT), 'org.a11y.Bus'],
                       check=True)


class Home:
    """Everything that the program keeps for one person. One for each case."""

    def __init__(self, folder=None):
        if folder is None and 'CHL_KEYRING_SESSION' in os.environ:
            folder = os.environ['HOME']
        self.is_ours = folder is None
        self.folder = Path(folder or tempfile.mkdtemp(prefix='chl-home-'))
        self.config = self.folder / '.config'
        self.data = self.folder / '.local/share'
        self.cache = self.folder / '.cache'
        self.log = self.folder / 'log'
        for path in (self.config / 'gtk-4.0', self.data, self.cache, self.log, self.folder / 'run'):
            path.mkdir(parents=True, exist_ok=True)
        (self.folder / 'run').chmod(0o700)
        (self.config / 'gtk-4.0/settings.ini').write_text(GTK_SETTINGS)

    def get_environment(self):
        environment = dict(
            os.environ, HOME=str(self.folder), XDG_CONFIG_HOME=str(self.config),
            XDG_DATA_HOME=str(self.data), XDG_CACHE_HOME=str(self.cache),
            XDG_RUNTIME_DIR=str(self.folder / 'run'), GDK_BACKEND='x11', GSK_RENDERER='cairo',
            GDK_DEBUG='gl-disable', GSETTINGS_BACKEND='memory', GIO_USE_VFS='local',
            GIO_USE_PROXY_RESOLVER='dummy', ADW_DISABLE_PORTAL='1', NO_COLOR='1')
        for name in ('GTK_A11Y', 'WAYLAND_DISPLAY', 'AT_SPI_BUS_ADDRESS', 'OPENAI_API_KEY'):
            environment.pop(name, None)
        return environment

    def find_files_with(self, text):
        """The files that hold text in any place."""
        needle = text.encode()
        return [path for path in self.folder.rglob('*')
                if path.is_file() and not path.is_symlink() and needle in path.read_bytes()]

    def remove(self):
        if self.is_ours:
            shutil.rmtree(self.folder, ignore_errors=True)
