/* test-anthropic-provider.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "chl-error.h"
#include "chl-families.h"
#include "chl-headers.h"
#include "chl-json.h"
#include "chl-provider.h"

/* As the server lists them: one that takes words, one that takes both, one that takes numbers, one
 * that does not think, and one of which it says nothing. */
static const char list[] =
  "{\"data\":["
  "{\"type\":\"model\",\"id\":\"claude-new-9\",\"display_name\":\"Claude New 9\","
  "\"created_at\":\"2026-07-24T00:00:00Z\",\"max_input_tokens\":1000000,\"max_tokens\":128000,"
  "\"capabilities\":{\"image_input\":{\"supported\":true},\"pdf_input\":{\"supported\":true},"
  "\"structured_outputs\":{\"supported\":true},\"code_execution\":{\"supported\":false},"
  "\"thinking\":{\"supported\":true,\"types\":{\"adaptive\":{\"supported\":true},"
  "\"enabled\":{\"supported\":false}}},"
  "\"effort\":{\"supported\":true,\"low\":{\"supported\":true},\"medium\":{\"supported\":true},"
  "\"high\":{\"supported\":true},\"max\":{\"supported\":true},\"xhigh\":null}}},"
  "{\"type\":\"model\",\"id\":\"claude-opus-4-6\",\"display_name\":\"Claude Opus 4.6\","
  "\"max_tokens\":128000,"
  "\"capabilities\":{\"thinking\":{\"supported\":true,\"types\":{\"adaptive\":{\"supported\":true},"
  "\"enabled\":{\"supported\":true}}}}},"
  "{\"type\":\"model\",\"id\":\"claude-haiku-4-5\",\"max_tokens\":64000,"
  "\"capabilities\":{\"image_input\":{\"supported\":false},\"thinking\":{\"supported\":true,"
  "\"types\":{\"adaptive\":{\"supported\":false},\"enabled\":{\"supported\":true}}},"
  "\"effort\":{\"supported\":false}}},"
  "{\"type\":\"model\",\"id\":\"claude-opus-5-plain\",\"max_tokens\":null,\"max_input_tokens\":null,"
  "\"capabilities\":{\"thinking\":{\"supported\":false}}},"
  "{\"type\":\"model\",\"id\":\"claude-sonnet-4-5-20250929\",\"capabilities\":null,"
  "\"created_at\":\"soon\"},"
  "{\"type\":\"model\",\"id\":\"another-llm\"}],"
  "\"first_id\":\"claude-new-9\",\"last_id\":\"x/y z&\",\"has_more\":true}";

static ChlProvider *
new_anthropic (void)
{
  return chl_provider_new (chl_families_find ("anthropic"), "lab");
}

/* With the models of the list in it. */
static ChlProvider *
new_listed (void)
{
  ChlProvider *provider = new_anthropic ();
  g_autoptr(JsonNode) root = chl_json_parse (list, -1, NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) models = chl_provider_parse_models (provider, root, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (models->len, ==, 6);
  chl_provider_merge_models (provider, models);

  return provider;
}

static void
test_reads_the_list (void)
{
  static const struct
  {
    const char *id;
    const char *title;
    const char *fields; /* as JSON, without where they are from */
  } rows[] = {
    { "claude-new-9", "Claude New 9",
      "context_window=1000000 max_input=1000000 max_output=128000 "
      "input_kinds=[\"text\",\"image\",\"file\"] tools=true structured_output=true sampling=false "
      "reasoning=true effort=[\"low\",\"medium\",\"high\",\"max\"] released=\"2026-07-24\" " },
    { "claude-opus-4-6", "Claude Opus 4.6",
      "max_output=128000 tools=true sampling=true reasoning=true "
      "effort=[\"low\",\"medium\",\"high\"] " },
    { "claude-haiku-4-5", "claude-haiku-4-5",
      "max_output=64000 input_kinds=[\"text\"] tools=true sampling=true reasoning=true "
      "budget={\"min\":1024,\"max\":63999} " },
    { "claude-opus-5-plain", "claude-opus-5-plain", "tools=true sampling=false reasoning=false " },
    { "claude-sonnet-4-5-20250929", "claude-sonnet-4-5-20250929",
      "tools=true sampling=true reasoning=true " },
    { "another-llm", "another-llm", "" },
  };
  g_autoptr(ChlProvider) provider = new_listed ();

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(ChlModel) model = g_list_model_get_item (chl_provider_get_models (provider), i);
      g_autoptr(GString) fields = g_string_new (NULL);

      g_assert_cmpstr (chl_model_get_id (model), ==, rows[i].id);
      g_assert_cmpstr (chl_model_get_title (model), ==, rows[i].title);
      g_assert_cmpint (chl_model_get_use (model), ==, CHL_MODEL_USE_CHAT);
      for (guint j = 0; j < CHL_N_FIELDS; j++)
        {
          JsonNode        *value = chl_capabilities_get (chl_model_get_capabilities (model), j, NULL);
          g_autofree char *text = value != NULL ? json_to_string (value, FALSE) : NULL;

          if (text != NULL)
            g_string_append_printf (fields, "%s=%s ", chl_field_to_string (j), text);
        }
      g_assert_cmpstr (fields->str, ==, rows[i].fields);
    }
}

