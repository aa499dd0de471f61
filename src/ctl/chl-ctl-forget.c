/* chl-ctl-forget.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-ctl-forget"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "chl-ctl.h"
#include "chl-lessons.h"

static void
print_lesson (const char *model,
              const char *lesson,
              gpointer    user_data)
{
  g_autofree char *words = chl_lesson_dup_words (lesson);

  chl_ctl_print ("%s: %s", model, words);
}

/* What was learned of a provider's models by being refused: all of it is told, then forgotten. */
int
chl_ctl_forget (ChlCtl *ctl,
                int     argc,
                char  **argv)
{
  gboolean           only_shows = FALSE;
  const GOptionEntry entries[] = {
    { "show", 0, 0, G_OPTION_ARG_NONE, &only_shows, N_ ("Forget nothing, and show what there is"), NULL },
    G_OPTION_ENTRY_NULL
  };
  ChlProvider *provider;

  if (!chl_ctl_parse (&argc, &argv,
                      _ ("Forgets what models of provider ID refused, so that it is tried again."),
                         entries))
    return CHL_CTL_USAGE;
  if (argc < 2 || argc > 3)
    return chl_ctl_usage (_ ("It takes the id of a provider, and perhaps that of a model"));
  if (!(provider = chl_ctl_find_provider (ctl, argv[1])))
    return CHL_CTL_USAGE;

  if (only_shows)
    {
      chl_lessons_foreach (provider, print_lesson, NULL);
      return CHL_CTL_OK;
    }

  chl_lessons_forget (provider, argc == 3 ? argv[2] : NULL);

  return chl_ctl_save (ctl, provider);
}
