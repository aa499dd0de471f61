/* chl-world.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-engine.h"

G_BEGIN_DECLS

#define CHL_TYPE_WORLD (chl_world_get_type ())

/*
 * Builds the objects once and hands them down. Nothing is read, and nothing is on the network,
 * until chl_engine_start_async ().
 */
G_DECLARE_FINAL_TYPE (ChlWorld, chl_world, CHL, WORLD, GObject)

ChlWorld  *chl_world_new (void);
ChlEngine *chl_world_get_engine (ChlWorld *self);

/* Serves the practice provider until the program ends; for `chatelainectl practice`. */
char *chl_world_serve_practice (ChlWorld *self,
                                guint16   port,
                                guint     tokens_per_second,
                                GError  **error);

G_END_DECLS
