#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rules find what they are for: each is shown a file that breaks it and one that does not."""

import sys

import rules_text as rules
import tap


def function(lines, head='static void\nfoo (void)'):
    return head + '\n{\n' + '  x ();\n' * lines + '}\n'


def test_licence():
    assert rules.lacks_licence('/* a\n */\nint x;\n')
    assert not rules.lacks_licence('/* a\n *\n * SPDX-License-Identifier: GPL-3.0-or-later\n */\n')


def test_long_file():
    assert not rules.is_too_long('x\n' * 500)
    assert rules.is_too_long('x\n' * 501)


def test_long_function():
    assert not rules.long_functions(function(60))
    assert rules.long_functions(function(61)) == ['3: 61 lines']
    assert len(rules.long_functions(function(61) + function(2) + function(70))) == 2


def test_long_main_is_a_list():
    assert not rules.long_functions(function(99, 'int\nmain (int   argc,\n      char *argv[])'))


def test_long_struct_is_no_function():
    assert not rules.long_functions('typedef struct\n{\n' + '  int x;\n' * 99 + '} Foo;\n')
    assert not rules.long_functions('static const int x[] = {\n' + '  1,\n' * 99 + '};\n')


def test_table_in_a_function_is_data():
    table = '  static const int cases[] = {\n' + '    { 1 },\n' * 99 + '  };\n'
    body = '  x ();\n' * 59
    assert not rules.long_functions(f'void\nfoo (void)\n{{\n{table}{body}}}\n')
    assert rules.long_functions(f'void\nfoo (void)\n{{\n{table}{body}  y ();\n  z ();\n}}\n')


def test_left_over():
    for word in ('TODO', 'FIXME', 'XXX'):
        assert rules.left_over(f'/* {word}: later */')
    assert not rules.left_over('"/tmp/chl-XXXXXX"')


def test_climbing_include():
    assert rules.climbing_includes('#include "../base/chl-x.h"\n') == ['1: ../base/chl-x.h']
    assert not rules.climbing_includes('#include "chl-x.h"\n#include <a/b.h>\n')


def test_goto():
    assert rules.gotos('  goto out;\n')
    assert not rules.gotos('  /* do not goto */ x ("goto");\n')


def test_unsafe_json():
    assert rules.unsafe_json('json_object_get_string_member (a, "b");')
    assert rules.unsafe_json('json_object_get_int_member_with_default (a, "b", 1);')
    assert not rules.unsafe_json('json_object_get_member_count; chl_json_get_string (a, "/b");')


def test_impure():
    for call in ('time (NULL)', 'g_get_real_time ()', 'g_random_int ()', 'open (path, 0)',
                 'g_file_new_for_path (p)', 'g_getenv ("X")', 'fopen (a, b)', 'rand ()',
                 'g_date_time_new_now_utc ()', 'g_timeout_add (1, a, b)', 'g_print ("x")'):
        assert rules.impurities(f'  a = {call};\n') == [f'1: {call.split("(")[0]}('], call


def test_pure():
    for text in ('/* the time (in ms) */', 'x = "open (it)";', 'chl_clock_time (c)', 'a->open (b)',
                 'g_file_error_quark ()', 'json_reader_read (r)', 'runtime (x)', 'g_string_new (a)'):
        assert not rules.impurities(text), text


def test_lines_are_right_behind_comments():
    assert rules.gotos('/* a\n b\n*/\nx;\ngoto y;\n') == ['5: goto']


def test_includes():
    assert rules.includes('#include <a.h>\n# include "b.h"\n') == [(1, '<', 'a.h'), (2, '"', 'b.h')]


if __name__ == '__main__':
    sys.exit(tap.run('__main__', '/rules-text'))
