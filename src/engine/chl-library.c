/* chl-library.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-library"

#include "config.h"

#include "chl-library.h"

#include <glib/gi18n-lib.h>

#include "chl-engine-private.h"
#include "chl-error.h"
#include "chl-library-private.h"

struct _ChlLibrary
{
  GObject parent_instance;

  ChlEngine       *engine;        /* (unowned) it owns us */
  GPtrArray       *chats;         /* (owned) (element-type ChlConversation) pinned first, then newest */
  GHashTable      *by_id;         /* (owned) (element-type utf8 ChlConversation) (unowned) the same */
  ChlKeeper       *keeper;        /* (owned) how every chat tells us of what changes */
  ChlConversation *fresh;         /* (owned) (nullable) the one without a message, not among them */
  gboolean         is_fresh_kept; /* on disk, for the sake of its draft */
};

static void chl_library_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ChlLibrary, chl_library, G_TYPE_OBJECT, G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, chl_library_list_model_init))

static gboolean
comes_before (ChlConversation *a,
              ChlConversation *b)
{
  if (chl_conversation_is_pinned (a) != chl_conversation_is_pinned (b))
    return chl_conversation_is_pinned (a);

  return chl_conversation_get_updated_us (a) > chl_conversation_get_updated_us (b);
}

static guint
find_place (ChlLibrary      *self,
            ChlConversation *chat)
{
  guint place = 0;

  while (place < self->chats->len && comes_before (g_ptr_array_index (self->chats, place), chat))
    place++;

  return place;
}

static void
insert (ChlLibrary      *self,
        ChlConversation *chat)
{
  guint place = find_place (self, chat);

  g_ptr_array_insert (self->chats, (int) place, g_object_ref (chat));
  g_hash_table_insert (self->by_id, (gpointer) chl_conversation_get_id (chat), chat);
  g_list_model_items_changed (G_LIST_MODEL (self), place, 0, 1);
}

static void
put_in_order (ChlLibrary      *self,
              ChlConversation *chat)
{
  g_autoptr(ChlConversation) moved = NULL;
  guint from;
  guint to;

  if (!g_ptr_array_find (self->chats, chat, &from))
    return;

  moved = g_ptr_array_steal_index (self->chats, from);
  to = find_place (self, moved);
  if (to == from)
    {
      g_ptr_array_insert (self->chats, (int) from, g_steal_pointer (&moved));
      return;
    }

  g_list_model_items_changed (G_LIST_MODEL (self), from, 1, 0);
  insert (self, moved);
}

static gboolean
has_chat (ChlLibrary      *self,
          ChlConversation *chat)
{
  return g_hash_table_lookup (self->by_id, chl_conversation_get_id (chat)) == chat;
}

/* What nobody has sent yet is kept as long as there is a draft of it. */
static void
keep_fresh (ChlLibrary *self)
{
  gboolean has_draft = chl_conversation_get_draft (self->fresh) != NULL;

  if (has_draft)
    chl_library_write_chat (self->engine, self->fresh);
  else if (self->is_fresh_kept)
    chl_library_erase (self->engine, self->fresh);
  self->is_fresh_kept = has_draft;
}

static void
chat_changed_cb (ChlConversation *chat,
                 const char      *property,
                 gpointer         user_data)
{
  static const char *const written[] = {
    "title",
    "is-pinned",
    "draft",
    "model",
    "updated-us",
    NULL,
  };
  ChlLibrary *self = user_data;

  if (!g_strv_contains (written, property))
    return;

  if (has_chat (self, chat))
    chl_library_write_chat (self->engine, chat);
  else if (chat == self->fresh)
    keep_fresh (self);

  if (g_str_equal (property, "is-pinned") || g_str_equal (property, "updated-us"))
    put_in_order (self, chat);
}

