/* chl-tool.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-tool"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chl-error.h"
#include "chl-json-reader.h"
#include "chl-json.h"
#include "chl-request.h"

#define MAX_NAME_BYTES 64
#define NAME_LETTERS G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "_-"

/* What a tool without parameters has. */
#define NO_PARAMETERS "{\"type\":\"object\",\"properties\":{}}"

static gboolean
is_valid_name (const char *name)
{
  gsize length = strlen (name);

  return length > 0 && length <= MAX_NAME_BYTES && strspn (name, NAME_LETTERS) == length;
}

/**
 * chl_tool_new:
 * @name: A to Z, a to z, 0 to 9, "_" and "-", at most 64
 * @description: (nullable): what for, for the model to read
 * @parameters: (nullable): JSON Schema as raw JSON text; %NULL for none
 *
 * Returns: (transfer full): a tool
 */
ChlTool *
chl_tool_new (const char *name,
              const char *description,
              const char *parameters)
{
  ChlTool *self = NULL;

  g_return_val_if_fail (name != NULL && is_valid_name (name), NULL);

  self = g_new0 (ChlTool, 1);
  self->name = g_strdup (name);
  self->description = g_strdup (description);
  self->parameters = g_strdup (parameters != NULL ? parameters : NO_PARAMETERS);

  return self;
}

/**
 * chl_tool_free:
 * @self: (transfer full) (nullable): a tool
 */
void
chl_tool_free (ChlTool *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self->description);
  g_free (self->parameters);
  g_free (self);
}

static ChlTool *
refuse (guint       number,
        const char *reason,
        GError    **error)
{
  g_set_error (error,
               CHL_ERROR,
               CHL_ERROR_INVALID,
               /* Translators: %s is a half-sentence such as "it has no name". */
               _("Tool %u cannot be used: %s"),
                  number,
                  reason);

  return NULL;
}

/* The reader calls "{}" empty, too, but that is a schema like any other. */
static gboolean
is_there (ChlJsonSpan span)
{
  return span.length > 0 && *span.start != 'n';
}

static ChlTool *
parse_tool (ChlJsonSpan element,
            guint       number,
            GError    **error)
{
  ChlJsonSpan      function = chl_json_span_get (element, "function");
  ChlJsonSpan      parameters;
  g_autofree char *name = NULL;
  g_autofree char *description = NULL;
  g_autofree char *raw = NULL;

  if (!chl_json_span_is_object (element))
    return refuse (number, _("it is no object"), error);
  if (!chl_json_span_is_object (function))
    function = element;

  name = chl_json_span_dup_text (chl_json_span_get (function, "name"));
  if (name == NULL || !is_valid_name (name))
    return refuse (number, _("its name must be 1 to 64 of A–Z, a–z, 0–9, _ and -"), error);

  parameters = chl_json_span_get (function, "parameters");
  if (!is_there (parameters))
    parameters = chl_json_span_get (function, "input_schema");
  if (chl_json_span_is_object (parameters))
    raw = g_strndup (parameters.start, parameters.length);
  else if (is_there (parameters))
    return refuse (number, _("its parameters are no object"), error);

  description = chl_json_span_dup_text (chl_json_span_get (function, "description"));

  return chl_tool_new (name, description, raw);
}

static gboolean
has_tool (GPtrArray  *tools,
          const char *name)
{
  for (guint i = 0; i < tools->len; i++)
    if (g_str_equal (((ChlTool *) g_ptr_array_index (tools, i))->name, name))
      return TRUE;

  return FALSE;
}

/**
 * chl_tools_parse:
 * @json: an array of tools: `{"type":"function","function":{"name","description","parameters"}}`,
 *   or flat `{"name","description","parameters"}`, where `input_schema` may stand for `parameters`
 * @error: %CHL_ERROR_INVALID with what is wrong with it
 *
 * Reads tools. The parameters are kept as they stand there, byte by byte.
 *
 * Source: https://platform.openai.com/docs/api-reference/chat/create
 *
 * Returns: (transfer full) (nullable) (element-type ChlTool): the tools
 */
GPtrArray *
chl_tools_parse (const char *json,
                 GError    **error)
{
  g_autoptr(GPtrArray) tools = g_ptr_array_new_with_free_func ((GDestroyNotify) chl_tool_free);
  ChlJsonSpan   root;
  ChlJsonSpan   element;
  ChlJsonCursor cursor;

  g_return_val_if_fail (json != NULL, NULL);

  if (!g_utf8_validate (json, -1, NULL) ||
      chl_json_span_check (json, strlen (json), CHL_JSON_MAX_DEPTH, &root) != CHL_JSON_VALID ||
      !chl_json_span_is_array (root))
    {
      g_set_error_literal (error,
                           CHL_ERROR,
                           CHL_ERROR_INVALID,
                           _("The tools must be a list in JSON"));
      return NULL;
    }

  chl_json_cursor_init (&cursor, root);
  while (chl_json_cursor_next (&cursor, NULL, &element))
    {
      g_autoptr(ChlTool) tool = parse_tool (element, tools->len + 1, error);

      if (tool == NULL)
        return NULL;
      if (has_tool (tools, tool->name))
        {
          refuse (tools->len + 1, _("another one has the same name"), error);
          return NULL;
        }
      g_ptr_array_add (tools, g_steal_pointer (&tool));
    }

  return g_steal_pointer (&tools);
}
