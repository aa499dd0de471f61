/* chl-history.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-history"

#include "config.h"

#include "chl-history.h"

#include <string.h>

#include "chl-json-reader.h"
#include "chl-media.h"
#include "chl-tool-ids.h"

/* For the model to read, hence not translated. */
#define CANCELLED_RESULT "(cancelled by the user)"

#define MAX_DEPTH 128

typedef struct
{
  const ChlRequest *request;
  const ChlQuirks  *quirks;
  ChlProtocolId     protocol;
  GPtrArray        *turns; /* (element-type ChlTurn) */
  ChlPrefixDigest   digest;
} History;

static void
free_turn_part (gpointer data)
{
  ChlTurnPart *part = data;

  g_free (part->call_id);
  g_free (part->text);
  g_free (part);
}

static void
free_turn (gpointer data)
{
  ChlTurn *turn = data;

  g_ptr_array_unref (turn->parts);
  g_free (turn);
}

static ChlTurn *
new_turn (ChlMessage *message,
          ChlAuthor   author)
{
  ChlTurn *turn = g_new0 (ChlTurn, 1);

  turn->author = author;
  turn->message = message;
  turn->parts = g_ptr_array_new_with_free_func (free_turn_part);

  return turn;
}

static ChlTurnPart *
add_part (ChlTurn    *turn,
          ChlPartKind kind,
          ChlPart    *part)
{
  ChlTurnPart *turn_part = g_new0 (ChlTurnPart, 1);

  turn_part->kind = kind;
  turn_part->part = part;
  g_ptr_array_add (turn->parts, turn_part);

  return turn_part;
}

/**
 * chl_turn_part_get_text:
 * @self: a piece of a turn
 *
 * Returns: (not nullable): what it says
 */
const char *
chl_turn_part_get_text (const ChlTurnPart *self)
{
  if (self->text != NULL)
    return self->text;

  return self->part != NULL ? chl_part_get_text (self->part) : "";
}

/**
 * chl_turn_part_is_error:
 * @self: the result of a tool
 *
 * Returns: whether the tool failed, or never ran
 */
gboolean
chl_turn_part_is_error (const ChlTurnPart *self)
{
  return self->part == NULL || chl_part_is_error (self->part);
}

static ChlTurn *
get_last_turn (History *history)
{
  return history->turns->len > 0 ? g_ptr_array_index (history->turns, history->turns->len - 1)
                                 : NULL;
}

static gboolean
is_media (ChlPartKind kind)
{
  return kind == CHL_PART_IMAGE || kind == CHL_PART_FILE || kind == CHL_PART_AUDIO;
}

/* A file that is text goes as text. */
static gboolean
is_refused (History    *history,
            ChlPart    *part,
            ChlPartKind kind)
{
  g_autofree char *content = NULL;

  if ((history->quirks->refused_kinds & (1u << kind)) == 0)
    return FALSE;

  content = kind == CHL_PART_FILE ? chl_media_dup_content (part) : NULL;

  return content == NULL;
}

static void
add_said_part (History    *history,
               ChlTurn    *turn,
               ChlPart    *part,
               ChlPartKind kind)
{
  if (is_media (kind) && is_refused (history, part, kind))
    add_part (turn, CHL_PART_TEXT, part)->text = chl_media_dup_placeholder (part);
  else
    add_part (turn, kind, part);
}

/* What a person or the program says. Two such turns in a row become one: there are chat templates
 * that insist on taking turns. */
static void
add_said (History    *history,
          ChlMessage *message)
{
  ChlAuthor author = chl_message_get_author (message);
  ChlTurn  *last = get_last_turn (history);
  ChlTurn  *turn = last;

  if (last == NULL || last->author != author || author != CHL_AUTHOR_USER)
    turn = new_turn (message, author);

  for (guint i = 0; i < chl_message_get_n_parts (message); i++)
    {
      ChlPart    *part = chl_message_get_part (message, i);
      ChlPartKind kind = chl_part_get_kind (part);

      if ((kind == CHL_PART_TEXT && chl_part_get_text_length (part) > 0) || is_media (kind))
        add_said_part (history, turn, part, kind);
    }

  if (turn == last)
    return;
  if (turn->parts->len > 0)
    g_ptr_array_add (history->turns, turn);
  else
    free_turn (turn);
}

/* An answer that did not come to its own end. */
static gboolean
is_broken (ChlMessage *message)
{
  switch (chl_message_get_finish (message))
    {
    case CHL_FINISH_CANCELLED:
    case CHL_FINISH_ERROR:
    case CHL_FINISH_LENGTH:
      return TRUE;

    case CHL_FINISH_NONE:
    case CHL_FINISH_STOP:
    case CHL_FINISH_TOOL_CALLS:
    case CHL_FINISH_CONTENT_FILTER:
    case CHL_FINISH_REFUSAL:
    case CHL_FINISH_PAUSE:
    case CHL_FINISH_OTHER:
    default:
      return chl_message_is_growing (message);
    }
}

