/* chl-responses-item-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-responses-item.h"

G_BEGIN_DECLS

typedef enum
{
  CHL_RESPONSES_KIND_NONE, /* nothing is known of it yet */
  CHL_RESPONSES_KIND_MESSAGE,
  CHL_RESPONSES_KIND_REASONING,
  CHL_RESPONSES_KIND_FUNCTION,
  CHL_RESPONSES_KIND_CUSTOM,
  CHL_RESPONSES_KIND_OPAQUE,
} ChlResponsesKind;

struct _ChlResponsesItem
{
  ChlResponsesRoom *room; /* (unowned) */
  gint64            index;
  ChlResponsesKind  kind;
  char             *id;      /* (owned) (nullable) */
  char             *type;    /* (owned) (nullable) the server's word for what it is */
  char             *phase;   /* (owned) (nullable) of a message */
  char             *call_id; /* (owned) (nullable) of a call, once it has begun */
  GPtrArray        *texts;   /* (owned) (element-type ChlResponsesText) */
  GString          *citations;
  gint64            cited; /* which text they belong to */
  gboolean          is_added;
  gboolean          is_done;
  gboolean          has_raw;
};

char             *chl_responses_item_dup_word (ChlJsonSpan span);
ChlResponsesText *chl_responses_item_find_text (ChlResponsesItem  *self,
                                                ChlResponsesSource source,
                                                gint64             index);
ChlResponsesText *chl_responses_item_get_text (ChlResponsesItem  *self,
                                               ChlResponsesSource source,
                                               gint64             index);
void              chl_responses_item_learn (ChlResponsesItem *self,
                                            ChlJsonSpan       item);

G_END_DECLS
