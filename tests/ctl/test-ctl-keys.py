#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keys from the terminal: where they come from, where they go, and that they show nowhere."""

import json

from ctl_room import (CHAT, FAILED, MODELS, NEEDS_KEY, REFUSED, SHIM, USAGE, Room, answer, delta,
                      events, listing, main, refusal, stop)

SAYS_YES = events(delta(content='Yes'), stop())


def test_keys():
    with Room() as room:
        server = room.add_lab(SAYS_YES)
        debug = {'G_MESSAGES_DEBUG': 'all'}
        secret = room.plant('sk-planted-0123456789-abcdef')
        for text in (secret, secret + '\n', f'  "{secret}"\r\n', f'Bearer {secret}\n',
                     f'Authorization: Bearer {secret}\n'):
            room.run('key', 'lab', '--remove')
            room.run('key', 'lab', '--stdin', stdin=text, env=debug)
            room.run('chat', 'x', env=debug)
            sent = server.requests()[-1]['headers']['authorization']
            assert sent == f'Bearer {secret}', (text, sent)
        assert room.run('providers', '--json', env=debug).json()[0]['key'] == 'Kept in the keyring'
        assert room.read()['key'] == {'source': 'keyring', 'origin': server.endpoint[:-len('/v1')]}
        for text in ('', '\n', 'two words', 'ümläut-0123456789', 'a\nb', '\0'):
            room.run('key', 'lab', '--stdin', stdin=text, status=USAGE).sentence()
        room.run('chat', 'x')
        assert server.requests()[-1]['headers']['authorization'] == f'Bearer {secret}'
        room.run('key', 'lab', '--remove')
        room.run('chat', 'x')
        assert 'authorization' not in server.requests()[-1]['headers']
        assert secret.encode() not in room.keyring.read_bytes()
        room.run('check', 'lab', env=debug, status=None)
        room.run('models', '--refresh', env=debug, status=None)


def test_a_missing_key_is_no_refused_one():
    with Room() as room:
        room.add_lab(refusal(401, 'Who are you?'), {**refusal(401, 'Who are you?'), 'path': MODELS})
        for secret, status, state, words in ((None, NEEDS_KEY, 'no_key', 'asks for a key'),
                                             ('sk-refused-0123456789', REFUSED, 'key_refused',
                                              'did not accept the key')):
            if secret is not None:
                room.run('key', 'lab', '--stdin', stdin=room.plant(secret))
            assert words in room.run('chat', 'x', status=status).sentence()
            row = room.run('check', 'lab', '--json', status=status).json()
            assert row['state'] == state and words in row['sentence'], row


def test_a_key_from_the_environment():
    with Room() as room:
        server = room.serve(SAYS_YES)
        secret = room.plant('sk-environment-0123456789')
        room.run('add', 'custom', '--id', 'lab', '--endpoint', server.endpoint, '--key-env', 'LAB_KEY')
        room.run('use', 'lab/m')
        room.run('chat', 'x', env={'LAB_KEY': secret})
        assert server.requests()[-1]['headers']['authorization'] == f'Bearer {secret}'
        assert 'LAB_KEY' in room.run('providers', '--json').json()[0]['key']
        for value in (None, '', ' ', 'two words', 'x\ny: z'):
            result = room.run('chat', 'x', env={'LAB_KEY': value}, status=NEEDS_KEY)
            assert 'LAB_KEY' in result.sentence()
        assert len(server.requests()) == 1
        assert not room.keyring.exists()


def test_a_key_goes_nowhere_else():
    with Room() as room:
        server, other = room.add_lab(SAYS_YES), room.serve(SAYS_YES)
        secret = room.plant('sk-origin-0123456789')
        room.run('key', 'lab', '--stdin', stdin=secret)
        room.run('set', 'lab', f'endpoint={other.endpoint}')
        assert str(server.port) in room.run('chat', 'x', status=NEEDS_KEY).sentence()
        assert str(server.port) in room.run('providers', '--json').json()[0]['key']
        room.run('check', 'lab', status=NEEDS_KEY)
        room.run('models', '--refresh', status=NEEDS_KEY)
        assert other.rows() == []
        room.run('key', 'lab', '--confirm')
        room.run('chat', 'x')
        assert other.requests()[0]['headers']['authorization'] == f'Bearer {secret}'


def test_adding_with_a_key():
    with Room() as room:
        server = room.serve(SAYS_YES)
        secret = room.plant('sk-adding-0123456789')
        room.run('add', 'custom', '--id', 'lab', '--endpoint', server.endpoint, '--key-stdin', stdin=secret)
        room.run('chat', '-m', 'lab/m', 'x')
        assert server.requests()[0]['headers']['authorization'] == f'Bearer {secret}'
        for words, text in ((['--key-stdin'], ''), (['--key-stdin'], 'two words'),
                            (['--key-env', 'no-name'], ''), (['--key-env', 'A', '--key-stdin'], 'x')):
            result = room.run('add', 'openai', *words, stdin=text, status=USAGE)
            result.sentence()
            assert result.out == '' and not (room.providers / 'openai.json').exists(), words


