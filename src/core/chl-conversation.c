/* chl-conversation.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-conversation"

#include "config.h"

#include "chl-conversation-private.h"

G_DEFINE_FINAL_TYPE_WITH_CODE (ChlConversation,
                               chl_conversation,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      chl_conversation_list_model_init))

typedef enum
{
  PROP_ID = 1,
  PROP_TITLE,
  PROP_UPDATED_US,
  PROP_IS_PINNED,
  PROP_DRAFT,
  PROP_MODEL,
  PROP_LAST_MODEL,
  PROP_IS_BUSY,
  PROP_IS_LOADED,
} ChlConversationProperty;

static GParamSpec *properties[PROP_IS_LOADED + 1];

static void
chl_conversation_finalize (GObject *object)
{
  ChlConversation *self = CHL_CONVERSATION (object);

  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->draft, g_free);
  g_clear_pointer (&self->model, g_free);
  g_clear_pointer (&self->last_model, g_free);
  g_clear_pointer (&self->keeper, g_rc_box_release);
  g_clear_pointer (&self->path, g_ptr_array_unref);
  g_clear_pointer (&self->nodes, g_hash_table_unref);
  g_clear_pointer (&self->root.children, g_ptr_array_unref);

  G_OBJECT_CLASS (chl_conversation_parent_class)->finalize (object);
}

static void
chl_conversation_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  ChlConversation *self = CHL_CONVERSATION (object);

  switch ((ChlConversationProperty) prop_id)
    {
    case PROP_ID:
      g_value_set_string (value, self->id);
      return;

    case PROP_TITLE:
      g_value_set_string (value, self->title);
      return;

    case PROP_UPDATED_US:
      g_value_set_int64 (value, self->updated_us);
      return;

    case PROP_IS_PINNED:
      g_value_set_boolean (value, self->is_pinned);
      return;

    case PROP_DRAFT:
      g_value_set_string (value, self->draft);
      return;

    case PROP_MODEL:
      g_value_set_string (value, self->model);
      return;

    case PROP_LAST_MODEL:
      g_value_set_string (value, self->last_model);
      return;

    case PROP_IS_BUSY:
      g_value_set_boolean (value, self->is_busy);
      return;

    case PROP_IS_LOADED:
      g_value_set_boolean (value, self->is_loaded);
      return;
    }

  G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
chl_conversation_set_property (GObject      *object,
                               guint         prop_id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  ChlConversation *self = CHL_CONVERSATION (object);

  switch ((ChlConversationProperty) prop_id)
    {
    case PROP_TITLE:
      chl_conversation_set_title (self, g_value_get_string (value));
      return;

    case PROP_UPDATED_US:
      chl_conversation_set_updated_us (self, g_value_get_int64 (value));
      return;

    case PROP_IS_PINNED:
      chl_conversation_set_pinned (self, g_value_get_boolean (value));
      return;

    case PROP_DRAFT:
      chl_conversation_set_draft (self, g_value_get_string (value));
      return;

    case PROP_MODEL:
      chl_conversation_set_model (self, g_value_get_string (value));
      return;

    case PROP_LAST_MODEL:
      chl_conversation_set_last_model (self, g_value_get_string (value));
      return;

    case PROP_IS_BUSY:
      chl_conversation_set_busy (self, g_value_get_boolean (value));
      return;

    case PROP_IS_LOADED:
      chl_conversation_set_loaded (self, g_value_get_boolean (value));
      return;

    case PROP_ID:
      break;
    }

  G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
chl_conversation_notify (GObject    *object,
                         GParamSpec *pspec)
{
  ChlConversation *self = CHL_CONVERSATION (object);

  if (self->keeper != NULL && self->keeper->user_data != NULL)
    self->keeper->changed (self, pspec->name, self->keeper->user_data);
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  const GParamFlags flags = readable | G_PARAM_WRITABLE;

  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, readable);

  /**
   * ChlConversation:title: (not nullable)
   *
   * What the person reads in the list; "" while it has none.
   */
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, "", flags);

  /**
   * ChlConversation:updated-us:
   *
   * When somebody last said something, microseconds since 1970.
   */
  properties[PROP_UPDATED_US] =
    g_param_spec_int64 ("updated-us", NULL, NULL, 0, G_MAXINT64, 0, flags);

  /**
   * ChlConversation:is-pinned:
   *
   * Whether it stays at the top of the list.
   */
  properties[PROP_IS_PINNED] = g_param_spec_boolean ("is-pinned", NULL, NULL, FALSE, flags);

  /**
   * ChlConversation:draft: (nullable)
   *
   * What was being typed.
   */
  properties[PROP_DRAFT] = g_param_spec_string ("draft", NULL, NULL, NULL, flags);

  /**
   * ChlConversation:model: (nullable)
   *
   * "PROVIDER/MODEL" that was chosen for it.
   */
  properties[PROP_MODEL] = g_param_spec_string ("model", NULL, NULL, NULL, flags);

  /* "PROVIDER/MODEL" that answered last. (nullable) */
  properties[PROP_LAST_MODEL] = g_param_spec_string ("last-model", NULL, NULL, NULL, flags);

  /**
   * ChlConversation:is-busy:
   *
   * Whether an answer is being waited for.
   */
  properties[PROP_IS_BUSY] = g_param_spec_boolean ("is-busy", NULL, NULL, FALSE, flags);

  /**
   * ChlConversation:is-loaded:
   *
   * Whether its messages are all here.
   */
  properties[PROP_IS_LOADED] = g_param_spec_boolean ("is-loaded", NULL, NULL, FALSE, flags);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
