/* chl-model-line-layout.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-model-line-layout"

#include "config.h"

#include "chl-model-line-layout.h"

#include "chl-model-chips.h"

/* Pixels: between parts, between small ones, between lines. */
#define SPACING 12
#define SMALL_SPACING 6
#define LINE_SPACING 2
#define CHIPS_SPACING 5

/* A line that is narrower than so many heights of a chip has its chips under the title. */
#define FOLDED_HEIGHTS 22

/* Parts of a hundred of the room that the title keeps while there are more chips than fit. */
#define TITLE_SHARE 55

typedef enum
{
  PART_CHECK,
  PART_TITLE,
  PART_ID,
  PART_CHIPS,
  PART_PRICE,
  PART_SPINNER,
  PART_MENU,
  PART_ARROW,
} Part;

#define N_PARTS (PART_ARROW + 1)

typedef struct
{
  GtkWidget *parts[N_PARTS];  /* (unowned) */
  int        widths[N_PARTS]; /* natural; 0 for what is not shown */
  int        end_width;       /* of what stands behind the price, with the space before it */
  gboolean   is_folded;
} Plan;

static gboolean
is_folded (GtkWidget *chips,
           int        width)
{
  int height;

  gtk_widget_measure (chips, GTK_ORIENTATION_VERTICAL, -1, &height, NULL, NULL, NULL);

  return width >= 0 && width < height * FOLDED_HEIGHTS;
}

static void
make_plan (GtkWidget *line,
           int        width,
           Plan      *plan)
{
  GtkWidget *part = gtk_widget_get_first_child (line);

  for (guint i = 0; i < N_PARTS; i++)
    {
      plan->parts[i] = part;
      plan->widths[i] = 0;
      if (gtk_widget_should_layout (part))
        gtk_widget_measure (part, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &plan->widths[i], NULL,
                            NULL);
      part = gtk_widget_get_next_sibling (part);
    }

  plan->end_width = 0;
  for (guint i = PART_SPINNER; i < N_PARTS; i++)
    if (plan->widths[i] > 0)
      plan->end_width += SMALL_SPACING + plan->widths[i];
  plan->is_folded = is_folded (plan->parts[PART_CHIPS], width);
}

static int
measure_part (GtkWidget *part)
{
  int height;

  gtk_widget_measure (part, GTK_ORIENTATION_VERTICAL, -1, &height, NULL, NULL, NULL);

  return height;
}

void
chl_model_line_layout_measure_width (GtkWidget *line,
                                     int       *minimum,
                                     int       *natural)
{
  Plan plan;
  int  title;

  make_plan (line, -1, &plan);
  gtk_widget_measure (plan.parts[PART_TITLE], GTK_ORIENTATION_HORIZONTAL, -1, &title, NULL, NULL,
                      NULL);
  *minimum = plan.widths[PART_CHECK] + SPACING + title + SMALL_SPACING + plan.widths[PART_PRICE] +
             plan.end_width;
  *natural = plan.widths[PART_CHECK] + SPACING +
             MAX (plan.widths[PART_TITLE], plan.widths[PART_ID]) + SPACING +
             plan.widths[PART_CHIPS] + SMALL_SPACING + plan.widths[PART_PRICE] + plan.end_width;
}

/* All lines of one width are equally high, whatever is in them. */
int
chl_model_line_layout_measure_height (GtkWidget *line,
                                      int        width)
{
  Plan plan;
  int  height;

  make_plan (line, width, &plan);
  height = measure_part (plan.parts[PART_TITLE]) + LINE_SPACING + measure_part (plan.parts[PART_ID]);
  if (plan.is_folded)
    height += CHIPS_SPACING + measure_part (plan.parts[PART_CHIPS]);

  return MAX (height, measure_part (plan.parts[PART_CHECK]));
}

