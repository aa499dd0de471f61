/* chl-generation.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-model.h"
#include "chl-quirks.h"

G_BEGIN_DECLS

/**
 * ChlGeneration:
 * @pattern: an id in small letters; `*` stands for any characters, `?` for one
 * @quirks: what is special when speaking to such models
 *
 * A row of a family's table of model generations; the last one has no pattern and stands for all
 * other models.
 */
typedef struct
{
  const char      *pattern;
  const ChlQuirks *quirks;
} ChlGeneration;

const ChlQuirks *chl_generation_find (const ChlGeneration *rows,
                                      const char          *model);
void             chl_generation_describe (const ChlQuirks *quirks,
                                          ChlModel        *model);

G_END_DECLS
