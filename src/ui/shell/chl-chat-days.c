/* chl-chat-days.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-chat-days"

#include "config.h"

#include "chl-chat-days.h"

#include <glib/gi18n-lib.h>

#include "chl-format.h"

struct _ChlDay
{
  GObject parent_instance;

  char *title; /* (owned) (not nullable) */
};

G_DEFINE_FINAL_TYPE (ChlDay, chl_day, G_TYPE_OBJECT)

/**
 * ChlChatDays:
 *
 * GTK before 4.12 has no sections in its list views, so the headings are rows of the list. A change
 * of the chats leads to one change here, as small as it can be.
 */
struct _ChlChatDays
{
  GObject parent_instance;

  GListModel *chats; /* (owned) (not nullable) (element-type ChlConversation) */
  GHashTable *days;  /* (owned) (element-type utf8 ChlDay) by title, so that headings stay the same */
  GPtrArray  *items; /* (owned) (element-type GObject) */
  gint64      now_us;
};

static void chl_chat_days_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ChlChatDays, chl_chat_days, G_TYPE_OBJECT, G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, chl_chat_days_list_model_init))

static void
chl_day_finalize (GObject *object)
{
  ChlDay *self = CHL_DAY (object);

  g_clear_pointer (&self->title, g_free);

  G_OBJECT_CLASS (chl_day_parent_class)->finalize (object);
}

static void
chl_day_class_init (ChlDayClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = chl_day_finalize;
}

static void
chl_day_init (ChlDay *self)
{
}

/**
 * chl_day_get_title:
 * @self: a heading
 *
 * Returns: what it says
 */
const char *
chl_day_get_title (ChlDay *self)
{
  g_return_val_if_fail (CHL_IS_DAY (self), NULL);

  return self->title;
}

static char *
dup_heading (ChlChatDays     *self,
             ChlConversation *chat)
{
  gint64 time_us = chl_conversation_get_updated_us (chat);

  if (chl_conversation_is_pinned (chat))
    return g_strdup (C_("heading", "Pinned"));

  switch (chl_format_get_span (time_us, self->now_us))
    {
    case CHL_SPAN_TODAY:
      return g_strdup (C_("heading", "Today"));

    case CHL_SPAN_YESTERDAY:
      return g_strdup (C_("heading", "Yesterday"));

    case CHL_SPAN_THIS_WEEK:
      return g_strdup (C_("heading", "This Week"));

    case CHL_SPAN_THIS_MONTH:
      return g_strdup (C_("heading", "This Month"));

    case CHL_SPAN_MONTH:
      break;
    }

  return chl_format_month (time_us, self->now_us);
}

static ChlDay *
get_day (ChlChatDays *self,
         const char  *title)
{
  ChlDay *day = g_hash_table_lookup (self->days, title);

  if (day == NULL)
    {
      day = g_object_new (CHL_TYPE_DAY, NULL);
      day->title = g_strdup (title);
      g_hash_table_insert (self->days, day->title, day);
    }

  return day;
}

static GPtrArray *
collect_items (ChlChatDays *self)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);
  ChlDay    *current = NULL;
  gint64     span_begin_us = G_MAXINT64;
  gboolean   was_pinned = FALSE;
  guint      n_chats = g_list_model_get_n_items (self->chats);

  for (guint i = 0; i < n_chats; i++)
    {
      g_autoptr(ChlConversation) chat = g_list_model_get_item (self->chats, i);
      gint64   time_us = chl_conversation_get_updated_us (chat);
      gboolean is_pinned = chl_conversation_is_pinned (chat);

      /*
       * The newest come first: what is not older than where its neighbour's heading begins belongs
       * to that heading. So the calendar is asked once a heading, not once a chat.
       */
      if (is_pinned ? !was_pinned : time_us < span_begin_us)
        {
          g_autofree char *heading = dup_heading (self, chat);
          ChlDay          *day = get_day (self, heading);

          if (day != current)
            g_ptr_array_add (items, g_object_ref (day));
          current = day;
          span_begin_us = is_pinned ? G_MAXINT64
                                    : chl_format_get_span_begin (time_us, self->now_us);
        }
      was_pinned = is_pinned;

      g_ptr_array_add (items, g_steal_pointer (&chat));
    }

  return items;
}

