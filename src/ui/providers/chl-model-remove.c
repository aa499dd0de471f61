/* chl-model-remove.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-model-remove"

#include "config.h"

#include "chl-model-remove.h"

#include <glib/gi18n-lib.h>

#include "chl-model-join.h"
#include "chl-settings-help.h"

/* What was taken out, to be put back. */
typedef struct
{
  GtkWidget   *window;   /* (unowned) (nullable) weak: tells what goes wrong */
  ChlEngine   *engine;   /* (owned) */
  ChlProvider *provider; /* (owned) */
  ChlModel    *model;    /* (owned) */
} Removal;

static void
removal_free (gpointer  data,
              GClosure *closure)
{
  Removal *removal = data;

  g_clear_weak_pointer (&removal->window);
  g_object_unref (removal->engine);
  g_object_unref (removal->provider);
  g_object_unref (removal->model);
  g_free (removal);
}

/* One of that name may have come back by itself. */
static void
undo_cb (AdwToast *toast,
         Removal  *removal)
{
  if (chl_provider_find_model (removal->provider, chl_model_get_id (removal->model)) != NULL)
    return;

  chl_provider_add_model (removal->provider, removal->model);
  chl_model_join_keep (removal->engine, removal->provider);
  if (removal->window != NULL)
    chl_settings_save (removal->window, removal->engine, removal->provider);
}

/**
 * chl_model_remove:
 * @widget: a widget in a preferences window, which offers to undo it
 * @engine: the engine
 * @provider: whose model it is
 * @model: a custom one, or one that is gone
 */
void
chl_model_remove (GtkWidget   *widget,
                  ChlEngine   *engine,
                  ChlProvider *provider,
                  ChlModel    *model)
{
  g_autoptr(ChlModel) kept = NULL;
  g_autofree char *title = NULL;
  g_autofree char *words = NULL;
  GtkRoot         *root;
  AdwToast        *toast;
  Removal         *removal;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (CHL_IS_MODEL (model));

  kept = g_object_ref (model);
  root = gtk_widget_get_root (widget);
  chl_provider_remove_model (provider, chl_model_get_id (model));
  chl_model_join_keep (engine, provider);
  chl_settings_save (GTK_WIDGET (root), engine, provider);
  if (!ADW_IS_PREFERENCES_WINDOW (root))
    return;

  title = g_markup_escape_text (chl_model_get_title (model), -1);
  /* Translators: the name of a model. */
  words = g_strdup_printf (_("%s was removed"), title);
  removal = g_new0 (Removal, 1);
  g_set_weak_pointer (&removal->window, GTK_WIDGET (root));
  removal->engine = g_object_ref (engine);
  removal->provider = g_object_ref (provider);
  removal->model = g_steal_pointer (&kept);
  toast = adw_toast_new (words);
  adw_toast_set_button_label (toast, _("_Undo"));
  g_signal_connect_data (toast, "button-clicked", G_CALLBACK (undo_cb), removal, removal_free, 0);
  adw_preferences_window_add_toast (ADW_PREFERENCES_WINDOW (root), toast);
}
