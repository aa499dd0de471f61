/* chl-practice-models.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "chl-practice-models.h"

#include "chl-json-writer.h"

#define CONTEXT_TOKENS 32768
#define OUTPUT_TOKENS 8192
#define EMBEDDING_TOKENS 8192

static const ChlPracticeModel models[] = {
  { "practice-plain", N_ ("Practice: answers"), CHL_PRACTICE_CHAT, FALSE, FALSE },
  { "practice-thinking", N_ ("Practice: thinks first"), CHL_PRACTICE_CHAT, TRUE, FALSE },
  { "practice-tools", N_ ("Practice: calls tools"), CHL_PRACTICE_CHAT, FALSE, TRUE },
  { "practice-embedding", N_ ("Practice: embeddings"), CHL_PRACTICE_EMBEDDING, FALSE, FALSE },
  { "practice-completion", N_ ("Practice: completion"), CHL_PRACTICE_COMPLETION, FALSE, FALSE },
};

static const char *
get_type (const ChlPracticeModel *model)
{
  switch (model->work)
    {
    case CHL_PRACTICE_EMBEDDING:
      return "embedding";

    case CHL_PRACTICE_COMPLETION:
      return "completion";

    case CHL_PRACTICE_CHAT:
      break;
    }

  return "chat";
}

static void
add_strings (ChlJsonWriter     *writer,
             const char        *name,
             const char *const *strings)
{
  chl_json_writer_begin_array (writer, name);
  for (; *strings != NULL; strings++)
    chl_json_writer_add_string (writer, NULL, *strings);
  chl_json_writer_end_array (writer);
}

static void
add_row (ChlJsonWriter          *writer,
         const ChlPracticeModel *model,
         gint64                  created)
{
  const char *const kinds[] = { "text", NULL };
  const char *const efforts[] = { "low", "medium", "high", NULL };
  const char       *parameters[] = { "max_tokens", "stop", NULL, NULL, NULL, NULL };
  guint             n = 2;
  gboolean          is_embedding = model->work == CHL_PRACTICE_EMBEDDING;

  if (model->work == CHL_PRACTICE_CHAT)
    parameters[n++] = "response_format";
  if (model->calls_tools)
    parameters[n++] = "tools";
  if (model->thinks)
    parameters[n++] = "reasoning_effort";

  chl_json_writer_begin_object (writer, NULL);
  chl_json_writer_add_string (writer, "id", model->id);
  chl_json_writer_add_string (writer, "object", "model");
  chl_json_writer_add_int (writer, "created", created);
  chl_json_writer_add_string (writer, "owned_by", "practice");
  chl_json_writer_add_string (writer, "display_name", _ (model->title));
  chl_json_writer_add_string (writer, "type", get_type (model));
  chl_json_writer_add_int (writer, "context_length",
                           is_embedding ? EMBEDDING_TOKENS : CONTEXT_TOKENS);
  if (is_embedding)
    chl_json_writer_add_int (writer, "embedding_dimensions", CHL_PRACTICE_DIMENSIONS);
  else
    {
      chl_json_writer_add_int (writer, "max_output_tokens", OUTPUT_TOKENS);
      add_strings (writer, "supported_parameters", parameters);
    }
  add_strings (writer, "input_modalities", kinds);
  chl_json_writer_add_boolean (writer, "supports_tools", model->calls_tools);
  chl_json_writer_add_boolean (writer, "supports_vision", FALSE);
  chl_json_writer_add_boolean (writer, "supports_reasoning", model->thinks);
  if (model->thinks)
    add_strings (writer, "reasoning_efforts", efforts);
  chl_json_writer_add_boolean (writer, "supports_fim", model->work == CHL_PRACTICE_COMPLETION);
  chl_json_writer_end_object (writer);
}

/**
 * chl_practice_models_find:
 * @id: (nullable): an id
 *
 * Returns: (nullable): the model with this id
 */
const ChlPracticeModel *
chl_practice_models_find (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (models); i++)
    if (g_strcmp0 (models[i].id, id) == 0)
      return &models[i];

  return NULL;
}

/**
 * chl_practice_models_build_list:
 * @created: seconds since 1970
 *
 * Returns: (transfer full): all models as JSON
 *
 * Source: https://platform.openai.com/docs/api-reference/models/list
 */
char *
chl_practice_models_build_list (gint64 created)
{
  ChlJsonWriter *writer = chl_json_writer_new ();

  chl_json_writer_begin_object (writer, NULL);
  chl_json_writer_add_string (writer, "object", "list");
  chl_json_writer_begin_array (writer, "data");
  for (guint i = 0; i < G_N_ELEMENTS (models); i++)
    add_row (writer, &models[i], created);
  chl_json_writer_end_array (writer);
  chl_json_writer_end_object (writer);

  return chl_json_writer_free_to_string (writer);
}

/**
 * chl_practice_models_build_row:
 * @model: a model
 * @created: seconds since 1970
 *
 * Returns: (transfer full): one model as JSON
 */
char *
chl_practice_models_build_row (const ChlPracticeModel *model,
                               gint64                  created)
{
  ChlJsonWriter *writer = chl_json_writer_new ();

  add_row (writer, model, created);

  return chl_json_writer_free_to_string (writer);
}
