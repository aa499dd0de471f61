/* chl-ctl-override.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-ctl-override"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chl-ctl.h"
#include "chl-field-text.h"
#include "chl-knowledge.h"
#include "chl-provider-list.h"

/**
 * Change:
 * @field: which field
 * @value: (owned) (nullable): what it is to be; %NULL: what the others say
 */
typedef struct
{
  ChlField  field;
  JsonNode *value;
} Change;

static void
change_clear (gpointer data)
{
  Change *change = data;

  g_clear_pointer (&change->value, json_node_unref);
}

/**
 * chl_ctl_read_override:
 * @word: "FIELD=VALUE", or "FIELD="
 * @out_field: (out): which field
 * @out_value: (out) (transfer full) (nullable): what it is to be; %NULL: what the others say
 *
 * Returns: %FALSE after saying what is wrong
 */
gboolean
chl_ctl_read_override (const char *word,
                       ChlField   *out_field,
                       JsonNode  **out_value)
{
  const char      *sign = strchr (word, '=');
  g_autofree char *name = sign != NULL ? g_strndup (word, (gsize) (sign - word)) : g_strdup (word);
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) value = NULL;
  ChlField field;

  if (!chl_field_from_string (name, &field))
    {
      chl_ctl_usage (_ ("There is no field “%s”; “chatelainectl models --json” shows them"), name);
      return FALSE;
    }
  if (sign == NULL)
    {
      chl_ctl_usage (_ ("It takes FIELD=VALUE, or FIELD= to go back to what is known, not “%s”"), word);
      return FALSE;
    }
  if (sign[1] != '\0' && !(value = chl_field_parse (field, sign + 1, &error)))
    {
      chl_ctl_usage ("%s", error->message);
      return FALSE;
    }

  *out_field = field;
  *out_value = g_steal_pointer (&value);

  return TRUE;
}

static void
print_fields (ChlModel *model)
{
  const ChlCapabilities *known = chl_model_get_capabilities (model);

  for (guint i = 0; i < CHL_N_FIELDS; i++)
    {
      ChlOrigin        origin;
      JsonNode        *value = chl_capabilities_get (known, (ChlField) i, &origin);
      g_autofree char *text = value != NULL ? chl_field_print ((ChlField) i, value) : NULL;

      if (text != NULL)
        chl_ctl_print ("%-22s %-32s %s", chl_field_to_string ((ChlField) i), text,
                       chl_origin_to_string (origin));
    }
}

/* What a person should know who typed such values. */
static void
tell_notes (ChlCtl      *ctl,
            ChlProvider *provider,
            ChlModel    *model,
            GArray      *changes)
{
  for (guint i = 0; i < changes->len; i++)
    {
      const Change    *change = &g_array_index (changes, Change, i);
      g_autofree char *note = NULL;

      note = chl_knowledge_dup_note (ctl->engine, provider, model, change->field);
      if (note != NULL)
        chl_ctl_tell ("%s: %s", chl_field_to_string (change->field), note);
    }
}

int
chl_ctl_override (ChlCtl *ctl,
                  int     argc,
                  char  **argv)
{
  g_autoptr(GArray) changes = g_array_new (FALSE, TRUE, sizeof (Change));
  ChlProvider *provider = NULL;
  ChlModel    *model;
  int          status;

  g_array_set_clear_func (changes, change_clear);
  if (!chl_ctl_parse (&argc, &argv,
                      _ ("Shows what is known of a model, given as PROVIDER/MODEL, and who says so; or says "
                         "it against all others: FIELD=VALUE, and FIELD= to go back."),
                         NULL))
    return CHL_CTL_USAGE;
  if (argc < 2)
    return chl_ctl_usage (_ ("Which model? It is PROVIDER/MODEL"));

  if (!(model = chl_ctl_find_listed (ctl, argv[1], &provider)))
    return CHL_CTL_USAGE;

  /* All or nothing. */
  for (int i = 2; i < argc; i++)
    {
      Change change = { 0 };

      if (!chl_ctl_read_override (argv[i], &change.field, &change.value))
        return CHL_CTL_USAGE;
      g_array_append_val (changes, change);
    }

  for (guint i = 0; i < changes->len; i++)
    {
      const Change *change = &g_array_index (changes, Change, i);

      chl_model_set_override (model, change->field, change->value);
    }

  if (changes->len == 0)
    {
      print_fields (model);
      return CHL_CTL_OK;
    }

  status = chl_ctl_save (ctl, provider);
  if (status == CHL_CTL_OK)
    tell_notes (ctl, provider, model, changes);

  return status;
}
