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
 * chl_ctl_parse_wish:
 * @argc: (inout): words
 * @argv: (inout): words
 * @summary: what the command does, for --help
 * @entries: its own options
 * @has_sampling: whether there is something to say about how long and how free the answer is
 * @wish: what is wished for in any case
 *
 * Returns: %FALSE after saying what is wrong
 */
gboolean
chl_ctl_parse_wish (int                *argc,
                    char             ***argv,
                    const char         *summary,
                    const GOptionEntry *entries,
                    gboolean            has_sampling,
                    ChlCtlWish         *wish)
{
  g_autoptr(GOptionContext) context = chl_ctl_new_context ((*argv)[0]);
  const GOptionEntry first[] = {
    { "model", 'm', 0, G_OPTION_ARG_STRING, &wish->model, N_ ("Ask this model"), "PROVIDER/MODEL" },
    G_OPTION_ENTRY_NULL
  };
  const GOptionEntry sampling[] = {
    { "max-tokens", 0, 0, G_OPTION_ARG_INT, &wish->max_tokens, N_ ("Longest answer"), "N" },
    { "temperature", 0, 0, G_OPTION_ARG_STRING, &wish->temperature, N_ ("Temperature"), "T" },
    G_OPTION_ENTRY_NULL
  };
  const GOptionEntry last[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &wish->as_json, N_ ("Print the result as JSON at the end"), NULL },
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &wish->dry_run,
      N_ ("Send nothing; print the request, without secrets"), NULL },
    G_OPTION_ENTRY_NULL
  };

  g_option_context_set_summary (context, summary);
  g_option_context_add_main_entries (context, first, GETTEXT_PACKAGE);
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (has_sampling)
    g_option_context_add_main_entries (context, sampling, GETTEXT_PACKAGE);
  g_option_context_add_main_entries (context, last, GETTEXT_PACKAGE);

  return chl_ctl_parse_words (context, argc, argv);
}

void
chl_ctl_wish_clear (ChlCtlWish *wish)
{
  g_free (wish->model);
  g_free (wish->temperature);
}

/* Not all that strtod() knows: hexadecimal numbers and “inf” are typing errors here. */
static gboolean
read_temperature (const char *text,
                  double     *out_temperature,
                  GError    **error)
{
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
 * chl_ctl_wish_read:
 * @wish: what was typed
 * @temperature: (inout): stays as it is where nothing was typed
 * @max_output: (inout): the longest answer; likewise
 * @error: (out) (optional): %CHL_ERROR_INVALID
 *
 * Returns: whether it can be that
 */
gboolean
chl_ctl_wish_read (const ChlCtlWish *wish,
                   double           *temperature,
                   gint64           *max_output,
                   GError          **error)
{
  if (wish->temperature != NULL && !read_temperature (wish->temperature, temperature, error))
    return FALSE;

  if (wish->max_tokens < 0)
    {
      g_set_error_literal (error, CHL_ERROR, CHL_ERROR_INVALID,
                           _ ("The longest answer cannot be less than nothing"));
      return FALSE;
    }

  if (wish->max_tokens > 0)
    *max_output = wish->max_tokens;
  return TRUE;
}
