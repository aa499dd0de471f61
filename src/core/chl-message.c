/* chl-message.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-message"

#include "config.h"

#include "chl-message-private.h"

static void chl_message_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ChlMessage,
                               chl_message,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      chl_message_list_model_init))

typedef enum
{
  PROP_FINISH = 1,
  PROP_USAGE,
  PROP_FAILURE,
  PROP_MODEL,
  PROP_IS_GROWING,
} ChlMessageProperty;

static GParamSpec *properties[PROP_IS_GROWING + 1];

static void
set_growing (ChlMessage *self,
             gboolean    is_growing)
{
  if (self->is_growing == is_growing)
    return;

  self->is_growing = is_growing;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_GROWING]);
}

static void
chl_message_finalize (GObject *object)
{
  ChlMessage *self = CHL_MESSAGE (object);

  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->provider_id, g_free);
  g_clear_pointer (&self->model, g_free);
  g_clear_pointer (&self->prefix_digest, g_free);
  g_clear_pointer (&self->response_id, g_free);
  g_clear_pointer (&self->parts, g_ptr_array_unref);
  g_clear_pointer (&self->replay, g_ptr_array_unref);
  g_clear_pointer (&self->raw_finish, g_free);
  g_clear_pointer (&self->usage, chl_usage_free);
  g_clear_pointer (&self->failure, chl_failure_free);

  G_OBJECT_CLASS (chl_message_parent_class)->finalize (object);
}

static void
chl_message_get_property (GObject    *object,
                          guint       prop_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  ChlMessage *self = CHL_MESSAGE (object);

  switch ((ChlMessageProperty) prop_id)
    {
    case PROP_FINISH:
      g_value_set_int (value, (int) self->finish);
      return;

    case PROP_USAGE:
      g_value_set_boxed (value, self->usage);
      return;

    case PROP_FAILURE:
      g_value_set_boxed (value, self->failure);
      return;

    case PROP_MODEL:
      g_value_set_string (value, self->model);
      return;

    case PROP_IS_GROWING:
      g_value_set_boolean (value, self->is_growing);
      return;
    }

  G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static GType
chl_message_get_item_type (GListModel *list)
{
  return CHL_TYPE_PART;
}

static guint
chl_message_get_n_items (GListModel *list)
{
  return CHL_MESSAGE (list)->parts->len;
}

static gpointer
chl_message_get_item (GListModel *list,
                      guint       position)
{
  ChlMessage *self = CHL_MESSAGE (list);

  return position < self->parts->len
           ? g_object_ref (g_ptr_array_index (self->parts, position))
           : NULL;
}

static void
chl_message_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = chl_message_get_item_type;
  iface->get_n_items = chl_message_get_n_items;
  iface->get_item = chl_message_get_item;
}

static void
chl_message_class_init (ChlMessageClass *klass)
{
  GObjectClass     *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = chl_message_finalize;
  object_class->get_property = chl_message_get_property;

  /**
   * ChlMessage:finish:
   *
   * Why it ended, a #ChlFinish.
   */
  properties[PROP_FINISH] =
    g_param_spec_int ("finish", NULL, NULL, CHL_FINISH_NONE, CHL_FINISH_OTHER, CHL_FINISH_NONE,
                      flags);

  /**
   * ChlMessage:usage: (nullable)
   *
   * What it took, in tokens.
   */
  properties[PROP_USAGE] = g_param_spec_boxed ("usage", NULL, NULL, CHL_TYPE_USAGE, flags);

  /**
   * ChlMessage:failure: (nullable)
   *
   * What went wrong.
   */
  properties[PROP_FAILURE] = g_param_spec_boxed ("failure", NULL, NULL, CHL_TYPE_FAILURE, flags);

  /**
   * ChlMessage:model: (nullable)
   *
   * The provider's own id of the model that made it.
   */
  properties[PROP_MODEL] = g_param_spec_string ("model", NULL, NULL, NULL, flags);

  /**
   * ChlMessage:is-growing:
   *
   * Whether more of it is on its way.
   */
  properties[PROP_IS_GROWING] =
    g_param_spec_boolean ("is-growing", NULL, NULL, FALSE, flags);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
chl_message_init (ChlMessage *self)
{
  self->parts = g_ptr_array_new_with_free_func (g_object_unref);
  self->replay = g_ptr_array_new_with_free_func (g_free);
}

/**
 * chl_message_new:
 * @id: a UUID, or any other word nobody else has
 * @author: who wrote it
 * @created_us: microseconds since 1970
 *
 * Returns: (transfer full): a message without parts
 */
ChlMessage *
chl_message_new (const char *id,
                 ChlAuthor   author,
                 gint64      created_us)
{
  ChlMessage *self = NULL;

  g_return_val_if_fail (id != NULL && *id != '\0', NULL);

  self = g_object_new (CHL_TYPE_MESSAGE, NULL);
  self->id = g_strdup (id);
  self->author = author;
  self->created_us = created_us;

  return self;
}

/**
 * chl_message_new_text:
 * @id: a UUID, or any other word nobody else has
 * @author: who wrote it
 * @created_us: microseconds since 1970
 * @text: what it says
 *
 * Returns: (transfer full): a message of one text part
 */
ChlMessage *
chl_message_new_text (const char *id,
                      ChlAuthor   author,
                      gint64      created_us,
                      const char *text)
{
  ChlMessage *self = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  self = chl_message_new (id, author, created_us);
  if (self != NULL)
    g_ptr_array_add (self->parts, chl_part_new_text (text));

  return self;
}

const char *
chl_message_get_id (ChlMessage *self)
{
  g_return_val_if_fail (CHL_IS_MESSAGE (self), NULL);

  return self->id;
}

