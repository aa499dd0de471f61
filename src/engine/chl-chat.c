/* chl-chat.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-chat"

#include "config.h"

#include "chl-chat.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chl-chat-private.h"
#include "chl-continuation.h"
#include "chl-engine-private.h"
#include "chl-error.h"
#include "chl-library-private.h"

/* Characters of the first question that become a chat's title. */
#define MAX_TITLE 60

static void
run_free (ChlRun *run)
{
  g_clear_pointer (&run->journal, chl_journal_free);
  g_clear_object (&run->cancellable);
  g_clear_object (&run->exchange);
  g_clear_object (&run->answer);
  g_clear_object (&run->conversation);
  g_clear_object (&run->engine);
  g_free (run);
}

static ChlRun *
find_run (ChlEngine       *engine,
          ChlConversation *conversation)
{
  return g_hash_table_lookup (chl_engine_get_runs (engine), chl_conversation_get_id (conversation));
}

static void
ended_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  ChlRun     *run = user_data;
  GHashTable *runs = chl_engine_get_runs (run->engine);

  chl_exchange_run_finish (CHL_EXCHANGE (object), result, NULL);

  /* The whole message closes the journal, so it must not write after that. */
  g_clear_pointer (&run->journal, chl_journal_free);
  chl_library_write_message (run->engine, run->conversation, run->answer);

  if (runs != NULL)
    g_hash_table_remove (runs, chl_conversation_get_id (run->conversation));
  chl_conversation_set_busy (run->conversation, FALSE);
  chl_conversation_set_updated_us (run->conversation, chl_engine_get_now_us (run->engine));
  run_free (run);
}

static ChlMessage *
new_message (ChlEngine *engine,
             ChlAuthor  author)
{
  g_autofree char *id = chl_random_dup_uuid (chl_engine_get_parts (engine)->random);

  return chl_message_new (id, author, chl_engine_get_now_us (engine));
}

static ChlRequest *
build_request (ChlEngine       *engine,
               ChlConversation *conversation,
               const char      *parent_id,
               ChlModel        *model)
{
  ChlRoles                *roles = chl_engine_get_roles (engine);
  const ChlRoleParameters *parameters = chl_roles_get_parameters (roles, CHL_ROLE_CHAT);
  ChlRequest              *request = chl_request_new (chl_model_get_id (model));
  g_autoptr(GPtrArray) path = chl_conversation_dup_path_to (conversation, parent_id);

  chl_continuation_add_path (request, path, chl_model_get_provider_id (model));
  request->stream = TRUE;
  request->cache_key = g_strdup (chl_conversation_get_id (conversation));
  request->effort = parameters->effort;
  request->temperature = parameters->temperature;
  request->top_p = parameters->top_p;
  request->max_output = parameters->max_output;

  return request;
}

/*
 * Starts the exchange for an answer that is not in the conversation yet. It is added below what it
 * answers, or goes on from, as the newest version.
 */
static void
start (ChlEngine       *engine,
       ChlConversation *conversation,
       const char      *parent_id,
       ChlModel        *model)
{
  g_autoptr(ChlMessage) answer = new_message (engine, CHL_AUTHOR_ASSISTANT);
  ChlProvider *provider;
  ChlRun      *run;

  provider = chl_provider_list_find (chl_engine_get_providers (engine),
                                     chl_model_get_provider_id (model));
  chl_message_set_source (answer, chl_provider_get_id (provider), chl_model_get_id (model),
                          chl_provider_get_protocol (provider, chl_model_get_id (model)));
  chl_message_begin (answer);

  chl_conversation_add (conversation, answer, parent_id);
  chl_conversation_set_last_model (conversation, chl_model_get_full_id (model));
  chl_conversation_set_updated_us (conversation, chl_engine_get_now_us (engine));

  run = g_new0 (ChlRun, 1);
  run->engine = g_object_ref (engine);
  run->conversation = g_object_ref (conversation);
  run->answer = g_object_ref (answer);
  run->cancellable = g_cancellable_new ();
  run->exchange = chl_exchange_new (engine, provider, CHL_ROLE_CHAT,
                                    build_request (engine, conversation, parent_id, model));
  run->journal = chl_journal_new (engine, answer);

  g_hash_table_insert (chl_engine_get_runs (engine),
                       g_strdup (chl_conversation_get_id (conversation)), run);
  chl_exchange_run_async (run->exchange, answer, run->cancellable, ended_cb, run);
  chl_conversation_set_busy (conversation, TRUE);
}

static ChlModel *
get_ready_model (ChlEngine       *engine,
                 ChlConversation *conversation,
                 GError         **error)
{
  g_autofree char *why = NULL;
  ChlModel        *model;

  if (find_run (engine, conversation) != NULL)
    {
      g_set_error_literal (error, CHL_ERROR, CHL_ERROR_INVALID,
                           _ ("An answer is still coming; stop it first"));
      return NULL;
    }

  if (!(model = chl_chat_get_model (engine, conversation, &why)))
    g_set_error (error, CHL_ERROR, CHL_ERROR_NOT_FOUND, "%s", why);

  return model;
}

