/* chl-header-change.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-keys-headers.h"
#include "chl-secret-store.h"

G_BEGIN_DECLS

/*
 * One change of a header, as the data of a task. The order is that of keys: a new value goes into
 * the keyring, then the file says that it is the one, then the old value goes. Whenever this ends
 * one of them is found, and the file tells what may still have to be removed.
 */
typedef struct
{
  ChlProvider  *provider; /* (owned) */
  ChlOwnHeader *before;   /* (owned) (nullable) */
  ChlOwnHeader *after;    /* (owned) of kind CHL_OWN_HEADER_GONE to remove it */
  ChlSecret    *secret;   /* (owned) (nullable) */
  char         *kind;     /* (owned) */
  char         *label;    /* (owned) */
  gboolean      until_quit;
  gboolean      is_stored; /* a new item is in the keyring that no file names yet */
  GError       *problem;   /* (owned) (nullable) why it is taken back */
} ChlHeaderChange;

GTask      *chl_header_change_begin (ChlKeys            *self,
                                     ChlProvider        *provider,
                                     const char         *name,
                                     ChlOwnHeaderKind    kind,
                                     GCancellable       *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer            user_data);
gboolean    chl_header_change_is_wanted (GTask *task);
gboolean    chl_header_change_has_origin (GTask *task);
const char *chl_header_change_get_old_origin (const ChlHeaderChange *change);
void        chl_header_change_init_place (ChlSecretPlace        *place,
                                          const ChlHeaderChange *change,
                                          const char            *origin);
void        chl_header_change_start (GTask *task);

G_END_DECLS
