/* chl-practice-reply.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-practice-answer.h"

G_BEGIN_DECLS

/**
 * ChlPracticeFrame:
 * @id: the id of the answer
 * @model: whose it is
 * @created: seconds since 1970
 * @is_chat: an answer in a chat, not a completion
 *
 * What is the same in every piece of one answer.
 */
typedef struct
{
  const char *id;
  const char *model;
  gint64      created;
  gboolean    is_chat;
} ChlPracticeFrame;

char *chl_practice_reply_build_delta (const ChlPracticeFrame *frame,
                                      const char             *field,
                                      const char             *text,
                                      gssize                  length);
char *chl_practice_reply_build_tool (const ChlPracticeFrame *frame,
                                     const char             *name,
                                     const char             *arguments,
                                     gssize                  length);
char *chl_practice_reply_build_finish (const ChlPracticeFrame *frame,
                                       const char             *finish);
char *chl_practice_reply_build_usage (const ChlPracticeFrame *frame,
                                      ChlPracticeRequest     *request,
                                      ChlPracticeAnswer      *answer);
char *chl_practice_reply_build_whole (const ChlPracticeFrame *frame,
                                      ChlPracticeRequest     *request,
                                      ChlPracticeAnswer      *answer);
char *chl_practice_reply_build_error (guint       status,
                                      const char *message);

G_END_DECLS
