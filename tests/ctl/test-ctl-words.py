#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What others wrote: what may be kept of it, and how a terminal is shown it."""

import json
import os
import pty
import signal
from concurrent.futures import ThreadPoolExecutor

from ctl_room import (FAILED, MODELS, REFUSED, SECONDS, USAGE, Room, answer, delta, events, listing,
                      main, refusal, stop, wait_until)

# What a terminal obeys, or what shows a line in another order than it has.
COMMANDS = [chr(code) for code in (*range(9), *range(11, 32), *range(0x7f, 0xa0))]
BENT = '\u202e', '\u202d', '\u2066', '\u2028'
RAW = 'a\x1b]0;owned\x07b\x1b[31mc\x9b31md\re'


def in_terminal(room, *arguments):
    """What the program writes to a terminal; standard error is the terminal, too."""
    ours, theirs = pty.openpty()
    process = room.begin(*arguments, terminal=theirs)
    os.close(theirs)
    text = b''
    try:
        while piece := os.read(ours, 65536):
            text += piece
    except OSError:
        pass
    os.close(ours)
    process.wait(SECONDS)
    return text.decode().replace('\r\n', '\n')


def assert_clean(text):
    for command in COMMANDS:
        assert command not in text, f'{command!r} in {text!r}'


def test_models_by_hand():
    with Room() as room:
        room.add_lab()
        before = room.read()
        for wrong in ('m1 ', ' m1', 'a\tb', 'a\nb', 'a\x1b[31m', 'a\x7f', 'a\x9b31m', 'a\u2028b', 'a\u200b',
                      '\u202egpt', 'm' * 513):
            result = room.run('use', f'lab/{wrong}', status=USAGE)
            assert 'id' in result.sentence() and 'added' not in result.err
            assert_clean(result.err)
            assert room.read() == before
        assert 'added by hand' in room.run('use', 'lab/' + 'm' * 512).err
        assert room.run('providers', '--json').json()[0]['state'] != 'broken_file'


def test_ids_that_are_there_can_be_removed():
    with Room() as room:
        room.add_lab()
        whole = room.read()
        whole['models'] = {'m1 ': {'enabled': True, 'custom': {}}, 'a\x1b[31m': {'enabled': True},
                           'good': {'enabled': True}}
        room.write(json.dumps(whole))
        row = room.run('providers', '--json').json()[0]
        assert row['state'] != 'broken_file' and row['models_enabled'] == 3, row
        assert_clean(room.run('models').out)
        room.run('unuse', 'lab/m1 ', 'lab/a\x1b[31m')
        assert room.read()['models'] == {'good': {'enabled': True}}


def test_names():
    with Room() as room:
        room.add_lab()
        for wrong in (' ', '\t', 'a\nb', '\x1b[31m', '\u202elab', 'n' * 257):
            room.run('set', 'lab', f'name={wrong}', status=USAGE).sentence()
            room.run('add', 'openai', '--name', wrong, status=USAGE).sentence()
        assert 'name' not in room.read() and len(list(room.providers.iterdir())) == 1
        whole = room.read()
        whole['name'] = RAW + '\n'
        room.write(json.dumps(whole))
        for result in (room.run('providers'), room.run('providers', '--json'),
                       room.run('use', 'lab/other')):
            assert_clean(result.out)
            assert_clean(result.err)
        assert room.run('providers').out.count('\n') == 1
        assert room.run('providers', '--json').json()[0]['title'] == RAW + '\n'


def test_lists():
    with Room() as room:
        room.add_lab(listing('m', 'a\x9b31m', 'b\u2028', 'c\u200b', '\u202ed'), model=None)
        assert '1 model' in room.run('models', '--refresh').err
        assert [row['model'] for row in room.run('models', 'lab', '--json').json()] == ['m']


def test_an_answer_in_a_pipe_is_exact():
    with Room() as room:
        text = RAW + '\n\u202ebent\n'
        room.add_lab(events(delta(content=text), stop()))
        # Only the reading end here takes a return for a new line.
        assert room.run('chat', '-m', 'lab/m', 'x').out == text.replace('\r', '\n')


