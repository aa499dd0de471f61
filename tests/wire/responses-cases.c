/* responses-cases.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "responses-cases.h"

static const char *const some_efforts[] = { "low", "medium", "high", NULL };

/* A server that is known for nothing, the one that made the protocol with a model that reasons and
 * with one that does not, one that takes no limit, and one that wants ids. */
static const ChlQuirks plain = { 0 };
const ChlQuirks        quirks_reasoner = {
         .developer_role = TRUE,
         .sends_effort = TRUE,
         .sends_parallel_tools = TRUE,
         .sends_cache_key = TRUE,
         .takes_files = TRUE,
         .efforts = some_efforts,
         .sampling = CHL_SAMPLING_NONE,
         .sends_store = TRUE,
         .sends_include = TRUE,
         .summary = "auto",
         .declines_padding = TRUE,
};
static const ChlQuirks talker = {
  .developer_role = TRUE,
  .sends_parallel_tools = TRUE,
  .sends_cache_key = TRUE,
  .takes_files = TRUE,
  .sends_store = TRUE,
};
static const ChlQuirks unlimited = { .refuses_output_limit = TRUE, .sends_store = TRUE };
static const ChlQuirks imitator = { .unsigned_thinking = TRUE, .sends_item_ids = TRUE };

static ChlMessage *
add_answer (ChlRequest *request,
            const char *text)
{
  ChlMessage *message = request_add_message (request, CHL_AUTHOR_ASSISTANT, text);

  chl_message_set_source (message, "here", "demo-1", CHL_PROTOCOL_OPENAI_RESPONSES);

  return message;
}

static ChlPart *
add_meta_part (ChlMessage *message,
               ChlPartKind kind,
               const char *text,
               const char *key,
               const char *value)
{
  ChlPart *part = request_add_part (message, kind, text);

  chl_part_set_meta (part, key, value);

  return part;
}

static void
make_plain (ChlRequest *request)
{
  request->system = g_strdup ("Be brief.");
  request_add_message (request, CHL_AUTHOR_SYSTEM, "House rules.");
  request_add_message (request, CHL_AUTHOR_USER, "Grüß \"dich\"\n");
  add_answer (request, "Hi.");
  request_add_message (request, CHL_AUTHOR_USER, "And now?");
}

static void
make_everything (ChlRequest *request)
{
  static const char *const stop[] = { "END", NULL };

  request_add_message (request, CHL_AUTHOR_USER, "Go");
  g_ptr_array_add (request->tools,
                   chl_tool_new ("look", "Looks", "{ \"type\" : \"object\", \"n\":2.50 }"));
  g_ptr_array_add (request->tools, chl_tool_new ("now", NULL, NULL));
  request->tool_choice = CHL_TOOL_CHOICE_NAMED;
  request->tool_choice_name = g_strdup ("look");
  request->parallel_tools = 0;
  request->max_output = 5;
  request->temperature = 0.5;
  request->top_p = 0.25;
  request->min_p = 0.05;
  request->top_k = 40;
  request->frequency_penalty = 0.5;
  request->has_seed = TRUE;
  request->seed = 7;
  request->stop = g_strdupv ((GStrv) stop);
  request->effort = CHL_EFFORT_XHIGH;
  request->format = CHL_FORMAT_JSON_SCHEMA;
  request->schema_name = g_strdup ("out");
  request->schema = g_strdup ("{\"type\":\"object\", \"x\":1e3}");
  request->cache_key = g_strdup ("conversation-1");
  request->extra_body = g_strdup ("{\"service_tier\":\"flex\", \"top_p\": 1.0, \"x\\u0079\":[1, 2]}");
}

/* Whoever adds them has the last word. */
static void
make_additions (ChlRequest *request)
{
  request_add_message (request, CHL_AUTHOR_USER, "Go");
  request->effort = CHL_EFFORT_HIGH;
  request->max_output = 100;
  request->format = CHL_FORMAT_JSON_OBJECT;
  request->stream = FALSE;
  request->extra_body = g_strdup ("{\"reasoning\":{},\"text\":{\"verbosity\":\"low\"},"
                                  "\"max_output_tokens\":5}");
}

