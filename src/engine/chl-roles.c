/* chl-roles.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-roles"

#include "config.h"

#include "chl-roles.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "chl-engine-private.h"
#include "chl-error.h"
#include "chl-json.h"
#include "chl-roles-private.h"

struct _ChlRoles
{
  GObject parent_instance;

  ChlEngine        *engine;              /* (unowned) it owns us */
  GStrv             chains[CHL_N_ROLES]; /* (owned) full ids, first choice first; never NULL */
  ChlRoleParameters parameters[CHL_N_ROLES];
};

G_DEFINE_FINAL_TYPE (ChlRoles, chl_roles, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const struct
{
  const char *title;
  const char *summary;
} words[CHL_N_ROLES] = {
  [CHL_ROLE_CHAT] = { NC_ ("role", "Chat and Agent"),
                      N_ ("Conversations and work with tools") },
  [CHL_ROLE_LIGHT] = { NC_ ("role", "Light Chat"), N_ ("Quick answers, titles and summaries") },
  [CHL_ROLE_REASONING] = { NC_ ("role", "Reasoning"),
                           N_ ("Hard problems that are worth the wait") },
  [CHL_ROLE_BUDDY] = { NC_ ("role", "Buddy"), N_ ("Suggestions in the background") },
  [CHL_ROLE_COMPLETION] = { NC_ ("role", "Code Completion"),
                            N_ ("Fills in at the cursor; needs a completion model") },
  [CHL_ROLE_EMBEDDING] = { NC_ ("role", "Embeddings"),
                           N_ ("Search by meaning in chats and folders") },
};

static void
chl_roles_finalize (GObject *object)
{
  ChlRoles *self = CHL_ROLES (object);

  for (guint i = 0; i < CHL_N_ROLES; i++)
    g_clear_pointer (&self->chains[i], g_strfreev);

  G_OBJECT_CLASS (chl_roles_parent_class)->finalize (object);
}

static void
chl_roles_class_init (ChlRolesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = chl_roles_finalize;

  /**
   * ChlRoles::changed:
   * @role: a #ChlRole
   *
   * What a role uses, or could use, is not what it was.
   */
  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
chl_roles_init (ChlRoles *self)
{
  for (guint i = 0; i < CHL_N_ROLES; i++)
    {
      self->chains[i] = g_new0 (char *, 1);
      chl_role_parameters_init (&self->parameters[i]);
    }
}

static void
emit_all (ChlRoles *self)
{
  for (guint i = 0; i < CHL_N_ROLES; i++)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0, i);
}

ChlRoles *
chl_roles_new (ChlEngine *engine)
{
  ChlRoles *self = g_object_new (CHL_TYPE_ROLES, NULL);

  self->engine = engine;
  g_signal_connect_object (chl_engine_get_providers (engine), "models-changed",
                           G_CALLBACK (emit_all), self, G_CONNECT_SWAPPED);

  return self;
}

/**
 * chl_roles_take_file:
 * @self: the roles
 * @file: what was read
 *
 * Brings the roles up to what the file says; what it does not say is unset. A file that cannot be
 * read changes nothing and is told about.
 */
void
chl_roles_take_file (ChlRoles        *self,
                     ChlSettingsFile *file)
{
  g_return_if_fail (CHL_IS_ROLES (self));

  if (file->error != NULL)
    chl_engine_notice_error (self->engine, file->error);
  if (file->root == NULL && file->error != NULL)
    return;

  for (guint i = 0; i < CHL_N_ROLES; i++)
    chl_role_read_json (file->root, i, &self->chains[i], &self->parameters[i]);
  emit_all (self);
}

const char *
chl_role_get_title (ChlRole role)
{
  return g_dpgettext2 (GETTEXT_PACKAGE, "role", words[role].title);
}

const char *
chl_role_get_summary (ChlRole role)
{
  return g_dgettext (GETTEXT_PACKAGE, words[role].summary);
}

/**
 * chl_roles_get_chain:
 * @self: the roles
 * @role: a role
 *
 * Returns: (transfer none) (array zero-terminated): full ids, the first choice first
 */
const char *const *
chl_roles_get_chain (ChlRoles *self,
                     ChlRole   role)
{
  g_return_val_if_fail (CHL_IS_ROLES (self), NULL);
  g_return_val_if_fail (role < CHL_N_ROLES, NULL);

  return (const char *const *) self->chains[role];
}

static void
saved_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(ChlEngine) engine = user_data;
  g_autoptr(GError) error = NULL;

  if (!chl_roles_save_finish (CHL_ROLES (object), result, &error))
    chl_engine_notice_error (engine, error);
}

