/* chl-fake-request.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * One request as it came in. Kept by the server for as long as it lives.
 */
typedef struct _ChlFakeRequest ChlFakeRequest;

ChlFakeRequest *chl_fake_request_new_from_buffer (GByteArray *buffer);
void            chl_fake_request_free (ChlFakeRequest *self);
void            chl_fake_request_set_left (ChlFakeRequest *self);
const char     *chl_fake_request_get_method (ChlFakeRequest *self);
const char     *chl_fake_request_get_path (ChlFakeRequest *self);
const char     *chl_fake_request_get_head (ChlFakeRequest *self);
const char     *chl_fake_request_get_header (ChlFakeRequest *self,
                                             const char     *name);
GHashTable     *chl_fake_request_get_headers (ChlFakeRequest *self);
GBytes         *chl_fake_request_get_body (ChlFakeRequest *self);
gboolean        chl_fake_request_is_left (ChlFakeRequest *self);
gint64          chl_fake_request_get_left_us (ChlFakeRequest *self);

G_END_DECLS
