/* test-provider-models.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <libglib-testing/signal-logger.h>
#include <string.h>

#include "chl-error.h"
#include "chl-json.h"
#include "tiny-provider.h"

/* "id" for each, with "+" if enabled, "!" if gone, "*" if custom. */
static char *
dup_list (ChlProvider *provider)
{
  GListModel *list = chl_provider_get_models (provider);
  GString    *text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr(ChlModel) model = g_list_model_get_item (list, i);

      g_assert_true (chl_provider_find_model (provider, chl_model_get_id (model)) == model);
      g_string_append_printf (text,
                              "%s%s%s%s ",
                              chl_model_get_id (model),
                              chl_model_is_enabled (model) ? "+" : "",
                              chl_model_is_gone (model) ? "!" : "",
                              chl_model_is_custom (model) ? "*" : "");
    }

  return g_string_free (text, FALSE);
}

static void
assert_list (ChlProvider *provider,
             const char  *expected)
{
  g_autofree char *text = dup_list (provider);

  g_assert_cmpstr (text, ==, expected);
}

static void
assert_items_changed (GtSignalLogger *logger,
                      ChlProvider    *provider,
                      guint           position,
                      guint           n_removed,
                      guint           n_added)
{
  guint at = 99;
  guint removed = 99;
  guint added = 99;

  gt_signal_logger_assert_emission_pop (logger,
                                        chl_provider_get_models (provider),
                                        "items-changed",
                                        &at,
                                        &removed,
                                        &added);
  gt_signal_logger_assert_no_emissions (logger);
  g_assert_cmpuint (at, ==, position);
  g_assert_cmpuint (removed, ==, n_removed);
  g_assert_cmpuint (added, ==, n_added);
}

