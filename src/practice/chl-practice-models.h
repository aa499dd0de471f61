/* chl-practice-models.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define CHL_PRACTICE_DIMENSIONS 16

/**
 * ChlPracticeWork:
 *
 * What a practice model does.
 */
typedef enum
{
  CHL_PRACTICE_CHAT,
  CHL_PRACTICE_EMBEDDING,
  CHL_PRACTICE_COMPLETION,
} ChlPracticeWork;

/**
 * ChlPracticeModel:
 * @id: what is sent
 * @title: what is shown, to be translated
 * @work: what it does
 * @thinks: shows thoughts before it answers
 * @calls_tools: calls the tools it is offered
 */
typedef struct
{
  const char     *id;
  const char     *title;
  ChlPracticeWork work;
  gboolean        thinks;
  gboolean        calls_tools;
} ChlPracticeModel;

const ChlPracticeModel *chl_practice_models_find (const char *id);
char                   *chl_practice_models_build_list (gint64 created);
char                   *chl_practice_models_build_row (const ChlPracticeModel *model,
                                                       gint64                  created);

G_END_DECLS
