/* chl-provider-page-refresh.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-provider-page"

#include "config.h"

#include "chl-discovery.h"
#include "chl-provider-page-private.h"
#include "chl-settings-help.h"

/* Without any models the page says what to do instead. Returns: whether it said what failed */
static gboolean
show_failure (ChlProviderPage *self,
              const GError    *error)
{
  if (g_list_model_get_n_items (chl_provider_get_models (self->provider)) == 0)
    return FALSE;

  chl_model_news_show_failure (self->news, self->provider, error);

  return TRUE;
}

/* In the first list of all, all are there for the first time, which is no news. */
static void
show_news (ChlProviderPage     *self,
           const ChlDiscovered *discovered,
           gboolean             is_asked_for)
{
  gboolean is_first = discovered->n_new == discovered->n_models && discovered->n_gone == 0;
  gboolean is_same = discovered->n_new == 0 && discovered->n_gone == 0 && discovered->n_changed == 0;

  if ((is_first && !discovered->is_empty) || (is_same && !is_asked_for))
    chl_model_news_clear (self->news);
  else
    chl_model_news_show (self->news, discovered);
}

static void
refreshed_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  ChlProviderPage *self = user_data;
  g_autoptr(GError) error = NULL;
  ChlDiscovered discovered = { 0 };
  gboolean      is_read;

  is_read = chl_discovery_refresh_finish (CHL_ENGINE (object), result, &discovered, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  gtk_stack_set_visible_child_name (self->refresh_stack, "button");
  if (!is_read)
    {
      if (!show_failure (self, error))
        chl_settings_toast_error (GTK_WIDGET (self), error);
      return;
    }

  show_news (self, &discovered, TRUE);
  chl_settings_save (GTK_WIDGET (self), self->engine, self->provider);
}

/* Nobody asked for it, so that it went well or badly is told on the page only. */
static void
freshened_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  ChlProviderPage *self = user_data;
  g_autoptr(GError) error = NULL;
  ChlDiscovered discovered = { 0 };
  gboolean      is_fresh;

  is_fresh = chl_discovery_freshen_finish (CHL_ENGINE (object), result, &discovered, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  gtk_stack_set_visible_child_name (self->refresh_stack, "button");
  if (!is_fresh)
    show_failure (self, error);
  else
    show_news (self, &discovered, FALSE);
  if (discovered.n_new > 0 || discovered.n_gone > 0)
    chl_settings_save (GTK_WIDGET (self), self->engine, self->provider);
}

/* Asks for the models because the person wants to know. */
void
chl_provider_page_refresh (ChlProviderPage *self)
{
  gtk_stack_set_visible_child_name (self->refresh_stack, "spinner");
  chl_discovery_refresh_async (self->engine, self->provider, self->cancellable, refreshed_cb,
                               self);
}

/**
 * chl_provider_page_freshen:
 * @self: a page that was opened
 *
 * Sees to what the page shows: the list of models is fetched again if it may be out of date, and
 * the key is asked for where the provider has asked for one.
 */
void
chl_provider_page_freshen (ChlProviderPage *self)
{
  g_return_if_fail (CHL_IS_PROVIDER_PAGE (self));

  if (chl_provider_get_state (self->provider) == CHL_PROVIDER_NO_KEY &&
      gtk_widget_get_visible (GTK_WIDGET (self->key_row)))
    chl_provider_page_edit (self, "key");

  if (!chl_discovery_is_due (self->engine, self->provider) ||
      chl_check_row_is_running (self->check_row))
    return;

  gtk_stack_set_visible_child_name (self->refresh_stack, "spinner");
  chl_discovery_freshen_async (self->engine, self->provider, self->cancellable, freshened_cb, self);
}
