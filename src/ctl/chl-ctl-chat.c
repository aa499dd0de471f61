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

#include "chl-advice.h"
#include "chl-ctl.h"
#include "chl-decode.h"
#include "chl-error.h"
#include "chl-exchange.h"
#include "chl-provider-list.h"
#include "chl-roles.h"

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

static ChlPart *
read_image (const char *path,
            GError    **error)
{
  g_autoptr(GBytes) bytes = chl_ctl_read_input (path, error);
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *type = NULL;
  g_autofree char *media_type = NULL;
  gsize            length;
  gconstpointer    data;

  if (bytes == NULL)
    return NULL;

  data = g_bytes_get_data (bytes, &length);
  type = g_content_type_guess (path, data, length, NULL);
  media_type = g_content_type_get_mime_type (type);
  if (media_type == NULL || !g_str_has_prefix (media_type, "image/"))
    {
      g_set_error (error, CHL_ERROR, CHL_ERROR_INVALID, _ ("%s is no picture"), path);
      return NULL;
    }

  return chl_part_new_image (media_type, bytes, name);
}

/* A text file goes as text under its name, so that every model can read it. */
static ChlPart *
read_file (const char *path,
           GError    **error)
{
  g_autoptr(GBytes) bytes = chl_ctl_read_input (path, error);
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *text = NULL;
  const char      *data;
  gsize            length;

  if (bytes == NULL)
    return NULL;

  data = g_bytes_get_data (bytes, &length);
  if (length >= 5 && memcmp (data, "%PDF-", 5) == 0)
    {
      ChlPart *part = chl_part_new (CHL_PART_FILE);

      chl_part_set_media_type (part, "application/pdf");
      chl_part_set_data (part, bytes);
      chl_part_set_filename (part, name);
      return part;
    }

  if (data != NULL && !g_utf8_validate (data, (gssize) length, NULL))
    {
      g_set_error (error, CHL_ERROR, CHL_ERROR_INVALID, _ ("%s is neither text nor PDF"), path);
      return NULL;
    }

  text = g_strdup_printf ("%s:\n\n%.*s", name, (int) length, data != NULL ? data : "");
  return chl_part_new_text (text);
}

static gboolean
add_parts (ChlMessage *question,
           char      **paths,
           ChlPart *(*read) (const char *path,
                             GError    **error),
           GError **error)
{
  for (guint i = 0; paths != NULL && paths[i] != NULL; i++)
    {
      g_autoptr(ChlPart) part = read (paths[i], error);

      if (part == NULL)
        return FALSE;
      chl_message_add_part (question, part);
    }

  return TRUE;
}

static ChlMessage *
build_question (ChlCtl       *ctl,
                const Wishes *wishes,
                const char   *text,
                GError      **error)
{
  g_autoptr(ChlMessage) question = NULL;
  g_autoptr(ChlPart) part = NULL;

  question = chl_message_new ("question", CHL_AUTHOR_USER, chl_engine_get_now_us (ctl->engine));
  if (!add_parts (question, wishes->images, read_image, error) ||
      !add_parts (question, wishes->files, read_file, error))
    return NULL;

  part = chl_part_new_text (text);
  chl_message_add_part (question, part);
  chl_message_set_finish (question, CHL_FINISH_STOP, NULL);

  return g_steal_pointer (&question);
}

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
      char *end = NULL;

      request->temperature = g_ascii_strtod (wishes->temperature, &end);
      if (end == wishes->temperature || *end != '\0' || !(request->temperature >= 0))
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
      !(question = build_question (ctl, wishes, text, error)))
    return NULL;

  chl_request_add_message (request, question);

  return g_steal_pointer (&request);
}

/* Which provider and which of its models; a model that is named need not be on, or listed. */
static ChlProvider *
find_model (ChlCtl       *ctl,
            const Wishes *wishes,
            ChlRole       role,
            char        **out_model_id,
            int          *out_status)
{
  g_autofree char *provider_id = NULL;
  g_autofree char *why = NULL;
  ChlModel        *model;

  *out_status = CHL_CTL_USAGE;
  if (wishes->model != NULL)
    {
      if (!chl_model_split_full_id (wishes->model, &provider_id, out_model_id))
        {
          chl_ctl_usage (_ ("A model is PROVIDER/MODEL, not “%s”"), wishes->model);
          return NULL;
        }
      return chl_ctl_find_provider (ctl, provider_id);
    }

  if (!(model = chl_roles_resolve (chl_engine_get_roles (ctl->engine), role, &why)))
    {
      g_printerr ("chatelainectl: %s\n", why);
      *out_status = CHL_CTL_FAILED;
      return NULL;
    }

  *out_model_id = g_strdup (chl_model_get_id (model));
  return chl_provider_list_find (chl_engine_get_providers (ctl->engine),
                                 chl_model_get_provider_id (model));
}