static void
merge (ChlProvider *provider,
       const char  *ids)
{
  g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func (g_object_unref);
  g_auto(GStrv) words = g_strsplit (ids, " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0')
      g_ptr_array_add (found, chl_model_new ("home", words[i]));
  chl_provider_merge_models (provider, found);
}

static void
add (ChlProvider *provider,
     const char  *id,
     gboolean     is_custom)
{
  g_autoptr(ChlModel) model = chl_model_new ("home", id);

  chl_model_set_custom (model, is_custom);
  chl_provider_add_model (provider, model);
}

static void
enable (ChlProvider *provider,
        const char  *id,
        gboolean     is_enabled)
{
  chl_model_set_enabled (chl_provider_find_model (provider, id), is_enabled);
}

static void
test_merge (void)
{
  ChlProvider *provider = chl_provider_new (TEST_TYPE_TINY_PROVIDER, "home");
  g_autoptr(GtSignalLogger) logger = gt_signal_logger_new ();
  ChlModel *b = NULL;

  g_assert_null (chl_provider_find_model (provider, "a"));
  g_assert_null (chl_provider_find_model (provider, NULL));
  gt_signal_logger_connect (logger, chl_provider_get_models (provider), "items-changed");
  merge (provider, "a b c b");
  assert_items_changed (logger, provider, 0, 0, 3);
  assert_list (provider, "a b c ");

  merge (provider, "a b c");
  gt_signal_logger_assert_no_emissions (logger);

  /* The smallest span, and the same objects. */
  b = chl_provider_find_model (provider, "b");
  enable (provider, "b", TRUE);
  merge (provider, "a x b c");
  assert_items_changed (logger, provider, 1, 0, 1);
  merge (provider, "a b");
  assert_items_changed (logger, provider, 1, 3, 1);
  assert_list (provider, "a b+ ");
  g_assert_true (chl_provider_find_model (provider, "b") == b);

  /* One that is in use and no longer listed is missed; it is itself again when it is back. */
  merge (provider, "d a");
  assert_items_changed (logger, provider, 0, 0, 1);
  assert_list (provider, "d a b+! ");
  merge (provider, "d b a");
  assert_list (provider, "d b+ a ");
  g_assert_true (chl_provider_find_model (provider, "b") == b);

  merge (provider, "");
  assert_list (provider, "b+! ");
  enable (provider, "b", FALSE);
  merge (provider, "a");
  assert_list (provider, "a ");

  g_assert_finalize_object (provider);
}

static void
test_custom_first (void)
{
  ChlProvider *provider = chl_provider_new (TEST_TYPE_TINY_PROVIDER, "home");
  g_autoptr(GtSignalLogger) logger = gt_signal_logger_new ();
  ChlModel *mine = NULL;

  merge (provider, "a b");
  gt_signal_logger_connect (logger, chl_provider_get_models (provider), "items-changed");
  add (provider, "mine", TRUE);
  assert_items_changed (logger, provider, 0, 0, 1);
  add (provider, "yours", TRUE);
  assert_items_changed (logger, provider, 1, 0, 1);
  add (provider, "plain", FALSE);
  assert_items_changed (logger, provider, 4, 0, 1);
  assert_list (provider, "mine* yours* a b plain ");

  /* One of the same id takes the place of the other. */
  mine = chl_provider_find_model (provider, "mine");
  chl_model_set_title (mine, "My own");
  add (provider, "b", TRUE);
  assert_items_changed (logger, provider, 2, 2, 2);
  assert_list (provider, "mine* yours* b* a plain ");

  /* The provider may list it too: what the person made stands. */
  merge (provider, "c mine b");
  assert_list (provider, "mine* yours* b* c ");
  g_assert_true (chl_provider_find_model (provider, "mine") == mine);
  g_assert_cmpstr (chl_model_get_title (mine), ==, "My own");

  chl_provider_remove_model (provider, "yours");
  chl_provider_remove_model (provider, "nobody");
  assert_list (provider, "mine* b* c ");
  g_assert_null (chl_provider_find_model (provider, "yours"));

  g_assert_finalize_object (provider);
}

static void
test_n_enabled (void)
{
  ChlProvider *provider = chl_provider_new (TEST_TYPE_TINY_PROVIDER, "home");
  g_autoptr(GtSignalLogger) logger = gt_signal_logger_new ();
  g_autoptr(ChlModel) a = NULL;

  merge (provider, "a b");
  gt_signal_logger_connect (logger, provider, "notify::n-enabled-models");
  enable (provider, "a", TRUE);
  gt_signal_logger_assert_notify_emission_pop (logger, provider, "n-enabled-models");
  enable (provider, "b", TRUE);
  gt_signal_logger_assert_notify_emission_pop (logger, provider, "n-enabled-models");
  g_assert_cmpuint (chl_provider_get_n_enabled_models (provider), ==, 2);
  merge (provider, "b");
  gt_signal_logger_assert_no_emissions (logger);

  a = g_object_ref (chl_provider_find_model (provider, "a"));
  chl_provider_remove_model (provider, "a");
  gt_signal_logger_assert_notify_emission_pop (logger, provider, "n-enabled-models");
  g_assert_cmpuint (chl_provider_get_n_enabled_models (provider), ==, 1);

  /* What is no longer in the list does not count. */
  chl_model_set_enabled (a, FALSE);
  chl_model_set_enabled (a, TRUE);
  gt_signal_logger_assert_no_emissions (logger);
  chl_provider_add_model (provider, a);
  gt_signal_logger_assert_notify_emission_pop (logger, provider, "n-enabled-models");
  g_assert_cmpuint (chl_provider_get_n_enabled_models (provider), ==, 2);

  g_assert_finalize_object (provider);

  /* Nobody listens any more. */
  chl_model_set_enabled (a, FALSE);
}

static gint64
get_int (ChlProvider *provider,
         ChlField     field,
         ChlOrigin   *out_origin)
{
  ChlModel *model = chl_provider_find_model (provider, "a");

  chl_capabilities_get (chl_model_get_capabilities (model), field, out_origin);

  return chl_capabilities_get_int (chl_model_get_capabilities (model), field);
}

/* The person's word stands, the provider's is new each time, what others knew fills gaps. */
static void
test_merge_capabilities (void)
{
  ChlProvider *provider = chl_provider_new (TEST_TYPE_TINY_PROVIDER, "home");
  g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func (g_object_unref);
  ChlCapabilities *capabilities = chl_capabilities_new ();
  ChlModel        *model = chl_model_new ("home", "a");
  ChlOrigin        origin = CHL_ORIGIN_UNKNOWN;

  merge (provider, "a");
  chl_capabilities_set_int (capabilities, CHL_FIELD_CONTEXT_WINDOW, 1, CHL_ORIGIN_USER);
  chl_capabilities_set_int (capabilities, CHL_FIELD_MAX_OUTPUT, 2, CHL_ORIGIN_PROVIDER);
  chl_capabilities_set_int (capabilities, CHL_FIELD_MAX_INPUT, 3, CHL_ORIGIN_REGISTRY);
  chl_capabilities_set_int (capabilities, CHL_FIELD_EMBEDDING_DIMENSIONS, 4, CHL_ORIGIN_FAMILY);
  chl_model_take_capabilities (chl_provider_find_model (provider, "a"), capabilities);

  capabilities = chl_capabilities_new ();
  chl_capabilities_set_int (capabilities, CHL_FIELD_CONTEXT_WINDOW, 10, CHL_ORIGIN_PROVIDER);
  chl_capabilities_set_int (capabilities, CHL_FIELD_EMBEDDING_DIMENSIONS, 40, CHL_ORIGIN_PROVIDER);
  chl_model_take_capabilities (model, capabilities);
  chl_model_set_title (model, "Model A");
  chl_model_set_use (model, CHL_MODEL_USE_EMBEDDING);
  g_ptr_array_add (found, model);
  chl_provider_merge_models (provider, found);

  g_assert_cmpint (get_int (provider, CHL_FIELD_CONTEXT_WINDOW, &origin), ==, 1);
  g_assert_cmpint (origin, ==, CHL_ORIGIN_USER);
  g_assert_cmpint (get_int (provider, CHL_FIELD_MAX_OUTPUT, &origin), ==, 0);
  g_assert_cmpint (get_int (provider, CHL_FIELD_MAX_INPUT, &origin), ==, 3);
  g_assert_cmpint (origin, ==, CHL_ORIGIN_REGISTRY);
  g_assert_cmpint (get_int (provider, CHL_FIELD_EMBEDDING_DIMENSIONS, &origin), ==, 40);
  g_assert_cmpint (origin, ==, CHL_ORIGIN_PROVIDER);

  model = chl_provider_find_model (provider, "a");
  g_assert_cmpstr (chl_model_get_title (model), ==, "Model A");
  g_assert_cmpint (chl_model_get_use (model), ==, CHL_MODEL_USE_EMBEDDING);

  g_assert_finalize_object (provider);
}

/* They are the server's alone, and a copy: what one list says is not changed by the next. */
static void
test_merge_facts (void)
{
  static const char *const lists[] = { "{\"size\":1}", "{\"size\":2}", NULL };
  ChlProvider             *provider = chl_provider_new (TEST_TYPE_TINY_PROVIDER, "home");

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func (g_object_unref);
      ChlModel *model = chl_model_new ("home", "a");
      JsonNode *facts;
      gint64    size = 0;

      chl_model_take_facts (model, lists[i] != NULL ? chl_json_parse (lists[i], -1, NULL) : NULL);
      g_ptr_array_add (found, g_object_ref (model));
      chl_provider_merge_models (provider, found);
      if (lists[i] != NULL && i > 0)
        json_object_set_int_member (json_node_get_object (chl_model_get_facts (model)), "size", 9);
      g_object_unref (model);

      facts = chl_model_get_facts (chl_provider_find_model (provider, "a"));
      g_assert_cmpint (chl_json_get_int64 (facts, "/size", &size), ==, lists[i] != NULL);
      g_assert_cmpint (size, ==, lists[i] != NULL ? i + 1 : 0);
    }

  g_assert_finalize_object (provider);
}

