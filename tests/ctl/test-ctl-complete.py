#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Gaps that are filled from the terminal, by a scripted server and by practice."""

import json
import sqlite3

from ctl_room import FAILED, REFUSED, UNREACHABLE, USAGE, Room, answer, events, main, refusal

COMPLETIONS = '/v1/completions'
CHAT = '/v1/chat/completions'
MODEL = 'lab/starcoder2:3b'
EMBEDDER = 'lab/text-embedding-3-small'


def text(words, finish=None):
    return 'data: ' + json.dumps({'choices': [{'index': 0, 'text': words, 'finish_reason': finish}]}) + '\n\n'


def reply(*words):
    return events(*[text(each) for each in words], text('', 'stop') + 'data: [DONE]\n\n', path=COMPLETIONS)


def turn(words):
    row = {'choices': [{'index': 0, 'delta': {'content': words}, 'finish_reason': 'stop'}]}
    return events('data: ' + json.dumps(row) + '\n\ndata: [DONE]\n\n', path=CHAT)


def write(room, name, words):
    path = room.folder / name
    path.write_bytes(words if isinstance(words, bytes) else words.encode())
    return path


def sent(server, number=-1):
    return json.loads(server.requests()[number]['body'])


def test_fills_a_gap():
    with Room() as room:
        server = room.add_lab(reply('return ', 'a + b\n'))
        before, after = write(room, 'a', 'def add(a, b):\n    '), write(room, 'b', '\nprint(add(1, 2))\n')
        result = room.run('complete', '-m', MODEL, '--prefix', before, '--suffix', after)
        assert result.out == 'return a + b\n' and result.err == '', result
        body = sent(server)
        assert body['prompt'] == ('<fim_prefix>def add(a, b):\n    <fim_suffix>\nprint(add(1, 2))\n'
                                  '<fim_middle>'), body
        assert '<|endoftext|>' in body['stop'] and body['stream'] is True and body['max_tokens'] > 16
        assert server.requests()[-1]['path'] == COMPLETIONS


def test_goes_on():
    with Room() as room:
        server = room.add_lab(reply('x'))
        room.run('complete', '-m', 'lab/any', '--prefix', write(room, 'a', 'int '))
        assert sent(server)['prompt'] == 'int ' and 'stop' not in sent(server)
        room.run('complete', '-m', 'lab/any', '--prefix', '-', '--suffix', write(room, 'b', ''), stdin='Grüße ')
        assert sent(server)['prompt'] == 'Grüße '


def test_what_is_asked_for():
    with Room() as room:
        server = room.add_lab(reply('x'))
        path = write(room, 'a', 'int ')
        room.run('complete', '-m', 'lab/any', '--prefix', path, '--max-tokens', '7', '--temperature', '0.25',
                 '--stop', ';', '--stop', '\n')
        body = sent(server)
        assert body['max_tokens'] == 7 and body['temperature'] == 0.25 and body['stop'] == [';', '\n'], body


def test_the_role_decides():
    with Room() as room:
        path = write(room, 'a', 'int ')
        room.run('complete', '--prefix', path, status=FAILED).sentence()
        room.run('add', 'practice', '--id', 'p')
        room.run('models', 'p', '--refresh')
        room.run('use', 'p/practice-completion')
        room.run('roles', 'completion', 'p/practice-completion')
        result = room.run('complete', '--prefix', path, '--suffix', write(room, 'b', '\n'))
        assert 'practice' in result.out, result


def test_json_and_the_ledger():
    usage = 'data: ' + json.dumps({'choices': [], 'usage': {'prompt_tokens': 3, 'completion_tokens': 5}}) + '\n\n'
    with Room() as room:
        room.add_lab(events(text('x') + text('', 'length') + usage + 'data: [DONE]\n\n', path=COMPLETIONS))
        path = write(room, 'a', 'int ')
        row = room.run('complete', '--json', '-m', 'lab/any', '--prefix', path).json()
        assert row['protocol'] == 'openai-completions' and row['text'] == 'x' and row['finish'] == 'length'
        assert row['usage']['input'] == 3 and row['usage']['output'] == 5 and row['error'] is None
        database = sqlite3.connect(room.folder / 'data' / 'chatelaine' / 'chatelaine.db')
        rows = database.execute('SELECT role, model, input_tokens, output_tokens, finish FROM usage').fetchall()
        assert rows == [('completion', 'any', 3, 5, 'length')], rows
        database.close()


def test_how():
    with Room() as room:
        server = room.add_lab(reply('x'), turn('```c\nint x;\n```'))
        before, after = write(room, 'a', 'int '), write(room, 'b', '\nreturn x;\n')
        known = room.run('complete', '--json', '-m', MODEL, '--prefix', before, '--suffix', after).json()
        assert known['how'] == 'template' and known['protocol'] == 'openai-completions', known
        open_end = room.run('complete', '--json', '-m', MODEL, '--prefix', before).json()
        assert open_end['how'] == 'continue', open_end
        words = ['complete', '-m', 'lab/talker', '--prefix', before, '--suffix', after]
        asked = room.run(*words, '--json').json()
        assert asked['how'] == 'chat' and asked['text'] == 'x;' and asked['protocol'] == 'openai-chat', asked
        result = room.run(*words)
        assert result.out == 'x;\n' and 'talker has no way of its own' in result.err, result
        assert sent(server)['messages'][-1]['content'] == 'int <CURSOR>\nreturn x;\n'
        dry = room.run(*words, '--dry-run').json()
        assert dry['url'].endswith(CHAT) and len(server.requests()) == 4, dry


