/* chl-request.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-request"

#include "config.h"

#include <math.h>
#include <string.h>

#include "chl-request.h"

/**
 * chl_request_new:
 * @model: the provider's own id of the model
 *
 * Returns: (transfer full): a request that asks for a stream and leaves all else to the provider
 */
ChlRequest *
chl_request_new (const char *model)
{
  ChlRequest *self = NULL;

  g_return_val_if_fail (model != NULL, NULL);

  self = g_new0 (ChlRequest, 1);
  self->model = g_strdup (model);
  self->messages = g_ptr_array_new_with_free_func (g_object_unref);
  self->tools = g_ptr_array_new_with_free_func ((GDestroyNotify) chl_tool_free);
  self->parallel_tools = -1;
  self->temperature = NAN;
  self->top_p = NAN;
  self->min_p = NAN;
  self->frequency_penalty = NAN;
  self->presence_penalty = NAN;
  self->repetition_penalty = NAN;
  self->top_k = -1;
  self->stream = TRUE;

  return self;
}

/**
 * chl_request_free:
 * @self: (transfer full) (nullable): a request
 */
void
chl_request_free (ChlRequest *self)
{
  if (self == NULL)
    return;

  g_free (self->model);
  g_free (self->origin);
  g_free (self->provider_id);
  g_free (self->system);
  g_ptr_array_unref (self->messages);
  g_ptr_array_unref (self->tools);
  g_free (self->tool_choice_name);
  g_strfreev (self->stop);
  g_free (self->schema_name);
  g_free (self->schema);
  g_free (self->cache_key);
  g_free (self->extra_body);
  g_free (self);
}

/**
 * chl_request_add_message:
 * @self: a request
 * @message: (transfer none): the next message
 */
void
chl_request_add_message (ChlRequest *self,
                         ChlMessage *message)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (CHL_IS_MESSAGE (message));

  g_ptr_array_add (self->messages, g_object_ref (message));
}

static void
digest_number (GChecksum *checksum,
               guint64    number)
{
  guint8 bytes[8];

  for (guint i = 0; i < sizeof bytes; i++)
    bytes[i] = (guint8) (number >> (8 * i));
  g_checksum_update (checksum, bytes, sizeof bytes);
}

/* Each with its length before it, so that "ab", "c" is not "a", "bc"; NULL is not "". */
static void
digest_bytes (GChecksum    *checksum,
              const guint8 *bytes,
              gsize         length)
{
  digest_number (checksum, bytes != NULL ? length + 1 : 0);
  while (length > 0)
    {
      gsize step = MIN (length, (gsize) G_MAXINT);

      g_checksum_update (checksum, bytes, (gssize) step);
      bytes += step;
      length -= step;
    }
}

static void
digest_string (GChecksum  *checksum,
               const char *text)
{
  digest_bytes (checksum, (const guint8 *) text, text != NULL ? strlen (text) : 0);
}

static void
digest_part (GChecksum *checksum,
             ChlPart   *part)
{
  GBytes       *data = chl_part_get_data (part);
  const guint8 *bytes = NULL;
  gsize         length = 0;

  digest_number (checksum, chl_part_get_kind (part));
  digest_bytes (checksum,
                (const guint8 *) chl_part_get_text (part),
                chl_part_get_text_length (part));
  digest_string (checksum, chl_part_get_call_id (part));
  digest_string (checksum, chl_part_get_name (part));
  digest_string (checksum, chl_part_get_media_type (part));
  digest_string (checksum, chl_part_get_uri (part));
  digest_string (checksum, chl_part_get_filename (part));

  if (data != NULL)
    bytes = g_bytes_get_data (data, &length);
  digest_bytes (checksum, bytes, length);
}

static void
digest_message (GChecksum  *checksum,
                ChlMessage *message)
{
  guint n_parts = chl_message_get_n_parts (message);

  digest_number (checksum, chl_message_get_author (message));
  digest_number (checksum, n_parts);
  for (guint i = 0; i < n_parts; i++)
    digest_part (checksum, chl_message_get_part (message, i));
}

/**
 * chl_request_dup_digest:
 * @self: a request
 * @n_messages: how many of its messages, from the first on
 *
 * A hash of all that decides whether opaque material which came after those messages may go back:
 * origin, model, system prompt, tools and the messages' content. Their ids do not count.
 *
 * Returns: (transfer full): SHA-256 in hexadecimal
 */
char *
chl_request_dup_digest (const ChlRequest *self,
                        guint             n_messages)
{
  g_auto(ChlPrefixDigest) digest = { 0 };

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (n_messages <= self->messages->len, NULL);

  chl_prefix_digest_init (&digest, self);

  return chl_prefix_digest_dup (&digest, n_messages);
}

/**
 * chl_prefix_digest_init:
 * @self: (out caller-allocates): digests
 * @request: (transfer none): whose; it must not change meanwhile
 */
void
chl_prefix_digest_init (ChlPrefixDigest  *self,
                        const ChlRequest *request)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (request != NULL);

  *self = (ChlPrefixDigest){ .request = request, .checksum = g_checksum_new (G_CHECKSUM_SHA256) };
  digest_string (self->checksum, request->origin);
  digest_string (self->checksum, request->model);
  digest_string (self->checksum, request->system);

  digest_number (self->checksum, request->tools->len);
  for (guint i = 0; i < request->tools->len; i++)
    {
      const ChlTool *tool = g_ptr_array_index (request->tools, i);

      digest_string (self->checksum, tool->name);
      digest_string (self->checksum, tool->description);
      digest_string (self->checksum, tool->parameters);
    }
}

void
chl_prefix_digest_clear (ChlPrefixDigest *self)
{
  g_clear_pointer (&self->checksum, g_checksum_free);
}

/**
 * chl_prefix_digest_dup:
 * @self: digests
 * @n_messages: how many messages, from the first on; not fewer than the last time
 *
 * Returns: (transfer full): see chl_request_dup_digest()
 */
char *
chl_prefix_digest_dup (ChlPrefixDigest *self,
                       guint            n_messages)
{
  g_autoptr(GChecksum) whole = NULL;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (n_messages >= self->n_messages, NULL);
  g_return_val_if_fail (n_messages <= self->request->messages->len, NULL);

  for (; self->n_messages < n_messages; self->n_messages++)
    digest_message (self->checksum, g_ptr_array_index (self->request->messages, self->n_messages));

  whole = g_checksum_copy (self->checksum);
  digest_number (whole, n_messages);

  return g_strdup (g_checksum_get_string (whole));
}
