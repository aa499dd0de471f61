/* fuzz-provider.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "chl-headers.h"
#include "chl-json.h"
#include "chl-lesson-reader.h"
#include "chl-lessons.h"
#include "chl-own-headers.h"
#include "chl-protocol.h"
#include "chl-site.h"
#include "fuzz-family.h"

static void
check_field_cb (const char *name,
                const char *value,
                const char *prefix,
                ChlSecret  *secret,
                gpointer    user_data)
{
  g_assert_true (chl_headers_is_valid_name (name));
  g_assert_true (secret != NULL || chl_headers_is_valid_value (value));
}

static void
check_own_header_cb (const ChlOwnHeader *header,
                     gpointer            user_data)
{
  g_assert_true (chl_own_header_check_name (header->name, NULL));
  g_assert_true (header->kind != CHL_OWN_HEADER_PLAIN ||
                 chl_own_header_check_plain (header->value, NULL));
}

static void
check_lesson_cb (const char *model,
                 const char *lesson,
                 gpointer    user_data)
{
  ChlProvider     *provider = user_data;
  g_autofree char *words = chl_lesson_dup_words (lesson);
  ChlQuirks        quirks = *chl_provider_get_quirks (provider, model);

  g_assert_true (chl_lesson_is_valid (lesson));
  g_assert_cmpstr (words, !=, "");
  chl_lesson_apply (&quirks, chl_lessons_get (provider, model));
}

static void
check_operation (ChlProvider *provider,
                 ChlOperation operation)
{
  g_autoptr(ChlHeaders) headers = chl_headers_new ();
  g_autoptr(ChlSecret) secret = chl_secret_new ("secret", -1);
  g_autofree char *url = chl_provider_dup_url (provider, operation);

  g_assert_true (url == NULL || strpbrk (url, "\r\n") == NULL);
  chl_provider_add_headers (provider, headers, operation, secret);
  chl_headers_foreach (headers, check_field_cb, NULL);
}

/* A file that somebody wrote by hand: it is refused with a sentence, or all that is asked of the
 * provider has an answer. */
static void
read_file (ChlProvider *provider,
           const char  *text)
{
  g_autoptr(JsonNode) root = chl_json_parse (text, -1, NULL);
  g_autoptr(GPtrArray) bundled = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *origin = NULL;

  if (root == NULL)
    return;

  if (!chl_provider_apply_json (provider, root, &error))
    {
      fuzz_assert_error (error);
      return;
    }

  g_assert_no_error (error);
  for (int operation = CHL_OPERATION_MODELS; operation <= CHL_OPERATION_ACCOUNT; operation++)
    check_operation (provider, (ChlOperation) operation);
  g_assert_nonnull (chl_provider_get_quirks (provider, "some-model"));
  g_assert_nonnull (chl_protocol_get (chl_provider_get_protocol (provider, "some-model")));
  chl_site_get (provider);
  chl_site_find_other_region (provider);
  origin = chl_provider_dup_origin (provider);
  bundled = chl_provider_list_bundled (provider);
  chl_own_headers_foreach (provider, check_own_header_cb, NULL);
  chl_lessons_foreach (provider, check_lesson_cb, provider);
  fuzz_assert_file (provider);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  fuzz_with_families (data, size, read_file);

  return 0;
}
