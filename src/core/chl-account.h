/* chl-account.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ChlAccount:
 * @is_usable: whether requests will be taken, as far as money goes
 * @currency: (nullable): of the amounts, ISO 4217, such as "USD"
 * @has_left: whether @left is known
 * @left: what may still be spent
 * @has_used: whether @used is known
 * @used: what was spent
 * @limit: (nullable): words on what limits it, from the provider
 *
 * What a provider says about the account that a key belongs to.
 */
typedef struct
{
  gboolean is_usable;
  char    *currency;
  gboolean has_left;
  double   left;
  gboolean has_used;
  double   used;
  char    *limit;
} ChlAccount;

ChlAccount *chl_account_new (void);
void        chl_account_free (ChlAccount *self);
void        chl_account_drop_nonsense (ChlAccount *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChlAccount, chl_account_free)

G_END_DECLS
