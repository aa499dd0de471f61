/* chl-practice.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "chl-clock.h"

G_BEGIN_DECLS

#define CHL_TYPE_PRACTICE (chl_practice_get_type ())

/*
 * The practice provider: a server on loopback, in this program, that speaks Chat Completions and
 * says plainly that it is no model.
 */
G_DECLARE_FINAL_TYPE (ChlPractice, chl_practice, CHL, PRACTICE, GObject)

ChlPractice *chl_practice_new (ChlClock *clock);
gboolean     chl_practice_start (ChlPractice *self,
                                 guint16      port,
                                 GError     **error);
void         chl_practice_stop (ChlPractice *self);
gboolean     chl_practice_is_running (ChlPractice *self);
char        *chl_practice_dup_endpoint (ChlPractice *self);
void         chl_practice_set_tokens_per_second (ChlPractice *self,
                                                 guint        tokens_per_second);

G_END_DECLS
