/* chl-check-program.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-check-program"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chl-check-private.h"
#include "chl-engine-private.h"
#include "chl-error.h"
#include "chl-json.h"
#include "chl-program-models.h"
#include "chl-program-place.h"

/* Milliseconds for a question about itself; it starts in less than three seconds on a busy computer. */
#define QUESTION_TIMEOUT 30000

/* The steps are fewer than those of a network, and others. */
#define STEP_PROGRAM CHL_STEP_ADDRESS
#define STEP_VERSION CHL_STEP_CONNECTION
#define STEP_SIGN_IN CHL_STEP_KEY

/**
 * chl_check_init_program:
 * @self: a check of a provider whose exchanges a program carries
 *
 * Gives it the steps of such a check.
 */
void
chl_check_init_program (ChlCheck *self)
{
  g_clear_object (&self->steps[STEP_PROGRAM]);
  g_clear_object (&self->steps[STEP_VERSION]);
  g_clear_object (&self->steps[STEP_SIGN_IN]);
  self->steps[STEP_PROGRAM] = chl_check_step_new ("program", C_ ("check", "Program"));
  self->steps[STEP_VERSION] = chl_check_step_new ("version", C_ ("check", "Version"));
  self->steps[STEP_SIGN_IN] = chl_check_step_new ("sign-in", C_ ("check", "Sign-In"));
}

/* Takes @task and @failure. */
static void
fail (GTask      *task,
      ChlFailure *failure)
{
  g_autoptr(ChlFailure) owned = failure;

  chl_check_fail_with_failure (task, owned);
}

/* Takes @task. */
static void
fail_to_run (GTask        *task,
             const GError *error)
{
  ChlCheck *self = g_task_get_source_object (task);

  if (chl_error_is_cancellation (error))
    {
      chl_check_step_set (self->steps[self->current], CHL_CHECK_SKIPPED, NULL,
                          chl_check_get_now_us (self));
      g_task_return_error (task, g_error_copy (error));
      g_object_unref (task);
      return;
    }

  chl_check_fail_with_error (task, error);
}

static void
run (GTask              *task,
     const char         *path,
     const char *const  *arguments,
     GAsyncReadyCallback callback)
{
  ChlCheck *self = g_task_get_source_object (task);
  g_autoptr(GPtrArray) argv = g_ptr_array_new ();
  g_auto(GStrv) environment = chl_program_place_dup_environment (self->engine, self->provider, NULL);

  g_ptr_array_add (argv, (gpointer) path);
  for (guint i = 0; arguments[i] != NULL; i++)
    g_ptr_array_add (argv, (gpointer) arguments[i]);
  g_ptr_array_add (argv, NULL);

  chl_program_run_async (chl_engine_get_parts (self->engine)->clock,
                         (const char *const *) argv->pdata, (const char *const *) environment, "/",
                         QUESTION_TIMEOUT, g_task_get_cancellable (task), callback, task);
}

/* Takes @task. */
static void
pass_models (GTask *task)
{
  ChlCheck        *self = g_task_get_source_object (task);
  g_autofree char *detail = NULL;
  ChlDiscovered    discovered;

  chl_check_begin (self, CHL_STEP_MODELS);
  chl_program_models_take (self->engine, self->provider, &discovered);
  detail = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                         "The program has no list; %u known model is offered",
                                         "The program has no list; %u known models are offered",
                                         discovered.n_models),
                            discovered.n_models);
  chl_check_pass (self, detail);
  chl_check_ask (task);
}

/* That it is signed out is also what its status says, so that only what it says counts. */
static void
state_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) state = NULL;
  g_autofree char *output = NULL;
  g_autofree char *complaint = NULL;
  ChlCheck        *self = g_task_get_source_object (task);
  int              status = 0;

  if (!(output = chl_program_run_finish (result, &status, &complaint, &error)))
    fail_to_run (g_steal_pointer (&task), error);
  else if (!(state = chl_json_parse (output, -1, NULL)))
    fail (g_steal_pointer (&task),
          chl_program_place_read_end (self->provider, status, complaint));
  else if (!chl_program_provider_is_signed_in (CHL_PROGRAM_PROVIDER (self->provider), state))
    fail (g_steal_pointer (&task), chl_program_place_new_signed_out (self->provider));
  else
    {
      chl_check_pass (self, chl_json_get_string (state, "/authMethod"));
      pass_models (g_steal_pointer (&task));
    }
}

static void
version_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;
  g_autofree char       *output = NULL;
  g_autofree char       *complaint = NULL;
  g_autofree char       *path = NULL;
  ChlCheck              *self = g_task_get_source_object (task);
  const ChlProgramFacts *facts = chl_program_provider_get_facts (CHL_PROGRAM_PROVIDER (self->provider));
  int                    status = 0;

  if (!(output = chl_program_run_finish (result, &status, &complaint, &error)))
    {
      fail_to_run (g_steal_pointer (&task), error);
      return;
    }

  output[strcspn (output, " \n")] = '\0';
  if (status != 0 || !g_ascii_isdigit (*output))
    fail (g_steal_pointer (&task),
          chl_program_place_read_end (self->provider, status, complaint));
  else if (!(path = chl_program_place_find (self->provider, &error)))
    fail_to_run (g_steal_pointer (&task), error);
  else if (!chl_program_is_recent (output, facts->least_version))
    fail (g_steal_pointer (&task), chl_program_place_new_outdated (self->provider, output));
  else
    {
      chl_check_pass (self, output);
      chl_check_begin (self, STEP_SIGN_IN);
      run (g_steal_pointer (&task), path, facts->state_arguments, state_cb);
    }
}

/**
 * chl_check_run_program:
 * @task: (transfer full): of a check of a provider whose exchanges a program carries
 *
 * Looks for the program, asks it for its version and whether it is signed in, and lets it answer.
 */
void
chl_check_run_program (GTask *task)
{
  ChlCheck        *self = g_task_get_source_object (task);
  g_autofree char *path = NULL;
  g_autoptr(GError) error = NULL;

  chl_check_begin (self, STEP_PROGRAM);
  if (!chl_program_place_check_near (self->engine, self->provider, &error))
    {
      chl_check_fail_with_error (task, error);
      return;
    }

  if (!(path = chl_program_place_find (self->provider, &error)))
    {
      fail (task, chl_program_place_new_missing (error));
      return;
    }

  chl_check_pass (self, path);
  chl_check_begin (self, STEP_VERSION);
  run (task, path, chl_program_provider_get_facts (CHL_PROGRAM_PROVIDER (self->provider))->version_arguments, version_cb);
}
