/* test-capabilities.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "chl-capabilities.h"
#include "chl-json.h"

static ChlCapabilities *
parse (const char *json)
{
  g_autoptr(JsonNode) node = chl_json_parse (json, -1, NULL);

  g_assert_nonnull (node);

  return chl_capabilities_from_json (node);
}

static char *
print (const ChlCapabilities *capabilities)
{
  g_autoptr(JsonNode) node = chl_capabilities_to_json (capabilities);

  return chl_json_print (node, FALSE);
}

static void
test_field_names (void)
{
  static const char *const names[] = {
    "context_window", "max_input", "max_output", "input_kinds", "tools", "structured_output",
    "sampling", "reasoning", "effort", "budget", "tokenizer", "fim", "embedding_dimensions",
    "price", "knowledge", "released", "status", "retires", "agent"
  };
  ChlField field = CHL_FIELD_AGENT;

  G_STATIC_ASSERT (G_N_ELEMENTS (names) == CHL_N_FIELDS);
  for (guint i = 0; i < CHL_N_FIELDS; i++)
    {
      g_assert_cmpstr (chl_field_to_string ((ChlField) i), ==, names[i]);
      g_assert_true (chl_field_from_string (names[i], &field));
      g_assert_cmpint (field, ==, i);
    }
  g_assert_false (chl_field_from_string ("Tools", &field));
  g_assert_cmpint (field, ==, CHL_FIELD_AGENT);
}

static void
test_set_and_get (void)
{
  g_autoptr(ChlCapabilities) capabilities = chl_capabilities_new ();
  ChlOrigin origin = CHL_ORIGIN_USER;

  g_assert_null (chl_capabilities_get (capabilities, CHL_FIELD_TOOLS, &origin));
  g_assert_cmpint (origin, ==, CHL_ORIGIN_UNKNOWN);
  g_assert_false (chl_capabilities_is_known (capabilities, CHL_FIELD_TOOLS));
  g_assert_false (chl_capabilities_is (capabilities, CHL_FIELD_TOOLS));
  g_assert_cmpint (chl_capabilities_get_int (capabilities, CHL_FIELD_CONTEXT_WINDOW), ==, 0);

  chl_capabilities_set_int (capabilities, CHL_FIELD_CONTEXT_WINDOW, 8192, CHL_ORIGIN_PROVIDER);
  chl_capabilities_set_boolean (capabilities, CHL_FIELD_TOOLS, FALSE, CHL_ORIGIN_USER);
  g_assert_cmpint (chl_capabilities_get_int (capabilities, CHL_FIELD_CONTEXT_WINDOW), ==, 8192);
  g_assert_nonnull (chl_capabilities_get (capabilities, CHL_FIELD_TOOLS, &origin));
  g_assert_cmpint (origin, ==, CHL_ORIGIN_USER);
  g_assert_true (chl_capabilities_is_known (capabilities, CHL_FIELD_TOOLS));
  g_assert_false (chl_capabilities_is (capabilities, CHL_FIELD_TOOLS));

  /* A lower origin may set as well; only merging weighs. */
  chl_capabilities_set_boolean (capabilities, CHL_FIELD_TOOLS, TRUE, CHL_ORIGIN_FAMILY);
  g_assert_true (chl_capabilities_is (capabilities, CHL_FIELD_TOOLS));

  chl_capabilities_set (capabilities, CHL_FIELD_TOOLS, NULL, CHL_ORIGIN_USER);
  g_assert_null (chl_capabilities_get (capabilities, CHL_FIELD_TOOLS, &origin));
  g_assert_cmpint (origin, ==, CHL_ORIGIN_UNKNOWN);
}

