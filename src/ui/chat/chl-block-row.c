/* chl-block-row.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-block-row"

#include "config.h"

#include "chl-block-row.h"

#include <adwaita.h>
#include <string.h>

/* Parts of the size of a letter. */
#define QUOTE_INDENT 1.2
#define LIST_INDENT 1.7
#define MARKER_GAP 0.5

/* Pixels, and parts of the colour of the text. */
#define BAR_WIDTH 3.0f
#define BAR_ALPHA 0.2f
#define BAR_ALPHA_CLEAR 0.6f

/* Levels that still move to the side; a page is not wider than that. */
#define MAX_LEVELS 12

/**
 * ChlBlockRow:
 *
 * A block in its place: moved to the side by the lists and quotes it stands in, with the bars of the
 * quotes and the marker of the item that begins with it. The bars go on through the gap to the block
 * above where that stands in the same quote.
 */
struct _ChlBlockRow
{
  GtkWidget parent_instance;

  ChlBlockKind kind;
  gboolean     is_item;
  GtkWidget   *view;       /* (unowned) child, a ChlBlockView */
  GtkWidget   *marker;     /* (unowned) (nullable) child */
  char        *containers; /* (owned) (not nullable) as in ChlBlock */
  guint        n_joined;   /* containers that the block above stands in, too */
  const char  *gap;        /* (unowned) (nullable) style class that says how far above it ends */
};

G_DEFINE_FINAL_TYPE (ChlBlockRow, chl_block_row, GTK_TYPE_WIDGET)

static double
get_letter (ChlBlockRow *self)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));

  return pango_units_to_double (
    pango_font_description_get_size (pango_context_get_font_description (context)));
}

/* Where the inside of the first @n containers begins. */
static int
get_indent (ChlBlockRow *self,
            guint        n)
{
  double indent = 0;

  for (guint i = 0; i < MIN (n, MAX_LEVELS) && self->containers[i] != '\0'; i++)
    indent += self->containers[i] == '>' ? QUOTE_INDENT : LIST_INDENT;

  return (int) (indent * get_letter (self) + 0.5);
}

/* Returns: one more than the position of the list that the item belongs to, 0 without. */
static guint
find_list (const char *containers)
{
  guint found = 0;

  for (guint i = 0; containers[i] != '\0'; i++)
    if (containers[i] != '>')
      found = i + 1;

  return found;
}

/* A long number pushes its own text aside. */
static int
get_extra (ChlBlockRow *self)
{
  int width;
  int room;

  if (self->marker == NULL)
    return 0;

  gtk_widget_measure (self->marker, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &width, NULL, NULL);
  room = get_indent (self, find_list (self->containers)) -
         (int) (MARKER_GAP * get_letter (self) + 0.5);

  return MAX (0, width - room);
}

static GtkSizeRequestMode
chl_block_row_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
chl_block_row_measure (GtkWidget     *widget,
                       GtkOrientation orientation,
                       int            for_size,
                       int           *minimum,
                       int           *natural,
                       int           *minimum_baseline,
                       int           *natural_baseline)
{
  ChlBlockRow *self = CHL_BLOCK_ROW (widget);
  int          indent = get_indent (self, MAX_LEVELS) + get_extra (self);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      gtk_widget_measure (self->view, orientation, -1, minimum, natural, NULL, NULL);
      *minimum += indent;
      *natural += indent;
      return;
    }

  if (for_size >= 0)
    {
      int least;

      gtk_widget_measure (self->view, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
      for_size = MAX (for_size - indent, least);
    }
  gtk_widget_measure (self->view, orientation, for_size, minimum, natural, NULL, NULL);
}

