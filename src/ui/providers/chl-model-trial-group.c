/* chl-model-trial-group.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-model-trial-group"

#include "config.h"

#include "chl-model-trial-group.h"

#include <glib/gi18n-lib.h>

#include "chl-model-probe.h"
#include "chl-probe-step-row.h"
#include "chl-row-layout.h"
#include "chl-settings-help.h"
#include "chl-trial-facts.h"

struct _ChlModelTrialGroup
{
  AdwPreferencesGroup parent_instance;

  ChlEngine      *engine;        /* (owned) (nullable) until it is set */
  ChlProvider    *provider;      /* (owned) (nullable) */
  ChlModel       *model;         /* (owned) (nullable) */
  ChlTrial       *trial;         /* (owned) (nullable) the last one of this page */
  ChlModelProbe  *probe;         /* (owned) (nullable) */
  GCancellable   *trying;        /* (owned) (nullable) while it runs */
  GCancellable   *probing;       /* (owned) (nullable) while it runs */
  GCancellable   *cancellable;   /* (owned) */
  GPtrArray      *facts;         /* (owned) (element-type GtkWidget) below try_row */
  GPtrArray      *steps;         /* (owned) (element-type GtkWidget) below probe_row */
  GtkWidget      *forget_row;    /* (unowned) (nullable) one of @steps */
  AdwExpanderRow *try_row;       /* (unowned) template child */
  GtkSpinner     *try_spinner;   /* (unowned) template child */
  GtkButton      *try_button;    /* (unowned) template child */
  AdwExpanderRow *probe_row;     /* (unowned) template child */
  GtkSpinner     *probe_spinner; /* (unowned) template child */
  GtkButton      *probe_button;  /* (unowned) template child */
};

G_DEFINE_FINAL_TYPE (ChlModelTrialGroup, chl_model_trial_group, ADW_TYPE_PREFERENCES_GROUP)

enum
{
  SIGNAL_LEAVE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void run_trial (ChlModelTrialGroup *self);
static void run_probe (ChlModelTrialGroup *self);

static void
clear_rows (AdwExpanderRow *parent,
            GPtrArray      *rows)
{
  for (guint i = 0; i < rows->len; i++)
    adw_expander_row_remove (parent, g_ptr_array_index (rows, i));
  g_ptr_array_set_size (rows, 0);
}

static GtkWidget *
add_row (AdwExpanderRow *parent,
         GPtrArray      *rows,
         GtkWidget      *row)
{
  adw_expander_row_add_row (parent, row);
  g_ptr_array_add (rows, row);

  return row;
}

/* libadwaita 1.2: what is set together with use-markup is still read as markup, so that comes first. */
static GtkWidget *
create_row (const char *title,
            const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);

  return row;
}

static void
show_running (AdwExpanderRow *row,
              GtkSpinner     *spinner,
              GtkButton      *button,
              const char     *verb,
              gboolean        is_running)
{
  gtk_spinner_set_spinning (spinner, is_running);
  gtk_widget_set_visible (GTK_WIDGET (spinner), is_running);
  gtk_button_set_label (button, is_running ? _ ("Cancel") : verb);
}

static void
update_trial (ChlModelTrialGroup *self)
{
  g_autofree char *notice = chl_trial_dup_notice (chl_trial_get_role (self->trial));
  const char      *subtitle = notice;

  if (self->trying != NULL)
    subtitle = chl_trial_is_answering (self->trial) ? _ ("It answers…") : _ ("Waiting for the first word…");
  adw_expander_row_set_subtitle (self->try_row, subtitle);
  show_running (self->try_row, self->try_spinner, self->try_button, C_ ("verb", "Try"), self->trying != NULL);
}

