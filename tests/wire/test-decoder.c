/* test-decoder.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "chl-json.h"
#include "chl-result.h"
#include "wire-fixture.h"

#define CHUNK(delta) "data: {\"choices\":[{\"delta\":" delta "}]}\n\n"
#define CALL(json) CHUNK ("{\"tool_calls\":[" json "]}")
#define STOP "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n"

typedef struct
{
  GString *log;
} Log;

static void
log_cb (const ChlStreamEvent *event,
        gpointer              user_data)
{
  static const char *const names[] = {
    [CHL_STREAM_START] = "start",
    [CHL_STREAM_PART_START] = "part",
    [CHL_STREAM_PART_DELTA] = "+",
    [CHL_STREAM_PART_SET] = "=",
    [CHL_STREAM_PART_META] = "meta",
    [CHL_STREAM_PART_END] = "end-part",
    [CHL_STREAM_REPLAY] = "replay",
    [CHL_STREAM_USAGE] = "usage",
    [CHL_STREAM_VECTORS] = "vectors",
    [CHL_STREAM_KEEPALIVE] = "alive",
    [CHL_STREAM_FINISH] = "finish",
    [CHL_STREAM_ERROR] = "error",
    [CHL_STREAM_END] = "end",
  };
  Log *log = user_data;

  g_string_append (log->log, names[event->kind]);
  if (event->kind >= CHL_STREAM_PART_START && event->kind <= CHL_STREAM_PART_END)
    g_string_append_printf (log->log, " %u", event->part);
  if (event->kind == CHL_STREAM_PART_START)
    g_string_append_printf (log->log, " %s", chl_part_kind_to_string (event->part_kind));
  if (event->kind == CHL_STREAM_FINISH)
    g_string_append_printf (log->log, " %s", chl_finish_to_string (event->finish));
  if (event->key != NULL)
    g_string_append_printf (log->log, " %s", event->key);
  if (event->text != NULL)
    g_string_append_printf (log->log, " \"%.*s\"", (int) event->length, event->text);
  g_string_append_c (log->log, '\n');
}

static void
assert_events (const char *body,
               const char *expected)
{
  Log log = { g_string_new (NULL) };
  g_autoptr(ChlDecoder) decoder = NULL;

  decoder = chl_decoder_new (chl_protocol_get (CHL_PROTOCOL_OPENAI_CHAT), NULL, log_cb, &log);
  chl_decoder_push (decoder, body, strlen (body));
  chl_decoder_finish (decoder);
  g_assert_cmpstr (log.log->str, ==, expected);
  g_string_free (log.log, TRUE);
}

static void
test_events_of_text (void)
{
  assert_events (": hello\n\n"
                 "data: {\"id\":\"c1\",\"model\":\"m\",\"choices\":[{\"delta\":{\"content\":\"\"}}]}\n\n"
                 "data: {\"id\":\"c2\",\"model\":\"n\",\"choices\":[{\"delta\":{\"reasoning\":\"R\"}}]}\n\n" CHUNK ("{\"content\":\"a\"}") CHUNK ("{\"content\":\"b\"}") STOP
                 "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":1}}\n\n"
                 "data: [DONE]\n\n",
                 "alive\n"
                 "start c1 \"m\"\n"
                 "part 0 reasoning\n+ 0 \"R\"\nend-part 0\n"
                 "part 1 text\n+ 1 \"a\"\n+ 1 \"b\"\n"
                 "usage\n"
                 "end-part 1\n"
                 "finish stop \"stop\"\n"
                 "end\n");
}

static void
test_events_of_calls (void)
{
  assert_events (CHUNK ("{\"content\":\"t\"}")
                   CALL ("{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"\"}}")
                     CALL ("{\"index\":1,\"id\":\"b\",\"function\":{\"name\":\"g\"},\"extra_content\":{\"x\": 1}}")
                       CALL ("{\"index\":0,\"function\":{\"arguments\":\"{}\"}}") STOP,
                 "part 0 text\n+ 0 \"t\"\nend-part 0\n"
                 "part 1 tool_call\nmeta 1 call-id \"a\"\nmeta 1 name \"f\"\n"
                 "part 2 tool_call\nmeta 2 call-id \"b\"\nmeta 2 name \"g\"\n"
                 "meta 2 extra_content \"{\"x\": 1}\"\n"
                 "+ 1 \"{}\"\n"
                 "end-part 1\n"
                 "= 2 \"{}\"\nend-part 2\n"
                 "finish tool_calls \"stop\"\n"
                 "end\n");
}

static void
test_start_fills_blanks (void)
{
  assert_events ("data: {\"id\":\"\",\"model\":\"m\",\"choices\":[]}\n\n"
                 "data: {\"id\":\"c\",\"model\":\"other\",\"choices\":[]}\n\n" STOP,
                 "start \"m\"\n"
                 "start c\n"
                 "finish stop \"stop\"\n"
                 "end\n");
}

/* The server's end mark ends the answer at once: nobody waits for the connection to close. */
static void
test_end_mark_ends (void)
{
  const char *body = CHUNK ("{\"content\":\"a\"}") "data: [DONE]\n";
  Log         log = { g_string_new (NULL) };
  g_autoptr(ChlDecoder) decoder = NULL;

  decoder = chl_decoder_new (chl_protocol_get (CHL_PROTOCOL_OPENAI_CHAT), NULL, log_cb, &log);
  g_assert_true (chl_decoder_push (decoder, body, strlen (body)));
  g_assert_null (strstr (log.log->str, "finish"));
  g_assert_false (chl_decoder_push (decoder, "\n", 1));
  g_assert_nonnull (strstr (log.log->str, "finish stop\nend\n"));
  g_string_free (log.log, TRUE);
}

