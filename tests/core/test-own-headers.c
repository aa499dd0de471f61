/* test-own-headers.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "chl-error.h"
#include "chl-json.h"
#include "chl-own-headers.h"
#include "tiny-provider.h"

#define LONG_NAME "a234567890123456789-b234567890123456789-c234567890123456789-d234567"

static void
changed_cb (guint *n_changes)
{
  (*n_changes)++;
}

static void
describe_cb (const ChlOwnHeader *header,
             gpointer            user_data)
{
  static const char kinds[] = { '=', '*', '-' };

  g_string_append_printf (user_data, "%s%c%s,%s,%s;", header->name, kinds[header->kind],
                          header->value != NULL ? header->value : "",
                          header->origin != NULL ? header->origin : "",
                          header->leftover != NULL ? header->leftover : "");
}

static char *
dup_all (ChlProvider *provider)
{
  GString *all = g_string_new (NULL);

  chl_own_headers_foreach (provider, describe_cb, all);

  return g_string_free (all, FALSE);
}

static void
assert_all (ChlProvider *provider,
            const char  *expected)
{
  g_autofree char *all = dup_all (provider);

  g_assert_cmpstr (all, ==, expected);
}

static void
test_names (void)
{
  static const char *const good[] = { "X-Team", "x", "CF-Access-Client-Id", "anthropic-beta", "x!#$",
                                      "OpenAI-Organization" };
  static const char *const bad[] = { "", " ", "X Team", "X-Team:", "X-Team: a", "X\r\nY", "X\nY", "Ü",
                                     "\xff", "a\"b", "a(b)", "a,b", "a/b", "a@b", LONG_NAME,
                                     "authorization", "Authorization", "X-API-KEY", "api-key",
                                     "Anthropic-Version", "x-goog-api-key", "Content-Type",
                                     "content-length", "host", "connection", "Transfer-Encoding",
                                     "accept", "cookie", "User-Agent", "expect",
                                     "sk-planted-0123456789abcdef", "gsk_planted0123456789" };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_true (chl_own_header_check_name (good[i], &error));
      g_assert_no_error (error);
    }

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr(GError) error = NULL;

      g_test_message ("case %u", i);
      g_assert_false (chl_own_header_check_name (bad[i], &error));
      g_assert_error (error, CHL_ERROR, CHL_ERROR_INVALID);
      g_assert_null (strstr (error->message, "planted"));
    }
}

static void
test_values (void)
{
  static const char *const good[] = { "blue", "a b", "Grüße", "=", "1", "https://x.example/a?b=c",
                                      "prompt-caching-2024-07-31" };
  static const char *const bad[] = { "", " ", " a", "a ", "a\nb", "a\r\nX: b", "a\tb", "\x7f", "\xff",
                                     "a\xc2\x85" };
  static const char *const secret[] = { "sk-planted-0123456789abcdef", "Bearer planted0123456789",
                                        "Basic cGxhbnRlZDpwbGFudGVkMTIz", "token=planted0123" };
  g_autofree char         *longest = g_strnfill (4096, ' ');
  g_autofree char         *longer = g_strnfill (4097, ' ');

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr(ChlSecret) value = chl_secret_new (good[i], -1);

      g_assert_true (chl_own_header_check_plain (good[i], NULL));
      g_assert_true (chl_own_header_check_secret (value, NULL));
    }

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr(ChlSecret) value = chl_secret_new (bad[i], -1);
      g_autoptr(GError) error = NULL;

      g_test_message ("case %u", i);
      g_assert_false (chl_own_header_check_plain (bad[i], &error));
      g_assert_error (error, CHL_ERROR, CHL_ERROR_INVALID);
      g_assert_false (chl_own_header_check_secret (value, NULL));
    }

  for (guint i = 0; i < G_N_ELEMENTS (secret); i++)
    {
      g_autoptr(ChlSecret) value = chl_secret_new (secret[i], -1);
      g_autoptr(GError) error = NULL;

      g_assert_false (chl_own_header_check_plain (secret[i], &error));
      g_assert_error (error, CHL_ERROR, CHL_ERROR_INVALID);
      g_assert_nonnull (strstr (error->message, "keyring"));
      g_assert_null (strstr (error->message, "lanted"));
      g_assert_true (chl_own_header_check_secret (value, NULL));
    }

  longest[0] = longest[4095] = longer[0] = longer[4096] = 'a';
  g_assert_true (chl_own_header_check_plain (longest, NULL));
  g_assert_false (chl_own_header_check_plain (longer, NULL));
}

/* A secret may hold a nul, which a header cannot. */
static void
test_nul (void)
{
  g_autoptr(ChlSecret) value = chl_secret_new ("a\0b", 3);

  g_assert_false (chl_own_header_check_secret (value, NULL));
}

