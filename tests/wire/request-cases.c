/* request-cases.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "request-cases.h"

/* What OpenAI's own server takes. */
const ChlQuirks quirks_openai = {
  .output_limit_field = "max_completion_tokens",
  .developer_role = TRUE,
  .stream_usage = TRUE,
  .sends_effort = TRUE,
  .sends_parallel_tools = TRUE,
  .sends_cache_key = TRUE,
  .takes_null_content = TRUE,
  .takes_files = TRUE,
};

/* A server that is known for nothing. */
const ChlQuirks quirks_plain = { 0 };

static const ChlQuirks deepseek = {
  .output_limit_field = "max_tokens",
  .stream_usage = TRUE,
  .reasoning_field = "reasoning_content",
  .reasoning_with_tools_only = TRUE,
};

static const ChlQuirks openrouter = {
  .output_limit_field = "max_tokens",
  .developer_role = TRUE,
  .sends_effort = TRUE,
  .sampling_with_effort = TRUE,
  .reasoning_details = TRUE,
};

static const ChlQuirks gemini = { .extra_content = TRUE };
static const ChlQuirks mistral = { .short_tool_ids = TRUE };
static const ChlQuirks vllm = { .reasoning_field = "reasoning" };

static void
make_plain (ChlRequest *request)
{
  request->system = g_strdup ("Be brief.");
  request_add_message (request, CHL_AUTHOR_USER, "Grüß \"dich\"\n");
  request_add_message (request, CHL_AUTHOR_ASSISTANT, "Hi.");
  request_add_message (request, CHL_AUTHOR_USER, "And now?");
}

static void
make_everything (ChlRequest *request)
{
  static const char *const stop[] = { "END", "\n\n", NULL };

  request_add_message (request, CHL_AUTHOR_USER, "Go");
  g_ptr_array_add (request->tools,
                   chl_tool_new ("look", "Looks", "{ \"type\" : \"object\", \"n\":2.50 }"));
  g_ptr_array_add (request->tools, chl_tool_new ("now", NULL, NULL));
  request->tool_choice = CHL_TOOL_CHOICE_NAMED;
  request->tool_choice_name = g_strdup ("look");
  request->parallel_tools = 0;
  request->max_output = 4096;
  request->temperature = 0.7;
  request->top_p = 1;
  request->min_p = 0.05;
  request->top_k = 40;
  request->frequency_penalty = 0;
  request->presence_penalty = -0.5;
  request->repetition_penalty = 1.1;
  request->has_seed = TRUE;
  request->seed = 7;
  request->stop = g_strdupv ((GStrv) stop);
  request->format = CHL_FORMAT_JSON_SCHEMA;
  request->schema_name = g_strdup ("out");
  request->schema = g_strdup ("{\"type\":\"object\", \"x\":1e3}");
  request->cache_key = g_strdup ("conversation-1");
  request->extra_body = g_strdup ("{\"verbosity\":\"low\", \"seed\": 1.0, \"x\\u0079\":[1, 2]}");
}

static void
make_effort (ChlRequest *request)
{
  request_add_message (request, CHL_AUTHOR_USER, "Think");
  request->effort = CHL_EFFORT_XHIGH;
  request->temperature = 0.2;
  request->top_p = 0.9;
  request->format = CHL_FORMAT_JSON_OBJECT;
  request->parallel_tools = 1;
  request->stream = FALSE;
}

static void
make_effort_off (ChlRequest *request)
{
  request_add_message (request, CHL_AUTHOR_USER, "Do not think");
  request->effort = CHL_EFFORT_OFF;
  request->temperature = 0.2;
}

static void
make_budget (ChlRequest *request)
{
  request_add_message (request, CHL_AUTHOR_USER, "Think so much");
  request->budget_tokens = 2000;
}

static void
make_media (ChlRequest *request)
{
  ChlMessage *message = request_add_message (request, CHL_AUTHOR_USER, "What is this?");
  ChlPart    *remote;

  request_add_media (message, CHL_PART_IMAGE, "image/png", "a.png", "\211PNG");
  remote = request_add_part (message, CHL_PART_IMAGE, "");
  chl_part_set_uri (remote, "https://example.com/b.jpg");
  request_add_media (message, CHL_PART_FILE, "application/pdf", "c.pdf", "%PDF");
  request_add_media (message, CHL_PART_FILE, "text/x-csrc", "d.c", "int x;\n");
  request_add_media (message, CHL_PART_AUDIO, "audio/mpeg", "e.mp3", "ID3");
  request_add_media (message, CHL_PART_AUDIO, "audio/flac", "f.flac", "fLaC");
}

static void
make_media_as_text (ChlRequest *request)
{
  ChlMessage *message = request_add_message (request, CHL_AUTHOR_USER, "Read");

  request_add_media (message, CHL_PART_FILE, "application/pdf", "c.pdf", "%PDF");
  request_add_media (message, CHL_PART_FILE, "application/json", "d.json", "{}");
  request_add_media (message, CHL_PART_FILE, "text/plain", "bad.txt", "\377");
  request_add_part (message, CHL_PART_IMAGE, "");
}

