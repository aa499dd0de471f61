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
 *
 * GtkListView keeps some two hundred rows alive, however few of them are seen, and measures each.
 * So a row is empty and as high as one that is not (style.css) until it is seen for the first time,
 * what few rows have is made when they need it, and long texts are inscriptions, which need not be
 * measured.
 */
struct _ChlSidebarRow
{
  GtkWidget parent_instance;

  ChlEngine       *engine;       /* (owned) (not nullable) */
  ChlConversation *conversation; /* (owned) (nullable) a heading has none */
  GSignalGroup    *signals;      /* (owned) (nullable) on conversation, while it is seen */
  GtkWidget       *child;        /* (unowned) (nullable) chat or heading */
  GtkWidget       *heading;      /* (owned) (nullable) what shows a heading */
  GtkWidget       *chat;         /* (owned) (nullable) what shows a chat */
  GtkBox          *line;         /* (unowned) (nullable) in chat */
  GtkInscription  *title;        /* (unowned) (nullable) in line */
  GtkLabel        *when;         /* (unowned) (nullable) in line */
  GtkInscription  *model;        /* (unowned) (nullable) in chat */
  GtkWidget       *pin;          /* (unowned) (nullable) in line */
  GtkWidget       *spinner;      /* (unowned) (nullable) in line */
  gboolean         is_seen;
};

G_DEFINE_FINAL_TYPE (ChlSidebarRow, chl_sidebar_row, GTK_TYPE_WIDGET)

static const char *
get_title (ChlSidebarRow *self)
{
  const char *title = chl_conversation_get_title (self->conversation);

  return title != NULL && *title != '\0' ? title : _("New Chat");
}

static void
update_pin (ChlSidebarRow *self)
{
  gboolean is_pinned = chl_conversation_is_pinned (self->conversation);

  if (self->pin == NULL && is_pinned)
    {
      self->pin = gtk_image_new_from_icon_name ("chl-pin-symbolic");
      gtk_widget_add_css_class (self->pin, "dim-label");
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->pin), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      _("Pinned"), -1);
      gtk_box_insert_child_after (self->line, self->pin, GTK_WIDGET (self->title));
    }

  if (self->pin != NULL)
    gtk_widget_set_visible (self->pin, is_pinned);
}

static void
update_spinner (ChlSidebarRow *self)
{
  gboolean is_busy = chl_conversation_is_busy (self->conversation);

  if (self->spinner == NULL && is_busy)
    {
      self->spinner = gtk_spinner_new ();
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->spinner), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      _("An answer is coming"), -1);
      gtk_box_insert_child_after (self->line, self->spinner, GTK_WIDGET (self->title));
    }

  if (self->spinner != NULL)
    {
      gtk_widget_set_visible (self->spinner, is_busy);
      gtk_spinner_set_spinning (GTK_SPINNER (self->spinner), is_busy);
    }
}