static void
test_changes (void)
{
  ChlProvider       *provider = chl_provider_new (TEST_TYPE_TINY_PROVIDER, "home");
  const ChlOwnHeader team = { .name = (char *) "X-Team", .value = (char *) "blue" };
  const ChlOwnHeader other = { .name = (char *) "x-team", .value = (char *) "red" };
  const ChlOwnHeader pass = { .name = (char *) "A-Pass",
                              .kind = CHL_OWN_HEADER_SECRET,
                              .origin = (char *) "https://h:443" };
  guint              n_changes = 0;

  g_signal_connect_swapped (provider, "headers-changed", G_CALLBACK (changed_cb), &n_changes);
  assert_all (provider, "");
  g_assert_null (chl_own_headers_find (provider, "X-Team"));

  chl_own_headers_put (provider, &team);
  chl_own_headers_put (provider, &pass);
  g_assert_cmpuint (n_changes, ==, 2);
  assert_all (provider, "A-Pass*,https://h:443,;X-Team=blue,,;");

  chl_own_headers_put (provider, &other);
  assert_all (provider, "A-Pass*,https://h:443,;x-team=red,,;");
  g_assert_cmpstr (chl_own_headers_find (provider, "X-TEAM")->value, ==, "red");

  chl_own_headers_drop (provider, "X-Team");
  g_assert_cmpuint (n_changes, ==, 4);
  chl_own_headers_drop (provider, "X-Team");
  g_assert_cmpuint (n_changes, ==, 4);
  assert_all (provider, "A-Pass*,https://h:443,;");

  g_assert_finalize_object (provider);
}

static void
test_file (void)
{
  static const char text[] =
    "{\"family\":\"tiny\",\"headers\":{\"X-Team\":{\"value\":\"blue\"},"
    "\"X-Pass\":{\"secret\":true,\"origin\":\"https://h:443\",\"leftover\":\"https://g:443\"},"
    "\"X-Gone\":{\"leftover\":\"https://h:443\"},\"X-Nowhere\":{\"secret\":true},"
    "\"X-Text\":\"blue\",\"X-Number\":{\"value\":1},\"X-Line\":{\"value\":\"a\\nB: c\"},"
    "\"X-Empty\":{},\"X-Null\":null,\"Host\":{\"value\":\"evil\"},\"a b\":{\"value\":\"x\"},"
    "\"authorization\":{\"secret\":true,\"origin\":\"https://h:443\"},"
    "\"\":{\"value\":\"x\"}}}";
  static const char expected[] = "X-Gone-,,https://h:443;X-Nowhere*,,;"
                                 "X-Pass*,https://h:443,https://g:443;X-Team=blue,,;";
  ChlProvider      *provider = chl_provider_new (TEST_TYPE_TINY_PROVIDER, "home");
  ChlProvider      *again = chl_provider_new (TEST_TYPE_TINY_PROVIDER, "home");
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) root = chl_json_parse (text, -1, &error);
  g_autoptr(JsonNode) written = NULL;
  guint n_changes = 0;

  g_assert_no_error (error);
  g_signal_connect_swapped (provider, "headers-changed", G_CALLBACK (changed_cb), &n_changes);
  g_assert_true (chl_provider_apply_json (provider, root, &error));
  g_assert_no_error (error);
  assert_all (provider, expected);
  g_assert_cmpuint (n_changes, ==, 1);

  /* The same once more is no change. */
  written = chl_provider_to_json (provider);
  g_assert_true (chl_provider_apply_json (provider, written, NULL));
  g_assert_cmpuint (n_changes, ==, 1);
  g_assert_true (chl_provider_apply_json (again, written, NULL));
  assert_all (again, expected);

  g_assert_finalize_object (provider);
  g_assert_finalize_object (again);
}

