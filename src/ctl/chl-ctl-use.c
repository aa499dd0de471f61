/* chl-ctl-use.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-ctl-use"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "chl-ctl.h"
#include "chl-model-listing.h"
#include "chl-provider-list.h"
#include "chl-roles.h"

static int
turn_on (ChlCtl      *ctl,
         ChlProvider *provider,
         const char  *model_id)
{
  gboolean  is_known = chl_provider_find_model (provider, model_id) != NULL;
  ChlModel *model;
  int       status;
  g_autoptr(GError) error = NULL;

  if (!(model = chl_provider_add_by_hand (provider, model_id, &error)))
    return chl_ctl_fail (error);

  chl_model_set_enabled (model, TRUE);
  status = chl_ctl_save (ctl, provider);
  if (status == CHL_CTL_OK && !is_known)
    chl_ctl_tell (_ ("%s does not list %s; it was added by hand"),
                     chl_provider_get_title (provider), model_id);

  return status;
}

static int
turn_off (ChlCtl      *ctl,
          ChlProvider *provider,
          const char  *model_id)
{
  ChlModel *model = chl_provider_find_model (provider, model_id);

  if (model == NULL)
    return chl_ctl_usage (_ ("%s does not have the model %s"), chl_provider_get_title (provider),
                             model_id);

  /* What nobody could add again is of no use in the list either. */
  if (chl_model_listing_is_usable_id (model_id))
    chl_model_set_enabled (model, FALSE);
  else
    chl_provider_remove_model (provider, model_id);

  return chl_ctl_save (ctl, provider);
}

static int
turn_one (ChlCtl     *ctl,
          const char *full_id,
          gboolean    is_enabled)
{
  g_autofree char *provider_id = NULL;
  g_autofree char *model_id = NULL;
  ChlProvider     *provider;

  if (!chl_model_split_full_id (full_id, &provider_id, &model_id))
    return chl_ctl_usage (_ ("A model is PROVIDER/MODEL, not “%s”"), full_id);
  if (!(provider = chl_ctl_find_provider (ctl, provider_id)))
    return CHL_CTL_USAGE;

  return is_enabled ? turn_on (ctl, provider, model_id) : turn_off (ctl, provider, model_id);
}

static int
turn (ChlCtl     *ctl,
      int         argc,
      char      **argv,
      gboolean    is_enabled,
      const char *summary)
{
  int status = CHL_CTL_OK;

  if (!chl_ctl_parse (&argc, &argv, summary, NULL))
    return CHL_CTL_USAGE;
  if (argc < 2)
    return chl_ctl_usage (_ ("It takes models, each as PROVIDER/MODEL"));

  for (int i = 1; i < argc; i++)
    {
      int turned = turn_one (ctl, argv[i], is_enabled);

      status = MAX (status, turned);
    }

  return status;
}

int
chl_ctl_use (ChlCtl *ctl,
             int     argc,
             char  **argv)
{
  return turn (ctl, argc, argv, TRUE, _ ("Turns models on, each given as PROVIDER/MODEL."));
}

int
chl_ctl_unuse (ChlCtl *ctl,
               int     argc,
               char  **argv)
{
  return turn (ctl, argc, argv, FALSE, _ ("Turns models off, each given as PROVIDER/MODEL."));
}

static JsonNode *
build_role (ChlRoles *roles,
            ChlRole   role)
{
  JsonObject        *object = json_object_new ();
  JsonArray         *ids = json_array_new ();
  JsonNode          *node = json_node_new (JSON_NODE_OBJECT);
  g_autofree char   *why = NULL;
  const char *const *chain = chl_roles_get_chain (roles, role);
  ChlModel          *model = chl_roles_resolve (roles, role, &why);

  for (guint i = 0; chain[i] != NULL; i++)
    json_array_add_string_element (ids, chain[i]);

  json_object_set_array_member (object, "chain", ids);
  json_object_set_string_member (object, "using",
                                 model != NULL ? chl_model_get_full_id (model) : NULL);
  json_object_set_string_member (object, "why", why);
  json_object_set_member (object, "parameters",
                          chl_parameters_to_json (chl_roles_get_parameters (roles, role)));
  json_node_take_object (node, object);

  return node;
}

