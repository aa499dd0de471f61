/* chl-pull-group.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-pull-group"

#include "config.h"

#include "chl-pull-group.h"

#include <glib/gi18n-lib.h>

#include "chl-model-job.h"
#include "chl-model-verbs.h"
#include "chl-settings-help.h"

struct _ChlPullGroup
{
  AdwPreferencesGroup parent_instance;

  ChlEngine      *engine;   /* (owned) (nullable) until it is set */
  ChlProvider    *provider; /* (owned) (nullable) */
  ChlModelJob    *job;      /* (owned) (nullable) the one that is shown */
  GtkEditable    *entry;    /* (unowned) template child */
  GtkWidget      *button;   /* (unowned) template child */
  GtkWidget      *row;      /* (unowned) template child */
  GtkLabel       *name;     /* (unowned) template child */
  GtkLabel       *amount;   /* (unowned) template child */
  GtkProgressBar *bar;      /* (unowned) template child */
};

G_DEFINE_FINAL_TYPE (ChlPullGroup, chl_pull_group, ADW_TYPE_PREFERENCES_GROUP)

static char *
dup_amount (ChlModelJob *job)
{
  gint64           total_bytes = chl_model_job_get_total_bytes (job);
  gint64           rate = chl_model_job_get_rate (job);
  const char      *status = chl_model_job_get_status (job);
  g_autofree char *done = g_format_size ((guint64) chl_model_job_get_done_bytes (job));
  g_autofree char *total = g_format_size ((guint64) total_bytes);
  g_autofree char *speed = g_format_size ((guint64) rate);

  if (total_bytes <= 0)
    return g_strdup (status != NULL ? status : _ ("Asking…"));
  if (rate <= 0)
    /* Translators: such as "1.2 GB of 4.7 GB". */
    return g_strdup_printf (_ ("%s of %s"), done, total);

  /* Translators: such as "1.2 GB of 4.7 GB · 12 MB/s". */
  return g_strdup_printf (_ ("%s of %s · %s/s"), done, total, speed);
}

static void
update_progress (ChlPullGroup *self)
{
  gint64           total_bytes = chl_model_job_get_total_bytes (self->job);
  g_autofree char *amount = dup_amount (self->job);

  gtk_label_set_label (self->amount, amount);
  if (total_bytes > 0)
    gtk_progress_bar_set_fraction (self->bar,
                                   (double) chl_model_job_get_done_bytes (self->job) /
                                     (double) total_bytes);
  else
    gtk_progress_bar_pulse (self->bar);
}

/* The first of those that are fetched; the page may have been opened while it is. */
static ChlModelJob *
find_job (ChlPullGroup *self)
{
  GListModel *jobs = chl_model_job_get_all (self->provider);

  for (guint i = 0; i < g_list_model_get_n_items (jobs); i++)
    {
      g_autoptr(ChlModelJob) job = g_list_model_get_item (jobs, i);

      if (chl_model_job_get_verb (job) == CHL_VERB_PULL)
        return job; /* the list holds it */
    }

  return NULL;
}

static void
update_job (ChlPullGroup *self)
{
  ChlModelJob *job = find_job (self);

  if (self->job == job)
    return;

  if (self->job != NULL)
    g_signal_handlers_disconnect_by_func (self->job, update_progress, self);
  g_set_object (&self->job, job);
  gtk_widget_set_visible (self->row, job != NULL);
  gtk_label_set_label (self->name, job != NULL ? chl_model_job_get_model (job) : "");
  if (job == NULL)
    return;

  gtk_progress_bar_set_fraction (self->bar, 0);
  g_signal_connect_object (job, "progress", G_CALLBACK (update_progress), self, G_CONNECT_SWAPPED);
  update_progress (self);
}

static char *
dup_wanted (ChlPullGroup *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (self->entry)));
}

static void
changed_cb (ChlPullGroup *self)
{
  g_autofree char *wanted = dup_wanted (self);

  gtk_widget_set_sensitive (self->button, *wanted != '\0');
}

static void
get_cb (ChlPullGroup *self)
{
  g_autofree char *wanted = dup_wanted (self);

  if (*wanted == '\0')
    return;

  /* The button is of no use any more, and the focus shall not go with it. */
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  gtk_editable_set_text (self->entry, "");
  chl_model_verbs_run (GTK_WIDGET (self), self->engine, self->provider, CHL_VERB_PULL, wanted);
}

static void
cancel_cb (ChlPullGroup *self)
{
  if (self->job == NULL)
    return;

  /* What is typed next is mostly the same. */
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  chl_settings_toast (GTK_WIDGET (self),
                      chl_model_job_stops_with_us (self->job)
                      ? _ ("Stopped; what was fetched so far is kept for the next time")
                      : _ ("Not watched any more; the server goes on with it"));
  chl_model_job_cancel (self->job);
}

static void
chl_pull_group_dispose (GObject *object)
{
  ChlPullGroup *self = CHL_PULL_GROUP (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), CHL_TYPE_PULL_GROUP);
  g_clear_object (&self->job);
  g_clear_object (&self->provider);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (chl_pull_group_parent_class)->dispose (object);
}

static void
chl_pull_group_class_init (ChlPullGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chl_pull_group_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/chl-pull-group.ui");
  gtk_widget_class_bind_template_child (widget_class, ChlPullGroup, entry);
  gtk_widget_class_bind_template_child (widget_class, ChlPullGroup, button);
  gtk_widget_class_bind_template_child (widget_class, ChlPullGroup, row);
  gtk_widget_class_bind_template_child (widget_class, ChlPullGroup, name);
  gtk_widget_class_bind_template_child (widget_class, ChlPullGroup, amount);
  gtk_widget_class_bind_template_child (widget_class, ChlPullGroup, bar);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, get_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
}

static void
chl_pull_group_init (ChlPullGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * chl_pull_group_set_provider:
 * @self: a group that has none yet
 * @engine: the engine
 * @provider: whose server fetches
 */
void
chl_pull_group_set_provider (ChlPullGroup *self,
                             ChlEngine    *engine,
                             ChlProvider  *provider)
{
  g_return_if_fail (CHL_IS_PULL_GROUP (self));
  g_return_if_fail (self->provider == NULL);

  self->engine = g_object_ref (engine);
  self->provider = g_object_ref (provider);
  gtk_widget_set_visible (GTK_WIDGET (self), chl_provider_can (provider, CHL_VERB_PULL));
  g_signal_connect_object (chl_model_job_get_all (provider), "items-changed",
                           G_CALLBACK (update_job), self, G_CONNECT_SWAPPED);
  update_job (self);
}
