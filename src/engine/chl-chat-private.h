/* chl-chat-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-chat.h"
#include "chl-journal.h"

G_BEGIN_DECLS

/**
 * ChlRun:
 *
 * A chat's exchange under way.
 */
typedef struct
{
  ChlEngine       *engine;       /* (owned) */
  ChlConversation *conversation; /* (owned) */
  ChlMessage      *answer;       /* (owned) */
  ChlExchange     *exchange;     /* (owned) */
  ChlJournal      *journal;      /* (owned) */
  GCancellable    *cancellable;  /* (owned) */
} ChlRun;

G_END_DECLS
