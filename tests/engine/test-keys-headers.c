/* test-keys-headers.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "chl-mask.h"
#include "headers-case.h"

static void
test_plain (void)
{
  g_auto(Case) self = { 0 };
  g_autoptr(GError) error = NULL;
  g_autofree char *file = NULL;

  case_init (&self);
  g_assert_true (set_plain (&self, "X-Team", "blue", &error));
  g_assert_no_error (error);
  assert_sends (&self, "X-Team", "blue");
  file = dup_file (&self);
  g_assert_nonnull (strstr (file, "X-Team"));
  g_assert_nonnull (strstr (file, "blue"));

  restart (&self);
  assert_sends (&self, "x-team", "blue");
  g_assert_true (set_plain (&self, "x-team", "red", &error));
  assert_sends (&self, "X-Team", "red");
  g_assert_true (take_away (&self, "X-TEAM", &error));
  assert_sends (&self, "X-Team", NULL);
  restart (&self);
  assert_sends (&self, "X-Team", NULL);

  /* One of its own keyring's knows nothing of it. */
  g_assert_false (take_away (&self, "X-Team", &error));
  g_assert_error (error, CHL_ERROR, CHL_ERROR_INVALID);
}

static void
test_secret (void)
{
  g_auto(Case) self = { 0 };
  g_autoptr(GError) error = NULL;
  g_autofree char *origin = NULL;
  g_autofree char *file = NULL;

  case_init (&self);
  origin = chl_provider_dup_origin (self.provider);
  g_assert_true (set_secret (&self, "X-Pass", PASS, FALSE, &error));
  g_assert_no_error (error);
  assert_sends (&self, "X-Pass", PASS);
  assert_state (&self, "X-Pass", CHL_KEY_KEPT, "keyring");
  assert_kept (&self, "X-Pass", origin, PASS);
  file = dup_file (&self);
  g_assert_nonnull (strstr (file, "X-Pass"));
  g_assert_nonnull (strstr (file, origin));
  g_assert_null (strstr (file, "planted"));

  restart (&self);
  assert_state (&self, "X-Pass", CHL_KEY_KEPT, "keyring");
  assert_sends (&self, "X-Pass", PASS);
  g_assert_true (set_secret (&self, "x-pass", "two words of it", FALSE, &error));
  assert_sends (&self, "X-Pass", "two words of it");

  /* From now on for all to see. */
  g_assert_true (set_plain (&self, "X-Pass", "blue", &error));
  g_assert_no_error (error);
  assert_sends (&self, "X-Pass", "blue");
  assert_kept (&self, "X-Pass", origin, NULL);

  g_assert_true (set_secret (&self, "X-Pass", PASS, FALSE, &error));
  g_assert_true (take_away (&self, "X-Pass", &error));
  g_assert_no_error (error);
  assert_sends (&self, "X-Pass", NULL);
  assert_kept (&self, "X-Pass", origin, NULL);
  g_clear_pointer (&file, g_free);
  file = dup_file (&self);
  g_assert_null (strstr (file, "X-Pass"));
}

static void
test_until_quit (void)
{
  g_auto(Case) self = { 0 };
  g_autoptr(GError) error = NULL;

  case_init (&self);
  g_assert_true (set_secret (&self, "X-Pass", PASS, TRUE, &error));
  g_assert_no_error (error);
  assert_state (&self, "X-Pass", CHL_KEY_UNTIL_QUIT, "until you quit");
  assert_sends (&self, "X-Pass", PASS);

  /* What should be there and is not stops the request; it would be another one without. */
  restart (&self);
  assert_sends_nothing (&self, CHL_ERROR_KEYRING);
  g_assert_true (take_away (&self, "X-Pass", &error));
  g_assert_no_error (error);
  assert_sends (&self, "X-Pass", NULL);
}

static void
test_refuses (void)
{
  static const char *const names[] = { "", "a b", "a:", "X\r\nY: z", "Host", "authorization",
                                       "x-api-key", "sk-planted-0123456789abcdef" };
  static const char *const values[] = { "", "a\nb", "a\r\nX-Evil: 1", " a", "tab\there", "\x7f" };
  g_auto(Case) self = { 0 };
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  case_init (&self);
  before = dup_file (&self);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr(GError) first = NULL;
      g_autoptr(GError) second = NULL;

      g_assert_false (set_plain (&self, names[i], "blue", &first));
      g_assert_error (first, CHL_ERROR, CHL_ERROR_INVALID);
      g_assert_false (set_secret (&self, names[i], PASS, i % 2 == 0, &second));
      g_assert_error (second, CHL_ERROR, CHL_ERROR_INVALID);
      g_assert_null (strstr (second->message, "planted"));
    }

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autoptr(GError) first = NULL;
      g_autoptr(GError) second = NULL;

      g_assert_false (set_plain (&self, "X-Team", values[i], &first));
      g_assert_error (first, CHL_ERROR, CHL_ERROR_INVALID);
      g_assert_false (set_secret (&self, "X-Team", values[i], i % 2 == 0, &second));
      g_assert_error (second, CHL_ERROR, CHL_ERROR_INVALID);
    }

  after = dup_file (&self);
  g_assert_cmpstr (after, ==, before);
}