static void
update_probe (ChlModelTrialGroup *self)
{
  const ChlCapabilities *probed = chl_model_get_probed (self->model);
  g_autofree char       *notice = chl_model_probe_dup_notice (self->probe);

  adw_expander_row_set_subtitle (self->probe_row, self->probing != NULL ? _ ("Asking…") : notice);
  show_running (self->probe_row, self->probe_spinner, self->probe_button, C_ ("verb", "Probe"), self->probing != NULL);
  if (self->forget_row != NULL)
    gtk_widget_set_visible (self->forget_row, self->probing == NULL && probed != NULL &&
                                                !chl_capabilities_is_empty (probed));
}

static void
stop (GCancellable **running)
{
  if (*running != NULL)
    g_cancellable_cancel (*running);
  g_clear_object (running);
}

static void
unlocked_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GtkWidget) button = user_data;
  g_autoptr(GError) error = NULL;
  gboolean   is_open = chl_keys_change_finish (CHL_KEYS (object), result, &error);
  GtkWidget *group = gtk_widget_get_ancestor (button, CHL_TYPE_MODEL_TRIAL_GROUP);

  if (group == NULL)
    return;

  if (is_open)
    g_signal_emit_by_name (button, "clicked");
  else
    chl_settings_toast_error (group, error);
}

static gboolean
is_elsewhere (ChlAction action)
{
  switch ((guint) action)
    {
    case CHL_ACTION_RETRY:
    case CHL_ACTION_WAIT:
    case CHL_ACTION_CONTINUE:
    case CHL_ACTION_NEW_CHAT:
    case CHL_ACTION_EDIT_QUESTION:
    case CHL_ACTION_UNLOCK:
    case CHL_ACTION_OPEN_PRIVACY:
      return FALSE;

    default:
      return TRUE;
    }
}

static const char *
get_label (ChlAction action)
{
  if (action == CHL_ACTION_UNLOCK || action == CHL_ACTION_OPEN_PRIVACY)
    return chl_action_get_label (action);

  /* Translators: of the page with key, address and models. */
  return is_elsewhere (action) ? _ ("Show Provider") : _ ("Try Again");
}

/* What helps, of the row that the button is in. */
static void
action_cb (ChlModelTrialGroup *self,
           GtkWidget          *button)
{
  gboolean         is_trial = gtk_widget_is_ancestor (button, GTK_WIDGET (self->try_row));
  const ChlAdvice *advice = is_trial ? chl_trial_get_advice (self->trial)
                                     : chl_model_probe_get_advice (self->probe);
  GtkButton       *verb = is_trial ? self->try_button : self->probe_button;
  ChlAction        action = advice != NULL ? advice->action : CHL_ACTION_RETRY;

  /* The row goes away, and the focus shall not go with it. */
  gtk_widget_grab_focus (GTK_WIDGET (verb));

  if (action == CHL_ACTION_OPEN_PRIVACY)
    gtk_widget_activate_action (GTK_WIDGET (self), "settings.show-page", "s", "privacy");
  else if (action == CHL_ACTION_UNLOCK)
    chl_keys_unlock_async (chl_engine_get_keys (self->engine), self->cancellable, unlocked_cb,
                           g_object_ref (verb));
  else if (is_elsewhere (action))
    g_signal_emit (self, signals[SIGNAL_LEAVE], 0);
  else if (is_trial)
    run_trial (self);
  else
    run_probe (self);
}

