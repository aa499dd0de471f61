/* test-message.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <libglib-testing/signal-logger.h>
#include <string.h>

#include "chl-message.h"

/* "changed" of a list: where, how many gone, how many new. */
static void
assert_items_changed (GtSignalLogger *logger,
                      gpointer        list,
                      guint           position,
                      guint           n_removed,
                      guint           n_added)
{
  guint at = 99;
  guint removed = 99;
  guint added = 99;

  gt_signal_logger_assert_emission_pop (logger, list, "items-changed", &at, &removed, &added);
  g_assert_cmpuint (at, ==, position);
  g_assert_cmpuint (removed, ==, n_removed);
  g_assert_cmpuint (added, ==, n_added);
}

static void
apply (ChlMessage        *message,
       ChlStreamEventKind kind,
       guint              part,
       ChlPartKind        part_kind,
       const char        *key,
       const char        *text,
       gint64             now_us)
{
  ChlStreamEvent event = {
    .kind = kind,
    .part = part,
    .part_kind = part_kind,
    .key = key,
    .text = text,
    .length = text != NULL ? strlen (text) : 0,
    .finish = kind == CHL_STREAM_FINISH ? CHL_FINISH_STOP : CHL_FINISH_NONE,
  };

  chl_message_apply (message, &event, now_us);
}

static void
test_list_of_parts (void)
{
  ChlMessage *message = chl_message_new ("m1", CHL_AUTHOR_USER, 12);
  ChlPart    *first = chl_part_new_text ("one");
  ChlPart    *second = chl_part_new_text ("two");
  g_autoptr(GtSignalLogger) logger = gt_signal_logger_new ();
  GListModel *list = G_LIST_MODEL (message);
  gpointer    item = NULL;

  g_assert_true (g_list_model_get_item_type (list) == CHL_TYPE_PART);
  gt_signal_logger_connect (logger, message, "items-changed");
  chl_message_add_part (message, first);
  assert_items_changed (logger, message, 0, 0, 1);
  chl_message_add_part (message, second);
  assert_items_changed (logger, message, 1, 0, 1);

  g_assert_cmpuint (g_list_model_get_n_items (list), ==, 2);
  item = g_list_model_get_item (list, 1);
  g_assert_true (item == second);
  g_clear_object (&item);
  g_assert_null (g_list_model_get_item (list, 2));
  g_assert_null (chl_message_get_part (message, 2));

  chl_message_clear (message);
  assert_items_changed (logger, message, 0, 2, 0);
  chl_message_clear (message);
  gt_signal_logger_assert_no_emissions (logger);

  g_assert_finalize_object (message);
  g_assert_finalize_object (first);
  g_assert_finalize_object (second);
}

static void
grow_tool_call (ChlMessage *message)
{
  ChlPart *part = NULL;

  apply (message, CHL_STREAM_PART_START, 2, CHL_PART_TOOL_CALL, NULL, NULL, 63);
  apply (message, CHL_STREAM_PART_META, 2, 0, "call-id", "call_9", 64);
  apply (message, CHL_STREAM_PART_META, 2, 0, "name", "add", 65);
  apply (message, CHL_STREAM_PART_DELTA, 2, 0, NULL, "{\"a\":", 66);
  apply (message, CHL_STREAM_PART_SET, 2, 0, NULL, "{\"a\":1}", 67);
  part = chl_message_get_part (message, 2);
  g_assert_cmpstr (chl_part_get_call_id (part), ==, "call_9");
  g_assert_cmpstr (chl_part_get_name (part), ==, "add");
  g_assert_cmpstr (chl_part_get_text (part), ==, "{\"a\":1}");
}

static void
assert_grown (ChlMessage *message)
{
  g_assert_false (chl_message_is_growing (message));
  g_assert_cmpint (chl_message_get_finish (message), ==, CHL_FINISH_STOP);
  g_assert_cmpstr (chl_message_get_raw_finish (message), ==, "end_turn");
  g_assert_cmpint (chl_message_get_completed_us (message), ==, 80);
  g_assert_cmpint (chl_message_get_usage (message)->output, ==, 4);
  g_assert_cmpuint (chl_message_get_n_replay (message), ==, 1);
  g_assert_cmpstr (chl_message_get_replay (message, 0), ==, "{\"type\": \"x\"}");
  g_assert_null (chl_message_get_replay (message, 1));
  g_assert_false (chl_part_is_complete (chl_message_get_part (message, 1)));
}

