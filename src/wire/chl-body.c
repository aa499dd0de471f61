/* chl-body.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-body"

#include "config.h"

#include "chl-body.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "chl-error.h"
#include "chl-lessons.h"

/* What the program alone decides; a person's additions could break or expose the exchange. */
static const char *const protected_names[] = {
  "model",
  "messages",
  "input",
  "stream",
  "stream_options",
  "tools",
  "tool_choice",
  "parallel_tool_calls",
  "system",
  "instructions",
  "include",
  "store",
  "previous_response_id",
  "conversation",
  "metadata",
  "cache_control",
};

/**
 * chl_body_read_object:
 * @json: (nullable): raw JSON
 * @out_object: (out): it
 *
 * Returns: whether it is one object
 */
gboolean
chl_body_read_object (const char  *json,
                      ChlJsonSpan *out_object)
{
  return json != NULL &&
         chl_json_span_check (json, strlen (json), CHL_BODY_MAX_DEPTH, out_object) ==
           CHL_JSON_VALID &&
         chl_json_span_is_object (*out_object);
}

/* The same for an array. */
gboolean
chl_body_read_array (const char  *json,
                     ChlJsonSpan *out_array)
{
  return json != NULL &&
         chl_json_span_check (json, strlen (json), CHL_BODY_MAX_DEPTH, out_array) ==
           CHL_JSON_VALID &&
         chl_json_span_is_array (*out_array);
}

static gboolean
check_extra (ChlBody *self,
             GError **error)
{
  ChlJsonCursor cursor;
  ChlJsonSpan   key;
  ChlJsonSpan   value;

  if (self->request->extra_body == NULL)
    return TRUE;

  if (!g_utf8_validate (self->request->extra_body, -1, NULL) ||
      !chl_body_read_object (self->request->extra_body, &self->extra))
    {
      g_set_error_literal (error, CHL_ERROR, CHL_ERROR_INVALID,
                           _("The additional parameters are no JSON object"));
      return FALSE;
    }

  chl_json_cursor_init (&cursor, self->extra);
  while (chl_json_cursor_next (&cursor, &key, &value))
    for (guint i = 0; i < G_N_ELEMENTS (protected_names); i++)
      if (chl_json_span_is_key (key, protected_names[i]))
        {
          g_set_error (error, CHL_ERROR, CHL_ERROR_INVALID,
                       _("“%s” cannot be set by an additional parameter"), protected_names[i]);
          return FALSE;
        }

  return TRUE;
}

static gboolean
check_tools (const ChlRequest *request,
             GError          **error)
{
  for (guint i = 0; i < request->tools->len; i++)
    {
      const ChlTool *tool = g_ptr_array_index (request->tools, i);
      ChlJsonSpan    object = { NULL, 0 };

      if (tool->parameters != NULL && !chl_body_read_object (tool->parameters, &object))
        {
          g_set_error (error, CHL_ERROR, CHL_ERROR_INVALID,
                       _("The parameters of the tool “%s” are no JSON object"), tool->name);
          return FALSE;
        }
    }

  return TRUE;
}

static gboolean
check_schema (const ChlRequest *request,
              GError          **error)
{
  ChlJsonSpan object = { NULL, 0 };

  if (request->format != CHL_FORMAT_JSON_SCHEMA ||
      (chl_body_read_object (request->schema, &object)))
    return TRUE;

  g_set_error_literal (error, CHL_ERROR, CHL_ERROR_INVALID,
                       _("The schema of the answer is no JSON object"));

  return FALSE;
}

/**
 * chl_body_begin:
 * @self: (out caller-allocates): a body
 * @request: what to ask
 * @quirks: what is special about the server
 * @error: %CHL_ERROR_INVALID where raw JSON of the request is none, or sets what only the program
 *   may set
 *
 * Checks the request and begins the object. End it with chl_body_end().
 *
 * Returns: whether the request can be sent
 */
gboolean
chl_body_begin (ChlBody          *self,
                const ChlRequest *request,
                const ChlQuirks  *quirks,
                GError          **error)
{
  *self = (ChlBody){ .request = request, .quirks = quirks };

  if (!check_extra (self, error) || !check_tools (request, error) || !check_schema (request, error))
    return FALSE;

  self->writer = chl_json_writer_new ();
  chl_json_writer_begin_object (self->writer, NULL);

  return TRUE;
}

static void
add_members (ChlBody    *self,
             ChlJsonSpan object,
             gboolean    yields)
{
  ChlJsonCursor cursor;
  ChlJsonSpan   key;
  ChlJsonSpan   value;

  chl_json_cursor_init (&cursor, object);
  while (chl_json_cursor_next (&cursor, &key, &value))
    {
      const ChlJsonSpan quoted = { key.start - 1, key.length + 2 };
      g_autofree char  *name = chl_json_span_dup_text (quoted);

      if (!yields || chl_body_is_ours (self, name))
        chl_json_writer_add_raw (self->writer, name, value.start, (gssize) value.length);
    }
}

