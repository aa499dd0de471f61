/* test-layers.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <gio/gio.h>

#include "chl-json.h"
#include "chl-layers.h"

#define USER "\"origin\":\"user\""
#define PROVIDER "\"origin\":\"provider\""
#define HOST "\"origin\":\"host\""
#define REGISTRY "\"origin\":\"registry\""
#define FAMILY "\"origin\":\"family\""

static ChlCapabilities *
read_said (const char *text)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) node = chl_json_parse (text, -1, &error);

  g_assert_no_error (error);

  return chl_capabilities_from_json (node);
}

static ChlLayers *
new_layers (const char *const *said)
{
  ChlLayers *layers = chl_layers_new ();

  for (guint i = 0; i < 3 && said[i] != NULL; i++)
    {
      g_autoptr(ChlCapabilities) each = read_said (said[i]);

      chl_layers_add (layers, each);
    }

  return layers;
}

static void
test_order (void)
{
  static const struct
  {
    const char *what;
    const char *said[3];
    gboolean    is_listed;
    const char *merged;
  } cases[] = {
    { "nobody says anything", { "{}" }, FALSE, "{}" },
    { "the person counts most",
      { "{\"tools\":{\"value\":true," PROVIDER "}}", "{\"tools\":{\"value\":false," USER "}}" },
      FALSE,
      "{\"tools\":{\"value\":false," USER "}}" },
    { "then the provider",
      { "{\"tools\":{\"value\":true," HOST "}}", "{\"tools\":{\"value\":false," PROVIDER "}}" },
      FALSE,
      "{\"tools\":{\"value\":false," PROVIDER "}}" },
    { "then the host's row",
      { "{\"tools\":{\"value\":true," REGISTRY "}}", "{\"tools\":{\"value\":false," HOST "}}" },
      FALSE,
      "{\"tools\":{\"value\":false," HOST "}}" },
    { "then the model's row",
      { "{\"tools\":{\"value\":true," FAMILY "}}", "{\"tools\":{\"value\":false," REGISTRY "}}" },
      FALSE,
      "{\"tools\":{\"value\":false," REGISTRY "}}" },
    { "at last the family", { "{\"tools\":{\"value\":true," FAMILY "}}" }, FALSE, "{\"tools\":{\"value\":true," FAMILY "}}" },
    { "of equals the first",
      { "{\"tools\":{\"value\":true," FAMILY "}}", "{\"tools\":{\"value\":false," FAMILY "}}" },
      FALSE,
      "{\"tools\":{\"value\":true," FAMILY "}}" },
    { "field by field",
      { "{\"context_window\":{\"value\":1000," PROVIDER "}}",
        "{\"context_window\":{\"value\":2000," REGISTRY "},\"tools\":{\"value\":true," REGISTRY "}}" },
      FALSE,
      "{\"context_window\":{\"value\":1000," PROVIDER "},\"tools\":{\"value\":true," REGISTRY "}}" },
    { "a smaller window bounds its parts",
      { "{\"context_window\":{\"value\":1000," PROVIDER "}}",
        "{\"context_window\":{\"value\":9000," REGISTRY "},\"max_input\":{\"value\":5000," REGISTRY
        "},\"max_output\":{\"value\":900," REGISTRY "}}" },
      FALSE,
      "{\"context_window\":{\"value\":1000," PROVIDER "},\"max_input\":{\"value\":1000," PROVIDER
      "},\"max_output\":{\"value\":900," REGISTRY "}}" },
    { "a window that was typed bounds them as well",
      { "{\"context_window\":{\"value\":500," USER "}}",
        "{\"max_output\":{\"value\":900," PROVIDER "}}" },
      FALSE,
      "{\"context_window\":{\"value\":500," USER "},\"max_output\":{\"value\":500," USER "}}" },
    { "what was typed is not bounded",
      { "{\"context_window\":{\"value\":500," PROVIDER "}}", "{\"max_output\":{\"value\":900," USER "}}" },
      FALSE,
      "{\"context_window\":{\"value\":500," PROVIDER "},\"max_output\":{\"value\":900," USER "}}" },
    { "a number that cannot be meant says nothing",
      { "{\"context_window\":{\"value\":99999999," PROVIDER "},\"embedding_dimensions\":{\"value\":1," PROVIDER "}}",
        "{\"context_window\":{\"value\":500," REGISTRY "}}" },
      FALSE,
      "{\"context_window\":{\"value\":500," REGISTRY "}}" },
    { "the largest that can", { "{\"context_window\":{\"value\":16777216," PROVIDER "}}", "{\"context_window\":{\"value\":500," REGISTRY "}}" }, FALSE, "{\"context_window\":{\"value\":16777216," PROVIDER "}}" },
    { "but a person may type it", { "{\"context_window\":{\"value\":99999999," USER "}}" }, FALSE, "{\"context_window\":{\"value\":99999999," USER "}}" },
    { "no thinking, no levels of it",
      { "{\"reasoning\":{\"value\":false," PROVIDER "}}",
        "{\"reasoning\":{\"value\":true," REGISTRY "},\"effort\":{\"value\":[\"low\"]," REGISTRY
        "},\"budget\":{\"value\":{}," REGISTRY "}}" },
      FALSE,
      "{\"reasoning\":{\"value\":false," PROVIDER "}}" },
    { "levels from above stay",
      { "{\"reasoning\":{\"value\":false," FAMILY "}}", "{\"effort\":{\"value\":[\"low\"]," USER "}}" },
      FALSE,
      "{\"reasoning\":{\"value\":false," FAMILY "},\"effort\":{\"value\":[\"low\"]," USER "}}" },
    { "levels beside it stay", { "{\"reasoning\":{\"value\":false," REGISTRY "},\"effort\":{\"value\":[\"low\"]," REGISTRY "}}" }, FALSE, "{\"reasoning\":{\"value\":false," REGISTRY "},\"effort\":{\"value\":[\"low\"]," REGISTRY "}}" },
    { "no tools, no agent",
      { "{\"tools\":{\"value\":false," USER "}}",
        "{\"tools\":{\"value\":true," REGISTRY "},\"agent\":{\"value\":true," REGISTRY "}}" },
      FALSE,
      "{\"tools\":{\"value\":false," USER "},\"agent\":{\"value\":false," USER "}}" },
    { "but who says so from above",
      { "{\"agent\":{\"value\":true," USER "}}", "{\"tools\":{\"value\":false," REGISTRY "}}" },
      FALSE,
      "{\"tools\":{\"value\":false," REGISTRY "},\"agent\":{\"value\":true," USER "}}" },
    { "the price is whole, not patched together",
      { "{\"price\":{\"value\":{\"input\":1,\"output\":2}," PROVIDER "}}",
        "{\"price\":{\"value\":{\"input\":3,\"output\":4,\"cached\":1}," REGISTRY "}}" },
      FALSE,
      "{\"price\":{\"value\":{\"input\":1,\"output\":2}," PROVIDER "}}" },
    { "an end to come", { "{\"retires\":{\"value\":\"2026-12-11\"," PROVIDER "}}" }, TRUE, "{\"status\":{\"value\":\"deprecated\"," PROVIDER "},\"retires\":{\"value\":\"2026-12-11\"," PROVIDER "}}" },
    { "an end that has come", { "{\"retires\":{\"value\":\"2026-11-22\"," REGISTRY "}}" }, FALSE, "{\"status\":{\"value\":\"retired\"," REGISTRY "},\"retires\":{\"value\":\"2026-11-22\"," REGISTRY "}}" },
    { "this month is not over", { "{\"retires\":{\"value\":\"2026-11\"," REGISTRY "}}" }, FALSE, "{\"status\":{\"value\":\"deprecated\"," REGISTRY "},\"retires\":{\"value\":\"2026-11\"," REGISTRY "}}" },
    { "an end that did not come", { "{\"retires\":{\"value\":\"2026-11-22\"," REGISTRY "}}" }, TRUE, "{\"status\":{\"value\":\"deprecated\"," REGISTRY "},\"retires\":{\"value\":\"2026-11-22\"," REGISTRY "}}" },
    { "who is listed is not gone", { "{\"status\":{\"value\":\"retired\"," HOST "}}" }, TRUE, "{\"status\":{\"value\":\"deprecated\"," HOST "}}" },
    { "who is not listed is", { "{\"status\":{\"value\":\"retired\"," HOST "}}" }, FALSE, "{\"status\":{\"value\":\"retired\"," HOST "}}" },
    { "the provider may say so itself", { "{\"status\":{\"value\":\"retired\"," PROVIDER "}}" }, TRUE, "{\"status\":{\"value\":\"retired\"," PROVIDER "}}" },
    { "who is gone before the day", { "{\"status\":{\"value\":\"retired\"," REGISTRY "},\"retires\":{\"value\":\"2026-12-11\"," REGISTRY "}}" }, FALSE, "{\"status\":{\"value\":\"retired\"," REGISTRY "},\"retires\":{\"value\":\"2026-12-11\"," REGISTRY "}}" },
    { "an end makes a word of the same one old", { "{\"status\":{\"value\":\"preview\"," REGISTRY "},\"retires\":{\"value\":\"2026-12-11\"," REGISTRY "}}" }, TRUE, "{\"status\":{\"value\":\"deprecated\"," REGISTRY "},\"retires\":{\"value\":\"2026-12-11\"," REGISTRY "}}" },
    { "a list that goes on beyond the day it names", { "{\"retires\":{\"value\":\"2026-11-22\"," PROVIDER "}}" }, TRUE, "{\"status\":{\"value\":\"deprecated\"," PROVIDER "},\"retires\":{\"value\":\"2026-11-22\"," PROVIDER "}}" },
    { "a word of its own stays",
      { "{\"status\":{\"value\":\"preview\"," PROVIDER "}}",
        "{\"retires\":{\"value\":\"2026-12-11\"," REGISTRY "}}" },
      TRUE,
      "{\"status\":{\"value\":\"preview\"," PROVIDER "},\"retires\":{\"value\":\"2026-12-11\"," REGISTRY
      "}}" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      ChlCircumstances circumstances = { "2026-11-23", cases[i].is_listed };
      g_autoptr(ChlLayers) layers = new_layers (cases[i].said);
      g_autoptr(ChlCapabilities) merged = chl_layers_merge (layers, &circumstances);
      g_autoptr(JsonNode) node = chl_capabilities_to_json (merged);
      g_autofree char *printed = chl_json_print (node, FALSE);

      g_test_message ("%s", cases[i].what);
      g_assert_cmpstr (printed, ==, cases[i].merged);
    }
}

static void
test_notes (void)
{
  static const struct
  {
    const char *said[3];
    ChlField    field;
    const char *note;
  } cases[] = {
    { { "{\"context_window\":2000}", "{\"context_window\":{\"value\":1000," PROVIDER "}}" },
      CHL_FIELD_CONTEXT_WINDOW,
      "More than the provider says, which is 1000" },
    { { "{\"context_window\":2000}", "{\"context_window\":{\"value\":1000," FAMILY "}}" },
      CHL_FIELD_CONTEXT_WINDOW,
      "More than the table of models says, which is 1000" },
    { { "{\"context_window\":1000}", "{\"context_window\":{\"value\":1000," PROVIDER "}}" },
      CHL_FIELD_CONTEXT_WINDOW,
      NULL },
    { { "{\"context_window\":1000}" }, CHL_FIELD_CONTEXT_WINDOW, NULL },
    { { "{\"max_output\":2000}", "{\"context_window\":{\"value\":1000," PROVIDER "}}" },
      CHL_FIELD_MAX_OUTPUT,
      "More than the context window, which is 1000" },
    { { "{\"max_output\":1000}", "{\"context_window\":{\"value\":1000," PROVIDER "}}" },
      CHL_FIELD_MAX_OUTPUT,
      NULL },
    { { "{\"max_output\":2000}", "{\"max_output\":{\"value\":1000," REGISTRY "}}" },
      CHL_FIELD_MAX_OUTPUT,
      "More than the table of models says, which is 1000" },
    { { "{\"context_window\":{\"value\":1000," PROVIDER "}}" }, CHL_FIELD_CONTEXT_WINDOW, NULL },
    { { "{\"tools\":true}", "{\"tools\":{\"value\":false," PROVIDER "}}" }, CHL_FIELD_TOOLS, NULL },
    { { "{\"structured_output\":true}" },
      CHL_FIELD_STRUCTURED_OUTPUT,
      "Counts where models are proposed; no request asks for it yet" },
    { { "{\"structured_output\":{\"value\":true," PROVIDER "}}" }, CHL_FIELD_STRUCTURED_OUTPUT, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(ChlLayers) layers = new_layers (cases[i].said);
      g_autofree char *note = chl_layers_dup_note (layers, cases[i].field);

      g_test_message ("%u", i);
      g_assert_cmpstr (note, ==, cases[i].note);
    }
}

/* What a field goes back to. */
static void
test_below (void)
{
  static const char *const said[3] = {
    "{\"tools\":false}", "{\"tools\":{\"value\":true," HOST "}}", NULL
  };
  g_autoptr(ChlLayers) layers = new_layers (said);
  ChlOrigin origin;

  g_assert_true (json_node_get_boolean (chl_layers_get_below (layers, CHL_FIELD_TOOLS,
                                                              CHL_ORIGIN_USER, &origin)));
  g_assert_cmpint (origin, ==, CHL_ORIGIN_HOST);
  g_assert_null (chl_layers_get_below (layers, CHL_FIELD_TOOLS, CHL_ORIGIN_HOST, &origin));
  g_assert_cmpint (origin, ==, CHL_ORIGIN_UNKNOWN);
  g_assert_null (chl_layers_get_below (layers, CHL_FIELD_TOOLS, CHL_ORIGIN_UNKNOWN, NULL));
}

