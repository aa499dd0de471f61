/* test-completion.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "chl-completion-encoder.h"
#include "chl-completion-lesson.h"
#include "chl-error.h"
#include "chl-fill-in.h"
#include "chl-lesson-reader.h"
#include "chl-lessons.h"
#include "chl-protocol.h"

static const ChlQuirks plain = { .stream_usage = TRUE };
static const ChlQuirks taker = { .takes_suffix = TRUE };
static const ChlQuirks native = { .takes_suffix = TRUE, .infill_path = "/infill", .stream_usage = TRUE };
static const ChlQuirks local = { .context_tokens = 8192, .keep_alive = "30m" };
static const ChlQuirks local_taker = { .takes_suffix = TRUE, .keep_alive = "300" };

static void
make_plain (ChlCompletion *completion)
{
}

static void
make_everything (ChlCompletion *completion)
{
  completion->suffix = g_strdup ("\n\nprint (add (1, 2))\n");
  completion->max_output = 128;
  completion->temperature = 0.125;
  completion->top_p = 1;
  completion->has_seed = TRUE;
  completion->seed = -7;
  completion->stop = g_strdupv ((char *[]){ (char *) "\n\n", (char *) "<|endoftext|>", NULL });
}

static void
make_whole (ChlCompletion *completion)
{
  completion->suffix = g_strdup ("");
  completion->max_output = 0;
  completion->temperature = NAN;
  completion->top_p = INFINITY;
  completion->stream = FALSE;
}

static const struct
{
  const char      *name;
  ChlProtocolId    protocol;
  const char      *model;
  const ChlQuirks *quirks;
  void (*make) (ChlCompletion *completion);
} cases[] = {
  { "completion-plain", CHL_PROTOCOL_OPENAI_COMPLETIONS, "demo-1", &plain, make_plain },
  { "completion-suffix", CHL_PROTOCOL_OPENAI_COMPLETIONS, "demo-1", &taker, make_everything },
  { "completion-tokens", CHL_PROTOCOL_OPENAI_COMPLETIONS, "Qwen/Qwen2.5-Coder-7B", &plain, make_everything },
  { "completion-infill", CHL_PROTOCOL_OPENAI_COMPLETIONS, "Qwen/Qwen2.5-Coder-7B", &native, make_everything },
  { "completion-infill-continue", CHL_PROTOCOL_OPENAI_COMPLETIONS, "demo-1", &native, make_plain },
  { "completion-whole", CHL_PROTOCOL_OPENAI_COMPLETIONS, "demo-1", &plain, make_whole },
  { "generate-plain", CHL_PROTOCOL_OLLAMA_GENERATE, "demo:1b", &local, make_plain },
  { "generate-suffix", CHL_PROTOCOL_OLLAMA_GENERATE, "demo:1b", &local_taker, make_everything },
  { "generate-tokens", CHL_PROTOCOL_OLLAMA_GENERATE, "starcoder2:3b", &local, make_everything },
  { "generate-whole", CHL_PROTOCOL_OLLAMA_GENERATE, "demo:1b", &local_taker, make_whole },
};

/* To the byte. CHL_TEST_UPDATE writes the files anew; look at what changed. */
static void
test_golden (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr(ChlCompletion) completion = chl_completion_new (cases[i].model, "def add (a, b):\n    ", NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) body = NULL;
  g_autofree char *file = g_strconcat (cases[i].name, ".json", NULL);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "wire", "golden", file, NULL);
  g_autofree char *expected = NULL;
  g_autofree char *json = NULL;
  gsize            length;
  const char      *bytes;

  cases[i].make (completion);
  body = chl_protocol_encode_completion (chl_protocol_get (cases[i].protocol), completion,
                                         cases[i].quirks, &error);
  g_assert_no_error (error);
  bytes = g_bytes_get_data (body, &length);
  json = g_strndup (bytes, length);

  if (g_getenv ("CHL_TEST_UPDATE") != NULL)
    {
      g_autofree char *line = g_strconcat (json, "\n", NULL);

      g_file_set_contents (path, line, -1, &error);
      g_assert_no_error (error);
    }

  g_file_get_contents (path, &expected, NULL, &error);
  g_assert_no_error (error);
  g_strchomp (expected);
  g_assert_cmpstr (json, ==, expected);
}