static void
test_pages (void)
{
  static const struct
  {
    const char *page;
    const char *next;
  } rows[] = {
    { "{\"data\":[],\"has_more\":true,\"last_id\":\"claude-x\"}",
      "https://api.anthropic.com/v1/models?limit=1000&after_id=claude-x" },
    { "{\"data\":[],\"has_more\":true,\"last_id\":\"x/y z&a=b\"}",
      "https://api.anthropic.com/v1/models?limit=1000&after_id=x%2Fy%20z%26a%3Db" },
    { "{\"data\":[],\"has_more\":false,\"last_id\":\"claude-x\"}", NULL },
    { "{\"data\":[],\"has_more\":true,\"last_id\":null}", NULL },
    { "{\"data\":[],\"has_more\":1,\"last_id\":\"x\"}", NULL },
    { "{\"data\":[],\"last_id\":\"x\"}", NULL },
    { "[]", NULL },
  };
  g_autoptr(ChlProvider) provider = new_anthropic ();

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(JsonNode) root = chl_json_parse (rows[i].page, -1, NULL);
      g_autofree char *next = chl_provider_dup_next_url (provider, root);

      g_test_message ("%s", rows[i].page);
      g_assert_cmpstr (next, ==, rows[i].next);
    }
}

/* How each generation is spoken to, by its name alone and by what the list says. */
static void
test_generations (void)
{
  static const struct
  {
    gboolean    is_listed;
    const char *model;
    ChlThinking thinking;
    gboolean    is_usual;
    gboolean    can_be_off;
    guint       n_efforts; /* 0: all */
    ChlSampling sampling;
    gint64      max_output;
  } rows[] = {
    { FALSE, "claude-opus-5", CHL_THINKING_ADAPTIVE, TRUE, TRUE, 5, CHL_SAMPLING_NONE, 128000 },
    { FALSE, "claude-opus-5-5", CHL_THINKING_ADAPTIVE, TRUE, FALSE, 5, CHL_SAMPLING_NONE, 128000 },
    { FALSE, "claude-sonnet-5", CHL_THINKING_ADAPTIVE, TRUE, TRUE, 5, CHL_SAMPLING_NONE, 128000 },
    { FALSE, "claude-sonnet-5-5", CHL_THINKING_ADAPTIVE, TRUE, TRUE, 5, CHL_SAMPLING_NONE, 128000 },
    { FALSE, "claude-haiku-5-5", CHL_THINKING_ADAPTIVE, TRUE, TRUE, 5, CHL_SAMPLING_NONE, 128000 },
    { FALSE, "claude-fable-5-20260101", CHL_THINKING_ADAPTIVE, TRUE, FALSE, 5, CHL_SAMPLING_NONE, 128000 },
    { FALSE, "claude-fable-5-1", CHL_THINKING_ADAPTIVE, TRUE, FALSE, 5, CHL_SAMPLING_NONE, 128000 },
    { FALSE, "claude-mythos-preview", CHL_THINKING_ADAPTIVE, TRUE, FALSE, 5, CHL_SAMPLING_NONE, 128000 },
    { FALSE, "claude-opus-4-8", CHL_THINKING_ADAPTIVE, FALSE, TRUE, 5, CHL_SAMPLING_NONE, 128000 },
    { FALSE, "claude-opus-4-7", CHL_THINKING_ADAPTIVE, FALSE, TRUE, 5, CHL_SAMPLING_NONE, 128000 },
    { FALSE, "claude-opus-4-6", CHL_THINKING_ADAPTIVE, FALSE, TRUE, 4, CHL_SAMPLING_ONE, 128000 },
    { FALSE, "claude-sonnet-4-6", CHL_THINKING_ADAPTIVE, FALSE, TRUE, 4, CHL_SAMPLING_ONE, 64000 },
    { FALSE, "claude-opus-4-5-20251101", CHL_THINKING_BUDGET, FALSE, FALSE, 3, CHL_SAMPLING_ONE, 64000 },
    { FALSE, "claude-haiku-4-5", CHL_THINKING_BUDGET, FALSE, FALSE, 0, CHL_SAMPLING_ONE, 64000 },
    { FALSE, "claude-sonnet-4-5", CHL_THINKING_BUDGET, FALSE, FALSE, 0, CHL_SAMPLING_ONE, 64000 },
    { FALSE, "claude-opus-4-1-20250805", CHL_THINKING_BUDGET, FALSE, FALSE, 0, CHL_SAMPLING_ONE, 32000 },
    { FALSE, "claude-opus-4-20250514", CHL_THINKING_BUDGET, FALSE, FALSE, 0, CHL_SAMPLING_FREE, 32000 },
    { FALSE, "claude-opus-4-0", CHL_THINKING_BUDGET, FALSE, FALSE, 0, CHL_SAMPLING_FREE, 32000 },
    { FALSE, "claude-sonnet-4-20250514", CHL_THINKING_BUDGET, FALSE, FALSE, 0, CHL_SAMPLING_FREE, 64000 },
    { FALSE, "claude-3-7-sonnet-20250219", CHL_THINKING_BUDGET, FALSE, FALSE, 0, CHL_SAMPLING_FREE, 64000 },
    { FALSE, "claude-3-5-haiku-latest", CHL_THINKING_NONE, FALSE, FALSE, 0, CHL_SAMPLING_FREE, 8192 },
    { FALSE, "claude-3-opus-20240229", CHL_THINKING_NONE, FALSE, FALSE, 0, CHL_SAMPLING_FREE, 4096 },
    { FALSE, "claude-2.1", CHL_THINKING_NONE, FALSE, FALSE, 0, CHL_SAMPLING_FREE, 4096 },
    { FALSE, "claude-instant-1.2", CHL_THINKING_NONE, FALSE, FALSE, 0, CHL_SAMPLING_FREE, 4096 },
    { FALSE, "claude-opus-9", CHL_THINKING_ADAPTIVE, FALSE, FALSE, 3, CHL_SAMPLING_NONE, 0 },
    { FALSE, "anthropic/claude-3.7-sonnet", CHL_THINKING_BUDGET, FALSE, FALSE, 0, CHL_SAMPLING_FREE, 64000 },
    { FALSE, "us.anthropic.Claude-Opus-4-8-v1:0", CHL_THINKING_ADAPTIVE, FALSE, TRUE, 5, CHL_SAMPLING_NONE, 128000 },
    { FALSE, "claude-sonnet-4", CHL_THINKING_BUDGET, FALSE, FALSE, 0, CHL_SAMPLING_FREE, 64000 },
    { FALSE, "claude-sonnet-4@20250514", CHL_THINKING_BUDGET, FALSE, FALSE, 0, CHL_SAMPLING_FREE, 64000 },
    { FALSE, "claude-4-5-haiku", CHL_THINKING_BUDGET, FALSE, FALSE, 0, CHL_SAMPLING_ONE, 64000 },
    { FALSE, "claude-41-opus", CHL_THINKING_BUDGET, FALSE, FALSE, 0, CHL_SAMPLING_ONE, 32000 },
    { FALSE, "anthropic/claude-4.6-sonnet", CHL_THINKING_ADAPTIVE, FALSE, TRUE, 4, CHL_SAMPLING_ONE, 64000 },
    { FALSE, "claude-haiku-3.5", CHL_THINKING_NONE, FALSE, FALSE, 0, CHL_SAMPLING_FREE, 8192 },
    { FALSE, "claude-opus-4-9", CHL_THINKING_ADAPTIVE, FALSE, FALSE, 3, CHL_SAMPLING_NONE, 0 },
    { FALSE, "another-llm", CHL_THINKING_NONE, FALSE, FALSE, 0, CHL_SAMPLING_ONE, 0 },
    { TRUE, "claude-new-9", CHL_THINKING_ADAPTIVE, FALSE, FALSE, 3, CHL_SAMPLING_NONE, 128000 },
    { TRUE, "claude-opus-4-6", CHL_THINKING_ADAPTIVE, FALSE, TRUE, 4, CHL_SAMPLING_ONE, 128000 },
    { TRUE, "claude-haiku-4-5", CHL_THINKING_BUDGET, FALSE, FALSE, 0, CHL_SAMPLING_ONE, 64000 },
    { TRUE, "claude-opus-5-plain", CHL_THINKING_NONE, TRUE, TRUE, 5, CHL_SAMPLING_NONE, 128000 },
    { TRUE, "claude-sonnet-4-5-20250929", CHL_THINKING_BUDGET, FALSE, FALSE, 0, CHL_SAMPLING_ONE, 64000 },
  };
  g_autoptr(ChlProvider) fresh = new_anthropic ();
  g_autoptr(ChlProvider) listed = new_listed ();

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const ChlQuirks *quirks = chl_provider_get_quirks (rows[i].is_listed ? listed : fresh,
                                                         rows[i].model);

      g_test_message ("%s%s", rows[i].model, rows[i].is_listed ? " in the list" : "");
      g_assert_cmpint (quirks->thinking, ==, rows[i].thinking);
      g_assert_cmpint (quirks->thinking_is_usual, ==, rows[i].is_usual);
      g_assert_cmpint (quirks->thinking_can_be_off, ==, rows[i].can_be_off);
      g_assert_cmpuint (quirks->efforts != NULL ? g_strv_length ((GStrv) quirks->efforts) : 0, ==,
                        rows[i].n_efforts);
      g_assert_cmpint (quirks->sampling, ==, rows[i].sampling);
      g_assert_cmpint (quirks->max_output, ==, rows[i].max_output);
      g_assert_true (quirks->takes_files);
      g_assert_false (quirks->unsigned_thinking);
    }
}

