/* chl-file-lock.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ChlFileLock:
 *
 * Keeps other Chatelaine programs from writing the same file. Held by the process; gone with it.
 */
typedef struct _ChlFileLock ChlFileLock;

ChlFileLock *chl_file_lock_acquire (const char *path,
                                    GError    **error) G_GNUC_WARN_UNUSED_RESULT;
void         chl_file_lock_release (ChlFileLock *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChlFileLock, chl_file_lock_release)

G_END_DECLS
