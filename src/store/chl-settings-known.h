/* chl-settings-known.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ChlSettingsKnown:
 *
 * What the settings files held when they were last looked at, as digests: tells a change by
 * somebody else from the echo of our own. Lives on the worker.
 */
typedef struct _ChlSettingsKnown ChlSettingsKnown;

ChlSettingsKnown *chl_settings_known_new (const char *folder);
void              chl_settings_known_free (ChlSettingsKnown *self);
const char       *chl_settings_known_get_folder (ChlSettingsKnown *self);
void              chl_settings_known_note_read (ChlSettingsKnown *self,
                                                const char       *name,
                                                const char       *digest);
void              chl_settings_known_note_write (ChlSettingsKnown *self,
                                                 const char       *name,
                                                 const char       *digest_before,
                                                 const char       *digest_after);
GStrv             chl_settings_known_dup_names (ChlSettingsKnown *self);
gboolean          chl_settings_known_look (ChlSettingsKnown *self,
                                           const char       *name);
void              chl_settings_known_set_complete (ChlSettingsKnown *self);

G_END_DECLS