/* A value of the wrong shape says nothing, and takes nothing away. */
static void
test_shapes (void)
{
  static const struct
  {
    const char *json;
    const char *fields; /* which take it, blanks between */
  } cases[] = {
    { "1", "context_window max_input max_output embedding_dimensions" },
    { "1.0", "context_window max_input max_output embedding_dimensions" },
    { "0", "" },
    { "-1", "" },
    { "1.5", "" },
    { "true", "tools structured_output sampling reasoning fim agent" },
    { "false", "tools structured_output sampling reasoning fim agent" },
    { "{}", "sampling budget fim price" },
    { "[]", "input_kinds effort" },
    { "[\"text\"]", "input_kinds effort" },
    { "[\"text\",1]", "" },
    { "[null]", "" },
    { "{\"min\":9,\"max\":1}", "sampling fim price" },
    { "{\"min\":-1}", "sampling fim price" },
    { "{\"max\":-1}", "sampling fim price" },
    { "{\"min\":1,\"max\":1}", "sampling budget fim price" },
    { "{\"input\":-3,\"output\":1}", "sampling budget fim" },
    { "{\"cache_write\":-3}", "sampling budget fim" },
    { "{\"cached\":1e999}", "" },
    { "{\"input\":0,\"output\":1}", "sampling budget fim price" },
    { "\"x\"", "tokenizer status" },
    { "\"2025\"", "tokenizer knowledge released status retires" },
    { "\"2025-02\"", "tokenizer knowledge released status retires" },
    { "\"2024-02-29\"", "tokenizer knowledge released status retires" },
    { "\"2025-02-29\"", "tokenizer status" },
    { "\"9999-99-99\"", "tokenizer status" },
    { "\"never\"", "tokenizer status" },
    { "\"\"", "" },
    { "null", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(JsonNode) value = chl_json_parse (cases[i].json, -1, NULL);
      g_auto(GStrv) takers = g_strsplit (cases[i].fields, " ", -1);

      for (guint field = 0; field < CHL_N_FIELDS; field++)
        {
          g_autoptr(ChlCapabilities) capabilities = chl_capabilities_new ();
          const char *name = chl_field_to_string ((ChlField) field);

          g_test_message ("%s = %s", name, cases[i].json);
          chl_capabilities_set (capabilities, (ChlField) field, value, CHL_ORIGIN_HOST);
          g_assert_cmpint (chl_capabilities_is_known (capabilities, (ChlField) field),
                           ==,
                           g_strv_contains ((const char *const *) takers, name));
        }
    }
}

static void
test_takes (void)
{
  g_autoptr(ChlCapabilities) capabilities = chl_capabilities_new ();
  g_autoptr(JsonNode) kinds = chl_json_parse ("[\"image\",\"audio\"]", -1, NULL);

  g_assert_true (chl_capabilities_takes (capabilities, "text"));
  g_assert_false (chl_capabilities_takes (capabilities, "image"));
  chl_capabilities_set (capabilities, CHL_FIELD_INPUT_KINDS, kinds, CHL_ORIGIN_PROVIDER);
  g_assert_false (chl_capabilities_takes (capabilities, "text"));
  g_assert_true (chl_capabilities_takes (capabilities, "image"));
  g_assert_true (chl_capabilities_takes (capabilities, "audio"));
  g_assert_false (chl_capabilities_takes (capabilities, "video"));
}

/* An object with particulars holds. */
static void
test_particulars (void)
{
  g_autoptr(ChlCapabilities) capabilities = parse ("{\"fim\":{\"value\":{\"prefix\":\"<P>\"}}}");

  g_assert_true (chl_capabilities_is (capabilities, CHL_FIELD_FIM));
}

static void
test_merge (void)
{
  for (guint own = CHL_ORIGIN_UNKNOWN; own <= CHL_ORIGIN_USER; own++)
    for (guint other = CHL_ORIGIN_UNKNOWN; other <= CHL_ORIGIN_USER; other++)
      {
        g_autoptr(ChlCapabilities) self = chl_capabilities_new ();
        g_autoptr(ChlCapabilities) lower = chl_capabilities_new ();
        ChlOrigin origin;

        chl_capabilities_set_int (self, CHL_FIELD_MAX_OUTPUT, 1, (ChlOrigin) own);
        chl_capabilities_set_boolean (self, CHL_FIELD_TOOLS, TRUE, (ChlOrigin) own);
        chl_capabilities_set_int (lower, CHL_FIELD_MAX_OUTPUT, 2, (ChlOrigin) other);
        chl_capabilities_set_int (lower, CHL_FIELD_MAX_INPUT, 3, (ChlOrigin) other);
        chl_capabilities_merge (self, lower);

        g_assert_cmpint (chl_capabilities_get_int (self, CHL_FIELD_MAX_OUTPUT), ==, other > own ? 2 : 1);
        chl_capabilities_get (self, CHL_FIELD_MAX_OUTPUT, &origin);
        g_assert_cmpint (origin, ==, MAX (own, other));
        g_assert_cmpint (chl_capabilities_get_int (self, CHL_FIELD_MAX_INPUT), ==, 3);
        g_assert_true (chl_capabilities_is (self, CHL_FIELD_TOOLS));
        g_assert_cmpint (chl_capabilities_get_int (lower, CHL_FIELD_MAX_OUTPUT), ==, 2);
        g_assert_false (chl_capabilities_is_known (lower, CHL_FIELD_TOOLS));
      }
}

static void
test_json (void)
{
  static const struct
  {
    const char *json;
    const char *expected;
  } cases[] = {
    { "{\"context_window\":{\"value\":200000,\"origin\":\"provider\"}}",
      "{\"context_window\":{\"value\":200000,\"origin\":\"provider\"}}" },
    { "{\"agent\":{\"value\":true,\"origin\":\"user\"},\"price\":{\"value\":{\"input\":0.1},\"origin\":\"registry\"}}",
      "{\"price\":{\"value\":{\"input\":0.1},\"origin\":\"registry\"},\"agent\":{\"value\":true,\"origin\":\"user\"}}" },
    /* Written by a person. */
    { "{\"tools\":true,\"price\":{\"input\":1}}",
      "{\"tools\":{\"value\":true,\"origin\":\"user\"},\"price\":{\"value\":{\"input\":1},\"origin\":\"user\"}}" },
    { "{\"tools\":{\"value\":true,\"origin\":\"moon\"}}", "{\"tools\":{\"value\":true,\"origin\":\"unknown\"}}" },
    { "{\"tools\":{\"value\":\"yes\"},\"context_window\":-1,\"effort\":null,\"other\":{\"value\":1}}", "{}" },
    { "{\"fim\":{\"value\":null,\"origin\":\"user\"}}",
      "{\"fim\":{\"value\":{\"value\":null,\"origin\":\"user\"},\"origin\":\"user\"}}" },
    { "[]", "{}" },
    { "null", "{}" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(ChlCapabilities) capabilities = parse (cases[i].json);
      g_autoptr(ChlCapabilities) copy = chl_capabilities_copy (capabilities);
      g_autofree char *text = print (copy);

      g_test_message ("case %u", i);
      g_assert_cmpstr (text, ==, cases[i].expected);
    }
}

/* What is handed in and what is handed out belong to different owners. */
static void
test_ownership (void)
{
  g_autoptr(ChlCapabilities) capabilities = chl_capabilities_new ();
  g_autoptr(JsonNode) price = chl_json_parse ("{\"input\":1}", -1, NULL);
  g_autoptr(JsonNode) out = NULL;
  g_autoptr(ChlCapabilities) copy = NULL;
  g_autofree char *text = NULL;

  chl_capabilities_set (capabilities, CHL_FIELD_PRICE, price, CHL_ORIGIN_USER);
  copy = chl_capabilities_copy (capabilities);
  out = chl_capabilities_to_json (capabilities);
  json_object_set_int_member (chl_json_get_object (price, ""), "input", 2);
  json_object_set_int_member (chl_json_get_object (out, "/price/value"), "input", 3);
  text = print (capabilities);
  g_assert_cmpstr (text, ==, "{\"price\":{\"value\":{\"input\":1},\"origin\":\"user\"}}");

  /* A copy keeps what it was made with. */
  g_assert_true (chl_capabilities_equal (capabilities, copy));
  chl_capabilities_set (capabilities, CHL_FIELD_PRICE, price, CHL_ORIGIN_USER);
  g_assert_false (chl_capabilities_equal (capabilities, copy));
  chl_capabilities_set (capabilities, CHL_FIELD_PRICE, NULL, CHL_ORIGIN_USER);
  g_assert_true (chl_capabilities_is_empty (capabilities));
  g_assert_false (chl_capabilities_equal (capabilities, copy));
  g_clear_pointer (&text, g_free);
  text = print (copy);
  g_assert_cmpstr (text, ==, "{\"price\":{\"value\":{\"input\":1},\"origin\":\"user\"}}");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/capabilities/field-names", test_field_names);
  g_test_add_func ("/capabilities/set-and-get", test_set_and_get);
  g_test_add_func ("/capabilities/shapes", test_shapes);
  g_test_add_func ("/capabilities/takes", test_takes);
  g_test_add_func ("/capabilities/particulars", test_particulars);
  g_test_add_func ("/capabilities/merge", test_merge);
  g_test_add_func ("/capabilities/json", test_json);
  g_test_add_func ("/capabilities/ownership", test_ownership);

  return g_test_run ();
}
