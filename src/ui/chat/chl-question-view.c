/* chl-question-view.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-question-view"

#include "config.h"

#include "chl-question-view.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chl-picture.h"
#include "chl-question-editor.h"
#include "chl-version-switch.h"

/* Pictures beside a question are shown no larger than this, logical pixels. */
#define PICTURE_SIZE 220

/**
 * ChlQuestionView:
 *
 * One turn of the person, as a bubble that can be copied and edited.
 */
struct _ChlQuestionView
{
  AdwBin parent_instance;

  ChlMessage       *message;  /* (owned) */
  GtkStack         *stack;    /* (unowned) template child */
  GtkWidget        *column;   /* (unowned) template child */
  ChlTextPiece     *piece;    /* (unowned) template child */
  GtkBox           *pictures; /* (unowned) template child */
  GtkWidget        *editor;   /* (unowned) (nullable) child of the stack, once there was an edit */
  ChlVersionSwitch *versions; /* (unowned) template child */
};

G_DEFINE_FINAL_TYPE (ChlQuestionView, chl_question_view, ADW_TYPE_BIN)

static void
copy_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  ChlQuestionView *self = CHL_QUESTION_VIEW (widget);
  g_autofree char *text = chl_message_dup_text (self->message);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
  gtk_widget_activate_action (widget, "win.toast", "s", _("Question copied"));
}

static void
edit_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  chl_question_view_edit (CHL_QUESTION_VIEW (widget));
}

static void
cancel_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  ChlQuestionView *self = CHL_QUESTION_VIEW (widget);

  gtk_stack_set_visible_child_name (self->stack, "bubble");
}

static void
send_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  ChlQuestionView *self = CHL_QUESTION_VIEW (widget);
  g_autofree char *text = NULL;

  if (self->editor == NULL)
    return;

  text = g_strstrip (chl_question_editor_dup_text (CHL_QUESTION_EDITOR (self->editor)));
  if (*text == '\0')
    return;

  gtk_stack_set_visible_child_name (self->stack, "bubble");
  gtk_widget_activate_action (widget, "chat.edit", "(ss)", chl_message_get_id (self->message), text);
}

/*
 * The bubble, and what can be done with it, stand at the end of the line, each as wide as it likes to
 * be. A vertical #GtkBox that is aligned there sets the text dozens of times: it searches for the
 * width that goes with the height it got.
 */
static int
get_child_width (GtkWidget *child,
                 int        room)
{
  int least;
  int wanted;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least, &wanted, NULL, NULL);

  return room < 0 ? wanted : MAX (least, MIN (wanted, room));
}

static GtkSizeRequestMode
get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
measure (GtkWidget     *widget,
         GtkOrientation orientation,
         int            for_size,
         int           *minimum,
         int           *natural,
         int           *minimum_baseline,
         int           *natural_baseline)
{
  *minimum = *natural = 0;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int least;
      int wanted;

      if (!gtk_widget_should_layout (child))
        continue;

      if (orientation == GTK_ORIENTATION_HORIZONTAL)
        {
          gtk_widget_measure (child, orientation, -1, &least, &wanted, NULL, NULL);
          *minimum = MAX (*minimum, least);
          *natural = MAX (*natural, wanted);
        }
      else
        {
          gtk_widget_measure (child, orientation, get_child_width (child, for_size), &least, &wanted,
                              NULL, NULL);
          *minimum += least;
          *natural += wanted;
        }
    }
}

static void
allocate (GtkWidget *widget,
          int        width,
          int        height,
          int        baseline)
{
  gboolean is_rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int      y = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkAllocation place = { 0, y, 0, 0 };

      if (!gtk_widget_should_layout (child))
        continue;

      place.width = get_child_width (child, width);
      place.x = is_rtl ? 0 : width - place.width;
      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, place.width, NULL, &place.height, NULL,
                          NULL);
      gtk_widget_size_allocate (child, &place, -1);
      y += place.height;
    }
}

static void
chl_question_view_dispose (GObject *object)
{
  ChlQuestionView *self = CHL_QUESTION_VIEW (object);

  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), CHL_TYPE_QUESTION_VIEW);
  g_clear_object (&self->message);

  G_OBJECT_CLASS (chl_question_view_parent_class)->dispose (object);
}

