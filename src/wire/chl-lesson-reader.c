/* chl-lesson-reader.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-lesson-reader"

#include "config.h"

#include "chl-lesson-reader.h"

#include <string.h>

#include "chl-body.h"
#include "chl-lessons.h"

/* Bytes of a refusal that are looked at. */
#define MAX_WORDS_BYTES 8192

/* Without these a request is another one, or none. */
static const char *const vital_names[] = { "model", "messages", "input", "prompt", "system",
                                           "instructions", "tools", "stream", "suffix", NULL };

/* How servers say that they do not know something, in small letters. */
static const char *const refusals[] = {
  "unsupported",
  "not supported",
  "not support",
  "unknown",
  "unrecognized",
  "unrecognised",
  "not permitted",
  "extra inputs",
  "extra fields",
  "extra_forbidden",
  "unexpected",
  "not allowed",
  "additional propert",
  "not available",
  "only the default",
  "is allowed for this model",
  "only 1 allowed",
  "deprecated",
  "cannot be used",
  "no such",
  NULL,
};

/* The one value that would be taken is the one without the member, so that the member is refused. */
static const char *const fixed[] = { "only the default", "is allowed for this model",
                                     "only 1 allowed", NULL };

/* What is said where others would be: then a value is refused, which a person chose and can choose
 * anew. */
static const char *const other_values[] = {
  "supported values",
  "valid values",
  "allowed values",
  "permitted:",
  "must be one of",
  "should be one of",
  "expected one of",
  "at most",
  "at least",
  "less than",
  "greater than",
  "must be between",
  "valid range",
  NULL,
};

/* Where a person's words are in a request. */
static const char *const spoken_names[] = { "messages", "input", "prompt", "suffix", "system",
                                            "instructions", "tools", NULL };

static const char *const limit_names[] = { "max_tokens", "max_completion_tokens",
                                           "max_output_tokens", NULL };

static gboolean
has_any (const char        *words,
         const char *const *pieces)
{
  for (; *pieces != NULL; pieces++)
    if (strstr (words, *pieces) != NULL)
      return TRUE;

  return FALSE;
}

static gboolean
is_word_char (char c)
{
  return g_ascii_isalnum (c) || c == '_';
}

/* Where @name stands by itself; "max_tokens" is not in "max_tokens_to_sample". */
static const char *
find_word (const char *words,
           const char *name)
{
  gsize length = strlen (name);

  for (const char *at = strstr (words, name); at != NULL; at = strstr (at + 1, name))
    if ((at == words || !is_word_char (at[-1])) && !is_word_char (at[length]))
      return at;

  return NULL;
}

static gboolean
refuses_value (const char *words)
{
  return has_any (words, other_values) && !has_any (words, fixed);
}

/* All that was said, in small letters: the message alone may have lost what it is about. */
static char *
dup_words (const ChlFailure *failure,
           GBytes           *answer)
{
  gsize            length = 0;
  const char      *bytes = answer != NULL ? g_bytes_get_data (answer, &length) : NULL;
  g_autofree char *body = g_utf8_make_valid (bytes != NULL ? bytes : "",
                                             (gssize) MIN (length, (gsize) MAX_WORDS_BYTES));
  g_autofree char *all = NULL;

  all = g_strjoin (" ", failure->param != NULL ? failure->param : "",
                   failure->message != NULL ? failure->message : "", body, NULL);

  return g_ascii_strdown (all, -1);
}

/* Sealed reasoning that lost what it led to, or that the server looks for among its own. */
static gboolean
has_lost_item (const char *words)
{
  return strstr (words, "without its required") != NULL ||
         strstr (words, "items are not persisted") != NULL;
}

/* Something else is refused, and then this is named; not this itself. */
static gboolean
advises_adaptive (const char *words)
{
  const char *refused = strstr (words, "support");
  const char *named = strstr (words, "adaptive");

  return named != NULL && refused != NULL && refused < named;
}

