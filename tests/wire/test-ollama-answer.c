/* test-ollama-answer.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "wire-fixture.h"

#define DONE "{\"done\":true,\"done_reason\":\"stop\"}\n"

static ChlMessage *
decode (const char *body)
{
  return wire_decode_as (CHL_PROTOCOL_OLLAMA_CHAT, body, strlen (body), NULL, WIRE_WHOLE);
}

/* Results are matched by the id, so no two calls have the same. */
static void
test_ids_are_different (void)
{
  g_autoptr(ChlMessage) message =
               decode ("{\"message\":{\"tool_calls\":[{\"id\":\"x\",\"function\":{\"name\":\"a\"}},"
                       "{\"id\":\"x\",\"function\":{\"name\":\"b\"}},{\"function\":{\"name\":\"c\"}},"
                       "{\"id\":\"\",\"function\":{\"name\":\"d\"}}]}}\n" DONE);
  g_autoptr(GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);

  g_assert_cmpuint (chl_message_get_n_parts (message), ==, 4);
  g_assert_cmpstr (chl_part_get_call_id (chl_message_get_part (message, 0)), ==, "x");
  for (guint i = 0; i < 4; i++)
    {
      const char *id = chl_part_get_call_id (chl_message_get_part (message, i));

      g_assert_nonnull (id);
      g_assert_cmpstr (id, !=, "");
      g_assert_true (g_hash_table_add (ids, (gpointer) id));
    }
}

static void
test_parts_keep_their_order (void)
{
  g_autoptr(ChlMessage) message =
               decode ("{\"message\":{\"thinking\":\"Hm.\"}}\n{\"message\":{\"content\":\"Before.\"}}\n"
                       "{\"message\":{\"tool_calls\":[{\"function\":{\"name\":\"a\"}}]}}\n"
                       "{\"message\":{\"content\":\"After.\"}}\n" DONE);

  g_assert_cmpuint (chl_message_get_n_parts (message), ==, 4);
  wire_assert_part (message, 0, CHL_PART_REASONING, "Hm.");
  wire_assert_part (message, 1, CHL_PART_TEXT, "Before.");
  wire_assert_part (message, 2, CHL_PART_TOOL_CALL, "{}");
  wire_assert_part (message, 3, CHL_PART_TEXT, "After.");
  for (guint i = 0; i < 4; i++)
    g_assert_true (chl_part_is_complete (chl_message_get_part (message, i)));
}

static void
test_an_open_end_leaves_the_last_part_open (void)
{
  g_autoptr(ChlMessage) message = decode ("{\"message\":{\"thinking\":\"Hm.\"}}\n"
                                           "{\"message\":{\"content\":\"Half\"}}\n");

  g_assert_true (chl_part_is_complete (chl_message_get_part (message, 0)));
  g_assert_false (chl_part_is_complete (chl_message_get_part (message, 1)));
}

static void
test_times (void)
{
  g_autoptr(ChlMessage) message =
               decode ("{\"model\":\"tiny\",\"done\":true,\"eval_count\":1,\"load_duration\":-5000,"
                       "\"prompt_eval_duration\":5000000000000000,\"eval_duration\":2500}\n");
  const ChlUsage *usage = chl_message_get_usage (message);

  g_assert_nonnull (usage);
  g_assert_cmpint (usage->load_us, ==, 0);
  g_assert_cmpint (usage->input_us, ==, 0);
  g_assert_cmpint (usage->output_us, ==, 2);
  g_assert_cmpstr (chl_message_get_model (message), ==, "tiny");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/ollama-answer/ids-are-different", test_ids_are_different);
  g_test_add_func ("/ollama-answer/parts-keep-their-order", test_parts_keep_their_order);
  g_test_add_func ("/ollama-answer/an-open-end-leaves-the-last-part-open",
                   test_an_open_end_leaves_the_last_part_open);
  g_test_add_func ("/ollama-answer/times", test_times);

  return g_test_run ();
}
