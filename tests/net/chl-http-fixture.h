/* chl-http-fixture.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-fake-clock.h"
#include "chl-fake-server.h"
#include "chl-http.h"

G_BEGIN_DECLS

#define NO_STAGE 99
#define PLANTED_SECRET "sk-planted-0123456789abcdefghij"

/*
 * A client, a server that is told what to say, and what the client heard of one call.
 */
typedef struct
{
  ChlFakeServer *server;       /* (owned) */
  ChlFakeClock  *clock;        /* (owned) */
  ChlHttp       *http;         /* (owned) */
  GCancellable  *cancellable;  /* (owned) */
  GString       *pieces;       /* (owned) the body so far */
  GString       *stages;       /* (owned) one letter each: R C S W A */
  ChlHttpAnswer *answer;       /* (owned) (nullable) */
  GError        *error;        /* (owned) (nullable) */
  guint          cancel_stage; /* cancelled when it is reached */
  guint          n_answered;
  guint          n_pieces;
  gsize          longest_piece;
  gsize          n_bytes;
  gsize          refuse_after; /* bytes; 0: never */
  gboolean       is_gathering; /* ask for the whole body, not for pieces */
  gboolean       is_counting;  /* do not keep the pieces */
  gboolean       refuse_head;
  gboolean       is_done;
} HttpFixture;

void         http_fixture_set_up (HttpFixture  *self,
                                  gconstpointer data);
void         http_fixture_tear_down (HttpFixture  *self,
                                     gconstpointer data);
ChlHttpCall *http_fixture_new_call (HttpFixture *self,
                                    const char  *path);
void         http_fixture_begin (HttpFixture *self,
                                 ChlHttpCall *call);
void         http_fixture_wait (HttpFixture *self);
gboolean     http_fixture_run (HttpFixture *self,
                               ChlHttpCall *call);
gboolean     http_fixture_get (HttpFixture *self,
                               const char  *path);
void         http_fixture_wait_for_requests (HttpFixture *self,
                                             guint        n_requests);
void         http_fixture_wait_for_leaving (HttpFixture *self,
                                            guint        index);
void         http_fixture_assert_error (HttpFixture *self,
                                        int          code,
                                        const char  *words);
const char  *http_fixture_get_body (HttpFixture *self);

G_END_DECLS
