#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What runtimes do with models, from the terminal: fetch, delete, load, unload."""

import json
import os
import pty

from ctl_room import FAILED, REFUSED, SECONDS, UNREACHABLE, USAGE, Room, answer, main, wait_until

TAGS = answer(json.dumps({'models': [{'name': 'tiny:latest', 'digest': 'd1'}]}), path='/api/tags')
REST = [answer('{"models":[]}', path='/api/ps'),
        answer('{"capabilities":["completion"]}', path='/api/show')]


def layer(digest, total, completed):
    return json.dumps({'status': 'pulling ' + digest, 'digest': 'sha256:' + digest, 'total': total,
                       'completed': completed}) + '\n'


def lines(*texts, **more):
    return {'path': '/api/pull', 'headers': {'Content-Type': 'application/x-ndjson'}, 'framing': 'chunked',
            'pieces': [{'text': text} for text in texts], **more}


def add(room, *script, family='ollama'):
    server = room.serve(*script, TAGS, *REST)
    room.run('add', family, '--id', 'here', '--endpoint', f'http://127.0.0.1:{server.port}')
    return server


def sent(server, path):
    return [(row['method'], json.loads(row['body'])) for row in server.requests() if row['path'] == path]


def test_pull():
    with Room() as room:
        server = add(room, lines('{"status":"pulling manifest"}\n', layer('a', 5000000, 1000000),
                                 layer('a', 5000000, 5000000), layer('b', 200000, 200000),
                                 '{"status":"success"}\n'))
        result = room.run('pull', 'here', 'tiny')
        assert result.out == '' and len(result.err.splitlines()) == 1, result
        assert 'tiny' in result.err and '5.2' in result.err, result
        assert sent(server, '/api/pull') == [('POST', {'model': 'tiny', 'name': 'tiny', 'stream': True})]
        # What is there now is known without asking again.
        assert [row['model'] for row in room.run('models', '--all', '--json').json()] == ['tiny:latest']


def pull_on_a_terminal(*texts):
    with Room() as room:
        add(room, lines(*texts, '{"status":"success"}\n'))
        ours, theirs = pty.openpty()
        process = room.begin('pull', 'here', 'tiny', terminal=theirs)
        os.close(theirs)
        text = b''
        try:
            while piece := os.read(ours, 65536):
                text += piece
        except OSError:
            pass
        os.close(ours)
        assert process.wait(SECONDS) == 0
        return text


def test_pull_on_a_terminal():
    text = pull_on_a_terminal(layer('a', 5000000, 1000000))
    assert b'1.0' in text and b'20 %' in text, text


def test_sizes_that_cannot_be():
    # Short ones, so that enough of them are heard of before the first line is written.
    most = 2 ** 63 - 1
    text = pull_on_a_terminal(''.join(f'{{"digest":"{each}","total":{most},"completed":{most}}}\n'
                                      for each in range(400)))
    assert b'100 %' in text and b'-' not in text and b'runtime error' not in text, text


def test_pull_that_fails():
    for script, status, words in (
            (lines('{"status":"pulling manifest"}\n', '{"error":"pull model manifest: file does not exist"}\n'),
             None, 'file does not exist'),
            (answer('{"error":"invalid model name"}', path='/api/pull', status=400), REFUSED, 'invalid model name'),
            (lines(layer('a', 10, 5), then='cut'), None, 'broke off')):
        with Room() as room:
            add(room, script)
            process = room.begin('pull', 'here', 'tiny')
            out, err = (each.decode() if isinstance(each, bytes) else each for each in process.communicate(timeout=SECONDS))
            assert words in err, err
            assert process.returncode in ((FAILED, REFUSED) if status is None else (status,)), process.returncode


def test_stopped():
    with Room() as room:
        server = add(room, lines(layer('a', 5000000, 1000000), then='hang'))
        process = room.begin('pull', 'here', 'tiny')
        wait_until(lambda: any(row['path'] == '/api/pull' for row in server.requests()), 'the pull')
        room.interrupt(process)
        out, err = process.communicate(timeout=SECONDS)
        assert process.returncode == FAILED
        assert b'next time' in (err if isinstance(err, bytes) else err.encode()), err


def test_remove_load_unload():
    with Room() as room:
        server = add(room, answer('', path='/api/delete'), answer('{"done":true}', path='/api/generate'))
        assert 'loaded' in room.run('load', 'here', 'tiny:latest').err
        assert 'not loaded' in room.run('unload', 'here', 'tiny:latest').err
        assert 'removed' in room.run('rm', 'here', 'tiny:latest').err
        loads = sent(server, '/api/generate')
        assert [body.get('keep_alive') for _, body in loads] == [None, 0], loads
        assert sent(server, '/api/delete') == [('DELETE', {'model': 'tiny:latest', 'name': 'tiny:latest'})]


def test_wrong_words():
    with Room() as room:
        add(room, family='vllm')
        for words in (('pull',), ('pull', 'here'), ('pull', 'nobody', 'm'), ('load', 'here', 'm'),
                      ('rm', 'here', 'm', 'n')):
            room.run(*words, status=USAGE).sentence()


def test_not_there():
    with Room() as room:
        server = add(room)
        server.stop()
        assert 'running' in room.run('load', 'here', 'tiny', status=UNREACHABLE).err \
            or 'installed' in room.run('load', 'here', 'tiny', status=UNREACHABLE).err


if __name__ == '__main__':
    main(__name__, '/ctl-runtime')
