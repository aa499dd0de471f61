#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ollama from the terminal: adding, listing with questions, checking, asking, staying here."""

import base64
import json

from ctl_room import FAILED, REFUSED, UNREACHABLE, USAGE, Room, answer, main

TAGS, SHOW, RUNNING, CHAT = '/api/tags', '/api/show', '/api/ps', '/api/chat'
PNG = base64.b64decode('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5'
                       'ErkJggg==')


def tags(*names, **more):
    rows = [{'name': name, 'model': name, 'size': 5200, 'digest': 'd-' + name,
             'details': {'parameter_size': '8.2B', 'quantization_level': 'Q4_K_M', 'family': 'qwen3'}, **more}
            for name in names]
    return answer(json.dumps({'models': rows}), path=TAGS)


def about(*capabilities, window=131072, **more):
    return answer(json.dumps({'capabilities': capabilities or ['completion', 'tools', 'thinking', 'vision'],
                              'model_info': {'general.architecture': 'a', 'a.context_length': window,
                                             'a.vision.context_length': 7}, **more}), path=SHOW)


def running(*names, window=8192):
    return answer(json.dumps({'models': [{'name': name, 'model': name, 'context_length': window,
                                          'size_vram': 77} for name in names]}), path=RUNNING)


def line(message, **more):
    return json.dumps({'model': 'qwen3:8b', 'created_at': '2026-01-01T00:00:00Z',
                       'message': {'role': 'assistant', **message}, 'done': False, **more}) + '\n'


def done(reason='stop', **more):
    return line({'content': ''}, done=True, done_reason=reason, prompt_eval_count=11, eval_count=4,
                load_duration=2000000, eval_duration=4000000, **more)


def lines(*texts, path=CHAT, **more):
    return {'path': path, 'headers': {'Content-Type': 'application/x-ndjson'},
            'pieces': [{'text': text} for text in texts], **more}


def add(room, *script, use='qwen3:8b', refreshes=True):
    server = room.serve(*script)
    room.run('add', 'ollama', '--id', 'here', '--endpoint', f'127.0.0.1:{server.port}/api/')
    if refreshes:
        room.run('models', '--refresh')
    if use is not None:
        room.run('use', 'here/' + use)
    return server


def sent(server, path=CHAT):
    return [json.loads(row['body']) for row in server.requests() if row['path'] == path]


def test_models():
    with Room() as room:
        server = add(room, tags('qwen3:8b', 'other:1b'), about(), running('other:1b'), refreshes=False,
                     use=None)
        assert room.read('here')['endpoint'] == f'http://127.0.0.1:{server.port}'
        rows = {row['model']: row for row in room.run('models', '--refresh', '--json').json()}
        fields = rows['qwen3:8b']['fields']
        assert {name: field['value'] for name, field in fields.items() if field['origin'] == 'provider'} == {
            'context_window': 131072, 'input_kinds': ['text', 'image'], 'tools': True, 'reasoning': True,
            'fim': False}
        assert fields['tokenizer']['origin'] in ('registry', 'family'), fields
        # What runs here has no price that anybody knows.
        assert 'price' not in fields, fields
        facts = rows['qwen3:8b']['facts']
        assert facts['size'] == 5200 and facts['quantization'] == 'Q4_K_M' and facts['maximum'] == 131072
        assert rows['other:1b']['fields']['context_window'] == {'value': 8192, 'origin': 'provider'}
        assert rows['other:1b']['facts']['loaded'] is True and rows['other:1b']['facts']['maximum'] == 131072
        assert sorted(row['path'] for row in server.requests()) == [RUNNING, SHOW, SHOW, TAGS]
        # Another time only what may have changed is asked for.
        room.run('models', '--refresh')
        assert len(sent(server, SHOW)) == 2
        assert {name['model'] for name in sent(server, SHOW)} == {'qwen3:8b', 'other:1b'}


def test_a_question_that_fails():
    with Room() as room:
        add(room, tags('a', 'b', 'c'), answer('{"error":"no manifest"}', path=SHOW, status=500), about(),
            running(), refreshes=False, use=None)
        result = room.run('models', '--refresh', '--all', '--json')
        rows = result.json()
        assert len(rows) == 3 and sum('tools' in row['fields'] for row in rows) == 2, rows
        assert '1 question' in result.err, result


def test_a_list_that_breaks_off():
    with Room() as room:
        add(room, tags('a', 'b'), {**answer('{"models":[{"name":"a"},', path=TAGS), 'framing': 'chunked',
                                   'then': 'cut'}, about(), running(), use=None)
        room.run('models', '--refresh', status=FAILED).sentence()
        assert len(room.run('models', '--all', '--json').json()) == 2


