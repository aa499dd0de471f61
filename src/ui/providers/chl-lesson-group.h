/* chl-lesson-group.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "chl-engine.h"

G_BEGIN_DECLS

#define CHL_TYPE_LESSON_GROUP (chl_lesson_group_get_type ())

/* What was learned of a provider's models by being refused; not to be seen while nothing was. */
G_DECLARE_FINAL_TYPE (ChlLessonGroup, chl_lesson_group, CHL, LESSON_GROUP, AdwPreferencesGroup)

void chl_lesson_group_set_provider (ChlLessonGroup *self,
                                    ChlEngine      *engine,
                                    ChlProvider    *provider);

G_END_DECLS
