/* chl-sidebar-row.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-sidebar-row"

#include "config.h"

#include "chl-sidebar-row.h"

#include <glib/gi18n-lib.h>

#include "chl-format.h"
#include "chl-names.h"

/**
 * ChlSidebarRow:
 *
 * One row of the list of chats: a chat, or a heading.
 */
struct _ChlSidebarRow
{
  AdwBin parent_instance;

  ChlEngine       *engine;       /* (owned) (not nullable) */
  ChlConversation *conversation; /* (owned) (nullable) a heading has none */
  GBindingGroup   *bindings;     /* (owned) from conversation to children */
  GSignalGroup    *signals;      /* (owned) on conversation */
  GtkStack        *stack;        /* (unowned) template child */
  GtkLabel        *heading;      /* (unowned) template child */
  GtkLabel        *title;        /* (unowned) template child */
  GtkLabel        *when;         /* (unowned) template child */
  GtkLabel        *model;        /* (unowned) template child */
  GtkImage        *pin;          /* (unowned) template child */
  GtkSpinner      *spinner;      /* (unowned) template child */
};

G_DEFINE_FINAL_TYPE (ChlSidebarRow, chl_sidebar_row, ADW_TYPE_BIN)

static void
update_facts (ChlSidebarRow *self)
{
  g_autofree char *when = NULL;
  g_autofree char *model = NULL;

  if (self->conversation == NULL)
    return;

  when = chl_format_when (chl_conversation_get_updated_us (self->conversation),
                          chl_engine_get_now_us (self->engine));
  model = chl_names_dup_chat_model (self->engine, self->conversation);
  gtk_label_set_label (self->when, when);
  gtk_label_set_label (self->model, model != NULL ? model : "");
}

/* Carried out by the sidebar; the row only knows which chat is meant. */
static void
show_menu (ChlSidebarRow *self)
{
  if (self->conversation != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "chats.menu", "s",
                                chl_conversation_get_id (self->conversation));
}

static void
secondary_click_cb (GtkGestureClick *gesture,
                    int              n_press,
                    double           x,
                    double           y,
                    ChlSidebarRow   *self)
{
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  show_menu (self);
}

static void
long_press_cb (GtkGestureLongPress *gesture,
               double               x,
               double               y,
               ChlSidebarRow       *self)
{
  show_menu (self);
}

static gboolean
transform_title (GBinding     *binding,
                 const GValue *from,
                 GValue       *to,
                 gpointer      user_data)
{
  const char *title = g_value_get_string (from);

  g_value_set_string (to, title != NULL && *title != '\0' ? title : _("New Chat"));
  return TRUE;
}

static void
chl_sidebar_row_dispose (GObject *object)
{
  ChlSidebarRow *self = CHL_SIDEBAR_ROW (object);

  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), CHL_TYPE_SIDEBAR_ROW);
  g_clear_object (&self->bindings);
  g_clear_object (&self->signals);
  g_clear_object (&self->conversation);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (chl_sidebar_row_parent_class)->dispose (object);
}

static void
chl_sidebar_row_class_init (ChlSidebarRowClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = chl_sidebar_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/chl-sidebar-row.ui");
  gtk_widget_class_bind_template_child (widget_class, ChlSidebarRow, stack);
  gtk_widget_class_bind_template_child (widget_class, ChlSidebarRow, heading);
  gtk_widget_class_bind_template_child (widget_class, ChlSidebarRow, title);
  gtk_widget_class_bind_template_child (widget_class, ChlSidebarRow, when);
  gtk_widget_class_bind_template_child (widget_class, ChlSidebarRow, model);
  gtk_widget_class_bind_template_child (widget_class, ChlSidebarRow, pin);
  gtk_widget_class_bind_template_child (widget_class, ChlSidebarRow, spinner);
  gtk_widget_class_bind_template_callback (widget_class, secondary_click_cb);
  gtk_widget_class_bind_template_callback (widget_class, long_press_cb);
}

static void
chl_sidebar_row_init (ChlSidebarRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->bindings = g_binding_group_new ();
  g_binding_group_bind_full (self->bindings, "title", self->title, "label",
                             G_BINDING_SYNC_CREATE, transform_title, NULL, NULL, NULL);
  g_binding_group_bind (self->bindings, "title", self->title, "tooltip-text",
                        G_BINDING_SYNC_CREATE);
  g_binding_group_bind (self->bindings, "is-pinned", self->pin, "visible", G_BINDING_SYNC_CREATE);
  g_binding_group_bind (self->bindings, "is-busy", self->spinner, "visible", G_BINDING_SYNC_CREATE);
  g_binding_group_bind (self->bindings, "is-busy", self->spinner, "spinning", G_BINDING_SYNC_CREATE);

  self->signals = g_signal_group_new (CHL_TYPE_CONVERSATION);
  g_signal_group_connect_swapped (self->signals, "notify::updated-us",
                                  G_CALLBACK (update_facts), self);
  g_signal_group_connect_swapped (self->signals, "notify::model", G_CALLBACK (update_facts), self);
  g_signal_group_connect_swapped (self->signals, "notify::last-model",
                                  G_CALLBACK (update_facts), self);
}

/**
 * chl_sidebar_row_new:
 * @engine: knows the models' names and the time
 *
 * Returns: (transfer floating): a new #ChlSidebarRow that shows nothing yet
 */
GtkWidget *
chl_sidebar_row_new (ChlEngine *engine)
{
  ChlSidebarRow *self;

  g_return_val_if_fail (CHL_IS_ENGINE (engine), NULL);

  self = g_object_new (CHL_TYPE_SIDEBAR_ROW, NULL);
  self->engine = g_object_ref (engine);
  return GTK_WIDGET (self);
}

/**
 * chl_sidebar_row_get_conversation:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): the chat it shows
 */
ChlConversation *
chl_sidebar_row_get_conversation (ChlSidebarRow *self)
{
  g_return_val_if_fail (CHL_IS_SIDEBAR_ROW (self), NULL);

  return self->conversation;
}

/**
 * chl_sidebar_row_set_conversation:
 * @self: a row
 * @conversation: (nullable): what it shows; %NULL lets go of the chat
 */
void
chl_sidebar_row_set_conversation (ChlSidebarRow   *self,
                                  ChlConversation *conversation)
{
  g_return_if_fail (CHL_IS_SIDEBAR_ROW (self));

  g_set_object (&self->conversation, conversation);
  g_binding_group_set_source (self->bindings, conversation);
  g_signal_group_set_target (self->signals, conversation);
  update_facts (self);
  gtk_stack_set_visible_child_name (self->stack, "chat");
}

/**
 * chl_sidebar_row_set_heading:
 * @self: a row
 * @heading: what it says
 */
void
chl_sidebar_row_set_heading (ChlSidebarRow *self,
                             const char    *heading)
{
  g_return_if_fail (CHL_IS_SIDEBAR_ROW (self));

  chl_sidebar_row_set_conversation (self, NULL);
  gtk_label_set_label (self->heading, heading);
  gtk_stack_set_visible_child_name (self->stack, "heading");
}
