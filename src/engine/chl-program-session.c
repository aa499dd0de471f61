/* chl-program-session.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-program-session"

#include "config.h"

#include "chl-program-session.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "chl-claude-turn.h"
#include "chl-engine-private.h"
#include "chl-error.h"
#include "chl-program-place.h"

/* Milliseconds in which a conversation may go on with the program that it began with: such a
 * program takes some 200 MB. */
#define PATIENCE 300000

/* Programs that wait at the same time. */
#define MAX_WAITING 3

#define SYSTEM_NAME "system.txt"
#define WORK_NAME "work"

static void
remove_folder (const char *path)
{
  g_autoptr(GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_remove (child) != 0 && (errno == ENOTEMPTY || errno == EEXIST))
        remove_folder (child);
    }

  g_rmdir (path);
}

static gboolean
fail_to_write (GError **error)
{
  int code = errno;

  g_set_error (error, CHL_ERROR, code == ENOSPC ? CHL_ERROR_DISK_FULL : CHL_ERROR_STORAGE,
               _ ("The folder for a program cannot be made: %s"), g_strerror (code));
  return FALSE;
}

/* Nobody else may look into it, and what it is gone with the session that the person is in. */
static char *
make_folder (const char *system,
             GError    **error)
{
  g_autofree char *parent = g_build_filename (g_get_user_runtime_dir (), "chatelaine", NULL);
  g_autofree char *folder = g_build_filename (parent, "program-XXXXXX", NULL);
  g_autofree char *path = NULL;
  g_autofree char *work = NULL;

  if (g_mkdir_with_parents (parent, 0700) != 0 || g_mkdtemp_full (folder, 0700) == NULL)
    {
      fail_to_write (error);
      return NULL;
    }

  path = g_build_filename (folder, SYSTEM_NAME, NULL);
  work = g_build_filename (folder, WORK_NAME, NULL);
  if (g_mkdir (work, 0700) != 0 ||
      !g_file_set_contents_full (path, system, -1, G_FILE_SET_CONTENTS_NONE, 0600, NULL))
    {
      fail_to_write (error);
      remove_folder (folder);
      return NULL;
    }

  return g_steal_pointer (&folder);
}

/**
 * chl_program_session_start:
 * @engine: the engine
 * @provider: a provider whose exchanges a program carries
 * @request: the first of what it is started for
 * @path: where the program is
 * @error: (out) (optional): %CHL_ERROR_FAILED, %CHL_ERROR_STORAGE, %CHL_ERROR_DISK_FULL
 *
 * Starts the program, in an empty folder that nobody else can look into. The system prompt is in a
 * file beside that folder.
 *
 * Returns: (transfer full) (nullable): a program that waits for its first turn
 */
ChlProgramSession *
chl_program_session_start (ChlEngine        *engine,
                           ChlProvider      *provider,
                           const ChlRequest *request,
                           const char       *path,
                           GError          **error)
{
  g_autofree char *system = chl_claude_dup_system (request);
  g_autofree char *folder = make_folder (system, error);
  g_autofree char *system_path = NULL;
  g_autofree char *work = NULL;
  g_auto(GStrv) arguments = NULL;
  g_auto(GStrv) environment = NULL;
  g_autoptr(GPtrArray) argv = g_ptr_array_new ();
  ChlProgramSession *self;

  if (folder == NULL)
    return NULL;

  system_path = g_build_filename (folder, SYSTEM_NAME, NULL);
  work = g_build_filename (folder, WORK_NAME, NULL);
  arguments = chl_program_provider_dup_arguments (CHL_PROGRAM_PROVIDER (provider), request,
                                                  system_path);
  environment = chl_program_place_dup_environment (engine, provider, request);
  g_ptr_array_add (argv, (gpointer) path);
  for (guint i = 0; arguments[i] != NULL; i++)
    g_ptr_array_add (argv, arguments[i]);
  g_ptr_array_add (argv, NULL);

  self = g_new0 (ChlProgramSession, 1);
  self->folder = g_steal_pointer (&folder);
  self->key = g_strdup (request->cache_key);
  self->program = chl_program_start (chl_engine_get_parts (engine)->clock,
                                     (const char *const *) argv->pdata,
                                     (const char *const *) environment, work, error);
  if (self->program == NULL)
    g_clear_pointer (&self, chl_program_session_free);

  return self;
}

