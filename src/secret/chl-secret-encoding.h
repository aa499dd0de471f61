/* chl-secret-encoding.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-secret.h"

G_BEGIN_DECLS

ChlSecret *chl_secret_encoding_wrap (ChlSecret *secret);
ChlSecret *chl_secret_encoding_unwrap (const char *text,
                                       gsize       length);

G_END_DECLS