def test_an_answer_in_a_terminal():
    with Room() as room:
        text = RAW + '\n\u202ebent\n\u2067well\u2069 \u2069\u202c\tx \U0001f468\u200d\U0001f469'
        calls = [{'index': 0, 'id': '1', 'type': 'function',
                  'function': {'name': 'look\x1b[31m', 'arguments': '{"a":"\x9b"}\n'}}]
        room.add_lab(events(delta(reasoning_content=RAW), delta(content=text[:3]), delta(content=text[3:]),
                            delta(tool_calls=calls), stop('tool_calls')))
        shown = in_terminal(room, 'chat', '-m', 'lab/m', 'x')
        assert_clean(shown)
        assert '\u202ebent\u202c\n\u2067well\u2069 \tx \U0001f468\u200d\U0001f469' in shown, shown
        result = room.run('chat', '-m', 'lab/m', 'x')
        assert 'look' in result.err
        assert_clean(result.err)


def test_words_of_a_server():
    words = 'no\nway\x1b[31m \u202eyaw on \u2066'
    with Room() as room:
        room.add_lab(refusal(403, words))
        result = room.run('chat', '-m', 'lab/m', 'x', status=REFUSED)
        sentence = result.sentence()
        assert_clean(sentence)
        assert not set(BENT) & set(sentence) and 'way' in sentence, sentence
        server = room.serve({**refusal(403, words), 'path': MODELS})
        room.run('set', 'lab', f'endpoint={server.endpoint}')
        result = room.run('check', 'lab', status=REFUSED)
        assert_clean(result.out)
        assert not set(BENT) & set(result.out) and result.out.count('\n') == 7, result


def test_what_is_no_words():
    long = json.dumps({'error': {'message': 'no way', 'data': 'x' * 70000}})
    for body, words in (('{"error":{"message":"","code":7}}', None), (long, '“no way”')):
        with Room() as room:
            room.add_lab(answer(body, status=400))
            sentence = room.run('chat', 'x', status=REFUSED).sentence()
            assert '{' not in sentence and (words or 'request.') in sentence, sentence
            assert words is not None or sentence.endswith('.'), sentence


def test_what_is_typed_wrong():
    with Room() as room:
        room.add_lab(events(delta(content='Yes'), stop()))
        for wrong in ('0x10', '1e1', '-1', ' 1', 'nan'):
            assert 'temperature' in room.run('chat', '--temperature', wrong, 'x', status=USAGE).sentence()
        sentence = room.run('roles', 'chat', '--set', 'max_output=99999999', status=USAGE).sentence()
        assert '10000000' in sentence, sentence
        assert 'UTF-8' in room.run('chat', '--system', '\udcff', 'x', status=USAGE).sentence()
        for text, words in (('k' * 100000, 'too long'), ('sk-\0abc', 'not text'), ('', 'no secret')):
            assert words in room.run('key', 'lab', '--stdin', stdin=text, status=USAGE).sentence()
        os.mkfifo(room.folder / 'pipe')
        room.run('chat', '-m', 'lab/m', '--file', room.folder / 'pipe', 'x')


def test_whatever_ends_it():
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        with Room() as room:
            room.add_lab(events(delta(content='Half'), then='hang'))
            process = room.begin('chat', '-m', 'lab/m', '--json', 'x')
            wait_until(lambda: room.servers[0].requests(), 'the question')
            process.send_signal(number)
            out, _ = process.communicate(timeout=SECONDS)
            assert process.returncode == FAILED and json.loads(out)['finish'] == 'cancelled', out


def test_many_add_at_once():
    with Room() as room:
        def add(_):
            return room.run('add', 'custom', '--endpoint', 'http://127.0.0.1:9').out.strip()

        with ThreadPoolExecutor(6) as pool:
            ids = list(pool.map(add, range(24)))
        assert sorted(ids) == sorted(['custom'] + [f'custom-{i}' for i in range(2, 25)]), ids
        assert len(room.run('providers', '--json').json()) == 24


if __name__ == '__main__':
    main(__name__, '/ctl-words')
