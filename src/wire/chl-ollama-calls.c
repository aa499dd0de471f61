/* chl-ollama-calls.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-ollama-calls"

#include "config.h"

#include "chl-ollama-calls.h"

#include <string.h>

#include "chl-tool-slot.h"

#define NO_ARGUMENTS "{}"

/* What all calls of an answer may have together; memory must have an end even where each call
 * keeps within its own limit. */
#define MAX_TOTAL_BYTES ((gsize) 256 * 1024 * 1024)

struct _ChlOllamaCalls
{
  ChlEmitter          *emitter; /* (unowned) */
  const ChlWireLimits *limits;  /* (unowned) */
  guint64              seed;
  GHashTable          *ids;     /* (owned) (element-type utf8) those that are taken */
  GString             *scratch; /* (owned) */
  gsize                total_bytes;
  guint                n_calls;
};

ChlOllamaCalls *
chl_ollama_calls_new (ChlEmitter             *emitter,
                      const ChlDecodeOptions *options)
{
  ChlOllamaCalls *self = g_new0 (ChlOllamaCalls, 1);

  self->emitter = emitter;
  self->limits = &options->limits;
  self->seed = options->id_seed;
  self->ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->scratch = g_string_new (NULL);

  return self;
}

void
chl_ollama_calls_free (ChlOllamaCalls *self)
{
  g_return_if_fail (self != NULL);

  g_hash_table_unref (self->ids);
  g_string_free (self->scratch, TRUE);
  g_free (self);
}

/* An id that no other call of this answer has: results are matched by it. */
static char *
dup_id (ChlOllamaCalls        *self,
        const ChlToolFragment *fragment)
{
  char *id = g_strdup (fragment->id);

  for (guint i = self->n_calls; id == NULL || g_hash_table_contains (self->ids, id); i++)
    {
      g_free (id);
      id = chl_tool_id_invent (self->seed, i);
    }
  g_hash_table_add (self->ids, g_strdup (id));

  return id;
}

/*
 * An object, as it stands; some servers in front of it send a string that has one in it. A string
 * that is none is passed on: whoever runs the tool says so to the model.
 */
static void
read_arguments (ChlOllamaCalls *self,
                ChlJsonSpan     arguments)
{
  gunichar2   pending = 0;
  gsize       length = 0;
  const char *text;

  g_string_truncate (self->scratch, 0);
  if (chl_json_span_is_object (arguments))
    chl_json_span_append_compact (arguments, self->scratch);
  else if (chl_json_span_has_text (arguments))
    {
      g_autoptr(GString) buffer = g_string_new (NULL);

      text = chl_json_span_read_text (arguments, buffer, &pending, &length);
      if (text != NULL)
        g_string_append_len (self->scratch, text, (gssize) length);
      if (pending != 0)
        g_string_append (self->scratch, "\357\277\275");
    }

  if (self->scratch->len == 0)
    g_string_assign (self->scratch, NO_ARGUMENTS);
}

static gboolean
fits (ChlOllamaCalls *self,
      const char     *name)
{
  self->total_bytes += self->scratch->len;
  if (self->n_calls < self->limits->max_tool_calls &&
      self->scratch->len <= self->limits->max_argument_bytes &&
      self->total_bytes <= MAX_TOTAL_BYTES && strlen (name) <= CHL_TOOL_MAX_NAME_BYTES)
    return TRUE;

  chl_emitter_fail_kind (self->emitter, CHL_FAILURE_LIMIT);

  return FALSE;
}

static void
take_call (ChlOllamaCalls *self,
           ChlJsonSpan     call)
{
  g_auto(ChlToolFragment) fragment = { 0 };
  g_autofree char *name = NULL;
  g_autofree char *id = NULL;
  guint            part;

  chl_tool_fragment_init (&fragment, call);
  if (fragment.name.length == 0)
    return;

  name = chl_json_span_dup_text (fragment.name);
  read_arguments (self, fragment.arguments);
  if (!fits (self, name))
    return;

  part = chl_emitter_begin_part (self->emitter, CHL_PART_TOOL_CALL);
  if (part == CHL_NO_PART)
    return;

  id = dup_id (self, &fragment);
  self->n_calls++;
  chl_emitter_set_meta (self->emitter, part, "call-id", id, strlen (id));
  chl_emitter_set_meta (self->emitter, part, "name", name, strlen (name));
  chl_emitter_append (self->emitter, part, self->scratch->str, self->scratch->len);
  chl_emitter_end_part (self->emitter, part);
}

/**
 * chl_ollama_calls_take:
 * @self: the calls
 * @calls: the member `tool_calls` of a message
 */
void
chl_ollama_calls_take (ChlOllamaCalls *self,
                       ChlJsonSpan     calls)
{
  ChlJsonCursor cursor;
  ChlJsonSpan   call;

  if (!chl_json_span_is_array (calls))
    return;

  chl_json_cursor_init (&cursor, calls);
  while (!chl_emitter_has_failed (self->emitter) && chl_json_cursor_next (&cursor, NULL, &call))
    if (chl_json_span_is_object (call))
      take_call (self, call);
}

guint
chl_ollama_calls_get_length (ChlOllamaCalls *self)
{
  return self->n_calls;
}