/* One generation cannot be told not to think at all. */
static void
test_off_word (void)
{
  g_autoptr(ChlProvider) provider = new_anthropic ();

  g_assert_cmpstr (chl_provider_get_quirks (provider, "claude-sonnet-5-5")->thinking_off_word, ==,
                   "between_tools");
  g_assert_null (chl_provider_get_quirks (provider, "claude-sonnet-5")->thinking_off_word);
}

/* Those that think whatever they are told cannot be made to call a tool. */
static void
test_forced_tools (void)
{
  static const struct
  {
    const char *model;
    gboolean    refuses;
  } rows[] = {
    { "claude-opus-5-5", TRUE },
    { "claude-sonnet-5-5", TRUE },
    { "claude-fable-5-1", TRUE },
    { "claude-opus-5", FALSE },
    { "claude-sonnet-5", FALSE },
    { "claude-haiku-5-5", FALSE },
    { "claude-opus-4-5", FALSE },
  };
  g_autoptr(ChlProvider) provider = new_anthropic ();

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%s", rows[i].model);
      g_assert_cmpint (chl_provider_get_quirks (provider, rows[i].model)->refuses_forced_tools, ==,
                       rows[i].refuses);
    }
}

/* One model's stay as they are while another's are asked for. */
static void
test_quirks_stay (void)
{
  g_autoptr(ChlProvider) provider = new_anthropic ();
  const ChlQuirks *one = chl_provider_get_quirks (provider, "claude-opus-5");
  const ChlQuirks *other = chl_provider_get_quirks (provider, "claude-haiku-4-5");

  g_assert_cmpint (one->thinking, ==, CHL_THINKING_ADAPTIVE);
  g_assert_cmpint (other->thinking, ==, CHL_THINKING_BUDGET);
  g_assert_true (chl_provider_get_quirks (provider, "claude-opus-5") == one);
}