static void
place (GtkWidget *part,
       int        x,
       int        y,
       int        width,
       int        height,
       int        whole)
{
  if (!gtk_widget_should_layout (part))
    return;

  if (gtk_widget_get_direction (part) == GTK_TEXT_DIR_RTL)
    x = whole - x - width;
  gtk_widget_size_allocate (part, &(GtkAllocation){ x, y, MAX (width, 0), height }, -1);
}

/* Places what has one size in the middle of the height. */
static void
place_middle (GtkWidget *part,
              int        x,
              int        width,
              int        height,
              int        whole)
{
  int own = MIN (measure_part (part), height);

  place (part, x, (height - own) / 2, width, own, whole);
}

/* Title, id and, where the line is folded, chips. A title without an id stands in the middle. */
static void
place_text (const Plan *plan,
            int         x,
            int         width,
            int         title_width,
            int         height,
            int         whole)
{
  GtkWidget *title = plan->parts[PART_TITLE];
  GtkWidget *id = plan->parts[PART_ID];
  GtkWidget *chips = plan->parts[PART_CHIPS];
  gboolean   has_id = *gtk_label_get_text (GTK_LABEL (id)) != '\0';
  int        title_height = measure_part (title);
  int        id_height = measure_part (id);
  int        chips_height = plan->is_folded ? CHIPS_SPACING + measure_part (chips) : 0;
  int        text_height = title_height + (has_id ? LINE_SPACING + id_height : 0);
  int        price_width = plan->widths[PART_PRICE];
  int        y = (height - text_height - chips_height) / 2;

  /* Where the line is folded the price stands beside the title. */
  if (plan->is_folded)
    place (plan->parts[PART_PRICE], x + width - price_width, y, price_width, title_height, whole);
  place (title, x, y, title_width, title_height, whole);
  place (id, x, y + title_height + LINE_SPACING, width, id_height, whole);
  if (plan->is_folded)
    place (chips, x, y + text_height + CHIPS_SPACING, width, chips_height - CHIPS_SPACING, whole);
}

static void
place_end (const Plan *plan,
           int         width,
           int         height)
{
  int x = width;

  for (guint i = N_PARTS; i > PART_SPINNER; i--)
    {
      int own = plan->widths[i - 1];

      if (own == 0)
        continue;
      x -= own;
      place_middle (plan->parts[i - 1], x, own, height, width);
      x -= SMALL_SPACING;
    }
}

/**
 * chl_model_line_layout_place:
 * @line: a line
 * @width: its width
 * @height: its height
 *
 * Gives every part its place: the title as much as it needs, the chips what is left, but a good half
 * for the title where there is not enough for both.
 */
void
chl_model_line_layout_place (GtkWidget *line,
                             int        width,
                             int        height)
{
  Plan plan;
  int  start;
  int  room;
  int  price;
  int  chips;

  make_plan (line, width, &plan);
  start = plan.widths[PART_CHECK] + SPACING;
  price = plan.widths[PART_PRICE] > 0 ? SMALL_SPACING + plan.widths[PART_PRICE] : 0;
  room = width - plan.end_width - start;

  place_middle (plan.parts[PART_CHECK], 0, plan.widths[PART_CHECK], height, width);
  place_end (&plan, width, height);
  chl_model_chips_set_at_start (CHL_MODEL_CHIPS (plan.parts[PART_CHIPS]), plan.is_folded);

  if (plan.is_folded)
    {
      place_text (&plan, start, room, room - price, height, width);
      return;
    }

  room -= price;
  place_middle (plan.parts[PART_PRICE], start + room + SMALL_SPACING, plan.widths[PART_PRICE],
                height, width);
  chips = room - SPACING - MAX (plan.widths[PART_TITLE], plan.widths[PART_ID]);
  chips = CLAMP (MAX (chips, room * (100 - TITLE_SHARE) / 100), 0, plan.widths[PART_CHIPS]);
  place_middle (plan.parts[PART_CHIPS], start + room - chips, chips, height, width);
  place_text (&plan, start, room - SPACING - chips, room - SPACING - chips, height, width);
}
