/* chl-mark.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-mark"

#include "config.h"

#include "chl-mark.h"

#include <string.h>

#include "chl-answer-view.h"
#include "chl-code-block.h"
#include "chl-question-view.h"
#include "chl-text-blocks.h"

/* As a marker on paper, light or dark: yellow, and orange for the current one, under black. */
static void
add_mark (PangoAttrList *attributes,
          gsize          start,
          gsize          end,
          gboolean       is_current)
{
  PangoAttribute *marks[] = {
    is_current ? pango_attr_background_new (0xffff, 0x7800, 0x0000)
               : pango_attr_background_new (0xf8f8, 0xe4e4, 0x5c5c),
    pango_attr_foreground_new (0, 0, 0),
  };

  for (gsize i = 0; i < G_N_ELEMENTS (marks); i++)
    {
      marks[i]->start_index = (guint) start;
      marks[i]->end_index = (guint) end;
      pango_attr_list_insert (attributes, marks[i]);
    }
}

/* @place is %NULL unless the current hit is in this label. */
static void
mark_label (GtkLabel       *label,
            ChlFind        *find,
            const ChlPlace *place)
{
  g_autoptr(PangoAttrList) attributes = NULL;
  const char *text = gtk_label_get_text (label);
  gsize       end = 0;
  gsize       start;

  while (find != NULL && chl_find_next (find, text, strlen (text), end, &start, &end))
    {
      if (attributes == NULL)
        attributes = pango_attr_list_new ();
      add_mark (attributes, start, end, place != NULL && place->start == start);
    }

  if (attributes != NULL || gtk_label_get_attributes (label) != NULL)
    gtk_label_set_attributes (label, attributes);
}

static void
mark_blocks (ChlTextBlocks  *blocks,
             ChlFind        *find,
             const ChlPlace *place)
{
  GtkWidget *widget;

  for (guint i = 0; (widget = chl_text_blocks_get_block (blocks, i)) != NULL; i++)
    {
      const ChlPlace *here = place != NULL && place->block == i ? place : NULL;

      if (CHL_IS_CODE_BLOCK (widget))
        chl_code_block_mark (CHL_CODE_BLOCK (widget), find,
                             here != NULL ? (gssize) here->start : -1);
      else
        mark_label (GTK_LABEL (widget), find, here);
    }
}

/* Returns: (transfer none): what a turn shows. */
ChlMessage *
chl_mark_get_message (GtkWidget *turn)
{
  if (CHL_IS_QUESTION_VIEW (turn))
    return chl_question_view_get_message (CHL_QUESTION_VIEW (turn));

  return chl_answer_view_get_message (CHL_ANSWER_VIEW (turn));
}

/**
 * chl_mark_turn:
 * @turn: a #ChlQuestionView or a #ChlAnswerView
 * @find: (nullable): what to mark; %NULL takes the marks away
 * @place: (nullable): the current hit, in this turn or in another one
 */
void
chl_mark_turn (GtkWidget      *turn,
               ChlFind        *find,
               const ChlPlace *place)
{
  GtkWidget *widget;

  g_return_if_fail (CHL_IS_QUESTION_VIEW (turn) || CHL_IS_ANSWER_VIEW (turn));

  if (place != NULL && place->message != chl_mark_get_message (turn))
    place = NULL;

  if (CHL_IS_QUESTION_VIEW (turn))
    {
      mark_label (chl_question_view_get_label (CHL_QUESTION_VIEW (turn)), find, place);
      return;
    }

  for (guint i = 0; (widget = chl_answer_view_get_part (CHL_ANSWER_VIEW (turn), i)) != NULL; i++)
    if (CHL_IS_TEXT_BLOCKS (widget))
      mark_blocks (CHL_TEXT_BLOCKS (widget), find,
                   place != NULL && place->part == i ? place : NULL);
}

static GtkWidget *
find_widget (GtkWidget      *turn,
             const ChlPlace *place)
{
  GtkWidget *part;

  if (CHL_IS_QUESTION_VIEW (turn))
    return GTK_WIDGET (chl_question_view_get_label (CHL_QUESTION_VIEW (turn)));

  part = chl_answer_view_get_part (CHL_ANSWER_VIEW (turn), place->part);

  return CHL_IS_TEXT_BLOCKS (part)
           ? chl_text_blocks_get_block (CHL_TEXT_BLOCKS (part), place->block)
           : NULL;
}

static void
get_label_area (GtkLabel     *label,
                gsize         start,
                GdkRectangle *out_area)
{
  PangoRectangle position;
  int            x;
  int            y;

  pango_layout_index_to_pos (gtk_label_get_layout (label), (int) start, &position);
  pango_extents_to_pixels (&position, NULL);
  gtk_label_get_layout_offsets (label, &x, &y);
  *out_area = (GdkRectangle){ x + position.x, y + position.y, position.width, position.height };
}

/**
 * chl_mark_compute_bounds:
 * @turn: a #ChlQuestionView or a #ChlAnswerView that has its size
 * @place: a hit in it
 * @target: a widget around it
 * @out_bounds: (out): where the hit is in @target; of a code block that is too wide, in sight
 *
 * Returns: whether it is there
 */
gboolean
chl_mark_compute_bounds (GtkWidget       *turn,
                         const ChlPlace  *place,
                         GtkWidget       *target,
                         graphene_rect_t *out_bounds)
{
  GtkWidget      *widget = find_widget (turn, place);
  GdkRectangle    area;
  graphene_rect_t bounds;

  if (widget == NULL)
    return FALSE;

  if (CHL_IS_CODE_BLOCK (widget))
    widget = chl_code_block_show_place (CHL_CODE_BLOCK (widget), place->start, &area);
  else
    get_label_area (GTK_LABEL (widget), place->start, &area);

  if (!gtk_widget_compute_bounds (widget, target, &bounds))
    return FALSE;

  graphene_rect_init (out_bounds, bounds.origin.x + (float) area.x,
                      bounds.origin.y + (float) area.y, (float) area.width, (float) area.height);

  return TRUE;
}
