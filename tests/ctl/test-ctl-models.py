#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Models, roles and checks from the terminal."""

from ctl_room import (FAILED, MODELS, NEEDS_KEY, REFUSED, SHIM, UNREACHABLE, USAGE, Room, answer,
                      delta, events, listing, main, refusal, stop)

ROLES = ['chat', 'light', 'reasoning', 'buddy', 'completion', 'embedding']


def test_models():
    with Room() as room:
        server = room.add_lab(listing('one', 'two/three:4', 'text-embedding-x'), model=None)
        assert room.run('models', '--json').json() == []
        rows = room.run('models', '--refresh', '--json').json()
        assert {row['id'] for row in rows} == {'lab/one', 'lab/two/three:4', 'lab/text-embedding-x'}
        for row in rows:
            assert set(row) >= {'id', 'provider', 'model', 'title', 'enabled', 'use', 'roles', 'gone',
                                'custom', 'fields'}
            assert row['provider'] == 'lab' and row['id'] == 'lab/' + row['model']
            assert row['enabled'] is False and row['gone'] is False and row['custom'] is False
            for field in row['fields'].values():
                assert set(field) == {'value', 'origin'}
        room.run('use', 'lab/two/three:4', 'lab/one')
        assert {row['model'] for row in room.run('models', '--json').json()} == {'one', 'two/three:4'}
        room.run('unuse', 'lab/one')
        server.stop()
        # What was listed the last time is still known without the provider.
        assert len(room.run('models', '--all', '--json').json()) == 3
        assert len(room.run('models', 'lab', '--json').json()) == 3
        room.run('models', '--refresh', status=UNREACHABLE).sentence()
        assert len(room.run('models', '--all', '--json').json()) == 3
        assert room.run('models').out.startswith('* lab/two/three:4')


def fields(room, model):
    rows = {row['model']: row for row in room.run('models', '--all', '--json').json()}
    return rows[model]['fields']


def test_what_is_known_and_who_says_so():
    with Room() as room:
        room.add_lab(listing('gpt-4o', 'of-nobody'), model=None)
        room.run('models', '--refresh')
        known = fields(room, 'gpt-4o')
        assert known['context_window'] == {'value': 128000, 'origin': 'registry'}, known
        assert known['max_output'] == {'value': 16384, 'origin': 'registry'}, known
        assert 'context_window' not in fields(room, 'of-nobody')
        asked = room.run('capabilities', 'gpt-4o', '--family', 'custom', '--json').json()['fields']
        assert {name for name, field in asked.items() if field['origin'] != 'unknown'} == known.keys()

        room.run('override', 'lab/gpt-4o', 'max_output=4321', 'tools=no', 'price=1/2')
        known = fields(room, 'gpt-4o')
        assert known['max_output'] == {'value': 4321, 'origin': 'user'}, known
        assert known['tools'] == {'value': False, 'origin': 'user'}, known
        assert known['price'] == {'value': {'input': 1, 'output': 2}, 'origin': 'user'}, known
        assert known['context_window']['origin'] == 'registry', known
        page = room.run('override', 'lab/gpt-4o').out
        assert 'max_output' in page and '4321' in page and 'user' in page, page
        assert 'window' in room.run('override', 'lab/gpt-4o', 'max_output=999999').err

        # All or nothing.
        for words in (['colour=7'], ['max_output'], ['max_output=many'], ['max_output=7', 'tools=x']):
            room.run('override', 'lab/gpt-4o', *words, status=USAGE).sentence()
        room.run('override', 'lab/none', 'tools=yes', status=USAGE).sentence()
        assert fields(room, 'gpt-4o')['max_output']['value'] == 999999

        # What was listed anew leaves it alone, and it can be taken back.
        room.run('models', '--refresh')
        assert fields(room, 'gpt-4o')['max_output']['value'] == 999999
        room.run('override', 'lab/gpt-4o', 'max_output=', 'tools=', 'price=')
        known = fields(room, 'gpt-4o')
        assert known['max_output'] == {'value': 16384, 'origin': 'registry'}, known
        text = ''.join(path.read_text() for path in room.config.rglob('*.json'))
        assert '16384' not in text and '999999' not in text, text


