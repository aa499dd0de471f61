/* chl-model-probe-kinds.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-model-probe-kinds"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chl-json.h"
#include "chl-lessons.h"
#include "chl-model-probe-private.h"
#include "chl-probe-picture.h"
#include "chl-program-provider.h"

/* Tokens. All answers are a few words; who thinks first needs room for that. */
#define ANSWER_TOKENS 1024
#define GAP_TOKENS 48

#define COUNT_QUESTION "Count from one to ten, in words."
#define BEGINNING "one, two, three,"

#define TOOL "get_time"
#define TOOL_WORDS "Tells what time it is in a city."
#define TOOL_PARAMETERS                                                   \
  "{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}}," \
  "\"required\":[\"city\"]}"
#define TOOL_QUESTION "What time is it in Paris? Use the tool " TOOL "."

#define PICTURE_QUESTION \
  "Which colour is this picture? Answer with one word: red, green, blue, yellow, black or white."

/* Only who has seen the text after the gap puts this word into it. */
#define GAP_WORD "violet"
#define GAP_PREFIX "colour = \""
#define GAP_SUFFIX "\"\nassert colour == \"" GAP_WORD "\"\n"

/* Of a model that is only talked to, whatever else its server has. */
#define NO_COMPLETIONS CHL_LESSON_WITHOUT "completions"

static gboolean
has_use (ChlModelProbe *self,
         ChlModelUse    wanted)
{
  ChlModelUse use = chl_model_get_use (self->model);

  return ((use != 0 ? use : CHL_MODEL_USE_CHAT) & wanted) != 0;
}

static gboolean
is_program (ChlModelProbe *self)
{
  return chl_provider_get_program (self->provider) != NULL;
}

static ChlRequest *
new_request (ChlModelProbe *self,
             const char    *question,
             ChlPart       *picture)
{
  ChlRequest *request;

  request = chl_ask_new_request (self->engine, chl_model_get_id (self->model), question, picture);
  request->max_output = ANSWER_TOKENS;
  request->stream = !self->asks_whole;

  return request;
}

static ChlVerdict
recall_claim (const ChlCapabilities *probed,
              ChlField               field)
{
  if (!chl_capabilities_is_known (probed, field))
    return CHL_VERDICT_WAITING;

  return chl_capabilities_is (probed, field) ? CHL_VERDICT_YES : CHL_VERDICT_NO;
}

/* What is said of it already may tell more than that it is so. */
static void
find_claim (ChlModelProbe *self,
            ChlField       field,
            gboolean       claim)
{
  const ChlCapabilities *known = chl_model_get_capabilities (self->model);
  JsonNode              *value = chl_capabilities_get (known, field, NULL);
  JsonNode              *node;

  if (claim && value != NULL && JSON_NODE_HOLDS_OBJECT (value))
    node = chl_json_copy (value);
  else
    node = json_node_init_boolean (json_node_alloc (), claim);
  chl_model_probe_find (self, field, node);
}

/* Streaming: the first request of all, so that what fails here is about the model or the way to it. */

static gboolean
suits_streaming (ChlModelProbe *self)
{
  return has_use (self, CHL_MODEL_USE_CHAT | CHL_MODEL_USE_COMPLETION);
}

static ChlExchange *
build_streaming (ChlModelProbe *self)
{
  ChlCompletion *completion;

  self->asks_whole = self->is_again;
  if (has_use (self, CHL_MODEL_USE_CHAT))
    return chl_ask_new_chat (self->engine, self->provider,
                             new_request (self, COUNT_QUESTION, NULL));

  completion = chl_completion_new (chl_model_get_id (self->model), BEGINNING, NULL);
  completion->max_output = GAP_TOKENS;
  completion->stream = !self->asks_whole;

  return chl_ask_new_completion (self->engine, self->provider, completion);
}

