/* test-program.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <errno.h>
#include <signal.h>
#include <string.h>

#include "chl-error.h"
#include "chl-fake-clock.h"
#include "chl-program.h"

/* A program under test, and what was heard of it. */
typedef struct
{
  ChlClock   *clock;
  ChlProgram *program;
  GPtrArray  *lines;
  gboolean    has_ended;
} Lab;

static const char *const environment[] = { "PATH=/usr/bin:/bin", "WORD=own", NULL };

static void
line_cb (const char *line,
         gsize       length,
         gpointer    user_data)
{
  Lab *lab = user_data;

  g_assert_cmpuint (length, >, 0);
  g_ptr_array_add (lab->lines, g_strndup (line, length));
}

static void
ended_cb (gpointer user_data)
{
  Lab *lab = user_data;

  g_assert_false (lab->has_ended);
  lab->has_ended = TRUE;
}

static void
start (Lab        *lab,
       const char *script)
{
  static const ChlProgramFuncs funcs = { line_cb, ended_cb };
  const char *const            argv[] = { "/bin/sh", "-c", script, NULL };
  g_autoptr(GError) error = NULL;

  *lab = (Lab){ 0 };
  lab->clock = chl_system_clock_new ();
  lab->lines = g_ptr_array_new_with_free_func (g_free);
  lab->program = chl_program_start (lab->clock, argv, environment, "/", &error);
  g_assert_no_error (error);
  chl_program_set_funcs (lab->program, &funcs, lab);
}

static void
write_text (Lab        *lab,
            const char *text)
{
  g_autoptr(GBytes) bytes = g_bytes_new (text, strlen (text));

  chl_program_write (lab->program, bytes);
}

static void
wait_for_end (Lab *lab)
{
  while (!lab->has_ended)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (chl_program_is_running (lab->program));
}

static void
wait_for_lines (Lab  *lab,
                guint n)
{
  while (lab->lines->len < n)
    g_main_context_iteration (NULL, TRUE);
}

static void
clear (Lab *lab)
{
  g_assert_finalize_object (lab->program);
  g_clear_pointer (&lab->lines, g_ptr_array_unref);
  g_clear_object (&lab->clock);
}

static void
test_talks (void)
{
  Lab lab;

  start (&lab, "while read -r word; do echo \"<$word>\"; done; echo over; echo oh >&2; exit 3");
  write_text (&lab, "one\n");
  wait_for_lines (&lab, 1);
  write_text (&lab, "two\nthr");
  write_text (&lab, "ee\n");
  wait_for_lines (&lab, 3);
  g_assert_false (lab.has_ended);
  chl_program_close_input (lab.program);
  wait_for_end (&lab);

  g_assert_cmpstr (g_ptr_array_index (lab.lines, 0), ==, "<one>");
  g_assert_cmpstr (g_ptr_array_index (lab.lines, 2), ==, "<three>");
  g_assert_cmpstr (g_ptr_array_index (lab.lines, 3), ==, "over");
  g_assert_cmpint (chl_program_get_status (lab.program), ==, 3);
  g_assert_cmpstr (chl_program_get_complaint (lab.program), ==, "oh\n");
  g_assert_null (chl_program_get_error (lab.program));
  clear (&lab);
}

/* Far more than a pipe holds, to a program that answers before it has read all. */
static void
test_large_input_does_not_block (void)
{
  Lab              lab;
  g_autofree char *text = g_malloc (4 * 1024 * 1024 + 2);

  memset (text, 'x', 4 * 1024 * 1024);
  strcpy (text + 4 * 1024 * 1024, "\n");
  start (&lab, "echo ready; read -r go; wc -c");
  write_text (&lab, "go\n");
  write_text (&lab, text);
  chl_program_close_input (lab.program);
  wait_for_end (&lab);
  g_assert_cmpstr (g_ptr_array_index (lab.lines, 1), ==, "4194305");
  clear (&lab);
}

static void
test_environment_is_what_was_given (void)
{
  Lab lab;

  g_setenv ("CHL_TEST_LEAK", "leaked", TRUE);
  start (&lab, "echo \"$WORD ${CHL_TEST_LEAK-none}\"; pwd; ls /proc/self/fd | wc -l");
  wait_for_end (&lab);
  g_assert_cmpstr (g_ptr_array_index (lab.lines, 0), ==, "own none");
  g_assert_cmpstr (g_ptr_array_index (lab.lines, 1), ==, "/");
  /* Its three, and the folder that ls reads. */
  g_assert_cmpstr (g_ptr_array_index (lab.lines, 2), ==, "4");
  clear (&lab);
  g_unsetenv ("CHL_TEST_LEAK");
}

