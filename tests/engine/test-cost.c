/* test-cost.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "chl-cost.h"
#include "chl-engine-fixture.h"
#include "chl-exchange.h"
#include "chl-json.h"

#define CHAT "/v1/chat/completions"
#define ANSWER                                                                        \
  "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"ok\"},"                  \
  "\"finish_reason\":\"stop\"}]}\n\n"                                                 \
  "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":1000,"                          \
  "\"completion_tokens\":500,\"prompt_tokens_details\":{\"cached_tokens\":400}}}\n\n" \
  "data: [DONE]\n\n"

static void
test_cost (void)
{
  static const struct
  {
    const char *price; /* NULL: nobody knows */
    gint64      input;
    gint64      cached;
    gint64      cache_write;
    gint64      output;
    double      said;
    double      cost; /* below 0: unknown */
  } cases[] = {
    { "{\"input\":2,\"output\":8}", 1000000, 0, 0, 500000, -1, 6 },
    { "{\"input\":2,\"output\":8,\"cached\":0.5}", 1000000, 400000, 0, 0, -1, 1.4 },
    { "{\"input\":2,\"output\":8,\"cached\":0.5,\"cache_write\":4}", 1000000, 400000, 100000, 0, -1, 1.6 },
    { "{\"input\":2,\"output\":8,\"cached\":0}", 1000000, 1000000, 0, 0, -1, 0 },

    /* Writing costs as reading does where nobody says otherwise. */
    { "{\"input\":2,\"output\":8}", 1000000, 0, 500000, 0, -1, 2 },

    /* Nothing is made up. */
    { NULL, 1000000, 0, 0, 1000, -1, -1 },
    { "{\"input\":2,\"output\":8}", 1000000, 400000, 0, 0, -1, -1 },
    { "{\"input\":2}", 1000000, 0, 0, 1, -1, -1 },
    { "{\"input\":2}", 1000000, 0, 0, 0, -1, 2 },
    { "{\"output\":8}", 1, 0, 0, 1, -1, -1 },
    { "{}", 1, 0, 0, 1, -1, -1 },
    { "{\"subscription\":true}", 1, 0, 0, 1, -1, -1 },
    { "{\"input\":2,\"output\":8}", 0, 0, 0, 0, -1, -1 },
    { "{\"input\":-1,\"output\":8}", 5, 0, 0, 5, -1, -1 },

    /* Free is a price. */
    { "{\"input\":0,\"output\":0}", 1000, 0, 0, 1000, -1, 0 },

    /* The server knows best. */
    { "{\"input\":2,\"output\":8}", 1000000, 0, 0, 0, 0.25, 0.25 },
    { "{\"input\":2,\"output\":8}", 1000000, 0, 0, 0, 0, 0 },

    /* A long prompt costs more, as a whole; what a step does not say is as before it. */
    { "{\"input\":1,\"output\":4,\"tiers\":[{\"above\":200000,\"input\":2}]}", 200000, 0, 0, 1000000, -1, 4.2 },
    { "{\"input\":1,\"output\":4,\"tiers\":[{\"above\":200000,\"input\":2}]}", 250000, 0, 0, 1000000, -1, 4.5 },
    { "{\"input\":1,\"output\":4,\"tiers\":[{\"above\":300000,\"input\":9},{\"above\":200000,\"input\":2}]}",
      250000, 0, 0, 0, -1, 0.5 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(ChlCapabilities) known = chl_capabilities_new ();
      g_autoptr(ChlUsage) usage = chl_usage_new ();
      gboolean is_new;

      g_test_message ("%u: %s", i, cases[i].price != NULL ? cases[i].price : "unknown");
      if (cases[i].price != NULL)
        {
          g_autoptr(JsonNode) price = chl_json_parse (cases[i].price, -1, NULL);

          chl_capabilities_set (known, CHL_FIELD_PRICE, price, CHL_ORIGIN_REGISTRY);
        }
      usage->input = cases[i].input;
      usage->cached = cases[i].cached;
      usage->cache_write = cases[i].cache_write;
      usage->output = cases[i].output;
      usage->cost = cases[i].said;

      is_new = chl_cost_reckon (known, usage);
      g_assert_cmpfloat_with_epsilon (usage->cost, cases[i].cost, 1e-9);
      g_assert_cmpint (is_new, ==, cases[i].said < 0 && cases[i].cost >= 0);
      g_assert_cmpint (usage->is_reckoned, ==, is_new);
      g_assert_cmpstr (usage->currency, ==, is_new ? "USD" : "");
    }
}

/* As the person has it, for the answer that came; without a price there is no cost. */
static void
test_answer (void)
{
  g_autoptr(ChlFixture) fixture = chl_fixture_new (FALSE);
  ChlProvider *provider = chl_fixture_add_provider (fixture);
  g_autoptr(JsonNode) price = chl_json_parse ("{\"input\":2,\"output\":8,\"cached\":0.5}", -1, NULL);

  for (guint i = 0; i < 2; i++)
    {
      ChlRequest *request = chl_request_new ("m");
      g_autoptr(ChlMessage) question = chl_message_new_text ("q", CHL_AUTHOR_USER, 0, "Hello");
      g_autoptr(ChlMessage) answer = chl_message_new ("a", CHL_AUTHOR_ASSISTANT, 0);
      g_autoptr(ChlExchange) exchange = NULL;
      g_autoptr(GAsyncResult) result = NULL;
      const ChlUsage *usage;

      chl_model_set_override (chl_provider_find_model (provider, "m"), CHL_FIELD_PRICE,
                              i == 0 ? price : NULL);
      chl_fake_answer_add_text (chl_fake_server_add_events (fixture->server, CHAT), ANSWER);
      chl_request_add_message (request, question);
      exchange = chl_exchange_new (fixture->engine, provider, CHL_ROLE_CHAT, request);
      chl_exchange_run_async (exchange, answer, NULL, chl_fixture_keep_cb, &result);
      chl_exchange_run_finish (exchange, chl_fixture_wait (&result), NULL);

      usage = chl_message_get_usage (answer);
      g_assert_nonnull (usage);
      g_assert_cmpfloat_with_epsilon (usage->cost, i == 0 ? 0.0054 : -1, 1e-9);
      g_assert_cmpint (usage->is_reckoned, ==, i == 0);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/cost/reckoned", test_cost);
  g_test_add_func ("/cost/answer", test_answer);

  return g_test_run ();
}
