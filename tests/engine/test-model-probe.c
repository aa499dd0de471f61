/* test-model-probe.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "model-probe-case.h"

/* What is said to each request, what follows from it, and what is kept. */
static void
test_verdicts (void)
{
  static const struct
  {
    const char *name;
    Reply       replies[MAX_REPLIES];
    const char *verdicts;
    const char *kept;
    ChlAction   action;
  } rows[] = {
    { "all of it", { GOOD, CALLED, SEEN }, "streaming=yes tools=yes vision=yes", "input_kinds tools", CHL_ACTION_NONE },
    { "no stream, though asked for", { { 200, WHOLE }, CALLED, SEEN }, "streaming=no tools=yes vision=yes", "input_kinds tools", CHL_ACTION_NONE },
    { "a stream is refused",
      { { 400, REFUSAL ("streams are not for you") }, { 200, WHOLE }, { 200, WHOLE }, { 200, WHOLE } },
      "streaming=no tools=unknown vision=unknown",
      "",
      CHL_ACTION_NONE },
    { "everything is refused",
      { { 400, REFUSAL ("nothing is for you") }, { 400, REFUSAL ("nothing is for you") } },
      "streaming=unknown tools=skipped vision=skipped",
      "",
      CHL_ACTION_CHOOSE_MODEL },
    { "no such model", { { 404, REFUSAL ("no such model") } }, "streaming=unknown tools=skipped vision=skipped", "", CHL_ACTION_CHOOSE_MODEL },
    { "tools and pictures are refused",
      { GOOD, { 400, REFUSAL ("m does not support tools") }, { 422, REFUSAL ("m is blind") } },
      "streaming=yes tools=no vision=no",
      "input_kinds tools",
      CHL_ACTION_NONE },
    { "nobody here takes tools or pictures",
      { GOOD, { 404, REFUSAL ("No endpoints found that support tools") }, { 404, REFUSAL ("No endpoints found that support image input") } },
      "streaming=yes tools=no vision=no",
      "input_kinds tools",
      CHL_ACTION_NONE },
    { "a tool may be offered, but not forced",
      { GOOD, { 400, REFUSAL ("tool choice must be auto") }, CALLED, SEEN },
      "streaming=yes tools=yes vision=yes",
      "input_kinds tools",
      CHL_ACTION_NONE },
    { "not even offered",
      { GOOD, { 400, REFUSAL ("tool choice must be auto") }, { 400, REFUSAL ("no tools") }, SEEN },
      "streaming=yes tools=no vision=yes",
      "input_kinds tools",
      CHL_ACTION_NONE },
    { "the tool is not called", { GOOD, GOOD, SEEN }, "streaming=yes tools=unknown vision=yes", "input_kinds", CHL_ACTION_NONE },
    { "another one is", { GOOD, { 0, OTHER_CALL DONE }, SEEN }, "streaming=yes tools=unknown vision=yes", "input_kinds", CHL_ACTION_NONE },
    { "cut off", { GOOD, { 0, DELTA ("I") LENGTH DONE }, SEEN }, "streaming=yes tools=unknown vision=yes", "input_kinds", CHL_ACTION_NONE },
    { "another colour", { GOOD, CALLED, { 0, "OTHER" } }, "streaming=yes tools=yes vision=unknown", "tools", CHL_ACTION_NONE },
    { "all colours", { GOOD, CALLED, { 0, DELTA ("red green blue yellow black white") STOP DONE } }, "streaming=yes tools=yes vision=unknown", "tools", CHL_ACTION_NONE },
    { "busy at first", { { 429, "{}" } }, "streaming=unknown tools=skipped vision=skipped", "", CHL_ACTION_WAIT },
    { "busy in between", { GOOD, { 429, "{}" } }, "streaming=yes tools=unknown vision=skipped", "", CHL_ACTION_WAIT },
    { "broken in between", { GOOD, { 500, "{}" }, SEEN }, "streaming=yes tools=unknown vision=yes", "input_kinds", CHL_ACTION_RETRY },
    { "broken at the end", { GOOD, CALLED, { 500, REFUSAL ("image input is not supported") } }, "streaming=yes tools=yes vision=unknown", "tools", CHL_ACTION_RETRY },
    { "not allowed", { GOOD, CALLED, { 403, REFUSAL ("not with this key") } }, "streaming=yes tools=yes vision=unknown", "tools", CHL_ACTION_OPEN_PROVIDER },
    { "no credit", { GOOD, { 402, REFUSAL ("pay first") } }, "streaming=yes tools=unknown vision=skipped", "", CHL_ACTION_CHOOSE_MODEL },
    { "an error in a stream",
      { GOOD, { 0, "data: {\"error\":{\"message\":\"oh\",\"code\":400}}\n\n" }, SEEN },
      "streaming=yes tools=unknown vision=yes",
      "input_kinds",
      CHL_ACTION_NONE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto(Case) self;
      g_autoptr(GString) kept = g_string_new (NULL);
      const ChlCapabilities *probed;

      g_test_message ("%s", rows[i].name);
      case_init (&self, "m", CHL_MODEL_USE_CHAT);
      run (&self, rows[i].replies);
      g_assert_cmpstr (self.verdicts->str, ==, rows[i].verdicts);
      if (!g_str_equal (rows[i].name, "an error in a stream"))
        g_assert_cmpint (self.action, ==, rows[i].action);

      probed = chl_model_get_probed (self.model);
      for (guint field = 0; probed != NULL && field < CHL_N_FIELDS; field++)
        if (chl_capabilities_is_known (probed, (ChlField) field))
          g_string_append_printf (kept, "%s%s", kept->len > 0 ? " " : "",
                                  chl_field_to_string ((ChlField) field));
      g_assert_cmpstr (kept->str, ==, rows[i].kept);
      g_assert_true (probed != NULL || *rows[i].kept == '\0');
    }
}

/* What is offered, and what is forced. */
static void
test_what_is_sent (void)
{
  static const Reply replies[MAX_REPLIES] = { GOOD, CALLED, SEEN };
  g_auto(Case) self;
  g_autofree char *streaming = NULL;
  g_autofree char *tools = NULL;
  g_autofree char *vision = NULL;

  case_init (&self, "m", CHL_MODEL_USE_CHAT);
  run (&self, replies);
  streaming = dup_body (chl_fake_server_get_request (self.fixture->server, 0));
  tools = dup_body (chl_fake_server_get_request (self.fixture->server, 1));
  vision = dup_body (chl_fake_server_get_request (self.fixture->server, 2));

  g_assert_nonnull (strstr (streaming, "\"stream\":true"));
  g_assert_null (strstr (streaming, "get_time"));
  g_assert_nonnull (strstr (tools, "\"tool_choice\":\"required\""));
  g_assert_nonnull (strstr (tools, "\"name\":\"get_time\""));
  g_assert_null (strstr (tools, "data:image"));
  g_assert_nonnull (strstr (vision, "data:image/png;base64,"));
  g_assert_null (strstr (vision, "get_time"));
}

/* No request asks for more than a few words. */
static void
assert_short (Case *self,
              guint n_requests)
{
  g_assert_cmpuint (chl_fake_server_get_n_requests (self->fixture->server), ==, n_requests);
  for (guint i = 0; i < n_requests; i++)
    {
      g_autofree char *body = dup_body (chl_fake_server_get_request (self->fixture->server, i));
      g_autoptr(JsonNode) sent = chl_json_parse (body, -1, NULL);
      gint64 most = 0;

      g_assert_true (chl_json_get_int64 (sent, "/max_tokens", &most));
      g_assert_cmpint (most, >, 0);
      g_assert_cmpint (most, <=, 64);
    }
}

/* Gaps are only asked for where there is a way of their own. */
static void
test_gaps (void)
{
  static const struct
  {
    Reply       replies[MAX_REPLIES];
    const char *verdicts;
    gboolean    is_kept;
    gboolean    claim;
    ChlAction   action;
  } rows[] = {
    { { { 0, TEXT ("four, five") }, { 0, TEXT ("violet") } }, "streaming=yes fim=yes", TRUE, TRUE, CHL_ACTION_NONE },
    { { { 0, TEXT ("four, five") }, { 0, TEXT ("red") } }, "streaming=yes fim=unknown", FALSE, FALSE, CHL_ACTION_NONE },
    { { { 0, TEXT ("four, five") }, { 500, "{}" } }, "streaming=yes fim=unknown", FALSE, FALSE, CHL_ACTION_RETRY },
    { { { 0, TEXT ("four, five") }, { 400, REFUSAL ("no gaps") } }, "streaming=yes fim=no", TRUE, FALSE, CHL_ACTION_NONE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto(Case) self;

      g_test_message ("%u", i);
      case_init (&self, "qwen2.5-coder", CHL_MODEL_USE_COMPLETION);
      run (&self, rows[i].replies);
      g_assert_cmpstr (self.verdicts->str, ==, rows[i].verdicts);
      if (rows[i].is_kept)
        assert_claim (&self, CHL_FIELD_FIM, rows[i].claim, CHL_ORIGIN_PROVIDER);
      else
        g_assert_null (chl_model_get_probed (self.model));
      g_assert_cmpint (self.action, ==, rows[i].action);
      assert_short (&self, 2);
    }
}

static void
test_steps (void)
{
  static const struct
  {
    const char *model;
    ChlModelUse use;
    const char *lesson;
    const char *steps;
    guint       most;
  } rows[] = {
    { "m", CHL_MODEL_USE_CHAT, NULL, "streaming=waiting tools=waiting vision=waiting", 5 },
    { "m", 0, NULL, "streaming=waiting tools=waiting vision=waiting", 5 },
    { "qwen2.5-coder", CHL_MODEL_USE_CHAT, NULL,
      "streaming=waiting tools=waiting vision=waiting fim=waiting", 6 },
    { "qwen2.5-coder", CHL_MODEL_USE_CHAT, CHL_LESSON_WITHOUT "completions",
      "streaming=waiting tools=waiting vision=waiting", 5 },
    { "m", CHL_MODEL_USE_COMPLETION, NULL, "streaming=waiting", 2 },
    { "qwen2.5-coder", CHL_MODEL_USE_COMPLETION, NULL, "streaming=waiting fim=waiting", 3 },
    { "m", CHL_MODEL_USE_EMBEDDING, NULL, "embedding_dimensions=waiting", 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto(Case) self;
      g_autoptr(ChlModelProbe) probe = NULL;

      case_init (&self, rows[i].model, rows[i].use);
      if (rows[i].lesson != NULL)
        chl_lessons_add (self.provider, rows[i].model, rows[i].lesson);
      probe = chl_model_probe_new (self.fixture->engine, self.provider, self.model);
      note_verdicts (&self, probe);
      g_assert_cmpstr (self.verdicts->str, ==, rows[i].steps);
      g_assert_cmpuint (chl_model_probe_get_most_requests (probe), ==, rows[i].most);
      g_assert_cmpuint (chl_fake_server_get_n_requests (self.fixture->server), ==, 0);
    }
}

/* Pictures that are pictures, and answers that name them. */
static void
test_pictures (void)
{
  for (guint i = 0; i < CHL_PROBE_N_COLOURS; i++)
    {
      g_autoptr(GBytes) png = chl_probe_picture_new (i);
      g_autofree char *text = g_strdup_printf ("**%s**.", chl_probe_picture_get_colour (i));
      gsize            length = 0;
      const guint8    *bytes = g_bytes_get_data (png, &length);

      g_assert_cmpuint (length, <, 400);
      g_assert_cmpmem (bytes, 8, "\x89PNG\r\n\x1a\n", 8);
      g_assert_cmpmem (bytes + length - 12, 12, "\0\0\0\0IEND\xae\x42\x60\x82", 12);
      text[2] = g_ascii_toupper (text[2]);
      g_assert_true (chl_probe_picture_is_named (i, text));
      g_assert_false (chl_probe_picture_is_named ((i + 1) % CHL_PROBE_N_COLOURS, text));
      g_assert_false (chl_probe_picture_is_named (i, "I see no picture"));
    }

  g_assert_false (chl_probe_picture_is_named (0, "It was rendered"));
  g_assert_false (chl_probe_picture_is_named (0, "red or blue"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/model-probe/pictures", test_pictures);
  g_test_add_func ("/model-probe/steps", test_steps);
  g_test_add_func ("/model-probe/verdicts", test_verdicts);
  g_test_add_func ("/model-probe/what-is-sent", test_what_is_sent);
  g_test_add_func ("/model-probe/gaps", test_gaps);

  return g_test_run ();
}
