/* chl-fill-in.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-fill-in"

#include "config.h"

#include "chl-fill-in.h"

#include <string.h>

#include "chl-fill-in-language.h"

#define N_PIECES 3

/**
 * Head:
 * @HEAD_NONE: nothing stands before the first text
 * @HEAD_TURN: a turn of a conversation begins, with lines that say what the file is
 * @HEAD_NAME: the name of the file, if it has one
 *
 * What is said of the file.
 */
typedef enum
{
  HEAD_NONE,
  HEAD_TURN,
  HEAD_NAME,
} Head;

/**
 * ChlFillIn:
 * @code: what it is called
 * @pattern: of the name without its maker, in lower case
 * @head: what is said of the file
 * @pieces: what stands before, between and after the two texts
 * @suffix_first: what comes after the gap is said first
 * @stop: (array zero-terminated): where an answer ends; what a model ends with by itself need not
 *   be here
 * @others: (nullable) (array zero-terminated): what else means something to the model
 */
struct _ChlFillIn
{
  const char        *code;
  const char        *pattern;
  Head               head;
  const char        *pieces[N_PIECES];
  gboolean           suffix_first;
  const char *const *stop;
  const char *const *others;
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

/* Kinds of Granite that do something else. */
#define NO_CODE "embedding|guardian|vision|speech|docling"

/*
 * The first that fits counts. Sizes and kinds that were not trained for it are left out by the
 * pattern. Those for GLM, Falcon, Refact and Replit were not seen in a model's own description.
 *
 * Source: https://github.com/QwenLM/Qwen2.5-Coder
 * Source: https://huggingface.co/bigcode/starcoder2-15b
 * Source: https://github.com/meta-llama/codellama
 * Source: https://github.com/deepseek-ai/DeepSeek-Coder
 * Source: https://ai.google.dev/gemma/docs/codegemma
 * Source: https://github.com/mistralai/mistral-common
 * Source: https://github.com/THUDM/CodeGeeX4/blob/main/guides/Infilling_guideline.md
 * Source: https://huggingface.co/ibm-granite/granite-4.0-h-small
 * Source: https://huggingface.co/ByteDance-Seed/Seed-Coder-8B-Base
 * Source: https://huggingface.co/JetBrains/Mellum-4b-base
 */
static const ChlFillIn rows[] = {
  { .code = "qwen",
    .pattern = "\\bqwen.*coder",
    .pieces = { QWEN_MARKS },
    .stop = WORDS ("<|endoftext|>", QWEN_MARKS, "<|fim_pad|>", "<|repo_name|>", "<|file_sep|>", "<|im_start|>", "<|im_end|>", "<|cursor|>") },
  { .code = "starcoder",
    .pattern = "\\b(codeqwen1\\.5|starcoder|stable-code|granite.*\\bcode|granite-?3(?![0-9])(?!.*(" NO_CODE ")))",
    .pieces = { STAR_MARKS },
    .stop = WORDS ("<|endoftext|>", STAR_MARKS, "<file_sep>") },
  { .code = "granite",
    .pattern = "\\bgranite-?4(?![0-9])(?!.*(" NO_CODE "))",
    .pieces = { QWEN_MARKS },
    .stop = WORDS ("<|end_of_text|>", QWEN_MARKS, "<|fim_pad|>"),
    .others = WORDS ("<|start_of_role|>", "<|end_of_role|>") },
  { .code = "santacoder",
    .pattern = "\\bsantacoder",
    .pieces = { "<fim-prefix>", "<fim-suffix>", "<fim-middle>" },
    .stop = WORDS ("<|endoftext|>") },
  { .code = "codellama",
    .pattern = "\\bcodellama(?!.*python).*\\b(7|13)b",
    .pieces = { "<PRE> ", " <SUF>", " <MID>" },
    .stop = WORDS ("<EOT>") },
  { .code = "deepseek",
    .pattern = "\\bdeepseek-coder",
    .pieces = { DEEP_MARKS },
    .stop = WORDS ("<|EOT|>", "<｜end▁of▁sentence｜>", DEEP_MARKS) },
  { .code = "codegemma",
    .pattern = "\\bcodegemma(?!.*(-it\\b|instruct))",
    .pieces = { QWEN_MARKS },
    .stop = WORDS ("<|file_separator|>", "<end_of_turn>", "<eos>", QWEN_MARKS) },
  { .code = "codestral",
    .pattern = "(?<!mamba-)\\bcodestral(?!.*(embed|mamba))",
    .pieces = { "[SUFFIX]", "[PREFIX]", "" },
    .suffix_first = TRUE,
    .stop = WORDS ("[PREFIX]", "[SUFFIX]") },
  { .code = "codegeex",
    .pattern = "\\bcodegeex-?4",
    .head = HEAD_TURN,
    .pieces = { "<|code_suffix|>", "<|code_prefix|>", "<|code_middle|><|assistant|>\n" },
    .suffix_first = TRUE,
    .stop = WORDS ("<|user|>", "<|assistant|>", "<|endoftext|>", CODE_MARKS),
    .others = WORDS ("<|system|>", "<|observation|>") },
  { .code = "glm",
    .pattern = "\\bglm-4\\.5(?!v)",
    .pieces = { CODE_MARKS },
    .stop = WORDS ("<|endoftext|>", "<|user|>") },
  { .code = "falcon",
    .pattern = "\\bfalcon-h1-tiny.*coder",
    .pieces = { FALCON_MARKS },
    .stop = WORDS (NULL) },
  { .code = "starcoder",
    .pattern = "\\b(refact-1[._]6b|replit-code)",
    .pieces = { STAR_MARKS },
    .stop = WORDS ("<|endoftext|>", STAR_MARKS, "<file_sep>") },
  { .code = "seedcoder",
    .pattern = "\\bseed-coder.*base",
    .pieces = { "<[fim-suffix]>", "<[fim-prefix]>", "<[fim-middle]>" },
    .suffix_first = TRUE,
    .stop = WORDS ("<[end▁of▁sentence]>") },
  { .code = "mellum",
    .pattern = "\\bmellum",
    .head = HEAD_NAME,
    .pieces = { "<fim_suffix>", "<fim_prefix>", "<fim_middle>" },
    .suffix_first = TRUE,
    .stop = WORDS ("<|endoftext|>", "<filename>"),
    .others = WORDS ("<reponame>") },
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

/**
 * chl_fill_in_find_code:
 * @code: (nullable): what the tokens of a family are called, such as "qwen"
 *
 * Returns: (nullable): how its models are asked; %NULL where nobody knows
 */
const ChlFillIn *
chl_fill_in_find_code (const char *code)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (g_strcmp0 (rows[i].code, code) == 0)
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
  for (guint i = 0; self->others != NULL && self->others[i] != NULL; i++)
    add_token (tokens, self->others[i]);

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

/* On one line, whatever is in it. */
static void
append_path (GString    *out,
             const char *path,
             GPtrArray  *tokens)
{
  g_autofree char *line = g_strdup (path != NULL ? path : "");

  for (char *at = line; *at != '\0'; at++)
    if (g_ascii_iscntrl (*at))
      *at = ' ';
  append_bare (out, line, tokens);
}

/* What is not known is left blank. */
static void
append_head (GString    *out,
             Head        head,
             const char *path,
             GPtrArray  *tokens)
{
  const char *language = path != NULL ? chl_fill_in_find_language (path) : NULL;

  if (head == HEAD_TURN)
    {
      g_string_append (out, "<|user|>\n###PATH:");
      append_path (out, path, tokens);
      g_string_append_printf (out, "\n###LANGUAGE:%s\n###MODE:BLOCK\n", language != NULL ? language : "");
    }
  else if (head == HEAD_NAME && path != NULL && *path != '\0')
    {
      g_string_append (out, "<filename>");
      append_path (out, path, tokens);
      g_string_append_c (out, '\n');
    }
}

/**
 * chl_fill_in_dup_prompt:
 * @self: how a model is asked
 * @path: (nullable): what the file is called
 * @prefix: the text before the gap
 * @suffix: the text after it
 *
 * Returns: (transfer full): both as one prompt; tokens of the model in them are left out
 */
char *
chl_fill_in_dup_prompt (const ChlFillIn *self,
                        const char      *path,
                        const char      *prefix,
                        const char      *suffix)
{
  g_autoptr(GPtrArray) tokens = NULL;
  GString *out;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (prefix != NULL && suffix != NULL, NULL);

  tokens = list_tokens (self);
  out = g_string_sized_new (strlen (prefix) + strlen (suffix) + 128);
  append_head (out, self->head, path, tokens);
  g_string_append (out, self->pieces[0]);
  append_bare (out, self->suffix_first ? suffix : prefix, tokens);
  g_string_append (out, self->pieces[1]);
  append_bare (out, self->suffix_first ? prefix : suffix, tokens);
  g_string_append (out, self->pieces[2]);

  return g_string_free (out, FALSE);
}

/* Its name among those that there are, such as "qwen". */
const char *
chl_fill_in_get_code (const ChlFillIn *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->code;
}

/* (array zero-terminated): strings at which an answer ends. */
const char *const *
chl_fill_in_get_stop (const ChlFillIn *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->stop;
}
