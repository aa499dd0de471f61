/* anthropic-cases.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "anthropic-cases.h"

static const char *const some_efforts[] = { "low", "medium", "high", "max", NULL };

/* A server that is known for nothing, and three generations of models. */
static const ChlQuirks plain = { 0 };
const ChlQuirks        quirks_budget = {
         .takes_files = TRUE,
         .sends_parallel_tools = TRUE,
         .thinking = CHL_THINKING_BUDGET,
         .sampling = CHL_SAMPLING_ONE,
         .max_output = 64000,
         .cache_marks = CHL_CACHE_MARKS_TOP,
};
const ChlQuirks quirks_adaptive = {
  .takes_files = TRUE,
  .sends_parallel_tools = TRUE,
  .thinking = CHL_THINKING_ADAPTIVE,
  .sampling = CHL_SAMPLING_NONE,
  .efforts = some_efforts,
  .max_output = 128000,
  .cache_marks = CHL_CACHE_MARKS_TOP,
  .cache_ttl = "1h",
};
static const ChlQuirks thinker = {
  .takes_files = TRUE,
  .thinking = CHL_THINKING_ADAPTIVE,
  .thinking_is_usual = TRUE,
  .thinking_can_be_off = TRUE,
  .sampling = CHL_SAMPLING_NONE,
  .cache_marks = CHL_CACHE_MARKS_BLOCKS,
};
static const ChlQuirks imitator = { .unsigned_thinking = TRUE };

static ChlMessage *
add_answer (ChlRequest *request,
            const char *text)
{
  ChlMessage *message = request_add_message (request, CHL_AUTHOR_ASSISTANT, text);

  chl_message_set_source (message, "here", "demo-1", CHL_PROTOCOL_ANTHROPIC_MESSAGES);

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
  request_add_message (request, CHL_AUTHOR_USER, "Grüß \"dich\"\n");
  add_answer (request, "Hi.");
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
  request->parallel_tools = 0;
  request->max_output = 4096;
  request->temperature = 1.5;
  request->top_p = 0.5;
  request->min_p = 0.05;
  request->top_k = 40;
  request->presence_penalty = -0.5;
  request->has_seed = TRUE;
  request->seed = 7;
  request->stop = g_strdupv ((GStrv) stop);
  request->format = CHL_FORMAT_JSON_SCHEMA;
  request->schema_name = g_strdup ("out");
  request->schema = g_strdup ("{\"type\":\"object\", \"x\":1e3}");
  request->cache_key = g_strdup ("conversation-1");
  request->stream = FALSE;
  request->extra_body = g_strdup ("{\"service_tier\":\"auto\", \"top_k\": 1.0, \"x\\u0079\":[1, 2]}");
}

/* Whoever adds them has the last word. */
static void
make_additions (ChlRequest *request)
{
  request_add_message (request, CHL_AUTHOR_USER, "Go");
  request->effort = CHL_EFFORT_HIGH;
  request->extra_body = g_strdup ("{\"thinking\":{\"type\":\"disabled\"},\"output_config\":{},"
                                  "\"max_tokens\":5,\"stop_sequences\":[]}");
}

static void
make_forced_tool (ChlRequest *request)
{
  request_add_message (request, CHL_AUTHOR_USER, "Go");
  g_ptr_array_add (request->tools, chl_tool_new ("look", NULL, NULL));
  request->tool_choice = CHL_TOOL_CHOICE_NAMED;
  request->tool_choice_name = g_strdup ("look");
  request->parallel_tools = 0;
  request->effort = CHL_EFFORT_HIGH;
}

