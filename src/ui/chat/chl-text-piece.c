/* chl-text-piece.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-text-piece"

#include "config.h"

#include "chl-text-piece.h"

#include <string.h>

#include "chl-link-popover.h"
#include "chl-text-layout.h"
#include "chl-text-look.h"
#include "chl-text-paint.h"

/**
 * ChlTextPiece:
 *
 * A label with links, marks and a selection: everything in a transcript that can be read consists of
 * these. Positions are bytes of its text; places are in its own coordinates.
 *
 * The label itself cannot be selected: its selection would end at its border. What is selected is
 * painted beneath it.
 */
struct _ChlTextPiece
{
  GtkWidget parent_instance;

  GtkLabel      *label;     /* (unowned) child */
  GtkWidget     *popover;   /* (unowned) (nullable) child, once a link was activated */
  GtkWidget     *focus;     /* (weak) (nullable) what had the keys before the popover */
  ChlTextLook   *look;      /* (owned) (not nullable) */
  PangoAttrList *colors;    /* (owned) (nullable) */
  PangoAttrList *marks;     /* (owned) (nullable) positions as shown */
  gsize          selection; /* first selected byte */
  gsize          selection_end;
};

G_DEFINE_FINAL_TYPE (ChlTextPiece, chl_text_piece, GTK_TYPE_WIDGET)

/* Layout at the size that the label has, in its own coordinates. */
static PangoLayout *
get_layout (ChlTextPiece *self,
            int          *out_x,
            int          *out_y)
{
  double x = 0;
  double y = 0;

  gtk_label_get_layout_offsets (self->label, out_x, out_y);
  gtk_widget_translate_coordinates (GTK_WIDGET (self->label), GTK_WIDGET (self), 0, 0, &x, &y);
  *out_x += (int) x;
  *out_y += (int) y;

  return gtk_label_get_layout (self->label);
}

static void
snapshot_selection (ChlTextPiece *self,
                    GtkSnapshot  *snapshot)
{
  PangoLayout *layout;
  gsize        length;
  gsize        start;
  gsize        end;
  int          x;
  int          y;

  chl_text_look_get_text (self->look, &length);
  start = chl_text_look_to_shown (self->look, MIN (self->selection, length), FALSE);
  end = chl_text_look_to_shown (self->look, MIN (self->selection_end, length), TRUE);
  if (self->selection_end > length)
    end = strlen (chl_text_look_get_shown (self->look)) + 1;

  layout = get_layout (self, &x, &y);
  chl_text_paint_selection (GTK_WIDGET (self), snapshot, layout, x, y, start, end);
}

static void
chl_text_piece_snapshot (GtkWidget   *widget,
                         GtkSnapshot *snapshot)
{
  ChlTextPiece *self = CHL_TEXT_PIECE (widget);

  if (self->selection < self->selection_end)
    snapshot_selection (self, snapshot);

  GTK_WIDGET_CLASS (chl_text_piece_parent_class)->snapshot (widget, snapshot);
}

/* Attributes are set only where there is a difference: setting them measures the label again. */
static void
update_attributes (ChlTextPiece *self)
{
  g_autoptr(PangoAttrList) attributes = chl_text_look_dup_attributes (self->look);
  PangoAttrList *shown = gtk_label_get_attributes (self->label);

  if (self->colors != NULL || self->marks != NULL)
    {
      if (attributes == NULL)
        attributes = self->colors != NULL ? pango_attr_list_copy (self->colors)
                                          : pango_attr_list_new ();
      else if (self->colors != NULL)
        pango_attr_list_splice (attributes, self->colors, 0, 0);
      if (self->marks != NULL)
        chl_text_look_paint_marks (attributes, self->marks);
    }

  if (attributes == shown ||
      (attributes != NULL && shown != NULL && pango_attr_list_equal (attributes, shown)))
    return;

  gtk_label_set_attributes (self->label, attributes);
}

/* The one under the pointer, or else the first that leads there. */
static const ChlSpan *
find_activated (ChlTextPiece *self,
                const char   *uri)
{
  const ChlSpan *span = NULL;
  double         x;
  double         y;

  if (chl_text_paint_get_pointer (GTK_WIDGET (self), &x, &y))
    span = chl_text_look_find_link (self->look, uri, chl_text_piece_get_position_at (self, x, y));

  return span != NULL ? span : chl_text_look_find_link (self->look, uri, G_MAXSIZE);
}

/* Whoever goes away from the link goes back to where they were, be it one of many in the label. */
static void
popover_closed_cb (ChlTextPiece *self)
{
  if (self->focus != NULL && gtk_widget_get_mapped (self->focus))
    gtk_root_set_focus (gtk_widget_get_root (self->focus), self->focus);
  g_clear_weak_pointer (&self->focus);
}