def test_names_the_file():
    with Room() as room:
        server = room.add_lab(reply('x'))
        room.run('complete', '-m', 'lab/codegeex4', '--path', 'src/add.py', '--prefix', write(room, 'a', 'P'),
                 '--suffix', write(room, 'b', 'S'))
        assert sent(server)['prompt'].startswith('<|user|>\n###PATH:src/add.py\n###LANGUAGE:Python\n'), server


def test_llama_cpp():
    lists = answer(json.dumps({'data': [{'id': 'coder.gguf', 'owned_by': 'llamacpp'}]}), path='/v1/models')
    props = answer(json.dumps({'default_generation_settings': {'n_ctx': 4096}}), path='/props')
    rows = [{'content': 'x;', 'stop': False}, {'content': '', 'stop': True, 'stop_type': 'eos'}]
    infill = events(*['data: ' + json.dumps(row) + '\n\n' for row in rows], path='/infill')
    with Room() as room:
        server = room.add_lab(lists, props, infill)
        room.run('models', 'lab', '--refresh')
        words = ['complete', '-m', 'lab/coder.gguf', '--prefix', write(room, 'a', 'int '), '--suffix',
                 write(room, 'b', 'return x;')]
        row = room.run(*words, '--json').json()
        assert row['how'] == 'infill' and row['text'] == 'x;' and row['finish'] == 'stop', row
        body = sent(server)
        assert body['input_prefix'] == 'int ' and body['input_suffix'] == 'return x;', body
        assert room.run(*words).err == '' and server.requests()[-1]['path'] == '/infill'


def test_dry_run():
    with Room() as room:
        server = room.add_lab(reply('x'))
        room.plant('sk-lab-0123456789abcdef')
        room.run('key', 'lab', '--stdin', stdin='sk-lab-0123456789abcdef\n')
        row = room.run('complete', '-m', MODEL, '--dry-run', '--prefix', write(room, 'a', 'P'), '--suffix',
                       write(room, 'b', 'S')).json()
        assert row['method'] == 'POST' and row['url'].endswith(COMPLETIONS), row
        assert row['body']['prompt'] == '<fim_prefix>P<fim_suffix>S<fim_middle>'
        assert set(row) == {'method', 'url', 'headers', 'body'} and server.requests() == []


def test_what_cannot_be_sent():
    with Room() as room:
        server = room.add_lab(reply('x'))
        good, bad, nul = write(room, 'a', 'P'), write(room, 'b', b'\xff\xfe'), write(room, 'c', b'a\0b')
        cases = [(['-m', EMBEDDER, '--prefix', good, '--suffix', good], USAGE), (['--prefix', bad], USAGE),
                 (['--prefix', nul], USAGE), (['--prefix', '/none'], FAILED), ([], USAGE),
                 (['--prefix', '-', '--suffix', '-'], USAGE), (['--prefix', good, 'more'], USAGE),
                 (['--prefix', good, '--max-tokens', '-1'], USAGE),
                 (['--prefix', good, '--temperature', 'hot'], USAGE)]
        for words, status in cases:
            result = room.run('complete', '-m', 'lab/m', *words, status=status)
            result.sentence()
            assert result.out == '', result
        sentence = room.run('complete', '-m', EMBEDDER, *cases[0][0], status=USAGE).sentence()
        assert 'text-embedding-3-small is asked to fill a gap' in sentence, sentence
        room.run('complete', '-m', 'nobody/m', '--prefix', good, status=USAGE).sentence()
        room.run('complete', '-m', 'm', '--prefix', good, status=USAGE).sentence()
        assert server.requests() == []


def test_refused():
    with Room() as room:
        room.add_lab(dict(refusal(404, 'no such model', 'model_not_found'), path=COMPLETIONS))
        path = write(room, 'a', 'int ')
        result = room.run('complete', '-m', 'lab/m', '--prefix', path, status=REFUSED)
        assert 'no such model' in result.sentence() and result.out == ''
        row = room.run('complete', '--json', '-m', 'lab/m', '--prefix', path, status=REFUSED).json()
        assert row['error']['kind'] == 'not_found' and row['protocol'] == 'openai-completions', row
        room.servers[-1].stop()
        room.run('complete', '-m', 'lab/m', '--prefix', path, status=UNREACHABLE).sentence()


def test_broken_off():
    with Room() as room:
        room.add_lab(events(text('half of '), text('it'), path=COMPLETIONS))
        result = room.run('complete', '-m', 'lab/m', '--prefix', write(room, 'a', 'int '), status=FAILED)
        assert result.out == 'half of it\n', result
        result.sentence()


if __name__ == '__main__':
    main(__name__, '/ctl-complete')
