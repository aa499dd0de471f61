/* test-ollama-encoder.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "chl-error.h"
#include "chl-json.h"
#include "chl-protocol.h"
#include "request-builder.h"

static const ChlQuirks plain = { .think = CHL_THINK_SWITCH };
static const ChlQuirks deaf = { .think = CHL_THINK_NEVER };
static const ChlQuirks decided = {
  .think = CHL_THINK_SWITCH,
  .context_tokens = 16384,
  .keep_alive = "30m",
};
static const ChlQuirks wordy = {
  .think = CHL_THINK_WORDS,
  .efforts = (const char *const[]){ "low", "medium", "high", NULL },
};

static ChlMessage *
add_answer (ChlRequest *request)
{
  ChlMessage *answer = request_add_message (request, CHL_AUTHOR_ASSISTANT, NULL);

  chl_message_set_source (answer, "here", "demo-1", CHL_PROTOCOL_OLLAMA_CHAT);

  return answer;
}

static void
make_plain (ChlRequest *request)
{
  request->system = g_strdup ("Be brief.");
  request_add_message (request, CHL_AUTHOR_USER, "Hello \"there\"\n\342\200\246");
  request->stream = TRUE;
}

static void
make_everything (ChlRequest *request)
{
  request_add_message (request, CHL_AUTHOR_USER, "All of it");
  g_ptr_array_add (request->tools, chl_tool_new ("look", "Looks", "{\"type\":\"object\", \"x\":1.50}"));
  g_ptr_array_add (request->tools, chl_tool_new ("wait", NULL, NULL));
  request->max_output = 512;
  request->temperature = 0.5;
  request->top_p = 1;
  request->min_p = 0.25;
  request->frequency_penalty = 0.125;
  request->presence_penalty = -1;
  request->repetition_penalty = 1.5;
  request->top_k = 40;
  request->has_seed = TRUE;
  request->seed = -7;
  request->stop = g_strdupv ((char *[]){ (char *) "END", (char *) "\n\n", NULL });
  request->effort = CHL_EFFORT_HIGH;
  request->format = CHL_FORMAT_JSON_SCHEMA;
  request->schema = g_strdup ("{\"type\":\"object\", \"x\":1e3}");
  request->tool_choice = CHL_TOOL_CHOICE_REQUIRED;
  request->cache_key = g_strdup ("conversation-1");
  request->extra_body = g_strdup ("{\"shift\":false, \"x\\u0079\":[1, 2]}");
  request->stream = TRUE;
}

static void
make_additions (ChlRequest *request)
{
  request_add_message (request, CHL_AUTHOR_USER, "Mine");
  request->effort = CHL_EFFORT_HIGH;
  request->format = CHL_FORMAT_JSON_OBJECT;
  request->extra_body = g_strdup ("{\"options\":{\"num_ctx\":1},\"think\":false,\"format\":\"x\","
                                  "\"keep_alive\":0,\"truncate\":true}");
}

static void
make_media (ChlRequest *request)
{
  ChlMessage *message = request_add_message (request, CHL_AUTHOR_USER, "What is this?");
  ChlPart    *remote;

  request_add_media (message, CHL_PART_IMAGE, "image/png", "a.png", "\211PNG");
  request_add_media (message, CHL_PART_IMAGE, "image/jpeg", "b.jpg", "\377\330");
  remote = request_add_part (message, CHL_PART_IMAGE, "");
  chl_part_set_uri (remote, "https://example.com/c.jpg");
  request_add_media (message, CHL_PART_FILE, "application/pdf", "d.pdf", "%PDF");
  request_add_media (message, CHL_PART_FILE, "text/x-csrc", "e.c", "int x;\n");
  request_add_media (message, CHL_PART_AUDIO, "audio/mpeg", "f.mp3", "ID3");
}

static void
make_tools (ChlRequest *request)
{
  ChlMessage *answer;
  ChlPart    *result;

  request_add_message (request, CHL_AUTHOR_USER, "Look twice");
  answer = add_answer (request);
  request_add_part (answer, CHL_PART_TEXT, "Looking.");
  request_add_call (answer, "call_1", "look", "{ \"n\" : 1.0 }");
  request_add_call (answer, "call_2", "stare", "");
  request_add_call (answer, "call_3", "gaze", "[1]");
  chl_message_set_finish (answer, CHL_FINISH_TOOL_CALLS, "stop");
  result = request_add_result (request, "call_2", "no such file");
  chl_part_set_is_error (result, TRUE);
  request_add_result (request, "call_1", "a cat");
  request_add_media (g_ptr_array_index (request->messages, 3), CHL_PART_IMAGE, "image/png", "cat.png",
                     "\211PNG");
}

static void
make_thinking (ChlRequest *request)
{
  ChlMessage *first;
  ChlMessage *second;

  request_add_message (request, CHL_AUTHOR_USER, "Look");
  first = add_answer (request);
  request_add_part (first, CHL_PART_REASONING, "I should look.\n");
  request_add_call (first, "call_1", "look", "{}");
  chl_message_set_finish (first, CHL_FINISH_TOOL_CALLS, "stop");
  request_sign (request, first);
  request_add_result (request, "call_1", "a cat");
  second = add_answer (request);
  request_add_part (second, CHL_PART_REASONING, "Clear.");
  request_add_part (second, CHL_PART_TEXT, "A cat.");
  request_sign (request, second);
  request_add_message (request, CHL_AUTHOR_SYSTEM, "Be kind.");
  request_add_message (request, CHL_AUTHOR_USER, "Thanks");
}

/* The same after an edit of what came before: thoughts that no longer fit stay here. */
static void
make_thinking_edited (ChlRequest *request)
{
  make_thinking (request);
  request->system = g_strdup ("New rules.");
}

