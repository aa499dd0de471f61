/* test-headers.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "chl-headers.h"

static void
append_cb (const char *name,
           const char *value,
           const char *prefix,
           ChlSecret  *secret,
           gpointer    user_data)
{
  g_assert_true ((prefix == NULL) == (secret == NULL));
  g_string_append_printf (user_data, "%s: %s", name, value);
  if (secret != NULL)
    g_string_append_printf (user_data, " (%s%s)", prefix, chl_secret_peek (secret));
  g_string_append_c (user_data, '\n');
}

static char *
print (ChlHeaders *headers)
{
  GString *out = g_string_new (NULL);

  chl_headers_foreach (headers, append_cb, out);

  return g_string_free (out, FALSE);
}

static void
test_order_and_case (void)
{
  g_autoptr(ChlHeaders) headers = chl_headers_new ();
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  chl_headers_set (headers, "Accept", "a");
  chl_headers_set (headers, "X-One", "b");
  chl_headers_set (headers, "ACCEPT", "c");
  g_assert_cmpuint (chl_headers_get_length (headers), ==, 2);
  first = print (headers);
  g_assert_cmpstr (first, ==, "ACCEPT: c\nX-One: b\n");
  g_assert_cmpstr (chl_headers_get (headers, "x-one"), ==, "b");
  g_assert_null (chl_headers_get (headers, "x-two"));

  chl_headers_set (headers, "accept", NULL);
  chl_headers_set (headers, "x-two", NULL);
  second = print (headers);
  g_assert_cmpstr (second, ==, "X-One: b\n");
}

static void
test_secret (void)
{
  g_autoptr(ChlSecret) secret = chl_secret_new ("sk-abc", -1);
  g_autoptr(ChlHeaders) headers = chl_headers_new ();
  g_autofree char *all = NULL;

  chl_headers_set (headers, "Authorization", "none");
  chl_headers_set_secret (headers, "authorization", "Bearer ", secret);
  chl_headers_set_secret (headers, "x-api-key", NULL, secret);
  g_assert_cmpstr (chl_headers_get (headers, "Authorization"), ==, "Bearer •••");
  g_assert_cmpstr (chl_headers_get (headers, "X-Api-Key"), ==, "•••");
  all = print (headers);
  g_assert_cmpstr (all, ==, "authorization: Bearer ••• (Bearer sk-abc)\nx-api-key: ••• (sk-abc)\n");

  /* Set in clear again, the secret is gone. */
  chl_headers_set (headers, "x-api-key", "none");
  g_assert_cmpstr (chl_headers_get (headers, "X-Api-Key"), ==, "none");
}

/* A secret that would begin a field of its own is never accepted. */
static void
test_injection (void)
{
  static const char *const hostile[] = { "a\r\nHost: evil", "a\nb", "a\0b" };
  static const gsize       lengths[] = { 13, 3, 3 };
  g_autoptr(ChlHeaders) headers = chl_headers_new ();

  for (guint i = 0; i < G_N_ELEMENTS (hostile); i++)
    {
      g_autoptr(ChlSecret) secret = chl_secret_new (hostile[i], (gssize) lengths[i]);

      g_test_expect_message ("chl-headers", G_LOG_LEVEL_CRITICAL, "*assertion*failed*");
      chl_headers_set_secret (headers, "x-api-key", NULL, secret);
      g_test_assert_expected_messages ();
    }
  g_test_expect_message ("chl-headers", G_LOG_LEVEL_CRITICAL, "*assertion*failed*");
  chl_headers_set (headers, "x-one", "a\r\nb");
  g_test_assert_expected_messages ();
  g_assert_cmpuint (chl_headers_get_length (headers), ==, 0);
}

static void
test_validity (void)
{
  static const struct
  {
    const char *text;
    gboolean    is_name;
    gboolean    is_value;
  } cases[] = {
    { "X-One", TRUE, TRUE },
    { "!#$%&'*+-.^_`|~09az", TRUE, TRUE },
    { "", FALSE, TRUE },
    { NULL, FALSE, FALSE },
    { "a b", FALSE, TRUE },
    { "a:", FALSE, TRUE },
    { "a/b", FALSE, TRUE },
    { "a(b)", FALSE, TRUE },
    { "ä", FALSE, TRUE },
    { "a\r", FALSE, FALSE },
    { "a\n", FALSE, FALSE },
    { "a\tb", FALSE, FALSE },
    { "a\x01", FALSE, FALSE },
    { "a\x7f", FALSE, FALSE },
    { "a\xc2\x85", FALSE, FALSE },
    { "a\xff", FALSE, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("case %u", i);
      g_assert_cmpint (chl_headers_is_valid_name (cases[i].text), ==, cases[i].is_name);
      g_assert_cmpint (chl_headers_is_valid_value (cases[i].text), ==, cases[i].is_value);
    }
}

static void
test_protected (void)
{
  static const char *const closed[] = {
    "authorization", "Authorization", "x-api-key", "API-KEY", "x-goog-api-key", "anthropic-version",
    "content-type", "content-length", "Host", "connection", "transfer-encoding", "User-Agent", "cookie",
    "accept", "Accept-Encoding", "content-encoding", "expect", "keep-alive", "proxy-authorization",
    "proxy-connection", "TE", "trailer", "upgrade"
  };
  static const char *const open[] = { "", "accept-language", "x-api-key2", "authorizatio", "x-forwarded-for" };

  for (guint i = 0; i < G_N_ELEMENTS (closed); i++)
    g_assert_true (chl_headers_is_protected (closed[i]));
  for (guint i = 0; i < G_N_ELEMENTS (open); i++)
    g_assert_false (chl_headers_is_protected (open[i]));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/headers/order-and-case", test_order_and_case);
  g_test_add_func ("/headers/secret", test_secret);
  g_test_add_func ("/headers/injection", test_injection);
  g_test_add_func ("/headers/validity", test_validity);
  g_test_add_func ("/headers/protected", test_protected);

  return g_test_run ();
}
