/* request-builder.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-request.h"

G_BEGIN_DECLS

/* Requests to a server "here" of which answers came before, piece by piece. */

ChlRequest *request_case_new (void);
ChlMessage *request_add_message (ChlRequest *request,
                                 ChlAuthor   author,
                                 const char *text);
ChlPart    *request_add_part (ChlMessage *message,
                              ChlPartKind kind,
                              const char *text);
ChlPart    *request_add_call (ChlMessage *message,
                              const char *id,
                              const char *name,
                              const char *arguments);
ChlPart    *request_add_result (ChlRequest *request,
                                const char *id,
                                const char *text);
ChlPart    *request_add_media (ChlMessage *message,
                               ChlPartKind kind,
                               const char *media_type,
                               const char *filename,
                               const char *bytes);
void        request_sign (ChlRequest *request,
                          ChlMessage *message);

G_END_DECLS