static void
set_title (ChlConversation *conversation,
           const char      *text)
{
  g_autofree char *line = NULL;
  g_autofree char *title = NULL;
  g_autofree char *stripped = g_strstrip (g_strdup (text));

  if (*chl_conversation_get_title (conversation) != '\0' || *stripped == '\0')
    return;

  line = g_strndup (stripped, strcspn (stripped, "\r\n"));
  title = g_utf8_strlen (line, -1) > MAX_TITLE ? g_utf8_substring (line, 0, MAX_TITLE)
                                               : g_strdup (line);
  chl_conversation_set_title (conversation, title);
}

static ChlMessage *
new_question (ChlEngine  *engine,
              const char *text,
              GPtrArray  *attachments)
{
  ChlMessage *question = new_message (engine, CHL_AUTHOR_USER);

  for (guint i = 0; attachments != NULL && i < attachments->len; i++)
    chl_message_add_part (question, g_ptr_array_index (attachments, i));

  if (*text != '\0')
    {
      g_autoptr(ChlPart) part = chl_part_new_text (text);

      chl_message_add_part (question, part);
    }
  chl_message_set_finish (question, CHL_FINISH_STOP, NULL);

  return question;
}

/**
 * chl_chat_send:
 * @engine: the engine
 * @conversation: a chat whose messages are loaded
 * @text: the question
 * @attachments: (nullable) (element-type ChlPart): pictures and files that go with it
 * @error: (out) (optional): %CHL_ERROR_INVALID while an answer is coming, %CHL_ERROR_NOT_FOUND if
 *   no model can answer
 *
 * Asks. Question and answer are in @conversation when this returns.
 *
 * Returns: %TRUE if an exchange began; otherwise nothing was changed
 */
gboolean
chl_chat_send (ChlEngine       *engine,
               ChlConversation *conversation,
               const char      *text,
               GPtrArray       *attachments,
               GError         **error)
{
  g_autoptr(ChlMessage) question = NULL;
  ChlModel *model;

  g_return_val_if_fail (CHL_IS_ENGINE (engine), FALSE);
  g_return_val_if_fail (CHL_IS_CONVERSATION (conversation), FALSE);
  g_return_val_if_fail (text != NULL, FALSE);

  if (!(model = get_ready_model (engine, conversation, error)))
    return FALSE;

  question = new_question (engine, text, attachments);
  set_title (conversation, text);
  chl_conversation_set_draft (conversation, NULL);
  chl_conversation_append (conversation, question);
  start (engine, conversation, chl_message_get_id (question), model);

  return TRUE;
}

/**
 * chl_chat_try_again:
 * @engine: the engine
 * @conversation: a chat
 * @answer_id: an answer in it
 * @error: (out) (optional): as with chl_chat_send()
 *
 * Asks the same question again; the new answer is another version beside the old one.
 *
 * Returns: %TRUE if an exchange began
 */
gboolean
chl_chat_try_again (ChlEngine       *engine,
                    ChlConversation *conversation,
                    const char      *answer_id,
                    GError         **error)
{
  g_autofree char *question_id = NULL;
  ChlModel        *model;

  g_return_val_if_fail (CHL_IS_ENGINE (engine), FALSE);
  g_return_val_if_fail (CHL_IS_CONVERSATION (conversation), FALSE);
  g_return_val_if_fail (answer_id != NULL, FALSE);

  if (!(model = get_ready_model (engine, conversation, error)))
    return FALSE;

  question_id = g_strdup (chl_conversation_get_parent_id (conversation, answer_id));
  g_return_val_if_fail (question_id != NULL, FALSE);
  start (engine, conversation, question_id, model);

  return TRUE;
}

/**
 * chl_chat_go_on:
 * @engine: the engine
 * @conversation: a chat
 * @answer_id: an answer in it that was cut
 * @error: (out) (optional): as with chl_chat_send(); %CHL_ERROR_INVALID also if there is nothing to
 *   go on from
 *
 * Asks for the rest of an answer, which becomes an answer below it. What came before goes back with
 * the question; nothing else is asked again.
 *
 * Returns: %TRUE if an exchange began
 */
gboolean
chl_chat_go_on (ChlEngine       *engine,
                ChlConversation *conversation,
                const char      *answer_id,
                GError         **error)
{
  ChlMessage *answer;
  ChlModel   *model;

  g_return_val_if_fail (CHL_IS_ENGINE (engine), FALSE);
  g_return_val_if_fail (CHL_IS_CONVERSATION (conversation), FALSE);
  g_return_val_if_fail (answer_id != NULL, FALSE);

  answer = chl_conversation_find (conversation, answer_id);
  g_return_val_if_fail (answer != NULL, FALSE);

  if (!(model = get_ready_model (engine, conversation, error)))
    return FALSE;

  if (!chl_continuation_is_possible (answer))
    {
      g_set_error_literal (error, CHL_ERROR, CHL_ERROR_INVALID,
                           _ ("There is nothing to go on from; try again instead"));
      return FALSE;
    }

  start (engine, conversation, answer_id, model);

  return TRUE;
}

