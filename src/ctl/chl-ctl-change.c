/* chl-ctl-change.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-ctl-change"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "chl-ctl.h"
#include "chl-error.h"
#include "chl-keys.h"
#include "chl-provider-list.h"

static int
set_key (ChlCtl      *ctl,
         ChlProvider *provider,
         ChlSecret   *secret,
         const char  *variable)
{
  ChlKeys *keys = chl_engine_get_keys (ctl->engine);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  if (secret != NULL)
    chl_keys_set_async (keys, provider, secret, FALSE, NULL, chl_ctl_keep_result_cb, &result);
  else if (variable != NULL)
    chl_keys_set_variable_async (keys, provider, variable, NULL, chl_ctl_keep_result_cb, &result);
  else
    chl_keys_remove_async (keys, provider, NULL, chl_ctl_keep_result_cb, &result);

  if (!chl_keys_change_finish (keys, chl_ctl_wait (&result), &error))
    return chl_ctl_fail_at (provider, error);

  return CHL_CTL_OK;
}

static ChlProvider *
add_provider (ChlCtl               *ctl,
              const ChlNewProvider *what,
              GError              **error)
{
  ChlProviderList *providers = chl_engine_get_providers (ctl->engine);
  g_autoptr(GAsyncResult) result = NULL;

  chl_provider_list_add_async (providers, what, NULL, chl_ctl_keep_result_cb, &result);

  return chl_provider_list_add_finish (providers, chl_ctl_wait (&result), error);
}

static int
remove_provider (ChlCtl      *ctl,
                 ChlProvider *provider)
{
  ChlProviderList *providers = chl_engine_get_providers (ctl->engine);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  chl_provider_list_remove_async (providers, provider, NULL, chl_ctl_keep_result_cb, &result);
  if (!chl_provider_list_remove_finish (providers, chl_ctl_wait (&result), &error))
    return chl_ctl_fail_at (provider, error);

  return CHL_CTL_OK;
}

static void
add_option (char     ***options,
            const char *key,
            const char *value)
{
  guint n = *options != NULL ? g_strv_length (*options) : 0;

  *options = g_renew (char *, *options, n + 2);
  (*options)[n] = g_strconcat (key, "=", value, NULL);
  (*options)[n + 1] = NULL;
}

int
chl_ctl_add (ChlCtl *ctl,
             int     argc,
             char  **argv)
{
  g_autofree char *id = NULL;
  g_autofree char *name = NULL;
  g_autofree char *endpoint = NULL;
  g_autofree char *region = NULL;
  g_autofree char *variable = NULL;
  g_auto(GStrv) options = NULL;
  gboolean           key_stdin = FALSE;
  const GOptionEntry entries[] = {
    { "id", 0, 0, G_OPTION_ARG_STRING, &id, N_ ("Its id; made from the family otherwise"), "ID" },
    { "name", 0, 0, G_OPTION_ARG_STRING, &name, N_ ("What to call it"), "NAME" },
    { "endpoint", 0, 0, G_OPTION_ARG_STRING, &endpoint, N_ ("Address of its server"), "URL" },
    { "region", 0, 0, G_OPTION_ARG_STRING, &region, N_ ("Where its server is, of several"), "REGION" },
    { "set", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options, N_ ("Set an option"), "KEY=VALUE" },
    { "key-stdin", 0, 0, G_OPTION_ARG_NONE, &key_stdin, N_ ("Read its key from standard input"), NULL },
    { "key-env", 0, 0, G_OPTION_ARG_STRING, &variable, N_ ("Environment variable that holds its key"), "VAR" },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr(ChlProvider) provider = NULL;
  g_autoptr(ChlSecret) secret = NULL;
  g_autoptr(GError) error = NULL;
  ChlNewProvider what = { 0 };
  int            status = CHL_CTL_OK;

  if (!chl_ctl_parse (&argc, &argv, _ ("Adds a provider of FAMILY and prints its id."), entries))
    return CHL_CTL_USAGE;
  if (argc != 2)
    return chl_ctl_usage (_ ("Which family? “chatelainectl families” lists them"));
  if (key_stdin && variable != NULL)
    return chl_ctl_usage (_ ("A key comes from standard input or from a variable, not from both"));
  if (variable != NULL && !chl_keys_check_variable (variable, &error))
    return chl_ctl_fail (error);
  if (key_stdin && !(secret = chl_ctl_read_secret (&error)))
    return chl_ctl_fail (error);

  what.family_id = argv[1];
  what.id = id;
  what.name = name;
  what.endpoint = endpoint;
  if (region != NULL)
    add_option (&options, "region", region);
  what.options = (const char *const *) options;
  if (!(provider = add_provider (ctl, &what, &error)))
    return chl_ctl_fail (error);

  if (secret != NULL || variable != NULL)
    status = set_key (ctl, provider, secret, variable);

  /* What cannot be done as a whole is not done by halves; a keyring that is locked may open. */
  if (status != CHL_CTL_OK && status != CHL_CTL_NEEDS_KEY)
    remove_provider (ctl, provider);
  else
    chl_ctl_print ("%s", chl_provider_get_id (provider));

  return status;
}

