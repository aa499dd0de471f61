/* chl-registry-name.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include "chl-registry-key.h"

G_BEGIN_DECLS

/**
 * ChlRegistryVendor:
 * @CHL_VENDOR_NONE: nobody stands before the name
 * @CHL_VENDOR_MAKER: somebody who makes models
 * @CHL_VENDOR_NEUTRAL: a host or a mirror, which says nothing
 * @CHL_VENDOR_OTHER: anybody
 */
typedef enum
{
  CHL_VENDOR_NONE,
  CHL_VENDOR_MAKER,
  CHL_VENDOR_NEUTRAL,
  CHL_VENDOR_OTHER,
} ChlRegistryVendor;

/**
 * ChlRegistryName:
 * @name: the name itself
 * @tag: what stood behind ":" or "@", or ""
 * @word: in lower case who stood before it, or ""
 * @vendor: who that is
 * @maker: (unowned) (nullable): how the table names them
 * @is_tuned: somebody's own, made from the model that is named
 *
 * A model's id, taken apart.
 */
typedef struct
{
  char              name[CHL_REGISTRY_TEXT_SIZE];
  char              tag[CHL_REGISTRY_TEXT_SIZE];
  char              word[64];
  ChlRegistryVendor vendor;
  const char       *maker;
  gboolean          is_tuned;
} ChlRegistryName;

gboolean chl_registry_name_read (ChlRegistryName *self,
                                 const char      *id);
gboolean chl_registry_is_id (const char *id);
char    *chl_registry_skip_path (char *text);

G_END_DECLS
