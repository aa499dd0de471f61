/* chl-lessons.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-provider.h"

G_BEGIN_DECLS

/*
 * What was learned of a model, mostly by being refused. Each lesson is a word that goes into the
 * provider's file, under the model's id. ChlProvider::lessons-changed tells of changes.
 */
#define CHL_LESSON_WITHOUT "without:"       /* and a member of the request: it is not sent */
#define CHL_LESSON_LIMIT "limit:"           /* and the member that holds the longest answer */
#define CHL_LESSON_BATCH "batch:"           /* and how many texts can become vectors at once */
#define CHL_LESSON_DIMENSIONS "dimensions:" /* and how many numbers such a vector has */
#define CHL_LESSON_SYSTEM_ROLE "system-role"
#define CHL_LESSON_REASONING_BACK "reasoning-back"
#define CHL_LESSON_NO_REASONING_BACK "no-reasoning-back"
#define CHL_LESSON_ADAPTIVE_THINKING "adaptive-thinking"

typedef void (*ChlLessonFunc) (const char *model,
                               const char *lesson,
                               gpointer    user_data);

gboolean           chl_lesson_is_valid (const char *lesson);
char              *chl_lesson_dup_words (const char *lesson);
const char *const *chl_lessons_get (ChlProvider *provider,
                                    const char  *model);
guint              chl_lessons_get_number (ChlProvider *provider,
                                           const char  *model,
                                           const char  *prefix);
gboolean           chl_lessons_add_number (ChlProvider *provider,
                                           const char  *model,
                                           const char  *prefix,
                                           guint        number);
gboolean           chl_lessons_add (ChlProvider *provider,
                                    const char  *model,
                                    const char  *lesson);
void               chl_lessons_forget (ChlProvider *provider,
                                       const char  *model);
void               chl_lessons_foreach (ChlProvider  *provider,
                                        ChlLessonFunc func,
                                        gpointer      user_data);

G_END_DECLS
