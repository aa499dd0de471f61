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

#include "chl-complete.h"
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
  ChlCtlWish common;
  char      *prefix;
  char      *suffix;
  char      *path;
  char     **stop;
} Wishes;

static void
wishes_clear (Wishes *wishes)
{
  chl_ctl_wish_clear (&wishes->common);
  g_free (wishes->prefix);
  g_free (wishes->suffix);
  g_free (wishes->path);
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
  gint64           longest;

  if (!(prefix = read_text (wishes->prefix, error)) ||
      (wishes->suffix != NULL && !(suffix = read_text (wishes->suffix, error))))
    return NULL;

  parameters = chl_roles_get_parameters (chl_engine_get_roles (ctl->engine), CHL_ROLE_COMPLETION);
  completion = chl_completion_new (model_id, prefix, suffix);
  completion->temperature = parameters->temperature;
  completion->top_p = parameters->top_p;
  longest = parameters->max_output;
  completion->stop = g_strdupv (wishes->stop);
  completion->path = g_strdup (wishes->path);

  if (!chl_ctl_wish_read (&wishes->common, &completion->temperature, &longest, error))
    return NULL;
  if (longest > 0)
    {
      completion->max_output = longest;
      completion->is_usual_output = FALSE;
    }

  return g_steal_pointer (&completion);
}

/**
 * Gap:
 *
 * Whom to ask for what.
 */
typedef struct
{
  ChlEngine     *engine;     /* (unowned) */
  ChlProvider   *provider;   /* (unowned) */
  ChlCompletion *completion; /* (owned) (nullable) until it was asked for */
} Gap;

static void
start_cb (ChlMessage         *answer,
          GCancellable       *cancellable,
          GAsyncReadyCallback callback,
          gpointer            user_data,
          gpointer            data)
{
  Gap *gap = data;

  chl_complete_async (gap->engine, gap->provider, g_steal_pointer (&gap->completion), answer,
                      cancellable, callback, user_data);
}

static int
fill (ChlCtl        *ctl,
      ChlProvider   *provider,
      ChlCompletion *completion,
      gboolean       as_json)
{
  Gap gap = { ctl->engine, provider, completion };
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(ChlMessage) answer = chl_ctl_hear (ctl, !as_json, start_cb, &gap, &result);

  return chl_ctl_report_filling (answer, chl_complete_finish (ctl->engine, result), provider,
                                 as_json);
}

static int
run (ChlCtl       *ctl,
     const Wishes *wishes)
{
  gboolean         as_json = wishes->common.as_json;
  g_autofree char *model_id = NULL;
  g_autoptr(ChlCompletion) completion = NULL;
  g_autoptr(JsonNode) request = NULL;
  g_autoptr(GError) error = NULL;
  ChlProvider *provider;

  /* What cannot be put into words is no refusal of the server's. */
  if (!(provider = chl_ctl_find_model (ctl, wishes->common.model, CHL_ROLE_COMPLETION, &model_id, &error)) ||
      !(completion = build_completion (ctl, wishes, model_id, &error)) ||
      !(request = chl_complete_describe (ctl->engine, provider, completion, &error)))
    return chl_ctl_refuse (as_json && !wishes->common.dry_run, error);

  if (wishes->common.dry_run)
    {
      chl_ctl_print_json (request);
      return CHL_CTL_OK;
    }

  return fill (ctl, provider, g_steal_pointer (&completion), as_json);
}

int
chl_ctl_complete (ChlCtl *ctl,
                  int     argc,
                  char  **argv)
{
  g_auto(Wishes) wishes = { 0 };
  const GOptionEntry entries[] = {
    { "prefix", 0, 0, G_OPTION_ARG_FILENAME, &wishes.prefix, N_ ("The text before the gap; - reads it"), "FILE" },
    { "suffix", 0, 0, G_OPTION_ARG_FILENAME, &wishes.suffix, N_ ("The text after it"), "FILE" },
    { "path", 0, 0, G_OPTION_ARG_STRING, &wishes.path, N_ ("What the file is called, for models that are told"), "PATH" },
    { "stop", 0, 0, G_OPTION_ARG_STRING_ARRAY, &wishes.stop, N_ ("End before this text"), "TEXT" },
    G_OPTION_ENTRY_NULL
  };

  if (!chl_ctl_parse_wish (&argc, &argv,
                           _ ("Fills the gap between two texts, or goes on with one. What is filled in "
                              "goes to standard output as it comes."),
                              entries, TRUE, &wishes.common) ||
                           !chl_ctl_check_no_more (argc, argv))
    return CHL_CTL_USAGE;
  if (wishes.prefix == NULL)
    return chl_ctl_usage (_ ("It takes --prefix FILE, the text before the gap"));
  if (g_str_equal (wishes.prefix, "-") && g_strcmp0 (wishes.suffix, "-") == 0)
    return chl_ctl_usage (_ ("Only one of both texts can come on standard input"));

  return run (ctl, &wishes);
}