static void
part_changed_cb (ChlPart *part,
                 guint    from,
                 gpointer user_data)
{
  FILE *file = chl_part_get_kind (part) == CHL_PART_REASONING ? stderr : stdout;

  if (chl_part_get_kind (part) == CHL_PART_TOOL_CALL || from > chl_part_get_text_length (part))
    return;

  fputs (chl_part_get_text (part) + from, file);
  fflush (file);
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

      g_signal_connect (part, "changed", G_CALLBACK (part_changed_cb), NULL);
      part_changed_cb (part, 0, NULL);
    }
}

static gboolean
interrupted_cb (gpointer user_data)
{
  g_cancellable_cancel (user_data);

  return G_SOURCE_CONTINUE;
}

static void
print_tool_calls (ChlMessage *answer)
{
  for (guint i = 0; i < chl_message_get_n_parts (answer); i++)
    {
      ChlPart *part = chl_message_get_part (answer, i);

      if (chl_part_get_kind (part) == CHL_PART_TOOL_CALL)
        g_printerr ("%s %s\n", chl_part_get_name (part), chl_part_get_text (part));
    }
}

/* How it ended, in words on standard error and as the exit status. */
static int
report (ChlMessage  *answer,
        ChlProvider *provider,
        gboolean     as_json)
{
  const ChlFailure *failure = chl_message_get_failure (answer);
  const char       *label = chl_finish_get_label (chl_message_get_finish (answer));
  g_autoptr(ChlAdvice) advice = NULL;
  g_autoptr(GError) error = NULL;

  if (!as_json)
    {
      fputc ('\n', stdout);
      fflush (stdout);
      print_tool_calls (answer);
    }

  if (failure == NULL)
    {
      if (label != NULL && !as_json)
        g_printerr ("chatelainectl: %s\n", label);
      return chl_message_get_finish (answer) == CHL_FINISH_CANCELLED ? CHL_CTL_FAILED : CHL_CTL_OK;
    }

  advice = chl_advice_for_failure (failure, chl_provider_get_title (provider),
                                   chl_message_get_model (answer));
  g_printerr ("chatelainectl: %s%s%s%s\n", advice->sentence, advice->words != NULL ? " “" : "",
              advice->words != NULL ? advice->words : "", advice->words != NULL ? "”" : "");

  error = chl_failure_to_error (failure);
  return chl_ctl_status_for_error (error);
}

static int
ask (ChlCtl      *ctl,
     ChlProvider *provider,
     ChlExchange *exchange,
     gboolean     as_json)
{
  g_autoptr(ChlMessage) answer = NULL;
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) result = NULL;
  guint interrupt_id;

  answer = chl_message_new ("answer", CHL_AUTHOR_ASSISTANT, chl_engine_get_now_us (ctl->engine));
  if (!as_json)
    g_signal_connect (answer, "items-changed", G_CALLBACK (parts_changed_cb), NULL);

  interrupt_id = g_unix_signal_add (SIGINT, interrupted_cb, cancellable);
  chl_exchange_run_async (exchange, answer, cancellable, chl_ctl_keep_result_cb, &result);
  chl_exchange_run_finish (exchange, chl_ctl_wait (&result), NULL);
  g_source_remove (interrupt_id);

  if (as_json)
    {
      g_autoptr(JsonNode) node = chl_decode_describe (answer);

      chl_ctl_print_json (node);
    }

  return report (answer, provider, as_json);
}

static char *
read_question (int      argc,
               char   **argv,
               GError **error)
{
  g_autoptr(GBytes) bytes = NULL;
  const char *data;
  gsize       length;

  if (argc > 1 && !g_str_equal (argv[1], "-"))
    return g_strjoinv (" ", argv + 1);

  if (!(bytes = chl_ctl_read_input (NULL, error)))
    return NULL;
  data = g_bytes_get_data (bytes, &length);

  return g_utf8_make_valid (data != NULL ? data : "", (gssize) length);
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
  int          status;

  if (wishes->role != NULL && !chl_role_from_string (wishes->role, &role))
    return chl_ctl_usage (_ ("The roles are chat, light, reasoning, buddy, completion and "
                             "embedding"));
  if (!(provider = find_model (ctl, wishes, role, &model_id, &status)))
    return status;
  if (!(text = read_question (argc, argv, &error)) ||
      !(request = build_request (ctl, wishes, role, model_id, text, &error)))
    return chl_ctl_fail (error);

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