static void
show_roles (ChlRoles *roles,
            gboolean  as_json)
{
  g_autoptr(JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  json_node_take_object (root, object);
  for (guint i = 0; i < CHL_N_ROLES; i++)
    {
      g_autofree char *why = NULL;
      ChlModel        *model = chl_roles_resolve (roles, i, &why);

      if (as_json)
        json_object_set_member (object, chl_role_to_string (i), build_role (roles, i));
      else
        chl_ctl_print ("%-11s %-40s %s", chl_role_to_string (i),
                       model != NULL ? chl_model_get_full_id (model) : "—", why);
    }

  if (as_json)
    chl_ctl_print_json (root);
}

static gboolean
is_none (const char *const *chain)
{
  return g_strv_length ((GStrv) chain) == 1 && g_str_equal (chain[0], "none");
}

static int
check_models (ChlCtl            *ctl,
              ChlRole            role,
              const char *const *chain)
{
  if (is_none (chain))
    return CHL_CTL_OK;

  for (guint i = 0; chain[i] != NULL; i++)
    {
      ChlModel   *model = chl_ctl_find_listed (ctl, chain[i], NULL);
      const char *reason = NULL;

      if (model == NULL)
        return CHL_CTL_USAGE;
      if (!chl_model_suits (model, role, &reason))
        chl_ctl_tell ("chatelainectl: %s: %s", chain[i], reason);
    }

  return CHL_CTL_OK;
}

static int
save_roles (ChlCtl   *ctl,
            ChlRoles *roles)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  chl_roles_save_async (roles, NULL, chl_ctl_keep_result_cb, &result);
  if (chl_roles_save_finish (roles, chl_ctl_wait (&result), &error))
    return CHL_CTL_OK;

  /* Roles write themselves as they are changed, and tell when they cannot. */
  return g_strcmp0 (ctl->notice, error->message) == 0 ? chl_ctl_status_for_error (error)
                                                      : chl_ctl_fail (error);
}

int
chl_ctl_roles (ChlCtl *ctl,
               int     argc,
               char  **argv)
{
  gboolean as_json = FALSE;
  g_auto(GStrv) settings = NULL;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &as_json, N_ ("Print JSON"), NULL },
    { "set", 0, 0, G_OPTION_ARG_STRING_ARRAY, &settings,
      N_ ("Set effort, temperature, top_p or max_output"), "KEY=VALUE" },
    G_OPTION_ENTRY_NULL
  };
  static const char *const none[] = { NULL };
  const char *const       *chain;
  ChlRoles                *roles;
  ChlRole                  role;
  g_autoptr(GError) error = NULL;

  if (!chl_ctl_parse (&argc, &argv,
                      _ ("Shows the default models; or chooses those of ROLE: the first choice, "
                         "then its fall-backs (“none” unsets it)."),
                         entries))
    return CHL_CTL_USAGE;

  roles = chl_engine_get_roles (ctl->engine);
  if (argc == 1 && settings == NULL)
    {
      show_roles (roles, as_json);
      return CHL_CTL_OK;
    }

  if (argc == 1 || !chl_role_from_string (argv[1], &role))
    return chl_ctl_usage (_ ("The roles are chat, light, reasoning, buddy, completion and "
                             "embedding"));
  if (argc == 2 && settings == NULL)
    return chl_ctl_usage (_ ("Which models? Or “none” to unset the role"));

  /* All or nothing: what is wrong is found before anything is changed. */
  chain = (const char *const *) argv + 2;
  if (argc > 2 && check_models (ctl, role, chain) != CHL_CTL_OK)
    return CHL_CTL_USAGE;
  if (settings != NULL &&
      !chl_roles_set_parameters (roles, role, (const char *const *) settings, &error))
    return chl_ctl_fail (error);
  if (argc > 2)
    chl_roles_set_chain (roles, role, is_none (chain) ? none : chain);

  return save_roles (ctl, roles);
}
