/* chl-ctl-refresh.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-ctl-refresh"

#include "config.h"

#include "chl-ctl.h"

#include <glib/gi18n-lib.h>

#include "chl-json.h"
#include "chl-registry-keeper.h"
#include "chl-registry-refresh.h"
#include "chl-registry-state.h"
#include "chl-registry.h"

/* Days since then. */
static gint64
count_days (const char *day)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *text = g_strconcat (day, "T00:00:00Z", NULL);
  g_autoptr(GDateTime) then = g_date_time_new_from_iso8601 (text, NULL);

  return then != NULL ? MAX (g_date_time_difference (now, then) / G_TIME_SPAN_DAY, 0) : 0;
}

/* --- JSON --- */

static void
set_time (JsonObject *object,
          const char *name,
          gint64      real_us)
{
  g_autoptr(GDateTime) time = NULL;
  g_autofree char *text = NULL;

  if (real_us != 0)
    time = g_date_time_new_from_unix_utc (real_us / G_USEC_PER_SEC);
  if (time != NULL)
    text = g_date_time_format_iso8601 (time);

  if (text != NULL)
    json_object_set_string_member (object, name, text);
  else
    json_object_set_null_member (object, name);
}

/* Where the table in use is from, and what the last refresh did. */
static void
set_refresh (JsonObject        *object,
             ChlRegistryKeeper *keeper)
{
  const ChlRefreshReport *report = chl_registry_keeper_get_report (keeper);
  const char             *older = NULL;

  if (chl_registry_keeper_is_refreshed (keeper))
    older = chl_registry_keeper_has_older (keeper) ? "refreshed" : "bundled";

  if (older != NULL)
    json_object_set_string_member (object, "older", older);
  else
    json_object_set_null_member (object, "older");
  set_time (object, "refreshed", chl_registry_keeper_get_refreshed_us (keeper));
  set_time (object, "checked", chl_registry_keeper_get_checked_us (keeper));
  if (report != NULL)
    json_object_set_object_member (object, "changes", chl_refresh_report_to_json (report));
  else
    json_object_set_null_member (object, "changes");
}

static void
print_registry_json (ChlRegistryKeeper *keeper,
                     const char        *outcome)
{
  ChlRegistry *registry = chl_registry_keeper_get_registry (keeper);
  g_autoptr(JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  if (outcome != NULL)
    json_object_set_string_member (object, "outcome", outcome);
  json_object_set_string_member (object, "origin",
                                 chl_registry_keeper_is_refreshed (keeper) ? "refreshed" : "bundled");
  json_object_set_string_member (object, "as_of", chl_registry_get_as_of (registry));
  json_object_set_string_member (object, "late", chl_registry_get_late (registry));
  json_object_set_int_member (object, "age_days", count_days (chl_registry_keeper_get_day (keeper)));
  json_object_set_string_member (object, "source", chl_registry_get_source (registry));
  json_object_set_int_member (object, "schema", CHL_REGISTRY_SCHEMA);
  json_object_set_int_member (object, "rows", chl_registry_count_rows (registry, 0));
  json_object_set_int_member (object, "models", chl_registry_count_rows (registry, 'm'));
  json_object_set_int_member (object, "families", chl_registry_count_rows (registry, 'f'));
  json_object_set_int_member (object, "patterns", chl_registry_count_patterns (registry));
  json_object_set_int_member (object, "hosts", chl_registry_count_rows (registry, 'd'));
  json_object_set_int_member (object, "providers", chl_registry_count_rows (registry, 'p'));
  json_object_set_int_member (object, "bytes", (gint64) chl_registry_get_n_bytes (registry));
  set_refresh (object, keeper);
  json_node_take_object (node, object);
  chl_ctl_print_json (node);
}

/* --- For people --- */

static void
print_report (ChlRegistryKeeper *keeper)
{
  const ChlRefreshReport *report = chl_registry_keeper_get_report (keeper);
  g_autofree char        *changes = chl_registry_keeper_dup_changes (keeper);
  g_autofree char        *trouble = chl_registry_keeper_dup_trouble (keeper);

  if (trouble != NULL)
    chl_ctl_print ("%s", trouble);
  if (report == NULL)
    return;

  chl_ctl_print ("%s", changes);
  for (guint i = 0; i < CHL_N_DROPS; i++)
    if (report->dropped[i] > 0)
      chl_ctl_print ("  %-8s %u", chl_refresh_drop_to_string ((ChlRefreshDrop) i),
                     report->dropped[i]);
}

static void
print_registry (ChlRegistryKeeper *keeper)
{
  ChlRegistry *registry = chl_registry_keeper_get_registry (keeper);
  gint64       age = count_days (chl_registry_keeper_get_day (keeper));

  if (chl_registry_keeper_is_refreshed (keeper))
    chl_ctl_print (_ ("Refreshed on %s, over the table of %s that came with the program"),
                      chl_registry_get_as_of (registry), chl_registry_get_late (registry));
  else
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
  print_report (keeper);
}

/* --- The commands --- */

static int
go_back (ChlRegistryKeeper *keeper,
         gboolean           as_json)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  chl_registry_keeper_go_back_async (keeper, NULL, chl_ctl_keep_result_cb, &result);
  if (!chl_registry_keeper_go_back_finish (keeper, chl_ctl_wait (&result), &error))
    return chl_ctl_fail (error);

  if (as_json)
    print_registry_json (keeper, "went-back");
  else
    print_registry (keeper);

  return CHL_CTL_OK;
}

