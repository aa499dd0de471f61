/* chl-exchange-program.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-exchange-program"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "chl-claude-turn.h"
#include "chl-engine-private.h"
#include "chl-error.h"
#include "chl-exchange-private.h"
#include "chl-program-place.h"

/* Milliseconds from the end of an answer to what the program says of it at the end, and between two
 * looks whether it has said anything; it waits ten minutes for its own server. */
#define LAST_WORDS 10000
#define QUIET 900000

/* Shown where the folder would be; there is none before the program runs. */
#define SYSTEM_PLACE "system.txt"

/* What it says of cost is for all its turns, and what it would have cost at the price by tokens. */
static void
add_cost (ChlExchange *self)
{
  const ChlUsage *known = chl_message_get_usage (self->answer);
  double          cost = chl_claude_reader_get_cost (self->reader);
  g_autoptr(ChlUsage) usage = NULL;

  if (cost < 0)
    return;

  usage = known != NULL ? chl_usage_copy (known) : chl_usage_new ();
  usage->cost = MAX (cost - self->session->cost, 0);
  usage->is_notional = TRUE;
  g_strlcpy (usage->currency, "USD", sizeof usage->currency);
  chl_message_set_usage (self->answer, usage);
  self->session->cost = cost;
}

/* Lets the program wait for the next turn, if it has heard the conversation as it is. */
static void
keep_session (ChlExchange *self)
{
  ChlRequest *request = chl_exchange_get_request (self);

  if (self->session->key == NULL || chl_message_get_finish (self->answer) != CHL_FINISH_STOP ||
      !chl_program_is_running (self->session->program))
    return;

  chl_request_add_message (request, self->answer);
  g_free (self->session->digest);
  self->session->digest = chl_program_session_dup_digest (request, request->messages->len);
  chl_program_pool_give (chl_engine_get_programs (self->engine), g_steal_pointer (&self->session));
}

static void watch (ChlExchange *self);

/* The turn is over, for better or worse. */
static void
end_turn (ChlExchange      *self,
          const ChlFailure *failure)
{
  g_autoptr(ChlExchange) kept = g_object_ref (self);
  g_autoptr(ChlFailure) own = NULL;

  chl_program_set_funcs (self->session->program, NULL, NULL);
  if (!self->has_ended && failure != NULL)
    {
      own = chl_failure_copy (failure);
      chl_provider_refine_failure (self->provider, own);
      chl_decoder_fail (self->decoder, own);
    }
  else if (!self->has_ended)
    chl_decoder_finish (self->decoder);

  add_cost (self);
  keep_session (self);
  chl_exchange_end (self);
}

static gboolean
late_cb (gpointer user_data)
{
  ChlExchange *self = CHL_EXCHANGE (user_data);

  chl_clock_clear_timeout (&self->retry_source);
  g_clear_pointer (&self->session->key, g_free);
  end_turn (self, NULL);

  return G_SOURCE_REMOVE;
}

static gboolean
quiet_cb (gpointer user_data)
{
  ChlExchange *self = CHL_EXCHANGE (user_data);
  g_autoptr(ChlFailure) failure = NULL;

  chl_clock_clear_timeout (&self->retry_source);
  if (self->received_bytes != self->heard_bytes)
    {
      watch (self);
      return G_SOURCE_REMOVE;
    }

  g_clear_pointer (&self->session->key, g_free);
  failure = chl_failure_new (CHL_FAILURE_TIMEOUT, NULL);
  end_turn (self, failure);

  return G_SOURCE_REMOVE;
}

static void
watch (ChlExchange *self)
{
  ChlClock *clock = chl_engine_get_parts (self->engine)->clock;

  self->heard_bytes = self->received_bytes;
  self->retry_source = chl_clock_add_timeout (clock, QUIET, quiet_cb, self);
}

static void
wait_for_last_words (ChlExchange *self)
{
  ChlClock *clock = chl_engine_get_parts (self->engine)->clock;

  if (self->is_closing)
    return;

  self->is_closing = TRUE;
  chl_clock_clear_timeout (&self->retry_source);
  self->retry_source = chl_clock_add_timeout (clock, LAST_WORDS, late_cb, self);
}

static void
line_cb (const char *line,
         gsize       length,
         gpointer    user_data)
{
  ChlExchange *self = CHL_EXCHANGE (user_data);
  g_autoptr(ChlFailure) failure = NULL;
  ChlClaudeStep step;

  self->received_bytes += (gint64) length + 1;
  step = chl_claude_reader_take (self->reader, line, length);
  if (step == CHL_CLAUDE_DONE)
    {
      end_turn (self, chl_claude_reader_get_failure (self->reader));
      return;
    }

  if (step == CHL_CLAUDE_AGAIN && !self->has_ended)
    {
      failure = chl_failure_new (CHL_FAILURE_TRUNCATED, NULL);
      end_turn (self, failure);
    }
  /* Of an answer that did not end by itself it would ask for more, and not say so. */
  else if (self->has_ended && chl_message_get_finish (self->answer) != CHL_FINISH_STOP)
    end_turn (self, NULL);
  else if (self->has_ended)
    wait_for_last_words (self);
}

