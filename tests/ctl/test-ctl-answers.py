#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Servers that refuse, fail, babble and fall silent: one sentence, one status, nothing lost."""

import json
import socket
import threading

from ctl_room import (CHAT, FAILED, MODELS, NEEDS_KEY, OK, REFUSED, SANITIZED, UNREACHABLE, USAGE,
                      Room, answer, delta, events, listing, main, refusal, stop)

# How the server can be made to say that it pays to wait no time at all.
NOW = {'retry-after-ms': '1'}
KIB_PER_MIB = 1024


def ask(script, status, kind, finish='error', text=''):
    """Asks with and without --json; both tell the same. Returns what the server was asked."""
    with Room() as room:
        server = room.add_lab(*script)
        result = room.run('chat', '--json', 'x', status=status)
        row = result.json()
        assert row['finish'] == finish and row['text'] == text, row
        assert (row['error'] or {}).get('kind') == kind, row
        count = len(server.requests())
        if kind is not None:
            sentence = result.sentence()
            plain = room.run('chat', 'x', status=status)
            assert plain.sentence() == sentence, (plain.sentence(), sentence)
            assert plain.out == (text + '\n' if text else ''), plain
        return count, result, room


def test_refusals():
    cases = [(refusal(400, 'the request is bad'), REFUSED, 'invalid_request'),
             (refusal(401, 'bad key', 'invalid_api_key'), NEEDS_KEY, 'no_key'),
             (refusal(402, 'pay first'), REFUSED, 'quota'),
             (refusal(403, 'not for you'), REFUSED, 'permission'),
             (refusal(404, 'no such model', 'model_not_found'), REFUSED, 'not_found'),
             (refusal(413, 'too much'), REFUSED, 'context_length'),
             (refusal(429, 'quota is used up', 'insufficient_quota'), REFUSED, 'quota'),
             (answer('<html><title>404</title></html>', status=404, content_type='text/html'), REFUSED,
              'not_found'),
             (answer('', status=400), REFUSED, 'invalid_request'),
             (answer('[' * 100000, status=400), REFUSED, 'invalid_request'),
             (answer('\x00\ufffd{"error"', status=401), NEEDS_KEY, 'no_key')]
    for script, status, kind in cases:
        count, result, _ = ask([script], status, kind)
        assert count == 1, (kind, count)
        body = script['pieces'][0]['text']
        if body.startswith('{'):
            assert json.loads(body)['error']['message'] in result.err, result


def test_what_is_tried_again():
    for status, kind in ((429, 'rate_limit'), (500, 'server'), (502, 'server'), (503, 'overloaded'),
                         (529, 'overloaded')):
        script = refusal(status, 'later')
        script['headers'].update(NOW)
        with Room() as room:
            server = room.add_lab(script)
            row = room.run('chat', '--json', 'x', status=REFUSED).json()
            assert row['error']['kind'] in (kind, 'overloaded', 'server'), row
            assert len(server.requests()) == 3, status
        with Room() as room:
            server = room.add_lab(script, events(delta(content='At last'), stop()))
            result = room.run('chat', 'x')
            assert result.out == 'At last\n' and result.err == '', result
            assert len(server.requests()) == 2
            bodies = {row['body'] for row in server.requests()}
            assert len(bodies) == 1, 'the same question'


def test_not_waited_for():
    script = refusal(429, 'too many')
    script['headers']['Retry-After'] = '3600'
    count, result, _ = ask([script], REFUSED, 'rate_limit')
    assert count == 1 and '60 minutes' in result.sentence()


def test_waits_as_long_as_asked():
    script = refusal(429, 'too many')
    script['headers']['Retry-After'] = '1'
    with Room() as room:
        server = room.add_lab(script, events(delta(content='x'), stop()))
        room.run('chat', 'x')
        first, second = (row['monotonic_ms'] for row in server.requests())
        assert second - first >= 1000


