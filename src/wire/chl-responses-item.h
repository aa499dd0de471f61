/* chl-responses-item.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-responses-text.h"

G_BEGIN_DECLS

/*
 * One output item of the Responses protocol while it comes in: a message, reasoning, a call of a
 * tool, or something that only the server understands, which is kept to be sent back as it came.
 */
typedef struct _ChlResponsesItem ChlResponsesItem;

ChlResponsesItem *chl_responses_item_new (ChlResponsesRoom *room,
                                          gint64            index);
void              chl_responses_item_free (ChlResponsesItem *self);
gint64            chl_responses_item_get_index (ChlResponsesItem *self);
const char       *chl_responses_item_get_id (ChlResponsesItem *self);
void              chl_responses_item_set_id (ChlResponsesItem *self,
                                             const char       *id);
gboolean          chl_responses_item_is_of_type (ChlResponsesItem *self,
                                                 ChlJsonSpan       type);
gboolean          chl_responses_item_is_added (ChlResponsesItem *self);
gboolean          chl_responses_item_is_done (ChlResponsesItem *self);
gboolean          chl_responses_item_is_call (ChlResponsesItem *self);
gboolean          chl_responses_item_has_refusal (ChlResponsesItem *self);
gboolean          chl_responses_item_takes (ChlResponsesItem  *self,
                                            ChlResponsesSource source);
void              chl_responses_item_add (ChlResponsesItem *self,
                                          ChlJsonSpan       item);
void              chl_responses_item_take (ChlResponsesItem  *self,
                                           ChlResponsesSource source,
                                           gint64             index,
                                           ChlJsonSpan        delta);
void              chl_responses_item_set (ChlResponsesItem  *self,
                                          ChlResponsesSource source,
                                          gint64             index,
                                          ChlJsonSpan        value);
void              chl_responses_item_set_name (ChlResponsesItem *self,
                                               ChlJsonSpan       name);
void              chl_responses_item_set_part (ChlResponsesItem *self,
                                               gint64            index,
                                               ChlJsonSpan       part);
void              chl_responses_item_take_citation (ChlResponsesItem *self,
                                                    gint64            index,
                                                    ChlJsonSpan       citation);
void              chl_responses_item_finish (ChlResponsesItem *self,
                                             ChlJsonSpan       item);
void              chl_responses_item_close (ChlResponsesItem *self,
                                            gboolean          is_whole);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChlResponsesItem, chl_responses_item_free)

G_END_DECLS