static void
test_grows_by_events (void)
{
  ChlMessage *message = chl_message_new ("m1", CHL_AUTHOR_ASSISTANT, 1);
  g_autoptr(GtSignalLogger) logger = gt_signal_logger_new ();
  g_autofree char *text = NULL;
  g_autofree char *reasoning = NULL;
  ChlUsage         usage = { .input = 3, .output = 4, .cost = -1 };
  ChlStreamEvent   usage_event = { .kind = CHL_STREAM_USAGE, .usage = &usage };
  ChlStreamEvent   half = {
      .kind = CHL_STREAM_PART_DELTA,
      .part = 1,
      .text = "Hello",
      .length = 2,
  };
  ChlPart *part = NULL;

  chl_message_set_source (message, "home", NULL, CHL_PROTOCOL_OPENAI_CHAT);
  chl_message_begin (message);
  g_assert_true (chl_message_is_growing (message));
  g_assert_false (chl_message_has_content (message));

  apply (message, CHL_STREAM_START, 0, 0, "resp_1", "tiny-1", 10);
  apply (message, CHL_STREAM_START, 0, 0, "resp_2", "tiny-2", 10);
  g_assert_cmpstr (chl_message_get_response_id (message), ==, "resp_1");
  g_assert_cmpstr (chl_message_get_model (message), ==, "tiny-1");
  g_assert_cmpstr (chl_message_get_provider_id (message), ==, "home");

  apply (message, CHL_STREAM_PART_START, 0, CHL_PART_REASONING, NULL, NULL, 20);
  g_assert_cmpint (chl_message_get_first_token_us (message), ==, 0);
  apply (message, CHL_STREAM_PART_DELTA, 0, 0, NULL, "Hm", 30);
  apply (message, CHL_STREAM_PART_DELTA, 0, 0, NULL, "m.", 40);
  g_assert_cmpint (chl_message_get_first_token_us (message), ==, 30);
  apply (message, CHL_STREAM_PART_END, 0, 0, NULL, NULL, 50);
  apply (message, CHL_STREAM_PART_META, 0, 0, "signature", "s==", 55);
  part = chl_message_get_part (message, 0);
  g_assert_true (chl_part_is_complete (part));
  g_assert_cmpint (chl_part_get_began_us (part), ==, 20);
  g_assert_cmpint (chl_part_get_ended_us (part), ==, 50);
  g_assert_cmpstr (chl_part_get_meta (part, "signature"), ==, "s==");

  /* What an event lends need not end in NUL. */
  apply (message, CHL_STREAM_PART_START, 1, CHL_PART_TEXT, NULL, NULL, 60);
  chl_message_apply (message, &half, 61);
  apply (message, CHL_STREAM_PART_DELTA, 1, 0, NULL, "y", 62);

  grow_tool_call (message);

  apply (message, CHL_STREAM_REPLAY, 0, 0, NULL, "{\"type\": \"x\"}", 70);
  apply (message, CHL_STREAM_KEEPALIVE, 0, 0, NULL, NULL, 71);
  gt_signal_logger_connect (logger, message, "notify");
  chl_message_apply (message, &usage_event, 72);
  gt_signal_logger_assert_notify_emission_pop (logger, message, "usage");
  apply (message, CHL_STREAM_FINISH, 0, 0, NULL, "end_turn", 73);
  gt_signal_logger_assert_notify_emission_pop (logger, message, "finish");
  gt_signal_logger_assert_notify_emission_pop (logger, message, "is-growing");
  apply (message, CHL_STREAM_END, 0, 0, NULL, NULL, 80);
  gt_signal_logger_assert_no_emissions (logger);

  assert_grown (message);
  text = chl_message_dup_text (message);
  g_assert_cmpstr (text, ==, "Hey");
  reasoning = chl_message_dup_reasoning (message);
  g_assert_cmpstr (reasoning, ==, "Hmm.");

  g_assert_finalize_object (message);
}

