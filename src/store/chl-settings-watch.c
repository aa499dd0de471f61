/* chl-settings-watch.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-settings-watch"

#include "config.h"

#include "chl-settings-watch.h"

#include "chl-settings-file.h"

/* One save of an editor is five events; what comes within this time is looked at once. */
#define GATHER_MS 100

struct _ChlSettingsWatch
{
  char                *folder; /* (owned) (not nullable) */
  ChlSettingsWatchFunc func;
  gpointer             user_data; /* (unowned) */

  GFileMonitor *outer;     /* (owned) (nullable) tells when the folder itself comes or goes */
  GFileMonitor *inner;     /* (owned) (nullable) the folder */
  GFileMonitor *providers; /* (owned) (nullable) its subfolder */
  GHashTable   *targets;   /* (owned) (element-type utf8 GFileMonitor) where links lead, by name */

  GHashTable *names; /* (owned) (element-type utf8) what to tell next; a set */
  GSource    *timer; /* (owned) (nullable) */
  gboolean    is_any;
};

static void arm_folders (ChlSettingsWatch *self);

static void
free_monitor (GFileMonitor *monitor)
{
  g_file_monitor_cancel (monitor);
  g_object_unref (monitor);
}

static gboolean
tell_cb (gpointer user_data)
{
  ChlSettingsWatch *self = user_data;
  g_autoptr(GHashTable) told = g_steal_pointer (&self->names);
  g_autofree const char **names = NULL;
  gboolean                is_any = self->is_any;

  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->is_any = FALSE;
  g_clear_pointer (&self->timer, g_source_unref);

  names = (const char **) g_hash_table_get_keys_as_array (told, NULL);
  self->func (is_any ? NULL : names, self->user_data);

  return G_SOURCE_REMOVE;
}

static void
start_timer (ChlSettingsWatch *self)
{
  g_autoptr(GMainContext) context = NULL;

  if (self->timer != NULL)
    return;

  context = g_main_context_ref_thread_default ();
  self->timer = g_timeout_source_new (GATHER_MS);
  g_source_set_callback (self->timer, tell_cb, self, NULL);
  g_source_attach (self->timer, context);
}

static void
gather (ChlSettingsWatch *self,
        const char       *name)
{
  if (name != NULL)
    g_hash_table_add (self->names, g_strdup (name));
  else
    self->is_any = TRUE;

  start_timer (self);
}

/*
 * GLib 2.74: a folder that is moved away and back may be lost to its monitor for some seconds. What
 * it then tells is only that the folder itself is there again.
 */
static void
gather_file (ChlSettingsWatch *self,
             const char       *folder,
             const char       *subfolder,
             GFile            *file)
{
  g_autofree char *base = g_file_get_basename (file);
  g_autofree char *folder_base = g_path_get_basename (folder);
  g_autofree char *name = base != NULL ? chl_settings_name_from_file (subfolder, base) : NULL;

  if (g_strcmp0 (base, folder_base) == 0)
    gather (self, NULL);
  else if (name != NULL && (subfolder != NULL || chl_settings_name_is_valid (name)))
    gather (self, name);
}

static void
providers_changed_cb (GFileMonitor     *monitor,
                      GFile            *file,
                      GFile            *other_file,
                      GFileMonitorEvent event,
                      gpointer          user_data)
{
  gather_file (user_data, CHL_SETTINGS_PROVIDERS, CHL_SETTINGS_PROVIDERS, file);
}

static void
inner_changed_cb (GFileMonitor     *monitor,
                  GFile            *file,
                  GFile            *other_file,
                  GFileMonitorEvent event,
                  gpointer          user_data)
{
  ChlSettingsWatch *self = user_data;
  g_autofree char  *base = g_file_get_basename (file);

  if (g_strcmp0 (base, CHL_SETTINGS_PROVIDERS) != 0)
    gather_file (self, self->folder, NULL, file);
  else if (event == G_FILE_MONITOR_EVENT_CREATED || event == G_FILE_MONITOR_EVENT_DELETED)
    arm_folders (self);
}

static void
outer_changed_cb (GFileMonitor     *monitor,
                  GFile            *file,
                  GFile            *other_file,
                  GFileMonitorEvent event,
                  gpointer          user_data)
{
  if (event == G_FILE_MONITOR_EVENT_CREATED || event == G_FILE_MONITOR_EVENT_DELETED)
    arm_folders (user_data);
}

static void
target_changed_cb (GFileMonitor     *monitor,
                   GFile            *file,
                   GFile            *other_file,
                   GFileMonitorEvent event,
                   gpointer          user_data)
{
  ChlSettingsWatch *self = user_data;

  gather (self, g_object_get_data (G_OBJECT (monitor), "chl-name"));
}

