/* test-custom-provider.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "chl-error.h"
#include "chl-families.h"
#include "chl-headers.h"
#include "chl-protocol-choice.h"

static ChlProvider *
new_custom (void)
{
  return chl_provider_new (chl_families_find ("custom"), "lab");
}

static void
test_what_people_type (void)
{
  static const struct
  {
    const char *typed;
    const char *base;
  } rows[] = {
    { "http://localhost:8080", "http://localhost:8080/v1" },
    { "http://localhost:8080/", "http://localhost:8080/v1" },
    { "http://localhost:8080//", "http://localhost:8080/v1" },
    { "http://localhost:8080/v1", "http://localhost:8080/v1" },
    { "http://localhost:8080/v1/", "http://localhost:8080/v1" },
    { "http://localhost:8080/v1//", "http://localhost:8080/v1" },
    { "localhost:8080", "http://localhost:8080/v1" },
    { "localhost", "http://localhost/v1" },
    { "127.0.0.1:8080/v1", "http://127.0.0.1:8080/v1" },
    { "[::1]:8080", "http://[::1]:8080/v1" },
    { "http://[::1]:8080/v1", "http://[::1]:8080/v1" },
    { "api.example.com", "https://api.example.com/v1" },
    { "api.example.com/v1", "https://api.example.com/v1" },
    { "https://api.example.com/openai/v3", "https://api.example.com/openai/v3" },
    { "https://api.example.com/api/paas/v4/", "https://api.example.com/api/paas/v4" },
    { "http://localhost:8080/v1/chat/completions", "http://localhost:8080/v1" },
    { "http://localhost:8080/v1/chat/completions/", "http://localhost:8080/v1" },
    { "http://localhost:8080/v1/models", "http://localhost:8080/v1" },
    { "http://localhost:8080/v1/completions", "http://localhost:8080/v1" },
    { "http://localhost:8080/v1/embeddings", "http://localhost:8080/v1" },
    { "  http://localhost:8080/v1\n", "http://localhost:8080/v1" },
    { "\"http://localhost:8080/v1\"", "http://localhost:8080/v1" },
    { "'http://localhost:8080/v1'", "http://localhost:8080/v1" },
    { " \" http://localhost:8080/v1 \" ", "http://localhost:8080/v1" },
    { "http://localhost:8080/v1#models", "http://localhost:8080/v1" },
    { "HTTP://LOCALHOST:8080/V2", "http://localhost:8080/V2" },
    { "http://localhost:80/v1", "http://localhost/v1" },
    { "https://api.example.com:443/v1", "https://api.example.com/v1" },
  };
  g_autoptr(ChlProvider) provider = new_custom ();

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autofree char *base = chl_provider_normalize_endpoint (provider, rows[i].typed, &error);
      g_autofree char *again = NULL;

      g_test_message ("“%s” → %s", rows[i].typed, base);
      g_assert_no_error (error);
      g_assert_cmpstr (base, ==, rows[i].base);

      /* What it is made of it stays. */
      again = chl_provider_normalize_endpoint (provider, base, &error);
      g_assert_cmpstr (again, ==, base);
    }
}

static void
test_what_cannot_be_an_address (void)
{
  static const char *const wrong[] = {
    "",
    " ",
    "\"\"",
    "http://",
    "https:///v1",
    "http://:8080",
    "http://user:s3same@localhost/v1",
    "http://s3same@localhost/v1",
    "user:s3same@localhost",
    "http://localhost:99999/v1",
    "http://localhost:-1/v1",
    "http://localhost:port/v1",
    "http://[::1/v1",
    "http://[nonsense]/v1",
    "http://a b/v1",
    "ftp://localhost/v1",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "http://localhost/v1?key=s3same",
    "just some words",
    "http://localhost/\x01",
    "http://\xff\xfe/",
  };
  g_autoptr(ChlProvider) provider = new_custom ();

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autofree char *base = chl_provider_normalize_endpoint (provider, wrong[i], &error);
      g_autofree char *shown = g_strescape (wrong[i], NULL);

      g_test_message ("“%s” → %s", shown, base != NULL ? base : "refused");
      g_assert_null (base);
      g_assert_error (error, CHL_ERROR, CHL_ERROR_ADDRESS);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      g_assert_null (strstr (error->message, "s3same"));
      g_assert_false (g_str_has_suffix (error->message, "."));
    }
}

static void
test_who_is_local (void)
{
  static const struct
  {
    const char *endpoint;
    gboolean    is_local;
  } rows[] = {
    { "http://localhost:8080/v1", TRUE },
    { "http://127.0.0.1/v1", TRUE },
    { "http://127.8.9.1/v1", TRUE },
    { "http://[::1]:1/v1", TRUE },
    { "http://192.168.0.1/v1", FALSE },
    { "https://localhost.example.com/v1", FALSE },
    { "https://127.0.0.1.example.com/v1", FALSE },
    { NULL, FALSE },
  };
  g_autoptr(ChlProvider) provider = new_custom ();

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%s", rows[i].endpoint);
      chl_provider_set_endpoint (provider, rows[i].endpoint);
      g_assert_cmpint (chl_provider_is_local (provider), ==, rows[i].is_local);
    }
}

