/* chl-registry-keeper-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-registry-keeper.h"
#include "chl-registry-shelf.h"
#include "chl-registry.h"

G_BEGIN_DECLS

struct _ChlRegistryKeeper
{
  GObject parent_instance;

  ChlEngine       *engine;   /* (unowned) (nullable) it may be its own */
  char            *folder;   /* (owned) (not nullable) the cache's */
  char            *address;  /* (owned) (not nullable) */
  GBytes          *bundled;  /* (owned) (not nullable) */
  GNetworkMonitor *monitor;  /* (owned) (nullable) until it is asked, if it is the system's */
  ChlRegistry     *registry; /* (owned) (nullable) until it is asked for */
  GBytes          *table;    /* (owned) (nullable) a refreshed one, mapped */
  ChlShelfState    state;    /* what is known of it */
  ChlShelf         shelf;    /* what was found in its place */
  gint64           asked_us; /* when models.dev was, by this program; 0 if it was not */
  guint            has_state : 1;
  guint            is_busy : 1;
};

const ChlShelfState *chl_registry_keeper_get_state (ChlRegistryKeeper *self);
void                 chl_registry_keeper_set_registry (ChlRegistryKeeper *self,
                                                       ChlRegistry       *registry);

G_END_DECLS
