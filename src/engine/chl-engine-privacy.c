/* chl-engine-privacy.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-engine-privacy"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "chl-engine-private.h"
#include "chl-error.h"
#include "chl-json.h"

#define MEMBER "stay_on_this_computer"

static void
set_local_only (ChlEngine *self,
                gboolean   is_local_only)
{
  ChlHttp *http = chl_engine_get_parts (self)->http;

  if (is_local_only == chl_http_is_local_only (http))
    return;

  chl_http_set_local_only (http, is_local_only);
  g_object_notify (G_OBJECT (self), "is-local-only");
}

static void
notice_fault (ChlEngine             *self,
              const ChlSettingsFile *file)
{
  g_autofree char *path = NULL;
  g_autofree char *sentence = NULL;

  path = chl_settings_store_dup_shown_path (chl_engine_get_parts (self)->settings, file->name);
  sentence = g_strdup_printf (_ ("%s is broken: “%s” must be true or false, and nothing leaves this "
                                 "computer before it is"),
                                 path, MEMBER);
  chl_engine_notice (self, sentence);
}

/**
 * chl_engine_take_privacy_file:
 * @self: an engine
 * @file: what was read
 *
 * Obeys the file. One that cannot be read may have said yes: until it is mended, nothing leaves.
 */
void
chl_engine_take_privacy_file (ChlEngine             *self,
                              const ChlSettingsFile *file)
{
  JsonNode *member = chl_json_get (file->root, "/" MEMBER);
  gboolean  is_local_only = FALSE;

  if (!chl_json_get_boolean (file->root, "/" MEMBER, &is_local_only))
    is_local_only = file->error != NULL || member != NULL;

  if (file->error != NULL)
    chl_engine_notice_error (self, file->error);
  else if (member != NULL && !chl_json_get_boolean (file->root, "/" MEMBER, NULL))
    notice_fault (self, file);

  /* What was read may be older than what is being written; when that is done it is looked at. */
  if (!is_local_only && chl_engine_is_writing (self))
    return;

  set_local_only (self, is_local_only);
}

gboolean
chl_engine_is_local_only (ChlEngine *self)
{
  g_return_val_if_fail (CHL_IS_ENGINE (self), FALSE);

  return chl_http_is_local_only (chl_engine_get_parts (self)->http);
}

static void
saved_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(ChlEngine) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) merged = NULL;
  gboolean is_local_only = FALSE;

  chl_engine_end_writing (self);
  merged = chl_settings_store_merge_finish (CHL_SETTINGS_STORE (object), result, &error);
  if (merged == NULL)
    chl_engine_notice_error (self, error);
  else if (!chl_engine_is_writing (self) &&
           chl_json_get_boolean (merged, "/" MEMBER, &is_local_only))
    set_local_only (self, is_local_only);
}

/**
 * chl_engine_set_local_only:
 * @self: an engine
 * @is_local_only: whether nothing may leave this computer
 *
 * Takes effect at once, on what runs too, and is written by itself.
 */
void
chl_engine_set_local_only (ChlEngine *self,
                           gboolean   is_local_only)
{
  g_autoptr(JsonNode) patch = NULL;
  JsonObject *object;

  g_return_if_fail (CHL_IS_ENGINE (self));

  is_local_only = !!is_local_only;
  if (is_local_only == chl_engine_is_local_only (self))
    return;

  object = json_object_new ();
  json_object_set_boolean_member (object, MEMBER, is_local_only);
  patch = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (patch, object);
  chl_engine_begin_writing (self);
  chl_settings_store_merge_async (chl_engine_get_parts (self)->settings, CHL_PRIVACY_NAME, patch,
                                  NULL, saved_cb, g_object_ref (self));

  set_local_only (self, is_local_only);
}
