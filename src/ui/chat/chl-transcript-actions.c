/* chl-transcript-actions.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-transcript"

#include "config.h"

#include "chl-transcript-actions.h"

#include "chl-selection-content.h"
#include "chl-selector.h"
#include "chl-transcript.h"
#include "chl-turn.h"

/* What an arrow key scrolls by, logical pixels; and what of a page is seen again on the next one. */
#define LINE_STEP 44.0
#define PAGE_OVERLAP 0.1

/* No two lines are farther apart than this, logical pixels. */
#define MAX_GAP 400.0

static void
end_action (GtkWidget  *widget,
            const char *action_name,
            GVariant   *parameter)
{
  chl_transcript_show_end (CHL_TRANSCRIPT (widget));
}

static void
begin_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  chl_turn_column_show_turn (chl_transcript_get_column (CHL_TRANSCRIPT (widget)), 0);
}

/* By so many lines or pages. */
static void
scroll_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  ChlTurnColumn *column = chl_transcript_get_column (CHL_TRANSCRIPT (widget));
  double         page = gtk_widget_get_height (GTK_WIDGET (column));
  int            n_lines;
  int            n_pages;

  g_variant_get (parameter, "(ii)", &n_lines, &n_pages);
  chl_turn_column_scroll_by (column, n_lines * LINE_STEP + n_pages * page * (1.0 - PAGE_OVERLAP));
}

static void
copy_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  ChlSelection    *selection = chl_transcript_get_selection (CHL_TRANSCRIPT (widget));
  g_autofree char *text = chl_selection_dup_text (selection);

  if (text != NULL)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
}

static void
copy_link_action (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), g_variant_get_string (parameter, NULL));
}

static void
offer (GtkWidget *widget)
{
  chl_selection_content_offer (chl_transcript_get_selection (CHL_TRANSCRIPT (widget)),
                               gtk_widget_get_primary_clipboard (widget));
}

static void
select_all_action (GtkWidget  *widget,
                   const char *action_name,
                   GVariant   *parameter)
{
  chl_selection_select_all (chl_transcript_get_selection (CHL_TRANSCRIPT (widget)));
  offer (widget);
}

/* Escape does something else where nothing is selected. */
static gboolean
clear_cb (GtkWidget *widget,
          GVariant  *parameter,
          gpointer   user_data)
{
  ChlSelection *selection = chl_transcript_get_selection (CHL_TRANSCRIPT (widget));
  ChlPlace      start;
  ChlPlace      end;

  if (!chl_selection_get_range (selection, &start, &end))
    return GDK_EVENT_PROPAGATE;

  chl_selection_clear (selection);
  offer (widget);

  return GDK_EVENT_STOP;
}

/* Whoever has not pressed anywhere yet begins where they read. */
static gboolean
ensure_place (ChlTranscript *self)
{
  ChlSelection *selection = chl_transcript_get_selection (self);
  ChlPlace      place;

  if (chl_selection_get_head (selection) != NULL)
    return TRUE;
  if (!chl_selector_find_place (chl_transcript_get_column (self), 0, 0, &place))
    return FALSE;

  chl_selection_begin (selection, &place, CHL_SELECTION_CHARACTER);

  return TRUE;
}

static void
show_head (ChlTranscript *self)
{
  const ChlPlace *head = chl_selection_get_head (chl_transcript_get_selection (self));

  if (head != NULL)
    chl_transcript_show_place (self, head, FALSE);
  offer (GTK_WIDGET (self));
}

static void
extend_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  ChlTranscript *self = CHL_TRANSCRIPT (widget);
  int            unit;
  gboolean       is_forward;

  g_variant_get (parameter, "(ib)", &unit, &is_forward);
  if (!ensure_place (self))
    return;

  chl_selection_move (chl_transcript_get_selection (self), (ChlSelectionUnit) unit, is_forward);
  show_head (self);
}

/* The place above or below another one, if both are in sight. */
static gboolean
find_next_line (ChlTranscript  *self,
                const ChlPlace *head,
                gboolean        is_forward,
                ChlPlace       *out_place)
{
  ChlTurnColumn  *column = chl_transcript_get_column (self);
  GtkWidget      *turn = chl_turn_column_get_turn (column, head->position);
  graphene_rect_t area;
  double          step;
  double          y;

  if (turn == NULL || !chl_turn_compute_area (turn, head, GTK_WIDGET (column), &area))
    return FALSE;

  y = (double) area.origin.y + (double) area.size.height / 2.0;
  step = MAX ((double) area.size.height, 8.0);
  for (double gap = step; gap < MAX_GAP; gap += step)
    {
      double at = y + (is_forward ? gap : -gap);
      int    order;

      if (!chl_selector_find_place (column, (double) area.origin.x, at, out_place))
        return FALSE;
      order = chl_place_compare (out_place, head);
      if (order != 0 && (order > 0) == is_forward)
        return TRUE;
    }

  return FALSE;
}

static void
extend_line_action (GtkWidget  *widget,
                    const char *action_name,
                    GVariant   *parameter)
{
  ChlTranscript *self = CHL_TRANSCRIPT (widget);
  ChlSelection  *selection = chl_transcript_get_selection (self);
  gboolean       is_forward = g_variant_get_boolean (parameter);
  ChlPlace       place;

  if (!ensure_place (self))
    return;

  if (find_next_line (self, chl_selection_get_head (selection), is_forward, &place))
    chl_selection_extend (selection, &place);
  else
    chl_selection_move (selection, CHL_SELECTION_BLOCK, is_forward);
  show_head (self);
}

