/* chl-ctl-check.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-ctl-check"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>

#include "chl-check.h"
#include "chl-ctl.h"

static JsonNode *
build_check (ChlCheck    *check,
             ChlProvider *provider)
{
  JsonObject *object = json_object_new ();
  JsonArray  *steps = json_array_new ();
  JsonNode   *node = json_node_new (JSON_NODE_OBJECT);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (check)); i++)
    {
      g_autoptr(ChlCheckStep) step = g_list_model_get_item (G_LIST_MODEL (check), i);
      JsonObject *row = json_object_new ();

      json_object_set_string_member (row, "id", chl_check_step_get_id (step));
      json_object_set_string_member (row, "state",
                                     chl_check_state_to_string (chl_check_step_get_state (step)));
      json_object_set_string_member (row, "detail", chl_check_step_get_detail (step));
      json_object_set_int_member (row, "ms", chl_check_step_get_duration_ms (step));
      json_array_add_object_element (steps, row);
    }

  json_object_set_string_member (object, "id", chl_provider_get_id (provider));
  json_object_set_string_member (object, "state",
                                 chl_provider_state_to_string (chl_provider_get_state (provider)));
  json_object_set_array_member (object, "steps", steps);
  json_object_set_string_member (object, "sentence", chl_check_get_sentence (check));
  json_object_set_string_member (object, "words", chl_check_get_words (check));
  json_object_set_string_member (object, "action",
                                 chl_action_to_string (chl_check_get_action (check)));
  json_object_set_string_member (object, "suggested_endpoint",
                                 chl_check_get_suggested (check));
  json_node_take_object (node, object);

  return node;
}

static void
print_check (ChlCheck *check)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (check)); i++)
    {
      g_autoptr(ChlCheckStep) step = g_list_model_get_item (G_LIST_MODEL (check), i);
      const char *detail = chl_check_step_get_detail (step);
      gint64      duration_ms = chl_check_step_get_duration_ms (step);
      g_autoptr(GString) line = g_string_new (NULL);

      g_string_append_printf (line, "%-11s %-8s", chl_check_step_get_title (step),
                              chl_check_state_to_string (chl_check_step_get_state (step)));
      if (duration_ms >= 0)
        g_string_append_printf (line, " %5" G_GINT64_FORMAT " ms", duration_ms);
      if (detail != NULL)
        g_string_append_printf (line, "  %s", detail);
      chl_ctl_print ("%s", line->str);
    }

  chl_ctl_print ("%s", chl_check_get_sentence (check));
  if (chl_check_get_words (check) != NULL)
    chl_ctl_print ("“%s”", chl_check_get_words (check));
}

/* What was found, also where it could not be kept for the next time. */
static int
report (ChlCheck     *check,
        ChlProvider  *provider,
        gboolean      as_json,
        const GError *save_error)
{
  const GError *problem = chl_check_get_problem (check);
  int           status = CHL_CTL_OK;

  if (as_json)
    {
      g_autoptr(JsonNode) node = build_check (check, provider);

      chl_ctl_print_json (node);
    }
  else
    print_check (check);

  fflush (stdout);
  if (problem != NULL)
    {
      status = chl_ctl_status_for_error (problem);
      if (!as_json)
        chl_ctl_suggest (chl_check_get_action (check), provider, problem,
                         chl_check_get_suggested (check));
    }
  if (save_error != NULL)
    {
      int save_status = chl_ctl_fail (save_error);

      status = status != CHL_CTL_OK ? status : save_status;
    }

  return status;
}

int
chl_ctl_check (ChlCtl *ctl,
               int     argc,
               char  **argv)
{
  gboolean           as_json = FALSE;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &as_json, N_ ("Print JSON"), NULL },
    G_OPTION_ENTRY_NULL
  };
  ChlProvider *provider;
  g_autoptr(ChlCheck) check = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  if (!chl_ctl_parse (&argc, &argv,
                      _ ("Checks provider ID: resolves, connects, authenticates, lists its models, "
                         "asks one of those that are on."),
                         entries))
    return CHL_CTL_USAGE;
  if (argc != 2)
    return chl_ctl_usage (_ ("It takes the id of a provider"));
  if (!(provider = chl_ctl_find_provider (ctl, argv[1])))
    return CHL_CTL_USAGE;

  check = chl_check_new (ctl->engine, provider);
  chl_check_run_async (check, NULL, chl_ctl_keep_result_cb, &result);
  chl_check_run_finish (check, chl_ctl_wait (&result), &error);
  if (chl_check_get_sentence (check) == NULL)
    return chl_ctl_fail_at (provider, error);

  return report (check, provider, as_json, error);
}
