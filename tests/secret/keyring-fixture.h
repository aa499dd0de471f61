/* keyring-fixture.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-secret-store.h"

G_BEGIN_DECLS

/* Every secret of these tests has this word in it, to be found wherever it should not be. */
#define PLANTED "PLANTED"

/* The place that the tests use if it does not matter. */
extern const ChlSecretPlace work;

typedef struct
{
  GAsyncResult *result; /* (owned) (nullable) */
} Answer;

void         answer_cb (GObject      *object,
                        GAsyncResult *result,
                        gpointer      user_data);
void         answer_await (Answer *answer);
void         answer_clear (Answer *answer);
char        *lookup (ChlSecretStore       *store,
                     const ChlSecretPlace *place,
                     gboolean              may_prompt,
                     ChlSecretState       *out_state,
                     GError              **error);
gboolean     keep (ChlSecretStore       *store,
                   const ChlSecretPlace *place,
                   const char           *text,
                   GError              **error);
gboolean     forget (ChlSecretStore       *store,
                     const ChlSecretPlace *place,
                     GError              **error);
gboolean     unlock (ChlSecretStore *store,
                     GError        **error);
void         assert_kept (ChlSecretStore       *store,
                          const ChlSecretPlace *place,
                          const char           *text);
void         assert_absent (ChlSecretStore       *store,
                            const ChlSecretPlace *place);
void         session (const char *arguments);
GSubprocess *session_begin (const char *arguments);
void         session_end (GSubprocess *subprocess);
char        *secret_tool (const char *input,
                          const char *arguments);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Answer, answer_clear)

G_END_DECLS
