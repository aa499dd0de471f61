/* chl-rename-popover.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-rename-popover"

#include "config.h"

#include "chl-rename-popover.h"

struct _ChlRenamePopover
{
  GtkPopover parent_instance;

  ChlConversation *chat;  /* (owned) (nullable) whose name is being typed */
  GtkEntry        *entry; /* (unowned) template child */
};

G_DEFINE_FINAL_TYPE (ChlRenamePopover, chl_rename_popover, GTK_TYPE_POPOVER)

static void
done_cb (ChlRenamePopover *self)
{
  g_autofree char *title = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry)));

  g_strstrip (title);
  if (self->chat != NULL && *title != '\0')
    chl_conversation_set_title (self->chat, title);

  g_clear_object (&self->chat);
  gtk_popover_popdown (GTK_POPOVER (self));
}

static void
chl_rename_popover_dispose (GObject *object)
{
  ChlRenamePopover *self = CHL_RENAME_POPOVER (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), CHL_TYPE_RENAME_POPOVER);
  g_clear_object (&self->chat);

  G_OBJECT_CLASS (chl_rename_popover_parent_class)->dispose (object);
}

static void
chl_rename_popover_class_init (ChlRenamePopoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chl_rename_popover_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/chl-rename-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, ChlRenamePopover, entry);
  gtk_widget_class_bind_template_callback (widget_class, done_cb);
}

static void
chl_rename_popover_init (ChlRenamePopover *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * chl_rename_popover_new:
 *
 * Returns: (transfer floating): a new #ChlRenamePopover
 */
GtkWidget *
chl_rename_popover_new (void)
{
  return g_object_new (CHL_TYPE_RENAME_POPOVER, NULL);
}

/**
 * chl_rename_popover_open:
 * @self: a popover that points at something
 * @chat: the chat to rename
 *
 * Shows the name it has, to be typed over.
 */
void
chl_rename_popover_open (ChlRenamePopover *self,
                         ChlConversation  *chat)
{
  const char *title;

  g_return_if_fail (CHL_IS_RENAME_POPOVER (self));
  g_return_if_fail (CHL_IS_CONVERSATION (chat));

  g_set_object (&self->chat, chat);
  title = chl_conversation_get_title (chat);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), title != NULL ? title : "");
  gtk_popover_popup (GTK_POPOVER (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}