static void
ended_cb (gpointer user_data)
{
  ChlExchange  *self = CHL_EXCHANGE (user_data);
  ChlProgram   *program = self->session->program;
  const GError *error = chl_program_get_error (program);
  g_autoptr(ChlFailure) failure = NULL;

  if (error != NULL)
    failure = chl_failure_new_from_error (error);
  else if (self->has_content)
    failure = chl_failure_new (CHL_FAILURE_TRUNCATED, NULL);
  else
    failure = chl_program_place_read_end (self->provider, chl_program_get_status (program),
                                          chl_program_get_complaint (program));
  end_turn (self, failure);
}

/* Returns: whether there is a program to speak to, else why not. */
static gboolean
open_session (ChlExchange *self,
              gboolean    *out_goes_on,
              ChlFailure **out_failure)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *digest = NULL;
  g_autofree char *path = NULL;
  ChlRequest      *request = chl_exchange_get_request (self);

  if (!chl_program_place_check_near (self->engine, self->provider, &error))
    {
      *out_failure = chl_failure_new_from_error (error);
      return FALSE;
    }

  if (request->messages->len > 0)
    {
      digest = chl_program_session_dup_digest (request, request->messages->len - 1);
      self->session = chl_program_pool_take (chl_engine_get_programs (self->engine),
                                             request->cache_key, digest);
    }
  *out_goes_on = self->session != NULL;
  if (self->session != NULL)
    return TRUE;

  if (!(path = chl_program_place_find (self->provider, &error)))
    {
      *out_failure = chl_program_place_new_missing (error);
      return FALSE;
    }

  self->session = chl_program_session_start (self->engine, self->provider, request, path,
                                             &error);
  if (self->session == NULL)
    *out_failure = chl_failure_new_from_error (error);

  return self->session != NULL;
}

/**
 * chl_exchange_start_program:
 * @self: an exchange with a provider whose exchanges a program carries
 *
 * Asks the program: the one that has heard this conversation so far, if it still waits, or a new
 * one, to which all of it is told.
 */
void
chl_exchange_start_program (ChlExchange *self)
{
  static const ChlProgramFuncs funcs = { line_cb, ended_cb };
  g_autoptr(ChlFailure) failure = NULL;
  g_autoptr(GBytes) turn = NULL;
  gboolean goes_on = FALSE;

  if (!open_session (self, &goes_on, &failure))
    {
      chl_exchange_end_without_decoder (self, failure);
      return;
    }

  self->mask = chl_mask_new ();
  chl_exchange_begin_decoding (self);
  self->reader = chl_claude_reader_new (self->decoder);

  turn = chl_claude_write_turn (chl_exchange_get_request (self), goes_on);
  self->sent_bytes += (gint64) g_bytes_get_size (turn);
  chl_program_set_funcs (self->session->program, &funcs, self);
  chl_program_write (self->session->program, turn);
  if (self->session->key == NULL)
    chl_program_close_input (self->session->program);
  watch (self);
  chl_exchange_set_state (self, CHL_EXCHANGE_WAITING);
}

/**
 * chl_exchange_stop_program:
 * @self: an exchange that a program carries
 *
 * Ends the program. What it said so far stays.
 */
void
chl_exchange_stop_program (ChlExchange *self)
{
  chl_program_set_funcs (self->session->program, NULL, NULL);
  g_clear_pointer (&self->session, chl_program_session_free);
  if (!self->has_ended)
    chl_decoder_cancel (self->decoder);
  chl_exchange_end (self);
}

/**
 * chl_exchange_describe_program:
 * @engine: the engine
 * @provider: a provider whose exchanges a program carries
 * @request: what to ask
 * @error: (out) (optional): why it could not be asked
 *
 * Nothing is started. Where the system prompt would be in a file, the file's name stands alone.
 *
 * Returns: (transfer full) (nullable): {"program","argv","stdin","system"}
 */
JsonNode *
chl_exchange_describe_program (ChlEngine   *engine,
                               ChlProvider *provider,
                               ChlRequest  *request,
                               GError     **error)
{
  g_autofree char *path = NULL;
  g_autofree char *system = NULL;
  g_autoptr(GBytes) turn = NULL;
  g_auto(GStrv) arguments = NULL;
  g_autofree char *text = NULL;
  JsonObject      *object;
  JsonArray       *argv;
  JsonNode        *node;
  gconstpointer    data;
  gsize            length;

  if (!chl_program_place_check_near (engine, provider, error))
    return NULL;

  /* What would be asked does not depend on whether the program is there. */
  if (!(path = chl_program_place_find (provider, NULL)))
    path = g_strdup (chl_program_provider_get_facts (CHL_PROGRAM_PROVIDER (provider))->name);

  system = chl_claude_dup_system (request);
  turn = chl_claude_write_turn (request, FALSE);
  data = g_bytes_get_data (turn, &length);
  text = g_strndup (data, length);
  arguments = chl_program_provider_dup_arguments (CHL_PROGRAM_PROVIDER (provider), request,
                                                  SYSTEM_PLACE);
  argv = json_array_new ();
  json_array_add_string_element (argv, path);
  for (guint i = 0; arguments[i] != NULL; i++)
    json_array_add_string_element (argv, arguments[i]);

  object = json_object_new ();
  json_object_set_string_member (object, "program", path);
  json_object_set_array_member (object, "argv", argv);
  json_object_set_string_member (object, "stdin", text);
  json_object_set_string_member (object, "system", system);
  node = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (node, object);

  return node;
}
