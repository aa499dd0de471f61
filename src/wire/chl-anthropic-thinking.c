/* chl-anthropic-thinking.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-anthropic-thinking"

#include "config.h"

#include "chl-anthropic-thinking.h"

#include "chl-history.h"

/* Tokens. The server wants a limit with every request, and takes no smaller budget. */
#define USUAL_MAX_TOKENS 8192
#define FULL_BUDGET 8192
#define LEAST_BUDGET 1024

/* Tokens of an answer besides its thinking. */
#define LEAST_ANSWER 1024

/* As the protocol knows them, rising. */
static const char *const words[] = { "low", "medium", "high", "xhigh", "max" };

static const struct
{
  ChlEffort effort;
  guint     word;
  gint64    budget_tokens;
} efforts[] = {
  { CHL_EFFORT_MINIMAL, 0, FULL_BUDGET / 8 },
  { CHL_EFFORT_LOW, 0, FULL_BUDGET / 4 },
  { CHL_EFFORT_MEDIUM, 1, FULL_BUDGET / 2 },
  { CHL_EFFORT_HIGH, 2, FULL_BUDGET },
  { CHL_EFFORT_XHIGH, 3, FULL_BUDGET },
  { CHL_EFFORT_MAX, 4, FULL_BUDGET },
};

/* What the model takes of what was wished: the same, or the next below, or its least. One that is
 * told a number, or nothing but on and off, takes no word unless it is known for it. */
static const char *
clamp_word (const ChlQuirks *quirks,
            guint            wished)
{
  if (quirks->efforts == NULL)
    return quirks->thinking == CHL_THINKING_ADAPTIVE ? words[wished] : NULL;

  for (guint i = wished + 1; i > 0; i--)
    if (g_strv_contains (quirks->efforts, words[i - 1]))
      return words[i - 1];

  return quirks->efforts[0];
}

/* A tool that must be called and thinking exclude each other; the tool was asked for by name. */
static gboolean
forces_tool (const ChlRequest *request,
             const ChlQuirks  *quirks)
{
  return request->tools->len > 0 && !quirks->refuses_tools && !quirks->refuses_forced_tools &&
         (request->tool_choice == CHL_TOOL_CHOICE_REQUIRED ||
          (request->tool_choice == CHL_TOOL_CHOICE_NAMED && request->tool_choice_name != NULL));
}

/*
 * In the midst of calling tools a model with a budget must find its thinking at the beginning of
 * its last turn. If that may not go back, it cannot think now either.
 */
static gboolean
has_lost_thread (GPtrArray *turns)
{
  const ChlTurn     *turn = turns->len > 0 ? g_ptr_array_index (turns, turns->len - 1) : NULL;
  const ChlTurnPart *part;

  if (turn == NULL || turn->author != CHL_AUTHOR_TOOL || turns->len < 2)
    return FALSE;

  turn = g_ptr_array_index (turns, turns->len - 2);
  part = g_ptr_array_index (turn->parts, 0);

  return !turn->replays || part->kind != CHL_PART_REASONING ||
         (chl_part_get_meta (part->part, "signature") == NULL &&
          chl_part_get_meta (part->part, "redacted") == NULL);
}

static gboolean
is_wished (const ChlRequest *request,
           const ChlQuirks  *quirks)
{
  if (request->budget_tokens > 0)
    return TRUE;
  if (request->effort == CHL_EFFORT_DEFAULT)
    return quirks->thinking_is_usual;

  return request->effort != CHL_EFFORT_OFF;
}

/* Of a number that nobody typed. */
static gint64
fit_budget (const ChlQuirks *quirks,
            gint64           budget_tokens)
{
  gint64 least = quirks->least_budget;
  gint64 most = quirks->most_budget > 0 ? MAX (quirks->most_budget, least) : G_MAXINT64;

  return CLAMP (budget_tokens, least, most);
}

static void
choose_amount (ChlAnthropicThinking *self,
               const ChlRequest     *request,
               const ChlQuirks      *quirks)
{
  if (request->budget_tokens > 0)
    {
      self->effort = quirks->thinking == CHL_THINKING_ADAPTIVE ? clamp_word (quirks, 2) : NULL;
      self->budget_tokens = request->budget_tokens;
      return;
    }

  for (guint i = 0; i < G_N_ELEMENTS (efforts); i++)
    if (efforts[i].effort == request->effort)
      {
        self->effort = clamp_word (quirks, efforts[i].word);
        self->budget_tokens = fit_budget (quirks, efforts[i].budget_tokens);
        return;
      }

  self->budget_tokens = fit_budget (quirks, FULL_BUDGET);
}

/* The limit covers thinking and answer, and neither may pass what the model can give. */
static void
make_room (ChlAnthropicThinking *self,
           const ChlQuirks      *quirks)
{
  gint64 most = quirks->max_output > 0 ? quirks->max_output : G_MAXINT64 / 2;

  self->budget_tokens = CLAMP (self->budget_tokens, LEAST_BUDGET, most);
  if (self->max_tokens <= self->budget_tokens)
    self->max_tokens = MIN (self->budget_tokens + MAX (self->max_tokens, LEAST_ANSWER), most);
  if (self->budget_tokens >= self->max_tokens)
    self->budget_tokens = self->max_tokens - LEAST_ANSWER;
  if (self->budget_tokens < LEAST_BUDGET)
    self->is_on = FALSE;
}

/* An answer that is not streamed must not take so long that the connection is given up. */
static gint64
choose_max_tokens (const ChlRequest *request,
                   const ChlQuirks  *quirks)
{
  gint64 wished = request->max_output;

  if (wished <= 0 && quirks->output_limit > 0)
    wished = quirks->output_limit;
  if (wished <= 0 && request->stream)
    wished = quirks->max_output > 0 ? quirks->max_output : quirks->usual_output;
  if (wished <= 0)
    wished = USUAL_MAX_TOKENS;

  return quirks->max_output > 0 ? MIN (wished, quirks->max_output) : wished;
}

/**
 * chl_anthropic_thinking_init:
 * @self: (out caller-allocates): what to say
 * @request: what to ask
 * @quirks: what is special about the model
 * @turns: (element-type ChlTurn): the conversation as it is to be sent
 *
 * Decides whether and how much the model is asked to think.
 *
 * Source: https://platform.claude.com/docs/en/build-with-claude/extended-thinking,
 *   https://platform.claude.com/docs/en/build-with-claude/adaptive-thinking
 */
void
chl_anthropic_thinking_init (ChlAnthropicThinking *self,
                             const ChlRequest     *request,
                             const ChlQuirks      *quirks,
                             GPtrArray            *turns)
{
  *self = (ChlAnthropicThinking){ .max_tokens = choose_max_tokens (request, quirks) };

  if (quirks->thinking != CHL_THINKING_NONE && !forces_tool (request, quirks))
    self->is_on = is_wished (request, quirks);
  if (quirks->thinking == CHL_THINKING_BUDGET && has_lost_thread (turns))
    self->is_on = FALSE;

  if (self->is_on)
    choose_amount (self, request, quirks);
  if (self->is_on && quirks->thinking == CHL_THINKING_BUDGET)
    make_room (self, quirks);

  self->says_off = !self->is_on && quirks->thinking_can_be_off &&
                   (quirks->thinking_is_usual || request->effort == CHL_EFFORT_OFF);
  self->goes_back = self->is_on || quirks->thinking == CHL_THINKING_NONE ||
                    (quirks->thinking_is_usual && !quirks->thinking_can_be_off);
}
