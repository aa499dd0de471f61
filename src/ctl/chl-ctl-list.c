/* chl-ctl-list.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-ctl-list"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chl-advice.h"
#include "chl-ctl.h"
#include "chl-discovery.h"
#include "chl-json.h"
#include "chl-keys.h"
#include "chl-model-facts.h"
#include "chl-model-notes.h"
#include "chl-own-headers.h"
#include "chl-proposal.h"
#include "chl-provider-list.h"
#include "chl-roles.h"

static JsonArray *
build_words (ChlAuth auth)
{
  static const struct
  {
    ChlAuth     flag;
    const char *word;
  } words[] = {
    { CHL_AUTH_API_KEY, "api-key" },
    { CHL_AUTH_SIGN_IN, "sign-in" },
    { CHL_AUTH_PROGRAM, "program" },
    { CHL_AUTH_NONE, "none" },
  };
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if ((auth & words[i].flag) != 0)
      json_array_add_string_element (array, words[i].word);

  return array;
}

static JsonNode *
build_family (const ChlFamily *family)
{
  JsonObject *object = json_object_new ();
  JsonArray  *protocols = json_array_new ();
  JsonNode   *node = json_node_new (JSON_NODE_OBJECT);

  for (guint i = 0; family->protocols[i] != CHL_PROTOCOL_NONE; i++)
    json_array_add_string_element (protocols, chl_protocol_id_to_string (family->protocols[i]));

  json_object_set_string_member (object, "id", family->id);
  json_object_set_string_member (object, "title", family->title);
  json_object_set_array_member (object, "protocols", protocols);
  json_object_set_string_member (object, "endpoint", family->endpoint);
  json_object_set_array_member (object, "auth", build_words (family->auth));
  json_node_take_object (node, object);

  return node;
}

int
chl_ctl_families (ChlCtl *ctl,
                  int     argc,
                  char  **argv)
{
  gboolean           as_json = FALSE;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &as_json, N_ ("Print JSON"), NULL },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr(JsonNode) root = json_node_new (JSON_NODE_ARRAY);
  JsonArray   *array = json_array_new ();
  const GType *types;
  guint        n;

  json_node_take_array (root, array);
  if (!chl_ctl_parse (&argc, &argv, _ ("Lists the families of providers there are."), entries) ||
                      !chl_ctl_check_no_more (argc, argv))
    return CHL_CTL_USAGE;

  types = chl_engine_list_families (&n);
  for (guint i = 0; i < n; i++)
    {
      const ChlFamily *family = chl_provider_type_get_family (types[i]);

      if (as_json)
        json_array_add_element (array, build_family (family));
      else
        chl_ctl_print ("%-12s %-12s %s", family->id, family->title,
                       g_dgettext (GETTEXT_PACKAGE, family->summary));
    }

  if (as_json)
    chl_ctl_print_json (root);

  return CHL_CTL_OK;
}

static void
add_header_cb (const ChlOwnHeader *header,
               gpointer            user_data)
{
  if (header->kind != CHL_OWN_HEADER_GONE)
    json_array_add_string_element (user_data, header->name);
}

static JsonNode *
build_provider (ChlCtl      *ctl,
                ChlProvider *provider)
{
  JsonObject      *object = json_object_new ();
  JsonArray       *headers = json_array_new ();
  JsonNode        *node = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *key = chl_keys_describe (chl_engine_get_keys (ctl->engine), provider);

  json_object_set_string_member (object, "id", chl_provider_get_id (provider));
  json_object_set_string_member (object, "family", chl_provider_get_family (provider)->id);
  json_object_set_string_member (object, "title", chl_provider_get_title (provider));
  json_object_set_boolean_member (object, "enabled", chl_provider_is_enabled (provider));
  json_object_set_string_member (object, "state", chl_provider_state_to_string (chl_provider_get_state (provider)));
  json_object_set_string_member (object, "detail", chl_provider_get_detail (provider));
  json_object_set_string_member (object, "endpoint", chl_provider_get_endpoint (provider));
  json_object_set_string_member (object, "key", key);
  chl_own_headers_foreach (provider, add_header_cb, headers);
  json_object_set_array_member (object, "headers", headers);
  json_object_set_int_member (object, "models_enabled", chl_provider_get_n_enabled_models (provider));
  json_node_take_object (node, object);

  return node;
}

int
chl_ctl_providers (ChlCtl *ctl,
                   int     argc,
                   char  **argv)
{
  gboolean           as_json = FALSE;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &as_json, N_ ("Print JSON"), NULL },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr(JsonNode) root = json_node_new (JSON_NODE_ARRAY);
  JsonArray  *array = json_array_new ();
  GListModel *providers;

  json_node_take_array (root, array);
  if (!chl_ctl_parse (&argc, &argv, _ ("Lists the configured providers with their state."), entries) ||
                      !chl_ctl_check_no_more (argc, argv))
    return CHL_CTL_USAGE;

  providers = G_LIST_MODEL (chl_engine_get_providers (ctl->engine));
  for (guint i = 0; i < g_list_model_get_n_items (providers); i++)
    {
      g_autoptr(ChlProvider) provider = g_list_model_get_item (providers, i);
      const char *detail = chl_provider_get_detail (provider);

      if (as_json)
        json_array_add_element (array, build_provider (ctl, provider));
      else
        chl_ctl_print ("%-20s %-14s %s%s%s", chl_provider_get_id (provider),
                       chl_provider_state_get_label (chl_provider_get_state (provider)),
                       chl_provider_get_title (provider), detail != NULL ? " — " : "",
                       detail != NULL ? detail : "");
    }

  if (as_json)
    chl_ctl_print_json (root);
  else if (g_list_model_get_n_items (providers) == 0)
    chl_ctl_tell ("%s", _ ("There is no provider yet; “chatelainectl add practice” adds one "
                           "to practise with"));

  return CHL_CTL_OK;
}

/* The kinds of work that a model was chosen for, as first choice or fall-back. */
static JsonArray *
build_roles (ChlCtl   *ctl,
             ChlModel *model)
{
  ChlRoles  *roles = chl_engine_get_roles (ctl->engine);
  JsonArray *array = json_array_new ();

  for (guint role = 0; role < CHL_N_ROLES; role++)
    if (g_strv_contains (chl_roles_get_chain (roles, (ChlRole) role), chl_model_get_full_id (model)))
      json_array_add_string_element (array, chl_role_to_string ((ChlRole) role));

  return array;
}

