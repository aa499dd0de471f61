/* chl-capabilities.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-capabilities"

#include "config.h"

#include "chl-capabilities.h"

#include "chl-field-shape.h"
#include "chl-json.h"

typedef struct
{
  JsonNode *value; /* (owned) (nullable) */
  ChlOrigin origin;
} Entry;

struct _ChlCapabilities
{
  Entry entries[CHL_N_FIELDS];
};

static const char *const names[] = {
  [CHL_FIELD_CONTEXT_WINDOW] = "context_window",
  [CHL_FIELD_MAX_INPUT] = "max_input",
  [CHL_FIELD_MAX_OUTPUT] = "max_output",
  [CHL_FIELD_INPUT_KINDS] = "input_kinds",
  [CHL_FIELD_TOOLS] = "tools",
  [CHL_FIELD_STRUCTURED_OUTPUT] = "structured_output",
  [CHL_FIELD_SAMPLING] = "sampling",
  [CHL_FIELD_REASONING] = "reasoning",
  [CHL_FIELD_EFFORT] = "effort",
  [CHL_FIELD_BUDGET] = "budget",
  [CHL_FIELD_TOKENIZER] = "tokenizer",
  [CHL_FIELD_FIM] = "fim",
  [CHL_FIELD_EMBEDDING_DIMENSIONS] = "embedding_dimensions",
  [CHL_FIELD_PRICE] = "price",
  [CHL_FIELD_KNOWLEDGE] = "knowledge",
  [CHL_FIELD_RELEASED] = "released",
  [CHL_FIELD_STATUS] = "status",
  [CHL_FIELD_RETIRES] = "retires",
  [CHL_FIELD_AGENT] = "agent",
};

G_STATIC_ASSERT (G_N_ELEMENTS (names) == CHL_N_FIELDS);

G_DEFINE_BOXED_TYPE (ChlCapabilities,
                     chl_capabilities,
                     chl_capabilities_copy,
                     chl_capabilities_free)

static void
set_entry (Entry    *entry,
           JsonNode *value,
           ChlOrigin origin)
{
  JsonNode *copy = value != NULL ? chl_json_copy (value) : NULL;

  g_clear_pointer (&entry->value, json_node_unref);
  entry->value = copy;
  entry->origin = value != NULL ? origin : CHL_ORIGIN_UNKNOWN;
}

/* Values are never changed, only replaced, so that several can have the same. */
static void
share_entry (Entry       *entry,
             const Entry *other)
{
  JsonNode *value = other->value != NULL ? json_node_ref (other->value) : NULL;

  g_clear_pointer (&entry->value, json_node_unref);
  entry->value = value;
  entry->origin = other->origin;
}

/**
 * chl_capabilities_new:
 *
 * Returns: (transfer full): capabilities of which none is known
 */
ChlCapabilities *
chl_capabilities_new (void)
{
  return g_new0 (ChlCapabilities, 1);
}

ChlCapabilities *
chl_capabilities_copy (const ChlCapabilities *self)
{
  ChlCapabilities *copy = chl_capabilities_new ();

  g_return_val_if_fail (self != NULL, copy);

  for (guint i = 0; i < CHL_N_FIELDS; i++)
    share_entry (&copy->entries[i], &self->entries[i]);

  return copy;
}

void
chl_capabilities_free (ChlCapabilities *self)
{
  g_return_if_fail (self != NULL);

  for (guint i = 0; i < CHL_N_FIELDS; i++)
    g_clear_pointer (&self->entries[i].value, json_node_unref);
  g_free (self);
}

const char *
chl_field_to_string (ChlField field)
{
  g_return_val_if_fail ((gsize) field < G_N_ELEMENTS (names), "unknown");

  return names[field];
}

gboolean
chl_field_from_string (const char *word,
                       ChlField   *out_field)
{
  g_return_val_if_fail (word != NULL, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (names[i], word))
      {
        if (out_field != NULL)
          *out_field = (ChlField) i;
        return TRUE;
      }

  return FALSE;
}

/**
 * chl_capabilities_set:
 * @self: capabilities
 * @field: which one
 * @value: (nullable) (transfer none): what is known, in the shape that the field has; %NULL if
 *   nothing is known any more
 * @origin: who says so
 *
 * Sets a field, whoever set it before. A value of another shape, a count of 0 among them, says
 * nothing and changes nothing, so that what a server sends can be handed in as it is.
 */
void
chl_capabilities_set (ChlCapabilities *self,
                      ChlField         field,
                      JsonNode        *value,
                      ChlOrigin        origin)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail ((gsize) field < G_N_ELEMENTS (names));

  if (value == NULL || chl_field_fits (field, value))
    set_entry (&self->entries[field], value, origin);
}

/**
 * chl_capabilities_take:
 * @self: capabilities
 * @field: which one
 * @value: (transfer full): what is known, of which nobody else has a hold
 * @origin: who says so
 *
 * As chl_capabilities_set(), without a copy.
 */
void
chl_capabilities_take (ChlCapabilities *self,
                       ChlField         field,
                       JsonNode        *value,
                       ChlOrigin        origin)
{
  const Entry entry = { value, origin };

  g_return_if_fail (self != NULL);
  g_return_if_fail ((gsize) field < G_N_ELEMENTS (names));
  g_return_if_fail (value != NULL);

  if (chl_field_fits (field, value))
    share_entry (&self->entries[field], &entry);
  json_node_unref (value);
}

/**
 * chl_capabilities_share:
 * @self: capabilities
 * @field: which one
 * @other: others
 *
 * Sets a field to what @other knows of it, and from whom.
 */
