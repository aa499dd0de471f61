/* chl-part-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "chl-part.h"

G_BEGIN_DECLS

/**
 * ChlPart:
 *
 * One piece of a message.
 */
struct _ChlPart
{
  GObject parent_instance;

  ChlPartKind kind;
  GString    *text;       /* (owned) (not nullable) */
  char       *call_id;    /* (owned) (nullable) */
  char       *name;       /* (owned) (nullable) */
  char       *media_type; /* (owned) (nullable) */
  GBytes     *data;       /* (owned) (nullable) */
  char       *uri;        /* (owned) (nullable) */
  char       *filename;   /* (owned) (nullable) */
  GPtrArray  *metas;      /* (owned) (nullable) (element-type Meta) in the order they came in */
  gint64      began_us;
  gint64      ended_us;
  gboolean    is_complete;
  gboolean    is_error;
};

/* For fields that nobody is told of. */
static inline void
chl_part_replace_string (char      **field,
                         const char *value)
{
  char *copy = g_strdup (value);

  g_free (*field);
  *field = copy;
}

JsonNode *chl_part_to_json (ChlPart *self);
ChlPart  *chl_part_from_json (JsonNode *node,
                              GError  **error);

G_END_DECLS
