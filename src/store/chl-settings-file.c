/* chl-settings-file.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-settings-file"

#include "config.h"

#include "chl-settings-file.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chl-error.h"
#include "chl-file-lock.h"
#include "chl-file.h"
#include "chl-json.h"

#define BYTE_ORDER_MARK "\xef\xbb\xbf"

/* What the digest of a file that is not there looks like. */
#define ABSENT ""

static ChlSettingsFile *
new_file (const char *name)
{
  ChlSettingsFile *self = g_new0 (ChlSettingsFile, 1);

  self->name = g_strdup (name);

  return self;
}

/**
 * chl_settings_file_free:
 * @self: (transfer full): a settings file
 */
void
chl_settings_file_free (ChlSettingsFile *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->name);
  g_clear_pointer (&self->root, json_node_unref);
  g_clear_error (&self->error);
  g_free (self);
}

static char *
digest (GBytes *bytes)
{
  if (bytes == NULL)
    return g_strdup (ABSENT);

  return g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
}

static guint
count_lines (const char *start,
             const char *end)
{
  guint line = 1;

  for (const char *at = start; at < end; at++)
    if (*at == '\n')
      line++;

  return line;
}

static void
set_broken (GError    **error,
            const char *path,
            const char *what)
{
  g_autofree char *shown = chl_file_dup_shown_path (path);

  g_set_error (error, CHL_ERROR, CHL_ERROR_BROKEN_FILE,
               /* Translators: a file's path, then what is wrong in it and in which line */
               _("%s is broken: %s"), shown, what);
}

/* Hand edits are welcome: a byte order mark and blanks around are no fault. */
static JsonNode *
parse_text (const char *path,
            const char *text,
            gsize       length,
            GError    **error)
{
  g_autoptr(JsonNode) root = NULL;
  g_autoptr(GError) local_error = NULL;
  const gsize mark_length = strlen (BYTE_ORDER_MARK);
  const char *invalid;

  if (length >= mark_length && memcmp (text, BYTE_ORDER_MARK, mark_length) == 0)
    {
      text += mark_length;
      length -= mark_length;
    }

  /* The parser would mend such a text, and the next write would make that last. */
  if (!g_utf8_validate_len (text, length, &invalid))
    {
      g_autofree char *what = g_strdup_printf (_("it is not UTF-8 text (line %u)"),
                                                  count_lines (text, invalid));

      set_broken (error, path, what);
      return NULL;
    }

  root = chl_json_parse (text, (gssize) length, &local_error);
  if (root == NULL)
    {
      set_broken (error, path, local_error->message);
      return NULL;
    }
  if (!JSON_NODE_HOLDS_OBJECT (root))
    {
      set_broken (error, path, _("it does not begin with “{” (line 1)"));
      return NULL;
    }

  return g_steal_pointer (&root);
}

/* A file written by hand may do without a version. */
static gboolean
check_version (const char *path,
               JsonNode   *root,
               GError    **error)
{
  gint64 version = CHL_SETTINGS_VERSION;

  if (chl_json_get (root, "/version") != NULL &&
      (!chl_json_get_int64 (root, "/version", &version) || version < 1))
    {
      set_broken (error, path, _("its version is not a number from 1 up"));
      return FALSE;
    }

  if (version > CHL_SETTINGS_VERSION)
    {
      g_autofree char *shown = chl_file_dup_shown_path (path);

      g_set_error (error, CHL_ERROR, CHL_ERROR_NEWER_FILE,
                   _("%s was written by a newer Chatelaine and is only read"), shown);
      return FALSE;
    }

  return TRUE;
}

/**
 * chl_settings_file_load:
 * @folder: (type filename): the settings folder
 * @name: (type filename): a name, which need not be valid
 * @out_digest: (out) (optional): a digest of the content, "" if there is none
 *
 * Returns: (transfer full): what the file says, or why it says nothing
 */
ChlSettingsFile *
chl_settings_file_load (const char *folder,
                        const char *name,
                        char      **out_digest)
{
  ChlSettingsFile *self = new_file (name);
  g_autofree char *path = chl_settings_name_to_path (folder, name);
  g_autoptr(GBytes) bytes = NULL;

  if (chl_settings_name_check (name, &self->error) &&
      chl_file_read (path, CHL_SETTINGS_MAX_BYTES, &bytes, &self->error) && bytes != NULL)
    {
      gsize       length;
      const char *text = g_bytes_get_data (bytes, &length);

      self->root = parse_text (path, text != NULL ? text : "", length, &self->error);
      if (self->root != NULL && !check_version (path, self->root, &self->error) &&
          !g_error_matches (self->error, CHL_ERROR, CHL_ERROR_NEWER_FILE))
        g_clear_pointer (&self->root, json_node_unref);
    }

  if (out_digest != NULL)
    *out_digest = digest (bytes);

  return self;
}

/* Returns: (transfer full) (nullable): the text as it goes into the file. */
static char *
print_root (const char *path,
            JsonNode   *root,
            GError    **error)
{
  g_autofree char *json = NULL;

  json_object_set_int_member (json_node_get_object (root), "version", CHL_SETTINGS_VERSION);
  json = chl_json_print (root, TRUE);

  if (strlen (json) >= CHL_SETTINGS_MAX_BYTES)
    {
      g_autofree char *shown = chl_file_dup_shown_path (path);

      g_set_error (error, CHL_ERROR, CHL_ERROR_LIMIT,
                   _("%s was not written because it would be larger than 4 MiB"), shown);
      return NULL;
    }

  return g_strconcat (json, g_str_has_suffix (json, "\n") ? "" : "\n", NULL);
}

