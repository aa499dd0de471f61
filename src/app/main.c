/* main.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chatelaine"

#include "config.h"

#include <glib/gi18n.h>
#include <locale.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif
#include <sys/resource.h>

#include "chl-application.h"

/* What is larger than this, bytes, goes back to the system when it is freed. */
#define LARGE (64 * 1024)

/* Keys are in memory while the program runs: it leaves no image of it behind. */
static void
forbid_core (void)
{
  const struct rlimit none = { 0, 0 };

  setrlimit (RLIMIT_CORE, &none);
}

/*
 * glibc gives each thread a heap of its own, and keeps what was freed in the midst of one. Threads
 * here read and write files now and then: a heap for all of them does.
 */
static void
share_heap (void)
{
#ifdef __GLIBC__
  mallopt (M_ARENA_MAX, 1);
  mallopt (M_MMAP_THRESHOLD, LARGE);
#endif
}

static int
handle_local_options_cb (GApplication *application,
                         GVariantDict *options,
                         gpointer      user_data)
{
  if (!g_variant_dict_contains (options, "version"))
    return -1;

  g_print ("Chatelaine %s\n", PACKAGE_VERSION);
  return 0;
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr(ChlApplication) application = NULL;

  forbid_core ();
  share_heap ();
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  application = chl_application_new ();
  g_application_add_main_option (G_APPLICATION (application), "version", 'v', G_OPTION_FLAG_NONE,
                                 G_OPTION_ARG_NONE, _("Show the version and end"), NULL);
  g_signal_connect (application, "handle-local-options", G_CALLBACK (handle_local_options_cb), NULL);
  return g_application_run (G_APPLICATION (application), argc, argv);
}
