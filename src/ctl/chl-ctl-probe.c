/* chl-ctl-probe.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-ctl-probe"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "chl-ctl.h"
#include "chl-model-probe.h"

static JsonArray *
build_steps (ChlModelProbe *probe)
{
  JsonArray *rows = json_array_new ();

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (probe)); i++)
    {
      g_autoptr(ChlProbeStep) step = g_list_model_get_item (G_LIST_MODEL (probe), i);
      JsonObject *row = json_object_new ();

      json_object_set_string_member (row, "id", chl_probe_step_get_id (step));
      json_object_set_string_member (row, "verdict",
                                     chl_verdict_to_string (chl_probe_step_get_verdict (step)));
      json_object_set_string_member (row, "detail", chl_probe_step_get_detail (step));
      json_array_add_object_element (rows, row);
    }

  return rows;
}

static void
print_json (ChlModelProbe *probe,
            ChlModel      *model)
{
  const ChlAdvice *advice = chl_model_probe_get_advice (probe);
  JsonObject      *object = json_object_new ();
  g_autoptr(JsonNode) node = json_node_new (JSON_NODE_OBJECT);

  json_object_set_string_member (object, "model", chl_model_get_full_id (model));
  json_object_set_array_member (object, "steps", build_steps (probe));
  json_object_set_string_member (object, "sentence", advice != NULL ? advice->sentence : NULL);
  json_object_set_string_member (object, "words", advice != NULL ? advice->words : NULL);
  json_object_set_string_member (object, "action",
                                 chl_action_to_string (advice != NULL ? advice->action : CHL_ACTION_NONE));
  json_node_take_object (node, object);
  chl_ctl_print_json (node);
}

static void
print_steps (ChlModelProbe *probe)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (probe)); i++)
    {
      g_autoptr(ChlProbeStep) step = g_list_model_get_item (G_LIST_MODEL (probe), i);
      const char *detail = chl_probe_step_get_detail (step);

      chl_ctl_print ("%-20s %-8s%s%s", chl_probe_step_get_title (step),
                     chl_verdict_to_string (chl_probe_step_get_verdict (step)),
                     detail != NULL ? " " : "", detail != NULL ? detail : "");
    }
}

static int
run (ChlCtl      *ctl,
     ChlProvider *provider,
     ChlModel    *model,
     gboolean     as_json)
{
  g_autoptr(ChlModelProbe) probe = chl_model_probe_new (ctl->engine, provider, model);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  int status;

  chl_model_probe_run_async (probe, NULL, chl_ctl_keep_result_cb, &result);
  chl_model_probe_run_finish (probe, chl_ctl_wait (&result), &error);

  /* What was found, also where it could not be kept for the next time. */
  if (as_json)
    print_json (probe, model);
  else
    print_steps (probe);

  status = chl_ctl_report_advice (chl_model_probe_get_advice (probe),
                                  chl_model_probe_get_problem (probe), provider, as_json);
  if (error != NULL)
    {
      int save_status = chl_ctl_fail_at (provider, error);

      status = status != CHL_CTL_OK ? status : save_status;
    }

  return status;
}

int
chl_ctl_probe (ChlCtl *ctl,
               int     argc,
               char  **argv)
{
  gboolean           as_json = FALSE;
  gboolean           forgets = FALSE;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &as_json, N_ ("Print JSON"), NULL },
    { "forget", 0, 0, G_OPTION_ARG_NONE, &forgets, N_ ("Ask nothing, and forget what was found before"), NULL },
    G_OPTION_ENTRY_NULL
  };
  ChlProvider *provider = NULL;
  ChlModel    *model;

  if (!chl_ctl_parse (&argc, &argv,
                      _ ("Asks the server what a model can do, given as PROVIDER/MODEL, with a few short "
                         "requests: streaming, tools, pictures, gaps, vectors. It costs tokens. What is "
                         "certain is kept."),
                         entries))
    return CHL_CTL_USAGE;
  if (argc != 2)
    return chl_ctl_usage (_ ("Which model? It is PROVIDER/MODEL"));
  if (!(model = chl_ctl_find_listed (ctl, argv[1], &provider)))
    return CHL_CTL_USAGE;

  if (!forgets)
    return run (ctl, provider, model, as_json);

  chl_model_probe_forget (model);

  return chl_ctl_save (ctl, provider);
}
