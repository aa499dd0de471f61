/* chl-version-switch.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-version-switch"

#include "config.h"

#include "chl-version-switch.h"

#include <glib/gi18n-lib.h>

#include "chl-transcript.h"

/**
 * ChlVersionSwitch:
 *
 * ‹ 2/3 ›: which version of a turn is shown, and the way to the others. Only there where there are
 * others.
 */
struct _ChlVersionSwitch
{
  AdwBin parent_instance;

  ChlConversation *conversation;    /* (owned) (nullable) until it is set */
  ChlMessage      *message;         /* (owned) (nullable) until it is set */
  GtkLabel        *label;           /* (unowned) template child */
  GtkWidget       *previous_button; /* (unowned) template child */
  GtkWidget       *next_button;     /* (unowned) template child */
};

G_DEFINE_FINAL_TYPE (ChlVersionSwitch, chl_version_switch, ADW_TYPE_BIN)

static void
update (ChlVersionSwitch *self)
{
  guint            n_versions = 0;
  guint            version;
  g_autofree char *text = NULL;
  g_autofree char *spoken = NULL;

  version = chl_conversation_get_version (self->conversation, chl_message_get_id (self->message),
                                          &n_versions);
  text = g_strdup_printf ("%u/%u", version, n_versions);
  /* Translators: said by a screen reader. */
  spoken = g_strdup_printf (_("Version %u of %u"), version, n_versions);
  gtk_label_set_label (self->label, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->label), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  spoken, -1);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "version.previous", version > 1);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "version.next", version < n_versions);
  gtk_widget_set_visible (GTK_WIDGET (self), n_versions > 1);
}

static ChlVersionSwitch *
find_switch (GtkWidget *widget)
{
  ChlVersionSwitch *found = NULL;

  if (CHL_IS_VERSION_SWITCH (widget))
    return CHL_VERSION_SWITCH (widget);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_switch (child);

  return found;
}

/* Whoever goes through the versions goes on where the next one stands. */
static void
focus_next (GtkWidget *turn,
            gboolean   is_forward)
{
  ChlVersionSwitch *self = turn != NULL ? find_switch (turn) : NULL;

  if (self == NULL)
    return;

  if (!gtk_widget_grab_focus (is_forward ? self->next_button : self->previous_button))
    gtk_widget_grab_focus (is_forward ? self->previous_button : self->next_button);
}

/* This switch goes with its turn when another version is chosen. */
static void
flip_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  ChlVersionSwitch *self = CHL_VERSION_SWITCH (widget);
  g_autoptr(ChlConversation) conversation = g_object_ref (self->conversation);
  GtkWidget  *transcript = gtk_widget_get_ancestor (widget, CHL_TYPE_TRANSCRIPT);
  GtkWidget  *focus = gtk_root_get_focus (gtk_widget_get_root (widget));
  gboolean    has_focus = focus != NULL && gtk_widget_is_ancestor (focus, widget);
  gboolean    is_forward = g_str_equal (action_name, "version.next");
  const char *id = chl_message_get_id (self->message);
  guint       version = chl_conversation_get_version (conversation, id, NULL);
  ChlMessage *other;

  other = chl_conversation_find_version (conversation, id, is_forward ? version + 1 : version - 1);
  if (other == NULL)
    return;

  chl_conversation_choose (conversation, chl_message_get_id (other));
  if (has_focus && transcript != NULL)
    focus_next (chl_transcript_find_turn (CHL_TRANSCRIPT (transcript), chl_message_get_id (other)),
                is_forward);
}

static void
chl_version_switch_dispose (GObject *object)
{
  ChlVersionSwitch *self = CHL_VERSION_SWITCH (object);

  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), CHL_TYPE_VERSION_SWITCH);
  g_clear_object (&self->conversation);
  g_clear_object (&self->message);

  G_OBJECT_CLASS (chl_version_switch_parent_class)->dispose (object);
}

static void
chl_version_switch_class_init (ChlVersionSwitchClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chl_version_switch_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/chl-version-switch.ui");
  gtk_widget_class_bind_template_child (widget_class, ChlVersionSwitch, label);
  gtk_widget_class_bind_template_child (widget_class, ChlVersionSwitch, previous_button);
  gtk_widget_class_bind_template_child (widget_class, ChlVersionSwitch, next_button);
  gtk_widget_class_install_action (widget_class, "version.previous", NULL, flip_action);
  gtk_widget_class_install_action (widget_class, "version.next", NULL, flip_action);
}

static void
chl_version_switch_init (ChlVersionSwitch *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * chl_version_switch_set_message:
 * @self: a switch that has none yet
 * @conversation: the chat
 * @message: one version of a turn of it
 */
void
chl_version_switch_set_message (ChlVersionSwitch *self,
                                ChlConversation  *conversation,
                                ChlMessage       *message)
{
  g_return_if_fail (CHL_IS_VERSION_SWITCH (self));
  g_return_if_fail (CHL_IS_CONVERSATION (conversation));
  g_return_if_fail (CHL_IS_MESSAGE (message));
  g_return_if_fail (self->message == NULL);

  self->conversation = g_object_ref (conversation);
  self->message = g_object_ref (message);
  g_signal_connect_object (conversation, "message-added", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  update (self);
}
