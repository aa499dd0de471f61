/* chl-engine-fixture.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-engine-parts.h"
#include "chl-fake-clock.h"
#include "chl-fake-server.h"
#include "chl-provider-list.h"

G_BEGIN_DECLS

/**
 * ChlFixture:
 * @folder: (owned): where everything of this test is kept
 * @engine: (owned): an engine of real parts, but for its clock if it was asked for
 * @clock: (unowned) (nullable): the clock to turn
 * @server: (owned) (nullable): who answers
 * @is_guest: the folder is another fixture's
 *
 * An engine with a provider to talk to. Secrets are kept in a file of libsecret's own.
 */
typedef struct
{
  char          *folder;
  ChlEngine     *engine;
  ChlFakeClock  *clock;
  ChlFakeServer *server;
  gboolean       is_guest;
} ChlFixture;

ChlFixture   *chl_fixture_new (gboolean has_fake_clock);
ChlFixture   *chl_fixture_new_beside (ChlFixture *other);
void          chl_fixture_free (ChlFixture *self);
void          chl_fixture_restart (ChlFixture *self);
ChlProvider  *chl_fixture_add_provider (ChlFixture *self);
void          chl_fixture_add_model (ChlProvider *provider,
                                     const char  *id);
void          chl_fixture_keep_cb (GObject      *object,
                                   GAsyncResult *result,
                                   gpointer      user_data);
GAsyncResult *chl_fixture_wait (GAsyncResult **result);
void          chl_fixture_set_key (ChlFixture  *self,
                                   ChlProvider *provider,
                                   const char  *key);
void          chl_fixture_ignore_leaks (gboolean ignores);
ChlProvider  *chl_fixture_add (ChlFixture           *self,
                               const ChlNewProvider *what,
                               GError              **error);
gboolean      chl_fixture_save (ChlFixture  *self,
                                ChlProvider *provider,
                                GError     **error);
gboolean      chl_fixture_remove (ChlFixture  *self,
                                  ChlProvider *provider,
                                  GError     **error);
void          chl_fixture_write_file (ChlFixture *self,
                                      const char *name,
                                      const char *text);
char         *chl_fixture_read_file (ChlFixture *self,
                                     const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChlFixture, chl_fixture_free)

#define CHL_FIXTURE_UNTIL(condition)         \
  G_STMT_START                               \
  {                                          \
    while (!(condition))                     \
      g_main_context_iteration (NULL, TRUE); \
  }                                          \
  G_STMT_END

G_END_DECLS
