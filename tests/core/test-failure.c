/* test-failure.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <gio/gio.h>
#include <string.h>

#include "chl-error.h"
#include "chl-failure.h"
#include "chl-json.h"

static void
test_message (void)
{
  g_autoptr(ChlFailure) plain = chl_failure_new (CHL_FAILURE_SERVER, " The server is tired\n");
  g_autoptr(ChlFailure) secret = chl_failure_new (CHL_FAILURE_AUTH, "Bad key sk-test12345");
  g_autoptr(ChlFailure) broken = chl_failure_new (CHL_FAILURE_AUTH, "a\xff"
                                                                     "b");
  g_autoptr(ChlFailure) blank = chl_failure_new (CHL_FAILURE_AUTH, " \n");
  g_autoptr(ChlFailure) none = chl_failure_new (CHL_FAILURE_AUTH, NULL);

  g_assert_cmpstr (plain->message, ==, "The server is tired");
  g_assert_cmpint (plain->retry_after_ms, ==, -1);
  g_assert_true (plain->retryable);
  g_assert_cmpstr (secret->message, ==, "Bad key •••");
  g_assert_false (secret->retryable);
  g_assert_cmpstr (broken->message, ==, "a\ufffdb");
  g_assert_null (blank->message);
  g_assert_null (none->message);
}

/* A cut falls between characters, wherever the limit lies in one. */
static void
test_message_limit (void)
{
  for (gsize shift = 0; shift < 5; shift++)
    {
      g_autoptr(GString) text = g_string_new (NULL);
      g_autoptr(ChlFailure) failure = NULL;

      for (gsize i = 0; i < shift; i++)
        g_string_append_c (text, '.');
      while (text->len < 3 * CHL_FAILURE_MAX_MESSAGE)
        g_string_append (text, "😀");
      failure = chl_failure_new (CHL_FAILURE_SERVER, text->str);
      g_assert_true (g_utf8_validate (failure->message, -1, NULL));
      g_assert_cmpuint (strlen (failure->message), <=, CHL_FAILURE_MAX_MESSAGE);
      g_assert_cmpuint (strlen (failure->message), >, CHL_FAILURE_MAX_MESSAGE - 4);
    }
}

