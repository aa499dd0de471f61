#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Servers of which only the address is known: what they speak is found out, and remembered."""

import json

from ctl_room import CHAT, MODELS, REFUSED, USAGE, Room, answer, delta, events, listing, main, stop

SECRET = 'sk-0123456789abcdefghij'
MESSAGES, TAGS, OLLAMA = '/v1/messages', '/api/tags', '/api/chat'

NOT_FOUND = [answer('404 page not found', path=path, status=404, content_type='text/plain')
             for path in (MODELS, CHAT, MESSAGES, TAGS, OLLAMA)]
KEY_WANTED = answer(json.dumps({'type': 'error', 'error': {'type': 'authentication_error',
                                                           'message': 'x-api-key header is required'}}),
                    path=MODELS, status=401)
CLAUDES = answer(json.dumps({'data': [{'type': 'model', 'id': 'claude-x'}], 'has_more': False,
                             'first_id': 'claude-x', 'last_id': 'claude-x'}), path=MODELS)
LLAMAS = answer(json.dumps({'models': [{'name': 'llama:8b', 'model': 'llama:8b', 'digest': 'a1'}]}),
                path=TAGS)


def message(kind, **members):
    return f'event: {kind}\ndata: ' + json.dumps({'type': kind, **members}) + '\n\n'


YES = events(message('content_block_start', index=0, content_block={'type': 'text', 'text': 'Yes'}),
             message('message_delta', delta={'stop_reason': 'end_turn'}), message('message_stop'),
             path=MESSAGES)


def without(*paths):
    return [each for each in NOT_FOUND if each['path'] not in paths]


def add(room, *script):
    server = room.serve(*script)
    room.run('add', 'custom', '--id', 'lab', '--endpoint', server.endpoint, '--key-stdin',
             stdin=room.plant(SECRET))
    return server


def asked(server):
    return [row['path'] for row in server.requests()]


def test_chat_completions_are_not_asked_for_twice():
    with Room() as room:
        server = add(room, listing('m'), events(delta(content='Yes'), stop()))
        room.run('models', '--refresh')
        assert asked(server) == [MODELS]
        room.run('use', 'lab/m')
        room.run('check', 'lab')
        assert asked(server) == [MODELS, MODELS, CHAT]
        assert room.read()['options']['protocol-found'].startswith('openai-chat ')


def test_finds_messages_by_what_is_refused():
    with Room() as room:
        server = add(room, KEY_WANTED, CLAUDES, *without(MODELS, MESSAGES), YES)
        rows = room.run('models', '--refresh', '--json').json()
        assert [row['model'] for row in rows] == ['claude-x']
        assert asked(server) == [MODELS] * 3
        first, second, _ = (row['headers'] for row in server.requests())
        assert first['authorization'] == f'Bearer {SECRET}' and 'x-api-key' not in first
        assert second['x-api-key'] == SECRET and 'authorization' not in second
        # Remembered: the next question goes the right way at once.
        assert room.run('chat', '-m', 'lab/claude-x', 'Hi').out == 'Yes\n'
        room.run('models', '--refresh')
        assert asked(server)[3:] == [MESSAGES, MODELS]
        assert server.requests()[-1]['headers']['x-api-key'] == SECRET


def test_finds_messages_by_the_shape_of_the_list():
    with Room() as room:
        server = add(room, CLAUDES, *without(MODELS, MESSAGES), YES)
        room.run('models', '--refresh')
        room.run('use', 'lab/claude-x')
        assert room.run('check', 'lab', '--json').json()['state'] == 'connected'
        assert asked(server)[-1] == MESSAGES


def test_finds_ollama():
    with Room() as room:
        line = json.dumps({'model': 'llama:8b', 'message': {'role': 'assistant', 'content': 'Yes'},
                           'done': True, 'done_reason': 'stop'}) + '\n'
        said = answer(line, path=OLLAMA, content_type='application/x-ndjson')
        server = add(room, LLAMAS, said, *without(TAGS, OLLAMA))
        row = room.run('check', 'lab', '--json').json()
        assert row['state'] == 'connected', row
        assert asked(server) == [MODELS, MODELS, TAGS, TAGS]
        assert room.run('chat', '-m', 'lab/llama:8b', 'Hi').out == 'Yes\n'
        assert asked(server)[-1] == OLLAMA


def test_what_is_not_there_is_told_as_before():
    with Room() as room:
        server = add(room, *NOT_FOUND)
        row = room.run('check', 'lab', '--json', status=None).json()
        assert row['steps'][3]['state'] == 'failed' and 'list of models' in row['sentence'], row
        assert asked(server)[:3] == [MODELS, MODELS, TAGS]
        assert 'protocol-found' not in room.read().get('options', {})


def test_trouble_is_no_reason_to_look_further():
    for status in (429, 500, 503):
        with Room() as room:
            server = add(room, answer('{}', path=MODELS, status=status), LLAMAS)
            room.run('models', '--refresh', status=None)
            assert set(asked(server)) == {MODELS}, status


def test_a_refused_key_is_told():
    with Room() as room:
        wrong = answer(json.dumps({'error': {'message': 'Incorrect API key', 'code': 'invalid_api_key'}}),
                       path=MODELS, status=401)
        add(room, wrong, *without(MODELS))
        row = room.run('check', 'lab', '--json', status=REFUSED).json()
        assert row['state'] == 'key_refused' and 'Incorrect API key' in row['words'], row
        assert 'protocol-found' not in room.read().get('options', {})


def test_a_list_of_another_shape_is_no_find():
    with Room() as room:
        server = add(room, answer('{}', path=MODELS, status=401), listing('m'), *without(MODELS))
        room.run('check', 'lab', status=REFUSED)
        assert asked(server) == [MODELS, MODELS, TAGS]
        assert 'protocol-found' not in room.read().get('options', {})


def test_the_person_has_the_last_word():
    with Room() as room:
        server = add(room, KEY_WANTED, LLAMAS, *without(MODELS, TAGS))
        room.run('set', 'lab', 'protocol=openai-chat')
        room.run('models', '--refresh', status=REFUSED).sentence()
        assert asked(server) == [MODELS]
        room.run('set', 'lab', 'protocol=ollama-chat')
        assert room.run('models', '--refresh', '--json').json()[0]['model'] == 'llama:8b'
        assert asked(server) == [MODELS, TAGS]
        sentence = room.run('set', 'lab', 'protocol=gopher', status=USAGE).sentence()
        assert 'openai-chat, openai-responses, anthropic-messages, ollama-chat' in sentence
        room.run('set', 'lab', 'protocol=automatic')
        assert 'protocol' not in room.read()['options']


def test_another_address_is_looked_at_anew():
    with Room() as room:
        add(room, KEY_WANTED, CLAUDES, *without(MODELS))
        room.run('models', '--refresh')
        other = room.serve(listing('m'))
        room.run('set', 'lab', f'endpoint={other.endpoint}')
        room.run('key', 'lab', '--stdin', stdin=SECRET)
        room.run('models', '--refresh')
        assert asked(other) == [MODELS]
        assert other.requests()[0]['headers']['authorization'] == f'Bearer {SECRET}'


def test_the_key_stays_at_home():
    with Room() as room:
        elsewhere = room.serve(LLAMAS, CLAUDES)
        away = [answer('', path=path, status=307, headers={'Location': elsewhere.endpoint + '/models'})
                for path in (MODELS, TAGS)]
        add(room, KEY_WANTED, *away)
        room.run('models', '--refresh', status=None)
        room.run('check', 'lab', status=None)
        assert elsewhere.rows() == []


if __name__ == '__main__':
    main(__name__, '/ctl-protocol')
