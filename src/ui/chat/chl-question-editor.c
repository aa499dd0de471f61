/* chl-question-editor.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-question-editor"

#include "config.h"

#include "chl-question-editor.h"

struct _ChlQuestionEditor
{
  AdwBin parent_instance;

  GtkTextView *editor;       /* (unowned) template child */
  gboolean     is_composing; /* an input method shows what it will insert */
};

G_DEFINE_FINAL_TYPE (ChlQuestionEditor, chl_question_editor, ADW_TYPE_BIN)

static gboolean
key_cb (GtkEventControllerKey *controller,
        guint                  keyval,
        guint                  keycode,
        GdkModifierType        state,
        ChlQuestionEditor     *self)
{
  gboolean is_enter = keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter ||
                      keyval == GDK_KEY_ISO_Enter;

  if (self->is_composing)
    return GDK_EVENT_PROPAGATE;

  if (keyval == GDK_KEY_Escape)
    {
      gtk_widget_activate_action (GTK_WIDGET (self), "question.cancel", NULL);
      return GDK_EVENT_STOP;
    }

  /* As where it was first written. */
  if (is_enter && (state & (GDK_SHIFT_MASK | GDK_ALT_MASK)) == 0)
    {
      gtk_widget_activate_action (GTK_WIDGET (self), "question.send", NULL);
      return GDK_EVENT_STOP;
    }

  return GDK_EVENT_PROPAGATE;
}

static void
preedit_changed_cb (ChlQuestionEditor *self,
                    const char        *preedit)
{
  self->is_composing = *preedit != '\0';
}

static void
chl_question_editor_dispose (GObject *object)
{
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), CHL_TYPE_QUESTION_EDITOR);

  G_OBJECT_CLASS (chl_question_editor_parent_class)->dispose (object);
}

static void
chl_question_editor_class_init (ChlQuestionEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chl_question_editor_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/chl-question-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, ChlQuestionEditor, editor);
  gtk_widget_class_bind_template_callback (widget_class, key_cb);
  gtk_widget_class_bind_template_callback (widget_class, preedit_changed_cb);
}

static void
chl_question_editor_init (ChlQuestionEditor *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * chl_question_editor_new:
 *
 * Returns: (transfer floating): a new, empty #ChlQuestionEditor
 */
GtkWidget *
chl_question_editor_new (void)
{
  return g_object_new (CHL_TYPE_QUESTION_EDITOR, NULL);
}

/**
 * chl_question_editor_begin:
 * @self: an editor that is to be seen
 * @text: what the question is now
 *
 * Puts the cursor into @text.
 */
void
chl_question_editor_begin (ChlQuestionEditor *self,
                           const char        *text)
{
  g_return_if_fail (CHL_IS_QUESTION_EDITOR (self));
  g_return_if_fail (text != NULL);

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->editor), text, -1);
  gtk_widget_grab_focus (GTK_WIDGET (self->editor));
}

/**
 * chl_question_editor_dup_text:
 * @self: an editor
 *
 * Returns: (transfer full): what was written
 */
char *
chl_question_editor_dup_text (ChlQuestionEditor *self)
{
  GtkTextBuffer *buffer;
  GtkTextIter    begin;
  GtkTextIter    end;

  g_return_val_if_fail (CHL_IS_QUESTION_EDITOR (self), NULL);

  buffer = gtk_text_view_get_buffer (self->editor);
  gtk_text_buffer_get_bounds (buffer, &begin, &end);

  return gtk_text_buffer_get_text (buffer, &begin, &end, FALSE);
}