static void
allocate_marker (ChlBlockRow *self,
                 int          width,
                 int          extra,
                 gboolean     is_rtl)
{
  int end = get_indent (self, find_list (self->containers)) + extra -
            (int) (MARKER_GAP * get_letter (self) + 0.5);
  int marker_width;
  int marker_height;

  gtk_widget_measure (self->marker, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &marker_width, NULL, NULL);
  gtk_widget_measure (self->marker, GTK_ORIENTATION_VERTICAL, marker_width, NULL, &marker_height,
                      NULL, NULL);
  gtk_widget_size_allocate (self->marker,
                            &(GtkAllocation){ is_rtl ? width - end : end - marker_width, 0,
                                              marker_width, marker_height },
                            -1);
}

static void
chl_block_row_size_allocate (GtkWidget *widget,
                             int        width,
                             int        height,
                             int        baseline)
{
  ChlBlockRow *self = CHL_BLOCK_ROW (widget);
  gboolean     is_rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int          extra = get_extra (self);
  int          indent = get_indent (self, MAX_LEVELS) + extra;
  int          least;

  gtk_widget_measure (self->view, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  gtk_widget_size_allocate (self->view,
                            &(GtkAllocation){ is_rtl ? 0 : indent, 0, MAX (width - indent, least),
                                              height },
                            -1);
  if (self->marker != NULL)
    allocate_marker (self, width, extra, is_rtl);
}

static void
chl_block_row_snapshot (GtkWidget   *widget,
                        GtkSnapshot *snapshot)
{
  ChlBlockRow *self = CHL_BLOCK_ROW (widget);
  gboolean     is_rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  float        gap;
  GdkRGBA      color;

  if (strchr (self->containers, '>') != NULL)
    {
      /* As much as was really given: where bars overlap one sees a dot. */
      gap = (float) (gtk_widget_get_allocated_height (widget) - gtk_widget_get_height (widget));
      gtk_style_context_get_color (gtk_widget_get_style_context (widget), &color);
      color.alpha *= adw_style_manager_get_high_contrast (adw_style_manager_get_default ())
                       ? BAR_ALPHA_CLEAR
                       : BAR_ALPHA;
      for (guint i = 0; i < MAX_LEVELS && self->containers[i] != '\0'; i++)
        {
          float start = (float) get_indent (self, i);
          float top = i < self->n_joined ? -gap : 0;

          if (is_rtl)
            start = (float) gtk_widget_get_width (widget) - start - BAR_WIDTH;
          if (self->containers[i] == '>')
            gtk_snapshot_append_color (snapshot, &color,
                                       &GRAPHENE_RECT_INIT (start, top, BAR_WIDTH,
                                                            (float) gtk_widget_get_height (widget) -
                                                              top));
        }
    }

  GTK_WIDGET_CLASS (chl_block_row_parent_class)->snapshot (widget, snapshot);
}

static void
chl_block_row_dispose (GObject *object)
{
  ChlBlockRow *self = CHL_BLOCK_ROW (object);

  g_clear_pointer (&self->view, gtk_widget_unparent);
  g_clear_pointer (&self->marker, gtk_widget_unparent);

  G_OBJECT_CLASS (chl_block_row_parent_class)->dispose (object);
}

static void
chl_block_row_finalize (GObject *object)
{
  ChlBlockRow *self = CHL_BLOCK_ROW (object);

  g_clear_pointer (&self->containers, g_free);

  G_OBJECT_CLASS (chl_block_row_parent_class)->finalize (object);
}

static void
chl_block_row_class_init (ChlBlockRowClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = chl_block_row_dispose;
  object_class->finalize = chl_block_row_finalize;
  widget_class->get_request_mode = chl_block_row_get_request_mode;
  widget_class->measure = chl_block_row_measure;
  widget_class->size_allocate = chl_block_row_size_allocate;
  widget_class->snapshot = chl_block_row_snapshot;

  gtk_widget_class_set_css_name (widget_class, "chl-block-row");
}

static void
chl_block_row_init (ChlBlockRow *self)
{
  self->containers = g_strdup ("");
}

/**
 * chl_block_row_new:
 * @block: what it is going to show
 *
 * Returns: (transfer floating): a new, empty row for blocks like @block
 */
GtkWidget *
chl_block_row_new (const ChlBlock *block)
{
  ChlBlockRow *self;
  gboolean     is_item;

  g_return_val_if_fail (block != NULL, NULL);

  is_item = block->item != CHL_ITEM_NONE;
  self = g_object_new (CHL_TYPE_BLOCK_ROW, "accessible-role",
                       is_item ? GTK_ACCESSIBLE_ROLE_LIST_ITEM : GTK_ACCESSIBLE_ROLE_GROUP, NULL);
  self->kind = block->kind;
  self->is_item = is_item;
  self->view = chl_block_view_new (block->kind);
  gtk_widget_set_parent (self->view, GTK_WIDGET (self));

  return GTK_WIDGET (self);
}

/**
 * chl_block_row_suits:
 * @self: a row
 * @block: a block
 *
 * Returns: whether the row can show @block
 */
gboolean
chl_block_row_suits (ChlBlockRow    *self,
                     const ChlBlock *block)
{
  g_return_val_if_fail (CHL_IS_BLOCK_ROW (self), FALSE);

  return self->kind == block->kind && self->is_item == (block->item != CHL_ITEM_NONE);
}

static void
show_marker (ChlBlockRow *self,
             GType        type)
{
  if (self->marker != NULL && G_OBJECT_TYPE (self->marker) == type)
    return;

  g_clear_pointer (&self->marker, gtk_widget_unparent);
  /* Where the focus must not stay, a check button that is offered it ends the way of Tab. */
  self->marker = g_object_new (type, "can-target", FALSE, "can-focus", FALSE, NULL);
  gtk_widget_add_css_class (self->marker, "marker");
  gtk_widget_insert_before (self->marker, GTK_WIDGET (self), self->view);
}

static void
update_marker (ChlBlockRow    *self,
               const ChlBlock *block)
{
  static const char *const bullets[] = { "•", "◦", "▪" };
  g_autofree char         *text = NULL;
  guint                    depth = 0;

  switch (block->item)
    {
    case CHL_ITEM_NONE:
      g_clear_pointer (&self->marker, gtk_widget_unparent);
      return;

    case CHL_ITEM_OPEN:
    case CHL_ITEM_DONE:
      show_marker (self, GTK_TYPE_CHECK_BUTTON);
      gtk_check_button_set_active (GTK_CHECK_BUTTON (self->marker), block->item == CHL_ITEM_DONE);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->marker), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      block->text, GTK_ACCESSIBLE_PROPERTY_READ_ONLY, TRUE, -1);
      return;

    case CHL_ITEM_BULLET:
      for (const char *p = block->containers; *p != '\0'; p++)
        depth += *p == '-' ? 1 : 0;
      show_marker (self, GTK_TYPE_LABEL);
      gtk_label_set_text (GTK_LABEL (self->marker),
                          bullets[(MAX (depth, 1) - 1) % G_N_ELEMENTS (bullets)]);
      return;

    case CHL_ITEM_NUMBER:
      text = g_strdup_printf ("%u.", block->number);
      show_marker (self, GTK_TYPE_LABEL);
      gtk_widget_set_direction (self->marker, gtk_widget_get_direction (GTK_WIDGET (self)));
      gtk_label_set_text (GTK_LABEL (self->marker), text);
      return;
    }
}

