/* chl-layers.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-layers"

#include "config.h"

#include "chl-layers.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chl-json.h"

/* Tokens: more than any model has; lists write such numbers for "as many as you like". */
#define MAX_WINDOW 16777216

/* Tokens, for want of anything better. Ollama takes no more unless it is told to.
 * Source: https://docs.ollama.com/context-length */
#define ASSUMED_WINDOW 8192
#define ASSUMED_OLLAMA_WINDOW 4096
#define ASSUMED_OUTPUT 4096

#define N_LAYERS (CHL_ORIGIN_USER + 1)

struct _ChlLayers
{
  ChlCapabilities *layers[N_LAYERS]; /* (owned) (nullable) by origin; until something is in it */
};

ChlLayers *
chl_layers_new (void)
{
  return g_new0 (ChlLayers, 1);
}

void
chl_layers_free (ChlLayers *self)
{
  g_return_if_fail (self != NULL);

  for (guint i = 0; i < N_LAYERS; i++)
    g_clear_pointer (&self->layers[i], chl_capabilities_free);
  g_free (self);
}

/* Lists have numbers in them that say nothing. */
static gboolean
is_junk (ChlField  field,
         JsonNode *value)
{
  gint64 count = 0;

  switch ((guint) field)
    {
    case CHL_FIELD_CONTEXT_WINDOW:
    case CHL_FIELD_MAX_INPUT:
    case CHL_FIELD_MAX_OUTPUT:
      return !chl_json_get_int64 (value, "", &count) || count > MAX_WINDOW;

    case CHL_FIELD_EMBEDDING_DIMENSIONS:
      return !chl_json_get_int64 (value, "", &count) || count == 1;

    default:
      return FALSE;
    }
}

static JsonNode *
get (const ChlLayers *self,
     ChlOrigin        origin,
     ChlField         field)
{
  return self->layers[origin] != NULL ? chl_capabilities_get (self->layers[origin], field, NULL) : NULL;
}

/**
 * chl_layers_add:
 * @self: layers
 * @said: what somebody says, each field with its origin
 *
 * Each field goes into the layer of its origin, where the first one to say something stays.
 * Numbers of a provider that cannot be meant are left out.
 */
void
chl_layers_add (ChlLayers             *self,
                const ChlCapabilities *said)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (said != NULL);

  for (guint i = 0; i < CHL_N_FIELDS; i++)
    {
      ChlField  field = (ChlField) i;
      ChlOrigin origin;
      JsonNode *value = chl_capabilities_get (said, field, &origin);

      if (value == NULL || (origin == CHL_ORIGIN_PROVIDER && is_junk (field, value)) ||
          get (self, origin, field) != NULL)
        continue;

      if (self->layers[origin] == NULL)
        self->layers[origin] = chl_capabilities_new ();
      chl_capabilities_share (self->layers[origin], field, said);
    }
}

/**
 * chl_layers_get_below:
 * @self: layers
 * @field: a field
 * @origin: one of the origins
 * @out_origin: (out) (optional): who says it
 *
 * Returns: (transfer none) (nullable): what would hold if @origin and all above it said nothing
 */
JsonNode *
chl_layers_get_below (const ChlLayers *self,
                      ChlField         field,
                      ChlOrigin        origin,
                      ChlOrigin       *out_origin)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (out_origin != NULL)
    *out_origin = CHL_ORIGIN_UNKNOWN;

  while (origin-- > CHL_ORIGIN_UNKNOWN)
    {
      JsonNode *value = get (self, origin, field);

      if (value == NULL)
        continue;
      if (out_origin != NULL)
        *out_origin = origin;
      return value;
    }

  return NULL;
}

