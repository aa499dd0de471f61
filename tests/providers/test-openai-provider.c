/* test-openai-provider.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "chl-families.h"
#include "chl-headers.h"
#include "chl-json.h"
#include "chl-protocol-choice.h"
#include "family-golden.h"

static ChlProvider *
new_openai (void)
{
  return chl_provider_new (chl_families_find ("openai"), "lab");
}

static GPtrArray *
parse (const char *text)
{
  g_autoptr(ChlProvider) provider = new_openai ();
  g_autoptr(JsonNode) root = chl_json_parse (text, -1, NULL);
  g_autoptr(GError) error = NULL;
  GPtrArray *models = chl_provider_parse_models (provider, root, &error);

  g_assert_no_error (error);

  return models;
}

static void
assert_ids (const char        *text,
            const char *const *ids)
{
  g_autoptr(GPtrArray) models = parse (text);

  for (guint i = 0; i < models->len; i++)
    g_test_message ("%s", chl_model_get_id (g_ptr_array_index (models, i)));
  g_assert_cmpuint (models->len, ==, g_strv_length ((GStrv) ids));
  for (guint i = 0; i < models->len; i++)
    g_assert_cmpstr (chl_model_get_id (g_ptr_array_index (models, i)), ==, ids[i]);
}

static void
test_newest_first (void)
{
  assert_ids ("{\"data\":[{\"id\":\"gpt-4o\",\"created\":100},{\"id\":\"gpt-5\",\"created\":300},"
              "{\"id\":\"gpt-4.1\",\"created\":200},{\"id\":\"b-same\",\"created\":200},"
              "{\"id\":\"undated\"},{\"id\":\"odd\",\"created\":\"soon\"}]}",
              (const char *const[]){ "gpt-5", "b-same", "gpt-4.1", "gpt-4o", "odd", "undated",
                                     NULL });
}

static void
test_leaves_out_what_does_other_things (void)
{
  assert_ids ("{\"data\":[{\"id\":\"gpt-5\",\"created\":9},{\"id\":\"gpt-5-codex\",\"created\":8},"
              "{\"id\":\"codex-mini-latest\"},{\"id\":\"o3-deep-research\"},{\"id\":\"o1-pro\"},"
              "{\"id\":\"computer-use-preview\"},{\"id\":\"omni-moderation-latest\"},"
              "{\"id\":\"davinci-002\"},{\"id\":\"babbage-002\"},{\"id\":\"gpt-3.5-turbo-instruct\"},"
              "{\"id\":\"whisper-1\"},{\"id\":\"tts-1\"},{\"id\":\"dall-e-3\"},"
              "{\"id\":\"gpt-image-1\"},"
              "{\"id\":\"text-embedding-3-small\",\"created\":7}]}",
              (const char *const[]){ "gpt-5", "gpt-5-codex", "text-embedding-3-small", "babbage-002",
                                     "codex-mini-latest", "computer-use-preview", "davinci-002",
                                     "gpt-3.5-turbo-instruct", "o1-pro", "o3-deep-research", NULL });
}

static void
test_uses (void)
{
  g_autoptr(GPtrArray) models = parse ("{\"data\":[{\"id\":\"gpt-5\",\"created\":2},"
                                        "{\"id\":\"text-embedding-3-small\",\"created\":1}]}");

  g_assert_cmpint (chl_model_get_use (g_ptr_array_index (models, 0)), ==, CHL_MODEL_USE_CHAT);
  g_assert_cmpint (chl_model_get_use (g_ptr_array_index (models, 1)), ==, CHL_MODEL_USE_EMBEDDING);
  g_assert_cmpstr (chl_model_get_full_id (g_ptr_array_index (models, 0)), ==, "lab/gpt-5");
  g_assert_false (chl_model_is_enabled (g_ptr_array_index (models, 0)));
}

static void
test_one_id_twice (void)
{
  assert_ids ("{\"data\":[{\"id\":\"m\",\"created\":1},{\"id\":\"m\",\"created\":2}]}",
              (const char *const[]){ "m", NULL });
}

/* Each generation that is spoken to in another way, and the same through the other protocol. */
static void
test_turns (void)
{
  g_autoptr(ChlProvider) provider = new_openai ();

  family_assert_turns (provider, "gpt-5", NULL, "openai-gpt-5");
  family_assert_turns (provider, "gpt-4o", NULL, "openai-gpt-4o");
  family_assert_turns (provider, "gpt-5-codex", NULL, "openai-codex-by-responses");
  chl_provider_set_option (provider, CHL_OPTION_PROTOCOL, "openai-responses");
  family_assert_turns (provider, "gpt-5", NULL, "openai-gpt-5-by-choice");
}

