/* chl-open-later.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-open-later"

#include "config.h"

#include "chl-open-later.h"

/* While the page in front slides away, what was opened would stay where the button was. */
static gboolean
is_in_place (GtkWidget *button)
{
  GtkWidget *leaflet = gtk_widget_get_ancestor (button, ADW_TYPE_LEAFLET);

  return gtk_widget_get_mapped (button) &&
         (leaflet == NULL || !adw_leaflet_get_child_transition_running (ADW_LEAFLET (leaflet)));
}

static gboolean
open_cb (GtkWidget     *button,
         GdkFrameClock *clock,
         gpointer       user_data)
{
  if (!is_in_place (button))
    return G_SOURCE_CONTINUE;

  gtk_widget_grab_focus (button);
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));

  return G_SOURCE_REMOVE;
}

/**
 * chl_open_later:
 * @button: a button, in sight or about to be
 *
 * Opens what belongs to @button when it has come to rest, and puts the focus on it: that is where it
 * goes back to.
 */
void
chl_open_later (GtkMenuButton *button)
{
  g_return_if_fail (GTK_IS_MENU_BUTTON (button));

  gtk_widget_add_tick_callback (GTK_WIDGET (button), open_cb, NULL, NULL);
}
