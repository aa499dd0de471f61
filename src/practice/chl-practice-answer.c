/* chl-practice-answer.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "chl-practice-answer.h"

#include "chl-json.h"
#include "chl-practice-example.h"
#include "chl-practice-rest.h"
#include "chl-practice-texts.h"
#include "chl-practice-token.h"

#define ECHO_WORD "echo "

/* Tokens. Of an answer that is shorter nothing is cut off, so that going on comes to an end. */
#define MIN_TO_CUT 40

static void
add_notice (GString *text)
{
  g_string_append_printf (text, "> *%s*\n\n", chl_practice_texts_get_notice ());
}

static char *
build_text (ChlPracticeRequest *request,
            char              **words)
{
  GString *text = g_string_new (NULL);
  gboolean has_topic = FALSE;

  add_notice (text);
  if (request->n_images > 0)
    {
      guint n = request->n_images;

      g_string_append_printf (text,
                              ngettext ("You sent %u picture. Practice sees none.",
                                        "You sent %u pictures. Practice sees none.", n),
                              n);
      g_string_append (text, "\n\n");
    }
  if (request->model->calls_tools && chl_json_get_array (request->root, "/tools") == NULL)
    g_string_append_printf (
      text, "%s\n\n",
      _("This model calls the first tool it is offered, and none was offered."));
  if (g_ascii_strncasecmp (request->question, ECHO_WORD, strlen (ECHO_WORD)) == 0)
    g_string_append (text, request->question + strlen (ECHO_WORD));
  else
    {
      for (guint i = 0; words[i] != NULL; i++)
        if (!g_strv_contains ((const char *const *) words + i + 1, words[i]))
          has_topic |= chl_practice_texts_add_by_word (text, words[i]);
      if (!has_topic)
        chl_practice_texts_add_any (text, g_str_hash (request->question));
    }
  while (text->len > 0 && text->str[text->len - 1] == '\n')
    g_string_truncate (text, text->len - 1);

  return g_string_free (text, FALSE);
}

static char *
build_thoughts (ChlPracticeRequest *request)
{
  const char *effort = chl_json_get_string (request->root, "/reasoning_effort");
  GString    *thoughts = g_string_new (NULL);
  guint       n_steps = 3;

  if (g_strcmp0 (effort, "low") == 0)
    n_steps = 1;
  else if (g_strcmp0 (effort, "high") == 0)
    n_steps = 6;
  g_string_append (thoughts, _("These are no thoughts, they only look like some."));
  for (guint i = 1; i <= n_steps; i++)
    {
      g_string_append (thoughts, "\n\n");
      g_string_append_printf (thoughts, _("Step %u: a model that reasons would weigh the question"),
                                           i);
    }

  return g_string_free (thoughts, FALSE);
}

/* The tool that is to be called: the one that was asked for, or else the first. */
static JsonNode *
find_tool (ChlPracticeRequest *request)
{
  JsonArray  *tools = chl_json_get_array (request->root, "/tools");
  const char *choice = chl_json_get_string (request->root, "/tool_choice");
  const char *name = chl_json_get_string (request->root, "/tool_choice/function/name");

  if (!request->model->calls_tools || tools == NULL || request->tool_result != NULL ||
      g_strcmp0 (choice, "none") == 0)
    return NULL;

  for (guint i = 0; i < json_array_get_length (tools); i++)
    {
      JsonNode   *tool = chl_json_get (json_array_get_element (tools, i), "/function");
      const char *tool_name = chl_json_get_string (tool, "/name");

      if (tool_name != NULL && (name == NULL || g_str_equal (name, tool_name)))
        return tool;
    }

  return NULL;
}

static void
call_tool (ChlPracticeAnswer *self,
           JsonNode          *tool)
{
  self->tool = g_strdup (chl_json_get_string (tool, "/name"));
  self->tool_arguments = chl_practice_example_build (chl_json_get (tool, "/parameters"));
  self->text = g_strdup_printf ("*%s*", chl_practice_texts_get_notice ());
  self->finish = "tool_calls";
}

