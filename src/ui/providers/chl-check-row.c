/* chl-check-row.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-check-row"

#include "config.h"

#include "chl-check-row.h"

#include <glib/gi18n-lib.h>

#include "chl-check-step-row.h"
#include "chl-check.h"
#include "chl-keys-headers.h"
#include "chl-names.h"
#include "chl-provider-list.h"
#include "chl-region-trial.h"
#include "chl-row-layout.h"
#include "chl-settings-help.h"

/* Seconds after which "a minute ago" is looked at again. */
#define AGO_INTERVAL 30

struct _ChlCheckRow
{
  AdwExpanderRow parent_instance;

  ChlEngine      *engine;      /* (owned) (nullable) until it is set */
  ChlProvider    *provider;    /* (owned) (nullable) */
  ChlCheck       *check;       /* (owned) (nullable) the last one of this page */
  ChlRegionTrial *trial;       /* (owned) (nullable) */
  char           *failure;     /* (owned) (nullable) to say instead of what the check found */
  GPtrArray      *steps;       /* (owned) (element-type GtkWidget) their rows */
  GCancellable   *cancellable; /* (owned) */
  GCancellable   *running;     /* (owned) (nullable) while a check runs */
  guint           timer;
  GtkImage       *icon;       /* (unowned) template child */
  GtkButton      *button;     /* (unowned) template child */
  GtkWidget      *words_row;  /* (unowned) template child */
  GtkLabel       *words;      /* (unowned) template child */
  GtkWidget      *action_row; /* (unowned) template child */
  GtkButton      *action;     /* (unowned) template child */
};

G_DEFINE_FINAL_TYPE (ChlCheckRow, chl_check_row, ADW_TYPE_EXPANDER_ROW)

enum
{
  SIGNAL_EDIT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* What helps here, where the settings are open already: NULL where the action does it by itself. */
static const char *
get_place (ChlCheckRow *self,
           ChlAction    action)
{
  if (action == CHL_ACTION_ENTER_KEY ||
      (action == CHL_ACTION_TRY_REGION && chl_region_trial_find_next (self->trial) == NULL))
    return "key";
  if (action == CHL_ACTION_CHOOSE_MODEL)
    return chl_provider_get_n_enabled_models (self->provider) > 0 ? "models" : "endpoint";
  if (action == CHL_ACTION_OPEN_PROVIDER)
    return chl_provider_get_state (self->provider) == CHL_PROVIDER_KEY_REFUSED ||
               chl_provider_get_state (self->provider) == CHL_PROVIDER_NO_KEY
             ? "key"
             : "endpoint";

  return NULL;
}

static char *
dup_label (ChlCheckRow *self,
           ChlAction    action)
{
  const char *place = get_place (self, action);

  if (place == NULL)
    return action == CHL_ACTION_TRY_REGION ? chl_region_trial_dup_label (self->trial)
                                           : g_strdup (chl_action_get_label (action));
  if (g_str_equal (place, "key"))
    return g_strdup (_("Enter Key"));
  if (g_str_equal (place, "models"))
    return g_strdup (_("Choose Models"));

  return g_strdup (_("Change Address"));
}

static void
update_icon (ChlCheckRow *self)
{
  ChlProviderState state = chl_provider_get_state (self->provider);
  const char      *icon = "chl-warning-symbolic";
  const char      *style = "warning";

  if (state == CHL_PROVIDER_CONNECTED && chl_provider_get_detail (self->provider) == NULL)
    {
      icon = "chl-check-symbolic";
      style = "success";
    }
  else if (state == CHL_PROVIDER_UNCHECKED || state == CHL_PROVIDER_OFF)
    {
      icon = "chl-info-symbolic";
      style = "dim-label";
    }

  gtk_widget_set_css_classes (GTK_WIDGET (self->icon), (const char *[]){ style, NULL });
  gtk_image_set_from_icon_name (self->icon, icon);
}

static void
update (ChlCheckRow *self)
{
  gint64           checked_us = chl_provider_get_checked_us (self->provider);
  const char      *sentence = self->check != NULL ? chl_check_get_sentence (self->check) : NULL;
  g_autofree char *ago = NULL;
  g_autofree char *whole = NULL;
  g_autofree char *subtitle = NULL;

  if (self->failure != NULL)
    sentence = self->failure;
  if (sentence == NULL)
    sentence = chl_provider_get_detail (self->provider);
  if (sentence == NULL)
    sentence = chl_names_get_state (self->provider);

  whole = chl_settings_dup_sentence (sentence);
  if (checked_us > 0)
    ago = chl_settings_dup_ago (checked_us, chl_engine_get_now_us (self->engine));

  if (self->running != NULL)
    subtitle = g_strdup (_("Checking…"));
  else if (ago != NULL)
    /* Translators: what came of a check, in a sentence, and how long ago. */
    subtitle = g_strdup_printf (_("%s Checked %s."), whole, ago);
  else
    subtitle = g_steal_pointer (&whole);

  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), subtitle);
  gtk_button_set_label (self->button, self->running != NULL ? _("Cancel") : C_("verb", "Check"));
  update_icon (self);
}

