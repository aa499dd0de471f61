/* test-mask.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "chl-mask.h"

#define KEY "My/Plain\"Pass~12"

static void
assert_hides (const ChlMask *mask,
              const char    *text,
              const char    *expected)
{
  g_autofree char *hidden = chl_mask_hide (mask, text);

  g_assert_cmpstr (hidden, ==, expected);
}

static ChlMask *
build (const char *key)
{
  g_autoptr(ChlSecret) secret = chl_secret_new (key, -1);
  ChlMask *mask = chl_mask_new ();

  chl_mask_add (mask, secret);

  return mask;
}

static void
test_forms (void)
{
  g_autoptr(ChlMask) mask = build (KEY);
  g_autofree char *base64 = g_base64_encode ((const guchar *) KEY, strlen (KEY));

  assert_hides (mask, "", "");
  assert_hides (mask, "nothing of it", "nothing of it");
  assert_hides (mask, KEY, "•••");
  assert_hides (mask, "key was " KEY ", and x" KEY "y", "key was •••, and x•••y");
  assert_hides (mask, KEY KEY, "••••••");
  assert_hides (mask, "?k=My%2FPlain%22Pass~12", "?k=•••");
  assert_hides (mask, "?k=My%2fPlain%22Pass~12&a", "?k=•••&a");
  assert_hides (mask, "{\\\"k\\\":My/Plain\\\"Pass~12}", "{\\\"k\\\":•••}");
  assert_hides (mask, "{My\\/Plain\\\"Pass~12}", "{•••}");
  base64[strcspn (base64, "=")] = '\0';
  assert_hides (mask, base64, "•••");
}

static void
test_words (void)
{
  g_autoptr(ChlMask) mask = build ("test");
  g_autoptr(ChlMask) tiny = build ("abc");
  g_autoptr(ChlMask) empty = chl_mask_new ();

  /* Short keys are words, too. */
  assert_hides (mask, "the latest test. key=test", "the latest •••. key=•••");
  assert_hides (mask, "testing", "testing");
  assert_hides (tiny, "abc", "abc");
  assert_hides (empty, "abc", "abc");
}

static void
test_cut_texts (void)
{
  g_autoptr(ChlMask) mask = build ("MyPlainPass12");

  assert_hides (mask, "it was MyPlainPass1", "it was •••");
  assert_hides (mask, "it was MyPlai", "it was •••");
  assert_hides (mask, "it was MyPla", "it was MyPla");
  assert_hides (mask, "MyPlainPass1 it was", "MyPlainPass1 it was");
}

/* What is secret in a request is known from its headers, however they carry it. */
static void
test_headers (void)
{
  g_autoptr(ChlHeaders) headers = chl_headers_new ();
  g_autoptr(ChlSecret) first = chl_secret_new ("MyPlainPass12", -1);
  g_autoptr(ChlSecret) second = chl_secret_new ("session=OtherPass34; a=b", -1);
  g_autoptr(ChlMask) mask = NULL;

  chl_headers_set_secret (headers, "Authorization", "Bearer ", first);
  chl_headers_set_secret (headers, "X-Of-Tomorrow", "", second);
  chl_headers_set (headers, "Proxy-Authorization", "Basic dXNlcjpwYXNz");
  chl_headers_set (headers, "Accept", "application/json");
  mask = chl_mask_new_for_headers (headers);
  assert_hides (mask, "MyPlainPass12, OtherPass34 and dXNlcjpwYXNz", "•••, ••• and •••");
  assert_hides (mask, "Bearer application/json session Basic", "Bearer application/json session Basic");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/mask/forms", test_forms);
  g_test_add_func ("/mask/words", test_words);
  g_test_add_func ("/mask/cut-texts", test_cut_texts);
  g_test_add_func ("/mask/headers", test_headers);

  return g_test_run ();
}
