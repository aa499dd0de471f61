/* chl-write-queue.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define CHL_TYPE_WRITE_QUEUE (chl_write_queue_get_type ())

/* Bytes on their way into a stream, which goes no faster than whoever reads at its other end. */
G_DECLARE_FINAL_TYPE (ChlWriteQueue, chl_write_queue, CHL, WRITE_QUEUE, GObject)

ChlWriteQueue *chl_write_queue_new (GOutputStream *stream,
                                    GCancellable  *cancellable);
void           chl_write_queue_push (ChlWriteQueue *self,
                                     GBytes        *bytes);
void           chl_write_queue_close (ChlWriteQueue *self);
void           chl_write_queue_drop (ChlWriteQueue *self);

G_END_DECLS