static gboolean
ago_cb (gpointer user_data)
{
  update (CHL_CHECK_ROW (user_data));

  return G_SOURCE_CONTINUE;
}

static void
show_outcome (ChlCheckRow *self)
{
  const char      *words = chl_check_get_words (self->check);
  g_autofree char *label = dup_label (self, chl_check_get_action (self->check));

  gtk_label_set_label (self->words, words != NULL ? words : "");
  gtk_widget_set_visible (self->words_row, words != NULL);
  gtk_widget_set_visible (self->action_row, label != NULL);
  if (label != NULL)
    gtk_button_set_label (self->action, label);
}

/* A key that nobody takes is for where the person wanted it to be. */
static void
note_region (ChlCheckRow *self)
{
  if (chl_check_get_action (self->check) == CHL_ACTION_TRY_REGION)
    {
      chl_region_trial_note_refusal (self->trial);
      if (!chl_region_trial_is_over (self->trial))
        return;

      self->failure = chl_region_trial_dup_failure (self->trial);
      chl_region_trial_go_home (self->trial, GTK_WIDGET (self), self->cancellable);
      return;
    }

  if (chl_region_trial_is_begun (self->trial) &&
      chl_provider_get_state (self->provider) == CHL_PROVIDER_CONNECTED)
    {
      g_autofree char *success = chl_region_trial_dup_success (self->trial);

      chl_settings_toast (GTK_WIDGET (self), success);
      chl_region_trial_forget (self->trial);
    }
}

static void
ran_cb (GObject      *object,
        GAsyncResult *result,
        gpointer      user_data)
{
  ChlCheckRow *self = user_data;
  g_autoptr(GError) error = NULL;
  gboolean is_done = chl_check_run_finish (CHL_CHECK (object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->running);
  note_region (self);
  show_outcome (self);
  update (self);
  if (!is_done)
    chl_settings_toast_error (GTK_WIDGET (self), error);
}

static void
clear_steps (ChlCheckRow *self)
{
  for (guint i = 0; i < self->steps->len; i++)
    adw_expander_row_remove (ADW_EXPANDER_ROW (self), g_ptr_array_index (self->steps, i));
  g_ptr_array_set_size (self->steps, 0);
}

/* The words and the button stay below the steps. */
static void
add_steps (ChlCheckRow *self)
{
  g_object_ref (self->words_row);
  g_object_ref (self->action_row);
  adw_expander_row_remove (ADW_EXPANDER_ROW (self), self->words_row);
  adw_expander_row_remove (ADW_EXPANDER_ROW (self), self->action_row);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->check)); i++)
    {
      g_autoptr(ChlCheckStep) step = g_list_model_get_item (G_LIST_MODEL (self->check), i);
      GtkWidget *row = chl_check_step_row_new (step);

      adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
      g_ptr_array_add (self->steps, row);
    }

  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), self->words_row);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), self->action_row);
  g_object_unref (self->words_row);
  g_object_unref (self->action_row);
}

