# SPDX-License-Identifier: GPL-3.0-or-later
"""Which folder may include which: the table of docs/architecture.md."""

import collections

# What each folder may include besides itself; in an order in which nobody looks up.
MAY_INCLUDE = {
    'src/base': set(),
    'src/markdown': {'src/base'},
    'src/core': {'src/base'},
    'src/wire': {'src/base', 'src/core'},
    'src/registry': {'src/base', 'src/core'},
    'providers': {'src/base', 'src/core', 'src/wire'},
    'src/system': {'src/base'},
    'src/net': {'src/base', 'src/system'},
    'src/secret': {'src/base'},
    'src/auth': {'src/base', 'src/core', 'src/system', 'src/net', 'src/secret'},
    # It streams at a chosen speed: the clock is handed to it.
    'src/practice': {'src/base', 'src/core', 'src/wire', 'src/system', 'src/net'},
    'src/store': {'src/base', 'src/core', 'src/system'},
}
MAY_INCLUDE['src/engine'] = set(MAY_INCLUDE)
MAY_INCLUDE['src/world'] = set(MAY_INCLUDE)
MAY_INCLUDE['src/ctl'] = set(MAY_INCLUDE)
MAY_INCLUDE['src/search'] = {'src/base', 'src/core', 'src/store'}
MAY_INCLUDE['src/ui'] = {'src/base', 'src/markdown', 'src/core', 'src/engine'}
# Its world's header hands out what is named in those of the rooms below.
MAY_INCLUDE['src/app'] = {'src/world', 'src/ui', 'src/base', 'src/core', 'src/engine'}

# Functions of their arguments and nothing else.
PURE = ['src/base', 'src/markdown', 'src/core', 'src/wire', 'src/registry', 'providers']

Library = collections.namedtuple('Library', 'name header rooms')

# Where a library that is not for everybody lives.
LIBRARIES = [
    Library('libsoup', 'libsoup/soup.h', {'src/net'}),
    Library('libsecret', 'libsecret/secret.h', {'src/secret'}),
    Library('gtk', 'gtk/gtk.h', {'src/ui', 'src/app'}),
    Library('libadwaita', 'adwaita.h', {'src/ui', 'src/app'}),
    Library('gtksourceview', 'gtksourceview/gtksource.h', {'src/ui', 'src/app'}),
    Library('sqlite', 'sqlite3.h', {'src/store'}),
]
