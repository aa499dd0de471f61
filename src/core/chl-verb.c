/* chl-verb.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-verb"

#include "config.h"

#include "chl-verb.h"

#include <string.h>

#include "chl-utf8.h"

/* Parts that are counted, and bytes of a status; a model has a dozen, and a status is a line. */
#define MAX_PARTS 4096
#define MAX_STATUS_BYTES 200

typedef struct
{
  gint64 done_bytes;
  gint64 total_bytes;
} ChlVerbPart;

/**
 * chl_verb_request_new:
 * @method: "POST" or "DELETE"
 * @address: (transfer full): the full URL
 * @body: (transfer full): JSON text
 *
 * Returns: (transfer full): how a runtime is asked, with one answer to come
 */
ChlVerbRequest *
chl_verb_request_new (const char *method,
                      char       *address,
                      char       *body)
{
  ChlVerbRequest *self = g_new0 (ChlVerbRequest, 1);

  self->method = method;
  self->address = address;
  self->body = body;

  return self;
}

void
chl_verb_request_free (ChlVerbRequest *self)
{
  g_free (self->address);
  g_free (self->body);
  g_free (self);
}

ChlVerbProgress *
chl_verb_progress_new (void)
{
  ChlVerbProgress *self = g_new0 (ChlVerbProgress, 1);

  self->parts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  return self;
}

void
chl_verb_progress_free (ChlVerbProgress *self)
{
  g_free (self->status);
  g_free (self->next_address);
  g_hash_table_unref (self->parts);
  g_free (self);
}

/**
 * chl_verb_progress_set_status:
 * @self: how far it has come
 * @status: (nullable): what the server says; what is no plain line is left out
 */
void
chl_verb_progress_set_status (ChlVerbProgress *self,
                              const char      *status)
{
  g_return_if_fail (self != NULL);

  if (status != NULL && (strlen (status) > MAX_STATUS_BYTES || !g_utf8_validate (status, -1, NULL)))
    status = NULL;
  for (const char *at = status; at != NULL && *at != '\0'; at = g_utf8_next_char (at))
    if (chl_utf8_is_hidden (g_utf8_get_char (at)))
      {
        status = NULL;
        break;
      }

  if (g_strcmp0 (self->status, status) == 0)
    return;
  g_free (self->status);
  self->status = g_strdup (status);
}

static void
count (ChlVerbProgress   *self,
       const ChlVerbPart *part,
       gint64             sign)
{
  self->done_bytes += sign * part->done_bytes;
  self->total_bytes += sign * part->total_bytes;
}

/**
 * chl_verb_progress_set_part:
 * @self: how far it has come
 * @name: a part of what is fetched
 * @done_bytes: how much of it is there
 * @total_bytes: how much it is
 *
 * Counts a part, instead of what was heard of it before. Numbers that make no sense are made to.
 */
void
chl_verb_progress_set_part (ChlVerbProgress *self,
                            const char      *name,
                            gint64           done_bytes,
                            gint64           total_bytes)
{
  ChlVerbPart *part;

  g_return_if_fail (self != NULL);
  g_return_if_fail (name != NULL);

  part = g_hash_table_lookup (self->parts, name);
  if (part == NULL && g_hash_table_size (self->parts) >= MAX_PARTS)
    return;

  if (part == NULL)
    {
      part = g_new0 (ChlVerbPart, 1);
      g_hash_table_insert (self->parts, g_strdup (name), part);
    }

  count (self, part, -1);
  part->total_bytes = CLAMP (total_bytes, 0, G_MAXINT64 / (2 * MAX_PARTS));
  part->done_bytes = CLAMP (done_bytes, 0, part->total_bytes);
  count (self, part, 1);
}
