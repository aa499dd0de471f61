/* chl-registry-keeper-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-registry-keeper.h"
#include "chl-registry-shelf.h"

G_BEGIN_DECLS

struct _ChlRegistryKeeper
{
  GObject parent_instance;

  ChlEngine       *engine;   /* (owned) (not nullable) */
  char            *address;  /* (owned) (not nullable) */
  GBytes          *bundled;  /* (owned) (not nullable) */
  GNetworkMonitor *monitor;  /* (owned) (nullable) until it is asked, if it is the system's */
  ChlRegistry     *registry; /* (owned) (nullable) until it is asked for */
  GBytes          *table;    /* (owned) (nullable) a refreshed one, mapped */
  ChlShelfState    state;    /* what is known of it */
  gboolean         is_busy;
};

void chl_registry_keeper_reload (ChlRegistryKeeper *self);

G_END_DECLS
