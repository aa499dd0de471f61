/* chl-roles.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-roles"

#include "config.h"

#include "chl-roles.h"

#include <glib/gi18n-lib.h>

#include "chl-engine-private.h"
#include "chl-error.h"
#include "chl-json.h"
#include "chl-roles-private.h"
#include "chl-settings-patch.h"

struct _ChlRoles
{
  GObject parent_instance;

  ChlEngine        *engine;              /* (unowned) it owns us */
  GStrv             chains[CHL_N_ROLES]; /* (owned) full ids, first choice first; never NULL */
  ChlRoleParameters parameters[CHL_N_ROLES];
  JsonNode         *written[CHL_N_ROLES]; /* (owned) what the file has; never NULL */
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
    {
      g_clear_pointer (&self->chains[i], g_strfreev);
      g_clear_pointer (&self->written[i], json_node_unref);
    }

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

static JsonNode *
build_role (ChlRoles *self,
            ChlRole   role)
{
  return chl_role_build_json ((const char *const *) self->chains[role], &self->parameters[role]);
}

static void
chl_roles_init (ChlRoles *self)
{
  for (guint i = 0; i < CHL_N_ROLES; i++)
    {
      self->chains[i] = g_new0 (char *, 1);
      chl_parameters_init (&self->parameters[i]);
      self->written[i] = build_role (self, i);
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

/*
 * What was chosen here and is not written yet is newer than what was read.
 *
 * Returns: whether the role is another now
 */
static gboolean
take_role (ChlRoles *self,
           JsonNode *root,
           ChlRole   role)
{
  g_autoptr(JsonNode) now = build_role (self, role);
  g_auto(GStrv) chain = NULL;
  ChlRoleParameters parameters;
  gboolean          is_written = json_node_equal (now, self->written[role]);

  chl_role_read_json (root, role, &chain, &parameters);
  json_node_unref (self->written[role]);
  self->written[role] = chl_role_build_json ((const char *const *) chain, &parameters);

  if (!is_written || json_node_equal (now, self->written[role]))
    return FALSE;

  g_strfreev (self->chains[role]);
  self->chains[role] = g_steal_pointer (&chain);
  self->parameters[role] = parameters;

  return TRUE;
}

ChlEngine *
chl_roles_get_engine (ChlRoles *self)
{
  return self->engine;
}

static void
notice_fault (ChlRoles              *self,
              const ChlSettingsFile *file,
              ChlRole                role)
{
  g_autofree char *path = NULL;
  g_autofree char *sentence = NULL;

  path = chl_settings_store_dup_shown_path (chl_engine_get_parts (self->engine)->settings,
                                            file->name);
  sentence = g_strdup_printf (_ ("%s is broken: what it says of “%s” is not all of the right kind, "
                                 "and that is not used"),
                                 path, chl_role_to_string (role));
  chl_engine_notice (self->engine, sentence);
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
    {
      if (!chl_role_is_sound (file->root, i))
        notice_fault (self, file, i);
      take_role (self, file->root, i);
    }
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
  g_autofree char *setting = NULL;

  g_return_val_if_fail (key != NULL && value != NULL, FALSE);

  setting = g_strconcat (key, "=", value, NULL);

  return chl_roles_set_parameters (self, role, (const char *const[]){ setting, NULL }, error);
}

/**
 * chl_roles_set_parameters:
 * @self: the roles
 * @role: a role
 * @settings: (array zero-terminated): each "KEY=VALUE", as with chl_roles_set_parameter()
 * @error: (out) (optional): %CHL_ERROR_INVALID; then none was taken
 *
 * Returns: %TRUE if all were taken
 */
gboolean
chl_roles_set_parameters (ChlRoles          *self,
                          ChlRole            role,
                          const char *const *settings,
                          GError           **error)
{
  ChlRoleParameters parameters;

  g_return_val_if_fail (CHL_IS_ROLES (self), FALSE);
  g_return_val_if_fail (role < CHL_N_ROLES, FALSE);
  g_return_val_if_fail (settings != NULL, FALSE);

  parameters = self->parameters[role];
  for (guint i = 0; settings[i] != NULL; i++)
    {
      g_auto(GStrv) pair = g_strsplit (settings[i], "=", 2);

      if (g_strv_length (pair) != 2)
        {
          g_set_error (error, CHL_ERROR, CHL_ERROR_INVALID, _ ("An option is KEY=VALUE, not “%s”"), settings[i]);
          return FALSE;
        }
      if (!chl_parameters_set (&parameters, pair[0], pair[1], error))
        return FALSE;
    }

  self->parameters[role] = parameters;
  changed (self, role);
  return TRUE;
}

static void
patch_free (JsonNode **roles)
{
  for (guint i = 0; i < CHL_N_ROLES; i++)
    g_clear_pointer (&roles[i], json_node_unref);
  g_free (roles);
}

static void
merged_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(JsonNode) merged = NULL;
  g_autoptr(GError) error = NULL;
  ChlRoles  *self = g_task_get_source_object (task);
  JsonNode **roles = g_task_get_task_data (task);

  merged = chl_settings_store_merge_finish (CHL_SETTINGS_STORE (object), result, &error);
  chl_engine_end_writing (self->engine);
  if (merged == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  for (guint i = 0; i < CHL_N_ROLES; i++)
    if (roles[i] != NULL)
      {
        json_node_unref (self->written[i]);
        self->written[i] = g_steal_pointer (&roles[i]);
      }

  /* What somebody else wrote meanwhile comes in with the merge. */
  for (guint i = 0; i < CHL_N_ROLES; i++)
    if (take_role (self, merged, i))
      g_signal_emit (self, signals[SIGNAL_CHANGED], 0, i);
  g_task_return_boolean (task, TRUE);
}

/**
 * chl_roles_save_async:
 * @self: the roles
 * @cancellable: (nullable): gives up
 * @callback: (scope async) (nullable): called when the file is written
 * @user_data: closure for @callback
 *
 * Writes what was changed, and nothing else of the file: somebody else may have changed another
 * role. Errors: those of writing a settings file.
 */
void
chl_roles_save_async (ChlRoles           *self,
                      GCancellable       *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer            user_data)
{
  g_autoptr(JsonNode) patch = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  JsonNode  **roles = g_new0 (JsonNode *, CHL_N_ROLES);
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (CHL_IS_ROLES (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, chl_roles_save_async);
  g_task_set_task_data (task, roles, (GDestroyNotify) patch_free);
  json_node_take_object (patch, object);

  for (guint i = 0; i < CHL_N_ROLES; i++)
    {
      g_autoptr(JsonNode) now = build_role (self, i);

      if (json_node_equal (now, self->written[i]))
        continue;
      json_object_set_member (object, chl_role_to_string (i),
                              chl_settings_patch_between (self->written[i], now));
      roles[i] = g_steal_pointer (&now);
    }

  if (json_object_get_size (object) == 0)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }

  chl_engine_begin_writing (self->engine);
  chl_settings_store_merge_async (chl_engine_get_parts (self->engine)->settings, "roles", patch,
                                  cancellable, merged_cb, g_steal_pointer (&task));
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