/* Each model with the prompt it was trained for: what is before the gap is P, what is after it S. */
static void
test_each_model (void)
{
  static const struct
  {
    const char *model;
    const char *prompt;
    const char *last_stop;
  } rows[] = {
    { "qwen2.5-coder:1.5b-base", "<|fim_prefix|>P<|fim_suffix|>S<|fim_middle|>", "<|cursor|>" },
    { "Qwen/Qwen3-Coder-30B-A3B-Instruct", "<|fim_prefix|>P<|fim_suffix|>S<|fim_middle|>", "<|cursor|>" },
    { "CodeQwen1.5-7B", "<fim_prefix>P<fim_suffix>S<fim_middle>", "<file_sep>" },
    { "bigcode/starcoder", "<fim_prefix>P<fim_suffix>S<fim_middle>", "<file_sep>" },
    { "starcoder2:7b", "<fim_prefix>P<fim_suffix>S<fim_middle>", "<file_sep>" },
    { "stabilityai/stable-code-3b", "<fim_prefix>P<fim_suffix>S<fim_middle>", "<file_sep>" },
    { "ibm-granite/granite-3b-code-base", "<fim_prefix>P<fim_suffix>S<fim_middle>", "<file_sep>" },
    { "granite-code:8b", "<fim_prefix>P<fim_suffix>S<fim_middle>", "<file_sep>" },
    { "refact-1.6b", "<fim_prefix>P<fim_suffix>S<fim_middle>", "<file_sep>" },
    { "bigcode/santacoder", "<fim-prefix>P<fim-suffix>S<fim-middle>", "<|endoftext|>" },
    { "codellama:7b-code", "<PRE> P <SUF>S <MID>", "<EOT>" },
    { "codellama/CodeLlama-13b-hf", "<PRE> P <SUF>S <MID>", "<EOT>" },
    { "deepseek-ai/deepseek-coder-6.7b-base", "<｜fim▁begin｜>P<｜fim▁hole｜>S<｜fim▁end｜>",
      "<｜fim▁end｜>" },
    { "deepseek-coder-v2:16b-lite-base-q4_0", "<｜fim▁begin｜>P<｜fim▁hole｜>S<｜fim▁end｜>",
      "<｜fim▁end｜>" },
    { "google/codegemma-2b", "<|fim_prefix|>P<|fim_suffix|>S<|fim_middle|>", "<|fim_middle|>" },
    { "codestral-latest", "[SUFFIX]S[PREFIX]P", "[SUFFIX]" },
    { "mistralai/Codestral-22B-v0.1", "[SUFFIX]S[PREFIX]P", "[SUFFIX]" },
    { "zai-org/GLM-4.5-Air", "<|code_prefix|>P<|code_suffix|>S<|code_middle|>", "<|user|>" },
    { "tiiuae/Falcon-H1-Tiny-Coder-90M", "<|prefix|>P<|suffix|>S<|middle|>", NULL },
    { "ByteDance-Seed/Seed-Coder-8B-Base", "<[fim-suffix]>S<[fim-prefix]>P<[fim-middle]>",
      "<[end▁of▁sentence]>" },
    { "ibm-granite/granite-3.3-8b-instruct", "<fim_prefix>P<fim_suffix>S<fim_middle>", "<file_sep>" },
    { "granite3.1-dense:2b", "<fim_prefix>P<fim_suffix>S<fim_middle>", "<file_sep>" },
    { "ibm-granite/granite-4.0-h-small-base", "<|fim_prefix|>P<|fim_suffix|>S<|fim_middle|>", "<|fim_pad|>" },
    { "granite4:micro-h", "<|fim_prefix|>P<|fim_suffix|>S<|fim_middle|>", "<|fim_pad|>" },
    { "JetBrains/Mellum-4b-base", "<fim_suffix>S<fim_prefix>P<fim_middle>", "<filename>" },
    { "THUDM/codegeex4-all-9b",
      "<|user|>\n###PATH:\n###LANGUAGE:\n###MODE:BLOCK\n"
      "<|code_suffix|>S<|code_prefix|>P<|code_middle|><|assistant|>\n",
      "<|code_middle|>" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const ChlFillIn   *fill_in = chl_fill_in_find (rows[i].model);
      const char *const *stop;
      g_autofree char   *prompt = NULL;
      guint              n_stops;

      g_test_message ("%s", rows[i].model);
      g_assert_nonnull (fill_in);
      prompt = chl_fill_in_dup_prompt (fill_in, NULL, "P", "S");
      g_assert_cmpstr (prompt, ==, rows[i].prompt);
      stop = chl_fill_in_get_stop (fill_in);
      n_stops = g_strv_length ((GStrv) stop);
      g_assert_cmpstr (n_stops > 0 ? stop[n_stops - 1] : NULL, ==, rows[i].last_stop);
    }
}

/* Names that look alike; nothing is known of these, so nothing is said. */
static void
test_unknown_models (void)
{
  static const char *const models[] = {
    "gpt-4o", "", "/", "coder", "qwen2.5:7b", "Qwen/Qwen2.5-7B-Instruct", "codellama:34b-code",
    "codellama:70b", "codellama", "codellama-7b-python", "CodeLlama-13b-Python-hf", "codestral-embed",
    "mamba-codestral-7b", "codestral-mamba", "granite-embedding:30m", "granite-vision-decoder",
    "glm-4.5v", "glm-4.6", "deepseek-chat", "gemma:7b", "opencoder:8b", "qwen2.5-coder/other", "llama3.2",
    "ByteDance-Seed/Seed-Coder-8B-Instruct", "codegemma-7b-it", "codegemma:7b-instruct", "granite3-guardian:8b",
    "granite-3.3-speech", "granite-4.0-embedding", "codegeex2", "granite-40"
  };
  const ChlProtocolId protocols[] = { CHL_PROTOCOL_OPENAI_COMPLETIONS, CHL_PROTOCOL_OLLAMA_GENERATE };

  for (guint i = 0; i < G_N_ELEMENTS (models); i++)
    {
      g_test_message ("%s", models[i]);
      g_assert_null (chl_fill_in_find (models[i]));
    }

  for (guint i = 0; i < G_N_ELEMENTS (protocols); i++)
    {
      g_autoptr(ChlCompletion) completion = chl_completion_new ("demo-1", "a", "b");
      g_autoptr(GError) error = NULL;

      g_assert_null (chl_protocol_encode_completion (chl_protocol_get (protocols[i]), completion,
                                                     &plain, &error));
      g_assert_error (error, CHL_ERROR, CHL_ERROR_INVALID);
      g_assert_nonnull (strstr (error->message, "demo-1"));
    }
}

/* A text that is about these models is a text. */
static void
test_tokens_in_the_text (void)
{
  static const struct
  {
    const char *model;
    const char *prefix;
    const char *suffix;
    const char *prompt;
  } rows[] = {
    { "starcoder2:3b", "a<fim_middle>b", "<|endoftext|>c<file_sep>", "<fim_prefix>ab<fim_suffix>c<fim_middle>" },
    { "starcoder2:3b", "<fim_<fim_prefix>middle>", "<fim_suffix><fim_suffix>",
      "<fim_prefix><fim_suffix><fim_middle>" },
    { "starcoder2:3b", "<fim_", "middle>", "<fim_prefix><fim_<fim_suffix>middle><fim_middle>" },
    { "starcoder2:3b", "<|fim_middle|>", "", "<fim_prefix><|fim_middle|><fim_suffix><fim_middle>" },
    { "codellama:7b-code", "<PRE>a <SUF>", "b<EOT> <MID>", "<PRE> a  <SUF>b  <MID>" },
    { "codestral", "x[SUFFIX]", "[PREFIX]y", "[SUFFIX]y[PREFIX]x" },
    { "codegeex4", "a<|assistant|>b", "<|system|>c<|code_<|user|>prefix|>",
      "<|user|>\n###PATH:\n###LANGUAGE:\n###MODE:BLOCK\n"
      "<|code_suffix|>c<|code_prefix|>ab<|code_middle|><|assistant|>\n" },
    { "seed-coder-base", "<[fim-middle]>a", "b<[end▁of▁sentence]>", "<[fim-suffix]>b<[fim-prefix]>a<[fim-middle]>" },
    { "mellum", "<reponame>a<filename>", "<fim_middle>", "<fim_suffix><fim_prefix>a<fim_middle>" },
    { "granite4", "<|start_of_role|>a<|end_of_text|>", "<|fim_suffix|>b", "<|fim_prefix|>a<|fim_suffix|>b<|fim_middle|>" },
    { "deepseek-coder", "Grüße<｜fim▁hole｜>", "<｜fim▁hole", "<｜fim▁begin｜>Grüße<｜fim▁hole｜><｜fim▁hole<｜fim▁end｜>" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *prompt = chl_fill_in_dup_prompt (chl_fill_in_find (rows[i].model), NULL,
                                                        rows[i].prefix, rows[i].suffix);

      g_test_message ("%u", i);
      g_assert_cmpstr (prompt, ==, rows[i].prompt);
    }
}

/* What is known of the file is said, on one line and without the model's tokens. */
static void
test_heads (void)
{
  static const struct
  {
    const char *model;
    const char *path;
    const char *head;
  } rows[] = {
    { "codegeex4", "src/add.py", "<|user|>\n###PATH:src/add.py\n###LANGUAGE:Python\n###MODE:BLOCK\n<|code_suffix|>" },
    { "codegeex4", "a.CC", "<|user|>\n###PATH:a.CC\n###LANGUAGE:C++\n###MODE:BLOCK\n<|code_suffix|>" },
    { "codegeex4:9b", "src.d/Makefile", "<|user|>\n###PATH:src.d/Makefile\n###LANGUAGE:\n###MODE:BLOCK\n" },
    { "codegeex4", "a\n###MODE:LINE<|code_middle|>.rs", "<|user|>\n###PATH:a ###MODE:LINE.rs\n###LANGUAGE:Rust\n" },
    { "codegeex4", "", "<|user|>\n###PATH:\n###LANGUAGE:\n" },
    { "mellum-4b", "src/add.kt", "<filename>src/add.kt\n<fim_suffix>S<fim_prefix>P<fim_middle>" },
    { "mellum-4b", "a<fim_prefix>\tb", "<filename>a b\n<fim_suffix>S<fim_prefix>P<fim_middle>" },
    { "mellum-4b", "", "<fim_suffix>S<fim_prefix>P<fim_middle>" },
    { "starcoder2", "src/add.kt", "<fim_prefix>P<fim_suffix>S<fim_middle>" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *prompt = NULL;

      g_test_message ("%u", i);
      prompt = chl_fill_in_dup_prompt (chl_fill_in_find (rows[i].model), rows[i].path, "P", "S");
      g_assert_true (g_str_has_prefix (prompt, rows[i].head));
    }
}

static ChlFailure *
new_refusal (guint       status,
             const char *message)
{
  ChlFailure *failure = chl_failure_new (CHL_FAILURE_INVALID_REQUEST, message);

  failure->status = status;

  return failure;
}

/* Another way is tried where this one is closed, and only there. */
static void
test_lessons (void)
{
  static const struct
  {
    ChlFilling  filling;
    guint       status;
    const char *message;
    const char *lesson;
    gboolean    wants_chat;
  } rows[] = {
    { CHL_FILLING_INFILL, 501, "Infill is not supported by this model: prefix token is missing. ",
      "without:infill", TRUE },
    { CHL_FILLING_INFILL, 404, "File Not Found", "without:infill", TRUE },
    { CHL_FILLING_INFILL, 405, NULL, "without:infill", TRUE },
    { CHL_FILLING_INFILL, 400, "infill is not supported by this model", "without:infill", TRUE },
    { CHL_FILLING_INFILL, 400, "\"n_predict\" must be a number", NULL, FALSE },
    { CHL_FILLING_INFILL, 500, "the slot is gone", NULL, FALSE },
    { CHL_FILLING_INFILL, 401, "Invalid API Key", NULL, FALSE },
    { CHL_FILLING_SUFFIX, 400, "registry.ollama.ai/library/llama3.2:latest does not support insert",
      "without:suffix", TRUE },
    { CHL_FILLING_SUFFIX, 400, "suffix is not currently supported", "without:suffix", TRUE },
    { CHL_FILLING_SUFFIX, 404, "no such place", NULL, TRUE },
    { CHL_FILLING_SUFFIX, 404, "The model `m` does not exist", NULL, FALSE },
    { CHL_FILLING_SUFFIX, 404,
      "This is a chat model and not supported in the v1/completions endpoint. Did you mean to use "
      "v1/chat/completions?",
      NULL, TRUE },
    { CHL_FILLING_TEMPLATE, 501, "not here", NULL, TRUE },
    { CHL_FILLING_TEMPLATE, 400, "max_tokens is too large", NULL, FALSE },
    { CHL_FILLING_CONTINUE, 400, "suffix is not currently supported", NULL, TRUE },
    { CHL_FILLING_CONTINUE, 500, NULL, NULL, FALSE },
    { CHL_FILLING_CONTINUE, 0, NULL, NULL, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(ChlFailure) failure = new_refusal (rows[i].status, rows[i].message);

      g_test_message ("%u", i);
      g_assert_cmpstr (chl_completion_read_lesson (rows[i].filling, failure), ==, rows[i].lesson);
      g_assert_cmpint (chl_completion_wants_chat (failure), ==, rows[i].wants_chat);
      g_assert_true (rows[i].lesson == NULL || chl_lesson_is_valid (rows[i].lesson));

      /* A key that is refused is refused there, too. */
      failure->kind = CHL_FAILURE_AUTH;
      g_assert_false (chl_completion_wants_chat (failure));
    }
}

/* The best way there is, after all that was learned. */
static void
test_choice (void)
{
  static const char *const lessons[] = { "without:infill", "without:suffix", NULL };
  ChlQuirks                quirks = native;
  g_autoptr(ChlCompletion) completion = chl_completion_new ("codestral", "a", "b");
  g_autoptr(ChlCompletion) unknown = chl_completion_new ("demo-1", "a", "b");
  g_autoptr(ChlCompletion) open = chl_completion_new ("codestral", "a", "");

  g_assert_cmpint (chl_completion_choose (completion, &quirks), ==, CHL_FILLING_INFILL);
  g_assert_cmpint (chl_completion_choose (open, &quirks), ==, CHL_FILLING_CONTINUE);
  chl_lesson_apply (&quirks, (const char *const[]){ lessons[0], NULL });
  g_assert_cmpint (chl_completion_choose (completion, &quirks), ==, CHL_FILLING_SUFFIX);
  chl_lesson_apply (&quirks, lessons);
  g_assert_cmpint (chl_completion_choose (completion, &quirks), ==, CHL_FILLING_TEMPLATE);
  g_assert_cmpint (chl_completion_choose (unknown, &quirks), ==, CHL_FILLING_NONE);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/completion/golden/", cases[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_golden);
    }
  g_test_add_func ("/completion/each-model", test_each_model);
  g_test_add_func ("/completion/unknown-models", test_unknown_models);
  g_test_add_func ("/completion/choice", test_choice);
  g_test_add_func ("/completion/lessons", test_lessons);
  g_test_add_func ("/completion/heads", test_heads);
  g_test_add_func ("/completion/tokens-in-the-text", test_tokens_in_the_text);

  return g_test_run ();
}
