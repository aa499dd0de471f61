/* test-header-places.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "chl-json.h"
#include "headers-case.h"

static void
test_belongs_to_an_origin (void)
{
  g_auto(Case) self = { 0 };
  g_autoptr(GError) error = NULL;
  g_autofree char *old = NULL;
  g_autofree char *origin = NULL;

  case_init (&self);
  g_assert_true (set_plain (&self, "X-Team", "blue", &error));
  g_assert_true (set_secret (&self, "X-Pass", PASS, FALSE, &error));
  old = g_strdup (chl_provider_get_endpoint (self.provider));
  origin = chl_provider_dup_origin (self.provider);
  chl_provider_set_endpoint (self.provider, OLD "/other");
  assert_state (&self, "X-Pass", CHL_KEY_OTHER_ORIGIN, "Given for");
  assert_sends_nothing (&self, CHL_ERROR_ORIGIN);

  /* Back where it came from it is good again. */
  chl_provider_set_endpoint (self.provider, old);
  assert_sends (&self, "X-Pass", PASS);

  chl_provider_set_endpoint (self.provider, OLD "/other");
  g_assert_true (confirm (&self, "x-pass", &error));
  g_assert_no_error (error);
  assert_sends (&self, "X-Pass", PASS);
  assert_kept (&self, "X-Pass", origin, NULL);
  restart (&self);
  assert_sends (&self, "X-Pass", PASS);
  chl_provider_set_endpoint (self.provider, old);
  assert_sends_nothing (&self, CHL_ERROR_ORIGIN);

  /* What goes nowhere needs no leave. */
  g_assert_false (confirm (&self, "X-Team", &error));
  g_assert_error (error, CHL_ERROR, CHL_ERROR_INVALID);
}

/* A file that a person wrote, which does not say whom it is for. */
static void
test_no_origin (void)
{
  g_auto(Case) self = { 0 };
  g_autoptr(GError) error = NULL;
  const ChlOwnHeader header = { .name = (char *) "X-Pass", .kind = CHL_OWN_HEADER_SECRET };

  case_init (&self);
  g_assert_true (set_secret (&self, "X-Pass", PASS, FALSE, &error));
  chl_own_headers_put (self.provider, &header);
  assert_state (&self, "X-Pass", CHL_KEY_OTHER_ORIGIN, "Not confirmed");
  assert_sends_nothing (&self, CHL_ERROR_ORIGIN);
  g_assert_true (confirm (&self, "X-Pass", &error));
  g_assert_no_error (error);
  assert_sends (&self, "X-Pass", PASS);
}

/* An address of its own for embeddings, at another server: what is secret stays at home. */
static void
test_goes_home_only (void)
{
  g_auto(Case) self = { 0 };
  g_autoptr(GError) error = NULL;
  g_autofree char *pass = NULL;
  g_autofree char *team = NULL;
  g_autofree char *at_home = NULL;

  case_init (&self);
  g_assert_true (set_plain (&self, "X-Team", "blue", &error));
  g_assert_true (set_secret (&self, "X-Pass", PASS, FALSE, &error));
  chl_provider_set_option (self.provider, "embeddings-address", OLD "/embed");
  pass = dup_sent (&self, CHL_OPERATION_EMBEDDINGS, "X-Pass");
  team = dup_sent (&self, CHL_OPERATION_EMBEDDINGS, "X-Team");
  at_home = dup_sent (&self, CHL_OPERATION_CHAT, "X-Pass");
  g_assert_null (pass);
  g_assert_cmpstr (team, ==, "blue");
  g_assert_cmpstr (at_home, ==, PASS);
}

/* What a change that was killed left in the keyring goes with the next one. */
static void
test_leftovers (void)
{
  for (guint i = 0; i < 5; i++)
    {
      g_auto(Case) self = { 0 };
      ChlOwnHeader header = { .name = (char *) "X-Pass", .leftover = (char *) OLD };
      g_autoptr(ChlSecret) secret = chl_secret_new (PASS, -1);
      g_autoptr(GAsyncResult) result = NULL;
      g_autoptr(GError) error = NULL;
      g_autofree char     *file = NULL;
      const ChlSecretPlace place = { "lab", "header:x-pass", OLD, NULL };

      g_test_message ("case %u", i);
      case_init (&self);
      chl_secret_store_keep_async (get_secrets (&self), &place, secret, NULL, chl_fixture_keep_cb,
                                   &result);
      g_assert_true (chl_secret_store_keep_finish (get_secrets (&self), chl_fixture_wait (&result), &error));
      header.kind = i % 2 == 0 ? CHL_OWN_HEADER_GONE : CHL_OWN_HEADER_PLAIN;
      header.value = i % 2 == 0 ? NULL : (char *) "blue";
      chl_own_headers_put (self.provider, &header);
      g_assert_true (chl_fixture_save (self.fixture, self.provider, &error));
      restart (&self);
      g_assert_cmpstr (chl_own_headers_find (self.provider, "X-Pass")->leftover, ==, OLD);
      assert_sends (&self, "X-Pass", header.value);

      if (i == 0)
        g_assert_true (set_secret (&self, "X-Pass", "another", FALSE, &error));
      else if (i <= 2)
        g_assert_true (take_away (&self, "X-Pass", &error));
      else if (i == 3)
        g_assert_true (set_plain (&self, "X-Pass", "red", &error));
      else
        g_assert_true (chl_fixture_remove (self.fixture, self.provider, &error));
      g_assert_no_error (error);

      file = dup_file (&self);
      g_assert_true (file == NULL || strstr (file, "leftover") == NULL);
      assert_kept (&self, "X-Pass", OLD, NULL);
    }
}