def test_how_a_model_answers():
    with Room() as room:
        room.add_lab(listing('gpt-4o', 'gpt-5', 'text-embedding-3-small'), model=None)
        room.run('models', '--refresh')

        def defaults(model, *words):
            return room.run('defaults', f'lab/{model}', '--json', *words).json()

        assert defaults('gpt-4o') == {
            'id': 'lab/gpt-4o',
            'defaults': {'effort': None, 'temperature': None, 'top_p': None, 'max_output': None},
            'takes': {'effort': [], 'temperature': [0, 2], 'top_p': [0, 1], 'max_output': [1, 16384]}}
        assert defaults('text-embedding-3-small')['takes'] == {
            'effort': [], 'temperature': None, 'top_p': None, 'max_output': None}
        room.run('defaults', 'lab/gpt-4o', 'temperature=0.5', 'top_p=0.25', 'max_output=99')
        assert room.read()['models']['gpt-4o']['defaults'] == {'temperature': 0.5, 'top_p': 0.25,
                                                               'max_output': 99}
        page = room.run('defaults', 'lab/gpt-4o').out
        assert '0.25' in page and '0..2' in page and '1..16384' in page, page
        assert 'not for this model' in page, page

        # All or nothing, and only what the model takes.
        before = room.read()
        for model, word, why in (('gpt-4o', 'effort=high', 'think'), ('gpt-4o', 'max_output=16385', '16384'),
                                 ('gpt-5', 'temperature=1', 'takes no temperature'),
                                 ('text-embedding-3-small', 'max_output=5', 'no answers'),
                                 ('gpt-4o', 'temperature=3', '0 to 2'), ('gpt-4o', 'colour=1', 'colour'),
                                 ('gpt-4o', 'temperature', 'NAME=VALUE')):
            said = room.run('defaults', f'lab/{model}', 'top_p=', word, status=USAGE).sentence()
            assert why in said, said
            assert room.read() == before
        room.run('defaults', 'lab/gpt-4o', '--reset', 'colour', status=USAGE).sentence()
        room.run('defaults', 'lab/none', status=USAGE).sentence()
        room.run('defaults', status=USAGE).sentence()

        rest = defaults('gpt-4o', '--reset', 'top_p', 'temperature=')['defaults']
        assert rest == {'effort': None, 'temperature': None, 'top_p': None, 'max_output': 99}, rest
        room.run('defaults', 'lab/gpt-4o', '--reset', 'all', 'temperature=1')
        assert room.read()['models']['gpt-4o']['defaults'] == {'temperature': 1}
        room.run('defaults', 'lab/gpt-4o', '--reset', 'temperature')
        assert not room.read()['models'].get('gpt-4o', {}).get('defaults'), room.read()


def test_who_says_how_a_model_answers():
    with Room() as room:
        room.add_lab(listing('gpt-4o', 'starcoder2:3b'), model=None)
        room.run('models', '--refresh')
        room.run('use', 'lab/gpt-4o', 'lab/starcoder2:3b')
        for model in ('gpt-4o', 'starcoder2:3b'):
            room.run('defaults', f'lab/{model}', 'temperature=0.5', 'top_p=0.25', 'max_output=99')
        gap = room.folder / 'gap'
        gap.write_text('int ')
        for words in (['chat', '-m', 'lab/gpt-4o', 'Hi'],
                      ['complete', '-m', 'lab/starcoder2:3b', '--prefix', gap]):
            def sent(*more, words=words):
                body = room.run(words[0], '--dry-run', *more, *words[1:]).json()['body']
                return (body.get('temperature'), body.get('top_p'),
                        body.get('max_tokens') or body.get('max_completion_tokens'))

            role = {'chat': 'chat', 'complete': 'completion'}[words[0]]
            assert sent() == (0.5, 0.25, 99), (words, sent())
            # The kind of work counts more than the model, and what was typed more than both.
            room.run('roles', role, '--set', 'temperature=0.75', '--set', 'max_output=88')
            assert sent() == (0.75, 0.25, 88), (words, sent())
            assert sent('--temperature', '0', '--max-tokens', '77') == (0, 0.25, 77), words
            room.run('roles', role, '--set', 'temperature=', '--set', 'max_output=')
            assert sent('--max-tokens', '256')[2] == 256, words