/* At what is selected, or else in the middle. */
static void
menu_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  ChlTranscript  *self = CHL_TRANSCRIPT (widget);
  ChlTurnColumn  *column = chl_transcript_get_column (self);
  const ChlPlace *head = chl_selection_get_head (chl_transcript_get_selection (self));
  GtkWidget      *turn = head != NULL ? chl_turn_column_get_turn (column, head->position) : NULL;
  int             width = gtk_widget_get_width (GTK_WIDGET (column));
  int             height = gtk_widget_get_height (GTK_WIDGET (column));
  graphene_rect_t area;

  if (turn != NULL && chl_turn_compute_area (turn, head, GTK_WIDGET (column), &area) &&
      area.origin.y >= 0 && area.origin.y < (float) height)
    chl_transcript_popup_menu (self, (double) area.origin.x,
                               (double) (area.origin.y + area.size.height), NULL);
  else
    chl_transcript_popup_menu (self, width / 2.0, height / 2.0, NULL);
}

static void
add_scroll_key (GtkWidgetClass *widget_class,
                guint           key,
                guint           keypad_key,
                int             n_lines,
                int             n_pages)
{
  const guint keys[] = { key, keypad_key };

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding_action (widget_class, keys[i], 0, "transcript.scroll", "(ii)",
                                         n_lines, n_pages);
}

static void
add_extend_key (GtkWidgetClass  *widget_class,
                guint            key,
                guint            keypad_key,
                GdkModifierType  modifiers,
                ChlSelectionUnit unit,
                gboolean         is_forward)
{
  const guint keys[] = { key, keypad_key };

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding_action (widget_class, keys[i], modifiers | GDK_SHIFT_MASK,
                                         "transcript.extend", "(ib)", (int) unit, is_forward);
}

static void
add_scroll_keys (GtkWidgetClass *widget_class)
{
  const GdkModifierType modifiers[] = { 0, GDK_CONTROL_MASK };

  add_scroll_key (widget_class, GDK_KEY_Up, GDK_KEY_KP_Up, -1, 0);
  add_scroll_key (widget_class, GDK_KEY_Down, GDK_KEY_KP_Down, 1, 0);
  add_scroll_key (widget_class, GDK_KEY_Page_Up, GDK_KEY_KP_Page_Up, 0, -1);
  add_scroll_key (widget_class, GDK_KEY_Page_Down, GDK_KEY_KP_Page_Down, 0, 1);

  for (gsize i = 0; i < G_N_ELEMENTS (modifiers); i++)
    {
      gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Home, modifiers[i],
                                           "transcript.begin", NULL);
      gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Home, modifiers[i],
                                           "transcript.begin", NULL);
      gtk_widget_class_add_binding_action (widget_class, GDK_KEY_End, modifiers[i],
                                           "transcript.end", NULL);
      gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_End, modifiers[i],
                                           "transcript.end", NULL);
    }
}

static void
add_extend_keys (GtkWidgetClass *widget_class)
{
  const guint backward[] = { GDK_KEY_Left, GDK_KEY_KP_Left, GDK_KEY_Home, GDK_KEY_KP_Home };
  const guint forward[] = { GDK_KEY_Right, GDK_KEY_KP_Right, GDK_KEY_End, GDK_KEY_KP_End };

  for (guint i = 0; i < 2; i++)
    {
      const guint *keys = i == 0 ? backward : forward;
      const guint  up_or_down[] = { i == 0 ? GDK_KEY_Up : GDK_KEY_Down,
                                   i == 0 ? GDK_KEY_KP_Up : GDK_KEY_KP_Down };

      add_extend_key (widget_class, keys[0], keys[1], 0, CHL_SELECTION_CHARACTER, i == 1);
      add_extend_key (widget_class, keys[0], keys[1], GDK_CONTROL_MASK, CHL_SELECTION_WORD, i == 1);
      add_extend_key (widget_class, keys[2], keys[3], 0, CHL_SELECTION_BLOCK, i == 1);
      add_extend_key (widget_class, keys[2], keys[3], GDK_CONTROL_MASK, CHL_SELECTION_ALL, i == 1);
      add_extend_key (widget_class, up_or_down[0], up_or_down[1], GDK_CONTROL_MASK,
                      CHL_SELECTION_BLOCK, i == 1);
      for (gsize k = 0; k < G_N_ELEMENTS (up_or_down); k++)
        gtk_widget_class_add_binding_action (widget_class, up_or_down[k], GDK_SHIFT_MASK,
                                             "transcript.extend-line", "b", i == 1);
    }
}

/**
 * chl_transcript_actions_install:
 * @widget_class: the class of #ChlTranscript
 *
 * Adds its actions and its keys.
 */
void
chl_transcript_actions_install (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "transcript.begin", NULL, begin_action);
  gtk_widget_class_install_action (widget_class, "transcript.end", NULL, end_action);
  gtk_widget_class_install_action (widget_class, "transcript.scroll", "(ii)", scroll_action);
  gtk_widget_class_install_action (widget_class, "transcript.copy", NULL, copy_action);
  gtk_widget_class_install_action (widget_class, "transcript.copy-link", "s", copy_link_action);
  gtk_widget_class_install_action (widget_class, "transcript.select-all", NULL, select_all_action);
  gtk_widget_class_install_action (widget_class, "transcript.extend", "(ib)", extend_action);
  gtk_widget_class_install_action (widget_class, "transcript.extend-line", "b", extend_line_action);
  gtk_widget_class_install_action (widget_class, "transcript.menu", NULL, menu_action);

  add_scroll_keys (widget_class);
  add_extend_keys (widget_class);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK,
                                       "transcript.copy", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Insert, GDK_CONTROL_MASK,
                                       "transcript.copy", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_a, GDK_CONTROL_MASK,
                                       "transcript.select-all", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK,
                                       "transcript.menu", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Menu, 0, "transcript.menu", NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, clear_cb, NULL);
}