static JsonNode *
build_model (ChlCtl      *ctl,
             ChlProvider *provider,
             ChlModel    *model)
{
  static const struct
  {
    ChlModelUse flag;
    const char *word;
  } uses[] = {
    { CHL_MODEL_USE_CHAT, "chat" },
    { CHL_MODEL_USE_COMPLETION, "completion" },
    { CHL_MODEL_USE_EMBEDDING, "embedding" },
  };
  JsonObject *object = json_object_new ();
  JsonArray  *use = json_array_new ();
  JsonNode   *node = json_node_new (JSON_NODE_OBJECT);

  for (guint i = 0; i < G_N_ELEMENTS (uses); i++)
    if ((chl_model_get_use (model) & uses[i].flag) != 0)
      json_array_add_string_element (use, uses[i].word);

  json_object_set_string_member (object, "id", chl_model_get_full_id (model));
  json_object_set_string_member (object, "provider", chl_provider_get_id (provider));
  json_object_set_string_member (object, "model", chl_model_get_id (model));
  json_object_set_string_member (object, "title", chl_model_get_title (model));
  json_object_set_boolean_member (object, "enabled", chl_model_is_enabled (model));
  json_object_set_array_member (object, "use", use);
  json_object_set_array_member (object, "roles", build_roles (ctl, model));
  json_object_set_boolean_member (object, "gone", chl_model_is_gone (model));
  json_object_set_boolean_member (object, "custom", chl_model_is_custom (model));
  json_object_set_boolean_member (object, "new", chl_model_is_new (model));
  json_object_set_member (object, "fields",
                          chl_capabilities_to_json (chl_model_get_capabilities (model)));
  if (chl_model_get_facts (model) != NULL)
    json_object_set_member (object, "facts", chl_json_copy (chl_model_get_facts (model)));
  json_node_take_object (node, object);

  return node;
}

static void
print_facts (ChlModel *model,
             GString  *line)
{
  const char *parameters = chl_model_get_fact_word (model, CHL_FACT_PARAMETERS);
  const char *quantization = chl_model_get_fact_word (model, CHL_FACT_QUANTIZATION);
  const char *host = chl_model_get_fact_word (model, CHL_FACT_REMOTE_HOST);

  if (parameters != NULL)
    g_string_append_printf (line, "  %s", parameters);
  if (quantization != NULL)
    g_string_append_printf (line, "  %s", quantization);
  if (chl_model_has_fact (model, CHL_FACT_LOADED))
    g_string_append_printf (line, "  %s", _ ("loaded"));
  if (host != NULL)
    {
      g_autofree char *place = g_strdup_printf (_ ("runs at %s"), host);

      g_string_append_printf (line, "  %s", place);
    }
}

