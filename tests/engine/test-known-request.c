/* test-known-request.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "chl-complete.h"
#include "chl-embed.h"
#include "chl-engine-fixture.h"
#include "chl-exchange.h"
#include "chl-json.h"

/* Dots of the bytes of a picture; nobody looks at them. */
#define PICTURE "picture"

static ChlProvider *
find_or_add (ChlFixture *fixture,
             const char *family)
{
  g_autofree char     *endpoint = chl_fake_server_dup_address (fixture->server, "/v1");
  const ChlNewProvider what = { .family_id = family, .id = family, .endpoint = endpoint };
  g_autoptr(GError) error = NULL;
  ChlProvider *provider = chl_provider_list_find (chl_engine_get_providers (fixture->engine), family);

  if (provider != NULL)
    return provider;

  provider = chl_fixture_add (fixture, &what, &error);
  g_assert_no_error (error);

  return provider;
}

/* As if the provider had listed nothing but this model, and said nothing of it. */
static ChlModel *
list_one (ChlProvider *provider,
          const char  *id)
{
  g_autoptr(GPtrArray) models = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (models, chl_model_new (chl_provider_get_id (provider), id));
  chl_provider_merge_models (provider, models);

  return chl_provider_find_model (provider, id);
}

/* @what is "field value" in JSON, or NULL. */
static void
say (ChlModel   *model,
     const char *what,
     ChlOrigin   origin)
{
  g_autoptr(ChlCapabilities) said = NULL;
  g_autoptr(JsonNode) value = NULL;
  g_autofree char *name = NULL;
  const char      *blank;
  ChlField         field;

  if (what == NULL)
    return;

  blank = strchr (what, ' ');
  name = g_strndup (what, (gsize) (blank - what));
  g_assert_true (chl_field_from_string (name, &field));
  value = chl_json_parse (blank + 1, -1, NULL);
  if (origin == CHL_ORIGIN_USER)
    {
      chl_model_set_override (model, field, value);
      return;
    }

  said = chl_capabilities_copy (chl_model_get_said (model));
  chl_capabilities_set (said, field, value, origin);
  chl_model_take_capabilities (model, g_steal_pointer (&said));
}

static char *
print (JsonNode *described)
{
  return json_to_string (chl_json_get (described, "/body"), FALSE);
}

/* A question with all that may be left out of it. */
static char *
ask (ChlFixture  *fixture,
     ChlProvider *provider,
     const char  *id,
     ChlEffort    effort,
     gint64       max_output)
{
  ChlRequest *request = chl_request_new (id);
  g_autoptr(ChlExchange) exchange = NULL;
  g_autoptr(ChlMessage) message = chl_message_new ("q", CHL_AUTHOR_USER, 0);
  g_autoptr(GBytes) bytes = g_bytes_new_static (PICTURE, strlen (PICTURE));
  g_autoptr(ChlPart) picture = chl_part_new_image ("image/png", bytes, "cat.png");
  g_autoptr(ChlPart) text = chl_part_new_text ("What is it?");
  g_autoptr(JsonNode) described = NULL;
  g_autoptr(GError) error = NULL;

  chl_message_add_part (message, picture);
  chl_message_add_part (message, text);
  chl_message_set_finish (message, CHL_FINISH_STOP, NULL);
  chl_request_add_message (request, message);
  g_ptr_array_add (request->tools, chl_tool_new ("look", "Looks", NULL));
  request->temperature = 0.5;
  request->effort = effort;
  request->max_output = max_output;

  exchange = chl_exchange_new (fixture->engine, provider, CHL_ROLE_CHAT, request);
  described = chl_exchange_describe (exchange, &error);
  g_assert_no_error (error);

  return print (described);
}

static void
assert_has (const char *body,
            const char *piece)
{
  gboolean is_absent = piece != NULL && *piece == '!';

  if (piece == NULL || (strstr (body, piece + (is_absent ? 1 : 0)) == NULL) == is_absent)
    return;

  g_test_message ("%s in %s", piece, body);
  g_test_fail ();
}

