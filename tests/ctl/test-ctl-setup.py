#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Providers from the terminal: what is changed, and what is refused."""

from ctl_room import NEEDS_KEY, TESTS, USAGE, Room, listing, main

STATES = '''unchecked connected no_key key_refused no_credit rate_limited needs_sign_in unreachable
not_running not_installed keyring_locked off broken_file'''.split()


def test_help_and_version():
    with Room() as room:
        text = room.run('--help').out
        for command in ('families providers add set key remove enable disable check models use '
                        'unuse roles chat decode practice').split():
            assert f'  {command}' in text
            assert 'Usage:' in room.run(command, '--help').out
        assert 'chatelainectl use [OPTION…] PROVIDER/MODEL…' in room.run('use', '--help').out
        assert room.run('--version').out == 'chatelainectl 0.1.0\n'
        assert 'Commands:' in room.run(status=USAGE).out
        assert not room.config.exists(), 'help writes nothing'


def test_every_page_of_the_manual():
    page = (TESTS.parent / 'src' / 'ctl' / 'chatelainectl.1').read_text().replace('\\-', '-')
    with Room() as room:
        for command in ('add', 'key', 'check', 'models', 'roles', 'chat', 'decode', 'practice'):
            for line in room.run(command, '--help').out.splitlines():
                for word in line.replace(',', ' ').split():
                    if word.startswith('--') and word != '--help':
                        assert word.split('=')[0] in page, f'{command} {word} is not in the manual'


def test_wrong_usage():
    wrong = [['frobnicate'], ['families', 'x'], ['providers', 'x'], ['add'], ['add', 'nobody'],
             ['add', 'custom', 'x'], ['add', 'custom', '--frob'], ['set', 'lab'], ['set', 'lab', 'x'],
             ['set', 'nobody', 'name=x'], ['key', 'lab'], ['key', 'lab', '--stdin', '--remove'],
             ['remove'], ['remove', 'nobody'], ['enable'], ['disable', 'nobody'], ['check'],
             ['check', 'nobody'], ['models', 'nobody'], ['use'], ['use', 'lab'], ['use', '/m'],
             ['use', 'nobody/m'], ['unuse', 'lab/none'], ['roles', 'cook', 'lab/m'],
             ['roles', 'chat'], ['roles', 'chat', 'lab/none'], ['roles', 'chat', '--set', 'x'],
             ['roles', 'chat', '--set', 'x=1'], ['roles', '--set', 'effort=low'],
             ['chat', '-m', 'lab', 'x'], ['chat', '-m', 'nobody/m', 'x'], ['chat', '-r', 'cook', 'x'],
             ['chat', '--temperature', 'hot', 'x'], ['chat', '--temperature', 'inf', 'x'],
             ['chat', '--max-tokens', '-1', 'x'], ['chat', '--effort', 'vast', 'x'],
             ['chat', '--max-tokens', 'many', 'x'], ['chat', ''], ['chat', '-m', 'lab/', 'x'],
             ['decode'], ['decode', 'gopher'], ['decode', 'openai-chat', '--think', 'x'],
             ['decode', 'openai-chat', '--limit', 'x=1'], ['practice', '--port', '70000'],
             ['practice', 'x']]
    with Room() as room:
        room.add_lab()
        for words in wrong:
            result = room.run(*words, status=USAGE)
            result.sentence()
            assert result.out == '', result


def test_families():
    with Room() as room:
        rows = room.run('families', '--json').json()
        ids = [row['id'] for row in rows]
        assert len(set(ids)) == len(ids) and ids[0] == 'anthropic' and ids[-1] == 'practice', ids
        assert {'openai-responses', 'anthropic', 'ollama', 'custom'} <= set(ids), ids
        for row in rows:
            assert isinstance(row['title'], str) and isinstance(row['protocols'], list)
            assert row['endpoint'] is None or row['endpoint'].startswith(('https://', 'http://localhost'))
            assert row['auth'] and set(row['auth']) <= {'api-key', 'sign-in', 'program', 'none'}
        assert room.run('families').out.count('\n') == len(rows)


def test_add_and_list():
    with Room() as room:
        assert room.run('providers', '--json').json() == []
        assert 'practice' in room.run('providers').err
        assert room.run('add', 'openai').out == 'openai\n'
        assert room.run('add', 'openai', '--name', 'Zweite').out == 'openai-2\n'
        assert room.run('add', 'custom', '--id', 'lab', '--endpoint', 'http://127.0.0.1:9',
                        '--set', 'name=Lab', '--set', 'enabled=no').out == 'lab\n'
        rows = room.run('providers', '--json').json()
        assert [row['id'] for row in rows] == ['lab', 'openai', 'openai-2'], rows
        for row in rows:
            assert set(row) >= {'id', 'family', 'title', 'enabled', 'state', 'detail', 'endpoint',
                                'key', 'models_enabled'}
            assert row['state'] in STATES and row['models_enabled'] == 0
        assert [row['title'] for row in rows] == ['Lab', 'OpenAI', 'Zweite']
        assert rows[0]['endpoint'] == 'http://127.0.0.1:9/v1' and rows[0]['enabled'] is False
        assert rows[0]['family'] == 'custom'
        assert (room.providers / 'lab.json').stat().st_mode & 0o777 == 0o600
        assert room.run('providers').out.count('\n') == 3


