/* chl-part-json.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-part-json"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chl-error.h"
#include "chl-json.h"
#include "chl-part-private.h"
#include "chl-record.h"

#define BASE64_LETTERS G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "+/"

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

/**
 * chl_part_to_json:
 * @self: a part
 *
 * Returns: (transfer full): all of it
 */
JsonNode *
chl_part_to_json (ChlPart *self)
{
  g_autoptr(JsonObject) object = json_object_new ();
  g_auto(GStrv) keys = chl_part_dup_meta_keys (self);

  json_object_set_string_member (object, "kind", chl_part_kind_to_string (self->kind));
  if (self->text->len > 0)
    json_object_set_string_member (object, "text", self->text->str);
  if (!self->is_complete)
    json_object_set_boolean_member (object, "incomplete", TRUE);
  if (self->is_error)
    json_object_set_boolean_member (object, "is_error", TRUE);
  set_string_unless_null (object, "call_id", self->call_id);
  set_string_unless_null (object, "name", self->name);
  set_string_unless_null (object, "media_type", self->media_type);
  set_string_unless_null (object, "uri", self->uri);
  set_string_unless_null (object, "filename", self->filename);
  set_int_unless_zero (object, "began_us", self->began_us);
  set_int_unless_zero (object, "ended_us", self->ended_us);

  if (self->data != NULL)
    {
      gsize            length = 0;
      const guint8    *bytes = g_bytes_get_data (self->data, &length);
      g_autofree char *text = g_base64_encode (bytes, length);

      json_object_set_string_member (object, "data", text);
    }

  if (*keys != NULL)
    {
      JsonObject *meta = json_object_new ();

      json_object_set_object_member (object, "meta", meta);
      for (guint i = 0; keys[i] != NULL; i++)
        json_object_set_string_member (meta, keys[i], chl_part_get_meta (self, keys[i]));
    }

  return json_node_init_object (json_node_alloc (), object);
}

/* GLib decodes anything; what was not encoded by it is no picture. */
static GBytes *
decode_base64 (const char *text,
               GError    **error)
{
  gsize   n_letters = strspn (text, BASE64_LETTERS);
  gsize   n_padding = strspn (text + n_letters, "=");
  guint8 *bytes = NULL;
  gsize   length = 0;

  if (text[n_letters + n_padding] != '\0' || n_padding > 2 || (n_letters + n_padding) % 4 != 0)
    {
      g_set_error_literal (error,
                           CHL_ERROR,
                           CHL_ERROR_BROKEN_FILE,
                           _("The data of a message’s attachment is broken"));
      return NULL;
    }

  bytes = g_base64_decode (text, &length);

  return g_bytes_new_take (bytes, length);
}

static gboolean
read_meta (ChlPart  *self,
           JsonNode *node,
           GError  **error)
{
  JsonObject    *meta = NULL;
  JsonObjectIter iter;
  const char    *key = NULL;
  JsonNode      *value = NULL;

  if (!chl_record_read_object (node, "/meta", &meta, error))
    return FALSE;
  if (meta == NULL)
    return TRUE;

  json_object_iter_init_ordered (&iter, meta);
  while (json_object_iter_next_ordered (&iter, &key, &value))
    {
      const char *text = chl_json_get_string (value, "");

      if (text == NULL)
        {
          g_set_error (error, CHL_ERROR, CHL_ERROR_BROKEN_FILE, _("“%s” must be text"), key);
          return FALSE;
        }
      chl_part_set_meta (self, key, text);
    }

  return TRUE;
}

static gboolean
read_scalars (ChlPart  *self,
              JsonNode *node,
              GError  **error)
{
  const char *text = "";
  const char *call_id = NULL;
  const char *name = NULL;
  const char *media_type = NULL;
  const char *uri = NULL;
  const char *filename = NULL;
  gboolean    is_incomplete = FALSE;

  if (!chl_record_read_string (node, "/text", &text, error) ||
      !chl_record_read_string (node, "/call_id", &call_id, error) ||
      !chl_record_read_string (node, "/name", &name, error) ||
      !chl_record_read_string (node, "/media_type", &media_type, error) ||
      !chl_record_read_string (node, "/uri", &uri, error) ||
      !chl_record_read_string (node, "/filename", &filename, error) ||
      !chl_record_read_boolean (node, "/incomplete", &is_incomplete, error) ||
      !chl_record_read_boolean (node, "/is_error", &self->is_error, error) ||
      !chl_record_read_int64 (node, "/began_us", &self->began_us, error) ||
      !chl_record_read_int64 (node, "/ended_us", &self->ended_us, error))
    return FALSE;

  g_string_assign (self->text, text);
  self->is_complete = !is_incomplete;
  self->call_id = g_strdup (call_id);
  self->name = g_strdup (name);
  self->media_type = g_strdup (media_type);
  self->uri = g_strdup (uri);
  self->filename = g_strdup (filename);

  return TRUE;
}

/**
 * chl_part_from_json:
 * @node: what chl_part_to_json() made
 * @error: %CHL_ERROR_BROKEN_FILE if it is something else
 *
 * Returns: (transfer full) (nullable): the part
 */
ChlPart *
chl_part_from_json (JsonNode *node,
                    GError  **error)
{
  g_autoptr(ChlPart) self = NULL;
  const char *word = chl_json_get_string (node, "/kind");
  const char *data = NULL;
  ChlPartKind kind;

  if (word == NULL || !chl_part_kind_from_string (word, &kind))
    {
      g_set_error_literal (error,
                           CHL_ERROR,
                           CHL_ERROR_BROKEN_FILE,
                           _("A part of a message is of no known kind"));
      return NULL;
    }

  self = chl_part_new (kind);
  if (!read_scalars (self, node, error) || !read_meta (self, node, error) ||
      !chl_record_read_string (node, "/data", &data, error))
    return NULL;

  if (data != NULL)
    {
      g_autoptr(GBytes) bytes = decode_base64 (data, error);

      if (bytes == NULL)
        return NULL;
      chl_part_set_data (self, bytes);
    }

  return g_steal_pointer (&self);
}
