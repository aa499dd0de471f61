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
  g_autoptr(ChlRegistry) registry = NULL;
  g_autoptr(ChlCapabilities) known = NULL;
  g_autofree char *today = dup_today ();
  ChlRegistryMatch match;

  if (!chl_ctl_parse (&argc, &argv, _ ("Shows what the table of models knows of a name."), entries))
    return CHL_CTL_USAGE;
  if (argc != 2)
    return chl_ctl_usage ("%s", _ ("It takes the id of one model"));

  registry = chl_registry_new ();
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

/* Days since the table's latest additions. */
static gint64
count_days (const char *day)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *text = g_strconcat (day, "T00:00:00Z", NULL);
  g_autoptr(GDateTime) then = g_date_time_new_from_iso8601 (text, NULL);

  return then != NULL ? g_date_time_difference (now, then) / G_TIME_SPAN_DAY : -1;
}

static void
print_registry_json (ChlRegistry *registry,
                     gint64       age)
{
  g_autoptr(JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "origin", "bundled");
  json_object_set_string_member (object, "as_of", chl_registry_get_as_of (registry));
  json_object_set_string_member (object, "late", chl_registry_get_late (registry));
  json_object_set_int_member (object, "age_days", age);
  json_object_set_string_member (object, "source", chl_registry_get_source (registry));
  json_object_set_int_member (object, "schema", CHL_REGISTRY_SCHEMA);
  json_object_set_int_member (object, "rows", chl_registry_count_rows (registry, 0));
  json_object_set_int_member (object, "models", chl_registry_count_rows (registry, 'm'));
  json_object_set_int_member (object, "families", chl_registry_count_rows (registry, 'f'));
  json_object_set_int_member (object, "patterns", chl_registry_count_patterns (registry));
  json_object_set_int_member (object, "hosts", chl_registry_count_rows (registry, 'd'));
  json_object_set_int_member (object, "providers", chl_registry_count_rows (registry, 'p'));
  json_object_set_int_member (object, "bytes", (gint64) chl_registry_get_n_bytes (registry));
  json_node_take_object (node, object);
  chl_ctl_print_json (node);
}

static void
print_registry (ChlRegistry *registry,
                gint64       age)
{
  chl_ctl_print (_ ("Facts of %s, with additions up to %s"), chl_registry_get_as_of (registry),
                    chl_registry_get_late (registry));
  chl_ctl_print (g_dngettext (GETTEXT_PACKAGE, "The latest are %u day old",
                              "The latest are %u days old", (gulong) age),
                 (guint) age);
  chl_ctl_print (_ ("Source: %s"), chl_registry_get_source (registry));
  chl_ctl_print (_ ("%u rows: %u models, %u families with %u patterns, %u models of particular "
                    "providers, %u providers"),
                    chl_registry_count_rows (registry, 0), chl_registry_count_rows (registry, 'm'),
                    chl_registry_count_rows (registry, 'f'), chl_registry_count_patterns (registry),
                    chl_registry_count_rows (registry, 'd'), chl_registry_count_rows (registry, 'p'));
}

int
chl_ctl_registry (ChlCtl *ctl,
                  int     argc,
                  char  **argv)
{
  gboolean           as_json = FALSE;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &as_json, N_ ("Print JSON"), NULL },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr(ChlRegistry) registry = NULL;
  const char *latest;
  gint64      age;

  if (!chl_ctl_parse (&argc, &argv, _ ("Tells how old the table of models is, and where it is from."), entries) ||
                      !chl_ctl_check_no_more (argc, argv))
    return CHL_CTL_USAGE;

  registry = chl_registry_new ();
  latest = chl_registry_get_late (registry);
  age = MAX (count_days (*latest != '\0' ? latest : chl_registry_get_as_of (registry)), 0);
  if (as_json)
    print_registry_json (registry, age);
  else
    print_registry (registry, age);

  return CHL_CTL_OK;
}
