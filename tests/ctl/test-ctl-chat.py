#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Questions from the terminal, to a scripted server and to the practice provider."""

import base64
import json
import subprocess

from ctl_room import CHAT, CTL, FAILED, REFUSED, USAGE, Room, delta, events, main, stop, wait_until

RESULT = {'protocol', 'text', 'reasoning', 'tool_calls', 'finish', 'usage', 'error', 'replay'}
PIXEL = base64.b64decode('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAA'
                         'AABJRU5ErkJggg==')
TOOL = [{'name': 'weather', 'description': 'Tells it',
         'parameters': {'type': 'object', 'properties': {'place': {'type': 'string'}}}}]
CALL = {'tool_calls': [{'index': 0, 'id': 'c1', 'type': 'function',
                        'function': {'name': 'weather', 'arguments': '{"place":"Ulm"}'}}]}


def sent(server, number=-1):
    return json.loads(server.requests()[number]['body'])


def test_streams_to_standard_output():
    with Room() as room:
        server = room.add_lab(events(delta(reasoning_content='Let me think'), delta(content='Grüß '),
                                     delta(content='Gott'), stop()))
        result = room.run('chat', 'How', 'are', 'you?')
        assert result.out == 'Grüß Gott\n' and 'Let me think' in result.err
        assert sent(server)['messages'] == [{'role': 'user', 'content': 'How are you?'}]
        assert sent(server)['model'] == 'm' and sent(server)['stream'] is True
        headers = server.requests()[0]['headers']
        assert headers['user-agent'] == 'Chatelaine/0.1.0' and 'authorization' not in headers


def test_question_from_standard_input():
    with Room() as room:
        server = room.add_lab(events(delta(content='x'), stop()))
        for words in (['chat'], ['chat', '-'], ['chat', '--', '-']):
            room.run(*words, stdin='  def f():\n    pass\n')
            assert sent(server)['messages'][0]['content'] == '  def f():\n    pass\n'
        room.run('chat', stdin=' \n', status=USAGE).sentence()
        room.run('chat', '--', '--json')
        assert sent(server)['messages'][0]['content'] == '--json'


def test_json():
    usage = {'choices': [], 'usage': {'prompt_tokens': 3, 'completion_tokens': 5}}
    with Room() as room:
        room.add_lab(events(delta(reasoning_content='Hm'), delta(content='Yes'),
                            stop().replace('data: [DONE]', f'data: {json.dumps(usage)}\n\ndata: [DONE]')))
        result = room.run('chat', '--json', 'x')
        row = result.json()
        assert set(row) >= RESULT and result.err == ''
        assert row['protocol'] == 'openai-chat' and row['text'] == 'Yes' and row['reasoning'] == 'Hm'
        assert row['finish'] == 'stop' and row['error'] is None and row['replay'] == []
        assert row['usage'] == {'input': 3, 'output': 5, 'cached': 0, 'cache_write': 0,
                                'reasoning': 0}, row


def test_json_when_nothing_can_be_asked():
    with Room() as room:
        row = room.run('chat', '--json', 'x', status=FAILED)
        assert row.json()['finish'] == 'error' and 'provider' in row.sentence()
        room.add_lab()
        room.run('disable', 'lab')
        for words in (['x'], ['-m', 'lab/m', 'x']):
            row = room.run('chat', '--json', *words, status=FAILED)
            assert set(row.json()) >= RESULT and row.json()['error']['message'], row
            row.sentence()
        assert 'enable lab' in room.run('chat', '-m', 'lab/m', 'x', status=FAILED).sentence()
        room.run('enable', 'lab')
        row = room.run('chat', '--json', '--image', room.folder / 'none.png', 'x', status=FAILED)
        assert 'none.png' in row.sentence() and row.json()['finish'] == 'error'


def test_everything_along():
    with Room() as room:
        server = room.add_lab(events(delta(content='x'), stop()))
        image, text, tools = (room.folder / name for name in ('a.png', 'notes.txt', 'tools.json'))
        image.write_bytes(PIXEL)
        text.write_text('Remember the milk')
        tools.write_text(json.dumps(TOOL))
        room.run('chat', '-m', 'lab/other:model/7', '--system', 'Be brief', '--image', image, '--file',
                 text, '--max-tokens', '77', '--temperature', '0.25', '--tools', tools, 'Look')
        body = sent(server)
        assert body['model'] == 'other:model/7' and body['temperature'] == 0.25
        assert body.get('max_tokens', body.get('max_completion_tokens')) == 77
        assert body['messages'][0] == {'role': 'system', 'content': 'Be brief'}
        parts = body['messages'][1]['content']
        urls = [part['image_url']['url'] for part in parts if part['type'] == 'image_url']
        assert urls == ['data:image/png;base64,' + base64.b64encode(PIXEL).decode()]
        words = ' '.join(part['text'] for part in parts if part['type'] == 'text')
        assert 'Remember the milk' in words and 'notes.txt' in words and 'Look' in words
        assert body['tools'][0]['function']['name'] == 'weather'