static void
changed (ChlRoles *self,
         ChlRole   role)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0, (guint) role);
  chl_roles_save_async (self, NULL, saved_cb, g_object_ref (self->engine));
}

/**
 * chl_roles_set_chain:
 * @self: the roles
 * @role: a role
 * @chain: (array zero-terminated): full ids, the first choice first; empty unsets the role
 *
 * Chooses the models of a role. A model that is not there (any more) may be named.
 */
void
chl_roles_set_chain (ChlRoles          *self,
                     ChlRole            role,
                     const char *const *chain)
{
  g_return_if_fail (CHL_IS_ROLES (self));
  g_return_if_fail (role < CHL_N_ROLES);
  g_return_if_fail (chain != NULL);

  if (g_strv_equal ((const char *const *) self->chains[role], chain))
    return;

  g_strfreev (self->chains[role]);
  self->chains[role] = g_strdupv ((GStrv) chain);
  changed (self, role);
}

const ChlRoleParameters *
chl_roles_get_parameters (ChlRoles *self,
                          ChlRole   role)
{
  g_return_val_if_fail (CHL_IS_ROLES (self), NULL);
  g_return_val_if_fail (role < CHL_N_ROLES, NULL);

  return &self->parameters[role];
}

/**
 * chl_roles_set_parameter:
 * @self: the roles
 * @role: a role
 * @key: "effort", "temperature", "top_p" or "max_output"
 * @value: as typed; "" or "default" leaves it to the provider
 * @error: (out) (optional): %CHL_ERROR_INVALID
 *
 * Returns: %TRUE if it was taken
 */
gboolean
chl_roles_set_parameter (ChlRoles   *self,
                         ChlRole     role,
                         const char *key,
                         const char *value,
                         GError    **error)
{
  ChlRoleParameters parameters;

  g_return_val_if_fail (CHL_IS_ROLES (self), FALSE);
  g_return_val_if_fail (role < CHL_N_ROLES, FALSE);
  g_return_val_if_fail (key != NULL && value != NULL, FALSE);

  parameters = self->parameters[role];
  if (!chl_role_parse_parameter (&parameters, key, value, error))
    return FALSE;

  self->parameters[role] = parameters;
  changed (self, role);
  return TRUE;
}

/* Whether a model of a chain can do the work; if not, @out_reason says why it is passed over. */
static ChlModel *
try_model (ChlRoles   *self,
           ChlRole     role,
           const char *full_id,
           char      **out_reason)
{
  ChlProvider *provider = NULL;
  ChlModel    *model;
  const char  *unsuited = NULL;

  model = chl_provider_list_find_model (chl_engine_get_providers (self->engine), full_id,
                                        &provider);

  if (provider == NULL)
    *out_reason = g_strdup_printf (_ ("the provider of %s is not there any more"), full_id);
  else if (!chl_provider_is_enabled (provider))
    *out_reason = g_strdup_printf (_ ("%s is turned off"), chl_provider_get_title (provider));
  else if (model == NULL || chl_model_is_gone (model))
    *out_reason = g_strdup_printf (_ ("%s is not offered any more"), full_id);
  else if (!chl_model_is_enabled (model))
    *out_reason = g_strdup_printf (_ ("%s is turned off"), chl_model_get_title (model));
  else if (!chl_model_suits (model, role, &unsuited))
    *out_reason = g_strdup (unsuited);
  else
    return model;

  return NULL;
}

/* What happens while a role is unset: the first model that is on and suits. */
static ChlModel *
find_any (ChlRoles *self,
          ChlRole   role)
{
  GListModel *providers = G_LIST_MODEL (chl_engine_get_providers (self->engine));

  for (guint i = 0; i < g_list_model_get_n_items (providers); i++)
    {
      g_autoptr(ChlProvider) provider = g_list_model_get_item (providers, i);
      GListModel *models = chl_provider_get_models (provider);

      if (!chl_provider_is_enabled (provider))
        continue;

      for (guint j = 0; j < g_list_model_get_n_items (models); j++)
        {
          g_autoptr(ChlModel) model = g_list_model_get_item (models, j);

          if (chl_model_is_enabled (model) && !chl_model_is_gone (model) &&
              chl_model_suits (model, role, NULL))
            return model; /* the provider's list holds it */
        }
    }

  return NULL;
}

