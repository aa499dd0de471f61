/* chl-program-place.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-engine.h"
#include "chl-program-provider.h"

G_BEGIN_DECLS

/* Where the program of a provider is, what it is given of this computer, and what it left behind. */
char       *chl_program_place_find (ChlProvider *provider,
                                    GError     **error);
GStrv       chl_program_place_dup_environment (ChlEngine        *engine,
                                               ChlProvider      *provider,
                                               const ChlRequest *request);
gboolean    chl_program_place_check_near (ChlEngine   *engine,
                                          ChlProvider *provider,
                                          GError     **error);
ChlFailure *chl_program_place_new_missing (const GError *error);
ChlFailure *chl_program_place_new_outdated (ChlProvider *provider,
                                            const char  *version);
ChlFailure *chl_program_place_new_signed_out (ChlProvider *provider);
ChlFailure *chl_program_place_read_end (ChlProvider *provider,
                                        int          status,
                                        const char  *complaint);

G_END_DECLS
