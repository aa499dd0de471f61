/* chl-ctl-header.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-ctl-header"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "chl-ctl.h"
#include "chl-keys-headers.h"

typedef struct
{
  const char *name;
  const char *value; /* (nullable) for all to see */
  ChlSecret  *secret;
  gboolean    removes;
} Wish;

static int
change (ChlCtl      *ctl,
        ChlProvider *provider,
        const Wish  *wish)
{
  ChlKeys *keys = chl_engine_get_keys (ctl->engine);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  if (wish->secret != NULL)
    chl_keys_set_secret_header_async (keys, provider, wish->name, wish->secret, FALSE, NULL,
                                      chl_ctl_keep_result_cb, &result);
  else if (wish->value != NULL)
    chl_keys_set_header_async (keys, provider, wish->name, wish->value, NULL,
                               chl_ctl_keep_result_cb, &result);
  else if (wish->removes)
    chl_keys_remove_header_async (keys, provider, wish->name, NULL, chl_ctl_keep_result_cb, &result);
  else
    chl_keys_confirm_header_async (keys, provider, wish->name, NULL, chl_ctl_keep_result_cb,
                                   &result);

  return chl_keys_change_finish (keys, chl_ctl_wait (&result), &error) ? CHL_CTL_OK
                                                                       : chl_ctl_fail (error);
}

int
chl_ctl_header (ChlCtl *ctl,
                int     argc,
                char  **argv)
{
  gboolean           from_stdin = FALSE;
  gboolean           removes = FALSE;
  gboolean           confirms = FALSE;
  g_autofree char   *value = NULL;
  const GOptionEntry entries[] = {
    { "stdin", 0, 0, G_OPTION_ARG_NONE, &from_stdin, N_ ("Read a secret value from standard input"), NULL },
    { "value", 0, 0, G_OPTION_ARG_STRING, &value, N_ ("A value that is no secret"), "TEXT" },
    { "remove", 0, 0, G_OPTION_ARG_NONE, &removes, N_ ("Remove the header"), NULL },
    { "confirm", 0, 0, G_OPTION_ARG_NONE, &confirms,
      N_ ("The value may go to the endpoint as it is now"), NULL },
    G_OPTION_ENTRY_NULL
  };
  ChlProvider *provider;
  g_autoptr(ChlSecret) secret = NULL;
  g_autoptr(GError) error = NULL;
  Wish wish = { 0 };

  if (!chl_ctl_parse (&argc, &argv,
                      _ ("Gives every request to provider ID a header NAME. A secret value is kept in "
                         "the keyring."),
                         entries))
    return CHL_CTL_USAGE;
  if (argc > 3)
    return chl_ctl_usage (_ ("The value of a header follows --value; a secret one is never an argument, "
                             "--stdin reads it from standard input"));
  if (argc != 3 || from_stdin + removes + confirms + (value != NULL) != 1)
    return chl_ctl_usage (_ ("It takes the id of a provider, the name of a header, and one of --stdin, "
                             "--value, --remove and --confirm"));
  if (!(provider = chl_ctl_find_provider (ctl, argv[1])))
    return CHL_CTL_USAGE;

  /* Nobody shall type a secret for a name that cannot be. */
  if (!chl_own_header_check_name (argv[2], &error) ||
      (from_stdin && !(secret = chl_ctl_read_value (&error))))
    return chl_ctl_fail (error);

  wish.name = argv[2];
  wish.value = value;
  wish.secret = secret;
  wish.removes = removes;

  return change (ctl, provider, &wish);
}
