/* test-responses.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "request-builder.h"
#include "wire-fixture.h"

/* With odd blanks, numbers and escapes, which must all come back. */
#define REASONING                                                                                        \
  "{\"type\":\"reasoning\", \"id\":\"rs_1\",\"summary\":[{\"type\":\"summary_text\",\"text\":\"Hm.\"}]," \
  "\"encrypted_content\":\"gAAAA1\",\"n\" : 1.50}"
#define OPAQUE "{ \"id\":\"ws_1\", \"type\" : \"web_search_call\",\"n\":1.50,\"t\":\"\\u00e9\"}"
#define CITATION "{\"type\":\"url_citation\", \"n\" : 2.0}"

#define ITEM_DONE(index, item) \
  "data: {\"type\":\"response.output_item.done\",\"output_index\":" index ",\"item\":" item "}\n\n"
#define DELTA(index, text) \
  "data: {\"type\":\"response.output_text.delta\",\"output_index\":" index ",\"delta\":\"" text "\"}\n\n"
#define COMPLETED "data: {\"type\":\"response.completed\",\"response\":{\"status\":\"completed\"}}\n\n"

static const char body[] =
  "data: {\"type\":\"response.created\",\"response\":{\"id\":\"resp_1\",\"model\":\"demo-1-dated\"}}\n\n"
  "data: {\"type\":\"response.reasoning_summary_text.delta\",\"output_index\":0,\"delta\":\"Hm\"}\n\n" ITEM_DONE ("0", REASONING)
    ITEM_DONE ("1", OPAQUE)
      DELTA ("2", "Found ")
        ITEM_DONE ("2", "{\"type\":\"message\",\"id\":\"msg_1\",\"phase\":\"commentary\",\"content\":["
                        "{\"type\":\"output_text\",\"text\":\"Found it.\",\"annotations\":[" CITATION "]}]}")
          ITEM_DONE ("3", "{\"type\":\"function_call\",\"id\":\"fc_1\",\"call_id\":\"call_1\","
                          "\"name\":\"look\",\"arguments\":\"{ \\\"n\\\" : 1.0 }\"}")
            COMPLETED;

static ChlMessage *
decode (const char *text)
{
  return wire_decode_as (CHL_PROTOCOL_OPENAI_RESPONSES, text, strlen (text), NULL, WIRE_WHOLE);
}

static const char *
get_meta (ChlMessage *message,
          guint       position,
          const char *key)
{
  return chl_part_get_meta (chl_message_get_part (message, position), key);
}

static void
test_facts (void)
{
  g_autoptr(ChlMessage) answer = decode (body);

  g_assert_cmpstr (chl_message_get_response_id (answer), ==, "resp_1");
  g_assert_cmpstr (chl_message_get_model (answer), ==, "demo-1-dated");
  g_assert_cmpstr (chl_message_get_raw_finish (answer), ==, "completed");
  g_assert_cmpuint (chl_message_get_n_parts (answer), ==, 4);
  wire_assert_part (answer, 0, CHL_PART_REASONING, "Hm.");
  wire_assert_part (answer, 1, CHL_PART_OPAQUE, "");
  wire_assert_part (answer, 2, CHL_PART_TEXT, "Found it.");
  wire_assert_part (answer, 3, CHL_PART_TOOL_CALL, "{ \"n\" : 1.0 }");
  g_assert_cmpstr (get_meta (answer, 0, "wire"), ==, REASONING);
  g_assert_cmpstr (get_meta (answer, 1, "wire"), ==, OPAQUE);
  g_assert_cmpstr (get_meta (answer, 2, "item-id"), ==, "msg_1");
  g_assert_cmpstr (get_meta (answer, 2, "phase"), ==, "commentary");
  g_assert_cmpstr (get_meta (answer, 2, "citations"), ==, "[" CITATION "]");
  g_assert_cmpstr (get_meta (answer, 3, "item-id"), ==, "fc_1");
}

/* From the wire into a message, into its file and out of it, and back onto the wire. */
static void
test_goes_back_as_it_came (void)
{
  g_autoptr(ChlRequest) request = request_case_new ();
  g_autoptr(ChlMessage) answer = decode (body);
  g_autoptr(ChlMessage) kept = NULL;
  g_autoptr(JsonNode) file = NULL;
  g_autoptr(GBytes) sent = NULL;
  g_autofree char *digest = NULL;
  g_autofree char *text = NULL;
  const ChlQuirks  quirks = { 0 };
  gsize            length = 0;
  const char      *bytes;

  request_add_message (request, CHL_AUTHOR_USER, "Search");
  digest = chl_request_dup_digest (request, 1);
  chl_message_set_source (answer, "here", "demo-1-dated", CHL_PROTOCOL_OPENAI_RESPONSES);
  chl_message_set_prefix_digest (answer, digest);
  file = chl_message_to_json (answer);
  kept = chl_message_from_json (file, NULL);
  g_assert_nonnull (kept);
  chl_request_add_message (request, kept);
  request_add_result (request, "call_1", "a cat");

  sent = chl_protocol_encode (chl_protocol_get (CHL_PROTOCOL_OPENAI_RESPONSES), request, &quirks, NULL);
  bytes = g_bytes_get_data (sent, &length);
  text = g_strndup (bytes, length);
  g_test_message ("%s", text);
  g_assert_nonnull (
    strstr (text, "}," REASONING "," OPAQUE ",{\"type\":\"message\",\"role\":\"assistant\","
                  "\"phase\":\"commentary\",\"content\":[{\"type\":\"output_text\","
                  "\"text\":\"Found it.\",\"annotations\":[" CITATION "]}]},"
                  "{\"type\":\"function_call\",\"call_id\":\"call_1\",\"name\":\"look\","
                  "\"arguments\":\"{ \\\"n\\\" : 1.0 }\"},"
                  "{\"type\":\"function_call_output\",\"call_id\":\"call_1\",\"output\":\"a cat\"}]"));
}

