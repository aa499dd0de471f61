/* chl-conversation-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-conversation.h"

G_BEGIN_DECLS

#define CHL_CONVERSATION_NOT_SHOWN G_MAXUINT

typedef struct _ChlConversationNode ChlConversationNode;

/*
 * One message in the tree. The table of nodes owns them all, so that a long chain is freed
 * without recursion.
 */
struct _ChlConversationNode
{
  ChlMessage          *message;  /* (owned) (nullable) NULL for the root alone */
  ChlConversationNode *parent;   /* (unowned) (nullable) NULL for the root alone */
  GPtrArray           *children; /* (owned) (nullable) (element-type ChlConversationNode) */
  ChlConversationNode *chosen;   /* (unowned) (nullable) one of the children */
  guint                version;  /* place among its siblings, from 0 */
  guint                position; /* place in the path, or CHL_CONVERSATION_NOT_SHOWN */
};

/**
 * ChlConversation:
 *
 * A tree of messages, and the path through it that is shown.
 */
struct _ChlConversation
{
  GObject parent_instance;

  char               *id; /* (owned) (not nullable) */
  gint64              created_us;
  gint64              updated_us;
  char               *title;      /* (owned) (not nullable) */
  char               *draft;      /* (owned) (nullable) */
  char               *model;      /* (owned) (nullable) */
  char               *last_model; /* (owned) (nullable) */
  ChlConversationNode root;       /* above the first message and its versions */
  ChlKeeper          *keeper;     /* (owned) (nullable) a reference */

  /* Most are only listed and never have a message: those have neither. */
  GHashTable *nodes; /* (owned) (nullable) (element-type utf8 ChlConversationNode) by message id */
  GPtrArray  *path;  /* (owned) (nullable) (element-type ChlConversationNode) borrowed from nodes */

  gboolean is_pinned;
  gboolean is_busy;
  gboolean is_loaded;
};

void                 chl_conversation_node_free (gpointer data);
ChlConversationNode *chl_conversation_find_node (ChlConversation *self,
                                                 const char      *message_id);
void                 chl_conversation_list_model_init (GListModelInterface *iface);
void                 chl_conversation_show_from (ChlConversation *self,
                                                 guint            first);

G_END_DECLS
