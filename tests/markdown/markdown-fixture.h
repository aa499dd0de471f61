/* markdown-fixture.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-markdown.h"

G_BEGIN_DECLS

/**
 * Stream:
 * @document: what is tested
 * @mirror: (element-type ChlBlock): what somebody has who does only what updates tell
 *
 * A document as its user sees it.
 */
typedef struct
{
  ChlMarkdown *document;
  GPtrArray   *mirror;
} Stream;

extern const char *const markdown_corpus[];
extern const guint       n_markdown_corpus;

Stream  *stream_new (void);
void     stream_free (Stream *self);
void     stream_add (Stream     *self,
                     const char *text,
                     gsize       length,
                     gboolean    is_whole);
char    *stream_print (Stream *self);
char    *stream_dup_plain (Stream *self);
char    *print_block (const ChlBlock *block);
char    *print_document (const char *text,
                         gsize       length);
GString *make_random_document (GRand *rand,
                               guint  max_lines);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Stream, stream_free)

G_END_DECLS
