/* settings-fixture.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "chl-engine.h"
#include "chl-provider-list.h"
#include "chl-settings-window.h"
#include "chl-world.h"

G_BEGIN_DECLS

/* The real thing, in folders of its own, with a settings window on the screen. */
typedef struct
{
  ChlWorld          *world;
  ChlEngine         *engine;
  ChlProviderList   *providers;
  ChlSettingsWindow *window;
} SettingsFixture;

int          settings_fixture_run (int    argc,
                                   char **argv,
                                   void (*add_tests) (void));
void         settings_fixture_start (SettingsFixture *fixture);
void         settings_fixture_open (SettingsFixture *fixture);
void         settings_fixture_close (SettingsFixture *fixture);
void         settings_fixture_close_window (SettingsFixture *fixture);
ChlProvider *settings_fixture_add (SettingsFixture *fixture,
                                   const char      *id,
                                   const char      *endpoint);
ChlModel    *settings_fixture_add_model (ChlProvider *provider,
                                         const char  *id,
                                         ChlModelUse  use,
                                         gboolean     is_on);
GtkWidget   *settings_fixture_find (SettingsFixture *fixture,
                                    GType            type,
                                    const char      *label);
gboolean     settings_fixture_shows (GtkWidget  *root,
                                     const char *text);

G_END_DECLS
