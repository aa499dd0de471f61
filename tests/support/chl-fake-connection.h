/* chl-fake-connection.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "chl-fake-answer.h"
#include "chl-fake-request.h"

G_BEGIN_DECLS

/*
 * One connection of the fake server. It reads all the time, so that it hears at once when the
 * client leaves.
 */
typedef struct _ChlFakeConnection ChlFakeConnection;

/**
 * ChlFakeConnectionFuncs:
 * @request: a request has come in whole; (transfer full) both ways
 * @closed: the connection is gone; @request is what was being answered, if anything
 */
typedef struct
{
  ChlFakeAnswer *(*request) (ChlFakeConnection *self,
                             ChlFakeRequest    *request,
                             gpointer           user_data);
  void (*closed) (ChlFakeConnection *self,
                  ChlFakeRequest    *request,
                  gpointer           user_data);
} ChlFakeConnectionFuncs;

ChlFakeConnection *chl_fake_connection_new (GSocketConnection            *stream,
                                            const ChlFakeConnectionFuncs *funcs,
                                            gpointer                      user_data);
gpointer           chl_fake_connection_ref (gconstpointer self,
                                            gpointer      unused);
void               chl_fake_connection_unref (gpointer self);
void               chl_fake_connection_close (ChlFakeConnection *self);
void               chl_fake_connection_open_gate (ChlFakeConnection *self);

G_END_DECLS
