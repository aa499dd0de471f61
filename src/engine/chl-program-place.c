/* chl-program-place.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-program-place"

#include "config.h"

#include "chl-program-place.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chl-error.h"
#include "chl-families.h"
#include "chl-keys.h"
#include "chl-provider-list.h"

static gboolean
is_program (const char *path)
{
  return g_file_test (path, G_FILE_TEST_IS_EXECUTABLE) && g_file_test (path, G_FILE_TEST_IS_REGULAR);
}

static char *
find_below (const char *folder,
            const char *name)
{
  g_autofree char *path = NULL;

  if (g_path_is_absolute (folder))
    path = g_build_filename (folder, name, NULL);
  else
    path = g_build_filename (g_get_home_dir (), folder, name, NULL);

  return is_program (path) ? g_steal_pointer (&path) : NULL;
}

/* Where npm puts the programs of packages that are installed for the person, not for a project.
 * Source: https://docs.npmjs.com/cli/v10/configuring-npm/folders#executables */
static char *
find_npm_prefix (void)
{
  static const char *const names[] = { "NPM_CONFIG_PREFIX", "npm_config_prefix" };
  g_autofree char         *path = g_build_filename (g_get_home_dir (), ".npmrc", NULL);
  g_autofree char         *text = NULL;
  g_auto(GStrv) lines = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_getenv (names[i]) != NULL)
      return g_strdup (g_getenv (names[i]));

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return NULL;

  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto(GStrv) sides = g_strsplit (lines[i], "=", 2);

      if (sides[0] == NULL || sides[1] == NULL || !g_str_equal (g_strstrip (sides[0]), "prefix"))
        continue;

      g_strstrip (sides[1]);
      if (g_str_has_prefix (sides[1], "~/"))
        return g_build_filename (g_get_home_dir (), sides[1] + 2, NULL);
      return g_strdup (sides[1]);
    }

  return NULL;
}

static char *
find_npm (const char *name)
{
  g_autofree char *prefix = find_npm_prefix ();
  g_autofree char *folder = prefix != NULL ? g_build_filename (prefix, "bin", NULL) : NULL;

  return folder != NULL && g_path_is_absolute (folder) ? find_below (folder, name) : NULL;
}

/**
 * chl_program_place_find:
 * @provider: a provider whose exchanges a program carries
 * @error: (out) (optional): %CHL_ERROR_FAILED if it is nowhere
 *
 * Looks where the person said it is; else on PATH, where its installers put it, and where npm does.
 *
 * Returns: (transfer full) (nullable): its path
 */
char *
chl_program_place_find (ChlProvider *provider,
                        GError     **error)
{
  const ChlProgramFacts *facts = chl_program_provider_get_facts (CHL_PROGRAM_PROVIDER (provider));
  const char            *own;
  char                  *path;

  if ((own = chl_provider_get_option (provider, CHL_OPTION_PROGRAM)) != NULL)
    {
      if (g_path_is_absolute (own) && is_program (own))
        return g_strdup (own);

      g_set_error (error, CHL_ERROR, CHL_ERROR_FAILED, _ ("There is no program at %s"), own);
      return NULL;
    }

  if ((path = g_find_program_in_path (facts->name)) != NULL)
    return path;
  for (guint i = 0; facts->folders[i] != NULL; i++)
    if ((path = find_below (facts->folders[i], facts->name)) != NULL)
      return path;
  if ((path = find_npm (facts->name)) != NULL)
    return path;

  g_set_error (error, CHL_ERROR, CHL_ERROR_FAILED,
               /* Translators: a program, and the name of a provider. */
               _ ("The program %s is not found on this computer; install it, or say on the page of %s "
                  "where it is"),
                  facts->name, chl_provider_get_title (provider));
  return NULL;
}

static gboolean
is_kept (const ChlProgramFacts *facts,
         const char            *name)
{
  for (guint i = 0; facts->kept_prefixes[i] != NULL; i++)
    if (g_str_has_prefix (name, facts->kept_prefixes[i]))
      return TRUE;

  return FALSE;
}

static void
add_variables (GStrv             *environment,
               const char *const *variables)
{
  for (guint i = 0; variables != NULL && variables[i] != NULL; i++)
    {
      g_auto(GStrv) sides = g_strsplit (variables[i], "=", 2);

      *environment = g_environ_setenv (*environment, sides[0], sides[1], TRUE);
    }
}

/* Takes out of @environment what is known to be a key, but for those that are the program's own. */
static GStrv
remove_keys (GStrv                  environment,
             const ChlProgramFacts *facts,
             GListModel            *providers)
{
  guint        n;
  const GType *types = chl_families_list (&n);

  for (guint i = 0; i < n; i++)
    {
      const char *const *names = chl_provider_type_get_family (types[i])->variables;

      for (guint j = 0; names != NULL && names[j] != NULL; j++)
        if (!is_kept (facts, names[j]))
          environment = g_environ_unsetenv (environment, names[j]);
    }

  for (guint i = 0; i < g_list_model_get_n_items (providers); i++)
    {
      g_autoptr(ChlProvider) provider = g_list_model_get_item (providers, i);
      const char *name = chl_provider_get_key_variable (provider);

      if (chl_provider_get_key_source (provider) == CHL_KEY_SOURCE_ENVIRONMENT && name != NULL &&
          !is_kept (facts, name) && chl_keys_check_variable (name, NULL))
        environment = g_environ_unsetenv (environment, name);
    }

  return environment;
}

/**
 * chl_program_place_dup_environment:
 * @engine: the engine
 * @provider: a provider whose exchanges a program carries
 * @request: (nullable): what it is started for
 *
 * Returns: (transfer full): the person's own environment, without the keys of other providers, with
 *   what the program is told that way
 */