/* A view that only listens shows what is there, whatever comes. */
static void
replay_cb (GListModel *list,
           guint       position,
           guint       n_removed,
           guint       n_added,
           gpointer    user_data)
{
  GPtrArray *view = user_data;

  if (n_removed > 0)
    g_ptr_array_remove_range (view, position, n_removed);
  for (guint i = 0; i < n_added; i++)
    g_ptr_array_insert (view, (int) (position + i), g_list_model_get_item (list, position + i));
}

static void
test_random (void)
{
  ChlProvider *provider = chl_provider_new (TEST_TYPE_TINY_PROVIDER, "home");
  GListModel  *list = chl_provider_get_models (provider);
  g_autoptr(GPtrArray) view = g_ptr_array_new_with_free_func (g_object_unref);

  g_signal_connect (list, "items-changed", G_CALLBACK (replay_cb), view);
  for (guint round = 0; round < 500; round++)
    {
      g_autoptr(GString) ids = g_string_new (NULL);
      guint n_enabled = 0;

      for (guint i = 0; i < 12; i++)
        if (g_test_rand_bit ())
          g_string_append_printf (ids, "m%d ", g_test_rand_int_range (0, 12));
      merge (provider, ids->str);
      if (g_test_rand_int_range (0, 10) == 0)
        add (provider, g_test_rand_bit () ? "m3" : "m4", g_test_rand_bit ());

      g_assert_cmpuint (view->len, ==, g_list_model_get_n_items (list));
      for (guint i = 0; i < view->len; i++)
        {
          g_autoptr(ChlModel) model = g_list_model_get_item (list, i);

          g_assert_true (g_ptr_array_index (view, i) == model);
          if (g_test_rand_int_range (0, 4) == 0)
            chl_model_set_enabled (model, !chl_model_is_enabled (model));
          n_enabled += chl_model_is_enabled (model) ? 1 : 0;
        }
      g_assert_cmpuint (chl_provider_get_n_enabled_models (provider), ==, n_enabled);
    }

  g_signal_handlers_disconnect_by_data (list, view);
  g_clear_pointer (&view, g_ptr_array_unref);
  g_assert_finalize_object (provider);
}

