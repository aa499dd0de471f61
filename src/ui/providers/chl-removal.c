/* chl-removal.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-removal"

#include "config.h"

#include "chl-removal.h"

#include <glib/gi18n-lib.h>

#include "chl-provider-list.h"
#include "chl-settings-help.h"

#define REMOVAL_KEY "chl-removal"

/* The time between the removal of a provider and its end, in which it can be taken back. */
typedef struct
{
  ChlEngine   *engine;   /* (owned) */
  ChlProvider *provider; /* (owned) */
  GWeakRef     window;   /* where to say what goes wrong */
  gboolean     is_over;
} Removal;

static void
removal_free (Removal *removal)
{
  g_weak_ref_clear (&removal->window);
  g_object_unref (removal->provider);
  g_object_unref (removal->engine);
  g_free (removal);
}

static void
removed_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(AdwToast) toast = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GtkWidget) window = NULL;
  Removal *removal = g_object_get_data (G_OBJECT (toast), REMOVAL_KEY);

  if (chl_provider_list_remove_finish (CHL_PROVIDER_LIST (object), result, &error))
    return;

  window = g_weak_ref_get (&removal->window);
  if (window != NULL)
    chl_settings_toast_error (window, error);
}

/**
 * chl_removal_start:
 * @engine: the engine
 * @provider: whom to remove
 * @window: where the toast will be shown
 *
 * Takes a provider off the list. Its file and its secrets go when the toast does, or with
 * chl_removal_commit(); chl_removal_undo() brings it back.
 *
 * Returns: (transfer full): what tells of it and offers to undo it
 */
AdwToast *
chl_removal_start (ChlEngine            *engine,
                   ChlProvider          *provider,
                   AdwPreferencesWindow *window)
{
  Removal         *removal = g_new0 (Removal, 1);
  g_autofree char *title = g_markup_escape_text (chl_provider_get_title (provider), -1);
  /* Translators: the name of a provider. */
  g_autofree char *words = g_strdup_printf (_("%s was removed"), title);
  AdwToast        *toast = adw_toast_new (words);

  removal->engine = g_object_ref (engine);
  removal->provider = g_object_ref (provider);
  g_weak_ref_init (&removal->window, window);
  g_object_set_data_full (G_OBJECT (toast), REMOVAL_KEY, removal, (GDestroyNotify) removal_free);

  adw_toast_set_button_label (toast, _("Undo"));
  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
  g_signal_connect (toast, "button-clicked", G_CALLBACK (chl_removal_undo), NULL);
  g_signal_connect (toast, "dismissed", G_CALLBACK (chl_removal_commit), NULL);
  chl_provider_list_hide (chl_engine_get_providers (engine), provider);

  return toast;
}

/**
 * chl_removal_undo:
 * @toast: what chl_removal_start() returned
 *
 * Brings the provider back, unless its time is over.
 */
void
chl_removal_undo (AdwToast *toast)
{
  Removal *removal = g_object_get_data (G_OBJECT (toast), REMOVAL_KEY);

  if (removal->is_over)
    return;

  removal->is_over = TRUE;
  chl_provider_list_unhide (chl_engine_get_providers (removal->engine), removal->provider);
}

/**
 * chl_removal_commit:
 * @toast: what chl_removal_start() returned
 *
 * Removes the provider for good, unless it was brought back.
 */
void
chl_removal_commit (AdwToast *toast)
{
  Removal *removal = g_object_get_data (G_OBJECT (toast), REMOVAL_KEY);

  if (removal->is_over)
    return;

  removal->is_over = TRUE;
  chl_provider_list_remove_async (chl_engine_get_providers (removal->engine), removal->provider,
                                  NULL, removed_cb, g_object_ref (toast));
}
