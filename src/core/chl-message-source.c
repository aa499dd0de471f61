/* chl-message-source.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-message-source"

#include "config.h"

#include "chl-message-private.h"

/**
 * chl_message_get_first_token_us:
 * @self: a message
 *
 * Returns: when its first content came, microseconds since 1970; 0 if it has not
 */
gint64
chl_message_get_first_token_us (ChlMessage *self)
{
  g_return_val_if_fail (CHL_IS_MESSAGE (self), 0);

  return self->first_token_us;
}

/**
 * chl_message_get_completed_us:
 * @self: a message
 *
 * Returns: when it ended, microseconds since 1970; 0 if it has not
 */
gint64
chl_message_get_completed_us (ChlMessage *self)
{
  g_return_val_if_fail (CHL_IS_MESSAGE (self), 0);

  return self->completed_us;
}

void
chl_message_set_first_token_us (ChlMessage *self,
                                gint64      time_us)
{
  g_return_if_fail (CHL_IS_MESSAGE (self));

  self->first_token_us = time_us;
}

void
chl_message_set_completed_us (ChlMessage *self,
                              gint64      time_us)
{
  g_return_if_fail (CHL_IS_MESSAGE (self));

  self->completed_us = time_us;
}

const char *
chl_message_get_provider_id (ChlMessage *self)
{
  g_return_val_if_fail (CHL_IS_MESSAGE (self), NULL);

  return self->provider_id;
}

const char *
chl_message_get_model (ChlMessage *self)
{
  g_return_val_if_fail (CHL_IS_MESSAGE (self), NULL);

  return self->model;
}

ChlProtocolId
chl_message_get_protocol (ChlMessage *self)
{
  g_return_val_if_fail (CHL_IS_MESSAGE (self), CHL_PROTOCOL_NONE);

  return self->protocol;
}

/**
 * chl_message_set_source:
 * @self: a message
 * @provider_id: (nullable): which configured provider made it
 * @model: (nullable): the provider's own id of the model
 * @protocol: how the provider was spoken to
 *
 * Notes who made an answer.
 */
void
chl_message_set_source (ChlMessage   *self,
                        const char   *provider_id,
                        const char   *model,
                        ChlProtocolId protocol)
{
  g_return_if_fail (CHL_IS_MESSAGE (self));

  chl_message_replace_string (&self->provider_id, provider_id);
  self->protocol = protocol;
  if (g_strcmp0 (self->model, model) == 0)
    return;

  chl_message_replace_string (&self->model, model);
  g_object_notify (G_OBJECT (self), "model");
}

const char *
chl_message_get_prefix_digest (ChlMessage *self)
{
  g_return_val_if_fail (CHL_IS_MESSAGE (self), NULL);

  return self->prefix_digest;
}

/**
 * chl_message_set_prefix_digest:
 * @self: a message
 * @digest: (nullable): see chl_request_dup_digest()
 *
 * Notes what was sent before this answer.
 */
void
chl_message_set_prefix_digest (ChlMessage *self,
                               const char *digest)
{
  g_return_if_fail (CHL_IS_MESSAGE (self));

  chl_message_replace_string (&self->prefix_digest, digest);
}

/**
 * chl_message_get_response_id:
 * @self: a message
 *
 * Returns: (nullable): what the server calls its answer
 */
const char *
chl_message_get_response_id (ChlMessage *self)
{
  g_return_val_if_fail (CHL_IS_MESSAGE (self), NULL);

  return self->response_id;
}

/**
 * chl_message_set_response_id:
 * @self: a message
 * @response_id: (nullable): what the server calls its answer
 *
 * Notes the server's name for it; %CHL_STREAM_START does so by itself.
 */
void
chl_message_set_response_id (ChlMessage *self,
                             const char *response_id)
{
  g_return_if_fail (CHL_IS_MESSAGE (self));

  chl_message_replace_string (&self->response_id, response_id);
}

guint
chl_message_get_n_replay (ChlMessage *self)
{
  g_return_val_if_fail (CHL_IS_MESSAGE (self), 0);

  return self->replay->len;
}

const char *
chl_message_get_replay (ChlMessage *self,
                        guint       position)
{
  g_return_val_if_fail (CHL_IS_MESSAGE (self), NULL);

  return position < self->replay->len ? g_ptr_array_index (self->replay, position) : NULL;
}

/**
 * chl_message_add_replay:
 * @self: a message
 * @json: raw JSON, kept to the byte
 *
 * Adds opaque material that goes back with the whole message.
 */
void
chl_message_add_replay (ChlMessage *self,
                        const char *json)
{
  g_return_if_fail (CHL_IS_MESSAGE (self));
  g_return_if_fail (json != NULL);

  g_ptr_array_add (self->replay, g_strdup (json));
}
