/* chl-composer.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-composer"

#include "config.h"

#include "chl-composer.h"

#include <glib/gi18n-lib.h>

#include "chl-attachments.h"

/* The text grows to this part of the window's height, and no less than these pixels. */
#define MAX_PART 3
#define MIN_MAX_HEIGHT 96

struct _ChlComposer
{
  AdwBin parent_instance;

  GtkTextView       *view;          /* (unowned) template child */
  GtkScrolledWindow *scrolled;      /* (unowned) template child */
  GtkLabel          *placeholder;   /* (unowned) template child */
  ChlAttachments    *attachments;   /* (unowned) template child */
  GtkWidget         *notice;        /* (unowned) template child */
  GtkLabel          *notice_label;  /* (unowned) template child */
  GtkButton         *notice_button; /* (unowned) template child */
  GtkStack          *send_stack;    /* (unowned) template child */
  gboolean           has_obstacle;
  gboolean           is_busy;
  gboolean           tells_to_wait;
  gboolean           is_composing; /* an input method shows what it will insert */
};

G_DEFINE_FINAL_TYPE (ChlComposer, chl_composer, ADW_TYPE_BIN)

enum
{
  SIGNAL_SEND,
  SIGNAL_STOP,
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gboolean
has_text (ChlComposer *self)
{
  GtkTextIter iter;

  gtk_text_buffer_get_start_iter (gtk_text_view_get_buffer (self->view), &iter);
  while (g_unichar_isspace (gtk_text_iter_get_char (&iter)) && gtk_text_iter_forward_char (&iter))
    ;

  return !gtk_text_iter_is_end (&iter);
}

static void
update_send (ChlComposer *self)
{
  gboolean can_send = !self->is_busy && !self->has_obstacle &&
                      (has_text (self) || !chl_attachments_is_empty (self->attachments));
  gboolean is_empty = gtk_text_buffer_get_char_count (gtk_text_view_get_buffer (self->view)) == 0;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "composer.send", can_send);
  gtk_widget_set_visible (GTK_WIDGET (self->placeholder), is_empty && !self->is_composing);
}

static void
say (ChlComposer *self,
     const char  *sentence)
{
  self->tells_to_wait = FALSE;
  gtk_label_set_label (self->notice_label, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->notice_button), FALSE);
  gtk_widget_set_visible (self->notice, sentence != NULL);
}

static void
buffer_changed_cb (ChlComposer *self)
{
  if (!self->has_obstacle)
    say (self, NULL);
  update_send (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
preedit_changed_cb (ChlComposer *self,
                    const char  *preedit)
{
  self->is_composing = *preedit != '\0';
  update_send (self);
}

/* Nothing that was typed is lost; but it is not sent, and whoever sees no button cannot know why. */
static void
tell_to_wait (ChlComposer *self)
{
  if (!self->is_busy || self->has_obstacle || !has_text (self))
    return;

  say (self, _("An answer is coming. Wait for its end, or stop it with Esc."));
  self->tells_to_wait = TRUE;
  gtk_widget_error_bell (GTK_WIDGET (self->view));
}

static gboolean
key_cb (GtkEventControllerKey *controller,
        guint                  keyval,
        guint                  keycode,
        GdkModifierType        state,
        ChlComposer           *self)
{
  gboolean is_enter = keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter ||
                      keyval == GDK_KEY_ISO_Enter;

  /* Enter belongs to the input method while it has something to insert. */
  if (self->is_composing)
    return GDK_EVENT_PROPAGATE;

  if (keyval == GDK_KEY_Escape && self->is_busy)
    {
      g_signal_emit (self, signals[SIGNAL_STOP], 0);
      return GDK_EVENT_STOP;
    }

  if (is_enter && (state & (GDK_SHIFT_MASK | GDK_ALT_MASK)) == 0)
    {
      tell_to_wait (self);
      gtk_widget_activate_action (GTK_WIDGET (self), "composer.send", NULL);
      return GDK_EVENT_STOP;
    }

  return GDK_EVENT_PROPAGATE;
}

static void
send_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  g_signal_emit (widget, signals[SIGNAL_SEND], 0);
}

static void
stop_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  g_signal_emit (widget, signals[SIGNAL_STOP], 0);
}

static void
attach_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  chl_attachments_choose (CHL_COMPOSER (widget)->attachments);
}