/* Ends the program as well. */
void
chl_program_session_free (ChlProgramSession *self)
{
  chl_clock_clear_timeout (&self->timer);
  if (self->program != NULL)
    {
      chl_program_set_funcs (self->program, NULL, NULL);
      chl_program_stop (self->program);
    }
  g_clear_object (&self->program);
  remove_folder (self->folder);
  g_free (self->folder);
  g_free (self->key);
  g_free (self->digest);
  g_free (self);
}

/**
 * chl_program_session_dup_digest:
 * @request: what is asked
 * @n_messages: how many of its messages, from the first on
 *
 * Returns: (transfer full): what is the same if, and only if, a program that was started for one
 *   request and has come so far can go on with another
 */
char *
chl_program_session_dup_digest (const ChlRequest *request,
                                guint             n_messages)
{
  g_autofree char *digest = chl_request_dup_digest (request, n_messages);

  return g_strdup_printf ("%s %s %d %" G_GINT64_FORMAT, request->provider_id, digest,
                          (int) request->effort, request->max_output);
}

struct _ChlProgramPool
{
  ChlEngine *engine;  /* (unowned) */
  GPtrArray *waiting; /* (owned) (element-type ChlProgramSession) the one that waits longest first */
};

ChlProgramPool *
chl_program_pool_new (ChlEngine *engine)
{
  ChlProgramPool *self = g_new0 (ChlProgramPool, 1);

  self->engine = engine;
  self->waiting = g_ptr_array_new_with_free_func ((GDestroyNotify) chl_program_session_free);

  return self;
}

void
chl_program_pool_free (ChlProgramPool *self)
{
  g_ptr_array_unref (self->waiting);
  g_free (self);
}

/**
 * chl_program_pool_clear:
 * @self: a pool
 *
 * Ends all that wait.
 */
void
chl_program_pool_clear (ChlProgramPool *self)
{
  g_ptr_array_set_size (self->waiting, 0);
}

guint
chl_program_pool_get_n_sessions (ChlProgramPool *self)
{
  return self->waiting->len;
}

/**
 * chl_program_pool_take:
 * @self: a pool
 * @key: (nullable): which conversation
 * @digest: of what was said in it so far
 *
 * One that waits for this conversation but has heard another course of it is of no use any more,
 * and ends.
 *
 * Returns: (transfer full) (nullable): the program that can go on
 */
ChlProgramSession *
chl_program_pool_take (ChlProgramPool *self,
                       const char     *key,
                       const char     *digest)
{
  for (guint i = 0; key != NULL && i < self->waiting->len; i++)
    {
      ChlProgramSession *session = g_ptr_array_index (self->waiting, i);

      if (!g_str_equal (session->key, key))
        continue;

      if (!g_str_equal (session->digest, digest) || !chl_program_is_running (session->program))
        {
          g_ptr_array_remove_index (self->waiting, i);
          return NULL;
        }

      chl_clock_clear_timeout (&session->timer);
      return g_ptr_array_steal_index (self->waiting, i);
    }

  return NULL;
}

static gboolean
late_cb (gpointer user_data)
{
  ChlProgramPool *self = user_data;

  /* They wait equally long, so that it is the first one's time that has come. */
  g_ptr_array_remove_index (self->waiting, 0);

  return G_SOURCE_REMOVE;
}

/* It went by itself. */
static void
ended_cb (gpointer user_data)
{
  ChlProgramPool *self = user_data;

  for (guint i = self->waiting->len; i > 0; i--)
    {
      ChlProgramSession *session = g_ptr_array_index (self->waiting, i - 1);

      if (!chl_program_is_running (session->program))
        g_ptr_array_remove_index (self->waiting, i - 1);
    }
}

/**
 * chl_program_pool_give:
 * @self: a pool
 * @session: (transfer full): a program with its conversation's key, and the digest of what was said
 *
 * Lets it wait for the next turn, though not for ever.
 */
void
chl_program_pool_give (ChlProgramPool    *self,
                       ChlProgramSession *session)
{
  static const ChlProgramFuncs funcs = { NULL, ended_cb };

  chl_program_set_funcs (session->program, &funcs, self);
  session->timer = chl_clock_add_timeout (chl_engine_get_parts (self->engine)->clock, PATIENCE,
                                          late_cb, self);
  g_ptr_array_add (self->waiting, session);
  if (self->waiting->len > MAX_WAITING)
    g_ptr_array_remove_index (self->waiting, 0);
}
