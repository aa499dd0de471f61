/* chl-chat-page-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-chat-page.h"
#include "chl-composer.h"
#include "chl-find-bar.h"
#include "chl-model-button.h"
#include "chl-transcript.h"

G_BEGIN_DECLS

/* Shared by chl-chat-page.c, which is the page, and chl-chat-actions.c: what one does there. */
struct _ChlChatPage
{
  AdwBin parent_instance;

  ChlEngine       *engine;          /* (owned) (nullable) until it is set */
  ChlConversation *conversation;    /* (owned) (nullable) */
  GSignalGroup    *signals;         /* (owned) on conversation */
  GCancellable    *opening;         /* (owned) (nullable) while the messages are read */
  guint            draft_id;        /* source */
  char            *retry_id;        /* (owned) (nullable) answer that awaits another model */
  AdwHeaderBar    *header;          /* (unowned) template child */
  GtkWidget       *new_button;      /* (unowned) template child */
  GtkWidget       *find_button;     /* (unowned) template child */
  ChlModelButton  *model_button;    /* (unowned) template child */
  GtkStack        *stack;           /* (unowned) template child */
  GtkSpinner      *loading_spinner; /* (unowned) template child */
  ChlFindBar      *find_bar;        /* (unowned) template child */
  AdwStatusPage   *failed_page;     /* (unowned) template child */
  ChlTranscript   *transcript;      /* (unowned) template child */
  ChlComposer     *composer;        /* (unowned) template child */
};

void chl_chat_actions_install (GtkWidgetClass *widget_class);
void chl_chat_actions_take_model (ChlChatPage *self,
                                  ChlModel    *model);
void chl_chat_page_say (ChlChatPage *self,
                        const char  *sentence);

G_END_DECLS
