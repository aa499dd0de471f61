/* chl-proposal-group.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-proposal-group"

#include "config.h"

#include "chl-proposal-group.h"

#include <glib/gi18n-lib.h>

#include "chl-model-turn.h"
#include "chl-proposal.h"
#include "chl-roles.h"
#include "chl-settings-help.h"
#include "chl-weighing.h"

/* Models up to which all are weighed, and how many at a time: at some 35 µs each, a small part of a
 * frame's time. */
#define MAX_WEIGHED 5000
#define STEP 40

struct _ChlProposalGroup
{
  AdwPreferencesGroup parent_instance;

  ChlEngine   *engine;   /* (owned) (nullable) until it is set */
  ChlProvider *provider; /* (owned) (nullable) */
  GPtrArray   *picks;    /* (owned) (nullable) (element-type ChlPick) what is proposed now */
  GPtrArray   *rows;     /* (owned) (element-type GtkWidget) (unowned) one for each */
  GPtrArray   *checks;   /* (owned) (element-type GtkCheckButton) (unowned) one for each */
  ChlWeighing *weighing; /* (owned) (nullable) of what is to be proposed next */
  guint        idle_id;  /* source that goes on with it */
  GtkWidget   *button;   /* (unowned) */
};

G_DEFINE_FINAL_TYPE (ChlProposalGroup, chl_proposal_group, ADW_TYPE_PREFERENCES_GROUP)

enum
{
  SIGNAL_TAKEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gboolean
is_chosen (ChlProposalGroup *self,
           guint             i)
{
  return gtk_check_button_get_active (g_ptr_array_index (self->checks, i));
}

static void
update_button (ChlProposalGroup *self)
{
  guint n = 0;

  for (guint i = 0; i < self->checks->len; i++)
    n += is_chosen (self, i) ? 1 : 0;

  gtk_widget_set_sensitive (self->button, n > 0);
}

/* They can be turned off again, all at once, as long as the toast is there. */
static void
turn_on_cb (ChlProposalGroup *self)
{
  g_autoptr(GListStore) models = g_list_store_new (CHL_TYPE_MODEL);

  for (guint i = 0; i < self->checks->len; i++)
    if (is_chosen (self, i))
      g_list_store_append (models, ((const ChlPick *) g_ptr_array_index (self->picks, i))->model);

  g_signal_emit (self, signals[SIGNAL_TAKEN], 0);
  chl_model_turn (GTK_WIDGET (self), self->engine, self->provider, G_LIST_MODEL (models), TRUE);
}

static void
add_row (ChlProposalGroup *self,
         const ChlPick    *pick)
{
  GtkWidget       *row = adw_action_row_new ();
  GtkWidget       *check = gtk_check_button_new ();
  const char      *title = chl_model_get_title (pick->model);
  g_autofree char *why = NULL;

  /* Translators: a kind of work, then why a model suits it, such as “Light Chat: quick and cheap”. */
  why = g_strdup_printf (_("%s: %s"), chl_role_get_title (pick->role), pick->reason);
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
  chl_settings_set_name (check, title);
  g_signal_connect_object (check, "toggled", G_CALLBACK (update_button), self, G_CONNECT_SWAPPED);
  /* libadwaita < 1.3: a title that is set together with this is still read as markup. */
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  g_object_set (row, "title", title, "subtitle", why, NULL);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_ptr_array_add (self->rows, row);
  g_ptr_array_add (self->checks, check);
}

/* What was unticked stays so while the same is proposed. */
static gboolean
is_same (GPtrArray *a,
         GPtrArray *b)
{
  if (a == NULL || a->len != b->len)
    return FALSE;

  for (guint i = 0; i < a->len; i++)
    {
      const ChlPick *pick_a = g_ptr_array_index (a, i);
      const ChlPick *pick_b = g_ptr_array_index (b, i);

      if (pick_a->model != pick_b->model || pick_a->role != pick_b->role ||
          !g_str_equal (pick_a->reason, pick_b->reason))
        return FALSE;
    }

  return TRUE;
}

static void
update (ChlProposalGroup *self)
{
  g_autoptr(GPtrArray) picks = chl_weighing_build (self->weighing);

  if (!is_same (self->picks, picks))
    {
      for (guint i = 0; i < self->rows->len; i++)
        adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self),
                                      g_ptr_array_index (self->rows, i));
      g_ptr_array_set_size (self->rows, 0);
      g_ptr_array_set_size (self->checks, 0);
      g_clear_pointer (&self->picks, g_ptr_array_unref);
      self->picks = g_ptr_array_ref (picks);
      for (guint i = 0; i < picks->len; i++)
        add_row (self, g_ptr_array_index (picks, i));
    }

  update_button (self);
  gtk_widget_set_visible (GTK_WIDGET (self), picks->len > 0);
}

