/* test-key-shapes.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "chl-families.h"
#include "chl-provider.h"

static void
test_recognizes_keys (void)
{
  static const struct
  {
    const char *pasted;
    const char *family_id;
  } rows[] = {
    { "sk-proj-0123456789abcdef", "openai" },
    { "sk-svcacct-0123456789abcdef", "openai" },
    /* Several begin so. */
    { "sk-0123456789abcdef0123", NULL },
    { "sk-ant-api03-0123456789abcdef", "anthropic" },
    { "sk-ant-oat01-0123456789abcdef", "anthropic" },
    { "gsk_0123456789abcdefghij", "groq" },
    { "xai-0123456789abcdefghij", "xai" },
    { "ark-0123456789abcdefghij", "doubao" },
    { "sk-or-v1-0123456789abcdef", "openrouter" },
    { "sk-short", NULL },
    { "sk-", NULL },
    { "", NULL },
    { "sk-0123456789 abcdef0123", NULL },
    { "the quick brown fox jumps", NULL },
    { "xx-0123456789abcdef0123", NULL },
    { "0123456789abcdef0123456789abcdef.AbCdEf0123456789", "zhipu" },
    { "0123456789abcdef0123456789abcdef.example.org", NULL },
    { "01234567-89ab-cdef-0123-456789abcdef", NULL },
    { "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJtaW5pbWF4In0.c2lnbmF0dXJl", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      GType type = chl_families_recognize_key (rows[i].pasted);

      g_test_message ("%s", rows[i].pasted);
      g_assert_cmpstr (type != G_TYPE_INVALID ? chl_provider_type_get_family (type)->id : NULL, ==,
                       rows[i].family_id);
    }
}

static char *
dup_guessed (const char *pasted)
{
  g_autoptr(GArray) types = chl_families_guess_key (pasted);
  g_autoptr(GString) ids = g_string_new (NULL);

  for (guint i = 0; i < types->len; i++)
    g_string_append_printf (ids, "%s ", chl_provider_type_get_family (g_array_index (types, GType, i))->id);

  return g_string_free (g_steal_pointer (&ids), FALSE);
}

/* Where several families have keys of one shape, all of them are offered, and no other. */
static void
test_guesses_by_shape (void)
{
  static const struct
  {
    const char *pasted;
    const char *ids;
  } rows[] = {
    { "0123456789abcdef0123456789abcdef.AbCdEf0123456789", "zhipu " },
    { "01234567-89ab-cdef-0123-456789abcdef", "doubao custom " },
    { "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJtaW5pbWF4In0.c2lnbmF0dXJl", "minimax custom " },
    { "0123456789abcdef0123456789abcdef.example.org", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *ids = dup_guessed (rows[i].pasted);

      g_test_message ("%s", rows[i].pasted);
      g_assert_cmpstr (ids, ==, rows[i].ids);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/key-shapes/recognizes-keys", test_recognizes_keys);
  g_test_add_func ("/key-shapes/guesses-by-shape", test_guesses_by_shape);

  return g_test_run ();
}
