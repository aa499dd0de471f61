# SPDX-License-Identifier: GPL-3.0-or-later
"""A person's home of its own for each test, and servers that say what they are told to.

The program of a test is called with: CHATELAINECTL FAKE-SERVER FAULT-SHIM FOLDER-OF-THE-TESTS
"""

import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from concurrent.futures import ThreadPoolExecutor

CTL, SERVER, SHIM, TESTS = (pathlib.Path(each).resolve() for each in sys.argv[1:5])
SANITIZED = os.environ.get('CHL_SANITIZED') == '1'
SECONDS = 60

# Most of the time a test waits for the program, and the program for the server.
AT_ONCE = 4

OK, FAILED, USAGE, NEEDS_KEY, REFUSED, UNREACHABLE = range(6)

CHAT = '/v1/chat/completions'
MODELS = '/v1/models'
KEPT = ('PATH', 'LSAN_OPTIONS', 'UBSAN_OPTIONS', 'G_DEBUG', 'GIO_USE_VFS', 'GIO_USE_PROXY_RESOLVER',
        'GIO_EXTRA_MODULES', 'GIO_USE_TLS', 'LD_PRELOAD', 'LATE_SEED', 'LATE_PERCENT', 'LATE_MAX_MS')


def delta(**fields):
    return 'data: ' + json.dumps({'choices': [{'index': 0, 'delta': fields}]}) + '\n\n'


def stop(reason='stop'):
    return ('data: ' + json.dumps({'choices': [{'index': 0, 'delta': {}, 'finish_reason': reason}]}) +
            '\n\ndata: [DONE]\n\n')


def events(*texts, path=CHAT, **more):
    return {'path': path, 'headers': {'Content-Type': 'text/event-stream'},
            'pieces': [{'text': text} for text in texts], **more}


def answer(body, path=CHAT, status=200, content_type='application/json', headers=None, **more):
    return {'path': path, 'status': status, 'framing': 'length',
            'headers': {'Content-Type': content_type, **(headers or {})},
            'pieces': [{'text': body}], **more}


def listing(*ids):
    return answer(json.dumps({'object': 'list', 'data': [{'id': each, 'object': 'model'}
                                                         for each in ids]}), path=MODELS)


def refusal(status, message='no', code=None, **headers):
    body = json.dumps({'error': {'message': message, 'code': code}})
    return answer(body, status=status,
                  headers={name.replace('_', '-'): value for name, value in headers.items()})


class Result:
    def __init__(self, status, out, err, max_rss_kib=0):
        self.status = status
        self.out = out
        self.err = err
        self.max_rss_kib = max_rss_kib

    def json(self):
        return json.loads(self.out)

    def sentence(self):
        """What went wrong is one sentence for a person, on a line of its own."""
        lines = [line for line in self.err.splitlines() if line.startswith('chatelainectl: ')]
        assert len(lines) == 1, self
        sentence = lines[0][len('chatelainectl: '):]
        assert ' ' in sentence and len(sentence) < 700, self
        for word in ('(null)', 'GLib', 'g-io-error', 'quark', 'http_', 'errno', '%s'):
            assert word not in sentence, self
        return sentence

    def __repr__(self):
        return f'status {self.status}\n--- out\n{self.out[:2000]}\n--- err\n{self.err[:2000]}'


def whole_lines(path):
    """The lines of a file; what comes after the last line's end is still being written."""
    return path.read_text().split('\n')[:-1]


class Server:
    def __init__(self, room, script):
        self.log = room.folder / f'server-{time.monotonic_ns()}.log'
        self.log.touch()
        path = self.log.with_suffix('.json')
        path.write_text(json.dumps(script))
        self.process = subprocess.Popen([SERVER, path, self.log], stdout=subprocess.PIPE, text=True)
        self.port = int(self.process.stdout.readline())
        self.endpoint = f'http://127.0.0.1:{self.port}/v1'

    def rows(self):
        return [json.loads(line) for line in whole_lines(self.log)]

    def requests(self):
        return [row for row in self.rows() if not row['left']]

    def stop(self):
        if self.process.poll() is None:
            self.process.terminate()
            self.process.communicate()


def wait_until(claim, what):
    """For what another process does; gives up only when something is broken."""
    end = time.monotonic() + SECONDS
    while not claim():
        assert time.monotonic() < end, f'{what} never came'
        time.sleep(0.01)


