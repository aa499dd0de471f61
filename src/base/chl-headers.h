/* chl-headers.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

#include "chl-secret.h"

G_BEGIN_DECLS

#define CHL_TYPE_HEADERS (chl_headers_get_type ())

/**
 * ChlHeaders:
 *
 * The header fields of one request, in order. Names are compared without regard to case. A field
 * whose value is secret keeps the #ChlSecret itself; its string is built by whoever sends it, last
 * of all, and everybody else sees it redacted.
 */
typedef struct _ChlHeaders ChlHeaders;

/**
 * ChlHeadersFunc:
 * @name: the field's name as it was given
 * @value: its value, with the secret part replaced by "•••" where there is one
 * @secret: (nullable): the secret part of the value
 * @prefix: (nullable): what stands before @secret, such as "Bearer "; %NULL exactly when @secret is
 * @user_data: closure
 */
typedef void (*ChlHeadersFunc) (const char *name,
                                const char *value,
                                const char *prefix,
                                ChlSecret  *secret,
                                gpointer    user_data);

GType       chl_headers_get_type (void) G_GNUC_CONST;
ChlHeaders *chl_headers_new (void);
ChlHeaders *chl_headers_ref (ChlHeaders *self);
void        chl_headers_unref (ChlHeaders *self);
void        chl_headers_set (ChlHeaders *self,
                             const char *name,
                             const char *value);
void        chl_headers_set_secret (ChlHeaders *self,
                                    const char *name,
                                    const char *prefix,
                                    ChlSecret  *secret);
const char *chl_headers_get (ChlHeaders *self,
                             const char *name);
guint       chl_headers_get_length (ChlHeaders *self);
void        chl_headers_foreach (ChlHeaders    *self,
                                 ChlHeadersFunc func,
                                 gpointer       user_data);
gboolean    chl_headers_is_valid_name (const char *name);
gboolean    chl_headers_is_valid_value (const char *value);
gboolean    chl_headers_is_protected (const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChlHeaders, chl_headers_unref)

G_END_DECLS
