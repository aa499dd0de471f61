/* chl-advice.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-advice"

#include "config.h"

#include "chl-advice.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chl-error.h"

typedef struct
{
  const char      *sentence; /* %s is the provider; marked with N_() */
  ChlAction        action;
  ChlProviderState state; /* what it says of the provider; UNCHECKED: nothing */
} Row;

static const Row rows[] = {
  [CHL_FAILURE_NONE] = { N_ ("Nothing went wrong with %s."), CHL_ACTION_NONE, CHL_PROVIDER_CONNECTED },
  [CHL_FAILURE_AUTH] = { N_ ("%s did not accept the key."), CHL_ACTION_OPEN_PROVIDER,
                         CHL_PROVIDER_KEY_REFUSED },
  [CHL_FAILURE_PERMISSION] = { N_ ("%s does not allow this."), CHL_ACTION_OPEN_PROVIDER,
                               CHL_PROVIDER_UNCHECKED },
  [CHL_FAILURE_NOT_FOUND] = { N_ ("%s does not have this model or this address."),
                              CHL_ACTION_CHOOSE_MODEL, CHL_PROVIDER_UNCHECKED },
  [CHL_FAILURE_INVALID_REQUEST] = { N_ ("%s could not use the request."), CHL_ACTION_CHOOSE_MODEL,
                                    CHL_PROVIDER_UNCHECKED },
  [CHL_FAILURE_CONTEXT_LENGTH] = { N_ ("The conversation is too long for this model at %s."),
                                   CHL_ACTION_NEW_CHAT, CHL_PROVIDER_UNCHECKED },
  [CHL_FAILURE_RATE_LIMIT] = { N_ ("%s takes no more requests for now."), CHL_ACTION_WAIT,
                               CHL_PROVIDER_RATE_LIMITED },
  [CHL_FAILURE_QUOTA] = { N_ ("The credit at %s is used up."), CHL_ACTION_CHOOSE_MODEL,
                          CHL_PROVIDER_NO_CREDIT },
  [CHL_FAILURE_OVERLOADED] = { N_ ("%s is overloaded at the moment."), CHL_ACTION_RETRY,
                               CHL_PROVIDER_UNCHECKED },
  [CHL_FAILURE_SERVER] = { N_ ("%s had a problem of its own."), CHL_ACTION_RETRY,
                           CHL_PROVIDER_UNCHECKED },
  [CHL_FAILURE_TIMEOUT] = { N_ ("%s did not answer in time."), CHL_ACTION_RETRY,
                            CHL_PROVIDER_UNREACHABLE },
  [CHL_FAILURE_NETWORK] = { N_ ("%s cannot be reached."), CHL_ACTION_RETRY,
                            CHL_PROVIDER_UNREACHABLE },
  [CHL_FAILURE_TLS] = { N_ ("There is no safe connection to %s."), CHL_ACTION_OPEN_PROVIDER,
                        CHL_PROVIDER_UNREACHABLE },
  [CHL_FAILURE_CONTENT_POLICY] = { N_ ("The rules of %s forbid an answer to this."),
                                   CHL_ACTION_EDIT_QUESTION, CHL_PROVIDER_UNCHECKED },
  [CHL_FAILURE_PROTOCOL] = { N_ ("What %s sent is not an answer; check its address."),
                             CHL_ACTION_OPEN_PROVIDER, CHL_PROVIDER_UNCHECKED },
  [CHL_FAILURE_LIMIT] = { N_ ("%s sent more than can be taken in."), CHL_ACTION_RETRY,
                          CHL_PROVIDER_UNCHECKED },
  [CHL_FAILURE_TRUNCATED] = { N_ ("The answer from %s broke off."), CHL_ACTION_RETRY,
                              CHL_PROVIDER_UNCHECKED },
  [CHL_FAILURE_CANCELLED] = { N_ ("The answer from %s was stopped."), CHL_ACTION_RETRY,
                              CHL_PROVIDER_UNCHECKED },
  [CHL_FAILURE_NO_KEY] = { N_ ("%s asks for a key, and none was given yet."), CHL_ACTION_ENTER_KEY,
                           CHL_PROVIDER_NO_KEY },
  [CHL_FAILURE_NOT_LOCAL] = { N_ ("%s is not on this computer, and nothing may leave it."),
                              CHL_ACTION_OPEN_PRIVACY, CHL_PROVIDER_UNCHECKED },
  [CHL_FAILURE_UNKNOWN] = { N_ ("Something went wrong at %s."), CHL_ACTION_RETRY,
                            CHL_PROVIDER_UNCHECKED },
};

