/* chl-keyring-call.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "chl-error.h"

G_BEGIN_DECLS

/**
 * ChlKeyringCall:
 *
 * A task that ends in time whatever the keyring does. It consists of silent steps, which share one
 * time-out, and of steps in which the person may be asked, which last as long as they like. When
 * the time is up or the task is cancelled, it returns at once; a step that answers later finds the
 * call to be over and does nothing.
 */
typedef struct _ChlKeyringCall ChlKeyringCall;

ChlKeyringCall *chl_keyring_call_new (GTask *task,
                                      guint  timeout_ms);
ChlKeyringCall *chl_keyring_call_ref (ChlKeyringCall *self);
void            chl_keyring_call_unref (ChlKeyringCall *self);
gboolean        chl_keyring_call_is_over (ChlKeyringCall *self);
gpointer        chl_keyring_call_get_data (ChlKeyringCall *self);
void            chl_keyring_call_begin_silence (ChlKeyringCall *self);
GCancellable   *chl_keyring_call_begin_asking (ChlKeyringCall *self);
gboolean        chl_keyring_call_may_retry (ChlKeyringCall *self,
                                            const GError   *error);
void            chl_keyring_call_return_boolean (ChlKeyringCall *self,
                                                 gboolean        value);
void            chl_keyring_call_return_pointer (ChlKeyringCall *self,
                                                 gpointer        value,
                                                 GDestroyNotify  destroy);
void            chl_keyring_call_fail (ChlKeyringCall *self,
                                       const GError   *error);
void            chl_keyring_call_fail_with (ChlKeyringCall *self,
                                            ChlError        code,
                                            const char     *message);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChlKeyringCall, chl_keyring_call_unref)

gboolean chl_keyring_is_missing (const GError *error);

G_END_DECLS
