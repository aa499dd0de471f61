/* test-keyring.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The store over the real gnome-keyring, see keyring-session.sh. Nobody is asked anything here.
 */

#include "config.h"

#include <libsecret/secret.h>

#include "chl-error.h"
#include "keyring-fixture.h"

/* What all programs may write, and what only we do. */
#define PLACE_ATTRIBUTES \
  "application " APP_ID " instance work kind key origin https://api.example.test:443"

typedef struct
{
  ChlSecretStore *store;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  session (data);
  fixture->store = chl_secret_store_new (0);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  g_assert_finalize_object (fixture->store);
  session ("reset");
  secret_service_disconnect ();
}

static void
restart (const char *how)
{
  session ("stop");
  session (how);
}

static void
test_round_trip (Fixture      *fixture,
                 gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *seen = NULL;

  assert_absent (fixture->store, &work);
  g_assert_true (keep (fixture->store, &work, "sk-" PLANTED "-1", &error));
  g_assert_no_error (error);
  assert_kept (fixture->store, &work, "sk-" PLANTED "-1");

  g_assert_true (keep (fixture->store, &work, "sk-" PLANTED "-2", &error));
  g_assert_no_error (error);
  assert_kept (fixture->store, &work, "sk-" PLANTED "-2");

  /* Others find it by the four attributes, once, under its label. */
  seen = secret_tool (NULL, "search --all " PLACE_ATTRIBUTES);
  g_assert_nonnull (strstr (seen, "label = Work\n"));
  g_assert_nonnull (strstr (seen, "secret = sk-" PLANTED "-2\n"));
  g_assert_nonnull (strstr (seen, "schema = " APP_ID ".Secret\n"));
  g_assert_true (strstr (seen, "[") == g_strrstr (seen, "["));

  g_assert_true (forget (fixture->store, &work, &error));
  g_assert_no_error (error);
  assert_absent (fixture->store, &work);
  g_assert_true (forget (fixture->store, &work, &error));
  g_assert_no_error (error);
}

static void
test_default_label (Fixture      *fixture,
                    gconstpointer data)
{
  ChlSecretPlace   place = work;
  g_autofree char *seen = NULL;

  place.label = NULL;
  g_assert_true (keep (fixture->store, &place, PLANTED, NULL));
  seen = secret_tool (NULL, "search --all " PLACE_ATTRIBUTES);
  g_assert_nonnull (strstr (seen, "label = Chatelaine: work\n"));
}

/* What is there, but for the name of the schema: gnome-keyring gives one to an item that has none
 * as soon as it has read its own file again. */
static char *
search_all (void)
{
  g_autofree char *seen = secret_tool (NULL, "search --all " PLACE_ATTRIBUTES);
  g_autoptr(GRegex) schema = g_regex_new ("^schema = .*\n", G_REGEX_MULTILINE, 0, NULL);

  return g_regex_replace_literal (schema, seen, -1, 0, "", 0, NULL);
}

/* Another program with the same attributes: just the four, or a copy of all of ours. */
static void
test_foreign_items (Fixture      *fixture,
                    gconstpointer data)
{
  static const char *const extra[] = { "", " format 1", " format 1 serial 7" };

  for (guint i = 0; i < G_N_ELEMENTS (extra); i++)
    {
      g_autofree char *store_line = NULL;
      g_autofree char *output = NULL;
      g_autofree char *before = NULL;
      g_autofree char *after = NULL;
      g_autoptr(GError) error = NULL;

      g_test_message ("with '%s'", extra[i]);
      store_line = g_strconcat ("store --label=Foreign " PLACE_ATTRIBUTES, extra[i], NULL);
      output = secret_tool ("foreign", store_line);
      g_assert_cmpstr (output, ==, "");

      assert_absent (fixture->store, &work);
      g_assert_true (forget (fixture->store, &work, &error));
      g_assert_no_error (error);
      before = search_all ();
      g_assert_nonnull (strstr (before, "secret = foreign\n"));

      g_assert_true (keep (fixture->store, &work, PLANTED "-1", &error));
      g_assert_no_error (error);
      g_assert_true (keep (fixture->store, &work, PLANTED "-2", &error));
      g_assert_no_error (error);
      assert_kept (fixture->store, &work, PLANTED "-2");
      g_assert_true (forget (fixture->store, &work, &error));
      g_assert_no_error (error);
      assert_absent (fixture->store, &work);

      /* Not a byte of it changed, times included. */
      after = search_all ();
      g_assert_cmpstr (after, ==, before);
      g_free (secret_tool (NULL, "clear " PLACE_ATTRIBUTES));
    }
}

