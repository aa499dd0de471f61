/* chl-ctl-chat.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-ctl-chat"

#include "config.h"

#include <errno.h>
#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "chl-ctl.h"
#include "chl-error.h"
#include "chl-exchange.h"
#include "chl-provider-list.h"
#include "chl-roles.h"

/* What any vendor takes is far below; above it is a typing error. */
#define MAX_TEMPERATURE 100

/**
 * Wishes:
 *
 * What the command line says about one question.
 */
typedef struct
{
  char    *model;
  char    *role;
  char    *system;
  char   **images;
  char   **files;
  char    *temperature;
  char    *effort;
  char    *tools;
  int      max_tokens;
  gboolean as_json;
  gboolean dry_run;
} Wishes;

static void
wishes_clear (Wishes *wishes)
{
  g_free (wishes->model);
  g_free (wishes->role);
  g_free (wishes->system);
  g_strfreev (wishes->images);
  g_strfreev (wishes->files);
  g_free (wishes->temperature);
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

  if (wishes->temperature != NULL)
    {
      /* Not all that strtod() knows: hexadecimal numbers and “inf” are typing errors here. */
      gboolean is_number = wishes->temperature[strspn (wishes->temperature, "0123456789.")] == '\0';
      char    *end = NULL;

      request->temperature = g_ascii_strtod (wishes->temperature, &end);
      if (!is_number || end == wishes->temperature || *end != '\0' ||
          request->temperature > MAX_TEMPERATURE)
        {
          g_set_error (error, CHL_ERROR, CHL_ERROR_INVALID, _ ("“%s” is no temperature"), wishes->temperature);
          return FALSE;
        }
    }

  if (wishes->max_tokens < 0)
    {
      g_set_error_literal (error, CHL_ERROR, CHL_ERROR_INVALID,
                           _ ("The longest answer cannot be less than nothing"));
      return FALSE;
    }
  if (wishes->max_tokens > 0)
    request->max_output = wishes->max_tokens;

  return TRUE;
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

/* Whether @provider may be asked at all. */
static gboolean
check_provider (ChlProvider *provider,
                GError     **error)
{
  const char *id = chl_provider_get_id (provider);

  if (chl_provider_get_state (provider) == CHL_PROVIDER_BROKEN_FILE)
    g_set_error_literal (error, CHL_ERROR, CHL_ERROR_BROKEN_FILE,
                         chl_provider_get_detail (provider));
  else if (!chl_provider_is_enabled (provider))
    g_set_error (error, CHL_ERROR, CHL_ERROR_FAILED,
                 _ ("%s is turned off; “chatelainectl enable %s” turns it on"),
                    chl_provider_get_title (provider), id);
  else
    return TRUE;

  return FALSE;
}

/* Which provider and which of its models; a model that is named need not be on, or listed. */
static ChlProvider *
find_model (ChlCtl       *ctl,
            const Wishes *wishes,
            ChlRole       role,
            char        **out_model_id,
            GError      **error)
{
  ChlProviderList *providers = chl_engine_get_providers (ctl->engine);
  g_autofree char *provider_id = NULL;
  g_autofree char *why = NULL;
  ChlProvider     *provider;
  ChlModel        *model;

  if (wishes->model != NULL)
    {
      if (!chl_model_split_full_id (wishes->model, &provider_id, out_model_id))
        {
          g_set_error (error, CHL_ERROR, CHL_ERROR_INVALID,
                       _ ("A model is PROVIDER/MODEL, not “%s”"), wishes->model);
          return NULL;
        }

      if (!(provider = chl_provider_list_find (providers, provider_id)))
        g_set_error (error, CHL_ERROR, CHL_ERROR_INVALID,
                     _ ("There is no provider “%s”; “chatelainectl providers” lists them"),
                        provider_id);
      return provider != NULL && check_provider (provider, error) ? provider : NULL;
    }

  if (!(model = chl_roles_resolve (chl_engine_get_roles (ctl->engine), role, &why)))
    {
      g_set_error_literal (error, CHL_ERROR, CHL_ERROR_FAILED, why);
      return NULL;
    }

  *out_model_id = g_strdup (chl_model_get_id (model));
  return chl_provider_list_find (providers, chl_model_get_provider_id (model));
}

/**
 * Hearing:
 *
 * An answer while it comes in.
 */
typedef struct
{
  ChlCtlStream *text;        /* (owned) */
  ChlCtlStream *reasoning;   /* (owned) */
  GCancellable *cancellable; /* (owned) */
} Hearing;

static void
hearing_clear (Hearing *hearing)
{
  g_clear_pointer (&hearing->text, chl_ctl_stream_free);
  g_clear_pointer (&hearing->reasoning, chl_ctl_stream_free);
  g_clear_object (&hearing->cancellable);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Hearing, hearing_clear)

static void
part_changed_cb (ChlPart *part,
                 guint    from,
                 gpointer user_data)
{
  Hearing *hearing = user_data;
  gboolean is_reasoning = chl_part_get_kind (part) == CHL_PART_REASONING;

  if (chl_part_get_kind (part) == CHL_PART_TOOL_CALL || from > chl_part_get_text_length (part))
    return;

  chl_ctl_stream_write (is_reasoning ? hearing->reasoning : hearing->text,
                        chl_part_get_text (part) + from);

  /* Nobody reads on, so nothing more is to be paid for. */
  if (ferror (stdout))
    g_cancellable_cancel (hearing->cancellable);
}

static void
parts_changed_cb (GListModel *answer,
                  guint       position,
                  guint       removed,
                  guint       added,
                  gpointer    user_data)
{
  for (guint i = position; i < position + added; i++)
    {
      g_autoptr(ChlPart) part = g_list_model_get_item (answer, i);

      g_signal_connect (part, "changed", G_CALLBACK (part_changed_cb), user_data);
      part_changed_cb (part, 0, user_data);
    }
}

static gboolean
interrupted_cb (gpointer user_data)
{
  g_cancellable_cancel (user_data);

  return G_SOURCE_CONTINUE;
}

static int
ask (ChlCtl      *ctl,
     ChlProvider *provider,
     ChlExchange *exchange,
     gboolean     as_json)
{
  /* Whatever ends it, what came so far is a result. */
  static const int ends[] = { SIGINT, SIGTERM, SIGHUP };
  g_autoptr(ChlMessage) answer = NULL;
  g_auto(Hearing) hearing = {
    chl_ctl_stream_new (stdout), chl_ctl_stream_new (stderr), g_cancellable_new ()
  };
  g_autoptr(GAsyncResult) result = NULL;
  guint signal_ids[G_N_ELEMENTS (ends)];

  answer = chl_message_new ("answer", CHL_AUTHOR_ASSISTANT, chl_engine_get_now_us (ctl->engine));
  if (!as_json)
    g_signal_connect (answer, "items-changed", G_CALLBACK (parts_changed_cb), &hearing);

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    signal_ids[i] = g_unix_signal_add (ends[i], interrupted_cb, hearing.cancellable);
  chl_exchange_run_async (exchange, answer, hearing.cancellable, chl_ctl_keep_result_cb, &result);
  chl_exchange_run_finish (exchange, chl_ctl_wait (&result), NULL);
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    g_source_remove (signal_ids[i]);
  chl_ctl_stream_end (hearing.text);
  chl_ctl_stream_end (hearing.reasoning);

  return chl_ctl_report (answer, provider, as_json);
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
  g_autoptr(GError) error = NULL;
  ChlProvider *provider;
  ChlRequest  *request;

  if (wishes->role != NULL && !chl_role_from_string (wishes->role, &role))
    return chl_ctl_usage (_ ("The roles are chat, light, reasoning, buddy, completion and "
                             "embedding"));
  if (!(provider = find_model (ctl, wishes, role, &model_id, &error)) ||
      !(text = read_question (argc, argv, &error)) ||
      !(request = build_request (ctl, wishes, role, model_id, text, &error)))
    return chl_ctl_refuse (wishes->as_json, error);

  exchange = chl_exchange_new (ctl->engine, provider, role, request);
  if (wishes->dry_run)
    {
      g_autoptr(JsonNode) node = chl_exchange_describe (exchange, &error);

      if (node == NULL)
        return chl_ctl_fail (error);
      chl_ctl_print_json (node);
      return CHL_CTL_OK;
    }

  return ask (ctl, provider, exchange, wishes->as_json);
}

int
chl_ctl_chat (ChlCtl *ctl,
              int     argc,
              char  **argv)
{
  g_auto(Wishes) wishes = { 0 };
  const GOptionEntry entries[] = {
    { "model", 'm', 0, G_OPTION_ARG_STRING, &wishes.model, N_ ("Ask this model"), "PROVIDER/MODEL" },
    { "role", 'r', 0, G_OPTION_ARG_STRING, &wishes.role, N_ ("Ask the model of this role"), "ROLE" },
    { "system", 0, 0, G_OPTION_ARG_STRING, &wishes.system, N_ ("System prompt"), "TEXT" },
    { "image", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &wishes.images, N_ ("Send a picture along"), "FILE" },
    { "file", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &wishes.files, N_ ("Send a text or PDF along"), "FILE" },
    { "max-tokens", 0, 0, G_OPTION_ARG_INT, &wishes.max_tokens, N_ ("Longest answer"), "N" },
    { "temperature", 0, 0, G_OPTION_ARG_STRING, &wishes.temperature, N_ ("Temperature"), "T" },
    { "effort", 0, 0, G_OPTION_ARG_STRING, &wishes.effort, N_ ("Reasoning effort"), "E" },
    { "tools", 0, 0, G_OPTION_ARG_FILENAME, &wishes.tools, N_ ("Offer the tools of this JSON file"), "FILE" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &wishes.as_json, N_ ("Print the result as JSON at the end"), NULL },
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &wishes.dry_run,
      N_ ("Send nothing; print the request, without secrets"), NULL },
    G_OPTION_ENTRY_NULL
  };

  if (!chl_ctl_parse (&argc, &argv,
                      _ ("Asks one question: TEXT, or what comes on standard input. The answer "
                         "goes to standard output as it comes, reasoning to standard error."),
                         entries))
    return CHL_CTL_USAGE;

  return run (ctl, &wishes, argc, argv);
}
