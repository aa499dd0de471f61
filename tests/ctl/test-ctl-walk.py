#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The same walk through every family: add, check, list, ask, tools, stop, a wrong key."""

import json

from ctl_room import NEEDS_KEY, OK, REFUSED, USAGE, Room, answer, delta, events, main, stop, wait_until

SECRET = 'sk-walk-0123456789abcdefghijklmnop'
TOOLS = [{'type': 'function', 'function': {'name': 'look', 'description': 'Looks',
                                           'parameters': {'type': 'object', 'properties': {}}}}]


def whole(value):
    return json.dumps(value)


class Chat:
    """Chat Completions."""
    tail = '/chat/completions'

    @staticmethod
    def says(path, text):
        return events(delta(content=text), stop(), path=path)

    @staticmethod
    def calls(path):
        return events(delta(tool_calls=[{'index': 0, 'id': 'call_1', 'type': 'function',
                                         'function': {'name': 'look', 'arguments': '{"a":1}'}}]),
                      stop('tool_calls'), path=path)

    @staticmethod
    def hangs(path):
        return events(delta(content='Begun'), path=path, then='hang')


def event(kind, **members):
    return f'event: {kind}\ndata: ' + json.dumps({'type': kind, **members}) + '\n\n'


class Responses:
    """Responses."""
    tail = '/responses'
    ITEM = {'type': 'message', 'id': 'msg_1', 'role': 'assistant', 'status': 'in_progress', 'content': []}

    @classmethod
    def begins(cls, text):
        return [event('response.created', response={'id': 'resp_1', 'model': 'm', 'status': 'in_progress'}),
                event('response.output_item.added', output_index=0, item=cls.ITEM),
                event('response.output_text.delta', output_index=0, content_index=0, item_id='msg_1',
                      delta=text)]

    @classmethod
    def says(cls, path, text):
        item = {**cls.ITEM, 'status': 'completed', 'content': [{'type': 'output_text', 'text': text}]}
        return events(*cls.begins(text),
                      event('response.output_item.done', output_index=0, item=item),
                      event('response.completed',
                            response={'id': 'resp_1', 'status': 'completed', 'output': [item],
                                      'usage': {'input_tokens': 3, 'output_tokens': 2}}), path=path)

    @classmethod
    def calls(cls, path):
        item = {'type': 'function_call', 'id': 'fc_1', 'call_id': 'call_1', 'name': 'look',
                'arguments': '{"a":1}', 'status': 'completed'}
        return events(event('response.created', response={'id': 'resp_1', 'status': 'in_progress'}),
                      event('response.output_item.added', output_index=0, item={**item, 'arguments': ''}),
                      event('response.function_call_arguments.done', output_index=0, item_id='fc_1',
                            arguments='{"a":1}'),
                      event('response.output_item.done', output_index=0, item=item),
                      event('response.completed', response={'id': 'resp_1', 'status': 'completed',
                                                            'output': [item]}), path=path)

    @classmethod
    def hangs(cls, path):
        return events(*cls.begins('Begun'), path=path, then='hang')


class Messages:
    """Anthropic Messages."""
    tail = '/messages'
    BEGIN = event('message_start', message={'id': 'msg_1', 'model': 'm', 'content': [],
                                            'usage': {'input_tokens': 3, 'output_tokens': 1}})

    @classmethod
    def begins(cls, text):
        return [cls.BEGIN, event('content_block_start', index=0, content_block={'type': 'text', 'text': ''}),
                event('content_block_delta', index=0, delta={'type': 'text_delta', 'text': text})]

    @staticmethod
    def ends(reason):
        return [event('content_block_stop', index=0),
                event('message_delta', delta={'stop_reason': reason}, usage={'output_tokens': 2}),
                event('message_stop')]

    @classmethod
    def says(cls, path, text):
        return events(*cls.begins(text), *cls.ends('end_turn'), path=path)

    @classmethod
    def calls(cls, path):
        return events(cls.BEGIN,
                      event('content_block_start', index=0,
                            content_block={'type': 'tool_use', 'id': 'call_1', 'name': 'look', 'input': {}}),
                      event('content_block_delta', index=0,
                            delta={'type': 'input_json_delta', 'partial_json': '{"a":1}'}),
                      *cls.ends('tool_use'), path=path)

    @classmethod
    def hangs(cls, path):
        return events(*cls.begins('Begun'), path=path, then='hang')


