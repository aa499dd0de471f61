/* chl-ctl-defaults.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-ctl-defaults"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "chl-ctl.h"
#include "chl-json.h"
#include "chl-model-limits.h"
#include "chl-provider-list.h"

static const char *const keys[] = { "effort", "temperature", "top_p", "max_output" };

static void
read_defaults (ChlModel      *model,
               ChlParameters *defaults)
{
  const ChlParameters *set = chl_model_get_defaults (model);

  chl_parameters_init (defaults);
  if (set != NULL)
    *defaults = *set;
}

/* Takes back what is named. */
static gboolean
reset (ChlParameters *defaults,
       char         **names)
{
  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      g_autoptr(GError) error = NULL;

      if (g_str_equal (names[i], "all"))
        chl_parameters_init (defaults);
      else if (!chl_parameters_set (defaults, names[i], "", &error))
        {
          chl_ctl_usage ("%s", error->message);
          return FALSE;
        }
    }

  return TRUE;
}

/* What the model would not take is not kept either: whoever set it would think that it helps. */
static gboolean
set (ChlParameters        *defaults,
     const ChlModelLimits *limits,
     ChlModel             *model,
     const char           *word)
{
  g_auto(GStrv) pair = g_strsplit (word, "=", 2);
  g_autoptr(GError) error = NULL;

  if (g_strv_length (pair) != 2)
    {
      chl_ctl_usage (_ ("It takes NAME=VALUE, or NAME= to leave it to the provider, not “%s”"), word);
      return FALSE;
    }
  if (!chl_parameters_set (defaults, pair[0], pair[1], &error) ||
      !chl_model_limits_check (limits, model, pair[0], defaults, &error))
    {
      chl_ctl_usage ("%s", error->message);
      return FALSE;
    }

  return TRUE;
}

static JsonArray *
build_levels (ChlEfforts efforts)
{
  JsonArray *array = json_array_new ();

  for (guint i = CHL_EFFORT_DEFAULT + 1; i <= CHL_EFFORT_MAX; i++)
    if (chl_efforts_has (efforts, (ChlEffort) i))
      json_array_add_string_element (array, chl_effort_to_string ((ChlEffort) i));

  return array;
}

/* Null where there is nothing to set. */
static void
add_range (JsonObject *object,
           const char *key,
           gboolean    is_taken,
           gint64      least,
           gint64      most)
{
  JsonArray *range;

  if (!is_taken)
    {
      json_object_set_null_member (object, key);
      return;
    }

  range = json_array_new ();
  json_array_add_int_element (range, least);
  json_array_add_int_element (range, most);
  json_object_set_array_member (object, key, range);
}

static gint64
get_longest (const ChlModelLimits *limits)
{
  return limits->max_output > 0 ? limits->max_output : CHL_PARAMETERS_MAX_OUTPUT;
}

static JsonNode *
build (ChlModel             *model,
       const ChlModelLimits *limits)
{
  JsonNode     *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject   *object = json_object_new ();
  JsonObject   *takes = json_object_new ();
  ChlParameters defaults;
  g_autoptr(JsonNode) set_ones = NULL;

  read_defaults (model, &defaults);
  set_ones = chl_parameters_to_json (&defaults);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (!json_object_has_member (json_node_get_object (set_ones), keys[i]))
      json_object_set_null_member (json_node_get_object (set_ones), keys[i]);

  json_object_set_array_member (takes, "effort", build_levels (limits->efforts));
  add_range (takes, "temperature", limits->has_sampling, 0, 2);
  add_range (takes, "top_p", limits->has_sampling, 0, 1);
  add_range (takes, "max_output", limits->has_length, 1, get_longest (limits));

  json_object_set_string_member (object, "id", chl_model_get_full_id (model));
  json_object_set_member (object, "defaults", g_steal_pointer (&set_ones));
  json_object_set_object_member (object, "takes", takes);
  json_node_take_object (node, object);

  return node;
}

