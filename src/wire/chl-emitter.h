/* chl-emitter.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-protocol.h"

G_BEGIN_DECLS

/*
 * Where the events of one answer leave. Keeps what must hold for every protocol: parts are
 * numbered in the order in which they begin, nothing grows past the limits, one failure at most,
 * one FINISH, END last. What fails is remembered and reported at the end, so that the text that
 * came with it is not lost.
 */
typedef struct _ChlEmitter ChlEmitter;

#define CHL_NO_PART G_MAXUINT

ChlEmitter *chl_emitter_new (const ChlWireLimits *limits,
                             ChlStreamFunc        func,
                             gpointer             user_data);
void        chl_emitter_free (ChlEmitter *self);

void     chl_emitter_start (ChlEmitter *self,
                            const char *id,
                            const char *model);
guint    chl_emitter_begin_part (ChlEmitter *self,
                                 ChlPartKind kind);
gboolean chl_emitter_append (ChlEmitter *self,
                             guint       part,
                             const char *text,
                             gsize       length);
void     chl_emitter_set_text (ChlEmitter *self,
                               guint       part,
                               const char *text);
void     chl_emitter_set_meta (ChlEmitter *self,
                               guint       part,
                               const char *key,
                               const char *text,
                               gsize       length);
void     chl_emitter_end_part (ChlEmitter *self,
                               guint       part);
void     chl_emitter_replay (ChlEmitter *self,
                             const char *json,
                             gsize       length);
void     chl_emitter_vectors (ChlEmitter *self,
                              ChlVectors *vectors);
void     chl_emitter_usage (ChlEmitter     *self,
                            const ChlUsage *usage);
void     chl_emitter_keep_alive (ChlEmitter *self);

void     chl_emitter_fail (ChlEmitter *self,
                           ChlFailure *failure);
void     chl_emitter_fail_kind (ChlEmitter    *self,
                                ChlFailureKind kind);
gboolean chl_emitter_has_failed (ChlEmitter *self);
void     chl_emitter_finish (ChlEmitter *self,
                             ChlFinish   finish,
                             const char *raw);
void     chl_emitter_mark_end (ChlEmitter *self);
gboolean chl_emitter_is_marked (ChlEmitter *self);
gboolean chl_emitter_is_over (ChlEmitter *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChlEmitter, chl_emitter_free)

G_END_DECLS
