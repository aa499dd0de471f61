/* chl-program.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-program"

#include "config.h"

#include "chl-program.h"

#include <glib/gi18n-lib.h>
#include <signal.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "chl-error.h"
#include "chl-line-splitter.h"
#include "chl-write-queue.h"

/* Bytes: of a line, which a picture may be; of standard error, the first that are kept; of what is
 * read at once. */
#define MAX_LINE ((gsize) 32 * 1024 * 1024)
#define MAX_COMPLAINT ((gsize) 64 * 1024)
#define PIECE ((gsize) 16 * 1024)

/* Milliseconds: from being asked to end to being ended, from its last line to being asked to end, and
 * from the end to its last words. */
#define PATIENCE 3000
#define SILENCE 3000
#define ECHO 1000

struct _ChlProgram
{
  GObject parent_instance;

  ChlClock        *clock;       /* (owned) */
  GSubprocess     *process;     /* (owned) */
  ChlLineSplitter *splitter;    /* (owned) */
  GString         *complaint;   /* (owned) what it said on standard error */
  ChlWriteQueue   *input;       /* (owned) (nullable) what it is still to read */
  GCancellable    *cancellable; /* (owned) of reading and writing */
  GSource         *timer;       /* (owned) (nullable) */
  GError          *error;       /* (owned) (nullable) why it was not heard to the end */
  ChlProgramFuncs  funcs;
  gpointer         funcs_data;
  guint            n_pending; /* both outputs and its end; each holds a reference */
  int              status;    /* once it is gone; 128 and more: the signal */
  guint            is_stopped : 1;
  guint            is_gone : 1;
};

G_DEFINE_FINAL_TYPE (ChlProgram, chl_program, G_TYPE_OBJECT)

static void
chl_program_dispose (GObject *object)
{
  ChlProgram *self = CHL_PROGRAM (object);

  chl_clock_clear_timeout (&self->timer);
  g_clear_object (&self->input);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->process);
  g_clear_object (&self->clock);

  G_OBJECT_CLASS (chl_program_parent_class)->dispose (object);
}

static void
chl_program_finalize (GObject *object)
{
  ChlProgram *self = CHL_PROGRAM (object);

  g_clear_pointer (&self->splitter, chl_line_splitter_free);
  g_string_free (self->complaint, TRUE);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (chl_program_parent_class)->finalize (object);
}

static void
chl_program_class_init (ChlProgramClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = chl_program_dispose;
  object_class->finalize = chl_program_finalize;

  /* Sockets ignore SIGPIPE for the whole process once their class is there. A pipe to a program
   * that has gone needs the same. */
  g_type_class_unref (g_type_class_ref (G_TYPE_SOCKET));
}

static gboolean
take_line_cb (const char *line,
              gsize       length,
              gboolean    is_tail,
              gpointer    user_data)
{
  ChlProgram *self = user_data;

  if (self->funcs.line != NULL)
    self->funcs.line (line, length, self->funcs_data);

  return TRUE;
}

static void
chl_program_init (ChlProgram *self)
{
  self->complaint = g_string_new (NULL);
  self->splitter = chl_line_splitter_new (MAX_LINE, take_line_cb, self);
  self->cancellable = g_cancellable_new ();
}

/* One of the three things that are waited for came to its end. */
static void
end_one (ChlProgram *self)
{
  if (--self->n_pending > 0)
    return;

  chl_clock_clear_timeout (&self->timer);
  g_cancellable_cancel (self->cancellable);
  if (self->funcs.ended != NULL)
    self->funcs.ended (self->funcs_data);
}

static void
give_up (ChlProgram *self)
{
  self->error = g_error_new_literal (CHL_ERROR, CHL_ERROR_LIMIT,
                                     _ ("The program said more than a line may hold"));
  chl_program_stop (self);
}

static gboolean
mute_cb (gpointer user_data)
{
  ChlProgram *self = CHL_PROGRAM (user_data);

  chl_clock_clear_timeout (&self->timer);
  chl_program_stop (self);

  return G_SOURCE_REMOVE;
}

/* It can say nothing more, so that there is nothing more to wait for than its end. */
static void
fall_silent (ChlProgram *self)
{
  chl_line_splitter_finish (self->splitter);
  if (!self->is_gone && !self->is_stopped)
    self->timer = chl_clock_add_timeout (self->clock, SILENCE, mute_cb, self);
  end_one (self);
}

static void read_output (ChlProgram *self);

