/* chl-model-users.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-engine.h"

G_BEGIN_DECLS

/**
 * ChlModelUsers:
 * @roles: which kinds of work it was chosen for, a bit for each #ChlRole
 * @n_roles: how many those are
 * @n_chats: how many chats it was chosen for
 *
 * What names a model.
 */
typedef struct
{
  guint roles;
  guint n_roles;
  guint n_chats;
} ChlModelUsers;

void        chl_model_users_find (ChlEngine     *engine,
                                  const char    *full_id,
                                  ChlModelUsers *out_users);
char       *chl_model_users_dup_sentence (const ChlModelUsers *users);
GHashTable *chl_model_users_collect (ChlEngine *engine);

G_END_DECLS
