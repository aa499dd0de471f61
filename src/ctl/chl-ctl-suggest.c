/* chl-ctl-suggest.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-ctl-suggest"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "chl-ctl.h"
#include "chl-error.h"
#include "chl-keys-headers.h"

/* Of the key and the headers that are secret the one that was given for another server. */
static void
suggest_confirming (ChlProvider *provider)
{
  const char *id = chl_provider_get_id (provider);
  const char *header = chl_keys_find_unconfirmed_header (provider);

  if (header != NULL)
    chl_ctl_tell (_ ("Try: chatelainectl header %s %s --confirm"), id, header);
  else
    chl_ctl_tell (_ ("Try: chatelainectl key %s --confirm"), id);
}

/* Of the same the one that is not to be had. */
static void
suggest_entering (ChlProvider  *provider,
                  const GError *problem)
{
  const char *id = chl_provider_get_id (provider);
  const char *header = problem != NULL ? chl_keys_find_missing_header (provider, problem) : NULL;

  if (header != NULL)
    chl_ctl_tell (_ ("Try: chatelainectl header %s %s --stdin"), id, header);
  else
    chl_ctl_tell (_ ("Try: chatelainectl key %s --stdin"), id);
}

/* What the person opens the provider's page for, in the window, has several verbs here. */
static void
suggest_change (ChlProvider  *provider,
                const GError *problem)
{
  if (g_error_matches (problem, CHL_ERROR, CHL_ERROR_KEY_REFUSED) ||
      g_error_matches (problem, CHL_ERROR, CHL_ERROR_PERMISSION) ||
      g_error_matches (problem, CHL_ERROR, CHL_ERROR_NO_KEY) ||
      g_error_matches (problem, CHL_ERROR, CHL_ERROR_KEYRING))
    suggest_entering (provider, problem);
  else
    chl_ctl_tell (_ ("Try: chatelainectl set %s endpoint=URL"), chl_provider_get_id (provider));
}

/**
 * chl_ctl_suggest:
 * @action: what may help
 * @provider: whom it is about
 * @problem: what went wrong
 * @suggested: (nullable): with %CHL_ACTION_USE_ADDRESS which, with %CHL_ACTION_TRY_REGION likewise
 *
 * Says on standard error what to do next, as a command where there is one.
 */
void
chl_ctl_suggest (ChlAction     action,
                 ChlProvider  *provider,
                 const GError *problem,
                 const char   *suggested)
{
  const char *id = chl_provider_get_id (provider);

  switch (action)
    {
    case CHL_ACTION_NONE:
      return;
    case CHL_ACTION_RETRY:
    case CHL_ACTION_CONTINUE:
      chl_ctl_tell ("%s", _ ("Try: the same again"));
      return;
    case CHL_ACTION_WAIT:
      chl_ctl_tell ("%s", _ ("Try: the same again later"));
      return;
    case CHL_ACTION_OPEN_PROVIDER:
      suggest_change (provider, problem);
      return;
    case CHL_ACTION_ADD_PROVIDER:
      chl_ctl_tell (_ ("Try: chatelainectl add %s"), "FAMILY");
      return;
    case CHL_ACTION_CHOOSE_MODEL:
      chl_ctl_tell (_ ("Try: chatelainectl models %s"), id);
      return;
    case CHL_ACTION_NEW_CHAT:
      chl_ctl_tell ("%s", _ ("Try: a shorter question"));
      return;
    case CHL_ACTION_EDIT_QUESTION:
      chl_ctl_tell ("%s", _ ("Try: another question"));
      return;
    case CHL_ACTION_OPEN_PRIVACY:
      chl_ctl_tell ("%s", _ ("Try: let it leave this computer, in the settings of Chatelaine"));
      return;
    case CHL_ACTION_UNLOCK:
      chl_ctl_tell (_ ("Try: unlock the keyring, or chatelainectl key %s --env VAR"), id);
      return;
    case CHL_ACTION_ENTER_KEY:
      suggest_entering (provider, problem);
      return;
    case CHL_ACTION_SHOW_FILE:
      chl_ctl_tell (_ ("Try: mend the file, or chatelainectl remove %s"), id);
      return;
    case CHL_ACTION_USE_ADDRESS:
      chl_ctl_tell (_ ("Try: chatelainectl set %s endpoint=%s"), id,
                       suggested != NULL ? suggested : "URL");
      return;
    case CHL_ACTION_CONFIRM_ORIGIN:
      suggest_confirming (provider);
      return;
    case CHL_ACTION_OPEN_ROLES:
      chl_ctl_tell ("%s", _ ("Try: a longer answer, with --max-tokens"));
      return;
    case CHL_ACTION_TRY_REGION:
      chl_ctl_tell (_ ("Try: chatelainectl set %s region=%s, then chatelainectl key %s --confirm"), id,
                       suggested != NULL ? suggested : "REGION", id);
      return;
    }
}

/* The sentence, what to do next, and the exit status. */
int
chl_ctl_fail_at (ChlProvider  *provider,
                 const GError *error)
{
  g_autoptr(ChlAdvice) advice = chl_advice_for_error (error, chl_provider_get_title (provider));
  int status = chl_ctl_fail (error);

  chl_ctl_suggest (advice->action, provider, error, NULL);

  return status;
}

/* Of a provider whose file cannot be read: what is in the cache may be another model than the one that
 * the file means. */
int
chl_ctl_fail_broken (ChlProvider *provider)
{
  g_autoptr(GError) error = g_error_new_literal (CHL_ERROR, CHL_ERROR_BROKEN_FILE,
                                                  chl_provider_get_detail (provider));

  return chl_ctl_fail_at (provider, error);
}