static gboolean
activate_link_cb (ChlTextPiece *self,
                  const char   *uri)
{
  const ChlSpan   *span = find_activated (self, uri);
  g_autofree char *text = NULL;
  GdkRectangle     area = { 0 };

  if (span != NULL)
    {
      text = g_strndup (chl_text_look_get_text (self->look, NULL) + span->start,
                        span->end - span->start);
      chl_text_piece_get_area (self, span->start + (span->end - span->start) / 2, &area);
    }

  if (self->popover == NULL)
    {
      self->popover = chl_link_popover_new ();
      gtk_widget_set_parent (self->popover, GTK_WIDGET (self));
      g_signal_connect_object (self->popover, "closed", G_CALLBACK (popover_closed_cb), self,
                               G_CONNECT_SWAPPED);
    }
  chl_link_popover_set_link (CHL_LINK_POPOVER (self->popover), uri, text);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->popover), &area);
  g_set_weak_pointer (&self->focus, gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self))));
  gtk_popover_popup (GTK_POPOVER (self->popover));

  return GDK_EVENT_STOP;
}

static void
chl_text_piece_dispose (GObject *object)
{
  ChlTextPiece *self = CHL_TEXT_PIECE (object);

  g_clear_weak_pointer (&self->focus);
  g_clear_pointer (&self->popover, gtk_widget_unparent);
  if (self->label != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->label));
  self->label = NULL;

  G_OBJECT_CLASS (chl_text_piece_parent_class)->dispose (object);
}

static void
chl_text_piece_finalize (GObject *object)
{
  ChlTextPiece *self = CHL_TEXT_PIECE (object);

  g_clear_pointer (&self->look, chl_text_look_free);
  g_clear_pointer (&self->colors, pango_attr_list_unref);
  g_clear_pointer (&self->marks, pango_attr_list_unref);

  G_OBJECT_CLASS (chl_text_piece_parent_class)->finalize (object);
}

static void
chl_text_piece_class_init (ChlTextPieceClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = chl_text_piece_dispose;
  object_class->finalize = chl_text_piece_finalize;
  widget_class->snapshot = chl_text_piece_snapshot;

  gtk_widget_class_set_layout_manager_type (widget_class, CHL_TYPE_TEXT_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "chl-text-piece");
}

static void
chl_text_piece_init (ChlTextPiece *self)
{
  self->look = chl_text_look_new ("", 0, NULL, 0);
  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->label, 0.0f);
  gtk_label_set_yalign (self->label, 0.0f);
  gtk_label_set_wrap_mode (self->label, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_wrap (self->label, TRUE);
  gtk_widget_set_parent (GTK_WIDGET (self->label), GTK_WIDGET (self));
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "text");
  g_signal_connect_object (self->label, "activate-link", G_CALLBACK (activate_link_cb), self,
                           G_CONNECT_SWAPPED);
}

/**
 * chl_text_piece_new:
 *
 * Returns: (transfer floating): a new, empty #ChlTextPiece that wraps its lines
 */
GtkWidget *
chl_text_piece_new (void)
{
  return g_object_new (CHL_TYPE_TEXT_PIECE, NULL);
}

/**
 * chl_text_piece_set_wraps:
 * @self: a piece
 * @wraps: whether lines that are too long go on below
 */
void
chl_text_piece_set_wraps (ChlTextPiece *self,
                          gboolean      wraps)
{
  g_return_if_fail (CHL_IS_TEXT_PIECE (self));

  gtk_label_set_wrap (self->label, wraps);
}

/**
 * chl_text_piece_set_text:
 * @self: a piece
 * @text: valid UTF-8
 * @length: bytes in @text
 * @spans: (array length=n_spans) (nullable): what is not plain; positions in @text
 * @n_spans: number of @spans
 *
 * Shows @text. Colours are taken away. Marks and the selection stay where the text only grew.
 *
 * Links lead to http, https and mailto only; other addresses are shown behind their text, which does
 * not count for positions.
 */
void
chl_text_piece_set_text (ChlTextPiece  *self,
                         const char    *text,
                         gsize          length,
                         const ChlSpan *spans,
                         guint          n_spans)
{
  g_autofree char *markup = NULL;
  const char      *old;
  gsize            old_length;

  g_return_if_fail (CHL_IS_TEXT_PIECE (self));
  g_return_if_fail (text != NULL);

  if (chl_text_look_is_of (self->look, text, length, spans, n_spans))
    return;

  old = chl_text_look_get_text (self->look, &old_length);
  if (length < old_length || memcmp (text, old, old_length) != 0)
    {
      g_clear_pointer (&self->marks, pango_attr_list_unref);
      self->selection = self->selection_end = 0;
    }
  chl_text_look_free (self->look);
  self->look = chl_text_look_new (text, length, spans, n_spans);
  g_clear_pointer (&self->colors, pango_attr_list_unref);

  markup = chl_text_look_dup_markup (self->look);
  if (markup != NULL)
    gtk_label_set_markup (self->label, markup);
  else
    gtk_label_set_text (self->label, chl_text_look_get_shown (self->look));
  update_attributes (self);
}

/**
 * chl_text_piece_set_colors:
 * @self: a piece
 * @colors: (nullable): attributes for its text, as of the words of a programming language
 */
void
chl_text_piece_set_colors (ChlTextPiece  *self,
                           PangoAttrList *colors)
{
  g_return_if_fail (CHL_IS_TEXT_PIECE (self));

  g_clear_pointer (&self->colors, pango_attr_list_unref);
  self->colors = colors != NULL ? pango_attr_list_ref (colors) : NULL;
  update_attributes (self);
}