static void
make_media (ChlRequest *request)
{
  ChlMessage *message = request_add_message (request, CHL_AUTHOR_USER, "What is this?");
  ChlPart    *remote;

  request_add_media (message, CHL_PART_IMAGE, "image/png", "a.png", "\211PNG");
  request_add_media (message, CHL_PART_IMAGE, "image/tiff", "a.tiff", "II*");
  remote = request_add_part (message, CHL_PART_IMAGE, "");
  chl_part_set_uri (remote, "https://example.com/b.jpg");
  request_add_media (message, CHL_PART_FILE, "application/pdf", "c.pdf", "%PDF");
  remote = request_add_part (message, CHL_PART_FILE, "");
  chl_part_set_media_type (remote, "application/pdf");
  chl_part_set_uri (remote, "https://example.com/d.pdf");
  request_add_media (message, CHL_PART_FILE, "text/x-csrc", "d.c", "int x;\n");
  request_add_media (message, CHL_PART_FILE, "application/zip", "e.zip", "PK");
  request_add_media (message, CHL_PART_AUDIO, "audio/mpeg", "f.mp3", "ID3");
}

static void
make_tools (ChlRequest *request)
{
  ChlMessage *answer;
  ChlPart    *result;

  g_ptr_array_add (request->tools, chl_tool_new ("look", NULL, NULL));
  request_add_message (request, CHL_AUTHOR_USER, "Look three times");
  answer = add_answer (request, "Looking.");
  request_add_call (answer, "toolu_1", "look", "{ \"n\" : 1.0 }");
  request_add_call (answer, "toolu_2", "look", "");
  request_add_call (answer, "toolu_3", "look", "{\"n\":");
  chl_message_set_finish (answer, CHL_FINISH_TOOL_CALLS, "tool_use");
  result = request_add_result (request, "toolu_3", "no such file");
  chl_part_set_is_error (result, TRUE);
  request_add_result (request, "toolu_1", "a cat");
  request_add_media (g_ptr_array_index (request->messages, 3), CHL_PART_IMAGE, "image/png",
                     "cat.png", "\211PNG");
  request_add_result (request, "toolu_2", " ");
  request_add_message (request, CHL_AUTHOR_USER, "And?");
}

static void
make_tools_gone (ChlRequest *request)
{
  make_tools (request);
  g_ptr_array_set_size (request->tools, 0);
}

/* Nothing in it can be sent as it is. */
static void
make_blanks (ChlRequest *request)
{
  add_answer (request, "Was I first?");
  request_add_message (request, CHL_AUTHOR_USER, " \n");
  add_answer (request, "\n\n");
  request_add_message (request, CHL_AUTHOR_SYSTEM, "Late rules.");
  add_answer (request, "It ends so \n");
  request->format = CHL_FORMAT_JSON_OBJECT;
}

static void
make_rules_first (ChlRequest *request)
{
  request->system = g_strdup ("Rules.");
  request_add_message (request, CHL_AUTHOR_SYSTEM, "More rules.");
  request_add_message (request, CHL_AUTHOR_USER, "Hi");
}

static void
make_refused (ChlRequest *request)
{
  ChlMessage *answer;

  request_add_message (request, CHL_AUTHOR_USER, "Do harm");
  answer = add_answer (request, "First, ");
  chl_message_set_finish (answer, CHL_FINISH_REFUSAL, "refusal");
  request_add_message (request, CHL_AUTHOR_USER, "Do good");
}

/* Thinking, calls, and what only the server understands, in an answer that stands as it came. */
void
make_anthropic_thinking (ChlRequest *request)
{
  ChlMessage *first;
  ChlMessage *second;

  g_ptr_array_add (request->tools, chl_tool_new ("look", NULL, NULL));
  request->effort = CHL_EFFORT_HIGH;
  request_add_message (request, CHL_AUTHOR_USER, "Look");
  first = add_answer (request, NULL);
  add_meta_part (first, CHL_PART_REASONING, " I should look.\n", "signature", "EqQB+/=");
  add_meta_part (first, CHL_PART_REASONING, "", "redacted", "Emw+/=");
  request_add_part (first, CHL_PART_REASONING, "Unsigned.");
  add_meta_part (first, CHL_PART_OPAQUE, "", "wire", "{\"type\":\"server_tool_use\", \"n\" : 1.50}");
  add_meta_part (first, CHL_PART_TEXT, "Looking.", "citations", "[{\"type\":\"x\", \"n\" : 1.0}]");
  request_add_call (first, "toolu_1", "look", "{}");
  chl_message_set_finish (first, CHL_FINISH_TOOL_CALLS, "tool_use");
  request_sign (request, first);
  request_add_result (request, "toolu_1", "a cat");
  second = add_answer (request, NULL);
  add_meta_part (second, CHL_PART_REASONING, "Clear.", "signature", "c2ln");
  request_add_call (second, "toolu_2", "look", "{}");
  chl_message_set_finish (second, CHL_FINISH_TOOL_CALLS, "tool_use");
  request_sign (request, second);
  request_add_result (request, "toolu_2", "a dog");
}

