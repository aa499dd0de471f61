/* test-link.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <gio/gio.h>
#include <string.h>

#include "chl-link.h"

static void
test_what_can_be_opened (void)
{
  static const struct
  {
    const char *uri;
    gboolean    can_open;
  } cases[] = {
    { "https://example.org/", TRUE },
    { "http://example.org", TRUE },
    { "HTTPS://Example.ORG/a?b#c", TRUE },
    { "https://user@example.org:8080/a", TRUE },
    { "http://[::1]:80/", TRUE },
    { "https://m\xc3\xbcnchen.example/", TRUE },
    { "mailto:someone@example.org?subject=x", TRUE },
    { "", FALSE },
    { "example.org", FALSE },
    { "//example.org/", FALSE },
    { "ftp://example.org/", FALSE },
    { "file:///etc/passwd", FALSE },
    { "javascript:alert(1)", FALSE },
    { "data:text/html,x", FALSE },
    { "https:", FALSE },
    { "https://", FALSE },
    { "https:///path", FALSE },
    { "https://user@/", FALSE },
    { "mailto:", FALSE },
    { "https://example.org\\@example.com/", FALSE },
    { "https://example.org/a b", FALSE },
    { "https://example.org/\n", FALSE },
    { "https://example.org/\x7f", FALSE },
    { "https://example.org/\xe2\x80\xa8", FALSE },
    { "https://example.org/\xff", FALSE },
    { " https://example.org/", FALSE },
  };
  g_autofree char *rest = g_strnfill (CHL_LINK_LONGEST, 'a');
  g_autofree char *longest = g_strconcat ("https://example.org/", rest, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *shown = g_strescape (cases[i].uri, NULL);

      g_test_message ("%s", shown);
      g_assert_cmpint (chl_link_can_open (cases[i].uri), ==, cases[i].can_open);
    }

  g_assert_false (chl_link_can_open (NULL));
  g_assert_false (chl_link_can_open (longest));
  longest[CHL_LINK_LONGEST] = '\0';
  g_assert_true (chl_link_can_open (longest));
}

/* Nothing that is shown can be taken for something else. */
static void
test_every_character_is_seen (void)
{
  static const struct
  {
    const char *uri;
    const char *shown;
  } cases[] = {
    { "https://example.org/a?b=c#d", "https://example.org/a?b=c#d" },
    { "https://m\xc3\xbcnchen.example/stra\xc3\x9f"
      "e",
      "https://xn--mnchen-3ya.example/stra\xc3\x9f"
      "e" },
    /* A Cyrillic letter that looks like a Latin one. */
    { "https://\xd0\xb0pple.example/", "https://xn--pple-43d.example/" },
    { "https://example.org/\xe2\x80\xaegpj", "https://example.org/%E2%80%AEgpj" },
    { "https://example.org/a\xe2\x80\x8b"
      "b",
      "https://example.org/a%E2%80%8Bb" },
    { "https://example.org/\xd7\x90", "https://example.org/%D7%90" },
    { "javascript:alert( 1)", "javascript:alert(%201)" },
    { "a\nb", "a%0Ab" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *shown = chl_link_dup_shown (cases[i].uri);

      g_assert_cmpstr (shown, ==, cases[i].shown);
    }
}

static void
test_long_ones_are_cut (void)
{
  g_autofree char *rest = g_strnfill (20000, 'a');
  g_autofree char *uri = g_strconcat ("data:", rest, NULL);
  g_autofree char *shown = chl_link_dup_shown (uri);

  g_assert_cmpuint (strlen (shown), <=, CHL_LINK_SHOWN + strlen ("…"));
  g_assert_true (g_str_has_suffix (shown, "aaa…"));
}

static void
test_host_stands_out (void)
{
  g_autofree char *plain = chl_link_dup_markup ("https://example.org:80/a&b");
  g_autofree char *named = chl_link_dup_markup ("https://bank.example@evil.example/");
  g_autofree char *mail = chl_link_dup_markup ("mailto:a@example.org?subject=b");

  g_assert_nonnull (strstr (plain, "<b>example.org</b>"));
  g_assert_nonnull (strstr (plain, ":80/a&amp;b"));
  g_assert_nonnull (strstr (named, "<b>evil.example</b>"));
  g_assert_nonnull (strstr (mail, "<b>a@example.org</b>"));
}

static void
test_disguise (void)
{
  static const struct
  {
    const char *uri;
    const char *text;
    gboolean    is_disguised;
  } cases[] = {
    { "https://example.org/a", "the page", FALSE },
    { "https://example.org/a", "https://example.org/b", FALSE },
    { "https://example.org/a", "example.org/a", FALSE },
    { "https://www.example.org/", "https://EXAMPLE.org", FALSE },
    { "https://example.org/", "www.example.org", FALSE },
    { "https://example.org/", "main.c", FALSE },
    { "https://evil.example/", "https://example.org/", TRUE },
    { "https://evil.example/example.org", "example.org/", TRUE },
    { "https://example.org@evil.example/", "https://example.org", TRUE },
    { "https://evil.example/", "www.example.org", TRUE },
    { "https://evil.example/", NULL, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s as %s", cases[i].uri, cases[i].text);
      g_assert_cmpint (chl_link_is_disguised (cases[i].uri, cases[i].text), ==,
                       cases[i].is_disguised);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/ui/link/what-can-be-opened", test_what_can_be_opened);
  g_test_add_func ("/ui/link/every-character-is-seen", test_every_character_is_seen);
  g_test_add_func ("/ui/link/long-ones-are-cut", test_long_ones_are_cut);
  g_test_add_func ("/ui/link/host-stands-out", test_host_stands_out);
  g_test_add_func ("/ui/link/disguise", test_disguise);

  return g_test_run ();
}
