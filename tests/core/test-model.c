/* test-model.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <libglib-testing/signal-logger.h>

#include "chl-json.h"
#include "chl-model.h"

static void
test_new (void)
{
  ChlModel        *model = chl_model_new ("home", "lab/tiny:1");
  g_autofree char *full_id = NULL;
  gboolean         is_enabled = TRUE;

  g_object_get (model, "full-id", &full_id, "is-enabled", &is_enabled, NULL);
  g_assert_cmpstr (full_id, ==, "home/lab/tiny:1");
  g_assert_false (is_enabled);
  g_assert_cmpstr (chl_model_get_full_id (model), ==, "home/lab/tiny:1");
  g_assert_cmpstr (chl_model_get_provider_id (model), ==, "home");
  g_assert_cmpstr (chl_model_get_id (model), ==, "lab/tiny:1");
  g_assert_cmpint (chl_model_get_use (model), ==, CHL_MODEL_USE_CHAT);
  g_assert_false (chl_model_is_custom (model));
  g_assert_false (chl_model_is_gone (model));
  g_assert_nonnull (chl_model_get_capabilities (model));

  g_assert_finalize_object (model);
}

static void
test_title (void)
{
  ChlModel *model = chl_model_new ("home", "tiny-1");

  g_assert_cmpstr (chl_model_get_title (model), ==, "tiny-1");
  g_assert_cmpstr (chl_model_get_search_text (model), ==, "tiny-1\ntiny-1");
  chl_model_set_title (model, "Tiny");
  g_assert_cmpstr (chl_model_get_search_text (model), ==, "tiny\ntiny-1");
  g_assert_cmpstr (chl_model_get_title (model), ==, "Tiny");
  chl_model_set_title (model, "");
  g_assert_cmpstr (chl_model_get_title (model), ==, "tiny-1");

  g_assert_finalize_object (model);
}

static void
test_notifies (void)
{
  ChlModel *model = chl_model_new ("home", "tiny-1");
  g_autoptr(GtSignalLogger) logger = gt_signal_logger_new ();

  gt_signal_logger_connect (logger, model, "notify::title");
  gt_signal_logger_connect (logger, model, "notify::is-enabled");
  gt_signal_logger_connect (logger, model, "notify::is-custom");
  gt_signal_logger_connect (logger, model, "notify::is-gone");
  gt_signal_logger_connect (logger, model, "notify::capabilities");

  for (guint i = 0; i < 2; i++)
    {
      chl_model_set_title (model, "Tiny");
      chl_model_set_enabled (model, TRUE);
      chl_model_set_custom (model, 5);
      chl_model_set_gone (model, TRUE);
      if (i == 0)
        {
          gt_signal_logger_assert_notify_emission_pop (logger, model, "title");
          gt_signal_logger_assert_notify_emission_pop (logger, model, "is-enabled");
          gt_signal_logger_assert_notify_emission_pop (logger, model, "is-custom");
          gt_signal_logger_assert_notify_emission_pop (logger, model, "is-gone");
        }
      gt_signal_logger_assert_no_emissions (logger);
    }

  chl_model_take_capabilities (model, chl_capabilities_new ());
  gt_signal_logger_assert_notify_emission_pop (logger, model, "capabilities");
  g_object_set (model, "is-enabled", FALSE, "is-gone", FALSE, "is-custom", FALSE, "title", NULL, NULL);
  g_assert_false (chl_model_is_enabled (model));
  g_assert_false (chl_model_is_gone (model));
  g_assert_false (chl_model_is_custom (model));
  g_assert_cmpstr (chl_model_get_title (model), ==, "tiny-1");

  g_assert_finalize_object (model);
}

static void
test_suits (void)
{
  static const struct
  {
    guint    use;
    int      reasoning; /* -1: not known */
    gboolean suits[CHL_N_ROLES];
  } cases[] = {
    /* chat, light, reasoning, buddy, completion, embedding */
    { CHL_MODEL_USE_CHAT, -1, { TRUE, TRUE, TRUE, TRUE, FALSE, FALSE } },
    { CHL_MODEL_USE_CHAT, 1, { TRUE, TRUE, TRUE, TRUE, FALSE, FALSE } },
    { CHL_MODEL_USE_CHAT, 0, { TRUE, TRUE, FALSE, TRUE, FALSE, FALSE } },
    { CHL_MODEL_USE_COMPLETION, -1, { FALSE, FALSE, FALSE, FALSE, TRUE, FALSE } },
    { CHL_MODEL_USE_EMBEDDING, 1, { FALSE, FALSE, FALSE, FALSE, FALSE, TRUE } },
    { CHL_MODEL_USE_CHAT | CHL_MODEL_USE_COMPLETION, 1, { TRUE, TRUE, TRUE, TRUE, TRUE, FALSE } },
    { 0, 1, { FALSE, FALSE, FALSE, FALSE, FALSE, FALSE } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(ChlModel) model = chl_model_new ("home", "tiny-1");
      ChlCapabilities *capabilities = chl_capabilities_new ();

      if (cases[i].reasoning >= 0)
        chl_capabilities_set_boolean (capabilities,
                                      CHL_FIELD_REASONING,
                                      cases[i].reasoning,
                                      CHL_ORIGIN_PROVIDER);
      chl_model_take_capabilities (model, capabilities);
      chl_model_set_use (model, (ChlModelUse) cases[i].use);

      for (guint role = 0; role < CHL_N_ROLES; role++)
        {
          const char *reason = NULL;

          g_test_message ("case %u, %s", i, chl_role_to_string ((ChlRole) role));
          g_assert_cmpint (chl_model_suits (model, (ChlRole) role, &reason), ==, cases[i].suits[role]);
          g_assert_cmpint (reason == NULL, ==, cases[i].suits[role]);
          g_assert_cmpint (chl_model_suits (model, (ChlRole) role, NULL), ==, cases[i].suits[role]);
        }
    }
}

