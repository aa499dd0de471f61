/* chl-file.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ChlFileFlags:
 * @CHL_FILE_NORMAL: whole or not at all, as long as the system keeps running
 * @CHL_FILE_DURABLE: ... and also when the power goes. Only one writer at a time: the caller holds
 *   the #ChlFileLock of the file
 * @CHL_FILE_PROBE: no name is given to it; only whether the disk takes it is asked
 */
typedef enum
{
  CHL_FILE_NORMAL,
  CHL_FILE_DURABLE,
  CHL_FILE_PROBE,
} ChlFileFlags;

void     chl_file_set_read_error (GError    **error,
                                  const char *path,
                                  int         system_error);
void     chl_file_set_write_error (GError    **error,
                                   const char *path,
                                   int         system_error);
char    *chl_file_dup_shown_path (const char *path);
gboolean chl_file_make_folder (const char *folder,
                               GError    **error);
char    *chl_file_resolve (const char *path,
                           GError    **error);
gboolean chl_file_read (const char *path,
                        gsize       max_bytes,
                        GBytes    **out_bytes,
                        GError    **error);
gboolean chl_file_replace (const char  *path,
                           const char  *text,
                           gsize        length,
                           ChlFileFlags flags,
                           GError     **error);
gboolean chl_file_has_room (const char *path);
gboolean chl_file_remove (const char *path,
                          GError    **error);

G_END_DECLS