/* What else may help, where there is room for a second button. */
static const ChlAction other_actions[] = {
  [CHL_FAILURE_NONE] = CHL_ACTION_NONE,
  [CHL_FAILURE_AUTH] = CHL_ACTION_RETRY,
  [CHL_FAILURE_PERMISSION] = CHL_ACTION_CHOOSE_MODEL,
  [CHL_FAILURE_NOT_FOUND] = CHL_ACTION_OPEN_PROVIDER,
  [CHL_FAILURE_INVALID_REQUEST] = CHL_ACTION_EDIT_QUESTION,
  [CHL_FAILURE_CONTEXT_LENGTH] = CHL_ACTION_CHOOSE_MODEL,
  [CHL_FAILURE_RATE_LIMIT] = CHL_ACTION_CHOOSE_MODEL,
  [CHL_FAILURE_QUOTA] = CHL_ACTION_OPEN_PROVIDER,
  [CHL_FAILURE_OVERLOADED] = CHL_ACTION_CHOOSE_MODEL,
  [CHL_FAILURE_SERVER] = CHL_ACTION_CHOOSE_MODEL,
  [CHL_FAILURE_TIMEOUT] = CHL_ACTION_CHOOSE_MODEL,
  [CHL_FAILURE_NETWORK] = CHL_ACTION_OPEN_PROVIDER,
  [CHL_FAILURE_TLS] = CHL_ACTION_RETRY,
  [CHL_FAILURE_CONTENT_POLICY] = CHL_ACTION_CHOOSE_MODEL,
  [CHL_FAILURE_PROTOCOL] = CHL_ACTION_RETRY,
  [CHL_FAILURE_LIMIT] = CHL_ACTION_CHOOSE_MODEL,
  [CHL_FAILURE_TRUNCATED] = CHL_ACTION_CHOOSE_MODEL,
  [CHL_FAILURE_CANCELLED] = CHL_ACTION_NONE,
  [CHL_FAILURE_NO_KEY] = CHL_ACTION_RETRY,
  [CHL_FAILURE_NOT_LOCAL] = CHL_ACTION_CHOOSE_MODEL,
  [CHL_FAILURE_UNKNOWN] = CHL_ACTION_CHOOSE_MODEL,
};

static char *
format_sentence (const char *sentence,
                 const char *title)
{
  g_auto(GStrv) pieces = g_strsplit (g_dgettext (GETTEXT_PACKAGE, sentence), "%s", 2);

  return g_strjoinv (title, pieces);
}

static ChlAdvice *
new_advice (char       *sentence,
            const char *provider_words,
            ChlAction   action,
            ChlAction   other_action)
{
  ChlAdvice *self = g_new0 (ChlAdvice, 1);

  self->sentence = sentence;
  self->words = g_strdup (provider_words);
  self->action = action;
  self->other_action = other_action != action ? other_action : CHL_ACTION_NONE;

  return self;
}

/* The one action of a failure of ours; its code says which error it was, where that matters. */
static ChlAction
get_own_action (const ChlFailure *failure)
{
  if (failure->kind != CHL_FAILURE_NO_KEY)
    return rows[failure->kind].action;

  if (g_strcmp0 (failure->code, CHL_FAILURE_CODE_KEYRING_LOCKED) == 0)
    return CHL_ACTION_UNLOCK;
  if (g_strcmp0 (failure->code, CHL_FAILURE_CODE_ORIGIN) == 0)
    return CHL_ACTION_CONFIRM_ORIGIN;
  if (g_strcmp0 (failure->code, CHL_FAILURE_CODE_SIGN_IN) == 0)
    return CHL_ACTION_RETRY;

  /* A key may be there, and not to be had. */
  return CHL_ACTION_OPEN_PROVIDER;
}

