/* chl-attachments.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "chl-part.h"

G_BEGIN_DECLS

#define CHL_TYPE_ATTACHMENTS (chl_attachments_get_type ())

/*
 * The pictures that go with a question.
 *
 * ChlAttachments::changed: one came or went.
 * ChlAttachments::refused (const char *sentence): one was not taken.
 */
G_DECLARE_FINAL_TYPE (ChlAttachments, chl_attachments, CHL, ATTACHMENTS, AdwBin)

gboolean   chl_attachments_is_empty (ChlAttachments *self);
GPtrArray *chl_attachments_dup_parts (ChlAttachments *self);
void       chl_attachments_clear (ChlAttachments *self);

/* NULL: pictures are taken. Otherwise why not. */
void     chl_attachments_set_refusal (ChlAttachments *self,
                                      const char     *why);
void     chl_attachments_add_file (ChlAttachments *self,
                                   GFile          *file);
void     chl_attachments_add_texture (ChlAttachments *self,
                                      GdkTexture     *texture);
gboolean chl_attachments_take_value (ChlAttachments *self,
                                     const GValue   *value);
gboolean chl_attachments_paste (ChlAttachments *self,
                                GdkClipboard   *clipboard);
void     chl_attachments_choose (ChlAttachments *self);

G_END_DECLS
