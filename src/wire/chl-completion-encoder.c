/* chl-completion-encoder.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-completion-encoder"

#include "config.h"

#include "chl-completion-encoder.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "chl-error.h"
#include "chl-fill-in.h"
#include "chl-json-writer.h"
#include "chl-ollama-encoder.h"

/**
 * Prompt:
 * @text: (owned): what the model reads, or the part before the gap
 * @suffix: (unowned) (nullable): the part after it, where the server puts both together
 * @stop: (owned) (element-type utf8): where the answer ends
 *
 * A completion as the server can take it.
 */
typedef struct
{
  char       *text;
  const char *suffix;
  GPtrArray  *stop;
} Prompt;

static void
prompt_clear (Prompt *prompt)
{
  g_free (prompt->text);
  g_clear_pointer (&prompt->stop, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Prompt, prompt_clear)

static void
add_stop (Prompt            *prompt,
          const char *const *words)
{
  for (; words != NULL && *words != NULL; words++)
    if (!g_ptr_array_find_with_equal_func (prompt->stop, *words, g_str_equal, NULL))
      g_ptr_array_add (prompt->stop, (gpointer) *words);
}

/* By its name, unless the person says otherwise. */
static const ChlFillIn *
find_fill_in (const ChlCompletion *completion,
              const ChlQuirks     *quirks)
{
  const ChlFillIn *said = chl_fill_in_find_code (quirks->fill_in);
  const ChlFillIn *named = NULL;

  if (quirks->is_fill_in_typed && said != NULL)
    return said;

  named = chl_fill_in_find (completion->model);

  return named != NULL ? named : said;
}

/**
 * chl_completion_choose:
 * @completion: what to fill in
 * @quirks: what is special about the server
 *
 * Returns: how it is asked for; %CHL_FILLING_NONE if neither the server nor we know how to say that
 *   there is text after the gap
 */
ChlFilling
chl_completion_choose (const ChlCompletion *completion,
                       const ChlQuirks     *quirks)
{
  if (!chl_completion_has_suffix (completion))
    return CHL_FILLING_CONTINUE;
  if (quirks->refuses_gaps)
    return CHL_FILLING_NONE;
  if (quirks->infill_path != NULL)
    return CHL_FILLING_INFILL;
  if (quirks->takes_suffix)
    return CHL_FILLING_SUFFIX;

  return find_fill_in (completion, quirks) != NULL ? CHL_FILLING_TEMPLATE : CHL_FILLING_NONE;
}

/* Where nobody knows how a model is asked, another one's tokens would be text to it. */
static gboolean
make_prompt (const ChlCompletion *completion,
             const ChlQuirks     *quirks,
             ChlFilling           filling,
             Prompt              *prompt,
             GError             **error)
{
  const ChlFillIn *fill_in;

  if (filling == CHL_FILLING_NONE)
    {
      g_set_error (error, CHL_ERROR, CHL_ERROR_INVALID,
                   /* Translators: the name of a model. */
                   _("It is not known how %s is asked to fill a gap; choose a model that "
                     "completes code, or leave out what comes after the gap"),
                      completion->model);
      return FALSE;
    }

  prompt->stop = g_ptr_array_new ();
  add_stop (prompt, (const char *const *) completion->stop);
  if (filling == CHL_FILLING_TEMPLATE)
    {
      fill_in = find_fill_in (completion, quirks);
      prompt->text = chl_fill_in_dup_prompt (fill_in, completion->path, completion->prefix,
                                             completion->suffix);
      add_stop (prompt, chl_fill_in_get_stop (fill_in));
    }
  else
    {
      prompt->text = g_strdup (completion->prefix);
      prompt->suffix = filling != CHL_FILLING_CONTINUE ? completion->suffix : NULL;
    }

  return TRUE;
}

static void
write_sampling (ChlJsonWriter       *writer,
                const ChlCompletion *completion,
                const Prompt        *prompt)
{
  if (isfinite (completion->temperature))
    chl_json_writer_add_double (writer, "temperature", completion->temperature);
  if (isfinite (completion->top_p))
    chl_json_writer_add_double (writer, "top_p", completion->top_p);
  if (completion->has_seed)
    chl_json_writer_add_int (writer, "seed", completion->seed);

  if (prompt->stop->len == 0)
    return;

  chl_json_writer_begin_array (writer, "stop");
  for (guint i = 0; i < prompt->stop->len; i++)
    chl_json_writer_add_string (writer, NULL, g_ptr_array_index (prompt->stop, i));
  chl_json_writer_end_array (writer);
}

static ChlJsonWriter *
begin (const ChlCompletion *completion,
       const Prompt        *prompt,
       gboolean             is_infill)
{
  ChlJsonWriter *writer = chl_json_writer_new ();

  chl_json_writer_begin_object (writer, NULL);
  chl_json_writer_add_string (writer, "model", completion->model);
  chl_json_writer_add_string (writer, is_infill ? "input_prefix" : "prompt", prompt->text);
  if (prompt->suffix != NULL)
    chl_json_writer_add_string (writer, is_infill ? "input_suffix" : "suffix", prompt->suffix);

  return writer;
}

/**
 * chl_completion_encode:
 * @completion: what to fill in
 * @quirks: what is special about the server
 * @error: return location
 *
 * Puts a completion into the JSON of OpenAI's Completions, or of that of llama.cpp for texts with a
 * gap. Fails with %CHL_ERROR_INVALID where there is text after the gap and neither the server nor we
 * know how to say so.
 *
 * Returns: (transfer full) (nullable): the body
 *
 * Source: https://platform.openai.com/docs/api-reference/completions/create
 * Source: https://github.com/ggml-org/llama.cpp/blob/master/tools/server/README.md
 */
GBytes *
chl_completion_encode (const ChlCompletion *completion,
                       const ChlQuirks     *quirks,
                       GError             **error)
{
  g_auto(Prompt) prompt = { NULL, NULL, NULL };
  ChlFilling     filling = chl_completion_choose (completion, quirks);
  gboolean       is_infill = filling == CHL_FILLING_INFILL;
  ChlJsonWriter *writer;

  if (!make_prompt (completion, quirks, filling, &prompt, error))
    return NULL;

  writer = begin (completion, &prompt, is_infill);
  if (completion->max_output > 0)
    chl_json_writer_add_int (writer, is_infill ? "n_predict" : "max_tokens", completion->max_output);
  write_sampling (writer, completion, &prompt);
  chl_json_writer_add_boolean (writer, "stream", completion->stream);
  if (completion->stream && quirks->stream_usage && !is_infill)
    {
      chl_json_writer_begin_object (writer, "stream_options");
      chl_json_writer_add_boolean (writer, "include_usage", TRUE);
      chl_json_writer_end_object (writer);
    }
  chl_json_writer_end_object (writer);

  return chl_json_writer_free_to_bytes (writer);
}

/**
 * chl_completion_encode_generate:
 * @completion: what to fill in
 * @quirks: what is special about the server
 * @error: return location
 *
 * The same for Ollama's own protocol. Unless the server puts both texts into the model's template,
 * they bypass it, since it would make a question of them.
 *
 * Returns: (transfer full) (nullable): the body
 *
 * Source: https://github.com/ollama/ollama/blob/main/docs/api.md
 */
GBytes *
chl_completion_encode_generate (const ChlCompletion *completion,
                                const ChlQuirks     *quirks,
                                GError             **error)
{
  g_auto(Prompt) prompt = { NULL, NULL, NULL };
  ChlJsonWriter *writer;

  if (!make_prompt (completion, quirks, chl_completion_choose (completion, quirks), &prompt, error))
    return NULL;

  writer = begin (completion, &prompt, FALSE);
  if (prompt.suffix == NULL)
    chl_json_writer_add_boolean (writer, "raw", TRUE);
  chl_json_writer_begin_object (writer, "options");
  if (quirks->context_tokens > 0)
    chl_json_writer_add_int (writer, "num_ctx", quirks->context_tokens);
  if (completion->max_output > 0)
    chl_json_writer_add_int (writer, "num_predict", completion->max_output);
  write_sampling (writer, completion, &prompt);
  chl_json_writer_end_object (writer);
  chl_ollama_write_keep_alive (writer, quirks->keep_alive);
  chl_json_writer_add_boolean (writer, "truncate", FALSE);
  chl_json_writer_add_boolean (writer, "stream", completion->stream);
  chl_json_writer_end_object (writer);

  return chl_json_writer_free_to_bytes (writer);
}