class Ollama:
    """Ollama's own."""
    tail = '/api/chat'

    @staticmethod
    def line(message, **more):
        return json.dumps({'model': 'm', 'message': {'role': 'assistant', **message}, 'done': False,
                           **more}) + '\n'

    @classmethod
    def lines(cls, path, *texts, **more):
        return {'path': path, 'headers': {'Content-Type': 'application/x-ndjson'},
                'pieces': [{'text': text} for text in texts], **more}

    @classmethod
    def done(cls):
        return cls.line({'content': ''}, done=True, done_reason='stop', prompt_eval_count=3, eval_count=2)

    @classmethod
    def says(cls, path, text):
        return cls.lines(path, cls.line({'content': text}), cls.done())

    @classmethod
    def calls(cls, path):
        call = {'function': {'name': 'look', 'arguments': {'a': 1}}}
        return cls.lines(path, cls.line({'content': '', 'tool_calls': [call]}), cls.done())

    @classmethod
    def hangs(cls, path):
        return cls.lines(path, cls.line({'content': 'Begun'}), then='hang')


def rows(*ids, **more):
    return {'object': 'list', 'data': [{'id': each, 'object': 'model', **more} for each in ids]}


# Of each family: what its base address ends in, where its list is, what is in it, a model to ask, how
# that is spoken to and where, and what else it is asked beside the list.
FAMILIES = {
    'anthropic': ('', '/v1/models',
                  {'data': [{'type': 'model', 'id': 'claude-opus-4-8', 'display_name': 'Opus'}],
                   'has_more': False}, 'claude-opus-4-8', Messages, '/v1/messages', {}),
    'openai': ('/v1', '/v1/models', rows('gpt-5.5', owned_by='openai'), 'gpt-5.5', Chat,
               '/v1/chat/completions', {}),
    'openai-responses': ('/v1', '/v1/models', rows('gpt-5.5', owned_by='openai'), 'gpt-5.5', Responses,
                         '/v1/responses', {}),
    'openai-codex': ('/v1', '/v1/models', rows('gpt-5.3-codex', owned_by='openai'), 'gpt-5.3-codex',
                     Responses, '/v1/responses', {}),
    'openrouter': ('/api/v1', '/api/v1/models',
                   {'data': [{'id': 'lab/m', 'name': 'M', 'context_length': 1000,
                              'architecture': {'input_modalities': ['text'], 'output_modalities': ['text']},
                              'supported_parameters': ['tools', 'reasoning'],
                              'pricing': {'prompt': '0.000001', 'completion': '0.000002'}}]}, 'lab/m', Chat,
                   '/api/v1/chat/completions',
                   {'/api/v1/key': {'data': {'label': 'k', 'limit': 10, 'limit_remaining': 4.2,
                                             'usage': 5.8}}}),
    'gemini': ('/v1beta/openai', '/v1beta/models',
               {'models': [{'name': 'models/gemini-3.5-flash', 'displayName': 'Flash',
                            'inputTokenLimit': 1000, 'outputTokenLimit': 100,
                            'supportedGenerationMethods': ['generateContent']}]}, 'gemini-3.5-flash', Chat,
               '/v1beta/openai/chat/completions', {}),
    'xai': ('/v1', '/v1/language-models',
            {'models': [{'id': 'grok-4.3', 'input_modalities': ['text'], 'output_modalities': ['text']}]},
            'grok-4.3', Chat, '/v1/chat/completions',
            {'/v1/api-key': {'name': 'k', 'api_key_blocked': False, 'api_key_disabled': False,
                             'team_blocked': False}}),
    'deepseek': ('', '/models', rows('deepseek-v4-flash', owned_by='deepseek'), 'deepseek-v4-flash', Chat,
                 '/chat/completions',
                 {'/user/balance': {'is_available': True,
                                    'balance_infos': [{'currency': 'USD', 'total_balance': '4.20'}]}}),
    'groq': ('/openai/v1', '/openai/v1/models', rows('openai/gpt-oss-20b', active=True),
             'openai/gpt-oss-20b', Chat, '/openai/v1/chat/completions', {}),
    'qwen': ('/compatible-mode/v1', '/compatible-mode/v1/models', rows('qwen3.7-plus'), 'qwen3.7-plus', Chat,
             '/compatible-mode/v1/chat/completions', {}),
    'kimi': ('/v1', '/v1/models', rows('kimi-k2.6', context_length=262144), 'kimi-k2.6', Chat,
             '/v1/chat/completions',
             {'/v1/users/me/balance': {'code': 0, 'status': True, 'data': {'available_balance': 4.2}}}),
    'zhipu': ('/api/paas/v4', '/api/paas/v4/models', rows('glm-5.2'), 'glm-5.2', Chat,
              '/api/paas/v4/chat/completions', {}),
    'minimax': ('/anthropic/v1', '/anthropic/v1/models',
                {'data': [{'type': 'model', 'id': 'MiniMax-M3', 'display_name': 'M3'}], 'has_more': False},
                'MiniMax-M3', Messages, '/anthropic/v1/messages', {}),
    'doubao': ('/api/v3', '/api/v3/models', rows('doubao-seed-1-6-250615'), 'doubao-seed-1-6-250615', Chat,
               '/api/v3/chat/completions', {}),
    'github-copilot': ('', '/models',
                       {'data': [{'id': 'gpt-5-mini', 'name': 'Mini', 'model_picker_enabled': True,
                                  'supported_endpoints': ['/responses'],
                                  'capabilities': {'type': 'chat', 'limits': {}, 'supports': {}}}]},
                       'gpt-5-mini', Responses, '/responses', {}),
    'ollama': ('', '/api/tags', {'models': [{'name': 'm', 'model': 'm', 'capabilities': ['completion'],
                                             'details': {}}]}, 'm', Ollama, '/api/chat',
               {'/api/show': {'capabilities': ['completion', 'tools'], 'model_info': {}},
                '/api/ps': {'models': []}}),
    'lmstudio': ('', '/api/v1/models',
                 {'models': [{'type': 'llm', 'key': 'm', 'display_name': 'M', 'max_context_length': 4096,
                              'loaded_instances': [],
                              'capabilities': {'vision': False, 'trained_for_tool_use': True}}]}, 'm', Chat,
                 '/v1/chat/completions', {}),
    'vllm': ('', '/v1/models', rows('m', owned_by='vllm', max_model_len=4096), 'm', Chat,
             '/v1/chat/completions', {}),
    'custom': ('/v1', '/v1/models', rows('m'), 'm', Chat, '/v1/chat/completions', {}),
}

