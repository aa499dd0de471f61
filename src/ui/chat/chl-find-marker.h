/* chl-find-marker.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-finder.h"
#include "chl-transcript.h"

G_BEGIN_DECLS

#define CHL_TYPE_FIND_MARKER (chl_find_marker_get_type ())

/* Marks the hits of a finder in a transcript, and brings the current one into view. */
G_DECLARE_FINAL_TYPE (ChlFindMarker, chl_find_marker, CHL, FIND_MARKER, GObject)

ChlFindMarker *chl_find_marker_new (ChlFinder     *finder,
                                    ChlTranscript *transcript);
guint          chl_find_marker_get_position (ChlFindMarker *self);

G_END_DECLS
