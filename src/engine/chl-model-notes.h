/* chl-model-notes.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-engine.h"

G_BEGIN_DECLS

/**
 * ChlModelNotes:
 * @CHL_MODEL_NOTE_NEW: its provider lists it since a short while, and the list was not seen yet
 * @CHL_MODEL_NOTE_GONE: its provider does not list it any more
 * @CHL_MODEL_NOTE_UNLIMITED: nobody says how long its window is
 * @CHL_MODEL_NOTE_DEPRECATED: it is to end
 * @CHL_MODEL_NOTE_RETIRED: it has ended
 * @CHL_MODEL_NOTE_LOADED: its server has it in memory
 *
 * What is worth noting of a model in a list; several may hold.
 */
typedef enum
{
  CHL_MODEL_NOTE_NEW = 1 << 0,
  CHL_MODEL_NOTE_GONE = 1 << 1,
  CHL_MODEL_NOTE_UNLIMITED = 1 << 2,
  CHL_MODEL_NOTE_DEPRECATED = 1 << 3,
  CHL_MODEL_NOTE_RETIRED = 1 << 4,
  CHL_MODEL_NOTE_LOADED = 1 << 5,
} ChlModelNotes;

ChlModelNotes chl_model_notes_get (ChlModel *model);
guint         chl_model_notes_get_roles (ChlEngine *engine,
                                         ChlModel  *model);
char         *chl_model_notes_dup_end (ChlModel *model);
char         *chl_model_notes_dup_gone (ChlEngine *engine,
                                        ChlModel  *model);

G_END_DECLS