/* What is worth noting. */
static void
print_notes (ChlModel *model,
             GString  *line)
{
  ChlModelNotes    notes = chl_model_notes_get (model);
  g_autofree char *end = chl_model_notes_dup_end (model);

  if ((notes & CHL_MODEL_NOTE_NEW) != 0)
    g_string_append_printf (line, "  %s", _ ("(new)"));
  if ((notes & CHL_MODEL_NOTE_GONE) != 0)
    g_string_append_printf (line, "  %s", _ ("(not offered any more)"));
  if (end != NULL)
    g_string_append_printf (line, "  (%s)", end);
}

static void
print_roles (ChlCtl   *ctl,
             ChlModel *model,
             GString  *line)
{
  g_autoptr(JsonArray) roles = build_roles (ctl, model);
  g_autoptr(GString) names = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (roles); i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "",
                            chl_json_get_string (json_array_get_element (roles, i), ""));

  if (names->len > 0)
    {
      /* Translators: kinds of work, such as “chat, light”. */
      g_autofree char *words = g_strdup_printf (_ ("for %s"), names->str);

      g_string_append_printf (line, "  %s", words);
    }
}

static void
print_model (ChlCtl   *ctl,
             ChlModel *model)
{
  const ChlCapabilities *capabilities = chl_model_get_capabilities (model);
  gint64                 window = chl_capabilities_get_int (capabilities, CHL_FIELD_CONTEXT_WINDOW);
  g_autoptr(GString) line = g_string_new (NULL);

  g_string_append_printf (line, "%c %s", chl_model_is_enabled (model) ? '*' : ' ',
                          chl_model_get_full_id (model));
  if (window > 0)
    g_string_append_printf (line, "  %" G_GINT64_FORMAT, window);
  if (chl_capabilities_is (capabilities, CHL_FIELD_TOOLS))
    g_string_append_printf (line, "  %s", _ ("tools"));
  if (chl_capabilities_takes (capabilities, "image"))
    g_string_append_printf (line, "  %s", _ ("vision"));
  if (chl_capabilities_is (capabilities, CHL_FIELD_REASONING))
    g_string_append_printf (line, "  %s", _ ("thinking"));
  print_facts (model, line);
  print_roles (ctl, model, line);
  print_notes (model, line);

  chl_ctl_print ("%s", line->str);
}

/* Why there is nothing to see, and what shows more. */
static void
tell_of_nothing (ChlProvider *provider,
                 guint        n_models)
{
  const char *id = chl_provider_get_id (provider);

  if (n_models > 0)
    chl_ctl_tell (g_dngettext (GETTEXT_PACKAGE,
                               "%s: %u model, which is off; “chatelainectl models %s” lists it",
                               "%s: %u models, all of them off; “chatelainectl models %s” lists them",
                               n_models),
                  id, n_models, id);
  else
    chl_ctl_tell (_ ("%s: no models are known; “chatelainectl models --refresh %s” asks for them"), id,
                     id);
}

/* Puts them into @array, or prints them. */
static void
list_models (ChlCtl      *ctl,
             ChlProvider *provider,
             gboolean     shows_all,
             JsonArray   *array)
{
  GListModel *models = chl_provider_get_models (provider);
  guint       n_shown = 0;

  for (guint i = 0; i < g_list_model_get_n_items (models); i++)
    {
      g_autoptr(ChlModel) model = g_list_model_get_item (models, i);

      if (!shows_all && !chl_model_is_enabled (model))
        continue;

      n_shown++;
      if (array != NULL)
        json_array_add_element (array, build_model (ctl, provider, model));
      else
        print_model (ctl, model);
    }

  if (n_shown == 0 && array == NULL)
    tell_of_nothing (provider, g_list_model_get_n_items (models));
}

/* In a form that a shell takes for one word; ids come from servers. */
static void
append_word (GString    *command,
             const char *word)
{
  g_autofree char *quoted = g_shell_quote (word);
  gboolean         is_plain = TRUE;

  for (const char *c = word; *c != '\0' && is_plain; c++)
    is_plain = g_ascii_isalnum (*c) || strchr ("-_./:@+", *c) != NULL;

  g_string_append_printf (command, " %s", is_plain ? word : quoted);
}

