/* main.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-ctl-main"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <locale.h>
#include <stdio.h>

#include "chl-ctl.h"

static void
print_help (void)
{
  guint                n_commands;
  const ChlCtlCommand *commands = chl_ctl_get_commands (&n_commands);

  g_print ("%s\n\n  chatelainectl %s\n\n%s\n", _ ("Usage:"), _ ("COMMAND [OPTION…] [ARGUMENT…]"),
                                                                _ ("Commands:"));
  for (guint i = 0; i < n_commands; i++)
    g_print ("  %-12s %s\n", commands[i].name, g_dgettext (GETTEXT_PACKAGE, commands[i].summary));
  g_print ("\n%s\n",
           _ ("“chatelainectl COMMAND --help” tells more; chatelainectl(1) tells all."));
}

static void
notice_cb (ChlEngine  *engine,
           const char *sentence,
           gpointer    user_data)
{
  ChlCtl *ctl = user_data;

  if (g_strcmp0 (ctl->notice, sentence) == 0)
    return;

  g_free (ctl->notice);
  ctl->notice = g_strdup (sentence);
  chl_ctl_say (sentence);
}

static void
start (ChlCtl *ctl)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  ctl->world = chl_world_new ();
  ctl->engine = chl_world_get_engine (ctl->world);
  g_signal_connect (ctl->engine, "notice", G_CALLBACK (notice_cb), ctl);

  chl_engine_start_async (ctl->engine, NULL, chl_ctl_keep_result_cb, &result);
  if (!chl_engine_start_finish (ctl->engine, chl_ctl_wait (&result), &error))
    chl_ctl_say (error->message);
}

/* What could not be written was not done. */
static int
check_output (int status)
{
  if ((fflush (stdout) == 0 && !ferror (stdout)) || status != CHL_CTL_OK)
    return status;

  chl_ctl_say (_ ("Standard output cannot be written"));
  return CHL_CTL_FAILED;
}

int
main (int   argc,
      char *argv[])
{
  ChlCtl               ctl = { NULL, NULL, NULL };
  const ChlCtlCommand *command;
  int                  status;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_set_prgname ("chatelainectl");
  g_log_writer_default_set_use_stderr (TRUE);

  if (argc < 2 || g_str_equal (argv[1], "--help") || g_str_equal (argv[1], "-h") ||
      g_str_equal (argv[1], "help"))
    {
      print_help ();
      return argc < 2 ? CHL_CTL_USAGE : check_output (CHL_CTL_OK);
    }

  if (g_str_equal (argv[1], "--version"))
    {
      g_print ("chatelainectl %s\n", PACKAGE_VERSION);
      return check_output (CHL_CTL_OK);
    }

  if ((command = chl_ctl_find_command (argv[1])) != NULL)
    {
      g_autofree char *program = g_strconcat ("chatelainectl ", argv[1], NULL);
      gboolean         wants_help = argc > 2 && g_str_equal (argv[2], "--help");

      g_set_prgname (program);
      if (command->needs_world && !wants_help)
        start (&ctl);
      status = command->func (&ctl, argc - 1, argv + 1);
    }
  else
    {
      status = chl_ctl_usage (_ ("There is no command “%s”; “chatelainectl --help” lists them"),
                                 argv[1]);
    }

  status = check_output (status);
  if (ctl.engine != NULL)
    chl_engine_shut_down (ctl.engine);
  g_clear_object (&ctl.world);
  g_free (ctl.notice);

  return status;
}
