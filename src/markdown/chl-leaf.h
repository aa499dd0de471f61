/* chl-leaf.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-block.h"
#include "chl-growing-text.h"
#include "chl-reference-table.h"

G_BEGIN_DECLS

/* Deeper ones are shown as typed. */
#define CHL_LEAF_MAX_DEPTH 16

/**
 * ChlLeaf:
 * @kind: what block it becomes
 * @containers: as of #ChlBlock
 * @n_entered: as of #ChlBlock
 * @item: as of #ChlBlock
 * @number: as of #ChlBlock
 * @level: as of #ChlBlock
 * @is_continued: as of #ChlBlock
 * @is_closed: as of #ChlBlock
 * @is_open: more may follow, so what is half there is mended
 * @source: of running text: its lines as typed; of a table: its rows
 * @tried: of running text: bytes in @source when it was last looked for a place to divide it
 * @language: (nullable): of code
 * @code: (nullable): of code
 * @length: of code: its bytes
 * @has_line: of code: it has one line at least
 * @blanks: (nullable): of code: blank lines that belong to it if other ones follow
 * @text: (nullable): of a table: what a reader sees
 * @spans: (nullable): of a table
 * @cells: (nullable): of a table
 * @alignments: (nullable): of a table
 *
 * A leaf of the document while it is read.
 */
typedef struct
{
  ChlBlockKind kind;
  char         containers[CHL_LEAF_MAX_DEPTH + 1];
  guint        n_entered;
  ChlItemKind  item;
  guint        number;
  guint        level;
  gboolean     is_continued;
  gboolean     is_closed;
  gboolean     is_open;

  GString *source;
  gsize    tried;

  char           *language;
  ChlGrowingText *code;
  gsize           length;
  gboolean        has_line;
  GString        *blanks;

  GString *text;
  GArray  *spans;
  GArray  *cells;
  char    *alignments;
} ChlLeaf;

ChlLeaf  *chl_leaf_new (ChlBlockKind kind);
ChlLeaf  *chl_leaf_copy (ChlLeaf *self,
                         gboolean with_rows);
void      chl_leaf_free (ChlLeaf *self);
void      chl_leaf_add_line (ChlLeaf    *self,
                             const char *text,
                             gsize       length);
void      chl_leaf_add_more (ChlLeaf    *self,
                             const char *text,
                             gsize       length);
ChlLeaf  *chl_leaf_divide (ChlLeaf *self,
                           gboolean is_whole);
gboolean  chl_leaf_may_refer (const ChlLeaf *self);
ChlBlock *chl_leaf_build (ChlLeaf                 *self,
                          const ChlReferenceTable *references);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChlLeaf, chl_leaf_free)

G_END_DECLS
