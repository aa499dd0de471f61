/* chl-provider-option.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-provider-option"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chl-error.h"
#include "chl-program-provider.h"
#include "chl-provider-list.h"
#include "chl-redact.h"

/* The path of a program is none, whatever its folders are called. */
static gboolean
sounds_secret (const char *key,
               const char *value)
{
  static const char *const words[] = { "key", "token", "secret", "password", "authorization", NULL };
  g_autofree char         *lower = g_ascii_strdown (key, -1);
  g_autofree char         *redacted = chl_redact (value);

  for (guint i = 0; words[i] != NULL; i++)
    if (strstr (lower, words[i]) != NULL)
      return TRUE;

  return !g_str_equal (key, CHL_OPTION_PROGRAM) && g_strcmp0 (redacted, value) != 0;
}

static gboolean
parse_boolean (const char *key,
               const char *value,
               gboolean   *out_value,
               GError    **error)
{
  if (g_ascii_strcasecmp (value, "true") == 0 || g_ascii_strcasecmp (value, "yes") == 0 ||
      g_str_equal (value, "1"))
    {
      *out_value = TRUE;
      return TRUE;
    }

  if (g_ascii_strcasecmp (value, "false") == 0 || g_ascii_strcasecmp (value, "no") == 0 ||
      g_str_equal (value, "0"))
    {
      *out_value = FALSE;
      return TRUE;
    }

  g_set_error (error, CHL_ERROR, CHL_ERROR_INVALID, _ ("%s is yes or no, not “%s”"), key, value);
  return FALSE;
}

static gboolean
change_endpoint (ChlProvider *provider,
                 const char  *value,
                 GError     **error)
{
  g_autofree char *endpoint = NULL;

  if (chl_provider_get_family (provider)->is_embedded)
    {
      g_set_error (error, CHL_ERROR, CHL_ERROR_INVALID, _ ("%s is part of this program and has no address"), chl_provider_get_title (provider));
      return FALSE;
    }

  if (!(endpoint = chl_provider_normalize_endpoint (provider, value, error)))
    return FALSE;

  chl_provider_set_endpoint (provider, endpoint);
  return TRUE;
}

/* Nothing stands for the family's title. */
static gboolean
change_name (ChlProvider *provider,
             const char  *value,
             GError     **error)
{
  if (*value != '\0' && !chl_provider_is_valid_name (value))
    {
      g_set_error_literal (error, CHL_ERROR, CHL_ERROR_INVALID,
                           _ ("A name is up to 256 bytes of text in one line, and not only blanks"));
      return FALSE;
    }

  chl_provider_set_name (provider, *value != '\0' ? value : NULL);
  return TRUE;
}

static gboolean
change_family_option (ChlProvider *provider,
                      const char  *key,
                      const char  *value,
                      GError     **error)
{
  const ChlOption *options = chl_provider_get_family (provider)->options;
  const ChlOption *option = chl_option_find (options, key);
  g_autoptr(GString) names = g_string_new (CHL_OPTION_PLAIN_HTTP);

  if (option != NULL)
    {
      if (!chl_option_check (option, value, error))
        return FALSE;

      chl_provider_set_option (provider, key, chl_option_is_usual (option, value) ? NULL : value);
      return TRUE;
    }

  for (option = options; option != NULL && option->key != NULL; option++)
    g_string_append_printf (names, ", %s", option->key);
  g_set_error (error, CHL_ERROR, CHL_ERROR_INVALID,
               _ ("There is no “%s” to set; there are name, endpoint, enabled, %s"), key,
                  names->str);
  return FALSE;
}

/**
 * chl_provider_change_option:
 * @provider: a provider
 * @key: "name", "endpoint", "enabled", "plain-http", or an option of its family
 * @value: what it shall be, as typed; of an option nothing stands for the usual
 * @error: (out) (optional): %CHL_ERROR_INVALID, %CHL_ERROR_ADDRESS
 *
 * Changes one thing about a provider by its name. Refuses what is secret or looks so: that goes
 * into the keyring, by other verbs.
 *
 * Returns: %TRUE if it was taken
 */
gboolean
chl_provider_change_option (ChlProvider *provider,
                            const char  *key,
                            const char  *value,
                            GError     **error)
{
  gboolean yes;

  g_return_val_if_fail (CHL_IS_PROVIDER (provider), FALSE);
  g_return_val_if_fail (key != NULL && value != NULL, FALSE);

  if (g_str_equal (key, "endpoint"))
    return change_endpoint (provider, value, error);

  if (sounds_secret (key, value))
    {
      g_set_error (error, CHL_ERROR, CHL_ERROR_INVALID,
                   _ ("%s looks like a secret; secrets are given by themselves and kept in the keyring"),
                      key);
      return FALSE;
    }

  if (g_str_equal (key, "name"))
    return change_name (provider, value, error);

  if (g_str_equal (key, "enabled"))
    {
      if (!parse_boolean (key, value, &yes, error))
        return FALSE;
      chl_provider_set_enabled (provider, yes);
      return TRUE;
    }

  if (g_str_equal (key, CHL_OPTION_PLAIN_HTTP))
    {
      if (!parse_boolean (key, value, &yes, error))
        return FALSE;
      chl_provider_set_option (provider, CHL_OPTION_PLAIN_HTTP, yes ? "yes" : NULL);
      return TRUE;
    }

  return change_family_option (provider, key, value, error);
}
