/* chl-effort-row.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-effort-row"

#include "config.h"

#include "chl-effort-row.h"

#include <glib/gi18n-lib.h>

struct _ChlEffortRow
{
  AdwComboRow parent_instance;

  ChlEfforts efforts;
  guint8     shown[CHL_EFFORT_MAX + 1]; /* a #ChlEffort for each row of the list */
  guint      n_shown;
  gboolean   is_updating;
};

G_DEFINE_FINAL_TYPE (ChlEffortRow, chl_effort_row, ADW_TYPE_COMBO_ROW)

enum
{
  SIGNAL_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* In the order of #ChlEffort. */
static const char *const labels[] = {
  NC_ ("effort", "Default"),
  NC_ ("effort", "Off"),
  NC_ ("effort", "Minimal"),
  NC_ ("effort", "Low"),
  NC_ ("effort", "Medium"),
  NC_ ("effort", "High"),
  NC_ ("effort", "Very High"),
  NC_ ("effort", "Maximum"),
};

G_STATIC_ASSERT (G_N_ELEMENTS (labels) == CHL_EFFORT_MAX + 1);

/* What can be chosen, and what was chosen: a model may have been another one then. */
static void
fill (ChlEffortRow *self,
      ChlEfforts    efforts,
      ChlEffort     chosen)
{
  g_autoptr(GtkStringList) list = gtk_string_list_new (NULL);

  self->efforts = efforts;
  self->n_shown = 0;
  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    {
      ChlEffort effort = (ChlEffort) i;

      if (!chl_efforts_has (efforts, effort) && effort != chosen)
        continue;

      gtk_string_list_append (list, efforts.is_switch && effort == CHL_EFFORT_HIGH
                              ? C_ ("effort", "On")
                                    : g_dpgettext2 (GETTEXT_PACKAGE, "effort", labels[i]));
      self->shown[self->n_shown++] = (guint8) i;
    }
  adw_combo_row_set_model (ADW_COMBO_ROW (self), G_LIST_MODEL (list));
}

static guint
find_row (ChlEffortRow *self,
          ChlEffort     effort)
{
  for (guint i = 0; i < self->n_shown; i++)
    if (self->shown[i] == effort)
      return i;

  return GTK_INVALID_LIST_POSITION;
}

static void
selected_cb (ChlEffortRow *self)
{
  guint row = adw_combo_row_get_selected (ADW_COMBO_ROW (self));

  if (!self->is_updating && row < self->n_shown)
    g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, (int) self->shown[row]);
}

static void
chl_effort_row_class_init (ChlEffortRowClass *klass)
{
  /**
   * ChlEffortRow::chosen:
   * @effort: a #ChlEffort
   *
   * The person chose another level, or the same again.
   */
  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
}

static void
chl_effort_row_init (ChlEffortRow *self)
{
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), _("Thinking"));
  g_signal_connect (self, "notify::selected", G_CALLBACK (selected_cb), NULL);
}

/**
 * chl_effort_row_new:
 *
 * Returns: (transfer floating): a new #ChlEffortRow, with nothing to choose from
 */
GtkWidget *
chl_effort_row_new (void)
{
  return g_object_new (CHL_TYPE_EFFORT_ROW, NULL);
}

/**
 * chl_effort_row_show:
 * @self: a row
 * @efforts: what can be chosen
 * @chosen: what was
 *
 * Shows what was chosen, also where it is not among what can be: a model may have been another one
 * then. The list is made anew only where it has to be: one that tells what was chosen from it must
 * not be lost meanwhile.
 */
void
chl_effort_row_show (ChlEffortRow *self,
                     ChlEfforts    efforts,
                     ChlEffort     chosen)
{
  g_return_if_fail (CHL_IS_EFFORT_ROW (self));

  self->is_updating = TRUE;
  if (find_row (self, chosen) == GTK_INVALID_LIST_POSITION ||
      efforts.levels != self->efforts.levels || efforts.is_switch != self->efforts.is_switch)
    fill (self, efforts, chosen);
  adw_combo_row_set_selected (ADW_COMBO_ROW (self), find_row (self, chosen));
  self->is_updating = FALSE;

  if (efforts.levels == 1u << CHL_EFFORT_DEFAULT)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (self), _("This model cannot be told how much"));
  else
    adw_action_row_set_subtitle (ADW_ACTION_ROW (self), _("How much, before it answers"));
}