/* The same after an edit of what came before. */
static void
make_thinking_edited (ChlRequest *request)
{
  make_anthropic_thinking (request);
  request->system = g_strdup ("New rules.");
}

/* The same without the wish to think. */
static void
make_thinking_off (ChlRequest *request)
{
  make_anthropic_thinking (request);
  request->effort = CHL_EFFORT_OFF;
}

static void
make_pause (ChlRequest *request)
{
  ChlMessage *answer;

  request->effort = CHL_EFFORT_LOW;
  request_add_message (request, CHL_AUTHOR_USER, "Search");
  answer = add_answer (request, NULL);
  add_meta_part (answer, CHL_PART_REASONING, "Hm.", "signature", "c2ln");
  add_meta_part (answer, CHL_PART_OPAQUE, "", "wire", "{\"type\":\"server_tool_use\",\"id\":\"s1\"}");
  add_meta_part (answer, CHL_PART_OPAQUE, "", "wire", "{\"type\":\"web_search_tool_result\"}");
  request_add_part (answer, CHL_PART_TEXT, "Found ");
  chl_message_set_finish (answer, CHL_FINISH_PAUSE, "pause_turn");
  request_sign (request, answer);
}

static void
make_long (ChlRequest *request)
{
  request->system = g_strdup ("Rules.");
  g_ptr_array_add (request->tools, chl_tool_new ("look", NULL, NULL));
  g_ptr_array_add (request->tools, chl_tool_new ("now", NULL, NULL));
  for (guint i = 0; i < 9; i++)
    {
      g_autofree char *question = g_strdup_printf ("Question %u", i);
      g_autofree char *answer = g_strdup_printf ("Answer %u", i);

      request_add_message (request, CHL_AUTHOR_USER, question);
      add_answer (request, answer);
    }
  request_add_message (request, CHL_AUTHOR_USER, "Last question");
}

const AnthropicCase anthropic_cases[] = {
  { "plain", &plain, make_plain },
  { "plain-adaptive", &quirks_adaptive, make_plain },
  { "plain-thinker", &thinker, make_plain },
  { "everything", &plain, make_everything },
  { "everything-budget", &quirks_budget, make_everything },
  { "everything-adaptive", &quirks_adaptive, make_everything },
  { "additions", &quirks_adaptive, make_additions },
  { "forced-tool", &quirks_budget, make_forced_tool },
  { "forced-tool-thinker", &thinker, make_forced_tool },
  { "media", &quirks_budget, make_media },
  { "media-plain", &plain, make_media },
  { "tools", &plain, make_tools },
  { "tools-gone", &quirks_budget, make_tools_gone },
  { "blanks", &plain, make_blanks },
  { "rules-first", &plain, make_rules_first },
  { "refused", &plain, make_refused },
  { "thinking-budget", &quirks_budget, make_anthropic_thinking },
  { "thinking-adaptive", &quirks_adaptive, make_anthropic_thinking },
  { "thinking-imitator", &imitator, make_anthropic_thinking },
  { "thinking-edited-budget", &quirks_budget, make_thinking_edited },
  { "thinking-edited-adaptive", &quirks_adaptive, make_thinking_edited },
  { "thinking-off-budget", &quirks_budget, make_thinking_off },
  { "thinking-off-thinker", &thinker, make_thinking_off },
  { "pause", &quirks_adaptive, make_pause },
  { "long", &thinker, make_long },
};

const guint n_anthropic_cases = G_N_ELEMENTS (anthropic_cases);
