/* test-settings-patch.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "chl-json.h"
#include "chl-settings-patch.h"

static JsonNode *
parse (const char *text)
{
  g_autoptr(GError) error = NULL;
  JsonNode *root = chl_json_parse (text, -1, &error);

  g_assert_no_error (error);

  return root;
}

/* Before, after, and what leads from one to the other; NULL: whatever does. */
static const struct
{
  const char *before;
  const char *after;
  const char *patch;
} rows[] = {
  { "{\"a\":\"b\"}", "{\"a\":\"c\"}", "{\"a\":\"c\"}" },
  { "{\"a\":\"b\"}", "{\"a\":\"b\",\"b\":\"c\"}", "{\"b\":\"c\"}" },
  { "{\"a\":\"b\"}", "{}", "{\"a\":null}" },
  { "{\"a\":\"b\",\"b\":\"c\"}", "{\"b\":\"c\"}", "{\"a\":null}" },
  { "{\"a\":[\"b\"]}", "{\"a\":\"c\"}", "{\"a\":\"c\"}" },
  { "{\"a\":\"c\"}", "{\"a\":[\"b\"]}", "{\"a\":[\"b\"]}" },
  { "{\"a\":{\"b\":\"c\"}}", "{\"a\":{\"b\":\"d\"}}", "{\"a\":{\"b\":\"d\"}}" },
  { "{\"a\":{\"b\":\"c\",\"x\":1}}", "{\"a\":{\"x\":1}}", "{\"a\":{\"b\":null}}" },
  { "{\"a\":[{\"b\":\"c\"}]}", "{\"a\":[1]}", "{\"a\":[1]}" },
  { "{\"a\":\"foo\"}", "{\"a\":{\"b\":{}}}", NULL },
  { "{\"a\":{\"b\":{\"c\":1}}}", "{\"a\":{\"b\":{\"c\":1,\"d\":[]}}}", "{\"a\":{\"b\":{\"d\":[]}}}" },
  { "{\"a\":{}}", "{\"a\":{}}", "{}" },
  { "{\"a\":1,\"b\":[1,{\"c\":2.5}]}", "{\"a\":1,\"b\":[1,{\"c\":2.5}]}", "{}" },
  { "{\"a\":1}", "{\"a\":true}", "{\"a\":true}" },
  { "{}", "{\"m\":{\"x/y:z\":{\"enabled\":true}}}", NULL },
};

static void
test_leads_from_one_to_the_other (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(JsonNode) before = parse (rows[i].before);
      g_autoptr(JsonNode) after = parse (rows[i].after);
      g_autoptr(JsonNode) patch = chl_settings_patch_between (before, after);
      g_autoptr(JsonNode) merged = chl_json_merge_patch (before, patch);
      g_autofree char *text = chl_json_print (patch, FALSE);

      g_test_message ("%s → %s: %s", rows[i].before, rows[i].after, text);
      g_assert_true (json_node_equal (merged, after));
      if (rows[i].patch != NULL)
        {
          g_autoptr(JsonNode) expected = parse (rows[i].patch);

          g_assert_true (json_node_equal (patch, expected));
        }
    }
}

/* The patch of one change made to what another change has made holds both. */
static void
test_two_changes_hold (void)
{
  g_autoptr(JsonNode) base = parse ("{\"name\":\"a\",\"models\":{\"m\":{\"enabled\":true}}}");
  g_autoptr(JsonNode) mine = parse ("{\"name\":\"b\",\"models\":{\"m\":{\"enabled\":true}}}");
  g_autoptr(JsonNode) theirs = parse ("{\"name\":\"a\",\"models\":{\"n\":{\"enabled\":true}}}");
  g_autoptr(JsonNode) expected = parse ("{\"name\":\"b\",\"models\":{\"n\":{\"enabled\":true}}}");
  g_autoptr(JsonNode) patch = chl_settings_patch_between (base, mine);
  g_autoptr(JsonNode) merged = chl_json_merge_patch (theirs, patch);

  g_assert_true (json_node_equal (merged, expected));
}

static void
test_leaves_its_arguments_alone (void)
{
  g_autoptr(JsonNode) before = parse ("{\"a\":{\"b\":1},\"c\":2}");
  g_autoptr(JsonNode) after = parse ("{\"a\":{\"d\":3}}");
  g_autoptr(JsonNode) patch = chl_settings_patch_between (before, after);
  g_autofree char *left = chl_json_print (before, FALSE);
  g_autofree char *right = chl_json_print (after, FALSE);

  g_assert_nonnull (patch);
  g_assert_cmpstr (left, ==, "{\"a\":{\"b\":1},\"c\":2}");
  g_assert_cmpstr (right, ==, "{\"a\":{\"d\":3}}");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/settings-patch/leads-from-one-to-the-other", test_leads_from_one_to_the_other);
  g_test_add_func ("/settings-patch/two-changes-hold", test_two_changes_hold);
  g_test_add_func ("/settings-patch/leaves-its-arguments-alone", test_leaves_its_arguments_alone);

  return g_test_run ();
}
