/* chl-fill-in.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * How the models of one family are asked to fill a gap: the tokens between which the text before it
 * and the text after it stand. They were trained with these and no others, so a model that is not
 * known by its name has none.
 */
typedef struct _ChlFillIn ChlFillIn;

const ChlFillIn   *chl_fill_in_find (const char *model);
const ChlFillIn   *chl_fill_in_find_code (const char *code);
const char        *chl_fill_in_get_code (const ChlFillIn *self);
char              *chl_fill_in_dup_prompt (const ChlFillIn *self,
                                           const char      *path,
                                           const char      *prefix,
                                           const char      *suffix);
const char *const *chl_fill_in_get_stop (const ChlFillIn *self);

G_END_DECLS