typedef struct
{
  const char *family;
  const char *model;
  const char *said;  /* by the provider; NULL: nothing */
  const char *typed; /* by the person; NULL: nothing */
  ChlEffort   effort;
  gint64      max_output;
  const char *piece; /* that must be in the body; behind "!" that must not */
  const char *other; /* the same */
} Case;

static void
run (const Case *cases,
     guint       n)
{
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);

  for (guint i = 0; i < n; i++)
    {
      const Case      *c = &cases[i];
      ChlProvider     *provider = find_or_add (fixture, c->family);
      ChlModel        *model;
      g_autofree char *body = NULL;

      g_test_message ("%u: %s %s, said %s, typed %s", i, c->family, c->model, c->said, c->typed);
      list_one (provider, "other");
      model = list_one (provider, c->model);
      say (model, c->said, CHL_ORIGIN_PROVIDER);
      say (model, c->typed, CHL_ORIGIN_USER);

      body = ask (fixture, provider, c->model, c->effort, c->max_output);
      assert_has (body, c->piece);
      assert_has (body, c->other);
      chl_model_take_overrides (model, NULL);
    }
}

#define NONE CHL_EFFORT_DEFAULT
#define HIGH CHL_EFFORT_HIGH

/* The longest answer: what the person says of the model is a limit, what others say is not. */
static void
test_output (void)
{
  static const Case cases[] = {
    { "openai", "gpt-4o", NULL, NULL, NONE, 0, "!max_completion_tokens", NULL },
    { "openai", "gpt-4o", NULL, NULL, NONE, 90000, "\"max_completion_tokens\":90000", NULL },
    { "openai", "gpt-4o", "max_output 4000", NULL, NONE, 9000, "\"max_completion_tokens\":9000", NULL },
    { "openai", "gpt-4o", "max_output 4000", "max_output 3000", NONE, 0, "\"max_completion_tokens\":3000", NULL },
    { "openai", "gpt-4o", NULL, "max_output 3000", NONE, 200, "\"max_completion_tokens\":200", NULL },
    { "openai", "gpt-4o", NULL, "max_output 3000", NONE, 9000, "\"max_completion_tokens\":3000", NULL },
    { "openai", "gpt-4o", NULL, "max_output 128000", NONE, 0, "!max_completion_tokens", NULL },
    { "openai-responses", "gpt-4o", NULL, "max_output 3000", NONE, 0, "\"max_output_tokens\":3000", NULL },
    { "ollama", "of-nobody", NULL, "max_output 300", NONE, 0, "\"num_predict\":300", NULL },
    { "anthropic", "claude-sonnet-4-5", NULL, NULL, NONE, 0, "\"max_tokens\":64000", NULL },
    { "anthropic", "claude-sonnet-4-5", "max_output 6000", NULL, NONE, 0, "\"max_tokens\":6000", NULL },
    { "anthropic", "claude-sonnet-4-5", "max_output 6000", "max_output 70000", NONE, 0, "\"max_tokens\":70000", NULL },
    { "anthropic", "claude-sonnet-4-5", NULL, "max_output 70000", NONE, 65000, "\"max_tokens\":65000", NULL },
  };

  run (cases, G_N_ELEMENTS (cases));
}

