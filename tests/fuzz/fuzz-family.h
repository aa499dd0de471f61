/* fuzz-family.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-provider.h"
#include "fuzz.h"

G_BEGIN_DECLS

typedef void (*FuzzFamilyFunc) (ChlProvider *provider,
                                const char  *text);

ChlProvider *fuzz_new_provider (GType type);
void         fuzz_with_families (const guint8  *data,
                                 gsize          size,
                                 FuzzFamilyFunc func);
void         fuzz_assert_error (const GError *error);
void         fuzz_assert_file (ChlProvider *provider);

G_END_DECLS
