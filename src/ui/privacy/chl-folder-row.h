/* chl-folder-row.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define CHL_TYPE_FOLDER_ROW (chl_folder_row_get_type ())

/* A folder, and the way to look into it. */
G_DECLARE_FINAL_TYPE (ChlFolderRow, chl_folder_row, CHL, FOLDER_ROW, AdwActionRow)

GtkWidget *chl_folder_row_new (const char *title,
                               const char *path);

G_END_DECLS
