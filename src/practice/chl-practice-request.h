/* chl-practice-request.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "chl-practice-models.h"

G_BEGIN_DECLS

/**
 * ChlPracticeRequest:
 * @root: (owned): the whole body
 * @model: whom it is for
 * @question: (owned): what was asked last; the prompt of a completion
 * @said: (owned) (nullable): what was answered to it so far, where the rest is asked for
 * @tool_result: (owned) (nullable): what a tool said, if that is the last message
 * @prompt_tokens: an honest count of what was sent
 * @max_tokens: how many may be answered; G_MAXINT64 for no limit
 * @n_images: pictures that were sent and not seen
 * @is_stream: the answer shall come in pieces
 * @wants_usage: a streamed answer shall end with its counts
 *
 * A request for words, understood as far as practice goes.
 */
typedef struct
{
  JsonNode               *root;
  const ChlPracticeModel *model;
  char                   *question;
  char                   *said;
  char                   *tool_result;
  gint64                  prompt_tokens;
  gint64                  max_tokens;
  guint                   n_images;
  gboolean                is_stream;
  gboolean                wants_usage;
} ChlPracticeRequest;

ChlPracticeRequest *chl_practice_request_new_chat (JsonNode               *root,
                                                   const ChlPracticeModel *model,
                                                   const char            **out_fault);
ChlPracticeRequest *chl_practice_request_new_completion (JsonNode               *root,
                                                         const ChlPracticeModel *model,
                                                         const char            **out_fault);
void                chl_practice_request_free (ChlPracticeRequest *self);
char               *chl_practice_request_stop (ChlPracticeRequest *self,
                                               const char         *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChlPracticeRequest, chl_practice_request_free)

G_END_DECLS
