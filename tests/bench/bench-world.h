/* bench-world.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "bench-frames.h"
#include "chl-library.h"
#include "chl-world.h"

G_BEGIN_DECLS

/* Text of a message. */
typedef GString *(*BenchTurnFunc) (guint chat,
                                   guint position);

void        bench_world_fill (guint         n_chats,
                              guint         n_messages,
                              BenchTurnFunc func);
ChlWorld   *bench_world_start (void);
void        bench_world_end (ChlWorld *world);
ChlMessage *bench_world_create_message (guint       chat,
                                        guint       position,
                                        const char *text);

G_END_DECLS