ChlAuthor
chl_message_get_author (ChlMessage *self)
{
  g_return_val_if_fail (CHL_IS_MESSAGE (self), CHL_AUTHOR_USER);

  return self->author;
}

gint64
chl_message_get_created_us (ChlMessage *self)
{
  g_return_val_if_fail (CHL_IS_MESSAGE (self), 0);

  return self->created_us;
}

guint
chl_message_get_n_parts (ChlMessage *self)
{
  g_return_val_if_fail (CHL_IS_MESSAGE (self), 0);

  return self->parts->len;
}

/**
 * chl_message_get_part:
 * @self: a message
 * @position: counted from 0
 *
 * Returns: (transfer none) (nullable): the part there, %NULL past the end
 */
ChlPart *
chl_message_get_part (ChlMessage *self,
                      guint       position)
{
  g_return_val_if_fail (CHL_IS_MESSAGE (self), NULL);

  return position < self->parts->len ? g_ptr_array_index (self->parts, position) : NULL;
}

/**
 * chl_message_add_part:
 * @self: a message
 * @part: (transfer none): goes to the end
 */
void
chl_message_add_part (ChlMessage *self,
                      ChlPart    *part)
{
  g_return_if_fail (CHL_IS_MESSAGE (self));
  g_return_if_fail (CHL_IS_PART (part));

  g_ptr_array_add (self->parts, g_object_ref (part));
  g_list_model_items_changed (G_LIST_MODEL (self), self->parts->len - 1, 0, 1);
}

ChlFinish
chl_message_get_finish (ChlMessage *self)
{
  g_return_val_if_fail (CHL_IS_MESSAGE (self), CHL_FINISH_NONE);

  return self->finish;
}

/**
 * chl_message_get_raw_finish:
 * @self: a message
 *
 * Returns: (nullable): the server's own word for why it ended
 */
const char *
chl_message_get_raw_finish (ChlMessage *self)
{
  g_return_val_if_fail (CHL_IS_MESSAGE (self), NULL);

  return self->raw_finish;
}

/**
 * chl_message_set_finish:
 * @self: a message
 * @finish: why it ended
 * @raw_finish: (nullable): the server's own word for it
 *
 * Ends a message that grows, unless @finish is %CHL_FINISH_NONE.
 */
void
chl_message_set_finish (ChlMessage *self,
                        ChlFinish   finish,
                        const char *raw_finish)
{
  ChlFinish old_finish;
  gboolean  was_growing = FALSE;

  g_return_if_fail (CHL_IS_MESSAGE (self));

  /* Everything is in its place before anybody is told. */
  was_growing = self->is_growing;
  old_finish = self->finish;
  chl_message_replace_string (&self->raw_finish, raw_finish);
  self->finish = finish;
  if (finish != CHL_FINISH_NONE)
    self->is_growing = FALSE;

  if (old_finish != finish)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FINISH]);
  if (was_growing != self->is_growing)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_GROWING]);
}

/**
 * chl_message_get_usage:
 * @self: a message
 *
 * Returns: (nullable): what it took, if the server said so
 */
const ChlUsage *
chl_message_get_usage (ChlMessage *self)
{
  g_return_val_if_fail (CHL_IS_MESSAGE (self), NULL);

  return self->usage;
}

void
chl_message_set_usage (ChlMessage     *self,
                       const ChlUsage *usage)
{
  ChlUsage *copy = NULL;

  g_return_if_fail (CHL_IS_MESSAGE (self));

  if (self->usage == usage)
    return;

  copy = usage != NULL ? chl_usage_copy (usage) : NULL;
  g_clear_pointer (&self->usage, chl_usage_free);
  self->usage = copy;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_USAGE]);
}

/**
 * chl_message_get_failure:
 * @self: a message
 *
 * Returns: (nullable): what went wrong, if anything did
 */
const ChlFailure *
chl_message_get_failure (ChlMessage *self)
{
  g_return_val_if_fail (CHL_IS_MESSAGE (self), NULL);

  return self->failure;
}

void
chl_message_set_failure (ChlMessage       *self,
                         const ChlFailure *failure)
{
  ChlFailure *copy = NULL;

  g_return_if_fail (CHL_IS_MESSAGE (self));

  if (self->failure == failure)
    return;

  copy = failure != NULL ? chl_failure_copy (failure) : NULL;
  g_clear_pointer (&self->failure, chl_failure_free);
  self->failure = copy;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FAILURE]);
}

gboolean
chl_message_is_growing (ChlMessage *self)
{
  g_return_val_if_fail (CHL_IS_MESSAGE (self), FALSE);

  return self->is_growing;
}

/**
 * chl_message_begin:
 * @self: a message
 *
 * Makes it ready for an attempt, the first or another: what an earlier one brought goes, who was
 * asked stays.
 */
void
chl_message_begin (ChlMessage *self)
{
  g_return_if_fail (CHL_IS_MESSAGE (self));

  g_object_freeze_notify (G_OBJECT (self));

  chl_message_clear (self);
  g_clear_pointer (&self->response_id, g_free);
  self->first_token_us = 0;
  self->completed_us = 0;
  chl_message_set_finish (self, CHL_FINISH_NONE, NULL);
  chl_message_set_usage (self, NULL);
  chl_message_set_failure (self, NULL);
  set_growing (self, TRUE);

  g_object_thaw_notify (G_OBJECT (self));
}

/**
 * chl_message_clear:
 * @self: a message
 *
 * Drops its parts, and the opaque material that belongs to them.
 */
void
chl_message_clear (ChlMessage *self)
{
  guint n_parts = 0;

  g_return_if_fail (CHL_IS_MESSAGE (self));

  n_parts = self->parts->len;
  g_ptr_array_set_size (self->replay, 0);
  g_ptr_array_set_size (self->parts, 0);
  if (n_parts > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, n_parts, 0);
}