static void
add_advice (ChlModelTrialGroup *self,
            AdwExpanderRow     *parent,
            GPtrArray          *rows,
            const ChlAdvice    *advice)
{
  g_autofree char *words = NULL;
  GtkWidget       *button;
  GtkWidget       *row;

  if (advice == NULL)
    return;

  if (advice->words != NULL)
    words = g_strdup_printf ("“%s”", advice->words);
  row = create_row (advice->sentence, words);
  button = gtk_button_new_with_label (get_label (advice->action));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_object (button, "clicked", G_CALLBACK (action_cb), self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  chl_row_layout_use (ADW_ACTION_ROW (row));
  add_row (parent, rows, row);
}

static void
show_outcome (ChlModelTrialGroup *self)
{
  g_autoptr(GPtrArray) facts = NULL;

  clear_rows (self->try_row, self->facts);
  add_advice (self, self->try_row, self->facts, chl_trial_get_advice (self->trial));
  if (self->facts->len == 0)
    facts = chl_trial_list_facts (self->trial);

  for (guint i = 0; facts != NULL && i < facts->len; i++)
    {
      const ChlTrialFact *fact = g_ptr_array_index (facts, i);

      add_row (self->try_row, self->facts, create_row (fact->title, fact->value));
    }
  adw_expander_row_set_enable_expansion (self->try_row, TRUE);
  adw_expander_row_set_expanded (self->try_row, TRUE);
}

static void
tried_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  ChlModelTrialGroup *self = user_data;
  g_autoptr(GError) error = NULL;

  if (!chl_trial_run_finish (CHL_TRIAL (object), result, &error))
    return;

  g_clear_object (&self->trying);
  show_outcome (self);
  update_trial (self);
}

/* A new one each time: the old one may still be closing its connection. */
static void
take_trial (ChlModelTrialGroup *self)
{
  g_clear_object (&self->trial);
  self->trial = chl_trial_new (self->engine, self->provider, self->model);
  g_signal_connect_object (self->trial, "notify", G_CALLBACK (update_trial), self,
                           G_CONNECT_SWAPPED);
}

static void
run_trial (ChlModelTrialGroup *self)
{
  adw_expander_row_set_enable_expansion (self->try_row, FALSE);
  clear_rows (self->try_row, self->facts);
  take_trial (self);
  self->trying = g_cancellable_new ();
  chl_trial_run_async (self->trial, self->trying, tried_cb, self);
  update_trial (self);
}

static void
try_clicked_cb (ChlModelTrialGroup *self)
{
  if (self->trying == NULL)
    {
      run_trial (self);
      return;
    }

  stop (&self->trying);
  take_trial (self);
  update_trial (self);
}

static void forget_cb (ChlModelTrialGroup *self);

static void
add_forget_row (ChlModelTrialGroup *self)
{
  GtkWidget *button = gtk_button_new_with_label (C_ ("verb", "Forget"));

  self->forget_row = create_row (_ ("What is certain is kept"),
                                    _ ("It counts before what the provider lists."));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_object (button, "clicked", G_CALLBACK (forget_cb), self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->forget_row), button);
  chl_row_layout_use (ADW_ACTION_ROW (self->forget_row));
  add_row (self->probe_row, self->steps, self->forget_row);
}

static void
take_probe (ChlModelTrialGroup *self)
{
  clear_rows (self->probe_row, self->steps);
  g_clear_object (&self->probe);
  self->probe = chl_model_probe_new (self->engine, self->provider, self->model);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->probe)); i++)
    {
      g_autoptr(ChlProbeStep) step = g_list_model_get_item (G_LIST_MODEL (self->probe), i);

      add_row (self->probe_row, self->steps, chl_probe_step_row_new (step));
    }
  add_forget_row (self);
}

/* The row goes away, and the focus shall not go with it. */
static void
forget_cb (ChlModelTrialGroup *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->probe_button));
  chl_model_probe_forget (self->model);
  chl_settings_save (GTK_WIDGET (self), self->engine, self->provider);
  take_probe (self);
  update_probe (self);
}

static void
probed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  ChlModelTrialGroup *self = user_data;
  g_autoptr(GError) error = NULL;
  gboolean is_kept = chl_model_probe_run_finish (CHL_MODEL_PROBE (object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->probing);
  add_advice (self, self->probe_row, self->steps, chl_model_probe_get_advice (self->probe));
  update_probe (self);
  if (!is_kept)
    chl_settings_toast_error (GTK_WIDGET (self), error);
}

