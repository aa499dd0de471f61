/* chl-region-trial.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-region-trial"

#include "config.h"

#include "chl-region-trial.h"

#include <glib/gi18n-lib.h>

#include "chl-keys.h"
#include "chl-settings-help.h"
#include "chl-site.h"

struct _ChlRegionTrial
{
  ChlEngine   *engine;   /* (owned) (not nullable) */
  ChlProvider *provider; /* (owned) (not nullable) */
  GPtrArray   *refused;  /* (owned) (element-type utf8) regions, the first one the person's own */
};

/* The region as it is set, or the usual one. */
static const char *
get_region (ChlProvider *provider)
{
  const ChlOption *option =
    chl_option_find (chl_provider_get_family (provider)->options, CHL_OPTION_REGION);
  const char *value = chl_provider_get_option (provider, CHL_OPTION_REGION);

  if (option == NULL)
    return NULL;

  return value != NULL && chl_option_check (option, value, NULL) ? value : option->choices[0].value;
}

static const char *
get_title (ChlProvider *provider,
           const char  *region)
{
  const ChlOption *option =
    chl_option_find (chl_provider_get_family (provider)->options, CHL_OPTION_REGION);

  for (const ChlChoice *choice = option->choices; choice->value != NULL; choice++)
    if (g_strcmp0 (choice->value, region) == 0)
      return g_dgettext (GETTEXT_PACKAGE, choice->title);

  return region;
}

/**
 * chl_region_trial_new:
 * @engine: the engine
 * @provider: whose key
 *
 * Returns: (transfer full): a trial of which nothing is known yet
 */
ChlRegionTrial *
chl_region_trial_new (ChlEngine   *engine,
                      ChlProvider *provider)
{
  ChlRegionTrial *self;

  g_return_val_if_fail (CHL_IS_ENGINE (engine), NULL);
  g_return_val_if_fail (CHL_IS_PROVIDER (provider), NULL);

  self = g_new0 (ChlRegionTrial, 1);
  self->engine = g_object_ref (engine);
  self->provider = g_object_ref (provider);
  self->refused = g_ptr_array_new_with_free_func (g_free);

  return self;
}

void
chl_region_trial_free (ChlRegionTrial *self)
{
  g_return_if_fail (self != NULL);

  g_object_unref (self->engine);
  g_object_unref (self->provider);
  g_ptr_array_unref (self->refused);
  g_free (self);
}

/* There may be another key, or the person chose a region. */
void
chl_region_trial_forget (ChlRegionTrial *self)
{
  g_return_if_fail (self != NULL);

  g_ptr_array_set_size (self->refused, 0);
}

/* The region that is set now does not take the key. */
void
chl_region_trial_note_refusal (ChlRegionTrial *self)
{
  const char *region;

  g_return_if_fail (self != NULL);

  region = get_region (self->provider);
  if (region != NULL &&
      !g_ptr_array_find_with_equal_func (self->refused, region, g_str_equal, NULL))
    g_ptr_array_add (self->refused, g_strdup (region));
}

/* Whether any region refused the key already. */
gboolean
chl_region_trial_is_begun (ChlRegionTrial *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->refused->len > 0;
}

/**
 * chl_region_trial_find_next:
 * @self: a trial
 *
 * Returns: (nullable) (transfer none): a region with the same plan that did not refuse the key yet
 */
const char *
chl_region_trial_find_next (ChlRegionTrial *self)
{
  const ChlSite *now;
  const ChlSite *site;

  g_return_val_if_fail (self != NULL, NULL);

  now = chl_site_get (self->provider);
  if (now == NULL || now->region == NULL)
    return NULL;

  for (site = chl_provider_get_family (self->provider)->sites; site->endpoint != NULL; site++)
    if (site->region != NULL && g_strcmp0 (site->plan, now->plan) == 0 &&
        g_strcmp0 (site->region, now->region) != 0 &&
        !g_ptr_array_find_with_equal_func (self->refused, site->region, g_str_equal, NULL))
      return site->region;

  return NULL;
}

/* Whether more than one region was tried, and none is left. */
gboolean
chl_region_trial_is_over (ChlRegionTrial *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->refused->len > 1 && chl_region_trial_find_next (self) == NULL;
}

