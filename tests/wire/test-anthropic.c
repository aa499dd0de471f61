/* test-anthropic.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "request-builder.h"
#include "wire-fixture.h"

/* With odd blanks, numbers and escapes, which must all come back. */
#define OPAQUE "{ \"id\":\"s1\", \"type\" : \"web_search_tool_result\",\"n\":1.50,\"t\":\"\\u00e9\"}"
#define CITATION "{\"type\":\"page\", \"n\" : 2.0}"

static const char body[] =
  "event: message_start\n"
  "data: {\"type\":\"message_start\",\"message\":{\"id\":\"msg_1\",\"model\":\"demo-1-dated\"}}\n\n"
  "data: {\"type\":\"content_block_start\",\"index\":0,\"content_block\":"
  "{\"type\":\"thinking\",\"thinking\":\" Hm\",\"signature\":\"\"}}\n\n"
  "data: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":"
  "{\"type\":\"thinking_delta\",\"thinking\":\".\\n \"}}\n\n"
  "data: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":"
  "{\"type\":\"signature_delta\",\"signature\":\"Eq+/==\"}}\n\n"
  "data: {\"type\":\"content_block_stop\",\"index\":0}\n\n"
  "data: {\"type\":\"content_block_start\",\"index\":1,\"content_block\":"
  "{\"type\":\"redacted_thinking\",\"data\":\"Em+/==\"}}\n\n"
  "data: {\"type\":\"content_block_stop\",\"index\":1}\n\n"
  "data: {\"type\":\"content_block_start\",\"index\":2,\"content_block\":" OPAQUE "}\n\n"
  "data: {\"type\":\"content_block_stop\",\"index\":2}\n\n"
  "data: {\"type\":\"content_block_start\",\"index\":3,\"content_block\":"
  "{\"type\":\"text\",\"text\":\"\"}}\n\n"
  "data: {\"type\":\"content_block_delta\",\"index\":3,\"delta\":"
  "{\"type\":\"text_delta\",\"text\":\"Found \"}}\n\n"
  "data: {\"type\":\"content_block_delta\",\"index\":3,\"delta\":"
  "{\"type\":\"citations_delta\",\"citation\":" CITATION "}}\n\n"
  "data: {\"type\":\"content_block_delta\",\"index\":3,\"delta\":"
  "{\"type\":\"citations_delta\",\"citation\":{}}}\n\n"
  "data: {\"type\":\"content_block_stop\",\"index\":3}\n\n"
  "data: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"pause_turn\"}}\n\n"
  "data: {\"type\":\"message_stop\"}\n\n";

static ChlMessage *
decode (const char *text)
{
  return wire_decode_as (CHL_PROTOCOL_ANTHROPIC_MESSAGES, text, strlen (text), NULL, WIRE_WHOLE);
}

static void
test_facts (void)
{
  g_autoptr(ChlMessage) answer = decode (body);

  g_assert_cmpstr (chl_message_get_response_id (answer), ==, "msg_1");
  g_assert_cmpstr (chl_message_get_model (answer), ==, "demo-1-dated");
  g_assert_cmpstr (chl_message_get_raw_finish (answer), ==, "pause_turn");
  g_assert_cmpuint (chl_message_get_n_parts (answer), ==, 4);
  wire_assert_part (answer, 0, CHL_PART_REASONING, " Hm.\n ");
  wire_assert_part (answer, 1, CHL_PART_REASONING, "");
  wire_assert_part (answer, 2, CHL_PART_OPAQUE, "");
  wire_assert_part (answer, 3, CHL_PART_TEXT, "Found ");
  g_assert_cmpstr (chl_part_get_meta (chl_message_get_part (answer, 2), "wire"), ==, OPAQUE);
  g_assert_cmpstr (chl_part_get_meta (chl_message_get_part (answer, 3), "citations"), ==,
                   "[" CITATION ",{}]");
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
  const ChlQuirks  quirks = { .thinking = CHL_THINKING_ADAPTIVE, .thinking_is_usual = TRUE };
  gsize            length = 0;
  const char      *bytes;

  request_add_message (request, CHL_AUTHOR_USER, "Search");
  digest = chl_request_dup_digest (request, 1);
  chl_message_set_source (answer, "here", "demo-1-dated", CHL_PROTOCOL_ANTHROPIC_MESSAGES);
  chl_message_set_prefix_digest (answer, digest);
  file = chl_message_to_json (answer);
  kept = chl_message_from_json (file, NULL);
  g_assert_nonnull (kept);
  chl_request_add_message (request, kept);

  sent = chl_protocol_encode (chl_protocol_get (CHL_PROTOCOL_ANTHROPIC_MESSAGES), request, &quirks,
                              NULL);
  bytes = g_bytes_get_data (sent, &length);
  text = g_strndup (bytes, length);
  g_test_message ("%s", text);
  g_assert_nonnull (strstr (text,
                            "{\"role\":\"assistant\",\"content\":["
                            "{\"type\":\"thinking\",\"thinking\":\" Hm.\\n \",\"signature\":\"Eq+/==\"},"
                            "{\"type\":\"redacted_thinking\",\"data\":\"Em+/==\"}," OPAQUE ","
                            "{\"type\":\"text\",\"text\":\"Found \",\"citations\":[" CITATION ",{}]}]}]"));
}

/* What says that it is the last event is: not a byte more is read. */
static void
test_reads_no_further (void)
{
  g_autofree char *longer = g_strconcat (body, "data: {broken\n\n", body, NULL);
  g_autoptr(ChlMessage) answer = NULL;
  gsize taken = 0;

  answer = wire_decode_as (CHL_PROTOCOL_ANTHROPIC_MESSAGES, longer, strlen (longer), NULL,
                           (WirePieces){ .size = 1, .out_taken = &taken });
  g_assert_cmpint (chl_message_get_finish (answer), ==, CHL_FINISH_PAUSE);
  g_assert_cmpuint (taken, ==, strlen (body));
}

/* A block that begins where one is open ends that one, also if nothing else ever does. */
static void
test_new_block_ends_the_old (void)
{
  static const char text[] =
    "data: {\"type\":\"content_block_start\",\"index\":0,\"content_block\":"
    "{\"type\":\"text\",\"text\":\"A\"}}\n\n"
    "data: {\"type\":\"content_block_start\",\"index\":0,\"content_block\":"
    "{\"type\":\"text\",\"text\":\"B\"}}\n\n";
  g_autoptr(ChlMessage) answer = decode (text);

  g_assert_cmpint (chl_message_get_finish (answer), ==, CHL_FINISH_ERROR);
  g_assert_true (chl_part_is_complete (chl_message_get_part (answer, 0)));
  g_assert_false (chl_part_is_complete (chl_message_get_part (answer, 1)));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/anthropic/facts", test_facts);
  g_test_add_func ("/anthropic/goes-back-as-it-came", test_goes_back_as_it_came);
  g_test_add_func ("/anthropic/reads-no-further", test_reads_no_further);
  g_test_add_func ("/anthropic/new-block-ends-the-old", test_new_block_ends_the_old);

  return g_test_run ();
}