/* One address, and what each protocol makes of it. */
static void
test_protocols (void)
{
  static const struct
  {
    const char   *endpoint;
    const char   *protocol;
    ChlProtocolId id;
    const char   *models;
    const char   *chat;
  } rows[] = {
    { "http://h/v1", NULL, CHL_PROTOCOL_OPENAI_CHAT, "http://h/v1/models", "http://h/v1/chat/completions" },
    { "http://h/v1", "openai-chat", CHL_PROTOCOL_OPENAI_CHAT, "http://h/v1/models", "http://h/v1/chat/completions" },
    { "http://h/v1", "anthropic-messages", CHL_PROTOCOL_ANTHROPIC_MESSAGES, "http://h/v1/models", "http://h/v1/messages" },
    { "http://h/anthropic", "anthropic-messages", CHL_PROTOCOL_ANTHROPIC_MESSAGES, "http://h/anthropic/v1/models", "http://h/anthropic/v1/messages" },
    { "http://h/v1?a=b", "anthropic-messages", CHL_PROTOCOL_ANTHROPIC_MESSAGES, "http://h/v1/models?a=b", "http://h/v1/messages?a=b" },
    { "http://h/v1", "ollama-chat", CHL_PROTOCOL_OLLAMA_CHAT, "http://h/api/tags", "http://h/api/chat" },
    { "http://h/api", "ollama-chat", CHL_PROTOCOL_OLLAMA_CHAT, "http://h/api/tags", "http://h/api/chat" },
    { "http://h/v1", "openai-responses", CHL_PROTOCOL_OPENAI_RESPONSES, "http://h/v1/models", "http://h/v1/responses" },
    { "http://h/v1", "nonsense", CHL_PROTOCOL_OPENAI_CHAT, "http://h/v1/models", "http://h/v1/chat/completions" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(ChlProvider) provider = new_custom ();
      g_autofree char *models = NULL;
      g_autofree char *chat = NULL;

      chl_provider_set_endpoint (provider, rows[i].endpoint);
      chl_provider_set_option (provider, "protocol", rows[i].protocol);
      models = chl_provider_dup_url (provider, CHL_OPERATION_MODELS);
      chat = chl_provider_dup_url (provider, CHL_OPERATION_CHAT);
      g_test_message ("%s %s", rows[i].endpoint, rows[i].protocol);
      g_assert_cmpint (chl_provider_get_protocol (provider, "m"), ==, rows[i].id);
      g_assert_cmpstr (models, ==, rows[i].models);
      g_assert_cmpstr (chat, ==, rows[i].chat);
    }
}

/* What was found holds for the address at which it was, and gives way to what the person says. */
static void
test_what_was_found (void)
{
  g_autoptr(ChlProvider) provider = new_custom ();
  g_autoptr(ChlProvider) again = new_custom ();
  g_autoptr(ChlProvider) openai = chl_provider_new (chl_families_find ("openai"), "lab");
  g_autoptr(JsonNode) file = NULL;

  chl_provider_set_endpoint (provider, "http://one/v1");
  g_assert_true (chl_protocol_choice_is_open (provider));
  chl_protocol_choice_remember (provider, CHL_PROTOCOL_ANTHROPIC_MESSAGES);
  g_assert_false (chl_protocol_choice_is_open (provider));
  g_assert_cmpint (chl_protocol_choice_get (provider), ==, CHL_PROTOCOL_ANTHROPIC_MESSAGES);

  file = chl_provider_to_json (provider);
  g_assert_true (chl_provider_apply_json (again, file, NULL));
  g_assert_cmpint (chl_protocol_choice_get (again), ==, CHL_PROTOCOL_ANTHROPIC_MESSAGES);

  chl_provider_set_option (provider, "protocol", "ollama-chat");
  g_assert_false (chl_protocol_choice_is_open (provider));
  g_assert_cmpint (chl_protocol_choice_get (provider), ==, CHL_PROTOCOL_OLLAMA_CHAT);
  chl_provider_set_option (provider, "protocol", NULL);

  chl_provider_set_endpoint (provider, "http://one/v2");
  g_assert_true (chl_protocol_choice_is_open (provider));
  g_assert_cmpint (chl_protocol_choice_get (provider), ==, CHL_PROTOCOL_OPENAI_CHAT);

  g_assert_false (chl_protocol_choice_is_open (openai));
  g_assert_cmpint (chl_protocol_choice_get (openai), ==, CHL_PROTOCOL_OPENAI_CHAT);
}

static void
test_how_the_key_is_sent (void)
{
  static const struct
  {
    const char *protocol;
    const char *auth;
    const char *field;
  } rows[] = {
    { NULL, NULL, "Authorization" },
    { "anthropic-messages", NULL, "x-api-key" },
    { "ollama-chat", NULL, "Authorization" },
    { "anthropic-messages", "bearer", "Authorization" },
    { NULL, "x-api-key", "x-api-key" },
    { NULL, "api-key", "api-key" },
  };
  g_autoptr(ChlSecret) secret = chl_secret_new ("sk-0123456789abcdef", -1);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(ChlProvider) provider = new_custom ();
      g_autoptr(ChlHeaders) headers = chl_headers_new ();
      gboolean is_messages = g_strcmp0 (rows[i].protocol, "anthropic-messages") == 0;

      chl_provider_set_endpoint (provider, "http://h/v1");
      chl_provider_set_option (provider, "protocol", rows[i].protocol);
      chl_provider_set_option (provider, "auth", rows[i].auth);
      chl_provider_add_headers (provider, headers, CHL_OPERATION_CHAT, secret);
      g_assert_nonnull (chl_headers_get (headers, rows[i].field));
      g_assert_cmpint (chl_headers_get (headers, "anthropic-version") != NULL, ==, is_messages);
      g_assert_cmpuint (chl_headers_get_length (headers), ==, is_messages ? 2 : 1);
    }
}

