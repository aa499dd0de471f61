/* chl-markdown.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-block.h"

G_BEGIN_DECLS

/* Bytes after which a paragraph is divided at a line break or a blank, so that no label is long. */
#define CHL_MARKDOWN_LONG_PARAGRAPH 1536

/*
 * A Markdown document that grows at its end.
 *
 * What arrives is only noted; chl_markdown_update() looks at it. Blocks that are settled are not
 * looked at again, so that an update costs as much as the tail that is still open, however long the
 * document is. A block that an update does not change stays the same object.
 *
 * Whole documents and documents in pieces give the same blocks. While the end is missing, the last
 * block shows what is going to come of it: marks that are half there are not shown.
 */
typedef struct _ChlMarkdown ChlMarkdown;

ChlMarkdown *chl_markdown_new (void);
void         chl_markdown_free (ChlMarkdown *self);
void         chl_markdown_reset (ChlMarkdown *self);
void         chl_markdown_append (ChlMarkdown *self,
                                  const char  *text,
                                  gsize        length);
guint        chl_markdown_update (ChlMarkdown *self,
                                  gboolean     is_whole);
guint        chl_markdown_get_n_blocks (ChlMarkdown *self);
guint        chl_markdown_get_n_settled (ChlMarkdown *self);
ChlBlock    *chl_markdown_get_block (ChlMarkdown *self,
                                     guint        position);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChlMarkdown, chl_markdown_free)

G_END_DECLS
