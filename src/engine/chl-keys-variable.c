/* chl-keys-variable.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-keys-variable"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chl-error.h"
#include "chl-keys-private.h"
#include "chl-redact.h"

/* Bytes. Names in small letters are shorter; a key without blanks is one word of letters and digits. */
#define MAX_SMALL_NAME 19
#define MAX_MIXED_NAME 11

/* The beginnings of vendors' keys that could begin a name. */
static const char *const key_prefixes[] = {
  "sk_",
  "pk_",
  "rk_",
  "gsk_",
  "hf_",
  "xai_",
  "gho_",
  "ghp_",
  "ghr_",
  "ghs_",
  "ghu_",
  "github_pat_",
  "nvapi_",
  "pplx_",
  "csk_",
  "tgp_",
  "r8_",
  "fw_",
  "AIza",
  "AKIA",
  "ASIA",
};

static gboolean
is_set (const char *variable)
{
  const char *value = g_getenv (variable);

  return value != NULL && *value != '\0';
}

/* Somebody who writes "$KEY" where KEY was asked for gives the key away instead of its name. */
static gboolean
looks_like_key (const char *text)
{
  gsize            length = strlen (text);
  gboolean         has_small = strpbrk (text, G_CSET_a_2_z) != NULL;
  gboolean         has_digit = strpbrk (text, G_CSET_DIGITS) != NULL;
  g_autofree char *redacted = chl_redact (text);

  for (guint i = 0; i < G_N_ELEMENTS (key_prefixes); i++)
    if (g_str_has_prefix (text, key_prefixes[i]))
      return TRUE;

  return !g_str_equal (redacted, text) || (has_small && length > MAX_SMALL_NAME) ||
         (has_small && has_digit && strchr (text, '_') == NULL && length > MAX_MIXED_NAME);
}

/**
 * chl_keys_check_variable:
 * @variable: what shall be the name of an environment variable that holds a key
 * @error: (out) (optional): %CHL_ERROR_INVALID; it does not repeat @variable, which may be a key
 *
 * The name is kept in a file that anybody may see. What is set by that name in this program's own
 * environment is a name, however it looks.
 *
 * Returns: whether it can be one
 */
gboolean
chl_keys_check_variable (const char *variable,
                         GError    **error)
{
  g_return_val_if_fail (variable != NULL, FALSE);

  if (!g_regex_match_simple ("^[A-Za-z_][A-Za-z0-9_]{0,127}$", variable, G_REGEX_DOLLAR_ENDONLY,
                             G_REGEX_MATCH_DEFAULT))
    {
      g_set_error_literal (error, CHL_ERROR, CHL_ERROR_INVALID,
                           _("The name of an environment variable is letters, digits and “_”; "
                             "what was given is something else"));
      return FALSE;
    }

  if (!is_set (variable) && looks_like_key (variable))
    {
      g_set_error_literal (error, CHL_ERROR, CHL_ERROR_INVALID,
                           _("What was given looks like a key, not like the name of an environment "
                             "variable that holds one"));
      return FALSE;
    }

  return TRUE;
}

/**
 * chl_keys_find_variable:
 * @provider: a provider
 *
 * Returns: (transfer none) (nullable): the first of its family's environment variables that is set
 */
const char *
chl_keys_find_variable (ChlProvider *provider)
{
  const char *const *variables = chl_provider_get_family (provider)->variables;

  for (guint i = 0; variables != NULL && variables[i] != NULL; i++)
    if (is_set (variables[i]))
      return variables[i];

  return NULL;
}

/**
 * chl_keys_check_secret:
 * @secret: what shall be a key
 * @error: (out) (optional): %CHL_ERROR_INVALID with the reason
 *
 * A subscription to Claude is for its maker's own programs, and what signs these in is not for
 * others: it is neither kept nor sent, whatever stands before it.
 *
 * Source: https://code.claude.com/docs/en/legal-and-compliance
 *
 * Returns: whether it may be kept and sent
 */
gboolean
chl_keys_check_secret (ChlSecret *secret,
                       GError   **error)
{
  /* Of access and of its renewal. */
  static const char *const beginnings[] = { "sk-ant-oat", "sk-ant-ort" };

  for (guint i = 0; i < G_N_ELEMENTS (beginnings); i++)
    if (strstr (chl_secret_peek (secret), beginnings[i]) != NULL)
      {
        g_set_error_literal (error, CHL_ERROR, CHL_ERROR_INVALID,
                             _ ("This signs in a subscription to Claude, which its maker allows to "
                                "its own programs only; use an API key, or add Claude Code, which "
                                "asks the claude program that you have signed in"));
        return FALSE;
      }

  return TRUE;
}

/**
 * chl_keys_read_variable:
 * @provider: one whose key is in an environment variable
 * @error: (out) (optional): %CHL_ERROR_NO_KEY, also for what chl_keys_check_secret() refuses
 *
 * Returns: (transfer full) (nullable): the key that the variable holds now
 */
ChlSecret *
chl_keys_read_variable (ChlProvider *provider,
                        GError     **error)
{
  const char *variable = chl_provider_get_key_variable (provider);
  const char *value = g_getenv (variable);
  g_autoptr(GError) reason = NULL;
  g_autoptr(ChlSecret) secret = value != NULL ? chl_secret_new_pasted (value) : NULL;

  if (secret == NULL)
    g_set_error (error, CHL_ERROR, CHL_ERROR_NO_KEY,
                 _("The environment variable %s, which should hold the key of %s, is not set"),
                    variable, chl_provider_get_title (provider));
  else if (!chl_secret_is_plain_token (secret))
    g_set_error (error, CHL_ERROR, CHL_ERROR_NO_KEY,
                 _("What the environment variable %s holds is no key"), variable);
  else if (!chl_keys_check_secret (secret, &reason))
    g_set_error_literal (error, CHL_ERROR, CHL_ERROR_NO_KEY, reason->message);
  else
    return g_steal_pointer (&secret);

  return NULL;
}
