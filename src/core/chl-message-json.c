/* chl-message-json.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-message-json"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "chl-error.h"
#include "chl-json.h"
#include "chl-message-private.h"
#include "chl-part-private.h"
#include "chl-record.h"

static void
set_string_unless_null (JsonObject *object,
                        const char *name,
                        const char *value)
{
  if (value != NULL)
    json_object_set_string_member (object, name, value);
}

static void
set_int_unless_zero (JsonObject *object,
                     const char *name,
                     gint64      value)
{
  if (value != 0)
    json_object_set_int_member (object, name, value);
}

static void
write_parts (ChlMessage *self,
             JsonObject *object)
{
  JsonArray *parts = json_array_new ();

  json_object_set_array_member (object, "parts", parts);
  for (guint i = 0; i < self->parts->len; i++)
    json_array_add_element (parts, chl_part_to_json (g_ptr_array_index (self->parts, i)));

  if (self->replay->len > 0)
    {
      JsonArray *replay = json_array_new ();

      json_object_set_array_member (object, "replay", replay);
      for (guint i = 0; i < self->replay->len; i++)
        json_array_add_string_element (replay, g_ptr_array_index (self->replay, i));
    }
}

/**
 * chl_message_to_json:
 * @self: a message
 *
 * Returns: (transfer full): all of it, for the store
 */
JsonNode *
chl_message_to_json (ChlMessage *self)
{
  g_autoptr(JsonObject) object = NULL;

  g_return_val_if_fail (CHL_IS_MESSAGE (self), NULL);

  object = json_object_new ();
  json_object_set_string_member (object, "id", self->id);
  json_object_set_string_member (object, "author", chl_author_to_string (self->author));
  json_object_set_int_member (object, "created_us", self->created_us);
  set_int_unless_zero (object, "first_token_us", self->first_token_us);
  set_int_unless_zero (object, "completed_us", self->completed_us);
  set_string_unless_null (object, "provider", self->provider_id);
  set_string_unless_null (object, "model", self->model);
  if (self->protocol != CHL_PROTOCOL_NONE)
    json_object_set_string_member (object, "protocol", chl_protocol_id_to_string (self->protocol));
  set_string_unless_null (object, "prefix_digest", self->prefix_digest);
  set_string_unless_null (object, "response_id", self->response_id);
  write_parts (self, object);
  if (self->finish != CHL_FINISH_NONE)
    json_object_set_string_member (object, "finish", chl_finish_to_string (self->finish));
  set_string_unless_null (object, "raw_finish", self->raw_finish);
  if (self->usage != NULL)
    json_object_set_member (object, "usage", chl_usage_to_json (self->usage));
  if (self->failure != NULL)
    json_object_set_member (object, "failure", chl_failure_to_json (self->failure));

  return json_node_init_object (json_node_alloc (), object);
}

static gboolean
refuse_word (const char *pointer,
             const char *word,
             GError    **error)
{
  g_set_error (error,
               CHL_ERROR,
               CHL_ERROR_BROKEN_FILE,
               _("“%s” cannot be “%s”"),
                  pointer + 1,
                  word);

  return FALSE;
}

static gboolean
read_words (ChlMessage *self,
            JsonNode   *node,
            GError    **error)
{
  const char *protocol = NULL;
  const char *finish = NULL;

  if (!chl_record_read_string (node, "/protocol", &protocol, error) ||
      !chl_record_read_string (node, "/finish", &finish, error))
    return FALSE;

  if (protocol != NULL && !chl_protocol_id_from_string (protocol, &self->protocol))
    return refuse_word ("/protocol", protocol, error);
  if (finish != NULL && !chl_finish_from_string (finish, &self->finish))
    return refuse_word ("/finish", finish, error);

  return TRUE;
}