def test_ids_that_cannot_be():
    with Room() as room:
        for wrong in ('../x', '/etc/x', 'A', 'a b', 'ä', '', '.', '-a', '_a', 'a/b', 'a.json', 'a' * 65):
            room.run('add', 'openai', '--id', wrong, status=USAGE).sentence()
        assert not room.providers.exists() or not list(room.providers.iterdir())
        room.run('add', 'openai', '--id', 'a' * 64)
        assert 'already' in room.run('add', 'openai', '--id', 'a' * 64, status=USAGE).sentence()
        for wrong in ('../x', '.', ''):
            room.run('remove', wrong, status=USAGE).sentence()


def test_addresses():
    good = {
        'http://127.0.0.1:9': 'http://127.0.0.1:9/v1',
        'http://127.0.0.1:9/': 'http://127.0.0.1:9/v1',
        '127.0.0.1:9': 'http://127.0.0.1:9/v1',
        'localhost:11434': 'http://localhost:11434/v1',
        '  "http://127.0.0.1:9/v1"  ': 'http://127.0.0.1:9/v1',
        'http://127.0.0.1:9/v1///': 'http://127.0.0.1:9/v1',
        'http://127.0.0.1:9/v1/chat/completions': 'http://127.0.0.1:9/v1',
        'http://127.0.0.1:9/v1/chat/completions/': 'http://127.0.0.1:9/v1',
        'http://127.0.0.1:9/v1/models': 'http://127.0.0.1:9/v1',
        'http://127.0.0.1:9/api/v3': 'http://127.0.0.1:9/api/v3',
        'http://[::1]:9/v1': 'http://[::1]:9/v1',
        'HTTP://LOCALHOST:9/V1x': 'http://localhost:9/V1x',
        'api.example.com/v1': 'https://api.example.com/v1',
    }
    wrong = ['', '   ', 'http://', 'http://user:word@127.0.0.1/v1', 'http://user@127.0.0.1',
             'http://127.0.0.1:99999', 'http://127.0.0.1:x', 'ftp://127.0.0.1', 'file:///etc/passwd',
             'http://127.0.0.1/v1?key=abc', 'not an address', 'http://a b/', 'javascript:alert(1)']
    with Room() as room:
        room.run('add', 'custom', '--id', 'lab', '--endpoint', 'http://127.0.0.1:1')
        for typed, endpoint in good.items():
            room.run('set', 'lab', f'endpoint={typed}')
            assert room.read()['endpoint'] == endpoint, (typed, room.read()['endpoint'])
        for typed in wrong:
            sentence = room.run('set', 'lab', f'endpoint={typed}', status=USAGE).sentence()
            assert 'word@' not in sentence
        assert room.read()['endpoint'] == 'https://api.example.com/v1'


def test_set():
    with Room() as room:
        room.add_lab()
        room.run('set', 'lab', 'name=One = two', 'enabled=no', 'plain-http=yes')
        row = room.run('providers', '--json').json()[0]
        assert row['title'] == 'One = two' and row['enabled'] is False
        assert room.read()['options'] == {'plain-http': 'yes'}
        room.run('enable', 'lab')
        room.run('set', 'lab', 'name=', 'plain-http=no')
        assert 'name' not in room.read() and room.read()['options'] == {}
        assert room.read()['enabled'] is True
        room.run('disable', 'lab')
        assert room.read()['enabled'] is False
        for secret in ('key=abc', 'api_key=abc', 'token=abc', 'Password=abc', 'authorization=abc'):
            assert 'secret' in room.run('set', 'lab', secret, status=USAGE).sentence()
        leaked = room.plant('sk-proj-0123456789abcdefghij')
        room.run('set', 'lab', f'name={leaked}', status=USAGE).sentence()
        # One that cannot be is enough for none to be taken.
        room.run('set', 'lab', 'name=Other', 'enabled=perhaps', status=USAGE).sentence()
        assert 'name' not in room.read()


def test_remove():
    with Room() as room:
        room.add_lab(listing('m', 'n'))
        room.run('key', 'lab', '--stdin', stdin='sk-remove-0123456789')
        room.run('models', 'lab', '--refresh')
        cache = room.folder / 'cache' / 'chatelaine' / 'models' / 'lab.json'
        assert cache.exists() and b'lab' in room.keyring.read_bytes() or room.keyring.exists()
        room.run('remove', 'lab')
        assert not (room.providers / 'lab.json').exists() and not cache.exists()
        assert room.run('providers', '--json').json() == []
        # Another one of that name does not inherit the key.
        room.run('add', 'openai', '--id', 'lab')
        room.run('use', 'lab/m')
        room.run('chat', 'x', status=NEEDS_KEY).sentence()


if __name__ == '__main__':
    main(__name__, '/ctl-setup')
