/* test-library.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "chl-engine-fixture.h"
#include "chl-library.h"

static ChlLibrary *
get_library (ChlFixture *fixture)
{
  return chl_engine_get_library (fixture->engine);
}

static guint
get_n_chats (ChlFixture *fixture)
{
  return g_list_model_get_n_items (G_LIST_MODEL (get_library (fixture)));
}

static ChlConversation *
say (ChlFixture *fixture,
     const char *id,
     const char *title,
     const char *text)
{
  g_autoptr(ChlConversation) chat = chl_library_new_chat (get_library (fixture));
  g_autoptr(ChlMessage) message = chl_message_new_text (id, CHL_AUTHOR_USER, 1, text);

  chl_conversation_set_title (chat, title);
  chl_conversation_append (chat, message);

  return g_steal_pointer (&chat);
}

static GListModel *
search (ChlFixture *fixture,
        const char *query)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  GListModel *hits;

  chl_library_search_async (get_library (fixture), query, NULL, chl_fixture_keep_cb, &result);
  hits = chl_library_search_finish (get_library (fixture), chl_fixture_wait (&result), &error);
  g_assert_no_error (error);

  return hits;
}

static void
assert_n_hits (ChlFixture *fixture,
               const char *query,
               guint       n_hits)
{
  g_autoptr(GListModel) hits = search (fixture, query);

  g_test_message ("“%s”", query);
  g_assert_cmpuint (g_list_model_get_n_items (hits), ==, n_hits);
}

static void
assert_draft (ChlFixture *fixture,
              const char *draft)
{
  g_autoptr(ChlConversation) chat = chl_library_new_chat (get_library (fixture));

  g_assert_cmpstr (chl_conversation_get_draft (chat), ==, draft);
  g_assert_true (chl_conversation_is_loaded (chat));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (chat)), ==, 0);
}

/* What was never sent is there after a restart, and is no chat among the others. */
static void
test_a_draft_that_was_never_sent (void)
{
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
  g_autoptr(ChlConversation) chat = chl_library_new_chat (get_library (fixture));

  chl_conversation_set_draft (chat, "Half a thou");
  chl_conversation_set_model (chat, "lab/m");
  chl_fixture_restart (fixture);
  g_assert_cmpuint (get_n_chats (fixture), ==, 0);
  assert_draft (fixture, "Half a thou");
  assert_n_hits (fixture, "thou", 0);

  g_clear_object (&chat);
  chat = chl_library_new_chat (get_library (fixture));
  g_assert_cmpstr (chl_conversation_get_model (chat), ==, "lab/m");
  chl_conversation_set_draft (chat, NULL);
  chl_fixture_restart (fixture);
  assert_draft (fixture, NULL);
}

static void
test_the_draft_of_a_first_message (void)
{
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
  g_autoptr(ChlConversation) chat = chl_library_new_chat (get_library (fixture));
  g_autoptr(ChlConversation) same = chl_library_new_chat (get_library (fixture));
  g_autoptr(ChlConversation) other = NULL;
  g_autoptr(ChlMessage) message = chl_message_new_text ("m", CHL_AUTHOR_USER, 1, "A whole thought");

  g_assert_true (same == chat);
  chl_conversation_set_draft (chat, "A whole thought");
  chl_conversation_append (chat, message);
  chl_conversation_set_draft (chat, NULL);
  g_assert_cmpuint (get_n_chats (fixture), ==, 1);
  other = chl_library_new_chat (get_library (fixture));
  g_assert_true (other != chat);

  chl_fixture_restart (fixture);
  g_assert_cmpuint (get_n_chats (fixture), ==, 1);
  assert_draft (fixture, NULL);
  g_assert_nonnull (chl_library_find (get_library (fixture), chl_conversation_get_id (chat)));
  g_assert_null (chl_library_find (get_library (fixture), NULL));
}

static void
test_search (void)
{
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
  g_autoptr(ChlConversation) trip = say (fixture, "t", "Trip", "Where in Kraków do I stay?");
  g_autoptr(ChlConversation) keys = say (fixture, "k", "Keys to Kraków", "Nothing of that");
  g_autoptr(GListModel) hits = search (fixture, "kraków");
  g_autoptr(ChlHit) title = g_list_model_get_item (hits, 0);
  g_autoptr(ChlHit) text = g_list_model_get_item (hits, 1);

  g_assert_cmpuint (g_list_model_get_n_items (hits), ==, 2);
  g_assert_true (chl_hit_get_conversation (title) == keys);
  g_assert_null (chl_hit_get_message_id (title));
  g_assert_null (chl_hit_get_snippet (title));
  g_assert_true (chl_hit_get_conversation (text) == trip);
  g_assert_cmpstr (chl_hit_get_message_id (text), ==, "t");
  g_assert_cmpstr (chl_hit_get_snippet (text), ==, "Where in Kraków do I stay?");

  /* What is being deleted is not found, unless it is taken back. */
  chl_library_hide (get_library (fixture), trip);
  assert_n_hits (fixture, "stay", 0);
  chl_library_unhide (get_library (fixture), trip);
  assert_n_hits (fixture, "stay", 1);
  chl_library_remove (get_library (fixture), trip);
  assert_n_hits (fixture, "stay", 0);
  assert_n_hits (fixture, "kraków", 1);
}

static void
test_search_is_cancelled (void)
{
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
  g_autoptr(ChlConversation) chat = say (fixture, "m", "Keys", "A text");
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  chl_library_search_async (get_library (fixture), "keys", cancellable, chl_fixture_keep_cb,
                            &result);
  g_cancellable_cancel (cancellable);
  g_assert_null (chl_library_search_finish (get_library (fixture), chl_fixture_wait (&result),
                                            &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/library/a-draft-that-was-never-sent", test_a_draft_that_was_never_sent);
  g_test_add_func ("/library/the-draft-of-a-first-message", test_the_draft_of_a_first_message);
  g_test_add_func ("/library/search", test_search);
  g_test_add_func ("/library/search-is-cancelled", test_search_is_cancelled);

  return g_test_run ();
}
