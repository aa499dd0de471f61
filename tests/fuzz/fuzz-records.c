/* fuzz-records.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "chl-json.h"
#include "chl-message.h"
#include "chl-model-listing.h"
#include "chl-request.h"
#include "fuzz.h"
#include "tiny-provider.h"

static ChlProvider *
build_provider (JsonNode *root)
{
  g_autoptr(ChlProvider) provider = chl_provider_new (TEST_TYPE_TINY_PROVIDER, "lab");
  g_autoptr(GError) error = NULL;

  if (chl_provider_apply_json (provider, root, &error))
    return g_steal_pointer (&provider);

  g_assert_nonnull (error);
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  return NULL;
}

static void
check_provider (JsonNode *root)
{
  g_autoptr(ChlProvider) provider = build_provider (root);
  g_autoptr(ChlProvider) other = NULL;
  g_autoptr(JsonNode) written = NULL;
  g_autoptr(JsonNode) again = NULL;

  if (provider == NULL)
    return;

  written = chl_provider_to_json (provider);
  other = build_provider (written);
  g_assert_nonnull (other);
  again = chl_provider_to_json (other);
  g_assert_true (json_node_equal (written, again));

  /* The same file a second time changes nothing. */
  g_assert_true (chl_provider_apply_json (provider, written, NULL));
  g_clear_pointer (&again, json_node_unref);
  again = chl_provider_to_json (provider);
  g_assert_true (json_node_equal (written, again));
}

static void
check_message (JsonNode *root)
{
  g_autoptr(ChlMessage) message = chl_message_from_json (root, NULL);
  g_autoptr(ChlMessage) other = NULL;
  g_autoptr(JsonNode) written = NULL;
  g_autoptr(JsonNode) again = NULL;
  g_autofree char *text = NULL;

  if (message == NULL)
    return;

  written = chl_message_to_json (message);
  other = chl_message_from_json (written, NULL);
  g_assert_nonnull (other);
  again = chl_message_to_json (other);
  g_assert_true (json_node_equal (written, again));
  text = chl_message_dup_text (message);
}

static void
check_listing (JsonNode *root)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) models = chl_model_listing_parse ("lab", root, NULL, NULL, &error);

  g_assert_true ((models == NULL) == (error != NULL));
  for (guint i = 0; models != NULL && i < models->len; i++)
    {
      ChlModel *model = g_ptr_array_index (models, i);
      g_autoptr(JsonNode) written = chl_model_to_json (model);
      g_autoptr(ChlModel) other = chl_model_from_json ("lab", written);
      g_autoptr(JsonNode) again = chl_model_to_json (other);

      g_assert_true (chl_model_listing_is_usable_id (chl_model_get_id (model)));
      g_assert_true (json_node_equal (written, again));
    }
}

static void
check_tools (const char *text)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) tools = chl_tools_parse (text, &error);

  g_assert_true ((tools == NULL) == (error != NULL));
}

/* What is kept in files and rows, and what a server lists: read, written, and read again. */
int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autoptr(JsonNode) root = chl_json_parse (text, -1, NULL);

  check_tools (text);
  if (root == NULL)
    return 0;

  check_provider (root);
  check_message (root);
  check_listing (root);

  return 0;
}
