/* chl-engine-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-engine-parts.h"
#include "chl-keys.h"
#include "chl-library.h"
#include "chl-program-session.h"
#include "chl-provider-list.h"
#include "chl-roles.h"
#include "chl-runtimes.h"
#include "chl-settings-store.h"

G_BEGIN_DECLS

/* What the engine's own parts ask of each other, and of nobody else. They borrow the engine. */

ChlProviderList *chl_provider_list_new (ChlEngine *engine);
void             chl_provider_list_take_files (ChlProviderList *self,
                                               GPtrArray       *files);

ChlKeys *chl_keys_new (ChlEngine *engine);

ChlRoles *chl_roles_new (ChlEngine *engine);
void      chl_roles_take_file (ChlRoles        *self,
                               ChlSettingsFile *file);

ChlLibrary *chl_library_new (ChlEngine *engine);
void        chl_library_take_rows (ChlLibrary *self,
                                   GPtrArray  *rows);
void        chl_library_flush (ChlLibrary *self);

ChlRuntimes *chl_runtimes_new (ChlEngine *engine);

void chl_engine_take_files (ChlEngine *engine,
                            GPtrArray *files);

/* *Stay on this computer* (chl-engine-privacy.c). */
#define CHL_PRIVACY_NAME "privacy"

void chl_engine_take_privacy_file (ChlEngine             *engine,
                                   const ChlSettingsFile *file);

/* What was known of all models by the table of models (chl-engine-registry.c). */
void chl_engine_forget_merged (ChlEngine *engine);

/* While anything is held, the engine is not ready. */
void chl_engine_hold (ChlEngine *engine);
void chl_engine_release (ChlEngine *engine);

/* While anything is being written, the program does not end. */
void     chl_engine_begin_writing (ChlEngine *engine);
void     chl_engine_end_writing (ChlEngine *engine);
gboolean chl_engine_is_writing (ChlEngine *engine);

/* Exchanges that run, by the id of their conversation. */
GHashTable *chl_engine_get_runs (ChlEngine *engine);

/* Programs that wait for the next turn of their conversations. */
ChlProgramPool *chl_engine_get_programs (ChlEngine *engine);

void chl_engine_notice (ChlEngine  *engine,
                        const char *sentence);
void chl_engine_notice_error (ChlEngine    *engine,
                              const GError *error);

G_END_DECLS