static void
test_provider_is_removed (void)
{
  g_auto(Case) self = { 0 };
  g_autoptr(GError) error = NULL;
  g_autofree char *origin = NULL;
  g_autofree char *file = NULL;

  case_init (&self);
  origin = chl_provider_dup_origin (self.provider);
  chl_fixture_set_key (self.fixture, self.provider, "sk-the-key-0123456789");
  g_assert_true (set_secret (&self, "X-Pass", PASS, FALSE, &error));
  g_assert_true (set_secret (&self, "X-Other", PASS, TRUE, &error));
  g_assert_true (set_plain (&self, "X-Team", "blue", &error));
  g_assert_true (chl_fixture_remove (self.fixture, self.provider, &error));
  g_assert_no_error (error);
  assert_kept (&self, "X-Pass", origin, NULL);
  assert_kept (&self, "X-Other", origin, NULL);
  assert_kept (&self, "X-Team", origin, NULL);
  file = dup_file (&self);
  g_assert_null (file);
}

static void
test_keyring_that_fails (void)
{
  g_auto(Case) self = { 0 };
  g_autoptr(GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  case_init (&self);
  chl_fixture_write_file (self.fixture, "keyring", "no keyring");
  put_secret (&self);
  g_assert_true (chl_fixture_save (self.fixture, self.provider, &error));
  before = dup_file (&self);
  assert_sends_nothing (&self, CHL_ERROR_KEYRING);
  g_assert_false (set_secret (&self, "X-Other", PASS, FALSE, &error));
  g_assert_error (error, CHL_ERROR, CHL_ERROR_KEYRING);
  after = dup_file (&self);
  g_assert_cmpstr (after, ==, before);

  /* Then it can still be used until the program ends. */
  g_clear_error (&error);
  g_assert_true (set_secret (&self, "X-Pass", PASS, TRUE, &error));
  g_assert_no_error (error);
  assert_sends (&self, "X-Pass", PASS);
}

/* Beside what this version does not understand nothing is lost, the last header included. */
static void
test_odd_ones_stay (void)
{
  g_auto(Case) self = { 0 };
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) root = NULL;
  g_autofree char *file = NULL;
  g_autofree char *text = NULL;
  g_autofree char *again = NULL;
  char            *end;

  case_init (&self);
  file = dup_file (&self);
  end = strrchr (file, '}');
  *end = '\0';
  text = g_strconcat (file, ", \"headers\": {\"X-Odd\": 12, \"Host\": {\"value\": \"evil\"}, "
                            "\"X-Team\": {\"value\": \"blue\", \"note\": \"ours\"}}}",
                      NULL);
  chl_fixture_write_file (self.fixture, "config/providers.d/lab.json", text);
  restart (&self);
  assert_sends (&self, "X-Team", "blue");
  assert_sends (&self, "Host", NULL);
  assert_sends (&self, "X-Odd", NULL);
  g_assert_true (set_plain (&self, "X-Team", "red", &error));
  again = dup_file (&self);
  root = chl_json_parse (again, -1, &error);
  g_assert_cmpstr (chl_json_get_string (root, "/headers/X-Team/note"), ==, "ours");
  g_assert_cmpstr (chl_json_get_string (root, "/headers/X-Team/value"), ==, "red");

  g_assert_true (take_away (&self, "X-Team", &error));
  g_clear_pointer (&again, g_free);
  g_clear_pointer (&root, json_node_unref);
  again = dup_file (&self);
  root = chl_json_parse (again, -1, &error);
  g_assert_cmpstr (chl_json_get_string (root, "/headers/Host/value"), ==, "evil");
  g_assert_true (json_object_has_member (chl_json_get_object (root, "/headers"), "X-Odd"));
  g_assert_false (json_object_has_member (chl_json_get_object (root, "/headers"), "X-Team"));
}

static gboolean
look (Case *self)
{
  g_autoptr(GAsyncResult) result = NULL;

  chl_keys_look_async (self->keys, self->provider, NULL, chl_fixture_keep_cb, &result);

  return chl_keys_look_finish (self->keys, chl_fixture_wait (&result), NULL);
}

/* What nobody asked for is not tried where a person would have to be asked. */
static void
test_looking (void)
{
  g_auto(Case) self = { 0 };
  g_autoptr(GError) error = NULL;

  case_init (&self);
  g_assert_true (look (&self));
  chl_fixture_write_file (self.fixture, "keyring", "no keyring");
  put_secret (&self);
  g_assert_false (look (&self));
  g_assert_true (set_secret (&self, "X-Pass", PASS, TRUE, &error));
  g_assert_true (look (&self));
  chl_provider_set_endpoint (self.provider, OLD "/v1");
  g_assert_false (look (&self));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/header-places/belongs-to-an-origin", test_belongs_to_an_origin);
  g_test_add_func ("/header-places/no-origin", test_no_origin);
  g_test_add_func ("/header-places/goes-home-only", test_goes_home_only);
  g_test_add_func ("/header-places/leftovers", test_leftovers);
  g_test_add_func ("/header-places/provider-is-removed", test_provider_is_removed);
  g_test_add_func ("/header-places/keyring-that-fails", test_keyring_that_fails);
  g_test_add_func ("/header-places/odd-ones-stay", test_odd_ones_stay);
  g_test_add_func ("/header-places/looking", test_looking);

  return g_test_run ();
}
