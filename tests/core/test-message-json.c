/* test-message-json.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "chl-error.h"
#include "chl-json.h"
#include "chl-message.h"

static void
assert_round_trip (ChlMessage *message)
{
  g_autoptr(JsonNode) node = chl_message_to_json (message);
  g_autofree char *text = chl_json_print (node, FALSE);
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) parsed = chl_json_parse (text, -1, &error);
  g_autoptr(ChlMessage) copy = NULL;
  g_autoptr(JsonNode) again = NULL;
  g_autofree char *text_again = NULL;

  g_assert_no_error (error);
  copy = chl_message_from_json (parsed, &error);
  g_assert_no_error (error);
  again = chl_message_to_json (copy);
  text_again = chl_json_print (again, FALSE);
  g_assert_cmpstr (text_again, ==, text);
  g_assert_false (chl_message_is_growing (copy));
}

static void
add_part (ChlMessage *message,
          ChlPart    *part)
{
  chl_message_add_part (message, part);
  g_object_unref (part);
}

static ChlMessage *
build_full (void)
{
  static const guint8 data[] = { 0, 1, 2, 0xff, 0 };
  ChlMessage         *message = chl_message_new ("7c9e6679-7425-40de-944b-e07fc1f90ae7",
                                                 CHL_AUTHOR_ASSISTANT,
                                                 G_GINT64_CONSTANT (1753000000123456));
  g_autoptr(GBytes) bytes = g_bytes_new_static (data, sizeof data);
  g_autoptr(ChlFailure) failure = chl_failure_new (CHL_FAILURE_RATE_LIMIT, "Slow down");
  ChlUsage usage = { .input = 10, .cached = 3, .cache_write = 2, .output = 20, .reasoning = 5, .load_us = 7, .input_us = 8, .output_us = 9, .cost = 0.000123, .currency = "USD" };
  ChlPart *part = NULL;

  chl_message_set_source (message, "home", "a/b:c", CHL_PROTOCOL_ANTHROPIC_MESSAGES);
  chl_message_set_first_token_us (message, 5);
  chl_message_set_completed_us (message, 6);
  chl_message_set_prefix_digest (message, "feed");
  chl_message_set_response_id (message, "resp");

  part = chl_part_new (CHL_PART_REASONING);
  chl_part_set_text (part, "a\n\t\"\\/\x01 ü 😀 \xe2\x80\xa8");
  chl_part_set_meta (part, "signature", "EqQB==");
  chl_part_set_meta (part, "wire", "{\"a\": 1.0,  \"b\":[ ]}");
  chl_part_set_times (part, 3, 4);
  add_part (message, part);

  part = chl_part_new (CHL_PART_TOOL_CALL);
  chl_part_set_call_id (part, "call");
  chl_part_set_name (part, "add");
  chl_part_set_text (part, "{\"a\": 1e5}");
  chl_part_set_complete (part, TRUE);
  add_part (message, part);

  part = chl_part_new (CHL_PART_TOOL_RESULT);
  chl_part_set_is_error (part, TRUE);
  add_part (message, part);

  add_part (message, chl_part_new_image ("image/png", bytes, "ü.png"));
  part = chl_part_new (CHL_PART_FILE);
  chl_part_set_uri (part, "https://x.invalid/y");
  add_part (message, part);

  chl_message_add_replay (message, "{\"type\": \"opaque\",\"n\":1.50}");
  chl_message_add_replay (message, "[]");
  chl_message_set_usage (message, &usage);
  chl_message_set_failure (message, failure);
  chl_message_set_finish (message, CHL_FINISH_ERROR, "whatever");

  return message;
}

static void
test_round_trip (void)
{
  ChlMessage *full = build_full ();
  ChlMessage *bare = chl_message_new ("x", CHL_AUTHOR_SYSTEM, 0);
  ChlMessage *text = chl_message_new_text ("y", CHL_AUTHOR_USER, -5, "");
  g_autoptr(GBytes) empty = g_bytes_new (NULL, 0);

  add_part (text, chl_part_new_image ("image/gif", empty, NULL));
  assert_round_trip (full);
  assert_round_trip (bare);
  assert_round_trip (text);

  g_assert_finalize_object (full);
  g_assert_finalize_object (bare);
  g_assert_finalize_object (text);
}

static void
test_fields_come_back (void)
{
  ChlMessage *message = build_full ();
  g_autoptr(JsonNode) node = chl_message_to_json (message);
  g_autoptr(ChlMessage) copy = chl_message_from_json (node, NULL);
  g_autofree char *was = chl_message_dup_reasoning (message);
  g_autofree char *is = chl_message_dup_reasoning (copy);
  ChlPart         *part = NULL;

  g_assert_cmpstr (is, ==, was);
  g_assert_cmpint (chl_message_get_author (copy), ==, CHL_AUTHOR_ASSISTANT);
  g_assert_cmpint (chl_message_get_created_us (copy), ==, G_GINT64_CONSTANT (1753000000123456));
  g_assert_cmpint (chl_message_get_first_token_us (copy), ==, 5);
  g_assert_cmpint (chl_message_get_completed_us (copy), ==, 6);
  g_assert_cmpstr (chl_message_get_provider_id (copy), ==, "home");
  g_assert_cmpstr (chl_message_get_model (copy), ==, "a/b:c");
  g_assert_cmpint (chl_message_get_protocol (copy), ==, CHL_PROTOCOL_ANTHROPIC_MESSAGES);
  g_assert_cmpstr (chl_message_get_prefix_digest (copy), ==, "feed");
  g_assert_cmpstr (chl_message_get_response_id (copy), ==, "resp");
  g_assert_cmpint (chl_message_get_finish (copy), ==, CHL_FINISH_ERROR);
  g_assert_cmpstr (chl_message_get_raw_finish (copy), ==, "whatever");
  g_assert_cmpint (chl_message_get_usage (copy)->reasoning, ==, 5);
  g_assert_cmpstr (chl_message_get_failure (copy)->message, ==, "Slow down");
  g_assert_cmpuint (chl_message_get_n_replay (copy), ==, 2);
  g_assert_cmpstr (chl_message_get_replay (copy, 0), ==, "{\"type\": \"opaque\",\"n\":1.50}");
  g_assert_cmpuint (chl_message_get_n_parts (copy), ==, 5);

  part = chl_message_get_part (copy, 0);
  g_assert_false (chl_part_is_complete (part));
  g_assert_cmpstr (chl_part_get_meta (part, "wire"), ==, "{\"a\": 1.0,  \"b\":[ ]}");
  g_assert_cmpint (chl_part_get_began_us (part), ==, 3);
  g_assert_cmpint (chl_part_get_ended_us (part), ==, 4);
  part = chl_message_get_part (copy, 1);
  g_assert_true (chl_part_is_complete (part));
  g_assert_cmpstr (chl_part_get_call_id (part), ==, "call");
  g_assert_cmpstr (chl_part_get_name (part), ==, "add");
  g_assert_true (chl_part_is_error (chl_message_get_part (copy, 2)));
  part = chl_message_get_part (copy, 3);
  g_assert_true (g_bytes_equal (chl_part_get_data (part),
                                chl_part_get_data (chl_message_get_part (message, 3))));
  g_assert_cmpstr (chl_part_get_filename (part), ==, "ü.png");
  g_assert_cmpstr (chl_part_get_uri (chl_message_get_part (copy, 4)), ==, "https://x.invalid/y");

  g_assert_finalize_object (message);
}

static void
test_unknown_members (void)
{
  const char *text = "{\"id\":\"m\",\"author\":\"user\",\"created_us\":1,\"later\":[1],"
                     "\"finish\":null,\"usage\":null,"
                     "\"parts\":[{\"kind\":\"text\",\"text\":\"Hi\",\"colour\":{}}]}";
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) node = chl_json_parse (text, -1, NULL);
  g_autoptr(ChlMessage) message = chl_message_from_json (node, &error);
  g_autofree char *read = NULL;

  g_assert_no_error (error);
  read = chl_message_dup_text (message);
  g_assert_cmpstr (read, ==, "Hi");
  g_assert_true (chl_part_is_complete (chl_message_get_part (message, 0)));
}

#define GOOD "\"id\":\"m\",\"author\":\"user\",\"created_us\":1"
#define PART(members) "{" GOOD ",\"parts\":[{" members "}]}"

static void
test_nonsense (void)
{
  static const char *const texts[] = {
    "[]",
    "3",
    "{}",
    "{\"id\":\"m\",\"author\":\"user\"}",
    "{\"id\":\"m\",\"created_us\":1}",
    "{\"author\":\"user\",\"created_us\":1}",
    "{\"id\":\"\",\"author\":\"user\",\"created_us\":1}",
    "{\"id\":5,\"author\":\"user\",\"created_us\":1}",
    "{\"id\":\"m\",\"author\":\"pope\",\"created_us\":1}",
    "{\"id\":\"m\",\"author\":\"user\",\"created_us\":\"1\"}",
    "{\"id\":\"m\",\"author\":\"user\",\"created_us\":1.5}",
    "{" GOOD ",\"first_token_us\":true}",
    "{" GOOD ",\"completed_us\":\"\"}",
    "{" GOOD ",\"provider\":1}",
    "{" GOOD ",\"model\":{}}",
    "{" GOOD ",\"protocol\":\"smoke\"}",
    "{" GOOD ",\"protocol\":1}",
    "{" GOOD ",\"prefix_digest\":1}",
    "{" GOOD ",\"response_id\":1}",
    "{" GOOD ",\"finish\":\"bored\"}",
    "{" GOOD ",\"raw_finish\":1}",
    "{" GOOD ",\"usage\":3}",
    "{" GOOD ",\"failure\":[]}",
    "{" GOOD ",\"replay\":{}}",
    "{" GOOD ",\"replay\":[1]}",
    "{" GOOD ",\"parts\":{}}",
    "{" GOOD ",\"parts\":[1]}",
    "{" GOOD ",\"parts\":[null]}",
    PART (""),
    PART ("\"kind\":\"song\""),
    PART ("\"kind\":7"),
    PART ("\"kind\":\"text\",\"text\":1"),
    PART ("\"kind\":\"text\",\"incomplete\":1"),
    PART ("\"kind\":\"text\",\"is_error\":\"\""),
    PART ("\"kind\":\"text\",\"began_us\":\"\""),
    PART ("\"kind\":\"text\",\"meta\":[]"),
    PART ("\"kind\":\"text\",\"meta\":{\"a\":1}"),
    PART ("\"kind\":\"image\",\"data\":1"),
    PART ("\"kind\":\"image\",\"data\":\"a\""),
    PART ("\"kind\":\"image\",\"data\":\"ab=c\""),
    PART ("\"kind\":\"image\",\"data\":\"ab\\ncd===\""),
    PART ("\"kind\":\"image\",\"data\":\"====\""),
    PART ("\"kind\":\"image\",\"data\":\"ab-_\""),
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(GError) parse_error = NULL;
      g_autoptr(GError) error = NULL;
      g_autoptr(JsonNode) node = chl_json_parse (texts[i], -1, &parse_error);

      g_test_message ("%s", texts[i]);
      g_assert_no_error (parse_error);
      g_assert_null (chl_message_from_json (node, &error));
      g_assert_error (error, CHL_ERROR, CHL_ERROR_BROKEN_FILE);
      g_assert_false (g_str_has_suffix (error->message, "."));
    }

  g_assert_null (chl_message_from_json (NULL, NULL));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/message-json/round-trip", test_round_trip);
  g_test_add_func ("/message-json/fields-come-back", test_fields_come_back);
  g_test_add_func ("/message-json/unknown-members", test_unknown_members);
  g_test_add_func ("/message-json/nonsense", test_nonsense);

  return g_test_run ();
}