static void
chl_question_view_class_init (ChlQuestionViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chl_question_view_dispose;

  g_type_ensure (CHL_TYPE_TEXT_PIECE);
  g_type_ensure (CHL_TYPE_VERSION_SWITCH);
  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/chl-question-view.ui");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_bind_template_child (widget_class, ChlQuestionView, stack);
  gtk_widget_class_bind_template_child (widget_class, ChlQuestionView, column);
  gtk_widget_class_bind_template_child (widget_class, ChlQuestionView, piece);
  gtk_widget_class_bind_template_child (widget_class, ChlQuestionView, pictures);
  gtk_widget_class_bind_template_child (widget_class, ChlQuestionView, versions);
  gtk_widget_class_install_action (widget_class, "question.copy", NULL, copy_action);
  gtk_widget_class_install_action (widget_class, "question.edit", NULL, edit_action);
  gtk_widget_class_install_action (widget_class, "question.cancel", NULL, cancel_action);
  gtk_widget_class_install_action (widget_class, "question.send", NULL, send_action);
}

static void
chl_question_view_init (ChlQuestionView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_layout_manager (self->column,
                                 gtk_custom_layout_new (get_request_mode, measure, allocate));
  gtk_label_set_natural_wrap_mode (chl_text_piece_get_label (self->piece), GTK_NATURAL_WRAP_NONE);
}

static void
show_pictures (ChlQuestionView *self)
{
  guint n_parts = chl_message_get_n_parts (self->message);

  for (guint i = 0; i < n_parts; i++)
    {
      ChlPart    *part = chl_message_get_part (self->message, i);
      ChlPartKind kind = chl_part_get_kind (part);

      if (kind == CHL_PART_IMAGE || kind == CHL_PART_FILE || kind == CHL_PART_AUDIO)
        gtk_box_append (self->pictures, chl_picture_new (part, PICTURE_SIZE));
    }

  gtk_widget_set_visible (GTK_WIDGET (self->pictures),
                          gtk_widget_get_first_child (GTK_WIDGET (self->pictures)) != NULL);
}

/**
 * chl_question_view_new:
 * @conversation: the chat
 * @message: a question in it
 *
 * Returns: (transfer floating): a new #ChlQuestionView
 */
GtkWidget *
chl_question_view_new (ChlConversation *conversation,
                       ChlMessage      *message)
{
  ChlQuestionView *self;
  g_autofree char *text = NULL;

  g_return_val_if_fail (CHL_IS_CONVERSATION (conversation), NULL);
  g_return_val_if_fail (CHL_IS_MESSAGE (message), NULL);

  self = g_object_new (CHL_TYPE_QUESTION_VIEW, NULL);
  self->message = g_object_ref (message);
  text = chl_message_dup_text (message);
  chl_text_piece_set_text (self->piece, text, strlen (text), NULL, 0);
  gtk_widget_set_visible (GTK_WIDGET (self->piece), *text != '\0');
  show_pictures (self);
  chl_version_switch_set_message (self->versions, conversation, message);
  return GTK_WIDGET (self);
}

ChlMessage *
chl_question_view_get_message (ChlQuestionView *self)
{
  g_return_val_if_fail (CHL_IS_QUESTION_VIEW (self), NULL);

  return self->message;
}

/* Returns: (transfer none): what the question is written in. */
ChlTextPiece *
chl_question_view_get_piece (ChlQuestionView *self)
{
  g_return_val_if_fail (CHL_IS_QUESTION_VIEW (self), NULL);

  return self->piece;
}

/**
 * chl_question_view_edit:
 * @self: a question
 *
 * Lets the person write another version of it.
 */
void
chl_question_view_edit (ChlQuestionView *self)
{
  g_autofree char *text = NULL;

  g_return_if_fail (CHL_IS_QUESTION_VIEW (self));

  /* A chat has many questions, of which few are ever edited. */
  if (self->editor == NULL)
    {
      self->editor = chl_question_editor_new ();
      gtk_stack_add_named (self->stack, self->editor, "editor");
    }

  text = chl_message_dup_text (self->message);
  gtk_stack_set_visible_child (self->stack, self->editor);
  chl_question_editor_begin (CHL_QUESTION_EDITOR (self->editor), text);
}

/* Returns: whether another version is being written. */
gboolean
chl_question_view_is_edited (ChlQuestionView *self)
{
  g_return_val_if_fail (CHL_IS_QUESTION_VIEW (self), FALSE);

  return g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "editor") == 0;
}