/* What an event lends is as long as it says, and not until the next NUL. */
static void
test_lent_text (void)
{
  static const ChlStreamEvent events[] = {
    { .kind = CHL_STREAM_START, .text = "m1xx", .length = 2 },
    { .kind = CHL_STREAM_PART_START, .part_kind = CHL_PART_TOOL_CALL },
    { .kind = CHL_STREAM_PART_META, .key = "name", .text = "addxx", .length = 3 },
    { .kind = CHL_STREAM_PART_META, .key = "other", .text = "xx", .length = 0 },
    { .kind = CHL_STREAM_PART_SET, .text = "{}xx", .length = 2 },
    { .kind = CHL_STREAM_REPLAY, .text = "[]xx", .length = 2 },
    { .kind = CHL_STREAM_FINISH, .finish = CHL_FINISH_OTHER, .text = "odxx", .length = 2 },
  };
  ChlMessage *message = chl_message_new ("m", CHL_AUTHOR_ASSISTANT, 1);
  ChlPart    *part = NULL;

  chl_message_begin (message);
  for (guint i = 0; i < G_N_ELEMENTS (events); i++)
    chl_message_apply (message, &events[i], 5);

  part = chl_message_get_part (message, 0);
  g_assert_cmpstr (chl_message_get_model (message), ==, "m1");
  g_assert_cmpstr (chl_part_get_name (part), ==, "add");
  g_assert_cmpstr (chl_part_get_meta (part, "other"), ==, "");
  g_assert_cmpstr (chl_part_get_text (part), ==, "{}");
  g_assert_cmpstr (chl_message_get_replay (message, 0), ==, "[]");
  g_assert_cmpstr (chl_message_get_raw_finish (message), ==, "od");

  g_assert_finalize_object (message);
}

static void
test_cut_reasoning_ends (void)
{
  ChlMessage *message = chl_message_new ("m1", CHL_AUTHOR_ASSISTANT, 1);
  g_autoptr(ChlFailure) failure = chl_failure_new (CHL_FAILURE_TRUNCATED, "gone");
  ChlStreamEvent error = { .kind = CHL_STREAM_ERROR, .failure = failure };
  ChlPart       *part = NULL;

  chl_message_begin (message);
  apply (message, CHL_STREAM_PART_START, 0, CHL_PART_REASONING, NULL, NULL, 20);
  chl_message_apply (message, &error, 25);
  apply (message, CHL_STREAM_FINISH, 0, 0, NULL, NULL, 26);
  apply (message, CHL_STREAM_END, 0, 0, NULL, NULL, 30);

  part = chl_message_get_part (message, 0);
  g_assert_cmpint (chl_part_get_ended_us (part), ==, 30);
  g_assert_false (chl_part_is_complete (part));
  g_assert_cmpint (chl_message_get_failure (message)->kind, ==, CHL_FAILURE_TRUNCATED);
  g_assert_null (chl_message_get_raw_finish (message));

  g_assert_finalize_object (message);
}