static void
test_ends_at_once (void)
{
  Lab lab;

  start (&lab, "exit 7");
  write_text (&lab, "somebody?\n");
  wait_for_end (&lab);
  g_assert_cmpint (chl_program_get_status (lab.program), ==, 7);
  g_assert_cmpuint (lab.lines->len, ==, 0);

  /* Nobody reads it; nothing happens. */
  write_text (&lab, "nobody\n");
  chl_program_stop (lab.program);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  clear (&lab);
}

static void
test_cannot_be_started (void)
{
  const char *const argv[] = { "/nowhere/at-all", NULL };
  g_autoptr(ChlClock) clock = chl_system_clock_new ();
  g_autoptr(GError) error = NULL;

  g_assert_null (chl_program_start (clock, argv, environment, "/", &error));
  g_assert_error (error, CHL_ERROR, CHL_ERROR_FAILED);
}

/* Bytes that are no text become text; what is not finished with a line's end is a line, too. */
static void
test_garbage (void)
{
  Lab lab;

  start (&lab, "printf 'a\\377b\\n\\n\\000\\n tail '");
  wait_for_end (&lab);
  for (guint i = 0; i < lab.lines->len; i++)
    g_assert_true (g_utf8_validate (g_ptr_array_index (lab.lines, i), -1, NULL));
  g_assert_cmpstr (g_ptr_array_index (lab.lines, 0), ==, "a\357\277\275b");
  g_assert_cmpstr (g_ptr_array_index (lab.lines, lab.lines->len - 1), ==, "tail");
  clear (&lab);
}

static void
test_line_without_end (void)
{
  Lab lab;

  start (&lab, "echo first; exec tr '\\000' 'x' </dev/zero");
  wait_for_end (&lab);
  g_assert_cmpuint (lab.lines->len, ==, 1);
  g_assert_error (chl_program_get_error (lab.program), CHL_ERROR, CHL_ERROR_LIMIT);
  clear (&lab);
}

static void
test_complaint_without_end (void)
{
  Lab lab;

  start (&lab, "head -c 3000000 /dev/zero | tr '\\000' 'x' >&2; echo done");
  wait_for_end (&lab);
  g_assert_cmpstr (g_ptr_array_index (lab.lines, 0), ==, "done");
  g_assert_cmpuint (strlen (chl_program_get_complaint (lab.program)), ==, 64 * 1024);
  clear (&lab);
}

static void
test_stop (void)
{
  Lab lab;

  start (&lab, "trap 'echo bye; exit 5' TERM; echo ready; while :; do sleep 0.01; done");
  wait_for_lines (&lab, 1);
  chl_program_stop (lab.program);
  chl_program_stop (lab.program);
  wait_for_end (&lab);
  g_assert_cmpstr (g_ptr_array_index (lab.lines, 1), ==, "bye");
  g_assert_cmpint (chl_program_get_status (lab.program), ==, 5);
  clear (&lab);
}

static void
test_deaf_program_is_killed (void)
{
  static const ChlProgramFuncs funcs = { line_cb, ended_cb };
  const char *const            argv[] = { "/bin/sh", "-c",
                                          "trap '' TERM; sleep 1000 & echo $!; wait; sleep 1000", NULL };
  ChlFakeClock                *clock = chl_fake_clock_new (0);
  g_autoptr(GError) error = NULL;
  Lab   lab = { 0 };
  pid_t child;

  lab.lines = g_ptr_array_new_with_free_func (g_free);
  lab.program = chl_program_start (CHL_CLOCK (clock), argv, environment, "/", &error);
  g_assert_no_error (error);
  chl_program_set_funcs (lab.program, &funcs, &lab);
  wait_for_lines (&lab, 1);
  child = (pid_t) g_ascii_strtoll (g_ptr_array_index (lab.lines, 0), NULL, 10);

  chl_program_stop (lab.program);
  chl_fake_clock_advance_ms (clock, 2999);
  g_assert_true (chl_program_is_running (lab.program));
  chl_fake_clock_advance_ms (clock, 1);
  wait_for_end (&lab);
  g_assert_cmpint (chl_program_get_status (lab.program), ==, 128 + SIGKILL);

  /* What it had started is gone as well; but for whoever inherited it to notice. */
  g_assert_cmpint (child, >, 1);
  for (gboolean is_there = TRUE; is_there; g_thread_yield ())
    {
      g_autofree char *path = g_strdup_printf ("/proc/%d/stat", (int) child);
      g_autofree char *text = NULL;

      is_there = g_file_get_contents (path, &text, NULL, NULL) && strstr (text, ") Z") == NULL;
    }

  clear (&lab);
  g_object_unref (clock);
}

