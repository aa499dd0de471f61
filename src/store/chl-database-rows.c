/* chl-database-rows.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-database-rows"

#include "config.h"

#include "chl-database-rows.h"

/**
 * chl_chat_row_new:
 * @id: (nullable): its UUID, if it is known yet
 *
 * Returns: (transfer full): a conversation without a title
 */
ChlChatRow *
chl_chat_row_new (const char *id)
{
  ChlChatRow *self = g_new0 (ChlChatRow, 1);

  self->id = g_strdup (id);
  self->title = g_strdup ("");

  return self;
}

/* Returns: (transfer full): the same once more. */
ChlChatRow *
chl_chat_row_copy (const ChlChatRow *self)
{
  ChlChatRow *copy = g_new0 (ChlChatRow, 1);

  *copy = *self;
  copy->id = g_strdup (self->id);
  copy->title = g_strdup (self->title);
  copy->model = g_strdup (self->model);
  copy->last_model = g_strdup (self->last_model);
  copy->draft = g_strdup (self->draft);

  return copy;
}

/**
 * chl_chat_row_free:
 * @self: (transfer full): a row
 */
void
chl_chat_row_free (ChlChatRow *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->id);
  g_free (self->title);
  g_free (self->model);
  g_free (self->last_model);
  g_free (self->draft);
  g_free (self);
}

/**
 * chl_message_row_new:
 * @id: (nullable): its UUID, if it is known yet
 * @chat_id: the conversation it belongs to
 *
 * Returns: (transfer full): a message without a parent or a body, that is not chosen
 */
ChlMessageRow *
chl_message_row_new (const char *id,
                     const char *chat_id)
{
  ChlMessageRow *self = g_new0 (ChlMessageRow, 1);

  self->id = g_strdup (id);
  self->chat_id = g_strdup (chat_id);

  return self;
}

/* Returns: (transfer full): the same once more. */
ChlMessageRow *
chl_message_row_copy (const ChlMessageRow *self)
{
  ChlMessageRow *copy = g_new0 (ChlMessageRow, 1);

  *copy = *self;
  copy->id = g_strdup (self->id);
  copy->chat_id = g_strdup (self->chat_id);
  copy->parent_id = g_strdup (self->parent_id);
  copy->body = g_strdup (self->body);

  return copy;
}

/**
 * chl_message_row_free:
 * @self: (transfer full): a row
 */
void
chl_message_row_free (ChlMessageRow *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->id);
  g_free (self->chat_id);
  g_free (self->parent_id);
  g_free (self->body);
  g_free (self);
}

/**
 * chl_usage_row_new:
 *
 * Returns: (transfer full): a row of which nothing is known
 */
ChlUsageRow *
chl_usage_row_new (void)
{
  return g_new0 (ChlUsageRow, 1);
}

/* Returns: (transfer full): the same once more. */
ChlUsageRow *
chl_usage_row_copy (const ChlUsageRow *self)
{
  ChlUsageRow *copy = g_new0 (ChlUsageRow, 1);

  *copy = *self;
  copy->provider_id = g_strdup (self->provider_id);
  copy->family = g_strdup (self->family);
  copy->model = g_strdup (self->model);
  copy->role = g_strdup (self->role);
  copy->host = g_strdup (self->host);
  copy->finish = g_strdup (self->finish);
  copy->currency = g_strdup (self->currency);

  return copy;
}

/**
 * chl_usage_row_free:
 * @self: (transfer full): a row
 */
void
chl_usage_row_free (ChlUsageRow *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->provider_id);
  g_free (self->family);
  g_free (self->model);
  g_free (self->role);
  g_free (self->host);
  g_free (self->finish);
  g_free (self->currency);
  g_free (self);
}
