/* chl-tool-row.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-tool-row"

#include "config.h"

#include "chl-tool-row.h"

#include <glib/gi18n-lib.h>

#include "chl-code-block.h"

/* A tool's answer can be a whole file; what is shown of it ends here. */
#define MAX_SHOWN_BYTES (64 * 1024)

/**
 * ChlToolRow:
 *
 * One line for a tool that a model asked for, or for what the tool said, with the text folded away.
 */
struct _ChlToolRow
{
  AdwBin parent_instance;

  ChlPart         *part;     /* (owned) (nullable) until it is set */
  GtkToggleButton *button;   /* (unowned) template child */
  GtkLabel        *label;    /* (unowned) template child */
  GtkImage        *arrow;    /* (unowned) template child */
  GtkRevealer     *revealer; /* (unowned) template child */
};

G_DEFINE_FINAL_TYPE (ChlToolRow, chl_tool_row, ADW_TYPE_BIN)

static void
update_label (ChlToolRow *self)
{
  const char      *name = chl_part_get_name (self->part);
  g_autofree char *text = NULL;

  if (name == NULL || *name == '\0')
    name = _("a tool");

  if (chl_part_get_kind (self->part) == CHL_PART_TOOL_CALL)
    /* Translators: %s is the name of a tool that the model wants to be run. */
    text = g_strdup_printf (_("Asks for %s"), name);
  else if (chl_part_is_error (self->part))
    /* Translators: %s is the name of a tool. */
    text = g_strdup_printf (_("%s failed"), name);
  else
    /* Translators: %s is the name of a tool. */
    text = g_strdup_printf (_("Answer of %s"), name);

  gtk_label_set_label (self->label, text);
}

static void
update_text (ChlToolRow *self)
{
  GtkWidget  *block = gtk_revealer_get_child (self->revealer);
  const char *text = chl_part_get_text (self->part);
  gsize       length = chl_part_get_text_length (self->part);

  if (block == NULL)
    return;

  if (length > MAX_SHOWN_BYTES)
    for (length = MAX_SHOWN_BYTES; (text[length] & 0xC0) == 0x80; length--)
      ;

  chl_code_block_set_text (CHL_CODE_BLOCK (block),
                           chl_part_get_kind (self->part) == CHL_PART_TOOL_CALL ? "json" : NULL,
                           text, length);
}

static void
toggled_cb (ChlToolRow *self)
{
  gboolean is_open = gtk_toggle_button_get_active (self->button);

  if (is_open && gtk_revealer_get_child (self->revealer) == NULL)
    gtk_revealer_set_child (self->revealer, chl_code_block_new ());

  update_text (self);
  gtk_revealer_set_reveal_child (self->revealer, is_open);
  gtk_image_set_from_icon_name (self->arrow, is_open ? "chl-expand-symbolic" : "chl-next-symbolic");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_STATE_EXPANDED,
                               is_open, -1);
}

static void
completed_cb (ChlToolRow *self)
{
  update_label (self);
  update_text (self);
}

static void
chl_tool_row_dispose (GObject *object)
{
  ChlToolRow *self = CHL_TOOL_ROW (object);

  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), CHL_TYPE_TOOL_ROW);
  g_clear_object (&self->part);

  G_OBJECT_CLASS (chl_tool_row_parent_class)->dispose (object);
}

static void
chl_tool_row_class_init (ChlToolRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chl_tool_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/chl-tool-row.ui");
  gtk_widget_class_bind_template_child (widget_class, ChlToolRow, button);
  gtk_widget_class_bind_template_child (widget_class, ChlToolRow, label);
  gtk_widget_class_bind_template_child (widget_class, ChlToolRow, arrow);
  gtk_widget_class_bind_template_child (widget_class, ChlToolRow, revealer);
  gtk_widget_class_bind_template_callback (widget_class, toggled_cb);
}

static void
chl_tool_row_init (ChlToolRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * chl_tool_row_new:
 * @part: a tool call or a tool's result
 *
 * Returns: (transfer floating): a new #ChlToolRow, folded
 */
GtkWidget *
chl_tool_row_new (ChlPart *part)
{
  ChlToolRow *self;

  g_return_val_if_fail (CHL_IS_PART (part), NULL);

  self = g_object_new (CHL_TYPE_TOOL_ROW, NULL);
  self->part = g_object_ref (part);
  g_signal_connect_object (part, "notify::is-complete", G_CALLBACK (completed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (part, "changed", G_CALLBACK (update_label), self, G_CONNECT_SWAPPED);
  update_label (self);
  return GTK_WIDGET (self);
}
