/* chl-key-change.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-keys.h"

G_BEGIN_DECLS

/*
 * One change of a key, as the data of a task: what is to be, and what was. Each of the steps takes
 * the task and returns it when all is done.
 */
typedef struct
{
  ChlProvider *provider;      /* (owned) */
  ChlSecret   *secret;        /* (owned) (nullable) */
  char        *origin;        /* (owned) (nullable) that the key is for from now on */
  char        *old_origin;    /* (owned) (nullable) where a key is in the keyring till now */
  char        *label;         /* (owned) */
  char        *variable;      /* (owned) (nullable) */
  void (*next) (GTask *task); /* after what was left over */
  gboolean until_quit;
  gboolean is_still_left; /* what another change left over could not be removed either */
  gboolean is_stored;     /* a new item is in the keyring that no file names yet */
  GError  *problem;       /* (owned) (nullable) why it is taken back */

  /* What the provider said before, for when its file cannot be written. */
  ChlKeySource source_before;
  char        *origin_before;   /* (owned) (nullable) */
  char        *variable_before; /* (owned) (nullable) */
  char        *leftover_before; /* (owned) (nullable) */
} ChlKeyChange;

ChlKeyChange *chl_key_change_begin (GTask       *task,
                                    ChlProvider *provider);
void          chl_key_change_keep (GTask *task);
void          chl_key_change_remove (GTask *task);
void          chl_key_change_save (GTask *task);

G_END_DECLS
