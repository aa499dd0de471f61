/* chl-attachments.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-attachments"

#include "config.h"

#include "chl-attachments.h"

#include <glib/gi18n-lib.h>

#include "chl-attachment-chip.h"
#include "chl-error.h"
#include "chl-image-reader.h"

struct _ChlAttachments
{
  AdwBin parent_instance;

  GCancellable         *cancellable; /* (owned) */
  GtkFileChooserNative *chooser;     /* (owned) (nullable) while it is open */
  char                 *refusal;     /* (owned) (nullable) why pictures are not taken */
  GtkFlowBox           *chips;       /* (unowned) template child */
};

G_DEFINE_FINAL_TYPE (ChlAttachments, chl_attachments, ADW_TYPE_BIN)

enum
{
  SIGNAL_CHANGED,
  SIGNAL_REFUSED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
refuse (ChlAttachments *self,
        const char     *sentence)
{
  g_signal_emit (self, signals[SIGNAL_REFUSED], 0, sentence);
}

static void
emit_changed (ChlAttachments *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self), !chl_attachments_is_empty (self));
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
remove_cb (ChlAttachments    *self,
           ChlAttachmentChip *chip)
{
  gtk_flow_box_remove (self->chips, GTK_WIDGET (chip));
  emit_changed (self);
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(ChlPart) part = NULL;
  g_autoptr(GError) error = NULL;
  ChlAttachments *self = user_data;
  GtkWidget      *chip;

  part = chl_image_read_finish (result, &error);
  if (chl_error_is_cancellation (error))
    return;

  if (part == NULL)
    {
      refuse (self, error->message);
      return;
    }

  chip = chl_attachment_chip_new (part);
  g_signal_connect_object (chip, "remove", G_CALLBACK (remove_cb), self, G_CONNECT_SWAPPED);
  gtk_flow_box_append (self->chips, chip);
  emit_changed (self);
}

static void
chosen_cb (ChlAttachments *self,
           int             response)
{
  g_autoptr(GtkFileChooserNative) chooser = g_steal_pointer (&self->chooser);
  g_autoptr(GListModel) files = NULL;

  if (response != GTK_RESPONSE_ACCEPT)
    return;

  files = gtk_file_chooser_get_files (GTK_FILE_CHOOSER (chooser));
  for (guint i = 0; i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr(GFile) file = g_list_model_get_item (files, i);

      chl_attachments_add_file (self, file);
    }
}

static void
paste_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  ChlAttachments *self = user_data;
  const GValue   *value;

  value = gdk_clipboard_read_value_finish (GDK_CLIPBOARD (object), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (value == NULL || !chl_attachments_take_value (self, value))
    refuse (self, _("What was copied cannot be pasted here"));
}

static void
chl_attachments_dispose (GObject *object)
{
  ChlAttachments *self = CHL_ATTACHMENTS (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->chooser);
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), CHL_TYPE_ATTACHMENTS);

  G_OBJECT_CLASS (chl_attachments_parent_class)->dispose (object);
}

static void
chl_attachments_finalize (GObject *object)
{
  ChlAttachments *self = CHL_ATTACHMENTS (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->refusal, g_free);

  G_OBJECT_CLASS (chl_attachments_parent_class)->finalize (object);
}

static void
chl_attachments_class_init (ChlAttachmentsClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = chl_attachments_dispose;
  object_class->finalize = chl_attachments_finalize;

  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);
  signals[SIGNAL_REFUSED] =
    g_signal_new ("refused", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/chl-attachments.ui");
  gtk_widget_class_bind_template_child (widget_class, ChlAttachments, chips);
}

