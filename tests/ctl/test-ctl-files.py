#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files that are broken, newer, full, shared or locked: told in a sentence, and nothing is lost."""

import json
import sqlite3

from ctl_room import FAILED, OK, SHIM, UNREACHABLE, USAGE, Room, delta, events, main, stop

BROKEN = '{\n  "version": 1,\n  "family": "custom",\n  oops\n}\n'
SAYS_YES = events(delta(content='Yes'), stop())


def test_a_broken_provider_file():
    with Room() as room:
        path = room.write(BROKEN)
        row = room.run('providers', '--json').json()[0]
        assert row['id'] == 'lab' and row['state'] == 'broken_file' and '4' in row['detail'], row
        assert 'Broken file' in room.run('providers').out
        for words in (['set', 'lab', 'name=x'], ['enable', 'lab'], ['use', 'lab/m'], ['check', 'lab'],
                      ['key', 'lab', '--env', 'X'], ['models', 'lab', '--refresh'],
                      ['chat', '-m', 'lab/m', 'x']):
            result = room.run(*words, status=None)
            assert result.status in (FAILED, USAGE), (words, result)
            result.sentence()
        for words in (['models', 'lab'], ['override', 'lab/m'], ['try', 'lab/m']):
            result = room.run(*words, status=None)
            assert result.status in (FAILED, USAGE) and 'lab.json' in result.sentence(), (words, result)
        assert 'lab.json' in room.run('models').sentence()
        assert path.read_text() == BROKEN
        room.run('add', 'custom', '--id', 'lab', '--endpoint', 'localhost:1', status=USAGE).sentence()
        room.run('add', 'practice')
        assert len(room.run('providers', '--json').json()) == 2
        room.run('remove', 'lab')
        assert not path.exists()


def test_files_that_make_no_sense():
    texts = ['', '[]', '7', 'null', '{}', '{"family": 7}', '{"family": "nobody"}', '\ufeff{}',
             '{"family": "custom", "endpoint": "http://u:p@h/"}', '[' * 100000,
             '{"family": "custom", "models": []}', '{"family": "custom", "key": {"source": "magic"}}',
             '{"family": "custom", "enabled": "very"}', '{"version": "x", "family": "custom"}']
    with Room() as room:
        for number, text in enumerate(texts):
            room.write(text, f'providers.d/p{number}')
        rows = {row['id']: row for row in room.run('providers', '--json').json()}
        assert len(rows) == len(texts)
        for row in rows.values():
            assert row['state'] == 'broken_file' and row['detail'] and 'u:p' not in row['detail'], row
        for number, text in enumerate(texts):
            assert (room.providers / f'p{number}.json').read_text() == text
        room.run('models', '--all')
        room.run('roles')


def test_names_that_cannot_be():
    with Room() as room:
        for name in ('..x', 'A', 'a b', '-x', '.hidden'):
            room.write('{"version": 1, "family": "practice"}', f'providers.d/{name}')
        (room.providers / 'notes.txt').write_text('mine')
        (room.providers / 'folder.json').mkdir()
        result = room.run('providers', '--json')
        assert all(row['id'] == 'folder' for row in result.json()), result
        assert '“' in result.err and result.err.count('\n') >= 1, 'and it is told why'


def test_a_newer_provider_file():
    with Room() as room:
        server = room.serve(SAYS_YES)
        text = json.dumps({'version': 99, 'family': 'custom', 'endpoint': server.endpoint, 'future': [1],
                           'models': {'m': {'enabled': True}}}, indent=3)
        path = room.write(text)
        row = room.run('providers', '--json').json()[0]
        assert row['endpoint'] == server.endpoint and 'newer' in row['detail'].lower(), row
        assert room.run('chat', 'x').out == 'Yes\n', 'it can be used'
        for words in (['set', 'lab', 'name=x'], ['use', 'lab/n'], ['disable', 'lab']):
            assert 'newer' in room.run(*words, status=FAILED).sentence().lower()
        assert path.read_text() == text


