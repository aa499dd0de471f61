/* chl-ctl-wish.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-ctl-wish"

#include "config.h"

#include "chl-ctl.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chl-error.h"
#include "chl-provider-list.h"
#include "chl-roles.h"

/* What any vendor takes is far below; above it is a typing error. */
#define MAX_TEMPERATURE 100

/* Whether @provider may be asked at all. */
static gboolean
check_provider (ChlProvider *provider,
                GError     **error)
{
  const char *id = chl_provider_get_id (provider);

  if (chl_provider_get_state (provider) == CHL_PROVIDER_BROKEN_FILE)
    g_set_error_literal (error, CHL_ERROR, CHL_ERROR_BROKEN_FILE,
                         chl_provider_get_detail (provider));
  else if (!chl_provider_is_enabled (provider))
    g_set_error (error, CHL_ERROR, CHL_ERROR_FAILED,
                 _ ("%s is turned off; “chatelainectl enable %s” turns it on"),
                    chl_provider_get_title (provider), id);
  else
    return TRUE;

  return FALSE;
}

/**
 * chl_ctl_find_model:
 * @ctl: the run
 * @name: (nullable): PROVIDER/MODEL; it need not be on, or listed
 * @role: whose model it is without a name
 * @out_model_id: (out) (transfer full): the provider's own id of the model
 * @error: (out) (optional): why there is none
 *
 * Returns: (transfer none) (nullable): its provider
 */
ChlProvider *
chl_ctl_find_model (ChlCtl     *ctl,
                    const char *name,
                    ChlRole     role,
                    char      **out_model_id,
                    GError    **error)
{
  ChlProviderList *providers = chl_engine_get_providers (ctl->engine);
  g_autofree char *provider_id = NULL;
  g_autofree char *why = NULL;
  ChlProvider     *provider;
  ChlModel        *model;

  if (name != NULL)
    {
      if (!chl_model_split_full_id (name, &provider_id, out_model_id))
        {
          g_set_error (error, CHL_ERROR, CHL_ERROR_INVALID,
                       _ ("A model is PROVIDER/MODEL, not “%s”"), name);
          return NULL;
        }

      if (!(provider = chl_provider_list_find (providers, provider_id)))
        g_set_error (error, CHL_ERROR, CHL_ERROR_INVALID,
                     _ ("There is no provider “%s”; “chatelainectl providers” lists them"),
                        provider_id);
      return provider != NULL && check_provider (provider, error) ? provider : NULL;
    }

  if (!(model = chl_roles_resolve (chl_engine_get_roles (ctl->engine), role, &why)))
    {
      g_set_error_literal (error, CHL_ERROR, CHL_ERROR_FAILED, why);
      return NULL;
    }

  *out_model_id = g_strdup (chl_model_get_id (model));
  return chl_provider_list_find (providers, chl_model_get_provider_id (model));
}

/**
 * chl_ctl_read_temperature:
 * @text: what was typed
 * @out_temperature: (out): the number; written on success only
 * @error: (out) (optional): %CHL_ERROR_INVALID
 *
 * Returns: whether it is one
 */
gboolean
chl_ctl_read_temperature (const char *text,
                          double     *out_temperature,
                          GError    **error)
{
  /* Not all that strtod() knows: hexadecimal numbers and “inf” are typing errors here. */
  gboolean is_number = text[strspn (text, "0123456789.")] == '\0';
  char    *end = NULL;
  double   temperature = g_ascii_strtod (text, &end);

  if (!is_number || end == text || *end != '\0' || temperature > MAX_TEMPERATURE)
    {
      g_set_error (error, CHL_ERROR, CHL_ERROR_INVALID, _ ("“%s” is no temperature"), text);
      return FALSE;
    }

  *out_temperature = temperature;
  return TRUE;
}

/**
 * chl_ctl_check_max_tokens:
 * @max_tokens: what was typed; 0 for nothing
 * @max_output: (inout): the longest answer; stays as it is where nothing was typed
 * @error: (out) (optional): %CHL_ERROR_INVALID
 *
 * Returns: whether it can be that
 */
gboolean
chl_ctl_check_max_tokens (int      max_tokens,
                          gint64  *max_output,
                          GError **error)
{
  if (max_tokens < 0)
    {
      g_set_error_literal (error, CHL_ERROR, CHL_ERROR_INVALID,
                           _ ("The longest answer cannot be less than nothing"));
      return FALSE;
    }

  if (max_tokens > 0)
    *max_output = max_tokens;
  return TRUE;
}