/* One that says nothing more, but does not end, is not waited for. */
static void
test_mute_program_is_ended (void)
{
  static const ChlProgramFuncs funcs = { line_cb, ended_cb };
  const char *const            argv[] = { "/bin/sh", "-c", "echo one; exec sleep 1000 >&-", NULL };
  ChlFakeClock                *clock = chl_fake_clock_new (0);
  g_autoptr(GError) error = NULL;
  Lab lab = { 0 };

  lab.lines = g_ptr_array_new_with_free_func (g_free);
  lab.program = chl_program_start (CHL_CLOCK (clock), argv, environment, "/", &error);
  g_assert_no_error (error);
  chl_program_set_funcs (lab.program, &funcs, &lab);
  while (chl_fake_clock_get_n_timeouts (clock) == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (lab.lines->len, ==, 1);
  chl_fake_clock_advance_ms (clock, 3000);
  wait_for_end (&lab);
  g_assert_cmpint (chl_program_get_status (lab.program), ==, 128 + SIGTERM);
  clear (&lab);
  g_object_unref (clock);
}

/* A child of its own keeps the outputs open after it has gone. */
static void
test_ends_although_an_output_stays_open (void)
{
  Lab lab;

  start (&lab, "sleep 1000 & echo $!");
  wait_for_lines (&lab, 1);
  wait_for_end (&lab);
  kill ((pid_t) g_ascii_strtoll (g_ptr_array_index (lab.lines, 0), NULL, 10), SIGKILL);
  clear (&lab);
}

static void
keep_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static char *
run (const char   *script,
     gint64        timeout_ms,
     GCancellable *cancellable,
     int          *out_status,
     char        **out_complaint,
     GError      **error)
{
  const char *const argv[] = { "/bin/sh", "-c", script, NULL };
  g_autoptr(ChlClock) clock = chl_system_clock_new ();
  g_autoptr(GAsyncResult) result = NULL;

  chl_program_run_async (clock, argv, environment, "/", timeout_ms, cancellable, keep_cb, &result);
  if (cancellable != NULL)
    g_cancellable_cancel (cancellable);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return chl_program_run_finish (result, out_status, out_complaint, error);
}

static void
test_run (void)
{
  g_autofree char *output = NULL;
  g_autofree char *complaint = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  int status = -1;

  output = run ("cat; echo one; echo two; echo three >&2; exit 4", 60000, NULL, &status, &complaint,
                &error);
  g_assert_no_error (error);
  g_assert_cmpstr (output, ==, "one\ntwo\n");
  g_assert_cmpstr (complaint, ==, "three\n");
  g_assert_cmpint (status, ==, 4);

  g_assert_null (run ("exec sleep 1000", 1, NULL, NULL, NULL, &error));
  g_assert_error (error, CHL_ERROR, CHL_ERROR_TIMEOUT);
  g_clear_error (&error);

  g_assert_null (run ("exec sleep 1000", 60000, cancellable, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/program/talks", test_talks);
  g_test_add_func ("/program/large-input-does-not-block", test_large_input_does_not_block);
  g_test_add_func ("/program/environment-is-what-was-given", test_environment_is_what_was_given);
  g_test_add_func ("/program/ends-at-once", test_ends_at_once);
  g_test_add_func ("/program/cannot-be-started", test_cannot_be_started);
  g_test_add_func ("/program/garbage", test_garbage);
  g_test_add_func ("/program/line-without-end", test_line_without_end);
  g_test_add_func ("/program/complaint-without-end", test_complaint_without_end);
  g_test_add_func ("/program/stop", test_stop);
  g_test_add_func ("/program/deaf-program-is-killed", test_deaf_program_is_killed);
  g_test_add_func ("/program/mute-program-is-ended", test_mute_program_is_ended);
  g_test_add_func ("/program/ends-although-an-output-stays-open",
                   test_ends_although_an_output_stays_open);
  g_test_add_func ("/program/run", test_run);

  return g_test_run ();
}
