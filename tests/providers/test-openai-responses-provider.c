/* test-openai-responses-provider.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "family-golden.h"

#define FAMILY "openai-responses"

/* As the list is: in no order, with everything that OpenAI makes. */
static const char listing[] =
  "{\"object\":\"list\",\"data\":["
  "{\"id\":\"gpt-4o\",\"object\":\"model\",\"created\":1715367049,\"owned_by\":\"system\"},"
  "{\"id\":\"gpt-5.1\",\"object\":\"model\",\"created\":1762800673,\"owned_by\":\"system\"},"
  "{\"id\":\"gpt-5.1-codex\",\"object\":\"model\",\"created\":1762988221,\"owned_by\":\"system\"},"
  "{\"id\":\"gpt-5-pro\",\"object\":\"model\",\"created\":1759469822,\"owned_by\":\"system\"},"
  "{\"id\":\"gpt-5-chat-latest\",\"object\":\"model\",\"created\":1754073306,"
  "\"shutdown_date\":\"2026-10-23\",\"owned_by\":\"system\"},"
  "{\"id\":\"o3-deep-research\",\"object\":\"model\",\"created\":1749166761,\"owned_by\":\"system\"},"
  "{\"id\":\"o4-mini\",\"object\":\"model\",\"created\":1744225351,\"owned_by\":\"system\"},"
  "{\"id\":\"gpt-12-something\",\"object\":\"model\",\"created\":1999999999,\"owned_by\":\"system\"},"
  "{\"id\":\"ft:gpt-4o-mini-2024-07-18:house::abc\",\"object\":\"model\",\"created\":1730000000,"
  "\"owned_by\":\"house\"},"
  "{\"id\":\"gpt-4o-search-preview\",\"created\":1},{\"id\":\"gpt-5-search-api\",\"created\":1},"
  "{\"id\":\"gpt-4o-audio-preview\",\"created\":1},{\"id\":\"gpt-audio-mini\",\"created\":1},"
  "{\"id\":\"gpt-realtime\",\"created\":1},{\"id\":\"gpt-4o-transcribe\",\"created\":1},"
  "{\"id\":\"gpt-4o-mini-tts\",\"created\":1},{\"id\":\"whisper-1\",\"created\":1},"
  "{\"id\":\"dall-e-3\",\"created\":1},{\"id\":\"gpt-image-1\",\"created\":1},"
  "{\"id\":\"chatgpt-image-latest\",\"created\":1},{\"id\":\"sora-2\",\"created\":1},"
  "{\"id\":\"omni-moderation-latest\",\"created\":1},{\"id\":\"davinci-002\",\"created\":1},"
  "{\"id\":\"babbage-002\",\"created\":1},{\"id\":\"gpt-3.5-turbo-instruct\",\"created\":1},"
  "{\"id\":\"text-embedding-3-small\",\"object\":\"model\",\"created\":1705948997,"
  "\"owned_by\":\"system\"}]}";

static void
test_listing (void)
{
  g_autoptr(ChlProvider) provider = family_new (FAMILY);

  family_assert_models (provider, listing, "openai-responses-models");
}

/* Each generation that is spoken to in another way. */
static void
test_turns (void)
{
  g_autoptr(ChlProvider) provider = family_new (FAMILY);

  family_assert_turns (provider, "gpt-5", NULL, "openai-responses-gpt-5");
  family_assert_turns (provider, "gpt-4o", NULL, "openai-responses-gpt-4o");
  family_assert_turns (provider, "o3", NULL, "openai-responses-o3");
}

static void
test_efforts (void)
{
  static const char *const models[] = { "gpt-5", "gpt-5.1", "gpt-5.4", "gpt-5-pro", "gpt-6-sol",
                                        "o3", "gpt-4o", "gpt-chat-latest" };
  g_autoptr(ChlProvider) provider = family_new (FAMILY);

  for (guint i = 0; i < G_N_ELEMENTS (models); i++)
    {
      g_autofree char *name = g_strconcat ("openai-responses-efforts-", models[i], NULL);

      family_assert_efforts (provider, models[i], name);
    }
}

