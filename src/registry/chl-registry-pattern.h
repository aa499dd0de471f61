/* chl-registry-pattern.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ChlRegistryPattern:
 * @core: (unowned): literal text and "*", without what ends the pattern
 * @core_length: bytes of @core
 * @fixed: bytes before the first "*"
 * @literal: bytes that are not "*"
 * @ends_at_dash: a "+" behind it: more may follow after a dash
 * @comparison: '<' or '>' with a size, or 0
 * @billions: that size
 *
 * A family's pattern, such as "granite-*b-code+>=20".
 */
typedef struct
{
  const char *core;
  gsize       core_length;
  gsize       fixed;
  gsize       literal;
  gboolean    ends_at_dash;
  char        comparison;
  double      billions;
} ChlRegistryPattern;

gboolean chl_registry_pattern_read (ChlRegistryPattern *self,
                                    const char         *text);
gboolean chl_registry_pattern_is_key (const ChlRegistryPattern *self);
gboolean chl_registry_pattern_matches (const ChlRegistryPattern *self,
                                       const char               *stem);
gboolean chl_registry_pattern_admits (const ChlRegistryPattern *self,
                                      gboolean                  has_size,
                                      double                    billions);
int      chl_registry_pattern_compare (const ChlRegistryPattern *a,
                                       const ChlRegistryPattern *b);

G_END_DECLS
