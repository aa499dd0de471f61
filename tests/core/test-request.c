/* test-request.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "chl-request.h"

static void
test_new_says_nothing (void)
{
  g_autoptr(ChlRequest) request = chl_request_new ("tiny-1");

  g_assert_cmpstr (request->model, ==, "tiny-1");
  g_assert_true (isnan (request->temperature));
  g_assert_true (isnan (request->top_p));
  g_assert_true (isnan (request->min_p));
  g_assert_true (isnan (request->frequency_penalty));
  g_assert_true (isnan (request->presence_penalty));
  g_assert_true (isnan (request->repetition_penalty));
  g_assert_cmpint (request->top_k, ==, -1);
  g_assert_cmpint (request->parallel_tools, ==, -1);
  g_assert_cmpint (request->max_output, ==, 0);
  g_assert_false (request->has_seed);
  g_assert_true (request->stream);
  g_assert_cmpint (request->effort, ==, CHL_EFFORT_DEFAULT);
  g_assert_cmpint (request->tool_choice, ==, CHL_TOOL_CHOICE_AUTO);
  g_assert_cmpint (request->format, ==, CHL_FORMAT_TEXT);
  g_assert_cmpuint (request->messages->len, ==, 0);
  g_assert_cmpuint (request->tools->len, ==, 0);

  chl_request_free (NULL);
  chl_tool_free (NULL);
}

static void
test_holds_messages (void)
{
  ChlRequest *request = chl_request_new ("tiny-1");
  ChlMessage *message = chl_message_new_text ("m", CHL_AUTHOR_USER, 1, "Hi");

  chl_request_add_message (request, message);
  g_assert_true (g_ptr_array_index (request->messages, 0) == message);
  chl_request_free (request);
  g_assert_finalize_object (message);
}

typedef enum
{
  CHANGE_NOTHING,
  CHANGE_IDS,
  CHANGE_LATER_MESSAGE,
  CHANGE_TEMPERATURE,
  /* From here on the digest is another one. */
  CHANGE_ORIGIN,
  CHANGE_NO_ORIGIN,
  CHANGE_MODEL,
  CHANGE_SYSTEM,
  CHANGE_EMPTY_SYSTEM,
  CHANGE_TOOL_NAME,
  CHANGE_TOOL_DESCRIPTION,
  CHANGE_TOOL_PARAMETERS,
  CHANGE_NO_TOOL,
  CHANGE_AUTHOR,
  CHANGE_TEXT,
  CHANGE_BOUNDARY,
  CHANGE_CALL_ID,
  CHANGE_NAME,
  CHANGE_DATA,
  CHANGE_MEDIA_TYPE,
  CHANGE_URI,
  CHANGE_MORE,
  N_CHANGES,
} Change;

static void
add_message (ChlRequest *request,
             Change      change)
{
  ChlAuthor   author = change == CHANGE_AUTHOR ? CHL_AUTHOR_TOOL : CHL_AUTHOR_ASSISTANT;
  const char *text = change == CHANGE_TEXT ? "one!" : change == CHANGE_BOUNDARY ? "onet"
                                                                                : "one";
  g_autoptr(ChlMessage) message = NULL;
  g_autoptr(ChlPart) second = NULL;
  g_autoptr(ChlPart) call = chl_part_new (CHL_PART_TOOL_CALL);
  g_autoptr(ChlPart) image = NULL;
  g_autoptr(ChlPart) file = chl_part_new (CHL_PART_FILE);
  g_autoptr(GBytes) data = NULL;

  message = chl_message_new_text (change == CHANGE_IDS ? "n" : "m", author, 1, text);
  second = chl_part_new_text (change == CHANGE_BOUNDARY ? "wo" : "two");
  chl_message_add_part (message, second);

  chl_part_set_call_id (call, change == CHANGE_CALL_ID ? "c2" : "c1");
  chl_part_set_name (call, change == CHANGE_NAME ? "sub" : "add");
  chl_message_add_part (message, call);

  data = g_bytes_new_static (change == CHANGE_DATA ? "png\0b" : "png\0a", 5);
  image = chl_part_new_image (change == CHANGE_MEDIA_TYPE ? "image/gif" : "image/png", data, NULL);
  chl_message_add_part (message, image);
  if (change == CHANGE_URI)
    chl_part_set_uri (file, "https://x.invalid");
  chl_message_add_part (message, file);

  chl_request_add_message (request, message);
}

static char *
dup_digest (Change change)
{
  g_autoptr(ChlRequest) request = chl_request_new (change == CHANGE_MODEL ? "tiny-2" : "tiny-1");
  g_autoptr(ChlMessage) later = NULL;

  if (change != CHANGE_NO_ORIGIN)
    request->origin = g_strdup (change == CHANGE_ORIGIN ? "http://b" : "http://a");
  if (change == CHANGE_SYSTEM || change == CHANGE_EMPTY_SYSTEM)
    request->system = g_strdup (change == CHANGE_SYSTEM ? "Be brief." : "");
  if (change == CHANGE_TEMPERATURE)
    request->temperature = 1;
  if (change != CHANGE_NO_TOOL)
    g_ptr_array_add (request->tools,
                     chl_tool_new (change == CHANGE_TOOL_NAME ? "sub" : "add",
                                   change == CHANGE_TOOL_DESCRIPTION ? "Adds" : NULL,
                                   change == CHANGE_TOOL_PARAMETERS ? "{ }" : "{}"));

  add_message (request, change);
  later = chl_message_new_text ("l",
                                CHL_AUTHOR_USER,
                                1,
                                change == CHANGE_LATER_MESSAGE ? "x" : "y");
  chl_request_add_message (request, later);

  return chl_request_dup_digest (request, change == CHANGE_MORE ? 2 : 1);
}

static void
test_digest (void)
{
  g_autofree char *plain = dup_digest (CHANGE_NOTHING);
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  g_assert_cmpuint (strlen (plain), ==, 64);
  g_assert_cmpuint (strspn (plain, "0123456789abcdef"), ==, 64);

  for (guint i = 0; i < N_CHANGES; i++)
    {
      char *digest = dup_digest ((Change) i);

      g_test_message ("change %u", i);
      g_assert_cmpint (g_str_equal (digest, plain), ==, i < CHANGE_ORIGIN);
      g_assert_cmpint (g_hash_table_add (seen, digest), ==, i == 0 || i >= CHANGE_ORIGIN);
    }
}

/* One after the other they are what they are each by itself, and none is another. */
static void
test_prefix_digests (void)
{
  g_autoptr(ChlRequest) request = chl_request_new ("tiny-1");
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_auto(ChlPrefixDigest) digests = { 0 };

  for (guint i = 0; i < 5; i++)
    add_message (request, CHANGE_NOTHING);

  chl_prefix_digest_init (&digests, request);
  for (guint i = 0; i <= 5; i += i == 1 ? 2 : 1)
    {
      char            *digest = chl_prefix_digest_dup (&digests, i);
      g_autofree char *again = chl_prefix_digest_dup (&digests, i);
      g_autofree char *alone = chl_request_dup_digest (request, i);

      g_assert_cmpstr (digest, ==, alone);
      g_assert_cmpstr (digest, ==, again);
      g_assert_true (g_hash_table_add (seen, digest));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/request/new-says-nothing", test_new_says_nothing);
  g_test_add_func ("/request/holds-messages", test_holds_messages);
  g_test_add_func ("/request/digest", test_digest);
  g_test_add_func ("/request/prefix-digests", test_prefix_digests);

  return g_test_run ();
}
