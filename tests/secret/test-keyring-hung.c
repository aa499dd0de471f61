/* test-keyring-hung.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Something has the name of the Secret Service and does not answer.
 */

#include "config.h"

#include <libsecret/secret.h>

#include "chl-error.h"
#include "keyring-fixture.h"

#define TIMEOUT_MS 300

typedef struct
{
  GDBusConnection *connection; /* (owned) that of the service */
  GMutex           mutex;
  GQueue           swallowed; /* (owned) (element-type GDBusMessage) */
  ChlSecretStore  *store;     /* (owned) */
} Fixture;

/* In GDBus's thread. */
static GDBusMessage *
swallow (GDBusConnection *connection,
         GDBusMessage    *message,
         gboolean         incoming,
         gpointer         user_data)
{
  Fixture *fixture = user_data;

  if (!incoming || g_dbus_message_get_message_type (message) != G_DBUS_MESSAGE_TYPE_METHOD_CALL)
    return message;

  g_mutex_lock (&fixture->mutex);
  g_queue_push_tail (&fixture->swallowed, message);
  g_mutex_unlock (&fixture->mutex);

  return NULL;
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  g_autoptr(GVariant) reply = NULL;
  g_autoptr(GError) error = NULL;
  guint32 result;

  g_mutex_init (&fixture->mutex);
  g_queue_init (&fixture->swallowed);
  fixture->connection = g_dbus_connection_new_for_address_sync (
    g_getenv ("DBUS_SESSION_BUS_ADDRESS"),
    G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
    NULL, NULL, &error);
  g_assert_no_error (error);
  g_dbus_connection_add_filter (fixture->connection, swallow, fixture, NULL);
  reply = g_dbus_connection_call_sync (
    fixture->connection, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
    "RequestName", g_variant_new ("(su)", "org.freedesktop.secrets", 0), NULL,
    G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);
  g_assert_no_error (error);
  g_variant_get (reply, "(u)", &result);
  g_assert_cmpuint (result, ==, 1);

  fixture->store = chl_secret_store_new (TIMEOUT_MS);
}

static void
answer_late (Fixture *fixture)
{
  GDBusMessage *message;

  while ((message = g_queue_pop_head (&fixture->swallowed)) != NULL)
    {
      g_autoptr(GDBusMessage) reply = g_dbus_message_new_method_error_literal (
        message, "org.freedesktop.DBus.Error.Failed", "too late");

      g_dbus_connection_send_message (fixture->connection, reply, G_DBUS_SEND_MESSAGE_FLAGS_NONE,
                                      NULL, NULL);
      g_object_unref (message);
    }
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  g_autoptr(GDBusConnection) client = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_autoptr(GError) error = NULL;

  g_mutex_lock (&fixture->mutex);
  answer_late (fixture);
  g_mutex_unlock (&fixture->mutex);
  g_dbus_connection_flush_sync (fixture->connection, NULL, NULL);
  g_dbus_connection_close_sync (fixture->connection, NULL, &error);
  g_assert_no_error (error);

  /* Once the bus answers the client, it has delivered everything that came before. */
  g_variant_unref (g_dbus_connection_call_sync (
    client, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "GetId", NULL,
    NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL));
  while (g_main_context_iteration (NULL, FALSE))
    ;

  g_assert_finalize_object (fixture->store);
  g_clear_object (&fixture->connection);
  g_mutex_clear (&fixture->mutex);
  secret_service_disconnect ();
}

static void
test_look_up_ends (Fixture      *fixture,
                   gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  ChlSecretState state;

  g_assert_null (lookup (fixture->store, &work, FALSE, &state, &error));
  g_assert_error (error, CHL_ERROR, CHL_ERROR_KEYRING);
  g_assert_cmpint (state, ==, CHL_SECRET_FAILED);
  g_clear_error (&error);

  /* Not even if somebody might have been asked. */
  g_assert_null (lookup (fixture->store, &work, TRUE, &state, &error));
  g_assert_error (error, CHL_ERROR, CHL_ERROR_KEYRING);
  g_assert_false (g_queue_is_empty (&fixture->swallowed));
}

static void
test_changes_end (Fixture      *fixture,
                  gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  g_assert_false (keep (fixture->store, &work, PLANTED, &error));
  g_assert_error (error, CHL_ERROR, CHL_ERROR_KEYRING);
  g_assert_cmpint (chl_secret_store_get_state (fixture->store, &work), ==, CHL_SECRET_FAILED);
  g_clear_error (&error);
  g_assert_false (forget (fixture->store, &work, &error));
  g_assert_error (error, CHL_ERROR, CHL_ERROR_KEYRING);
  g_clear_error (&error);
  g_assert_false (unlock (fixture->store, &error));
  g_assert_error (error, CHL_ERROR, CHL_ERROR_KEYRING);
}

static void
test_cancelled (Fixture      *fixture,
                gconstpointer data)
{
  g_autoptr(ChlSecretStore) patient = chl_secret_store_new (0);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;
  g_auto (Answer) answer = { 0 };
  gboolean was_asked = FALSE;

  chl_secret_store_lookup_async (patient, &work, FALSE, cancellable, answer_cb, &answer);
  while (!was_asked)
    {
      g_main_context_iteration (NULL, FALSE);
      g_mutex_lock (&fixture->mutex);
      was_asked = !g_queue_is_empty (&fixture->swallowed);
      g_mutex_unlock (&fixture->mutex);
    }
  g_cancellable_cancel (cancellable);
  answer_await (&answer);
  g_assert_null (chl_secret_store_lookup_finish (patient, answer.result, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_memory_does_not_ask (Fixture      *fixture,
                          gconstpointer data)
{
  g_autoptr(ChlSecret) secret = chl_secret_new (PLANTED, -1);
  g_autoptr(GError) error = NULL;
  g_autofree char *found = NULL;
  ChlSecretState   state;

  chl_secret_store_keep_until_quit (fixture->store, &work, secret);
  found = lookup (fixture->store, &work, FALSE, &state, &error);
  g_assert_no_error (error);
  g_assert_cmpint (state, ==, CHL_SECRET_UNTIL_QUIT);
  g_assert_true (g_queue_is_empty (&fixture->swallowed));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/keyring-hung/look-up-ends", Fixture, NULL, set_up, test_look_up_ends, tear_down);
  g_test_add ("/keyring-hung/changes-end", Fixture, NULL, set_up, test_changes_end, tear_down);
  g_test_add ("/keyring-hung/cancelled", Fixture, NULL, set_up, test_cancelled, tear_down);
  g_test_add ("/keyring-hung/memory-does-not-ask", Fixture, NULL, set_up, test_memory_does_not_ask,
              tear_down);

  return g_test_run ();
}
