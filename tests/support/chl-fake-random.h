/* chl-fake-random.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-random.h"

G_BEGIN_DECLS

#define CHL_TYPE_FAKE_RANDOM (chl_fake_random_get_type ())

/* Numbers that look random and are the same for the same seed, on every machine. */
G_DECLARE_FINAL_TYPE (ChlFakeRandom, chl_fake_random, CHL, FAKE_RANDOM, GObject)

ChlFakeRandom *chl_fake_random_new (guint64 seed);

G_END_DECLS
