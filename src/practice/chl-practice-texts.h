/* chl-practice-texts.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

const char *chl_practice_texts_get_notice (void);
void        chl_practice_texts_add_help (GString *text);
void        chl_practice_texts_add_all (GString *text);
gboolean    chl_practice_texts_has_word (const char *word);
gboolean    chl_practice_texts_add_by_word (GString    *text,
                                            const char *word);
void        chl_practice_texts_add_any (GString *text,
                                        guint    choice);
void        chl_practice_texts_add_long (GString *text);

G_END_DECLS
