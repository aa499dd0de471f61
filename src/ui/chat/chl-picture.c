/* chl-picture.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-picture"

#include "config.h"

#include "chl-picture.h"

#include <glib/gi18n-lib.h>

/* How much is read before it is looked whether anybody still wants it. */
#define PIECE_BYTES (64 * 1024)

typedef struct
{
  GBytes *data; /* (owned) */
  int     size;
} Job;

/**
 * ChlPicture:
 *
 * A picture of a message, made small while it is read, so that a huge one costs no more than a small
 * one. A picture that is only an address is never fetched; its address is shown.
 */
struct _ChlPicture
{
  AdwBin parent_instance;

  ChlPart      *part;        /* (owned) (nullable) until it is set */
  GCancellable *cancellable; /* (owned) */
};

G_DEFINE_FINAL_TYPE (ChlPicture, chl_picture, ADW_TYPE_BIN)

static void
show_words (ChlPicture *self,
            const char *words)
{
  GtkWidget *label = gtk_label_new (words);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
  gtk_widget_add_css_class (label, "dim-label");
  adw_bin_set_child (ADW_BIN (self), label);
}

static char *
dup_name (ChlPart *part)
{
  const char *name = chl_part_get_filename (part);

  if (name == NULL)
    name = chl_part_get_uri (part);

  return g_strdup (name != NULL ? name : _("Picture"));
}

static void
job_free (Job *job)
{
  g_bytes_unref (job->data);
  g_free (job);
}

static void
size_prepared_cb (GdkPixbufLoader *loader,
                  int              width,
                  int              height,
                  gpointer         user_data)
{
  const Job *job = user_data;
  double     scale = job->size / (double) MAX (MAX (width, height), 1);

  if (scale < 1.0)
    gdk_pixbuf_loader_set_size (loader,
                                MAX ((int) (width * scale + 0.5), 1),
                                MAX ((int) (height * scale + 0.5), 1));
}

static gboolean
read_pieces (GdkPixbufLoader *loader,
             GBytes          *bytes,
             GCancellable    *cancellable,
             GError         **error)
{
  gsize         length;
  const guint8 *data = g_bytes_get_data (bytes, &length);

  for (gsize done = 0; done < length; done += PIECE_BYTES)
    if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
        !gdk_pixbuf_loader_write (loader, data + done, MIN (length - done, PIECE_BYTES), error))
      return FALSE;

  return TRUE;
}

/* What GdkPixbuf has for reading at a size makes small pictures larger, too. */
static void
read_in_thread (GTask        *task,
                gpointer      source_object,
                gpointer      task_data,
                GCancellable *cancellable)
{
  const Job *job = task_data;
  GdkPixbuf *pixbuf = NULL;
  g_autoptr(GdkPixbufLoader) loader = gdk_pixbuf_loader_new ();
  g_autoptr(GError) error = NULL;

  g_signal_connect (loader, "size-prepared", G_CALLBACK (size_prepared_cb), task_data);
  if (!read_pieces (loader, job->data, cancellable, &error))
    gdk_pixbuf_loader_close (loader, NULL);
  else if (gdk_pixbuf_loader_close (loader, &error))
    pixbuf = gdk_pixbuf_loader_get_pixbuf (loader);

  if (pixbuf != NULL)
    g_task_return_pointer (task, g_object_ref (pixbuf), g_object_unref);
  else if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_new_error (task, GDK_PIXBUF_ERROR, GDK_PIXBUF_ERROR_FAILED, "no picture");
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GdkPixbuf) pixbuf = NULL;
  g_autoptr(GdkTexture) texture = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *name = NULL;
  ChlPicture      *self = user_data;
  GtkWidget       *picture;

  pixbuf = g_task_propagate_pointer (G_TASK (result), &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  name = dup_name (self->part);
  if (pixbuf == NULL)
    {
      g_autofree char *words = g_strdup_printf (_("%s cannot be shown"), name);

      show_words (self, words);
      return;
    }

  texture = gdk_texture_new_for_pixbuf (pixbuf);
  picture = gtk_picture_new_for_paintable (GDK_PAINTABLE (texture));
  gtk_picture_set_can_shrink (GTK_PICTURE (picture), TRUE);
  gtk_picture_set_alternative_text (GTK_PICTURE (picture), name);
  gtk_widget_set_tooltip_text (picture, name);
  gtk_widget_set_overflow (picture, GTK_OVERFLOW_HIDDEN);
  gtk_widget_add_css_class (picture, "picture");
  adw_bin_set_child (ADW_BIN (self), picture);
}

static void
chl_picture_dispose (GObject *object)
{
  ChlPicture *self = CHL_PICTURE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->part);

  G_OBJECT_CLASS (chl_picture_parent_class)->dispose (object);
}

static void
chl_picture_finalize (GObject *object)
{
  ChlPicture *self = CHL_PICTURE (object);

  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (chl_picture_parent_class)->finalize (object);
}

static void
chl_picture_class_init (ChlPictureClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = chl_picture_dispose;
  object_class->finalize = chl_picture_finalize;
}

static GtkSizeRequestMode
get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

/* A picture takes any width and grows with it; here it is never larger than it is. */
static void
measure (GtkWidget     *widget,
         GtkOrientation orientation,
         int            for_size,
         int           *minimum,
         int           *natural,
         int           *minimum_baseline,
         int           *natural_baseline)
{
  GtkWidget     *child = adw_bin_get_child (ADW_BIN (widget));
  GtkOrientation other = orientation == GTK_ORIENTATION_VERTICAL ? GTK_ORIENTATION_HORIZONTAL
                                                                 : GTK_ORIENTATION_VERTICAL;
  int            limit = 0;

  *minimum = *natural = 0;
  *minimum_baseline = *natural_baseline = -1;
  if (child == NULL)
    return;

  gtk_widget_measure (child, other, -1, NULL, &limit, NULL, NULL);
  gtk_widget_measure (child, orientation, MIN (for_size, limit), minimum, natural, NULL, NULL);
}

static void
allocate (GtkWidget *widget,
          int        width,
          int        height,
          int        baseline)
{
  GtkWidget *child = adw_bin_get_child (ADW_BIN (widget));

  if (child != NULL)
    gtk_widget_allocate (child, width, height, baseline, NULL);
}

static void
chl_picture_init (ChlPicture *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_set_layout_manager (GTK_WIDGET (self),
                                 gtk_custom_layout_new (get_request_mode, measure, allocate));
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_START);
}

/**
 * chl_picture_new:
 * @part: a picture, a file or a sound
 * @size: how wide and high it may be at most, in logical pixels
 *
 * Returns: (transfer floating): a new #ChlPicture
 */
GtkWidget *
chl_picture_new (ChlPart *part,
                 int      size)
{
  ChlPicture *self;
  GBytes     *data;

  g_return_val_if_fail (CHL_IS_PART (part), NULL);

  self = g_object_new (CHL_TYPE_PICTURE, NULL);
  self->part = g_object_ref (part);
  data = chl_part_get_data (part);

  if (chl_part_get_kind (part) == CHL_PART_IMAGE && data != NULL)
    {
      g_autoptr(GTask) task = g_task_new (NULL, self->cancellable, loaded_cb, self);
      Job *job = g_new (Job, 1);

      *job = (Job){ g_bytes_ref (data), size };
      g_task_set_task_data (task, job, (GDestroyNotify) job_free);
      g_task_run_in_thread (task, read_in_thread);
    }
  else
    {
      g_autofree char *name = dup_name (part);

      show_words (self, name);
    }

  return GTK_WIDGET (self);
}
