/* chl-practice-fixture.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "chl-http-fixture.h"
#include "chl-practice.h"

G_BEGIN_DECLS

/* The practice provider, as fast as it goes, and a client. */
typedef struct
{
  HttpFixture  http;
  ChlPractice *practice; /* (owned) */
  JsonNode    *root;     /* (owned) (nullable) the last answer */
} PracticeFixture;

void         practice_fixture_set_up (PracticeFixture *fixture,
                                      gconstpointer    data);
void         practice_fixture_tear_down (PracticeFixture *fixture,
                                         gconstpointer    data);
ChlHttpCall *practice_new_call (PracticeFixture *fixture,
                                const char      *method,
                                const char      *path,
                                const char      *body);
guint        practice_run (PracticeFixture *fixture,
                           const char      *method,
                           const char      *path,
                           const char      *body);
guint        practice_ask (PracticeFixture *fixture,
                           const char      *model,
                           const char      *question);
const char  *practice_get_content (PracticeFixture *fixture);
void         practice_check_error (PracticeFixture *fixture,
                                   const char      *code);
gint64       practice_get_int (PracticeFixture *fixture,
                               const char      *pointer);

G_END_DECLS
