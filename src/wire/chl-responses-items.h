/* chl-responses-items.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-responses-item.h"

G_BEGIN_DECLS

/*
 * The output items of one answer. Tells which item something is about, where servers say it by
 * position, by id, both, or neither.
 */
typedef struct _ChlResponsesItems ChlResponsesItems;

ChlResponsesItems *chl_responses_items_new (ChlEmitter             *emitter,
                                            const ChlDecodeOptions *options);
void               chl_responses_items_free (ChlResponsesItems *self);
ChlResponsesItem  *chl_responses_items_get (ChlResponsesItems *self,
                                            ChlJsonSpan        index,
                                            ChlJsonSpan        id);
ChlResponsesItem  *chl_responses_items_get_for (ChlResponsesItems *self,
                                                ChlResponsesSource source,
                                                ChlJsonSpan        index,
                                                ChlJsonSpan        id);
void               chl_responses_items_add (ChlResponsesItems *self,
                                            ChlJsonSpan        index,
                                            ChlJsonSpan        item);
void               chl_responses_items_finish (ChlResponsesItems *self,
                                               ChlJsonSpan        index,
                                               ChlJsonSpan        item);
void               chl_responses_items_complete (ChlResponsesItems *self,
                                                 ChlJsonSpan        output);
void               chl_responses_items_close (ChlResponsesItems *self,
                                              gboolean           is_whole);
gboolean           chl_responses_items_has_call (ChlResponsesItems *self);
gboolean           chl_responses_items_has_refusal (ChlResponsesItems *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChlResponsesItems, chl_responses_items_free)

G_END_DECLS
