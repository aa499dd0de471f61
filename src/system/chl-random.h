/* chl-random.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define CHL_TYPE_RANDOM (chl_random_get_type ())

G_DECLARE_INTERFACE (ChlRandom, chl_random, CHL, RANDOM, GObject)

/**
 * ChlRandomInterface:
 * @fill: fills @bytes; from the kernel outside of tests
 *
 * Randomness, handed in so that tests can repeat it.
 */
struct _ChlRandomInterface
{
  GTypeInterface parent_iface;

  void (*fill) (ChlRandom *self,
                guint8    *bytes,
                gsize      length);
};

void    chl_random_fill (ChlRandom *self,
                         guint8    *bytes,
                         gsize      length);
guint64 chl_random_next (ChlRandom *self);
double  chl_random_next_fraction (ChlRandom *self);
char   *chl_random_dup_uuid (ChlRandom *self);
char   *chl_random_dup_token (ChlRandom *self,
                              gsize      n_bytes);

ChlRandom *chl_system_random_new (void);

G_END_DECLS
