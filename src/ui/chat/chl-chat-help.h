/* chl-chat-help.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "chl-advice.h"
#include "chl-conversation.h"
#include "chl-engine.h"

G_BEGIN_DECLS

void chl_chat_help (GtkWidget       *widget,
                    ChlEngine       *engine,
                    ChlConversation *conversation,
                    ChlAction        action,
                    const char      *answer_id);

G_END_DECLS
