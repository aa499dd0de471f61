/* chl-ctl-tools.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-ctl-tools"

#include "config.h"

#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <stdio.h>

#include "chl-ctl.h"
#include "chl-decode.h"

int
chl_ctl_decode (ChlCtl *ctl,
                int     argc,
                char  **argv)
{
  g_autofree char *think = NULL;
  g_auto(GStrv) limits = NULL;
  const GOptionEntry entries[] = {
    { "think", 0, 0, G_OPTION_ARG_STRING, &think, N_ ("How to read <think>: off, auto or implicit"), "HOW" },
    { "limit", 0, 0, G_OPTION_ARG_STRING_ARRAY, &limits, N_ ("Change a limit"), "NAME=N" },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr(GBytes) body = NULL;
  g_autoptr(JsonNode) result = NULL;
  g_autoptr(GError) error = NULL;

  if (!chl_ctl_parse (&argc, &argv,
                      _ ("Turns a recorded body of an answer in PROTOCOL, from FILE or standard "
                         "input, into its canonical result."),
                         entries))
    return CHL_CTL_USAGE;
  if (argc < 2 || argc > 3)
    return chl_ctl_usage (_ ("It takes a protocol, such as openai-chat, and a file"));

  if (!(body = chl_ctl_read_input (argc > 2 ? argv[2] : NULL, &error)) ||
      !(result = chl_decode_body (argv[1], body, think, (const char *const *) limits, &error)))
    return chl_ctl_fail (error);

  chl_ctl_print_json (result);
  return CHL_CTL_OK;
}

static gboolean
quit_cb (gpointer user_data)
{
  g_main_loop_quit (user_data);

  return G_SOURCE_CONTINUE;
}

int
chl_ctl_practice (ChlCtl *ctl,
                  int     argc,
                  char  **argv)
{
  int                port = 0;
  int                speed = 0;
  const GOptionEntry entries[] = {
    { "port", 0, 0, G_OPTION_ARG_INT, &port, N_ ("Port on loopback; any free one otherwise"), "N" },
    { "speed", 0, 0, G_OPTION_ARG_INT, &speed, N_ ("Tokens per second"), "N" },
    G_OPTION_ENTRY_NULL
  };
  g_autofree char *endpoint = NULL;
  g_autoptr(GMainLoop) loop = NULL;
  g_autoptr(GError) error = NULL;

  if (!chl_ctl_parse (&argc, &argv,
                      _ ("Serves the practice provider on this computer until it is interrupted. "
                         "It is no model."),
                         entries))
    return CHL_CTL_USAGE;
  if (argc > 1 || port < 0 || port > G_MAXUINT16 || speed < 0)
    return chl_ctl_usage (_ ("A port is 0 to 65535, a speed a number of tokens per second"));

  endpoint = chl_world_serve_practice (ctl->world, (guint16) port, (guint) speed, &error);
  if (endpoint == NULL)
    {
      /* Here it is not a provider that cannot be reached. */
      chl_ctl_say (error->message);
      return CHL_CTL_FAILED;
    }

  chl_ctl_print ("%s", endpoint);
  fflush (stdout);
  loop = g_main_loop_new (NULL, FALSE);
  g_unix_signal_add (SIGINT, quit_cb, loop);
  g_unix_signal_add (SIGTERM, quit_cb, loop);
  g_main_loop_run (loop);

  return CHL_CTL_OK;
}