static gboolean
judge_streaming (ChlModelProbe *self,
                 ChlAsked      *asked)
{
  const ChlFailure *failure = chl_message_get_failure (asked->answer);

  if (failure != NULL)
    {
      if (!self->is_again && failure->kind == CHL_FAILURE_INVALID_REQUEST &&
          chl_model_probe_is_refusal (failure))
        return TRUE;

      chl_model_probe_settle_failed (self, failure, TRUE);
      return FALSE;
    }

  if (self->is_again)
    chl_model_probe_settle (self, CHL_VERDICT_NO,
                            _ ("The server refused it, and answered when all was asked for at once"));
  else if (asked->is_streamed)
    chl_model_probe_settle (self, CHL_VERDICT_YES, _ ("The answer came piece by piece"));
  else
    chl_model_probe_settle (self, CHL_VERDICT_NO, _ ("The answer came all at once"));

  return FALSE;
}

/* Tools */

static gboolean
suits_tools (ChlModelProbe *self)
{
  return has_use (self, CHL_MODEL_USE_CHAT) && !is_program (self);
}

static ChlExchange *
build_tools (ChlModelProbe *self)
{
  ChlRequest *request = new_request (self, TOOL_QUESTION, NULL);

  g_ptr_array_add (request->tools, chl_tool_new (TOOL, TOOL_WORDS, TOOL_PARAMETERS));
  if (!self->is_again)
    request->tool_choice = CHL_TOOL_CHOICE_REQUIRED;

  return chl_ask_new_chat (self->engine, self->provider, request);
}

static gboolean
has_call (ChlMessage *answer)
{
  for (guint i = 0; i < chl_message_get_n_parts (answer); i++)
    {
      ChlPart *part = chl_message_get_part (answer, i);

      if (chl_part_get_kind (part) == CHL_PART_TOOL_CALL &&
          g_strcmp0 (chl_part_get_name (part), TOOL) == 0)
        return TRUE;
    }

  return FALSE;
}

/* Whether it may not be the tool, but that it has to be called. */
static gboolean
may_be_choice (const ChlFailure *failure)
{
  g_autofree char *words = g_strconcat (failure->param != NULL ? failure->param : "", " ",
                                        failure->message != NULL ? failure->message : "", NULL);
  g_autofree char *small = g_ascii_strdown (words, -1);

  return strstr (small, "choice") != NULL || strstr (small, "required") != NULL ||
         failure->message == NULL;
}

static gboolean
judge_tools (ChlModelProbe *self,
             ChlAsked      *asked)
{
  const ChlFailure *failure = chl_message_get_failure (asked->answer);

  if (has_call (asked->answer))
    {
      chl_model_probe_settle (self, CHL_VERDICT_YES, _ ("It called the tool that it was offered"));
      find_claim (self, CHL_FIELD_TOOLS, TRUE);
    }
  else if (failure != NULL && chl_model_probe_is_refusal (failure))
    {
      if (!self->is_again && may_be_choice (failure))
        return TRUE;

      chl_model_probe_settle_refused (self, failure);
      find_claim (self, CHL_FIELD_TOOLS, FALSE);
    }
  else if (failure != NULL)
    chl_model_probe_settle_failed (self, failure, FALSE);
  else if (chl_message_get_finish (asked->answer) == CHL_FINISH_LENGTH)
    chl_model_probe_settle (self, CHL_VERDICT_UNKNOWN,
                            _ ("The answer was cut off before it came to the tool"));
  else
    chl_model_probe_settle (self, CHL_VERDICT_UNKNOWN,
                            _ ("The server took the tool, but the model did not call it"));

  return FALSE;
}

static ChlVerdict
recall_tools (const ChlCapabilities *probed,
              char                 **out_detail)
{
  return recall_claim (probed, CHL_FIELD_TOOLS);
}

/* Pictures */

static gboolean
suits_vision (ChlModelProbe *self)
{
  return has_use (self, CHL_MODEL_USE_CHAT);
}

static ChlExchange *
build_vision (ChlModelProbe *self)
{
  g_autoptr(GBytes) png = chl_probe_picture_new (self->colour);
  g_autoptr(ChlPart) picture = chl_part_new_image ("image/png", png, NULL);

  return chl_ask_new_chat (self->engine, self->provider,
                           new_request (self, PICTURE_QUESTION, picture));
}