static gboolean
write_root (const char *path,
            JsonNode   *root,
            const char *digest_before,
            char      **out_digest,
            GError    **error)
{
  g_autofree char *text = print_root (path, root, error);
  g_autofree char *digest_after = NULL;

  if (text == NULL)
    return FALSE;

  digest_after = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
  if (g_strcmp0 (digest_before, digest_after) != 0 &&
      !chl_file_replace (path, text, strlen (text), CHL_FILE_DURABLE, error))
    return FALSE;

  *out_digest = g_steal_pointer (&digest_after);

  return TRUE;
}

/* Returns: (transfer full) (nullable): the lock on the file that @name leads to, in @out_path. */
static ChlFileLock *
lock_name (const char *folder,
           const char *name,
           char      **out_path,
           GError    **error)
{
  g_autofree char *path = NULL;
  g_autofree char *path_folder = NULL;
  g_autofree char *target = NULL;
  ChlFileLock     *lock;

  if (!chl_settings_name_check (name, error))
    return NULL;

  path = chl_settings_name_to_path (folder, name);
  path_folder = g_path_get_dirname (path);
  if (!chl_file_make_folder (path_folder, error) || !(target = chl_file_resolve (path, error)))
    return NULL;

  lock = chl_file_lock_acquire (target, error);
  if (lock != NULL)
    *out_path = g_steal_pointer (&target);

  return lock;
}

static void
set_gone (GError    **error,
          const char *name)
{
  g_set_error (error, CHL_ERROR, CHL_ERROR_NOT_FOUND,
               _("There is no provider “%s” any more"), strchr (name, '/') + 1);
}

/**
 * chl_settings_file_merge:
 * @folder: (type filename): the settings folder
 * @name: a name
 * @patch: an object: members to set, %NULL nodes to remove (RFC 7396)
 * @out_digest_before: (out): a digest of what was there
 * @out_digest_after: (out): a digest of what is there now
 * @error: (out) (optional): see chl_settings_store_merge_async()
 *
 * Locks, reads again, merges, writes.
 *
 * Returns: (transfer full) (nullable): what the file says now
 */
JsonNode *
chl_settings_file_merge (const char *folder,
                         const char *name,
                         JsonNode   *patch,
                         char      **out_digest_before,
                         char      **out_digest_after,
                         GError    **error)
{
  g_autoptr(ChlFileLock) lock = NULL;
  g_autoptr(ChlSettingsFile) file = NULL;
  g_autoptr(JsonNode) root = NULL;
  g_autofree char *before = NULL;
  g_autofree char *path = NULL;

  if (!(lock = lock_name (folder, name, &path, error)))
    return NULL;

  file = chl_settings_file_load (folder, name, &before);
  if (file->error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&file->error));
      return NULL;
    }
  /* Half a provider is none: one that was removed meanwhile does not come back by a late change. */
  if (file->root == NULL && strchr (name, '/') != NULL)
    {
      set_gone (error, name);
      return NULL;
    }

  root = chl_json_merge_patch (file->root, patch);
  if (!write_root (path, root, before, out_digest_after, error))
    return NULL;

  *out_digest_before = g_steal_pointer (&before);

  return g_steal_pointer (&root);
}

/**
 * chl_settings_file_create:
 * @folder: (type filename): the settings folder
 * @name: a name
 * @root: an object
 * @out_digest: (out): a digest of what is there now
 * @error: (out) (optional): see chl_settings_store_create_async()
 *
 * Returns: whether it was written
 */
gboolean
chl_settings_file_create (const char *folder,
                          const char *name,
                          JsonNode   *root,
                          char      **out_digest,
                          GError    **error)
{
  g_autoptr(ChlFileLock) lock = NULL;
  g_autoptr(JsonNode) copy = NULL;
  g_autofree char *link = NULL;
  g_autofree char *path = NULL;

  if (!(lock = lock_name (folder, name, &path, error)))
    return FALSE;

  link = chl_settings_name_to_path (folder, name);
  if (g_file_test (link, G_FILE_TEST_EXISTS) || g_file_test (link, G_FILE_TEST_IS_SYMLINK))
    {
      g_autofree char *shown = chl_file_dup_shown_path (link);

      g_set_error (error, CHL_ERROR, CHL_ERROR_INVALID, _("%s is there already"), shown);
      return FALSE;
    }

  copy = chl_json_merge_patch (NULL, root);

  return write_root (path, copy, ABSENT, out_digest, error);
}

/**
 * chl_settings_file_remove:
 * @folder: (type filename): the settings folder
 * @name: a name
 * @out_digest_before: (out): a digest of what was there
 * @error: (out) (optional): see chl_settings_store_remove_async()
 *
 * Returns: whether it is gone
 */
gboolean
chl_settings_file_remove (const char *folder,
                          const char *name,
                          char      **out_digest_before,
                          GError    **error)
{
  g_autoptr(ChlFileLock) lock = NULL;
  g_autoptr(ChlSettingsFile) file = NULL;
  g_autofree char *before = NULL;
  g_autofree char *link = NULL;
  g_autofree char *path = NULL;

  if (!(lock = lock_name (folder, name, &path, error)))
    return FALSE;

  file = chl_settings_file_load (folder, name, &before);
  link = chl_settings_name_to_path (folder, name);
  if (!chl_file_remove (link, error))
    return FALSE;

  *out_digest_before = g_steal_pointer (&before);

  return TRUE;
}
