/* chl-find.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Looking for words in text as a person reads it: capitals and small letters are the same, and so
 * are a blank and a line break.
 */
typedef struct _ChlFind ChlFind;

ChlFind *chl_find_new (const char *words);
void     chl_find_free (ChlFind *self);
gsize    chl_find_get_n_characters (ChlFind *self);
gboolean chl_find_next (ChlFind    *self,
                        const char *text,
                        gsize       length,
                        gsize       from,
                        gsize      *out_start,
                        gsize      *out_end);

char **chl_find_split_words (const char *query);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChlFind, chl_find_free)

G_END_DECLS
