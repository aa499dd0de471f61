/* chl-outline-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-line.h"
#include "chl-outline.h"

G_BEGIN_DECLS

/* What is deeper is code. */
#define CHL_OUTLINE_CODE_INDENT 4

typedef enum
{
  CHL_CONTAINER_QUOTE,
  CHL_CONTAINER_ITEM,
} ChlContainerKind;

/**
 * ChlContainer:
 * @kind: what it is
 * @mark: of an item: what lists are told apart by
 * @is_numbered: of an item
 * @number: of an item
 * @indent: of an item: columns before its text
 * @is_bare: of an item: only its marker was there so far
 * @is_over: of an item: it has ended, but its list has not
 * @is_entered: a leaf stands in it
 *
 * What following lines may belong to. A list is as long as the next item fits to the one before.
 */
typedef struct
{
  ChlContainerKind kind;
  char             mark;
  gboolean         is_numbered;
  guint            number;
  guint            indent;
  gboolean         is_bare;
  gboolean         is_over;
  gboolean         is_entered;
} ChlContainer;

/**
 * ChlOutline:
 * @references: (unowned): where references lead
 * @sink: (unowned): who gets the leaves
 * @user_data: of @sink
 * @stack: the containers that are open, outermost first
 * @depth: how many
 * @leaf: (nullable) (owned): what the next line may go on with
 * @fence: of code: what closes it; no mark if it is indented
 * @fence_indent: of code: blanks that are left out of each line
 * @item: an item that has begun and waits for its first leaf
 * @number: of @item
 * @item_depth: the containers around @item, itself included
 * @is_mid_line: parts of the line were there already
 * @is_tentative: the end of the last line is missing
 */
struct _ChlOutline
{
  const ChlReferenceTable *references;
  const ChlOutlineSink    *sink;
  gpointer                 user_data;

  ChlContainer stack[CHL_LEAF_MAX_DEPTH];
  guint        depth;
  ChlLeaf     *leaf;
  ChlFence     fence;
  guint        fence_indent;
  ChlItemKind  item;
  guint        number;
  guint        item_depth;
  gboolean     is_mid_line;
  gboolean     is_tentative;
};

/**
 * ChlReading:
 * @line: what is left of the line
 * @matched: containers that the line stands in
 * @is_new: the line opened one of them
 * @is_part: the line goes on
 * @text: the first byte that is no blank
 * @length: bytes from there
 * @indent: columns before it
 */
typedef struct
{
  ChlLine     line;
  guint       matched;
  gboolean    is_new;
  gboolean    is_part;
  const char *text;
  gsize       length;
  guint       indent;
} ChlReading;

typedef enum
{
  CHL_STEP_AGAIN, /* a container was opened */
  CHL_STEP_TEXT,  /* nothing begins here */
  CHL_STEP_DONE,  /* the line is used up */
} ChlStep;

ChlLeaf *chl_outline_open_leaf (ChlOutline  *self,
                                ChlBlockKind kind);
void     chl_outline_close_leaf (ChlOutline *self);
void     chl_outline_close_to (ChlOutline *self,
                               guint       depth);
void     chl_outline_end_item (ChlOutline *self);
void     chl_outline_push (ChlOutline         *self,
                           const ChlContainer *container,
                           ChlItemKind         item);
void     chl_outline_add_text (ChlOutline *self,
                               const char *text,
                               gsize       length);
void     chl_outline_take_definitions (ChlOutline *self,
                                       char        next);
void     chl_outline_read_line (ChlOutline *self,
                                const char *text,
                                gsize       length,
                                gboolean    is_part);
ChlStep  chl_outline_continue_code (ChlOutline *self,
                                    ChlReading *reading);
ChlStep  chl_outline_open_indented_code (ChlOutline *self,
                                         ChlReading *reading);

G_END_DECLS
