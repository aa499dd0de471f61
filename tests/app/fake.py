# SPDX-License-Identifier: GPL-3.0-or-later
"""The scripted server, and answers in the way Chat Completions gives them."""

import json
import subprocess
import tempfile
from pathlib import Path

from harness import TIMEOUT, die_with_parent, until

CHAT = '/v1/chat/completions'
MODELS = '/v1/models'


def json_answer(path, body, status=200, headers=None):
    return {'path': path, 'status': status,
            'headers': {'Content-Type': 'application/json', **(headers or {})},
            'pieces': [{'text': json.dumps(body)}]}


def models(*names):
    return json_answer(MODELS, {'object': 'list', 'data': [
        {'id': name, 'object': 'model', 'owned_by': 'test'} for name in names]})


def nothing():
    """What is said on every path that has no answer of its own."""
    return json_answer(None, {'error': {'message': 'No such page', 'type': 'not_found'}}, 404)


def problem(status, message, code=None, headers=None, path=CHAT):
    return json_answer(path, {'error': {'message': message, 'type': 'error', 'code': code}},
                       status, headers)


def event(delta, finish=None, delay_ms=0):
    chunk = {'id': 'answer', 'object': 'chat.completion.chunk', 'created': 1700000000,
             'model': 'test', 'choices': [{'index': 0, 'delta': delta, 'finish_reason': finish}]}
    return {'delay_ms': delay_ms, 'text': f'data: {json.dumps(chunk)}\n\n'}


def stream(*words, delay_ms=0, then='end', thoughts=(), finish='stop'):
    """An answer word by word; unless it ends there is neither a reason nor a mark at its end."""
    pieces = [event({'role': 'assistant', 'content': ''})]
    pieces += [event({'reasoning_content': thought}) for thought in thoughts]
    pieces += [event({'content': word}, delay_ms=delay_ms) for word in words]
    if then == 'end':
        pieces += [event({}, finish), {'text': 'data: [DONE]\n\n'}]
    return {'path': CHAT, 'headers': {'Content-Type': 'text/event-stream'}, 'pieces': pieces,
            'then': then}


class Server:
    """The server, from its start to its end; it may be started again at the same port."""

    def __init__(self, paths, *answers, port=0):
        self.folder = tempfile.TemporaryDirectory(prefix='chl-server-')
        self.log = Path(self.folder.name, 'log')
        script = Path(self.folder.name, 'script')
        script.write_text(json.dumps([*answers, nothing()]))
        self.process = subprocess.Popen([paths.server, script, self.log, str(port)],
                                        stdout=subprocess.PIPE, text=True,
                                        preexec_fn=die_with_parent)
        self.port = int(self.process.stdout.readline())
        self.address = f'http://127.0.0.1:{self.port}/v1'

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()

    def stop(self):
        self.process.terminate()
        self.process.wait(TIMEOUT)
        self.process.stdout.close()
        self.folder.cleanup()

    def get_requests(self, path=CHAT, left=False):
        """What was asked on a path, in order; or those whose client left before the end."""
        text = self.log.read_text() if self.log.exists() else ''
        lines = [json.loads(line) for line in text.splitlines(keepends=True)
                 if line.endswith('\n')]
        return [line for line in lines if line['path'] == path and line['left'] == left]

    def wait_for_requests(self, count, path=CHAT, left=False):
        until(lambda: len(self.get_requests(path, left)) >= count,
              f'{count} requests for {path}{" to be left" if left else ""}')
