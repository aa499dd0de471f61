#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Recorded answers from the terminal: all vectors, and what is no recording."""

import json

from ctl_room import FAILED, TESTS, USAGE, Room, main

RESULT = ['protocol', 'text', 'reasoning', 'tool_calls', 'finish', 'usage', 'error', 'replay']


def same_calls(got, expected):
    return len(got) == len(expected) and all(
        a['name'] == b['name'] and a['arguments'] == b['arguments'] and
        (a['id'] == b['id'] or (b['id'] == '*' and a['id'])) for a, b in zip(got, expected))


def differences(got, expected):
    """The names of what is not as expected; a null message stands for words of our own."""
    found = [name for name in ('protocol', 'reasoning', 'finish')
             if name in expected and got[name] != expected[name]]
    if expected['usage'] is None and got['usage'] is not None:
        found.append('usage')
    for name, value in (expected['usage'] or {}).items():
        if (got['usage'] or {}).get(name) != value:
            found.append(f'usage/{name}')
    if got['text'] not in [expected['text'], *expected.get('text_alt', [])]:
        found.append('text')
    if not same_calls(got['tool_calls'], expected['tool_calls']):
        found.append('tool_calls')
    if got['replay'] != expected.get('replay', []):
        found.append('replay')
    for name, value in (expected['error'] or {}).items():
        if (got['error'] or {}).get(name) != value and (name != 'message' or value is not None):
            found.append(f'error/{name}')
    if (got['error'] is None) != (expected['error'] is None):
        found.append('error')
    return found


def options(expected):
    config = expected.get('config', {})
    words = ['--think', config['think_tags']] if 'think_tags' in config else []
    for name, value in config.get('limits', {}).items():
        words += ['--limit', f'{name}={value}']
    return words


def check_folder(folder, least):
    paths = sorted((TESTS / 'wire' / folder).glob('*.sse'))
    assert len(paths) >= least, 'the vectors are there'
    with Room() as room:
        for path in paths:
            expected = json.loads(path.with_suffix('.expect.json').read_text())
            got = room.run('decode', expected['protocol'], path, *options(expected)).json()
            vectors = expected['protocol'] in ('openai-embeddings', 'ollama-embed')
            assert list(got) == RESULT + (['dimensions', 'vectors'] if vectors else []), got
            assert got.get('vectors') == expected.get('vectors'), (path.name, got)
            assert differences(got, expected) == [], (path.name, differences(got, expected), got)


def test_all_vectors():
    check_folder('vectors', 20)


def test_all_vectors_of_our_own():
    check_folder('vectors-own', 5)


def test_standard_input():
    path = next((TESTS / 'wire' / 'vectors').glob('01-*.sse'))
    with Room() as room:
        from_file = room.run('decode', 'openai-chat', path).out
        assert room.run('decode', 'openai-chat', stdin=path.read_text()).out == from_file
        assert room.run('decode', 'openai-chat', '-', stdin=path.read_text()).out == from_file
        assert list(room.folder.iterdir()) == [], 'nothing is read and nothing is kept'


def test_nothing_and_nonsense():
    with Room() as room:
        for text in ('', 'nonsense', '[' * 100000, 'data: ' + '{"a":' * 100000, 'data: [DONE]\n\n', '\0'):
            for protocol in ('openai-chat', 'openai-responses', 'anthropic-messages', 'ollama-chat'):
                row = room.run('decode', protocol, stdin=text).json()
                assert row['text'] == '' and row['tool_calls'] == [] and row['finish'], row
                assert row['protocol'] == protocol
        assert room.run('decode', 'openai-chat', stdin='nonsense').json()['finish'] == 'error'
        assert 'none.sse' in room.run('decode', 'openai-chat', '/none.sse', status=FAILED).sentence()
        room.run('decode', 'openai-chat', room.folder, status=FAILED).sentence()
        for protocol in ('openai', 'OPENAI-CHAT', '', 'responses'):
            room.run('decode', protocol, '/dev/null', status=USAGE).sentence()


def test_limits():
    path = next((TESTS / 'wire' / 'vectors').glob('01-*.sse'))
    with Room() as room:
        for wrong in ('x=1', 'line', 'line=', '=5', '1'):
            room.run('decode', 'openai-chat', path, '--limit', wrong, status=USAGE).sentence()


if __name__ == '__main__':
    main(__name__, '/ctl-decode')