static void
update_items (ChlChatDays *self)
{
  g_autoptr(GPtrArray) before = g_steal_pointer (&self->items);
  guint begin = 0;
  guint end = 0;
  guint shorter;

  self->items = collect_items (self);
  shorter = MIN (before->len, self->items->len);

  while (begin < shorter && before->pdata[begin] == self->items->pdata[begin])
    begin++;

  while (end < shorter - begin &&
         before->pdata[before->len - 1 - end] == self->items->pdata[self->items->len - 1 - end])
    end++;

  if (before->len - begin - end > 0 || self->items->len - begin - end > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), begin,
                                before->len - begin - end,
                                self->items->len - begin - end);
}

static void
chats_changed_cb (ChlChatDays *self)
{
  update_items (self);
}

static void
chl_chat_days_dispose (GObject *object)
{
  ChlChatDays *self = CHL_CHAT_DAYS (object);

  if (self->chats != NULL)
    g_signal_handlers_disconnect_by_func (self->chats, chats_changed_cb, self);
  g_clear_object (&self->chats);
  g_ptr_array_set_size (self->items, 0);

  G_OBJECT_CLASS (chl_chat_days_parent_class)->dispose (object);
}

static void
chl_chat_days_finalize (GObject *object)
{
  ChlChatDays *self = CHL_CHAT_DAYS (object);

  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_pointer (&self->days, g_hash_table_unref);

  G_OBJECT_CLASS (chl_chat_days_parent_class)->finalize (object);
}

static GType
chl_chat_days_get_item_type (GListModel *model)
{
  return G_TYPE_OBJECT;
}

static guint
chl_chat_days_get_n_items (GListModel *model)
{
  return CHL_CHAT_DAYS (model)->items->len;
}

static gpointer
chl_chat_days_get_item (GListModel *model,
                        guint       position)
{
  ChlChatDays *self = CHL_CHAT_DAYS (model);

  return position < self->items->len ? g_object_ref (self->items->pdata[position]) : NULL;
}

static void
chl_chat_days_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = chl_chat_days_get_item_type;
  iface->get_n_items = chl_chat_days_get_n_items;
  iface->get_item = chl_chat_days_get_item;
}

static void
chl_chat_days_class_init (ChlChatDaysClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = chl_chat_days_dispose;
  object_class->finalize = chl_chat_days_finalize;
}

static void
chl_chat_days_init (ChlChatDays *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  self->days = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_object_unref);
}

/**
 * chl_chat_days_new:
 * @chats: (transfer none): #ChlConversation objects, those of a day beside each other
 * @now_us: what time it is, microseconds since 1970
 *
 * Returns: (transfer full): the chats with headings
 */
ChlChatDays *
chl_chat_days_new (GListModel *chats,
                   gint64      now_us)
{
  ChlChatDays *self;

  g_return_val_if_fail (G_IS_LIST_MODEL (chats), NULL);

  self = g_object_new (CHL_TYPE_CHAT_DAYS, NULL);
  self->chats = g_object_ref (chats);
  self->now_us = now_us;
  g_signal_connect_object (chats, "items-changed", G_CALLBACK (chats_changed_cb), self,
                           G_CONNECT_SWAPPED);
  update_items (self);
  return self;
}

/**
 * chl_chat_days_refresh:
 * @self: the chats with headings
 * @now_us: what time it is
 *
 * Looks again at what belongs to which day: midnight has passed, or a chat is newer now.
 */
void
chl_chat_days_refresh (ChlChatDays *self,
                       gint64       now_us)
{
  g_return_if_fail (CHL_IS_CHAT_DAYS (self));

  self->now_us = now_us;
  update_items (self);
}

/**
 * chl_chat_days_find:
 * @self: the chats with headings
 * @conversation: (nullable): a chat
 *
 * Returns: its position, or G_MAXUINT, which GTK calls an invalid position
 */
guint
chl_chat_days_find (ChlChatDays     *self,
                    ChlConversation *conversation)
{
  guint position;

  g_return_val_if_fail (CHL_IS_CHAT_DAYS (self), G_MAXUINT);

  if (conversation != NULL && g_ptr_array_find (self->items, conversation, &position))
    return position;

  return G_MAXUINT;
}
