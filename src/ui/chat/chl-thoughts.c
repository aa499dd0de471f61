/* chl-thoughts.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-thoughts"

#include "config.h"

#include "chl-thoughts.h"

#include <glib/gi18n-lib.h>

#include "chl-text-blocks.h"

/**
 * ChlThoughts:
 *
 * What a model thought before it answered, folded into one line that says how long it took. The text
 * is only laid out once somebody wants to read it.
 */
struct _ChlThoughts
{
  AdwBin parent_instance;

  ChlPart         *part;       /* (owned) (nullable) until it is set */
  GtkToggleButton *button;     /* (unowned) template child */
  GtkLabel        *label;      /* (unowned) template child */
  GtkImage        *arrow;      /* (unowned) template child */
  GtkSpinner      *spinner;    /* (unowned) template child */
  GtkRevealer     *revealer;   /* (unowned) template child */
  gboolean         is_settled; /* nothing more comes, even if the thought is not whole */
};

G_DEFINE_FINAL_TYPE (ChlThoughts, chl_thoughts, ADW_TYPE_BIN)

/* The arrow says it to the eye. */
static void
update_name (ChlThoughts *self)
{
  const char      *summary = gtk_label_get_label (self->label);
  gboolean         is_open = gtk_toggle_button_get_active (self->button);
  g_autofree char *name = NULL;

  /* Translators: said by a screen reader; %s is such as “Thought for 6 s”. */
  name = g_strdup_printf (is_open ? _("Hide the thoughts: %s") : _("Show the thoughts: %s"), summary);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_STATE_EXPANDED,
                               is_open, -1);
}

static void
update_label (ChlThoughts *self)
{
  gboolean         is_growing = !self->is_settled && !chl_part_is_complete (self->part);
  gint64           began_us = chl_part_get_began_us (self->part);
  gint64           ended_us = chl_part_get_ended_us (self->part);
  g_autofree char *text = NULL;

  if (is_growing)
    {
      text = g_strdup (_("Thinking…"));
    }
  else if (began_us > 0 && ended_us > began_us)
    {
      gint64 seconds = MAX (1, (ended_us - began_us + G_USEC_PER_SEC / 2) / G_USEC_PER_SEC);

      if (seconds < 100)
        /* Translators: seconds, in short. */
        text = g_strdup_printf (_("Thought for %d s"), (int) seconds);
      else
        /* Translators: minutes and seconds, in short. */
        text = g_strdup_printf (_("Thought for %d min %d s"), (int) (seconds / 60),
                                   (int) (seconds % 60));
    }
  else
    {
      text = g_strdup (_("Thought about it"));
    }

  gtk_label_set_label (self->label, text);
  gtk_spinner_set_spinning (self->spinner, is_growing);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), is_growing);
  update_name (self);
}

static void
toggled_cb (ChlThoughts *self)
{
  gboolean is_open = gtk_toggle_button_get_active (self->button);

  if (is_open && gtk_revealer_get_child (self->revealer) == NULL)
    gtk_revealer_set_child (self->revealer, chl_text_blocks_new (self->part));

  gtk_revealer_set_reveal_child (self->revealer, is_open);
  gtk_image_set_from_icon_name (self->arrow, is_open ? "chl-expand-symbolic" : "chl-next-symbolic");
  update_name (self);
}

static void
chl_thoughts_dispose (GObject *object)
{
  ChlThoughts *self = CHL_THOUGHTS (object);

  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), CHL_TYPE_THOUGHTS);
  g_clear_object (&self->part);

  G_OBJECT_CLASS (chl_thoughts_parent_class)->dispose (object);
}

static void
chl_thoughts_class_init (ChlThoughtsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chl_thoughts_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/chl-thoughts.ui");
  gtk_widget_class_bind_template_child (widget_class, ChlThoughts, button);
  gtk_widget_class_bind_template_child (widget_class, ChlThoughts, label);
  gtk_widget_class_bind_template_child (widget_class, ChlThoughts, arrow);
  gtk_widget_class_bind_template_child (widget_class, ChlThoughts, spinner);
  gtk_widget_class_bind_template_child (widget_class, ChlThoughts, revealer);
  gtk_widget_class_bind_template_callback (widget_class, toggled_cb);
}

static void
chl_thoughts_init (ChlThoughts *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * chl_thoughts_settle:
 * @self: thoughts
 *
 * The model thinks no more, whether it came to an end or was stopped.
 */
void
chl_thoughts_settle (ChlThoughts *self)
{
  g_return_if_fail (CHL_IS_THOUGHTS (self));

  if (self->is_settled)
    return;

  self->is_settled = TRUE;
  update_label (self);
}

/**
 * chl_thoughts_new:
 * @part: a part of reasoning
 *
 * Returns: (transfer floating): a new #ChlThoughts, folded
 */
GtkWidget *
chl_thoughts_new (ChlPart *part)
{
  ChlThoughts *self;

  g_return_val_if_fail (CHL_IS_PART (part), NULL);

  self = g_object_new (CHL_TYPE_THOUGHTS, NULL);
  self->part = g_object_ref (part);
  g_signal_connect_object (part, "notify::is-complete", G_CALLBACK (update_label), self,
                           G_CONNECT_SWAPPED);
  update_label (self);
  return GTK_WIDGET (self);
}