static void
stop_weighing (ChlProposalGroup *self)
{
  g_clear_handle_id (&self->idle_id, g_source_remove);
  g_clear_pointer (&self->weighing, chl_weighing_free);
}

static gboolean
weigh_cb (gpointer user_data)
{
  ChlProposalGroup *self = user_data;

  if (!chl_weighing_step (self->weighing, STEP))
    return G_SOURCE_CONTINUE;

  self->idle_id = 0;
  update (self);
  stop_weighing (self);

  return G_SOURCE_REMOVE;
}

/* When there is time, once for all that changes at once; at once for what is not to be proposed any
 * more. */
static void
changed_cb (ChlProposalGroup *self)
{
  guint    n_models = g_list_model_get_n_items (chl_provider_get_models (self->provider));
  gboolean is_due = chl_provider_get_n_enabled_models (self->provider) == 0 &&
                    n_models <= MAX_WEIGHED;

  stop_weighing (self);
  if (!is_due)
    {
      gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
      return;
    }

  self->weighing = chl_weighing_new (self->engine, self->provider);
  self->idle_id = g_idle_add_full (G_PRIORITY_LOW, weigh_cb, self, NULL);
}

static void
chl_proposal_group_dispose (GObject *object)
{
  ChlProposalGroup *self = CHL_PROPOSAL_GROUP (object);

  stop_weighing (self);
  g_ptr_array_set_size (self->rows, 0);
  g_ptr_array_set_size (self->checks, 0);
  g_clear_pointer (&self->picks, g_ptr_array_unref);
  g_clear_object (&self->provider);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (chl_proposal_group_parent_class)->dispose (object);
}

static void
chl_proposal_group_finalize (GObject *object)
{
  ChlProposalGroup *self = CHL_PROPOSAL_GROUP (object);

  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->checks, g_ptr_array_unref);

  G_OBJECT_CLASS (chl_proposal_group_parent_class)->finalize (object);
}

static void
chl_proposal_group_class_init (ChlProposalGroupClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = chl_proposal_group_dispose;
  object_class->finalize = chl_proposal_group_finalize;

  /**
   * ChlProposalGroup::taken:
   *
   * The models are going to be turned on, and the group goes away: the focus shall not go with it.
   */
  signals[SIGNAL_TAKEN] = g_signal_new ("taken", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
chl_proposal_group_init (ChlProposalGroup *self)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (self);

  self->rows = g_ptr_array_new ();
  self->checks = g_ptr_array_new ();
  self->button = gtk_button_new_with_label (C_("verb", "Turn On"));
  gtk_widget_set_valign (self->button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->button, "suggested-action");
  g_signal_connect_object (self->button, "clicked", G_CALLBACK (turn_on_cb), self,
                           G_CONNECT_SWAPPED);
  adw_preferences_group_set_title (group, _("Good to Begin With"));
  adw_preferences_group_set_description (group, _("No model is on yet. These suit most people."));
  adw_preferences_group_set_header_suffix (group, self->button);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * chl_proposal_group_set_provider:
 * @self: a group that has none yet
 * @engine: the engine
 * @provider: whose models are proposed
 */
void
chl_proposal_group_set_provider (ChlProposalGroup *self,
                                 ChlEngine        *engine,
                                 ChlProvider      *provider)
{
  g_return_if_fail (CHL_IS_PROPOSAL_GROUP (self));
  g_return_if_fail (self->provider == NULL);

  self->engine = g_object_ref (engine);
  self->provider = g_object_ref (provider);
  g_signal_connect_object (provider, "notify::n-enabled-models", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (chl_provider_get_models (provider), "items-changed",
                           G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  changed_cb (self);
}