static void
test_begin_again (void)
{
  ChlMessage *message = chl_message_new ("m1", CHL_AUTHOR_ASSISTANT, 1);
  g_autoptr(ChlFailure) failure = chl_failure_new (CHL_FAILURE_OVERLOADED, NULL);
  g_autoptr(ChlUsage) usage = chl_usage_new ();

  chl_message_set_source (message, "home", "tiny-1", CHL_PROTOCOL_OPENAI_CHAT);
  chl_message_set_prefix_digest (message, "abc");
  chl_message_begin (message);
  apply (message, CHL_STREAM_START, 0, 0, "resp_1", NULL, 2);
  apply (message, CHL_STREAM_PART_START, 0, CHL_PART_TEXT, NULL, NULL, 2);
  apply (message, CHL_STREAM_PART_DELTA, 0, 0, NULL, "x", 3);
  chl_message_add_replay (message, "{}");
  chl_message_set_failure (message, failure);
  chl_message_set_usage (message, usage);
  chl_message_set_finish (message, CHL_FINISH_ERROR, "boom");
  chl_message_set_completed_us (message, 9);
  g_assert_false (chl_message_is_growing (message));

  chl_message_begin (message);
  g_assert_true (chl_message_is_growing (message));
  g_assert_cmpuint (chl_message_get_n_parts (message), ==, 0);
  g_assert_cmpuint (chl_message_get_n_replay (message), ==, 0);
  g_assert_null (chl_message_get_failure (message));
  g_assert_null (chl_message_get_usage (message));
  g_assert_null (chl_message_get_response_id (message));
  g_assert_null (chl_message_get_raw_finish (message));
  g_assert_cmpint (chl_message_get_finish (message), ==, CHL_FINISH_NONE);
  g_assert_cmpint (chl_message_get_first_token_us (message), ==, 0);
  g_assert_cmpint (chl_message_get_completed_us (message), ==, 0);

  /* Who is asked, and after what, is the same. */
  g_assert_cmpstr (chl_message_get_model (message), ==, "tiny-1");
  g_assert_cmpstr (chl_message_get_prefix_digest (message), ==, "abc");

  g_assert_finalize_object (message);
}

static void
test_nonsense_is_refused (void)
{
  static const ChlStreamEvent events[] = {
    { .kind = CHL_STREAM_PART_START, .part = 1 },
    { .kind = CHL_STREAM_PART_DELTA, .part = 0, .text = "x", .length = 1 },
    { .kind = CHL_STREAM_PART_END, .part = 7 },
    { .kind = CHL_STREAM_USAGE },
    { .kind = CHL_STREAM_ERROR },
    { .kind = CHL_STREAM_FINISH, .finish = CHL_FINISH_NONE },
    { .kind = CHL_STREAM_REPLAY },
    { .kind = CHL_STREAM_START, .text = NULL, .length = 4 },
  };
  ChlMessage *message = chl_message_new ("m1", CHL_AUTHOR_ASSISTANT, 1);

  chl_message_begin (message);
  for (guint i = 0; i < G_N_ELEMENTS (events); i++)
    {
      g_test_message ("event %u", i);
      g_test_expect_message ("chl-message-apply", G_LOG_LEVEL_CRITICAL, "*assertion*failed*");
      chl_message_apply (message, &events[i], 5);
      g_test_assert_expected_messages ();
    }
  g_assert_cmpuint (chl_message_get_n_parts (message), ==, 0);
  g_assert_true (chl_message_is_growing (message));

  g_assert_finalize_object (message);
}

static void
test_text_in_order (void)
{
  static const struct
  {
    ChlProtocolId protocol;
    const char   *reasoning;
  } cases[] = {
    { CHL_PROTOCOL_NONE, "R1R2" },
    { CHL_PROTOCOL_OPENAI_CHAT, "R1R2" },
    { CHL_PROTOCOL_OPENAI_RESPONSES, "R1\n\nR2" },
    { CHL_PROTOCOL_ANTHROPIC_MESSAGES, "R1\n\nR2" },
  };
  static const struct
  {
    ChlPartKind kind;
    const char *text;
  } parts[] = {
    { CHL_PART_REASONING, "R1" },
    { CHL_PART_TEXT, "T1" },
    { CHL_PART_TOOL_CALL, "{}" },
    { CHL_PART_REASONING, "" },
    { CHL_PART_REASONING, "R2" },
    { CHL_PART_REFUSAL, "No" },
    { CHL_PART_TEXT, "T2" },
    { CHL_PART_OPAQUE, "zzz" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      ChlMessage      *message = chl_message_new ("m", CHL_AUTHOR_ASSISTANT, 1);
      g_autofree char *text = NULL;
      g_autofree char *reasoning = NULL;

      chl_message_set_source (message, NULL, NULL, cases[i].protocol);
      for (guint j = 0; j < G_N_ELEMENTS (parts); j++)
        {
          g_autoptr(ChlPart) part = chl_part_new (parts[j].kind);

          chl_part_set_text (part, parts[j].text);
          chl_message_add_part (message, part);
        }

      text = chl_message_dup_text (message);
      reasoning = chl_message_dup_reasoning (message);
      g_assert_cmpstr (text, ==, "T1NoT2");
      g_assert_cmpstr (reasoning, ==, cases[i].reasoning);
      g_assert_finalize_object (message);
    }
}

static void
test_content (void)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static ("x", 1);

  for (guint i = 0; i < 6; i++)
    {
      ChlMessage *message = chl_message_new ("m", CHL_AUTHOR_ASSISTANT, 1);
      g_autoptr(ChlPart) part = chl_part_new (i == 3 ? CHL_PART_TOOL_CALL : CHL_PART_FILE);

      if (i == 1)
        chl_part_set_text (part, "x");
      else if (i == 2)
        chl_part_set_uri (part, "https://x.invalid");
      else if (i == 4)
        chl_part_set_data (part, bytes);
      if (i < 5)
        chl_message_add_part (message, part);

      g_test_message ("case %u", i);
      g_assert_cmpint (chl_message_has_content (message), ==, i >= 1 && i <= 4);
      g_assert_finalize_object (message);
    }
}