static void
test_parts_that_were_cut_stay_incomplete (void)
{
  g_autoptr(ChlMessage) message = NULL;

  message = wire_decode_text (CHUNK ("{\"reasoning\":\"r\"}") CHUNK ("{\"content\":\"half\"}"));
  g_assert_cmpint (chl_message_get_finish (message), ==, CHL_FINISH_ERROR);
  g_assert_cmpint (chl_message_get_failure (message)->kind, ==, CHL_FAILURE_TRUNCATED);
  g_assert_null (chl_message_get_failure (message)->message);
  wire_assert_part (message, 0, CHL_PART_REASONING, "r");
  wire_assert_part (message, 1, CHL_PART_TEXT, "half");
  g_assert_true (chl_part_is_complete (chl_message_get_part (message, 0)));
  g_assert_false (chl_part_is_complete (chl_message_get_part (message, 1)));
}

static void
test_transport_failure (void)
{
  static const char body[] = CHUNK ("{\"content\":\"so far\"}");
  g_autoptr(ChlFailure) failure = chl_failure_new (CHL_FAILURE_NETWORK, "Connection reset");
  g_autoptr(ChlMessage) message = NULL;
  g_autoptr(ChlMessage) nothing = NULL;

  message = wire_decode (body, strlen (body), NULL,
                         (WirePieces){ .size = 5, .fail_at = strlen (body), .failure = failure });
  g_assert_cmpint (chl_message_get_finish (message), ==, CHL_FINISH_ERROR);
  g_assert_cmpint (chl_message_get_failure (message)->kind, ==, CHL_FAILURE_NETWORK);
  wire_assert_part (message, 0, CHL_PART_TEXT, "so far");

  nothing = wire_decode ("", 0, NULL, (WirePieces){ .failure = failure });
  g_assert_cmpint (chl_message_get_failure (nothing)->kind, ==, CHL_FAILURE_NETWORK);
  g_assert_cmpuint (chl_message_get_n_parts (nothing), ==, 0);
}

static void
test_cancel (void)
{
  static const char body[] = CHUNK ("{\"content\":\"so \\ud83d\"}");
  g_autoptr(ChlMessage) message = NULL;

  message = wire_decode (body, strlen (body), NULL,
                         (WirePieces){ .size = G_MAXSIZE, .cancel_at = strlen (body) });
  g_assert_cmpint (chl_message_get_finish (message), ==, CHL_FINISH_CANCELLED);
  g_assert_null (chl_message_get_failure (message));
  wire_assert_part (message, 0, CHL_PART_TEXT, "so \357\277\275");
  g_assert_false (chl_part_is_complete (chl_message_get_part (message, 0)));
}

/* Think tags that are cut by the end are not lost. */
static void
test_cancel_inside_tag (void)
{
  static const char body[] = CHUNK ("{\"content\":\" <thi\"}");
  ChlDecodeOptions  options;
  g_autoptr(ChlMessage) message = NULL;

  chl_decode_options_init (&options);
  options.think_tags = CHL_THINK_TAGS_AUTO;
  message = wire_decode (body, strlen (body), &options,
                         (WirePieces){ .size = G_MAXSIZE, .cancel_at = strlen (body) });
  wire_assert_part (message, 0, CHL_PART_TEXT, " <thi");
}

static char *
dup_first_id (guint64 seed)
{
  static const char body[] = CALL ("{\"index\":0,\"function\":{\"name\":\"f\"}},"
                                   "{\"index\":1,\"function\":{\"name\":\"f\"}}") STOP;
  ChlDecodeOptions  options;
  g_autoptr(ChlMessage) message = NULL;
  const char *first;
  const char *second;

  chl_decode_options_init (&options);
  options.id_seed = seed;
  message = wire_decode (body, strlen (body), &options, WIRE_WHOLE);
  first = chl_part_get_call_id (chl_message_get_part (message, 0));
  second = chl_part_get_call_id (chl_message_get_part (message, 1));

  g_assert_cmpuint (strlen (first), ==, 9);
  for (guint i = 0; i < 9; i++)
    g_assert_true (g_ascii_isalnum (first[i]));
  g_assert_cmpstr (first, !=, second);

  return g_strdup (first);
}

