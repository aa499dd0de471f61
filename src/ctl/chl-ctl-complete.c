/* chl-ctl-complete.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-ctl-complete"

#include "config.h"

#include "chl-ctl.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "chl-error.h"
#include "chl-roles.h"
#include "chl-utf8.h"

/**
 * Wishes:
 *
 * What the command line says about one gap.
 */
typedef struct
{
  char    *model;
  char    *prefix;
  char    *suffix;
  char    *temperature;
  char   **stop;
  int      max_tokens;
  gboolean as_json;
  gboolean dry_run;
} Wishes;

static void
wishes_clear (Wishes *wishes)
{
  g_free (wishes->model);
  g_free (wishes->prefix);
  g_free (wishes->suffix);
  g_free (wishes->temperature);
  g_strfreev (wishes->stop);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Wishes, wishes_clear)

/* To the byte: what is filled in must fit. */
static char *
read_text (const char *path,
           GError    **error)
{
  g_autoptr(GBytes) bytes = chl_ctl_read_input (path, error);
  const char *data;
  gsize       length;

  if (bytes == NULL)
    return NULL;

  data = g_bytes_get_data (bytes, &length);
  if (length == 0)
    return g_strdup ("");

  if (!chl_utf8_is_valid (data, length) || memchr (data, '\0', length) != NULL)
    {
      g_set_error (error, CHL_ERROR, CHL_ERROR_INVALID, _ ("%s is no UTF-8 text"), g_str_equal (path, "-") ? _ ("Standard input") : path);
      return NULL;
    }

  return g_strndup (data, length);
}

static ChlCompletion *
build_completion (ChlCtl       *ctl,
                  const Wishes *wishes,
                  const char   *model_id,
                  GError      **error)
{
  const ChlRoleParameters *parameters;
  g_autoptr(ChlCompletion) completion = NULL;
  g_autofree char *prefix = NULL;
  g_autofree char *suffix = NULL;

  if (!(prefix = read_text (wishes->prefix, error)) ||
      (wishes->suffix != NULL && !(suffix = read_text (wishes->suffix, error))))
    return NULL;

  parameters = chl_roles_get_parameters (chl_engine_get_roles (ctl->engine), CHL_ROLE_COMPLETION);
  completion = chl_completion_new (model_id, prefix, suffix);
  completion->temperature = parameters->temperature;
  completion->top_p = parameters->top_p;
  if (parameters->max_output > 0)
    completion->max_output = parameters->max_output;
  completion->stop = g_strdupv (wishes->stop);

  if ((wishes->temperature != NULL &&
       !chl_ctl_read_temperature (wishes->temperature, &completion->temperature, error)) ||
      !chl_ctl_check_max_tokens (wishes->max_tokens, &completion->max_output, error))
    return NULL;

  return g_steal_pointer (&completion);
}

static int
run (ChlCtl       *ctl,
     const Wishes *wishes)
{
  g_autofree char *model_id = NULL;
  g_autoptr(ChlExchange) exchange = NULL;
  g_autoptr(JsonNode) request = NULL;
  g_autoptr(GError) error = NULL;
  ChlProvider   *provider;
  ChlCompletion *completion;

  if (!(provider = chl_ctl_find_model (ctl, wishes->model, CHL_ROLE_COMPLETION, &model_id, &error)) ||
      !(completion = build_completion (ctl, wishes, model_id, &error)))
    return chl_ctl_refuse (wishes->as_json && !wishes->dry_run, error);

  /* What cannot be put into words is no refusal of the server's. */
  exchange = chl_exchange_new_completion (ctl->engine, provider, CHL_ROLE_COMPLETION, completion);
  if (!(request = chl_exchange_describe (exchange, &error)))
    return chl_ctl_refuse (wishes->as_json && !wishes->dry_run, error);

  if (wishes->dry_run)
    {
      chl_ctl_print_json (request);
      return CHL_CTL_OK;
    }

  return chl_ctl_ask (ctl, provider, exchange, wishes->as_json);
}

int
chl_ctl_complete (ChlCtl *ctl,
                  int     argc,
                  char  **argv)
{
  g_auto(Wishes) wishes = { 0 };
  const GOptionEntry entries[] = {
    { "model", 'm', 0, G_OPTION_ARG_STRING, &wishes.model, N_ ("Ask this model"), "PROVIDER/MODEL" },
    { "prefix", 0, 0, G_OPTION_ARG_FILENAME, &wishes.prefix, N_ ("The text before the gap; - reads it"), "FILE" },
    { "suffix", 0, 0, G_OPTION_ARG_FILENAME, &wishes.suffix, N_ ("The text after it"), "FILE" },
    { "stop", 0, 0, G_OPTION_ARG_STRING_ARRAY, &wishes.stop, N_ ("End before this text"), "TEXT" },
    { "max-tokens", 0, 0, G_OPTION_ARG_INT, &wishes.max_tokens, N_ ("Longest answer"), "N" },
    { "temperature", 0, 0, G_OPTION_ARG_STRING, &wishes.temperature, N_ ("Temperature"), "T" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &wishes.as_json, N_ ("Print the result as JSON at the end"), NULL },
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &wishes.dry_run,
      N_ ("Send nothing; print the request, without secrets"), NULL },
    G_OPTION_ENTRY_NULL
  };

  if (!chl_ctl_parse (&argc, &argv,
                      _ ("Fills the gap between two texts, or goes on with one. What is filled in "
                         "goes to standard output as it comes."),
                         entries) ||
                      !chl_ctl_check_no_more (argc, argv))
    return CHL_CTL_USAGE;
  if (wishes.prefix == NULL)
    return chl_ctl_usage (_ ("It takes --prefix FILE, the text before the gap"));
  if (g_str_equal (wishes.prefix, "-") && g_strcmp0 (wishes.suffix, "-") == 0)
    return chl_ctl_usage (_ ("Only one of both texts can come on standard input"));

  return run (ctl, &wishes);
}