static void
test_broken_file (void)
{
  ChlProvider *provider = chl_provider_new (TEST_TYPE_TINY_PROVIDER, "home");
  g_autoptr(JsonNode) root = chl_json_parse ("{\"family\":\"tiny\",\"headers\":[]}", -1, NULL);
  g_autoptr(GError) error = NULL;

  g_assert_false (chl_provider_apply_json (provider, root, &error));
  g_assert_error (error, CHL_ERROR, CHL_ERROR_BROKEN_FILE);
  g_assert_finalize_object (provider);
}

static void
test_not_all_can_have_them (void)
{
  ChlProvider *tiny = chl_provider_new (TEST_TYPE_TINY_PROVIDER, "home");
  ChlProvider *inner = chl_provider_new (TEST_TYPE_INNER_PROVIDER, "inner");
  g_autoptr(JsonNode) root =
               chl_json_parse ("{\"family\":\"inner\",\"headers\":{\"X-Team\":{\"value\":\"blue\"}}}", -1, NULL);
  g_autoptr(JsonNode) written = NULL;

  g_assert_true (chl_own_headers_are_possible (tiny));
  g_assert_false (chl_own_headers_are_possible (inner));
  g_assert_true (chl_provider_apply_json (inner, root, NULL));
  assert_all (inner, "");
  written = chl_provider_to_json (inner);
  g_assert_false (json_object_has_member (json_node_get_object (written), "headers"));

  g_assert_finalize_object (tiny);
  g_assert_finalize_object (inner);
}

/* Files can be of any size, requests cannot. */
static void
test_room (void)
{
  ChlProvider *provider = chl_provider_new (TEST_TYPE_TINY_PROVIDER, "home");
  g_autoptr(GString) text = g_string_new ("{\"family\":\"tiny\",\"headers\":{\"X-0\":{\"value\":\"a\"}");
  g_autoptr(JsonNode) root = NULL;
  g_autoptr(JsonNode) written = NULL;

  for (guint i = 1; i < 100; i++)
    g_string_append_printf (text, ",\"X-%u\":{\"value\":\"a\"}", i);
  g_string_append (text, "}}");
  root = chl_json_parse (text->str, -1, NULL);

  g_assert_true (chl_own_headers_have_room (provider));
  g_assert_true (chl_provider_apply_json (provider, root, NULL));
  g_assert_false (chl_own_headers_have_room (provider));
  written = chl_provider_to_json (provider);
  g_assert_cmpuint (json_object_get_size (chl_json_get_object (written, "/headers")), ==, 32);

  g_assert_finalize_object (provider);
}

/* Of too many the first ones count, and of a name in two cases the last. */
static void
test_too_many (void)
{
  ChlProvider *provider = chl_provider_new (TEST_TYPE_TINY_PROVIDER, "home");
  g_autoptr(GString) text = g_string_new ("{\"headers\":{\"X-A\":{\"value\":\"1\"},");
  g_autoptr(JsonNode) root = NULL;
  g_autoptr(GError) error = NULL;

  g_string_append (text, "\"x-a\":{\"value\":\"2\"}");
  for (guint i = 1; i < 100; i++)
    g_string_append_printf (text, ",\"N%u\":{\"value\":\"v\"}", i);
  g_string_append (text, "}}");
  root = chl_json_parse (text->str, -1, &error);
  g_assert_no_error (error);
  g_assert_true (chl_provider_apply_json (provider, root, &error));
  g_assert_no_error (error);

  g_assert_cmpstr (chl_own_headers_find (provider, "X-A")->value, ==, "2");
  for (guint i = 1; i < 100; i++)
    {
      g_autofree char *name = g_strdup_printf ("N%u", i);

      g_assert_cmpint (chl_own_headers_find (provider, name) != NULL, ==, i < 32);
    }

  g_assert_finalize_object (provider);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/own-headers/names", test_names);
  g_test_add_func ("/own-headers/values", test_values);
  g_test_add_func ("/own-headers/nul", test_nul);
  g_test_add_func ("/own-headers/changes", test_changes);
  g_test_add_func ("/own-headers/file", test_file);
  g_test_add_func ("/own-headers/broken-file", test_broken_file);
  g_test_add_func ("/own-headers/not-all-can-have-them", test_not_all_can_have_them);
  g_test_add_func ("/own-headers/room", test_room);
  g_test_add_func ("/own-headers/too-many", test_too_many);

  return g_test_run ();
}