/* What is not seen is looked at when it is. */
static void
update_facts (ChlSidebarRow *self)
{
  g_autofree char *when = NULL;
  g_autofree char *model = NULL;

  if (self->conversation == NULL || self->chat == NULL || !self->is_seen)
    return;

  when = chl_format_when (chl_conversation_get_updated_us (self->conversation),
                          chl_engine_get_now_us (self->engine));
  model = chl_names_dup_chat_model (self->engine, self->conversation);
  gtk_inscription_set_text (self->title, get_title (self));
  /* What is reached by the keys is the row around it. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_parent (GTK_WIDGET (self))),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, get_title (self), -1);
  gtk_label_set_label (self->when, when);
  gtk_inscription_set_text (self->model, model != NULL ? model : "");
  update_pin (self);
  update_spinner (self);
}

static void
ensure_chat (ChlSidebarRow *self)
{
  static const char *const shown[] = {
    "notify::title",
    "notify::updated-us",
    "notify::model",
    "notify::last-model",
    "notify::is-pinned",
    "notify::is-busy",
  };
  g_autoptr(GtkBuilder) builder = NULL;

  if (self->chat != NULL)
    return;

  builder = gtk_builder_new_from_resource (APP_PATH "/ui/chl-sidebar-row.ui");
  self->chat = g_object_ref_sink (GTK_WIDGET (gtk_builder_get_object (builder, "chat")));
  self->line = GTK_BOX (gtk_builder_get_object (builder, "line"));
  self->title = GTK_INSCRIPTION (gtk_builder_get_object (builder, "title"));
  self->when = GTK_LABEL (gtk_builder_get_object (builder, "when"));
  self->model = GTK_INSCRIPTION (gtk_builder_get_object (builder, "model"));

  self->signals = g_signal_group_new (CHL_TYPE_CONVERSATION);
  for (guint i = 0; i < G_N_ELEMENTS (shown); i++)
    g_signal_group_connect_swapped (self->signals, shown[i], G_CALLBACK (update_facts), self);
}

static void
set_child (ChlSidebarRow *self,
           GtkWidget     *child)
{
  if (self->child == child)
    return;

  g_clear_pointer (&self->child, gtk_widget_unparent);
  self->child = child;
  if (child != NULL)
    gtk_widget_set_parent (child, GTK_WIDGET (self));
}

static void
show_chat (ChlSidebarRow *self)
{
  ensure_chat (self);
  self->is_seen = TRUE;
  g_signal_group_set_target (self->signals, self->conversation);
  update_facts (self);
  set_child (self, self->chat);
}

/* The list has all its rows shown before it knows which are to be seen, and places only those. */
static void
chl_sidebar_row_map (GtkWidget *widget)
{
  ChlSidebarRow *self = CHL_SIDEBAR_ROW (widget);

  if (self->conversation != NULL && self->chat != NULL)
    show_chat (self);

  GTK_WIDGET_CLASS (chl_sidebar_row_parent_class)->map (widget);
}

static void
chl_sidebar_row_unmap (GtkWidget *widget)
{
  CHL_SIDEBAR_ROW (widget)->is_seen = FALSE;

  GTK_WIDGET_CLASS (chl_sidebar_row_parent_class)->unmap (widget);
}

static void
chl_sidebar_row_measure (GtkWidget     *widget,
                         GtkOrientation orientation,
                         int            for_size,
                         int           *minimum,
                         int           *natural,
                         int           *minimum_baseline,
                         int           *natural_baseline)
{
  ChlSidebarRow *self = CHL_SIDEBAR_ROW (widget);

  if (self->child != NULL)
    gtk_widget_measure (self->child, orientation, for_size, minimum, natural, NULL, NULL);
}

static void
chl_sidebar_row_size_allocate (GtkWidget *widget,
                               int        width,
                               int        height,
                               int        baseline)
{
  ChlSidebarRow *self = CHL_SIDEBAR_ROW (widget);

  if (self->conversation != NULL && !self->is_seen)
    {
      show_chat (self);
      gtk_widget_measure (self->chat, GTK_ORIENTATION_VERTICAL, width, NULL, NULL, NULL, NULL);
    }

  if (self->child != NULL)
    gtk_widget_allocate (self->child, width, height, baseline, NULL);
}

/* A tooltip that is set asks the server where the pointer is, each time a row gets another chat. */
static gboolean
chl_sidebar_row_query_tooltip (GtkWidget  *widget,
                               int         x,
                               int         y,
                               gboolean    is_by_keyboard,
                               GtkTooltip *tooltip)
{
  ChlSidebarRow *self = CHL_SIDEBAR_ROW (widget);

  if (self->conversation == NULL)
    return FALSE;

  gtk_tooltip_set_text (tooltip, get_title (self));
  return TRUE;
}

static void
chl_sidebar_row_dispose (GObject *object)
{
  ChlSidebarRow *self = CHL_SIDEBAR_ROW (object);

  set_child (self, NULL);
  g_clear_object (&self->heading);
  g_clear_object (&self->chat);
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
  widget_class->map = chl_sidebar_row_map;
  widget_class->unmap = chl_sidebar_row_unmap;
  widget_class->measure = chl_sidebar_row_measure;
  widget_class->size_allocate = chl_sidebar_row_size_allocate;
  widget_class->query_tooltip = chl_sidebar_row_query_tooltip;
}

static void
chl_sidebar_row_init (ChlSidebarRow *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "chat-row");
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
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

  if (conversation != self->conversation)
    self->is_seen = FALSE;
  g_set_object (&self->conversation, conversation);
  if (self->signals != NULL)
    g_signal_group_set_target (self->signals, NULL);
  if (conversation == NULL)
    return;

  gtk_widget_add_css_class (GTK_WIDGET (self), "chat-row");
  if (self->chat != NULL && gtk_widget_get_mapped (GTK_WIDGET (self)))
    show_chat (self);
  else
    set_child (self, self->chat);
}

static GtkWidget *
create_heading (void)
{
  GtkWidget *heading = gtk_label_new (NULL);

  gtk_label_set_ellipsize (GTK_LABEL (heading), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (heading), 0.0f);
  gtk_widget_set_valign (heading, GTK_ALIGN_END);
  gtk_widget_add_css_class (heading, "chat-day");
  gtk_accessible_update_property (GTK_ACCESSIBLE (heading),
                                  GTK_ACCESSIBLE_PROPERTY_ROLE_DESCRIPTION, _("Heading"), -1);

  return heading;
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
  if (self->heading == NULL)
    self->heading = g_object_ref_sink (create_heading ());
  gtk_label_set_label (GTK_LABEL (self->heading), heading);
  gtk_widget_remove_css_class (GTK_WIDGET (self), "chat-row");
  set_child (self, self->heading);
}
