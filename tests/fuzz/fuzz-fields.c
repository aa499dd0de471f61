/* fuzz-fields.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "chl-address.h"
#include "chl-backoff.h"
#include "chl-headers.h"
#include "chl-redact.h"
#include "chl-utf8.h"
#include "fuzz.h"

#define NOW_US (G_GINT64_CONSTANT (1750000000) * G_USEC_PER_SEC)
#define YEAR_MS (G_GINT64_CONSTANT (366) * 24 * 60 * 60 * 1000)

static void
check_wait (const char *text)
{
  gint64 wait_ms[] = {
    chl_backoff_parse_retry_after (text, NULL, NOW_US),
    chl_backoff_parse_retry_after (NULL, text, NOW_US),
    chl_backoff_parse_retry_after (text, text, 0),
  };

  for (guint i = 0; i < G_N_ELEMENTS (wait_ms); i++)
    {
      g_assert_cmpint (wait_ms[i], >=, -1);
      g_assert_cmpint (wait_ms[i], <=, YEAR_MS);
    }
}

/* What was made clean is clean, belongs to somebody, and is legible. */
static void
check_address (const char *text)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *clean = chl_address_clean (text, &error);
  g_autofree char *again = NULL;
  g_autofree char *origin = NULL;
  g_autofree char *host = NULL;
  g_autofree char *joined = NULL;
  g_autofree char *bare = NULL;
  g_autofree char *shown = chl_redact_address (text);

  g_assert_true (g_utf8_validate (shown, -1, NULL));
  chl_address_is_loopback (text);
  if (clean == NULL)
    {
      g_assert_nonnull (error);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      return;
    }

  again = chl_address_clean (clean, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (again, !=, "");
  origin = chl_address_dup_origin (clean);
  host = chl_address_dup_host (clean);
  joined = chl_address_join (clean, "/models");
  bare = chl_address_strip_version (clean);
  g_assert_nonnull (origin);
  g_assert_null (strchr (origin, '@'));
  g_assert_nonnull (host);
  g_assert_nonnull (joined);
  g_assert_nonnull (bare);
}

static void
check_text (const char *text,
            gsize       length)
{
  g_autofree char *redacted = chl_redact (text);
  gsize            cut;

  g_assert_true (g_utf8_validate (redacted, -1, NULL));
  chl_headers_is_valid_name (text);
  chl_headers_is_protected (text);
  if (chl_headers_is_valid_value (text))
    g_assert_null (strpbrk (text, "\r\n"));

  cut = chl_utf8_cut (redacted, strlen (redacted), length / 2);
  g_assert_cmpuint (cut, <=, length / 2);
  g_assert_true (g_utf8_validate (redacted, (gssize) cut, NULL));
}

/* Short texts from elsewhere: fields of an answer's head, addresses, whatever is shown or logged. */
int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);

  check_wait (text);
  check_address (text);
  check_text (text, strlen (text));

  return 0;
}