static void
attachments_changed_cb (ChlComposer *self)
{
  update_send (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
paste_cb (ChlComposer *self)
{
  if (chl_attachments_paste (self->attachments, gtk_widget_get_clipboard (GTK_WIDGET (self))))
    g_signal_stop_emission_by_name (self->view, "paste-clipboard");
}

static void
layout_cb (ChlComposer *self,
           int          width,
           int          height)
{
  gtk_scrolled_window_set_max_content_height (self->scrolled, MAX (height / MAX_PART, MIN_MAX_HEIGHT));
}

static void
chl_composer_realize (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (chl_composer_parent_class)->realize (widget);

  g_signal_connect_object (gtk_native_get_surface (gtk_widget_get_native (widget)), "layout",
                           G_CALLBACK (layout_cb), widget, G_CONNECT_SWAPPED);
}

static void
chl_composer_unrealize (GtkWidget *widget)
{
  g_signal_handlers_disconnect_by_func (gtk_native_get_surface (gtk_widget_get_native (widget)),
                                        layout_cb, widget);

  GTK_WIDGET_CLASS (chl_composer_parent_class)->unrealize (widget);
}

static gboolean
chl_composer_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (CHL_COMPOSER (widget)->view));
}

/* GTK offers the focus to what is around it on the way back, which would bring it to the text again. */
static gboolean
chl_composer_focus (GtkWidget       *widget,
                    GtkDirectionType direction)
{
  return gtk_widget_child_focus (adw_bin_get_child (ADW_BIN (widget)), direction);
}

static void
chl_composer_dispose (GObject *object)
{
  ChlComposer *self = CHL_COMPOSER (object);

  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), CHL_TYPE_COMPOSER);

  G_OBJECT_CLASS (chl_composer_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/chl-composer.ui");
  gtk_widget_class_bind_template_child (widget_class, ChlComposer, view);
  gtk_widget_class_bind_template_child (widget_class, ChlComposer, scrolled);
  gtk_widget_class_bind_template_child (widget_class, ChlComposer, placeholder);
  gtk_widget_class_bind_template_child (widget_class, ChlComposer, attachments);
  gtk_widget_class_bind_template_child (widget_class, ChlComposer, notice);
  gtk_widget_class_bind_template_child (widget_class, ChlComposer, notice_label);
  gtk_widget_class_bind_template_child (widget_class, ChlComposer, notice_button);
  gtk_widget_class_bind_template_child (widget_class, ChlComposer, send_stack);
  gtk_widget_class_bind_template_callback (widget_class, key_cb);
  gtk_widget_class_bind_template_callback (widget_class, paste_cb);
  gtk_widget_class_bind_template_callback (widget_class, preedit_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, attachments_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, say);
}

static void
chl_composer_class_init (ChlComposerClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = chl_composer_dispose;
  widget_class->realize = chl_composer_realize;
  widget_class->unrealize = chl_composer_unrealize;
  widget_class->grab_focus = chl_composer_grab_focus;
  widget_class->focus = chl_composer_focus;

  signals[SIGNAL_SEND] =
    g_signal_new ("send", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);
  signals[SIGNAL_STOP] =
    g_signal_new ("stop", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);
  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);

  g_type_ensure (CHL_TYPE_ATTACHMENTS);
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "composer.send", NULL, send_action);
  gtk_widget_class_install_action (widget_class, "composer.stop", NULL, stop_action);
  gtk_widget_class_install_action (widget_class, "composer.attach", NULL, attach_action);
}

static void
chl_composer_init (ChlComposer *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (gtk_text_view_get_buffer (self->view), "changed",
                           G_CALLBACK (buffer_changed_cb), self, G_CONNECT_SWAPPED);
  update_send (self);
}

/**
 * chl_composer_new:
 *
 * Returns: (transfer floating): a new, empty #ChlComposer
 */
GtkWidget *
chl_composer_new (void)
{
  return g_object_new (CHL_TYPE_COMPOSER, NULL);
}

/**
 * chl_composer_dup_text:
 * @self: a composer
 *
 * Returns: (transfer full): what is written there
 */
