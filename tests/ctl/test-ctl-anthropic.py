#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Anthropic from the terminal: adding, listing in pages, checking, asking."""

import json

from ctl_room import MODELS, REFUSED, USAGE, Room, answer, events, main

MESSAGES = '/v1/messages'
SECRET = 'sk-ant-api03-0123456789abcdefghij'
YES = {'supported': True}
NO = {'supported': False}


def event(kind, **members):
    return f'event: {kind}\ndata: ' + json.dumps({'type': kind, **members}) + '\n\n'


def start(index, **block):
    return event('content_block_start', index=index, content_block=block)


def delta(index, **change):
    return event('content_block_delta', index=index, delta=change)


def stop(index):
    return event('content_block_stop', index=index)


def begin():
    return event('message_start', message={'id': 'msg_1', 'model': 'claude-new-9-dated', 'content': [],
                                           'usage': {'input_tokens': 9, 'cache_read_input_tokens': 100,
                                                     'output_tokens': 1}})


def end(reason='end_turn'):
    return (event('message_delta', delta={'stop_reason': reason}, usage={'output_tokens': 5}) +
            event('message_stop'))


def says(*texts, reason='end_turn'):
    return events(begin(), start(0, type='text', text=''), event('ping'),
                  *(delta(0, type='text_delta', text=text) for text in texts), stop(0), end(reason),
                  path=MESSAGES)


def model(name, **more):
    return {'type': 'model', 'id': name, 'display_name': name.title(), **more}


NEW = model('claude-new-9', created_at='2026-07-24T00:00:00Z', max_input_tokens=1000000, max_tokens=64000,
            capabilities={'image_input': YES, 'pdf_input': YES,
                          'thinking': {**YES, 'types': {'adaptive': YES, 'enabled': NO}},
                          'effort': {**YES, 'low': YES, 'medium': YES, 'high': YES, 'xhigh': None}})
OLD = model('claude-haiku-4-5', max_tokens=64000,
            capabilities={'thinking': {**YES, 'types': {'adaptive': NO, 'enabled': YES}}})


def page(*rows, more=False):
    return answer(json.dumps({'data': rows, 'has_more': more, 'first_id': rows[0]['id'],
                              'last_id': rows[-1]['id']}), path=MODELS)


def refusal(status, kind, message, path=MESSAGES, **headers):
    return answer(json.dumps({'type': 'error', 'error': {'type': kind, 'message': message},
                              'request_id': 'req_1'}), path=path, status=status, headers=headers)


def add(room, *script):
    server = room.serve(*script)
    room.run('add', 'anthropic', '--id', 'lab', '--endpoint', server.endpoint, '--key-stdin',
             stdin=room.plant(SECRET))
    return server


def sent(server):
    return [json.loads(row['body']) for row in server.requests() if row['path'] == MESSAGES]


def test_pages_and_what_they_say():
    with Room() as room:
        server = add(room, page(NEW, more=True), page(OLD, more=True), page(model('claude-2.1')))
        rows = {row['model']: row for row in room.run('models', '--refresh', '--json').json()}
        assert list(rows) == ['claude-new-9', 'claude-haiku-4-5', 'claude-2.1']
        fields = rows['claude-new-9']['fields']
        said = {
            'context_window': 1000000, 'max_input': 1000000, 'max_output': 64000,
            'input_kinds': ['text', 'image', 'file'], 'tools': True, 'sampling': False,
            'reasoning': True, 'effort': ['low', 'medium', 'high'], 'released': '2026-07-24'}
        assert {name: fields[name]['value'] for name in said} == said, fields
        assert fields['effort']['origin'] == 'provider' and fields['tools']['origin'] == 'family'
        assert rows['claude-haiku-4-5']['fields']['budget']['value'] == {'min': 1024, 'max': 63999}
        assert [row['path'] for row in server.requests()] == [
            MODELS + '?limit=1000', MODELS + '?limit=1000&after_id=claude-new-9',
            MODELS + '?limit=1000&after_id=claude-haiku-4-5']
        for row in server.requests():
            assert row['headers']['x-api-key'] == SECRET and 'authorization' not in row['headers']
            assert row['headers']['anthropic-version'] == '2023-06-01'


def test_a_page_that_fails_takes_nothing_away():
    with Room() as room:
        add(room, page(NEW, OLD), page(NEW, more=True),
            refusal(529, 'overloaded_error', 'Overloaded', path=MODELS))
        room.run('models', '--refresh')
        room.run('models', '--refresh', status=None).sentence()
        rows = room.run('models', '--all', '--json').json()
        assert [row['model'] for row in rows if not row['gone']] == ['claude-new-9', 'claude-haiku-4-5']


def test_check():
    with Room() as room:
        server = add(room, page(NEW), says('Yes'))
        room.run('models', '--refresh')
        room.run('use', 'lab/claude-new-9')
        row = room.run('check', 'lab', '--json').json()
        assert [step['state'] for step in row['steps']] == ['passed'] * 5, row
        assert row['state'] == 'connected'
        assert sent(server)[0]['max_tokens'] == 64


def test_check_says_what_is_wrong():
    with Room() as room:
        add(room, refusal(401, 'authentication_error', 'invalid x-api-key', path=MODELS))
        result = room.run('check', 'lab', '--json', status=REFUSED)
        row = result.json()
        assert row['state'] == 'key_refused' and 'invalid x-api-key' in row['words'], row