/* Which words each model takes, joined; NULL for one that is not known to reason. */
static void
test_generations (void)
{
  static const struct
  {
    const char *model;
    const char *words;
  } rows[] = {
    { "gpt-5", "minimal low medium high" },
    { "gpt-5-mini-2025-08-07", "minimal low medium high" },
    { "gpt-5-codex", "low medium high" },
    { "gpt-5-pro", "high" },
    { "gpt-5-chat-latest", NULL },
    { "gpt-5.1", "none low medium high" },
    { "gpt-5.1-2025-11-13", "none low medium high" },
    { "gpt-5.1-chat-latest", "medium" },
    { "gpt-5.1-codex-max", "low medium high xhigh" },
    { "gpt-5.1-codex-mini", "low medium high" },
    { "gpt-5.2", "none low medium high xhigh" },
    { "gpt-5.2-codex", "low medium high xhigh" },
    { "gpt-5.2-pro-2025-12-11", "medium high xhigh" },
    { "gpt-5.3-chat-latest", NULL },
    { "gpt-5.3-codex", "low medium high xhigh" },
    { "gpt-5.3-codex-spark", "none low medium high xhigh" },
    { "gpt-5.4-nano", "none low medium high xhigh" },
    { "gpt-5.5-instant", "low medium high" },
    { "gpt-5.6-sol", "none low medium high xhigh max" },
    { "gpt-5.9", "low medium high" },
    { "gpt-6-astra", "low medium high xhigh max" },
    { "gpt-6.1-terra", "none low medium high xhigh max" },
    { "gpt-6.2", "low medium high" },
    { "codex-mini-latest", "low medium high" },
    { "o1", "low medium high" },
    { "O3-Pro", "low medium high" },
    { "ft:o4-mini-2025-04-16:house::abc", "low medium high" },
    { "o4-mini-deep-research", "medium" },
    { "gpt-4.1", NULL },
    { "chatgpt-4o-latest", NULL },
    { "something", NULL },
  };
  g_autoptr(ChlProvider) provider = family_new (FAMILY);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const ChlQuirks *quirks = chl_provider_get_quirks (provider, rows[i].model);
      g_autofree char *words = NULL;

      if (quirks->efforts != NULL)
        words = g_strjoinv (" ", (GStrv) quirks->efforts);
      g_test_message ("%s", rows[i].model);
      g_assert_cmpstr (words, ==, rows[i].words);
      g_assert_cmpint (quirks->reasons, ==, words != NULL);
      g_assert_cmpint (quirks->sends_include, ==, words != NULL);
      g_assert_cmpint (quirks->summary != NULL, ==, words != NULL);
      g_assert_true (quirks->sends_store);
    }
}

static void
test_failures (void)
{
  g_autoptr(ChlProvider) provider = family_new (FAMILY);

  family_assert_failure (provider, 401,
                         "{\"error\":{\"message\":\"Incorrect API key provided.\",\"type\":"
                         "\"invalid_request_error\",\"param\":null,\"code\":\"invalid_api_key\"}}",
                         CHL_FAILURE_AUTH);
  family_assert_failure (provider, 429,
                         "{\"error\":{\"message\":\"You exceeded your current quota.\",\"type\":"
                         "\"insufficient_quota\",\"param\":null,\"code\":\"insufficient_quota\"}}",
                         CHL_FAILURE_QUOTA);
  family_assert_failure (provider, 429,
                         "{\"error\":{\"message\":\"Rate limit reached.\",\"type\":\"tokens\","
                         "\"param\":null,\"code\":\"rate_limit_exceeded\"}}",
                         CHL_FAILURE_RATE_LIMIT);
  family_assert_failure (provider, 404,
                         "{\"error\":{\"message\":\"The model `x` does not exist.\",\"type\":"
                         "\"invalid_request_error\",\"param\":null,\"code\":\"model_not_found\"}}",
                         CHL_FAILURE_NOT_FOUND);
  family_assert_failure (provider, 400,
                         "{\"error\":{\"message\":\"Unsupported parameter: 'temperature'.\",\"type\":"
                         "\"invalid_request_error\",\"param\":\"temperature\",\"code\":null}}",
                         CHL_FAILURE_INVALID_REQUEST);
  family_assert_failure (provider, 400,
                         "{\"error\":{\"message\":\"Your input exceeds the context window.\",\"type\":"
                         "\"invalid_request_error\",\"param\":\"input\",\"code\":"
                         "\"context_length_exceeded\"}}",
                         CHL_FAILURE_CONTEXT_LENGTH);
  family_assert_failure (provider, 503, "", CHL_FAILURE_OVERLOADED);
}

static void
test_endpoint (void)
{
  g_autoptr(ChlProvider) provider = family_new (FAMILY);

  family_assert_endpoint (provider, "http://127.0.0.1:8080/v1/", "http://127.0.0.1:8080/v1",
                          "http://127.0.0.1:8080/v1/responses");
  family_assert_endpoint (provider, "https://eu.api.openai.com/v1/responses",
                          "https://eu.api.openai.com/v1", "https://eu.api.openai.com/v1/responses");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/openai-responses-provider/listing", test_listing);
  g_test_add_func ("/openai-responses-provider/turns", test_turns);
  g_test_add_func ("/openai-responses-provider/efforts", test_efforts);
  g_test_add_func ("/openai-responses-provider/generations", test_generations);
  g_test_add_func ("/openai-responses-provider/failures", test_failures);
  g_test_add_func ("/openai-responses-provider/endpoint", test_endpoint);

  return g_test_run ();
}
