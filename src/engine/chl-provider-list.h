/* chl-provider-list.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-engine.h"

G_BEGIN_DECLS

/* Option: the person agreed to http, not https, to another computer. "yes" or not there. */
#define CHL_OPTION_PLAIN_HTTP "plain-http"

#define CHL_TYPE_PROVIDER_LIST (chl_provider_list_get_type ())

/*
 * The configured providers, a #GListModel of #ChlProvider in the order of their names. Follows the
 * files: what the terminal program or an editor changes shows up here.
 *
 * ChlProviderList::models-changed: which models are on, or what is known of one, has changed.
 */
G_DECLARE_FINAL_TYPE (ChlProviderList, chl_provider_list, CHL, PROVIDER_LIST, GObject)

ChlProvider *chl_provider_list_find (ChlProviderList *self,
                                     const char      *id);
ChlModel    *chl_provider_list_find_model (ChlProviderList *self,
                                           const char      *full_id,
                                           ChlProvider    **out_provider);
char        *chl_provider_list_dup_free_id (ChlProviderList *self,
                                            const char      *wanted);

/**
 * ChlNewProvider:
 * @family_id: which family
 * @id: (nullable): wanted id; made from the family if %NULL
 * @name: (nullable): what to show
 * @endpoint: (nullable): as the person typed it; the family's own if %NULL
 * @options: (nullable) (array zero-terminated): "KEY=VALUE"
 *
 * What it takes to add a provider. The key is set afterwards, with chl_keys_set_async().
 */
typedef struct
{
  const char        *family_id;
  const char        *id;
  const char        *name;
  const char        *endpoint;
  const char *const *options;
} ChlNewProvider;

void         chl_provider_list_add_async (ChlProviderList      *self,
                                          const ChlNewProvider *what,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
ChlProvider *chl_provider_list_add_finish (ChlProviderList *self,
                                           GAsyncResult    *result,
                                           GError         **error);

/* Changes one thing by its name: "name", "endpoint", "enabled", or an option of the provider. */
gboolean chl_provider_change_option (ChlProvider *provider,
                                     const char  *key,
                                     const char  *value,
                                     GError     **error);

/* Writes what was changed on @provider through its setters; nothing else of its file. */
void     chl_provider_list_save_async (ChlProviderList    *self,
                                       ChlProvider        *provider,
                                       GCancellable       *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer            user_data);
gboolean chl_provider_list_save_finish (ChlProviderList *self,
                                        GAsyncResult    *result,
                                        GError         **error);

/*
 * Removing is deferred: hide takes it off the list; then either unhide (undo), or remove_async,
 * which deletes file, secrets and cache. A crash in between restores it.
 */
void     chl_provider_list_hide (ChlProviderList *self,
                                 ChlProvider     *provider);
void     chl_provider_list_unhide (ChlProviderList *self,
                                   ChlProvider     *provider);
void     chl_provider_list_remove_async (ChlProviderList    *self,
                                         ChlProvider        *provider,
                                         GCancellable       *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer            user_data);
gboolean chl_provider_list_remove_finish (ChlProviderList *self,
                                          GAsyncResult    *result,
                                          GError         **error);

G_END_DECLS
