/* chl-mask.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-headers.h"

G_BEGIN_DECLS

/**
 * ChlMask:
 *
 * Hides the very secrets that a request carried in whatever its answer says of them. chl_redact()
 * knows keys by their shape; this one knows them.
 */
typedef struct _ChlMask ChlMask;

ChlMask *chl_mask_new (void);
ChlMask *chl_mask_new_for_headers (ChlHeaders *headers);
void     chl_mask_free (ChlMask *self);
void     chl_mask_add (ChlMask   *self,
                       ChlSecret *secret);
char    *chl_mask_hide (const ChlMask *self,
                        const char    *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChlMask, chl_mask_free)

G_END_DECLS