static void
test_by_hand (void)
{
  static const char *const wrong[] = { "", "m1 ", " m1", "a\tb", "a\nb", "a\x1b[31m", "a\x7f", "a\u202e" };
  ChlProvider             *provider = chl_provider_new (TEST_TYPE_TINY_PROVIDER, "home");
  ChlModel                *model = NULL;
  g_autofree char         *too_long = g_strnfill (513, 'a');

  for (guint i = 0; i <= G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (chl_provider_add_by_hand (provider,
                                               i < G_N_ELEMENTS (wrong) ? wrong[i] : too_long,
                                               &error));
      g_assert_error (error, CHL_ERROR, CHL_ERROR_INVALID);
    }
  assert_list (provider, "");

  model = chl_provider_add_by_hand (provider, "new/one:4", NULL);
  g_assert_cmpuint (chl_model_get_use (model), ==, CHL_MODEL_USE_CHAT);
  g_assert_true (chl_provider_add_by_hand (provider, "new/one:4", NULL) == model);
  assert_list (provider, "new/one:4* ");

  g_assert_finalize_object (provider);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/provider-models/merge", test_merge);
  g_test_add_func ("/provider-models/custom-first", test_custom_first);
  g_test_add_func ("/provider-models/n-enabled", test_n_enabled);
  g_test_add_func ("/provider-models/merge-capabilities", test_merge_capabilities);
  g_test_add_func ("/provider-models/merge-facts", test_merge_facts);
  g_test_add_func ("/provider-models/random", test_random);
  g_test_add_func ("/provider-models/by-hand", test_by_hand);

  return g_test_run ();
}
