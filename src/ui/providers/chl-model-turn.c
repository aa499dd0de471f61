/* chl-model-turn.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-model-turn"

#include "config.h"

#include "chl-model-turn.h"

#include <glib/gi18n-lib.h>

#include "chl-settings-help.h"

/* What was turned, to be turned back. */
typedef struct
{
  GtkWidget   *window;   /* (unowned) (nullable) weak: tells what goes wrong */
  ChlEngine   *engine;   /* (owned) */
  ChlProvider *provider; /* (owned) */
  GPtrArray   *models;   /* (owned) (element-type ChlModel) those that changed */
  gboolean     was_on;
} Turn;

static void
turn_free (gpointer  data,
           GClosure *closure)
{
  Turn *turn = data;

  g_clear_weak_pointer (&turn->window);
  g_object_unref (turn->engine);
  g_object_unref (turn->provider);
  g_ptr_array_unref (turn->models);
  g_free (turn);
}

/* One notification for all of them: there may be thousands. */
static void
set_all (ChlProvider *provider,
         GPtrArray   *models,
         gboolean     is_on)
{
  g_object_freeze_notify (G_OBJECT (provider));
  for (guint i = 0; i < models->len; i++)
    chl_model_set_enabled (g_ptr_array_index (models, i), is_on);
  g_object_thaw_notify (G_OBJECT (provider));
}

static void
undo_cb (AdwToast *toast,
         Turn     *turn)
{
  set_all (turn->provider, turn->models, turn->was_on);
  if (turn->window != NULL)
    chl_settings_save (turn->window, turn->engine, turn->provider);
}

static void
offer_undo (Turn *turn)
{
  g_autofree char *words = NULL;
  AdwToast        *toast;
  guint            n = turn->models->len;

  words = turn->was_on ? g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u model turned off",
                                                       "%u models turned off", n),
                                          n)
                       : g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u model turned on",
                                                       "%u models turned on", n),
                                          n);
  toast = adw_toast_new (words);
  adw_toast_set_button_label (toast, _("_Undo"));
  g_signal_connect_data (toast, "button-clicked", G_CALLBACK (undo_cb), turn, turn_free, 0);
  adw_preferences_window_add_toast (ADW_PREFERENCES_WINDOW (turn->window), toast);
}

/**
 * chl_model_turn:
 * @widget: a widget in a preferences window, which offers to undo it
 * @engine: the engine
 * @provider: whose models they are
 * @models: (element-type ChlModel): which ones; may change while they are turned
 * @is_on: whether to turn them on
 *
 * Returns: how many of them were not so before
 */
guint
chl_model_turn (GtkWidget   *widget,
                ChlEngine   *engine,
                ChlProvider *provider,
                GListModel  *models,
                gboolean     is_on)
{
  g_autoptr(GPtrArray) changed = g_ptr_array_new_with_free_func (g_object_unref);
  GtkRoot *root;
  Turn    *turn;
  guint    n_changed;

  g_return_val_if_fail (GTK_IS_WIDGET (widget), 0);
  g_return_val_if_fail (G_IS_LIST_MODEL (models), 0);

  for (guint i = 0; i < g_list_model_get_n_items (models); i++)
    {
      g_autoptr(ChlModel) model = g_list_model_get_item (models, i);

      if (chl_model_is_enabled (model) != is_on)
        g_ptr_array_add (changed, g_object_ref (model));
    }

  n_changed = changed->len;
  if (n_changed == 0)
    return 0;

  set_all (provider, changed, is_on);
  chl_settings_save (widget, engine, provider);

  root = gtk_widget_get_root (widget);
  if (!ADW_IS_PREFERENCES_WINDOW (root))
    return n_changed;

  turn = g_new0 (Turn, 1);
  g_set_weak_pointer (&turn->window, GTK_WIDGET (root));
  turn->engine = g_object_ref (engine);
  turn->provider = g_object_ref (provider);
  turn->models = g_steal_pointer (&changed);
  turn->was_on = !is_on;
  offer_undo (turn);

  return n_changed;
}
