/* chl-code-lines.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-code-lines"

#include "config.h"

#include "chl-code-lines.h"

#include <adwaita.h>
#include <math.h>
#include <string.h>

#include "chl-code-colors.h"
#include "chl-code-cut.h"
#include "chl-text-blocks.h"

/* How long words may be coloured before the window gets its turn. */
#define SLICE_US 3000

/* What stands still for this long is at rest. */
#define REST_MS 250

/**
 * ChlCodeLines:
 *
 * Lines of code, a label for every few of them: a text that grows measures its last label only.
 *
 * Their words are coloured a piece at a time whenever nothing else is to be done, while somebody may
 * see them, and again when light turns to dark. What may still grow has no colours.
 *
 * The signal "named" says that the name of the language is known.
 */
struct _ChlCodeLines
{
  ChlSightBox parent_instance;

  GString       *text;         /* (owned) */
  GPtrArray     *pieces;       /* (owned) (element-type ChlTextPiece) (unowned) children */
  GArray        *starts;       /* (owned) (element-type gsize) where each piece begins */
  char          *language;     /* (owned) (nullable) as it stands after the fence */
  ChlCodeColors *colors;       /* (owned) (nullable) while there is something to colour */
  guint          n_colored;    /* pieces that have their colours */
  guint          idle_id;      /* 0 when nothing is to be coloured */
  double         place;        /* of what scrolls around it, while it is waited for */
  gboolean       wraps;        /* whether long lines go on below */
  gboolean       is_settled;   /* whether the last piece is whole, too */
  gboolean       has_language; /* whether somebody may know the language */
  gboolean       is_at_rest;   /* whether nothing has scrolled for a while */
};

G_DEFINE_FINAL_TYPE (ChlCodeLines, chl_code_lines, CHL_TYPE_SIGHT_BOX)

typedef enum
{
  SIGNAL_NAMED,
} ChlCodeLinesSignal;

static guint signals[SIGNAL_NAMED + 1];

static gsize
get_start (ChlCodeLines *self,
           guint         position)
{
  return g_array_index (self->starts, gsize, position);
}

/* Its line break is not part of a piece, unless the piece ends within a line. */
static gsize
get_end (ChlCodeLines *self,
         guint         position)
{
  gsize end;

  if (position + 1 == self->starts->len)
    return self->text->len;

  end = get_start (self, position + 1);

  return self->text->str[end - 1] == '\n' ? end - 1 : end;
}

static gboolean color_cb (gpointer user_data);

static void
queue_colors (ChlCodeLines *self)
{
  guint n_whole = self->pieces->len;

  if (!self->is_settled && n_whole > 0)
    n_whole--;
  if (self->idle_id == 0 && self->has_language && self->n_colored < n_whole &&
      gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->idle_id = g_idle_add_full (G_PRIORITY_LOW, color_cb, self, NULL);
}

/*
 * To read the rules of a language takes longer than a frame. While an answer grows its words come
 * first, and colours in a language that is new wait until it is whole.
 */
static gboolean
waits_for_end (ChlCodeLines *self)
{
  GtkWidget *blocks = gtk_widget_get_ancestor (GTK_WIDGET (self), CHL_TYPE_TEXT_BLOCKS);
  ChlPart   *part = blocks != NULL ? chl_text_blocks_get_part (CHL_TEXT_BLOCKS (blocks)) : NULL;

  if (part == NULL || chl_text_blocks_is_complete (CHL_TEXT_BLOCKS (blocks)) ||
      chl_code_colors_is_quick (self->language))
    return FALSE;

  g_signal_handlers_disconnect_by_func (part, queue_colors, self);
  g_signal_connect_object (part, "notify::is-complete", G_CALLBACK (queue_colors), self,
                           G_CONNECT_SWAPPED);

  return TRUE;
}

static double
get_place (ChlCodeLines *self)
{
  GtkWidget     *around = gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_SCROLLABLE);
  GtkAdjustment *place =
    around != NULL ? gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (around)) : NULL;

  return place != NULL ? gtk_adjustment_get_value (place) : 0;
}

static gboolean
rest_cb (gpointer user_data)
{
  ChlCodeLines *self = CHL_CODE_LINES (user_data);
  double        place = get_place (self);

  self->is_at_rest = fabs (place - self->place) < 1;
  self->place = place;
  if (!self->is_at_rest)
    return G_SOURCE_CONTINUE;

  self->idle_id = g_idle_add_full (G_PRIORITY_LOW, color_cb, self, NULL);

  return G_SOURCE_REMOVE;
}

/* Nobody who scrolls is made to wait for the rules of a language. */
static gboolean
waits_for_rest (ChlCodeLines *self)
{
  if (self->is_at_rest || chl_code_colors_is_quick (self->language))
    return FALSE;

  self->place = get_place (self);
  self->idle_id = g_timeout_add_full (G_PRIORITY_LOW, REST_MS, rest_cb, self, NULL);

  return TRUE;
}

