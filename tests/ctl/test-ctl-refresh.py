#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A new table of models, whatever happens while it is made."""

import functools
import json
import pathlib
import sqlite3
import sys

from ctl_room import FAILED, OK, SHIM, TESTS, Room, answer, main, wait_until

DETOUR = pathlib.Path(sys.argv[5]).resolve()
TABLE = TESTS.parent / 'resources' / 'registry' / 'registry.tsv'
PATH = '/api.json'
MODEL = 'claude-haiku-4-5'
KILLED = -9

# More than there are, of what changes anything on the disk.
MOST_CALLS = 40
CALLS = 'create,write,sync,rename,link,truncate,folder'


def read_rows():
    lines = [line.split('\t') for line in TABLE.read_text().splitlines() if not line.startswith('#')]
    return [dict(zip(lines[0], row + [''] * len(lines[0]))) for row in lines[1:]]


def build_download(price):
    """What models.dev would have to say for the rows that are from there; one price is @price."""
    rows = read_rows()
    own, parts = {}, {}
    for row in rows:
        if row['kind'] == 'p' and row['base']:
            own.setdefault(row['base'], row['id'])
        if row['kind'] == 'p':
            parts.update(reversed(each.split('>')) for each in row['match'].split() if '>' in each)
    providers = {each: {} for each in ('anthropic', 'openai', 'google', 'mistral', 'deepseek', 'alibaba',
                                       'xai')}
    for models in providers.values():
        models['nobody-knows'] = {'id': 'nobody-knows', 'name': 'x'}
    for row in rows:
        if row['src'] != 'md' or row['kind'] not in 'md':
            continue
        scope, _, name = row['id'].partition('/' if row['kind'] == 'm' else ':')
        if row['kind'] == 'm':
            scope = own.get(scope)
        if scope is not None:
            providers.setdefault(parts.get(scope, scope), {})[name] = {'id': name, 'name': row['title'] or name}
    found = [models[each] for models in providers.values() for each in models
             if each.startswith(MODEL)]
    for each in found:
        each['cost'] = {'input': price, 'output': 5}
    assert found
    return json.dumps({name: {'id': name, 'models': models} for name, models in providers.items()})


FIRST, SECOND = build_download(0.5), build_download(0.75)
BACK = ('registry', 'refresh', '--back')
AGAIN = ('registry', 'refresh', '--metered')
NONE, ONE, TWO = (), (FIRST,), (FIRST, SECOND)


def serving(room, said):
    """A server that answers for models.dev, and the environment that leads there."""
    server = room.serve(said)
    return server, {'CHL_DETOUR': f'http://127.0.0.1:{server.port}', 'LD_PRELOAD': str(DETOUR)}


def with_fault(env, room, error, nth, calls):
    rule = f'path={room.folder}/cache;call={calls};error={error};from={nth}'
    return {**env, 'LD_PRELOAD': f'{DETOUR}:{SHIM}', 'CHL_FAULT': rule}


def refresh(room, body, **more):
    _, env = serving(room, answer(body, path=PATH))
    return room.run('registry', 'refresh', '--metered', env=env, **more)


def get_price(room):
    """What the table in use says; the program has to find one."""
    result = room.run('capabilities', MODEL, '--family', 'anthropic', '--json').json()
    return result['fields']['price']['value']['input']


def list_files(room):
    folder = room.folder / 'cache' / 'chatelaine'
    return {path.name for path in folder.iterdir()} if folder.exists() else set()


def read_files(room):
    return {path: path.read_bytes() for path in (room.folder / 'cache').rglob('*') if path.is_file()}


def assert_swept(room):
    known = {'registry.gvariant', 'registry.gvariant.old', 'registry.json'}
    assert list_files(room) <= known, list_files(room)


def test_refreshes_and_goes_back():
    with Room() as room:
        before = get_price(room)
        refresh(room, FIRST)
        assert get_price(room) == 0.5 != before
        refresh(room, SECOND)
        assert get_price(room) == 0.75
        for expected in (0.5, before):
            room.run('registry', 'refresh', '--back')
            assert get_price(room) == expected
        assert_swept(room)


def test_counted():
    with Room() as room:
        refresh(room, FIRST)
        refresh(room, '{}', status=FAILED)
        room.run('registry', 'refresh', '--back')
        with sqlite3.connect(room.folder / 'data' / 'chatelaine' / 'chatelaine.db') as database:
            database.row_factory = sqlite3.Row
            rows = [dict(row) for row in database.execute('SELECT * FROM ledger')]
        assert len(rows) in (1, 2), rows  # midnight
        for row in rows:
            assert (row['provider_id'], row['purpose']) == ('', 'registry'), row
        assert sum(row['requests'] for row in rows) == 2, rows
        assert sum(row['received_bytes'] for row in rows) > len(FIRST), rows
        assert 'api' not in json.dumps(rows), rows


