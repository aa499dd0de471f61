#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""One model is tried and probed from the terminal."""

import json
import sqlite3

from ctl_room import (NEEDS_KEY, OK, REFUSED, UNREACHABLE, USAGE, Room, answer, delta, events, main,
                      refusal, stop)

EMBEDDINGS = '/v1/embeddings'
USAGE_ROW = 'data: ' + json.dumps({'choices': [], 'usage': {'prompt_tokens': 1000,
                                                            'completion_tokens': 200}}) + '\n\n'
CALL = delta(tool_calls=[{'index': 0, 'id': 'c', 'type': 'function',
                          'function': {'name': 'get_time', 'arguments': '{"city":"Paris"}'}}])


def hello():
    return events(delta(content='Hello '), delta(content='you.'), stop().split('data: [DONE]')[0],
                  USAGE_ROW, 'data: [DONE]\n\n')


def calls():
    return events(CALL, stop('tool_calls'))


def verdicts(result):
    return {step['id']: step['verdict'] for step in result.json()['steps']}


def test_try():
    with Room() as room:
        server = room.add_lab(hello())
        room.run('override', 'lab/m', 'price=3/15')
        result = room.run('try', 'lab/m', '--json').json()
        assert result['model'] == 'lab/m' and result['role'] == 'chat', result
        assert result['text'] == 'Hello you.' and result['finish'] == 'stop', result
        assert result['first_token_ms'] >= 0 and result['total_ms'] >= result['first_token_ms'], result
        assert (result['input_tokens'], result['output_tokens']) == (1000, 200), result
        assert abs(result['cost'] - 0.006) < 1e-9 and result['currency'] == 'USD', result
        assert result['notional'] is False and result['included'] is False, result
        assert result['sentence'] is None and result['action'] == 'none', result
        assert len(server.requests()) == 1

        text = room.run('try', 'lab/m').out
        for piece in ('Hello you.', '1000 in, 200 out', 'USD 0.006', 'tokens per second'):
            assert piece in text, text
        room.run('override', 'lab/m', 'price=')
        assert room.run('try', 'lab/m', '--json').json()['cost'] is None
        assert 'Unknown' in room.run('try', 'lab/m').out

        path = room.folder / 'data' / 'chatelaine' / 'chatelaine.db'
        with sqlite3.connect(path) as database:
            rows = database.execute('SELECT role, model, host, finish FROM usage').fetchall()
            assert rows == [('chat', 'm', '127.0.0.1', 'stop')] * 4, rows
            assert database.execute('SELECT count(*) FROM chats').fetchall() == [(0,)]


def test_try_fails():
    for status, reply, code in ((429, 'busy', REFUSED), (500, 'oh', REFUSED), (404, 'no model m', REFUSED),
                                (401, 'who are you', NEEDS_KEY)):
        with Room() as room:
            server = room.add_lab(refusal(status, reply))
            failed = room.run('try', 'lab/m', '--json', status=code)
            failed.sentence()
            result = failed.json()
            assert result['sentence'] and result['finish'] == 'error', result
            assert result['cost'] is None and result['tokens_per_second'] is None, result
            assert len(server.requests()) == 1, 'it is not tried again'
            failed = room.run('try', 'lab/m', status=code)
            assert failed.out == '', failed
            failed.sentence()


def test_try_nobody():
    with Room() as room:
        server = room.add_lab(hello())
        server.stop()
        room.run('try', 'lab/m', status=UNREACHABLE).sentence()
        assert verdicts(room.run('probe', 'lab/m', '--json', status=UNREACHABLE)) == {
            'streaming': 'unknown', 'tools': 'skipped', 'vision': 'skipped'}


def test_probe():
    with Room() as room:
        server = room.add_lab(hello(), calls(), refusal(400, 'm cannot look at image_url'))
        result = room.run('probe', 'lab/m', '--json')
        assert verdicts(result) == {'streaming': 'yes', 'tools': 'yes', 'vision': 'no'}, result
        assert 'image_url' in result.json()['steps'][2]['detail'], result
        assert result.json()['sentence'] is None and result.json()['action'] == 'none', result
        assert len(server.requests()) == 3
        assert room.read()['models']['m']['probed'] == {'tools': True, 'input_kinds': ['text']}

        fields = {row['model']: row['fields'] for row in room.run('models', '--json').json()}['m']
        assert fields['tools'] == {'value': True, 'origin': 'provider'}, fields
        assert fields['input_kinds'] == {'value': ['text'], 'origin': 'provider'}, fields

        room.run('probe', 'lab/m', '--forget')
        fields = {row['model']: row['fields'] for row in room.run('models', '--json').json()}['m']
        assert 'tools' not in fields and 'input_kinds' not in fields, fields
        assert len(server.requests()) == 3, 'forgetting asks nobody'


def test_probe_in_words():
    with Room() as room:
        room.add_lab(hello(), refusal(500, 'tools broke it'), hello())
        result = room.run('probe', 'lab/m', status=REFUSED)
        assert 'Streaming' in result.out and 'yes' in result.out and 'unknown' in result.out, result
        assert 'tools broke it' in result.sentence(), result
        assert 'probed' not in room.read()['models']['m'], 'nothing was certain'


def test_vectors():
    with Room() as room:
        body = json.dumps({'data': [{'index': 0, 'embedding': [0.5, 1, 2, 3]}],
                           'usage': {'prompt_tokens': 7, 'total_tokens': 7}})
        server = room.serve(answer(body, path=EMBEDDINGS))
        room.write(json.dumps({'version': 1, 'family': 'custom', 'endpoint': server.endpoint, 'models': {
            'e': {'enabled': True, 'custom': {'id': 'e', 'use': ['embedding']}}}}))
        result = room.run('try', 'lab/e', '--json').json()
        assert result['role'] == 'embedding' and result['dimensions'] == 4, result
        assert result['input_tokens'] == 7 and result['first_token_ms'] is None, result
        assert '4 numbers' in room.run('try', 'lab/e').out
        assert verdicts(room.run('probe', 'lab/e', '--json')) == {'embedding_dimensions': 'yes'}
        assert room.read()['models']['e']['probed'] == {'embedding_dimensions': 4}


def test_usage():
    with Room() as room:
        server = room.add_lab(hello())
        for words in (['try'], ['try', 'lab/none'], ['try', 'lab'], ['try', 'lab/m', 'more'], ['probe'],
                      ['probe', 'lab/none'], ['probe', 'lab/m', 'more']):
            room.run(*words, status=USAGE).sentence()
        assert server.requests() == []


def test_practice():
    with Room() as room:
        room.run('add', 'practice')
        room.run('models', '--refresh')
        result = room.run('try', 'practice/practice-tools', '--json', status=OK).json()
        assert result['finish'] in ('stop', 'length') and result['output_tokens'] > 0, result
        assert verdicts(room.run('probe', 'practice/practice-completion', '--json')) == {
            'streaming': 'yes', 'fim': 'yes'}
        assert verdicts(room.run('probe', 'practice/practice-embedding', '--json')) == {
            'embedding_dimensions': 'yes'}


if __name__ == '__main__':
    main(__name__, '/ctl-trial')