static char *
dup_value (const ChlParameters *defaults,
           const char          *key)
{
  double number = g_str_equal (key, "top_p") ? defaults->top_p : defaults->temperature;

  if (g_str_equal (key, "effort"))
    return g_strdup (chl_effort_to_string (defaults->effort));
  if (g_str_equal (key, "max_output"))
    return defaults->max_output > 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, defaults->max_output)
                                    : g_strdup ("default");

  return isnan (number) ? g_strdup ("default") : g_strdup_printf ("%g", number);
}

/* What it may be; %NULL for nothing. */
static char *
dup_range (const ChlModelLimits *limits,
           const char           *key)
{
  if (g_str_equal (key, "effort"))
    {
      g_autoptr(GString) words = g_string_new (NULL);

      for (guint i = CHL_EFFORT_DEFAULT + 1; i <= CHL_EFFORT_MAX; i++)
        if (chl_efforts_has (limits->efforts, (ChlEffort) i))
          g_string_append_printf (words, "%s%s", words->len > 0 ? ", " : "",
                                  chl_effort_to_string ((ChlEffort) i));

      return words->len > 0 ? g_strdup (words->str) : NULL;
    }

  if (!g_str_equal (key, "max_output"))
    return limits->has_sampling ? g_strdup (g_str_equal (key, "top_p") ? "0..1" : "0..2") : NULL;
  if (!limits->has_length)
    return NULL;

  return g_strdup_printf ("1..%" G_GINT64_FORMAT, get_longest (limits));
}

static void
print (ChlModel             *model,
       const ChlModelLimits *limits)
{
  ChlParameters defaults;

  read_defaults (model, &defaults);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autofree char *value = dup_value (&defaults, keys[i]);
      g_autofree char *range = dup_range (limits, keys[i]);

      chl_ctl_print ("%-12s %-10s %s", keys[i], value, range != NULL ? range : _ ("not for this model"));
    }
}

/**
 * chl_ctl_defaults:
 * @ctl: the run
 * @argc: words
 * @argv: words
 *
 * Shows how a model is to answer where nobody says otherwise, or sets it: all of it or nothing.
 *
 * Returns: what the program ends with
 */
int
chl_ctl_defaults (ChlCtl *ctl,
                  int     argc,
                  char  **argv)
{
  gboolean as_json = FALSE;
  g_auto(GStrv) names = NULL;
  const GOptionEntry entries[] = {
    { "reset", 0, 0, G_OPTION_ARG_STRING_ARRAY, &names,
      N_ ("Leave this to the provider again; all for everything"), "NAME" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &as_json, N_ ("Print JSON"), NULL },
    G_OPTION_ENTRY_NULL
  };
  ChlProvider   *provider = NULL;
  ChlModel      *model;
  ChlModelLimits limits;
  ChlParameters  defaults;
  int            status = CHL_CTL_OK;

  if (!chl_ctl_parse (&argc, &argv,
                      _ ("Shows how a model, given as PROVIDER/MODEL, is to answer where neither the question nor "
                         "the kind of work says; or sets effort, temperature, top_p and max_output."),
                         entries))
    return CHL_CTL_USAGE;
  if (argc < 2)
    return chl_ctl_usage (_ ("Which model? It is PROVIDER/MODEL"));
  if (!(model = chl_ctl_find_listed (ctl, argv[1], &provider)))
    return CHL_CTL_USAGE;

  limits = chl_model_limits_get (provider, model);
  read_defaults (model, &defaults);
  if (!reset (&defaults, names))
    return CHL_CTL_USAGE;
  for (int i = 2; i < argc; i++)
    if (!set (&defaults, &limits, model, argv[i]))
      return CHL_CTL_USAGE;

  if (argc > 2 || names != NULL)
    {
      chl_model_set_defaults (model, &defaults);
      status = chl_ctl_save (ctl, provider);
    }

  if (as_json && status == CHL_CTL_OK)
    {
      g_autoptr(JsonNode) node = build (model, &limits);

      chl_ctl_print_json (node);
    }
  else if (argc == 2 && names == NULL)
    print (model, &limits);

  return status;
}