static void
stop (ChlCheckRow *self)
{
  if (self->running != NULL)
    g_cancellable_cancel (self->running);
  g_clear_object (&self->running);
}

static void
button_cb (ChlCheckRow *self)
{
  if (self->running == NULL)
    chl_check_row_run (self);
  else
    stop (self);
  update (self);
}

/* Shows the steps while it does. A check that runs already is given up. */
static void
run (ChlCheckRow *self)
{
  stop (self);
  clear_steps (self);
  g_clear_object (&self->check);
  g_clear_pointer (&self->failure, g_free);
  self->check = chl_check_new (self->engine, self->provider);
  self->running = g_cancellable_new ();
  add_steps (self);
  gtk_widget_set_visible (self->words_row, FALSE);
  gtk_widget_set_visible (self->action_row, FALSE);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self), TRUE);
  update (self);
  chl_check_run_async (self->check, self->running, ran_cb, self);
}

static void
changed_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(ChlCheckRow) self = user_data;
  g_autoptr(GError) error = NULL;
  gboolean is_changed = chl_keys_change_finish (CHL_KEYS (object), result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;

  if (is_changed)
    run (self);
  else
    chl_settings_toast_error (GTK_WIDGET (self), error);
}

static void
use_address (ChlCheckRow *self)
{
  const char *address = chl_check_get_suggested (self->check);

  /* Not by way of what is typed: that would add the version that was just found to be wrong. */
  if (address == NULL)
    return;

  chl_provider_set_endpoint (self->provider, address);
  chl_settings_save (GTK_WIDGET (self), self->engine, self->provider);
  chl_check_row_run (self);
}

static void
action_cb (ChlCheckRow *self)
{
  ChlKeys    *keys = chl_engine_get_keys (self->engine);
  ChlAction   action = chl_check_get_action (self->check);
  const char *place = get_place (self, action);

  /* The button goes away, and the focus shall not go with it. */
  gtk_widget_grab_focus (GTK_WIDGET (self->button));

  if (place != NULL)
    g_signal_emit (self, signals[SIGNAL_EDIT], 0, place);
  else if (action == CHL_ACTION_USE_ADDRESS)
    use_address (self);
  else if (action == CHL_ACTION_TRY_REGION)
    chl_region_trial_go_on (self->trial, GTK_WIDGET (self), self->cancellable, changed_cb,
                            g_object_ref (self));
  else if (action == CHL_ACTION_UNLOCK)
    chl_keys_unlock_async (keys, self->cancellable, changed_cb, g_object_ref (self));
  else if (action == CHL_ACTION_CONFIRM_ORIGIN)
    chl_keys_confirm_next_async (keys, self->provider, self->cancellable, changed_cb, g_object_ref (self));
  else if (action == CHL_ACTION_OPEN_PRIVACY)
    gtk_widget_activate_action (GTK_WIDGET (self), "settings.show-page", "s", "privacy");
  else
    chl_check_row_run (self);
}

static void
chl_check_row_map (GtkWidget *widget)
{
  ChlCheckRow *self = CHL_CHECK_ROW (widget);

  GTK_WIDGET_CLASS (chl_check_row_parent_class)->map (widget);

  if (self->timer == 0)
    self->timer = g_timeout_add_seconds (AGO_INTERVAL, ago_cb, self);
}

static void
chl_check_row_unmap (GtkWidget *widget)
{
  ChlCheckRow *self = CHL_CHECK_ROW (widget);

  g_clear_handle_id (&self->timer, g_source_remove);

  GTK_WIDGET_CLASS (chl_check_row_parent_class)->unmap (widget);
}

