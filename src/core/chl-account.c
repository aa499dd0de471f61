/* chl-account.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-account"

#include "config.h"

#include "chl-account.h"

/* An account of which nothing is known but that it is there. */
ChlAccount *
chl_account_new (void)
{
  ChlAccount *self = g_new0 (ChlAccount, 1);

  self->is_usable = TRUE;

  return self;
}

void
chl_account_free (ChlAccount *self)
{
  if (self == NULL)
    return;

  g_free (self->currency);
  g_free (self->limit);
  g_free (self);
}