/* How much to think. */
static void
test_effort (void)
{
  static const Case cases[] = {
    { "openai", "gpt-5.1", NULL, NULL, CHL_EFFORT_MAX, 0, "\"reasoning_effort\":\"high\"", NULL },
    { "openai", "gpt-5.1", NULL, "effort [\"low\",\"max\"]", CHL_EFFORT_MAX, 0, "\"reasoning_effort\":\"max\"", NULL },
    { "openai", "gpt-5.1", NULL, "effort [\"low\"]", HIGH, 0, "\"reasoning_effort\":\"low\"", NULL },
    { "openai", "gpt-5.1", NULL, "effort []", HIGH, 0, "!reasoning_effort", NULL },
    { "openai", "gpt-5.1", NULL, "reasoning false", HIGH, 0, "!reasoning_effort", NULL },
    { "openai", "gpt-4o", NULL, NULL, HIGH, 0, "!reasoning_effort", NULL },
    { "openai", "gpt-4o", NULL, "reasoning true", HIGH, 0, "\"reasoning_effort\":\"high\"", NULL },
    { "openai-responses", "gpt-5.1", NULL, "effort [\"medium\"]", HIGH, 0, "\"effort\":\"medium\"", NULL },
    { "custom", "of-nobody", NULL, NULL, HIGH, 0, "!reasoning_effort", NULL },
    { "custom", "of-nobody", NULL, "effort [\"low\",\"medium\"]", HIGH, 0, "\"reasoning_effort\":\"medium\"", NULL },
    { "custom", "of-nobody", "effort [\"low\"]", NULL, HIGH, 0, "!reasoning_effort", NULL },
    { "anthropic", "claude-opus-4-6", NULL, "effort [\"low\"]", HIGH, 0, "\"effort\":\"low\"", NULL },
    { "anthropic", "claude-opus-4-6", NULL, "reasoning false", HIGH, 0, "!\"thinking\"", "!\"effort\"" },
    { "anthropic", "claude-sonnet-4-5", NULL, NULL, HIGH, 0, "\"budget_tokens\":8192", NULL },
    { "anthropic", "claude-sonnet-4-5", NULL, "budget {\"min\":1024,\"max\":2000}", HIGH, 0, "\"budget_tokens\":2000", NULL },
    { "ollama", "of-nobody", NULL, NULL, HIGH, 0, "\"think\":true", NULL },
    { "ollama", "of-nobody", NULL, "effort [\"low\",\"medium\"]", HIGH, 0, "\"think\":\"medium\"", NULL },
    { "ollama", "of-nobody", NULL, "reasoning false", HIGH, 0, "!think", NULL },
    { "ollama", "llama3.2:3b", NULL, NULL, HIGH, 0, "!think", NULL },
    { "ollama", "llama3.2:3b", "reasoning true", NULL, HIGH, 0, "\"think\":true", NULL },
  };

  run (cases, G_N_ELEMENTS (cases));
}

/* Whether it takes a temperature. */
static void
test_sampling (void)
{
  static const Case cases[] = {
    { "custom", "of-nobody", NULL, NULL, NONE, 0, "\"temperature\":0.5", NULL },
    { "custom", "of-nobody", NULL, "sampling false", NONE, 0, "!temperature", NULL },
    { "custom", "of-nobody", "sampling false", NULL, NONE, 0, "!temperature", NULL },
    { "custom", "of-nobody", "sampling false", "sampling true", NONE, 0, "\"temperature\":0.5", NULL },
    { "custom", "claude-opus-4-7", NULL, NULL, NONE, 0, "!temperature", NULL },
    { "custom", "claude-opus-4-7", "sampling true", NULL, NONE, 0, "\"temperature\":0.5", NULL },
    { "openai", "gpt-5.1", NULL, NULL, NONE, 0, "!temperature", NULL },
    { "openai", "gpt-5.1", NULL, "sampling true", NONE, 0, "\"temperature\":0.5", NULL },
    { "openai", "gpt-4o", NULL, "sampling false", NONE, 0, "!temperature", NULL },
    { "ollama", "of-nobody", NULL, "sampling false", NONE, 0, "!temperature", NULL },
    { "anthropic", "claude-sonnet-4-5", NULL, "sampling false", NONE, 0, "!temperature", NULL },
  };

  run (cases, G_N_ELEMENTS (cases));
}