static void
test_invented_ids (void)
{
  g_autofree char *a = dup_first_id (1);
  g_autofree char *b = dup_first_id (1);
  g_autofree char *c = dup_first_id (G_MAXUINT64);

  g_assert_cmpstr (a, ==, b);
  g_assert_cmpstr (a, !=, c);
}

static void
test_failure_fields (void)
{
  g_autoptr(ChlMessage) message = NULL;
  const ChlFailure *failure;

  message = wire_decode_text ("data: {\"error\":{\"code\":429,\"message\":\"Wait\",\"param\":\"model\","
                              "\"details\":[{\"@type\":\"x\"},{\"retryDelay\":\"34.5s\"}]},"
                              "\"request_id\":\"req_1\"}\n\n");
  failure = chl_message_get_failure (message);
  g_assert_cmpint (failure->kind, ==, CHL_FAILURE_RATE_LIMIT);
  g_assert_true (failure->retryable);
  g_assert_cmpint (failure->retry_after_ms, ==, 34500);
  g_assert_cmpstr (failure->param, ==, "model");
  g_assert_cmpstr (failure->request_id, ==, "req_1");
  g_assert_cmpuint (failure->status, ==, 0);
}

static void
test_usage_with_cost (void)
{
  g_autoptr(ChlMessage) message = NULL;
  const ChlUsage *usage;

  message = wire_decode_text (STOP "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":1,"
                                   "\"completion_tokens\":2,\"cost\":0.0004}}\n\n");
  usage = chl_message_get_usage (message);
  g_assert_cmpint (usage->output, ==, 2);
  g_assert_cmpfloat_with_epsilon (usage->cost, 0.0004, 1e-9);
  g_assert_cmpstr (usage->currency, ==, "USD");
}

static void
test_accept (void)
{
  const ChlProtocol *protocol = chl_protocol_get (CHL_PROTOCOL_OPENAI_CHAT);

  g_assert_cmpint (chl_protocol_get_id (protocol), ==, CHL_PROTOCOL_OPENAI_CHAT);
  g_assert_cmpstr (chl_protocol_get_accept (protocol, TRUE), ==, "text/event-stream");
  g_assert_cmpstr (chl_protocol_get_accept (protocol, FALSE), ==, "application/json");
  g_assert_null (chl_protocol_get (CHL_PROTOCOL_NONE));
}

/* Exactly these keys, always. */
static void
test_result_keys (void)
{
  static const char *const keys[] = {
    "protocol",
    "text",
    "reasoning",
    "tool_calls",
    "finish",
    "usage",
    "error",
    "replay",
  };
  g_autoptr(ChlMessage) message = chl_message_new ("m", CHL_AUTHOR_ASSISTANT, 1);
  g_autoptr(JsonNode) result = chl_result_to_json (message, CHL_PROTOCOL_OPENAI_CHAT);
  JsonObject *object = json_node_get_object (result);

  g_assert_cmpuint (json_object_get_size (object), ==, G_N_ELEMENTS (keys));
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    g_assert_true (json_object_has_member (object, keys[i]));
  g_assert_cmpstr (chl_json_get_string (result, "/finish"), ==, "other");
  g_assert_null (chl_json_get (result, "/usage"));
  g_assert_null (chl_json_get (result, "/error"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/decoder/events-of-text", test_events_of_text);
  g_test_add_func ("/decoder/events-of-calls", test_events_of_calls);
  g_test_add_func ("/decoder/start-fills-blanks", test_start_fills_blanks);
  g_test_add_func ("/decoder/end-mark-ends", test_end_mark_ends);
  g_test_add_func ("/decoder/parts-that-were-cut-stay-incomplete",
                   test_parts_that_were_cut_stay_incomplete);
  g_test_add_func ("/decoder/transport-failure", test_transport_failure);
  g_test_add_func ("/decoder/cancel", test_cancel);
  g_test_add_func ("/decoder/cancel-inside-tag", test_cancel_inside_tag);
  g_test_add_func ("/decoder/invented-ids", test_invented_ids);
  g_test_add_func ("/decoder/failure-fields", test_failure_fields);
  g_test_add_func ("/decoder/usage-with-cost", test_usage_with_cost);
  g_test_add_func ("/decoder/accept", test_accept);
  g_test_add_func ("/decoder/result-keys", test_result_keys);

  return g_test_run ();
}
