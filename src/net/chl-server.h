/* chl-server.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define CHL_TYPE_SERVER (chl_server_get_type ())

/*
 * An HTTP server on loopback, and only there. A request whose Host is not this server's own
 * address, or that carries an Origin, is answered 403 before anybody hears of it, so that no web
 * page can talk to it.
 */
G_DECLARE_FINAL_TYPE (ChlServer, chl_server, CHL, SERVER, GObject)

#define CHL_TYPE_SERVER_CALL (chl_server_call_get_type ())

/*
 * One request being answered. ChlServerCall::closed: the client is gone, or all was sent; whoever
 * still holds the call stops. Writing to a closed call does nothing.
 */
G_DECLARE_FINAL_TYPE (ChlServerCall, chl_server_call, CHL, SERVER_CALL, GObject)

/**
 * ChlServerFunc:
 * @call: (transfer none): to answer, now or later; take a reference to answer later
 */
typedef void (*ChlServerFunc) (ChlServerCall *call,
                               gpointer       user_data);

ChlServer *chl_server_new (ChlServerFunc  func,
                           gpointer       user_data,
                           GDestroyNotify destroy);
gboolean   chl_server_listen (ChlServer *self,
                              guint16    port,
                              GError   **error);
void       chl_server_stop (ChlServer *self);
guint16    chl_server_get_port (ChlServer *self);

const char *chl_server_call_get_method (ChlServerCall *self);
const char *chl_server_call_get_path (ChlServerCall *self);
const char *chl_server_call_get_header (ChlServerCall *self,
                                        const char    *name);
GBytes     *chl_server_call_get_body (ChlServerCall *self);
gboolean    chl_server_call_is_closed (ChlServerCall *self);
void        chl_server_call_set_header (ChlServerCall *self,
                                        const char    *name,
                                        const char    *value);
void        chl_server_call_answer (ChlServerCall *self,
                                    guint          status,
                                    const char    *content_type,
                                    const char    *body,
                                    gssize         length);
void        chl_server_call_begin (ChlServerCall *self,
                                   guint          status,
                                   const char    *content_type);
void        chl_server_call_write (ChlServerCall *self,
                                   const char    *bytes,
                                   gssize         length);
void        chl_server_call_end (ChlServerCall *self);
void        chl_server_call_cut (ChlServerCall *self);

G_END_DECLS
