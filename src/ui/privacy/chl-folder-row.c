/* chl-folder-row.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-folder-row"

#include "config.h"

#include "chl-folder-row.h"

#include <glib/gi18n-lib.h>

#include "chl-settings-help.h"

struct _ChlFolderRow
{
  AdwActionRow parent_instance;

  char         *path;        /* (owned) */
  GCancellable *cancellable; /* (owned) */
};

G_DEFINE_FINAL_TYPE (ChlFolderRow, chl_folder_row, ADW_TYPE_ACTION_ROW)

static void
opened_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  ChlFolderRow *self = user_data;
  g_autoptr(GError) error = NULL;

  if (!g_app_info_launch_default_for_uri_finish (result, &error) &&
      !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    chl_settings_toast_error (GTK_WIDGET (self), error);
}

static void
open_cb (ChlFolderRow *self)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *uri = g_filename_to_uri (self->path, NULL, &error);

  if (uri == NULL)
    chl_settings_toast_error (GTK_WIDGET (self), error);
  else
    g_app_info_launch_default_for_uri_async (uri, NULL, self->cancellable, opened_cb, self);
}

static void
chl_folder_row_dispose (GObject *object)
{
  ChlFolderRow *self = CHL_FOLDER_ROW (object);

  g_cancellable_cancel (self->cancellable);

  G_OBJECT_CLASS (chl_folder_row_parent_class)->dispose (object);
}

static void
chl_folder_row_finalize (GObject *object)
{
  ChlFolderRow *self = CHL_FOLDER_ROW (object);

  g_clear_pointer (&self->path, g_free);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (chl_folder_row_parent_class)->finalize (object);
}

static void
chl_folder_row_class_init (ChlFolderRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = chl_folder_row_dispose;
  object_class->finalize = chl_folder_row_finalize;
}

static void
chl_folder_row_init (ChlFolderRow *self)
{
  self->cancellable = g_cancellable_new ();
}

/**
 * chl_folder_row_new:
 * @title: what is in the folder
 * @path: where it is
 *
 * In a browser the folder would open on another screen than the one that was pressed, so there is
 * the path alone.
 *
 * Returns: (transfer floating): a new #ChlFolderRow
 */
GtkWidget *
chl_folder_row_new (const char *title,
                    const char *path)
{
  ChlFolderRow    *self;
  GtkWidget       *button;
  g_autofree char *shown = NULL;
  g_autofree char *name = NULL;

  g_return_val_if_fail (title != NULL && path != NULL, NULL);

  shown = g_filename_display_name (path);
  self = g_object_new (CHL_TYPE_FOLDER_ROW, "use-markup", FALSE, "title", title, "subtitle", shown,
                       NULL);
  self->path = g_strdup (path);
  if (chl_settings_is_remote (GTK_WIDGET (self)))
    return GTK_WIDGET (self);

  button = gtk_button_new_from_icon_name ("chl-folder-symbolic");
  /* Translators: what is in the folder follows. */
  name = g_strdup_printf (_("Open Folder: %s"), title);
  gtk_widget_set_tooltip_text (button, _("Open Folder"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  chl_settings_set_name (button, name);
  g_signal_connect_object (button, "clicked", G_CALLBACK (open_cb), self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), button);

  return GTK_WIDGET (self);
}
