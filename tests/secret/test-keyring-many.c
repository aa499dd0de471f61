/* test-keyring-many.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Many programs over one gnome-keyring, see keyring-session.sh.
 */

#include "config.h"

#include <libsecret/secret.h>

#include "keyring-fixture.h"

#define PLACE_ATTRIBUTES \
  "application " APP_ID " instance work kind key origin https://api.example.test:443"

/* As many windows and terminals as there are stores give the same provider a key at once. */
static void
test_many_at_once (void)
{
  ChlSecretStore  *stores[8];
  Answer           answers[8] = { 0 };
  Answer           looks[8] = { 0 };
  g_autofree char *seen = NULL;

  session ("start open");

  for (guint i = 0; i < G_N_ELEMENTS (stores); i++)
    {
      g_autofree char *text = g_strdup_printf (PLANTED "-%u", i);
      g_autoptr(ChlSecret) secret = chl_secret_new (text, -1);

      stores[i] = chl_secret_store_new (0);
      chl_secret_store_keep_async (stores[i], &work, secret, NULL, answer_cb, &answers[i]);
      chl_secret_store_lookup_async (stores[i], &work, FALSE, NULL, answer_cb, &looks[i]);
    }

  for (guint i = 0; i < G_N_ELEMENTS (stores); i++)
    {
      g_autoptr(ChlSecret) found = NULL;
      g_autoptr(GError) error = NULL;

      answer_await (&answers[i]);
      g_assert_true (chl_secret_store_keep_finish (stores[i], answers[i].result, &error));
      g_assert_no_error (error);
      answer_await (&looks[i]);
      found = chl_secret_store_lookup_finish (stores[i], looks[i].result, NULL, &error);
      g_assert_no_error (error);
      answer_clear (&answers[i]);
      answer_clear (&looks[i]);
      g_assert_finalize_object (stores[i]);
    }

  seen = secret_tool (NULL, "search --all " PLACE_ATTRIBUTES);
  g_assert_nonnull (strstr (seen, "secret = " PLANTED "-"));
  g_assert_true (strstr (seen, "[") == g_strrstr (seen, "["));

  session ("reset");
  secret_service_disconnect ();
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/keyring-many/at-once", test_many_at_once);

  return g_test_run ();
}
