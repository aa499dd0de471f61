/* chl-secret-change.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-keys.h"
#include "chl-secret-store.h"

G_BEGIN_DECLS

/*
 * One change of a secret of a provider, as the data of a task of ChlKeys: a key or the value of a
 * header. First goes what a change before this one could not finish. Then a new value goes into the
 * keyring, then the provider's file says that it is the one and what is still to be removed, then
 * the old value goes: whenever this ends one of them is found.
 */
typedef struct _ChlSecretChange ChlSecretChange;

/**
 * ChlSecretChangeFuncs:
 * @apply: makes the provider what it is to be, its leftover included
 * @undo: makes it what it was, after its file could not be written
 * @settle: the provider has no leftover any more
 * @kept: (nullable): its file is written
 * @is_removal: whether it has failed if the old value cannot be removed; with a new one in place an
 *   old one is litter, and the file tells where it is
 * @new_missing: why there is no old value to go on with
 * @free: ends its life
 *
 * What is different between a key and a header.
 */
typedef struct
{
  void (*apply) (ChlSecretChange *change);
  void (*undo) (ChlSecretChange *change);
  void (*settle) (ChlSecretChange *change);
  void (*kept) (ChlSecretChange *change,
                ChlKeys         *keys);
  gboolean (*is_removal) (const ChlSecretChange *change);
  GError *(*new_missing) (const ChlSecretChange *change);
  void (*free) (ChlSecretChange *change);
} ChlSecretChangeFuncs;

/* A step takes the task and returns it when all is done. */
typedef void (*ChlSecretStep) (GTask *task);

struct _ChlSecretChange
{
  const ChlSecretChangeFuncs *funcs;

  ChlProvider  *provider;        /* (owned) */
  ChlSecret    *secret;          /* (owned) (nullable) */
  char         *kind;            /* (owned) of its place in the keyring */
  char         *label;           /* (owned) */
  char         *origin;          /* (owned) (nullable) that a secret would be for from now on */
  char         *old_origin;      /* (owned) (nullable) where one is in the keyring till now */
  char         *leftover_before; /* (owned) (nullable) what another change could not remove */
  char         *leftover;        /* (owned) (nullable) what is to be removed once this is written */
  gboolean      until_quit;
  gboolean      is_stored; /* a new item is in the keyring that no file names yet */
  ChlSecretStep next;      /* after what was left over */
  GError       *problem;   /* (owned) (nullable) why it is taken back */
};

void chl_secret_change_set (GTask                      *task,
                            ChlSecretChange            *change,
                            const ChlSecretChangeFuncs *funcs,
                            ChlProvider                *provider);
void chl_secret_change_init_place (ChlSecretPlace        *place,
                                   const ChlSecretChange *change,
                                   const char            *origin);
void chl_secret_change_start (GTask        *task,
                              ChlSecretStep next);
void chl_secret_change_keep (GTask *task);
void chl_secret_change_save (GTask *task);
void chl_secret_change_move (GTask        *task,
                             ChlSecretStep next);

ChlSecretStore *chl_secret_change_get_store (GTask *task);

G_END_DECLS
