/* chl-own-quirks.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-provider.h"

G_BEGIN_DECLS

/*
 * Quirks of single models, for families where they depend on options or on what a list says. What
 * chl_own_quirks_begin() gives is changed and then handed out; it stays where it is for as long as
 * the provider does.
 */
ChlQuirks *chl_own_quirks_begin (ChlProvider     *provider,
                                 const char      *model,
                                 const ChlQuirks *base);
void       chl_own_quirks_set_efforts (ChlProvider       *provider,
                                       ChlQuirks         *quirks,
                                       const char *const *words);
gboolean   chl_own_quirks_set_listed_efforts (ChlProvider *provider,
                                              ChlQuirks   *quirks,
                                              ChlModel    *model);

G_END_DECLS
