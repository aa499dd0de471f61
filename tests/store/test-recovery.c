/* test-recovery.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "chl-json.h"
#include "chl-recovery.h"
#include "store-calls.h"

static void
test_is_needed (void)
{
  static const struct
  {
    const char *body;
    gboolean    is_needed;
  } cases[] = {
    { "{\"author\": \"assistant\"}", TRUE },
    { "{\"author\": \"assistant\", \"finish\": null}", TRUE },
    { "{\"author\": \"assistant\", \"finish\": \"stop\"}", FALSE },
    { "{\"author\": \"assistant\", \"finish\": \"error\"}", FALSE },
    { "{\"author\": \"user\"}", FALSE },
    { "{\"author\": \"tool\"}", FALSE },
    { "{}", FALSE },
    { "", FALSE },
    { "nonsense", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("case %u", i);
      g_assert_cmpint (chl_recovery_is_needed (cases[i].body), ==, cases[i].is_needed);
    }
}

static void
add (ChlRecovery *recovery,
     guint        part,
     const char  *kind,
     const char  *text)
{
  chl_recovery_add (recovery, part, kind, text, strlen (text));
}

static void
test_parts_grow (void)
{
  g_autofree char *body = make_body ("m", "assistant", NULL, NULL);
  g_autoptr(ChlRecovery) recovery = chl_recovery_new (body);
  g_autofree char *text = NULL;
  g_autoptr(JsonNode) root = NULL;

  add (recovery, 0, "reasoning", "Let me ");
  add (recovery, 1, "text", "He");
  add (recovery, 0, "reasoning", "think");
  add (recovery, 1, "text", "llo");
  text = chl_recovery_finish (recovery);
  root = chl_json_parse (text, -1, NULL);

  g_assert_cmpstr (chl_json_get_string (root, "/id"), ==, "m");
  g_assert_cmpstr (chl_json_get_string (root, "/finish"), ==, "error");
  g_assert_cmpstr (chl_json_get_string (root, "/failure/kind"), ==, "truncated");
  g_assert_cmpstr (chl_json_get_string (root, "/parts/0/kind"), ==, "reasoning");
  g_assert_cmpstr (chl_json_get_string (root, "/parts/0/text"), ==, "Let me think");
  g_assert_cmpstr (chl_json_get_string (root, "/parts/1/kind"), ==, "text");
  g_assert_cmpstr (chl_json_get_string (root, "/parts/1/text"), ==, "Hello");
  g_assert_null (chl_json_get (root, "/parts/2"));
}

/* What was saved when the answer was half there goes on where it was. */
static void
test_saved_parts_go_on (void)
{
  g_autofree char *body = make_body ("m", "assistant", "One", NULL);
  g_autoptr(ChlRecovery) recovery = chl_recovery_new (body);
  g_autofree char *text = NULL;
  g_autoptr(JsonNode) root = NULL;

  add (recovery, 0, "text", ", two");
  add (recovery, 1, "tool-call", "{\"x\":");
  text = chl_recovery_finish (recovery);
  root = chl_json_parse (text, -1, NULL);

  g_assert_cmpstr (chl_json_get_string (root, "/parts/0/text"), ==, "One, two");
  g_assert_cmpstr (chl_json_get_string (root, "/parts/1/text"), ==, "{\"x\":");
  g_assert_null (chl_json_get (root, "/parts/2"));
}

static void
test_odd_journals (void)
{
  g_autofree char *body = make_body ("m", "assistant", "One", NULL);
  g_autoptr(ChlRecovery) recovery = chl_recovery_new (body);
  g_autofree char *text = NULL;
  g_autoptr(JsonNode) root = NULL;

  /* Cut inside a character, not UTF-8, a NUL, an unknown kind, another kind, a gap. */
  chl_recovery_add (recovery, 7, "text", "\xc3", 1);
  chl_recovery_add (recovery, 7, "text", "\xbc", 1);
  chl_recovery_add (recovery, 7, "text", "\xff\0", 2);
  chl_recovery_add (recovery, 8, "of the future", "x", 1);
  chl_recovery_add (recovery, 0, "reasoning", "y", 1);
  chl_recovery_add (recovery, G_MAXUINT, "text", "", 0);
  text = chl_recovery_finish (recovery);
  root = chl_json_parse (text, -1, NULL);

  g_assert_cmpstr (chl_json_get_string (root, "/parts/0/text"), ==, "One");
  g_assert_cmpstr (chl_json_get_string (root, "/parts/1/text"), ==, "ü\ufffd\ufffd");
  g_assert_cmpstr (chl_json_get_string (root, "/parts/2/text"), ==, "x");
  g_assert_cmpstr (chl_json_get_string (root, "/parts/3/text"), ==, "y");
}

static void
test_no_message (void)
{
  static const char *const bodies[] = { "", "{}", "[]", "nonsense", "{\"author\": \"assistant\"}" };

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    g_assert_null (chl_recovery_new (bodies[i]));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/recovery/is-needed", test_is_needed);
  g_test_add_func ("/recovery/parts-grow", test_parts_grow);
  g_test_add_func ("/recovery/saved-parts-go-on", test_saved_parts_go_on);
  g_test_add_func ("/recovery/odd-journals", test_odd_journals);
  g_test_add_func ("/recovery/no-message", test_no_message);

  return g_test_run ();
}