def test_not_there():
    with Room() as room:
        server = room.serve()
        server.stop()
        room.run('add', 'ollama', '--id', 'here', '--endpoint', f'localhost:{server.port}')
        result = room.run('check', 'here', '--json', status=UNREACHABLE)
        assert result.json()['state'] in ('not_running', 'not_installed'), result
        program = room.folder / 'ollama'
        program.write_text('')
        program.chmod(0o755)
        path = {'PATH': f'{room.folder}:{room.environment["PATH"]}'}
        result = room.run('check', 'here', '--json', status=UNREACHABLE, env=path)
        assert result.json()['state'] == 'not_running', result
        assert 'not running' in room.run('models', '--refresh', status=UNREACHABLE, env=path).sentence()
        row = room.run('providers', '--json').json()[0]
        assert row['state'] == 'not_running' and 'not running' in row['detail']


def test_check():
    with Room() as room:
        server = add(room, tags('qwen3:8b'), about(), running(), lines(line({'content': 'Yes'}), done()))
        row = room.run('check', 'here', '--json').json()
        assert [step['state'] for step in row['steps']] == ['passed'] * 5, row
        assert row['state'] == 'connected'
        assert sent(server)[0]['options'] == {'num_ctx': 16384, 'num_predict': 64}


def test_chat():
    with Room() as room:
        server = add(room, tags('qwen3:8b'), about(), running(),
                     lines(line({'content': '', 'thinking': 'Hm. '}), line({'content': 'Hel'}),
                           line({'content': 'lo'}), done()))
        result = room.run('chat', '-m', 'here/qwen3:8b', '--system', 'Be brief.', 'Hi')
        assert result.out == 'Hello\n' and 'Hm.' in result.err, result
        assert sent(server) == [{
            'model': 'qwen3:8b', 'messages': [{'role': 'system', 'content': 'Be brief.'},
                                              {'role': 'user', 'content': 'Hi'}],
            'options': {'num_ctx': 16384}, 'truncate': False, 'stream': True}]
        row = server.requests()[-1]
        assert row['headers']['accept'] == 'application/x-ndjson' and 'authorization' not in row['headers']
        result = room.run('chat', '-m', 'here/qwen3:8b', '--json', 'Hi').json()
        assert result['protocol'] == 'ollama-chat' and result['finish'] == 'stop'
        assert result['text'] == 'Hello' and result['reasoning'] == 'Hm. '
        assert result['usage'] == {'input': 11, 'output': 4, 'cached': 0, 'cache_write': 0, 'reasoning': 0,
                                   'load_us': 2000, 'output_us': 4000}


def test_what_is_sent_is_shown():
    with Room() as room:
        server = add(room, tags('qwen3:8b'), about(), running('qwen3:8b', window=4096))

        def dry(*arguments):
            return room.run('chat', '-m', 'here/qwen3:8b', '--dry-run', *arguments, 'Hi').json()

        shown = dry()
        assert shown['url'] == f'http://127.0.0.1:{server.port}/api/chat' and shown['method'] == 'POST'
        assert shown['body']['options'] == {'num_ctx': 4096} and 'keep_alive' not in shown['body']
        assert dry('--effort', 'high')['body']['think'] is True
        assert dry('--effort', 'off')['body']['think'] is False
        body = dry('--max-tokens', '50', '--temperature', '0.5')['body']
        assert body['options'] == {'num_ctx': 4096, 'num_predict': 50, 'temperature': 0.5}
        room.run('set', 'here', 'context-window=32768', 'keep-alive=-1')
        body = dry()['body']
        assert body['options']['num_ctx'] == 32768 and body['keep_alive'] == -1
        room.run('set', 'here', 'context-window=0', 'keep-alive=30m')
        body = dry()['body']
        assert body['options'] == {} and body['keep_alive'] == '30m'
        room.run('set', 'here', 'context-window=', 'keep-alive=')
        assert dry()['body']['options'] == {'num_ctx': 4096}
        for wrong in ('keep-alive=soon', 'context-window=8k', 'context-window=-1', 'num_ctx=1'):
            room.run('set', 'here', wrong, status=USAGE).sentence()
        assert not sent(server)


def test_images_and_tools():
    with Room() as room:
        server = add(room, tags('qwen3:8b'), about(), running(),
                     lines(line({'content': 'I look.', 'tool_calls': [
                         {'function': {'index': 0, 'name': 'look', 'arguments': {'at': 'it', 'n': 1.50}}}]}),
                           done()))
        picture = room.folder / 'dot.png'
        picture.write_bytes(PNG)
        tools = room.folder / 'tools.json'
        tools.write_text(json.dumps([{'name': 'look', 'description': 'Looks',
                                      'parameters': {'type': 'object', 'properties': {}}}]))
        result = room.run('chat', '-m', 'here/qwen3:8b', '--image', picture, '--tools', tools, '--json',
                          'What?').json()
        assert result['finish'] == 'tool_calls' and result['text'] == 'I look.'
        call, = result['tool_calls']
        assert call['name'] == 'look' and json.loads(call['arguments']) == {'at': 'it', 'n': 1.5}
        assert call['id']
        body, = sent(server)
        question = body['messages'][-1]
        assert question['content'] == 'What?' and base64.b64decode(question['images'][0]) == PNG
        assert body['tools'][0]['function']['name'] == 'look'