static void
make_json_object (ChlRequest *request)
{
  request_add_message (request, CHL_AUTHOR_USER, "Go");
  request->format = CHL_FORMAT_JSON_OBJECT;
  request->effort = CHL_EFFORT_OFF;
  request->temperature = 0.5;
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
  remote = request_add_part (message, CHL_PART_FILE, "");
  chl_part_set_media_type (remote, "application/pdf");
  chl_part_set_uri (remote, "https://example.com/d.pdf");
  request_add_media (message, CHL_PART_FILE, "text/x-csrc", "d.c", "int x;\n");
  request_add_media (message, CHL_PART_FILE, "application/zip", NULL, "PK");
  request_add_media (message, CHL_PART_AUDIO, "audio/mpeg", "f.mp3", "ID3");
}

static void
make_tools (ChlRequest *request)
{
  ChlMessage *answer;
  ChlPart    *part;

  g_ptr_array_add (request->tools, chl_tool_new ("look", NULL, NULL));
  request_add_message (request, CHL_AUTHOR_USER, "Look three times");
  answer = add_answer (request, "Looking.");
  request_add_call (answer, "call_1", "look", "{ \"n\" : 1.0 }");
  request_add_call (answer, "call_2", "look", "");
  request_add_call (answer, "call_3", "look", "{\"n\":");
  part = request_add_call (answer, "call_4", "shell", "ls -l");
  chl_part_set_meta (part, "custom", "true");
  request_add_call (answer, "call_5", "look", "{}");
  chl_message_set_finish (answer, CHL_FINISH_TOOL_CALLS, "completed");
  part = request_add_result (request, "call_3", "no such file");
  chl_part_set_is_error (part, TRUE);
  request_add_result (request, "call_1", "a cat");
  request_add_media (g_ptr_array_index (request->messages, 3), CHL_PART_IMAGE, "image/png",
                     "cat.png", "\211PNG");
  request_add_result (request, "call_2", "");
  request_add_result (request, "call_4", "a\nb");
  request_add_message (request, CHL_AUTHOR_USER, "And?");
}

/* Another provider's calls, whose ids this one would not take, and its texts. */
static void
make_foreign (ChlRequest *request)
{
  ChlMessage *answer;

  request_add_message (request, CHL_AUTHOR_USER, "Look");
  answer = request_add_message (request, CHL_AUTHOR_ASSISTANT, "Let ");
  chl_message_set_source (answer, "elsewhere", "other", CHL_PROTOCOL_ANTHROPIC_MESSAGES);
  add_meta_part (answer, CHL_PART_REASONING, "Hm.", "signature", "c2ln");
  request_add_part (answer, CHL_PART_TEXT, "me look.");
  add_meta_part (answer, CHL_PART_OPAQUE, "", "wire", "{\"type\":\"server_tool_use\"}");
  request_add_call (answer, "look.1", "look", "{}");
  chl_message_set_finish (answer, CHL_FINISH_TOOL_CALLS, "tool_use");
  request_add_result (request, "look.1", "a cat");
}