def test_a_model_of_ones_own():
    with Room() as room:
        room.add_lab(listing('listed'), listing('other'), model=None)
        room.run('models', '--refresh')
        said = room.run('add-model', 'lab/gpt-5', 'max_output=4321').err
        assert 'GPT-5' in said, said
        room.run('add-model', 'lab/of/nobody:1', '--use', 'embedding', 'embedding_dimensions=77')
        rows = {row['model']: row for row in room.run('models', '--json').json()}
        assert set(rows) == {'gpt-5', 'of/nobody:1'}, rows
        assert all(row['custom'] and row['enabled'] for row in rows.values())
        assert rows['gpt-5']['use'] == ['chat'] and rows['of/nobody:1']['use'] == ['embedding']
        known = rows['gpt-5']['fields']
        assert known['max_output'] == {'value': 4321, 'origin': 'user'}, known
        assert known['context_window'] == {'value': 400000, 'origin': 'registry'}, known
        text = ''.join(path.read_text() for path in room.config.rglob('*.json'))
        assert '4321' in text and '400000' not in text, text

        # All or nothing, and each once.
        for words in (['lab/gpt-5'], ['lab/listed'], ['lab/x', 'colour=7'], ['lab/x', 'tools=maybe'],
                      ['lab/x', '--use', 'painting'], ['lab'], ['nobody/x'], []):
            room.run('add-model', *words, status=USAGE).sentence()
        assert 'already' in room.run('add-model', 'lab/listed', status=USAGE).sentence()

        # Another list leaves it alone; only what was added or is gone can be removed.
        room.run('use', 'lab/listed')
        room.run('models', '--refresh')
        rows = {row['model']: row for row in room.run('models', '--all', '--json').json()}
        assert set(rows) == {'gpt-5', 'of/nobody:1', 'listed', 'other'} and rows['listed']['gone'], rows
        assert 'unuse' in room.run('remove-model', 'lab/other', status=USAGE).sentence()
        room.run('remove-model', 'lab/none', status=USAGE).sentence()
        room.run('remove-model', 'lab/gpt-5')
        room.run('remove-model', 'lab/listed')
        rows = {row['model'] for row in room.run('models', '--all', '--json').json()}
        assert rows == {'of/nobody:1', 'other'}, rows


def test_what_to_begin_with():
    with Room() as room:
        room.add_lab(listing('gpt-5', 'gpt-5-nano', 'of-nobody'), model=None)
        err = room.run('models', '--refresh').err
        assert 'chatelainectl use lab/gpt-5 lab/gpt-5-nano' in err, err
        assert room.run('models').out == ''
        room.run('use', 'lab/gpt-5')
        assert 'chatelainectl use' not in room.run('models', '--refresh').err


def test_an_id_is_one_word_of_a_command():
    with Room() as room:
        room.add_lab(listing('gpt-5;touch x'), model=None)
        err = room.run('models', '--refresh').err
        assert "chatelainectl use 'lab/gpt-5;touch x'" in err, err


def test_what_is_new():
    with Room() as room:
        room.add_lab(listing('m'), listing('m', 'n'), model=None)
        room.run('models', '--refresh')
        assert '1 new' in room.run('models', '--refresh').err
        rows = {row['model']: row['new'] for row in room.run('models', '--all', '--json').json()}
        assert rows == {'m': False, 'n': True}, rows
        assert '(new)' in room.run('models', '--all').out


def test_a_model_that_vanished_comes_back():
    with Room() as room:
        room.add_lab(listing('m', 'n'), listing('n'), listing('n', 'm'), model=None)
        room.run('models', '--refresh')
        room.run('use', 'lab/m')
        room.run('models', '--refresh')
        rows = {row['model']: row for row in room.run('models', '--all', '--json').json()}
        assert rows['m']['gone'] is True and rows['m']['enabled'] is True
        assert 'offered' in room.run('models', '--all').out
        room.run('models', '--refresh')
        rows = {row['model']: row for row in room.run('models', '--all', '--json').json()}
        assert rows['m']['gone'] is False and rows['m']['enabled'] is True


def test_an_empty_list_takes_nothing_away():
    with Room() as room:
        room.add_lab(listing('m', 'n'), *(answer(body, path=MODELS) for body in
                                          ('{"data":[]}', '[1,2]', '{"error":{"message":"on holiday"}}')),
                     model=None)
        room.run('models', '--refresh')
        for _ in range(2):
            result = room.run('models', '--refresh')
            assert 'empty' in result.err and 'gone' not in result.err, result
            assert len(room.run('models', '--all', '--json').json()) == 2
        assert 'on holiday' in room.run('models', '--refresh', status=None).sentence()
        assert len(room.run('models', '--all', '--json').json()) == 2