/* The key is for there from now on: a person said so, or had said so before. */
static void
use_region (ChlRegionTrial     *self,
            const char         *region,
            GtkWidget          *widget,
            GCancellable       *cancellable,
            GAsyncReadyCallback callback,
            gpointer            user_data)
{
  const ChlOption *option =
    chl_option_find (chl_provider_get_family (self->provider)->options, CHL_OPTION_REGION);

  /* The usual one is not written. */
  chl_provider_set_option (self->provider, CHL_OPTION_REGION,
                           g_str_equal (region, option->choices[0].value) ? NULL : region);
  chl_settings_save (widget, self->engine, self->provider);
  chl_keys_confirm_origin_async (chl_engine_get_keys (self->engine), self->provider, cancellable,
                                 callback, user_data);
}

/**
 * chl_region_trial_go_on:
 * @self: a trial with a region that was not tried yet
 * @widget: where to say that the provider could not be saved
 * @cancellable: (nullable): gives up
 * @callback: (scope async): called when the key is for there; finish with chl_keys_change_finish()
 * @user_data: closure for @callback
 *
 * Sets the next region. The person asked for that, and says by it that the key may go there.
 */
void
chl_region_trial_go_on (ChlRegionTrial     *self,
                        GtkWidget          *widget,
                        GCancellable       *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer            user_data)
{
  const char *next;

  g_return_if_fail (self != NULL);

  next = chl_region_trial_find_next (self);
  g_return_if_fail (next != NULL);

  use_region (self, next, widget, cancellable, callback, user_data);
}

static void
went_home_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GtkWidget) widget = user_data;
  g_autoptr(GError) error = NULL;

  if (!chl_keys_change_finish (CHL_KEYS (object), result, &error))
    chl_settings_toast_error (widget, error);
}

/**
 * chl_region_trial_go_home:
 * @self: a trial that is over
 * @widget: where to say what goes wrong
 * @cancellable: (nullable): gives up
 *
 * Sets the region again that the person had chosen, and lets the key be for there, as it was.
 */
void
chl_region_trial_go_home (ChlRegionTrial *self,
                          GtkWidget      *widget,
                          GCancellable   *cancellable)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (chl_region_trial_is_over (self));

  use_region (self, g_ptr_array_index (self->refused, 0), widget, cancellable, went_home_cb,
              g_object_ref (widget));
}

char *
chl_region_trial_dup_label (ChlRegionTrial *self)
{
  const char *next;

  g_return_val_if_fail (self != NULL, NULL);

  next = chl_region_trial_find_next (self);

  /* Translators: a button; for example, Try Region “China”. */
  return next != NULL ? g_strdup_printf (_("Try Region “%s”"), get_title (self->provider, next))
                      : NULL;
}

char *
chl_region_trial_dup_success (ChlRegionTrial *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_strdup_printf (_("The key is good in the region “%s”, which is set now"),
                             get_title (self->provider, get_region (self->provider)));
}

char *
chl_region_trial_dup_failure (ChlRegionTrial *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_strdup_printf (_("%s refused the key in every region; “%s” is set again."),
                             chl_provider_get_title (self->provider),
                             get_title (self->provider, g_ptr_array_index (self->refused, 0)));
}

/**
 * chl_region_dup_summary:
 * @provider: a provider of a family with regions
 *
 * Not every plan is sold in every region; then the region says nothing.
 *
 * Returns: (transfer full) (nullable): what to say under the choice of a region
 */
char *
chl_region_dup_summary (ChlProvider *provider)
{
  const ChlOption *option;
  const ChlSite   *site;

  g_return_val_if_fail (CHL_IS_PROVIDER (provider), NULL);

  option = chl_option_find (chl_provider_get_family (provider)->options, CHL_OPTION_REGION);
  site = chl_site_get (provider);
  if (site != NULL && site->region == NULL && site->plan != NULL)
    return g_strdup_printf (_("Makes no difference with this plan: requests go to %s"),
                               site->endpoint);
  if (option == NULL || option->summary == NULL)
    return NULL;

  return g_strdup (g_dgettext (GETTEXT_PACKAGE, option->summary));
}
