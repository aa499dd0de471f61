/* chl-keys.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-engine.h"

G_BEGIN_DECLS

#define CHL_TYPE_KEYS (chl_keys_get_type ())

/*
 * The providers' keys: where each comes from, and the verbs to change that.
 *
 * ChlKeys::changed (const char *provider_id): state or tail of its key is another one.
 */
G_DECLARE_FINAL_TYPE (ChlKeys, chl_keys, CHL, KEYS, GObject)

/**
 * ChlKeyState:
 * @CHL_KEY_NONE: none was given
 * @CHL_KEY_KEPT: in the keyring
 * @CHL_KEY_UNTIL_QUIT: in memory only
 * @CHL_KEY_LOCKED: in the keyring, which is locked
 * @CHL_KEY_FAILED: should be in the keyring, which is missing or does not answer
 * @CHL_KEY_ENVIRONMENT: in an environment variable
 * @CHL_KEY_VARIABLE_UNSET: should be in an environment variable, which is not set
 * @CHL_KEY_OTHER_ORIGIN: was given for another origin than the endpoint has now
 *
 * What is known of a provider's key without reading it.
 */
typedef enum
{
  CHL_KEY_NONE,
  CHL_KEY_KEPT,
  CHL_KEY_UNTIL_QUIT,
  CHL_KEY_LOCKED,
  CHL_KEY_FAILED,
  CHL_KEY_ENVIRONMENT,
  CHL_KEY_VARIABLE_UNSET,
  CHL_KEY_OTHER_ORIGIN,
} ChlKeyState;

ChlKeyState chl_keys_get_state (ChlKeys     *self,
                                ChlProvider *provider);
char       *chl_keys_dup_tail (ChlKeys     *self,
                               ChlProvider *provider);
char       *chl_keys_describe (ChlKeys     *self,
                               ChlProvider *provider);

/* Whether a request can be made without asking the person for anything. */
void     chl_keys_look_async (ChlKeys            *self,
                              ChlProvider        *provider,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data);
gboolean chl_keys_look_finish (ChlKeys      *self,
                               GAsyncResult *result,
                               GError      **error);

/* The key for a request: NULL without error if the provider works without and none was given. */
void       chl_keys_fetch_async (ChlKeys            *self,
                                 ChlProvider        *provider,
                                 GCancellable       *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data);
ChlSecret *chl_keys_fetch_finish (ChlKeys      *self,
                                  GAsyncResult *result,
                                  GError      **error);

/* All of these finish with chl_keys_change_finish (). */
void     chl_keys_set_async (ChlKeys            *self,
                             ChlProvider        *provider,
                             ChlSecret          *secret,
                             gboolean            until_quit,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data);
void     chl_keys_set_variable_async (ChlKeys            *self,
                                      ChlProvider        *provider,
                                      const char         *variable,
                                      GCancellable       *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer            user_data);
void     chl_keys_confirm_origin_async (ChlKeys            *self,
                                        ChlProvider        *provider,
                                        GCancellable       *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer            user_data);
void     chl_keys_remove_async (ChlKeys            *self,
                                ChlProvider        *provider,
                                GCancellable       *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer            user_data);
void     chl_keys_unlock_async (ChlKeys            *self,
                                GCancellable       *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer            user_data);
void     chl_keys_open_async (ChlKeys            *self,
                              ChlProvider        *provider,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data);
void     chl_keys_forget_async (ChlKeys            *self,
                                ChlProvider        *provider,
                                GCancellable       *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer            user_data);
gboolean chl_keys_change_finish (ChlKeys      *self,
                                 GAsyncResult *result,
                                 GError      **error);

/* The first of the family's variables that is set, or NULL; and whether a name can be one at all. */
const char *chl_keys_find_variable (ChlProvider *provider);
gboolean    chl_keys_check_variable (const char *variable,
                                     GError    **error);

/* Whether what was given as a key may be kept and sent. */
gboolean chl_keys_check_secret (ChlSecret *secret,
                                GError   **error);

G_END_DECLS
