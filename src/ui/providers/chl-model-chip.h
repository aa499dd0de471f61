/* chl-model-chip.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-model.h"

G_BEGIN_DECLS

typedef enum
{
  CHL_CHIP_PLAIN,
  CHL_CHIP_GOOD,
  CHL_CHIP_WARNING,
} ChlChipLook;

/**
 * ChlModelChip:
 * @text: (owned): one word or two
 * @meaning: (owned): the same in a sentence
 * @look: its colour
 *
 * What is to be said of a model in a word.
 */
typedef struct
{
  char       *text;
  char       *meaning;
  ChlChipLook look;
} ChlModelChip;

void       chl_model_chip_free (ChlModelChip *self);
GPtrArray *chl_model_chip_list (ChlModel *model);
gboolean   chl_model_chip_is_new (ChlModel *model);
gboolean   chl_model_chip_is_ending (ChlModel *model);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChlModelChip, chl_model_chip_free)

G_END_DECLS