static gboolean
has_sealed (ChlMessage *message)
{
  if (chl_message_get_n_replay (message) > 0)
    return TRUE;

  for (guint i = 0; i < chl_message_get_n_parts (message); i++)
    {
      ChlPart *part = chl_message_get_part (message, i);

      if (chl_part_get_kind (part) == CHL_PART_REASONING ||
          chl_part_get_kind (part) == CHL_PART_OPAQUE ||
          chl_part_get_meta (part, "citations") != NULL ||
          chl_part_get_meta (part, "phase") != NULL ||
          chl_part_get_meta (part, "extra_content") != NULL)
        return TRUE;
    }

  return FALSE;
}

/*
 * Reasoning and what is sealed goes back to where it came from and nowhere else, and only if
 * nothing before it has changed since. The digest stands for origin, model, system prompt, tools
 * and messages.
 */
static gboolean
may_replay (History    *history,
            ChlMessage *message,
            guint       position)
{
  const char      *digest = chl_message_get_prefix_digest (message);
  g_autofree char *now = NULL;

  if (digest == NULL || !has_sealed (message) ||
      chl_message_get_protocol (message) != history->protocol ||
      g_strcmp0 (chl_message_get_provider_id (message), history->request->provider_id) != 0)
    return FALSE;

  now = chl_prefix_digest_dup (&history->digest, position);

  return g_strcmp0 (digest, now) == 0;
}

static gboolean
is_object (const char *arguments)
{
  ChlJsonSpan root = { NULL, 0 };

  return chl_json_span_check (arguments, strlen (arguments), MAX_DEPTH, &root) == CHL_JSON_VALID &&
         chl_json_span_is_object (root);
}

/* The result of a call, from the messages right behind the turn that makes it. */
static ChlPart *
find_result (History    *history,
             guint       position,
             const char *call_id)
{
  for (guint i = position + 1; i < history->request->messages->len; i++)
    {
      ChlMessage *message = g_ptr_array_index (history->request->messages, i);

      if (chl_message_get_author (message) != CHL_AUTHOR_TOOL)
        return NULL;

      for (guint j = 0; j < chl_message_get_n_parts (message); j++)
        {
          ChlPart *part = chl_message_get_part (message, j);

          if (chl_part_get_kind (part) == CHL_PART_TOOL_RESULT &&
              g_strcmp0 (chl_part_get_call_id (part), call_id) == 0)
            return part;
        }
    }

  return NULL;
}

static gboolean
has_call (ChlTurn *turn,
          ChlPart *call)
{
  for (guint i = 0; i < turn->parts->len; i++)
    {
      const ChlTurnPart *other = g_ptr_array_index (turn->parts, i);

      if (other->kind == CHL_PART_TOOL_CALL &&
          g_strcmp0 (chl_part_get_call_id (other->part), chl_part_get_call_id (call)) == 0)
        return TRUE;
    }

  return FALSE;
}

static gboolean
may_send_call (History *history,
               ChlTurn *turn,
               ChlPart *call,
               guint    position)
{
  const char *name = chl_part_get_name (call);

  if (name == NULL || *name == '\0' || !chl_part_is_complete (call) || has_call (turn, call))
    return FALSE;

  return !is_broken (turn->message) ||
         (is_object (chl_part_get_text (call)) &&
          find_result (history, position, chl_part_get_call_id (call)) != NULL);
}

/* The pictures that stand behind a result belong to it. */
static void
add_result_media (ChlTurn    *turn,
                  ChlMessage *message,
                  ChlPart    *result)
{
  gboolean is_behind = FALSE;

  for (guint i = 0; i < chl_message_get_n_parts (message); i++)
    {
      ChlPart    *part = chl_message_get_part (message, i);
      ChlPartKind kind = chl_part_get_kind (part);

      if (kind == CHL_PART_TOOL_RESULT)
        is_behind = part == result;
      else if (is_behind && is_media (kind))
        add_part (turn, kind, part);
    }
}

/* Exactly one result for each call, in the order of the calls. */
static void
add_results (History *history,
             ChlTurn *calls,
             guint    position)
{
  ChlTurn *turn = new_turn (calls->message, CHL_AUTHOR_TOOL);

  for (guint i = 0; i < calls->parts->len; i++)
    {
      const ChlTurnPart *call = g_ptr_array_index (calls->parts, i);
      ChlTurnPart       *result;

      if (call->kind != CHL_PART_TOOL_CALL)
        continue;

      result = add_part (turn, CHL_PART_TOOL_RESULT,
                         find_result (history, position, chl_part_get_call_id (call->part)));
      result->call_id = g_strdup (call->call_id);
      if (result->part == NULL)
        result->text = g_strdup (CANCELLED_RESULT);
      for (guint j = position + 1; result->part != NULL && j < history->request->messages->len; j++)
        {
          ChlMessage *message = g_ptr_array_index (history->request->messages, j);

          if (chl_message_get_author (message) != CHL_AUTHOR_TOOL)
            break;
          add_result_media (turn, message, result->part);
        }
    }

  g_ptr_array_add (history->turns, turn);
}