/* The kinds that are known, with pictures or without. */
static void
find_vision (ChlModelProbe *self,
             gboolean       sees)
{
  const ChlCapabilities *known = chl_model_get_capabilities (self->model);
  JsonArray             *before = chl_json_get_array (chl_capabilities_get (known, CHL_FIELD_INPUT_KINDS, NULL), "");
  JsonArray             *after = json_array_new ();
  guint                  n = before != NULL ? json_array_get_length (before) : 0;

  if (n == 0)
    json_array_add_string_element (after, "text");
  for (guint i = 0; i < n; i++)
    {
      const char *word = chl_json_get_string (json_array_get_element (before, i), "");

      if (word != NULL && !g_str_equal (word, "image"))
        json_array_add_string_element (after, word);
    }
  if (sees)
    json_array_add_string_element (after, "image");

  chl_model_probe_find (self, CHL_FIELD_INPUT_KINDS,
                        json_node_init_array (json_node_alloc (), after));
  json_array_unref (after);
}

static gboolean
judge_vision (ChlModelProbe *self,
              ChlAsked      *asked)
{
  const ChlFailure *failure = chl_message_get_failure (asked->answer);
  g_autofree char  *text = chl_message_dup_text (asked->answer);

  if (failure != NULL && chl_model_probe_is_refusal (failure))
    {
      chl_model_probe_settle_refused (self, failure);
      find_vision (self, FALSE);
    }
  else if (failure != NULL)
    chl_model_probe_settle_failed (self, failure, FALSE);
  else if (chl_probe_picture_is_named (self->colour, text))
    {
      chl_model_probe_settle (self, CHL_VERDICT_YES, _ ("It named the colour of a picture"));
      find_vision (self, TRUE);
    }
  else
    chl_model_probe_settle (self, CHL_VERDICT_UNKNOWN,
                            _ ("The server took a picture, but the model did not name its colour"));

  return FALSE;
}

static ChlVerdict
recall_vision (const ChlCapabilities *probed,
               char                 **out_detail)
{
  if (!chl_capabilities_is_known (probed, CHL_FIELD_INPUT_KINDS))
    return CHL_VERDICT_WAITING;

  return chl_capabilities_takes (probed, "image") ? CHL_VERDICT_YES : CHL_VERDICT_NO;
}

/* Gaps: only as the server does it, or with the model's own tokens; a conversation proves nothing. */

static ChlCompletion *
new_gap (ChlModelProbe *self)
{
  ChlCompletion *completion;

  completion = chl_completion_new (chl_model_get_id (self->model), GAP_PREFIX, GAP_SUFFIX);
  completion->max_output = GAP_TOKENS;
  completion->stream = !self->asks_whole;

  return completion;
}

static gboolean
suits_fim (ChlModelProbe *self)
{
  const char *const *lessons = chl_lessons_get (self->provider, chl_model_get_id (self->model));
  g_autofree char   *address = NULL;
  g_autoptr(ChlCompletion) completion = NULL;
  ChlQuestion question = { .operation = CHL_OPERATION_COMPLETIONS };
  ChlFilling  filling;

  if (!has_use (self, CHL_MODEL_USE_CHAT | CHL_MODEL_USE_COMPLETION) || is_program (self) ||
      (lessons != NULL && g_strv_contains (lessons, NO_COMPLETIONS)))
    return FALSE;

  /* The server of an embedded one may not run before it is asked; what its models do is known. */
  address = chl_provider_dup_url (self->provider, CHL_OPERATION_COMPLETIONS);
  if (chl_provider_get_family (self->provider)->is_embedded
        ? !has_use (self, CHL_MODEL_USE_COMPLETION)
        : address == NULL)
    return FALSE;

  completion = new_gap (self);
  question.model = completion->model;
  question.completion = completion;
  filling = chl_exchange_get_filling (self->provider, &question);

  return filling == CHL_FILLING_SUFFIX || filling == CHL_FILLING_INFILL ||
         filling == CHL_FILLING_TEMPLATE;
}

static ChlExchange *
build_fim (ChlModelProbe *self)
{
  return chl_ask_new_completion (self->engine, self->provider, new_gap (self));
}

