/* chl-chat-reasoning.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-chat-reasoning"

#include "config.h"

#include "chl-chat-reasoning.h"

/* From nothing upward; the names that chl_effort_to_string() gives, but for the first. */
static const char *const rising[] = { "none", "minimal", "low", "medium", "high", "xhigh", "max" };

static guint
find_place (ChlEffort effort)
{
  switch (effort)
    {
    case CHL_EFFORT_DEFAULT:
      break;
    case CHL_EFFORT_OFF:
      return 0;
    case CHL_EFFORT_MINIMAL:
      return 1;
    case CHL_EFFORT_LOW:
      return 2;
    case CHL_EFFORT_MEDIUM:
      return 3;
    case CHL_EFFORT_HIGH:
      return 4;
    case CHL_EFFORT_XHIGH:
      return 5;
    case CHL_EFFORT_MAX:
      return 6;
    }

  g_return_val_if_reached (0);
}

/**
 * chl_effort_fit:
 * @words: (nullable) (array zero-terminated): what a model takes for effort; %NULL: all there are.
 *   One that takes "default" knows reasoning only on and off
 * @effort: what was wished, not %CHL_EFFORT_DEFAULT
 *
 * Returns: (nullable) (transfer none): the same, or the next below that it takes, or its least; %NULL
 *   if it shall not reason and has no word for that
 */
const char *
chl_effort_fit (const char *const *words,
                ChlEffort          effort)
{
  guint place;

  g_return_val_if_fail (effort != CHL_EFFORT_DEFAULT, NULL);

  place = find_place (effort);
  if (words == NULL)
    return rising[place];
  if (place == 0)
    return g_strv_contains (words, rising[0]) ? rising[0] : NULL;

  for (guint i = place; i > 0; i--)
    if (g_strv_contains (words, rising[i]))
      return rising[i];
  for (guint i = place + 1; i < G_N_ELEMENTS (rising); i++)
    if (g_strv_contains (words, rising[i]))
      return rising[i];

  return g_strv_contains (words, "default") ? "default" : NULL;
}

/* A budget has no word; it asks for a good deal of reasoning. */
static ChlEffort
get_effort (const ChlRequest *request)
{
  return request->budget_tokens > 0 ? CHL_EFFORT_HIGH : request->effort;
}

/**
 * chl_chat_reasoning_is_on:
 * @request: what to ask
 * @quirks: what is special about the model
 *
 * Returns: whether the request asks for reasoning
 */
gboolean
chl_chat_reasoning_is_on (const ChlRequest *request,
                          const ChlQuirks  *quirks)
{
  ChlEffort effort = get_effort (request);

  if (effort == CHL_EFFORT_DEFAULT || effort == CHL_EFFORT_OFF)
    return FALSE;

  return quirks->reasoning != CHL_REASONING_WORD || quirks->sends_effort;
}

static void
write_word (ChlBody  *body,
            ChlEffort effort)
{
  chl_body_add_string (body, "reasoning_effort", chl_effort_fit (body->quirks->efforts, effort));
}

/* Source: https://openrouter.ai/docs/use-cases/reasoning-tokens */
static void
write_object (ChlBody  *body,
              ChlEffort effort)
{
  const char *word = chl_effort_fit (body->quirks->efforts, effort);

  if (effort == CHL_EFFORT_OFF && !body->quirks->thinking_can_be_off)
    return;

  chl_json_writer_begin_object (body->writer, "reasoning");
  if (effort == CHL_EFFORT_OFF)
    chl_json_writer_add_boolean (body->writer, "enabled", FALSE);
  else if (body->request->budget_tokens > 0)
    chl_json_writer_add_int (body->writer, "max_tokens", body->request->budget_tokens);
  else if (word != NULL)
    chl_json_writer_add_string (body->writer, "effort", word);
  else
    chl_json_writer_add_boolean (body->writer, "enabled", TRUE);
  chl_json_writer_end_object (body->writer);
}