/* What goes in, and which tools are on offer. */
static void
test_inputs (void)
{
  static const Case cases[] = {
    { "custom", "of-nobody", NULL, NULL, NONE, 0, "image_url", "\"tools\"" },
    { "custom", "of-nobody", NULL, "tools false", NONE, 0, "!\"tools\"", "image_url" },
    { "custom", "of-nobody", "tools false", NULL, NONE, 0, "\"tools\"", NULL },
    { "custom", "of-nobody", "tools false", "tools true", NONE, 0, "\"tools\"", NULL },
    { "custom", "of-nobody", NULL, "input_kinds [\"text\"]", NONE, 0, "!image_url", "[image: cat.png, not sent to this model]" },
    { "custom", "of-nobody", "input_kinds [\"text\"]", NULL, NONE, 0, "!image_url", NULL },
    { "custom", "of-nobody", "input_kinds [\"text\"]", "input_kinds [\"text\",\"image\"]", NONE, 0, "image_url", NULL },
    { "deepseek", "deepseek-chat", NULL, NULL, NONE, 0, "!image_url", "not sent" },
    { "custom", "llama-3.2:3b", NULL, NULL, NONE, 0, "image_url", NULL },
    { "openai", "gpt-4o", NULL, NULL, NONE, 0, "image_url", NULL },
    { "openai-responses", "gpt-4o", NULL, "input_kinds [\"text\"]", NONE, 0, "!input_image", "not sent" },
    { "openai-responses", "gpt-4o", NULL, "tools false", NONE, 0, "!\"tools\"", "input_image" },
    { "anthropic", "claude-sonnet-4-5", NULL, "input_kinds [\"text\"]", NONE, 0, "!base64", "not sent" },
    { "anthropic", "claude-sonnet-4-5", NULL, "tools false", NONE, 0, "!\"tools\"", "base64" },
    { "ollama", "of-nobody", NULL, "input_kinds [\"text\"]", NONE, 0, "!\"images\"", "not sent" },
    { "ollama", "of-nobody", NULL, "tools false", NONE, 0, "!\"tools\"", "\"images\"" },
  };

  run (cases, G_N_ELEMENTS (cases));
}

/* Of a server that did not say how long its windows are. */
static void
test_window (void)
{
  static const Case cases[] = {
    { "ollama", "of-nobody", NULL, NULL, NONE, 0, "!num_ctx", NULL },
    { "ollama", "of-nobody", NULL, "context_window 5000", NONE, 0, "\"num_ctx\":5000", NULL },
    { "ollama", "llama3.2:3b", NULL, NULL, NONE, 0, "\"num_ctx\":16384", NULL },
    { "ollama", "llama3.2:3b", NULL, "context_window 500000", NONE, 0, "\"num_ctx\":500000", NULL },
    { "ollama", "llama3.2:3b", "context_window 2048", NULL, NONE, 0, "\"num_ctx\":2048", NULL },
  };

  run (cases, G_N_ELEMENTS (cases));
}

static void
test_window_option (void)
{
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
  ChlProvider     *provider = find_or_add (fixture, "ollama");
  g_autofree char *body = NULL;

  chl_provider_set_option (provider, "context-window", "200000");
  list_one (provider, "llama3.2:3b");
  body = ask (fixture, provider, "llama3.2:3b", NONE, 0);
  assert_has (body, "\"num_ctx\":131072");
}

/* A model that is not in the list is known all the same. */
static void
test_unlisted (void)
{
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
  g_autofree char *known = ask (fixture, find_or_add (fixture, "custom"), "claude-opus-4-7", NONE, 0);
  g_autofree char *unknown = ask (fixture, find_or_add (fixture, "custom"), "of-nobody", NONE, 0);

  assert_has (known, "!temperature");
  assert_has (unknown, "\"temperature\":0.5");
}

