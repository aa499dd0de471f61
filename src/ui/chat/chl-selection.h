/* chl-selection.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-conversation.h"
#include "chl-place.h"

G_BEGIN_DECLS

/**
 * ChlSelectionUnit:
 * @CHL_SELECTION_CHARACTER: what a person takes for one character
 * @CHL_SELECTION_WORD: a word
 * @CHL_SELECTION_BLOCK: a paragraph, a table, a block of code
 * @CHL_SELECTION_ALL: the whole conversation
 *
 * By what a selection grows.
 */
typedef enum
{
  CHL_SELECTION_CHARACTER,
  CHL_SELECTION_WORD,
  CHL_SELECTION_BLOCK,
  CHL_SELECTION_ALL,
} ChlSelectionUnit;

#define CHL_TYPE_SELECTION (chl_selection_get_type ())

/*
 * What is selected in a conversation: everything between two places. It knows no widgets, so that it
 * stays when they go.
 *
 * ChlSelection::changed: something else is selected.
 */
G_DECLARE_FINAL_TYPE (ChlSelection, chl_selection, CHL, SELECTION, GObject)

ChlSelection   *chl_selection_new (void);
void            chl_selection_set_conversation (ChlSelection    *self,
                                                ChlConversation *conversation);
void            chl_selection_begin (ChlSelection    *self,
                                     const ChlPlace  *place,
                                     ChlSelectionUnit unit);
void            chl_selection_extend (ChlSelection   *self,
                                      const ChlPlace *place);
void            chl_selection_move (ChlSelection    *self,
                                    ChlSelectionUnit unit,
                                    gboolean         is_forward);
void            chl_selection_select_all (ChlSelection *self);
void            chl_selection_clear (ChlSelection *self);
const ChlPlace *chl_selection_get_head (ChlSelection *self);
gboolean        chl_selection_get_range (ChlSelection *self,
                                         ChlPlace     *out_start,
                                         ChlPlace     *out_end);
char           *chl_selection_dup_text (ChlSelection *self);

G_END_DECLS
