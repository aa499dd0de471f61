/* test-secret.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "chl-secret.h"

static void
test_keeps_bytes (void)
{
  char text[] = "abc\0def";
  g_autoptr(ChlSecret) whole = chl_secret_new (text, 7);
  g_autoptr(ChlSecret) cut = chl_secret_new (text, -1);
  g_autoptr(ChlSecret) empty = chl_secret_new ("", 0);

  memset (text, 'x', 7);
  g_assert_cmpmem (chl_secret_peek (whole), chl_secret_get_length (whole), "abc\0def", 7);
  g_assert_cmpint (chl_secret_peek (whole)[7], ==, '\0');
  g_assert_cmpstr (chl_secret_peek (cut), ==, "abc");
  g_assert_cmpuint (chl_secret_get_length (empty), ==, 0);
  g_assert_cmpstr (chl_secret_peek (empty), ==, "");
}

/* Around the size of a page the nul must still fit. */
static void
test_sizes (void)
{
  static const gsize sizes[] = { 1, 4094, 4095, 4096, 4097, 8191, 8192, 100000 };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autofree char *text = g_strnfill (sizes[i], 'k');
      g_autoptr(ChlSecret) secret = chl_secret_new (text, -1);

      g_assert_cmpuint (chl_secret_get_length (secret), ==, sizes[i]);
      g_assert_cmpstr (chl_secret_peek (secret), ==, text);
    }
}

static void
test_pasted (void)
{
  static const struct
  {
    const char *text;
    const char *key; /* NULL: nothing is left */
  } cases[] = {
    { "sk-abc", "sk-abc" },
    { "  sk-abc\r\n", "sk-abc" },
    { "\"sk-abc\"", "sk-abc" },
    { "'sk-abc'", "sk-abc" },
    { " “sk-abc” ", "sk-abc" },
    { "\u00a0sk-abc\u200b", "sk-abc" },
    { "Bearer sk-abc", "sk-abc" },
    { "bearer\tsk-abc", "sk-abc" },
    { "Bearersk-abc", "Bearersk-abc" },
    { "Authorization: Bearer sk-abc", "sk-abc" },
    { "x-api-key: sk-abc", "sk-abc" },
    { "OPENAI_API_KEY=sk-abc", "sk-abc" },
    { "export OPENAI_API_KEY=\"sk-abc\"", "sk-abc" },
    { "export FOO_BAR='sk-abc'\n", "sk-abc" },
    { "A2_KEY=sk==", "sk==" },
    /* A key with equals signs is no assignment. */
    { "ABCDEF==", "ABCDEF==" },
    { "AB_CD==", "AB_CD==" },
    { "abc=def", "abc=def" },
    { "KEY=abc", "KEY=abc" },
    /* What is inside stays. */
    { "sk abc", "sk abc" },
    { "\"sk", "\"sk" },
    { "{\n  \"key\": 1\n}", "{\n  \"key\": 1\n}" },
    { "", NULL },
    { " \n\t ", NULL },
    { "\"\"", NULL },
    { "Bearer ", NULL },
    { "Bearer", NULL },
    { "export OPENAI_API_KEY=", NULL },
    { "\"", "\"" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(ChlSecret) secret = chl_secret_new_pasted (cases[i].text);

      g_test_message ("case %u: %s", i, cases[i].text);
      if (cases[i].key == NULL)
        g_assert_null (secret);
      else
        {
          g_assert_nonnull (secret);
          g_assert_cmpstr (chl_secret_peek (secret), ==, cases[i].key);
        }
    }
}

static void
test_equal (void)
{
  g_autoptr(ChlSecret) a = chl_secret_new ("one", -1);
  g_autoptr(ChlSecret) same = chl_secret_new ("one", -1);
  g_autoptr(ChlSecret) first = chl_secret_new ("xne", -1);
  g_autoptr(ChlSecret) last = chl_secret_new ("onx", -1);
  g_autoptr(ChlSecret) longer = chl_secret_new ("ones", -1);

  g_assert_true (chl_secret_equal (a, a));
  g_assert_true (chl_secret_equal (a, same));
  g_assert_true (chl_secret_equal (NULL, NULL));
  g_assert_false (chl_secret_equal (a, first));
  g_assert_false (chl_secret_equal (a, last));
  g_assert_false (chl_secret_equal (a, longer));
  g_assert_false (chl_secret_equal (a, NULL));
  g_assert_false (chl_secret_equal (NULL, a));
}

static void
test_plain_token (void)
{
  static const struct
  {
    const char *text;
    gboolean    is_plain;
  } cases[] = {
    { "sk-abc_123", TRUE },
    { "!~", TRUE },
    { "", FALSE },
    { "a b", FALSE },
    { "a\nb", FALSE },
    { "a\tb", FALSE },
    { "a\x7f", FALSE },
    { "schlüssel", FALSE },
  };
  g_autoptr(ChlSecret) nul = chl_secret_new ("a\0b", 3);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(ChlSecret) secret = chl_secret_new (cases[i].text, -1);

      g_test_message ("case %u", i);
      g_assert_cmpint (chl_secret_is_plain_token (secret), ==, cases[i].is_plain);
    }
  g_assert_false (chl_secret_is_plain_token (nul));
}

static void
test_tail (void)
{
  static const struct
  {
    const char *text;
    const char *tail;
  } cases[] = {
    { "sk-123456789", "6789" },
    { "sk-12345678", NULL },
    { "", NULL },
    { "schlüsselchenß", "henß" },
    { "üüüüüüü", NULL },
    { "long enough but ends in \n", NULL },
    { "long enough but not text \xff", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(ChlSecret) secret = chl_secret_new (cases[i].text, -1);
      g_autofree char *tail = chl_secret_dup_tail (secret);

      g_test_message ("case %u", i);
      g_assert_cmpstr (tail, ==, cases[i].tail);
    }
}

static void
test_wipe (void)
{
  char text[] = "secret";

  chl_secret_wipe (text);
  for (guint i = 0; i < sizeof text; i++)
    g_assert_cmpint (text[i], ==, 0);
  chl_secret_wipe (NULL);
}

static gpointer
count_references (gpointer data)
{
  for (guint i = 0; i < 20000; i++)
    {
      chl_secret_ref (data);
      chl_secret_unref (data);
    }

  return NULL;
}

static void
test_references (void)
{
  g_autoptr(ChlSecret) secret = chl_secret_new ("one", -1);
  GThread *threads[4];
  GValue   value = G_VALUE_INIT;

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("references", count_references, secret);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);

  g_value_init (&value, CHL_TYPE_SECRET);
  g_value_set_boxed (&value, secret);
  g_assert_true (g_value_get_boxed (&value) == secret);
  g_value_unset (&value);
  g_assert_cmpstr (chl_secret_peek (secret), ==, "one");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/secret/keeps-bytes", test_keeps_bytes);
  g_test_add_func ("/secret/sizes", test_sizes);
  g_test_add_func ("/secret/pasted", test_pasted);
  g_test_add_func ("/secret/equal", test_equal);
  g_test_add_func ("/secret/plain-token", test_plain_token);
  g_test_add_func ("/secret/tail", test_tail);
  g_test_add_func ("/secret/wipe", test_wipe);
  g_test_add_func ("/secret/references", test_references);

  return g_test_run ();
}