def test_what_goes_wrong():
    with Room() as room:
        add(room, tags('qwen3:8b'), about(), running(),
            answer('{"error":"model \'qwen3:8b\' not found"}', path=CHAT, status=404),
            answer('{"error":"\\"qwen3:8b\\" does not support tools"}', path=CHAT, status=400),
            answer('{"error":"the input length exceeds the context length"}', path=CHAT, status=400),
            lines(line({'content': 'Half'}), '{"error":"the runner stopped"}\n'),
            lines(line({'content': 'Half'})),
            lines(line({'content': 'Half'}), 'oops\n'),
            lines(line({'content': 'Half'}), done('length')))

        def ask(status):
            return room.run('chat', '-m', 'here/qwen3:8b', '--json', 'Hi', status=status).json()

        assert ask(REFUSED)['error']['kind'] == 'not_found'
        result = ask(REFUSED)
        assert result['error']['kind'] == 'invalid_request' and 'tools' in result['error']['message']
        assert ask(REFUSED)['error']['kind'] == 'context_length'
        result = ask(None)
        assert result['error']['message'] == 'the runner stopped' and result['text'] == 'Half'
        result = ask(None)
        assert result['error']['kind'] == 'truncated' and result['text'] == 'Half'
        assert ask(None)['error']['kind'] == 'protocol'
        assert ask(0)['finish'] == 'length'


def test_memory_is_not_asked_for_again():
    with Room() as room:
        server = add(room, tags('qwen3:8b'), about(), running(),
                     answer('{"error":"model requires more system memory (9.0 GiB) than is available"}',
                            path=CHAT, status=500))
        result = room.run('chat', '-m', 'here/qwen3:8b', '--json', 'Hi', status=None).json()
        assert 'memory' in result['error']['message'] and len(sent(server)) == 1


def test_models_elsewhere_stay_unasked():
    with Room() as room:
        server = add(room, tags('gpt-oss:120b-cloud', 'mine', remote_host='https://ollama.com:443'), about(),
                     running(), lines(line({'content': 'Far'}), done()), use='gpt-oss:120b-cloud')
        room.run('use', 'here/mine')
        assert room.run('chat', '-m', 'here/mine', 'Hi').out == 'Far\n'
        assert len(sent(server)) == 1 and 'num_ctx' not in sent(server)[0]['options']
        room.write('{"version":1,"stay_on_this_computer":true}', name='privacy')
        for name in ('gpt-oss:120b-cloud', 'mine'):
            for more in ((), ('--dry-run',)):
                result = room.run('chat', '-m', 'here/' + name, *more, 'Hi', status=FAILED)
                assert 'ollama.com' in result.sentence(), result
        assert len(sent(server)) == 1


def test_a_key_for_a_proxy():
    with Room() as room:
        secret = room.plant('proxy-key-0123456789abcdef')
        server = room.serve(tags('qwen3:8b'), about(), running(), lines(line({'content': 'Yes'}), done()))
        room.run('add', 'ollama', '--id', 'here', '--endpoint', f'http://127.0.0.1:{server.port}/v1',
                 '--key-stdin', stdin=secret)
        room.run('models', '--refresh')
        room.run('use', 'here/qwen3:8b')
        assert room.run('chat', '-m', 'here/qwen3:8b', 'Hi').out == 'Yes\n'
        for row in server.requests():
            assert row['headers']['authorization'] == 'Bearer ' + secret, row['path']


def test_the_variable_says_where():
    with Room() as room:
        server = room.serve(tags('qwen3:8b'), about(), running())
        host = {'OLLAMA_HOST': f'0.0.0.0:{server.port}'}
        room.run('add', 'ollama', '--id', 'here', env=host)
        assert room.read('here')['endpoint'] == f'http://127.0.0.1:{server.port}'
        assert len(room.run('models', '--refresh', '--json').json()) == 1
        room.run('add', 'ollama', '--id', 'usual')
        assert room.read('usual').get('endpoint') in (None, 'http://localhost:11434')
        assert 'OLLAMA_HOST' in room.run('add', 'ollama', env={'OLLAMA_HOST': 'a b'}, status=None).sentence()


if __name__ == '__main__':
    main(__name__, '/ctl-ollama')
