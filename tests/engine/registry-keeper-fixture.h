/* registry-keeper-fixture.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-engine-fixture.h"
#include "chl-registry-keeper.h"
#include "chl-registry-refresh.h"
#include "chl-registry.h"

G_BEGIN_DECLS

#define KEEPER_TABLE "cache/registry.gvariant"
#define KEEPER_OLD "cache/registry.gvariant.old"
#define KEEPER_STATE "cache/registry.json"

/**
 * KeeperFixture:
 * @base: (owned): an engine, and who answers for models.dev
 * @bundled: (owned): a small table
 * @keeper: (owned): over both
 * @monitor: (owned): who says whether a connection is paid by the byte
 * @sample: (owned): a download that goes with the table
 * @n_changed: how often the keeper said that another table is in use
 */
typedef struct
{
  ChlFixture        *base;
  GBytes            *bundled;
  ChlRegistryKeeper *keeper;
  GNetworkMonitor   *monitor;
  char              *sample;
  guint              n_changed;
} KeeperFixture;

void               keeper_fixture_set_up (KeeperFixture *self,
                                          gconstpointer  data);
void               keeper_fixture_tear_down (KeeperFixture *self,
                                             gconstpointer  data);
ChlRegistryKeeper *keeper_fixture_new_keeper (KeeperFixture *self,
                                              ChlEngine     *engine);
void               keeper_fixture_set_metered (KeeperFixture *self,
                                               gboolean       is_metered);
ChlFakeAnswer     *keeper_fixture_begin_answer (KeeperFixture *self,
                                                guint          status,
                                                ChlFakeFraming framing);
ChlFakeAnswer     *keeper_fixture_answer (KeeperFixture *self,
                                          const char    *text,
                                          const char    *etag);
char              *keeper_fixture_dup_changed (KeeperFixture *self,
                                               const char    *from,
                                               const char    *to);
gboolean           keeper_fixture_refresh (KeeperFixture     *self,
                                           ChlRefreshOutcome *out_outcome,
                                           GError           **error);
gboolean           keeper_fixture_go_back (KeeperFixture *self,
                                           GError       **error);
void               keeper_fixture_refresh_to (KeeperFixture *self,
                                              const char    *text,
                                              const char    *etag);
char              *keeper_fixture_dup_price (KeeperFixture *self);
GBytes            *keeper_fixture_read (KeeperFixture *self,
                                        const char    *name);

G_END_DECLS