class Room:
    def __init__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix='chl-ctl-'))
        self.config = self.folder / 'config' / 'chatelaine'
        self.providers = self.config / 'providers.d'
        self.keyring = self.folder / 'keyring'
        self.servers = []
        self.said = []
        self.secrets = []
        self.environment = {name: os.environ[name] for name in KEPT if name in os.environ}
        self.environment.update({
            'LC_ALL': 'C.UTF-8',
            'HOME': str(self.folder),
            'XDG_CONFIG_HOME': str(self.folder / 'config'),
            'XDG_DATA_HOME': str(self.folder / 'data'),
            'XDG_CACHE_HOME': str(self.folder / 'cache'),
            'XDG_RUNTIME_DIR': str(self.folder),
            'DBUS_SESSION_BUS_ADDRESS': 'unix:path=' + str(self.folder / 'no-bus'),
            'SECRET_BACKEND': 'file',
            'SECRET_FILE_TEST_PATH': str(self.keyring),
            'SECRET_FILE_TEST_PASSWORD': 'test',
            'ASAN_OPTIONS': os.environ.get('ASAN_OPTIONS', '') + ':verify_asan_link_order=0',
        })

    def __enter__(self):
        return self

    def __exit__(self, kind, value, trace):
        for server in self.servers:
            server.stop()
        try:
            if kind is None:
                self.hunt()
        finally:
            shutil.rmtree(self.folder)

    def begin(self, *arguments, env=None, terminal=None, **more):
        """Starts the program and does not wait for it; it may write to a terminal."""
        environment = {**self.environment, **(env or {})}
        if self.keyring.exists() or {'key', '--key-stdin'} & set(map(str, arguments)):
            # libsecret 0.20.5: its file backend loses the entity tag of what it reads or writes.
            environment['ASAN_OPTIONS'] += ':detect_leaks=0'
        return subprocess.Popen([CTL, *map(str, arguments)], text=True, errors='surrogateescape',
                                env={name: text for name, text in environment.items()
                                     if text is not None},
                                stdin=more.pop('stdin', subprocess.DEVNULL),
                                stdout=subprocess.PIPE if terminal is None else terminal,
                                stderr=subprocess.PIPE if terminal is None else terminal, **more)

    def run(self, *arguments, status=OK, stdin=None, env=None):
        process = self.begin(*arguments, env=env,
                             stdin=subprocess.DEVNULL if stdin is None else subprocess.PIPE)
        out, err = process.communicate(stdin, timeout=SECONDS)
        self.said += [out, err]
        result = Result(process.returncode, out, err)
        assert status in (None, result.status), f'{arguments}: expected {status}, got {result}'
        return result

    def measure(self, *arguments):
        """As run, and how much memory it took at most; the status is the caller's to judge."""
        process = self.begin(*arguments)
        out, err = process.stdout.read(), process.stderr.read()
        _, wait_status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(wait_status)
        process.communicate()
        return Result(process.returncode, out, err, usage.ru_maxrss)

    def interrupt(self, process):
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=SECONDS)
        self.said += [out, err]
        return Result(process.returncode, out, err)

    def serve(self, *script):
        server = Server(self, list(script))
        self.servers.append(server)
        return server

    def add_lab(self, *script, model='m'):
        """A provider "lab" that talks to a server of the test, with one model on."""
        server = self.serve(*script)
        self.run('add', 'custom', '--id', 'lab', '--endpoint', server.endpoint)
        if model is not None:
            self.run('use', f'lab/{model}')
        return server

    def read(self, provider_id='lab'):
        return json.loads((self.providers / f'{provider_id}.json').read_text())

    def write(self, text, name='providers.d/lab'):
        path = self.config / f'{name}.json'
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return path

    def plant(self, secret):
        self.secrets.append(secret)
        return secret

    def hunt(self):
        """A secret is in the keyring, in what the server was sent, and nowhere else."""
        for secret in self.secrets:
            for text in self.said:
                assert secret not in text, f'said the secret: {text}'
            for path in self.folder.rglob('*'):
                if path.is_file() and path != self.keyring and path.suffix != '.log':
                    assert secret.encode() not in path.read_bytes(), f'{path} has the secret'


def run_one(test):
    try:
        test()
    except Exception:  # pylint: disable=broad-except
        return traceback.format_exc()
    return None


def main(module_name, path):
    """Runs the functions of a module whose names begin with test_ and speaks TAP."""
    tests = {name[5:].replace('_', '-'): value for name, value in vars(sys.modules[module_name]).items()
             if name.startswith('test_')}
    failed = 0
    print(f'1..{len(tests)}')
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for number, (name, trouble) in enumerate(zip(tests, pool.map(run_one, tests.values())), 1):
            failed += trouble is not None
            print(f'{"ok" if trouble is None else "not ok"} {number} {path}/{name}', flush=True)
            for line in (trouble or '').splitlines():
                print(f'# {line[:500]}')
    sys.exit(1 if failed else 0)
