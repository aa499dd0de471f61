/* chl-secret-turns.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-secret-turns"

#include "config.h"

#include "chl-secret-turns.h"

struct _ChlSecretTurns
{
  GQueue   waiting; /* (element-type Turn) */
  gboolean is_taken;
};

typedef struct
{
  ChlSecretTurns   *turns;        /* (unowned) */
  GTask            *task;         /* (owned) */
  GSource          *cancellation; /* (owned) (nullable) */
  ChlSecretTurnFunc start;
} Turn;

/* Gives the task away. */
static GTask *
turn_free (Turn *turn)
{
  GTask *task = turn->task;

  if (turn->cancellation != NULL)
    g_source_destroy (turn->cancellation);
  g_clear_pointer (&turn->cancellation, g_source_unref);
  g_free (turn);

  return task;
}

ChlSecretTurns *
chl_secret_turns_new (void)
{
  ChlSecretTurns *self = g_new0 (ChlSecretTurns, 1);

  g_queue_init (&self->waiting);

  return self;
}

/* A task that waits refers to whoever owns the turns, so there is none left. */
void
chl_secret_turns_free (ChlSecretTurns *self)
{
  g_assert (g_queue_is_empty (&self->waiting));
  g_free (self);
}

static gboolean
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  Turn *turn = user_data;
  g_autoptr(GTask) task = NULL;

  g_queue_remove (&turn->turns->waiting, turn);
  task = turn_free (turn);
  g_task_return_error_if_cancelled (task);

  return G_SOURCE_REMOVE;
}

static void
start_next (ChlSecretTurns *self)
{
  ChlSecretTurnFunc start;
  Turn             *turn;

  if (self->is_taken || g_queue_is_empty (&self->waiting))
    return;

  turn = g_queue_pop_head (&self->waiting);
  start = turn->start;
  self->is_taken = TRUE;
  start (turn_free (turn));
}

/**
 * chl_secret_turns_begin:
 * @self: turns
 * @task: (transfer full): what has to wait for its turn
 * @start: (scope async): starts it, before this function returns if nobody else is at work
 */
void
chl_secret_turns_begin (ChlSecretTurns   *self,
                        GTask            *task,
                        ChlSecretTurnFunc start)
{
  GCancellable *cancellable = g_task_get_cancellable (task);
  Turn         *turn = g_new0 (Turn, 1);

  turn->turns = self;
  turn->task = task;
  turn->start = start;

  if (cancellable != NULL)
    {
      turn->cancellation = g_cancellable_source_new (cancellable);
      g_source_set_callback (turn->cancellation, G_SOURCE_FUNC (cancelled_cb), turn, NULL);
      g_source_attach (turn->cancellation, g_task_get_context (task));
    }

  g_queue_push_tail (&self->waiting, turn);
  start_next (self);
}

/**
 * chl_secret_turns_end:
 * @self: turns
 *
 * Says that the task whose turn it was is done.
 */
void
chl_secret_turns_end (ChlSecretTurns *self)
{
  self->is_taken = FALSE;
  start_next (self);
}
