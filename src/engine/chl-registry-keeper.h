/* chl-registry-keeper.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-engine.h"

G_BEGIN_DECLS

/* What chl-registry-refresh.h tells of; the window has no use for it. */
typedef struct _ChlRefreshReport ChlRefreshReport;

#define CHL_TYPE_REGISTRY_KEEPER (chl_registry_keeper_get_type ())

/*
 * The table of models in use: the one that came with the program, or one that a person had made from
 * what models.dev says today. Nothing is fetched by itself.
 *
 * ChlRegistryKeeper::changed: another table is in use.
 */
G_DECLARE_FINAL_TYPE (ChlRegistryKeeper, chl_registry_keeper, CHL, REGISTRY_KEEPER, GObject)

/**
 * ChlRegistryKeeperParts:
 * @address: (nullable): where the list is; %NULL for that of models.dev
 * @bundled: (nullable): the compiled table to begin with; %NULL for the one of the program
 * @monitor: (nullable): who knows the network; %NULL for the system's
 *
 * What tests replace.
 */
typedef struct
{
  const char      *address;
  GBytes          *bundled;
  GNetworkMonitor *monitor;
} ChlRegistryKeeperParts;

/**
 * ChlRefreshOutcome:
 * @CHL_REFRESH_NOTHING_NEW: models.dev says what it said the last time
 * @CHL_REFRESH_DONE: a new table is in use
 */
typedef enum
{
  CHL_REFRESH_NOTHING_NEW,
  CHL_REFRESH_DONE,
} ChlRefreshOutcome;

ChlRegistryKeeper      *chl_registry_keeper_new (ChlEngine                    *engine,
                                                 const ChlRegistryKeeperParts *parts);
ChlRegistry            *chl_registry_keeper_get_registry (ChlRegistryKeeper *self);
void                    chl_registry_keeper_reload (ChlRegistryKeeper *self);
const char             *chl_registry_keeper_get_day (ChlRegistryKeeper *self);
const char             *chl_registry_keeper_get_as_of (ChlRegistryKeeper *self);
guint                   chl_registry_keeper_count_models (ChlRegistryKeeper *self);
gboolean                chl_registry_keeper_is_refreshed (ChlRegistryKeeper *self);
gboolean                chl_registry_keeper_has_older (ChlRegistryKeeper *self);
gint64                  chl_registry_keeper_get_checked_us (ChlRegistryKeeper *self);
gint64                  chl_registry_keeper_get_asked_us (ChlRegistryKeeper *self);
gint64                  chl_registry_keeper_get_refreshed_us (ChlRegistryKeeper *self);
const ChlRefreshReport *chl_registry_keeper_get_report (ChlRegistryKeeper *self);
char                   *chl_registry_keeper_dup_changes (ChlRegistryKeeper *self);
char                   *chl_registry_keeper_dup_trouble (ChlRegistryKeeper *self);
gboolean                chl_registry_keeper_is_metered (ChlRegistryKeeper *self);
void                    chl_registry_keeper_refresh_async (ChlRegistryKeeper  *self,
                                                           gboolean            even_if_metered,
                                                           GCancellable       *cancellable,
                                                           GAsyncReadyCallback callback,
                                                           gpointer            user_data);
gboolean                chl_registry_keeper_refresh_finish (ChlRegistryKeeper *self,
                                                            GAsyncResult      *result,
                                                            ChlRefreshOutcome *out_outcome,
                                                            GError           **error);
void                    chl_registry_keeper_go_back_async (ChlRegistryKeeper  *self,
                                                           GCancellable       *cancellable,
                                                           GAsyncReadyCallback callback,
                                                           gpointer            user_data);
gboolean                chl_registry_keeper_go_back_finish (ChlRegistryKeeper *self,
                                                            GAsyncResult      *result,
                                                            GError           **error);

G_END_DECLS
