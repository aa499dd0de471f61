/* chl-keys-headers.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-keys.h"
#include "chl-own-headers.h"

G_BEGIN_DECLS

/*
 * The headers that a person wants in every request to a provider. The values of secret ones are
 * kept as keys are: in the keyring, each for one origin.
 */

ChlKeyState chl_keys_get_header_state (ChlKeys            *self,
                                       ChlProvider        *provider,
                                       const ChlOwnHeader *header);
char       *chl_keys_describe_header (ChlKeys            *self,
                                      ChlProvider        *provider,
                                      const ChlOwnHeader *header);
gboolean    chl_keys_has_secret_headers (ChlProvider *provider);

/* Which one a refusal to send anything is about. */
const char *chl_keys_find_unconfirmed_header (ChlProvider *provider);
const char *chl_keys_find_missing_header (ChlProvider  *provider,
                                          const GError *problem);
char       *chl_keys_dup_missing_header (ChlProvider *provider,
                                         const char  *name);

/* All of them, as they are sent. */
void        chl_keys_fetch_headers_async (ChlKeys            *self,
                                          ChlProvider        *provider,
                                          gboolean            may_prompt,
                                          GCancellable       *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer            user_data);
ChlHeaders *chl_keys_fetch_headers_finish (ChlKeys      *self,
                                           GAsyncResult *result,
                                           GError      **error);
ChlHeaders *chl_keys_show_headers (ChlProvider *provider);
void        chl_keys_add_headers (ChlProvider *provider,
                                  ChlHeaders  *headers,
                                  const char  *address,
                                  ChlHeaders  *own);

/* All of these finish with chl_keys_change_finish (). */
void chl_keys_set_header_async (ChlKeys            *self,
                                ChlProvider        *provider,
                                const char         *name,
                                const char         *value,
                                GCancellable       *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer            user_data);
void chl_keys_set_secret_header_async (ChlKeys            *self,
                                       ChlProvider        *provider,
                                       const char         *name,
                                       ChlSecret          *secret,
                                       gboolean            until_quit,
                                       GCancellable       *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer            user_data);
void chl_keys_confirm_header_async (ChlKeys            *self,
                                    ChlProvider        *provider,
                                    const char         *name,
                                    GCancellable       *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer            user_data);
void chl_keys_confirm_next_async (ChlKeys            *self,
                                  ChlProvider        *provider,
                                  GCancellable       *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer            user_data);
void chl_keys_remove_header_async (ChlKeys            *self,
                                   ChlProvider        *provider,
                                   const char         *name,
                                   GCancellable       *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer            user_data);
void chl_keys_open_all_async (ChlKeys            *self,
                              ChlProvider        *provider,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data);

/* Returns: (transfer full): what a secret header is kept under */
char *chl_keys_dup_header_kind (const char *name);

G_END_DECLS
