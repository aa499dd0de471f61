#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The real claude program, pinned by build-aux/fetch-claude, against a server of the test."""

import json
import os
import pathlib
import sys

from ctl_room import NEEDS_KEY, OK, REFUSED, Room, answer, events, main, wait_until

MESSAGES = '/v1/messages'
FOLDER = pathlib.Path(os.environ.get('XDG_CACHE_HOME') or pathlib.Path.home() / '.cache')
PROGRAM = pathlib.Path(os.environ.get('CHL_CLAUDE') or
                       FOLDER / 'chatelaine-build' / 'claude-2.1.197' / 'claude')


def event(kind, **members):
    return f'event: {kind}\ndata: ' + json.dumps({'type': kind, **members}) + '\n\n'


def begin(text):
    return (event('message_start', message={'id': 'msg_1', 'type': 'message', 'role': 'assistant', 'model': 'm',
                                            'content': [], 'stop_reason': None,
                                            'usage': {'input_tokens': 9, 'output_tokens': 1}}) +
            event('content_block_start', index=0, content_block={'type': 'text', 'text': ''}) +
            event('content_block_delta', index=0, delta={'type': 'text_delta', 'text': text}))


def end(reason='end_turn'):
    return (event('content_block_stop', index=0) +
            event('message_delta', delta={'stop_reason': reason, 'stop_sequence': None},
                  usage={'output_tokens': 5}) + event('message_stop'))


def says(text, reason='end_turn'):
    return events(begin(text) + end(reason), path=MESSAGES)


def refusal(status, kind):
    return answer(json.dumps({'type': 'error', 'error': {'type': kind, 'message': 'no'}}), path=MESSAGES,
                  status=status)


def add(room, *script, key='key-of-nobody'):
    """The program's own way to another server and to a key is its environment."""
    server = room.serve(answer('', path='/'), *script)
    room.environment.update({'ANTHROPIC_BASE_URL': f'http://127.0.0.1:{server.port}'})
    if key is not None:
        room.environment['ANTHROPIC_API_KEY'] = key
    room.run('add', 'claude-code', '--id', 'cc', '--set', f'program={PROGRAM}')
    room.run('models', 'cc', '--refresh')
    room.run('use', 'cc/sonnet')
    return server


def sent(server):
    return [json.loads(row['body']) for row in server.requests() if row['path'].startswith(MESSAGES)]


def ask(room, *more, status=OK, text='Hello'):
    return room.run('chat', '-m', 'cc/sonnet', *more, '--json', text, status=status).json()


def test_check():
    with Room() as room:
        server = add(room, says('Yes'))
        row = room.run('check', 'cc', '--json').json()
        assert [step['state'] for step in row['steps']] == ['passed'] * 5, row
        assert row['steps'][1]['detail'] == '2.1.197' and row['state'] == 'connected'
        assert sent(server)[0]['max_tokens'] == 64 and 'thinking' not in sent(server)[0]


def test_answer():
    with Room() as room:
        server = add(room, says('Good day'))
        secret = room.folder / 'secret.txt'
        secret.write_text('s3same of a file')
        row = ask(room, '--system', 'Be kind', '--effort', 'low', text=f'Read @{secret}')
        assert row['text'] == 'Good day' and row['finish'] == 'stop' and row['usage']['output'] == 5, row
        body = sent(server)[0]
        assert body['model'].startswith('claude-sonnet') and not body['tools'], body
        assert body['output_config']['effort'] == 'low'
        assert body['system'][-1]['text'] == 'Be kind'
        assert body['messages'][-1]['content'][-1]['text'] == f'Read @{secret}'
        assert 's3same' not in json.dumps(body), 'a file that was only named was sent'


def test_commands_are_questions():
    with Room() as room:
        server = add(room, says('A word'))
        assert ask(room, text='/clear')['text'] == 'A word'
        assert sent(server)[0]['messages'][-1]['content'][-1]['text'] == '\n/clear'


def test_pictures():
    with Room() as room:
        server = add(room, says('A dot'))
        picture = room.folder / 'dot.png'
        picture.write_bytes(bytes.fromhex(
            '89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6364f8cf500f'
            '000386018 05a34 7d6b0000000049454e44ae426082'.replace(' ', '')))
        assert ask(room, '--image', picture)['text'] == 'A dot'
        kinds = [block['type'] for block in sent(server)[0]['messages'][-1]['content']]
        assert 'image' in kinds, kinds


def test_longest_answer():
    with Room() as room:
        server = add(room, says('Half', 'max_tokens'))
        row = ask(room, '--max-tokens', '2000')
        assert row['text'] == 'Half' and row['finish'] == 'length', row
        assert sent(server)[0]['max_tokens'] == 2000


def test_refusals():
    for status, kind, exit_status, expected in ((401, 'authentication_error', NEEDS_KEY, 'no_key'),
                                                (404, 'not_found_error', REFUSED, 'not_found'),
                                                (429, 'rate_limit_error', REFUSED, 'rate_limit')):
        with Room() as room:
            add(room, refusal(status, kind))
            row = ask(room, status=None)
            assert row['error']['kind'] == expected, row
            assert ask(room, status=exit_status)['text'] == ''


def test_signed_out():
    with Room() as room:
        server = add(room, says('never'), key=None)
        row = room.run('check', 'cc', '--json', status=NEEDS_KEY).json()
        assert row['state'] == 'needs_sign_in' and row['steps'][2]['state'] == 'failed', row
        assert 'claude auth login' in ask(room, status=NEEDS_KEY)['error']['message']
        assert sent(server) == []


def test_stop():
    with Room() as room:
        script = events(begin('Slow'), path=MESSAGES)
        script['pieces'] += [{'text': event('ping'), 'delay_ms': 500}] * 200
        server = add(room, script)
        process = room.begin('chat', '-m', 'cc/sonnet', '--json', 'Hello')
        wait_until(lambda: sent(server), 'the request')
        result = room.interrupt(process)
        assert json.loads(result.out)['finish'] == 'cancelled', result
        wait_until(lambda: any(row['left'] for row in server.rows() if row['path'].startswith(MESSAGES)),
                   'the end of the connection')


if __name__ == '__main__':
    if not os.access(PROGRAM, os.X_OK):
        print('1..0 # SKIP the claude program is not here; build-aux/fetch-claude fetches it')
        sys.exit(0)
    main(__name__, '/ctl-claude-real')