static void
test_properties (void)
{
  ChlMessage *message = chl_message_new_text ("m", CHL_AUTHOR_USER, 5, "Hi");
  g_autoptr(GtSignalLogger) logger = gt_signal_logger_new ();
  g_autoptr(ChlUsage) usage = chl_usage_new ();
  g_autoptr(ChlUsage) usage_read = NULL;
  g_autoptr(ChlFailure) failure = chl_failure_new (CHL_FAILURE_AUTH, NULL);
  g_autoptr(ChlFailure) failure_read = NULL;
  g_autofree char *model = NULL;
  int              finish = 99;
  gboolean         is_growing = TRUE;

  g_assert_true (chl_message_has_content (message));
  gt_signal_logger_connect (logger, message, "notify");
  chl_message_set_source (message, "p", "m1", CHL_PROTOCOL_OLLAMA_CHAT);
  gt_signal_logger_assert_notify_emission_pop (logger, message, "model");
  chl_message_set_source (message, "q", "m1", CHL_PROTOCOL_OLLAMA_CHAT);
  gt_signal_logger_assert_no_emissions (logger);
  g_assert_cmpstr (chl_message_get_provider_id (message), ==, "q");

  usage->input = 7;
  chl_message_set_usage (message, usage);
  gt_signal_logger_assert_notify_emission_pop (logger, message, "usage");
  chl_message_set_usage (message, chl_message_get_usage (message));
  gt_signal_logger_assert_no_emissions (logger);
  chl_message_set_failure (message, failure);
  gt_signal_logger_assert_notify_emission_pop (logger, message, "failure");
  chl_message_set_finish (message, CHL_FINISH_LENGTH, NULL);
  gt_signal_logger_assert_notify_emission_pop (logger, message, "finish");
  chl_message_set_finish (message, CHL_FINISH_LENGTH, NULL);
  gt_signal_logger_assert_no_emissions (logger);

  g_object_get (message,
                "finish", &finish,
                "usage", &usage_read,
                "failure", &failure_read,
                "model", &model,
                "is-growing", &is_growing,
                NULL);
  g_assert_cmpint (finish, ==, CHL_FINISH_LENGTH);
  g_assert_cmpint (usage_read->input, ==, 7);
  g_assert_cmpint (failure_read->kind, ==, CHL_FAILURE_AUTH);
  g_assert_cmpstr (model, ==, "m1");
  g_assert_false (is_growing);

  g_assert_finalize_object (message);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/message/list-of-parts", test_list_of_parts);
  g_test_add_func ("/message/grows-by-events", test_grows_by_events);
  g_test_add_func ("/message/lent-text", test_lent_text);
  g_test_add_func ("/message/cut-reasoning-ends", test_cut_reasoning_ends);
  g_test_add_func ("/message/begin-again", test_begin_again);
  g_test_add_func ("/message/nonsense-is-refused", test_nonsense_is_refused);
  g_test_add_func ("/message/text-in-order", test_text_in_order);
  g_test_add_func ("/message/content", test_content);
  g_test_add_func ("/message/properties", test_properties);

  return g_test_run ();
}