static void
test_only_where_they_go_somewhere (void)
{
  const ChlNewProvider practice = { .family_id = "practice" };
  g_auto(Case) self = { 0 };
  g_autoptr(GError) error = NULL;

  case_init (&self);
  self.provider = chl_fixture_add (self.fixture, &practice, &error);
  g_assert_no_error (error);
  g_assert_false (set_plain (&self, "X-Team", "blue", &error));
  g_assert_error (error, CHL_ERROR, CHL_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (set_secret (&self, "X-Pass", PASS, FALSE, &error));
  g_assert_error (error, CHL_ERROR, CHL_ERROR_INVALID);
}

/* The key keeps its place, whatever a header is called. */
static void
test_leaves_the_key_alone (void)
{
  g_auto(Case) self = { 0 };
  g_autoptr(GError) error = NULL;

  case_init (&self);
  chl_provider_set_option (self.provider, "auth-header", "X-Key");
  chl_fixture_set_key (self.fixture, self.provider, "sk-the-key-0123456789");
  g_assert_true (set_plain (&self, "x-key", "blue", &error));
  assert_sends (&self, "X-Key", "sk-the-key-0123456789");
}

/* Whoever repeats it may leave the scheme out, and a person may have written it into the file. */
static void
test_is_hidden (void)
{
  static const char *const values[] = { PASS, "Bearer " PASS, "basic " PASS, "a " PASS };
  g_auto(Case) self = { 0 };

  case_init (&self);
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      ChlHttpCall *call;
      g_autoptr(ChlMask) mask = NULL;
      g_autoptr(GError) error = NULL;
      g_autofree char *hidden = NULL;
      g_autofree char *said = g_strconcat ("no: ", i == 3 ? values[i] : PASS, ".", NULL);

      g_assert_true (set_secret (&self, "X-Pass", values[i], FALSE, &error));
      call = prepare (&self, CHL_OPERATION_CHAT, &error);
      g_assert_no_error (error);
      g_assert_null (strstr (chl_headers_get (call->headers, "X-Pass"), "planted"));
      mask = chl_mask_new_for_headers (call->headers);
      hidden = chl_mask_hide (mask, said);
      g_assert_null (strstr (hidden, "planted"));
      chl_http_call_free (call);
      assert_sends (&self, "X-Pass", values[i]);
    }
}

static void
test_dry_run (void)
{
  g_auto(Case) self = { 0 };
  g_autoptr(GError) error = NULL;
  g_autoptr(ChlHeaders) shown = NULL;
  const ChlOwnHeader careless = { .name = (char *) "X-Token",
                                  .value = (char *) "sk-planted-0123456789abcdef" };

  case_init (&self);
  g_assert_true (set_plain (&self, "X-Team", "blue", &error));
  g_assert_true (set_secret (&self, "X-Pass", PASS, FALSE, &error));
  chl_own_headers_put (self.provider, &careless);
  shown = chl_keys_show_headers (self.provider);
  g_assert_cmpuint (chl_headers_get_length (shown), ==, 3);
  g_assert_cmpstr (chl_headers_get (shown, "X-Team"), ==, "blue");
  g_assert_cmpstr (chl_headers_get (shown, "X-Pass"), ==, "•••");
  g_assert_cmpstr (chl_headers_get (shown, "X-Token"), ==, "•••");
  assert_sends (&self, "X-Token", "sk-planted-0123456789abcdef");
}

/* What signs in a subscription to Claude is no more welcome here than as a key. */
static void
test_subscriptions (void)
{
  static const char *const values[] = { "sk-ant-oat01-planted0123456789abcdef",
                                        "Bearer sk-ant-ort01-planted0123456789abcdef" };

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_auto(Case) self = { 0 };
      g_autoptr(GError) error = NULL;
      const ChlOwnHeader header = { .name = (char *) "X-Pass",
                                    .kind = CHL_OWN_HEADER_PLAIN,
                                    .value = (char *) values[i] };

      case_init (&self);
      g_assert_false (set_secret (&self, "X-Pass", values[i], i % 2 == 0, &error));
      g_assert_error (error, CHL_ERROR, CHL_ERROR_INVALID);
      g_assert_nonnull (strstr (error->message, "subscription"));
      g_assert_null (strstr (error->message, "planted"));

      /* As if somebody had written it into the file. */
      chl_own_headers_put (self.provider, &header);
      assert_sends_nothing (&self, CHL_ERROR_INVALID);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/keys-headers/plain", test_plain);
  g_test_add_func ("/keys-headers/secret", test_secret);
  g_test_add_func ("/keys-headers/until-quit", test_until_quit);
  g_test_add_func ("/keys-headers/refuses", test_refuses);
  g_test_add_func ("/keys-headers/subscriptions", test_subscriptions);
  g_test_add_func ("/keys-headers/only-where-they-go-somewhere", test_only_where_they_go_somewhere);
  g_test_add_func ("/keys-headers/leaves-the-key-alone", test_leaves_the_key_alone);
  g_test_add_func ("/keys-headers/is-hidden", test_is_hidden);
  g_test_add_func ("/keys-headers/dry-run", test_dry_run);

  return g_test_run ();
}
