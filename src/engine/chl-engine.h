/* chl-engine.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "chl-provider.h"

G_BEGIN_DECLS

#define CHL_TYPE_ENGINE (chl_engine_get_type ())

/*
 * What the verbs share: the parts below (store, net, secrets, clock…), and the lists that the
 * window and the terminal program show. Made once, by src/world.
 *
 * Properties that notify: is-ready (everything was read from disk), is-local-only (*Stay on this
 * computer*).
 * ChlEngine::notice (const char *sentence): something a person should know that no page shows, such
 * as a database that was put aside.
 */
G_DECLARE_FINAL_TYPE (ChlEngine, chl_engine, CHL, ENGINE, GObject)

typedef struct _ChlProviderList ChlProviderList;
typedef struct _ChlKeys         ChlKeys;
typedef struct _ChlRoles        ChlRoles;
typedef struct _ChlLibrary      ChlLibrary;
typedef struct _ChlRuntimes     ChlRuntimes;
typedef struct _ChlRegistry     ChlRegistry;

typedef struct _ChlRegistryKeeper ChlRegistryKeeper;

/* The lists; all are there from the beginning, and fill when chl_engine_start_async () has read. */
ChlProviderList *chl_engine_get_providers (ChlEngine *self);
ChlKeys         *chl_engine_get_keys (ChlEngine *self);
ChlRoles        *chl_engine_get_roles (ChlEngine *self);
ChlLibrary      *chl_engine_get_library (ChlEngine *self);
ChlRuntimes     *chl_engine_get_runtimes (ChlEngine *self);

/* The table of models, and who keeps it. */
ChlRegistryKeeper *chl_engine_get_registry_keeper (ChlEngine *self);
ChlRegistry       *chl_engine_get_registry (ChlEngine *self);
void               chl_engine_set_registry (ChlEngine   *self,
                                            ChlRegistry *registry);

void     chl_engine_start_async (ChlEngine          *self,
                                 GCancellable       *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data);
gboolean chl_engine_start_finish (ChlEngine    *self,
                                  GAsyncResult *result,
                                  GError      **error);
gboolean chl_engine_is_ready (ChlEngine *self);
void     chl_engine_shut_down (ChlEngine *self);

/* Stay on this computer; kept in a file of its own, so that the terminal program obeys it too. */
gboolean chl_engine_is_local_only (ChlEngine *self);
void     chl_engine_set_local_only (ChlEngine *self,
                                    gboolean   is_local_only);

/* The real clock, for pages that say "a minute ago" or count down. */
gint64 chl_engine_get_now_us (ChlEngine *self);

/* Where things are, for the privacy page and --version --verbose: "config", "data", "cache". */
const char *chl_engine_get_folder (ChlEngine  *self,
                                   const char *which);

/* The family types there are, in the order in which to offer them. */
const GType *chl_engine_list_families (guint *out_length);
GType        chl_engine_find_family (const char *family_id);
GArray      *chl_engine_guess_families (const char *pasted);

G_END_DECLS
