/* chl-keyring-prompt.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-keyring-prompt"

#include "config.h"

#include "chl-keyring-prompt.h"

#define PROMPT_INTERFACE "org.freedesktop.Secret.Prompt"

typedef struct
{
  GDBusConnection *connection;   /* (owned) */
  char            *owner;        /* (owned) the unique name of the keyring */
  char            *path;         /* (owned) of the prompt */
  GSource         *cancellation; /* (owned) (nullable) */
  guint            subscription; /* to the answer; 0 when the prompt is over */
  guint            watch;        /* over @owner */
} Prompt;

static void
stop (Prompt *prompt)
{
  if (prompt->cancellation != NULL)
    g_source_destroy (prompt->cancellation);
  g_clear_pointer (&prompt->cancellation, g_source_unref);
  if (prompt->subscription != 0)
    g_dbus_connection_signal_unsubscribe (prompt->connection, prompt->subscription);
  prompt->subscription = 0;
  if (prompt->watch != 0)
    g_bus_unwatch_name (prompt->watch);
  prompt->watch = 0;
}

static void
prompt_free (Prompt *prompt)
{
  stop (prompt);
  g_clear_pointer (&prompt->path, g_free);
  g_clear_pointer (&prompt->owner, g_free);
  g_clear_object (&prompt->connection);
  g_free (prompt);
}

static void
completed_cb (GDBusConnection *connection,
              const char      *sender,
              const char      *path,
              const char      *interface,
              const char      *signal,
              GVariant        *parameters,
              gpointer         user_data)
{
  g_autoptr(GTask) task = g_object_ref (user_data);
  Prompt  *prompt = g_task_get_task_data (task);
  gboolean is_dismissed = TRUE;

  /* A signal may be on its way here while the subscription ends. */
  if (prompt->subscription == 0)
    return;

  stop (prompt);
  if (g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(bv)")))
    g_variant_get_child (parameters, 0, "b", &is_dismissed);
  g_task_return_boolean (task, !is_dismissed);
}

static void
vanished_cb (GDBusConnection *connection,
             const char      *name,
             gpointer         user_data)
{
  g_autoptr(GTask) task = g_object_ref (user_data);
  Prompt *prompt = g_task_get_task_data (task);

  if (prompt->subscription == 0)
    return;

  stop (prompt);
  g_task_return_new_error (task, G_DBUS_ERROR, G_DBUS_ERROR_NO_REPLY,
                           "The keyring ended while it asked");
}

static gboolean
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  g_autoptr(GTask) task = g_object_ref (user_data);
  Prompt *prompt = g_task_get_task_data (task);

  stop (prompt);
  g_task_return_error_if_cancelled (task);

  return G_SOURCE_REMOVE;
}

static void
shown_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GVariant) reply = NULL;
  g_autoptr(GError) error = NULL;
  Prompt *prompt = g_task_get_task_data (task);

  reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (object), result, &error);
  if (error == NULL || prompt->subscription == 0)
    return;

  stop (prompt);
  g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * chl_keyring_prompt_async:
 * @connection: the bus
 * @owner: the unique name of the keyring
 * @path: the prompt that it gave us
 * @cancellable: (nullable): ends the wait; the prompt stays on the screen
 * @callback: (scope async): called once
 * @user_data: closure for @callback
 *
 * Has the keyring ask the person, who may take their time.
 *
 * A prompt that is shown is never dismissed: gnome-keyring (42.1) aborts then in
 * gkd-secret-unlock.c, and all keyrings of the person are locked with it. That is what libsecret
 * does with a cancelled prompt, and why it is not used here.
 *
 * Source: https://specifications.freedesktop.org/secret-service-spec/latest/prompts.html
 */
void
chl_keyring_prompt_async (GDBusConnection    *connection,
                          const char         *owner,
                          const char         *path,
                          GCancellable       *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer            user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Prompt *prompt = g_new0 (Prompt, 1);

  prompt->connection = g_object_ref (connection);
  prompt->owner = g_strdup (owner);
  prompt->path = g_strdup (path);

  g_task_set_source_tag (task, chl_keyring_prompt_async);
  g_task_set_task_data (task, prompt, (GDestroyNotify) prompt_free);

  prompt->subscription = g_dbus_connection_signal_subscribe (
    connection, owner, PROMPT_INTERFACE, "Completed", path, NULL, G_DBUS_SIGNAL_FLAGS_NONE,
    completed_cb, g_object_ref (task), g_object_unref);
  prompt->watch = g_bus_watch_name_on_connection (connection, owner, G_BUS_NAME_WATCHER_FLAGS_NONE,
                                                  NULL, vanished_cb, g_object_ref (task),
                                                  g_object_unref);
  if (cancellable != NULL)
    {
      prompt->cancellation = g_cancellable_source_new (cancellable);
      g_source_set_callback (prompt->cancellation, G_SOURCE_FUNC (cancelled_cb),
                             g_object_ref (task), g_object_unref);
      g_source_attach (prompt->cancellation, g_task_get_context (task));
    }

  g_dbus_connection_call (connection, owner, path, PROMPT_INTERFACE, "Prompt",
                          g_variant_new ("(s)", ""), NULL, G_DBUS_CALL_FLAGS_NO_AUTO_START, -1,
                          NULL, shown_cb, g_steal_pointer (&task));
}

/**
 * chl_keyring_prompt_finish:
 * @result: what the callback was given
 * @error: (out) (optional): an error of GDBus's, or a cancellation
 *
 * Returns: %TRUE if the person did what they were asked, %FALSE without an error if they did not
 */
gboolean
chl_keyring_prompt_finish (GAsyncResult *result,
                           GError      **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, chl_keyring_prompt_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * chl_keyring_prompt_dismiss:
 * @connection: the bus
 * @owner: the unique name of the keyring
 * @path: the prompt that it gave us
 *
 * Gives back a prompt that was never shown. Nobody waits for an answer.
 */
void
chl_keyring_prompt_dismiss (GDBusConnection *connection,
                            const char      *owner,
                            const char      *path)
{
  g_dbus_connection_call (connection, owner, path, PROMPT_INTERFACE, "Dismiss", NULL, NULL,
                          G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, NULL, NULL, NULL);
}