/* What says that it is the last event is: not a byte more is read. */
static void
test_reads_no_further (void)
{
  g_autofree char *longer = g_strconcat (body, "data: {broken\n\n", body, NULL);
  g_autoptr(ChlMessage) answer = NULL;
  gsize taken = 0;

  answer = wire_decode_as (CHL_PROTOCOL_OPENAI_RESPONSES, longer, strlen (longer), NULL,
                           (WirePieces){ .size = 1, .out_taken = &taken });
  g_assert_cmpint (chl_message_get_finish (answer), ==, CHL_FINISH_TOOL_CALLS);
  g_assert_cmpuint (taken, ==, strlen (body));
}

/* Reasoning ends when its item does, not when the answer does. */
static void
test_items_end (void)
{
  static const char text[] =
    "data: {\"type\":\"response.reasoning_summary_text.delta\",\"output_index\":0,\"delta\":\"Hm\"}\n\n" ITEM_DONE ("0", REASONING)
      DELTA ("1", "So");
  g_autoptr(ChlMessage) answer = decode (text);

  g_assert_cmpint (chl_message_get_finish (answer), ==, CHL_FINISH_ERROR);
  g_assert_true (chl_part_is_complete (chl_message_get_part (answer, 0)));
  g_assert_false (chl_part_is_complete (chl_message_get_part (answer, 1)));
}

/* The summary makes room for what it is a summary of, and both are kept. */
static void
test_raw_hides_summary (void)
{
  static const char text[] =
    "data: {\"type\":\"response.reasoning_summary_text.delta\",\"output_index\":0,\"delta\":\"Hm\"}\n\n"
    "data: {\"type\":\"response.reasoning_text.delta\",\"output_index\":0,\"delta\":\"I think.\"}\n\n" ITEM_DONE ("0", REASONING)
      COMPLETED;
  g_autoptr(ChlMessage) answer = decode (text);

  g_assert_cmpuint (chl_message_get_n_parts (answer), ==, 2);
  wire_assert_part (answer, 0, CHL_PART_REASONING, "");
  wire_assert_part (answer, 1, CHL_PART_REASONING, "I think.");
  g_assert_cmpstr (get_meta (answer, 0, "wire"), ==, REASONING);
}

static void
test_custom_tool (void)
{
  static const char text[] =
    ITEM_DONE ("0", "{\"type\":\"custom_tool_call\",\"id\":\"ctc_1\",\"call_id\":\"call_1\","
                    "\"name\":\"shell\",\"input\":\"ls\\n\"}")
      COMPLETED;
  g_autoptr(ChlMessage) answer = decode (text);

  wire_assert_part (answer, 0, CHL_PART_TOOL_CALL, "ls\n");
  g_assert_cmpstr (get_meta (answer, 0, "custom"), ==, "true");
  g_assert_cmpstr (chl_part_get_call_id (chl_message_get_part (answer, 0)), ==, "call_1");
}

/* Texts of one message are told apart from those of the next. */
static void
test_citations_belong_to_their_text (void)
{
  static const char text[] =
    DELTA ("0", "One") "data: {\"type\":\"response.output_text.annotation.added\",\"output_index\":0,"
                       "\"annotation\":" CITATION "}\n\n"
                       "data: {\"type\":\"response.output_text.annotation.added\",\"output_index\":0,"
                       "\"annotation\":{}}\n\n" DELTA ("1", "Two")
                         COMPLETED;
  g_autoptr(ChlMessage) answer = decode (text);

  g_assert_cmpstr (get_meta (answer, 0, "citations"), ==, "[" CITATION ",{}]");
  g_assert_null (get_meta (answer, 1, "citations"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/responses/facts", test_facts);
  g_test_add_func ("/responses/goes-back-as-it-came", test_goes_back_as_it_came);
  g_test_add_func ("/responses/reads-no-further", test_reads_no_further);
  g_test_add_func ("/responses/items-end", test_items_end);
  g_test_add_func ("/responses/raw-hides-summary", test_raw_hides_summary);
  g_test_add_func ("/responses/custom-tool", test_custom_tool);
  g_test_add_func ("/responses/citations-belong-to-their-text", test_citations_belong_to_their_text);

  return g_test_run ();
}
