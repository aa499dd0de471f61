/* chl-link-popover.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-link-popover"

#include "config.h"

#include "chl-link-popover.h"

#include <glib/gi18n-lib.h>

#include "chl-link.h"

/**
 * ChlLinkPopover:
 *
 * Shows where a link leads before anything is opened. The words of a link are the model's; the
 * address says what it is.
 */
struct _ChlLinkPopover
{
  GtkPopover parent_instance;

  char         *uri;         /* (owned) (nullable) until it is set */
  GCancellable *cancellable; /* (owned) */
  GtkLabel     *address;     /* (unowned) template child */
  GtkWidget    *warning;     /* (unowned) template child */
  GtkWidget    *open_button; /* (unowned) template child */
};

G_DEFINE_FINAL_TYPE (ChlLinkPopover, chl_link_popover, GTK_TYPE_POPOVER)

static void
opened_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  if (g_app_info_launch_default_for_uri_finish (result, &error) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_debug ("Cannot open an address: %s", error->message);
  gtk_widget_activate_action (GTK_WIDGET (user_data), "win.toast", "s",
                              _("No application could open the address"));
}

static void
open_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  ChlLinkPopover *self = CHL_LINK_POPOVER (widget);
  g_autoptr(GAppLaunchContext) context = NULL;

  if (self->uri == NULL || !chl_link_can_open (self->uri))
    return;

  context = G_APP_LAUNCH_CONTEXT (gdk_display_get_app_launch_context (gtk_widget_get_display (widget)));
  g_app_info_launch_default_for_uri_async (self->uri, context, self->cancellable, opened_cb, self);
  gtk_popover_popdown (GTK_POPOVER (self));
}

static void
copy_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  ChlLinkPopover *self = CHL_LINK_POPOVER (widget);

  if (self->uri == NULL)
    return;

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), self->uri);
  gtk_widget_activate_action (widget, "win.toast", "s", _("Link copied"));
  gtk_popover_popdown (GTK_POPOVER (self));
}

static void
chl_link_popover_dispose (GObject *object)
{
  ChlLinkPopover *self = CHL_LINK_POPOVER (object);

  g_cancellable_cancel (self->cancellable);
  gtk_popover_set_child (GTK_POPOVER (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), CHL_TYPE_LINK_POPOVER);

  G_OBJECT_CLASS (chl_link_popover_parent_class)->dispose (object);
}

static void
chl_link_popover_finalize (GObject *object)
{
  ChlLinkPopover *self = CHL_LINK_POPOVER (object);

  g_clear_pointer (&self->uri, g_free);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (chl_link_popover_parent_class)->finalize (object);
}

static void
chl_link_popover_class_init (ChlLinkPopoverClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = chl_link_popover_dispose;
  object_class->finalize = chl_link_popover_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/chl-link-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, ChlLinkPopover, address);
  gtk_widget_class_bind_template_child (widget_class, ChlLinkPopover, warning);
  gtk_widget_class_bind_template_child (widget_class, ChlLinkPopover, open_button);
  gtk_widget_class_install_action (widget_class, "address.open", NULL, open_action);
  gtk_widget_class_install_action (widget_class, "address.copy", NULL, copy_action);
}

static void
chl_link_popover_init (ChlLinkPopover *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_popover_set_default_widget (GTK_POPOVER (self), self->open_button);
}

/**
 * chl_link_popover_new:
 *
 * Returns: (transfer floating): a new #ChlLinkPopover, to be given a parent
 */
GtkWidget *
chl_link_popover_new (void)
{
  return g_object_new (CHL_TYPE_LINK_POPOVER, NULL);
}

/**
 * chl_link_popover_set_link:
 * @self: a popover
 * @uri: an address that can be opened
 * @text: (nullable): the words that lead there
 */
void
chl_link_popover_set_link (ChlLinkPopover *self,
                           const char     *uri,
                           const char     *text)
{
  g_autofree char *markup = NULL;

  g_return_if_fail (CHL_IS_LINK_POPOVER (self));
  g_return_if_fail (uri != NULL);

  g_free (self->uri);
  self->uri = g_strdup (uri);
  markup = chl_link_dup_markup (uri);
  gtk_label_set_markup (self->address, markup);
  gtk_widget_set_visible (self->warning, chl_link_is_disguised (uri, text));
}
