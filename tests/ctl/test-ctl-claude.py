#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Claude Code from the terminal: the program in every state, and the address instead of it."""

import json
import os
import shutil

from ctl_room import (FAILED, NEEDS_KEY, OK, REFUSED, SECONDS, TESTS, UNREACHABLE, USAGE, Room, answer,
                      events, main, wait_until, whole_lines)

FAKE = TESTS / 'support' / 'fake-claude'
MESSAGES = '/v1/messages'


class Claude:
    """A fake program in a room, with the provider "cc" that runs it."""

    def __init__(self, room, mode='well', version=None, path=None):
        self.folder = room.folder / 'claude'
        self.folder.mkdir()
        (self.folder / 'mode').write_text(mode)
        if version is not None:
            (self.folder / 'version').write_text(version)
        room.environment['FAKE_CLAUDE'] = str(self.folder)
        self.program = path or self.folder / 'claude'
        self.program.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(FAKE, self.program)
        room.run('add', 'claude-code', '--id', 'cc',
                 *([] if path else ['--set', f'program={self.program}']))
        room.run('models', 'cc', '--refresh')
        assert 'by hand' not in room.run('use', 'cc/sonnet').err

    def log(self):
        path = self.folder / 'log'
        return [json.loads(line) for line in whole_lines(path)] if path.exists() else []

    def start(self):
        return next(row for row in self.log() if 'argv' in row)


def ask(room, *more, status=OK, **others):
    return room.run('chat', '-m', 'cc/sonnet', *more, '--json', 'Hello', status=status, **others)


def check(room, status=OK):
    return room.run('check', 'cc', '--json', status=status).json()


def test_answer():
    with Room() as room:
        claude = Claude(room)
        row = ask(room, '--system', 'Be secretly kind', '--effort', 'xhigh', '--max-tokens', '4000').json()
        assert row['text'] == 'Answer 1' and row['finish'] == 'stop' and row['error'] is None, row
        assert row['usage']['input'] == 9 and row['usage']['output'] == 5
        start = claude.start()
        assert start['system'] == 'Be secretly kind'
        assert start['mode'] == 0o600 and start['folder_mode'] == 0o700 and start['files'] == []
        for private in ('secretly', 'Hello'):
            assert private not in json.dumps([start['argv'], start['environment']])
        argv = start['argv']
        assert argv[argv.index('--model') + 1] == 'sonnet' and argv[argv.index('--effort') + 1] == 'xhigh'
        assert argv[argv.index('--tools') + 1] == '' and '--safe-mode' in argv
        assert start['environment']['CLAUDE_CODE_DISABLE_ATTACHMENTS'] == '1'
        assert start['environment']['CLAUDE_CODE_MAX_OUTPUT_TOKENS'] == '4000'
        line = [row['line'] for row in claude.log() if 'line' in row]
        assert line == [{'type': 'user', 'message': {'role': 'user', 'content': [
            {'type': 'text', 'text': 'Hello'}]}}]
        assert not os.path.exists(start['cwd']), 'the folder is left behind'


def test_environment():
    with Room() as room:
        claude = Claude(room)
        room.run('add', 'custom', '--id', 'other', '--endpoint', 'http://127.0.0.1:1', '--key-env', 'MY_OTHER')
        ask(room, env={'GROQ_API_KEY': room.plant('gsk_0123456789abcdefghij'), 'OTHER': 'kept',
                       'MY_OTHER': room.plant('key-of-another-0123456789'),
                       'ANTHROPIC_API_KEY': 'its-own'})
        environment = claude.start()['environment']
        (claude.folder / 'log').unlink()
        assert 'GROQ_API_KEY' not in environment and 'MY_OTHER' not in environment
        assert environment['OTHER'] == 'kept' and environment['ANTHROPIC_API_KEY'] == 'its-own'


def test_check():
    with Room() as room:
        claude = Claude(room)
        row = check(room)
        assert [step['state'] for step in row['steps']] == ['passed'] * 5, row
        assert [step['id'] for step in row['steps']] == ['program', 'version', 'sign-in', 'models', 'answer']
        assert row['steps'][0]['detail'] == str(claude.program)
        assert row['steps'][1]['detail'] == '2.1.197' and row['state'] == 'connected'