def test_chat():
    with Room() as room:
        server = add(room, page(NEW), says('Hel', 'lo'))
        room.run('models', '--refresh')
        result = room.run('chat', '-m', 'lab/claude-new-9', '--system', 'Be brief.', 'Hi')
        assert result.out == 'Hello\n', result
        assert sent(server) == [{
            'model': 'claude-new-9', 'max_tokens': 64000,
            'system': [{'type': 'text', 'text': 'Be brief.'}],
            'messages': [{'role': 'user', 'content': [{'type': 'text', 'text': 'Hi'}]}],
            'cache_control': {'type': 'ephemeral'}, 'stream': True}]
        row = server.requests()[-1]
        assert row['headers']['accept'] == 'text/event-stream'
        assert row['headers']['x-api-key'] == SECRET and 'anthropic-beta' not in row['headers']
        result = room.run('chat', '-m', 'lab/claude-new-9', '--json', 'Hi').json()
        assert result['protocol'] == 'anthropic-messages' and result['finish'] == 'stop'
        assert result['usage'] == {'input': 109, 'output': 5, 'cached': 100, 'cache_write': 0,
                                   'reasoning': 0}


def test_thinking_by_generation():
    thoughts = events(begin(), start(0, type='thinking', thinking='', signature=''),
                      delta(0, type='thinking_delta', thinking='Hm.'),
                      delta(0, type='signature_delta', signature='c2ln'), stop(0),
                      start(1, type='redacted_thinking', data='cmVk'), stop(1),
                      start(2, type='tool_use', id='toolu_1', name='look', input={}),
                      delta(2, type='input_json_delta', partial_json='{"n": 1}'), stop(2),
                      end('tool_use'), path=MESSAGES)
    with Room() as room:
        server = add(room, page(NEW, OLD), thoughts)
        room.run('models', '--refresh')
        for name in ('claude-new-9', 'claude-haiku-4-5', 'claude-3-5-sonnet-latest'):
            result = room.run('chat', '-m', f'lab/{name}', '--effort', 'high', '--temperature', '0.5',
                              '--json', 'Hi').json()
            assert result['reasoning'] == 'Hm.' and result['finish'] == 'tool_calls'
            assert result['tool_calls'] == [{'id': 'toolu_1', 'name': 'look', 'arguments': '{"n": 1}'}]
            assert result['replay'] == [{'type': 'thinking', 'signature': 'c2ln'},
                                        {'type': 'redacted_thinking', 'data': 'cmVk'}]
        new, old, oldest = sent(server)
        assert new['thinking'] == {'type': 'adaptive', 'display': 'summarized'}
        assert new['output_config'] == {'effort': 'high'} and 'temperature' not in new
        assert old['thinking'] == {'type': 'enabled', 'budget_tokens': 8192}
        assert 'output_config' not in old and 'temperature' not in old
        assert 'thinking' not in oldest and oldest['temperature'] == 0.5
        assert oldest['max_tokens'] == 8192


def test_dry_run():
    with Room() as room:
        server = add(room)
        row = room.run('chat', '-m', 'lab/claude-opus-5', '--dry-run', 'Hi').json()
        shown = {name.lower(): value for name, value in row['headers'].items()}
        assert row['method'] == 'POST' and row['url'] == server.endpoint + '/messages'
        assert shown['anthropic-version'] == '2023-06-01' and SECRET not in shown['x-api-key']
        assert row['body']['max_tokens'] == 128000
        assert row['body']['thinking'] == {'type': 'adaptive', 'display': 'summarized'}
        assert server.rows() == []


def test_options():
    with Room() as room:
        server = add(room, page(NEW), says('Yes'))
        room.run('set', 'lab', 'cache=hour', 'auth=bearer')
        room.run('chat', '-m', 'lab/claude-new-9', 'Hi')
        assert sent(server)[-1]['cache_control'] == {'type': 'ephemeral', 'ttl': '1h'}
        headers = server.requests()[-1]['headers']
        assert headers['authorization'] == f'Bearer {SECRET}' and 'x-api-key' not in headers
        room.run('set', 'lab', 'cache=off')
        room.run('chat', '-m', 'lab/claude-new-9', 'Hi')
        assert 'cache_control' not in sent(server)[-1]
        assert 'automatic, hour, off' in room.run('set', 'lab', 'cache=forever', status=USAGE).sentence()


def test_refusals():
    with Room() as room:
        add(room, refusal(400, 'invalid_request_error', 'Your credit balance is too low'),
            refusal(404, 'not_found_error', 'model: claude-x'),
            events(begin(), start(0, type='text', text=''), delta(0, type='text_delta', text='Once'),
                   event('error', error={'type': 'overloaded_error', 'message': 'Overloaded'}),
                   path=MESSAGES), says(reason='refusal'))
        ask = ['chat', '-m', 'lab/claude-x', '--json', 'Hi']
        result = room.run(*ask, status=REFUSED).json()
        assert result['error']['kind'] == 'quota', result
        result = room.run(*ask, status=REFUSED).json()
        assert result['error']['kind'] == 'not_found', result
        result = room.run(*ask, status=None).json()
        assert result['text'] == 'Once' and result['error']['kind'] == 'overloaded', result
        result = room.run(*ask, status=None).json()
        assert result['finish'] == 'refusal' and result['error'] is None, result


if __name__ == '__main__':
    main(__name__, '/ctl-anthropic')
