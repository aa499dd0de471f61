/* chl-settings-watch.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * ChlSettingsWatch:
 *
 * Tells that something happened to the settings files, by name, whoever did it. Folders that
 * come later are watched from then on.
 */
typedef struct _ChlSettingsWatch ChlSettingsWatch;

/**
 * ChlSettingsWatchFunc:
 * @names: (nullable): the names that something happened to, or %NULL if it may be any
 * @user_data: closure
 */
typedef void (*ChlSettingsWatchFunc) (const char *const *names,
                                      gpointer           user_data);

ChlSettingsWatch *chl_settings_watch_new (const char          *folder,
                                          ChlSettingsWatchFunc func,
                                          gpointer             user_data);
void              chl_settings_watch_free (ChlSettingsWatch *self);
void              chl_settings_watch_set_target (ChlSettingsWatch *self,
                                                 const char       *name,
                                                 const char       *target);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChlSettingsWatch, chl_settings_watch_free)

G_END_DECLS
