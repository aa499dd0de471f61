/* chl-fill-in-chat.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-fill-in-chat"

#include "config.h"

#include "chl-fill-in-chat.h"

#include <string.h>

#include "chl-fill-in-language.h"

/* Bytes that a model says again, without blanks, that are not there by chance: a closing brace may
 * well follow another one. */
#define MIN_REPEATED 3

/* Bytes of the longest repetition that is looked for, but for all of what stands before the gap. */
#define MAX_REPEATED 16384

/* Not translated: models follow English best. */
#define RULES                                                                                    \
  "You complete text and code. The person sends a file in which %s marks the cursor. "           \
  "Answer with exactly the text that belongs in place of %s and with nothing else: no "          \
  "explanation, no Markdown fence, and nothing of what stands before or after the cursor. Keep " \
  "to the file's language, indentation and style. If nothing belongs there, answer with nothing."

static gboolean
is_in_texts (const ChlCompletion *completion,
             const char          *mark)
{
  return strstr (completion->prefix, mark) != NULL ||
         (completion->suffix != NULL && strstr (completion->suffix, mark) != NULL);
}

/* A word that is in neither of both texts. */
static char *
dup_mark (const ChlCompletion *completion)
{
  char *mark = g_strdup ("<CURSOR>");

  for (guint i = 1; is_in_texts (completion, mark); i++)
    {
      g_free (mark);
      mark = g_strdup_printf ("<CURSOR-%u>", i);
    }

  return mark;
}

static char *
dup_question (const ChlCompletion *completion,
              const char          *mark)
{
  const char *path = completion->path != NULL && *completion->path != '\0' ? completion->path : NULL;
  const char *language = path != NULL ? chl_fill_in_find_language (path) : NULL;
  GString    *text = g_string_new (NULL);

  if (path != NULL)
    g_string_append_printf (text, "File: %s\n", path);
  if (language != NULL)
    g_string_append_printf (text, "Language: %s\n", language);
  if (path != NULL)
    g_string_append_c (text, '\n');
  g_string_append (text, completion->prefix);
  g_string_append (text, mark);
  if (completion->suffix != NULL)
    g_string_append (text, completion->suffix);

  return g_string_free (text, FALSE);
}

/**
 * chl_fill_in_chat_new_request:
 * @completion: a text with a gap
 *
 * What a model thinks of it is of no use here and takes long, so it is asked not to think.
 *
 * Returns: (transfer full): the same as a turn of a conversation
 */
ChlRequest *
chl_fill_in_chat_new_request (const ChlCompletion *completion)
{
  ChlRequest      *request = NULL;
  g_autofree char *mark = NULL;
  g_autofree char *question = NULL;
  g_autoptr(ChlMessage) message = NULL;

  g_return_val_if_fail (completion != NULL, NULL);

  mark = dup_mark (completion);
  question = dup_question (completion, mark);
  message = chl_message_new_text ("gap", CHL_AUTHOR_USER, 0, question);

  request = chl_request_new (completion->model);
  request->system = g_strdup_printf (RULES, mark, mark);
  request->stream = completion->stream;
  request->effort = CHL_EFFORT_OFF;
  request->max_output = completion->max_output;
  request->temperature = completion->temperature;
  request->top_p = completion->top_p;
  request->has_seed = completion->has_seed;
  request->seed = completion->seed;
  request->stop = g_strdupv (completion->stop);
  chl_request_add_message (request, message);

  return request;
}

/* How many of the same signs a fence begins with, at the beginning of @line; 0 if it is none. */
static gsize
count_fence (const char *line)
{
  gsize n = 0;

  if (*line == '`' || *line == '~')
    while (line[n] == *line)
      n++;

  return n >= 3 ? n : 0;
}

static const char *
get_next_line (const char *line)
{
  const char *end = strchr (line, '\n');

  return end != NULL ? end + 1 : NULL;
}

static const char *
find_fence (const char *text)
{
  while (text != NULL && count_fence (text) == 0)
    text = get_next_line (text);

  return text;
}

static gboolean
is_blank (const char *text)
{
  return text[strspn (text, " \t\r\n")] == '\0';
}

/* Where the block ends that @fence began; %NULL if it goes on to the end. */
static const char *
find_fence_end (const char *fence,
                const char *inside)
{
  const gsize length = count_fence (fence);

  for (const char *line = inside; line != NULL; line = get_next_line (line))
    {
      gsize n = *line == *fence ? count_fence (line) : 0;

      if (n >= length && (line[n + strspn (line + n, " \t\r")] == '\n' || is_blank (line + n)))
        return line;
    }

  return NULL;
}

