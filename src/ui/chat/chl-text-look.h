/* chl-text-look.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <pango/pango.h>

#include "chl-block.h"
#include "chl-find.h"

G_BEGIN_DECLS

/*
 * Text as a label shows it: the same bytes, except that an address that is not opened stands behind
 * the words that carried it.
 */
typedef struct _ChlTextLook ChlTextLook;

ChlTextLook   *chl_text_look_new (const char    *text,
                                  gsize          length,
                                  const ChlSpan *spans,
                                  guint          n_spans);
void           chl_text_look_free (ChlTextLook *self);
gboolean       chl_text_look_is_of (ChlTextLook   *self,
                                    const char    *text,
                                    gsize          length,
                                    const ChlSpan *spans,
                                    guint          n_spans);
const char    *chl_text_look_get_text (ChlTextLook *self,
                                       gsize       *out_length);
const char    *chl_text_look_get_shown (ChlTextLook *self);
const ChlSpan *chl_text_look_find_link (ChlTextLook *self,
                                        const char  *uri,
                                        gsize        position);
char          *chl_text_look_dup_markup (ChlTextLook *self);
PangoAttrList *chl_text_look_dup_attributes (ChlTextLook *self);
gsize          chl_text_look_to_shown (ChlTextLook *self,
                                       gsize        position,
                                       gboolean     is_end);
gsize          chl_text_look_from_shown (ChlTextLook *self,
                                         gsize        position);
PangoAttrList *chl_text_look_dup_marks (ChlTextLook *self,
                                        ChlFind     *find,
                                        gssize       current);
void           chl_text_look_paint_marks (PangoAttrList *attributes,
                                          PangoAttrList *marks);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChlTextLook, chl_text_look_free)

G_END_DECLS