/* Stores an item as we do, as if the one that it replaces had not been removed. */
static void
plant (const char *serial,
       const char *text)
{
  static const SecretSchema schema = {
    APP_ID ".Secret",
    SECRET_SCHEMA_DONT_MATCH_NAME,
    {
      { "application", SECRET_SCHEMA_ATTRIBUTE_STRING },
      { "instance", SECRET_SCHEMA_ATTRIBUTE_STRING },
      { "kind", SECRET_SCHEMA_ATTRIBUTE_STRING },
      { "origin", SECRET_SCHEMA_ATTRIBUTE_STRING },
      { "format", SECRET_SCHEMA_ATTRIBUTE_STRING },
      { "serial", SECRET_SCHEMA_ATTRIBUTE_STRING },
      { NULL, 0 },
    },
  };
  g_autoptr(GError) error = NULL;

  secret_password_store_sync (&schema, NULL, "Work", text, NULL, &error,
                              "application", APP_ID, "instance", work.instance, "kind", work.kind,
                              "origin", work.origin, "format", "1", "serial", serial, NULL);
  g_assert_no_error (error);
}

/* Times count in seconds, so one has to begin between the two. */
static void
await_next_second (void)
{
  gint64 second = g_get_real_time () / G_USEC_PER_SEC;

  while (g_get_real_time () / G_USEC_PER_SEC == second)
    g_usleep (1000);
}

static void
test_newest_of_several (Fixture      *fixture,
                        gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  plant ("1", PLANTED "-old");
  await_next_second ();
  plant ("2", PLANTED "-new");
  assert_kept (fixture->store, &work, PLANTED "-new");

  g_assert_true (forget (fixture->store, &work, &error));
  g_assert_no_error (error);
  assert_absent (fixture->store, &work);
}

static void
test_damaged_item (Fixture      *fixture,
                   gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  plant ("1", "chl1:" PLANTED "?");
  g_assert_null (lookup (fixture->store, &work, FALSE, NULL, &error));
  g_assert_error (error, CHL_ERROR, CHL_ERROR_KEYRING);
  g_assert_null (strstr (error->message, PLANTED));
}

/* What a keyring without a password would change or break on is there after each restart, and so
 * is what other programs keep. */
static void
test_without_a_password (Fixture      *fixture,
                         gconstpointer data)
{
  static const char *const texts[] = {
    "sk-" PLANTED,
    PLANTED "\n",
    "{\n  \"k\": \"" PLANTED "\\n\"\n}\n",
    " " PLANTED,
    "\\s" PLANTED "\\t",
  };
  g_autoptr(GError) error = NULL;

  g_free (secret_tool ("innocent", "store --label=Other app other"));

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_test_message ("case %u", i);
      g_assert_true (keep (fixture->store, &work, texts[i], &error));
      g_assert_no_error (error);

      /* Read, written as a whole because of another item, and read once more. */
      for (guint round = 0; round < 2; round++)
        {
          g_autofree char *other = NULL;

          restart ("start plain");
          assert_kept (fixture->store, &work, texts[i]);
          other = secret_tool (NULL, "lookup app other");
          g_assert_cmpstr (other, ==, "innocent");
          g_free (secret_tool ("x", "store --label=Third app third"));
        }
    }
}