static gboolean
read_scalars (ChlMessage *self,
              JsonNode   *node,
              GError    **error)
{
  const char *provider_id = NULL;
  const char *model = NULL;
  const char *prefix_digest = NULL;
  const char *response_id = NULL;
  const char *raw_finish = NULL;

  if (!chl_record_read_int64 (node, "/first_token_us", &self->first_token_us, error) ||
      !chl_record_read_int64 (node, "/completed_us", &self->completed_us, error) ||
      !chl_record_read_string (node, "/provider", &provider_id, error) ||
      !chl_record_read_string (node, "/model", &model, error) ||
      !chl_record_read_string (node, "/prefix_digest", &prefix_digest, error) ||
      !chl_record_read_string (node, "/response_id", &response_id, error) ||
      !chl_record_read_string (node, "/raw_finish", &raw_finish, error) ||
      !read_words (self, node, error))
    return FALSE;

  self->provider_id = g_strdup (provider_id);
  self->model = g_strdup (model);
  self->prefix_digest = g_strdup (prefix_digest);
  self->response_id = g_strdup (response_id);
  self->raw_finish = g_strdup (raw_finish);

  return TRUE;
}

static gboolean
read_parts (ChlMessage *self,
            JsonNode   *node,
            GError    **error)
{
  JsonArray *parts = NULL;
  JsonArray *replay = NULL;

  if (!chl_record_read_array (node, "/parts", &parts, error) ||
      !chl_record_read_array (node, "/replay", &replay, error))
    return FALSE;

  for (guint i = 0; parts != NULL && i < json_array_get_length (parts); i++)
    {
      ChlPart *part = chl_part_from_json (json_array_get_element (parts, i), error);

      if (part == NULL)
        return FALSE;
      g_ptr_array_add (self->parts, part);
    }

  for (guint i = 0; replay != NULL && i < json_array_get_length (replay); i++)
    {
      const char *item = chl_json_get_string (json_array_get_element (replay, i), "");

      if (item == NULL)
        {
          g_set_error (error, CHL_ERROR, CHL_ERROR_BROKEN_FILE, _("“%s” must be text"), "replay");
          return FALSE;
        }
      g_ptr_array_add (self->replay, g_strdup (item));
    }

  return TRUE;
}

static gboolean
read_records (ChlMessage *self,
              JsonNode   *node,
              GError    **error)
{
  JsonObject *usage = NULL;
  JsonObject *failure = NULL;

  if (!chl_record_read_object (node, "/usage", &usage, error) ||
      !chl_record_read_object (node, "/failure", &failure, error))
    return FALSE;

  if (usage != NULL && !(self->usage = chl_usage_from_json (chl_json_get (node, "/usage"))))
    return refuse_word ("/usage", "{…}", error);
  if (failure != NULL && !(self->failure = chl_failure_from_json (chl_json_get (node, "/failure"))))
    return refuse_word ("/failure", "{…}", error);

  return TRUE;
}

/**
 * chl_message_from_json:
 * @node: (nullable): what chl_message_to_json() made; unknown members are passed over
 * @error: %CHL_ERROR_BROKEN_FILE if it is something else
 *
 * Returns: (transfer full) (nullable): the message
 */
ChlMessage *
chl_message_from_json (JsonNode *node,
                       GError  **error)
{
  g_autoptr(ChlMessage) self = NULL;
  const char *id = chl_json_get_string (node, "/id");
  const char *word = chl_json_get_string (node, "/author");
  ChlAuthor   author;
  gint64      created_us = 0;

  if (id == NULL || *id == '\0' || !chl_json_get_int64 (node, "/created_us", &created_us) ||
      word == NULL || !chl_author_from_string (word, &author))
    {
      g_set_error_literal (error,
                           CHL_ERROR,
                           CHL_ERROR_BROKEN_FILE,
                           _("A message has no id, no author or no date"));
      return NULL;
    }

  self = chl_message_new (id, author, created_us);
  if (!read_scalars (self, node, error) || !read_parts (self, node, error) ||
      !read_records (self, node, error))
    return NULL;

  return g_steal_pointer (&self);
}