chl_conversation_class_init (ChlConversationClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = chl_conversation_finalize;
  object_class->get_property = chl_conversation_get_property;
  object_class->set_property = chl_conversation_set_property;
  object_class->notify = chl_conversation_notify;

  install_properties (object_class);

  /**
   * ChlConversation::message-added:
   * @self: the conversation
   * @message: what was added
   * @parent_id: (nullable): below which message
   */
  g_signal_new ("message-added", CHL_TYPE_CONVERSATION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 2, CHL_TYPE_MESSAGE, G_TYPE_STRING);

  /**
   * ChlConversation::choice-changed:
   * @self: the conversation
   * @parent_id: (nullable): the message that now has another of its children shown
   */
  g_signal_new ("choice-changed", CHL_TYPE_CONVERSATION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
chl_conversation_init (ChlConversation *self)
{
  self->title = g_strdup ("");
}

static void
set_boolean (ChlConversation *self,
             gboolean        *field,
             gboolean         value,
             GParamSpec      *pspec)
{
  if (*field == !!value)
    return;

  *field = !!value;
  g_object_notify_by_pspec (G_OBJECT (self), pspec);
}

static void
set_string (ChlConversation *self,
            char           **field,
            const char      *value,
            GParamSpec      *pspec)
{
  char *copy = NULL;

  if (g_strcmp0 (*field, value) == 0)
    return;

  copy = g_strdup (value);
  g_free (*field);
  *field = copy;
  g_object_notify_by_pspec (G_OBJECT (self), pspec);
}

/**
 * chl_conversation_new:
 * @id: a UUID
 * @created_us: microseconds since 1970
 *
 * Returns: (transfer full): a conversation without messages
 */
ChlConversation *
chl_conversation_new (const char *id,
                      gint64      created_us)
{
  ChlConversation *self = NULL;

  g_return_val_if_fail (id != NULL && *id != '\0', NULL);

  self = g_object_new (CHL_TYPE_CONVERSATION, NULL);
  self->id = g_strdup (id);
  self->created_us = created_us;
  self->updated_us = created_us;

  return self;
}

/**
 * chl_conversation_set_keeper:
 * @self: a conversation that has none yet
 * @keeper: (transfer none): what hears of every change from now on
 *
 * The keeper may be shared by many conversations. It hears of a change before handlers of signals
 * do, until its user data is %NULL.
 */
void
chl_conversation_set_keeper (ChlConversation *self,
                             ChlKeeper       *keeper)
{
  g_return_if_fail (CHL_IS_CONVERSATION (self));
  g_return_if_fail (keeper != NULL);
  g_return_if_fail (self->keeper == NULL);

  self->keeper = g_rc_box_acquire (keeper);
}

const char *
chl_conversation_get_id (ChlConversation *self)
{
  g_return_val_if_fail (CHL_IS_CONVERSATION (self), NULL);

  return self->id;
}

gint64
chl_conversation_get_created_us (ChlConversation *self)
{
  g_return_val_if_fail (CHL_IS_CONVERSATION (self), 0);

  return self->created_us;
}

gint64
chl_conversation_get_updated_us (ChlConversation *self)
{
  g_return_val_if_fail (CHL_IS_CONVERSATION (self), 0);

  return self->updated_us;
}

void
chl_conversation_set_updated_us (ChlConversation *self,
                                 gint64           time_us)
{
  g_return_if_fail (CHL_IS_CONVERSATION (self));

  if (self->updated_us == time_us)
    return;

  self->updated_us = time_us;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_UPDATED_US]);
}