char *
chl_composer_dup_text (ChlComposer *self)
{
  GtkTextBuffer *buffer;
  GtkTextIter    begin;
  GtkTextIter    end;

  g_return_val_if_fail (CHL_IS_COMPOSER (self), NULL);

  buffer = gtk_text_view_get_buffer (self->view);
  gtk_text_buffer_get_bounds (buffer, &begin, &end);
  return gtk_text_buffer_get_text (buffer, &begin, &end, FALSE);
}

/**
 * chl_composer_set_text:
 * @self: a composer
 * @text: (nullable): what to write there
 */
void
chl_composer_set_text (ChlComposer *self,
                       const char  *text)
{
  g_return_if_fail (CHL_IS_COMPOSER (self));

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->view), text != NULL ? text : "", -1);
}

/**
 * chl_composer_get_attachments:
 * @self: a composer
 *
 * Returns: (transfer none): the pictures to be sent
 */
ChlAttachments *
chl_composer_get_attachments (ChlComposer *self)
{
  g_return_val_if_fail (CHL_IS_COMPOSER (self), NULL);

  return self->attachments;
}

/**
 * chl_composer_clear:
 * @self: a composer
 *
 * Takes out the text and the pictures.
 */
void
chl_composer_clear (ChlComposer *self)
{
  g_return_if_fail (CHL_IS_COMPOSER (self));

  chl_attachments_clear (self->attachments);
  chl_composer_set_text (self, NULL);
}

/**
 * chl_composer_set_busy:
 * @self: a composer
 * @is_busy: whether an answer is coming, so that Send is Stop
 */
void
chl_composer_set_busy (ChlComposer *self,
                       gboolean     is_busy)
{
  g_return_if_fail (CHL_IS_COMPOSER (self));

  self->is_busy = is_busy;
  if (!is_busy && self->tells_to_wait)
    say (self, NULL);
  gtk_stack_set_visible_child_name (self->send_stack, is_busy ? "stop" : "send");
  update_send (self);
}

/* An action and another one's target do not go together, not even for a moment. */
static void
set_action (GtkActionable *actionable,
            const char    *detailed_name)
{
  g_autofree char *name = NULL;
  g_autoptr(GVariant) target = NULL;

  g_action_parse_detailed_name (detailed_name, &name, &target, NULL);
  gtk_actionable_set_action_name (actionable, NULL);
  gtk_actionable_set_action_target_value (actionable, target);
  gtk_actionable_set_action_name (actionable, name);
}

/**
 * chl_composer_set_obstacle:
 * @self: a composer
 * @sentence: (nullable): why nothing can be sent; %NULL if it can
 * @label: (nullable): what the button that helps says
 * @action_name: (nullable): what that button does
 */
void
chl_composer_set_obstacle (ChlComposer *self,
                           const char  *sentence,
                           const char  *label,
                           const char  *action_name)
{
  g_return_if_fail (CHL_IS_COMPOSER (self));

  if (sentence != NULL || self->has_obstacle)
    say (self, sentence);

  self->has_obstacle = sentence != NULL;
  if (sentence != NULL && label != NULL && action_name != NULL)
    {
      gtk_button_set_label (self->notice_button, label);
      /* In a narrow window with large text there is no room for it beside the sentence. */
      gtk_label_set_wrap (GTK_LABEL (gtk_button_get_child (self->notice_button)), TRUE);
      set_action (GTK_ACTIONABLE (self->notice_button), action_name);
      gtk_widget_set_visible (GTK_WIDGET (self->notice_button), TRUE);
    }
  update_send (self);
}

static gboolean
drop_cb (ChlComposer  *self,
         const GValue *value,
         double        x,
         double        y)
{
  return chl_attachments_take_value (self->attachments, value);
}

/**
 * chl_composer_take_drops:
 * @self: a composer
 * @widget: a widget around it
 *
 * Takes files and pictures that are dropped anywhere on @widget.
 */
void
chl_composer_take_drops (ChlComposer *self,
                         GtkWidget   *widget)
{
  GType          drop_types[] = { GDK_TYPE_FILE_LIST, GDK_TYPE_TEXTURE };
  GtkDropTarget *target;

  g_return_if_fail (CHL_IS_COMPOSER (self));
  g_return_if_fail (GTK_IS_WIDGET (widget));

  target = gtk_drop_target_new (G_TYPE_INVALID, GDK_ACTION_COPY);
  gtk_drop_target_set_gtypes (target, drop_types, G_N_ELEMENTS (drop_types));
  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (target));
}
