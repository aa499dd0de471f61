/* chl-provider-list-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-provider-list.h"
#include "chl-settings-store.h"

G_BEGIN_DECLS

/* What the list's verbs (chl-provider-change.c, chl-provider-remove.c) need of the list itself. */

#define CHL_PROVIDER_FILES "providers.d/"

ChlEngine   *chl_provider_list_get_engine (ChlProviderList *self);
void         chl_provider_list_insert (ChlProviderList *self,
                                       ChlProvider     *provider);
void         chl_provider_list_take_out (ChlProviderList *self,
                                         ChlProvider     *provider);
void         chl_provider_list_forget (ChlProviderList *self,
                                       ChlProvider     *provider);
gboolean     chl_provider_list_is_taken (ChlProviderList *self,
                                         const char      *id);
char        *chl_provider_list_dup_next_id (ChlProviderList *self,
                                            const char      *wanted,
                                            const char      *taken);
ChlProvider *chl_provider_new_from_file (const char            *id,
                                         const ChlSettingsFile *file,
                                         const char            *shown_path);
void         chl_provider_note_newer (ChlProvider           *provider,
                                      const ChlSettingsFile *file);
JsonNode    *chl_provider_dup_written_json (ChlProvider *provider);
gboolean     chl_provider_list_take_root (ChlProviderList *self,
                                          ChlProvider     *provider,
                                          JsonNode        *root);
JsonNode    *chl_provider_list_get_snapshot (ChlProviderList *self,
                                             const char      *id);
void         chl_provider_list_set_snapshot (ChlProviderList *self,
                                             const char      *id,
                                             JsonNode        *written);
void         chl_provider_list_take_snapshot (ChlProviderList *self,
                                              ChlProvider     *provider);

G_END_DECLS
