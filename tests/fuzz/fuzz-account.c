/* fuzz-account.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "chl-account-query.h"
#include "chl-json.h"
#include "fuzz-family.h"

#define MAX_WORDS 400

static void
read_account (ChlProvider *provider,
              const char  *text)
{
  g_autoptr(JsonNode) root = NULL;
  g_autoptr(ChlAccount) account = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *words = NULL;

  if (!chl_account_is_offered (provider) || !(root = chl_json_parse (text, -1, NULL)))
    return;

  if (!(account = chl_provider_parse_account (provider, root, &error)))
    {
      fuzz_assert_error (error);
      return;
    }

  g_assert_no_error (error);
  g_assert_true (!account->has_left || isfinite (account->left));
  g_assert_true (!account->has_used || isfinite (account->used));
  if (!(words = chl_account_dup_words (account)))
    return;

  g_assert_cmpstr (words, !=, "");
  g_assert_true (g_utf8_validate (words, -1, NULL));
  g_assert_null (strchr (words, '\n'));
  g_assert_cmpuint (strlen (words), <=, MAX_WORDS);
}

/* Whatever is said of an account, its words are one short line. */
int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  fuzz_with_families (data, size, read_account);

  return 0;
}