static void
chl_check_row_dispose (GObject *object)
{
  ChlCheckRow *self = CHL_CHECK_ROW (object);

  stop (self);
  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->timer, g_source_remove);
  g_ptr_array_set_size (self->steps, 0);
  gtk_widget_dispose_template (GTK_WIDGET (self), CHL_TYPE_CHECK_ROW);
  g_clear_object (&self->check);
  g_clear_pointer (&self->trial, chl_region_trial_free);
  g_clear_object (&self->provider);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (chl_check_row_parent_class)->dispose (object);
}

static void
chl_check_row_finalize (GObject *object)
{
  ChlCheckRow *self = CHL_CHECK_ROW (object);

  g_clear_pointer (&self->steps, g_ptr_array_unref);
  g_clear_pointer (&self->failure, g_free);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (chl_check_row_parent_class)->finalize (object);
}

static void
chl_check_row_class_init (ChlCheckRowClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = chl_check_row_dispose;
  object_class->finalize = chl_check_row_finalize;
  widget_class->map = chl_check_row_map;
  widget_class->unmap = chl_check_row_unmap;

  /**
   * ChlCheckRow::edit:
   * @what: "key", "endpoint" or "models"
   *
   * The person wants to mend what the check found.
   */
  signals[SIGNAL_EDIT] =
    g_signal_new ("edit", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/chl-check-row.ui");
  gtk_widget_class_bind_template_child (widget_class, ChlCheckRow, icon);
  gtk_widget_class_bind_template_child (widget_class, ChlCheckRow, button);
  gtk_widget_class_bind_template_child (widget_class, ChlCheckRow, words_row);
  gtk_widget_class_bind_template_child (widget_class, ChlCheckRow, words);
  gtk_widget_class_bind_template_child (widget_class, ChlCheckRow, action_row);
  gtk_widget_class_bind_template_child (widget_class, ChlCheckRow, action);
  gtk_widget_class_bind_template_callback (widget_class, button_cb);
  gtk_widget_class_bind_template_callback (widget_class, action_cb);
}

static void
chl_check_row_init (ChlCheckRow *self)
{
  self->cancellable = g_cancellable_new ();
  self->steps = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  chl_row_layout_use_within (GTK_WIDGET (self));
}

/**
 * chl_check_row_set_provider:
 * @self: a row that has none yet
 * @engine: the engine
 * @provider: whom to check
 */
void
chl_check_row_set_provider (ChlCheckRow *self,
                            ChlEngine   *engine,
                            ChlProvider *provider)
{
  g_return_if_fail (CHL_IS_CHECK_ROW (self));
  g_return_if_fail (self->provider == NULL);

  self->engine = g_object_ref (engine);
  self->provider = g_object_ref (provider);
  self->trial = chl_region_trial_new (engine, provider);
  g_signal_connect_object (provider, "notify::state", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (provider, "notify::detail", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  update (self);
}

/**
 * chl_check_row_run:
 * @self: a row
 *
 * Checks now, and shows the steps while it does. A check that runs already is given up.
 */
void
chl_check_row_run (ChlCheckRow *self)
{
  g_return_if_fail (CHL_IS_CHECK_ROW (self));
  g_return_if_fail (self->provider != NULL);

  chl_region_trial_forget (self->trial);
  run (self);
}

/**
 * chl_check_row_is_running:
 * @self: a row
 *
 * Returns: whether a check runs
 */
gboolean
chl_check_row_is_running (ChlCheckRow *self)
{
  g_return_val_if_fail (CHL_IS_CHECK_ROW (self), FALSE);

  return self->running != NULL;
}

/**
 * chl_check_row_focus:
 * @self: a row
 *
 * Puts the cursor on what checks.
 */
void
chl_check_row_focus (ChlCheckRow *self)
{
  g_return_if_fail (CHL_IS_CHECK_ROW (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->button));
}
