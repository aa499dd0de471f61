/* test-keys-headers.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "chl-call.h"
#include "chl-engine-fixture.h"
#include "chl-error.h"
#include "chl-json.h"
#include "chl-keys-headers.h"
#include "chl-mask.h"

#define PASS "pass-planted-0123456789"
#define OLD "http://127.0.0.1:1"

typedef struct
{
  ChlFixture  *fixture;  /* (owned) */
  ChlKeys     *keys;     /* (unowned) */
  ChlProvider *provider; /* (unowned) */
} Case;

static void
case_attach (Case *self)
{
  self->keys = chl_engine_get_keys (self->fixture->engine);
  self->provider =
    chl_provider_list_find (chl_engine_get_providers (self->fixture->engine), "lab");
}

static void
case_init (Case *self)
{
  chl_fixture_ignore_leaks (TRUE);
  self->fixture = chl_fixture_new (FALSE);
  chl_fixture_add_provider (self->fixture);
  case_attach (self);
}

static void
restart (Case *self)
{
  chl_fixture_restart (self->fixture);
  case_attach (self);
}

static void
case_clear (Case *self)
{
  g_clear_pointer (&self->fixture, chl_fixture_free);
  chl_fixture_ignore_leaks (FALSE);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Case, case_clear)

static ChlSecretStore *
get_secrets (Case *self)
{
  return chl_engine_get_parts (self->fixture->engine)->secrets;
}

static gboolean
set_secret (Case       *self,
            const char *name,
            const char *value,
            gboolean    until_quit,
            GError    **error)
{
  g_autoptr(ChlSecret) secret = chl_secret_new (value, -1);
  g_autoptr(GAsyncResult) result = NULL;

  chl_keys_set_secret_header_async (self->keys, self->provider, name, secret, until_quit, NULL,
                                    chl_fixture_keep_cb, &result);

  return chl_keys_change_finish (self->keys, chl_fixture_wait (&result), error);
}

static gboolean
set_plain (Case       *self,
           const char *name,
           const char *value,
           GError    **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  chl_keys_set_header_async (self->keys, self->provider, name, value, NULL, chl_fixture_keep_cb,
                             &result);

  return chl_keys_change_finish (self->keys, chl_fixture_wait (&result), error);
}

static gboolean
confirm (Case       *self,
         const char *name,
         GError    **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  chl_keys_confirm_header_async (self->keys, self->provider, name, NULL, chl_fixture_keep_cb,
                                 &result);

  return chl_keys_change_finish (self->keys, chl_fixture_wait (&result), error);
}

static gboolean
take_away (Case       *self,
           const char *name,
           GError    **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  chl_keys_remove_header_async (self->keys, self->provider, name, NULL, chl_fixture_keep_cb,
                                &result);

  return chl_keys_change_finish (self->keys, chl_fixture_wait (&result), error);
}

static ChlHttpCall *
prepare (Case        *self,
         ChlOperation operation,
         GError     **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  chl_call_prepare_async (self->fixture->engine, self->provider, operation, NULL,
                          chl_fixture_keep_cb, &result);

  return chl_call_prepare_finish (self->fixture->engine, chl_fixture_wait (&result), error);
}

typedef struct
{
  const char *name;
  char       *sent; /* (owned) (nullable) */
} Sent;

static void
find_cb (const char *name,
         const char *value,
         const char *prefix,
         ChlSecret  *secret,
         gpointer    user_data)
{
  Sent *sent = user_data;

  if (g_ascii_strcasecmp (name, sent->name) == 0)
    sent->sent = secret != NULL ? g_strconcat (prefix, chl_secret_peek (secret), NULL)
                                : g_strdup (value);
}

/* Of the header @name in a request for @operation. */
static char *
dup_sent (Case        *self,
          ChlOperation operation,
          const char  *name)
{
  g_autoptr(GError) error = NULL;
  ChlHttpCall *call = prepare (self, operation, &error);
  Sent         sent = { name, NULL };

  g_assert_no_error (error);
  chl_headers_foreach (call->headers, find_cb, &sent);
  chl_http_call_free (call);

  return sent.sent;
}

