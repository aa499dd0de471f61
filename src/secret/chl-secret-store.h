/* chl-secret-store.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "chl-secret.h"

G_BEGIN_DECLS

#define CHL_TYPE_SECRET_STORE (chl_secret_store_get_type ())

/*
 * Where secrets are kept: the Secret Service, or, where there is none or it is locked and the
 * person says so, memory until the program quits. Never anywhere else.
 *
 * A secret is found by all of instance, kind and origin (and the application), and by nothing less.
 */
G_DECLARE_FINAL_TYPE (ChlSecretStore, chl_secret_store, CHL, SECRET_STORE, GObject)

/**
 * ChlSecretState:
 * @CHL_SECRET_ABSENT: none is kept
 * @CHL_SECRET_KEPT: in the keyring, read back
 * @CHL_SECRET_UNTIL_QUIT: in memory only
 * @CHL_SECRET_LOCKED: the keyring is locked, so nobody can tell
 * @CHL_SECRET_FAILED: there is no keyring, or it does not answer
 *
 * What is known of one secret.
 */
typedef enum
{
  CHL_SECRET_ABSENT,
  CHL_SECRET_KEPT,
  CHL_SECRET_UNTIL_QUIT,
  CHL_SECRET_LOCKED,
  CHL_SECRET_FAILED,
} ChlSecretState;

/**
 * ChlSecretPlace:
 * @instance: id of the configured provider
 * @kind: "key", or "header:NAME"
 * @origin: "https://host:port" that the secret was given for
 * @label: (nullable): what a keyring manager shows; only read when storing
 *
 * What a secret is for.
 */
typedef struct
{
  const char *instance;
  const char *kind;
  const char *origin;
  const char *label;
} ChlSecretPlace;

ChlSecretStore *chl_secret_store_new (guint timeout_ms);
const char     *chl_secret_state_to_string (ChlSecretState state);

void           chl_secret_store_lookup_async (ChlSecretStore       *self,
                                              const ChlSecretPlace *place,
                                              gboolean              may_prompt,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
ChlSecret     *chl_secret_store_lookup_finish (ChlSecretStore *self,
                                               GAsyncResult   *result,
                                               ChlSecretState *out_state,
                                               GError        **error);
void           chl_secret_store_keep_async (ChlSecretStore       *self,
                                            const ChlSecretPlace *place,
                                            ChlSecret            *secret,
                                            GCancellable         *cancellable,
                                            GAsyncReadyCallback   callback,
                                            gpointer              user_data);
gboolean       chl_secret_store_keep_finish (ChlSecretStore *self,
                                             GAsyncResult   *result,
                                             GError        **error);
void           chl_secret_store_keep_until_quit (ChlSecretStore       *self,
                                                 const ChlSecretPlace *place,
                                                 ChlSecret            *secret);
void           chl_secret_store_remove_async (ChlSecretStore       *self,
                                              const ChlSecretPlace *place,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
gboolean       chl_secret_store_remove_finish (ChlSecretStore *self,
                                               GAsyncResult   *result,
                                               GError        **error);
void           chl_secret_store_unlock_async (ChlSecretStore     *self,
                                              GCancellable       *cancellable,
                                              GAsyncReadyCallback callback,
                                              gpointer            user_data);
void           chl_secret_store_reach_async (ChlSecretStore       *self,
                                             const ChlSecretPlace *place,
                                             GCancellable         *cancellable,
                                             GAsyncReadyCallback   callback,
                                             gpointer              user_data);
gboolean       chl_secret_store_unlock_finish (ChlSecretStore *self,
                                               GAsyncResult   *result,
                                               GError        **error);
ChlSecretState chl_secret_store_get_state (ChlSecretStore       *self,
                                           const ChlSecretPlace *place);

G_END_DECLS
