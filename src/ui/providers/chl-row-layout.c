/* chl-row-layout.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-row-layout"

#include "config.h"

#include "chl-row-layout.h"

/* Pixels, as libadwaita has them between the parts of a row; and below what is not beside them. */
#define SPACING 6
#define MARGIN_BELOW 9

/* Characters that the words keep for themselves before what stands at the end goes below them. */
#define MIN_CHARS 20

/**
 * ChlRowLayout:
 *
 * Lays out an #AdwActionRow as it does itself; but where chips and switches would leave too little
 * room for the words, in a narrow window or with large text, they stand below the words.
 */
struct _ChlRowLayout
{
  GtkLayoutManager parent_instance;
};

G_DEFINE_FINAL_TYPE (ChlRowLayout, chl_row_layout, GTK_TYPE_LAYOUT_MANAGER)

typedef struct
{
  GtkWidget *words; /* (unowned) (nullable) */
  GtkWidget *end;   /* (unowned) (nullable) what follows them, if that takes any room */
  GtkWidget *rest;  /* (unowned) (nullable) what follows them, if it does not */
  int        start_width;
  int        words_minimum;
  int        words_natural;
  int        end_minimum;
  int        end_natural;
} Parts;

static int
measure_width (GtkWidget *child,
               int       *minimum)
{
  int natural;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, minimum, &natural, NULL, NULL);

  return natural;
}

static int
measure_height (GtkWidget *child,
                int        width)
{
  int natural;

  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, NULL, &natural, NULL, NULL);

  return natural;
}

static void
find_parts (GtkWidget *row,
            Parts     *parts)
{
  *parts = (Parts){ 0 };

  for (GtkWidget *child = gtk_widget_get_first_child (row); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (!gtk_widget_should_layout (child))
        continue;

      if (gtk_widget_has_css_class (child, "title"))
        {
          parts->words = child;
          parts->words_natural = measure_width (child, &parts->words_minimum);
        }
      else if (parts->words == NULL)
        {
          parts->start_width += measure_width (child, NULL) + SPACING;
        }
      else
        {
          parts->end = child;
          parts->end_natural = measure_width (child, &parts->end_minimum);
        }
    }

  if (parts->end_natural == 0)
    parts->rest = g_steal_pointer (&parts->end);
}

/* Grows with the text. */
static int
get_least_width (GtkWidget *row)
{
  PangoContext     *context = gtk_widget_get_pango_context (row);
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  int               width = MIN_CHARS * pango_font_metrics_get_approximate_char_width (metrics);

  pango_font_metrics_unref (metrics);

  return PANGO_PIXELS (width);
}

static gboolean
is_folded (GtkWidget   *row,
           const Parts *parts,
           int          width)
{
  int words = MAX (parts->words_minimum, MIN (parts->words_natural, get_least_width (row)));

  return parts->words != NULL && parts->end != NULL &&
         width < parts->start_width + words + SPACING + parts->end_natural;
}

static int
measure_start_height (GtkWidget *row)
{
  int height = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (row);
       child != NULL && !gtk_widget_has_css_class (child, "title");
       child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_should_layout (child))
      height = MAX (height, measure_height (child, -1));

  return height;
}

static int
get_words_width (const Parts *parts,
                 gboolean     is_folded,
                 int          width)
{
  int end = parts->end != NULL && !is_folded ? parts->end_natural + SPACING : 0;

  return MAX (width - parts->start_width - end, parts->words_minimum);
}

static int
measure_row_height (GtkWidget   *row,
                    const Parts *parts,
                    int          width)
{
  gboolean folded = width >= 0 && is_folded (row, parts, width);
  int      height = measure_start_height (row);

  if (parts->words != NULL)
    height = MAX (height, measure_height (parts->words, width < 0 ? -1 : get_words_width (parts, folded, width)));
  if (folded)
    return height + measure_height (parts->end, -1) + MARGIN_BELOW;
  if (parts->end != NULL)
    height = MAX (height, measure_height (parts->end, -1));

  return height;
}

