/* registry-refresh-fixture.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-registry-refresh.h"
#include "registry-fixture.h"

G_BEGIN_DECLS

#define REFRESH_TODAY "2026-11-23"

/**
 * RefreshFixture:
 * @bundled: (owned): a small table
 * @download: (owned): a list that goes with it
 * @table: (owned) (nullable): what became of both
 * @registry: (owned) (nullable): the same, opened
 * @report: what was done
 */
typedef struct
{
  GBytes          *bundled;
  GBytes          *download;
  GBytes          *table;
  ChlRegistry     *registry;
  ChlRefreshReport report;
} RefreshFixture;

void refresh_fixture_set_up (RefreshFixture *self,
                             gconstpointer   data);
void refresh_fixture_tear_down (RefreshFixture *self,
                                gconstpointer   data);
void refresh_fixture_refresh (RefreshFixture *self);
void refresh_fixture_change (RefreshFixture *self,
                             const char     *from,
                             const char     *to);
void refresh_fixture_assert_cell (RefreshFixture   *self,
                                  const char       *provider,
                                  const char       *model,
                                  ChlRegistryColumn column,
                                  const char       *cell);

G_END_DECLS
