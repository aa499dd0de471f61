/* chl-model-users.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-model-users"

#include "config.h"

#include "chl-model-users.h"

#include <glib/gi18n-lib.h>

#include "chl-library.h"
#include "chl-roles.h"

/**
 * chl_model_users_find:
 * @engine: the engine
 * @full_id: a model, "PROVIDER/MODEL"
 * @out_users: (out caller-allocates): what names it
 */
void
chl_model_users_find (ChlEngine     *engine,
                      const char    *full_id,
                      ChlModelUsers *out_users)
{
  ChlModelUsers users = { 0, 0, 0 };
  GListModel   *chats;

  g_return_if_fail (CHL_IS_ENGINE (engine));
  g_return_if_fail (full_id != NULL);
  g_return_if_fail (out_users != NULL);

  for (guint role = 0; role < CHL_N_ROLES; role++)
    if (g_strv_contains (chl_roles_get_chain (chl_engine_get_roles (engine), (ChlRole) role), full_id))
      {
        users.roles |= 1u << role;
        users.n_roles++;
      }

  chats = G_LIST_MODEL (chl_engine_get_library (engine));
  for (guint i = 0; i < g_list_model_get_n_items (chats); i++)
    {
      g_autoptr(ChlConversation) chat = g_list_model_get_item (chats, i);

      users.n_chats += g_strcmp0 (chl_conversation_get_model (chat), full_id) == 0 ? 1 : 0;
    }

  *out_users = users;
}

/**
 * chl_model_users_dup_sentence:
 * @users: what names a model
 *
 * Returns: (transfer full) (nullable): the same in words, such as "Used by: Chat and Agent, 12
 *   chats"; %NULL if nothing does
 */
char *
chl_model_users_dup_sentence (const ChlModelUsers *users)
{
  g_autoptr(GString) names = g_string_new (NULL);

  g_return_val_if_fail (users != NULL, NULL);

  for (guint role = 0; role < CHL_N_ROLES; role++)
    if ((users->roles & 1u << role) != 0)
      g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "",
                              chl_role_get_title ((ChlRole) role));

  if (users->n_chats > 0)
    {
      g_string_append (names, names->len > 0 ? ", " : "");
      g_string_append_printf (names,
                              g_dngettext (GETTEXT_PACKAGE, "%u chat", "%u chats", users->n_chats),
                              users->n_chats);
    }

  if (names->len == 0)
    return NULL;

  /* Translators: kinds of work and a number of chats follow, such as “Chat and Agent, 12 chats”. */
  return g_strdup_printf (_("Used by: %s"), names->str);
}

/**
 * chl_model_users_collect:
 * @engine: the engine
 *
 * Returns: (transfer full) (element-type utf8): the full ids of all models that a role or a chat
 *   names
 */
GHashTable *
chl_model_users_collect (ChlEngine *engine)
{
  GHashTable *ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GListModel *chats;

  g_return_val_if_fail (CHL_IS_ENGINE (engine), ids);

  for (guint role = 0; role < CHL_N_ROLES; role++)
    {
      const char *const *chain = chl_roles_get_chain (chl_engine_get_roles (engine), (ChlRole) role);

      for (guint i = 0; chain[i] != NULL; i++)
        g_hash_table_add (ids, g_strdup (chain[i]));
    }

  chats = G_LIST_MODEL (chl_engine_get_library (engine));
  for (guint i = 0; i < g_list_model_get_n_items (chats); i++)
    {
      g_autoptr(ChlConversation) chat = g_list_model_get_item (chats, i);

      if (chl_conversation_get_model (chat) != NULL)
        g_hash_table_add (ids, g_strdup (chl_conversation_get_model (chat)));
    }

  return ids;
}