static void
write_thinking (ChlBody  *body,
                ChlEffort effort)
{
  if (effort == CHL_EFFORT_OFF && !body->quirks->thinking_can_be_off)
    return;

  if (chl_body_is_ours (body, "thinking"))
    {
      chl_json_writer_begin_object (body->writer, "thinking");
      chl_json_writer_add_string (body->writer, "type",
                                  effort == CHL_EFFORT_OFF ? "disabled" : "enabled");
      chl_json_writer_end_object (body->writer);
    }
  if (effort != CHL_EFFORT_OFF && body->quirks->efforts != NULL)
    write_word (body, effort);
}

/* A number and a word exclude each other.
 * Source: https://www.alibabacloud.com/help/en/model-studio/deep-thinking */
static void
write_enable (ChlBody  *body,
              ChlEffort effort)
{
  if (chl_body_is_ours (body, "enable_thinking"))
    chl_json_writer_add_boolean (body->writer, "enable_thinking", effort != CHL_EFFORT_OFF);
  if (body->request->budget_tokens > 0)
    chl_body_add_int (body, "thinking_budget", body->request->budget_tokens);
  else if (effort != CHL_EFFORT_OFF && body->quirks->efforts != NULL)
    write_word (body, effort);
}

/* The same. The name of the member is what libraries call their way to add members.
 * Source: https://ai.google.dev/gemini-api/docs/openai */
static void
write_google (ChlBody  *body,
              ChlEffort effort)
{
  gint64 budget_tokens = body->request->budget_tokens;

  if (budget_tokens <= 0)
    {
      write_word (body, effort);
      return;
    }

  if (!chl_body_is_ours (body, "extra_body"))
    return;
  chl_json_writer_begin_object (body->writer, "extra_body");
  chl_json_writer_begin_object (body->writer, "google");
  chl_json_writer_begin_object (body->writer, "thinking_config");
  chl_json_writer_add_int (body->writer, "thinking_budget", budget_tokens);
  chl_json_writer_end_object (body->writer);
  chl_json_writer_end_object (body->writer);
  chl_json_writer_end_object (body->writer);
}

/* Templates have either name for the switch, Qwen's and GLM's the first, DeepSeek's, Kimi's and
 * Granite's the second; a template does not see what it has no place for.
 * Source: https://docs.vllm.ai/en/latest/features/reasoning_outputs.html */
static void
write_template (ChlBody  *body,
                ChlEffort effort)
{
  chl_json_writer_begin_object (body->writer, "chat_template_kwargs");
  chl_json_writer_add_boolean (body->writer, "enable_thinking", effort != CHL_EFFORT_OFF);
  chl_json_writer_add_boolean (body->writer, "thinking", effort != CHL_EFFORT_OFF);
  chl_json_writer_end_object (body->writer);
}

/**
 * chl_chat_reasoning_write:
 * @body: a body of Chat Completions
 *
 * Says how much to reason, in the way that the model takes it; nothing, where nothing was wished.
 */
void
chl_chat_reasoning_write (ChlBody *body)
{
  const ChlQuirks *quirks = body->quirks;
  ChlEffort        effort = get_effort (body->request);

  if (effort == CHL_EFFORT_DEFAULT)
    return;

  switch (quirks->reasoning)
    {
    case CHL_REASONING_WORD:
      if (quirks->sends_effort)
        write_word (body, effort);
      return;

    case CHL_REASONING_OBJECT:
      if (chl_body_is_ours (body, "reasoning"))
        write_object (body, effort);
      return;

    case CHL_REASONING_THINKING:
      write_thinking (body, effort);
      return;

    case CHL_REASONING_ENABLE:
      write_enable (body, effort);
      return;

    case CHL_REASONING_GOOGLE:
      write_google (body, effort);
      return;

    case CHL_REASONING_TEMPLATE:
      if (chl_body_is_ours (body, "chat_template_kwargs"))
        write_template (body, effort);
      return;
    }

  g_return_if_reached ();
}
