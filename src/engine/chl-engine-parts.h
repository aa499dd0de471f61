/* chl-engine-parts.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-cache.h"
#include "chl-clock.h"
#include "chl-database.h"
#include "chl-engine.h"
#include "chl-http.h"
#include "chl-practice.h"
#include "chl-random.h"
#include "chl-secret-store.h"
#include "chl-settings-store.h"

G_BEGIN_DECLS

/**
 * ChlEngineParts:
 *
 * What an engine is made of. Only src/world, the engine's own files and tests include this; the
 * window and the terminal program see none of it. All are lent; the engine takes references.
 */
typedef struct
{
  ChlClock         *clock;
  ChlRandom        *random;
  ChlHttp          *http;
  ChlSecretStore   *secrets;
  ChlSettingsStore *settings;
  ChlCache         *cache;
  ChlDatabase      *database;
  ChlPractice      *practice;
  const char       *config_folder;
  const char       *data_folder;
  const char       *cache_folder;
} ChlEngineParts;

ChlEngine            *chl_engine_new (const ChlEngineParts *parts);
const ChlEngineParts *chl_engine_get_parts (ChlEngine *self);
void                  chl_engine_set_registry_keeper (ChlEngine         *self,
                                                      ChlRegistryKeeper *keeper);

G_END_DECLS
