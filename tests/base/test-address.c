/* test-address.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "chl-address.h"
#include "chl-error.h"

static void
test_clean (void)
{
  static const struct
  {
    const char *text;
    const char *expected;
  } cases[] = {
    { "https://api.example.com/v1", "https://api.example.com/v1" },
    { "  https://api.example.com/v1/  \n", "https://api.example.com/v1" },
    { "\"https://api.example.com/v1\"", "https://api.example.com/v1" },
    { "'https://api.example.com'", "https://api.example.com" },
    { "<https://api.example.com>", "https://api.example.com" },
    { "“https://api.example.com/”", "https://api.example.com" },
    { "HTTPS://API.Example.COM/V1", "https://api.example.com/V1" },
    { "https://api.example.com:443/v1", "https://api.example.com/v1" },
    { "http://api.example.com:80", "http://api.example.com" },
    { "http://api.example.com:443", "http://api.example.com:443" },
    { "https://api.example.com:", "https://api.example.com" },
    { "https://api.example.com///", "https://api.example.com" },
    { "https://api.example.com//v1//", "https://api.example.com/v1" },
    /* The scheme is guessed. */
    { "api.example.com/v1", "https://api.example.com/v1" },
    { "//api.example.com/v1", "https://api.example.com/v1" },
    { "api.example.com:8443", "https://api.example.com:8443" },
    { "localhost:11434", "http://localhost:11434" },
    { "LOCALHOST", "http://localhost" },
    { "my.localhost:1", "http://my.localhost:1" },
    { "nas.local:8000/v1", "http://nas.local:8000/v1" },
    { "127.0.0.1:8080", "http://127.0.0.1:8080" },
    { "192.168.1.7:1234/v1", "http://192.168.1.7:1234/v1" },
    { "10.0.0.1", "http://10.0.0.1" },
    { "172.16.0.1", "http://172.16.0.1" },
    { "172.32.0.1", "https://172.32.0.1" },
    { "8.8.8.8", "https://8.8.8.8" },
    { "0.0.0.0:11434", "http://0.0.0.0:11434" },
    { "[::1]:8080", "http://[::1]:8080" },
    { "[FE80::1]", "http://[fe80::1]" },
    { "[fd00::1]:1", "http://[fd00::1]:1" },
    { "[2001:DB8::1]:443", "https://[2001:db8::1]" },
    /* Whole operations. */
    { "https://h.example/v1/chat/completions", "https://h.example/v1" },
    { "https://h.example/v1/chat/completions/", "https://h.example/v1" },
    { "https://h.example/v1/completions", "https://h.example/v1" },
    { "https://h.example/v1/embeddings", "https://h.example/v1" },
    { "https://h.example/v1/responses", "https://h.example/v1" },
    { "https://h.example/v1/messages", "https://h.example/v1" },
    { "https://h.example/v1/models", "https://h.example/v1" },
    { "https://h.example/models", "https://h.example" },
    { "localhost:11434/api/chat", "http://localhost:11434" },
    { "localhost:11434/api/generate", "http://localhost:11434" },
    { "localhost:11434/api/tags", "http://localhost:11434" },
    { "https://h.example/models/models", "https://h.example/models" },
    { "https://h.example/mymodels", "https://h.example/mymodels" },
    { "https://h.example/v1/chat", "https://h.example/v1/chat" },
    /* Paths that are long and no secret. */
    { "https://h.example/client/v4/accounts/0123456789abcdef0123456789abcdef/ai/v1",
      "https://h.example/client/v4/accounts/0123456789abcdef0123456789abcdef/ai/v1" },
    { "https://h.example/p/123e4567-e89b-12d3-a456-426614174000/v1",
      "https://h.example/p/123e4567-e89b-12d3-a456-426614174000/v1" },
    { "https://h.example/v1beta1/projects/my-project-123456/locations/us-central1/endpoints/openapi",
      "https://h.example/v1beta1/projects/my-project-123456/locations/us-central1/endpoints/openapi" },
    { "https://h.example/openai/deployments/gpt-4o-mini-2024-07-18",
      "https://h.example/openai/deployments/gpt-4o-mini-2024-07-18" },
    /* Query and fragment. */
    { "https://h.example/v1?v=2024-10-21", "https://h.example/v1?v=2024-10-21" },
    { "https://h.example/d/chat/completions?api-version=1#x", "https://h.example/d?api-version=1" },
    { "https://h.example/v1?", "https://h.example/v1" },
    { "https://h.example/v1#top", "https://h.example/v1" },
    { "https://h.example?x=1", "https://h.example?x=1" },
    { "https://h.example/a%20b", "https://h.example/a%20b" },
    { "https://bücher.example/v1", "https://xn--bcher-kva.example/v1" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autofree char *once = NULL;
      g_autofree char *twice = NULL;

      g_test_message ("case %u: %s", i, cases[i].text);
      once = chl_address_clean (cases[i].text, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (once, ==, cases[i].expected);
    }
}

