/* chl-ctl-registry.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-ctl-registry"

#include "config.h"

#include "chl-ctl.h"

#include <glib/gi18n-lib.h>

#include "chl-json.h"
#include "chl-registry.h"

static char *
dup_today (void)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_utc ();

  return g_date_time_format (now, "%Y-%m-%d");
}

/* What the table says beside the fields that all sources share, in its own words. */
static JsonObject *
build_facts (ChlRegistry            *registry,
             const ChlRegistryMatch *match)
{
  static const ChlRegistryColumn columns[] = {
    CHL_COLUMN_TITLE,
    CHL_COLUMN_USE,
    CHL_COLUMN_MEDIA,
    CHL_COLUMN_TOOLS,
    CHL_COLUMN_THINK,
    CHL_COLUMN_DIAL,
    CHL_COLUMN_TRACE,
    CHL_COLUMN_DIM,
    CHL_COLUMN_OPEN,
    CHL_COLUMN_PARM,
    CHL_COLUMN_AGENT,
    CHL_COLUMN_CLASS,
  };
  JsonObject *facts = json_object_new ();

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      const char *text = chl_registry_get_text (registry, match, columns[i], NULL);

      if (*text != '\0')
        json_object_set_string_member (facts, chl_registry_column_get_name (columns[i]), text);
    }

  return facts;
}

/* Every field, those of which nothing is known as well. */
static JsonObject *
build_fields (const ChlCapabilities *known)
{
  JsonObject *fields = json_object_new ();

  for (guint i = 0; i < CHL_N_FIELDS; i++)
    {
      JsonObject *member = json_object_new ();
      ChlOrigin   origin;
      JsonNode   *value = chl_capabilities_get (known, (ChlField) i, &origin);

      if (value != NULL)
        json_object_set_member (member, "value", chl_json_copy (value));
      else
        json_object_set_null_member (member, "value");
      json_object_set_string_member (member, "origin", chl_origin_to_string (origin));
      json_object_set_object_member (fields, chl_field_to_string ((ChlField) i), member);
    }

  return fields;
}

static void
print_capabilities_json (ChlRegistry            *registry,
                         const ChlRegistryMatch *match,
                         const ChlCapabilities  *known,
                         const char             *query,
                         const char             *family)
{
  g_autoptr(JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *how = chl_registry_dup_how (registry, match);
  JsonObject      *object = json_object_new ();

  json_object_set_string_member (object, "query", query);
  json_object_set_string_member (object, "family", family);
  json_object_set_string_member (object, "match", chl_match_kind_to_string (match->kind));
  json_object_set_string_member (object, "how", how);
  json_object_set_string_member (object, "row", chl_registry_get_row_id (registry, match));
  json_object_set_object_member (object, "fields", build_fields (known));
  json_object_set_object_member (object, "facts", build_facts (registry, match));
  json_node_take_object (node, object);
  chl_ctl_print_json (node);
}

/* Where a value comes from, for people. */
static const char *
get_origin_label (ChlOrigin origin)
{
  switch (origin)
    {
    case CHL_ORIGIN_HOST:
      return _ ("the table’s row for this provider");

    case CHL_ORIGIN_REGISTRY:
      return _ ("the table’s row for this model");

    case CHL_ORIGIN_FAMILY:
      return _ ("typical for its family");

    case CHL_ORIGIN_PROVIDER:
    case CHL_ORIGIN_USER:
    case CHL_ORIGIN_UNKNOWN:
    default:
      return "";
    }
}

static void
print_capabilities (ChlRegistry            *registry,
                    const ChlRegistryMatch *match,
                    const ChlCapabilities  *known)
{
  const char      *row = chl_registry_get_row_id (registry, match);
  g_autofree char *how = chl_registry_dup_how (registry, match);

  chl_ctl_print ("%s: %s", chl_match_kind_to_string (match->kind), row != NULL ? row : _ ("unknown"));
  chl_ctl_print ("%s", how);
  for (guint i = 0; i < CHL_N_FIELDS; i++)
    {
      ChlOrigin        origin;
      JsonNode        *value = chl_capabilities_get (known, (ChlField) i, &origin);
      const char      *name = chl_field_to_string ((ChlField) i);
      g_autofree char *printed = value != NULL ? chl_json_print (value, FALSE) : NULL;

      if (printed != NULL)
        chl_ctl_print ("  %-21s %s  (%s)", name, printed, get_origin_label (origin));
      else
        chl_ctl_print ("  %-21s %s", name, _ ("unknown"));
    }
}

static void
notice_cb (ChlEngine  *engine,
           const char *sentence,
           gpointer    user_data)
{
  chl_ctl_say (sentence);
}

int
chl_ctl_capabilities (ChlCtl *ctl,
                      int     argc,
                      char  **argv)
{
  gboolean           as_json = FALSE;
  g_autofree char   *family = NULL;
  const GOptionEntry entries[] = {
    { "family", 0, 0, G_OPTION_ARG_STRING, &family,
      N_ ("Who serves it: a family of providers, or a name of the table"), N_ ("FAMILY") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &as_json, N_ ("Print JSON"), NULL },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr(ChlWorld) world = NULL;
  g_autoptr(ChlCapabilities) known = NULL;
  g_autofree char *today = dup_today ();
  ChlRegistry     *registry;
  ChlRegistryMatch match;

  if (!chl_ctl_parse (&argc, &argv, _ ("Shows what the table of models knows of a name."), entries))
    return CHL_CTL_USAGE;
  if (argc != 2)
    return chl_ctl_usage ("%s", _ ("It takes the id of one model"));

  world = chl_world_new ();
  g_signal_connect (chl_world_get_engine (world), "notice", G_CALLBACK (notice_cb), NULL);
  registry = chl_engine_get_registry (chl_world_get_engine (world));
  if (family != NULL && chl_engine_find_family (family) == G_TYPE_INVALID &&
      !chl_registry_has_provider (registry, family))
    return chl_ctl_usage (_ ("There is no family “%s”; “chatelainectl families” lists them"), family);

  chl_registry_resolve (registry, family, argv[1], &match);
  known = chl_registry_dup_capabilities (registry, &match, today);
  if (as_json)
    print_capabilities_json (registry, &match, known, argv[1], family);
  else
    print_capabilities (registry, &match, known);

  return CHL_CTL_OK;
}
