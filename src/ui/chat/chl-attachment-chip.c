/* chl-attachment-chip.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-attachment-chip"

#include "config.h"

#include "chl-attachment-chip.h"

#include <glib/gi18n-lib.h>

/**
 * ChlAttachmentChip:
 *
 * A picture that is to be sent: its name, its size, and a button that takes it out again.
 */
struct _ChlAttachmentChip
{
  AdwBin parent_instance;

  ChlPart  *part; /* (owned) (nullable) until it is set */
  GtkLabel *name; /* (unowned) template child */
  GtkLabel *size; /* (unowned) template child */
};

G_DEFINE_FINAL_TYPE (ChlAttachmentChip, chl_attachment_chip, ADW_TYPE_BIN)

enum
{
  SIGNAL_REMOVE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
remove_cb (ChlAttachmentChip *self)
{
  g_signal_emit (self, signals[SIGNAL_REMOVE], 0);
}

static void
chl_attachment_chip_dispose (GObject *object)
{
  ChlAttachmentChip *self = CHL_ATTACHMENT_CHIP (object);

  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), CHL_TYPE_ATTACHMENT_CHIP);
  g_clear_object (&self->part);

  G_OBJECT_CLASS (chl_attachment_chip_parent_class)->dispose (object);
}

static void
chl_attachment_chip_class_init (ChlAttachmentChipClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chl_attachment_chip_dispose;

  signals[SIGNAL_REMOVE] =
    g_signal_new ("remove", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/chl-attachment-chip.ui");
  gtk_widget_class_bind_template_child (widget_class, ChlAttachmentChip, name);
  gtk_widget_class_bind_template_child (widget_class, ChlAttachmentChip, size);
  gtk_widget_class_bind_template_callback (widget_class, remove_cb);
}

static void
chl_attachment_chip_init (ChlAttachmentChip *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * chl_attachment_chip_new:
 * @part: a picture
 *
 * Returns: (transfer floating): a new #ChlAttachmentChip
 */
GtkWidget *
chl_attachment_chip_new (ChlPart *part)
{
  ChlAttachmentChip *self;
  const char        *name;
  GBytes            *data;
  g_autofree char   *size = NULL;

  g_return_val_if_fail (CHL_IS_PART (part), NULL);

  self = g_object_new (CHL_TYPE_ATTACHMENT_CHIP, NULL);
  self->part = g_object_ref (part);
  name = chl_part_get_filename (part);
  data = chl_part_get_data (part);
  size = g_format_size (data != NULL ? g_bytes_get_size (data) : 0);

  gtk_label_set_label (self->name, name != NULL ? name : _("Picture"));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->name), name);
  gtk_label_set_label (self->size, size);
  return GTK_WIDGET (self);
}

ChlPart *
chl_attachment_chip_get_part (ChlAttachmentChip *self)
{
  g_return_val_if_fail (CHL_IS_ATTACHMENT_CHIP (self), NULL);

  return self->part;
}