/**
 * chl_body_end:
 * @self: a body that was begun
 *
 * Puts the family's additions behind everything else, and a person's behind those.
 *
 * Returns: (transfer full): all of it
 */
GBytes *
chl_body_end (ChlBody *self)
{
  ChlJsonSpan of_family = { NULL, 0 };

  if (chl_body_read_object (self->quirks->extra_body, &of_family))
    add_members (self, of_family, TRUE);
  add_members (self, self->extra, FALSE);
  chl_json_writer_end_object (self->writer);

  return chl_json_writer_free_to_bytes (g_steal_pointer (&self->writer));
}

/**
 * chl_body_is_ours:
 * @self: a body
 * @name: of a member of it
 *
 * Returns: whether we set it ourselves: not where the server is known to refuse it, and where the
 *   additions name it, theirs counts
 */
gboolean
chl_body_is_ours (const ChlBody *self,
                  const char    *name)
{
  const char *const *lessons = self->quirks->lessons;
  ChlJsonCursor      cursor;
  ChlJsonSpan        key;
  ChlJsonSpan        value;

  for (; lessons != NULL && *lessons != NULL; lessons++)
    if (g_str_has_prefix (*lessons, CHL_LESSON_WITHOUT) &&
        g_str_equal (*lessons + strlen (CHL_LESSON_WITHOUT), name))
      return FALSE;

  chl_json_cursor_init (&cursor, self->extra);
  while (chl_json_cursor_next (&cursor, &key, &value))
    if (chl_json_span_is_key (key, name))
      return FALSE;

  return TRUE;
}

/* Adds a member, unless there is nothing to say or the additions say it. */
void
chl_body_add_string (ChlBody    *self,
                     const char *name,
                     const char *value)
{
  if (value != NULL && chl_body_is_ours (self, name))
    chl_json_writer_add_string (self->writer, name, value);
}

/* The same; below 0 is nothing to say. */
void
chl_body_add_int (ChlBody    *self,
                  const char *name,
                  gint64      value)
{
  if (value >= 0 && chl_body_is_ours (self, name))
    chl_json_writer_add_int (self->writer, name, value);
}

/* The same; what is no finite number is nothing to say. */
void
chl_body_add_double (ChlBody    *self,
                     const char *name,
                     double      value)
{
  if (isfinite (value) && chl_body_is_ours (self, name))
    chl_json_writer_add_double (self->writer, name, value);
}

/**
 * chl_body_get_output_limit:
 * @self: a body
 *
 * Returns: tokens of the longest answer, as was wished, but no more than the person lets the model
 *   give; -1 where there is nothing to say
 */
gint64
chl_body_get_output_limit (const ChlBody *self)
{
  gint64 wished = self->request->max_output;
  gint64 limit = self->quirks->output_limit;

  if (limit > 0)
    return wished > 0 ? MIN (wished, limit) : limit;

  return wished > 0 ? wished : -1;
}

gboolean
chl_body_offers_tools (const ChlBody *self)
{
  return self->request->tools->len > 0 && !self->quirks->refuses_tools;
}

/**
 * chl_body_add_temperature:
 * @self: a body
 * @least: what the protocol takes at least
 * @most: what the protocol takes at most; 0: whatever was wished
 *
 * Adds the temperature, as near to what was wished as the server takes it.
 */
void
chl_body_add_temperature (ChlBody *self,
                          double   least,
                          double   most)
{
  const ChlQuirks *quirks = self->quirks;
  double           temperature = self->request->temperature;

  if (!isfinite (temperature))
    return;

  if (quirks->most_temperature > 0)
    most = quirks->most_temperature;
  if (most > 0)
    temperature = MIN (temperature, most);
  if (most > 0 || quirks->least_temperature > 0)
    temperature = MAX (temperature, MAX (least, quirks->least_temperature));

  chl_body_add_double (self, "temperature", temperature);
}

/* The same; no strings are nothing to say. */
void
chl_body_add_strings (ChlBody           *self,
                      const char        *name,
                      const char *const *values)
{
  if (values == NULL || values[0] == NULL || !chl_body_is_ours (self, name))
    return;

  chl_json_writer_begin_array (self->writer, name);
  for (guint i = 0; values[i] != NULL; i++)
    chl_json_writer_add_string (self->writer, NULL, values[i]);
  chl_json_writer_end_array (self->writer);
}