int
chl_ctl_set (ChlCtl *ctl,
             int     argc,
             char  **argv)
{
  ChlProvider *provider;
  g_autoptr(GError) error = NULL;

  if (!chl_ctl_parse (&argc, &argv,
                      _ ("Changes provider ID: KEY=VALUE, where KEY is name, endpoint, enabled or "
                         "plain-http."),
                         NULL))
    return CHL_CTL_USAGE;
  if (argc < 3)
    return chl_ctl_usage (_ ("It takes the id of a provider, and KEY=VALUE"));
  if (!(provider = chl_ctl_find_provider (ctl, argv[1])))
    return CHL_CTL_USAGE;

  for (int i = 2; i < argc; i++)
    {
      g_auto(GStrv) pair = g_strsplit (argv[i], "=", 2);

      if (g_strv_length (pair) != 2)
        return chl_ctl_usage (_ ("An option is KEY=VALUE, not “%s”"), argv[i]);
      if (!chl_provider_change_option (provider, pair[0], pair[1], &error))
        return chl_ctl_fail (error);
    }

  return chl_ctl_save (ctl, provider);
}

int
chl_ctl_key (ChlCtl *ctl,
             int     argc,
             char  **argv)
{
  gboolean           from_stdin = FALSE;
  gboolean           removes = FALSE;
  gboolean           confirms = FALSE;
  g_autofree char   *variable = NULL;
  const GOptionEntry entries[] = {
    { "stdin", 0, 0, G_OPTION_ARG_NONE, &from_stdin, N_ ("Read the key from standard input"), NULL },
    { "env", 0, 0, G_OPTION_ARG_STRING, &variable, N_ ("Environment variable that holds the key"), "VAR" },
    { "remove", 0, 0, G_OPTION_ARG_NONE, &removes, N_ ("Remove the key"), NULL },
    { "confirm", 0, 0, G_OPTION_ARG_NONE, &confirms,
      N_ ("The key may go to the endpoint as it is now"), NULL },
    G_OPTION_ENTRY_NULL
  };
  ChlProvider *provider;
  g_autoptr(ChlSecret) secret = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  if (!chl_ctl_parse (&argc, &argv, _ ("Gives provider ID its key, which is kept in the keyring."), entries))
    return CHL_CTL_USAGE;
  if (argc > 2)
    return chl_ctl_usage (_ ("A key is never an argument, which others can see and a history keeps; "
                             "--stdin reads it from standard input"));
  if (argc != 2 || from_stdin + removes + confirms + (variable != NULL) != 1)
    return chl_ctl_usage (_ ("It takes the id of a provider and one of --stdin, --env, --remove "
                             "and --confirm"));
  if (!(provider = chl_ctl_find_provider (ctl, argv[1])))
    return CHL_CTL_USAGE;

  if (confirms)
    {
      ChlKeys *keys = chl_engine_get_keys (ctl->engine);

      chl_keys_confirm_origin_async (keys, provider, NULL, chl_ctl_keep_result_cb, &result);
      return chl_keys_change_finish (keys, chl_ctl_wait (&result), &error) ? CHL_CTL_OK
                                                                           : chl_ctl_fail (error);
    }

  if (from_stdin && !(secret = chl_ctl_read_secret (&error)))
    return chl_ctl_fail (error);

  return set_key (ctl, provider, secret, variable);
}

int
chl_ctl_remove (ChlCtl *ctl,
                int     argc,
                char  **argv)
{
  ChlProvider *provider;

  if (!chl_ctl_parse (&argc, &argv, _ ("Removes provider ID with its key and its models."), NULL))
    return CHL_CTL_USAGE;
  if (argc != 2)
    return chl_ctl_usage (_ ("It takes the id of a provider"));
  if (!(provider = chl_ctl_find_provider (ctl, argv[1])))
    return CHL_CTL_USAGE;

  return remove_provider (ctl, provider);
}

static int
turn (ChlCtl     *ctl,
      int         argc,
      char      **argv,
      gboolean    is_enabled,
      const char *summary)
{
  ChlProvider *provider;

  if (!chl_ctl_parse (&argc, &argv, summary, NULL))
    return CHL_CTL_USAGE;
  if (argc != 2)
    return chl_ctl_usage (_ ("It takes the id of a provider"));
  if (!(provider = chl_ctl_find_provider (ctl, argv[1])))
    return CHL_CTL_USAGE;

  chl_provider_set_enabled (provider, is_enabled);

  return chl_ctl_save (ctl, provider);
}

int
chl_ctl_enable (ChlCtl *ctl,
                int     argc,
                char  **argv)
{
  return turn (ctl, argc, argv, TRUE, _ ("Turns provider ID on."));
}

int
chl_ctl_disable (ChlCtl *ctl,
                 int     argc,
                 char  **argv)
{
  return turn (ctl, argc, argv, FALSE, _ ("Turns provider ID off; nothing of it is lost."));
}