/* Refusals that are about more than a member's name. */
static const char *
find_special (const char *words)
{
  if (strstr (words, "developer") != NULL && find_word (words, "role") != NULL)
    return CHL_LESSON_SYSTEM_ROLE;
  if (strstr (words, "reasoning_content") != NULL &&
      (strstr (words, "passed back") != NULL || strstr (words, "is missing") != NULL ||
       strstr (words, "must be provided") != NULL))
    return CHL_LESSON_REASONING_BACK;
  if (strstr (words, "thinking") != NULL && advises_adaptive (words))
    return CHL_LESSON_ADAPTIVE_THINKING;
  if (strstr (words, "encrypted content is not supported") != NULL)
    return CHL_LESSON_WITHOUT "include";
  if (strstr (words, "reasoning.summary") != NULL || strstr (words, "reasoning summaries") != NULL)
    return CHL_LESSON_WITHOUT "summary";
  if (strstr (words, "encrypted content") != NULL || strstr (words, "encrypted_content") != NULL ||
      (strstr (words, "thinking") != NULL &&
       (strstr (words, "cannot be modified") != NULL || strstr (words, "signature") != NULL)))
    return CHL_LESSON_NO_REASONING_BACK;

  return NULL;
}

/* A member of the messages, where reasoning goes back to a server that does not take it. */
static gboolean
refuses_reasoning (const char *words)
{
  return has_any (words, refusals) && (find_word (words, "reasoning_content") != NULL ||
                                       find_word (words, "reasoning_details") != NULL);
}

/* The name of the limit that the server wants instead, if it says so. */
static char *
dup_limit (const char *words,
           const char *name)
{
  if (!g_strv_contains (limit_names, name))
    return NULL;

  for (guint i = 0; limit_names[i] != NULL; i++)
    if (!g_str_equal (limit_names[i], name) && find_word (words, limit_names[i]) != NULL)
      return g_strconcat (CHL_LESSON_LIMIT, limit_names[i], NULL);

  return NULL;
}

/* What the person said to the model may stand in the refusal of it. */
static gboolean
was_spoken (ChlJsonSpan request,
            const char *name)
{
  ChlJsonSpan values[G_N_ELEMENTS (spoken_names) - 1] = { 0 };

  chl_json_span_pick (request, spoken_names, values, G_N_ELEMENTS (values));
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autofree char *small = NULL;

      if (values[i].start == NULL)
        continue;

      small = g_ascii_strdown (values[i].start, (gssize) values[i].length);
      if (find_word (small, name) != NULL)
        return TRUE;
    }

  return FALSE;
}

/* Where @name stands in quotation marks of any kind, as servers put what they name. */
static const char *
find_quoted (const char *words,
             const char *name)
{
  const char *at = words;

  while ((at = find_word (at, name)) != NULL)
    {
      const char end = at[strlen (name)];

      if (at > words && strchr ("'\"`", at[-1]) != NULL &&
          (end == at[-1] || (end == '\\' && at[-1] == '"')))
        return at;
      at++;
    }

  return NULL;
}

/* Which of the members that were sent is named first; the one that is said to be it wins. */
static char *
dup_named_member (const char *words,
                  const char *param,
                  GBytes     *request)
{
  gsize            length;
  const char      *bytes = g_bytes_get_data (request, &length);
  g_autofree char *best = NULL;
  const char      *best_at = NULL;
  ChlJsonSpan      root;
  ChlJsonCursor    cursor;
  ChlJsonSpan      key;
  ChlJsonSpan      value;

  if (chl_json_span_check (bytes, length, CHL_BODY_MAX_DEPTH, &root) != CHL_JSON_VALID)
    return NULL;

  chl_json_cursor_init (&cursor, root);
  while (chl_json_cursor_next (&cursor, &key, &value))
    {
      g_autofree char *name = g_strndup (key.start, key.length);
      const char      *at = *name != '\0' ? find_word (words, name) : NULL;

      if (at == NULL || g_strv_contains (vital_names, name))
        continue;
      if (g_strcmp0 (param, name) == 0)
        return g_steal_pointer (&name);
      if (was_spoken (root, name) && (at = find_quoted (words, name)) == NULL)
        continue;
      if (best_at == NULL || at < best_at)
        {
          g_free (best);
          best = g_steal_pointer (&name);
          best_at = at;
        }
    }

  return g_steal_pointer (&best);
}

/**
 * chl_lesson_read:
 * @failure: why a request was refused
 * @answer: (nullable): the body of the refusal
 * @request: the body that was refused
 *
 * Looks for something in a refusal that can be done otherwise: a member that the server does not
 * know, a role, reasoning that must or must not go back.
 *
 * Returns: (transfer full) (nullable): what there is to learn from it
 */