static gboolean
color_cb (gpointer user_data)
{
  ChlCodeLines *self = CHL_CODE_LINES (user_data);
  guint         n_whole = self->pieces->len;
  gint64        until_us = g_get_monotonic_time () + SLICE_US;

  if (!self->is_settled && n_whole > 0)
    n_whole--;

  if (self->colors == NULL && waits_for_end (self))
    {
      self->idle_id = 0;
      return G_SOURCE_REMOVE;
    }
  if (self->colors == NULL && waits_for_rest (self))
    return G_SOURCE_REMOVE;

  if (self->colors == NULL)
    {
      self->is_at_rest = FALSE;
      self->colors = chl_code_colors_new_as_styled (self->language);
      self->has_language = self->colors != NULL;
      self->n_colored = 0;
      if (self->colors != NULL)
        g_signal_emit (self, signals[SIGNAL_NAMED], 0, chl_code_colors_get_name (self->colors));
    }
  else
    {
      while (self->n_colored < n_whole && g_get_monotonic_time () < until_us)
        {
          gsize start = get_start (self, self->n_colored);
          gsize end = get_end (self, self->n_colored);
          g_autoptr(PangoAttrList) colors = NULL;

          colors = chl_code_colors_read (self->colors, self->text->str + start, end - start);
          chl_text_piece_set_colors (g_ptr_array_index (self->pieces, self->n_colored), colors);
          self->n_colored++;
        }
    }

  if (self->has_language && self->n_colored < n_whole)
    return G_SOURCE_CONTINUE;

  if (self->is_settled)
    g_clear_pointer (&self->colors, chl_code_colors_free);
  self->idle_id = 0;

  return G_SOURCE_REMOVE;
}

static void
drop_colors (ChlCodeLines *self)
{
  g_clear_pointer (&self->colors, chl_code_colors_free);
  self->n_colored = 0;
  self->has_language = self->language != NULL;
  queue_colors (self);
}

static void
chl_code_lines_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (chl_code_lines_parent_class)->map (widget);

  queue_colors (CHL_CODE_LINES (widget));
}

static void
chl_code_lines_unmap (GtkWidget *widget)
{
  g_clear_handle_id (&CHL_CODE_LINES (widget)->idle_id, g_source_remove);

  GTK_WIDGET_CLASS (chl_code_lines_parent_class)->unmap (widget);
}

static void
drop_pieces (ChlCodeLines *self,
             guint         from)
{
  for (guint i = self->pieces->len; i > from; i--)
    gtk_widget_unparent (g_ptr_array_index (self->pieces, i - 1));
  g_ptr_array_set_size (self->pieces, (int) from);
  g_array_set_size (self->starts, from);
}

static void
chl_code_lines_dispose (GObject *object)
{
  ChlCodeLines *self = CHL_CODE_LINES (object);

  g_clear_handle_id (&self->idle_id, g_source_remove);
  drop_pieces (self, 0);

  G_OBJECT_CLASS (chl_code_lines_parent_class)->dispose (object);
}

static void
chl_code_lines_finalize (GObject *object)
{
  ChlCodeLines *self = CHL_CODE_LINES (object);

  g_string_free (self->text, TRUE);
  g_clear_pointer (&self->pieces, g_ptr_array_unref);
  g_clear_pointer (&self->starts, g_array_unref);
  g_clear_pointer (&self->language, g_free);
  g_clear_pointer (&self->colors, chl_code_colors_free);

  G_OBJECT_CLASS (chl_code_lines_parent_class)->finalize (object);
}

static void
chl_code_lines_class_init (ChlCodeLinesClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = chl_code_lines_dispose;
  object_class->finalize = chl_code_lines_finalize;
  widget_class->map = chl_code_lines_map;
  widget_class->unmap = chl_code_lines_unmap;

  /**
   * ChlCodeLines::named:
   * @self: the lines
   * @name: what people call the language
   */
  signals[SIGNAL_NAMED] = g_signal_new ("named", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_css_name (widget_class, "chl-code-lines");
}

static void
chl_code_lines_init (ChlCodeLines *self)
{
  self->text = g_string_new (NULL);
  self->pieces = g_ptr_array_new ();
  self->starts = g_array_new (FALSE, FALSE, sizeof (gsize));
  /* Code runs from left to right wherever it is read. */
  gtk_widget_set_direction (GTK_WIDGET (self), GTK_TEXT_DIR_LTR);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (drop_colors), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::high-contrast",
                           G_CALLBACK (drop_colors), self, G_CONNECT_SWAPPED);
}

/* Returns: (transfer floating): a new, empty #ChlCodeLines. */
GtkWidget *
chl_code_lines_new (void)
{
  return g_object_new (CHL_TYPE_CODE_LINES, NULL);
}