/* Reasoning, calls, and what only the server understands, in answers that stand as they came. */
void
make_responses_reasoning (ChlRequest *request)
{
  ChlMessage *first;
  ChlMessage *second;
  ChlPart    *part;

  g_ptr_array_add (request->tools, chl_tool_new ("look", NULL, NULL));
  request->effort = CHL_EFFORT_HIGH;
  request_add_message (request, CHL_AUTHOR_USER, "Look");
  first = add_answer (request, NULL);
  add_meta_part (first, CHL_PART_REASONING, "I should look.", "wire",
                 "{\"id\":\"rs_1\", \"type\":\"reasoning\",\"summary\":[{\"type\":\"summary_text\","
                 "\"text\":\"I should look.\"},{\"type\":\"summary_text\",\"text\":\"Twice.\"}],"
                 "\"encrypted_content\":\"gAAAA1\"}");
  request_add_part (first, CHL_PART_REASONING, "Twice.");
  add_meta_part (first, CHL_PART_OPAQUE, "", "wire",
                 "{\"type\":\"web_search_call\",\"id\":\"ws_1\", \"n\" : 1.50}");
  part = add_meta_part (first, CHL_PART_TEXT, "Looking", "item-id", "msg_1");
  chl_part_set_meta (part, "phase", "commentary");
  chl_part_set_meta (part, "citations", "[{\"type\":\"url_citation\", \"n\" : 1.0}]");
  part = add_meta_part (first, CHL_PART_REFUSAL, ", not touching.", "item-id", "msg_1");
  chl_part_set_meta (part, "phase", "commentary");
  add_meta_part (first, CHL_PART_TEXT, "Soon.", "item-id", "msg_2");
  add_meta_part (first, CHL_PART_REASONING, "Unsealed.", "wire",
                 "{\"type\":\"reasoning\",\"id\":\"rs_2\",\"summary\":[]}");
  part = request_add_call (first, "call_1", "look", "{}");
  chl_part_set_meta (part, "item-id", "fc_1");
  chl_message_set_finish (first, CHL_FINISH_TOOL_CALLS, "completed");
  request_sign (request, first);
  request_add_result (request, "call_1", "a cat");
  second = add_answer (request, NULL);
  part = add_meta_part (second, CHL_PART_TEXT, "A cat.", "item-id", "msg_3");
  chl_part_set_meta (part, "phase", "final_answer");
  add_meta_part (second, CHL_PART_REASONING, "Left over.", "wire",
                 "{\"type\":\"reasoning\",\"id\":\"rs_3\",\"encrypted_content\":\"gAAAA3\"}");
  request_sign (request, second);
  request_add_message (request, CHL_AUTHOR_USER, "Sure?");
}

/* The same after an edit of what came before. */
static void
make_reasoning_edited (ChlRequest *request)
{
  make_responses_reasoning (request);
  chl_part_set_text (chl_message_get_part (g_ptr_array_index (request->messages, 0), 0), "Look!");
}

/* The same with another model. */
static void
make_reasoning_other_model (ChlRequest *request)
{
  make_responses_reasoning (request);
  g_free (request->model);
  request->model = g_strdup ("demo-2");
}

/* An answer that was stopped: what it said stays, what it thought does not. */
static void
make_broken (ChlRequest *request)
{
  ChlMessage *answer;
  ChlPart    *part;

  request_add_message (request, CHL_AUTHOR_USER, "Look");
  answer = add_answer (request, NULL);
  add_meta_part (answer, CHL_PART_REASONING, "Hm.", "wire",
                 "{\"type\":\"reasoning\",\"id\":\"rs_1\",\"encrypted_content\":\"gAAAA1\"}");
  part = add_meta_part (answer, CHL_PART_TEXT, "Look", "item-id", "msg_1");
  chl_part_set_meta (part, "phase", "commentary");
  part = request_add_call (answer, "call_1", "look", "{\"n\":");
  chl_part_set_complete (part, FALSE);
  chl_message_set_finish (answer, CHL_FINISH_CANCELLED, NULL);
  request_sign (request, answer);
  request_add_message (request, CHL_AUTHOR_USER, "Go on");
}

const ResponsesCase responses_cases[] = {
  { "plain", &plain, make_plain },
  { "plain-reasoner", &quirks_reasoner, make_plain },
  { "everything", &plain, make_everything },
  { "everything-reasoner", &quirks_reasoner, make_everything },
  { "everything-talker", &talker, make_everything },
  { "everything-unlimited", &unlimited, make_everything },
  { "additions", &quirks_reasoner, make_additions },
  { "json-object", &talker, make_json_object },
  { "json-object-reasoner", &quirks_reasoner, make_json_object },
  { "media", &quirks_reasoner, make_media },
  { "media-plain", &plain, make_media },
  { "tools", &talker, make_tools },
  { "foreign", &talker, make_foreign },
  { "reasoning", &quirks_reasoner, make_responses_reasoning },
  { "reasoning-imitator", &imitator, make_responses_reasoning },
  { "reasoning-edited", &quirks_reasoner, make_reasoning_edited },
  { "reasoning-edited-imitator", &imitator, make_reasoning_edited },
  { "reasoning-other-model", &quirks_reasoner, make_reasoning_other_model },
  { "broken", &quirks_reasoner, make_broken },
};

const guint n_responses_cases = G_N_ELEMENTS (responses_cases);
