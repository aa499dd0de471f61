/* chl-key-change.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-secret-change.h"

G_BEGIN_DECLS

/* One change of a key: what is to be, and what was. */
typedef struct
{
  ChlSecretChange base;
  char           *variable; /* (owned) (nullable) */

  /* What the provider said before, for when its file cannot be written. */
  ChlKeySource source_before;
  char        *origin_before;   /* (owned) (nullable) */
  char        *variable_before; /* (owned) (nullable) */
} ChlKeyChange;

ChlKeyChange *chl_key_change_begin (GTask       *task,
                                    ChlProvider *provider);
void          chl_key_change_keep (GTask *task);
void          chl_key_change_move (GTask *task);
void          chl_key_change_remove (GTask *task);
void          chl_key_change_save (GTask *task);

G_END_DECLS
