/* chl-recovery.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-recovery"

#include "config.h"

#include "chl-recovery.h"

#include "chl-json.h"
#include "chl-message.h"

/* What the journal has for one part. */
typedef struct
{
  guint       number;
  ChlPartKind kind;
  GString    *text; /* (owned) (not nullable) */
} Growth;

struct _ChlRecovery
{
  ChlMessage *message; /* (owned) (not nullable) */
  GPtrArray  *growths; /* (owned) (element-type Growth) in the order in which they began */
};

static void
free_growth (Growth *growth)
{
  g_string_free (growth->text, TRUE);
  g_free (growth);
}

static Growth *
find_growth (ChlRecovery *self,
             guint        number,
             const char  *kind)
{
  Growth *growth = NULL;

  for (guint i = 0; i < self->growths->len; i++)
    {
      growth = g_ptr_array_index (self->growths, i);
      if (growth->number == number)
        return growth;
    }

  growth = g_new0 (Growth, 1);
  growth->number = number;
  growth->kind = CHL_PART_TEXT;
  growth->text = g_string_new (NULL);
  chl_part_kind_from_string (kind, &growth->kind);
  g_ptr_array_add (self->growths, growth);

  return growth;
}

/* The message was saved with some parts already, or with none. */
static void
apply_growth (ChlRecovery *self,
              Growth      *growth)
{
  g_autofree char *text = g_utf8_make_valid (growth->text->str, (gssize) growth->text->len);
  ChlPart         *part = NULL;

  if (growth->number < chl_message_get_n_parts (self->message))
    part = chl_message_get_part (self->message, growth->number);

  if (part == NULL || chl_part_get_kind (part) != growth->kind)
    {
      g_autoptr(ChlPart) added = chl_part_new (growth->kind);

      chl_message_add_part (self->message, added);
      part = added;
    }

  chl_part_append_text (part, text, -1);
}

/**
 * chl_recovery_is_needed:
 * @body: a message as JSON text
 *
 * Returns: whether it is an answer of which nobody ever said how it ended
 */
gboolean
chl_recovery_is_needed (const char *body)
{
  g_autoptr(JsonNode) root = chl_json_parse (body, -1, NULL);

  return root != NULL && g_strcmp0 (chl_json_get_string (root, "/author"), "assistant") == 0 &&
         chl_json_get_string (root, "/finish") == NULL;
}

/**
 * chl_recovery_new:
 * @body: a message as JSON text
 *
 * Returns: (transfer full) (nullable): the beginning of it; %NULL if @body is no message
 */
ChlRecovery *
chl_recovery_new (const char *body)
{
  g_autoptr(JsonNode) root = chl_json_parse (body, -1, NULL);
  g_autoptr(ChlMessage) message = root != NULL ? chl_message_from_json (root, NULL) : NULL;
  ChlRecovery *self;

  if (message == NULL)
    return NULL;

  self = g_new0 (ChlRecovery, 1);
  self->message = g_steal_pointer (&message);
  self->growths = g_ptr_array_new_with_free_func ((GDestroyNotify) free_growth);

  return self;
}

/**
 * chl_recovery_free:
 * @self: (transfer full): a message that is put together
 */
void
chl_recovery_free (ChlRecovery *self)
{
  g_return_if_fail (self != NULL);

  g_ptr_array_unref (self->growths);
  g_object_unref (self->message);
  g_free (self);
}

/**
 * chl_recovery_add:
 * @self: a message that is put together
 * @part: which part, counted from 0 in the order in which the parts began
 * @part_kind: of which kind; one that is not known is taken for text
 * @text: (array length=length): what came next in it; need not end at a character
 * @length: bytes in @text
 *
 * Adds one row of the journal. They come in the order in which they were written.
 */
void
chl_recovery_add (ChlRecovery *self,
                  guint        part,
                  const char  *part_kind,
                  const char  *text,
                  gsize        length)
{
  g_string_append_len (find_growth (self, part, part_kind)->text, text, (gssize) length);
}

/**
 * chl_recovery_finish:
 * @self: a message that is put together
 *
 * Marks the message as one that broke off.
 *
 * Returns: (transfer full): it as JSON text
 */
char *
chl_recovery_finish (ChlRecovery *self)
{
  g_autoptr(ChlFailure) failure = chl_failure_new (CHL_FAILURE_TRUNCATED, NULL);
  g_autoptr(JsonNode) root = NULL;

  for (guint i = 0; i < self->growths->len; i++)
    apply_growth (self, g_ptr_array_index (self->growths, i));

  chl_message_set_failure (self->message, failure);
  chl_message_set_finish (self->message, CHL_FINISH_ERROR, NULL);
  root = chl_message_to_json (self->message);

  return chl_json_print (root, FALSE);
}