static char *
build_tool_text (ChlPracticeRequest *request)
{
  GString *text = g_string_new (NULL);

  add_notice (text);
  g_string_append (text, _("The tool answered:"));
  g_string_append_printf (text, "\n\n```\n%s\n```\n\n", request->tool_result);
  g_string_append (text, _("A model would now make sense of that."));

  return g_string_free (text, FALSE);
}

static char *
build_structured_text (ChlPracticeRequest *request)
{
  const char *type = chl_json_get_string (request->root, "/response_format/type");

  if (g_strcmp0 (type, "json_schema") == 0)
    return chl_practice_example_build (
      chl_json_get (request->root, "/response_format/json_schema/schema"));
  if (g_strcmp0 (type, "json_object") == 0)
    return g_strdup ("{\"practice\": true}");

  return NULL;
}

/* Half of a text, for who wants to see it cut. */
static void
halve (ChlPracticeAnswer *self,
       const char        *finish)
{
  gint64           n_tokens = chl_practice_token_count (self->text);
  g_autofree char *half = NULL;

  if (n_tokens < MIN_TO_CUT)
    return;

  half = chl_practice_token_cut (self->text, n_tokens / 2);
  g_free (self->text);
  self->text = g_steal_pointer (&half);
  self->finish = finish;
}

static void
replace_text (ChlPracticeAnswer *self,
              const char        *text)
{
  g_free (self->text);
  self->text = g_strdup (text);
}

/* The tricks that are played with the answer itself; the others are played with the connection. */
static void
apply_trick (ChlPracticeAnswer  *self,
             ChlPracticeRequest *request)
{
  switch (self->wish.trick)
    {
    case CHL_PRACTICE_FINISH:
      halve (self, self->wish.finish);
      return;

    case CHL_PRACTICE_DECLINE:
      replace_text (self, _("Practice declines to answer this, because you asked it to."));
      self->is_refusal = TRUE;
      return;

    case CHL_PRACTICE_NOTHING:
      replace_text (self, "");
      return;

    case CHL_PRACTICE_ONLY_THOUGHTS:
      replace_text (self, "");
      if (self->thoughts == NULL)
        self->thoughts = build_thoughts (request);
      self->finish = "length";
      return;

    case CHL_PRACTICE_TOOL:
      self->tool = g_strdup ("practice_tool");
      self->tool_arguments = g_strdup ("{\"practice\":true}");
      self->finish = "tool_calls";
      return;

    case CHL_PRACTICE_NO_TRICK:
    case CHL_PRACTICE_REFUSE:
    case CHL_PRACTICE_BUSY:
    case CHL_PRACTICE_FAIL_LATE:
    case CHL_PRACTICE_CUT:
    case CHL_PRACTICE_SILENCE:
    case CHL_PRACTICE_GARBAGE:
    case CHL_PRACTICE_HTML:
    case CHL_PRACTICE_EMPTY:
      return;
    }
}

/* Only what is cut each time is cut again; what went wrong once is over. */
static void
forget_trick (ChlPracticeWish *wish)
{
  if (wish->trick != CHL_PRACTICE_FINISH)
    wish->trick = CHL_PRACTICE_NO_TRICK;
  wish->delay_ms = 0;
  wish->thinks = FALSE;
}

/* Makes the answer as short as the request wants it. */
static void
apply_limits (ChlPracticeAnswer  *self,
              ChlPracticeRequest *request)
{
  g_autofree char *text = chl_practice_request_stop (request, self->text);
  gint64           thought = chl_practice_token_count (self->thoughts);

  g_free (self->text);
  self->text = g_steal_pointer (&text);
  if (chl_practice_answer_count_tokens (self) <= request->max_tokens)
    return;

  self->finish = "length";
  g_clear_pointer (&self->tool, g_free);
  g_clear_pointer (&self->tool_arguments, g_free);
  text = chl_practice_token_cut (self->text, MAX (request->max_tokens - thought, 0));
  g_free (self->text);
  self->text = g_steal_pointer (&text);
  if (thought > request->max_tokens)
    {
      text = chl_practice_token_cut (self->thoughts, request->max_tokens);
      g_free (self->thoughts);
      self->thoughts = g_steal_pointer (&text);
    }
}

