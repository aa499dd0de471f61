/* chl-secret.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define CHL_TYPE_SECRET (chl_secret_get_type ())

/**
 * ChlSecret:
 *
 * A key or token from where it is entered to the header it ends in. Counted by reference, in locked
 * memory where the system grants any, wiped when the last reference goes. Immutable; the
 * reference count is atomic.
 */
typedef struct _ChlSecret ChlSecret;

GType       chl_secret_get_type (void) G_GNUC_CONST;
ChlSecret  *chl_secret_new (const char *text,
                            gssize      length);
ChlSecret  *chl_secret_new_pasted (const char *text);
ChlSecret  *chl_secret_ref (ChlSecret *self);
void        chl_secret_unref (ChlSecret *self);
const char *chl_secret_peek (ChlSecret *self);
gsize       chl_secret_get_length (ChlSecret *self);
gboolean    chl_secret_equal (ChlSecret *a,
                              ChlSecret *b);
gboolean    chl_secret_is_plain_token (ChlSecret *self);
char       *chl_secret_dup_tail (ChlSecret *self);
void        chl_secret_wipe (char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChlSecret, chl_secret_unref)

G_END_DECLS