/* A wrong address is not found either: only the server can say that it is the model. */
static gboolean
is_about_model (const ChlFailure *failure,
                const char       *model)
{
  if (failure->kind != CHL_FAILURE_NOT_FOUND || model == NULL || *model == '\0')
    return FALSE;

  return (failure->code != NULL && g_ascii_strcasecmp (failure->code, "model_not_found") == 0) ||
         g_strcmp0 (failure->param, "model") == 0 ||
         (failure->message != NULL && strstr (failure->message, model) != NULL);
}

/* In the largest unit that it is more than twice of. */
static char *
format_wait (const char *title,
             gint64      delay_ms)
{
  const guint seconds = (guint) MIN ((delay_ms + 999) / 1000, G_MAXINT32);
  const guint minutes = (seconds + 59) / 60;
  const guint hours = (minutes + 59) / 60;
  const guint days = (hours + 23) / 24;

  if (hours > 48)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s takes no more requests for %u day.",
                                         "%s takes no more requests for %u days.", days),
                            title, days);
  if (minutes > 120)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s takes no more requests for %u hour.",
                                         "%s takes no more requests for %u hours.", hours),
                            title, hours);
  if (seconds > 120)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                         "%s takes no more requests for %u minute.",
                                         "%s takes no more requests for %u minutes.", minutes),
                            title, minutes);

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s takes no more requests for %u second.",
                                       "%s takes no more requests for %u seconds.", seconds),
                          title, seconds);
}

/**
 * chl_advice_for_failure:
 * @failure: what went wrong
 * @provider_title: (nullable): the provider's name
 * @model: (nullable): the model that was asked
 *
 * Returns: (transfer full): one sentence, the provider's own words, one action
 */
ChlAdvice *
chl_advice_for_failure (const ChlFailure *failure,
                        const char       *provider_title,
                        const char       *model)
{
  const char *title = provider_title != NULL ? provider_title : _ ("The provider");
  const Row *row;

  g_return_val_if_fail (failure != NULL, NULL);

  row = &rows[failure->kind];

  /* Some failures were told by ourselves, in whole sentences: those are the better ones. */
  if (failure->is_ours && failure->message != NULL)
    {
      gboolean has_stop = g_str_has_suffix (failure->message, ".");

      return new_advice (g_strconcat (failure->message, has_stop ? "" : ".", NULL), NULL,
                         get_own_action (failure), other_actions[failure->kind]);
    }

  if (is_about_model (failure, model))
    return new_advice (g_strdup_printf (_ ("%s does not have the model %s."), title, model),
                                        failure->message, row->action,
                                        other_actions[failure->kind]);

  if (failure->kind == CHL_FAILURE_RATE_LIMIT && failure->retry_after_ms > 0)
    return new_advice (format_wait (title, failure->retry_after_ms), failure->message, row->action,
                       other_actions[failure->kind]);

  return new_advice (format_sentence (row->sentence, title), failure->message, row->action,
                     other_actions[failure->kind]);
}

static ChlAction
action_for_code (int code)
{
  switch ((ChlError) code)
    {
    case CHL_ERROR_KEYRING_LOCKED:
      return CHL_ACTION_UNLOCK;
    case CHL_ERROR_KEYRING:
    case CHL_ERROR_NO_KEY:
      return CHL_ACTION_ENTER_KEY;
    case CHL_ERROR_ORIGIN:
      return CHL_ACTION_CONFIRM_ORIGIN;
    case CHL_ERROR_KEY_REFUSED:
    case CHL_ERROR_ADDRESS:
    case CHL_ERROR_REDIRECT:
    case CHL_ERROR_PERMISSION:
    case CHL_ERROR_TLS:
    case CHL_ERROR_PROTOCOL:
      return CHL_ACTION_OPEN_PROVIDER;
    case CHL_ERROR_NOT_LOCAL:
      return CHL_ACTION_OPEN_PRIVACY;
    case CHL_ERROR_NOT_FOUND:
    case CHL_ERROR_NO_CREDIT:
    case CHL_ERROR_REJECTED:
      return CHL_ACTION_CHOOSE_MODEL;
    case CHL_ERROR_TOO_LONG:
      return CHL_ACTION_NEW_CHAT;
    case CHL_ERROR_POLICY:
      return CHL_ACTION_EDIT_QUESTION;
    case CHL_ERROR_BROKEN_FILE:
    case CHL_ERROR_NEWER_FILE:
      return CHL_ACTION_SHOW_FILE;
    case CHL_ERROR_RATE_LIMITED:
      return CHL_ACTION_WAIT;
    case CHL_ERROR_FAILED:
    case CHL_ERROR_NETWORK:
    case CHL_ERROR_TIMEOUT:
    case CHL_ERROR_SERVER:
    case CHL_ERROR_TRUNCATED:
    case CHL_ERROR_LIMIT:
    case CHL_ERROR_DISK_FULL:
    case CHL_ERROR_STORAGE:
      return CHL_ACTION_RETRY;
    case CHL_ERROR_INVALID:
      return CHL_ACTION_NONE;
    }

  return CHL_ACTION_NONE;
}

