/* chl-own-quirks.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-quirks.h"

G_BEGIN_DECLS

/*
 * Quirks of single models, for families where they depend on options or on what a list says. What
 * chl_own_quirks_begin() gives is changed and then handed out; it stays where it is until the book
 * goes.
 */
typedef struct _ChlOwnQuirks ChlOwnQuirks;

ChlOwnQuirks *chl_own_quirks_new (void);
void          chl_own_quirks_free (ChlOwnQuirks *self);
ChlQuirks    *chl_own_quirks_begin (ChlOwnQuirks    *self,
                                    const char      *model,
                                    const ChlQuirks *base);
void          chl_own_quirks_set_efforts (ChlOwnQuirks      *self,
                                          ChlQuirks         *quirks,
                                          const char *const *words);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChlOwnQuirks, chl_own_quirks_free)

G_END_DECLS
