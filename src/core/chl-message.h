/* chl-message.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

#include "chl-part.h"
#include "chl-stream-event.h"

G_BEGIN_DECLS

#define CHL_TYPE_MESSAGE (chl_message_get_type ())

/*
 * One turn of a conversation, and a #GListModel of its #ChlPart objects in display order.
 *
 * Properties that notify: finish, usage, failure, model, is-growing. Text notifies through
 * ChlPart::changed alone.
 */
G_DECLARE_FINAL_TYPE (ChlMessage, chl_message, CHL, MESSAGE, GObject)

ChlMessage *chl_message_new (const char *id,
                             ChlAuthor   author,
                             gint64      created_us);
ChlMessage *chl_message_new_text (const char *id,
                                  ChlAuthor   author,
                                  gint64      created_us,
                                  const char *text);
const char *chl_message_get_id (ChlMessage *self);
ChlAuthor   chl_message_get_author (ChlMessage *self);
gint64      chl_message_get_created_us (ChlMessage *self);
gint64      chl_message_get_first_token_us (ChlMessage *self);
gint64      chl_message_get_completed_us (ChlMessage *self);
void        chl_message_set_first_token_us (ChlMessage *self,
                                            gint64      time_us);
void        chl_message_set_completed_us (ChlMessage *self,
                                          gint64      time_us);

/* Which configured provider and which model made it; for assistant messages. */
const char   *chl_message_get_provider_id (ChlMessage *self);
const char   *chl_message_get_model (ChlMessage *self);
ChlProtocolId chl_message_get_protocol (ChlMessage *self);
void          chl_message_set_source (ChlMessage   *self,
                                      const char   *provider_id,
                                      const char   *model,
                                      ChlProtocolId protocol);

/*
 * Hash of what was sent before this answer (system, tools, messages, origin, model); decides
 * whether opaque material may be sent back. NULL if unknown.
 */
const char *chl_message_get_prefix_digest (ChlMessage *self);
void        chl_message_set_prefix_digest (ChlMessage *self,
                                           const char *digest);
const char *chl_message_get_response_id (ChlMessage *self);
void        chl_message_set_response_id (ChlMessage *self,
                                         const char *response_id);

guint    chl_message_get_n_parts (ChlMessage *self);
ChlPart *chl_message_get_part (ChlMessage *self,
                               guint       position);
void     chl_message_add_part (ChlMessage *self,
                               ChlPart    *part);
char    *chl_message_dup_text (ChlMessage *self);
char    *chl_message_dup_reasoning (ChlMessage *self);
gboolean chl_message_has_content (ChlMessage *self);

ChlFinish         chl_message_get_finish (ChlMessage *self);
const char       *chl_message_get_raw_finish (ChlMessage *self);
void              chl_message_set_finish (ChlMessage *self,
                                          ChlFinish   finish,
                                          const char *raw_finish);
const ChlUsage   *chl_message_get_usage (ChlMessage *self);
void              chl_message_set_usage (ChlMessage     *self,
                                         const ChlUsage *usage);
const ChlFailure *chl_message_get_failure (ChlMessage *self);
void              chl_message_set_failure (ChlMessage       *self,
                                           const ChlFailure *failure);

/* Raw JSON items that go back with the whole message, in order. */
guint       chl_message_get_n_replay (ChlMessage *self);
const char *chl_message_get_replay (ChlMessage *self,
                                    guint       position);
void        chl_message_add_replay (ChlMessage *self,
                                    const char *json);

/* TRUE from chl_message_begin () until the FINISH event or chl_message_set_finish (). */
gboolean chl_message_is_growing (ChlMessage *self);
void     chl_message_begin (ChlMessage *self);
void     chl_message_apply (ChlMessage           *self,
                            const ChlStreamEvent *event,
                            gint64                now_us);
void     chl_message_clear (ChlMessage *self);

JsonNode   *chl_message_to_json (ChlMessage *self);
ChlMessage *chl_message_from_json (JsonNode *node,
                                   GError  **error);

G_END_DECLS
