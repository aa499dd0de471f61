/* chl-own-headers.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-provider.h"

G_BEGIN_DECLS

/**
 * ChlOwnHeaderKind:
 * @CHL_OWN_HEADER_PLAIN: its value is in the file, for all to see
 * @CHL_OWN_HEADER_SECRET: its value is in the keyring
 * @CHL_OWN_HEADER_GONE: it is no more, but a value of it may still be in the keyring
 */
typedef enum
{
  CHL_OWN_HEADER_PLAIN,
  CHL_OWN_HEADER_SECRET,
  CHL_OWN_HEADER_GONE,
} ChlOwnHeaderKind;

/**
 * ChlOwnHeader:
 * @name: its name, as the person wrote it; names are compared without regard to case
 * @kind: what it is
 * @value: (nullable): of a plain one, its value
 * @origin: (nullable): of a secret one, "scheme://host:port" that its value was given for
 * @leftover: (nullable): origin of a value in the keyring that may still have to be removed
 *
 * A header that a person wants in every request to one provider.
 */
typedef struct
{
  char            *name;
  ChlOwnHeaderKind kind;
  char            *value;
  char            *origin;
  char            *leftover;
} ChlOwnHeader;

typedef void (*ChlOwnHeaderFunc) (const ChlOwnHeader *header,
                                  gpointer            user_data);

ChlOwnHeader *chl_own_header_copy (const ChlOwnHeader *self);
void          chl_own_header_free (ChlOwnHeader *self);
gboolean      chl_own_header_check_name (const char *name,
                                         GError    **error);
gboolean      chl_own_header_check_plain (const char *value,
                                          GError    **error);
gboolean      chl_own_header_check_secret (ChlSecret *secret,
                                           GError   **error);
gboolean      chl_own_header_looks_secret (const char *value);

/* Those of a provider, by name. ChlProvider::headers-changed tells of changes. */
gboolean            chl_own_headers_are_possible (ChlProvider *provider);
const ChlOwnHeader *chl_own_headers_find (ChlProvider *provider,
                                          const char  *name);
gboolean            chl_own_headers_have_room (ChlProvider *provider);
void                chl_own_headers_foreach (ChlProvider     *provider,
                                             ChlOwnHeaderFunc func,
                                             gpointer         user_data);
void                chl_own_headers_put (ChlProvider        *provider,
                                         const ChlOwnHeader *header);
void                chl_own_headers_drop (ChlProvider *provider,
                                          const char  *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChlOwnHeader, chl_own_header_free)

G_END_DECLS