static void
output_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(ChlProgram) self = CHL_PROGRAM (user_data);
  g_autoptr(GBytes) bytes = NULL;
  const char *data;
  gsize       length = 0;

  bytes = g_input_stream_read_bytes_finish (G_INPUT_STREAM (object), result, NULL);
  data = bytes != NULL ? g_bytes_get_data (bytes, &length) : NULL;
  if (length == 0)
    {
      fall_silent (self);
      return;
    }

  if (self->error == NULL && !chl_line_splitter_push (self->splitter, data, length))
    give_up (self);
  read_output (self);
}

static void
read_output (ChlProgram *self)
{
  g_input_stream_read_bytes_async (g_subprocess_get_stdout_pipe (self->process), PIECE,
                                   G_PRIORITY_DEFAULT, self->cancellable, output_cb,
                                   g_object_ref (self));
}

static void read_complaint (ChlProgram *self);

static void
complaint_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(ChlProgram) self = CHL_PROGRAM (user_data);
  g_autoptr(GBytes) bytes = NULL;
  const char *data;
  gsize       length = 0;

  bytes = g_input_stream_read_bytes_finish (G_INPUT_STREAM (object), result, NULL);
  data = bytes != NULL ? g_bytes_get_data (bytes, &length) : NULL;
  if (length == 0)
    {
      end_one (self);
      return;
    }

  g_string_append_len (self->complaint, data,
                       (gssize) MIN (length, MAX_COMPLAINT - self->complaint->len));
  read_complaint (self);
}

static void
read_complaint (ChlProgram *self)
{
  g_input_stream_read_bytes_async (g_subprocess_get_stderr_pipe (self->process), PIECE,
                                   G_PRIORITY_DEFAULT, self->cancellable, complaint_cb,
                                   g_object_ref (self));
}

/* Something that it started may hold its outputs open for ever. */
static gboolean
echo_cb (gpointer user_data)
{
  ChlProgram *self = CHL_PROGRAM (user_data);

  chl_clock_clear_timeout (&self->timer);
  g_cancellable_cancel (self->cancellable);

  return G_SOURCE_REMOVE;
}

static void
gone_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(ChlProgram) self = CHL_PROGRAM (user_data);

  g_subprocess_wait_finish (self->process, result, NULL);
  self->is_gone = TRUE;
  self->status = g_subprocess_get_if_exited (self->process)
                   ? g_subprocess_get_exit_status (self->process)
                   : 128 + g_subprocess_get_term_sig (self->process);

  chl_clock_clear_timeout (&self->timer);
  if (self->n_pending > 1)
    self->timer = chl_clock_add_timeout (self->clock, ECHO, echo_cb, self);
  end_one (self);
}

/* Between fork and exec: only what is safe in a signal handler may be called. */
static void
set_up_child (gpointer user_data)
{
  /* Ctrl+C in a terminal is not meant for it; it ends with this program, however that comes. */
  setpgid (0, 0);
  prctl (PR_SET_PDEATHSIG, SIGKILL);
  if (getppid () != GPOINTER_TO_INT (user_data))
    _exit (127);
}

/**
 * chl_program_start:
 * @clock: for how long its end is waited for
 * @argv: (array zero-terminated): the program's path, and its arguments; nothing private, since
 *   everybody on the computer can read them
 * @environment: (array zero-terminated): all of its environment, NAME=VALUE
 * @folder: where it works
 * @error: (out) (optional): %CHL_ERROR_FAILED if it cannot be started
 *
 * Starts a program. What it says is lost until chl_program_set_funcs(), which is in time before
 * the main loop runs again.
 *
 * Returns: (transfer full) (nullable): the program, running
 */
ChlProgram *
chl_program_start (ChlClock          *clock,
                   const char *const *argv,
                   const char *const *environment,
                   const char        *folder,
                   GError           **error)
{
  g_autoptr(ChlProgram) self = NULL;
  g_autoptr(GSubprocessLauncher) launcher = NULL;
  g_autoptr(GError) problem = NULL;

  g_return_val_if_fail (CHL_IS_CLOCK (clock), NULL);
  g_return_val_if_fail (argv != NULL && argv[0] != NULL, NULL);
  g_return_val_if_fail (environment != NULL, NULL);
  g_return_val_if_fail (folder != NULL, NULL);

  self = g_object_new (CHL_TYPE_PROGRAM, NULL);
  self->clock = g_object_ref (clock);

  launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE |
                                        G_SUBPROCESS_FLAGS_STDOUT_PIPE |
                                        G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_subprocess_launcher_set_environ (launcher, (char **) environment);
  g_subprocess_launcher_set_cwd (launcher, folder);
  g_subprocess_launcher_set_child_setup (launcher, set_up_child, GINT_TO_POINTER (getpid ()), NULL);

  self->process = g_subprocess_launcher_spawnv (launcher, argv, &problem);
  if (self->process == NULL)
    {
      g_set_error (error, CHL_ERROR, CHL_ERROR_FAILED,
                   _ ("%s cannot be started: %s"), argv[0], problem->message);
      return NULL;
    }

  self->input = chl_write_queue_new (g_subprocess_get_stdin_pipe (self->process), self->cancellable);
  self->n_pending = 3;
  read_output (self);
  read_complaint (self);
  g_subprocess_wait_async (self->process, NULL, gone_cb, g_object_ref (self));

  return g_steal_pointer (&self);
}