static int
fetch (ChlRegistryKeeper *keeper,
       gboolean           even_if_metered,
       gboolean           as_json)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  ChlRefreshOutcome outcome;

  chl_registry_keeper_refresh_async (keeper, even_if_metered, NULL, chl_ctl_keep_result_cb, &result);
  if (!chl_registry_keeper_refresh_finish (keeper, chl_ctl_wait (&result), &outcome, &error))
    return chl_ctl_fail (error);

  if (as_json)
    print_registry_json (keeper, outcome == CHL_REFRESH_DONE ? "refreshed" : "nothing-new");
  else
    {
      if (outcome == CHL_REFRESH_NOTHING_NEW)
        chl_ctl_print ("%s", _ ("models.dev says nothing new"));
      print_registry (keeper);
    }

  return CHL_CTL_OK;
}

static int
refresh (ChlCtl *ctl,
         int     argc,
         char  **argv)
{
  gboolean           back = FALSE;
  gboolean           metered = FALSE;
  gboolean           as_json = FALSE;
  const GOptionEntry entries[] = {
    { "back", 0, 0, G_OPTION_ARG_NONE, &back, N_ ("Use the table before this one again"), NULL },
    { "metered", 0, 0, G_OPTION_ARG_NONE, &metered,
      N_ ("Also over a connection that is paid by the byte"), NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &as_json, N_ ("Print JSON"), NULL },
    G_OPTION_ENTRY_NULL
  };
  ChlRegistryKeeper *keeper;

  if (!chl_ctl_parse (&argc, &argv,
                      _ ("Fetches the list of models.dev and makes a new table of it. What is sent is "
                         "the address and the name of this program."),
                         entries) ||
                      !chl_ctl_check_no_more (argc, argv))
    return CHL_CTL_USAGE;

  keeper = chl_engine_get_registry_keeper (ctl->engine);

  return back ? go_back (keeper, as_json) : fetch (keeper, metered, as_json);
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
  ChlRegistryKeeper *keeper;

  if (argc > 1 && g_str_equal (argv[1], "refresh"))
    {
      argv[1] = argv[0];
      return refresh (ctl, argc - 1, argv + 1);
    }

  if (!chl_ctl_parse (&argc, &argv,
                      _ ("Tells how old the table of models is, and where it is from; “registry "
                         "refresh” makes a new one."),
                         entries) ||
                      !chl_ctl_check_no_more (argc, argv))
    return CHL_CTL_USAGE;

  keeper = chl_engine_get_registry_keeper (ctl->engine);
  if (as_json)
    print_registry_json (keeper, NULL);
  else
    print_registry (keeper);

  return CHL_CTL_OK;
}