static ChlTextPiece *
ensure_piece (ChlCodeLines *self,
              guint         position,
              gsize         start)
{
  GtkWidget *piece;

  if (position < self->pieces->len)
    {
      g_array_index (self->starts, gsize, position) = start;
      return g_ptr_array_index (self->pieces, position);
    }

  piece = chl_text_piece_new ();
  gtk_widget_set_direction (GTK_WIDGET (chl_text_piece_get_label (CHL_TEXT_PIECE (piece))),
                            GTK_TEXT_DIR_LTR);
  chl_text_piece_set_wraps (CHL_TEXT_PIECE (piece), self->wraps);
  gtk_widget_set_parent (piece, GTK_WIDGET (self));
  g_ptr_array_add (self->pieces, piece);
  g_array_append_val (self->starts, start);

  return CHL_TEXT_PIECE (piece);
}

/* Returns: whether it looks different now */
static gboolean
show_piece (ChlCodeLines *self,
            guint         position,
            gsize         start,
            gsize         end)
{
  ChlTextPiece *piece = ensure_piece (self, position, start);
  const char   *old;
  gsize         old_length;

  old = chl_text_piece_get_text (piece, &old_length);
  if (old_length == end - start && memcmp (old, self->text->str + start, old_length) == 0)
    return FALSE;

  chl_text_piece_set_text (piece, self->text->str + start, end - start, NULL, 0);

  return TRUE;
}

/* Returns: which piece is the first that may look different, now that the text differs at @same. */
static guint
find_first (ChlCodeLines *self,
            gsize         same)
{
  guint first = self->starts->len;

  while (first > 0 && get_start (self, first - 1) > same)
    first--;

  /* A line that became too long moves from the end of the piece before. */
  return first > 1 ? first - 2 : 0;
}

/**
 * chl_code_lines_set_text:
 * @self: lines
 * @text: the whole text, valid UTF-8
 * @length: bytes in @text
 *
 * Shows @text. What is the same as before is not touched, so that a text may grow at the cost of
 * what is new.
 */
void
chl_code_lines_set_text (ChlCodeLines *self,
                         const char   *text,
                         gsize         length)
{
  guint changed = G_MAXUINT;
  gsize same = 0;
  gsize start;
  guint i;

  g_return_if_fail (CHL_IS_CODE_LINES (self));
  g_return_if_fail (text != NULL);

  if (length >= self->text->len && memcmp (text, self->text->str, self->text->len) == 0)
    same = self->text->len;
  else
    while (same < length && same < self->text->len && text[same] == self->text->str[same])
      same++;
  if (same == length && same == self->text->len && self->pieces->len > 0)
    return;

  g_string_truncate (self->text, same);
  g_string_append_len (self->text, text + same, (gssize) (length - same));

  i = find_first (self, same);
  start = i < self->starts->len ? get_start (self, i) : 0;
  do
    {
      gsize next;
      gsize end = chl_code_cut_find (self->text->str, self->text->len, start, &next);

      if (show_piece (self, i, start, end))
        changed = MIN (changed, i);
      i++;
      start = next;
    }
  while (start < length);

  drop_pieces (self, i);
  if (changed < self->n_colored)
    drop_colors (self);
  else
    queue_colors (self);
}

void
chl_code_lines_set_wraps (ChlCodeLines *self,
                          gboolean      wraps)
{
  g_return_if_fail (CHL_IS_CODE_LINES (self));

  if (self->wraps == wraps)
    return;

  self->wraps = wraps;
  for (guint i = 0; i < self->pieces->len; i++)
    chl_text_piece_set_wraps (g_ptr_array_index (self->pieces, i), wraps);
}

/* @language: (nullable): as it stands after a fence. */
void
chl_code_lines_set_language (ChlCodeLines *self,
                             const char   *language)
{
  g_return_if_fail (CHL_IS_CODE_LINES (self));

  if (g_strcmp0 (self->language, language) == 0)
    return;

  g_free (self->language);
  self->language = g_strdup (language);
  drop_colors (self);
}

/* Says that the text is whole. */
void
chl_code_lines_settle (ChlCodeLines *self)
{
  g_return_if_fail (CHL_IS_CODE_LINES (self));

  self->is_settled = TRUE;
  queue_colors (self);
}

const char *
chl_code_lines_get_text (ChlCodeLines *self)
{
  g_return_val_if_fail (CHL_IS_CODE_LINES (self), NULL);

  return self->text->str;
}

guint
chl_code_lines_get_n_pieces (ChlCodeLines *self)
{
  g_return_val_if_fail (CHL_IS_CODE_LINES (self), 0);

  return self->pieces->len;
}

/**
 * chl_code_lines_get_piece:
 * @self: lines
 * @position: which piece, less than their number
 * @out_start: (out): where it begins in the text
 *
 * Returns: (transfer none): the piece
 */
ChlTextPiece *
chl_code_lines_get_piece (ChlCodeLines *self,
                          guint         position,
                          gsize        *out_start)
{
  g_return_val_if_fail (CHL_IS_CODE_LINES (self), NULL);
  g_return_val_if_fail (position < self->pieces->len, NULL);

  *out_start = get_start (self, position);

  return g_ptr_array_index (self->pieces, position);
}
