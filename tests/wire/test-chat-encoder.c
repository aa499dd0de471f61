/* test-chat-encoder.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "chl-error.h"
#include "chl-json.h"
#include "chl-protocol.h"
#include "request-cases.h"

static char *
encode (const ChlRequest *request,
        const ChlQuirks  *quirks)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) body = NULL;
  g_autoptr(JsonNode) node = NULL;
  gsize       length = 0;
  const char *bytes;

  body = chl_protocol_encode (chl_protocol_get (CHL_PROTOCOL_OPENAI_CHAT), request, quirks, &error);
  g_assert_no_error (error);
  bytes = g_bytes_get_data (body, &length);
  node = chl_json_parse (bytes, (gssize) length, &error);
  g_assert_no_error (error);

  return g_strndup (bytes, length);
}

/* To the byte. CHL_TEST_UPDATE writes the files anew; look at what changed. */
static void
test_golden (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr(ChlRequest) request = request_case_new ();
  g_autoptr(GError) error = NULL;
  g_autofree char *file = g_strconcat (request_cases[i].name, ".json", NULL);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "wire", "golden", file, NULL);
  g_autofree char *expected = NULL;
  g_autofree char *json = NULL;
  g_autofree char *again = NULL;

  request_cases[i].make (request);
  json = encode (request, request_cases[i].quirks);
  again = encode (request, request_cases[i].quirks);
  g_assert_cmpstr (json, ==, again);

  if (g_getenv ("CHL_TEST_UPDATE") != NULL)
    {
      g_autofree char *line = g_strconcat (json, "\n", NULL);

      g_file_set_contents (path, line, -1, &error);
      g_assert_no_error (error);
    }

  g_file_get_contents (path, &expected, NULL, &error);
  g_assert_no_error (error);
  g_strchomp (expected);
  g_assert_cmpstr (json, ==, expected);
}

static void
assert_refused (ChlRequest *request,
                const char *needle)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) body = NULL;

  body = chl_protocol_encode (chl_protocol_get (CHL_PROTOCOL_OPENAI_CHAT), request, &quirks_plain, &error);
  g_assert_null (body);
  g_assert_error (error, CHL_ERROR, CHL_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, needle));
}

static void
test_protected_members (void)
{
  static const char *const names[] = {
    "model",
    "messages",
    "input",
    "stream",
    "stream_options",
    "tools",
    "tool_choice",
    "system",
    "instructions",
    "parallel_tool_calls",
    "include",
    "store",
    "metadata",
    "conversation",
    "previous_response_id",
    "cache_control",
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr(ChlRequest) request = request_case_new ();

      request->extra_body = g_strdup_printf ("{\"x\":1,\"%s\":null}", names[i]);
      assert_refused (request, names[i]);
    }
}

static void
test_escaped_protected_member (void)
{
  g_autoptr(ChlRequest) request = request_case_new ();

  request->extra_body = g_strdup ("{\"mod\\u0065l\":\"x\"}");
  assert_refused (request, "model");
}

static void
test_broken_json_is_refused (void)
{
  static const char *const broken[] = { "", "x", "[]", "{\"a\":}", "{} {}", "{'a':1}" };

  for (guint i = 0; i < G_N_ELEMENTS (broken); i++)
    {
      g_autoptr(ChlRequest) extra = request_case_new ();
      g_autoptr(ChlRequest) tool = request_case_new ();
      g_autoptr(ChlRequest) schema = request_case_new ();

      g_test_message ("%s", broken[i]);
      extra->extra_body = g_strdup (broken[i]);
      assert_refused (extra, "additional");
      g_ptr_array_add (tool->tools, chl_tool_new ("wrench", NULL, broken[i]));
      assert_refused (tool, "wrench");
      schema->format = CHL_FORMAT_JSON_SCHEMA;
      schema->schema = g_strdup (broken[i]);
      assert_refused (schema, "schema");
    }
}

static void
test_empty_additions (void)
{
  g_autoptr(ChlRequest) request = request_case_new ();
  g_autofree char *json = NULL;

  request->extra_body = g_strdup (" { } ");
  json = encode (request, &quirks_plain);
  g_assert_cmpstr (json, ==, "{\"model\":\"demo-1\",\"messages\":[],\"stream\":true}");
}

static void
test_tool_choices (void)
{
  static const struct
  {
    ChlToolChoice choice;
    const char   *json;
  } table[] = {
    { CHL_TOOL_CHOICE_AUTO, "}}}],\"stream\"" },
    { CHL_TOOL_CHOICE_NONE, "\"tool_choice\":\"none\"" },
    { CHL_TOOL_CHOICE_REQUIRED, "\"tool_choice\":\"required\"" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr(ChlRequest) request = request_case_new ();
      g_autoptr(ChlRequest) without = request_case_new ();
      g_autofree char *json = NULL;
      g_autofree char *other = NULL;

      request->tool_choice = without->tool_choice = table[i].choice;
      g_ptr_array_add (request->tools, chl_tool_new ("t", NULL, NULL));
      json = encode (request, &quirks_plain);
      other = encode (without, &quirks_openai);
      g_assert_nonnull (strstr (json, table[i].json));
      g_assert_null (strstr (other, "tool_choice"));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (guint i = 0; i < n_request_cases; i++)
    {
      g_autofree char *path = g_strconcat ("/chat-encoder/golden/", request_cases[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_golden);
    }
  g_test_add_func ("/chat-encoder/protected-members", test_protected_members);
  g_test_add_func ("/chat-encoder/escaped-protected-member", test_escaped_protected_member);
  g_test_add_func ("/chat-encoder/broken-json-is-refused", test_broken_json_is_refused);
  g_test_add_func ("/chat-encoder/empty-additions", test_empty_additions);
  g_test_add_func ("/chat-encoder/tool-choices", test_tool_choices);

  return g_test_run ();
}