# Part of the program, or walked elsewhere with the program that it runs.
ELSEWHERE = {'practice', 'claude-code'}


def enter(room, family, *script):
    base, list_path, listed, model, _, _, beside = FAMILIES[family]
    answers = [answer(whole(listed), path=list_path) for _ in range(2)]
    for path, body in beside.items():
        answers += [answer(whole(body), path=path) for _ in range(3)]
    server = room.serve(*answers, *script)
    room.run('add', family, '--id', 'walk', '--endpoint', f'http://127.0.0.1:{server.port}{base}',
             *(['--set', 'protocol=openai-chat'] if family in ('custom', 'xai') else []),
             '--key-stdin', stdin=room.plant(SECRET))
    return server, model


def walk(family):
    _, list_path, _, model, speech, path, _ = FAMILIES[family]
    with Room() as room:
        server, _ = enter(room, family, speech.says(path, 'Good'), speech.says(path, 'Hello'),
                          speech.calls(path), speech.hangs(path))

        # List, turn on, check: every step passes, the last of them asks the model.
        listed = room.run('models', 'walk', '--refresh', '--json').json()
        assert [row['model'] for row in listed] == [model], listed
        room.run('use', f'walk/{model}')
        room.run('check', 'walk')
        state = room.run('providers', '--json').json()[0]
        assert (state['family'], state['state']) == (family, 'connected'), state

        asked = room.run('chat', '-m', f'walk/{model}', 'Hi')
        assert asked.out.strip() == 'Hello', asked

        tools = room.folder / 'tools.json'
        tools.write_text(whole(TOOLS))
        called = room.run('chat', '-m', f'walk/{model}', '--tools', tools, '--json', 'Look').json()
        assert called['finish'] == 'tool_calls', called
        assert [(call['name'], json.loads(call['arguments'])) for call in called['tool_calls']] == \
            [('look', {'a': 1})], called

        # Stopped by the person: the connection is closed, what came is kept.
        process = room.begin('chat', '-m', f'walk/{model}', 'Go on')
        wait_until(lambda: process.stdout.read(5) == 'Begun', 'the beginning')
        room.interrupt(process)
        wait_until(lambda: any(row['left'] for row in server.rows()), 'the end of the connection')

        paths = {row['path'].split('?')[0] for row in server.requests()}
        assert list_path in paths and path in paths, paths
        # The key went along, and never in an address.
        assert any(SECRET in whole(row['headers']) for row in server.requests() if row['path'] == path)
        assert not any(SECRET in row['path'] for row in server.rows())


def wrong_key(family):
    _, list_path, _, model, _, path, beside = FAMILIES[family]
    refused = whole({'error': {'message': 'Invalid API key', 'type': 'authentication_error',
                               'code': 'invalid_api_key'}})
    with Room() as room:
        server = room.serve(*(answer(refused, path=each, status=401)
                              for each in (list_path, path, *beside) for _ in range(3)))
        room.run('add', family, '--id', 'walk', '--endpoint',
                 f'http://127.0.0.1:{server.port}{FAMILIES[family][0]}',
                 '--set', 'enabled=yes', '--key-stdin', stdin=room.plant(SECRET))
        result = room.run('check', 'walk', status=None)
        assert result.status in (NEEDS_KEY, REFUSED), result
        state = room.run('providers', '--json').json()[0]
        assert state['state'] == 'key_refused', state

        room.run('use', f'walk/{model}', status=None)
        asked = room.run('chat', '-m', f'walk/{model}', 'Hi', status=None)
        assert asked.status != OK and asked.sentence(), asked