/* Returns: (transfer full) (nullable): %NULL if there is no such folder, or no way to watch it. */
static GFileMonitor *
monitor_folder (ChlSettingsWatch *self,
                const char       *path,
                GCallback         callback)
{
  g_autoptr(GFile) file = g_file_new_for_path (path);
  GFileMonitor *monitor;

  if (!g_file_test (path, G_FILE_TEST_IS_DIR))
    return NULL;

  monitor = g_file_monitor_directory (file, G_FILE_MONITOR_NONE, NULL, NULL);
  if (monitor != NULL)
    g_signal_connect (monitor, "changed", callback, self);

  return monitor;
}

/* A monitor belongs to a folder, not to its name: one that comes back is watched anew. */
static void
arm_folders (ChlSettingsWatch *self)
{
  g_autofree char *providers = g_build_filename (self->folder, CHL_SETTINGS_PROVIDERS, NULL);

  g_clear_pointer (&self->inner, free_monitor);
  g_clear_pointer (&self->providers, free_monitor);
  self->inner = monitor_folder (self, self->folder, G_CALLBACK (inner_changed_cb));
  self->providers = monitor_folder (self, providers, G_CALLBACK (providers_changed_cb));

  gather (self, NULL);
}

/**
 * chl_settings_watch_new:
 * @folder: (type filename): the settings folder, which need not be there yet
 * @func: called in the thread-default context of the caller, never before this returns
 * @user_data: closure
 *
 * Returns: (transfer full): a new watch
 */
ChlSettingsWatch *
chl_settings_watch_new (const char          *folder,
                        ChlSettingsWatchFunc func,
                        gpointer             user_data)
{
  ChlSettingsWatch *self;
  g_autoptr(GFile) file = NULL;

  g_return_val_if_fail (folder != NULL, NULL);
  g_return_val_if_fail (func != NULL, NULL);

  self = g_new0 (ChlSettingsWatch, 1);
  self->folder = g_strdup (folder);
  self->func = func;
  self->user_data = user_data;
  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->targets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                         (GDestroyNotify) free_monitor);

  file = g_file_new_for_path (folder);
  self->outer = g_file_monitor_file (file, G_FILE_MONITOR_NONE, NULL, NULL);
  if (self->outer != NULL)
    g_signal_connect (self->outer, "changed", G_CALLBACK (outer_changed_cb), self);
  arm_folders (self);

  return self;
}

/**
 * chl_settings_watch_free:
 * @self: (transfer full): a watch
 */
void
chl_settings_watch_free (ChlSettingsWatch *self)
{
  g_return_if_fail (self != NULL);

  if (self->timer != NULL)
    g_source_destroy (self->timer);
  g_clear_pointer (&self->timer, g_source_unref);
  g_clear_pointer (&self->outer, free_monitor);
  g_clear_pointer (&self->inner, free_monitor);
  g_clear_pointer (&self->providers, free_monitor);
  g_hash_table_unref (self->targets);
  g_hash_table_unref (self->names);
  g_free (self->folder);
  g_free (self);
}

/**
 * chl_settings_watch_set_target:
 * @self: a watch
 * @name: a settings file
 * @target: (nullable) (type filename): the file that its symbolic link leads to, if it is one
 *
 * A change to what a link points at is no event in the link's folder.
 */
void
chl_settings_watch_set_target (ChlSettingsWatch *self,
                               const char       *name,
                               const char       *target)
{
  g_autoptr(GFile) file = NULL;
  GFileMonitor *monitor;

  g_return_if_fail (self != NULL);
  g_return_if_fail (name != NULL);

  if (target == NULL)
    {
      g_hash_table_remove (self->targets, name);
      return;
    }

  monitor = g_hash_table_lookup (self->targets, name);
  if (monitor != NULL &&
      g_strcmp0 (g_object_get_data (G_OBJECT (monitor), "chl-target"), target) == 0)
    return;

  file = g_file_new_for_path (target);
  monitor = g_file_monitor_file (file, G_FILE_MONITOR_NONE, NULL, NULL);
  if (monitor == NULL)
    return;

  g_object_set_data_full (G_OBJECT (monitor), "chl-name", g_strdup (name), g_free);
  g_object_set_data_full (G_OBJECT (monitor), "chl-target", g_strdup (target), g_free);
  g_signal_connect (monitor, "changed", G_CALLBACK (target_changed_cb), self);
  g_hash_table_replace (self->targets, g_strdup (name), monitor);
}