def test_places():
    for place in ('.local/bin', '.claude/local', 'npm/bin', 'path'):
        with Room() as room:
            if place == 'npm/bin':
                (room.folder / '.npmrc').write_text('a=b\nprefix = ~/npm\n')
            if place == 'path':
                room.environment['PATH'] += f':{room.folder / place}'
            claude = Claude(room, path=room.folder / place / 'claude')
            assert check(room)['steps'][0]['detail'] == str(claude.program)


def test_missing():
    with Room() as room:
        room.environment['PATH'] = str(room.folder / 'empty')
        room.run('add', 'claude-code', '--id', 'cc')
        if shutil.which('claude', path='/usr/local/bin:/usr/bin') is None:
            row = check(room, UNREACHABLE)
            assert row['state'] == 'not_installed' and 'not found' in row['sentence'], row
        room.run('set', 'cc', 'program=/nowhere/claude')
        row = check(room, UNREACHABLE)
        assert row['state'] == 'not_installed' and '/nowhere/claude' in row['sentence'], row
        assert row['action'] == 'retry'
        row = ask(room, status=UNREACHABLE).json()
        assert row['error']['code'] == 'not_installed', row
        room.run('set', 'cc', 'program=claude', status=USAGE)


def test_old():
    with Room() as room:
        Claude(room, version='2.1.168')
        row = check(room, UNREACHABLE)
        assert row['state'] == 'not_installed' and '2.1.169' in row['sentence'], row
        assert 'claude update' in row['sentence']
    with Room() as room:
        Claude(room, 'old-flags')
        assert 'claude update' in ask(room, status=UNREACHABLE).json()['error']['message']


def test_signed_out():
    with Room() as room:
        Claude(room, 'signed-out')
        row = check(room, NEEDS_KEY)
        assert row['state'] == 'needs_sign_in' and 'claude auth login' in row['sentence'], row
        row = ask(room, status=NEEDS_KEY).json()
        assert 'claude auth login' in row['error']['message'], row
        state = room.run('providers', '--json').json()[0]['state']
        assert state == 'needs_sign_in', state


def test_failing():
    with Room() as room:
        Claude(room, 'fails')
        assert '“something is broken”' in ask(room, status=FAILED).json()['error']['message']
    with Room() as room:
        Claude(room, 'silent')
        assert 'status 3' in ask(room, status=FAILED).json()['error']['message']
    for mode in ('no-version', 'no-state'):
        with Room() as room:
            Claude(room, mode)
            row = check(room, FAILED)
            assert 'ended without an answer' in row['sentence'], row


def test_what_the_maker_says():
    for mode, status, kind in (('limit', REFUSED, 'rate_limit'), ('no-model', REFUSED, 'not_found')):
        with Room() as room:
            Claude(room, mode)
            row = ask(room, status=None)
            assert row.json()['error']['kind'] == kind, row
            assert row.status == status, row


def test_own_words():
    with Room() as room:
        Claude(room, 'own-words')
        assert ask(room).json()['text'] == 'Not available here.'


def test_cut():
    for mode, finish in (('dies', 'error'), ('again', 'error'), ('no-last-word', 'stop'), ('short', 'length')):
        with Room() as room:
            Claude(room, mode)
            row = ask(room, status=None).json()
            assert row['text'] == 'Answer 1' and row['finish'] == finish, (mode, row)


def is_alive(pid):
    try:
        with open(f'/proc/{pid}/stat', encoding='ascii') as file:
            return ') Z' not in file.read()
    except OSError:
        return False


def test_stop():
    with Room() as room:
        claude = Claude(room, 'slow')
        process = room.begin('chat', '-m', 'cc/sonnet', 'Hello')
        # What was said is there before the answer is over.
        assert process.stdout.read(8) == 'Answer 1'
        result = room.interrupt(process)
        assert result.status == FAILED and result.out == '\n', result
        assert result.err == 'chatelainectl: Stopped\n', result
        wait_until(lambda: not is_alive(claude.log()[0]['pid']), 'the end of the program')


