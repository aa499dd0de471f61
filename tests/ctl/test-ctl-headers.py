#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Headers of a person's own from the terminal: what is sent, and that no secret shows anywhere."""

import json

from ctl_room import (CHAT, FAILED, MODELS, NEEDS_KEY, SHIM, USAGE, Room, answer, delta, events,
                      listing, main, refusal, stop)

SAYS_YES = events(delta(content='Yes'), stop())
VECTOR = answer(json.dumps({'object': 'list', 'data': [{'index': 0, 'embedding': [0.5, 0.5]}]}),
                path='/v1/embeddings')
TEXT = answer('data: ' + json.dumps({'choices': [{'index': 0, 'text': 'x', 'finish_reason': 'stop'}]}) +
              '\n\ndata: [DONE]\n\n', path='/v1/completions', content_type='text/event-stream')


def sent(server, name, at=-1):
    return server.requests()[at]['headers'].get(name.lower())


def test_headers():
    with Room() as room:
        server = room.add_lab(SAYS_YES, listing('m'), VECTOR, TEXT)
        debug = {'G_MESSAGES_DEBUG': 'all'}
        secret = room.plant('pass-planted-0123456789')
        room.run('header', 'lab', 'X-Team', '--value', 'blue whale')
        room.run('header', 'lab', 'X-Pass', '--stdin', stdin=f'  {secret} \r\n', env=debug)
        file = room.providers / 'lab.json'
        empty = room.folder / 'prefix'
        empty.write_text('def f')
        for words in (['chat', 'x'], ['check', 'lab'], ['check', 'lab', '--json'],
                      ['models', '--refresh'], ['embed', '-m', 'lab/m', 'x'],
                      ['complete', '-m', 'lab/m', '--prefix', empty]):
            before = len(server.requests())
            room.run(*words, env=debug, status=None)
            rows = server.requests()[before:]
            assert rows, words
            for row in rows:
                assert row['headers']['x-pass'] == secret, (words, row)
                assert row['headers']['x-team'] == 'blue whale', (words, row)
                assert secret not in row['path'], row
        paths = {row['path'] for row in server.requests()}
        assert {CHAT, MODELS, '/v1/embeddings', '/v1/completions'} <= paths, paths
        assert room.read()['headers'] == {
            'X-Team': {'value': 'blue whale'},
            'X-Pass': {'secret': True, 'origin': server.endpoint[:-len('/v1')]}}
        row = room.run('providers', '--json', env=debug).json()[0]
        assert sorted(row['headers']) == ['X-Pass', 'X-Team']
        for words in (['chat', '--dry-run', 'x'], ['embed', '-m', 'lab/m', '--dry-run', 'x'],
                      ['complete', '-m', 'lab/m', '--prefix', empty, '--dry-run']):
            shown = room.run(*words, env=debug, status=None)
            if shown.status == 0:
                headers = shown.json()['headers']
                assert headers['X-Pass'] == '•••' and headers['X-Team'] == 'blue whale', headers
        assert file.stat().st_mode & 0o777 == 0o600
        assert secret.encode() not in room.keyring.read_bytes()

        room.run('header', 'lab', 'x-team', '--remove')
        room.run('header', 'lab', 'x-pass', '--remove')
        room.run('chat', 'x')
        assert sent(server, 'X-Pass') is None and sent(server, 'X-Team') is None
        assert room.read()['headers'] == {}
        assert room.run('providers', '--json').json()[0]['headers'] == []


def test_what_cannot_be_a_header():
    with Room() as room:
        server = room.add_lab(SAYS_YES)
        before = (room.providers / 'lab.json').read_bytes()
        secret = room.plant('sk-argument-0123456789')
        for name in ('', ' ', 'a b', 'X:', 'X\r\nY: z', 'Ü', 'x' * 65, 'Authorization', 'HOST', 'x-api-key',
                     'Content-Length', 'cookie', 'user-agent', secret):
            for words in (['--value', 'blue'], ['--stdin']):
                room.run('header', 'lab', name, *words, stdin='blue', status=USAGE).sentence()
        for value in ('', 'a\nb', 'a\r\nX-Evil: 1', 'a\tb', '\x7f', 'x' * 4097):
            room.run('header', 'lab', 'X-Team', '--value', value, status=USAGE).sentence()
        for text in ('', '\n', 'a\nb', 'a\r\nX-Evil: 1', 'a\tb', '\0', 'x' * 4097):
            room.run('header', 'lab', 'X-Team', '--stdin', stdin=text, status=USAGE).sentence()
        for words in ([secret], ['--value', secret], ['--value', f'Bearer {secret}'], ['--stdin', secret],
                      ['--value', f'token={secret}'], [], ['--stdin', '--remove'],
                      ['--value', 'a', '--confirm'], [f'--{secret}'], ['--remove'], ['--confirm']):
            room.run('header', 'lab', 'X-Team', *words, status=USAGE).sentence()
        assert 'keyring' in room.run('header', 'lab', 'X-Team', '--value', secret, status=USAGE).sentence()
        room.run('header', 'nobody', 'X-Team', '--value', 'a', status=USAGE).sentence()
        room.run('header', 'lab', status=USAGE).sentence()
        assert (room.providers / 'lab.json').read_bytes() == before
        assert not server.requests()
        room.run('add', 'practice')
        room.run('header', 'practice', 'X-Team', '--value', 'blue', status=USAGE).sentence()
        room.run('header', 'practice', 'X-Pass', '--stdin', stdin='blue', status=USAGE).sentence()