void
chl_capabilities_share (ChlCapabilities       *self,
                        ChlField               field,
                        const ChlCapabilities *other)
{
  g_return_if_fail (self != NULL && other != NULL);
  g_return_if_fail ((gsize) field < G_N_ELEMENTS (names));

  share_entry (&self->entries[field], &other->entries[field]);
}

void
chl_capabilities_set_int (ChlCapabilities *self,
                          ChlField         field,
                          gint64           value,
                          ChlOrigin        origin)
{
  chl_capabilities_take (self, field, json_node_init_int (json_node_alloc (), value), origin);
}

void
chl_capabilities_set_boolean (ChlCapabilities *self,
                              ChlField         field,
                              gboolean         value,
                              ChlOrigin        origin)
{
  chl_capabilities_take (self, field, json_node_init_boolean (json_node_alloc (), value), origin);
}

/* Sets a field that is an array of strings. */
void
chl_capabilities_set_words (ChlCapabilities   *self,
                            ChlField           field,
                            const char *const *words,
                            ChlOrigin          origin)
{
  g_autoptr(JsonArray) array = json_array_new ();

  for (; *words != NULL; words++)
    json_array_add_string_element (array, *words);
  chl_capabilities_take (self, field, json_node_init_array (json_node_alloc (), array), origin);
}

/**
 * chl_capabilities_get:
 * @self: capabilities
 * @field: which one
 * @out_origin: (out) (optional): who says so; %CHL_ORIGIN_UNKNOWN if nobody does
 *
 * Returns: (transfer none) (nullable): what is known; not to be changed, for copies share it
 */
JsonNode *
chl_capabilities_get (const ChlCapabilities *self,
                      ChlField               field,
                      ChlOrigin             *out_origin)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail ((gsize) field < G_N_ELEMENTS (names), NULL);

  if (out_origin != NULL)
    *out_origin = self->entries[field].origin;

  return self->entries[field].value;
}

/**
 * chl_capabilities_get_int:
 * @self: capabilities
 * @field: one that is a count
 *
 * Returns: the count, or 0 if it is not known
 */
gint64
chl_capabilities_get_int (const ChlCapabilities *self,
                          ChlField               field)
{
  gint64 count = 0;

  chl_json_get_int64 (chl_capabilities_get (self, field, NULL), "", &count);

  return count;
}

/**
 * chl_capabilities_is:
 * @self: capabilities
 * @field: one that holds or does not
 *
 * Returns: %TRUE if it is known to hold, be it with particulars
 */
gboolean
chl_capabilities_is (const ChlCapabilities *self,
                     ChlField               field)
{
  JsonNode *value = chl_capabilities_get (self, field, NULL);
  gboolean  holds = FALSE;

  if (chl_json_get_object (value, "") != NULL)
    return TRUE;
  chl_json_get_boolean (value, "", &holds);

  return holds;
}

gboolean
chl_capabilities_is_known (const ChlCapabilities *self,
                           ChlField               field)
{
  return chl_capabilities_get (self, field, NULL) != NULL;
}

/**
 * chl_capabilities_takes:
 * @self: capabilities
 * @input_kind: "text", "image", "audio", "video" or "file"
 *
 * Returns: %TRUE if the model reads such input; of a model of which nothing is known text is
 *   expected and nothing else
 */
gboolean
chl_capabilities_takes (const ChlCapabilities *self,
                        const char            *input_kind)
{
  JsonArray *kinds;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (input_kind != NULL, FALSE);

  kinds = chl_json_get_array (self->entries[CHL_FIELD_INPUT_KINDS].value, "");
  if (kinds == NULL)
    return g_str_equal (input_kind, "text");

  for (guint i = 0; i < json_array_get_length (kinds); i++)
    if (g_strcmp0 (chl_json_get_string (json_array_get_element (kinds, i), ""), input_kind) == 0)
      return TRUE;

  return FALSE;
}

/**
 * chl_capabilities_merge:
 * @self: capabilities
 * @lower: what another source says
 *
 * Takes over what @self does not know, and what comes from a higher origin than its own. Between
 * equals @self keeps what it has.
 */
void
chl_capabilities_merge (ChlCapabilities       *self,
                        const ChlCapabilities *lower)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (lower != NULL);

  for (guint i = 0; i < CHL_N_FIELDS; i++)
    {
      const Entry *other = &lower->entries[i];
      Entry       *own = &self->entries[i];

      if (other->value != NULL && (own->value == NULL || other->origin > own->origin))
        share_entry (own, other);
    }
}

/**
 * chl_capabilities_equal:
 * @self: capabilities
 * @other: others
 *
 * Returns: whether both say the same, and have it from the same
 */
gboolean
chl_capabilities_equal (const ChlCapabilities *self,
                        const ChlCapabilities *other)
{
  g_return_val_if_fail (self != NULL && other != NULL, FALSE);

  for (guint i = 0; i < CHL_N_FIELDS; i++)
    {
      const Entry *a = &self->entries[i];
      const Entry *b = &other->entries[i];

      if (a->value == b->value ? a->origin != b->origin
                               : a->value == NULL || b->value == NULL || a->origin != b->origin ||
                                   !json_node_equal (a->value, b->value))
        return FALSE;
    }

  return TRUE;
}

/**
 * chl_capabilities_is_empty:
 * @self: capabilities
 *
 * Returns: whether nothing is known
 */
gboolean
chl_capabilities_is_empty (const ChlCapabilities *self)
{
  g_return_val_if_fail (self != NULL, TRUE);

  for (guint i = 0; i < CHL_N_FIELDS; i++)
    if (self->entries[i].value != NULL)
      return FALSE;

  return TRUE;
}
