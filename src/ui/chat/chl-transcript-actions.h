/* chl-transcript-actions.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What a person does to a #ChlTranscript by keys and menus. */

void chl_transcript_actions_install (GtkWidgetClass *widget_class);

G_END_DECLS
