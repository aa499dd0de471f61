/* chl-outline.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-leaf.h"

G_BEGIN_DECLS

/**
 * ChlOutlineSink:
 * @leaf: takes a leaf that is ready
 * @definition: takes what references lead to
 *
 * Who gets what an outline reads, in the order of the document.
 */
typedef struct
{
  void (*leaf) (ChlLeaf *leaf,
                gpointer user_data);
  void (*definition) (ChlDefinition *definition,
                      gpointer       user_data);
} ChlOutlineSink;

/*
 * Reads a document line by line into leaves, without a look at their text. Each line is read once;
 * what stays open between two lines is bounded.
 */
typedef struct _ChlOutline ChlOutline;

ChlOutline *chl_outline_new (const ChlReferenceTable *references,
                             const ChlOutlineSink    *sink,
                             gpointer                 user_data);
ChlOutline *chl_outline_copy (ChlOutline           *self,
                              gboolean              is_whole,
                              gsize                 n_bytes,
                              const ChlOutlineSink *sink);
void        chl_outline_free (ChlOutline *self);
void        chl_outline_add_line (ChlOutline *self,
                                  const char *text,
                                  gsize       length);
void        chl_outline_add_part (ChlOutline *self,
                                  const char *text,
                                  gsize       length);
void        chl_outline_finish (ChlOutline *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChlOutline, chl_outline_free)

G_END_DECLS
