/* chl-conversation-tree.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-conversation-tree"

#include "config.h"

#include "chl-conversation-private.h"

typedef ChlConversationNode Node;

void
chl_conversation_node_free (gpointer data)
{
  Node *node = data;

  g_clear_object (&node->message);
  g_clear_pointer (&node->children, g_ptr_array_unref);
  g_free (node);
}

static guint
get_length (ChlConversation *self)
{
  return self->path != NULL ? self->path->len : 0;
}

static GType
chl_conversation_get_item_type (GListModel *list)
{
  return CHL_TYPE_MESSAGE;
}

static guint
chl_conversation_get_n_items (GListModel *list)
{
  return get_length (CHL_CONVERSATION (list));
}

static gpointer
chl_conversation_get_item (GListModel *list,
                           guint       position)
{
  ChlConversation *self = CHL_CONVERSATION (list);
  Node            *node = NULL;

  if (position >= get_length (self))
    return NULL;

  node = g_ptr_array_index (self->path, position);

  return g_object_ref (node->message);
}

void
chl_conversation_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = chl_conversation_get_item_type;
  iface->get_n_items = chl_conversation_get_n_items;
  iface->get_item = chl_conversation_get_item;
}

Node *
chl_conversation_find_node (ChlConversation *self,
                            const char      *message_id)
{
  if (self->nodes == NULL || message_id == NULL)
    return NULL;

  return g_hash_table_lookup (self->nodes, message_id);
}

static const char *
get_message_id (Node *node)
{
  return node->message != NULL ? chl_message_get_id (node->message) : NULL;
}

/* Everything in the path from @first on is replaced by what follows from the choices made. */
void
chl_conversation_show_from (ChlConversation *self,
                            guint            first)
{
  Node *node;
  guint n_removed;

  if (self->path == NULL)
    return;

  node = first > 0 ? g_ptr_array_index (self->path, first - 1) : &self->root;
  n_removed = self->path->len - first;
  for (guint i = first; i < self->path->len; i++)
    ((Node *) g_ptr_array_index (self->path, i))->position = CHL_CONVERSATION_NOT_SHOWN;
  g_ptr_array_set_size (self->path, (int) first);

  for (node = node->chosen; node != NULL; node = node->chosen)
    {
      node->position = self->path->len;
      g_ptr_array_add (self->path, node);
    }

  g_list_model_items_changed (G_LIST_MODEL (self), first, n_removed, self->path->len - first);
}

static gboolean
is_shown (ChlConversation *self,
          Node            *node)
{
  return node == &self->root || node->position != CHL_CONVERSATION_NOT_SHOWN;
}

static void
tell_message (ChlConversation *self,
              ChlMessage      *message,
              const char      *parent_id)
{
  if (self->keeper != NULL && self->keeper->user_data != NULL)
    self->keeper->message_added (self, message, self->keeper->user_data);
  g_signal_emit_by_name (self, "message-added", message, parent_id);
}

static void
tell_choice (ChlConversation *self,
             const char      *parent_id)
{
  if (self->keeper != NULL && self->keeper->user_data != NULL)
    self->keeper->choice_changed (self, self->keeper->user_data);
  g_signal_emit_by_name (self, "choice-changed", parent_id);
}

static void
ensure_tree (ChlConversation *self)
{
  if (self->nodes != NULL)
    return;

  self->path = g_ptr_array_new ();
  self->nodes = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, chl_conversation_node_free);
}

static gboolean
add_node (ChlConversation *self,
          ChlMessage      *message,
          Node            *parent)
{
  g_autofree char *parent_id = g_strdup (get_message_id (parent));
  Node            *node = NULL;
  gboolean         has_siblings = parent->chosen != NULL;

  if (chl_conversation_find_node (self, chl_message_get_id (message)) != NULL)
    return FALSE;

  ensure_tree (self);
  if (parent->children == NULL)
    parent->children = g_ptr_array_new ();

  node = g_new0 (Node, 1);
  node->message = g_object_ref (message);
  node->parent = parent;
  node->version = parent->children->len;
  node->position = CHL_CONVERSATION_NOT_SHOWN;
  g_hash_table_insert (self->nodes, (gpointer) chl_message_get_id (message), node);
  g_ptr_array_add (parent->children, node);
  parent->chosen = node;

  if (is_shown (self, parent))
    chl_conversation_show_from (self, parent == &self->root ? 0 : parent->position + 1);

  tell_message (self, message, parent_id);
  if (has_siblings)
    tell_choice (self, parent_id);

  return TRUE;
}

