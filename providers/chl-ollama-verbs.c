/* chl-ollama-verbs.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-ollama-verbs"

#include "config.h"

#include "chl-ollama-verbs.h"

#include <string.h>

#include "chl-address.h"
#include "chl-json-writer.h"
#include "chl-json.h"

/* What the pages of models tell people to type. */
static const char *const commands[] = { "ollama run ", "ollama pull " };

static const char *
skip_command (const char *typed)
{
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (g_str_has_prefix (typed, commands[i]))
      return typed + strlen (commands[i]) + strspn (typed + strlen (commands[i]), " ");

  return typed;
}

/* With the window that questions will ask for, since another one would load it anew. */
static void
write_load (ChlJsonWriter   *writer,
            const ChlQuirks *quirks)
{
  if (quirks->keep_alive != NULL)
    {
      char  *end = NULL;
      gint64 seconds = g_ascii_strtoll (quirks->keep_alive, &end, 10);

      if (*end == '\0')
        chl_json_writer_add_int (writer, "keep_alive", seconds);
      else
        chl_json_writer_add_string (writer, "keep_alive", quirks->keep_alive);
    }

  if (quirks->context_tokens > 0)
    {
      chl_json_writer_begin_object (writer, "options");
      chl_json_writer_add_int (writer, "num_ctx", quirks->context_tokens);
      chl_json_writer_end_object (writer);
    }
}

/* A model that only embeds answers no question, not even an empty one; that an empty text is enough
 * to load it is unverified, but one that is embedded loads it, too. */
static gboolean
embeds_only (ChlProvider *provider,
             const char  *id)
{
  ChlModel *model = chl_provider_find_model (provider, id);

  return model != NULL && chl_model_get_use (model) == CHL_MODEL_USE_EMBEDDING;
}

/**
 * chl_ollama_new_verb:
 * @provider: an Ollama
 * @verb: what it is to do
 * @id: with which model; a whole command may have been pasted
 * @error: unused
 *
 * Returns: (transfer full): how it is asked
 *
 * Source: https://github.com/ollama/ollama/blob/main/docs/api.md
 */
ChlVerbRequest *
chl_ollama_new_verb (ChlProvider *provider,
                     ChlVerb      verb,
                     const char  *id,
                     GError     **error)
{
  gboolean        is_pull = verb == CHL_VERB_PULL;
  gboolean        is_memory = verb == CHL_VERB_LOAD || verb == CHL_VERB_UNLOAD;
  const char     *name = is_pull ? skip_command (id) : id;
  const char     *path = is_pull ? "/api/pull" : "/api/delete";
  ChlJsonWriter  *writer = chl_json_writer_new ();
  ChlVerbRequest *request;

  chl_json_writer_begin_object (writer, NULL);
  chl_json_writer_add_string (writer, "model", name);
  if (is_memory)
    {
      path = embeds_only (provider, id) ? "/api/embed" : "/api/generate";
      if (embeds_only (provider, id))
        chl_json_writer_add_string (writer, "input", "");
      chl_json_writer_add_boolean (writer, "stream", FALSE);
      if (verb == CHL_VERB_UNLOAD)
        chl_json_writer_add_int (writer, "keep_alive", 0);
      else
        write_load (writer, chl_provider_get_quirks (provider, id));
    }
  else
    {
      /* Old servers know it as the name. */
      chl_json_writer_add_string (writer, "name", name);
      if (is_pull)
        chl_json_writer_add_boolean (writer, "stream", TRUE);
    }
  chl_json_writer_end_object (writer);

  request = chl_verb_request_new (verb == CHL_VERB_REMOVE ? "DELETE" : "POST",
                                  chl_address_join (chl_provider_get_endpoint (provider), path),
                                  chl_json_writer_free_to_string (writer));
  request->is_lines = is_pull;

  return request;
}

/**
 * chl_ollama_read_verb:
 * @provider: an Ollama
 * @verb: what it was asked to do
 * @root: a line of its answer, or all of it
 * @progress: takes it in
 *
 * What is fetched comes in layers, each of which is told of by its digest, and again and again.
 */
void
chl_ollama_read_verb (ChlProvider     *provider,
                      ChlVerb          verb,
                      JsonNode        *root,
                      ChlVerbProgress *progress)
{
  const char *status = chl_json_get_string (root, "/status");
  const char *digest = chl_json_get_string (root, "/digest");
  gint64      done_bytes = 0;
  gint64      total_bytes = 0;

  /* What removes a model answers with nothing at all. */
  if (verb != CHL_VERB_PULL)
    {
      progress->is_done = TRUE;
      return;
    }

  chl_verb_progress_set_status (progress, status);
  progress->is_done = g_strcmp0 (status, "success") == 0;
  chl_json_get_int64 (root, "/completed", &done_bytes);
  if (digest != NULL && strlen (digest) <= 256 &&
      chl_json_get_int64 (root, "/total", &total_bytes))
    chl_verb_progress_set_part (progress, digest, done_bytes, total_bytes);
}
