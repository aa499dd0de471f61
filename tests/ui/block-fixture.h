/* block-fixture.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "chl-block-view.h"

G_BEGIN_DECLS

/* A column of blocks, as a text becomes them. */

GtkWidget    *test_show_text (GtkWidget  *column,
                              const char *text);
GtkWidget    *test_create_column (const char *text);
ChlBlockView *test_get_view (GtkWidget *column,
                             guint      position);
void          test_assert_pieces (ChlBlockView *view,
                                  const char   *text);

G_END_DECLS