static void
chl_attachments_init (ChlAttachments *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

gboolean
chl_attachments_is_empty (ChlAttachments *self)
{
  g_return_val_if_fail (CHL_IS_ATTACHMENTS (self), TRUE);

  return gtk_flow_box_get_child_at_index (self->chips, 0) == NULL;
}

/**
 * chl_attachments_dup_parts:
 * @self: the pictures
 *
 * Returns: (transfer full) (element-type ChlPart): them, in their order
 */
GPtrArray *
chl_attachments_dup_parts (ChlAttachments *self)
{
  GPtrArray       *parts;
  GtkFlowBoxChild *child;

  g_return_val_if_fail (CHL_IS_ATTACHMENTS (self), NULL);

  parts = g_ptr_array_new_with_free_func (g_object_unref);
  for (int i = 0; (child = gtk_flow_box_get_child_at_index (self->chips, i)) != NULL; i++)
    {
      ChlAttachmentChip *chip = CHL_ATTACHMENT_CHIP (gtk_flow_box_child_get_child (child));

      g_ptr_array_add (parts, g_object_ref (chl_attachment_chip_get_part (chip)));
    }

  return parts;
}

/**
 * chl_attachments_clear:
 * @self: the pictures
 *
 * Takes all of them out, and those that are still being read.
 */
void
chl_attachments_clear (ChlAttachments *self)
{
  GtkFlowBoxChild *child;

  g_return_if_fail (CHL_IS_ATTACHMENTS (self));

  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();

  while ((child = gtk_flow_box_get_child_at_index (self->chips, 0)) != NULL)
    gtk_flow_box_remove (self->chips, GTK_WIDGET (child));
  emit_changed (self);
}

/**
 * chl_attachments_set_refusal:
 * @self: the pictures
 * @why: (nullable): why no picture is taken; %NULL if they are
 */
void
chl_attachments_set_refusal (ChlAttachments *self,
                             const char     *why)
{
  g_return_if_fail (CHL_IS_ATTACHMENTS (self));

  if (g_strcmp0 (self->refusal, why) == 0)
    return;

  g_free (self->refusal);
  self->refusal = g_strdup (why);
  if (why != NULL && !chl_attachments_is_empty (self))
    refuse (self, why);
}

/**
 * chl_attachments_add_file:
 * @self: the pictures
 * @file: a picture; anything else is refused with a sentence
 */
void
chl_attachments_add_file (ChlAttachments *self,
                          GFile          *file)
{
  g_return_if_fail (CHL_IS_ATTACHMENTS (self));
  g_return_if_fail (G_IS_FILE (file));

  if (self->refusal != NULL)
    refuse (self, self->refusal);
  else
    chl_image_read_file_async (file, self->cancellable, read_cb, self);
}

/**
 * chl_attachments_add_texture:
 * @self: the pictures
 * @texture: a picture
 */
void
chl_attachments_add_texture (ChlAttachments *self,
                             GdkTexture     *texture)
{
  g_return_if_fail (CHL_IS_ATTACHMENTS (self));
  g_return_if_fail (GDK_IS_TEXTURE (texture));

  if (self->refusal != NULL)
    refuse (self, self->refusal);
  else
    chl_image_read_texture_async (texture, self->cancellable, read_cb, self);
}

/**
 * chl_attachments_take_value:
 * @self: the pictures
 * @value: what was dropped or pasted: files, or a picture
 *
 * Returns: whether it was one of these
 */
gboolean
chl_attachments_take_value (ChlAttachments *self,
                            const GValue   *value)
{
  g_return_val_if_fail (CHL_IS_ATTACHMENTS (self), FALSE);
  g_return_val_if_fail (G_IS_VALUE (value), FALSE);

  if (G_VALUE_HOLDS (value, GDK_TYPE_TEXTURE))
    {
      chl_attachments_add_texture (self, g_value_get_object (value));
      return TRUE;
    }

  if (!G_VALUE_HOLDS (value, GDK_TYPE_FILE_LIST))
    return FALSE;

  for (GSList *files = g_value_get_boxed (value); files != NULL; files = files->next)
    chl_attachments_add_file (self, G_FILE (files->data));
  return TRUE;
}

/**
 * chl_attachments_paste:
 * @self: the pictures
 * @clipboard: what was copied
 *
 * Takes copied files and pictures. Where there is text, the text is meant.
 *
 * Returns: whether there is something to take
 */
gboolean
chl_attachments_paste (ChlAttachments *self,
                       GdkClipboard   *clipboard)
{
  GdkContentFormats *formats;
  GType              type = G_TYPE_INVALID;

  g_return_val_if_fail (CHL_IS_ATTACHMENTS (self), FALSE);
  g_return_val_if_fail (GDK_IS_CLIPBOARD (clipboard), FALSE);

  formats = gdk_clipboard_get_formats (clipboard);
  if (gdk_content_formats_contain_gtype (formats, GDK_TYPE_FILE_LIST) ||
      gdk_content_formats_contain_mime_type (formats, "text/uri-list"))
    type = GDK_TYPE_FILE_LIST;
  else if (!gdk_content_formats_contain_gtype (formats, G_TYPE_STRING) &&
           !gdk_content_formats_contain_mime_type (formats, "text/plain;charset=utf-8") &&
           (gdk_content_formats_contain_gtype (formats, GDK_TYPE_TEXTURE) ||
            gdk_content_formats_contain_mime_type (formats, "image/png")))
    type = GDK_TYPE_TEXTURE;

  if (type == G_TYPE_INVALID)
    return FALSE;

  gdk_clipboard_read_value_async (clipboard, type, G_PRIORITY_DEFAULT, self->cancellable, paste_cb,
                                  self);
  return TRUE;
}

/**
 * chl_attachments_choose:
 * @self: the pictures
 *
 * Lets the person choose files.
 */
void
chl_attachments_choose (ChlAttachments *self)
{
  static const char *const types[] = { "image/png", "image/jpeg", "image/gif", "image/webp" };
  g_autoptr(GtkFileFilter) filter = NULL;
  GtkRoot *root;

  g_return_if_fail (CHL_IS_ATTACHMENTS (self));

  if (self->refusal != NULL)
    {
      refuse (self, self->refusal);
      return;
    }

  if (self->chooser != NULL)
    return;

  filter = gtk_file_filter_new ();
  gtk_file_filter_set_name (filter, _("Pictures"));
  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    gtk_file_filter_add_mime_type (filter, types[i]);

  root = gtk_widget_get_root (GTK_WIDGET (self));
  self->chooser = gtk_file_chooser_native_new (_("Add Pictures"),
                                                  GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                                                  GTK_FILE_CHOOSER_ACTION_OPEN, _("_Add"), NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (self->chooser), TRUE);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (self->chooser), filter);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (chosen_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}
