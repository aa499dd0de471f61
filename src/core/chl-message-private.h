/* chl-message-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-message.h"

G_BEGIN_DECLS

/**
 * ChlMessage:
 *
 * One turn of a conversation.
 */
struct _ChlMessage
{
  GObject parent_instance;

  char         *id; /* (owned) (not nullable) */
  ChlAuthor     author;
  gint64        created_us;
  gint64        first_token_us;
  gint64        completed_us;
  char         *provider_id; /* (owned) (nullable) */
  char         *model;       /* (owned) (nullable) */
  ChlProtocolId protocol;
  char         *prefix_digest; /* (owned) (nullable) */
  char         *response_id;   /* (owned) (nullable) */
  GPtrArray    *parts;         /* (owned) (element-type ChlPart) */
  GPtrArray    *replay;        /* (owned) (element-type utf8) raw JSON */
  ChlFinish     finish;
  char         *raw_finish; /* (owned) (nullable) */
  ChlUsage     *usage;      /* (owned) (nullable) */
  ChlFailure   *failure;    /* (owned) (nullable) */
  gboolean      is_growing;
};

/* For fields that nobody is told of. */
static inline void
chl_message_replace_string (char      **field,
                            const char *value)
{
  char *copy = g_strdup (value);

  g_free (*field);
  *field = copy;
}

G_END_DECLS