/* A part of the window is no larger than it; but what a person typed is what they meant. */
static void
clamp (ChlCapabilities *merged,
       ChlField         field)
{
  ChlOrigin origin;
  ChlOrigin window_origin;
  gint64    window = chl_capabilities_get_int (merged, CHL_FIELD_CONTEXT_WINDOW);

  chl_capabilities_get (merged, CHL_FIELD_CONTEXT_WINDOW, &window_origin);
  chl_capabilities_get (merged, field, &origin);
  if (window > 0 && origin != CHL_ORIGIN_USER && chl_capabilities_get_int (merged, field) > window)
    chl_capabilities_set_int (merged, field, window, window_origin);
}

/* Who says that a model does not think says also that it has no levels. */
static void
drop_particulars (ChlCapabilities *merged,
                  ChlField         field)
{
  ChlOrigin origin;
  ChlOrigin denied_by;

  chl_capabilities_get (merged, field, &origin);
  if (chl_capabilities_get (merged, CHL_FIELD_REASONING, &denied_by) != NULL &&
      !chl_capabilities_is (merged, CHL_FIELD_REASONING) && denied_by > origin)
    chl_capabilities_set (merged, field, NULL, CHL_ORIGIN_UNKNOWN);
}

/* An agent calls tools: who says that there are none says also that it is fit for none. */
static void
deny_agent (ChlCapabilities *merged)
{
  ChlOrigin origin;
  ChlOrigin denied_by;

  chl_capabilities_get (merged, CHL_FIELD_AGENT, &origin);
  if (chl_capabilities_is (merged, CHL_FIELD_AGENT) &&
      chl_capabilities_get (merged, CHL_FIELD_TOOLS, &denied_by) != NULL &&
      !chl_capabilities_is (merged, CHL_FIELD_TOOLS) && denied_by > origin)
    chl_capabilities_set_boolean (merged, CHL_FIELD_AGENT, FALSE, denied_by);
}

static gboolean
is_over (const char *day,
         const char *today)
{
  return day != NULL && today != NULL && strncmp (day, today, strlen (day)) < 0;
}

static void
set_status (ChlCapabilities *merged,
            const char      *status,
            ChlOrigin        origin)
{
  g_autoptr(JsonNode) node = json_node_init_string (json_node_alloc (), status);

  chl_capabilities_set (merged, CHL_FIELD_STATUS, node, origin);
}

/* What is listed is not gone, whatever the table says; an end that was announced is a stage of life
 * also where nobody names it so. A word from above the day's origin stays. */
static void
settle_status (ChlCapabilities        *merged,
               const ChlCircumstances *circumstances)
{
  ChlOrigin   day_origin;
  ChlOrigin   origin;
  const char *day = chl_json_get_string (chl_capabilities_get (merged, CHL_FIELD_RETIRES,
                                                               &day_origin),
                                         "");
  const char *status = chl_json_get_string (chl_capabilities_get (merged, CHL_FIELD_STATUS,
                                                                  &origin),
                                            "");

  if (day != NULL && origin <= day_origin)
    {
      gboolean is_gone = is_over (day, circumstances->today) && !circumstances->is_listed;

      if (is_gone || g_strcmp0 (status, "retired") != 0)
        set_status (merged, is_gone ? "retired" : "deprecated", day_origin);
      status = chl_json_get_string (chl_capabilities_get (merged, CHL_FIELD_STATUS, &origin), "");
    }

  if (circumstances->is_listed && g_strcmp0 (status, "retired") == 0 &&
      origin < CHL_ORIGIN_PROVIDER)
    set_status (merged, "deprecated", origin);
}

/**
 * chl_layers_merge:
 * @self: layers
 * @circumstances: what else is known
 *
 * Returns: (transfer full): for each field the highest layer that says anything of it, and that
 *   layer's origin; parts of the window no larger than it, unless a person typed them
 */
