/* chl-ui-test.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Begins a test program with widgets: folders of its own, no animations. */
void chl_ui_test_init (int    *argc,
                       char ***argv);

/* Runs the main loop until something holds; fails the test if it never does. */
typedef gboolean (*ChlUiTestFunc) (gpointer user_data);

void       chl_ui_test_wait (ChlUiTestFunc func,
                             gpointer      user_data);
void       chl_ui_test_settle (void);
void       chl_ui_test_finalize (gpointer object);
gboolean   chl_ui_test_find_languages (void);
void       chl_ui_test_wait_frames (GtkWidget *widget);
void       chl_ui_test_scale_text (int factor);
int        chl_ui_test_get_least_width (GtkWidget *widget);
GtkWidget *chl_ui_test_find (GtkWidget  *root,
                             GType       type,
                             const char *label);
gboolean   chl_ui_test_press (GtkWidget      *widget,
                              guint           keyval,
                              GdkModifierType state);
gboolean   chl_ui_test_press_binding (GtkWidget      *widget,
                                      guint           keyval,
                                      GdkModifierType state);

G_END_DECLS
