/* test-model-warmer.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "chl-merger.h"
#include "chl-model-warmer.h"

#define N_MODELS 200

/* Somebody who knows nothing, and counts how often they are asked. */
#define COUNTER_TYPE (counter_get_type ())
G_DECLARE_FINAL_TYPE (Counter, counter, COUNTER, MERGER, GObject)

struct _Counter
{
  GObject parent_instance;
  guint   n;
};

static ChlCapabilities *
counter_merge (ChlMerger *merger,
               ChlModel  *model)
{
  COUNTER_MERGER (merger)->n++;

  return chl_capabilities_copy (chl_model_get_told (model));
}

static void
counter_merger_init (ChlMergerInterface *iface)
{
  iface->merge = counter_merge;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (Counter,
                               counter,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (CHL_TYPE_MERGER, counter_merger_init))

static void
counter_class_init (CounterClass *klass)
{
}

static void
counter_init (Counter *self)
{
}

static void
add (GListStore *store,
     Counter    *counter,
     guint       number)
{
  g_autofree char *id = g_strdup_printf ("m%u", number);
  g_autoptr(ChlModel) model = chl_model_new ("p", id);

  chl_model_set_merger (model, CHL_MERGER (counter));
  g_list_store_append (store, model);
}

/* Each is asked for once, a part of them at a time, and those that come later, too. */
static void
test_warm (void)
{
  g_autoptr(Counter) counter = g_object_new (COUNTER_TYPE, NULL);
  g_autoptr(GListStore) store = g_list_store_new (CHL_TYPE_MODEL);
  ChlModelWarmer *warmer;

  for (guint i = 0; i < N_MODELS; i++)
    add (store, counter, i);

  warmer = chl_model_warmer_new (G_LIST_MODEL (store));
  g_assert_cmpuint (counter->n, ==, 0);
  g_assert_true (g_main_context_iteration (NULL, FALSE));
  g_assert_cmpuint (counter->n, >, 0);
  g_assert_cmpuint (counter->n, <, N_MODELS);
  while (!chl_model_warmer_is_done (warmer))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (counter->n, ==, N_MODELS);

  add (store, counter, N_MODELS);
  g_assert_false (chl_model_warmer_is_done (warmer));
  while (!chl_model_warmer_is_done (warmer))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (counter->n, ==, N_MODELS + 1);

  /* Nothing of it is left behind. */
  add (store, counter, N_MODELS + 1);
  chl_model_warmer_free (warmer);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_list_store_remove_all (store);
  g_assert_cmpuint (counter->n, ==, N_MODELS + 1);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/model-warmer/warm", test_warm);

  return g_test_run ();
}