static void
chl_row_layout_measure (GtkLayoutManager *manager,
                        GtkWidget        *widget,
                        GtkOrientation    orientation,
                        int               for_size,
                        int              *minimum,
                        int              *natural,
                        int              *minimum_baseline,
                        int              *natural_baseline)
{
  Parts parts;

  find_parts (widget, &parts);
  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      *minimum = *natural = measure_row_height (widget, &parts, for_size);
      return;
    }

  *minimum = MAX (parts.start_width + parts.words_minimum, parts.end_minimum);
  *natural = parts.start_width + parts.words_natural;
  if (parts.end != NULL)
    *natural += SPACING + parts.end_natural;
}

static void
place (GtkWidget    *child,
       GtkAllocation area,
       int           row_width)
{
  if (gtk_widget_get_direction (child) == GTK_TEXT_DIR_RTL)
    area.x = row_width - area.x - area.width;
  gtk_widget_size_allocate (child, &area, -1);
}

static void
place_start (GtkWidget *row,
             int        row_width,
             int        height)
{
  int x = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (row);
       child != NULL && !gtk_widget_has_css_class (child, "title");
       child = gtk_widget_get_next_sibling (child))
    {
      int width;

      if (!gtk_widget_should_layout (child))
        continue;

      width = measure_width (child, NULL);
      place (child, (GtkAllocation){ x, 0, width, height }, row_width);
      x += width + SPACING;
    }
}

static void
chl_row_layout_allocate (GtkLayoutManager *manager,
                         GtkWidget        *widget,
                         int               width,
                         int               height,
                         int               baseline)
{
  Parts    parts;
  gboolean folded;
  int      end_width;
  int      end_height;
  int      words_height = height;

  find_parts (widget, &parts);
  folded = is_folded (widget, &parts, width);
  if (folded)
    words_height -= measure_height (parts.end, -1) + MARGIN_BELOW;

  place_start (widget, width, words_height);
  if (parts.words != NULL)
    place (parts.words,
           (GtkAllocation){ parts.start_width, 0, get_words_width (&parts, folded, width),
                            words_height },
           width);
  if (parts.rest != NULL)
    place (parts.rest, (GtkAllocation){ width, 0, 0, height }, width);
  if (parts.end == NULL)
    return;

  end_width = MAX (MIN (parts.end_natural, width), parts.end_minimum);
  end_height = folded ? height - words_height - MARGIN_BELOW : height;
  place (parts.end,
         (GtkAllocation){ MAX (width - end_width, 0), folded ? words_height : 0, end_width,
                          end_height },
         width);
}

static GtkSizeRequestMode
chl_row_layout_get_request_mode (GtkLayoutManager *manager,
                                 GtkWidget        *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
chl_row_layout_class_init (ChlRowLayoutClass *klass)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  layout_class->measure = chl_row_layout_measure;
  layout_class->allocate = chl_row_layout_allocate;
  layout_class->get_request_mode = chl_row_layout_get_request_mode;
}

static void
chl_row_layout_init (ChlRowLayout *self)
{
}

/**
 * chl_row_layout_use:
 * @row: a row that begins or ends with more than its words
 *
 * Lets @row be laid out by a #ChlRowLayout.
 */
void
chl_row_layout_use (AdwActionRow *row)
{
  GtkWidget *box;

  g_return_if_fail (ADW_IS_ACTION_ROW (row));

  box = gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (row));
  if (GTK_IS_BOX (box))
    gtk_widget_set_layout_manager (box, g_object_new (CHL_TYPE_ROW_LAYOUT, NULL));
}

/**
 * chl_row_layout_use_within:
 * @row: a row that unfolds, and begins or ends with more than its words
 *
 * Lets what is seen of @row while it is folded be laid out by a #ChlRowLayout.
 */
void
chl_row_layout_use_within (GtkWidget *row)
{
  g_return_if_fail (GTK_IS_WIDGET (row));

  for (GtkWidget *child = gtk_widget_get_first_child (row); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (ADW_IS_ACTION_ROW (child))
        chl_row_layout_use (ADW_ACTION_ROW (child));
      else
        chl_row_layout_use_within (child);
    }
}