/**
 * chl_text_piece_get_text:
 * @self: a piece
 * @out_length: (out) (optional): bytes in it
 *
 * Returns: (transfer none): its text
 */
const char *
chl_text_piece_get_text (ChlTextPiece *self,
                         gsize        *out_length)
{
  g_return_val_if_fail (CHL_IS_TEXT_PIECE (self), NULL);

  return chl_text_look_get_text (self->look, out_length);
}

GtkLabel *
chl_text_piece_get_label (ChlTextPiece *self)
{
  g_return_val_if_fail (CHL_IS_TEXT_PIECE (self), NULL);

  return self->label;
}

/**
 * chl_text_piece_select:
 * @self: a piece
 * @start: the first selected byte
 * @end: one behind the last one; greater than the length when what follows the piece is selected
 *   too; @start when nothing is
 */
void
chl_text_piece_select (ChlTextPiece *self,
                       gsize         start,
                       gsize         end)
{
  g_return_if_fail (CHL_IS_TEXT_PIECE (self));

  if (end <= start)
    start = end = 0;
  if (self->selection == start && self->selection_end == end)
    return;

  self->selection = start;
  self->selection_end = end;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * chl_text_piece_mark:
 * @self: a piece
 * @find: (nullable): what to mark; %NULL takes the marks away
 * @current: the first byte of the current hit, -1 if that is somewhere else
 */
void
chl_text_piece_mark (ChlTextPiece *self,
                     ChlFind      *find,
                     gssize        current)
{
  g_return_if_fail (CHL_IS_TEXT_PIECE (self));

  if (find == NULL && self->marks == NULL)
    return;

  g_clear_pointer (&self->marks, pango_attr_list_unref);
  if (find != NULL)
    self->marks = chl_text_look_dup_marks (self->look, find, current);
  update_attributes (self);
}

/**
 * chl_text_piece_get_position_at:
 * @self: a piece that has its size
 * @x: a place
 * @y: a place
 *
 * Returns: the byte between two characters that is nearest to it
 */
gsize
chl_text_piece_get_position_at (ChlTextPiece *self,
                                double        x,
                                double        y)
{
  PangoLayout *layout;
  const char  *shown;
  const char  *p;
  int          layout_x;
  int          layout_y;
  int          position;
  int          trailing;

  g_return_val_if_fail (CHL_IS_TEXT_PIECE (self), 0);

  layout = get_layout (self, &layout_x, &layout_y);
  pango_layout_xy_to_index (layout, (int) ((x - layout_x) * PANGO_SCALE),
                            (int) ((y - layout_y) * PANGO_SCALE), &position, &trailing);
  shown = chl_text_look_get_shown (self->look);
  p = shown + position;
  while (trailing-- > 0 && *p != '\0')
    p = g_utf8_next_char (p);

  return chl_text_look_from_shown (self->look, (gsize) (p - shown));
}

/**
 * chl_text_piece_get_area:
 * @self: a piece that has its size
 * @position: a byte of its text
 * @out_area: (out): where the character is
 */
void
chl_text_piece_get_area (ChlTextPiece *self,
                         gsize         position,
                         GdkRectangle *out_area)
{
  PangoRectangle area;
  PangoLayout   *layout;
  gsize          length;
  int            x;
  int            y;

  g_return_if_fail (CHL_IS_TEXT_PIECE (self));
  g_return_if_fail (out_area != NULL);

  chl_text_look_get_text (self->look, &length);
  position = chl_text_look_to_shown (self->look, MIN (position, length), FALSE);
  layout = get_layout (self, &x, &y);
  pango_layout_index_to_pos (layout, (int) position, &area);
  if (area.width < 0)
    {
      area.x += area.width;
      area.width = -area.width;
    }
  pango_extents_to_pixels (&area, NULL);
  *out_area = (GdkRectangle){ x + area.x, y + area.y, area.width, area.height };
}

/**
 * chl_text_piece_get_uri_at:
 * @self: a piece that has its size
 * @x: a place
 * @y: a place
 *
 * Returns: (transfer none) (nullable): where the link leads that is there
 */
const char *
chl_text_piece_get_uri_at (ChlTextPiece *self,
                           double        x,
                           double        y)
{
  const ChlSpan *span;
  PangoLayout   *layout;
  int            layout_x;
  int            layout_y;
  int            position;
  int            trailing;

  g_return_val_if_fail (CHL_IS_TEXT_PIECE (self), NULL);

  if (chl_text_look_find_link (self->look, NULL, G_MAXSIZE) == NULL)
    return NULL;

  layout = get_layout (self, &layout_x, &layout_y);
  if (!pango_layout_xy_to_index (layout, (int) ((x - layout_x) * PANGO_SCALE),
                                 (int) ((y - layout_y) * PANGO_SCALE), &position, &trailing))
    return NULL;

  span = chl_text_look_find_link (self->look, NULL,
                                  chl_text_look_from_shown (self->look, (gsize) position));

  return span != NULL ? span->uri : NULL;
}
