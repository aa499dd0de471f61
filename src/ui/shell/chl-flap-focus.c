/* chl-flap-focus.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-flap-focus"

#include "config.h"

#include "chl-flap-focus.h"

#include "chl-sidebar.h"

typedef struct
{
  AdwFlap   *flap;    /* (unowned) it owns this */
  GtkWidget *before;  /* (unowned) (nullable) weak; what had the focus */
  guint      idle_id; /* source: the flap is there */
} Guide;

static void
free_guide (gpointer data)
{
  Guide *self = data;

  g_clear_handle_id (&self->idle_id, g_source_remove);
  g_clear_weak_pointer (&self->before);
  g_free (self);
}

static gboolean
is_over_content (AdwFlap *flap)
{
  return adw_flap_get_folded (flap) && adw_flap_get_reveal_flap (flap);
}

/* Returns: (nullable): what has the focus in the window of the flap. */
static GtkWidget *
get_focus (Guide *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self->flap));

  return root != NULL ? gtk_root_get_focus (root) : NULL;
}

static gboolean
is_within (GtkWidget *widget,
           GtkWidget *parent)
{
  return widget != NULL && parent != NULL &&
         (widget == parent || gtk_widget_is_ancestor (widget, parent));
}

static void
enter_cb (gpointer user_data)
{
  Guide     *self = user_data;
  GtkWidget *list = adw_flap_get_flap (self->flap);

  self->idle_id = 0;
  if (list != NULL && is_over_content (self->flap) && !is_within (get_focus (self), list))
    chl_sidebar_focus (CHL_SIDEBAR (list));
}

/* What is not in sight yet takes no focus; it has been laid out when there is nothing else to do. */
static void
revealed_cb (Guide *self)
{
  if (is_over_content (self->flap) && adw_flap_get_reveal_progress (self->flap) >= 1 &&
      self->idle_id == 0)
    self->idle_id = g_idle_add_once (enter_cb, self);
}

static void
reveal_cb (Guide *self)
{
  GtkWidget *focus = get_focus (self);
  GtkWidget *inside = adw_flap_get_flap (self->flap);

  if (is_over_content (self->flap))
    {
      g_set_weak_pointer (&self->before, is_within (focus, inside) ? NULL : focus);
      revealed_cb (self);
      return;
    }

  if (!adw_flap_get_folded (self->flap) || !is_within (focus, inside))
    return;

  if (self->before == NULL || !gtk_widget_get_mapped (self->before) ||
      !gtk_widget_grab_focus (self->before))
    gtk_widget_child_focus (adw_flap_get_content (self->flap), GTK_DIR_TAB_FORWARD);
}

/**
 * chl_flap_focus_guide:
 * @flap: a flap with a #ChlSidebar in it
 *
 * When the list is opened over the content, the focus goes into it, and when it is put away, back
 * to what had it. Beside the content it is as any other part of the window.
 */
void
chl_flap_focus_guide (AdwFlap *flap)
{
  Guide *self;

  g_return_if_fail (ADW_IS_FLAP (flap));

  self = g_new0 (Guide, 1);
  self->flap = flap;
  g_object_set_data_full (G_OBJECT (flap), "chl-flap-focus", self, free_guide);
  g_signal_connect_swapped (flap, "notify::reveal-flap", G_CALLBACK (reveal_cb), self);
  g_signal_connect_swapped (flap, "notify::reveal-progress", G_CALLBACK (revealed_cb), self);
}