def test_what_others_wrote_survives():
    with Room() as room:
        room.write(json.dumps({'version': 1, 'family': 'custom', 'endpoint': 'http://127.0.0.1:9/v1',
                               'mine': {'a': [1, 2.5, None]}, 'options': {'theirs': 'x'},
                               'models': {'m': {'enabled': True, 'note': 'best'}}}))
        room.run('set', 'lab', 'name=New')
        room.run('unuse', 'lab/m')
        row = room.read()
        assert row['name'] == 'New' and row['mine'] == {'a': [1, 2.5, None]}
        assert row['options'] == {'theirs': 'x'}


def test_other_broken_files():
    with Room() as room:
        room.add_lab(SAYS_YES)
        roles = room.write(BROKEN, 'roles')
        assert 'roles' in room.run('providers').err
        assert 'roles' in room.run('roles', 'chat', 'lab/m', status=FAILED).err
        assert roles.read_text() == BROKEN
        roles.write_text('{"version": 99, "chat": {"chain": ["lab/m"]}}')
        assert room.run('roles', '--json').json()['chat']['chain'] == ['lab/m']
        assert 'newer' in room.run('roles', 'light', 'lab/m', status=FAILED).err.lower()
        roles.write_text(json.dumps({'chat': {'chain': ['lab/m', 7, None, '', 'x'], 'parameters': {
            'temperature': 'hot', 'effort': 'vast', 'max_output': -3, 'top_p': 9}}, 'light': [],
            'reasoning': None, 'buddy': {'chain': 'lab/m', 'parameters': 5}}))
        rows = room.run('roles', '--json').json()
        assert rows['chat']['chain'] == ['lab/m'] and rows['chat']['parameters'] == {}, rows
        assert room.run('chat', 'x').out == 'Yes\n'


def test_stay_on_this_computer():
    with Room() as room:
        server = room.add_lab(SAYS_YES)
        room.run('add', 'custom', '--id', 'far', '--endpoint', 'https://far.invalid/v1')
        room.run('use', 'far/m')
        for text in ('{"version": 1, "stay_on_this_computer": true}', BROKEN, '{"stay_on_this_computer": 7}'):
            path = room.write(text, 'privacy')
            row = room.run('chat', '--json', '-m', 'far/m', 'x', status=FAILED)
            assert row.json()['error']['kind'] == 'not_local', (text, row)
            assert 'resolve' not in row.err
            assert 'Yes' in room.run('chat', '-m', 'lab/m', 'x').out, 'this computer is still there'
            assert path.read_text() == text
        room.write('{"version": 1, "stay_on_this_computer": false}', 'privacy')
        result = room.run('chat', '--json', '-m', 'far/m', 'x', status=UNREACHABLE)
        assert result.json()['error']['kind'] == 'network'
        assert len(server.requests()) == 3


def test_two_at_once():
    with Room() as room:
        room.add_lab(model=None)
        processes = [room.begin('use', f'lab/m{number}') for number in range(6)]
        processes += [room.begin('set', 'lab', 'name=Busy'), room.begin('disable', 'lab'),
                      room.begin('key', 'lab', '--env', 'SOME_KEY')]
        for process in processes:
            _, err = process.communicate()
            assert process.returncode == OK, err
        row = room.read()
        assert set(row['models']) == {f'm{number}' for number in range(6)}, row
        assert row['name'] == 'Busy' and row['enabled'] is False
        assert row['key']['variable'] == 'SOME_KEY'
        room.run('enable', 'lab')
        processes = [room.begin('roles', role, f'lab/m{number}')
                     for number, role in enumerate(['chat', 'light', 'reasoning', 'buddy'])]
        for process in processes:
            _, err = process.communicate()
            assert process.returncode == OK, err
        rows = room.run('roles', '--json').json()
        assert [rows[role]['chain'] for role in ('chat', 'light', 'reasoning', 'buddy')] == [
            ['lab/m0'], ['lab/m1'], ['lab/m2'], ['lab/m3']], rows


def fault(room, rule):
    return {'LD_PRELOAD': str(SHIM), 'CHL_FAULT': rule.format(config=room.config, home=room.folder)}


