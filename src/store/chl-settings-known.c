/* chl-settings-known.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-settings-known"

#include "config.h"

#include "chl-settings-known.h"

#include "chl-settings-file.h"

struct _ChlSettingsKnown
{
  char       *folder;  /* (owned) (not nullable) */
  GHashTable *digests; /* (owned) (element-type filename utf8) by name */
  gboolean    is_complete;
};

/**
 * chl_settings_known_new:
 * @folder: (type filename): the settings folder
 *
 * Returns: (transfer full): new, knowing nothing
 */
ChlSettingsKnown *
chl_settings_known_new (const char *folder)
{
  ChlSettingsKnown *self = g_new0 (ChlSettingsKnown, 1);

  self->folder = g_strdup (folder);
  self->digests = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  return self;
}

void
chl_settings_known_free (ChlSettingsKnown *self)
{
  g_hash_table_unref (self->digests);
  g_free (self->folder);
  g_free (self);
}

const char *
chl_settings_known_get_folder (ChlSettingsKnown *self)
{
  return self->folder;
}

/**
 * chl_settings_known_note_read:
 * @self: what is known
 * @name: (type filename): a file that was read
 * @digest: of its content
 *
 * Only the first sight counts: a change that one reader has seen is still news to the others.
 */
void
chl_settings_known_note_read (ChlSettingsKnown *self,
                              const char       *name,
                              const char       *digest)
{
  if (!g_hash_table_contains (self->digests, name))
    g_hash_table_insert (self->digests, g_strdup (name), g_strdup (digest));
}

/**
 * chl_settings_known_note_write:
 * @self: what is known
 * @name: a file that was written
 * @digest_before: of what was there
 * @digest_after: of what is there now
 *
 * If somebody else wrote meanwhile, our own write carries their change, and is then told as theirs.
 */
void
chl_settings_known_note_write (ChlSettingsKnown *self,
                               const char       *name,
                               const char       *digest_before,
                               const char       *digest_after)
{
  const char *known = g_hash_table_lookup (self->digests, name);

  if (known == NULL || g_str_equal (known, digest_before))
    g_hash_table_insert (self->digests, g_strdup (name), g_strdup (digest_after));
}

/**
 * chl_settings_known_dup_names:
 * @self: what is known
 *
 * Returns: (transfer full) (array zero-terminated=1): the names of all files, those that are there
 *   and those that were
 */
GStrv
chl_settings_known_dup_names (ChlSettingsKnown *self)
{
  g_autoptr(GPtrArray) there = chl_settings_list_names (self->folder);
  g_autoptr(GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  GStrvBuilder  *builder = g_strv_builder_new ();
  GHashTableIter iter;
  gpointer       name;
  GStrv          result;

  for (guint i = 0; i < there->len; i++)
    g_hash_table_add (names, g_ptr_array_index (there, i));
  g_hash_table_iter_init (&iter, self->digests);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    g_hash_table_add (names, name);

  g_hash_table_iter_init (&iter, names);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    g_strv_builder_add (builder, name);
  result = g_strv_builder_end (builder);
  g_strv_builder_unref (builder);

  return result;
}

/**
 * chl_settings_known_set_complete:
 * @self: what is known
 *
 * All files there are were seen: a file that nobody saw yet is news from now on.
 */
void
chl_settings_known_set_complete (ChlSettingsKnown *self)
{
  self->is_complete = TRUE;
}

/**
 * chl_settings_known_look:
 * @self: what is known
 * @name: (type filename): a file
 *
 * Returns: whether it holds something else than what is known
 */
gboolean
chl_settings_known_look (ChlSettingsKnown *self,
                         const char       *name)
{
  g_autofree char *digest = NULL;
  g_autoptr(ChlSettingsFile) file = chl_settings_file_load (self->folder, name, &digest);
  const char *known = g_hash_table_lookup (self->digests, name);
  gboolean    is_news;

  if (known == NULL)
    is_news = self->is_complete && (file->root != NULL || file->error != NULL);
  else
    is_news = !g_str_equal (known, digest);

  if (known == NULL || is_news)
    g_hash_table_insert (self->digests, g_strdup (name), g_strdup (digest));

  return is_news;
}
