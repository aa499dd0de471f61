#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is known of a model by its name, and how old that is."""

from ctl_room import FAILED, TESTS, USAGE, Room, main

TABLE = TESTS.parent / 'resources' / 'registry' / 'registry.tsv'

FIELDS = ['context_window', 'max_input', 'max_output', 'input_kinds', 'tools', 'structured_output',
          'sampling', 'reasoning', 'effort', 'budget', 'tokenizer', 'fim', 'embedding_dimensions',
          'price', 'knowledge', 'released', 'status', 'retires', 'agent']


def known(room, model, *options):
    result = room.run('capabilities', model, '--json', *options).json()
    assert list(result)[:6] == ['query', 'family', 'match', 'how', 'row', 'fields'], result
    assert list(result['fields']) == FIELDS, result
    assert result['query'] == model
    for field in result['fields'].values():
        assert (field['value'] is None) == (field['origin'] == 'unknown'), result
    return result


def test_a_model_is_found_by_its_name():
    with Room() as room:
        result = known(room, 'claude-sonnet-4-5-20250929')
        assert result['match'] == 'variant' and result['family'] is None
        assert result['row'] == 'anthropic/claude-sonnet-4-5'
        assert '20250929' in result['how']
        assert result['fields']['context_window'] == {'value': 200000, 'origin': 'registry'}
        assert result['fields']['tools'] == {'value': True, 'origin': 'registry'}
        assert 'image' in result['fields']['input_kinds']['value']

        result = known(room, 'gpt-5.2')
        assert (result['match'], result['row']) == ('exact', 'openai/gpt-5.2')


def test_who_serves_it_counts():
    with Room() as room:
        for family in ('codex', 'openai-codex'):
            result = known(room, 'gpt-5.6-terra', '--family', family)
            assert result['family'] == family
            assert result['fields']['context_window'] == {'value': 372000, 'origin': 'host'}
        result = known(room, 'gpt-5.6-terra', '--family', 'openai')
        assert result['fields']['context_window'] == {'value': 1050000, 'origin': 'registry'}
        assert known(room, 'qwen3-max', '--family', 'qwen.cn')['row'] == 'alibaba/qwen3-max'
        assert known(room, 'qwen3-max', '--family', 'practice')['row'] == 'alibaba/qwen3-max'


def test_a_family_is_typical():
    with Room() as room:
        result = known(room, 'qwen2.5-coder:7b-instruct-q4_K_M', '--family', 'ollama')
        assert (result['match'], result['row']) == ('family', 'alibaba/qwen2.5-coder')
        assert result['fields']['context_window'] == {'value': 32768, 'origin': 'family'}
        assert result['fields']['fim']['value'] == {'format': 'qwen'}
        assert result['fields']['price']['value'] is None


def test_unknown_stays_unknown():
    with Room() as room:
        for name in ('my-private-model', 'accounts/x/models/y', '', 'x' * 5000):
            result = known(room, name)
            assert result['match'] == 'unknown' and result['row'] is None
            assert {field['value'] for field in result['fields'].values()} == {None}
            assert ' ' in result['how']


def test_for_people():
    with Room() as room:
        shown = room.run('capabilities', 'gpt-5.2-2026-01-15').out
        assert 'openai/gpt-5.2' in shown and '2026-01-15' in shown and '400000' in shown
        shown = room.run('capabilities', 'my-private-model').out
        assert shown.count('unknown') >= len(FIELDS)


def test_wrong_usage():
    with Room() as room:
        room.run('capabilities', status=USAGE).sentence()
        room.run('capabilities', 'a', 'b', status=USAGE).sentence()
        room.run('capabilities', 'a', '--family', 'nobody', status=USAGE).sentence()
        room.run('registry', 'more', status=USAGE).sentence()
        room.run('registry', 'refresh', 'more', status=USAGE).sentence()


def test_the_table():
    with Room() as room:
        result = room.run('registry', '--json').json()
        head = dict(each.split('=', 1) for each in TABLE.read_text().splitlines()[0].split('\t')[1:])
        assert (result['as_of'], result['late']) == (head['as_of'], head['late'])
        assert 'models.dev' in result['source']
        assert result['rows'] == sum(result[each] for each in ('models', 'families', 'hosts',
                                                               'providers'))
        assert result['models'] > 300 and result['patterns'] > 700
        assert result['origin'] == 'bundled' and 'outcome' not in result
        for key in ('older', 'refreshed', 'checked', 'changes'):
            assert result[key] is None, result
        shown = room.run('registry').out
        assert str(result['rows']) in shown and result['as_of'] in shown


def stay_here(room):
    """So that no test ever asks models.dev anything."""
    room.write('{"stay_on_this_computer": true}', name='privacy')


def test_nothing_is_fetched_where_nothing_may_leave():
    with Room() as room:
        stay_here(room)
        for options in ((), ('--json',), ('--metered',)):
            result = room.run('registry', 'refresh', *options, status=FAILED)
            assert 'models.dev' in result.sentence() and not result.out
        assert not list(room.folder.rglob('registry.gvariant*'))


def test_there_is_nothing_to_go_back_to():
    with Room() as room:
        stay_here(room)
        result = room.run('registry', 'refresh', '--back', status=FAILED)
        assert 'came with the program' in result.sentence() and not result.out


def test_a_file_that_is_no_table_does_no_harm():
    with Room() as room:
        stay_here(room)
        path = room.folder / 'cache' / 'chatelaine' / 'registry.gvariant'
        for command in (('registry', '--json'), ('capabilities', 'gpt-5.2', '--json')):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(b'ChlR' * 1000)
            result = room.run(*command)
            result.json()
            assert 'damaged' in result.sentence() and 'refresh it' in result.sentence()
            assert not path.exists()
            assert not room.run(*command).err


if __name__ == '__main__':
    main(__name__, '/ctl-registry')