/* What a person who has not chosen yet may want. */
static void
tell_proposal (ChlCtl      *ctl,
               ChlProvider *provider)
{
  g_autoptr(GPtrArray) picks = chl_proposal_build (ctl->engine, provider);
  g_autofree char *sentence = chl_proposal_dup_sentence (picks);
  g_autoptr(GString) command = g_string_new ("chatelainectl use");

  if (sentence == NULL)
    return;

  for (guint i = 0; i < picks->len; i++)
    {
      const ChlPick *pick = g_ptr_array_index (picks, i);

      append_word (command, chl_model_get_full_id (pick->model));
    }
  chl_ctl_tell (_ ("Good to begin with: %s"), sentence);
  chl_ctl_tell (_ ("Try: %s"), command->str);
}

static int
refresh_models (ChlCtl      *ctl,
                ChlProvider *provider)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  ChlDiscovered discovered;

  chl_discovery_refresh_async (ctl->engine, provider, NULL, chl_ctl_keep_result_cb, &result);
  if (!chl_discovery_refresh_finish (ctl->engine, chl_ctl_wait (&result), &discovered, &error))
    return chl_ctl_fail_at (provider, error);

  if (discovered.is_empty && discovered.n_models == 0)
    chl_ctl_tell (_ ("%s: the list is empty"), chl_provider_get_id (provider));
  else if (discovered.is_empty)
    chl_ctl_tell (_ ("%s: the list is empty; the %u models that were known are kept"),
                     chl_provider_get_id (provider), discovered.n_models);
  else
    chl_ctl_tell (_ ("%s: %u models, %u new, %u gone, %u changed"), chl_provider_get_id (provider),
                     discovered.n_models, discovered.n_new, discovered.n_gone, discovered.n_changed);
  if (discovered.n_unanswered > 0)
    chl_ctl_tell (g_dngettext (GETTEXT_PACKAGE,
                               "%s left %u question about its models unanswered",
                               "%s left %u questions about its models unanswered",
                               discovered.n_unanswered),
                  chl_provider_get_id (provider), discovered.n_unanswered);
  if (discovered.is_cut)
    chl_ctl_tell (_ ("%s lists more; only the first %u are taken in"),
                     chl_provider_get_id (provider), discovered.n_models);
  tell_proposal (ctl, provider);

  return chl_ctl_save (ctl, provider);
}

int
chl_ctl_models (ChlCtl *ctl,
                int     argc,
                char  **argv)
{
  gboolean           as_json = FALSE;
  gboolean           refreshes = FALSE;
  gboolean           shows_all = FALSE;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &as_json, N_ ("Print JSON"), NULL },
    { "refresh", 0, 0, G_OPTION_ARG_NONE, &refreshes, N_ ("Ask the providers first"), NULL },
    { "all", 0, 0, G_OPTION_ARG_NONE, &shows_all, N_ ("List those that are off as well"), NULL },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr(JsonNode) root = json_node_new (JSON_NODE_ARRAY);
  JsonArray  *array = json_array_new ();
  GListModel *providers;
  int         status = CHL_CTL_OK;

  json_node_take_array (root, array);
  if (!chl_ctl_parse (&argc, &argv, _ ("Lists models: of all providers, or of those that are named."), entries))
    return CHL_CTL_USAGE;

  for (int i = 1; i < argc; i++)
    if (chl_ctl_find_provider (ctl, argv[i]) == NULL)
      return CHL_CTL_USAGE;

  providers = G_LIST_MODEL (chl_engine_get_providers (ctl->engine));
  for (guint i = 0; i < g_list_model_get_n_items (providers); i++)
    {
      g_autoptr(ChlProvider) provider = g_list_model_get_item (providers, i);

      if (argc > 1 &&
          !g_strv_contains ((const char *const *) argv + 1, chl_provider_get_id (provider)))
        continue;

      if (chl_provider_get_state (provider) == CHL_PROVIDER_BROKEN_FILE)
        {
          int broken = chl_ctl_fail_broken (provider);

          /* Of what nobody asked for by name it is told, and the others are listed. */
          status = argc > 1 || refreshes ? MAX (status, broken) : status;
          continue;
        }
      if (refreshes)
        {
          int refreshed = refresh_models (ctl, provider);

          status = MAX (status, refreshed);
        }
      list_models (ctl, provider, shows_all || refreshes || argc > 1, as_json ? array : NULL);
    }

  if (as_json)
    chl_ctl_print_json (root);

  return status;
}