static void
test_from_error (void)
{
  const struct
  {
    GQuark         domain;
    int            code;
    ChlFailureKind kind;
  } cases[] = {
    { CHL_ERROR, CHL_ERROR_FAILED, CHL_FAILURE_UNKNOWN },
    { CHL_ERROR, CHL_ERROR_NETWORK, CHL_FAILURE_NETWORK },
    { CHL_ERROR, CHL_ERROR_TIMEOUT, CHL_FAILURE_TIMEOUT },
    { CHL_ERROR, CHL_ERROR_TLS, CHL_FAILURE_TLS },
    { CHL_ERROR, CHL_ERROR_NOT_LOCAL, CHL_FAILURE_NOT_LOCAL },
    { CHL_ERROR, CHL_ERROR_REDIRECT, CHL_FAILURE_PROTOCOL },
    { CHL_ERROR, CHL_ERROR_NO_KEY, CHL_FAILURE_NO_KEY },
    { CHL_ERROR, CHL_ERROR_KEY_REFUSED, CHL_FAILURE_AUTH },
    { CHL_ERROR, CHL_ERROR_NO_CREDIT, CHL_FAILURE_QUOTA },
    { CHL_ERROR, CHL_ERROR_RATE_LIMITED, CHL_FAILURE_RATE_LIMIT },
    { CHL_ERROR, CHL_ERROR_TOO_LONG, CHL_FAILURE_CONTEXT_LENGTH },
    { CHL_ERROR, CHL_ERROR_LIMIT, CHL_FAILURE_LIMIT },
    { CHL_ERROR, CHL_ERROR_KEYRING_LOCKED, CHL_FAILURE_NO_KEY },
    { CHL_ERROR, CHL_ERROR_INVALID, CHL_FAILURE_INVALID_REQUEST },
    { CHL_ERROR, CHL_ERROR_INVALID + 1, CHL_FAILURE_UNKNOWN },
    { CHL_ERROR, -1, CHL_FAILURE_UNKNOWN },
    { G_IO_ERROR, G_IO_ERROR_CANCELLED, CHL_FAILURE_CANCELLED },
    { G_IO_ERROR, G_IO_ERROR_TIMED_OUT, CHL_FAILURE_TIMEOUT },
    { G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT, CHL_FAILURE_TRUNCATED },
    { G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED, CHL_FAILURE_NETWORK },
    { G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED, CHL_FAILURE_NETWORK },
    { G_IO_ERROR, G_IO_ERROR_HOST_NOT_FOUND, CHL_FAILURE_NETWORK },
    { G_IO_ERROR, G_IO_ERROR_NO_SPACE, CHL_FAILURE_UNKNOWN },
    { G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND, CHL_FAILURE_NETWORK },
    { G_TLS_ERROR, G_TLS_ERROR_BAD_CERTIFICATE, CHL_FAILURE_TLS },
    { G_FILE_ERROR, G_FILE_ERROR_NOENT, CHL_FAILURE_UNKNOWN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = g_error_new_literal (cases[i].domain, cases[i].code, "Went wrong");
      g_autoptr(ChlFailure) failure = chl_failure_new_from_error (error);

      g_test_message ("case %u", i);
      g_assert_cmpint (failure->kind, ==, cases[i].kind);
      if (cases[i].kind == CHL_FAILURE_CANCELLED)
        g_assert_null (failure->message);
      else
        g_assert_cmpstr (failure->message, ==, "Went wrong");
    }
}

/* Every kind has a sentence, and a remedy that leads back to the same kind where there is one. */
static void
test_to_error (void)
{
  for (guint kind = CHL_FAILURE_NONE; kind <= CHL_FAILURE_UNKNOWN; kind++)
    {
      g_autoptr(ChlFailure) silent = chl_failure_new ((ChlFailureKind) kind, NULL);
      g_autoptr(ChlFailure) talking = chl_failure_new ((ChlFailureKind) kind, "Its own words");
      g_autoptr(GError) ours = chl_failure_to_error (silent);
      g_autoptr(GError) theirs = chl_failure_to_error (talking);
      g_autoptr(ChlFailure) back = chl_failure_new_from_error (ours);

      g_test_message ("%s: %s", chl_failure_kind_to_string (silent->kind), ours->message);
      g_assert_cmpuint (strlen (ours->message), >, 10);
      g_assert_false (g_str_has_suffix (ours->message, "."));
      g_assert_true (g_str_has_prefix (theirs->message, ours->message));
      g_assert_true (g_str_has_suffix (theirs->message, ": “Its own words”"));
      g_assert_false (talking->is_ours);
      g_assert_cmpint (back->is_ours, ==, kind != CHL_FAILURE_CANCELLED);
      g_assert_cmpint (theirs->code, ==, ours->code);
      g_assert_cmpint (chl_error_is_cancellation (ours), ==, kind == CHL_FAILURE_CANCELLED);
      if (kind == CHL_FAILURE_NONE)
        g_assert_cmpint (back->kind, ==, CHL_FAILURE_UNKNOWN);
      else if (kind == CHL_FAILURE_OVERLOADED)
        g_assert_cmpint (back->kind, ==, CHL_FAILURE_SERVER);
      else
        g_assert_cmpint (back->kind, ==, kind);
    }
}

static void
test_retryable (void)
{
  for (guint kind = CHL_FAILURE_NONE; kind <= CHL_FAILURE_UNKNOWN; kind++)
    {
      const char              *word = chl_failure_kind_to_string ((ChlFailureKind) kind);
      static const char *const again[] = {
        "timeout", "network", "rate_limit", "overloaded", "server", NULL
      };

      g_assert_cmpint (chl_failure_kind_is_retryable ((ChlFailureKind) kind), ==, g_strv_contains (again, word));
    }
}

static void
test_json (void)
{
  static const struct
  {
    const char *json;
    const char *expected; /* NULL: nothing is read */
  } cases[] = {
    { "{\"kind\":\"server\",\"code\":null,\"message\":null}", "{\"kind\":\"server\",\"code\":null,\"message\":null}" },
    { "{\"kind\":\"rate_limit\",\"code\":\"slow\",\"message\":\"Wait\",\"status\":429,\"param\":\"model\","
      "\"request_id\":\"req_1\",\"retry_after_ms\":0,\"retryable\":false}",
      "{\"kind\":\"rate_limit\",\"code\":\"slow\",\"message\":\"Wait\",\"status\":429,\"param\":\"model\","
      "\"request_id\":\"req_1\",\"retry_after_ms\":0,\"retryable\":false}" },
    { "{\"kind\":\"tls\",\"code\":null,\"message\":\"We say\",\"is_ours\":true}",
      "{\"kind\":\"tls\",\"code\":null,\"message\":\"We say\",\"is_ours\":true}" },
    { "{}", "{\"kind\":\"unknown\",\"code\":null,\"message\":null}" },
    { "{\"kind\":\"odd\",\"status\":-1,\"retry_after_ms\":-7,\"code\":7,\"message\":[],\"retryable\":\"x\"}",
      "{\"kind\":\"unknown\",\"code\":null,\"message\":null}" },
    { "{\"status\":99999999999,\"retry_after_ms\":1e300}", "{\"kind\":\"unknown\",\"code\":null,\"message\":null}" },
    { "[]", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(JsonNode) node = chl_json_parse (cases[i].json, -1, NULL);
      g_autoptr(ChlFailure) failure = chl_failure_from_json (node);
      g_autoptr(ChlFailure) copy = NULL;
      g_autoptr(JsonNode) again = NULL;
      g_autofree char *text = NULL;

      g_test_message ("case %u", i);
      if (cases[i].expected == NULL)
        {
          g_assert_null (failure);
          continue;
        }

      copy = chl_failure_copy (failure);
      again = chl_failure_to_json (copy);
      text = chl_json_print (again, FALSE);
      g_assert_cmpstr (text, ==, cases[i].expected);
    }

  g_assert_null (chl_failure_from_json (NULL));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/failure/message", test_message);
  g_test_add_func ("/failure/message-limit", test_message_limit);
  g_test_add_func ("/failure/from-error", test_from_error);
  g_test_add_func ("/failure/to-error", test_to_error);
  g_test_add_func ("/failure/retryable", test_retryable);
  g_test_add_func ("/failure/json", test_json);

  return g_test_run ();
}