static char *
dup_target_id (History    *history,
               ChlMessage *message,
               guint       part,
               const char *call_id)
{
  gboolean is_own = chl_message_get_protocol (message) == history->protocol &&
                    g_strcmp0 (chl_message_get_provider_id (message),
                               history->request->provider_id) == 0;
  g_autofree char *made_up = NULL;

  if (call_id == NULL || *call_id == '\0')
    {
      made_up = g_strdup_printf ("%s/%u", chl_message_get_id (message), part);
      call_id = made_up;
      is_own = FALSE;
    }

  return chl_tool_id_for_target (call_id, is_own, history->quirks->short_tool_ids);
}

/*
 * What was said before the server refused to say more is not to be built upon.
 * Source: https://platform.claude.com/docs/en/build-with-claude/handling-stop-reasons
 */
static gboolean
is_withdrawn (History    *history,
              ChlMessage *message)
{
  return history->protocol == CHL_PROTOCOL_ANTHROPIC_MESSAGES &&
         chl_message_get_protocol (message) == CHL_PROTOCOL_ANTHROPIC_MESSAGES &&
         chl_message_get_finish (message) == CHL_FINISH_REFUSAL;
}

static void
add_answer (History    *history,
            ChlMessage *message,
            guint       position)
{
  ChlTurn *turn = new_turn (message, CHL_AUTHOR_ASSISTANT);
  gboolean has_content = FALSE;

  turn->replays = !history->quirks->keeps_reasoning && !is_broken (message) &&
                  may_replay (history, message, position);

  for (guint i = 0; i < chl_message_get_n_parts (message); i++)
    {
      ChlPart    *part = chl_message_get_part (message, i);
      ChlPartKind kind = chl_part_get_kind (part);

      if (kind == CHL_PART_TOOL_CALL && may_send_call (history, turn, part, position))
        {
          ChlTurnPart *call = add_part (turn, kind, part);

          call->call_id = dup_target_id (history, message, i, chl_part_get_call_id (part));
          turn->n_calls++;
        }
      else if (kind == CHL_PART_REASONING && turn->replays)
        add_part (turn, kind, part);
      else if (kind == CHL_PART_OPAQUE && turn->replays && chl_part_is_complete (part))
        {
          add_part (turn, kind, part);
          has_content = TRUE;
        }
      else if ((kind == CHL_PART_TEXT || kind == CHL_PART_REFUSAL) &&
               chl_part_get_text_length (part) > 0)
        {
          add_part (turn, kind, part);
          has_content = TRUE;
        }
    }

  if (!has_content && turn->n_calls == 0)
    {
      free_turn (turn);
      return;
    }

  g_ptr_array_add (history->turns, turn);
  if (turn->n_calls > 0)
    add_results (history, turn, position);
}

/**
 * chl_history_build:
 * @request: what is to be asked
 * @quirks: what is special about the server
 * @protocol: how it is spoken to
 *
 * Rebuilds the conversation for sending. Every call has exactly one result behind its turn; what
 * is broken, empty or belongs to another provider is left out; ids are such as the server takes.
 *
 * Returns: (transfer full) (element-type ChlTurn): the turns; they borrow from @request
 */
GPtrArray *
chl_history_build (const ChlRequest *request,
                   const ChlQuirks  *quirks,
                   ChlProtocolId     protocol)
{
  History history = { .request = request, .quirks = quirks, .protocol = protocol };

  g_return_val_if_fail (request != NULL, NULL);
  g_return_val_if_fail (quirks != NULL, NULL);

  history.turns = g_ptr_array_new_with_free_func (free_turn);
  chl_prefix_digest_init (&history.digest, request);
  for (guint i = 0; i < request->messages->len; i++)
    {
      ChlMessage *message = g_ptr_array_index (request->messages, i);

      switch (chl_message_get_author (message))
        {
        case CHL_AUTHOR_SYSTEM:
        case CHL_AUTHOR_USER:
          add_said (&history, message);
          break;

        case CHL_AUTHOR_ASSISTANT:
          if (!is_withdrawn (&history, message))
            add_answer (&history, message, i);
          break;

        case CHL_AUTHOR_TOOL:
          /* Came along with the turn that called. */
          break;

        default:
          break;
        }
    }
  chl_prefix_digest_clear (&history.digest);

  return history.turns;
}
