/* test-custom-provider.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "chl-error.h"
#include "chl-families.h"
#include "chl-provider.h"

static ChlProvider *
new_custom (void)
{
  return chl_provider_new (chl_families_find ("custom"), "lab");
}

static void
test_what_people_type (void)
{
  static const struct
  {
    const char *typed;
    const char *base;
  } rows[] = {
    { "http://localhost:8080", "http://localhost:8080/v1" },
    { "http://localhost:8080/", "http://localhost:8080/v1" },
    { "http://localhost:8080//", "http://localhost:8080/v1" },
    { "http://localhost:8080/v1", "http://localhost:8080/v1" },
    { "http://localhost:8080/v1/", "http://localhost:8080/v1" },
    { "http://localhost:8080/v1//", "http://localhost:8080/v1" },
    { "localhost:8080", "http://localhost:8080/v1" },
    { "localhost", "http://localhost/v1" },
    { "127.0.0.1:8080/v1", "http://127.0.0.1:8080/v1" },
    { "[::1]:8080", "http://[::1]:8080/v1" },
    { "http://[::1]:8080/v1", "http://[::1]:8080/v1" },
    { "api.example.com", "https://api.example.com/v1" },
    { "api.example.com/v1", "https://api.example.com/v1" },
    { "https://api.example.com/openai/v3", "https://api.example.com/openai/v3" },
    { "https://api.example.com/api/paas/v4/", "https://api.example.com/api/paas/v4" },
    { "http://localhost:8080/v1/chat/completions", "http://localhost:8080/v1" },
    { "http://localhost:8080/v1/chat/completions/", "http://localhost:8080/v1" },
    { "http://localhost:8080/v1/models", "http://localhost:8080/v1" },
    { "http://localhost:8080/v1/completions", "http://localhost:8080/v1" },
    { "http://localhost:8080/v1/embeddings", "http://localhost:8080/v1" },
    { "  http://localhost:8080/v1\n", "http://localhost:8080/v1" },
    { "\"http://localhost:8080/v1\"", "http://localhost:8080/v1" },
    { "'http://localhost:8080/v1'", "http://localhost:8080/v1" },
    { " \" http://localhost:8080/v1 \" ", "http://localhost:8080/v1" },
    { "http://localhost:8080/v1#models", "http://localhost:8080/v1" },
    { "HTTP://LOCALHOST:8080/V2", "http://localhost:8080/V2" },
    { "http://localhost:80/v1", "http://localhost/v1" },
    { "https://api.example.com:443/v1", "https://api.example.com/v1" },
  };
  g_autoptr(ChlProvider) provider = new_custom ();

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autofree char *base = chl_provider_normalize_endpoint (provider, rows[i].typed, &error);
      g_autofree char *again = NULL;

      g_test_message ("“%s” → %s", rows[i].typed, base);
      g_assert_no_error (error);
      g_assert_cmpstr (base, ==, rows[i].base);

      /* What it is made of it stays. */
      again = chl_provider_normalize_endpoint (provider, base, &error);
      g_assert_cmpstr (again, ==, base);
    }
}

static void
test_what_cannot_be_an_address (void)
{
  static const char *const wrong[] = {
    "",
    " ",
    "\"\"",
    "http://",
    "https:///v1",
    "http://:8080",
    "http://user:s3same@localhost/v1",
    "http://s3same@localhost/v1",
    "user:s3same@localhost",
    "http://localhost:99999/v1",
    "http://localhost:-1/v1",
    "http://localhost:port/v1",
    "http://[::1/v1",
    "http://[nonsense]/v1",
    "http://a b/v1",
    "ftp://localhost/v1",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "http://localhost/v1?key=s3same",
    "just some words",
    "http://localhost/\x01",
    "http://\xff\xfe/",
  };
  g_autoptr(ChlProvider) provider = new_custom ();

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autofree char *base = chl_provider_normalize_endpoint (provider, wrong[i], &error);
      g_autofree char *shown = g_strescape (wrong[i], NULL);

      g_test_message ("“%s” → %s", shown, base != NULL ? base : "refused");
      g_assert_null (base);
      g_assert_error (error, CHL_ERROR, CHL_ERROR_ADDRESS);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      g_assert_null (strstr (error->message, "s3same"));
      g_assert_false (g_str_has_suffix (error->message, "."));
    }
}

static void
test_who_is_local (void)
{
  static const struct
  {
    const char *endpoint;
    gboolean    is_local;
  } rows[] = {
    { "http://localhost:8080/v1", TRUE },
    { "http://127.0.0.1/v1", TRUE },
    { "http://127.8.9.1/v1", TRUE },
    { "http://[::1]:1/v1", TRUE },
    { "http://192.168.0.1/v1", FALSE },
    { "https://localhost.example.com/v1", FALSE },
    { "https://127.0.0.1.example.com/v1", FALSE },
    { NULL, FALSE },
  };
  g_autoptr(ChlProvider) provider = new_custom ();

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%s", rows[i].endpoint);
      chl_provider_set_endpoint (provider, rows[i].endpoint);
      g_assert_cmpint (chl_provider_is_local (provider), ==, rows[i].is_local);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/custom-provider/what-people-type", test_what_people_type);
  g_test_add_func ("/custom-provider/what-cannot-be-an-address", test_what_cannot_be_an_address);
  g_test_add_func ("/custom-provider/who-is-local", test_who_is_local);

  return g_test_run ();
}
