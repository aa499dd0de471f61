/* chl-ctl-try.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-ctl-try"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "chl-ctl.h"
#include "chl-provider-list.h"
#include "chl-trial-facts.h"

static void
add_text (JsonObject *object,
          const char *name,
          const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, name, text);
  else
    json_object_set_null_member (object, name);
}

static void
add_count (JsonObject *object,
           const char *name,
           gint64      count,
           gboolean    is_known)
{
  if (is_known)
    json_object_set_int_member (object, name, count);
  else
    json_object_set_null_member (object, name);
}

static void
add_number (JsonObject *object,
            const char *name,
            double      number)
{
  if (number >= 0)
    json_object_set_double_member (object, name, number);
  else
    json_object_set_null_member (object, name);
}

static void
add_numbers (JsonObject *object,
             ChlTrial   *trial)
{
  const ChlUsage *usage = chl_trial_get_usage (trial);
  const char     *currency = NULL;
  gboolean        is_notional = FALSE;
  gint64          first_ms = chl_trial_get_first_token_ms (trial);
  gint64          total_ms = chl_trial_get_total_ms (trial);
  double          cost = chl_trial_get_cost (trial, &currency, &is_notional);
  guint           n = chl_trial_get_n_dimensions (trial);

  add_count (object, "dimensions", n, n > 0);
  add_count (object, "first_token_ms", first_ms, first_ms >= 0);
  add_count (object, "total_ms", total_ms, total_ms >= 0);
  add_number (object, "tokens_per_second", chl_trial_get_speed (trial));
  add_count (object, "input_tokens", usage != NULL ? usage->input : 0, usage != NULL);
  add_count (object, "output_tokens", usage != NULL ? usage->output : 0, usage != NULL);
  add_count (object, "reasoning_tokens", usage != NULL ? usage->reasoning : 0, usage != NULL);
  add_number (object, "cost", cost);
  add_text (object, "currency", cost >= 0 ? currency : NULL);
  json_object_set_boolean_member (object, "notional", is_notional);
  json_object_set_boolean_member (object, "included", chl_trial_is_included (trial));
}

static void
print_json (ChlTrial *trial,
            ChlModel *model)
{
  const ChlAdvice *advice = chl_trial_get_advice (trial);
  JsonObject      *object = json_object_new ();
  g_autoptr(JsonNode) node = json_node_new (JSON_NODE_OBJECT);

  json_object_set_string_member (object, "model", chl_model_get_full_id (model));
  json_object_set_string_member (object, "role", chl_role_to_string (chl_trial_get_role (trial)));
  add_text (object, "text", chl_trial_get_text (trial));
  json_object_set_string_member (object, "finish",
                                 chl_finish_to_string (chl_trial_get_finish (trial)));
  add_numbers (object, trial);
  add_text (object, "sentence", advice != NULL ? advice->sentence : NULL);
  add_text (object, "words", advice != NULL ? advice->words : NULL);
  json_object_set_string_member (object, "action",
                                 chl_action_to_string (advice != NULL ? advice->action : CHL_ACTION_NONE));
  json_node_take_object (node, object);
  chl_ctl_print_json (node);
}

static void
print_facts (ChlTrial *trial)
{
  g_autoptr(GPtrArray) facts = chl_trial_list_facts (trial);

  for (guint i = 0; i < facts->len; i++)
    {
      const ChlTrialFact *fact = g_ptr_array_index (facts, i);

      chl_ctl_print ("%-22s %s", fact->title, fact->value);
    }
}

/* What went wrong, in words on standard error and as the exit status. */
int
chl_ctl_report_advice (const ChlAdvice *advice,
                       const GError    *problem,
                       ChlProvider     *provider,
                       gboolean         as_json)
{
  g_autofree char *sentence = NULL;

  if (advice == NULL)
    return CHL_CTL_OK;

  fflush (stdout);
  sentence = advice->words != NULL ? g_strdup_printf ("%s “%s”", advice->sentence, advice->words)
                                   : g_strdup (advice->sentence);
  chl_ctl_say (sentence);
  if (!as_json)
    chl_ctl_suggest (advice->action, provider, problem, NULL);

  return chl_ctl_status_for_error (problem);
}

static ChlProvider *
find_broken (ChlProviderList *providers,
             const char      *name)
{
  g_autofree char *id = NULL;
  ChlProvider     *provider = NULL;

  if (chl_model_split_full_id (name, &id, NULL))
    provider = chl_provider_list_find (providers, id);

  return provider != NULL && chl_provider_get_state (provider) == CHL_PROVIDER_BROKEN_FILE ? provider
                                                                                           : NULL;
}

/* The model that is named, or a sentence. */
ChlModel *
chl_ctl_find_listed (ChlCtl       *ctl,
                     const char   *name,
                     ChlProvider **out_provider)
{
  ChlProviderList *providers = chl_engine_get_providers (ctl->engine);
  ChlModel        *model = chl_provider_list_find_model (providers, name, out_provider);
  ChlProvider     *broken = find_broken (providers, name);

  if (broken != NULL)
    {
      chl_ctl_fail_broken (broken);
      return NULL;
    }

  if (model == NULL)
    chl_ctl_usage (_ ("There is no model “%s”; “chatelainectl models --all” lists them"), name);

  return model;
}

int
chl_ctl_try (ChlCtl *ctl,
             int     argc,
             char  **argv)
{
  gboolean           as_json = FALSE;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &as_json, N_ ("Print JSON"), NULL },
    G_OPTION_ENTRY_NULL
  };
  ChlProvider *provider = NULL;
  ChlModel    *model;
  g_autoptr(ChlTrial) trial = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  if (!chl_ctl_parse (&argc, &argv,
                      _ ("Sends one short request to a model, given as PROVIDER/MODEL, and tells how fast it "
                         "answers and what that costs. It costs a few tokens."),
                         entries))
    return CHL_CTL_USAGE;
  if (argc != 2)
    return chl_ctl_usage (_ ("Which model? It is PROVIDER/MODEL"));
  if (!(model = chl_ctl_find_listed (ctl, argv[1], &provider)))
    return CHL_CTL_USAGE;

  trial = chl_trial_new (ctl->engine, provider, model);
  chl_trial_run_async (trial, NULL, chl_ctl_keep_result_cb, &result);
  if (!chl_trial_run_finish (trial, chl_ctl_wait (&result), &error))
    return chl_ctl_fail_at (provider, error);

  if (as_json)
    print_json (trial, model);
  else if (chl_trial_get_advice (trial) == NULL)
    print_facts (trial);

  return chl_ctl_report_advice (chl_trial_get_advice (trial), chl_trial_get_problem (trial),
                                provider, as_json);
}