GStrv
chl_program_place_dup_environment (ChlEngine        *engine,
                                   ChlProvider      *provider,
                                   const ChlRequest *request)
{
  const ChlProgramFacts *facts = chl_program_provider_get_facts (CHL_PROGRAM_PROVIDER (provider));
  g_auto(GStrv) own = NULL;
  GStrv environment = remove_keys (g_get_environ (), facts,
                                   G_LIST_MODEL (chl_engine_get_providers (engine)));

  add_variables (&environment, facts->variables);
  if (request != NULL)
    own = chl_program_provider_dup_variables (CHL_PROGRAM_PROVIDER (provider), request);
  add_variables (&environment, (const char *const *) own);

  return environment;
}

/**
 * chl_program_place_check_near:
 * @engine: the engine
 * @provider: a provider whose exchanges a program carries
 * @error: (out) (optional): %CHL_ERROR_NOT_LOCAL
 *
 * The network of another program is not ours to guard, so that where nothing may leave, it is not
 * started.
 *
 * Returns: whether it may be
 */
gboolean
chl_program_place_check_near (ChlEngine   *engine,
                              ChlProvider *provider,
                              GError     **error)
{
  if (!chl_engine_is_local_only (engine))
    return TRUE;

  g_set_error (error, CHL_ERROR, CHL_ERROR_NOT_LOCAL,
               /* Translators: the name of a provider. */
               _ ("%s sends what it is asked to its maker, and Chatelaine is set to stay on this "
                  "computer"),
                  chl_provider_get_title (provider));
  return FALSE;
}

static ChlFailure *
new_failure (ChlFailureKind kind,
             const char    *code,
             char          *sentence)
{
  g_autofree char *owned = sentence;
  ChlFailure      *failure = chl_failure_new_own (kind, owned);

  failure->code = g_strdup (code);
  failure->retryable = FALSE;

  return failure;
}

/**
 * chl_program_place_new_missing:
 * @error: what chl_program_place_find() said
 *
 * Returns: (transfer full): that it is not there
 */
ChlFailure *
chl_program_place_new_missing (const GError *error)
{
  return new_failure (CHL_FAILURE_NETWORK, CHL_FAILURE_CODE_NOT_INSTALLED,
                      g_strdup (error->message));
}

/**
 * chl_program_place_new_outdated:
 * @provider: a provider whose exchanges a program carries
 * @version: (nullable): of the program, if it is known
 *
 * Returns: (transfer full): that a newer one is needed
 */
ChlFailure *
chl_program_place_new_outdated (ChlProvider *provider,
                                const char  *version)
{
  const ChlProgramFacts *facts = chl_program_provider_get_facts (CHL_PROGRAM_PROVIDER (provider));
  char                  *sentence;

  if (version != NULL)
    sentence = g_strdup_printf (
      /* Translators: a program, its version, the version needed, a command. */
      _ ("The program %s is of version %s, and %s or newer is needed; run “%s” in a terminal"),
         facts->name, version, facts->least_version, facts->update);
  else
    sentence = g_strdup_printf (
      /* Translators: a program, the version needed, a command. */
      _ ("The program %s is too old, %s or newer is needed; run “%s” in a terminal"), facts->name,
         facts->least_version, facts->update);

  return new_failure (CHL_FAILURE_NETWORK, CHL_FAILURE_CODE_NOT_INSTALLED, sentence);
}

/**
 * chl_program_place_new_signed_out:
 * @provider: a provider whose exchanges a program carries
 *
 * Returns: (transfer full): that the person has to sign in with the program
 */
ChlFailure *
chl_program_place_new_signed_out (ChlProvider *provider)
{
  const ChlProgramFacts *facts = chl_program_provider_get_facts (CHL_PROGRAM_PROVIDER (provider));

  return new_failure (CHL_FAILURE_NO_KEY, CHL_FAILURE_CODE_SIGN_IN,
                      g_strdup_printf (
                        /* Translators: a program, and a command. */
                        _ ("The program %s is not signed in; run “%s” in a terminal"), facts->name,
                           facts->sign_in));
}

/* The last line that is one: what comes before may be where it came from. */
static char *
find_last_line (const char *complaint)
{
  g_autofree char *text = g_utf8_make_valid (complaint, -1);
  g_auto(GStrv) lines = g_strsplit (text, "\n", -1);
  guint n = g_strv_length (lines);

  while (n > 0)
    if (*g_strstrip (lines[--n]) != '\0')
      return g_strdup (lines[n]);

  return NULL;
}

/**
 * chl_program_place_read_end:
 * @provider: a provider whose exchanges a program carries
 * @status: what the program ended with
 * @complaint: what it said on standard error
 *
 * Returns: (transfer full): why it ended before it answered
 */
ChlFailure *
chl_program_place_read_end (ChlProvider *provider,
                            int          status,
                            const char  *complaint)
{
  const ChlProgramFacts *facts = chl_program_provider_get_facts (CHL_PROGRAM_PROVIDER (provider));
  g_autofree char       *line = find_last_line (complaint);

  if (strstr (complaint, "unknown option") != NULL)
    return chl_program_place_new_outdated (provider, NULL);

  if (line != NULL)
    return new_failure (CHL_FAILURE_UNKNOWN, NULL,
                        g_strdup_printf (
                          /* Translators: a program, and what it said. */
                          _ ("The program %s ended without an answer: “%s”"), facts->name, line));

  return new_failure (CHL_FAILURE_UNKNOWN, NULL,
                      g_strdup_printf (
                        /* Translators: a program, and a number. */
                        _ ("The program %s ended without an answer, with status %d"), facts->name,
                           status));
}
