/* chl-keyring-open.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-keyring-open"

#include "config.h"

#include "chl-keyring-open.h"

#include <glib/gi18n-lib.h>

#include "chl-keyring-prompt.h"

#define SERVICE_INTERFACE "org.freedesktop.Secret.Service"
#define SERVICE_PATH "/org/freedesktop/secrets"
#define LABEL_PROPERTY "org.freedesktop.Secret.Collection.Label"

/* In the place of a path it says that there is nothing to ask. */
#define NO_PROMPT "/"

typedef struct
{
  ChlKeyringCall *call;    /* (owned) */
  char           *owner;   /* (owned) (nullable) the unique name of the keyring */
  const char     *refusal; /* what is said if the person does not want to */
  ChlKeyringStep  next;
  gboolean        may_ask;
} Opening;

static void
opening_free (Opening *opening)
{
  g_clear_pointer (&opening->owner, g_free);
  g_clear_pointer (&opening->call, chl_keyring_call_unref);
  g_free (opening);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Opening, opening_free)

static void
prompt_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(Opening) opening = user_data;
  g_autoptr(GError) error = NULL;
  gboolean is_done;

  is_done = chl_keyring_prompt_finish (result, &error);
  if (chl_keyring_call_is_over (opening->call))
    return;

  chl_keyring_call_begin_silence (opening->call);

  if (is_done)
    opening->next (opening->call);
  else if (error != NULL)
    chl_keyring_call_fail (opening->call, error);
  else
    chl_keyring_call_fail_with (opening->call, CHL_ERROR_KEYRING_LOCKED, opening->refusal);
}

/* Takes @opening. */
static void
meet_prompt (Opening         *opening,
             GDBusConnection *connection,
             const char      *path,
             gboolean         has_progressed)
{
  g_autoptr(Opening) owned = opening;
  gboolean is_wanted = g_strcmp0 (path, NO_PROMPT) != 0;

  if (is_wanted && opening->may_ask)
    {
      GCancellable *asking = chl_keyring_call_begin_asking (opening->call);
      const char   *owner = opening->owner;

      chl_keyring_prompt_async (connection, owner, path, asking, prompt_cb,
                                g_steal_pointer (&owned));
      return;
    }

  if (is_wanted)
    chl_keyring_prompt_dismiss (connection, opening->owner, path);

  if (has_progressed)
    opening->next (opening->call);
  else
    chl_keyring_call_fail_with (opening->call, CHL_ERROR_KEYRING_LOCKED, opening->refusal);
}

static void
unlock_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(Opening) opening = user_data;
  g_autoptr(GVariant) reply = NULL;
  g_autoptr(GVariant) unlocked = NULL;
  g_autoptr(GError) error = NULL;
  const char *path;

  reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (object), result, &error);
  if (chl_keyring_call_is_over (opening->call))
    return;

  if (error != NULL)
    {
      chl_keyring_call_fail (opening->call, error);
      return;
    }

  g_variant_get (reply, "(@ao&o)", &unlocked, &path);
  meet_prompt (g_steal_pointer (&opening), G_DBUS_CONNECTION (object), path,
               g_variant_n_children (unlocked) > 0);
}

/**
 * chl_keyring_open_locked:
 * @call: a call that is not over
 * @locked: (element-type GDBusProxy): items and collections, not empty
 * @may_ask: whether the person may be asked
 * @next: (scope async): how @call goes on
 *
 * Unlocks what is locked. A keyring without a password is locked, too, until somebody needs it, and
 * opens without a question; so this is worth trying when nobody may be asked. If it stays locked,
 * @call fails.
 */
void
chl_keyring_open_locked (ChlKeyringCall *call,
                         GList          *locked,
                         gboolean        may_ask,
                         ChlKeyringStep  next)
{
  GDBusProxy     *proxy = G_DBUS_PROXY (locked->data);
  Opening        *opening = g_new0 (Opening, 1);
  GVariantBuilder paths;

  opening->call = chl_keyring_call_ref (call);
  opening->owner = g_dbus_proxy_get_name_owner (proxy);
  opening->refusal = _("The keyring is locked");
  opening->next = next;
  opening->may_ask = may_ask && opening->owner != NULL;

  g_variant_builder_init (&paths, G_VARIANT_TYPE_OBJECT_PATH_ARRAY);
  for (GList *l = locked; l != NULL; l = l->next)
    g_variant_builder_add (&paths, "o", g_dbus_proxy_get_object_path (G_DBUS_PROXY (l->data)));

  g_dbus_connection_call (g_dbus_proxy_get_connection (proxy), g_dbus_proxy_get_name (proxy),
                          SERVICE_PATH, SERVICE_INTERFACE, "Unlock",
                          g_variant_new ("(ao)", &paths), G_VARIANT_TYPE ("(aoo)"),
                          G_DBUS_CALL_FLAGS_NONE, -1, NULL, unlock_cb, opening);
}

static void
create_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(Opening) opening = user_data;
  g_autoptr(GVariant) reply = NULL;
  g_autoptr(GError) error = NULL;
  GDBusConnection *connection;
  const char      *collection;
  const char      *path;

  reply = g_dbus_proxy_call_finish (G_DBUS_PROXY (object), result, &error);
  if (chl_keyring_call_is_over (opening->call))
    return;

  if (error != NULL)
    {
      chl_keyring_call_fail (opening->call, error);
      return;
    }

  connection = g_dbus_proxy_get_connection (G_DBUS_PROXY (object));
  opening->owner = g_dbus_proxy_get_name_owner (G_DBUS_PROXY (object));
  opening->may_ask = opening->owner != NULL;
  g_variant_get (reply, "(&o&o)", &collection, &path);
  meet_prompt (g_steal_pointer (&opening), connection, path,
               g_strcmp0 (collection, NO_PROMPT) != 0);
}

static void
service_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(Opening) opening = user_data;
  g_autoptr(SecretService) service = NULL;
  g_autoptr(GError) error = NULL;
  GVariantBuilder properties;

  service = secret_service_get_finish (result, &error);
  if (chl_keyring_call_is_over (opening->call))
    return;

  if (error != NULL)
    {
      chl_keyring_call_fail (opening->call, error);
      return;
    }

  g_variant_builder_init (&properties, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&properties, "{sv}", LABEL_PROPERTY,
                         g_variant_new_string (_("Default keyring")));
  g_dbus_proxy_call (G_DBUS_PROXY (service), "CreateCollection",
                     g_variant_new ("(a{sv}s)", &properties, SECRET_COLLECTION_DEFAULT),
                     G_DBUS_CALL_FLAGS_NONE, -1, NULL, create_cb, g_steal_pointer (&opening));
}

/**
 * chl_keyring_open_first:
 * @call: a call that is not over
 * @next: (scope async): how @call goes on
 *
 * Sets up the keyring in which new items go; the person is asked for a password. If they do not
 * want one, @call fails.
 */
void
chl_keyring_open_first (ChlKeyringCall *call,
                        ChlKeyringStep  next)
{
  Opening *opening = g_new0 (Opening, 1);

  opening->call = chl_keyring_call_ref (call);
  opening->refusal = _("No keyring was set up");
  opening->next = next;

  secret_service_get (SECRET_SERVICE_NONE, NULL, service_cb, opening);
}