static void
test_refuses (void)
{
  static const struct
  {
    const char *text;
    const char *word; /* stands in the sentence */
  } cases[] = {
    { "", "empty" },
    { "  \n", "empty" },
    { "\"\"", "empty" },
    { "ftp://host", "https://" },
    { "file:///etc/passwd", "https://" },
    { "javascript://alert", "https://" },
    { "http:host", "https://" },
    { "https:/host", "https://" },
    { "://host", "https://" },
    { "https://", "host name" },
    { "https:///v1", "host name" },
    { "/v1", "host name" },
    { "https://:8080", "host name" },
    { "https://user@host", "user name" },
    { "https://user:password@host/v1", "user name" },
    { "https://@host", "user name" },
    { "user:password@host", "user name" },
    { "https://host:0", "port" },
    { "https://host:65536", "port" },
    { "https://host:-1", "port" },
    { "https://host:abc", "port" },
    { "https://host:80 80", "blank" },
    { "https://ho st/v1", "blank" },
    { "https://host/v1 /x", "blank" },
    { "https://host\n.example", "blank" },
    { "https://ho\u200bst", "blank" },
    { "https://ho\\st", "character" },
    { "https://host/{id}", "character" },
    { "https://ho\x01st", "character" },
    { "https://ho\xffst", "read" },
    { "https://ho..st", "host name" },
    { "https://.host", "host name" },
    { "https://-host", "host name" },
    { "https://ho$st", "host name" },
    { "https://[::g]", "valid" },
    { "https://::1", "brackets" },
    { "::1", "brackets" },
    { "https://host/%zz", "valid" },
    { "https://host/v1?key=abc", "key" },
    { "https://host/v1?x=1&api_key=abc", "key" },
    { "https://host/v1?x=1;api-key=abc", "key" },
    { "https://host/v1?access_token=abc", "key" },
    { "https://host/v1?TOKEN=abc", "key" },
    { "https://host/v1?%6bey=abc", "key" },
    { "https://host/v1?x=sk-abcdefgh", "key" },
    { "host?key=abc", "key" },
    { "host?AUTH=abc", "key" },
    { "http://127.0.0.1:1/sk-abcdef123456/v1", "key" },
    { "https://host/v1/%73k-abcdef123456", "key" },
    { "https://host/v1%2fsk-abcdef123456", "key" },
    { "host/gsk_abcdef123456/v1", "key" },
    { "https://host/Zm9vYmFyMTIzNDU2Nzg5MGFiY2RlZmdoaWprbG1ub3A/v1", "key" },
  };
  g_autofree char *letters = g_strnfill (2048, 'a');
  g_autofree char *long_text = g_strconcat ("https://host/", letters, NULL);
  g_autoptr(GError) long_error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autofree char *address = NULL;

      g_test_message ("case %u: %s", i, cases[i].word);
      address = chl_address_clean (cases[i].text, &error);
      g_assert_null (address);
      g_assert_error (error, CHL_ERROR, CHL_ERROR_ADDRESS);
      g_assert_nonnull (strstr (error->message, cases[i].word));
      g_assert_false (g_str_has_suffix (error->message, "."));
      g_assert_null (strstr (error->message, "password@"));
      g_assert_null (strstr (error->message, "abc"));
    }

  g_assert_null (chl_address_clean (long_text, &long_error));
  g_assert_error (long_error, CHL_ERROR, CHL_ERROR_ADDRESS);
}