/* Locked while it runs, and loaded locked, when the daemon has only hashes to match. */
static void
test_locked (Fixture      *fixture,
             gconstpointer data)
{
  static const ChlSecretPlace never = { "never", "key", "https://api.example.test:443", NULL };
  g_autoptr(GError) error = NULL;
  ChlSecretState state;

  g_assert_true (keep (fixture->store, &work, PLANTED, NULL));

  for (guint i = 0; i < 2; i++)
    {
      const ChlSecretPlace *places[] = { &work, &never };

      if (i == 0)
        session ("lock");
      else
        restart ("start shut");

      for (guint j = 0; j < G_N_ELEMENTS (places); j++)
        {
          g_test_message ("%s, %s", i == 0 ? "locked" : "loaded locked", places[j]->instance);
          g_assert_null (lookup (fixture->store, places[j], FALSE, &state, &error));
          g_assert_error (error, CHL_ERROR, CHL_ERROR_KEYRING_LOCKED);
          g_assert_cmpint (state, ==, CHL_SECRET_LOCKED);
          g_clear_error (&error);

          /* There is no prompter, so the prompt counts as dismissed. */
          g_assert_null (lookup (fixture->store, places[j], TRUE, &state, &error));
          g_assert_error (error, CHL_ERROR, CHL_ERROR_KEYRING_LOCKED);
          g_clear_error (&error);
          g_assert_false (keep (fixture->store, places[j], PLANTED "-2", &error));
          g_assert_error (error, CHL_ERROR, CHL_ERROR_KEYRING_LOCKED);
          g_clear_error (&error);
          g_assert_false (forget (fixture->store, places[j], &error));
          g_assert_error (error, CHL_ERROR, CHL_ERROR_KEYRING_LOCKED);
          g_clear_error (&error);
        }

      g_assert_false (unlock (fixture->store, &error));
      g_assert_error (error, CHL_ERROR, CHL_ERROR_KEYRING_LOCKED);
      g_clear_error (&error);
    }

  restart ("start open");
  assert_kept (fixture->store, &work, PLANTED);
  assert_absent (fixture->store, &never);
  g_assert_true (unlock (fixture->store, &error));
  g_assert_no_error (error);
}

static void
test_until_quit_while_locked (Fixture      *fixture,
                              gconstpointer data)
{
  g_autoptr(ChlSecret) secret = chl_secret_new (PLANTED "-memory", -1);
  g_autoptr(GError) error = NULL;
  g_autofree char *found = NULL;
  ChlSecretState   state;

  session ("lock");
  g_assert_false (keep (fixture->store, &work, PLANTED, &error));
  g_assert_cmpint (chl_secret_store_get_state (fixture->store, &work), ==, CHL_SECRET_LOCKED);
  chl_secret_store_keep_until_quit (fixture->store, &work, secret);
  found = lookup (fixture->store, &work, FALSE, &state, NULL);
  g_assert_true (g_strcmp0 (found, PLANTED "-memory") == 0);
  g_assert_cmpint (state, ==, CHL_SECRET_UNTIL_QUIT);
}

/* A person who has no keyring yet, and declines to set one up. */
static void
test_no_keyring_yet (Fixture      *fixture,
                     gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  assert_absent (fixture->store, &work);
  g_assert_true (unlock (fixture->store, &error));
  g_assert_no_error (error);
  g_assert_true (forget (fixture->store, &work, &error));
  g_assert_no_error (error);
  g_assert_false (keep (fixture->store, &work, PLANTED, &error));
  g_assert_error (error, CHL_ERROR, CHL_ERROR_KEYRING_LOCKED);
}

static void
test_started_anew (Fixture      *fixture,
                   gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (keep (fixture->store, &work, PLANTED "-1", &error));
  restart ("start open");
  assert_kept (fixture->store, &work, PLANTED "-1");
  restart ("start open");
  g_assert_true (keep (fixture->store, &work, PLANTED "-2", &error));
  g_assert_no_error (error);
  assert_kept (fixture->store, &work, PLANTED "-2");
  restart ("start open");
  g_assert_true (unlock (fixture->store, &error));
  g_assert_no_error (error);
  restart ("start open");
  g_assert_true (forget (fixture->store, &work, &error));
  g_assert_no_error (error);
  assert_absent (fixture->store, &work);
}

