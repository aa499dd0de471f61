/* chl-registry-shelf.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-registry-refresh.h"
#include "chl-registry.h"

G_BEGIN_DECLS

/**
 * ChlShelfState:
 * @etag: (owned) (nullable): how the server calls what was fetched
 * @modified: (owned) (nullable): when it was changed, in the server's words
 * @checked_us: when it was last asked for; 0 if never
 * @refreshed_us: when the table was made; 0 if it was not
 * @report: what that changed; all zero if nothing is known of it
 *
 * What is kept beside the table in use. It speaks of that table alone: beside any other it is as if
 * there were none.
 */
typedef struct
{
  char            *etag;
  char            *modified;
  gint64           checked_us;
  gint64           refreshed_us;
  ChlRefreshReport report;
} ChlShelfState;

/**
 * ChlShelf:
 * @CHL_SHELF_EMPTY: there is no table
 * @CHL_SHELF_GOOD: one that can be used
 * @CHL_SHELF_OUTDATED: one that was made from another table than the program's
 * @CHL_SHELF_NEWER: one of a newer program, in a form that this one does not know
 * @CHL_SHELF_DAMAGED: one that cannot be read, or is none
 *
 * What lies where the refreshed table should.
 */
typedef enum
{
  CHL_SHELF_EMPTY,
  CHL_SHELF_GOOD,
  CHL_SHELF_OUTDATED,
  CHL_SHELF_NEWER,
  CHL_SHELF_DAMAGED,
} ChlShelf;

/* Where refreshed tables lie: the one in use, and the one before it. Nothing here is for the main
 * thread but chl_registry_shelf_load() and chl_registry_shelf_read_state(). */
GBytes  *chl_registry_shelf_load (const char *folder,
                                  GBytes     *bundled,
                                  ChlShelf   *out_shelf);
gboolean chl_registry_shelf_has_old (const char *folder,
                                     GBytes     *bundled);
void     chl_registry_shelf_read_state (const char    *folder,
                                        GBytes        *table,
                                        ChlShelfState *out_state);
gboolean chl_registry_shelf_refresh (const char    *folder,
                                     GBytes        *bundled,
                                     GBytes        *download,
                                     const char    *today,
                                     ChlShelfState *state,
                                     GCancellable  *cancellable,
                                     GError       **error);
gboolean chl_registry_shelf_confirm (const char *folder,
                                     GBytes     *bundled,
                                     gint64      now_us,
                                     GError    **error);
gboolean chl_registry_shelf_go_back (const char *folder,
                                     GBytes     *bundled,
                                     GError    **error);
void     chl_shelf_state_clear (ChlShelfState *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ChlShelfState, chl_shelf_state_clear)

G_END_DECLS