def test_stop_with_json():
    with Room() as room:
        claude = Claude(room, 'slow')
        process = room.begin('chat', '-m', 'cc/sonnet', '--json', 'Hello')
        wait_until(lambda: any('waits' in row for row in claude.log()), 'the answer')
        result = room.interrupt(process)
        # That it has said something does not mean that it was heard by then.
        row = json.loads(result.out)
        assert row['finish'] == 'cancelled' and row['text'] in ('', 'Answer 1'), result
        wait_until(lambda: not is_alive(claude.log()[0]['pid']), 'the end of the program')


def test_it_does_not_outlive_us():
    with Room() as room:
        claude = Claude(room, 'deaf')
        process = room.begin('chat', '-m', 'cc/sonnet', 'Hello')
        wait_until(lambda: any('waits' in row for row in claude.log()), 'the answer')
        process.kill()
        process.communicate(timeout=SECONDS)
        wait_until(lambda: not is_alive(claude.log()[0]['pid']), 'the end of the program')


def test_dry_run():
    with Room() as room:
        claude = Claude(room)
        row = room.run('chat', '-m', 'cc/opus[1m]', '--system', 'Kind', '--dry-run', '/clear').json()
        assert row['program'] == str(claude.program) and row['argv'][0] == row['program']
        assert row['argv'][row['argv'].index('--model') + 1] == 'opus[1m]'
        assert json.loads(row['stdin'])['message']['content'][0]['text'] == '\n/clear'
        assert row['system'] == 'Kind' and claude.log() == []


def test_stay_on_this_computer():
    with Room() as room:
        claude = Claude(room)
        room.write('{"version": 1, "stay_on_this_computer": true}', 'privacy')
        assert 'this computer' in ask(room, status=FAILED).json()['error']['message']
        row = check(room, FAILED)
        assert row['action'] == 'open_privacy' and claude.log() == [], row


def begin(text):
    return ''.join(f'event: {kind}\ndata: {json.dumps({"type": kind, **members})}\n\n' for kind, members in (
        ('message_start', {'message': {'id': 'msg_1', 'model': 'm', 'content': [], 'usage': {}}}),
        ('content_block_start', {'index': 0, 'content_block': {'type': 'text', 'text': ''}}),
        ('content_block_delta', {'index': 0, 'delta': {'type': 'text_delta', 'text': text}}),
        ('content_block_stop', {'index': 0}),
        ('message_delta', {'delta': {'stop_reason': 'end_turn'}, 'usage': {'output_tokens': 1}}),
        ('message_stop', {})))


def test_address():
    with Room() as room:
        server = room.serve(events(begin('From afar'), path=MESSAGES),
                            answer(json.dumps({'data': [{'id': 'claude-x', 'type': 'model'}]}), path='/v1/models'))
        secret = room.plant('key-0123456789abcdef')
        room.run('add', 'claude-code', '--id', 'cc', '--endpoint', server.endpoint, '--set', 'auth=bearer',
                 '--key-stdin', stdin=secret)
        room.run('models', 'cc', '--refresh')
        row = room.run('chat', '-m', 'cc/claude-x', '--json', 'Hello').json()
        assert row['text'] == 'From afar', row
        for request in server.requests():
            assert request['headers']['authorization'] == f'Bearer {secret}'
            assert request['headers']['anthropic-version'] == '2023-06-01'


def test_subscriptions_are_refused():
    for family in ('claude-code', 'anthropic', 'custom'):
        with Room() as room:
            token = room.plant('sk-ant-oat01-0123456789abcdefghij')
            room.run('add', family, '--id', 'x', '--endpoint', 'http://localhost:1')
            result = room.run('key', 'x', '--stdin', stdin=token, status=USAGE)
            assert 'subscription' in result.sentence() and 'Claude Code' in result.sentence()
            room.run('key', 'x', '--env', 'MY_TOKEN')
            result = room.run('chat', '-m', 'x/m', 'Hello', env={'MY_TOKEN': token}, status=NEEDS_KEY)
            assert 'subscription' in result.err and 'key x --stdin' in result.err, result


if __name__ == '__main__':
    main(__name__, '/ctl-claude')