/* A chat joins the others with its first message. */
static void
message_added_cb (ChlConversation *chat,
                  ChlMessage      *message,
                  gpointer         user_data)
{
  ChlLibrary *self = user_data;

  if (!chl_conversation_is_loaded (chat))
    return;

  if (!has_chat (self, chat))
    {
      insert (self, chat);
      chl_library_write_chat (self->engine, chat);
    }
  if (chat == self->fresh)
    g_clear_object (&self->fresh);
  chl_library_write_message (self->engine, chat, message);
}

static void
choice_changed_cb (ChlConversation *chat,
                   gpointer         user_data)
{
  ChlLibrary *self = user_data;

  if (chl_conversation_is_loaded (chat))
    chl_library_write_choices (self->engine, chat);
}

static void
chl_library_dispose (GObject *object)
{
  ChlLibrary *self = CHL_LIBRARY (object);

  self->engine = NULL;
  self->keeper->user_data = NULL;
  g_hash_table_remove_all (self->by_id);
  g_ptr_array_set_size (self->chats, 0);
  g_clear_object (&self->fresh);

  G_OBJECT_CLASS (chl_library_parent_class)->dispose (object);
}

static void
chl_library_finalize (GObject *object)
{
  ChlLibrary *self = CHL_LIBRARY (object);

  g_clear_pointer (&self->keeper, g_rc_box_release);
  g_clear_pointer (&self->by_id, g_hash_table_unref);
  g_clear_pointer (&self->chats, g_ptr_array_unref);

  G_OBJECT_CLASS (chl_library_parent_class)->finalize (object);
}

static GType
chl_library_get_item_type (GListModel *model)
{
  return CHL_TYPE_CONVERSATION;
}

static guint
chl_library_get_n_items (GListModel *model)
{
  return CHL_LIBRARY (model)->chats->len;
}

static gpointer
chl_library_get_item (GListModel *model,
                      guint       position)
{
  ChlLibrary *self = CHL_LIBRARY (model);

  if (position >= self->chats->len)
    return NULL;

  return g_object_ref (g_ptr_array_index (self->chats, position));
}

static void
chl_library_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = chl_library_get_item_type;
  iface->get_n_items = chl_library_get_n_items;
  iface->get_item = chl_library_get_item;
}

static void
chl_library_class_init (ChlLibraryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = chl_library_dispose;
  object_class->finalize = chl_library_finalize;
}

static void
chl_library_init (ChlLibrary *self)
{
  self->chats = g_ptr_array_new_with_free_func (g_object_unref);
  self->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  self->keeper = g_rc_box_new0 (ChlKeeper);
  self->keeper->changed = chat_changed_cb;
  self->keeper->message_added = message_added_cb;
  self->keeper->choice_changed = choice_changed_cb;
  self->keeper->user_data = self;
}

ChlLibrary *
chl_library_new (ChlEngine *engine)
{
  ChlLibrary *self = g_object_new (CHL_TYPE_LIBRARY, NULL);

  self->engine = engine;

  return self;
}

/* Returns: (transfer full): the chat, without its messages. */
static ChlConversation *
create_chat (ChlLibrary       *self,
             const ChlChatRow *row)
{
  ChlConversation *chat = chl_conversation_new (row->id, row->created_us);

  chl_conversation_set_title (chat, row->title);
  chl_conversation_set_updated_us (chat, row->updated_us);
  chl_conversation_set_pinned (chat, row->is_pinned);
  chl_conversation_set_draft (chat, row->draft);
  chl_conversation_set_model (chat, row->model);
  chl_conversation_set_last_model (chat, row->last_model);
  chl_conversation_set_keeper (chat, self->keeper);

  return chat;
}

/**
 * chl_library_take_rows:
 * @self: a library
 * @rows: (element-type ChlChatRow): all chats, in the order in which to show them
 *
 * Fills the library, once, at the start.
 */
