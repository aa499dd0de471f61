/* chl-conversation.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "chl-message.h"

G_BEGIN_DECLS

#define CHL_TYPE_CONVERSATION (chl_conversation_get_type ())

/*
 * A tree of messages and, as a #GListModel, the path through it that is shown: from the first
 * message along each one's chosen child. Editing or trying again adds a sibling and overwrites
 * nothing. Messages are kept in the order in which they were added.
 *
 * Properties that notify: title, updated-us, is-pinned, draft, model, last-model, is-busy,
 * is-loaded.
 * ChlConversation::message-added (ChlMessage, const char *parent_id) and
 * ChlConversation::choice-changed (const char *parent_id): what the store has to write.
 */
G_DECLARE_FINAL_TYPE (ChlConversation, chl_conversation, CHL, CONVERSATION, GObject)

/*
 * Who keeps conversations on disk hears of all that changes, before anybody else does. Ten thousand
 * conversations share one keeper, where each would have to have a handler for each signal.
 */
typedef struct
{
  void (*changed) (ChlConversation *self,
                   const char      *property,
                   gpointer         user_data);
  void (*message_added) (ChlConversation *self,
                         ChlMessage      *message,
                         gpointer         user_data);
  void (*choice_changed) (ChlConversation *self,
                          gpointer         user_data);
  gpointer user_data; /* (unowned) (nullable) NULL: it hears no more */
} ChlKeeper;

ChlConversation *chl_conversation_new (const char *id,
                                       gint64      created_us);

/* The keeper is a g_rc_box, of which each conversation has a reference. */
void chl_conversation_set_keeper (ChlConversation *self,
                                  ChlKeeper       *keeper);

const char *chl_conversation_get_id (ChlConversation *self);
gint64      chl_conversation_get_created_us (ChlConversation *self);
gint64      chl_conversation_get_updated_us (ChlConversation *self);
void        chl_conversation_set_updated_us (ChlConversation *self,
                                             gint64           time_us);
const char *chl_conversation_get_title (ChlConversation *self);
void        chl_conversation_set_title (ChlConversation *self,
                                        const char      *title);
gboolean    chl_conversation_is_pinned (ChlConversation *self);
void        chl_conversation_set_pinned (ChlConversation *self,
                                         gboolean         is_pinned);
const char *chl_conversation_get_draft (ChlConversation *self);
void        chl_conversation_set_draft (ChlConversation *self,
                                        const char      *draft);

/* "PROVIDER/MODEL" that was chosen for this chat; NULL: whatever the role gives. */
const char *chl_conversation_get_model (ChlConversation *self);
void        chl_conversation_set_model (ChlConversation *self,
                                        const char      *model);

/* "PROVIDER/MODEL" that answered last, for the list of chats. */
const char *chl_conversation_get_last_model (ChlConversation *self);
void        chl_conversation_set_last_model (ChlConversation *self,
                                             const char      *model);
gboolean    chl_conversation_is_busy (ChlConversation *self);
void        chl_conversation_set_busy (ChlConversation *self,
                                       gboolean         is_busy);

/* Whether its messages were read from the store, or it is new. */
gboolean chl_conversation_is_loaded (ChlConversation *self);
void     chl_conversation_set_loaded (ChlConversation *self,
                                      gboolean         is_loaded);

ChlMessage *chl_conversation_find (ChlConversation *self,
                                   const char      *message_id);
ChlMessage *chl_conversation_get_last (ChlConversation *self);
ChlMessage *chl_conversation_get_next (ChlConversation *self,
                                       const char      *message_id);
const char *chl_conversation_get_parent_id (ChlConversation *self,
                                            const char      *message_id);
gboolean    chl_conversation_add (ChlConversation *self,
                                  ChlMessage      *message,
                                  const char      *parent_id);
void        chl_conversation_append (ChlConversation *self,
                                     ChlMessage      *message);
void        chl_conversation_add_sibling (ChlConversation *self,
                                          ChlMessage      *message,
                                          const char      *sibling_id);

/* Versions of one turn are counted from 1; 0: no such message. */
guint       chl_conversation_get_version (ChlConversation *self,
                                          const char      *message_id,
                                          guint           *out_n_versions);
ChlMessage *chl_conversation_find_version (ChlConversation *self,
                                           const char      *message_id,
                                           guint            version);
void        chl_conversation_choose (ChlConversation *self,
                                     const char      *message_id);
gboolean    chl_conversation_is_chosen (ChlConversation *self,
                                        const char      *message_id);
void        chl_conversation_restore_choices (ChlConversation *self,
                                              GPtrArray       *message_ids);
GPtrArray  *chl_conversation_dup_path_to (ChlConversation *self,
                                          const char      *message_id);

G_END_DECLS