def test_a_header_goes_nowhere_else():
    with Room() as room:
        server, other = room.add_lab(SAYS_YES), room.serve(SAYS_YES)
        secret = room.plant('pass-origin-0123456789')
        room.run('header', 'lab', 'X-Pass', '--stdin', stdin=secret)
        room.run('set', 'lab', f'endpoint={other.endpoint}')
        for words in (['chat', 'x'], ['check', 'lab'], ['models', '--refresh']):
            sentence = room.run(*words, status=NEEDS_KEY)
            assert 'X-Pass' in sentence.out + sentence.err, sentence
        assert other.rows() == []
        assert 'chatelainectl header lab X-Pass --confirm' in room.run('chat', 'x', status=NEEDS_KEY).err
        assert 'chatelainectl header lab X-Pass --confirm' in room.run('check', 'lab', status=NEEDS_KEY).err
        room.run('header', 'lab', 'X-Pass', '--confirm')
        room.run('chat', 'x')
        assert sent(other, 'X-Pass') == secret
        assert not server.requests()
        assert room.read()['headers']['X-Pass'] == {'secret': True,
                                                    'origin': other.endpoint[:-len('/v1')]}


def check_said_back(value):
    """Of a shape that nobody knows, and without what stands before it."""
    secret = value.split()[-1]
    said = f'Run this: rm. Your pass was {secret}'
    complaint = 'data: ' + json.dumps({'error': {'message': said}}) + '\n\n'
    for says in (events(complaint), refusal(400, said, code=secret),
                 answer(said, status=500, headers={'Retry-After-Ms': '1'})):
        with Room() as room:
            server = room.add_lab(says, listing('m'), {**says, 'path': MODELS})
            room.run('header', 'lab', 'X-Pass', '--stdin', stdin=value)
            for words in (['check', 'lab'], ['check', 'lab', '--json'], ['chat', 'x'],
                          ['chat', '--json', 'x'], ['providers', '--json'], ['models', '--refresh']):
                room.run(*words, status=None, env={'G_MESSAGES_DEBUG': 'all'})
            assert sent(server, 'X-Pass') == value
            assert any('•••' in text for text in room.said)
            assert not any(secret in text for text in room.said)
            for path in room.folder.glob('*/chatelaine/**/*'):
                assert not path.is_file() or secret.encode() not in path.read_bytes(), path


def test_a_header_that_is_said_back():
    check_said_back('MyPlainPass12')


def test_a_bearer_that_is_said_back():
    check_said_back('Bearer MyPlainPass12')


def test_a_user_that_is_said_back():
    check_said_back('Basic MyPlainPass12')


def test_a_secret_in_the_file():
    """Written there by hand; it goes where it shall, and shows nowhere else."""
    with Room() as room:
        server = room.add_lab(SAYS_YES)
        secret = 'sk-careless-0123456789abcdef'
        file = room.read()
        file['headers'] = {'X-Pass': {'value': secret}, 'X-Evil': {'value': 'a\r\nX-Worse: b'},
                           'Host': {'value': 'evil.example'}, 'X-Number': 12}
        room.write(json.dumps(file))
        for words in (['chat', 'x'], ['chat', '--dry-run', 'x'], ['providers', '--json']):
            result = room.run(*words, env={'G_MESSAGES_DEBUG': 'all'})
            assert secret not in result.out + result.err, words
        headers = server.requests()[0]['headers']
        assert headers['x-pass'] == secret
        assert headers['host'].startswith('127.0.0.1')
        assert not {'x-evil', 'x-worse', 'x-number'} & set(headers)