static void
test_join (void)
{
  static const struct
  {
    const char *base;
    const char *path;
    const char *expected;
  } cases[] = {
    { "https://h/v1", "chat/completions", "https://h/v1/chat/completions" },
    { "https://h/v1", "/chat/completions", "https://h/v1/chat/completions" },
    { "https://h/v1/", "/models", "https://h/v1/models" },
    { "https://h", "models", "https://h/models" },
    { "https://h/v1?api-version=1", "models", "https://h/v1/models?api-version=1" },
    { "https://h/v1?a=1", "models?limit=2", "https://h/v1/models?a=1&limit=2" },
    { "https://h/v1", "models?limit=2", "https://h/v1/models?limit=2" },
    { "https://h/v1", "", "https://h/v1" },
    { "https://h/v1?a=1", "", "https://h/v1?a=1" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *address = chl_address_join (cases[i].base, cases[i].path);

      g_assert_cmpstr (address, ==, cases[i].expected);
    }
}

static void
test_strip_version (void)
{
  static const struct
  {
    const char *base;
    const char *expected;
  } cases[] = {
    { "http://h:1/v1", "http://h:1" },
    { "http://h:1/v1/", "http://h:1" },
    { "http://h:1/api", "http://h:1" },
    { "http://h:1/api/v0", "http://h:1" },
    { "http://h:1/api/v1", "http://h:1" },
    { "http://h:1/x/v1?a=1", "http://h:1/x?a=1" },
    { "http://h:1/v2", "http://h:1/v2" },
    { "http://h:1/xv1", "http://h:1/xv1" },
    { "http://h:1", "http://h:1" },
    { "http://h:1/v1/v1", "http://h:1/v1" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *address = chl_address_strip_version (cases[i].base);

      g_assert_cmpstr (address, ==, cases[i].expected);
    }
}

static void
test_origin_and_host (void)
{
  static const struct
  {
    const char *address;
    const char *origin;
    const char *host;
  } cases[] = {
    { "https://api.example.com/v1", "https://api.example.com:443", "api.example.com" },
    { "HTTP://API.example.COM", "http://api.example.com:80", "api.example.com" },
    { "http://localhost:11434/v1?x#y", "http://localhost:11434", "localhost" },
    { "https://[2001:DB8::1]/v1", "https://[2001:db8::1]:443", "2001:db8::1" },
    { "https://[::1]:8080", "https://[::1]:8080", "::1" },
    { "https://user:pw@host/v1", "https://host:443", "host" },
    { "https://good.example@evil.example/", "https://evil.example:443", "evil.example" },
    { "ftp://host/v1", NULL, "host" },
    { "https://", NULL, NULL },
    { "https://host:99999", NULL, NULL },
    { "host:1", NULL, NULL },
    { "", NULL, NULL },
    { "no address", NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *origin = chl_address_dup_origin (cases[i].address);
      g_autofree char *host = chl_address_dup_host (cases[i].address);

      g_test_message ("case %u: %s", i, cases[i].address);
      g_assert_cmpstr (origin, ==, cases[i].origin);
      g_assert_cmpstr (host, ==, cases[i].host);
    }
}

static void
test_loopback (void)
{
  static const char *const near[] = {
    "http://localhost", "http://LOCALHOST:1/v1", "https://a.b.localhost", "http://127.0.0.1:8080",
    "http://127.255.255.254",
    "http://[::1]:1", "http://localhost./", "localhost", "127.0.0.1", "::1"
  };
  static const char *const far[] = {
    "http://localhost.example.com", "http://notlocalhost", "http://128.0.0.1", "http://10.0.0.1",
    "http://0.0.0.0", "http://[::2]", "http://example.com/localhost",
    "http://127.0.0.1.example.com",
    "http://localhost@example.com", "http://127.0.0.1@example.com", "http://", "", "."
  };

  for (guint i = 0; i < G_N_ELEMENTS (near); i++)
    {
      g_test_message ("%s", near[i]);
      g_assert_true (chl_address_is_loopback (near[i]));
    }
  for (guint i = 0; i < G_N_ELEMENTS (far); i++)
    {
      g_test_message ("%s", far[i]);
      g_assert_false (chl_address_is_loopback (far[i]));
    }
}

/* Whatever comes out is clean already, has an origin, and holds no user info. */
static void
test_properties (void)
{
  static const char *const pieces[] = {
    "http", "https", "://", ":", "/", "//", "@", "?", "#", "&", "=", "key", "v1", "models",
    "/chat/completions", "localhost", "example.com", "127.0.0.1", "[::1]", "[", "]", ":80", ":443", ":8080",
    "%20", "%", "..", ".", "a", "\"", "'", "-", "ä", "x=1", ";", "~"
  };
  g_autoptr(GRand) rand = g_rand_new_with_seed (3);
  guint accepted = 0;

  for (guint i = 0; i < 6000; i++)
    {
      g_autoptr(GString) text = g_string_new (NULL);
      g_autoptr(GError) error = NULL;
      g_autofree char *once = NULL;
      g_autofree char *twice = NULL;
      g_autofree char *origin = NULL;

      if (i % 2 == 0)
        g_string_append (text, "https://example.com");
      for (int n = g_rand_int_range (rand, 1, 8); n > 0; n--)
        g_string_append (text, pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]);

      once = chl_address_clean (text->str, &error);
      if (once == NULL)
        {
          g_assert_error (error, CHL_ERROR, CHL_ERROR_ADDRESS);
          continue;
        }

      accepted++;
      origin = chl_address_dup_origin (once);
      g_test_message ("%s → %s", text->str, once);
      g_assert_nonnull (origin);
      g_assert_null (strchr (once, '#'));
      twice = chl_address_clean (once, NULL);
      g_assert_nonnull (twice);
      g_assert_true (g_str_has_prefix (once, "http://") || g_str_has_prefix (once, "https://"));
      /* Only a further operation may still come off. */
      g_assert_cmpuint (strlen (twice), <=, strlen (once));
    }

  g_assert_cmpuint (accepted, >, 500);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/address/clean", test_clean);
  g_test_add_func ("/address/refuses", test_refuses);
  g_test_add_func ("/address/join", test_join);
  g_test_add_func ("/address/strip-version", test_strip_version);
  g_test_add_func ("/address/origin-and-host", test_origin_and_host);
  g_test_add_func ("/address/loopback", test_loopback);
  g_test_add_func ("/address/properties", test_properties);

  return g_test_run ();
}