static void
make_tools (ChlRequest *request)
{
  ChlMessage *answer;
  ChlPart    *result;

  request_add_message (request, CHL_AUTHOR_USER, "Look twice");
  answer = request_add_message (request, CHL_AUTHOR_ASSISTANT, NULL);
  request_add_call (answer, "call_1", "look", "{ \"n\" : 1.0 }");
  request_add_call (answer, "call_2", "look", "");
  chl_message_set_finish (answer, CHL_FINISH_TOOL_CALLS, "tool_calls");
  result = request_add_result (request, "call_2", "no such file");
  chl_part_set_is_error (result, TRUE);
  request_add_result (request, "call_1", "a cat");
  request_add_media (g_ptr_array_index (request->messages, 3), CHL_PART_IMAGE, "image/png", "cat.png", "\211PNG");
}

static void
make_tools_then_user (ChlRequest *request)
{
  make_tools (request);
  request_add_message (request, CHL_AUTHOR_USER, "And?");
}

static void
make_refusal (ChlRequest *request)
{
  ChlMessage *answer;

  request_add_message (request, CHL_AUTHOR_USER, "Do harm");
  answer = request_add_message (request, CHL_AUTHOR_ASSISTANT, NULL);
  request_add_part (answer, CHL_PART_REFUSAL, "No.");
  request_add_message (request, CHL_AUTHOR_SYSTEM, "Be kind.");
  request_add_message (request, CHL_AUTHOR_USER, "Do good");
}

static void
make_reasoning (ChlRequest *request)
{
  ChlMessage *first;
  ChlMessage *second;
  ChlPart    *call;

  request_add_message (request, CHL_AUTHOR_USER, "Look");
  first = request_add_message (request, CHL_AUTHOR_ASSISTANT, NULL);
  request_add_part (first, CHL_PART_REASONING, "I should ");
  request_add_part (first, CHL_PART_TEXT, "Looking. ");
  request_add_part (first, CHL_PART_REASONING, "look.\n");
  call = request_add_call (first, "call_1", "look", "{}");
  chl_part_set_meta (call, "extra_content", "{\"google\": {\"thought_signature\": \"c2ln\"}}");
  chl_message_add_replay (first, "{\"type\":\"reasoning_details\",\"items\":[{\"type\":\"reasoning.text\", "
                                 "\"text\":\"I should look.\\n\",\"signature\":\"x\\u0041\"}]}");
  chl_message_set_finish (first, CHL_FINISH_TOOL_CALLS, "tool_calls");
  request_sign (request, first);
  request_add_result (request, "call_1", "a cat");
  second = request_add_message (request, CHL_AUTHOR_ASSISTANT, NULL);
  request_add_part (second, CHL_PART_REASONING, "Clear.");
  request_add_part (second, CHL_PART_TEXT, "A cat.");
  request_sign (request, second);
  request_add_message (request, CHL_AUTHOR_USER, "Thanks");
}

/* The same after an edit of what came before. */
static void
make_reasoning_edited (ChlRequest *request)
{
  make_reasoning (request);
  request->system = g_strdup ("New rules.");
}

static void
make_foreign_ids (ChlRequest *request)
{
  static const char *const ids[] = { "toolu_01ABC", "abcDEF123", "call:with:colons" };
  ChlMessage              *answer;

  request_add_message (request, CHL_AUTHOR_USER, "Look");
  answer = request_add_message (request, CHL_AUTHOR_ASSISTANT, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    request_add_call (answer, ids[i], "look", "{}");
  chl_message_set_finish (answer, CHL_FINISH_TOOL_CALLS, "tool_calls");
  chl_message_set_source (answer, "elsewhere", "other", CHL_PROTOCOL_ANTHROPIC_MESSAGES);
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    request_add_result (request, ids[i], ids[i]);
}

const RequestCase request_cases[] = {
  { "plain", &quirks_plain, make_plain },
  { "plain-openai", &quirks_openai, make_plain },
  { "everything", &quirks_plain, make_everything },
  { "everything-openai", &quirks_openai, make_everything },
  { "effort", &quirks_plain, make_effort },
  { "effort-openai", &quirks_openai, make_effort },
  { "effort-openrouter", &openrouter, make_effort },
  { "effort-off-openai", &quirks_openai, make_effort_off },
  { "budget-openai", &quirks_openai, make_budget },
  { "media-openai", &quirks_openai, make_media },
  { "media", &quirks_plain, make_media },
  { "media-as-text", &quirks_plain, make_media_as_text },
  { "tools", &quirks_plain, make_tools },
  { "tools-openai", &quirks_openai, make_tools },
  { "tools-then-user", &quirks_plain, make_tools_then_user },
  { "refusal", &quirks_plain, make_refusal },
  { "reasoning", &quirks_plain, make_reasoning },
  { "reasoning-vllm", &vllm, make_reasoning },
  { "reasoning-deepseek", &deepseek, make_reasoning },
  { "reasoning-openrouter", &openrouter, make_reasoning },
  { "reasoning-gemini", &gemini, make_reasoning },
  { "reasoning-edited-vllm", &vllm, make_reasoning_edited },
  { "reasoning-edited-deepseek", &deepseek, make_reasoning_edited },
  { "reasoning-edited-openrouter", &openrouter, make_reasoning_edited },
  { "reasoning-edited-gemini", &gemini, make_reasoning_edited },
  { "foreign-ids", &quirks_plain, make_foreign_ids },
  { "foreign-ids-mistral", &mistral, make_foreign_ids },
};

const guint n_request_cases = G_N_ELEMENTS (request_cases);