def kill_while_fetching(pieces):
    """Killed once the server has got the request, and sends no more than @pieces."""
    with Room() as room:
        refresh(room, FIRST)
        server, env = serving(room, {'path': PATH, 'headers': {'Content-Type': 'application/json'},
                                     'pieces': pieces, 'then': 'hang'})
        process = room.begin('registry', 'refresh', '--metered', env=env)
        wait_until(server.requests, 'the request')
        process.kill()
        process.communicate()
        assert get_price(room) == 0.5
        assert_swept(room)
        refresh(room, SECOND)
        assert get_price(room) == 0.75


def test_killed_before_the_first_byte():
    kill_while_fetching([])


def test_killed_in_the_middle_of_the_body():
    kill_while_fetching([{'text': FIRST[:len(FIRST) // 2]}])


@functools.cache
def make_files(bodies):
    """What lies in the cache after a refresh by each of these, and the price that it says then."""
    with Room() as room:
        prices = [get_price(room)]
        for body in bodies:
            refresh(room, body)
            prices.append(get_price(room))
        return prices, {path.name: path.read_bytes() for path in read_files(room)}


def prepare(room, bodies):
    prices, files = make_files(bodies)
    folder = room.folder / 'cache' / 'chatelaine'
    for name, text in files.items():
        folder.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(text)
    return prices


def strike(command, error, nth, prepared, body=None):
    """Does @command, and from the @nth call on the disk will not have it. Returns: how it ended."""
    with Room() as room:
        prices = prepare(room, prepared)
        before = read_files(room)
        env = serving(room, answer(body, path=PATH))[1] if body is not None else {}
        calls = CALLS + (',unlink' if error == 'KILL' and command == BACK else '')
        result = room.run(*command, status=None, env=with_fault(env, room, error, nth, calls))
        if result.status == FAILED:
            assert result.sentence() and read_files(room) == before, (nth, result, list_files(room))
            assert error != 'ENOSPC' or 'full' in result.sentence(), result

        # One table or the other, never none; and what comes next does not mind what was left.
        found = get_price(room)
        if result.status == OK:
            assert found == (0.75 if body is not None else prices[-2]), (nth, found)
        elif result.status == FAILED:
            assert found == prices[-1], (nth, found)
        else:
            assert found in (prices[-1], 0.75 if body is not None else prices[-2]), (nth, found)
        refresh(room, SECOND)
        assert get_price(room) == 0.75
        assert_swept(room)
        return result.status


def kill(command, prepared, body=None):
    for nth in range(1, MOST_CALLS):
        status = strike(command, 'KILL', nth, prepared, body)
        if status == OK:
            assert nth > 3
            return
        assert status == KILLED, status
    raise AssertionError('it has more calls than that')


def test_killed_while_the_first_table_is_written():
    kill(AGAIN, NONE, SECOND)


def test_killed_while_another_table_is_written():
    kill(AGAIN, ONE, SECOND)


def test_killed_on_the_way_back():
    kill(BACK, TWO)


def test_killed_on_the_way_back_to_the_program():
    kill(BACK, ONE)


def fail(error):
    for command, prepared, body in ((AGAIN, ONE, SECOND), (BACK, TWO, None)):
        ended = []
        while OK not in ended:  # from there on what fails is done without
            ended.append(strike(command, error, len(ended) + 1, prepared, body))
        assert len(ended) > 3 and set(ended[:-1]) == {FAILED}, ended


def test_a_full_disk():
    fail('ENOSPC')


def test_a_broken_disk():
    fail('EIO')


def test_a_disk_that_turns_read_only():
    fail('EROFS')


def test_two_at_once():
    with Room() as room:
        begun = []
        for body in (FIRST, SECOND) * 2:
            _, env = serving(room, answer(body, path=PATH))
            begun.append(room.begin(*AGAIN, env=env))
        for process in begun:
            _, err = process.communicate()
            assert process.returncode == OK, err
        assert get_price(room) in (0.5, 0.75)
        assert_swept(room)
        assert room.run('registry', '--json').json()['older'] == 'refreshed'


def test_a_table_that_cannot_be_read():
    with Room() as room:
        refresh(room, FIRST)
        rule = f'path={room.folder}/cache/chatelaine/registry.gvariant;call=read;error=EACCES'
        result = room.run('registry', '--json', env={'LD_PRELOAD': str(SHIM), 'CHL_FAULT': rule})
        assert result.json()['origin'] == 'bundled' and 'damaged' in result.sentence()
        refresh(room, SECOND)
        assert get_price(room) == 0.75


if __name__ == '__main__':
    main(__name__, '/ctl-refresh')