static void
test_json (void)
{
  static const struct
  {
    const char *json;
    const char *expected; /* NULL: nothing is read */
  } cases[] = {
    { "{\"id\":\"lab/tiny:1\",\"title\":\"Tiny\",\"use\":[\"chat\",\"embedding\"],"
      "\"capabilities\":{\"tools\":{\"value\":true,\"origin\":\"provider\"}},\"custom\":true}",
      "{\"id\":\"lab/tiny:1\",\"title\":\"Tiny\",\"use\":[\"chat\",\"embedding\"],"
      "\"capabilities\":{\"tools\":{\"value\":true,\"origin\":\"provider\"}},\"custom\":true}" },
    { "{\"id\":\"a\"}", "{\"id\":\"a\",\"use\":[\"chat\"],\"capabilities\":{}}" },
    { "{\"id\":\"a\",\"title\":7,\"use\":\"chat\",\"capabilities\":[],\"custom\":1}",
      "{\"id\":\"a\",\"use\":[\"chat\"],\"capabilities\":{}}" },
    { "{\"id\":\"a\",\"use\":[\"completion\",\"dance\",7,null,\"completion\"],\"custom\":false}",
      "{\"id\":\"a\",\"use\":[\"completion\"],\"capabilities\":{}}" },
    { "{\"id\":\"a\",\"use\":[]}", "{\"id\":\"a\",\"use\":[],\"capabilities\":{}}" },
    { "{\"id\":\"a\",\"facts\":{\"size\":7,\"more\":[1]}}",
      "{\"id\":\"a\",\"use\":[\"chat\"],\"capabilities\":{},"
      "\"facts\":{\"size\":7,\"more\":[1]}}" },
    { "{\"id\":\"a\",\"facts\":[7]}", "{\"id\":\"a\",\"use\":[\"chat\"],\"capabilities\":{}}" },
    { "{\"id\":\"\"}", NULL },
    { "{\"id\":7}", NULL },
    { "{}", NULL },
    { "[]", NULL },
    { "null", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(JsonNode) node = chl_json_parse (cases[i].json, -1, NULL);
      g_autoptr(ChlModel) model = chl_model_from_json ("home", node);

      g_test_message ("case %u", i);
      if (cases[i].expected == NULL)
        g_assert_null (model);
      else
        {
          g_autoptr(JsonNode) again = chl_model_to_json (model);
          g_autofree char *text = chl_json_print (again, FALSE);

          g_assert_cmpstr (text, ==, cases[i].expected);
        }
    }

  g_assert_null (chl_model_from_json ("home", NULL));
}

static void
test_split (void)
{
  static const struct
  {
    const char *full_id;
    const char *provider_id; /* NULL: refused */
    const char *model_id;
  } cases[] = {
    { "home/tiny-1", "home", "tiny-1" },
    { "home/lab/tiny:1", "home", "lab/tiny:1" },
    { "home//x", "home", "/x" },
    { "home/x/", "home", "x/" },
    { "home", NULL, NULL },
    { "home/", NULL, NULL },
    { "/tiny-1", NULL, NULL },
    { "/", NULL, NULL },
    { "", NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *provider_id = NULL;
      g_autofree char *model_id = NULL;
      gboolean         is_split = chl_model_split_full_id (cases[i].full_id, &provider_id, &model_id);

      g_test_message ("%s", cases[i].full_id);
      g_assert_cmpint (is_split, ==, cases[i].provider_id != NULL);
      g_assert_cmpstr (provider_id, ==, cases[i].provider_id);
      g_assert_cmpstr (model_id, ==, cases[i].model_id);
      g_assert_cmpint (chl_model_split_full_id (cases[i].full_id, NULL, NULL), ==, is_split);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/model/new", test_new);
  g_test_add_func ("/model/title", test_title);
  g_test_add_func ("/model/notifies", test_notifies);
  g_test_add_func ("/model/suits", test_suits);
  g_test_add_func ("/model/json", test_json);
  g_test_add_func ("/model/split", test_split);

  return g_test_run ();
}