def test_no_answer_at_all():
    cases = [(answer('<html>Sign in to the hotel</html>', content_type='text/html'), 'protocol'),
             (answer(''), None),
             (answer('not json'), None),
             (answer('{"choices": 7}'), None),
             (answer('[' * 100000), None),
             (answer('null'), None),
             (answer('[' * 100000, content_type='text/event-stream'), None),
             (events('data: ' + '[' * 100000 + '\n\n', stop()), 'limit'),
             (events('data: {"choices": [{]\n\n'), 'protocol'),
             (events(), None),
             (events(': nothing\n\n' * 100), None)]
    for script, kind in cases:
        with Room() as room:
            room.add_lab(script)
            result = room.run('chat', '--json', 'x', status=FAILED)
            row = result.json()
            assert row['finish'] == 'error' and row['error']['kind'] in (
                [kind] if kind else ['protocol', 'truncated', 'limit']), (script['pieces'][:1], row)
            result.sentence()


def test_cut_in_the_middle():
    for then in ('close', 'cut', 'reset'):
        with Room() as room:
            server = room.add_lab(events(delta(content='Half an '), delta(content='ans'), then=then))
            result = room.run('chat', 'x', status=None if then == 'reset' else FAILED)
            assert result.out == 'Half an ans\n', result
            result.sentence()
            assert len(server.requests()) == 1, 'nothing that was shown is asked for twice'


def test_hang_up_before_anything():
    for then in ('close', 'reset'):
        with Room() as room:
            server = room.add_lab({'path': CHAT, 'framing': 'raw', 'then': then})
            result = room.run('chat', 'x', status=UNREACHABLE)
            result.sentence()
            assert len(server.requests()) == 3 and result.out == ''


def test_garbage():
    with Room() as room:
        room.add_lab({'path': CHAT, 'framing': 'raw', 'pieces': [{'text': 'SSH-2.0-OpenSSH_9.2\r\n' * 50}]})
        process = room.begin('chat', 'x')
        out, err = process.communicate()
        assert process.returncode in (FAILED, UNREACHABLE) and out == '', (process.returncode, out, err)
        assert err.count('\n') == 1 + err.count('\nTry: '), err


def test_error_within_the_stream():
    broken = 'data: ' + json.dumps({'error': {'message': 'The engine fell over', 'code': 'x'}}) + '\n\n'
    with Room() as room:
        room.add_lab(events(delta(content='So far'), broken))
        result = room.run('chat', 'x', status=None)
        assert result.status in (FAILED, REFUSED) and result.out == 'So far\n'
        assert 'The engine fell over' in result.sentence()


def test_a_line_of_64_mib():
    mib = 1024 * 1024
    line = {'path': CHAT, 'headers': {'Content-Type': 'text/event-stream'},
            'pieces': [{'text': 'data: {"choices":[{"delta":{"content":"'},
                       {'fill': 'a', 'bytes': 64 * mib}, {'text': '"}}]}\n\n'}]}
    body = {'path': MODELS, 'headers': {'Content-Type': 'application/json'},
            'pieces': [{'text': '{"data":['}, {'fill': ' ', 'bytes': 80 * mib}]}
    with Room() as room:
        room.add_lab(line, body)
        result = room.measure('chat', '--json', 'x')
        assert result.status == FAILED and result.json()['error']['kind'] == 'limit', result
        result.sentence()
        assert SANITIZED or result.max_rss_kib < 160 * KIB_PER_MIB, result.max_rss_kib
        result = room.measure('models', '--refresh')
        assert result.status == FAILED, result
        result.sentence()
        assert SANITIZED or result.max_rss_kib < 260 * KIB_PER_MIB, result.max_rss_kib


def test_nothing_at_the_port():
    with socket.socket() as taken, Room() as room:
        taken.bind(('127.0.0.1', 0))
        port = taken.getsockname()[1]
        room.run('add', 'custom', '--id', 'lab', '--endpoint', f'http://127.0.0.1:{port}')
        room.run('use', 'lab/m')
        for words in (['chat', 'x'], ['models', '--refresh']):
            assert str(port) in room.run(*words, status=UNREACHABLE).sentence()
        assert str(port) in room.run('check', 'lab', status=UNREACHABLE).out
        assert room.run('chat', '--json', 'x', status=UNREACHABLE).json()['error']['kind'] == 'network'