static void
test_efforts (void)
{
  static const char *const models[] = { "gpt-5", "gpt-5.1", "gpt-5.4", "o3", "gpt-4o" };
  g_autoptr(ChlProvider) provider = new_openai ();

  for (guint i = 0; i < G_N_ELEMENTS (models); i++)
    {
      g_autofree char *name = g_strconcat ("openai-efforts-", models[i], NULL);

      family_assert_efforts (provider, models[i], name);
    }
}

static void
test_protocols (void)
{
  static const struct
  {
    const char   *model;
    ChlProtocolId chosen[2]; /* with Chat Completions, with Responses */
  } rows[] = {
    { "gpt-5", { CHL_PROTOCOL_OPENAI_CHAT, CHL_PROTOCOL_OPENAI_RESPONSES } },
    { "gpt-5-pro", { CHL_PROTOCOL_OPENAI_RESPONSES, CHL_PROTOCOL_OPENAI_RESPONSES } },
    { "codex-mini-latest", { CHL_PROTOCOL_OPENAI_RESPONSES, CHL_PROTOCOL_OPENAI_RESPONSES } },
    { "o3-deep-research", { CHL_PROTOCOL_OPENAI_RESPONSES, CHL_PROTOCOL_OPENAI_RESPONSES } },
    { "gpt-6-sol", { CHL_PROTOCOL_OPENAI_RESPONSES, CHL_PROTOCOL_OPENAI_RESPONSES } },
    { "gpt-6.1-terra", { CHL_PROTOCOL_OPENAI_RESPONSES, CHL_PROTOCOL_OPENAI_RESPONSES } },
    { "gpt-5.6-sol", { CHL_PROTOCOL_OPENAI_CHAT, CHL_PROTOCOL_OPENAI_RESPONSES } },
    { "later-model", { CHL_PROTOCOL_OPENAI_CHAT, CHL_PROTOCOL_OPENAI_RESPONSES } },
  };

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr(ChlProvider) provider = new_openai ();

      g_assert_false (chl_protocol_choice_is_open (provider));
      if (i == 1)
        chl_provider_set_option (provider, CHL_OPTION_PROTOCOL, "openai-responses");
      for (guint j = 0; j < G_N_ELEMENTS (rows); j++)
        g_assert_cmpint (chl_provider_get_protocol (provider, rows[j].model), ==, rows[j].chosen[i]);
    }
}

static void
test_needs_a_key_and_sends_it (void)
{
  g_autoptr(ChlProvider) provider = new_openai ();
  g_autoptr(ChlHeaders) headers = chl_headers_new ();
  g_autoptr(ChlSecret) secret = chl_secret_new ("sk-0123456789abcdef", -1);

  g_assert_cmpint (chl_provider_get_family (provider)->auth, ==, CHL_AUTH_API_KEY);
  g_assert_cmpstr (chl_provider_get_endpoint (provider), ==, "https://api.openai.com/v1");
  g_assert_false (chl_provider_is_local (provider));
  chl_provider_add_headers (provider, headers, CHL_OPERATION_CHAT, secret);
  g_assert_nonnull (chl_headers_get (headers, "Authorization"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/openai-provider/newest-first", test_newest_first);
  g_test_add_func ("/openai-provider/leaves-out-what-does-other-things",
                   test_leaves_out_what_does_other_things);
  g_test_add_func ("/openai-provider/uses", test_uses);
  g_test_add_func ("/openai-provider/one-id-twice", test_one_id_twice);
  g_test_add_func ("/openai-provider/turns", test_turns);
  g_test_add_func ("/openai-provider/efforts", test_efforts);
  g_test_add_func ("/openai-provider/protocols", test_protocols);
  g_test_add_func ("/openai-provider/needs-a-key-and-sends-it", test_needs_a_key_and_sends_it);

  return g_test_run ();
}
