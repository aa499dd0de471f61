/* chl-host-count.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "chl-host-count.h"

/**
 * chl_host_count_new:
 * @host: who was asked
 * @provider_id: (nullable): for which provider
 * @purpose: (nullable): what for
 *
 * Returns: (transfer full): nothing counted yet
 */
ChlHostCount *
chl_host_count_new (const char *host,
                    const char *provider_id,
                    const char *purpose)
{
  ChlHostCount *self;

  g_return_val_if_fail (host != NULL, NULL);

  self = g_new0 (ChlHostCount, 1);
  self->host = g_strdup (host);
  self->provider_id = g_strdup (provider_id);
  self->purpose = g_strdup (purpose);

  return self;
}

ChlHostCount *
chl_host_count_copy (const ChlHostCount *self)
{
  ChlHostCount *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_memdup2 (self, sizeof *self);
  copy->host = g_strdup (self->host);
  copy->provider_id = g_strdup (self->provider_id);
  copy->purpose = g_strdup (self->purpose);
  copy->first_day = g_strdup (self->first_day);

  return copy;
}

void
chl_host_count_free (ChlHostCount *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->host);
  g_free (self->provider_id);
  g_free (self->purpose);
  g_free (self->first_day);
  g_free (self);
}