/**
 * chl_practice_answer_new_chat:
 * @request: a request for words
 *
 * Returns: (transfer full): what is said to it, always the same to the same request
 */
ChlPracticeAnswer *
chl_practice_answer_new_chat (ChlPracticeRequest *request)
{
  ChlPracticeAnswer *self = g_new0 (ChlPracticeAnswer, 1);
  g_auto(GStrv) words = chl_practice_wish_split (request->question);
  JsonNode *tool;

  self->finish = "stop";
  chl_practice_wish_read (&self->wish, words);
  if (request->said != NULL)
    forget_trick (&self->wish);
  if ((request->model->thinks || self->wish.thinks) && request->said == NULL &&
      g_strcmp0 (chl_json_get_string (request->root, "/reasoning_effort"), "none") != 0)
    self->thoughts = build_thoughts (request);

  if ((tool = find_tool (request)) != NULL)
    call_tool (self, tool);
  else if (request->tool_result != NULL)
    self->text = build_tool_text (request);
  else if (!(self->text = build_structured_text (request)))
    self->text = build_text (request, words);
  if (request->said != NULL)
    chl_practice_rest_take (&self->text, request->said);
  apply_trick (self, request);
  apply_limits (self, request);

  return self;
}

/* Of a quotation that stands open before the gap: what is quoted after it, if anything is. */
static char *
dup_quoted (ChlPracticeRequest *request)
{
  const char *suffix = chl_json_get_string (request->root, "/suffix");
  const char *start;
  const char *end;

  if (suffix == NULL || *suffix != '"' || !g_str_has_suffix (request->question, "\""))
    return NULL;

  start = strchr (suffix + 1, '"');
  end = start != NULL ? strchr (start + 1, '"') : NULL;

  return end != NULL ? g_strndup (start + 1, (gsize) (end - start - 1)) : NULL;
}

static char *
dup_comment (const char *prompt)
{
  if (strstr (prompt, "def ") != NULL || strstr (prompt, "import ") != NULL)
    return g_strdup ("pass  # practice, no model\n");
  if (strpbrk (prompt, "{};") != NULL)
    return g_strdup ("return 0; /* practice, no model */\n");

  return g_strdup_printf ("… %s", chl_practice_texts_get_notice ());
}

/**
 * chl_practice_answer_new_completion:
 * @request: a request to go on with a text
 *
 * Returns: (transfer full): what comes next, a comment in what seems to be the language; of a gap in
 *   a quotation, what is quoted after it
 */
ChlPracticeAnswer *
chl_practice_answer_new_completion (ChlPracticeRequest *request)
{
  ChlPracticeAnswer *self = g_new0 (ChlPracticeAnswer, 1);

  self->finish = "stop";
  if (!(self->text = dup_quoted (request)))
    self->text = dup_comment (request->question);
  apply_limits (self, request);

  return self;
}

void
chl_practice_answer_free (ChlPracticeAnswer *self)
{
  g_free (self->thoughts);
  g_free (self->text);
  g_free (self->tool);
  g_free (self->tool_arguments);
  g_free (self);
}

/**
 * chl_practice_answer_count_tokens:
 * @self: an answer
 *
 * Returns: how many tokens all of it has
 */
gint64
chl_practice_answer_count_tokens (ChlPracticeAnswer *self)
{
  return chl_practice_token_count (self->thoughts) + chl_practice_token_count (self->text) +
         chl_practice_token_count (self->tool) + chl_practice_token_count (self->tool_arguments);
}
