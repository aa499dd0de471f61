/* test-conversation-choice.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <libglib-testing/signal-logger.h>

#include "chl-conversation.h"

static void
add (ChlConversation *conversation,
     const char      *id,
     const char      *parent_id)
{
  g_autoptr(ChlMessage) message = chl_message_new (id, CHL_AUTHOR_USER, 1);

  g_assert_true (chl_conversation_add (conversation, message, parent_id));
}

static char *
dup_path (ChlConversation *conversation)
{
  GString *path = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (conversation)); i++)
    {
      g_autoptr(ChlMessage) message = g_list_model_get_item (G_LIST_MODEL (conversation), i);

      g_string_append (path, chl_message_get_id (message));
    }

  return g_string_free (path, FALSE);
}

/* As somebody does who reads a conversation: all messages as they were added, then the choices. */
static void
test_restore (void)
{
  ChlConversation *conversation = chl_conversation_new ("c", 0);
  g_autoptr(GtSignalLogger) logger = gt_signal_logger_new ();
  g_autoptr(GPtrArray) chosen = g_ptr_array_new ();
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  add (conversation, "a", NULL);
  add (conversation, "b", "a");
  add (conversation, "c", "b");
  add (conversation, "d", "b");
  add (conversation, "e", "a");
  before = dup_path (conversation);
  g_assert_cmpstr (before, ==, "ae");
  g_assert_true (chl_conversation_is_chosen (conversation, "a"));
  g_assert_true (chl_conversation_is_chosen (conversation, "d"));
  g_assert_false (chl_conversation_is_chosen (conversation, "b"));
  g_assert_false (chl_conversation_is_chosen (conversation, "nobody"));

  gt_signal_logger_connect (logger, conversation, "choice-changed");
  g_ptr_array_add (chosen, (gpointer) "c");
  g_ptr_array_add (chosen, (gpointer) "nobody");
  g_ptr_array_add (chosen, (gpointer) "b");
  chl_conversation_restore_choices (conversation, chosen);
  gt_signal_logger_assert_no_emissions (logger);
  after = dup_path (conversation);
  g_assert_cmpstr (after, ==, "abc");
  g_assert_true (chl_conversation_is_chosen (conversation, "c"));
  g_assert_false (chl_conversation_is_chosen (conversation, "e"));

  g_assert_finalize_object (conversation);
}

/* A choice below what is not shown waits there until it is. */
static void
test_restore_hidden (void)
{
  ChlConversation *conversation = chl_conversation_new ("c", 0);
  g_autoptr(GPtrArray) chosen = g_ptr_array_new ();
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  add (conversation, "a", NULL);
  add (conversation, "b", "a");
  add (conversation, "c", "a");
  add (conversation, "z", NULL);
  g_ptr_array_add (chosen, (gpointer) "b");
  chl_conversation_restore_choices (conversation, chosen);
  before = dup_path (conversation);
  g_assert_cmpstr (before, ==, "z");

  chl_conversation_choose (conversation, "a");
  after = dup_path (conversation);
  g_assert_cmpstr (after, ==, "ab");

  g_assert_finalize_object (conversation);
}

static void
test_last_model (void)
{
  ChlConversation *conversation = chl_conversation_new ("c", 0);
  g_autoptr(GtSignalLogger) logger = gt_signal_logger_new ();

  g_assert_null (chl_conversation_get_last_model (conversation));
  gt_signal_logger_connect (logger, conversation, "notify::last-model");
  chl_conversation_set_last_model (conversation, "p/m");
  gt_signal_logger_assert_notify_emission_pop (logger, conversation, "last-model");
  chl_conversation_set_last_model (conversation, "p/m");
  gt_signal_logger_assert_no_emissions (logger);
  g_assert_cmpstr (chl_conversation_get_last_model (conversation), ==, "p/m");

  g_assert_finalize_object (conversation);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/conversation-choice/restore", test_restore);
  g_test_add_func ("/conversation-choice/restore-hidden", test_restore_hidden);
  g_test_add_func ("/conversation-choice/last-model", test_last_model);

  return g_test_run ();
}
