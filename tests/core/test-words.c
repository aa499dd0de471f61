/* test-words.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "chl-words.h"

/* The words are in files and scripts: a change of one breaks them. So they are all written down
 * here once more, in the order of their enumerations. */

static const char *const protocols[] = {
  "none", "openai-chat", "openai-responses", "anthropic-messages", "openai-completions",
  "openai-embeddings", "ollama-chat", "ollama-generate", "ollama-embed", NULL
};
static const char *const roles[] = {
  "chat", "light", "reasoning", "buddy", "completion", "embedding", NULL
};
static const char *const authors[] = { "system", "user", "assistant", "tool", NULL };
static const char *const parts[] = {
  "text", "refusal", "reasoning", "tool_call", "tool_result", "image", "file", "audio", "opaque", NULL
};
static const char *const finishes[] = {
  "none", "stop", "length", "tool_calls", "content_filter", "refusal", "pause", "cancelled", "error",
  "other", NULL
};
static const char *const failures[] = {
  "none", "auth", "permission", "not_found", "invalid_request", "context_length", "rate_limit", "quota",
  "overloaded", "server", "timeout", "network", "tls", "content_policy", "protocol", "limit", "truncated",
  "cancelled", "no_key", "not_local", "unknown", NULL
};
static const char *const efforts[] = {
  "default", "off", "minimal", "low", "medium", "high", "xhigh", "max", NULL
};
static const char *const origins[] = {
  "unknown", "family", "registry", "host", "provider", "user", NULL
};
static const char *const states[] = {
  "unchecked", "connected", "no_key", "key_refused", "no_credit", "rate_limited", "needs_sign_in",
  "unreachable", "not_running", "not_installed", "keyring_locked", "off", "broken_file", NULL
};

#define TEST_WORDS(name, Type, words)                                                               \
  static void test_##name (void)                                                                    \
  {                                                                                                 \
    Type value = (Type) 1;                                                                          \
                                                                                                    \
    for (guint i = 0; words[i] != NULL; i++)                                                        \
      {                                                                                             \
        g_assert_cmpstr (chl_##name##_to_string ((Type) i), ==, words[i]);                          \
        g_assert_true (chl_##name##_from_string (words[i], &value));                                \
        g_assert_cmpint ((int) value, ==, (int) i);                                                 \
        g_assert_true (chl_##name##_from_string (words[i], NULL));                                  \
      }                                                                                             \
                                                                                                    \
    value = (Type) 1;                                                                               \
    g_assert_false (chl_##name##_from_string ("", &value));                                         \
    g_assert_false (chl_##name##_from_string ("nonsense", &value));                                 \
    g_assert_false (chl_##name##_from_string (" chat", &value));                                    \
    g_assert_cmpint ((int) value, ==, 1);                                                           \
                                                                                                    \
    g_test_expect_message ("chl-words", G_LOG_LEVEL_CRITICAL, "*assertion*failed*");                \
    g_assert_cmpstr (chl_##name##_to_string ((Type) g_strv_length ((GStrv) words)), ==, "unknown"); \
    g_test_assert_expected_messages ();                                                             \
  }

TEST_WORDS (protocol_id, ChlProtocolId, protocols)
TEST_WORDS (role, ChlRole, roles)
TEST_WORDS (author, ChlAuthor, authors)
TEST_WORDS (part_kind, ChlPartKind, parts)
TEST_WORDS (finish, ChlFinish, finishes)
TEST_WORDS (failure_kind, ChlFailureKind, failures)
TEST_WORDS (effort, ChlEffort, efforts)
TEST_WORDS (origin, ChlOrigin, origins)
TEST_WORDS (provider_state, ChlProviderState, states)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/words/protocol", test_protocol_id);
  g_test_add_func ("/words/role", test_role);
  g_test_add_func ("/words/author", test_author);
  g_test_add_func ("/words/part-kind", test_part_kind);
  g_test_add_func ("/words/finish", test_finish);
  g_test_add_func ("/words/failure-kind", test_failure_kind);
  g_test_add_func ("/words/effort", test_effort);
  g_test_add_func ("/words/origin", test_origin);
  g_test_add_func ("/words/provider-state", test_provider_state);

  return g_test_run ();
}