static void
assert_sends (Case       *self,
              const char *name,
              const char *expected)
{
  static const ChlOperation operations[] = { CHL_OPERATION_MODELS, CHL_OPERATION_CHAT,
                                             CHL_OPERATION_COMPLETIONS, CHL_OPERATION_EMBEDDINGS };

  for (guint i = 0; i < G_N_ELEMENTS (operations); i++)
    {
      g_autofree char *sent = dup_sent (self, operations[i], name);

      g_assert_cmpstr (sent, ==, expected);
    }
}

static void
assert_sends_nothing (Case *self,
                      int   code)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (prepare (self, CHL_OPERATION_CHAT, &error));
  g_assert_error (error, CHL_ERROR, code);
  g_assert_null (strstr (error->message, "planted"));
  g_assert_null (strstr (error->message, "(null)"));
}

static char *
dup_kept (Case       *self,
          const char *name,
          const char *origin)
{
  g_autofree char *kind = chl_keys_dup_header_kind (name);
  ChlSecretPlace   place = { "lab", kind, origin, NULL };
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(ChlSecret) secret = NULL;
  g_autoptr(GError) error = NULL;

  chl_secret_store_lookup_async (get_secrets (self), &place, FALSE, NULL, chl_fixture_keep_cb,
                                 &result);
  secret = chl_secret_store_lookup_finish (get_secrets (self), chl_fixture_wait (&result), NULL,
                                           &error);
  g_assert_no_error (error);

  return secret != NULL ? g_strdup (chl_secret_peek (secret)) : NULL;
}

static void
assert_kept (Case       *self,
             const char *name,
             const char *origin,
             const char *expected)
{
  g_autofree char *kept = dup_kept (self, name, origin);

  g_assert_cmpstr (kept, ==, expected);
}

static char *
dup_file (Case *self)
{
  return chl_fixture_read_file (self->fixture, "config/providers.d/lab.json");
}

static void
assert_state (Case       *self,
              const char *name,
              ChlKeyState state,
              const char *words)
{
  const ChlOwnHeader *header = chl_own_headers_find (self->provider, name);
  g_autofree char    *description = chl_keys_describe_header (self->keys, self->provider, header);

  g_assert_cmpint (chl_keys_get_header_state (self->keys, self->provider, header), ==, state);
  g_assert_nonnull (strstr (description, words));
}

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

/* One whose value is in the keyring, as a file says. */
static void
put_secret (Case *self)
{
  g_autofree char   *origin = chl_provider_dup_origin (self->provider);
  const ChlOwnHeader header = { .name = (char *) "X-Pass",
                                .kind = CHL_OWN_HEADER_SECRET,
                                .origin = origin };

  chl_own_headers_put (self->provider, &header);
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

  g_test_add_func ("/keys-headers/plain", test_plain);
  g_test_add_func ("/keys-headers/secret", test_secret);
  g_test_add_func ("/keys-headers/until-quit", test_until_quit);
  g_test_add_func ("/keys-headers/refuses", test_refuses);
  g_test_add_func ("/keys-headers/only-where-they-go-somewhere", test_only_where_they_go_somewhere);
  g_test_add_func ("/keys-headers/belongs-to-an-origin", test_belongs_to_an_origin);
  g_test_add_func ("/keys-headers/no-origin", test_no_origin);
  g_test_add_func ("/keys-headers/goes-home-only", test_goes_home_only);
  g_test_add_func ("/keys-headers/leaves-the-key-alone", test_leaves_the_key_alone);
  g_test_add_func ("/keys-headers/is-hidden", test_is_hidden);
  g_test_add_func ("/keys-headers/dry-run", test_dry_run);
  g_test_add_func ("/keys-headers/leftovers", test_leftovers);
  g_test_add_func ("/keys-headers/provider-is-removed", test_provider_is_removed);
  g_test_add_func ("/keys-headers/keyring-that-fails", test_keyring_that_fails);
  g_test_add_func ("/keys-headers/odd-ones-stay", test_odd_ones_stay);
  g_test_add_func ("/keys-headers/looking", test_looking);

  return g_test_run ();
}