def test_files_that_cannot_be_sent():
    with Room() as room:
        server = room.add_lab(events(delta(content='x'), stop()))
        binary, broken = room.folder / 'b.bin', room.folder / 'tools.json'
        binary.write_bytes(b'\x00\xff\xfe\x80')
        broken.write_text('{"name": ')
        cases = [(['--image', binary], USAGE), (['--file', binary], USAGE), (['--file', '/none'], FAILED),
                 (['--image', room.folder], FAILED), (['--file', room.folder], FAILED),
                 (['--tools', binary], None), (['--tools', broken], None), (['--tools', '/none'], FAILED)]
        for words, status in cases:
            process = room.begin('chat', *words, 'x')
            out, err = process.communicate()
            assert process.returncode in ((FAILED, USAGE) if status is None else (status,)), (words, err)
            assert err.startswith('chatelainectl: ') and err.count('\n') == 1 and out == '', err
        assert server.requests() == []


def test_tools():
    with Room() as room:
        room.add_lab(events(delta(**CALL), stop('tool_calls')))
        tools = room.folder / 'tools.json'
        tools.write_text(json.dumps(TOOL))
        row = room.run('chat', '--json', '--tools', tools, 'x').json()
        assert row['finish'] == 'tool_calls'
        assert row['tool_calls'] == [{'id': 'c1', 'name': 'weather', 'arguments': '{"place":"Ulm"}'}]
        result = room.run('chat', '--tools', tools, 'x')
        assert result.out == '' and 'weather {"place":"Ulm"}' in result.err


def test_the_role_decides():
    with Room() as room:
        server = room.add_lab(events(delta(content='x'), stop()))
        room.run('use', 'lab/quick')
        room.run('roles', 'light', 'lab/quick', '--set', 'max_output=9', '--set', 'temperature=0')
        room.run('chat', '-r', 'light', 'x')
        body = sent(server)
        assert body['model'] == 'quick' and body['temperature'] == 0
        assert body.get('max_tokens', body.get('max_completion_tokens')) == 9
        room.run('chat', '-r', 'light', '--temperature', '1', 'x')
        assert sent(server)['temperature'] == 1
        room.run('chat', '-r', 'embedding', 'x', status=FAILED).sentence()


def test_dry_run():
    with Room() as room:
        server = room.add_lab(events(delta(content='x'), stop()))
        secret = room.plant('sk-dry-run-0123456789')
        room.run('key', 'lab', '--stdin', stdin=secret)
        row = room.run('chat', '--dry-run', '--system', 'S', 'x').json()
        assert set(row) == {'method', 'url', 'headers', 'body'}
        assert row['method'] == 'POST' and row['url'] == server.endpoint + '/chat/completions'
        assert row['body']['model'] == 'm' and row['body']['messages'][1]['content'] == 'x'
        assert 'Authorization' in row['headers'] and server.rows() == []
        room.run('chat', 'x')
        assert server.requests()[0]['headers']['authorization'] == f'Bearer {secret}'
        shown = {name.lower(): value for name, value in row['headers'].items()}
        for name in ('content-type', 'accept'):
            assert server.requests()[0]['headers'][name] == shown[name]
        assert sent(server) == dict(row['body'], messages=[{'role': 'user', 'content': 'x'}])


def test_interrupting():
    with Room() as room:
        server = room.add_lab(events(delta(content='So far '), delta(content='so good'), then='hang'))
        process = room.begin('chat', 'x')
        # What was said is there before the answer is over.
        assert process.stdout.read(14) == 'So far so good'
        result = room.interrupt(process)
        assert result.status == FAILED and result.out == '\n', result
        assert result.err == 'chatelainectl: Stopped\n'
        wait_until(lambda: any(row['left'] for row in server.rows()), 'the end of the connection')


def test_interrupting_with_json():
    with Room() as room:
        server = room.add_lab(events(delta(content='So far'), then='hang'))
        process = room.begin('chat', '--json', 'x')
        wait_until(lambda: len(server.requests()) > 0, 'the question')
        result = room.interrupt(process)
        row = result.json()
        assert result.status == FAILED and row['finish'] == 'cancelled' and row['error'] is None
        wait_until(lambda: any(row['left'] for row in server.rows()), 'the end of the connection')


def test_interrupting_before_anything_came():
    with Room() as room:
        server = room.add_lab({'path': CHAT, 'framing': 'raw', 'then': 'hang'})
        process = room.begin('chat', 'x')
        wait_until(lambda: len(server.requests()) > 0, 'the question')
        result = room.interrupt(process)
        assert result.status == FAILED and result.out == '', result
        wait_until(lambda: any(row['left'] for row in server.rows()), 'the end of the connection')


