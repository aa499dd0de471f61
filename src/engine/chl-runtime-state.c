/* chl-runtime-state.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-runtime-state"

#include "config.h"

#include "chl-runtime-state.h"

#include <glib/gi18n-lib.h>

/* Where installers put programs that a session's PATH need not name. */
static const char *const folders[] = {
  "/usr/local/bin",
  "/usr/bin",
  "/snap/bin",
  "/opt/ollama/bin",
};

/* In a sandbox the programs of the computer cannot be seen. */
#define SANDBOX_MARK "/.flatpak-info"

/**
 * chl_runtime_is_program_here:
 * @program: its name
 *
 * Returns: whether the program is installed, as far as can be seen
 */
gboolean
chl_runtime_is_program_here (const char *program)
{
  g_autofree char *found = NULL;
  g_autofree char *own = NULL;

  g_return_val_if_fail (program != NULL, FALSE);

  found = g_find_program_in_path (program);
  own = g_build_filename (g_get_home_dir (), ".local", "bin", program, NULL);
  if (found != NULL || g_file_test (own, G_FILE_TEST_IS_EXECUTABLE) ||
      g_file_test (SANDBOX_MARK, G_FILE_TEST_EXISTS))
    return TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autofree char *path = g_build_filename (folders[i], program, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_EXECUTABLE))
        return TRUE;
    }

  return FALSE;
}

/**
 * chl_runtime_explain:
 * @provider: who was called
 * @failure: why no connection came about; may be changed
 *
 * Where a runtime on this computer does not answer, it does not run; that is what a person wants to
 * read, rather than what the network says of it.
 */
void
chl_runtime_explain (ChlProvider *provider,
                     ChlFailure  *failure)
{
  const ChlFamily *family;
  const char      *title;

  g_return_if_fail (CHL_IS_PROVIDER (provider));
  g_return_if_fail (failure != NULL);

  family = chl_provider_get_family (provider);
  title = chl_provider_get_title (provider);
  if (family->port == 0 || failure->kind != CHL_FAILURE_NETWORK ||
      !chl_provider_is_local (provider))
    return;

  g_free (failure->code);
  g_free (failure->message);
  failure->is_ours = TRUE;
  if (family->program == NULL || chl_runtime_is_program_here (family->program))
    {
      failure->code = g_strdup (CHL_FAILURE_CODE_NOT_RUNNING);
      failure->message = g_strdup_printf (_ ("%s is not running on this computer"), title);
    }
  else
    {
      failure->code = g_strdup (CHL_FAILURE_CODE_NOT_INSTALLED);
      failure->message = g_strdup_printf (_ ("%s is not installed on this computer"), title);
    }
}