/**
 * chl_program_set_funcs:
 * @self: a program
 * @funcs: (nullable): what to call from now on; copied
 * @user_data: closure for @funcs
 */
void
chl_program_set_funcs (ChlProgram            *self,
                       const ChlProgramFuncs *funcs,
                       gpointer               user_data)
{
  g_return_if_fail (CHL_IS_PROGRAM (self));

  self->funcs = funcs != NULL ? *funcs : (ChlProgramFuncs){ 0 };
  self->funcs_data = user_data;
}

/**
 * chl_program_write:
 * @self: a program whose input was not closed
 * @bytes: what it is to read, with the end of its last line
 *
 * Returns at once; what is written goes out as the program takes it.
 */
void
chl_program_write (ChlProgram *self,
                   GBytes     *bytes)
{
  g_return_if_fail (CHL_IS_PROGRAM (self));
  g_return_if_fail (bytes != NULL);

  chl_write_queue_push (self->input, bytes);
}

/**
 * chl_program_close_input:
 * @self: a program
 *
 * Nothing more will be written; what was, goes out still.
 */
void
chl_program_close_input (ChlProgram *self)
{
  g_return_if_fail (CHL_IS_PROGRAM (self));

  chl_write_queue_close (self->input);
}

/* To what it has started as well; its number is its own only as long as it is there. */
static void
send_signal (ChlProgram *self,
             int         number)
{
  const char *identifier = g_subprocess_get_identifier (self->process);

  if (identifier != NULL)
    kill (-(pid_t) g_ascii_strtoll (identifier, NULL, 10), number);
  g_subprocess_send_signal (self->process, number);
}

static gboolean
impatient_cb (gpointer user_data)
{
  ChlProgram *self = CHL_PROGRAM (user_data);

  chl_clock_clear_timeout (&self->timer);
  send_signal (self, SIGKILL);

  return G_SOURCE_REMOVE;
}

/**
 * chl_program_stop:
 * @self: a program
 *
 * Ends it: asks it first, and forces it after a while.
 */
void
chl_program_stop (ChlProgram *self)
{
  g_return_if_fail (CHL_IS_PROGRAM (self));

  if (self->is_stopped || self->is_gone)
    return;

  self->is_stopped = TRUE;
  chl_write_queue_drop (self->input);
  send_signal (self, SIGTERM);
  chl_clock_clear_timeout (&self->timer);
  self->timer = chl_clock_add_timeout (self->clock, PATIENCE, impatient_cb, self);
}

/**
 * chl_program_is_running:
 * @self: a program
 *
 * Returns: whether it is there and may say something still
 */
gboolean
chl_program_is_running (ChlProgram *self)
{
  g_return_val_if_fail (CHL_IS_PROGRAM (self), FALSE);

  return self->n_pending > 0;
}

/**
 * chl_program_get_status:
 * @self: a program that has ended
 *
 * Returns: what it ended with; 128 and a signal's number where that ended it
 */
int
chl_program_get_status (ChlProgram *self)
{
  g_return_val_if_fail (CHL_IS_PROGRAM (self), -1);

  return self->status;
}

/**
 * chl_program_get_complaint:
 * @self: a program
 *
 * Returns: (transfer none): what it has said on standard error, as it came
 */
const char *
chl_program_get_complaint (ChlProgram *self)
{
  g_return_val_if_fail (CHL_IS_PROGRAM (self), NULL);

  return self->complaint->str;
}

/**
 * chl_program_get_error:
 * @self: a program
 *
 * Returns: (transfer none) (nullable): %CHL_ERROR_LIMIT if it was stopped for talking without end
 */
const GError *
chl_program_get_error (ChlProgram *self)
{
  g_return_val_if_fail (CHL_IS_PROGRAM (self), NULL);

  return self->error;
}
