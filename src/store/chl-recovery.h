/* chl-recovery.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ChlRecovery:
 *
 * An answer that was never finished, put together again from what was saved of it when it began
 * and from its journal.
 */
typedef struct _ChlRecovery ChlRecovery;

gboolean     chl_recovery_is_needed (const char *body);
ChlRecovery *chl_recovery_new (const char *body);
void         chl_recovery_free (ChlRecovery *self);
void         chl_recovery_add (ChlRecovery *self,
                               guint        part,
                               const char  *part_kind,
                               const char  *text,
                               gsize        length);
char        *chl_recovery_finish (ChlRecovery *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChlRecovery, chl_recovery_free)

G_END_DECLS
