/* chl-header-change.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-keys-headers.h"
#include "chl-secret-change.h"

G_BEGIN_DECLS

/* One change of a header: what was, and what is to be. */
typedef struct
{
  ChlSecretChange base;
  ChlOwnHeader   *before; /* (owned) (nullable) */
  ChlOwnHeader   *after;  /* (owned) of kind CHL_OWN_HEADER_GONE to remove it */
} ChlHeaderChange;

GTask   *chl_header_change_begin (ChlKeys            *self,
                                  ChlProvider        *provider,
                                  const char         *name,
                                  ChlOwnHeaderKind    kind,
                                  GCancellable       *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer            user_data);
gboolean chl_header_change_is_wanted (GTask *task);
gboolean chl_header_change_has_origin (GTask *task);
void     chl_header_change_start (GTask *task);
void     chl_header_change_move (GTask *task);

G_END_DECLS
