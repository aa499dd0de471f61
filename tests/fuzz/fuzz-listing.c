/* fuzz-listing.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "chl-address.h"
#include "chl-json.h"
#include "chl-model-listing.h"
#include "chl-protocol.h"
#include "fuzz-family.h"

/* Stands between a list and the answers to what is asked beside it. */
#define SEPARATOR "\x1e"

/* Models of one list that are looked at one by one. */
#define MAX_MODELS 64

static void
check_address (char *address)
{
  if (address == NULL)
    return;

  g_assert_true (g_utf8_validate (address, -1, NULL));
  g_assert_null (strpbrk (address, "\r\n"));
  g_free (address);
}

static void
check_model (ChlProvider *provider,
             ChlModel    *model)
{
  g_autoptr(JsonNode) written = chl_model_to_json (model);
  g_autoptr(ChlModel) other = chl_model_from_json ("lab", written);
  g_autoptr(JsonNode) again = NULL;
  g_autofree char *provider_id = NULL;
  g_autofree char *model_id = NULL;
  const char      *id = chl_model_get_id (model);

  g_assert_true (chl_model_listing_is_usable_id (id));
  g_assert_true (g_utf8_validate (chl_model_get_title (model), -1, NULL));
  g_assert_true (chl_model_split_full_id (chl_model_get_full_id (model), &provider_id, &model_id));
  g_assert_cmpstr (model_id, ==, id);
  g_assert_nonnull (other);
  again = chl_model_to_json (other);
  g_assert_true (json_node_equal (written, again));

  g_assert_nonnull (chl_provider_get_quirks (provider, id));
  g_assert_nonnull (chl_protocol_get (chl_provider_get_protocol (provider, id)));
  check_address (chl_provider_dup_model_url (provider, id));
  check_address (chl_provider_dup_model_host (provider, id));
}

static void
check_verbs (ChlProvider *provider,
             const char  *model,
             JsonNode    *root)
{
  for (guint verb = CHL_VERB_PULL; verb <= CHL_VERB_UNLOAD; verb <<= 1)
    {
      g_autoptr(ChlVerbRequest) request = NULL;
      g_autoptr(ChlVerbProgress) progress = chl_verb_progress_new ();
      g_autoptr(GError) error = NULL;

      if (!chl_provider_can (provider, verb))
        continue;

      request = chl_provider_new_verb (provider, verb, model, &error);
      if (request == NULL)
        fuzz_assert_error (error);
      else
        check_address (g_strdup (request->address));

      /* A line of it comes many times. */
      for (guint i = 0; i < 3; i++)
        chl_provider_read_verb (provider, verb, root, progress);
      g_assert_cmpint (progress->done_bytes, >=, 0);
      g_assert_cmpint (progress->total_bytes, >=, 0);
      g_assert_true (progress->status == NULL || g_utf8_validate (progress->status, -1, NULL));
    }
}

/* Each question gets the next of @answers, and the last one goes on for ever. */
static void
ask (ChlProvider *provider,
     GPtrArray   *models,
     GPtrArray   *answers)
{
  g_autoptr(GPtrArray) queries = chl_provider_list_queries (provider, models);

  for (guint i = 0; queries != NULL && i < queries->len; i++)
    {
      ChlModelQuery   *query = g_ptr_array_index (queries, i);
      g_autofree char *origin = NULL;

      check_address (g_strdup (query->address));
      g_assert_nonnull (origin = chl_address_dup_origin (query->address));
      chl_provider_take_query (provider, models, query,
                               g_ptr_array_index (answers, MIN (i + 1, answers->len - 1)));
    }

  for (guint i = models->len; i > 0; i--)
    if (chl_model_get_use (g_ptr_array_index (models, i - 1)) == 0)
      g_ptr_array_remove_index (models, i - 1);
}

static GPtrArray *
parse_answers (const char *text)
{
  g_auto(GStrv) pieces = g_strsplit (text, SEPARATOR, 8);
  g_autoptr(GPtrArray) answers = g_ptr_array_new_with_free_func ((GDestroyNotify) json_node_unref);

  for (guint i = 0; pieces[i] != NULL; i++)
    {
      JsonNode *root = chl_json_parse (pieces[i], -1, NULL);

      if (root != NULL)
        g_ptr_array_add (answers, root);
    }

  return answers->len > 0 ? g_steal_pointer (&answers) : NULL;
}

/* A list is read, asked about, joined with what is there, and joined once more. */
static void
read_listing (ChlProvider *provider,
              const char  *text)
{
  g_autoptr(GPtrArray) answers = parse_answers (text);
  g_autoptr(GPtrArray) models = NULL;
  g_autoptr(GError) error = NULL;
  JsonNode   *root;
  GListModel *list = chl_provider_get_models (provider);
  guint       n_items;

  if (answers == NULL)
    return;

  root = g_ptr_array_index (answers, 0);
  check_address (chl_provider_dup_next_url (provider, root));
  chl_model_listing_is_cut (root);
  chl_provider_try_other_list (provider);
  if (!(models = chl_provider_parse_models (provider, root, &error)))
    {
      fuzz_assert_error (error);
      return;
    }

  g_assert_no_error (error);
  g_assert_cmpuint (models->len, <=, CHL_MODEL_LISTING_MAX_ROWS);
  ask (provider, models, answers);
  chl_provider_merge_models (provider, models);
  n_items = g_list_model_get_n_items (list);
  g_assert_cmpuint (n_items, <=, models->len);
  for (guint i = 0; i < MIN (n_items, MAX_MODELS); i++)
    {
      g_autoptr(ChlModel) model = g_list_model_get_item (list, i);

      check_model (provider, model);
      if (i < 2)
        check_verbs (provider, chl_model_get_id (model), root);
    }
  fuzz_assert_file (provider);

  /* What is known from the last time stays what it is. */
  ask (provider, models, answers);
  chl_provider_merge_models (provider, models);
  g_assert_cmpuint (g_list_model_get_n_items (list), <=, n_items);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  fuzz_with_families (data, size, read_listing);

  return 0;
}
