/* family-golden.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-failure.h"
#include "chl-provider.h"
#include "chl-request.h"

G_BEGIN_DECLS

/*
 * What a family makes of a request, of a listing, of an error: compared with the file of that name
 * in tests/providers/golden, to the byte. CHL_UPDATE_GOLDEN=1 writes the files anew; look at what
 * changed.
 */

ChlProvider *family_new (const char *family_id);
ChlRequest  *family_request_new (ChlProvider *provider,
                                 const char  *model,
                                 const char  *question);
void         family_request_add_answer (ChlProvider *provider,
                                        ChlRequest  *request,
                                        const char  *body);
void         family_request_add_results (ChlRequest *request);
void         family_request_add_tool (ChlRequest *request);
char        *family_read (const char *file);

void family_assert_request (ChlProvider *provider,
                            ChlRequest  *request,
                            const char  *name);
void family_assert_turns (ChlProvider *provider,
                          const char  *model,
                          const char  *answer,
                          const char  *name);
void family_assert_efforts (ChlProvider *provider,
                            const char  *model,
                            const char  *name);
void family_assert_models (ChlProvider *provider,
                           const char  *listing,
                           const char  *name);
void family_assert_bundled (ChlProvider *provider,
                            const char  *name);
void family_assert_failure (ChlProvider   *provider,
                            guint          status,
                            const char    *body,
                            ChlFailureKind kind);
void family_assert_endpoint (ChlProvider *provider,
                             const char  *typed,
                             const char  *endpoint,
                             const char  *chat_url);
void family_assert_account (ChlProvider *provider,
                            const char  *body,
                            const char  *expected);
void family_assert_key (const char *pasted,
                        const char *family_id);

G_END_DECLS