/**
 * chl_chat_edit:
 * @engine: the engine
 * @conversation: a chat
 * @question_id: a question in it
 * @text: what it shall say
 * @error: (out) (optional): as with chl_chat_send()
 *
 * Asks another version of a question, with the attachments of the old one. The old one and what
 * followed from it stay.
 *
 * Returns: %TRUE if an exchange began
 */
gboolean
chl_chat_edit (ChlEngine       *engine,
               ChlConversation *conversation,
               const char      *question_id,
               const char      *text,
               GError         **error)
{
  g_autoptr(ChlMessage) question = NULL;
  g_autoptr(GPtrArray) attachments = g_ptr_array_new ();
  ChlMessage *old;
  ChlModel   *model;

  g_return_val_if_fail (CHL_IS_ENGINE (engine), FALSE);
  g_return_val_if_fail (CHL_IS_CONVERSATION (conversation), FALSE);
  g_return_val_if_fail (text != NULL, FALSE);

  old = chl_conversation_find (conversation, question_id);
  g_return_val_if_fail (old != NULL, FALSE);

  if (!(model = get_ready_model (engine, conversation, error)))
    return FALSE;

  for (guint i = 0; i < chl_message_get_n_parts (old); i++)
    if (chl_part_get_kind (chl_message_get_part (old, i)) != CHL_PART_TEXT)
      g_ptr_array_add (attachments, chl_message_get_part (old, i));

  question = new_question (engine, text, attachments);
  chl_conversation_add_sibling (conversation, question, question_id);
  start (engine, conversation, chl_message_get_id (question), model);

  return TRUE;
}

/**
 * chl_chat_stop:
 * @engine: the engine
 * @conversation: a chat
 *
 * Stops the answer that is coming, if one is: the connection is closed at once, what has arrived
 * stays.
 */
void
chl_chat_stop (ChlEngine       *engine,
               ChlConversation *conversation)
{
  ChlRun *run;

  g_return_if_fail (CHL_IS_ENGINE (engine));
  g_return_if_fail (CHL_IS_CONVERSATION (conversation));

  if ((run = find_run (engine, conversation)) != NULL)
    g_cancellable_cancel (run->cancellable);
}

/**
 * chl_chat_get_exchange:
 * @engine: the engine
 * @conversation: a chat
 *
 * Returns: (transfer none) (nullable): the exchange under way
 */
ChlExchange *
chl_chat_get_exchange (ChlEngine       *engine,
                       ChlConversation *conversation)
{
  ChlRun *run;

  g_return_val_if_fail (CHL_IS_ENGINE (engine), NULL);
  g_return_val_if_fail (CHL_IS_CONVERSATION (conversation), NULL);

  run = find_run (engine, conversation);

  return run != NULL ? run->exchange : NULL;
}

/**
 * chl_chat_get_model:
 * @engine: the engine
 * @conversation: (nullable): a chat; %NULL for one to come
 * @out_why: (out) (optional): why this one, or why none, in one sentence
 *
 * Returns: (transfer none) (nullable): the model that answers next
 */
ChlModel *
chl_chat_get_model (ChlEngine       *engine,
                    ChlConversation *conversation,
                    char           **out_why)
{
  ChlProviderList *providers;
  ChlProvider     *provider = NULL;
  ChlModel        *model;
  const char      *chosen;

  g_return_val_if_fail (CHL_IS_ENGINE (engine), NULL);

  chosen = conversation != NULL ? chl_conversation_get_model (conversation) : NULL;
  if (chosen == NULL)
    return chl_roles_resolve (chl_engine_get_roles (engine), CHL_ROLE_CHAT, out_why);

  providers = chl_engine_get_providers (engine);
  model = chl_provider_list_find_model (providers, chosen, &provider);

  if (model != NULL && chl_provider_is_enabled (provider))
    {
      if (out_why != NULL)
        *out_why = g_strdup (_ ("Chosen for this chat"));
      return model;
    }

  if (out_why != NULL)
    *out_why = provider == NULL ? g_strdup_printf (_ ("The provider of %s is not there any more; choose another model"), chosen)
                                : model == NULL
      ? g_strdup_printf (_ ("%s does not have the model %s any more; choose another one"), chl_provider_get_title (provider), strchr (chosen, '/') + 1)
      : g_strdup_printf (_ ("%s is turned off; turn it on, or choose another model"), chl_provider_get_title (provider));

  return NULL;
}