static void
test_assumptions (void)
{
  g_autoptr(ChlCapabilities) known = chl_capabilities_new ();

  g_assert_cmpint (chl_layers_get_window (known, NULL), ==, 8192);
  g_assert_cmpint (chl_layers_get_window (known, "openai"), ==, 8192);
  g_assert_cmpint (chl_layers_get_window (known, "ollama"), ==, 4096);
  g_assert_cmpint (chl_layers_get_max_output (known, NULL), ==, 4096);
  g_assert_cmpint (chl_layers_get_max_output (known, "ollama"), ==, 2048);

  chl_capabilities_set_int (known, CHL_FIELD_CONTEXT_WINDOW, 1000, CHL_ORIGIN_PROVIDER);
  g_assert_cmpint (chl_layers_get_window (known, "ollama"), ==, 1000);
  g_assert_cmpint (chl_layers_get_max_output (known, NULL), ==, 500);
  chl_capabilities_set_int (known, CHL_FIELD_MAX_OUTPUT, 900, CHL_ORIGIN_PROVIDER);
  g_assert_cmpint (chl_layers_get_max_output (known, NULL), ==, 900);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/layers/order", test_order);
  g_test_add_func ("/layers/notes", test_notes);
  g_test_add_func ("/layers/below", test_below);
  g_test_add_func ("/layers/assumptions", test_assumptions);

  return g_test_run ();
}
