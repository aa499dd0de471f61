/* chl-settings-help.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "chl-engine.h"
#include "chl-keys.h"

G_BEGIN_DECLS

void        chl_settings_toast (GtkWidget  *widget,
                                const char *text);
void        chl_settings_toast_error (GtkWidget    *widget,
                                      const GError *error);
gboolean    chl_settings_is_remote (GtkWidget *widget);
void        chl_settings_set_name (GtkWidget  *widget,
                                   const char *name);
void        chl_settings_clear_key (GtkEditable *entry);
gboolean    chl_settings_check_key (ChlSecret *secret,
                                    GError   **error);
void        chl_settings_show_choices (AdwComboRow     *row,
                                       const ChlOption *option);
GtkWidget  *chl_settings_create_chip (const char *text,
                                      const char *tooltip);
void        chl_settings_set_chip (GtkLabel *chip, ChlProvider *provider);
char       *chl_settings_dup_ago (gint64 then_us,
                                  gint64 now_us);
char       *chl_settings_dup_sentence (const char *words);
char       *chl_settings_dup_facts (ChlEngine   *engine,
                                    ChlProvider *provider);
char       *chl_settings_dup_models_on (ChlProvider *provider);
char       *chl_settings_dup_users (ChlEngine   *engine,
                                    ChlProvider *provider);
char       *chl_settings_dup_path (ChlEngine   *engine,
                                   ChlProvider *provider);
const char *chl_settings_find_variable (GType family);
const char *chl_settings_get_key_icon (ChlKeyState state);
void        chl_settings_save (GtkWidget   *widget,
                               ChlEngine   *engine,
                               ChlProvider *provider);

G_END_DECLS