static void
run_probe (ChlModelTrialGroup *self)
{
  take_probe (self);
  self->probing = g_cancellable_new ();
  adw_expander_row_set_expanded (self->probe_row, TRUE);
  chl_model_probe_run_async (self->probe, self->probing, probed_cb, self);
  update_probe (self);
}

static void
probe_clicked_cb (ChlModelTrialGroup *self)
{
  if (self->probing == NULL)
    run_probe (self);
  else
    stop (&self->probing);
  update_probe (self);
}

static void
chl_model_trial_group_dispose (GObject *object)
{
  ChlModelTrialGroup *self = CHL_MODEL_TRIAL_GROUP (object);

  stop (&self->trying);
  stop (&self->probing);
  g_cancellable_cancel (self->cancellable);
  g_ptr_array_set_size (self->facts, 0);
  g_ptr_array_set_size (self->steps, 0);
  self->forget_row = NULL;
  gtk_widget_dispose_template (GTK_WIDGET (self), CHL_TYPE_MODEL_TRIAL_GROUP);
  g_clear_object (&self->trial);
  g_clear_object (&self->probe);
  g_clear_object (&self->model);
  g_clear_object (&self->provider);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (chl_model_trial_group_parent_class)->dispose (object);
}

static void
chl_model_trial_group_finalize (GObject *object)
{
  ChlModelTrialGroup *self = CHL_MODEL_TRIAL_GROUP (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->facts, g_ptr_array_unref);
  g_clear_pointer (&self->steps, g_ptr_array_unref);

  G_OBJECT_CLASS (chl_model_trial_group_parent_class)->finalize (object);
}

static void
chl_model_trial_group_class_init (ChlModelTrialGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chl_model_trial_group_dispose;
  G_OBJECT_CLASS (klass)->finalize = chl_model_trial_group_finalize;

  /**
   * ChlModelTrialGroup::leave:
   *
   * What helps is on the provider's page: its key, its address, its other models.
   */
  signals[SIGNAL_LEAVE] = g_signal_new ("leave", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/chl-model-trial-group.ui");
  gtk_widget_class_bind_template_child (widget_class, ChlModelTrialGroup, try_row);
  gtk_widget_class_bind_template_child (widget_class, ChlModelTrialGroup, try_spinner);
  gtk_widget_class_bind_template_child (widget_class, ChlModelTrialGroup, try_button);
  gtk_widget_class_bind_template_child (widget_class, ChlModelTrialGroup, probe_row);
  gtk_widget_class_bind_template_child (widget_class, ChlModelTrialGroup, probe_spinner);
  gtk_widget_class_bind_template_child (widget_class, ChlModelTrialGroup, probe_button);
  gtk_widget_class_bind_template_callback (widget_class, try_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, probe_clicked_cb);
}

static void
chl_model_trial_group_init (ChlModelTrialGroup *self)
{
  self->cancellable = g_cancellable_new ();
  self->facts = g_ptr_array_new ();
  self->steps = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  chl_row_layout_use_within (GTK_WIDGET (self->try_row));
  chl_row_layout_use_within (GTK_WIDGET (self->probe_row));
}

/**
 * chl_model_trial_group_set_model:
 * @self: a group that has none yet
 * @engine: the engine
 * @provider: whose model it is
 * @model: which one
 */
void
chl_model_trial_group_set_model (ChlModelTrialGroup *self,
                                 ChlEngine          *engine,
                                 ChlProvider        *provider,
                                 ChlModel           *model)
{
  g_return_if_fail (CHL_IS_MODEL_TRIAL_GROUP (self));
  g_return_if_fail (self->model == NULL);

  self->engine = g_object_ref (engine);
  self->provider = g_object_ref (provider);
  self->model = g_object_ref (model);
  take_trial (self);
  take_probe (self);
  update_trial (self);
  update_probe (self);
  g_signal_connect_object (model, "notify::capabilities", G_CALLBACK (update_probe), self,
                           G_CONNECT_SWAPPED);
}
