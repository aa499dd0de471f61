/* chl-probe-picture.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A small picture of one colour, to see whether a model sees. */

#define CHL_PROBE_N_COLOURS 6

const char *chl_probe_picture_get_colour (guint index);
GBytes     *chl_probe_picture_new (guint index);
gboolean    chl_probe_picture_is_named (guint       index,
                                        const char *answer);

G_END_DECLS