static ChlModel *
resolve_unset (ChlRoles *self,
               ChlRole   role,
               char    **out_why)
{
  GListModel *providers = G_LIST_MODEL (chl_engine_get_providers (self->engine));
  ChlModel   *model;

  if (role == CHL_ROLE_LIGHT || role == CHL_ROLE_REASONING || role == CHL_ROLE_BUDDY)
    {
      g_autofree char *why = NULL;

      model = chl_roles_resolve (self, CHL_ROLE_CHAT, &why);
      if (model != NULL && chl_model_suits (model, role, NULL))
        {
          *out_why = g_strdup_printf (_ ("Not set; %s does it, as for chat"),
                                         chl_model_get_title (model));
          return model;
        }
    }

  if ((model = find_any (self, role)) != NULL)
    *out_why = g_strdup_printf (_ ("Not set; %s is the first model that is on and can do it"),
                                   chl_model_get_title (model));
  else if (g_list_model_get_n_items (providers) == 0)
    *out_why = g_strdup (_ ("There is no provider yet; add one first"));
  else
    *out_why = g_strdup (_ ("No model that is on can do it; turn one on"));

  return model;
}

/**
 * chl_roles_resolve:
 * @self: the roles
 * @role: a role
 * @out_why: (out) (optional): why this one, or why none, in one sentence
 *
 * Returns: (transfer none) (nullable): the model that does the work now
 */
ChlModel *
chl_roles_resolve (ChlRoles *self,
                   ChlRole   role,
                   char    **out_why)
{
  g_autofree char   *why = NULL;
  g_autofree char   *first_reason = NULL;
  const char *const *chain;
  ChlModel          *model = NULL;

  g_return_val_if_fail (CHL_IS_ROLES (self), NULL);
  g_return_val_if_fail (role < CHL_N_ROLES, NULL);

  chain = (const char *const *) self->chains[role];
  for (guint i = 0; model == NULL && chain[i] != NULL; i++)
    {
      g_autofree char *reason = NULL;

      model = try_model (self, role, chain[i], &reason);
      if (model != NULL && i == 0)
        why = g_strdup (_ ("The first choice"));
      else if (model != NULL)
        why = g_strdup_printf (_ ("A fall-back, because %s"), first_reason);
      else if (first_reason == NULL)
        first_reason = g_steal_pointer (&reason);
    }

  if (model == NULL && chain[0] == NULL)
    model = resolve_unset (self, role, &why);
  else if (model == NULL)
    why = g_strdup_printf (_ ("None of the chosen models can be used: %s"), first_reason);

  if (out_why != NULL)
    *out_why = g_steal_pointer (&why);

  return model;
}

static void
merged_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(JsonNode) merged = NULL;
  g_autoptr(GError) error = NULL;

  merged = chl_settings_store_merge_finish (CHL_SETTINGS_STORE (object), result, &error);
  if (merged == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_boolean (task, TRUE);
}

/**
 * chl_roles_save_async:
 * @self: the roles
 * @cancellable: (nullable): gives up
 * @callback: (scope async) (nullable): called when the file is written
 * @user_data: closure for @callback
 *
 * Writes all roles. Errors: those of writing a settings file.
 */
void
chl_roles_save_async (ChlRoles           *self,
                      GCancellable       *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer            user_data)
{
  g_autoptr(JsonNode) patch = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  GTask      *task;

  g_return_if_fail (CHL_IS_ROLES (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, chl_roles_save_async);

  for (guint i = 0; i < CHL_N_ROLES; i++)
    json_object_set_member (object, chl_role_to_string (i),
                            chl_role_build_json ((const char *const *) self->chains[i],
                                                 &self->parameters[i]));
  json_node_take_object (patch, object);
  chl_settings_store_merge_async (chl_engine_get_parts (self->engine)->settings, "roles", patch,
                                  cancellable, merged_cb, task);
}

gboolean
chl_roles_save_finish (ChlRoles     *self,
                       GAsyncResult *result,
                       GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, chl_roles_save_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
