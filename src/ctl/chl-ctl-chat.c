/* chl-ctl-chat.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-ctl-chat"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chl-ctl.h"
#include "chl-error.h"
#include "chl-exchange.h"
#include "chl-roles.h"

/**
 * Wishes:
 *
 * What the command line says about one question.
 */
typedef struct
{
  ChlCtlWish common;
  char      *role;
  char      *system;
  char     **images;
  char     **files;
  char      *effort;
  char      *tools;
} Wishes;

static void
wishes_clear (Wishes *wishes)
{
  chl_ctl_wish_clear (&wishes->common);
  g_free (wishes->role);
  g_free (wishes->system);
  g_strfreev (wishes->images);
  g_strfreev (wishes->files);
  g_free (wishes->effort);
  g_free (wishes->tools);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Wishes, wishes_clear)

static gboolean
apply_numbers (ChlRequest   *request,
               const Wishes *wishes,
               GError      **error)
{
  if (wishes->effort != NULL && !chl_effort_from_string (wishes->effort, &request->effort))
    {
      g_set_error (error, CHL_ERROR, CHL_ERROR_INVALID,
                   _ ("An effort is default, off, minimal, low, medium, high, xhigh or max, "
                      "not “%s”"),
                      wishes->effort);
      return FALSE;
    }

  return chl_ctl_wish_read (&wishes->common, &request->temperature, &request->max_output, error);
}

static gboolean
apply_tools (ChlRequest   *request,
             const Wishes *wishes,
             GError      **error)
{
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GPtrArray) tools = NULL;
  g_autofree char *text = NULL;
  gsize            length;
  const char      *data;

  if (wishes->tools == NULL)
    return TRUE;
  if (!(bytes = chl_ctl_read_input (wishes->tools, error)))
    return FALSE;

  data = g_bytes_get_data (bytes, &length);
  text = g_strndup (data != NULL ? data : "", length);
  if (!(tools = chl_tools_parse (text, error)))
    return FALSE;

  g_ptr_array_unref (request->tools);
  request->tools = g_steal_pointer (&tools);
  return TRUE;
}

static ChlRequest *
build_request (ChlCtl       *ctl,
               const Wishes *wishes,
               ChlRole       role,
               const char   *model_id,
               const char   *text,
               GError      **error)
{
  const ChlRoleParameters *parameters;
  g_autoptr(ChlRequest) request = chl_request_new (model_id);
  g_autoptr(ChlMessage) question = NULL;

  parameters = chl_roles_get_parameters (chl_engine_get_roles (ctl->engine), role);
  request->stream = TRUE;
  request->effort = parameters->effort;
  request->temperature = parameters->temperature;
  request->top_p = parameters->top_p;
  request->max_output = parameters->max_output;
  request->system = g_strdup (wishes->system);

  if (!apply_numbers (request, wishes, error) || !apply_tools (request, wishes, error) ||
      !(question = chl_ctl_build_question (ctl, wishes->images, wishes->files, text, error)))
    return NULL;

  chl_request_add_message (request, question);

  return g_steal_pointer (&request);
}

static char *
read_question (int      argc,
               char   **argv,
               GError **error)
{
  g_autoptr(GBytes) bytes = NULL;
  g_autofree char *text = NULL;
  const char      *data;
  gsize            length;

  if (argc > 1 && !g_str_equal (argv[1], "-"))
    text = g_strjoinv (" ", argv + 1);
  else
    {
      if (!(bytes = chl_ctl_read_input (NULL, error)))
        return NULL;
      data = g_bytes_get_data (bytes, &length);
      text = g_utf8_make_valid (data != NULL ? data : "", (gssize) length);
    }

  if (text[strspn (text, " \t\r\n")] == '\0')
    {
      g_set_error_literal (error, CHL_ERROR, CHL_ERROR_INVALID, _ ("There is no question"));
      return NULL;
    }

  return g_steal_pointer (&text);
}

static void
start_cb (ChlMessage         *answer,
          GCancellable       *cancellable,
          GAsyncReadyCallback callback,
          gpointer            user_data,
          gpointer            data)
{
  chl_exchange_run_async (data, answer, cancellable, callback, user_data);
}

static int
run (ChlCtl       *ctl,
     const Wishes *wishes,
     int           argc,
     char        **argv)
{
  ChlRole          role = CHL_ROLE_CHAT;
  g_autofree char *model_id = NULL;
  g_autofree char *text = NULL;
  g_autoptr(ChlExchange) exchange = NULL;
  g_autoptr(ChlMessage) answer = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  ChlProvider *provider;
  ChlRequest  *request;

  if (wishes->role != NULL && !chl_role_from_string (wishes->role, &role))
    return chl_ctl_usage (_ ("The roles are chat, light, reasoning, buddy, completion and "
                             "embedding"));
  if (!(provider = chl_ctl_find_model (ctl, wishes->common.model, role, &model_id, &error)) ||
      !(text = read_question (argc, argv, &error)) ||
      !(request = build_request (ctl, wishes, role, model_id, text, &error)))
    return chl_ctl_refuse (wishes->common.as_json, error);

  exchange = chl_exchange_new (ctl->engine, provider, role, request);
  if (wishes->common.dry_run)
    {
      g_autoptr(JsonNode) node = chl_exchange_describe (exchange, &error);

      if (node == NULL)
        return chl_ctl_fail (error);
      chl_ctl_print_json (node);
      return CHL_CTL_OK;
    }

  answer = chl_ctl_hear (ctl, !wishes->common.as_json, start_cb, exchange, &result);

  return chl_ctl_report (answer, provider, wishes->common.as_json);
}

int
chl_ctl_chat (ChlCtl *ctl,
              int     argc,
              char  **argv)
{
  g_auto(Wishes) wishes = { 0 };
  const GOptionEntry entries[] = {
    { "role", 'r', 0, G_OPTION_ARG_STRING, &wishes.role, N_ ("Ask the model of this role"), "ROLE" },
    { "system", 0, 0, G_OPTION_ARG_STRING, &wishes.system, N_ ("System prompt"), "TEXT" },
    { "image", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &wishes.images, N_ ("Send a picture along"), "FILE" },
    { "file", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &wishes.files, N_ ("Send a text or PDF along"), "FILE" },
    { "effort", 0, 0, G_OPTION_ARG_STRING, &wishes.effort, N_ ("Reasoning effort"), "E" },
    { "tools", 0, 0, G_OPTION_ARG_FILENAME, &wishes.tools, N_ ("Offer the tools of this JSON file"), "FILE" },
    G_OPTION_ENTRY_NULL
  };

  if (!chl_ctl_parse_wish (&argc, &argv,
                           _ ("Asks one question: TEXT, or what comes on standard input. The answer "
                              "goes to standard output as it comes, reasoning to standard error."),
                              entries, TRUE, &wishes.common))
    return CHL_CTL_USAGE;

  return run (ctl, &wishes, argc, argv);
}