/**
 * chl_conversation_find:
 * @self: a conversation
 * @message_id: (nullable): which message
 *
 * Returns: (transfer none) (nullable): the message, shown or not
 */
ChlMessage *
chl_conversation_find (ChlConversation *self,
                       const char      *message_id)
{
  Node *node = NULL;

  g_return_val_if_fail (CHL_IS_CONVERSATION (self), NULL);

  node = chl_conversation_find_node (self, message_id);

  return node != NULL ? node->message : NULL;
}

/**
 * chl_conversation_get_last:
 * @self: a conversation
 *
 * Returns: (transfer none) (nullable): the last message that is shown
 */
ChlMessage *
chl_conversation_get_last (ChlConversation *self)
{
  g_return_val_if_fail (CHL_IS_CONVERSATION (self), NULL);

  if (get_length (self) == 0)
    return NULL;

  return ((Node *) g_ptr_array_index (self->path, self->path->len - 1))->message;
}

/**
 * chl_conversation_get_next:
 * @self: a conversation
 * @message_id: which message
 *
 * Returns: (transfer none) (nullable): what follows from it, by the choices made; %NULL for a last
 *   message and for one that is not there
 */
ChlMessage *
chl_conversation_get_next (ChlConversation *self,
                           const char      *message_id)
{
  Node *node = NULL;

  g_return_val_if_fail (CHL_IS_CONVERSATION (self), NULL);

  node = chl_conversation_find_node (self, message_id);

  return node != NULL && node->chosen != NULL ? node->chosen->message : NULL;
}

/**
 * chl_conversation_get_parent_id:
 * @self: a conversation
 * @message_id: which message
 *
 * Returns: (nullable): what it answers; %NULL for a first message and for one that is not there
 */
const char *
chl_conversation_get_parent_id (ChlConversation *self,
                                const char      *message_id)
{
  Node *node = NULL;

  g_return_val_if_fail (CHL_IS_CONVERSATION (self), NULL);

  node = chl_conversation_find_node (self, message_id);

  return node != NULL ? get_message_id (node->parent) : NULL;
}

/**
 * chl_conversation_add:
 * @self: a conversation
 * @message: (transfer none): what to add
 * @parent_id: (nullable): below which message; %NULL for a first one
 *
 * Adds a message as the newest child of its parent, and makes it the chosen one.
 *
 * Returns: %FALSE if there is no such parent, or already a message of that id
 */
gboolean
chl_conversation_add (ChlConversation *self,
                      ChlMessage      *message,
                      const char      *parent_id)
{
  Node *parent = NULL;

  g_return_val_if_fail (CHL_IS_CONVERSATION (self), FALSE);
  g_return_val_if_fail (CHL_IS_MESSAGE (message), FALSE);

  parent = parent_id != NULL ? chl_conversation_find_node (self, parent_id) : &self->root;
  if (parent == NULL)
    return FALSE;

  return add_node (self, message, parent);
}

/**
 * chl_conversation_append:
 * @self: a conversation
 * @message: (transfer none): what to add; its id is new here
 *
 * Adds a message below the last one that is shown.
 */
void
chl_conversation_append (ChlConversation *self,
                         ChlMessage      *message)
{
  Node    *parent = NULL;
  gboolean was_added = FALSE;

  g_return_if_fail (CHL_IS_CONVERSATION (self));
  g_return_if_fail (CHL_IS_MESSAGE (message));

  parent = get_length (self) > 0 ? g_ptr_array_index (self->path, self->path->len - 1) : &self->root;
  was_added = add_node (self, message, parent);
  g_return_if_fail (was_added);
}

/**
 * chl_conversation_add_sibling:
 * @self: a conversation
 * @message: (transfer none): what to add; its id is new here
 * @sibling_id: a message of this conversation
 *
 * Adds another version of a message, which is shown from now on.
 */
