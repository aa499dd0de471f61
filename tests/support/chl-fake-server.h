/* chl-fake-server.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "chl-fake-answer.h"
#include "chl-fake-request.h"

G_BEGIN_DECLS

#define CHL_TYPE_FAKE_SERVER (chl_fake_server_get_type ())

/*
 * An HTTP server that says what it was told to say, byte by byte, and remembers what it was asked.
 * It lives in the main context it was made in and does what real servers do and should not: it
 * hangs up, cuts, resets, babbles, and says nothing.
 *
 * Answers are kept per path; they are given in order, and the last one again and again.
 */
G_DECLARE_FINAL_TYPE (ChlFakeServer, chl_fake_server, CHL, FAKE_SERVER, GObject)

/**
 * ChlFakeServerFunc:
 * @request: it has come in whole, or its client has left before the answer was out
 */
typedef void (*ChlFakeServerFunc) (ChlFakeServer  *self,
                                   ChlFakeRequest *request,
                                   gpointer        user_data);

ChlFakeServer *chl_fake_server_new (void);
ChlFakeServer *chl_fake_server_new_at (const char *address,
                                       guint16     port,
                                       GError    **error);
guint16        chl_fake_server_get_port (ChlFakeServer *self);
char          *chl_fake_server_dup_address (ChlFakeServer *self,
                                            const char    *path);
void           chl_fake_server_stop (ChlFakeServer *self);
void           chl_fake_server_stop_accepting (ChlFakeServer *self);
void           chl_fake_server_set_func (ChlFakeServer    *self,
                                         ChlFakeServerFunc func,
                                         gpointer          user_data);

ChlFakeAnswer *chl_fake_server_add (ChlFakeServer *self,
                                    const char    *path,
                                    guint          status,
                                    ChlFakeFraming framing);
ChlFakeAnswer *chl_fake_server_add_json (ChlFakeServer *self,
                                         const char    *path,
                                         guint          status,
                                         const char    *json);
ChlFakeAnswer *chl_fake_server_add_events (ChlFakeServer *self,
                                           const char    *path);
gboolean       chl_fake_server_add_script (ChlFakeServer *self,
                                           const char    *json,
                                           GError       **error);
void           chl_fake_server_forget (ChlFakeServer *self,
                                       const char    *path);
void           chl_fake_server_open_gate (ChlFakeServer *self);

guint           chl_fake_server_get_n_connections (ChlFakeServer *self);
guint           chl_fake_server_get_n_open (ChlFakeServer *self);
guint           chl_fake_server_get_n_requests (ChlFakeServer *self);
ChlFakeRequest *chl_fake_server_get_request (ChlFakeServer *self,
                                             guint          index);

G_END_DECLS