static void
make_foreign (ChlRequest *request)
{
  ChlMessage *answer;

  request_add_message (request, CHL_AUTHOR_USER, "Look");
  answer = request_add_message (request, CHL_AUTHOR_ASSISTANT, NULL);
  request_add_part (answer, CHL_PART_REASONING, "Elsewhere I thought.");
  request_add_call (answer, "call:with:colons", "look", "{}");
  chl_message_set_source (answer, "elsewhere", "other", CHL_PROTOCOL_ANTHROPIC_MESSAGES);
  chl_message_set_finish (answer, CHL_FINISH_TOOL_CALLS, "tool_use");
}

static const struct
{
  const char      *name;
  const ChlQuirks *quirks;
  void (*make) (ChlRequest *request);
} cases[] = {
  { "plain", &plain, make_plain },
  { "plain-decided", &decided, make_plain },
  { "everything", &decided, make_everything },
  { "everything-wordy", &wordy, make_everything },
  { "everything-deaf", &deaf, make_everything },
  { "additions", &decided, make_additions },
  { "media", &plain, make_media },
  { "tools", &plain, make_tools },
  { "thinking", &plain, make_thinking },
  { "thinking-edited", &plain, make_thinking_edited },
  { "foreign", &plain, make_foreign },
};

static char *
encode (const ChlRequest *request,
        const ChlQuirks  *quirks)
{
  const ChlProtocol *protocol = chl_protocol_get (CHL_PROTOCOL_OLLAMA_CHAT);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) body = chl_protocol_encode (protocol, request, quirks, &error);
  g_autoptr(JsonNode) node = NULL;
  gsize       length = 0;
  const char *bytes;

  g_assert_no_error (error);
  bytes = g_bytes_get_data (body, &length);
  node = chl_json_parse (bytes, (gssize) length, &error);
  g_assert_no_error (error);

  return g_strndup (bytes, length);
}

/* To the byte. CHL_TEST_UPDATE writes the files anew; look at what changed. */
static void
test_golden (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr(ChlRequest) request = request_case_new ();
  g_autoptr(GError) error = NULL;
  g_autofree char *file = g_strconcat ("ollama-", cases[i].name, ".json", NULL);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "wire", "golden", file, NULL);
  g_autofree char *expected = NULL;
  g_autofree char *json = NULL;

  cases[i].make (request);
  json = encode (request, cases[i].quirks);

  if (g_getenv ("CHL_TEST_UPDATE") != NULL)
    {
      g_autofree char *line = g_strconcat (json, "\n", NULL);

      g_file_set_contents (path, line, -1, &error);
      g_assert_no_error (error);
    }

  g_file_get_contents (path, &expected, NULL, &error);
  g_assert_no_error (error);
  g_strchomp (expected);
  g_assert_cmpstr (json, ==, expected);
}

static void
assert_member (const ChlRequest *request,
               const ChlQuirks  *quirks,
               const char       *pointer,
               const char       *json)
{
  g_autofree char *body = encode (request, quirks);
  g_autoptr(JsonNode) root = chl_json_parse (body, -1, NULL);
  JsonNode        *value = chl_json_get (root, pointer);
  g_autofree char *text = value != NULL ? chl_json_print (value, FALSE) : NULL;

  g_assert_cmpstr (text, ==, json);
}

/* What is said of thinking, for each wish and each kind of model. */
static void
test_thinking (void)
{
  static const char *const all[] = { "low", "medium", "high", "max", NULL };
  static const struct
  {
    ChlEffort   effort;
    gint64      budget_tokens;
    const char *by_switch;
    const char *by_three;
    const char *by_four;
  } rows[] = {
    { CHL_EFFORT_DEFAULT, 0, NULL, NULL, NULL },
    { CHL_EFFORT_OFF, 0, "false", "\"low\"", "\"low\"" },
    { CHL_EFFORT_MINIMAL, 0, "true", "\"low\"", "\"low\"" },
    { CHL_EFFORT_LOW, 0, "true", "\"low\"", "\"low\"" },
    { CHL_EFFORT_MEDIUM, 0, "true", "\"medium\"", "\"medium\"" },
    { CHL_EFFORT_HIGH, 0, "true", "\"high\"", "\"high\"" },
    { CHL_EFFORT_XHIGH, 0, "true", "\"high\"", "\"max\"" },
    { CHL_EFFORT_MAX, 0, "true", "\"high\"", "\"max\"" },
    { CHL_EFFORT_DEFAULT, 900, "true", "\"high\"", "\"high\"" },
    { CHL_EFFORT_OFF, 900, "true", "\"high\"", "\"high\"" },
  };
  const ChlQuirks four = { .think = CHL_THINK_WORDS, .efforts = all };
  const ChlQuirks any = { .think = CHL_THINK_WORDS };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(ChlRequest) request = request_case_new ();

      g_test_message ("%u", i);
      request_add_message (request, CHL_AUTHOR_USER, "Think");
      request->effort = rows[i].effort;
      request->budget_tokens = rows[i].budget_tokens;
      assert_member (request, &deaf, "/think", NULL);
      assert_member (request, &plain, "/think", rows[i].by_switch);
      assert_member (request, &wordy, "/think", rows[i].by_three);
      assert_member (request, &four, "/think", rows[i].by_four);
      assert_member (request, &any, "/think", rows[i].by_four);
    }
}

