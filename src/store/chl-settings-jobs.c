/* chl-settings-jobs.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-settings-jobs"

#include "config.h"

#include "chl-settings-jobs.h"

#include "chl-file.h"
#include "chl-settings-file.h"
#include "chl-settings-known.h"

void
chl_settings_job_free (ChlSettingsJob *job)
{
  g_free (job->name);
  g_clear_pointer (&job->root, json_node_unref);
  g_free (job);
}

void
chl_settings_look_free (ChlSettingsLook *look)
{
  g_strfreev (look->names);
  g_clear_pointer (&look->changed, g_ptr_array_unref);
  g_clear_pointer (&look->links, g_ptr_array_unref);
  g_free (look);
}

void
chl_settings_load_all_job (GTask   *task,
                           gpointer context)
{
  ChlSettingsKnown *known = context;
  const char       *folder = chl_settings_known_get_folder (known);
  g_autoptr(GPtrArray) names = chl_settings_list_names (folder);
  g_autoptr(GPtrArray) files =
               g_ptr_array_new_with_free_func ((GDestroyNotify) chl_settings_file_free);

  for (guint i = 0; i < names->len; i++)
    {
      const char      *name = g_ptr_array_index (names, i);
      g_autofree char *digest = NULL;

      g_ptr_array_add (files, chl_settings_file_load (folder, name, &digest));
      chl_settings_known_note_read (known, name, digest);
    }
  chl_settings_known_set_complete (known);

  g_task_return_pointer (task, g_steal_pointer (&files), (GDestroyNotify) g_ptr_array_unref);
}

void
chl_settings_load_job (GTask   *task,
                       gpointer context)
{
  ChlSettingsKnown *known = context;
  ChlSettingsJob   *job = g_task_get_task_data (task);
  g_autofree char  *digest = NULL;
  ChlSettingsFile  *file;

  file = chl_settings_file_load (chl_settings_known_get_folder (known), job->name, &digest);
  chl_settings_known_note_read (known, job->name, digest);

  g_task_return_pointer (task, file, (GDestroyNotify) chl_settings_file_free);
}

void
chl_settings_merge_job (GTask   *task,
                        gpointer context)
{
  ChlSettingsKnown *known = context;
  ChlSettingsJob   *job = g_task_get_task_data (task);
  g_autofree char  *before = NULL;
  g_autofree char  *after = NULL;
  g_autoptr(GError) error = NULL;
  JsonNode *root;

  root = chl_settings_file_merge (chl_settings_known_get_folder (known), job->name, job->root,
                                  &before, &after, &error);
  if (root == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  chl_settings_known_note_write (known, job->name, before, after);
  g_task_return_pointer (task, root, (GDestroyNotify) json_node_unref);
}

void
chl_settings_create_job (GTask   *task,
                         gpointer context)
{
  ChlSettingsKnown *known = context;
  ChlSettingsJob   *job = g_task_get_task_data (task);
  g_autofree char  *after = NULL;
  g_autoptr(GError) error = NULL;

  if (!chl_settings_file_create (chl_settings_known_get_folder (known), job->name, job->root,
                                 &after, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  chl_settings_known_note_write (known, job->name, "", after);
  g_task_return_boolean (task, TRUE);
}

void
chl_settings_remove_job (GTask   *task,
                         gpointer context)
{
  ChlSettingsKnown *known = context;
  ChlSettingsJob   *job = g_task_get_task_data (task);
  g_autofree char  *before = NULL;
  g_autoptr(GError) error = NULL;

  if (!chl_settings_file_remove (chl_settings_known_get_folder (known), job->name, &before, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  chl_settings_known_note_write (known, job->name, before, "");
  g_task_return_boolean (task, TRUE);
}

void
chl_settings_look_job (GTask   *task,
                       gpointer context)
{
  ChlSettingsKnown *known = context;
  ChlSettingsLook  *look = g_task_get_task_data (task);
  const char       *folder = chl_settings_known_get_folder (known);
  gboolean          is_all = look->names == NULL;

  if (is_all)
    look->names = chl_settings_known_dup_names (known);

  look->changed = g_ptr_array_new_with_free_func (g_free);
  look->links = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; look->names[i] != NULL; i++)
    {
      const char      *name = look->names[i];
      g_autofree char *path = chl_settings_name_to_path (folder, name);
      g_autofree char *target = chl_file_resolve (path, NULL);

      if (chl_settings_known_look (known, name))
        g_ptr_array_add (look->changed, g_strdup (name));
      g_ptr_array_add (look->links, g_strdup (name));
      g_ptr_array_add (look->links,
                       g_strcmp0 (path, target) != 0 ? g_steal_pointer (&target) : NULL);
    }
  if (is_all)
    chl_settings_known_set_complete (known);

  g_task_return_boolean (task, TRUE);
}
