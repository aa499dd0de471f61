/* chl-practice-request.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "chl-practice-request.h"

#include "chl-continuation.h"
#include "chl-json.h"
#include "chl-practice-rest.h"
#include "chl-practice-token.h"

#define TOKENS_PER_MESSAGE 3

/* Text of a message: a string, or the text parts of an array. */
static char *
dup_text (JsonNode *message,
          guint    *n_images)
{
  const char *text = chl_json_get_string (message, "/content");
  JsonArray  *parts = chl_json_get_array (message, "/content");
  GString    *joined;

  if (text != NULL || parts == NULL)
    return g_strdup (text != NULL ? text : "");

  joined = g_string_new (NULL);
  for (guint i = 0; i < json_array_get_length (parts); i++)
    {
      JsonNode *part = json_array_get_element (parts, i);

      if ((text = chl_json_get_string (part, "/text")) != NULL)
        g_string_append_printf (joined, "%s%s", joined->len > 0 ? "\n" : "", text);
      else if (g_strcmp0 (chl_json_get_string (part, "/type"), "image_url") == 0)
        (*n_images)++;
    }

  return g_string_free (joined, FALSE);
}

/* Who is asked to go on is asked the same question still. */
static void
read_question (ChlPracticeRequest *self,
               const char         *text,
               GString            *answers,
               guint               n_images)
{
  g_clear_pointer (&self->said, g_free);
  if (chl_continuation_is_words (text) && answers->len > 0)
    {
      self->said = g_strdup (answers->str);
      return;
    }

  g_free (self->question);
  self->question = g_strdup (text);
  self->n_images = n_images;
  g_string_truncate (answers, 0);
}

static void
read_message (ChlPracticeRequest *self,
              JsonNode           *message,
              GString            *answers)
{
  const char      *role = chl_json_get_string (message, "/role");
  guint            n_images = 0;
  g_autofree char *text = dup_text (message, &n_images);

  self->prompt_tokens += chl_practice_token_count (text) + TOKENS_PER_MESSAGE;
  g_clear_pointer (&self->tool_result, g_free);
  if (g_strcmp0 (role, "user") == 0)
    read_question (self, text, answers, n_images);
  else if (g_strcmp0 (role, "assistant") == 0)
    chl_practice_rest_join (answers, text);
  else if (g_strcmp0 (role, "tool") == 0)
    self->tool_result = g_steal_pointer (&text);
}

static void
read_options (ChlPracticeRequest *self)
{
  gint64 max_tokens;

  chl_json_get_boolean (self->root, "/stream", &self->is_stream);
  chl_json_get_boolean (self->root, "/stream_options/include_usage", &self->wants_usage);
  self->max_tokens = G_MAXINT64;
  if (chl_json_get_int64 (self->root, "/max_tokens", &max_tokens) && max_tokens > 0)
    self->max_tokens = max_tokens;
  if (chl_json_get_int64 (self->root, "/max_completion_tokens", &max_tokens) && max_tokens > 0)
    self->max_tokens = max_tokens;
}

static ChlPracticeRequest *
new_request (JsonNode               *root,
             const ChlPracticeModel *model)
{
  ChlPracticeRequest *self = g_new0 (ChlPracticeRequest, 1);

  self->root = json_node_ref (root);
  self->model = model;
  read_options (self);

  return self;
}

/**
 * chl_practice_request_new_chat:
 * @root: the body
 * @model: whom it is for
 * @out_fault: (out): what is wrong with it, in English, as servers say it
 *
 * Returns: (transfer full) (nullable): the request, or %NULL with a fault
 *
 * Source: https://platform.openai.com/docs/api-reference/chat/create
 */
ChlPracticeRequest *
chl_practice_request_new_chat (JsonNode               *root,
                               const ChlPracticeModel *model,
                               const char            **out_fault)
{
  JsonArray          *messages = chl_json_get_array (root, "/messages");
  ChlPracticeRequest *self;
  g_autoptr(GString) answers = g_string_new (NULL);

  if (messages == NULL || json_array_get_length (messages) == 0)
    {
      *out_fault = "messages must be an array that is not empty";
      return NULL;
    }
  for (guint i = 0; i < json_array_get_length (messages); i++)
    if (chl_json_get_string (json_array_get_element (messages, i), "/role") == NULL)
      {
        *out_fault = "each message needs a role";
        return NULL;
      }

  self = new_request (root, model);
  self->question = g_strdup ("");
  for (guint i = 0; i < json_array_get_length (messages); i++)
    read_message (self, json_array_get_element (messages, i), answers);

  return self;
}

/**
 * chl_practice_request_new_completion:
 * @root: the body
 * @model: whom it is for
 * @out_fault: (out): what is wrong with it
 *
 * Returns: (transfer full) (nullable): the request, or %NULL with a fault
 *
 * Source: https://platform.openai.com/docs/api-reference/completions/create
 */
ChlPracticeRequest *
chl_practice_request_new_completion (JsonNode               *root,
                                     const ChlPracticeModel *model,
                                     const char            **out_fault)
{
  const char         *prompt = chl_json_get_string (root, "/prompt");
  ChlPracticeRequest *self;

  if (prompt == NULL)
    {
      *out_fault = "prompt must be a string";
      return NULL;
    }

  self = new_request (root, model);
  self->question = g_strdup (prompt);
  self->prompt_tokens = chl_practice_token_count (prompt) +
                        chl_practice_token_count (chl_json_get_string (root, "/suffix"));
  if (self->max_tokens == G_MAXINT64)
    self->max_tokens = 16; /* what OpenAI takes when it is not told */

  return self;
}

void
chl_practice_request_free (ChlPracticeRequest *self)
{
  json_node_unref (self->root);
  g_free (self->question);
  g_free (self->said);
  g_free (self->tool_result);
  g_free (self);
}

static void
cut_at (char       *text,
        const char *stop)
{
  char *at = stop != NULL && *stop != '\0' ? strstr (text, stop) : NULL;

  if (at != NULL)
    *at = '\0';
}

/**
 * chl_practice_request_stop:
 * @self: a request
 * @text: what would be answered
 *
 * Returns: (transfer full): @text up to the first of the words that `stop` names
 */
char *
chl_practice_request_stop (ChlPracticeRequest *self,
                           const char         *text)
{
  JsonArray *stops = chl_json_get_array (self->root, "/stop");
  char      *cut = g_strdup (text);

  cut_at (cut, chl_json_get_string (self->root, "/stop"));
  for (guint i = 0; stops != NULL && i < json_array_get_length (stops); i++)
    cut_at (cut, chl_json_get_string (json_array_get_element (stops, i), ""));

  return cut;
}
