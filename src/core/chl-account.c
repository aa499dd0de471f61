/* chl-account.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-account"

#include "config.h"

#include "chl-account.h"

#include <math.h>
#include <string.h>

/* In any currency; more is no amount that anybody has, and no line could hold it. */
#define MAX_AMOUNT 1e12

/* Bytes of words on a limit. */
#define MAX_LIMIT 120

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

static gboolean
is_currency (const char *text)
{
  if (strlen (text) != 3)
    return FALSE;

  for (; *text != '\0'; text++)
    if (!g_ascii_isupper (*text))
      return FALSE;

  return TRUE;
}

static gboolean
is_amount (double amount)
{
  return isfinite (amount) && fabs (amount) <= MAX_AMOUNT;
}

/**
 * chl_account_drop_nonsense:
 * @self: what a server said
 *
 * Forgets what cannot be so: amounts that nobody has, and currencies that are none.
 */
void
chl_account_drop_nonsense (ChlAccount *self)
{
  g_return_if_fail (self != NULL);

  if (self->currency != NULL && !is_currency (self->currency))
    g_clear_pointer (&self->currency, g_free);
  if (self->limit != NULL && strlen (self->limit) > MAX_LIMIT)
    g_clear_pointer (&self->limit, g_free);
  self->has_left = self->has_left && is_amount (self->left);
  self->has_used = self->has_used && is_amount (self->used);
}