static char *
fill_gap (ChlFixture  *fixture,
          ChlProvider *provider,
          const char  *id)
{
  g_autoptr(ChlCompletion) completion = chl_completion_new (id, "before", "after");
  g_autoptr(JsonNode) described = NULL;
  g_autoptr(GError) error = NULL;

  described = chl_complete_describe (fixture->engine, provider, completion, &error);
  g_assert_no_error (error);

  return print (described);
}

/* How a gap is filled: by the person, by the name, by the table. */
static void
test_gaps (void)
{
  static const struct
  {
    const char *family;
    const char *model;
    const char *typed;
    const char *piece;
  } cases[] = {
    { "custom", "of-nobody", NULL, "\"messages\"" },
    { "custom", "of-nobody", "fim {\"format\":\"starcoder\"}", "<fim_prefix>before<fim_suffix>after<fim_middle>" },
    { "custom", "of-nobody", "fim {\"format\":\"api\"}", "\"suffix\":\"after\"" },
    { "custom", "of-nobody", "fim true", "\"suffix\":\"after\"" },
    { "custom", "qwen2.5-coder-7b", NULL, "<|fim_prefix|>before" },
    { "custom", "qwen2.5-coder-7b", "fim {\"format\":\"starcoder\"}", "<fim_prefix>before" },
    { "custom", "qwen2.5-coder-7b", "fim false", "\"messages\"" },
    { "ollama", "of-nobody", "fim true", "\"suffix\":\"after\"" },
    { "ollama", "qwen2.5-coder:7b", NULL, "<|fim_prefix|>before" },
  };
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      ChlProvider     *provider = find_or_add (fixture, cases[i].family);
      ChlModel        *model;
      g_autofree char *body = NULL;

      g_test_message ("%u: %s, typed %s", i, cases[i].model, cases[i].typed);
      list_one (provider, "other");
      model = list_one (provider, cases[i].model);
      say (model, cases[i].typed, CHL_ORIGIN_USER);
      body = fill_gap (fixture, provider, cases[i].model);
      assert_has (body, cases[i].piece);
      chl_model_take_overrides (model, NULL);
    }
}

/* A length that the vectors have by themselves is not asked for. */
static void
test_dimensions (void)
{
  static const struct
  {
    const char *typed;
    gint64      wished;
    const char *piece;
  } cases[] = {
    { NULL, 0, "!dimensions" },
    { "embedding_dimensions 256", 0, "\"dimensions\":256" },
    { "embedding_dimensions 1536", 0, "!dimensions" },
    { "embedding_dimensions 256", 512, "\"dimensions\":512" },
  };
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
  ChlProvider *provider = find_or_add (fixture, "openai");
  ChlModel    *model = list_one (provider, "text-embedding-3-small");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(ChlEmbeddingRequest) request = chl_embedding_request_new ("text-embedding-3-small");
      g_autoptr(JsonNode) described = NULL;
      g_autoptr(GError) error = NULL;
      g_autofree char *body = NULL;

      g_test_message ("%u: typed %s", i, cases[i].typed);
      chl_model_take_overrides (model, NULL);
      say (model, cases[i].typed, CHL_ORIGIN_USER);
      chl_embedding_request_add (request, "text");
      request->dimensions = cases[i].wished;
      described = chl_embed_describe (fixture->engine, provider, request, &error);
      g_assert_no_error (error);
      body = print (described);
      assert_has (body, cases[i].piece);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/known-request/output", test_output);
  g_test_add_func ("/known-request/effort", test_effort);
  g_test_add_func ("/known-request/sampling", test_sampling);
  g_test_add_func ("/known-request/inputs", test_inputs);
  g_test_add_func ("/known-request/window", test_window);
  g_test_add_func ("/known-request/window-option", test_window_option);
  g_test_add_func ("/known-request/unlisted", test_unlisted);
  g_test_add_func ("/known-request/gaps", test_gaps);
  g_test_add_func ("/known-request/dimensions", test_dimensions);

  return g_test_run ();
}