/*
 * What is in a fence, if there is one: all round the answer, or after some words about it. Where the
 * file itself has fences one in the midst of an answer may belong to it.
 */
static char *
dup_without_fence (const ChlCompletion *completion,
                   const char          *answer)
{
  const char *start = answer + strspn (answer, " \t\r\n");
  const char *fence = count_fence (start) > 0 ? start : find_fence (answer);
  const char *inside = fence != NULL ? get_next_line (fence) : NULL;
  const char *end;

  if (fence == NULL)
    return g_strdup (answer);
  if (fence != start &&
      (find_fence (completion->prefix) != NULL ||
       (completion->suffix != NULL && find_fence (completion->suffix) != NULL)))
    return g_strdup (answer);
  if (inside == NULL)
    return g_strdup ("");

  /* The line end before the last fence is the fence's. */
  end = find_fence_end (fence, inside);
  if (end == NULL)
    return g_strdup (inside);

  return g_strndup (inside, end > inside ? (gsize) (end - inside - 1) : 0);
}

static gboolean
is_enough (const char *text,
           gsize       length)
{
  guint n = 0;

  for (gsize i = 0; i < length && n < MIN_REPEATED; i++)
    if (!g_ascii_isspace (text[i]))
      n++;

  return n >= MIN_REPEATED;
}

/* Whether a line begins there, indentation aside. */
static gboolean
is_line_start (const char *text,
               const char *at)
{
  while (at > text && (at[-1] == ' ' || at[-1] == '\t'))
    at--;

  return at == text || at[-1] == '\n';
}

/* Bytes at the beginning of @answer that stand before the gap already, from the beginning of a line. */
static gsize
count_said_before (const char *prefix,
                   const char *answer)
{
  gsize       length = strlen (prefix);
  gsize       most = MIN (MIN (length, strlen (answer)), MAX_REPEATED);
  const char *end = prefix + length;

  if (g_str_has_prefix (answer, prefix) && is_enough (prefix, length))
    return length;

  for (const char *at = end - most; at < end; at++)
    if (*at == *answer && is_line_start (prefix, at) && is_enough (at, (gsize) (end - at)) &&
        memcmp (at, answer, (gsize) (end - at)) == 0)
      return (gsize) (end - at);

  return 0;
}

/* Bytes at the end of @answer that stand after the gap anyway, up to the end of a line. */
static gsize
count_said_after (const char *suffix,
                  const char *answer,
                  gsize       length)
{
  gsize most = MIN (MIN (strlen (suffix), length), MAX_REPEATED);

  for (gsize n = most; n > 0; n--)
    if ((suffix[n] == '\0' || suffix[n] == '\n') && is_enough (suffix, n) &&
        memcmp (suffix, answer + length - n, n) == 0)
      return n;

  return 0;
}

static void
drop_returns (char *text)
{
  char *out = text;

  for (const char *in = text; *in != '\0'; in++)
    if (in[0] != '\r' || in[1] != '\n')
      *out++ = *in;
  *out = '\0';
}

static gsize
count_without_blanks (const char *text)
{
  gsize length = strlen (text);

  while (length > 0 && g_ascii_isspace (text[length - 1]))
    length--;

  return length;
}

/**
 * chl_fill_in_chat_dup_text:
 * @completion: a text with a gap
 * @answer: what a model answered when it was asked
 *
 * Returns: (transfer full): what of it belongs into the gap: without a fence, and without what stands
 *   before and after the gap already
 */
char *
chl_fill_in_chat_dup_text (const ChlCompletion *completion,
                           const char          *answer)
{
  g_autofree char *text = NULL;
  const char      *suffix;
  gsize            start;
  gsize            length;
  gsize            repeated;

  g_return_val_if_fail (completion != NULL, NULL);
  g_return_val_if_fail (answer != NULL, NULL);

  suffix = completion->suffix != NULL ? completion->suffix : "";
  text = dup_without_fence (completion, answer);
  if (!is_in_texts (completion, "\r"))
    drop_returns (text);

  start = count_said_before (completion->prefix, text);
  length = strlen (text + start);
  repeated = count_said_after (suffix, text + start, length);

  /* Blanks behind what is said again are no more wanted than that. */
  if (repeated == 0)
    {
      gsize bare = count_without_blanks (text + start);

      repeated = count_said_after (suffix, text + start, bare);
      if (repeated > 0)
        length = bare;
    }

  text[start + length - repeated] = '\0';
  if (repeated == 0 && (*suffix == '\n' || *suffix == '\0'))
    while (length > 0 && text[start + length - 1] == '\n')
      text[start + --length] = '\0';

  return g_strdup (text + start);
}