/* A number of seconds is no text: it would lack its unit, and be refused. */
static void
test_keep_alive (void)
{
  static const struct
  {
    const char *option;
    const char *json;
  } rows[] = {
    { "5m", "\"5m\"" },
    { "-1m", "\"-1m\"" },
    { "300", "300" },
    { "-1", "-1" },
    { "0", "0" },
    { NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const ChlQuirks quirks = { .keep_alive = rows[i].option };
      g_autoptr(ChlRequest) request = request_case_new ();

      request_add_message (request, CHL_AUTHOR_USER, "Stay");
      assert_member (request, &quirks, "/keep_alive", rows[i].json);
    }
}

static void
test_tool_choice (void)
{
  static const struct
  {
    ChlToolChoice choice;
    const char   *name;
    const char   *first;
    const char   *second;
  } rows[] = {
    { CHL_TOOL_CHOICE_AUTO, NULL, "\"a\"", "\"b\"" },
    { CHL_TOOL_CHOICE_REQUIRED, NULL, "\"a\"", "\"b\"" },
    { CHL_TOOL_CHOICE_NAMED, "b", "\"b\"", NULL },
    { CHL_TOOL_CHOICE_NAMED, "c", NULL, NULL },
    { CHL_TOOL_CHOICE_NONE, NULL, NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(ChlRequest) request = request_case_new ();

      g_test_message ("%u", i);
      request_add_message (request, CHL_AUTHOR_USER, "Choose");
      g_ptr_array_add (request->tools, chl_tool_new ("a", NULL, NULL));
      g_ptr_array_add (request->tools, chl_tool_new ("b", NULL, NULL));
      request->tool_choice = rows[i].choice;
      request->tool_choice_name = g_strdup (rows[i].name);
      assert_member (request, &plain, "/tools/0/function/name", rows[i].first);
      assert_member (request, &plain, "/tools/1/function/name", rows[i].second);
      assert_member (request, &plain, "/tool_choice", NULL);
    }
}

static void
test_numbers_that_are_none (void)
{
  g_autoptr(ChlRequest) request = request_case_new ();

  request_add_message (request, CHL_AUTHOR_USER, "Hm");
  request->temperature = INFINITY;
  request->top_p = -INFINITY;
  assert_member (request, &plain, "/options", "{}");
}

static void
test_what_cannot_be_sent (void)
{
  static const struct
  {
    const char *extra;
    const char *schema;
    const char *parameters;
    const char *needle;
  } rows[] = {
    { "{\"stream\":false}", NULL, NULL, "stream" },
    { "{\"messages\":[]}", NULL, NULL, "messages" },
    { "[]", NULL, NULL, "additional" },
    { NULL, "7", NULL, "schema" },
    { NULL, NULL, "{", "tool" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(ChlRequest) request = request_case_new ();
      g_autoptr(GError) error = NULL;

      request->extra_body = g_strdup (rows[i].extra);
      request->schema = g_strdup (rows[i].schema);
      request->format = rows[i].schema != NULL ? CHL_FORMAT_JSON_SCHEMA : CHL_FORMAT_TEXT;
      if (rows[i].parameters != NULL)
        g_ptr_array_add (request->tools, chl_tool_new ("t", NULL, rows[i].parameters));
      g_assert_null (chl_protocol_encode (chl_protocol_get (CHL_PROTOCOL_OLLAMA_CHAT), request, &plain,
                                          &error));
      g_assert_error (error, CHL_ERROR, CHL_ERROR_INVALID);
      g_assert_nonnull (strstr (error->message, rows[i].needle));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/ollama-encoder/golden/", cases[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_golden);
    }
  g_test_add_func ("/ollama-encoder/thinking", test_thinking);
  g_test_add_func ("/ollama-encoder/keep-alive", test_keep_alive);
  g_test_add_func ("/ollama-encoder/tool-choice", test_tool_choice);
  g_test_add_func ("/ollama-encoder/numbers-that-are-none", test_numbers_that_are_none);
  g_test_add_func ("/ollama-encoder/what-cannot-be-sent", test_what_cannot_be_sent);

  return g_test_run ();
}