def test_a_key_where_none_belongs():
    """Nothing repeats it, and nothing keeps it."""
    with Room() as room:
        server = room.add_lab(SAYS_YES)
        room.run('key', 'lab', '--stdin', stdin=room.plant('sk-before-0123456789'))
        for secret in ('sk-argument-0123456789', 'gsk_argument0123456789'):
            room.plant(secret)
            for words in (['add', secret], ['add', 'custom', '--id', secret, '--endpoint', server.endpoint],
                          ['add', 'custom', '--name', secret, '--endpoint', server.endpoint],
                          ['add', 'custom', '--endpoint', server.endpoint, '--key-env', secret],
                          ['add', 'custom', '--set', secret, '--endpoint', server.endpoint],
                          ['add', 'custom', '--endpoint', f'http://127.0.0.1:1/{secret}/v1'],
                          ['set', 'lab', secret], ['set', 'lab', f'name={secret}'],
                          ['set', 'lab', f'endpoint=http://127.0.0.1:1/{secret}/v1'],
                          ['set', 'lab', f'enabled={secret}'], ['set', secret, 'name=x'],
                          ['check', secret], ['remove', secret], ['enable', secret], [secret],
                          ['key', secret, '--remove'], ['key', 'lab', '--env', secret],
                          ['families', secret], ['roles', 'chat', '--set', f'effort={secret}'],
                          ['roles', 'chat', secret], ['chat', f'--{secret}', 'x']):
                room.run(*words, status=USAGE).sentence()
            assert '--stdin' in room.run('key', 'lab', secret, status=USAGE).sentence()
            assert '--stdin' in room.run('key', 'lab', '--stdin', secret, status=USAGE).sentence()
        assert [path.name for path in room.providers.glob('*.json')] == ['lab.json']
        room.run('chat', 'x')
        assert server.requests()[-1]['headers']['authorization'] == 'Bearer sk-before-0123456789'


def test_a_key_that_is_said_back():
    """Of a shape that nobody knows: what hides it is that it is known."""
    secret = 'MyPlainPass12'
    said = f'Run this: rm. Your key was {secret}'
    complaint = 'data: ' + json.dumps({'error': {'message': said}}) + '\n\n'
    for says in (events(complaint), refusal(400, said, code=secret), answer(said, status=500)):
        with Room() as room:
            room.add_lab(says, listing('m'), {**says, 'path': MODELS})
            room.run('key', 'lab', '--stdin', stdin=secret)
            for words in (['check', 'lab'], ['check', 'lab', '--json'], ['chat', 'x'],
                          ['chat', '--json', 'x'], ['providers', '--json'], ['models', '--refresh']):
                room.run(*words, status=None, env={'G_MESSAGES_DEBUG': 'all'})
            assert any('•••' in text for text in room.said)
            assert 'Run this' not in (room.providers / 'lab.json').read_text()

            # The server's own script has it.
            assert not any(secret in text for text in room.said)
            for path in room.folder.glob('*/chatelaine/**/*'):
                assert not path.is_file() or secret.encode() not in path.read_bytes(), path


def test_a_write_that_fails_costs_no_key():
    """The disk is full or the power goes: the key is where it was, or where it shall be."""
    for error in ('ENOSPC', 'EIO', 'EROFS', 'KILL'):
        for words in (['key', 'lab', '--env', 'LAB_KEY'], ['key', 'lab', '--remove'],
                      ['key', 'lab', '--confirm'], ['remove', 'lab']):
            with Room() as room:
                server, other = room.add_lab(SAYS_YES), room.serve(SAYS_YES)
                secret = room.plant('sk-durable-0123456789')
                room.run('key', 'lab', '--stdin', stdin=secret)
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
                sent = server.requests()[-1]['headers']['authorization']
                assert sent == f'Bearer {secret}', (error, words)
                assert len(server.requests()) == 1 and not other.requests()


def test_a_keyring_that_fails_is_tidied_later():
    """The file is written and the old key is not removed: then the next change does it."""
    for words in (['key', 'lab', '--env', 'LAB_KEY'], ['key', 'lab', '--remove']):
        with Room() as room:
            room.add_lab(SAYS_YES)
            secret = room.plant('sk-durable-0123456789')
            room.run('key', 'lab', '--stdin', stdin=secret)
            rule = f'path={room.keyring};error=KILL'
            room.run(*words, status=-9, env={'LD_PRELOAD': str(SHIM), 'CHL_FAULT': rule})
            assert 'leftover' in room.read()['key']
            full = room.keyring.stat().st_size
            room.run('key', 'lab', '--remove')
            assert room.read()['key'] == {'source': 'none'}
            assert room.keyring.stat().st_size < full


def test_no_keyring():
    with Room() as room:
        room.add_lab(SAYS_YES)
        secret = room.plant('sk-nowhere-0123456789')
        room.run('key', 'lab', '--stdin', stdin=secret)
        gone = {'SECRET_BACKEND': None, 'SECRET_FILE_TEST_PATH': None, 'SECRET_FILE_TEST_PASSWORD': None}
        before = (room.providers / 'lab.json').read_bytes()
        for words, text in ((['key', 'lab', '--stdin'], secret), (['key', 'lab', '--remove'], None),
                            (['chat', 'x'], None), (['remove', 'lab'], None)):
            sentence = room.run(*words, stdin=text, status=NEEDS_KEY, env=gone).sentence()
            assert 'keyring' in sentence.lower(), sentence
        assert (room.providers / 'lab.json').read_bytes() == before
        assert room.run('providers', '--json', env=gone).json()[0]['key'] == 'Kept in the keyring'
        row = room.run('add', 'openai', '--key-stdin', stdin=secret, status=NEEDS_KEY, env=gone)
        assert row.out == 'openai\n', 'it is there and can have its key later'
        room.run('chat', 'x')


def test_a_keyring_file_that_is_broken():
    with Room() as room:
        room.add_lab({'path': CHAT, **SAYS_YES}, listing('m'))
        room.run('key', 'lab', '--stdin', stdin='sk-broken-0123456789')
        room.keyring.write_bytes(b'nonsense')
        room.run('chat', 'x', status=NEEDS_KEY).sentence()
        assert room.keyring.read_bytes() == b'nonsense'


if __name__ == '__main__':
    main(__name__, '/ctl-keys')
