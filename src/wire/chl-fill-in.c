/* chl-fill-in.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-fill-in"

#include "config.h"

#include "chl-fill-in.h"

#include <string.h>

#define N_PIECES 3

/**
 * ChlFillIn:
 * @pattern: of the name without its maker, in lower case
 * @pieces: what stands before, between and after the two texts
 * @suffix_first: what comes after the gap is said first
 * @stop: (array zero-terminated): where an answer ends; what a model ends with by itself need not
 *   be here
 */
struct _ChlFillIn
{
  const char        *pattern;
  const char        *pieces[N_PIECES];
  gboolean           suffix_first;
  const char *const *stop;
};

#define WORDS(...)      \
  (const char *const[]) \
  {                     \
    __VA_ARGS__, NULL   \
  }

#define QWEN_MARKS "<|fim_prefix|>", "<|fim_suffix|>", "<|fim_middle|>"
#define STAR_MARKS "<fim_prefix>", "<fim_suffix>", "<fim_middle>"
#define DEEP_MARKS "<｜fim▁begin｜>", "<｜fim▁hole｜>", "<｜fim▁end｜>"
#define CODE_MARKS "<|code_prefix|>", "<|code_suffix|>", "<|code_middle|>"
#define FALCON_MARKS "<|prefix|>", "<|suffix|>", "<|middle|>"

/*
 * The first that fits counts. Sizes and kinds that were not trained for it are left out by the
 * pattern. The last two were not seen in a model's own description.
 *
 * Source: https://github.com/QwenLM/Qwen2.5-Coder
 * Source: https://huggingface.co/bigcode/starcoder2-15b
 * Source: https://github.com/meta-llama/codellama
 * Source: https://github.com/deepseek-ai/DeepSeek-Coder
 * Source: https://ai.google.dev/gemma/docs/codegemma
 * Source: https://github.com/mistralai/mistral-common
 */
static const ChlFillIn rows[] = {
  { .pattern = "\\bqwen.*coder",
    .pieces = { QWEN_MARKS },
    .stop = WORDS ("<|endoftext|>", QWEN_MARKS, "<|fim_pad|>", "<|repo_name|>", "<|file_sep|>", "<|im_start|>", "<|im_end|>", "<|cursor|>") },
  { .pattern = "\\b(codeqwen1\\.5|starcoder|stable-code|granite.*\\bcode)",
    .pieces = { STAR_MARKS },
    .stop = WORDS ("<|endoftext|>", STAR_MARKS, "<file_sep>") },
  { .pattern = "\\bsantacoder",
    .pieces = { "<fim-prefix>", "<fim-suffix>", "<fim-middle>" },
    .stop = WORDS ("<|endoftext|>") },
  { .pattern = "\\bcodellama(?!.*python).*\\b(7|13)b",
    .pieces = { "<PRE> ", " <SUF>", " <MID>" },
    .stop = WORDS ("<EOT>") },
  { .pattern = "\\bdeepseek-coder",
    .pieces = { DEEP_MARKS },
    .stop = WORDS ("<|EOT|>", "<｜end▁of▁sentence｜>", DEEP_MARKS) },
  { .pattern = "\\bcodegemma",
    .pieces = { QWEN_MARKS },
    .stop = WORDS ("<|file_separator|>", "<end_of_turn>", "<eos>", QWEN_MARKS) },
  { .pattern = "(?<!mamba-)\\bcodestral(?!.*(embed|mamba))",
    .pieces = { "[SUFFIX]", "[PREFIX]", "" },
    .suffix_first = TRUE,
    .stop = WORDS ("[PREFIX]", "[SUFFIX]") },
  { .pattern = "\\bglm-4\\.5(?!v)",
    .pieces = { CODE_MARKS },
    .stop = WORDS ("<|endoftext|>", "<|user|>") },
  { .pattern = "\\bfalcon-h1-tiny.*coder", .pieces = { FALCON_MARKS }, .stop = WORDS (NULL) },
  { .pattern = "\\b(refact-1[._]6b|replit-code)",
    .pieces = { STAR_MARKS },
    .stop = WORDS ("<|endoftext|>", STAR_MARKS, "<file_sep>") },
  { .pattern = "\\bseed-coder",
    .pieces = { "<[fim-suffix]>", "<[fim-prefix]>", "<[fim-middle]>" },
    .suffix_first = TRUE,
    .stop = WORDS (NULL) },
};

/**
 * chl_fill_in_find:
 * @model: the provider's own id of a model, such as "Qwen/Qwen2.5-Coder-7B" or "starcoder2:3b"
 *
 * Returns: (nullable): how it is asked; %NULL where nobody knows
 */
const ChlFillIn *
chl_fill_in_find (const char *model)
{
  g_autofree char *lower = NULL;
  const char      *name;

  g_return_val_if_fail (model != NULL, NULL);

  lower = g_ascii_strdown (model, -1);
  name = strrchr (lower, '/');
  name = name != NULL ? name + 1 : lower;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (g_regex_match_simple (rows[i].pattern, name, G_REGEX_RAW, G_REGEX_MATCH_DEFAULT))
      return &rows[i];

  return NULL;
}

static void
add_token (GPtrArray  *tokens,
           const char *token)
{
  char *bare = g_strstrip (g_strdup (token));

  if (*bare != '\0')
    g_ptr_array_add (tokens, bare);
  else
    g_free (bare);
}

/* All that means something to the model. */
static GPtrArray *
list_tokens (const ChlFillIn *self)
{
  GPtrArray *tokens = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < N_PIECES; i++)
    add_token (tokens, self->pieces[i]);
  for (guint i = 0; self->stop[i] != NULL; i++)
    add_token (tokens, self->stop[i]);

  return tokens;
}

/* A text that holds a token would end the gap where it does not end. None is left, not even one
 * that appears where another one was taken out. */
static void
append_bare (GString    *out,
             const char *text,
             GPtrArray  *tokens)
{
  gsize start = out->len;

  for (; *text != '\0'; text++)
    {
      g_string_append_c (out, *text);
      for (guint i = 0; i < tokens->len; i++)
        {
          const char *token = g_ptr_array_index (tokens, i);
          gsize       length = strlen (token);

          if (out->len - start >= length && token[length - 1] == *text &&
              memcmp (out->str + out->len - length, token, length) == 0)
            {
              g_string_truncate (out, out->len - length);
              break;
            }
        }
    }
}

/**
 * chl_fill_in_dup_prompt:
 * @self: how a model is asked
 * @prefix: the text before the gap
 * @suffix: the text after it
 *
 * Returns: (transfer full): both as one prompt; tokens of the model in them are left out
 */
char *
chl_fill_in_dup_prompt (const ChlFillIn *self,
                        const char      *prefix,
                        const char      *suffix)
{
  g_autoptr(GPtrArray) tokens = NULL;
  GString *out;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (prefix != NULL && suffix != NULL, NULL);

  tokens = list_tokens (self);
  out = g_string_sized_new (strlen (prefix) + strlen (suffix) + 128);
  g_string_append (out, self->pieces[0]);
  append_bare (out, self->suffix_first ? suffix : prefix, tokens);
  g_string_append (out, self->pieces[1]);
  append_bare (out, self->suffix_first ? prefix : suffix, tokens);
  g_string_append (out, self->pieces[2]);

  return g_string_free (out, FALSE);
}

/* (array zero-terminated): strings at which an answer ends. */
const char *const *
chl_fill_in_get_stop (const ChlFillIn *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->stop;
}