def test_a_list_that_is_too_long():
    with Room() as room:
        room.add_lab(listing(*(f'm{number}' for number in range(20001))), model=None)
        assert '20000' in room.run('models', '--refresh').err


def test_roles():
    with Room() as room:
        room.add_lab(listing('m', 'n', 'text-embedding-x'))
        room.run('models', '--refresh')
        room.run('use', 'lab/n', 'lab/text-embedding-x')
        roles = room.run('roles', '--json').json()
        assert list(roles) == ROLES
        for role in roles.values():
            assert set(role) >= {'chain', 'using', 'why', 'parameters'} and role['chain'] == []
        room.run('roles', 'chat', 'lab/n', 'lab/m', '--set', 'temperature=0.5', '--set', 'effort=high')
        role = room.run('roles', '--json').json()['chat']
        assert role['chain'] == ['lab/n', 'lab/m'] and role['using'] == 'lab/n'
        assert role['parameters'] == {'temperature': 0.5, 'effort': 'high'}
        rows = {row['model']: row['roles'] for row in room.run('models', '--all', '--json').json()}
        assert rows == {'n': ['chat'], 'm': ['chat'], 'text-embedding-x': []}, rows
        room.run('roles', 'light', 'lab/m')
        lines = room.run('models').out.splitlines()
        assert [line.split('  ')[-1] for line in lines if 'lab/m' in line] == ['for chat, light'], lines
        assert not [line for line in lines if 'embedding' in line and 'for ' in line], lines
        room.run('roles', 'light', 'none')
        room.run('unuse', 'lab/n')
        role = room.run('roles', '--json').json()['chat']
        assert role['using'] == 'lab/m' and 'fall-back' in role['why'] and 'off' in role['why']
        room.run('disable', 'lab')
        role = room.run('roles', '--json').json()['chat']
        assert role['using'] is None and role['chain'] == ['lab/n', 'lab/m']
        room.run('enable', 'lab')
        assert 'lab/m' in room.run('roles', 'completion', 'lab/m').err, 'unsuited, and told so'
        room.run('roles', 'chat', 'none', '--set', 'temperature=')
        role = room.run('roles', '--json').json()['chat']
        assert role['chain'] == [] and role['parameters'] == {'effort': 'high'}
        assert room.run('roles').out.count('\n') == len(ROLES)


def test_a_wrong_parameter_changes_nothing():
    with Room() as room:
        room.add_lab()
        room.run('roles', 'chat', '--set', 'temperature=1')
        before = (room.config / 'roles.json').read_text()
        for wrong in ('temperature=3', 'temperature=x', 'top_p=-1', 'max_output=1.5', 'effort=vast',
                      'max_output=-3', 'seed=1'):
            room.run('roles', 'chat', '--set', 'top_p=0.5', '--set', wrong, status=USAGE).sentence()
            assert (room.config / 'roles.json').read_text() == before, wrong
        room.run('roles', 'chat', 'lab/none', '--set', 'top_p=0.5', status=USAGE).sentence()
        assert (room.config / 'roles.json').read_text() == before


def test_check():
    steps = ['address', 'connection', 'key', 'models', 'answer']
    with Room() as room:
        server = room.add_lab(listing('m'), events(delta(content='Yes'), stop()))
        row = room.run('check', 'lab', '--json').json()
        assert set(row) >= {'id', 'state', 'steps', 'sentence', 'words', 'suggested_endpoint'}
        assert [step['id'] for step in row['steps']] == steps
        assert all(set(step) >= {'id', 'state', 'detail', 'ms'} for step in row['steps'])
        assert [step['state'] for step in row['steps']] == ['passed'] * 5, row
        assert row['id'] == 'lab' and row['state'] == 'connected' and row['words'] is None
        assert 'Everything works' in room.run('check', 'lab').out
        server.stop()
        row = room.run('check', 'lab', '--json', status=UNREACHABLE).json()
        assert row['state'] == 'unreachable' and str(server.port) in row['sentence']
        assert [step['state'] for step in row['steps']] == ['passed', 'failed'] + ['skipped'] * 3
        assert room.read()['check']['state'] == 'unreachable'
        assert room.run('providers', '--json').json()[0]['state'] == 'unreachable'


