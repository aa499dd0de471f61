/* test-trial-facts.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "chl-engine-fixture.h"
#include "chl-json.h"
#include "chl-trial-facts.h"

#define CHAT "/v1/chat/completions"
#define DELTA(text) "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" text "\"}}]}\n\n"
#define STOP(reason) "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"" reason "\"}]}\n\n"
#define USAGE(fields) "data: {\"choices\":[],\"usage\":{" fields "}}\n\n"
#define DONE "data: [DONE]\n\n"
#define TEN "1234567890"
#define HUNDRED TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN

/* A trial that was answered with @text, @ms after it was asked for. */
static ChlTrial *
run (ChlFixture *fixture,
     ChlModel   *model,
     const char *text,
     gint64      ms)
{
  ChlProvider *provider = chl_provider_list_find (chl_engine_get_providers (fixture->engine), "lab");
  g_autoptr(ChlTrial) trial = chl_trial_new (fixture->engine, provider, model);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  ChlFakeAnswer *answer = chl_fake_server_add_events (fixture->server, CHAT);

  chl_fake_answer_add_gate (answer);
  chl_fake_answer_add_text (answer, text);
  chl_trial_run_async (trial, NULL, chl_fixture_keep_cb, &result);
  CHL_FIXTURE_UNTIL (chl_fake_server_get_n_requests (fixture->server) == 1);
  chl_fake_clock_advance_ms (fixture->clock, ms);

  /* The server may not have come to the gate yet. */
  while (result == NULL)
    {
      chl_fake_server_open_gate (fixture->server);
      g_main_context_iteration (NULL, TRUE);
    }
  chl_trial_run_finish (trial, chl_fixture_wait (&result), &error);
  g_assert_no_error (error);

  return g_steal_pointer (&trial);
}

static char *
join (ChlTrial *trial)
{
  g_autoptr(GPtrArray) facts = chl_trial_list_facts (trial);
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < facts->len; i++)
    {
      const ChlTrialFact *fact = g_ptr_array_index (facts, i);

      g_string_append_printf (text, "%s%s: %s", i > 0 ? " | " : "", fact->title, fact->value);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* What is not known is said to be so. */
static void
test_facts (void)
{
  static const struct
  {
    const char *price;
    const char *answer;
    gint64      ms;
    const char *facts;
  } cases[] = {
    { "{\"input\":3,\"output\":15}",
      DELTA (" Hello you. ") STOP ("stop") USAGE ("\"prompt_tokens\":100,\"completion_tokens\":40") DONE, 999,
      "Answer: Hello you. | First Word After: 999 ms | Speed: 40.0 tokens per second | "
      "Tokens: 100 in, 40 out | Cost: USD 0.0009" },
    { NULL, DELTA ("Hi") STOP ("stop") DONE, 1000,
      "Answer: Hi | First Word After: 1.0 s | Speed: Unknown | Tokens: Unknown | Cost: Unknown" },
    { "{\"subscription\":true}",
      DELTA ("Hi") STOP ("stop")
        USAGE ("\"prompt_tokens\":9,\"completion_tokens\":40,\"completion_tokens_details\":{\"reasoning_tokens\":30}") DONE,
      0,
      "Answer: Hi | First Word After: 0 ms | Speed: Unknown | "
      "Tokens: 9 in, 40 out, of these 30 thinking | Cost: Included in the subscription" },
    { "{\"input\":0,\"output\":0}", STOP ("length") USAGE ("\"prompt_tokens\":9,\"completion_tokens\":0") DONE, 0,
      "Answer: None; it thought until it had no more room | First Word After: Unknown | Speed: Unknown | "
      "Tokens: 9 in | Cost: USD 0" },
    { NULL, STOP ("stop") USAGE ("\"prompt_tokens\":0,\"completion_tokens\":0") DONE, 0,
      "Answer: It said nothing | First Word After: Unknown | Speed: Unknown | Tokens: Unknown | "
      "Cost: Unknown" },
    { NULL, DELTA (HUNDRED HUNDRED HUNDRED) STOP ("stop") DONE, 0,
      "Answer: " HUNDRED HUNDRED HUNDRED " | First Word After: 0 ms | Speed: Unknown | Tokens: Unknown | Cost: Unknown" },
    { NULL, DELTA (HUNDRED HUNDRED HUNDRED "\303\244") STOP ("stop") DONE, 0,
      "Answer: " HUNDRED HUNDRED HUNDRED "… | First Word After: 0 ms | Speed: Unknown | Tokens: Unknown | Cost: Unknown" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
      ChlModel *model = chl_provider_find_model (chl_fixture_add_provider (fixture), "m");
      g_autoptr(JsonNode) price = NULL;
      g_autoptr(ChlTrial) trial = NULL;
      g_autofree char *facts = NULL;

      if (cases[i].price != NULL)
        {
          price = json_from_string (cases[i].price, NULL);
          chl_model_set_override (model, CHL_FIELD_PRICE, price);
        }
      trial = run (fixture, model, cases[i].answer, cases[i].ms);
      facts = join (trial);
      g_assert_cmpstr (facts, ==, cases[i].facts);
    }
}

/* Of an answer that broke off it is not said how fast it was, nor is anything left of it afterwards. */
static void
test_broken (void)
{
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
  ChlModel *model = chl_provider_find_model (chl_fixture_add_provider (fixture), "m");
  g_autoptr(ChlTrial) trial = NULL;

  trial = run (fixture, model,
               DELTA ("Hi") USAGE ("\"prompt_tokens\":100,\"completion_tokens\":40") "data: {\"error\":{\"message\":\"it broke\"}}\n\n", 1000);
  g_assert_nonnull (chl_trial_get_problem (trial));
  g_assert_nonnull (chl_trial_get_usage (trial));
  g_assert_cmpint (chl_trial_get_usage (trial)->output, ==, 40);
  g_assert_cmpfloat (chl_trial_get_speed (trial), <, 0);
  g_assert_cmpint (chl_trial_get_total_ms (trial), ==, -1);
}

/* What is going to be sent, for each kind of work. */
static void
test_notices (void)
{
  static const struct
  {
    ChlRole     role;
    const char *word;
  } cases[] = {
    { CHL_ROLE_CHAT, "question" },
    { CHL_ROLE_COMPLETION, "beginning" },
    { CHL_ROLE_EMBEDDING, "vector" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *notice = chl_trial_dup_notice (cases[i].role);

      g_assert_nonnull (strstr (notice, cases[i].word));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/trial-facts/facts", test_facts);
  g_test_add_func ("/trial-facts/broken", test_broken);
  g_test_add_func ("/trial-facts/notices", test_notices);

  return g_test_run ();
}
