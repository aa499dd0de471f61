/* chl-program-run.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-program-run"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "chl-error.h"
#include "chl-program.h"

/* Bytes of what it says; programs that are run to their end say little. */
#define MAX_OUTPUT ((gsize) 1024 * 1024)

typedef struct
{
  ChlProgram *program; /* (owned) */
  GString    *output;  /* (owned) */
  GSource    *timer;   /* (owned) (nullable) */
  gulong      cancelled_id;
  gboolean    is_late;
  int         status;
  char       *complaint; /* (owned) (nullable) */
} Run;

static void
run_free (Run *run)
{
  chl_clock_clear_timeout (&run->timer);
  if (run->program != NULL)
    chl_program_set_funcs (run->program, NULL, NULL);
  g_clear_object (&run->program);
  g_string_free (run->output, TRUE);
  g_free (run->complaint);
  g_free (run);
}

static void
line_cb (const char *line,
         gsize       length,
         gpointer    user_data)
{
  Run *run = g_task_get_task_data (user_data);

  if (run->output->len + length + 1 > MAX_OUTPUT)
    {
      chl_program_stop (run->program);
      return;
    }

  g_string_append_len (run->output, line, (gssize) length);
  g_string_append_c (run->output, '\n');
}

static void
ended_cb (gpointer user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  Run *run = g_task_get_task_data (task);

  g_cancellable_disconnect (g_task_get_cancellable (task), run->cancelled_id);
  chl_clock_clear_timeout (&run->timer);
  if (g_task_return_error_if_cancelled (task))
    return;

  if (run->is_late)
    g_task_return_new_error (task, CHL_ERROR, CHL_ERROR_TIMEOUT,
                             _ ("The program did not answer in time"));
  else if (chl_program_get_error (run->program) != NULL)
    g_task_return_error (task, g_error_copy (chl_program_get_error (run->program)));
  else
    {
      run->status = chl_program_get_status (run->program);
      run->complaint = g_utf8_make_valid (chl_program_get_complaint (run->program), -1);
      g_task_return_pointer (task, g_strdup (run->output->str), g_free);
    }
}

static gboolean
late_cb (gpointer user_data)
{
  Run *run = user_data;

  chl_clock_clear_timeout (&run->timer);
  run->is_late = TRUE;
  chl_program_stop (run->program);

  return G_SOURCE_REMOVE;
}

static gboolean
stop_cb (gpointer user_data)
{
  chl_program_stop (user_data);

  return G_SOURCE_REMOVE;
}

/* It may come from another thread. */
static void
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  g_idle_add_full (G_PRIORITY_DEFAULT, stop_cb, g_object_ref (user_data), g_object_unref);
}

/**
 * chl_program_run_async:
 * @clock: for the time it may take
 * @argv: (array zero-terminated): see chl_program_start()
 * @environment: (array zero-terminated): all of its environment
 * @folder: where it works
 * @timeout_ms: how long it may take
 * @cancellable: (nullable): ends it
 * @callback: (scope async): called when it has ended
 * @user_data: closure for @callback
 *
 * Runs a program that reads nothing and says little. Errors: %CHL_ERROR_FAILED if it cannot be
 * started, %CHL_ERROR_TIMEOUT, %CHL_ERROR_LIMIT.
 */
void
chl_program_run_async (ChlClock           *clock,
                       const char *const  *argv,
                       const char *const  *environment,
                       const char         *folder,
                       gint64              timeout_ms,
                       GCancellable       *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer            user_data)
{
  static const ChlProgramFuncs funcs = { line_cb, ended_cb };
  g_autoptr(GTask) task = NULL;
  g_autoptr(GError) error = NULL;
  Run *run;

  g_return_if_fail (CHL_IS_CLOCK (clock));

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, chl_program_run_async);
  run = g_new0 (Run, 1);
  run->output = g_string_new (NULL);
  g_task_set_task_data (task, run, (GDestroyNotify) run_free);
  if (g_task_return_error_if_cancelled (task))
    return;

  if (!(run->program = chl_program_start (clock, argv, environment, folder, &error)))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  chl_program_close_input (run->program);
  run->timer = chl_clock_add_timeout (clock, timeout_ms, late_cb, run);
  if (cancellable != NULL)
    run->cancelled_id = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb),
                                               g_object_ref (run->program), g_object_unref);
  chl_program_set_funcs (run->program, &funcs, g_steal_pointer (&task));
}

/**
 * chl_program_run_finish:
 * @result: what the callback was given
 * @out_status: (out) (optional): see chl_program_get_status()
 * @out_complaint: (out) (optional): what it said on standard error
 * @error: (out) (optional): see chl_program_run_async(); that it ended badly is none
 *
 * Returns: (transfer full) (nullable): what it said, with an end after each line
 */
char *
chl_program_run_finish (GAsyncResult *result,
                        int          *out_status,
                        char        **out_complaint,
                        GError      **error)
{
  Run  *run;
  char *output;

  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, chl_program_run_async), NULL);

  run = g_task_get_task_data (G_TASK (result));
  if (!(output = g_task_propagate_pointer (G_TASK (result), error)))
    return NULL;

  if (out_status != NULL)
    *out_status = run->status;
  if (out_complaint != NULL)
    *out_complaint = g_strdup (run->complaint);

  return output;
}
