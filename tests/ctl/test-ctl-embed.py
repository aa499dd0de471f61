#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Texts that become vectors from the terminal, by a scripted server and by practice."""

import json
import math
import sqlite3

from ctl_room import FAILED, REFUSED, USAGE, Room, answer, main, refusal

EMBEDDINGS = '/v1/embeddings'


def reply(*vectors, **more):
    rows = [{'object': 'embedding', 'index': index, 'embedding': vector}
            for index, vector in reversed(list(enumerate(vectors)))]
    return answer(json.dumps({'object': 'list', 'data': rows, 'model': 'm', **more}), path=EMBEDDINGS)


def sent(server, number=-1):
    return json.loads(server.requests()[number]['body'])


def test_a_line_each():
    with Room() as room:
        server = room.add_lab(reply([0.5, -1, 0.1], [1e-9, 2, 3]))
        result = room.run('embed', '-m', 'lab/m', 'one', 'two words')
        assert result.out == '0.5 -1 0.1\n1e-09 2 3\n' and result.err == '', result
        assert sent(server) == {'model': 'm', 'input': ['one', 'two words']}
        assert server.requests()[0]['path'] == EMBEDDINGS


def test_from_standard_input():
    with Room() as room:
        server = room.add_lab(reply([1]))
        for words in ([], ['-']):
            room.run('embed', '-m', 'lab/m', *words, stdin='Grüße\naus Ulm\n')
            assert sent(server)['input'] == ['Grüße\naus Ulm\n']
        room.run('embed', '-m', 'lab/m', '--dimensions', '1', '--', '--json')
        assert sent(server) == {'model': 'm', 'input': ['--json'], 'dimensions': 1}


def test_json_and_the_ledger():
    with Room() as room:
        room.add_lab(reply([0.5, 0.1], usage={'prompt_tokens': 8, 'total_tokens': 8}))
        row = room.run('embed', '--json', '-m', 'lab/m', 'one').json()
        assert row['protocol'] == 'openai-embeddings' and row['finish'] == 'stop' and row['error'] is None
        assert row['vectors'] == [[0.5, 0.1]] and row['dimensions'] == 2 and row['usage']['input'] == 8
        database = sqlite3.connect(room.folder / 'data' / 'chatelaine' / 'chatelaine.db')
        rows = database.execute('SELECT role, model, input_tokens, finish FROM usage').fetchall()
        assert rows == [('embedding', 'm', 8, 'stop')], rows
        database.close()


def test_in_batches():
    texts = [f't{number}' for number in range(20)]
    with Room() as room:
        server = room.add_lab(reply(*[[number] for number in range(16)]),
                              reply(*[[number] for number in range(16, 20)]))
        row = room.run('embed', '--json', '-m', 'lab/m', *texts).json()
        assert row['vectors'] == [[number] for number in range(20)], row
        assert sent(server, 0)['input'] == texts[:16] and sent(server, 1)['input'] == texts[16:]


def test_practice():
    with Room() as room:
        room.run('embed', 'x', status=FAILED).sentence()
        room.run('add', 'practice', '--id', 'p')
        room.run('models', 'p', '--refresh')
        room.run('use', 'p/practice-embedding')
        room.run('roles', 'embedding', 'p/practice-embedding')
        rows = room.run('embed', '--json', 'the cat', 'the cat', 'a dog').json()['vectors']
        assert rows[0] == rows[1] != rows[2] and len(rows[0]) == 16
        assert all(abs(math.hypot(*row) - 1) < 1e-6 for row in rows)
        assert room.run('embed', '--dry-run', 'x').json()['body']['encoding_format'] == 'base64'


def test_what_cannot_be_sent():
    with Room() as room:
        server = room.add_lab(reply([1]))
        for words in (['one', ''], ['-'], ['--dimensions', '-1', 'x'], ['--dimensions', '70000', 'x']):
            result = room.run('embed', '-m', 'lab/m', *words, stdin='', status=USAGE)
            result.sentence()
            assert result.out == '', result
        assert 'Text 2 is empty' in room.run('embed', '-m', 'lab/m', 'one', '', status=USAGE).sentence()
        assert server.requests() == []


def test_another_length():
    with Room() as room:
        room.add_lab(reply([1, 2]), reply([1, 2, 3]))
        room.run('embed', '-m', 'lab/m', 'one')
        assert room.read()['learned'] == {'m': {'dimensions:2': True}}, room.read()
        result = room.run('embed', '-m', 'lab/m', 'one', status=FAILED)
        assert 'vectors of 3 numbers, not of 2' in result.sentence() and result.out == '', result
        room.run('forget', 'lab', 'm')
        assert room.run('embed', '-m', 'lab/m', 'one').out == '1 2 3\n'


def test_dry_run():
    with Room() as room:
        server = room.add_lab(reply([1]))
        row = room.run('embed', '-m', 'lab/m', '--dry-run', *(['x'] * 20)).json()
        assert set(row) == {'method', 'url', 'headers', 'body'} and len(row['body']['input']) == 16
        assert row['url'].endswith(EMBEDDINGS) and server.requests() == []


def test_refused():
    with Room() as room:
        room.add_lab(dict(refusal(400, 'This is no embedding model'), path=EMBEDDINGS))
        result = room.run('embed', '-m', 'lab/m', 'x', status=REFUSED)
        assert 'no embedding model' in result.sentence() and result.out == ''
        row = room.run('embed', '--json', '-m', 'lab/m', 'x', status=REFUSED).json()
        assert row['vectors'] is None and row['dimensions'] is None and row['error']['message'], row


def test_what_cannot_be_understood():
    bodies = [reply([1], [2]), reply([1, None]), reply(), answer('{"data":[{"embedding":[NaN]}]}', path=EMBEDDINGS),
              answer('<html>', path=EMBEDDINGS), answer('', path=EMBEDDINGS),
              answer('[' * 100000, path=EMBEDDINGS), answer('{"data":7}', path=EMBEDDINGS)]
    for body in bodies:
        with Room() as room:
            room.add_lab(body)
            result = room.run('embed', '-m', 'lab/m', 'x', status=FAILED)
            result.sentence()
            assert result.out == '', result


if __name__ == '__main__':
    main(__name__, '/ctl-embed')