/**
 * chl_advice_for_error:
 * @error: an error of ours, not a cancellation
 * @provider_title: (nullable): the provider's name
 *
 * Returns: (transfer full): one sentence and one action
 */
ChlAdvice *
chl_advice_for_error (const GError *error,
                      const char   *provider_title)
{
  gboolean has_stop;

  g_return_val_if_fail (error != NULL, NULL);

  has_stop = g_str_has_suffix (error->message, ".");

  return new_advice (g_strconcat (error->message, has_stop ? "" : ".", NULL), NULL,
                     error->domain == CHL_ERROR ? action_for_code (error->code) : CHL_ACTION_RETRY,
                     CHL_ACTION_NONE);
}

void
chl_advice_free (ChlAdvice *self)
{
  if (self == NULL)
    return;

  g_free (self->sentence);
  g_free (self->words);
  g_free (self);
}

/**
 * chl_action_to_string:
 * @action: what may help
 *
 * Returns: its word, for programs; never translated, never changed
 */
const char *
chl_action_to_string (ChlAction action)
{
  static const char *const words[] = {
    [CHL_ACTION_NONE] = "none",
    [CHL_ACTION_RETRY] = "retry",
    [CHL_ACTION_WAIT] = "wait",
    [CHL_ACTION_CONTINUE] = "continue",
    [CHL_ACTION_OPEN_PROVIDER] = "open_provider",
    [CHL_ACTION_ADD_PROVIDER] = "add_provider",
    [CHL_ACTION_CHOOSE_MODEL] = "choose_model",
    [CHL_ACTION_NEW_CHAT] = "new_chat",
    [CHL_ACTION_EDIT_QUESTION] = "edit_question",
    [CHL_ACTION_OPEN_PRIVACY] = "open_privacy",
    [CHL_ACTION_UNLOCK] = "unlock",
    [CHL_ACTION_ENTER_KEY] = "enter_key",
    [CHL_ACTION_SHOW_FILE] = "show_file",
    [CHL_ACTION_USE_ADDRESS] = "use_address",
    [CHL_ACTION_CONFIRM_ORIGIN] = "confirm_origin",
    [CHL_ACTION_OPEN_ROLES] = "open_roles",
    [CHL_ACTION_TRY_REGION] = "try_region",
  };

  g_return_val_if_fail ((gsize) action < G_N_ELEMENTS (words), "none");

  return words[action];
}

/**
 * chl_action_get_label:
 * @action: what may help
 *
 * Returns: (nullable): what to write on its button
 */
const char *
chl_action_get_label (ChlAction action)
{
  switch (action)
    {
    case CHL_ACTION_NONE:
      return NULL;
    case CHL_ACTION_RETRY:
    case CHL_ACTION_WAIT:
      return C_ ("action", "Try Again");
    case CHL_ACTION_CONTINUE:
      return C_ ("action", "Continue");
    case CHL_ACTION_OPEN_PROVIDER:
      return C_ ("action", "Open Settings");
    case CHL_ACTION_ADD_PROVIDER:
      return C_ ("action", "Add Provider");
    case CHL_ACTION_CHOOSE_MODEL:
      return C_ ("action", "Try Another Model");
    case CHL_ACTION_NEW_CHAT:
      return C_ ("action", "New Chat");
    case CHL_ACTION_EDIT_QUESTION:
      return C_ ("action", "Edit Question");
    case CHL_ACTION_OPEN_PRIVACY:
      return C_ ("action", "Open Privacy");
    case CHL_ACTION_UNLOCK:
      return C_ ("action", "Unlock Keyring");
    case CHL_ACTION_ENTER_KEY:
      return C_ ("action", "Enter Key");
    case CHL_ACTION_SHOW_FILE:
      return C_ ("action", "Show File");
    case CHL_ACTION_USE_ADDRESS:
      return C_ ("action", "Use This Address");
    case CHL_ACTION_CONFIRM_ORIGIN:
      return C_ ("action", "Send It There");
    case CHL_ACTION_OPEN_ROLES:
      return C_ ("action", "Change Limit");
    case CHL_ACTION_TRY_REGION:
      return C_ ("action", "Try Other Region");
    }

  return NULL;
}

