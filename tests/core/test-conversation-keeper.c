/* test-conversation-keeper.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "chl-conversation.h"

static void
changed_cb (ChlConversation *conversation,
            const char      *property,
            gpointer         user_data)
{
  g_string_append_printf (user_data, "kept-%s ", property);
}

static void
message_added_cb (ChlConversation *conversation,
                  ChlMessage      *message,
                  gpointer         user_data)
{
  g_string_append_printf (user_data, "kept(%s) ", chl_message_get_id (message));
}

static void
choice_changed_cb (ChlConversation *conversation,
                   gpointer         user_data)
{
  g_string_append (user_data, "kept-choice ");
}

static void
title_cb (GString *log)
{
  g_string_append (log, "title ");
}

static void
added_cb (GString *log)
{
  g_string_append (log, "added ");
}

static void
choice_cb (GString *log)
{
  g_string_append (log, "choice ");
}

static void
add (ChlConversation *conversation,
     const char      *id)
{
  g_autoptr(ChlMessage) message = chl_message_new (id, CHL_AUTHOR_USER, 1);

  g_assert_true (chl_conversation_add (conversation, message, NULL));
}

static void
assert_log (GString    *log,
            const char *expected)
{
  g_assert_cmpstr (log->str, ==, expected);
  g_string_truncate (log, 0);
}

/* Before the handlers of signals, and until it is told to be quiet. */
static void
test_keeper (void)
{
  g_autoptr(ChlConversation) conversation = chl_conversation_new ("c", 100);
  g_autoptr(ChlConversation) other = chl_conversation_new ("d", 100);
  g_autoptr(GString) log = g_string_new (NULL);
  ChlKeeper *keeper = g_rc_box_new0 (ChlKeeper);

  keeper->changed = changed_cb;
  keeper->message_added = message_added_cb;
  keeper->choice_changed = choice_changed_cb;
  keeper->user_data = log;
  g_signal_connect_swapped (conversation, "notify::title", G_CALLBACK (title_cb), log);
  g_signal_connect_swapped (conversation, "message-added", G_CALLBACK (added_cb), log);
  g_signal_connect_swapped (conversation, "choice-changed", G_CALLBACK (choice_cb), log);
  chl_conversation_set_keeper (conversation, keeper);
  chl_conversation_set_keeper (other, keeper);

  chl_conversation_set_title (conversation, "Keys");
  assert_log (log, "kept-title title ");
  add (conversation, "a");
  assert_log (log, "kept(a) added ");
  add (conversation, "b");
  assert_log (log, "kept(b) added kept-choice choice ");
  chl_conversation_choose (conversation, "a");
  assert_log (log, "kept-choice choice ");
  chl_conversation_set_draft (other, "Locks");
  assert_log (log, "kept-draft ");

  keeper->user_data = NULL;
  g_rc_box_release (keeper);
  chl_conversation_set_title (conversation, "Locks");
  chl_conversation_choose (conversation, "b");
  add (conversation, "e");
  assert_log (log, "title choice added choice ");
}

/* A conversation that is only listed has no tree. */
static void
test_empty (void)
{
  g_autoptr(ChlConversation) conversation = chl_conversation_new ("c", 100);
  g_autoptr(GPtrArray) nothing = g_ptr_array_new ();

  g_ptr_array_add (nothing, (gpointer) "a");
  chl_conversation_restore_choices (conversation, nothing);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (conversation)), ==, 0);
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (conversation), 0));
  g_assert_null (chl_conversation_get_last (conversation));
  g_assert_null (chl_conversation_find (conversation, "a"));
  g_assert_false (chl_conversation_is_chosen (conversation, "a"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/conversation-keeper/keeper", test_keeper);
  g_test_add_func ("/conversation-keeper/empty", test_empty);

  return g_test_run ();
}
