/* chl-secret-notes.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-secret-store.h"

G_BEGIN_DECLS

/**
 * ChlSecretNotes:
 *
 * What is known of each place, and what memory holds for it until the program quits.
 */
typedef struct _ChlSecretNotes ChlSecretNotes;

ChlSecretNotes *chl_secret_notes_new (void);
void            chl_secret_notes_free (ChlSecretNotes *self);
ChlSecret      *chl_secret_notes_get_until_quit (ChlSecretNotes       *self,
                                                 const ChlSecretPlace *place);
gboolean        chl_secret_notes_set_until_quit (ChlSecretNotes       *self,
                                                 const ChlSecretPlace *place,
                                                 ChlSecret            *secret);
ChlSecretState  chl_secret_notes_get_state (ChlSecretNotes       *self,
                                            const ChlSecretPlace *place);
gboolean        chl_secret_notes_learn (ChlSecretNotes       *self,
                                        const ChlSecretPlace *place,
                                        const GError         *error,
                                        ChlSecretState        state);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChlSecretNotes, chl_secret_notes_free)

gboolean        chl_secret_place_is_valid (const ChlSecretPlace *place);
ChlSecretPlace *chl_secret_place_copy (const ChlSecretPlace *place);
void            chl_secret_place_free (ChlSecretPlace *place);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChlSecretPlace, chl_secret_place_free)

G_END_DECLS
