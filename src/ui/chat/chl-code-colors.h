/* chl-code-colors.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <pango/pango.h>

G_BEGIN_DECLS

/* Colours the words of a programming language, one stretch of lines after the other. */
typedef struct _ChlCodeColors ChlCodeColors;

ChlCodeColors *chl_code_colors_new (const char *language,
                                    gboolean    is_dark,
                                    gboolean    is_strong);
ChlCodeColors *chl_code_colors_new_as_styled (const char *language);
gboolean       chl_code_colors_is_quick (const char *language);
void           chl_code_colors_free (ChlCodeColors *self);
const char    *chl_code_colors_get_name (ChlCodeColors *self);
PangoAttrList *chl_code_colors_read (ChlCodeColors *self,
                                     const char    *lines,
                                     gsize          length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChlCodeColors, chl_code_colors_free)

G_END_DECLS
