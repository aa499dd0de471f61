/* chl-secret-turns.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * ChlSecretTurns:
 *
 * Tasks that run one after another. Who is cancelled while waiting does not wait on.
 */
typedef struct _ChlSecretTurns ChlSecretTurns;

/**
 * ChlSecretTurnFunc:
 * @task: (transfer full): the task whose turn it is
 *
 * Starts @task. chl_secret_turns_end() has to follow.
 */
typedef void (*ChlSecretTurnFunc) (GTask *task);

ChlSecretTurns *chl_secret_turns_new (void);
void            chl_secret_turns_free (ChlSecretTurns *self);
void            chl_secret_turns_begin (ChlSecretTurns   *self,
                                        GTask            *task,
                                        ChlSecretTurnFunc start);
void            chl_secret_turns_end (ChlSecretTurns *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChlSecretTurns, chl_secret_turns_free)

G_END_DECLS