const char *
chl_conversation_get_title (ChlConversation *self)
{
  g_return_val_if_fail (CHL_IS_CONVERSATION (self), "");

  return self->title;
}

void
chl_conversation_set_title (ChlConversation *self,
                            const char      *title)
{
  g_return_if_fail (CHL_IS_CONVERSATION (self));

  set_string (self, &self->title, title != NULL ? title : "", properties[PROP_TITLE]);
}

gboolean
chl_conversation_is_pinned (ChlConversation *self)
{
  g_return_val_if_fail (CHL_IS_CONVERSATION (self), FALSE);

  return self->is_pinned;
}

void
chl_conversation_set_pinned (ChlConversation *self,
                             gboolean         is_pinned)
{
  g_return_if_fail (CHL_IS_CONVERSATION (self));

  set_boolean (self, &self->is_pinned, is_pinned, properties[PROP_IS_PINNED]);
}

const char *
chl_conversation_get_draft (ChlConversation *self)
{
  g_return_val_if_fail (CHL_IS_CONVERSATION (self), NULL);

  return self->draft;
}

void
chl_conversation_set_draft (ChlConversation *self,
                            const char      *draft)
{
  g_return_if_fail (CHL_IS_CONVERSATION (self));

  set_string (self,
              &self->draft,
              draft != NULL && *draft != '\0' ? draft : NULL,
              properties[PROP_DRAFT]);
}

const char *
chl_conversation_get_model (ChlConversation *self)
{
  g_return_val_if_fail (CHL_IS_CONVERSATION (self), NULL);

  return self->model;
}

void
chl_conversation_set_model (ChlConversation *self,
                            const char      *model)
{
  g_return_if_fail (CHL_IS_CONVERSATION (self));

  set_string (self,
              &self->model,
              model != NULL && *model != '\0' ? model : NULL,
              properties[PROP_MODEL]);
}

const char *
chl_conversation_get_last_model (ChlConversation *self)
{
  g_return_val_if_fail (CHL_IS_CONVERSATION (self), NULL);

  return self->last_model;
}

void
chl_conversation_set_last_model (ChlConversation *self,
                                 const char      *model)
{
  g_return_if_fail (CHL_IS_CONVERSATION (self));

  set_string (self, &self->last_model, model, properties[PROP_LAST_MODEL]);
}

gboolean
chl_conversation_is_busy (ChlConversation *self)
{
  g_return_val_if_fail (CHL_IS_CONVERSATION (self), FALSE);

  return self->is_busy;
}

void
chl_conversation_set_busy (ChlConversation *self,
                           gboolean         is_busy)
{
  g_return_if_fail (CHL_IS_CONVERSATION (self));

  set_boolean (self, &self->is_busy, is_busy, properties[PROP_IS_BUSY]);
}

gboolean
chl_conversation_is_loaded (ChlConversation *self)
{
  g_return_val_if_fail (CHL_IS_CONVERSATION (self), FALSE);

  return self->is_loaded;
}

void
chl_conversation_set_loaded (ChlConversation *self,
                             gboolean         is_loaded)
{
  g_return_if_fail (CHL_IS_CONVERSATION (self));

  set_boolean (self, &self->is_loaded, is_loaded, properties[PROP_IS_LOADED]);
}