/* Takes in everything that the bus has said so far. */
static void
settle (void)
{
  g_autoptr(GDBusConnection) connection = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_autoptr(GVariant) reply = NULL;

  reply = g_dbus_connection_call_sync (connection, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                                       "org.freedesktop.DBus", "GetId", NULL, NULL,
                                       G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL);
  g_assert_nonnull (reply);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

/* The old connection must not mind what the new keyring says to everybody. */
static void
test_started_anew_while_idle (Fixture      *fixture,
                              gconstpointer data)
{
  g_assert_true (keep (fixture->store, &work, PLANTED, NULL));

  for (guint i = 0; i < 3; i++)
    {
      session ("stop");
      if (i != 1)
        settle ();
      session ("start open");
      g_free (secret_tool ("x", "store --label=Other app other"));
      session ("lock");
      settle ();
      session ("stop");
      session ("start open");
      settle ();
      assert_kept (fixture->store, &work, PLANTED);
    }
}

static void
test_gone_in_between (Fixture      *fixture,
                      gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  ChlSecretState state;

  g_assert_true (keep (fixture->store, &work, PLANTED, &error));
  session ("stop");
  g_assert_null (lookup (fixture->store, &work, FALSE, &state, &error));
  g_assert_error (error, CHL_ERROR, CHL_ERROR_KEYRING);
  g_assert_cmpint (state, ==, CHL_SECRET_FAILED);
  session ("start open");
  assert_kept (fixture->store, &work, PLANTED);
}

/* Turns a bit of the first byte over, on the way to the keyring. */
static GDBusMessage *
spoil_item (GDBusConnection *connection,
            GDBusMessage    *message,
            gboolean         incoming,
            gpointer         user_data)
{
  GDBusMessage *spoilt;
  g_autoptr(GVariant) properties = NULL;
  g_autoptr(GVariant) iv = NULL;
  g_autoptr(GVariant) value = NULL;
  g_autofree guchar *bytes = NULL;
  const char        *path;
  const char        *type;
  gboolean           replace;
  gsize              n;

  if (incoming || g_strcmp0 (g_dbus_message_get_member (message), "CreateItem") != 0)
    return message;

  g_variant_get (g_dbus_message_get_body (message), "(@a{sv}(&o@ay@ay&s)b)", &properties, &path,
                 &iv, &value, &type, &replace);
  bytes = g_memdup2 (g_variant_get_fixed_array (iv, &n, 1), g_variant_get_size (iv));
  g_assert_cmpuint (n, >, 0);
  bytes[0] ^= 1;

  spoilt = g_dbus_message_copy (message, NULL);
  g_dbus_message_set_body (
    spoilt, g_variant_new ("(@a{sv}(o@ay@ays)b)", properties, path,
                           g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, bytes, n, 1), value,
                           type, replace));
  g_object_unref (message);

  return spoilt;
}

static void
test_read_back_differs (Fixture      *fixture,
                        gconstpointer data)
{
  g_autoptr(GDBusConnection) connection = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_autoptr(GError) error = NULL;
  guint filter;

  g_assert_true (keep (fixture->store, &work, PLANTED "-good", &error));
  filter = g_dbus_connection_add_filter (connection, spoil_item, NULL, NULL);
  g_assert_false (keep (fixture->store, &work, PLANTED "-bad", &error));
  g_assert_error (error, CHL_ERROR, CHL_ERROR_KEYRING);
  g_dbus_connection_remove_filter (connection, filter);

  /* The old one is still there, and alone. */
  assert_kept (fixture->store, &work, PLANTED "-good");
  g_assert_true (forget (fixture->store, &work, NULL));
  assert_absent (fixture->store, &work);
}

int
main (int   argc,
      char *argv[])
{
  static const struct
  {
    const char *path;
    const char *start;
    void (*func) (Fixture *, gconstpointer);
  } tests[] = {
    { "/keyring/round-trip", "start open", test_round_trip },
    { "/keyring/default-label", "start open", test_default_label },
    { "/keyring/foreign-items", "start open", test_foreign_items },
    { "/keyring/newest-of-several", "start open", test_newest_of_several },
    { "/keyring/damaged-item", "start open", test_damaged_item },
    { "/keyring/without-a-password", "start plain", test_without_a_password },
    { "/keyring/locked", "start open", test_locked },
    { "/keyring/until-quit-while-locked", "start open", test_until_quit_while_locked },
    { "/keyring/no-keyring-yet", "start shut", test_no_keyring_yet },
    { "/keyring/started-anew", "start open", test_started_anew },
    { "/keyring/started-anew-while-idle", "start open", test_started_anew_while_idle },
    { "/keyring/gone-in-between", "start open", test_gone_in_between },
    { "/keyring/read-back-differs", "start open", test_read_back_differs },
  };

  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, tests[i].start, set_up, tests[i].func, tear_down);

  return g_test_run ();
}