/* Reasoning is asked for only where the person says how. */
static void
test_reasoning (void)
{
  g_autoptr(ChlProvider) provider = chl_provider_new (chl_families_find ("custom"), "lab");

  chl_provider_set_endpoint (provider, "https://server.example/v1");
  chl_provider_set_option (provider, CHL_OPTION_PROTOCOL, "openai-chat");
  g_assert_false (chl_provider_get_quirks (provider, "m")->sends_effort);
  chl_provider_set_option (provider, "reasoning", "effort");
  g_assert_true (chl_provider_get_quirks (provider, "m")->sends_effort);
  chl_provider_set_option (provider, "reasoning", "template");
  g_assert_cmpint (chl_provider_get_quirks (provider, "m")->reasoning, ==, CHL_REASONING_TEMPLATE);
}

/* One server of this kind is so strict that it is known by its name. */
static void
test_mistral (void)
{
  static const struct
  {
    const char *endpoint;
    gboolean    is_it;
  } rows[] = {
    { "https://api.mistral.ai/v1", TRUE },
    { "https://codestral.mistral.ai/v1", TRUE },
    { "https://mistral.ai.example/v1", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(ChlProvider) provider = chl_provider_new (chl_families_find ("custom"), "lab");
      const ChlQuirks *quirks;

      chl_provider_set_endpoint (provider, rows[i].endpoint);
      quirks = chl_provider_get_quirks (provider, "m");
      g_assert_cmpint (quirks->short_tool_ids, ==, rows[i].is_it);
      g_assert_cmpint (quirks->stream_usage, ==, !rows[i].is_it);
    }
}

static void
test_quirks_by_protocol (void)
{
  static const struct
  {
    const char   *protocol;
    const char   *cache;
    const char   *limit;
    ChlCacheMarks marks;
    gboolean      is_unsigned;
  } rows[] = {
    { NULL, "automatic", "max_tokens", CHL_CACHE_MARKS_NONE, FALSE },
    { "anthropic-messages", NULL, "max_tokens", CHL_CACHE_MARKS_NONE, TRUE },
    { "anthropic-messages", "automatic", "max_tokens", CHL_CACHE_MARKS_TOP, TRUE },
    { "anthropic-messages", "marked", "max_tokens", CHL_CACHE_MARKS_BLOCKS, TRUE },
    { "ollama-chat", NULL, "num_predict", CHL_CACHE_MARKS_NONE, FALSE },
  };
  g_autoptr(ChlProvider) provider = new_custom ();

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const ChlQuirks *quirks;

      chl_provider_set_option (provider, "protocol", rows[i].protocol);
      chl_provider_set_option (provider, "cache", rows[i].cache);
      quirks = chl_provider_get_quirks (provider, "m");
      g_assert_cmpstr (quirks->output_limit_field, ==, rows[i].limit);
      g_assert_cmpint (quirks->cache_marks, ==, rows[i].marks);
      g_assert_cmpint (quirks->unsigned_thinking, ==, rows[i].is_unsigned);
      g_assert_cmpint (quirks->thinking, ==, CHL_THINKING_NONE);
      g_assert_cmpint (quirks->think_tags, ==, CHL_THINK_TAGS_AUTO);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/custom-provider/what-people-type", test_what_people_type);
  g_test_add_func ("/custom-provider/what-cannot-be-an-address", test_what_cannot_be_an_address);
  g_test_add_func ("/custom-provider/who-is-local", test_who_is_local);
  g_test_add_func ("/custom-provider/protocols", test_protocols);
  g_test_add_func ("/custom-provider/what-was-found", test_what_was_found);
  g_test_add_func ("/custom-provider/how-the-key-is-sent", test_how_the_key_is_sent);
  g_test_add_func ("/custom-provider/reasoning", test_reasoning);
  g_test_add_func ("/custom-provider/mistral", test_mistral);
  g_test_add_func ("/custom-provider/quirks-by-protocol", test_quirks_by_protocol);

  return g_test_run ();
}
