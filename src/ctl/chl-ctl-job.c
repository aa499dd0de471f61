/* chl-ctl-job.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-ctl-job"

#include "config.h"

#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <signal.h>
#include <unistd.h>

#include "chl-ctl.h"
#include "chl-error.h"
#include "chl-model-job.h"

/* Microseconds between two lines on a terminal. */
#define TELL_SPAN (G_USEC_PER_SEC / 10)

/* What a terminal is told while it lasts; the line is written over. Elsewhere one line at the end is
 * all. */
typedef struct
{
  ChlModelJob *job; /* (unowned) */
  gint64       told_us;
  gboolean     is_terminal;
  gboolean     is_open; /* there is a line to write over */
} Teller;

static char *
describe (ChlModelJob *job)
{
  gint64           done_bytes = chl_model_job_get_done_bytes (job);
  gint64           total_bytes = chl_model_job_get_total_bytes (job);
  gint64           rate = chl_model_job_get_rate (job);
  const char      *status = chl_model_job_get_status (job);
  g_autofree char *done = g_format_size ((guint64) done_bytes);
  g_autofree char *total = g_format_size ((guint64) total_bytes);
  g_autofree char *speed = g_format_size ((guint64) rate);
  int              percent;

  if (total_bytes <= 0)
    return g_strdup (status != NULL ? status : "…");

  percent = (int) (100.0 * (double) done_bytes / (double) total_bytes);
  if (rate <= 0)
    return g_strdup_printf (_ ("%s of %s (%d %%)"), done, total, percent);

  /* Translators: such as "1.2 GB of 4.7 GB (25 %), 12 MB/s". */
  return g_strdup_printf (_ ("%s of %s (%d %%), %s/s"), done, total, percent, speed);
}

static void
progress_cb (Teller *teller)
{
  gint64           now_us = g_get_monotonic_time ();
  g_autofree char *text = NULL;

  if (!teller->is_terminal || now_us - teller->told_us < TELL_SPAN)
    return;

  text = describe (teller->job);
  teller->told_us = now_us;
  teller->is_open = TRUE;
  g_printerr ("\r\033[K%s", text);
}

static gboolean
interrupted_cb (gpointer user_data)
{
  g_cancellable_cancel (user_data);

  return G_SOURCE_CONTINUE;
}

static void
tell_end (ChlProvider *provider,
          ChlModelJob *job)
{
  const char      *model = chl_model_job_get_model (job);
  const char      *title = chl_provider_get_title (provider);
  g_autofree char *size = g_format_size ((guint64) chl_model_job_get_total_bytes (job));

  switch (chl_model_job_get_verb (job))
    {
    case CHL_VERB_PULL:
      if (chl_model_job_get_total_bytes (job) > 0)
        chl_ctl_tell (_ ("%s has %s now, %s"), title, model, size);
      else
        chl_ctl_tell (_ ("%s has %s now"), title, model);
      return;

    case CHL_VERB_REMOVE:
      chl_ctl_tell (_ ("%s was removed from %s"), model, title);
      return;

    case CHL_VERB_LOAD:
      chl_ctl_tell (_ ("%s is loaded"), model);
      return;

    case CHL_VERB_UNLOAD:
      chl_ctl_tell (_ ("%s is not loaded any more"), model);
      return;
    }
}

/* What is cancelled goes on where the server does as it likes. */
static int
tell_trouble (ChlProvider  *provider,
              ChlModelJob  *job,
              const GError *error)
{
  if (!chl_error_is_cancellation (error))
    return chl_ctl_fail_at (provider, error);

  if (chl_model_job_get_verb (job) != CHL_VERB_PULL)
    chl_ctl_say (_ ("Stopped"));
  else if (chl_model_job_stops_with_us (job))
    chl_ctl_say (_ ("Stopped; what was fetched so far is kept for the next time"));
  else
    chl_ctl_say (_ ("Not watched any more; the server goes on with it"));

  return CHL_CTL_FAILED;
}

static int
run (ChlCtl      *ctl,
     ChlProvider *provider,
     ChlVerb      verb,
     const char  *model)
{
  static const int ends[] = { SIGINT, SIGTERM, SIGHUP };
  g_autoptr(ChlModelJob) job = chl_model_job_new (ctl->engine, provider, verb, model);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *note = chl_model_job_dup_note (job);
  Teller           teller = { .job = job, .is_terminal = isatty (STDERR_FILENO) != 0 };
  guint            signal_ids[G_N_ELEMENTS (ends)];
  gboolean         is_done;

  if (note != NULL)
    chl_ctl_tell ("%s", note);
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    signal_ids[i] = g_unix_signal_add (ends[i], interrupted_cb, cancellable);
  g_signal_connect_swapped (job, "progress", G_CALLBACK (progress_cb), &teller);

  chl_model_job_run_async (job, cancellable, chl_ctl_keep_result_cb, &result);
  is_done = chl_model_job_run_finish (job, chl_ctl_wait (&result), &error);
  if (teller.is_open)
    g_printerr ("\r\033[K");
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    g_source_remove (signal_ids[i]);

  if (!is_done)
    return tell_trouble (provider, job, error);

  tell_end (provider, job);

  return chl_ctl_save (ctl, provider);
}

static int
run_command (ChlCtl     *ctl,
             int         argc,
             char      **argv,
             ChlVerb     verb,
             const char *summary)
{
  ChlProvider *provider;

  if (!chl_ctl_parse (&argc, &argv, summary, NULL))
    return CHL_CTL_USAGE;
  if (argc != 3)
    return chl_ctl_usage (_ ("It takes a provider and a model"));
  if (!(provider = chl_ctl_find_provider (ctl, argv[1])))
    return CHL_CTL_USAGE;
  if (!chl_provider_can (provider, verb))
    return chl_ctl_usage (_ ("%s cannot be asked for that from here"),
                             chl_provider_get_title (provider));

  return run (ctl, provider, verb, argv[2]);
}

int
chl_ctl_pull (ChlCtl *ctl,
              int     argc,
              char  **argv)
{
  return run_command (ctl, argc, argv, CHL_VERB_PULL,
                      _ ("ID MODEL: lets a runtime fetch a model. Another time it goes on where it "
                         "was stopped."));
}

int
chl_ctl_rm (ChlCtl *ctl,
            int     argc,
            char  **argv)
{
  return run_command (ctl, argc, argv, CHL_VERB_REMOVE,
                      _ ("ID MODEL: lets a runtime delete a model from its disk."));
}

int
chl_ctl_load (ChlCtl *ctl,
              int     argc,
              char  **argv)
{
  return run_command (ctl, argc, argv, CHL_VERB_LOAD,
                      _ ("ID MODEL: lets a runtime take a model into memory."));
}

int
chl_ctl_unload (ChlCtl *ctl,
                int     argc,
                char  **argv)
{
  return run_command (ctl, argc, argv, CHL_VERB_UNLOAD,
                      _ ("ID MODEL: lets a runtime take a model out of memory."));
}