static void
test_cache (void)
{
  static const struct
  {
    const char   *choice;
    ChlCacheMarks marks;
    const char   *ttl;
  } rows[] = {
    { NULL, CHL_CACHE_MARKS_TOP, NULL },
    { "hour", CHL_CACHE_MARKS_TOP, "1h" },
    { "off", CHL_CACHE_MARKS_NONE, NULL },
  };
  g_autoptr(ChlProvider) provider = new_anthropic ();

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const ChlQuirks *quirks;

      chl_provider_set_option (provider, "cache", rows[i].choice);
      quirks = chl_provider_get_quirks (provider, "claude-opus-5");
      g_assert_cmpint (quirks->cache_marks, ==, rows[i].marks);
      g_assert_cmpstr (quirks->cache_ttl, ==, rows[i].ttl);
    }
}

static void
test_what_people_type (void)
{
  static const struct
  {
    const char *typed;
    const char *base;
    const char *chat;
  } rows[] = {
    { "api.anthropic.com", "https://api.anthropic.com", "https://api.anthropic.com/v1/messages" },
    { "https://host.example/v1", "https://host.example", "https://host.example/v1/messages" },
    { "https://host.example/v1/", "https://host.example", "https://host.example/v1/messages" },
    { "https://host.example/v1/messages", "https://host.example", "https://host.example/v1/messages" },
    { "https://host.example/anthropic", "https://host.example/anthropic",
      "https://host.example/anthropic/v1/messages" },
    { "https://host.example/anthropic/v1", "https://host.example/anthropic",
      "https://host.example/anthropic/v1/messages" },
    { "https://host.example/anthropic/v1/models", "https://host.example/anthropic",
      "https://host.example/anthropic/v1/messages" },
    { "https://host.example/v1?api-version=2", "https://host.example?api-version=2",
      "https://host.example/v1/messages?api-version=2" },
    { "https://host.example/xv1", "https://host.example/xv1", "https://host.example/xv1/v1/messages" },
    { "localhost:8080", "http://localhost:8080", "http://localhost:8080/v1/messages" },
  };
  g_autoptr(ChlProvider) provider = new_anthropic ();
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *base = chl_provider_normalize_endpoint (provider, rows[i].typed, &error);
      g_autofree char *again = NULL;
      g_autofree char *chat = NULL;

      g_test_message ("%s", rows[i].typed);
      g_assert_no_error (error);
      g_assert_cmpstr (base, ==, rows[i].base);
      again = chl_provider_normalize_endpoint (provider, base, &error);
      g_assert_cmpstr (again, ==, base);
      chl_provider_set_endpoint (provider, base);
      chat = chl_provider_dup_url (provider, CHL_OPERATION_CHAT);
      g_assert_cmpstr (chat, ==, rows[i].chat);
    }

  g_assert_null (chl_provider_normalize_endpoint (provider, "https://u:p@host.example", &error));
  g_assert_error (error, CHL_ERROR, CHL_ERROR_ADDRESS);
}

