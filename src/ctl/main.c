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

static const struct
{
  const char *name;
  const char *summary;
  ChlCtlFunc  func;
  gboolean    needs_world;
} commands[] = {
  { "families", N_ ("List the families of providers there are"), chl_ctl_families, FALSE },
  { "providers", N_ ("List the configured providers with their state"), chl_ctl_providers, TRUE },
  { "add", N_ ("Add a provider"), chl_ctl_add, TRUE },
  { "set", N_ ("Change a provider"), chl_ctl_set, TRUE },
  { "key", N_ ("Give a provider its key"), chl_ctl_key, TRUE },
  { "header", N_ ("Give a provider a header for every request"), chl_ctl_header, TRUE },
  { "remove", N_ ("Remove a provider, its key included"), chl_ctl_remove, TRUE },
  { "enable", N_ ("Turn a provider on"), chl_ctl_enable, TRUE },
  { "disable", N_ ("Turn a provider off"), chl_ctl_disable, TRUE },
  { "forget", N_ ("Forget what models refused"), chl_ctl_forget, TRUE },
  { "check", N_ ("Check a provider step by step"), chl_ctl_check, TRUE },
  { "models", N_ ("List models with what is known of them"), chl_ctl_models, TRUE },
  { "capabilities", N_ ("Show what is known of a model by its name"), chl_ctl_capabilities, FALSE },
  { "registry", N_ ("Tell how old the table of models is, or refresh it"), chl_ctl_registry, TRUE },
  { "use", N_ ("Turn models on"), chl_ctl_use, TRUE },
  { "unuse", N_ ("Turn models off"), chl_ctl_unuse, TRUE },
  { "add-model", N_ ("Add a model that no list has"), chl_ctl_add_model, TRUE },
  { "remove-model", N_ ("Remove a model that was added, or is gone"), chl_ctl_remove_model, TRUE },
  { "override", N_ ("Say what a model can do"), chl_ctl_override, TRUE },
  { "try", N_ ("See how fast a model answers, and what that costs"), chl_ctl_try, TRUE },
  { "probe", N_ ("Ask a server what a model can do"), chl_ctl_probe, TRUE },
  { "pull", N_ ("Let a runtime fetch a model"), chl_ctl_pull, TRUE },
  { "rm", N_ ("Let a runtime delete a model"), chl_ctl_rm, TRUE },
  { "load", N_ ("Let a runtime take a model into memory"), chl_ctl_load, TRUE },
  { "unload", N_ ("Let a runtime take a model out of memory"), chl_ctl_unload, TRUE },
  { "roles", N_ ("Show or choose the default models"), chl_ctl_roles, TRUE },
  { "chat", N_ ("Ask one question"), chl_ctl_chat, TRUE },
  { "complete", N_ ("Fill a gap in a text"), chl_ctl_complete, TRUE },
  { "embed", N_ ("Turn texts into vectors"), chl_ctl_embed, TRUE },
  { "decode", N_ ("Turn a recorded answer into its result"), chl_ctl_decode, FALSE },
  { "practice", N_ ("Serve the practice provider on this computer"), chl_ctl_practice, TRUE },
};

static void
print_help (void)
{
  g_print ("%s\n\n  chatelainectl %s\n\n%s\n", _ ("Usage:"), _ ("COMMAND [OPTION…] [ARGUMENT…]"),
                                                                _ ("Commands:"));
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
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
  ChlCtl ctl = { NULL, NULL, NULL };
  int    status = -1;

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

  for (guint i = 0; status < 0 && i < G_N_ELEMENTS (commands); i++)
    if (g_str_equal (argv[1], commands[i].name))
      {
        g_autofree char *program = g_strconcat ("chatelainectl ", argv[1], NULL);
        gboolean         wants_help = argc > 2 && g_str_equal (argv[2], "--help");

        g_set_prgname (program);
        if (commands[i].needs_world && !wants_help)
          start (&ctl);
        status = commands[i].func (&ctl, argc - 1, argv + 1);
      }

  if (status < 0)
    status = chl_ctl_usage (_ ("There is no command “%s”; “chatelainectl --help” lists them"),
                               argv[1]);

  status = check_output (status);
  if (ctl.engine != NULL)
    chl_engine_shut_down (ctl.engine);
  g_clear_object (&ctl.world);
  g_free (ctl.notice);

  return status;
}
