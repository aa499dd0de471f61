/* test-claude-code-provider.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "family-golden.h"

/* What goes to an address; what goes to the program is a matter of the engine's tests. */
static ChlProvider *
new_at_gateway (void)
{
  ChlProvider *provider = family_new ("claude-code");

  chl_provider_set_endpoint (provider, "https://gateway.example");

  return provider;
}

/* The same as from Anthropic itself. */
static void
test_efforts (void)
{
  g_autoptr(ChlProvider) provider = new_at_gateway ();

  family_assert_efforts (provider, "claude-sonnet-5-5", "claude-code-efforts-sonnet-5-5");
  family_assert_efforts (provider, "claude-opus-4-5", "claude-code-efforts-opus-4-5");
  family_assert_efforts (provider, "anthropic/claude-4.5-haiku", "claude-code-efforts-haiku-4-5");
  family_assert_efforts (provider, "house-model", "claude-code-efforts-plain");
}

/* It is never made to call one, and thinks all the same. */
static void
test_forced_tool (void)
{
  g_autoptr(ChlProvider) provider = new_at_gateway ();
  g_autoptr(ChlRequest) request = family_request_new (provider, "claude-opus-5-5", "Look");

  family_request_add_tool (request);
  request->tool_choice = CHL_TOOL_CHOICE_REQUIRED;
  family_assert_request (provider, request, "claude-code-forced-tool");
}

static void
test_list (void)
{
  g_autoptr(ChlProvider) provider = new_at_gateway ();

  family_assert_models (provider,
                        "{\"data\":[{\"type\":\"model\",\"id\":\"claude-opus-5-5\","
                        "\"display_name\":\"Claude Opus 5.5\",\"max_input_tokens\":1000000,"
                        "\"created_at\":\"2026-09-22T00:00:00Z\"},{\"type\":\"model\","
                        "\"id\":\"claude-opus-4-5-20251101\",\"capabilities\":{\"thinking\":"
                        "{\"supported\":true,\"types\":{\"enabled\":{\"supported\":true}}},"
                        "\"effort\":{\"low\":{\"supported\":true},\"high\":{\"supported\":true}}}},"
                        "{\"id\":\"house-model\"}],\"has_more\":false}",
                        "claude-code-list");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/claude-code-provider/efforts", test_efforts);
  g_test_add_func ("/claude-code-provider/forced-tool", test_forced_tool);
  g_test_add_func ("/claude-code-provider/list", test_list);

  return g_test_run ();
}
