/* chl-settings-name.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-settings-name"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chl-error.h"
#include "chl-settings-file.h"

#define SUFFIX ".json"
#define MAX_ID_LENGTH 64

/**
 * chl_settings_id_is_valid:
 * @id: (nullable): what somebody calls a provider
 *
 * Returns: whether @id matches ^[a-z0-9][a-z0-9_-]{0,63}$
 */
gboolean
chl_settings_id_is_valid (const char *id)
{
  gsize length = id != NULL ? strlen (id) : 0;

  if (length == 0 || length > MAX_ID_LENGTH || id[0] == '_' || id[0] == '-')
    return FALSE;

  return strspn (id, "abcdefghijklmnopqrstuvwxyz0123456789_-") == length;
}

/**
 * chl_settings_name_is_valid:
 * @name: (nullable): the name of a settings file, or of a document in the cache
 *
 * Returns: whether @name is "ID" or "providers.d/ID"
 */
gboolean
chl_settings_name_is_valid (const char *name)
{
  if (name != NULL && g_str_has_prefix (name, CHL_SETTINGS_PROVIDERS "/"))
    name += strlen (CHL_SETTINGS_PROVIDERS "/");

  return chl_settings_id_is_valid (name);
}

/**
 * chl_settings_name_check:
 * @name: the name of a settings file
 * @error: (out) (optional): %CHL_ERROR_INVALID
 *
 * Returns: whether @name is valid
 */
gboolean
chl_settings_name_check (const char *name,
                         GError    **error)
{
  g_autofree char *shown = NULL;

  if (chl_settings_name_is_valid (name))
    return TRUE;

  shown = g_filename_display_name (name);
  g_set_error (error, CHL_ERROR, CHL_ERROR_INVALID,
               /* Translators: %s is a file's or a provider's name */
               _("“%s” cannot be used as a name: up to 64 small letters, digits, “-” and “_” are "
                 "allowed, and it begins with a letter or a digit"),
                  shown);

  return FALSE;
}

/**
 * chl_settings_name_to_path:
 * @folder: (type filename): the settings folder
 * @name: the name of a settings file
 *
 * Returns: (transfer full) (type filename): where it is
 */
char *
chl_settings_name_to_path (const char *folder,
                           const char *name)
{
  g_autofree char *file_name = g_strconcat (name, SUFFIX, NULL);

  return g_build_filename (folder, file_name, NULL);
}

/**
 * chl_settings_name_from_file:
 * @subfolder: (nullable): %CHL_SETTINGS_PROVIDERS, or %NULL for the settings folder itself
 * @file_name: (type filename): what lies there
 *
 * The names that editors give to copies and to what they are about to write are none of ours.
 *
 * Returns: (transfer full) (nullable) (type filename): its name, which need not be valid; %NULL if
 *   it is no settings file
 */
char *
chl_settings_name_from_file (const char *subfolder,
                             const char *file_name)
{
  g_autofree char *base = NULL;

  if (file_name[0] == '.' || !g_str_has_suffix (file_name, SUFFIX))
    return NULL;

  base = g_strndup (file_name, strlen (file_name) - strlen (SUFFIX));
  if (subfolder == NULL)
    return g_steal_pointer (&base);

  return g_strconcat (subfolder, "/", base, NULL);
}

static void
list_folder (const char *folder,
             const char *subfolder,
             GPtrArray  *names)
{
  g_autofree char *path = g_build_filename (folder, subfolder, NULL);
  g_autoptr(GDir) dir = g_dir_open (path, 0, NULL);
  const char *file_name;

  while (dir != NULL && (file_name = g_dir_read_name (dir)))
    {
      g_autofree char *name = chl_settings_name_from_file (subfolder, file_name);

      /* In the outer folder lies what others like; in ours a bad name is somebody's slip. */
      if (name != NULL && (subfolder != NULL || chl_settings_name_is_valid (name)))
        g_ptr_array_add (names, g_steal_pointer (&name));
    }
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/**
 * chl_settings_list_names:
 * @folder: (type filename): the settings folder
 *
 * Returns: (transfer container) (element-type filename): the names of all settings files there are,
 *   sorted, with those that are not valid
 */
GPtrArray *
chl_settings_list_names (const char *folder)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  list_folder (folder, CHL_SETTINGS_PROVIDERS, names);
  list_folder (folder, NULL, names);
  g_ptr_array_sort (names, compare_names);

  return g_steal_pointer (&names);
}
