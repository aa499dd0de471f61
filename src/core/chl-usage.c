/* chl-usage.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-usage"

#include "config.h"

#include "chl-usage.h"

#include <math.h>
#include <string.h>

#include "chl-json.h"

/* More tokens than this are a mistake of the server. */
#define MAX_TOKENS 1000000000

static const struct
{
  const char *name;
  glong       offset;
} times[] = {
  { "load_us", G_STRUCT_OFFSET (ChlUsage, load_us) },
  { "input_us", G_STRUCT_OFFSET (ChlUsage, input_us) },
  { "output_us", G_STRUCT_OFFSET (ChlUsage, output_us) },
};

G_DEFINE_BOXED_TYPE (ChlUsage, chl_usage, chl_usage_copy, chl_usage_free)

/**
 * chl_usage_new:
 *
 * Returns: (transfer full): a usage in which nothing is known
 */
ChlUsage *
chl_usage_new (void)
{
  ChlUsage *self = g_new0 (ChlUsage, 1);

  self->cost = -1;

  return self;
}

ChlUsage *
chl_usage_copy (const ChlUsage *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_memdup2 (self, sizeof *self);
}

void
chl_usage_free (ChlUsage *self)
{
  g_free (self);
}

/**
 * chl_usage_is_empty:
 * @self: (nullable): a usage
 *
 * Returns: %TRUE if the server said nothing of tokens or cost
 */
gboolean
chl_usage_is_empty (const ChlUsage *self)
{
  return self == NULL || (self->input == 0 && self->cached == 0 && self->cache_write == 0 &&
                          self->output == 0 && self->reasoning == 0 && self->cost < 0);
}

/**
 * chl_usage_to_json:
 * @self: a usage
 *
 * Returns: (transfer full): an object with all five counts, and with times and cost where they are
 *   known
 */
JsonNode *
chl_usage_to_json (const ChlUsage *self)
{
  g_autoptr(JsonObject) object = json_object_new ();

  g_return_val_if_fail (self != NULL, NULL);

  json_object_set_int_member (object, "input", self->input);
  json_object_set_int_member (object, "output", self->output);
  json_object_set_int_member (object, "cached", self->cached);
  json_object_set_int_member (object, "cache_write", self->cache_write);
  json_object_set_int_member (object, "reasoning", self->reasoning);
  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    if (G_STRUCT_MEMBER (gint64, self, times[i].offset) > 0)
      json_object_set_int_member (object, times[i].name,
                                  G_STRUCT_MEMBER (gint64, self, times[i].offset));
  if (self->cost >= 0 && isfinite (self->cost))
    json_object_set_double_member (object, "cost", self->cost);
  if (self->currency[0] != '\0')
    json_object_set_string_member (object, "currency", self->currency);
  if (self->is_reckoned)
    json_object_set_boolean_member (object, "reckoned", TRUE);
  if (self->is_notional)
    json_object_set_boolean_member (object, "notional", TRUE);

  return json_node_init_object (json_node_alloc (), object);
}

static gint64
read_count (JsonNode   *node,
            const char *pointer)
{
  gint64 count;

  if (!chl_json_get_int64 (node, pointer, &count) || count < 0 || count > MAX_TOKENS)
    return 0;

  return count;
}

/**
 * chl_usage_from_json:
 * @node: (nullable): what chl_usage_to_json() made
 *
 * Counts that make no sense are taken for unknown.
 *
 * Returns: (transfer full) (nullable): a usage, or %NULL if @node is no object
 */
ChlUsage *
chl_usage_from_json (JsonNode *node)
{
  ChlUsage   *self;
  const char *currency;
  gboolean    is_reckoned = FALSE;
  gboolean    is_notional = FALSE;

  if (chl_json_get_object (node, "") == NULL)
    return NULL;

  self = chl_usage_new ();
  self->input = read_count (node, "/input");
  self->output = read_count (node, "/output");
  self->cached = read_count (node, "/cached");
  self->cache_write = read_count (node, "/cache_write");
  self->reasoning = read_count (node, "/reasoning");
  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    {
      g_autofree char *pointer = g_strconcat ("/", times[i].name, NULL);
      gint64           time_us;

      if (chl_json_get_int64 (node, pointer, &time_us) && time_us > 0)
        G_STRUCT_MEMBER (gint64, self, times[i].offset) = time_us;
    }

  if (chl_json_get_double (node, "/cost", &self->cost) &&
      !(self->cost >= 0 && isfinite (self->cost)))
    self->cost = -1;

  currency = chl_json_get_string (node, "/currency");
  if (currency != NULL && strlen (currency) == 3 && strspn (currency, G_CSET_A_2_Z) == 3)
    g_strlcpy (self->currency, currency, sizeof self->currency);
  self->is_reckoned = chl_json_get_boolean (node, "/reckoned", &is_reckoned) && is_reckoned;
  self->is_notional = chl_json_get_boolean (node, "/notional", &is_notional) && is_notional;

  return self;
}