def test_secret_is_in_no_argument_and_no_environment():
    with Room() as room:
        server = room.add_lab(events(delta(content='x'), then='hang'))
        secret = room.plant('sk-process-0123456789')
        room.run('key', 'lab', '--stdin', stdin=secret)
        process = room.begin('chat', 'x', env={'G_MESSAGES_DEBUG': 'all'})
        wait_until(lambda: len(server.requests()) > 0, 'the question')
        for name in ('cmdline', 'environ'):
            with open(f'/proc/{process.pid}/{name}', 'rb') as file:
                assert secret.encode() not in file.read()
        with open(f'/proc/{process.pid}/limits', encoding='ascii') as file:
            core = [line for line in file if line.startswith('Max core file size')]
        assert core[0].split()[4:6] == ['0', '0'], core
        room.interrupt(process)
        assert server.requests()[0]['headers']['authorization'] == f'Bearer {secret}'


def test_practice():
    with Room() as room:
        process = room.begin('practice', '--speed', '100000')
        endpoint = process.stdout.readline().strip()
        assert endpoint.startswith('http://127.0.0.1:') and endpoint.endswith('/v1')
        port = endpoint.split(':')[2].split('/')[0]
        assert port in room.run('practice', '--port', port, status=FAILED).sentence()
        room.run('add', 'custom', '--id', 'p', '--endpoint', endpoint)
        room.run('models', 'p', '--refresh')
        rows = room.run('models', 'p', '--json').json()
        uses = {use for row in rows for use in row['use']}
        assert len(rows) == 5 and uses == {'chat', 'completion', 'embedding'}, rows
        room.run('use', *[row['id'] for row in rows if 'chat' in row['use']])
        answers = {row['model']: room.run('chat', '--json', '-m', row['id'], 'Hello').json()
                   for row in rows if 'chat' in row['use']}
        assert all(each['finish'] == 'stop' and each['text'] for each in answers.values()), answers
        thinker = [model for model, each in answers.items() if each['reasoning']]
        assert len(thinker) == 1
        result = room.run('chat', '-m', f'p/{thinker[0]}', 'Hello')
        assert result.out.strip() and result.err.strip()
        tools = room.folder / 'tools.json'
        tools.write_text(json.dumps(TOOL))
        called = [model for model in answers if room.run('chat', '--json', '-m', f'p/{model}', '--tools',
                                                         tools, 'Weather?').json()['tool_calls']]
        assert len(called) == 1, called
        assert room.run('check', 'p', '--json').json()['state'] == 'connected'
        process.terminate()
        assert process.wait() == 0


def test_practice_without_a_server():
    with Room() as room:
        assert room.run('add', 'practice').out == 'practice\n'
        room.run('models', '--refresh')
        model = [row['id'] for row in room.run('models', '--all', '--json').json()
                 if 'chat' in row['use']][0]
        room.run('use', model)
        assert 'no model' in room.run('chat', '-m', model, '--max-tokens', '60', 'Who are you?').out.lower()
        assert 'endpoint' not in room.read('practice')
        room.run('key', 'practice', '--stdin', stdin='sk-0123456789abcdef', status=USAGE).sentence()
        room.run('set', 'practice', 'endpoint=http://127.0.0.1:1', status=USAGE).sentence()


def test_output_that_nobody_reads():
    with Room() as room:
        room.add_lab(events(*[delta(content='x' * 1000)] * 500, stop()))
        process = room.begin('chat', 'x')
        process.stdout.read(10)
        process.stdout.close()
        assert process.wait() == FAILED
        process.stderr.close()


def test_output_that_cannot_be_written():
    with Room() as room:
        room.add_lab(events(delta(content='x'), stop()))
        with open('/dev/full', 'w', encoding='ascii') as full:
            for words in (['families'], ['providers', '--json'], ['roles'], ['chat', 'x'],
                          ['chat', '--json', 'x'], ['--help']):
                assert subprocess.run([CTL, *words], env=room.environment, stdout=full, check=False,
                                      stderr=subprocess.DEVNULL).returncode == FAILED, words


def test_words_of_the_server_stay_on_their_line():
    message = 'first\nsecond\x1b[2Jthird'
    with Room() as room:
        room.add_lab({'path': CHAT, 'status': 400, 'headers': {'Content-Type': 'application/json'},
                      'pieces': [{'text': json.dumps({'error': {'message': message}})}]})
        result = room.run('chat', 'x', status=REFUSED)
        assert '\x1b' not in result.err and result.err.count('\n') == 2, result
        assert '\nTry: ' in result.err, result


if __name__ == '__main__':
    main(__name__, '/ctl-chat')
