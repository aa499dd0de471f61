/* test-own-quirks.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "chl-json.h"
#include "chl-own-quirks.h"

#define TEST_TYPE_PLAIN_PROVIDER (test_plain_provider_get_type ())

G_DECLARE_FINAL_TYPE (TestPlainProvider, test_plain_provider, TEST, PLAIN_PROVIDER, ChlProvider)

struct _TestPlainProvider
{
  ChlProvider parent_instance;
};

G_DEFINE_FINAL_TYPE (TestPlainProvider, test_plain_provider, CHL_TYPE_PROVIDER)

static const ChlFamily family = {
  .id = "plain",
  .title = "Plain",
  .protocols = (const ChlProtocolId[]){ CHL_PROTOCOL_OPENAI_CHAT, CHL_PROTOCOL_NONE },
};

static void
test_plain_provider_class_init (TestPlainProviderClass *klass)
{
  CHL_PROVIDER_CLASS (klass)->family = &family;
}

static void
test_plain_provider_init (TestPlainProvider *self)
{
}

static const ChlQuirks base = { .output_limit_field = "max_tokens", .reasons = TRUE };

static void
test_each_model_has_its_own (void)
{
  g_autoptr(ChlProvider) book = chl_provider_new (TEST_TYPE_PLAIN_PROVIDER, "lab");
  ChlQuirks *one = chl_own_quirks_begin (book, "one", &base);
  ChlQuirks *other;

  one->reasons = FALSE;
  other = chl_own_quirks_begin (book, "other", &base);
  g_assert_true (one != other);
  g_assert_false (one->reasons);
  g_assert_true (other->reasons);
  g_assert_cmpstr (other->output_limit_field, ==, "max_tokens");
}

/* What was changed the last time is gone, and who still looks at it looks at the same place. */
static void
test_begins_anew_in_its_place (void)
{
  g_autoptr(ChlProvider) book = chl_provider_new (TEST_TYPE_PLAIN_PROVIDER, "lab");
  ChlQuirks *first = chl_own_quirks_begin (book, "m", &base);

  first->reasons = FALSE;
  first->extra_body = "{}";
  g_assert_true (chl_own_quirks_begin (book, "m", &base) == first);
  g_assert_true (first->reasons);
  g_assert_null (first->extra_body);
}

static void
test_keeps_words (void)
{
  g_autoptr(ChlProvider) book = chl_provider_new (TEST_TYPE_PLAIN_PROVIDER, "lab");
  g_auto(GStrv) words = g_strsplit ("low high", " ", -1);
  ChlQuirks         *one = chl_own_quirks_begin (book, "one", &base);
  ChlQuirks         *other = chl_own_quirks_begin (book, "other", &base);
  const char *const *kept;

  chl_own_quirks_set_efforts (book, one, (const char *const *) words);
  kept = one->efforts;
  chl_own_quirks_set_efforts (book, other, (const char *const *) words);
  g_assert_true (other->efforts == kept);
  *words[0] = 'x';
  g_assert_cmpstr (kept[0], ==, "low");
  chl_own_quirks_set_efforts (book, other, (const char *const *) words);
  g_assert_cmpstr (other->efforts[0], ==, "xow");
  g_assert_cmpstr (one->efforts[0], ==, "low");
  g_assert_cmpstr (one->efforts[1], ==, "high");
  g_assert_null (one->efforts[2]);
}

static void
test_takes_what_is_listed (void)
{
  g_autoptr(ChlProvider) book = chl_provider_new (TEST_TYPE_PLAIN_PROVIDER, "lab");
  g_autoptr(ChlModel) model = chl_model_new ("lab", "m");
  g_autoptr(ChlCapabilities) capabilities = chl_capabilities_new ();
  g_autoptr(JsonNode) words = chl_json_parse ("[\"low\", \"max\"]", -1, NULL);
  ChlQuirks *quirks = chl_own_quirks_begin (book, "m", &base);

  g_assert_false (chl_own_quirks_set_listed_efforts (book, quirks, model));
  g_assert_null (quirks->efforts);

  chl_capabilities_set (capabilities, CHL_FIELD_EFFORT, words, CHL_ORIGIN_PROVIDER);
  chl_model_take_capabilities (model, g_steal_pointer (&capabilities));
  g_assert_true (chl_own_quirks_set_listed_efforts (book, quirks, model));
  g_assert_cmpstr (quirks->efforts[0], ==, "low");
  g_assert_cmpstr (quirks->efforts[1], ==, "max");
  g_assert_null (quirks->efforts[2]);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/own-quirks/each-model-has-its-own", test_each_model_has_its_own);
  g_test_add_func ("/own-quirks/begins-anew-in-its-place", test_begins_anew_in_its_place);
  g_test_add_func ("/own-quirks/keeps-words", test_keeps_words);
  g_test_add_func ("/own-quirks/takes-what-is-listed", test_takes_what_is_listed);

  return g_test_run ();
}
