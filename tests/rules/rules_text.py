# SPDX-License-Identifier: GPL-3.0-or-later
"""What can be seen in the text of a source file alone."""

import re

MAX_FILE_LINES = 500
MAX_FUNCTION_LINES = 60

# Comments and what stands in quotes say nothing about what a file does.
NOT_CODE = re.compile(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', re.DOTALL)

# The world outside: what would make the answer depend on more than the question.
CLOCK = r'time|gettimeofday|clock|clock_gettime|g_get_real_time|g_get_monotonic_time' \
    r'|g_date_time_new_now\w*|g_timer_\w+|g_usleep|usleep|sleep|nanosleep' \
    r'|g_timeout_add\w*|g_timeout_source_new\w*'
RANDOM = r'rand|random|srand|getrandom|arc4random\w*|g_random_\w+|g_rand_\w+|g_uuid_string_random'
FILES = r'open|openat|creat|fopen|freopen|read|write|unlink|rename|stat|mkdir|tmpfile|mkstemp' \
    r'|g_open|g_fopen|g_stat|g_unlink|g_remove|g_mkdir\w*|g_mkstemp\w*|g_rename|g_dir_\w+' \
    r'|g_file_(?:new|get_contents|set_contents|open|read|query|load|replace|create|append' \
    r'|test|enumerate|monitor|delete|move|copy|make)\w*|g_mapped_file_\w+|g_io_channel_\w+'
WORLD = r'socket|connect|g_socket_\w+|g_resolver_\w+|g_network_\w+|g_spawn_\w+|g_subprocess_\w+' \
    r'|system|popen|fork|execv\w*|getenv|g_getenv|g_environ_\w+|g_get_environ' \
    r'|g_get_(?:home|user|tmp|system)_\w+|printf|puts|fputs|fprintf|g_print|g_printerr' \
    r'|g_thread_new|g_idle_add\w*|g_bus_\w+'
IMPURE = re.compile(rf'(?<![\w.>])(?:{CLOCK}|{RANDOM}|{FILES}|{WORLD}) ?\(')

LEFT_OVER = re.compile(r'\b(?:TODO|FIXME|XXX|HACK)\b')
GOTO = re.compile(r'\bgoto\b')
UNSAFE_JSON = re.compile(r'\bjson_object_get_\w+_member\w* ?\(')
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]+([<"])([^>"\n]+)[>"]', re.MULTILINE)


def blank_out(match):
    """Keeps the lines where they are."""
    return re.sub(r'[^\n]', ' ', match[0])


def code_of(text):
    return NOT_CODE.sub(blank_out, text)


def line_of(text, position):
    return text.count('\n', 0, position) + 1


def matches(pattern, text):
    return [f'{line_of(text, found.start())}: {found[0].strip()}'
            for found in pattern.finditer(text)]


def lacks_licence(text):
    head = '\n'.join(text.splitlines()[:5])
    return [] if 'SPDX-License-Identifier: GPL-3.0-or-later' in head else ['1: no SPDX line']


def is_too_long(text):
    lines = len(text.splitlines())
    return [f'{lines} lines'] if lines > MAX_FILE_LINES else []


def statement_lines(body):
    """How long a body is without the tables in it: cases are data, however many there are."""
    count = 0
    table_end = None
    for line in body:
        if table_end is not None:
            if line.startswith(table_end):
                table_end = None
            continue
        count += 1
        if line.endswith('= {'):
            indent = len(line) - len(line.lstrip())
            table_end = line[:indent] + '}'
    return count


def long_functions(text):
    """GNU style: a body begins with { and ends with } at the start of a line, alone."""
    found = []
    begin = None
    lines = text.splitlines()
    for number, line in enumerate(lines, 1):
        if line == '{':
            begin = number
        elif line.startswith('}') and begin is not None:
            # A list of g_test_add_func() is as long as there are tests.
            is_main = any(each.startswith('main (') for each in lines[max(begin - 5, 0):begin])
            length = statement_lines(lines[begin:number - 1])
            if line == '}' and length > MAX_FUNCTION_LINES and not is_main:
                found.append(f'{begin}: {length} lines')
            begin = None
    return found


def includes(text):
    """(line, bracket, name) of each include."""
    return [(line_of(text, found.start()), found[1], found[2]) for found in INCLUDE.finditer(text)]


def climbing_includes(text):
    return [f'{line}: {name}' for line, _, name in includes(text) if '..' in name.split('/')]


def left_over(text):
    return matches(LEFT_OVER, text)


def gotos(text):
    return matches(GOTO, code_of(text))


def unsafe_json(text):
    return matches(UNSAFE_JSON, code_of(text))


def impurities(text):
    return matches(IMPURE, code_of(text))