void
chl_library_take_rows (ChlLibrary *self,
                       GPtrArray  *rows)
{
  guint before;

  g_return_if_fail (CHL_IS_LIBRARY (self));

  before = self->chats->len;
  for (guint i = 0; i < rows->len; i++)
    {
      const ChlChatRow *row = g_ptr_array_index (rows, i);
      ChlConversation  *chat;

      if (chl_library_find (self, row->id) != NULL)
        continue;

      chat = create_chat (self, row);
      if (!row->has_messages && self->fresh == NULL)
        {
          chl_conversation_set_loaded (chat, TRUE);
          self->fresh = chat;
          self->is_fresh_kept = TRUE;
          continue;
        }
      g_hash_table_insert (self->by_id, (gpointer) chl_conversation_get_id (chat), chat);
      g_ptr_array_add (self->chats, chat);
    }

  g_list_model_items_changed (G_LIST_MODEL (self), before, 0, self->chats->len - before);
}

/**
 * chl_library_find:
 * @self: a library
 * @id: (nullable): id of a chat
 *
 * Returns: (transfer none) (nullable): the chat
 */
ChlConversation *
chl_library_find (ChlLibrary *self,
                  const char *id)
{
  g_return_val_if_fail (CHL_IS_LIBRARY (self), NULL);

  return id != NULL ? g_hash_table_lookup (self->by_id, id) : NULL;
}

/**
 * chl_library_new_chat:
 * @self: a library
 *
 * There is never more than one chat in which nothing was said. It joins the library with its first
 * message; until then it is only kept for its draft.
 *
 * Returns: (transfer full): that chat, be it new or with the draft that was left in it
 */
ChlConversation *
chl_library_new_chat (ChlLibrary *self)
{
  const ChlEngineParts *parts;
  g_autofree char      *id = NULL;
  ChlConversation      *chat;

  g_return_val_if_fail (CHL_IS_LIBRARY (self), NULL);

  if (self->fresh != NULL)
    return g_object_ref (self->fresh);

  parts = chl_engine_get_parts (self->engine);
  id = chl_random_dup_uuid (parts->random);
  chat = chl_conversation_new (id, chl_clock_get_real_us (parts->clock));
  chl_conversation_set_updated_us (chat, chl_conversation_get_created_us (chat));
  chl_conversation_set_loaded (chat, TRUE);
  chl_conversation_set_keeper (chat, self->keeper);
  g_set_object (&self->fresh, chat);
  self->is_fresh_kept = FALSE;

  return chat;
}

ChlEngine *
chl_library_get_engine (ChlLibrary *self)
{
  return self->engine;
}

/**
 * chl_library_hide:
 * @self: a library
 * @conversation: one of its chats
 *
 * Takes a chat off the list; it stays on disk until chl_library_remove().
 */
void
chl_library_hide (ChlLibrary      *self,
                  ChlConversation *conversation)
{
  guint place;

  g_return_if_fail (CHL_IS_LIBRARY (self));

  if (!g_ptr_array_find (self->chats, conversation, &place))
    return;

  g_hash_table_remove (self->by_id, chl_conversation_get_id (conversation));
  g_ptr_array_remove_index (self->chats, place);
  g_list_model_items_changed (G_LIST_MODEL (self), place, 1, 0);
}

/**
 * chl_library_unhide:
 * @self: a library
 * @conversation: a chat that was hidden
 *
 * Takes a chl_library_hide() back.
 */
void
chl_library_unhide (ChlLibrary      *self,
                    ChlConversation *conversation)
{
  g_return_if_fail (CHL_IS_LIBRARY (self));

  if (!has_chat (self, conversation))
    insert (self, conversation);
}

/**
 * chl_library_remove:
 * @self: a library
 * @conversation: a chat, hidden or not
 *
 * Deletes a chat for good.
 */
void
chl_library_remove (ChlLibrary      *self,
                    ChlConversation *conversation)
{
  g_return_if_fail (CHL_IS_LIBRARY (self));

  chl_library_hide (self, conversation);
  chl_library_erase (self->engine, conversation);
}
