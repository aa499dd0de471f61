/* fuzz-fill-in.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "chl-fill-in-chat.h"
#include "chl-fill-in.h"
#include "fuzz.h"

static const char *const models[] = {
  "qwen2.5-coder:7b", "starcoder2:3b", "santacoder", "codellama:7b", "deepseek-coder", "codegemma:2b",
  "codestral", "glm-4.5", "falcon-h1-tiny-coder", "seed-coder-base", "granite4", "codegeex4", "mellum"
};

/* Bytes of the longest name of a language, and the sign round a file's name. */
#define MAX_LANGUAGE 32

/* What a model ends with is in no prompt but where the prompt itself puts it: as often as in that
 * of two texts that are empty. */
static guint
count (const char *text,
       const char *token)
{
  guint n = 0;

  for (text = strstr (text, token); text != NULL; text = strstr (text + 1, token))
    n++;

  return n;
}

/* What a model answers in a conversation, whatever that is: something of it goes into the gap. */
static void
check_chat (const char *prefix,
            const char *suffix,
            const char *answer)
{
  g_autoptr(ChlCompletion) completion = chl_completion_new ("m", prefix, suffix);
  g_autofree char *text = chl_fill_in_chat_dup_text (completion, answer);

  g_assert_cmpuint (strlen (text), <=, strlen (answer));
  if (strchr (answer, '\r') == NULL)
    g_assert_nonnull (strstr (answer, text));
}

/* A text of any kind round a gap; a NUL byte is the gap. The first byte chooses the model, and what
 * stands before the gap is what the file is called as well. */
int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autofree char   *prefix = NULL;
  g_autofree char   *suffix = NULL;
  g_autofree char   *name = NULL;
  g_autofree char   *prompt = NULL;
  g_autofree char   *empty = NULL;
  const ChlFillIn   *fill_in;
  const char *const *stop;
  gsize              length;

  if (size == 0)
    return 0;

  fill_in = chl_fill_in_find (models[data[0] % G_N_ELEMENTS (models)]);
  prefix = g_strndup ((const char *) data + 1, size - 1);
  length = strlen (prefix);
  suffix = length + 2 < size ? g_strndup ((const char *) data + length + 2, size - length - 2)
                             : g_strdup ("");

  prompt = chl_fill_in_dup_prompt (fill_in, *prefix != '\0' ? prefix : ".", prefix, suffix);
  empty = chl_fill_in_dup_prompt (fill_in, ".", "", "");
  g_assert_cmpuint (strlen (prompt), <=,
                    strlen (empty) + MAX_LANGUAGE + 2 * strlen (prefix) + strlen (suffix));
  stop = chl_fill_in_get_stop (fill_in);
  for (; *stop != NULL; stop++)
    g_assert_cmpuint (count (prompt, *stop), ==, count (empty, *stop));

  check_chat (prefix, suffix, suffix);
  check_chat (prefix, prefix, suffix);
  check_chat (suffix, prefix, prompt);

  /* Any name is a name. */
  name = g_strndup ((const char *) data, size);
  chl_fill_in_find (name);

  return 0;
}
