/* chl-journal.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-engine.h"
#include "chl-message.h"

G_BEGIN_DECLS

/**
 * ChlJournal:
 *
 * Writes a growing answer down while it grows, so that a crash loses less than a second of it.
 */
typedef struct _ChlJournal ChlJournal;

ChlJournal *chl_journal_new (ChlEngine  *engine,
                             ChlMessage *answer);
void        chl_journal_free (ChlJournal *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChlJournal, chl_journal_free)

G_END_DECLS
