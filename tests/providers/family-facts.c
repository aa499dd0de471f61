/* family-facts.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "chl-failure-reader.h"
#include "chl-families.h"
#include "chl-json.h"
#include "family-golden.h"

/* --- Everything else --- */

void
family_assert_failure (ChlProvider   *provider,
                       guint          status,
                       const char    *body,
                       ChlFailureKind kind)
{
  g_autoptr(ChlFailure) failure = chl_failure_read (status, "application/json", body, strlen (body));

  chl_provider_refine_failure (provider, failure);
  g_test_message ("%u %s: %s", status, body, chl_failure_kind_to_string (failure->kind));
  g_assert_cmpstr (chl_failure_kind_to_string (failure->kind), ==,
                   chl_failure_kind_to_string (kind));
  g_assert_true (!failure->retryable || chl_failure_kind_is_retryable (kind));
}

/* What a person types, the base that is made of it, and where questions go then. */
void
family_assert_endpoint (ChlProvider *provider,
                        const char  *typed,
                        const char  *endpoint,
                        const char  *chat_url)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *base = chl_provider_normalize_endpoint (provider, typed, &error);
  g_autofree char *url = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (base, ==, endpoint);
  chl_provider_set_endpoint (provider, base);
  url = chl_provider_dup_url (provider, CHL_OPERATION_CHAT);
  g_assert_cmpstr (url, ==, chat_url);
  chl_provider_set_endpoint (provider, NULL);
}

/* @expected is such as "usable USD left=1.50 used=2.00 limit=words", or %NULL for an error. */
void
family_assert_account (ChlProvider *provider,
                       const char  *body,
                       const char  *expected)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) root = chl_json_parse (body, -1, NULL);
  g_autoptr(ChlAccount) account = chl_provider_parse_account (provider, root, &error);
  g_autoptr(GString) out = g_string_new (NULL);

  g_test_message ("%s", body);
  if (expected == NULL)
    {
      g_assert_null (account);
      g_assert_nonnull (error);
      return;
    }

  g_assert_no_error (error);
  g_string_append (out, account->is_usable ? "usable" : "unusable");
  if (account->currency != NULL)
    g_string_append_printf (out, " %s", account->currency);
  if (account->has_left)
    g_string_append_printf (out, " left=%.2f", account->left);
  if (account->has_used)
    g_string_append_printf (out, " used=%.2f", account->used);
  if (account->limit != NULL)
    g_string_append_printf (out, " limit=%s", account->limit);
  g_assert_cmpstr (out->str, ==, expected);
}

/* @family_id is %NULL where nobody's key is recognised. */
void
family_assert_key (const char *pasted,
                   const char *family_id)
{
  GType type = chl_families_recognize_key (pasted);

  g_assert_cmpstr (type != G_TYPE_INVALID ? chl_provider_type_get_family (type)->id : NULL, ==,
                   family_id);
}