/**
 * chl_advice_get_state:
 * @failure: what went wrong
 *
 * Returns: what that says about the provider; %CHL_PROVIDER_UNCHECKED if it says nothing
 */
ChlProviderState
chl_advice_get_state (const ChlFailure *failure)
{
  g_return_val_if_fail (failure != NULL, CHL_PROVIDER_UNCHECKED);

  if (failure->is_ours && g_strcmp0 (failure->code, CHL_FAILURE_CODE_NOT_RUNNING) == 0)
    return CHL_PROVIDER_NOT_RUNNING;
  if (failure->is_ours && g_strcmp0 (failure->code, CHL_FAILURE_CODE_NOT_INSTALLED) == 0)
    return CHL_PROVIDER_NOT_INSTALLED;
  if (failure->is_ours && g_strcmp0 (failure->code, CHL_FAILURE_CODE_SIGN_IN) == 0)
    return CHL_PROVIDER_NEEDS_SIGN_IN;

  return rows[failure->kind].state;
}

/**
 * chl_provider_state_get_label:
 * @state: a state
 *
 * Returns: the state in words, for a person
 */
const char *
chl_provider_state_get_label (ChlProviderState state)
{
  switch (state)
    {
    case CHL_PROVIDER_UNCHECKED:
      return C_ ("provider state", "Not checked");
    case CHL_PROVIDER_CONNECTED:
      return C_ ("provider state", "Connected");
    case CHL_PROVIDER_NO_KEY:
      return C_ ("provider state", "No key");
    case CHL_PROVIDER_KEY_REFUSED:
      return C_ ("provider state", "Key refused");
    case CHL_PROVIDER_NO_CREDIT:
      return C_ ("provider state", "No credit");
    case CHL_PROVIDER_RATE_LIMITED:
      return C_ ("provider state", "Rate limited");
    case CHL_PROVIDER_NEEDS_SIGN_IN:
      return C_ ("provider state", "Sign in again");
    case CHL_PROVIDER_UNREACHABLE:
      return C_ ("provider state", "Unreachable");
    case CHL_PROVIDER_NOT_RUNNING:
      return C_ ("provider state", "Not running");
    case CHL_PROVIDER_NOT_INSTALLED:
      return C_ ("provider state", "Not installed");
    case CHL_PROVIDER_KEYRING_LOCKED:
      return C_ ("provider state", "Keyring locked");
    case CHL_PROVIDER_OFF:
      return C_ ("provider state", "Off");
    case CHL_PROVIDER_BROKEN_FILE:
      return C_ ("provider state", "Broken file");
    }

  return "";
}

/**
 * chl_finish_get_label:
 * @finish: why an answer ended
 *
 * Returns: (nullable): why it ended, for a person; %NULL while it has not, and where the end is
 *   the plain one
 */
const char *
chl_finish_get_label (ChlFinish finish)
{
  switch (finish)
    {
    case CHL_FINISH_NONE:
    case CHL_FINISH_STOP:
      return NULL;
    case CHL_FINISH_LENGTH:
      return C_ ("finish", "Cut at the longest answer allowed");
    case CHL_FINISH_TOOL_CALLS:
      return C_ ("finish", "Asks for tools");
    case CHL_FINISH_CONTENT_FILTER:
      return C_ ("finish", "Stopped by the provider’s content filter");
    case CHL_FINISH_REFUSAL:
      return C_ ("finish", "The model declined");
    case CHL_FINISH_PAUSE:
      return C_ ("finish", "Paused by the provider");
    case CHL_FINISH_CANCELLED:
      return C_ ("finish", "Stopped");
    case CHL_FINISH_ERROR:
      return C_ ("finish", "Broke off");
    case CHL_FINISH_OTHER:
      return C_ ("finish", "Ended for a reason the provider does not explain");
    }

  return NULL;
}