def misunderstand(listener):
    """What HTTP servers do that are spoken to in TLS."""
    while True:
        try:
            connection = listener.accept()[0]
        except OSError:
            return
        with connection:
            connection.recv(65536)
            connection.sendall(b'HTTP/1.0 400 Bad Request\r\n\r\nThis is an HTTP server.\n')


def test_https_to_an_http_port():
    with socket.create_server(('127.0.0.1', 0)) as listener, Room() as room:
        threading.Thread(target=misunderstand, args=[listener], daemon=True).start()
        port = listener.getsockname()[1]
        room.run('add', 'custom', '--id', 'lab', '--endpoint', f'https://127.0.0.1:{port}')
        room.run('use', 'lab/m')
        result = room.run('chat', '--json', 'x', status=UNREACHABLE)
        assert result.json()['error']['kind'] == 'tls', result
        assert 'http' in result.sentence().lower()


def test_http_to_elsewhere_needs_consent():
    with Room() as room:
        secret = room.plant('sk-plain-0123456789')
        room.run('add', 'custom', '--id', 'lab', '--endpoint', 'http://192.0.2.1/v1')
        room.run('key', 'lab', '--stdin', stdin=secret)
        room.run('use', 'lab/m')
        sentence = room.run('chat', 'x', status=None).sentence()
        assert 'http' in sentence.lower(), sentence


def test_redirects_are_not_followed():
    with Room() as room:
        other = room.serve(events(delta(content='x'), stop()))
        secret = room.plant('sk-redirect-0123456789')
        server = room.add_lab(answer('', status=307, headers={'Location': other.endpoint + '/chat/completions'}))
        room.run('key', 'lab', '--stdin', stdin=secret)
        room.run('chat', 'x', status=FAILED).sentence()
        assert len(server.requests()) == 1 and other.rows() == []


def test_keys_that_are_missing():
    with Room() as room:
        room.run('add', 'openai')
        room.run('use', 'openai/gpt-x')
        result = room.run('chat', '--json', 'x', status=NEEDS_KEY)
        assert result.json()['error']['kind'] == 'no_key' and 'key' in result.sentence()
        room.run('key', 'openai', '--env', 'NO_SUCH_VARIABLE')
        assert 'NO_SUCH_VARIABLE' in room.run('chat', 'x', status=NEEDS_KEY).sentence()
        room.run('key', 'openai', '--env', 'no-name', status=USAGE).sentence()


def test_a_model_that_does_not_exist():
    with Room() as room:
        server = room.add_lab(refusal(404, 'The model `nope` does not exist', 'model_not_found'))
        result = room.run('chat', '-m', 'lab/nope', 'x', status=REFUSED)
        assert 'does not have the model nope' in result.sentence()
        assert json.loads(server.requests()[0]['body'])['model'] == 'nope'


def test_lists_of_models():
    good = listing('a', 'b')
    cases = [(answer('{"data": []}', path=MODELS), OK),
             (answer('{"data": {}}', path=MODELS), FAILED),
             (answer('', path=MODELS), FAILED),
             (answer('<html>', path=MODELS, content_type='text/html'), FAILED),
             (answer('[' * 100000, path=MODELS), FAILED),
             ({**refusal(401), 'path': MODELS}, NEEDS_KEY),
             ({**refusal(500), 'path': MODELS}, REFUSED),
             ({**good, 'then': 'hang', 'framing': 'chunked', 'then': 'close'}, None)]
    for script, status in cases:
        with Room() as room:
            room.add_lab(good, script, model='a')
            room.run('models', '--refresh')
            room.run('models', '--refresh', status=status)
            rows = {row['model']: row for row in room.run('models', '--all', '--json').json()}
            assert rows['a']['enabled'] is True, 'what is on stays on'
            assert status == OK or set(rows) == {'a', 'b'}, (script, rows)


if __name__ == '__main__':
    main(__name__, '/ctl-answers')