def test_a_write_that_fails_costs_no_header():
    """The disk is full or the power goes: the value is where it was, or where it shall be."""
    for error in ('ENOSPC', 'EIO', 'KILL'):
        for words in (['header', 'lab', 'X-Pass', '--value', 'blue'], ['header', 'lab', 'X-Pass', '--remove'],
                      ['header', 'lab', 'X-Pass', '--confirm'], ['remove', 'lab']):
            with Room() as room:
                server, other = room.add_lab(SAYS_YES), room.serve(SAYS_YES)
                secret = room.plant('pass-durable-0123456789')
                room.run('header', 'lab', 'X-Pass', '--stdin', stdin=secret)
                confirms = words[-1] == '--confirm'
                if confirms:
                    room.run('set', 'lab', f'endpoint={other.endpoint}')
                before = (room.providers / 'lab.json').read_bytes()
                rule = f'path={room.config};error={error};call=change,unlink'
                result = room.run(*words, status=-9 if error == 'KILL' else FAILED,
                                  env={'LD_PRELOAD': str(SHIM), 'CHL_FAULT': rule})
                assert error == 'KILL' or result.sentence()
                assert (room.providers / 'lab.json').read_bytes() == before, (error, words)
                if confirms:
                    room.run('set', 'lab', f'endpoint={server.endpoint}')
                room.run('chat', 'x')
                assert sent(server, 'X-Pass') == secret, (error, words)
                assert len(server.requests()) == 1 and not other.requests()


def test_a_keyring_that_fails_is_tidied_later():
    """The file is written and the old value is not removed: then the next change does it."""
    for words in (['--value', 'blue'], ['--remove']):
        with Room() as room:
            server = room.add_lab(SAYS_YES)
            secret = room.plant('pass-durable-0123456789')
            room.run('header', 'lab', 'X-Pass', '--stdin', stdin=secret)
            rule = f'path={room.keyring};error=KILL'
            room.run('header', 'lab', 'X-Pass', *words, status=-9,
                     env={'LD_PRELOAD': str(SHIM), 'CHL_FAULT': rule})
            assert 'leftover' in room.read()['headers']['X-Pass']
            expected = ['X-Pass'] if words[0] == '--value' else []
            assert room.run('providers', '--json').json()[0]['headers'] == expected
            room.run('chat', 'x')
            assert sent(server, 'X-Pass') == ('blue' if expected else None)
            full = room.keyring.stat().st_size
            room.run('header', 'lab', 'X-Pass', '--remove')
            assert room.read()['headers'] == {}
            assert room.keyring.stat().st_size < full


def test_a_removed_provider_leaves_nothing():
    with Room() as room:
        room.add_lab(SAYS_YES)
        room.run('header', 'lab', 'X-Team', '--value', 'blue')
        room.run('header', 'lab', 'X-First', '--stdin', stdin=room.plant('pass-first-0123456789'))
        one = room.keyring.stat().st_size
        room.run('header', 'lab', 'X-Second', '--stdin', stdin=room.plant('pass-second-0123456789'))
        room.run('key', 'lab', '--stdin', stdin=room.plant('sk-third-0123456789'))
        assert room.keyring.stat().st_size > one
        room.run('remove', 'lab')
        assert not (room.providers / 'lab.json').exists()
        assert room.keyring.stat().st_size < one


def test_no_keyring():
    with Room() as room:
        server = room.add_lab(SAYS_YES)
        secret = room.plant('pass-nowhere-0123456789')
        room.run('header', 'lab', 'X-Pass', '--stdin', stdin=secret)
        gone = {'SECRET_BACKEND': None, 'SECRET_FILE_TEST_PATH': None, 'SECRET_FILE_TEST_PASSWORD': None}
        before = (room.providers / 'lab.json').read_bytes()
        for words, text in ((['header', 'lab', 'X-Pass', '--stdin'], secret), (['chat', 'x'], None),
                            (['header', 'lab', 'X-Pass', '--remove'], None), (['remove', 'lab'], None)):
            sentence = room.run(*words, stdin=text, status=NEEDS_KEY, env=gone).sentence()
            assert 'keyring' in sentence.lower(), sentence
        assert (room.providers / 'lab.json').read_bytes() == before
        assert not server.requests()
        room.run('chat', 'x')
        assert sent(server, 'X-Pass') == secret


def test_a_value_that_is_missing():
    with Room() as room:
        server = room.add_lab(SAYS_YES, listing('m'))
        room.run('header', 'lab', 'X-First', '--stdin', stdin=room.plant('pass-first-0123456789'))
        room.run('header', 'lab', 'X-Pass', '--stdin', stdin=room.plant('pass-lost-0123456789'))
        file = room.read()
        file['headers']['X-Other'] = file['headers'].pop('X-Pass')
        (room.providers / 'lab.json').write_text(json.dumps(file))
        for words in (['chat', 'x'], ['check', 'lab'], ['models', '--refresh']):
            said = room.run(*words, status=NEEDS_KEY).err
            assert words[0] == 'models' or 'chatelainectl header lab X-Other --stdin' in said, (words, said)
        assert not server.requests()
        room.run('header', 'lab', 'X-Other', '--stdin', stdin=room.plant('pass-again-0123456789'))
        room.run('chat', 'x')


if __name__ == '__main__':
    main(__name__, '/ctl-headers')
