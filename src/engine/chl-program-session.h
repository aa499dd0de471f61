/* chl-program-session.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-engine.h"
#include "chl-program.h"
#include "chl-request.h"

G_BEGIN_DECLS

/**
 * ChlProgramSession:
 * @program: (owned): the program, running or not any more
 * @folder: (owned): its own, removed with it
 * @key: (owned) (nullable): which conversation it is for
 * @digest: (owned) (nullable): of what it has heard and said so far
 * @cost: what all its turns cost so far, as it says
 * @timer: (owned) (nullable): while it waits for the next turn
 *
 * A program that carries one conversation.
 */
typedef struct
{
  ChlProgram *program;
  char       *folder;
  char       *key;
  char       *digest;
  double      cost;
  GSource    *timer;
} ChlProgramSession;

ChlProgramSession *chl_program_session_start (ChlEngine        *engine,
                                              ChlProvider      *provider,
                                              const ChlRequest *request,
                                              const char       *path,
                                              GError          **error);
void               chl_program_session_free (ChlProgramSession *self);
char              *chl_program_session_dup_digest (const ChlRequest *request,
                                                   guint             n_messages);

/* The sessions that wait for the next turn of their conversations. They borrow the engine. */
typedef struct _ChlProgramPool ChlProgramPool;

ChlProgramPool    *chl_program_pool_new (ChlEngine *engine);
void               chl_program_pool_free (ChlProgramPool *self);
void               chl_program_pool_clear (ChlProgramPool *self);
guint              chl_program_pool_get_n_sessions (ChlProgramPool *self);
ChlProgramSession *chl_program_pool_take (ChlProgramPool *self,
                                          const char     *key,
                                          const char     *digest);
void               chl_program_pool_give (ChlProgramPool    *self,
                                          ChlProgramSession *session);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChlProgramSession, chl_program_session_free)

G_END_DECLS