void
chl_conversation_add_sibling (ChlConversation *self,
                              ChlMessage      *message,
                              const char      *sibling_id)
{
  Node    *sibling = NULL;
  gboolean was_added = FALSE;

  g_return_if_fail (CHL_IS_CONVERSATION (self));
  g_return_if_fail (CHL_IS_MESSAGE (message));
  sibling = chl_conversation_find_node (self, sibling_id);
  g_return_if_fail (sibling != NULL);

  was_added = add_node (self, message, sibling->parent);
  g_return_if_fail (was_added);
}

/**
 * chl_conversation_get_version:
 * @self: a conversation
 * @message_id: which message
 * @out_n_versions: (out) (optional): how many there are; 0 if there is no such message
 *
 * Which of the versions of a turn a message is.
 *
 * Returns: its number, counted from 1; 0 if there is no such message
 */
guint
chl_conversation_get_version (ChlConversation *self,
                              const char      *message_id,
                              guint           *out_n_versions)
{
  Node *node = NULL;

  g_return_val_if_fail (CHL_IS_CONVERSATION (self), 0);

  node = chl_conversation_find_node (self, message_id);
  if (out_n_versions != NULL)
    *out_n_versions = node != NULL ? node->parent->children->len : 0;

  return node != NULL ? node->version + 1 : 0;
}

/**
 * chl_conversation_find_version:
 * @self: a conversation
 * @message_id: which message
 * @version: number of the version of it, counted from 1
 *
 * Returns: (transfer none) (nullable): that version, for chl_conversation_choose()
 */
ChlMessage *
chl_conversation_find_version (ChlConversation *self,
                               const char      *message_id,
                               guint            version)
{
  Node *node = NULL;

  g_return_val_if_fail (CHL_IS_CONVERSATION (self), NULL);

  node = chl_conversation_find_node (self, message_id);
  if (node == NULL || version == 0 || version > node->parent->children->len)
    return NULL;

  return ((Node *) g_ptr_array_index (node->parent->children, version - 1))->message;
}

/**
 * chl_conversation_choose:
 * @self: a conversation
 * @message_id: a message of this conversation
 *
 * Makes choices, for this message and for those above it, so that it is shown.
 */
void
chl_conversation_choose (ChlConversation *self,
                         const char      *message_id)
{
  g_autoptr(GPtrArray) changed = NULL;
  Node *node = NULL;

  g_return_if_fail (CHL_IS_CONVERSATION (self));
  node = chl_conversation_find_node (self, message_id);
  g_return_if_fail (node != NULL);

  if (node->position != CHL_CONVERSATION_NOT_SHOWN)
    return;

  changed = g_ptr_array_new_with_free_func (g_free);
  for (; !is_shown (self, node); node = node->parent)
    {
      if (node->parent->chosen == node)
        continue;

      node->parent->chosen = node;
      g_ptr_array_add (changed, g_strdup (get_message_id (node->parent)));
    }

  chl_conversation_show_from (self, node == &self->root ? 0 : node->position + 1);

  /* From the top down, as one would have clicked. */
  for (guint i = changed->len; i > 0; i--)
    tell_choice (self, g_ptr_array_index (changed, i - 1));
}

/**
 * chl_conversation_dup_path_to:
 * @self: a conversation
 * @message_id: (nullable): a message of this conversation, shown or not
 *
 * What was said from the first message up to this one, this one included.
 *
 * Returns: (transfer full) (element-type ChlMessage): the messages, oldest first; empty for %NULL
 */
GPtrArray *
chl_conversation_dup_path_to (ChlConversation *self,
                              const char      *message_id)
{
  GPtrArray *path = NULL;
  Node      *node = NULL;
  guint      length = 0;

  g_return_val_if_fail (CHL_IS_CONVERSATION (self), NULL);
  node = chl_conversation_find_node (self, message_id);
  g_return_val_if_fail (message_id == NULL || node != NULL, NULL);

  path = g_ptr_array_new_with_free_func (g_object_unref);
  for (Node *above = node; above != NULL && above != &self->root; above = above->parent)
    length++;

  g_ptr_array_set_size (path, (int) length);
  for (; length > 0; node = node->parent)
    path->pdata[--length] = g_object_ref (node->message);

  return path;
}