def test_what_a_check_exits_with():
    cases = [(refusal(401, code='invalid_api_key'), NEEDS_KEY, 'no_key'),
             (refusal(402), REFUSED, 'no_credit'),
             (refusal(403), REFUSED, None),
             (refusal(429), REFUSED, 'rate_limited'),
             (refusal(500), REFUSED, None),
             (refusal(503), REFUSED, None),
             (refusal(404), UNREACHABLE, 'unreachable'),
             (answer('<html>', content_type='text/html'), FAILED, None),
             (answer(''), FAILED, None),
             (answer('[' * 100000), FAILED, None)]
    for script, status, state in cases:
        with Room() as room:
            room.add_lab({**script, 'path': MODELS}, refusal(404))
            result = room.run('check', 'lab', '--json', status=status)
            row = result.json()
            assert row['sentence'].endswith('.') and 'failed' in [s['state'] for s in row['steps']], row
            assert state is None or row['state'] == state, row


def test_a_check_that_cannot_be_kept():
    with Room() as room:
        room.add_lab(listing('m'), events(delta(content='Yes'), stop()))
        full = {'LD_PRELOAD': str(SHIM), 'CHL_FAULT': f'path={room.config};error=ENOSPC'}
        result = room.run('check', 'lab', status=FAILED, env=full)
        assert result.out.count('passed') == 5 and 'Everything works' in result.out, result
        assert 'full' in result.sentence()
        row = room.run('check', 'lab', '--json', status=FAILED, env=full).json()
        assert [step['state'] for step in row['steps']] == ['passed'] * 5, row
        # What is wrong with the provider counts for more than what is wrong with the disk.
        room.servers[0].stop()
        result = room.run('check', 'lab', status=UNREACHABLE, env=full)
        assert 'failed' in result.out and 'full' in result.err, result


def test_what_to_do_next():
    cases = [(refusal(401, code='invalid_api_key'), 'enter_key', 'key lab --stdin'),
             (refusal(402), 'choose_model', 'models lab'),
             (refusal(429), 'wait', 'later'),
             (refusal(500), 'retry', 'again'),
             (answer('<html>', content_type='text/html'), 'open_provider', 'set lab endpoint=')]
    for script, word, command in cases:
        with Room() as room:
            room.add_lab({**script, 'path': MODELS}, script)
            assert room.run('check', 'lab', '--json', status=None).json()['action'] == word
            assert command in room.run('check', 'lab', status=None).err.split('Try: ')[1]
            result = room.run('models', '--refresh', 'lab', status=None)
            assert command in result.err.split('Try: ')[1], result
            assert ' ' in result.sentence()
            assert command in room.run('chat', 'x', status=None).err.split('Try: ')[1]
            result = room.run('chat', '--json', 'x', status=None)
            assert result.json()['action'] == word and 'Try: ' not in result.err, result
    with Room() as room:
        room.add_lab(events(delta(content='Yes')))
        result = room.run('chat', 'x', status=None)
        assert 'broke off' in result.err and 'Try: ' in result.err, result
        assert room.run('chat', 'x', '--json', status=None).json()['action'] == 'retry'


def test_who_is_blamed_for_what_is_not_found():
    cases = [(answer('404 page not found', status=404, content_type='text/plain'), False),
             (answer('{"detail":"Not Found"}', status=404), False),
             (answer('', status=404), False),
             (refusal(404, 'no', 'model_not_found'), True),
             (refusal(404, 'The model `gpt-9` does not exist'), True),
             (refusal(404, 'There is no such route'), False)]
    for script, is_model in cases:
        with Room() as room:
            room.add_lab(script, model='gpt-9')
            sentence = room.run('chat', '-m', 'lab/gpt-9', 'x', status=REFUSED).sentence()
            assert ('does not have the model gpt-9' in sentence) is is_model, (script, sentence)
            assert is_model or 'this model or this address' in sentence, sentence


def test_check_finds_the_address_beside():
    with Room() as room:
        server = room.serve(listing('m'))
        room.run('add', 'custom', '--id', 'lab', '--endpoint', f'http://127.0.0.1:{server.port}/v1/v1')
        row = room.run('check', 'lab', '--json', status=UNREACHABLE).json()
        assert row['suggested_endpoint'] == server.endpoint, row
        assert server.endpoint in row['sentence']


if __name__ == '__main__':
    main(__name__, '/ctl-models')