static void
test_headers (void)
{
  g_autoptr(ChlProvider) provider = new_anthropic ();
  g_autoptr(ChlSecret) secret = chl_secret_new ("sk-ant-0123456789abcdef", -1);

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr(ChlHeaders) headers = chl_headers_new ();

      chl_provider_set_option (provider, "auth", i == 2 ? "bearer" : NULL);
      chl_provider_add_headers (provider, headers, CHL_OPERATION_CHAT, i > 0 ? secret : NULL);
      g_assert_cmpstr (chl_headers_get (headers, "anthropic-version"), ==, "2023-06-01");
      g_assert_cmpint (chl_headers_get (headers, "x-api-key") != NULL, ==, i == 1);
      g_assert_cmpint (chl_headers_get (headers, "Authorization") != NULL, ==, i == 2);
      g_assert_null (chl_headers_get (headers, "anthropic-beta"));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/anthropic-provider/reads-the-list", test_reads_the_list);
  g_test_add_func ("/anthropic-provider/pages", test_pages);
  g_test_add_func ("/anthropic-provider/generations", test_generations);
  g_test_add_func ("/anthropic-provider/off-word", test_off_word);
  g_test_add_func ("/anthropic-provider/forced-tools", test_forced_tools);
  g_test_add_func ("/anthropic-provider/quirks-stay", test_quirks_stay);
  g_test_add_func ("/anthropic-provider/cache", test_cache);
  g_test_add_func ("/anthropic-provider/what-people-type", test_what_people_type);
  g_test_add_func ("/anthropic-provider/headers", test_headers);

  return g_test_run ();
}
