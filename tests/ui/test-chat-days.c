/* test-chat-days.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <libglib-testing/signal-logger.h>

#include "chl-chat-days.h"
#include "chl-ui-test.h"

#define DAY ((gint64) 24 * 60 * 60 * G_USEC_PER_SEC)

/* Noon of Wednesday, 22 November 2023, where the test runs. */
static gint64
get_now (void)
{
  g_autoptr(GDateTime) now = g_date_time_new_local (2023, 11, 22, 12, 0, 0);

  return g_date_time_to_unix (now) * G_USEC_PER_SEC;
}

static ChlConversation *
add_chat (GListStore *chats,
          const char *title,
          gint64      updated_us)
{
  g_autoptr(ChlConversation) chat = chl_conversation_new (title, updated_us);

  chl_conversation_set_title (chat, title);
  chl_conversation_set_updated_us (chat, updated_us);
  g_list_store_append (chats, chat);
  return chat;
}

static char *
print_days (ChlChatDays *days)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (days)); i++)
    {
      g_autoptr(GObject) item = g_list_model_get_item (G_LIST_MODEL (days), i);

      if (CHL_IS_DAY (item))
        g_string_append_printf (out, "[%s] ", chl_day_get_title (CHL_DAY (item)));
      else
        g_string_append_printf (out, "%s ", chl_conversation_get_title (CHL_CONVERSATION (item)));
    }

  return g_string_free (out, FALSE);
}

static void
test_headings (void)
{
  gint64 now_us = get_now ();
  g_autoptr(GListStore) chats = g_list_store_new (CHL_TYPE_CONVERSATION);
  ChlConversation *pinned;
  ChlChatDays     *days;
  g_autofree char *text = NULL;

  pinned = add_chat (chats, "p", now_us - 40 * DAY);
  chl_conversation_set_pinned (pinned, TRUE);
  add_chat (chats, "a", now_us - G_USEC_PER_SEC);
  add_chat (chats, "b", now_us - 2 * G_USEC_PER_SEC);
  add_chat (chats, "c", now_us - DAY);
  add_chat (chats, "d", now_us - 2 * DAY);
  add_chat (chats, "e", now_us - 10 * DAY);
  add_chat (chats, "f", now_us - 30 * DAY);
  add_chat (chats, "g", now_us - 400 * DAY);

  days = chl_chat_days_new (G_LIST_MODEL (chats), now_us);
  text = print_days (days);
  g_assert_cmpstr (text, ==, "[Pinned] p [Today] a b [Yesterday] c [This Week] d [This Month] e "
                             "[October] f [October 2022] g ");
  g_assert_cmpuint (chl_chat_days_find (days, pinned), ==, 1);
  g_assert_cmpuint (chl_chat_days_find (days, NULL), ==, G_MAXUINT);
  g_assert_finalize_object (days);
}

/* One change of the chats is one change here, no larger than it has to be. */
static void
test_small_changes (void)
{
  gint64 now_us = get_now ();
  g_autoptr(GListStore) chats = g_list_store_new (CHL_TYPE_CONVERSATION);
  g_autoptr(GtSignalLogger) logger = gt_signal_logger_new ();
  ChlChatDays *days;
  guint        position;
  guint        n_removed;
  guint        n_added;

  add_chat (chats, "a", now_us);
  add_chat (chats, "b", now_us - DAY);
  days = chl_chat_days_new (G_LIST_MODEL (chats), now_us);
  gt_signal_logger_connect (logger, days, "items-changed");

  /* Behind "b", under the same heading. */
  add_chat (chats, "c", now_us - DAY - 1);
  gt_signal_logger_assert_emission_pop (logger, days, "items-changed", &position, &n_removed,
                                        &n_added);
  g_assert_cmpuint (position, ==, 4);
  g_assert_cmpuint (n_removed, ==, 0);
  g_assert_cmpuint (n_added, ==, 1);

  /* The last one of its day takes the heading with it. */
  g_list_store_remove (chats, 0);
  gt_signal_logger_assert_emission_pop (logger, days, "items-changed", &position, &n_removed,
                                        &n_added);
  g_assert_cmpuint (position, ==, 0);
  g_assert_cmpuint (n_removed, ==, 2);
  g_assert_cmpuint (n_added, ==, 0);

  /* Nothing is different. */
  chl_chat_days_refresh (days, now_us + 1);
  gt_signal_logger_assert_no_emissions (logger);
  g_assert_finalize_object (days);
}

static void
test_midnight (void)
{
  gint64 now_us = get_now ();
  g_autoptr(GListStore) chats = g_list_store_new (CHL_TYPE_CONVERSATION);
  ChlChatDays     *days;
  g_autofree char *text = NULL;

  add_chat (chats, "a", now_us);
  days = chl_chat_days_new (G_LIST_MODEL (chats), now_us);
  chl_chat_days_refresh (days, now_us + DAY);
  text = print_days (days);
  g_assert_cmpstr (text, ==, "[Yesterday] a ");
  g_assert_finalize_object (days);
}

int
main (int   argc,
      char *argv[])
{
  chl_ui_test_init (&argc, &argv);

  g_test_add_func ("/ui/chat-days/headings", test_headings);
  g_test_add_func ("/ui/chat-days/small-changes", test_small_changes);
  g_test_add_func ("/ui/chat-days/midnight", test_midnight);

  return g_test_run ();
}