ChlCapabilities *
chl_layers_merge (const ChlLayers        *self,
                  const ChlCircumstances *circumstances)
{
  ChlCapabilities *merged;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (circumstances != NULL, NULL);

  merged = chl_capabilities_new ();
  for (guint i = N_LAYERS; i-- > CHL_ORIGIN_UNKNOWN;)
    if (self->layers[i] != NULL)
      chl_capabilities_merge (merged, self->layers[i]);

  clamp (merged, CHL_FIELD_MAX_INPUT);
  clamp (merged, CHL_FIELD_MAX_OUTPUT);
  drop_particulars (merged, CHL_FIELD_EFFORT);
  drop_particulars (merged, CHL_FIELD_BUDGET);
  deny_agent (merged);
  settle_status (merged, circumstances);

  return merged;
}

static char *
print_count (gint64 count)
{
  return g_strdup_printf ("%'" G_GINT64_FORMAT, count);
}

/**
 * chl_layers_dup_note:
 * @self: layers
 * @field: a field
 *
 * Returns: (transfer full) (nullable): what a person should know who typed this value: that it is
 *   more than others say there is, or that no request goes by it
 */
char *
chl_layers_dup_note (const ChlLayers *self,
                     ChlField         field)
{
  static const ChlCircumstances none = { NULL, FALSE };
  gint64                        typed;
  gint64                        below = 0;
  ChlOrigin                     origin;
  g_autofree char              *count = NULL;
  g_autoptr(ChlCapabilities) merged = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  /* Nothing here asks for such an answer; the protocols could. */
  if (field == CHL_FIELD_STRUCTURED_OUTPUT && get (self, CHL_ORIGIN_USER, field) != NULL)
    return g_strdup (_ ("Counts where models are proposed; no request asks for it yet"));

  if (field != CHL_FIELD_CONTEXT_WINDOW && field != CHL_FIELD_MAX_INPUT &&
      field != CHL_FIELD_MAX_OUTPUT)
    return NULL;

  if (!chl_json_get_int64 (get (self, CHL_ORIGIN_USER, field), "", &typed) || typed <= 0)
    return NULL;

  merged = chl_layers_merge (self, &none);
  if (field != CHL_FIELD_CONTEXT_WINDOW)
    below = chl_capabilities_get_int (merged, CHL_FIELD_CONTEXT_WINDOW);
  if (below > 0 && typed > below)
    {
      count = print_count (below);
      return g_strdup_printf (_ ("More than the context window, which is %s"), count);
    }

  below = 0;
  chl_json_get_int64 (chl_layers_get_below (self, field, CHL_ORIGIN_USER, &origin), "", &below);
  if (below <= 0 || typed <= below)
    return NULL;

  count = print_count (below);
  return origin == CHL_ORIGIN_PROVIDER
    ? g_strdup_printf (_ ("More than the provider says, which is %s"), count)
    : g_strdup_printf (_ ("More than the table of models says, which is %s"), count);
}

/**
 * chl_layers_get_window:
 * @known: what is known of a model
 * @family: (nullable): the family of its provider
 *
 * Returns: tokens to reckon with; where nobody says how many there are, few. Such a number is not
 *   shown.
 */
gint64
chl_layers_get_window (const ChlCapabilities *known,
                       const char            *family)
{
  gint64 window = chl_capabilities_get_int (known, CHL_FIELD_CONTEXT_WINDOW);

  if (window > 0)
    return window;

  return g_strcmp0 (family, "ollama") == 0 ? ASSUMED_OLLAMA_WINDOW : ASSUMED_WINDOW;
}

/**
 * chl_layers_get_max_output:
 * @known: what is known of a model
 * @family: (nullable): the family of its provider
 *
 * Returns: tokens to reckon with for an answer; where nobody says, no more than half of the window
 */
gint64
chl_layers_get_max_output (const ChlCapabilities *known,
                           const char            *family)
{
  gint64 output = chl_capabilities_get_int (known, CHL_FIELD_MAX_OUTPUT);

  if (output > 0)
    return output;

  return MIN (ASSUMED_OUTPUT, chl_layers_get_window (known, family) / 2);
}
