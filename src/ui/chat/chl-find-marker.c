/* chl-find-marker.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-find-marker"

#include "config.h"

#include "chl-find-marker.h"

#include "chl-mark.h"

struct _ChlFindMarker
{
  GObject parent_instance;

  ChlFinder     *finder;     /* (owned) (not nullable) */
  ChlTranscript *transcript; /* (unowned) weak */
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
moved_cb (ChlFindMarker *self)
{
  const ChlPlace *place = chl_finder_get_place (self->finder);

  if (self->transcript != NULL && place != NULL)
    chl_transcript_show_place (self->transcript, place, TRUE);
}

static void
chl_find_marker_dispose (GObject *object)
{
  ChlFindMarker *self = CHL_FIND_MARKER (object);

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
