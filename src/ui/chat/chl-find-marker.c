/* chl-find-marker.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-find-marker"

#include "config.h"

#include "chl-find-marker.h"

#include "chl-mark.h"
#include "chl-turn.h"

/* What is looked for does not stand nearer to the edge than this, logical pixels. */
#define MARGIN 48.0

/* What was brought in has its place after the first frame. */
#define N_FRAMES 3

struct _ChlFindMarker
{
  GObject parent_instance;

  ChlFinder     *finder;     /* (owned) (not nullable) */
  ChlTranscript *transcript; /* (unowned) weak */
  guint          tick_id;
  guint          n_frames; /* still to wait for */
  gboolean       is_marked;
};

G_DEFINE_FINAL_TYPE (ChlFindMarker, chl_find_marker, G_TYPE_OBJECT)

static void
mark_cb (ChlFindMarker *self)
{
  ChlFind   *find = chl_finder_get_find (self->finder);
  GtkWidget *turn;

  if (self->transcript == NULL || (find == NULL && !self->is_marked))
    return;

  turn = gtk_widget_get_first_child (GTK_WIDGET (chl_transcript_get_column (self->transcript)));
  for (; turn != NULL; turn = gtk_widget_get_next_sibling (turn))
    chl_mark_turn (turn, find, chl_finder_get_place (self->finder));
  self->is_marked = find != NULL;
}

static void
turn_added_cb (ChlFindMarker *self,
               GtkWidget     *turn)
{
  ChlFind *find = chl_finder_get_find (self->finder);

  if (find != NULL)
    chl_mark_turn (turn, find, chl_finder_get_place (self->finder));
}

static void
show_place (ChlFindMarker  *self,
            const ChlPlace *place)
{
  ChlTurnColumn  *column = chl_transcript_get_column (self->transcript);
  GtkWidget      *turn = chl_turn_column_get_turn (column, place->position);
  graphene_rect_t area;

  if (turn == NULL)
    return;

  chl_turn_bring_in (turn, place);
  if (chl_turn_compute_area (turn, place, GTK_WIDGET (column), &area) ||
      gtk_widget_compute_bounds (turn, GTK_WIDGET (column), &area))
    chl_turn_column_show_area (column, &area, MARGIN);
}

static gboolean
tick_cb (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       user_data)
{
  ChlFindMarker  *self = user_data;
  const ChlPlace *place = chl_finder_get_place (self->finder);

  self->n_frames--;
  if (place != NULL && self->n_frames < N_FRAMES - 1)
    show_place (self, place);

  if (self->n_frames > 0)
    {
      gtk_widget_queue_draw (widget);
      return G_SOURCE_CONTINUE;
    }

  self->tick_id = 0;

  return G_SOURCE_REMOVE;
}

/* What was brought in has no place yet: that comes with the next frame. */
static void
moved_cb (ChlFindMarker *self)
{
  const ChlPlace *place = chl_finder_get_place (self->finder);

  if (self->transcript == NULL)
    return;

  chl_transcript_bring_in (self->transcript, place->position);
  self->n_frames = N_FRAMES;
  if (self->tick_id == 0)
    self->tick_id =
      gtk_widget_add_tick_callback (GTK_WIDGET (self->transcript), tick_cb, self, NULL);
}

static void
chl_find_marker_dispose (GObject *object)
{
  ChlFindMarker *self = CHL_FIND_MARKER (object);

  if (self->tick_id != 0 && self->transcript != NULL)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self->transcript), self->tick_id);
  self->tick_id = 0;
  g_clear_weak_pointer (&self->transcript);
  g_clear_object (&self->finder);

  G_OBJECT_CLASS (chl_find_marker_parent_class)->dispose (object);
}

static void
chl_find_marker_class_init (ChlFindMarkerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = chl_find_marker_dispose;
}

static void
chl_find_marker_init (ChlFindMarker *self)
{
}

/**
 * chl_find_marker_new:
 * @finder: whose hits
 * @transcript: where; it shows the finder's conversation
 *
 * Returns: (transfer full): a new marker
 */
ChlFindMarker *
chl_find_marker_new (ChlFinder     *finder,
                     ChlTranscript *transcript)
{
  ChlFindMarker *self;

  g_return_val_if_fail (CHL_IS_FINDER (finder), NULL);
  g_return_val_if_fail (CHL_IS_TRANSCRIPT (transcript), NULL);

  self = g_object_new (CHL_TYPE_FIND_MARKER, NULL);
  self->finder = g_object_ref (finder);
  g_set_weak_pointer (&self->transcript, transcript);
  g_signal_connect_object (finder, "changed", G_CALLBACK (mark_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (finder, "moved", G_CALLBACK (moved_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (chl_transcript_get_column (transcript), "turn-added",
                           G_CALLBACK (turn_added_cb), self, G_CONNECT_SWAPPED);

  return self;
}

/**
 * chl_find_marker_get_position:
 * @self: a marker
 *
 * Returns: the position in the conversation of the first turn that is in sight
 */
guint
chl_find_marker_get_position (ChlFindMarker *self)
{
  g_return_val_if_fail (CHL_IS_FIND_MARKER (self), 0);

  if (self->transcript == NULL)
    return 0;

  return chl_turn_column_get_first (chl_transcript_get_column (self->transcript));
}