static guint
count_joined (const ChlBlock *block,
              const ChlBlock *previous)
{
  guint n = 0;

  if (previous == NULL)
    return 0;

  /* A quote may follow on another one, a list not. */
  while (block->containers[n] != '\0' && block->containers[n] == previous->containers[n] &&
         (block->containers[n] != '>' || n < block->n_entered))
    n++;
  /* A quote in an item begins with the item. */
  if (block->item != CHL_ITEM_NONE)
    n = MIN (n, find_list (block->containers));

  return n;
}

static const char *
choose_gap (const ChlBlock *block,
            const ChlBlock *previous,
            guint           n_joined)
{
  static const char *const gaps[] = {
    [CHL_BLOCK_PARAGRAPH] = "after-text",
    [CHL_BLOCK_HEADING] = "before-heading",
    [CHL_BLOCK_CODE] = "around-box",
    [CHL_BLOCK_TABLE] = "around-box",
    [CHL_BLOCK_RULE] = "around-rule",
  };

  if (previous == NULL)
    return "first";
  if (block->is_continued)
    return "continued";
  if (block->kind == CHL_BLOCK_HEADING || block->kind == CHL_BLOCK_RULE)
    return gaps[block->kind];
  if (previous->kind != CHL_BLOCK_PARAGRAPH)
    return previous->kind == CHL_BLOCK_HEADING ? "after-heading" : gaps[previous->kind];
  if (block->item != CHL_ITEM_NONE && (n_joined > 0 || *previous->containers != '\0') &&
      find_list (block->containers) > 0 && find_list (previous->containers) > 0)
    return "between-items";

  return gaps[block->kind];
}