static gboolean
judge_fim (ChlModelProbe *self,
           ChlAsked      *asked)
{
  const ChlFailure *failure = chl_message_get_failure (asked->answer);
  g_autofree char  *text = chl_message_dup_text (asked->answer);

  if (failure != NULL && chl_model_probe_is_refusal (failure))
    {
      chl_model_probe_settle_refused (self, failure);
      find_claim (self, CHL_FIELD_FIM, FALSE);
    }
  else if (failure != NULL)
    chl_model_probe_settle_failed (self, failure, FALSE);
  else if (strstr (text, GAP_WORD) != NULL)
    {
      chl_model_probe_settle (self, CHL_VERDICT_YES,
                              _ ("It filled a gap with what the text after it asks for"));
      find_claim (self, CHL_FIELD_FIM, TRUE);
    }
  else
    chl_model_probe_settle (self, CHL_VERDICT_UNKNOWN,
                            _ ("It went on, but not with what the text after the gap asks for"));

  return FALSE;
}

static ChlVerdict
recall_fim (const ChlCapabilities *probed,
            char                 **out_detail)
{
  return recall_claim (probed, CHL_FIELD_FIM);
}

/* Vectors */

static gboolean
suits_dimensions (ChlModelProbe *self)
{
  return has_use (self, CHL_MODEL_USE_EMBEDDING);
}

static ChlExchange *
build_dimensions (ChlModelProbe *self)
{
  return chl_ask_new_embedding (self->engine, self->provider, chl_model_get_id (self->model),
                                COUNT_QUESTION);
}

static char *
dup_dimensions (gint64 n)
{
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'" G_GINT64_FORMAT " number",
                                       "%'" G_GINT64_FORMAT " numbers", (gulong) n),
                          n);
}

static gboolean
judge_dimensions (ChlModelProbe *self,
                  ChlAsked      *asked)
{
  const ChlFailure *failure = chl_message_get_failure (asked->answer);
  g_autofree char  *detail = NULL;
  gint64            n;

  if (failure != NULL || asked->vectors == NULL)
    {
      g_autoptr(ChlFailure) nothing = chl_failure_new (CHL_FAILURE_PROTOCOL, NULL);

      chl_model_probe_settle_failed (self, failure != NULL ? failure : nothing, FALSE);
      return FALSE;
    }

  n = chl_vectors_get_n_dimensions (asked->vectors);
  detail = dup_dimensions (n);
  chl_model_probe_settle (self, CHL_VERDICT_YES, detail);
  chl_model_probe_find (self, CHL_FIELD_EMBEDDING_DIMENSIONS,
                        json_node_init_int (json_node_alloc (), n));

  return FALSE;
}

static ChlVerdict
recall_dimensions (const ChlCapabilities *probed,
                   char                 **out_detail)
{
  gint64 n = chl_capabilities_get_int (probed, CHL_FIELD_EMBEDDING_DIMENSIONS);

  if (n <= 0)
    return CHL_VERDICT_WAITING;

  *out_detail = dup_dimensions (n);

  return CHL_VERDICT_YES;
}

static const ChlProbeKind all_kinds[] = {
  { "streaming", NC_ ("probe", "Streaming"), 2, suits_streaming, build_streaming, judge_streaming, NULL },
  { "tools", NC_ ("probe", "Tools"), 2, suits_tools, build_tools, judge_tools, recall_tools },
  { "vision", NC_ ("probe", "Pictures"), 1, suits_vision, build_vision, judge_vision, recall_vision },
  { "fim", NC_ ("probe", "Gaps in text"), 1, suits_fim, build_fim, judge_fim, recall_fim },
  { "embedding_dimensions", NC_ ("probe", "Length of a vector"), 1, suits_dimensions,
    build_dimensions, judge_dimensions, recall_dimensions },
};

/* In the order in which they are asked for. */
const ChlProbeKind *
chl_probe_kinds_list (guint *out_length)
{
  *out_length = G_N_ELEMENTS (all_kinds);

  return all_kinds;
}