def test_a_full_disk():
    with Room() as room:
        room.add_lab(SAYS_YES)
        room.run('roles', 'chat', 'lab/m')
        before = {path: path.read_bytes() for path in room.config.rglob('*.json')}
        for error in ('ENOSPC', 'EIO', 'EROFS'):
            broken = fault(room, 'path={config};error=' + error)
            for words in (['set', 'lab', 'name=x'], ['use', 'lab/n'], ['roles', 'light', 'lab/m'],
                          ['add', 'practice'], ['key', 'lab', '--env', 'X'], ['disable', 'lab']):
                result = room.run(*words, status=FAILED, env=broken)
                assert 'added' not in result.err, result
                assert result.err.count('chatelainectl: ') == 1, (error, words, result)
                assert error != 'ENOSPC' or 'full' in result.err, result
            assert {path: path.read_bytes() for path in room.config.rglob('*') if path.is_file()
                    and path.suffix == '.json'} == before, error
        assert room.run('chat', 'x', env=fault(room, 'path={home};error=ENOSPC')).out == 'Yes\n'


def test_a_database_that_is_none():
    with Room() as room:
        room.add_lab(SAYS_YES)
        path = room.folder / 'data' / 'chatelaine' / 'chatelaine.db'
        path.parent.mkdir(parents=True, exist_ok=True)
        for each in path.parent.iterdir():
            each.unlink()
        path.write_bytes(b'this is no database' * 1000)
        result = room.run('chat', 'x')
        assert result.out == 'Yes\n' and 'put aside' in result.err
        kept = [each for each in path.parent.iterdir() if b'this is no database' in each.read_bytes()]
        assert len(kept) == 1 and kept[0] != path
        assert room.run('chat', 'x').err == ''


def test_the_ledger():
    with Room() as room:
        usage = {'choices': [], 'usage': {'prompt_tokens': 3, 'completion_tokens': 5}}
        room.add_lab(events(delta(content='Yes'), stop().replace(
            'data: [DONE]', f'data: {json.dumps(usage)}\n\ndata: [DONE]')))
        room.run('chat', 'a planted question')
        with sqlite3.connect(room.folder / 'data' / 'chatelaine' / 'chatelaine.db') as database:
            database.row_factory = sqlite3.Row
            rows = [dict(row) for row in database.execute('SELECT * FROM usage')]
        assert len(rows) == 1, rows
        text = json.dumps(rows)
        assert '"m"' in text and '"lab"' in text and 'planted' not in text and 'Yes' not in text, text


def test_faults_are_named():
    with Room() as room:
        room.add_lab(SAYS_YES)
        whole = room.read()
        for fault_, word in (({'enabled': 1}, 'enabled'), ({'family': 'gopher'}, 'gopher')):
            room.write(json.dumps({**whole, **fault_}))
            detail = room.run('providers', '--json').json()[0]['detail']
            assert 'lab.json' in detail and word in detail, detail
            assert word in room.run('set', 'lab', 'name=x', status=FAILED).sentence()
            room.write(json.dumps({**whole, **fault_, 'version': 2}))
            assert 'newer' in room.run('providers', '--json').json()[0]['detail']
        room.write(json.dumps({**whole, 'options': {'zzz': 1}, 'check': {'time_us': 1.5}}))
        room.run('set', 'lab', 'name=x')
        assert room.read()['options'] == {'zzz': 1} and room.read()['name'] == 'x'
        room.write('{"chat":{"chain":["lab/m",7]}}', 'roles')
        result = room.run('roles')
        assert 'roles.json' in result.err and '“chat”' in result.err, result
        room.write('{}', 'roles')
        assert room.run('roles').err == ''
        for text in ('{"stay_on_this_computer":1}', '{'):
            room.write(text, 'privacy')
            assert 'privacy.json' in room.run('providers').err


def test_a_key_that_cannot_be_kept_leaves_nothing():
    with Room() as room:
        secret = room.plant('sk-planted-0123456789-abcdef')
        # The provider is written, and then what says that it has a key is not.
        broken = fault(room, 'path={config};op=rename;nth=2;error=ENOSPC')
        result = room.run('add', 'openai', '--key-stdin', stdin=secret, status=None, env=broken)
        assert result.status == OK or result.out == '', result


if __name__ == '__main__':
    main(__name__, '/ctl-files')