char *
chl_lesson_read (const ChlFailure *failure,
                 GBytes           *answer,
                 GBytes           *request)
{
  g_autofree char *words = NULL;
  g_autofree char *name = NULL;
  g_autofree char *lesson = NULL;
  const char      *special;
  char            *limit;

  g_return_val_if_fail (failure != NULL, NULL);
  g_return_val_if_fail (request != NULL, NULL);

  if (failure->status != 400 && failure->status != 404 && failure->status != 422)
    return NULL;

  words = dup_words (failure, answer);
  if (has_lost_item (words))
    return g_strdup (CHL_LESSON_NO_REASONING_BACK);
  if (failure->kind != CHL_FAILURE_INVALID_REQUEST && failure->kind != CHL_FAILURE_UNKNOWN)
    return NULL;

  if ((special = find_special (words)) != NULL)
    return g_strdup (special);
  if (refuses_reasoning (words))
    return g_strdup (CHL_LESSON_NO_REASONING_BACK);
  if (!has_any (words, refusals) || refuses_value (words))
    return NULL;

  if (find_word (words, "include_usage") != NULL || find_word (words, "stream_options") != NULL)
    return g_strdup (CHL_LESSON_WITHOUT "stream_options");
  if (!(name = dup_named_member (words, failure->param, request)))
    return NULL;
  if ((limit = dup_limit (words, name)) != NULL)
    return limit;

  lesson = g_strconcat (CHL_LESSON_WITHOUT, name, NULL);

  return chl_lesson_is_valid (lesson) ? g_steal_pointer (&lesson) : NULL;
}

/**
 * chl_lesson_is_passing:
 * @lesson: what was learned
 *
 * Returns: whether it says something of one conversation, and nothing of the model
 */
gboolean
chl_lesson_is_passing (const char *lesson)
{
  return g_strcmp0 (lesson, CHL_LESSON_NO_REASONING_BACK) == 0;
}

/**
 * chl_lesson_apply:
 * @quirks: a copy of what is special about a model
 * @lessons: (nullable) (array zero-terminated): what was learned of it, which must outlive @quirks
 *
 * Makes @quirks what was learned.
 */
void
chl_lesson_apply (ChlQuirks         *quirks,
                  const char *const *lessons)
{
  g_return_if_fail (quirks != NULL);

  quirks->lessons = lessons;
  for (; lessons != NULL && *lessons != NULL; lessons++)
    {
      const char *lesson = *lessons;

      if (g_str_has_prefix (lesson, CHL_LESSON_LIMIT))
        quirks->output_limit_field = lesson + strlen (CHL_LESSON_LIMIT);
      else if (g_str_equal (lesson, CHL_LESSON_WITHOUT "stream_options"))
        quirks->stream_usage = quirks->declines_padding = FALSE;
      else if (g_str_equal (lesson, CHL_LESSON_WITHOUT "parallel_tool_calls"))
        quirks->sends_parallel_tools = FALSE;
      else if (g_str_equal (lesson, CHL_LESSON_WITHOUT "tool_choice"))
        quirks->refuses_tool_choice = TRUE;
      else if (g_str_equal (lesson, CHL_LESSON_WITHOUT "include"))
        quirks->sends_include = FALSE;
      else if (g_str_equal (lesson, CHL_LESSON_WITHOUT "summary"))
        quirks->summary = NULL;
      else if (g_str_equal (lesson, CHL_LESSON_WITHOUT "store"))
        quirks->sends_store = FALSE;
      else if (g_str_equal (lesson, CHL_LESSON_WITHOUT "infill"))
        quirks->infill_path = NULL;
      else if (g_str_equal (lesson, CHL_LESSON_WITHOUT "suffix"))
        quirks->takes_suffix = FALSE;
      else if (g_str_equal (lesson, CHL_LESSON_WITHOUT "cache_control"))
        quirks->cache_marks = CHL_CACHE_MARKS_NONE;
      else if (g_str_equal (lesson, CHL_LESSON_SYSTEM_ROLE))
        quirks->developer_role = FALSE;
      else if (g_str_equal (lesson, CHL_LESSON_ADAPTIVE_THINKING))
        quirks->thinking = CHL_THINKING_ADAPTIVE;
      else if (g_str_equal (lesson, CHL_LESSON_NO_REASONING_BACK))
        quirks->keeps_reasoning = TRUE;
      else if (g_str_equal (lesson, CHL_LESSON_REASONING_BACK))
        {
          quirks->reasoning_field = "reasoning_content";
          quirks->reasoning_with_tools_only = FALSE;
          quirks->reasoning_required = TRUE;
        }
    }
}