/* The scripts that are written from right to left. */
static gboolean
is_rtl_letter (gunichar c)
{
  return (c >= 0x0590 && c < 0x0900) || (c >= 0xfb1d && c < 0xfe00) || (c >= 0xfe70 && c < 0xff00) ||
         (c >= 0x10800 && c < 0x11000) || (c >= 0x1e800 && c < 0x1f000);
}

/* The first letter decides, as it does for the lines of the text. */
static GtkTextDirection
find_direction (const ChlBlock *block)
{
  if (block->kind == CHL_BLOCK_CODE)
    return GTK_TEXT_DIR_NONE;

  for (const char *p = block->text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isalpha (c))
        return is_rtl_letter (c) ? GTK_TEXT_DIR_RTL : GTK_TEXT_DIR_LTR;
    }

  return GTK_TEXT_DIR_NONE;
}

/* What has no letters of its own goes with the item or the quote that it stands in. */
static void
update_direction (ChlBlockRow    *self,
                  const ChlBlock *block,
                  const ChlBlock *previous)
{
  GtkTextDirection direction = find_direction (block);

  if (direction == GTK_TEXT_DIR_NONE && self->n_joined > 0)
    direction = find_direction (previous);
  gtk_widget_set_direction (GTK_WIDGET (self), direction);
}

/**
 * chl_block_row_set_block:
 * @self: a row that suits @block
 * @block: what to show
 * @previous: (nullable): the block above
 * @is_settled: whether @block never changes again
 */
void
chl_block_row_set_block (ChlBlockRow    *self,
                         ChlBlock       *block,
                         const ChlBlock *previous,
                         gboolean        is_settled)
{
  const char *gap;

  g_return_if_fail (CHL_IS_BLOCK_ROW (self));
  g_return_if_fail (block != NULL);

  if (!g_str_equal (self->containers, block->containers))
    {
      g_free (self->containers);
      self->containers = g_strdup (block->containers);
      gtk_widget_queue_resize (GTK_WIDGET (self));
    }
  self->n_joined = count_joined (block, previous);
  gap = choose_gap (block, previous, self->n_joined);
  if (g_strcmp0 (self->gap, gap) != 0)
    {
      if (self->gap != NULL)
        gtk_widget_remove_css_class (GTK_WIDGET (self), self->gap);
      gtk_widget_add_css_class (GTK_WIDGET (self), gap);
      self->gap = gap;
    }

  update_direction (self, block, previous);
  update_marker (self, block);
  chl_block_view_set_block (CHL_BLOCK_VIEW (self->view), block, is_settled);
}

/* Returns: (transfer none): what shows the block itself */
ChlBlockView *
chl_block_row_get_view (ChlBlockRow *self)
{
  g_return_val_if_fail (CHL_IS_BLOCK_ROW (self), NULL);

  return CHL_BLOCK_VIEW (self->view);
}