def test_what_is_learned_and_forgotten():
    refused = whole({'error': {'message': "Unsupported parameter: 'temperature' is not supported",
                               'type': 'invalid_request_error', 'param': 'temperature'}})
    path = '/v1/chat/completions'
    with Room() as room:
        server, model = enter(room, 'custom', answer(refused, path=path, status=400),
                              Chat.says(path, 'One'), Chat.says(path, 'Two'), Chat.says(path, 'Three'))
        ask = ('chat', '-m', f'walk/{model}', '--temperature', '0.5', 'Hi')
        room.run('use', f'walk/{model}')
        assert room.run(*ask).out.strip() == 'One'
        assert 'temperature' in room.run('forget', 'walk', '--show').out
        assert room.run(*ask).out.strip() == 'Two'
        room.run('forget', 'walk', model)
        assert room.run('forget', 'walk', '--show').out == ''
        assert room.run(*ask).out.strip() == 'Three'
        sent = ['temperature' in json.loads(row['body']) for row in server.requests()
                if row['path'] == path]
        assert sent == [True, False, False, True], sent


def test_region():
    with Room() as room:
        room.run('add', 'kimi', '--id', 'here', '--region', 'china')
        assert room.read('here')['options'] == {'region': 'china'}
        planned = room.run('chat', '-m', 'here/kimi-k2.6', '--dry-run', 'Hi').json()
        assert planned['url'] == 'https://api.moonshot.cn/v1/chat/completions', planned
        room.run('add', 'kimi', '--region', 'moon', status=USAGE)


def test_what_there_is_to_spend():
    with Room() as room:
        enter(room, 'deepseek')
        told = room.run('check', 'walk')
        assert '4.20 USD left' in told.out + told.err, told


def test_an_account_without_money():
    with Room() as room:
        server = room.serve(answer(whole(rows('deepseek-v4-flash')), path='/models'),
                            answer('{"is_available":false,"balance_infos":[{"currency":"USD",'
                                   '"total_balance":"-0.10"}]}', path='/user/balance'))
        room.run('add', 'deepseek', '--id', 'walk', '--endpoint', f'http://127.0.0.1:{server.port}',
                 '--key-stdin', stdin=room.plant(SECRET))
        room.run('check', 'walk', status=REFUSED)
        assert room.run('providers', '--json').json()[0]['state'] == 'no_credit'


def test_an_account_that_is_refused():
    with Room() as room:
        server = room.serve(answer(whole(rows('lab/m')), path='/api/v1/models'),
                            answer('{"error":{"message":"No auth credentials found","code":401}}',
                                   path='/api/v1/key', status=401))
        room.run('add', 'openrouter', '--id', 'walk', '--endpoint',
                 f'http://127.0.0.1:{server.port}/api/v1', '--key-stdin', stdin=room.plant(SECRET))
        # Anybody may read the list; the key alone tells who asks.
        room.run('check', 'walk', status=REFUSED)
        assert room.run('providers', '--json').json()[0]['state'] == 'key_refused'


def test_no_list_of_models():
    for family in ('qwen', 'zhipu', 'doubao'):
        base = FAMILIES[family][0]
        with Room() as room:
            server = room.serve(*(answer('{"error":{"message":"no such page"}}', path=f'{base}/models',
                                         status=404) for _ in range(2)))
            room.run('add', family, '--id', 'walk', '--endpoint', f'http://127.0.0.1:{server.port}{base}',
                     '--key-stdin', stdin=room.plant(SECRET))
            told = room.run('check', 'walk')
            assert 'has no list' in told.out + told.err, told
            listed = room.run('models', 'walk', '--json').json()
            assert len(listed) > 3, listed


def test_every_family_is_walked():
    with Room() as room:
        known = {row['id'] for row in room.run('families', '--json').json()}
        assert known - ELSEWHERE <= set(FAMILIES), known - ELSEWHERE - set(FAMILIES)


def add_tests():
    with Room() as room:
        known = {row['id'] for row in room.run('families', '--json').json()}
    for family in FAMILIES:
        if family in known:
            globals()[f'test_{family}'] = lambda family=family: walk(family)
            globals()[f'test_{family}_wrong_key'] = lambda family=family: wrong_key(family)


if __name__ == '__main__':
    add_tests()
    main(__name__, '/ctl/walk')
