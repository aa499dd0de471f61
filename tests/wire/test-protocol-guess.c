/* test-protocol-guess.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "chl-json.h"
#include "chl-protocol-guess.h"

static const struct
{
  const char   *json;
  ChlProtocolId id;
} rows[] = {
  { "{\"object\":\"list\",\"data\":[]}", CHL_PROTOCOL_OPENAI_CHAT },
  { "{\"data\":[{\"id\":\"m\",\"object\":\"model\"}]}", CHL_PROTOCOL_OPENAI_CHAT },
  /* Who speaks Responses speaks Chat Completions too, and has the same list for both. */
  { "{\"object\":\"list\",\"data\":[{\"id\":\"gpt-5-codex\",\"object\":\"model\","
    "\"created\":1757635200,\"owned_by\":\"system\"}]}",
    CHL_PROTOCOL_OPENAI_CHAT },
  /* As llama.cpp answers: its own list beside OpenAI's. */
  { "{\"models\":[{\"name\":\"m\",\"model\":\"m\",\"digest\":\"\"}],\"object\":\"list\","
    "\"data\":[{\"id\":\"m\",\"object\":\"model\"}]}",
    CHL_PROTOCOL_OPENAI_CHAT },
  { "{\"data\":[{\"type\":\"model\",\"id\":\"claude-x\"}],\"has_more\":false}",
    CHL_PROTOCOL_ANTHROPIC_MESSAGES },
  { "{\"data\":[],\"has_more\":false,\"first_id\":null,\"last_id\":null}",
    CHL_PROTOCOL_ANTHROPIC_MESSAGES },
  { "{\"type\":\"error\",\"error\":{\"type\":\"authentication_error\",\"message\":\"no\"}}",
    CHL_PROTOCOL_ANTHROPIC_MESSAGES },
  { "{\"error\":{\"type\":\"error\",\"message\":\"no\"}}", CHL_PROTOCOL_NONE },
  { "{\"models\":[{\"name\":\"m:latest\",\"model\":\"m:latest\",\"digest\":\"a1\",\"size\":7}]}",
    CHL_PROTOCOL_OLLAMA_CHAT },
  /* As Gemini answers. */
  { "{\"models\":[{\"name\":\"models/g\",\"version\":\"1\"}]}", CHL_PROTOCOL_NONE },
  { "{\"models\":[]}", CHL_PROTOCOL_NONE },
  { "{\"data\":[{\"id\":\"m\"}]}", CHL_PROTOCOL_NONE },
  { "[{\"id\":\"m\"}]", CHL_PROTOCOL_NONE },
  { "{\"data\":7,\"models\":{},\"error\":[],\"type\":{},\"object\":1}", CHL_PROTOCOL_NONE },
  { "{\"data\":[7],\"models\":[null]}", CHL_PROTOCOL_NONE },
  { "7", CHL_PROTOCOL_NONE },
};

static void
test_shapes (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(JsonNode) root = chl_json_parse (rows[i].json, -1, NULL);

      g_test_message ("%s", rows[i].json);
      g_assert_nonnull (root);
      g_assert_cmpint (chl_protocol_guess (root), ==, rows[i].id);
    }

  g_assert_cmpint (chl_protocol_guess (NULL), ==, CHL_PROTOCOL_NONE);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/protocol-guess/shapes", test_shapes);

  return g_test_run ();
}
