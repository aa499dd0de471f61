/* chl-ctl-report.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-ctl-report"

#include "config.h"

#include "chl-ctl.h"

#include <glib/gi18n-lib.h>

#include "chl-decode.h"

/* The result as JSON, with the one thing that may help. */
static void
print_result (ChlMessage *answer,
              ChlVectors *vectors,
              const char *how,
              ChlAction   action)
{
  g_autoptr(JsonNode) node = NULL;

  if (chl_message_get_protocol (answer) == CHL_PROTOCOL_OPENAI_EMBEDDINGS ||
      chl_message_get_protocol (answer) == CHL_PROTOCOL_OLLAMA_EMBED)
    node = chl_decode_describe_vectors (answer, vectors);
  else
    node = chl_decode_describe (answer);
  json_object_set_string_member (json_node_get_object (node), "action",
                                 chl_action_to_string (action));
  if (how != NULL)
    json_object_set_string_member (json_node_get_object (node), "how", how);
  chl_ctl_print_json (node);
}

/* Nothing was asked; for who reads JSON that is a result like any other. */
int
chl_ctl_refuse (gboolean      as_json,
                const GError *error)
{
  g_autoptr(ChlFailure) failure = chl_failure_new_from_error (error);
  g_autoptr(ChlMessage) answer = chl_message_new ("answer", CHL_AUTHOR_ASSISTANT, 0);
  g_autoptr(ChlAdvice) advice = chl_advice_for_error (error, NULL);

  chl_message_set_source (answer, "", "", CHL_PROTOCOL_OPENAI_CHAT);
  chl_message_set_failure (answer, failure);
  chl_message_set_finish (answer, CHL_FINISH_ERROR, NULL);

  if (as_json && chl_ctl_status_for_error (error) != CHL_CTL_USAGE)
    print_result (answer, NULL, NULL, advice->action);

  return chl_ctl_fail (error);
}

static void
print_tool_calls (ChlMessage *answer)
{
  for (guint i = 0; i < chl_message_get_n_parts (answer); i++)
    {
      ChlPart *part = chl_message_get_part (answer, i);

      if (chl_part_get_kind (part) == CHL_PART_TOOL_CALL)
        chl_ctl_tell ("%s %s", chl_part_get_name (part), chl_part_get_text (part));
    }
}

/* The shell's prompt belongs on a line of its own. */
static void
end_line (ChlMessage *answer)
{
  g_autofree char *text = chl_message_dup_text (answer);

  if (*text != '\0' && !g_str_has_suffix (text, "\n"))
    fputc ('\n', stdout);
  fflush (stdout);
}

static void
print_vectors (ChlVectors *vectors)
{
  for (guint i = 0; vectors != NULL && i < chl_vectors_get_length (vectors); i++)
    {
      g_autofree char *text = chl_vectors_dup_text (vectors, i);

      chl_ctl_print ("%s", text);
    }
}

/* How it ended, in words on standard error and as the exit status. */
static int
report (ChlMessage  *answer,
        ChlVectors  *vectors,
        const char  *how,
        ChlProvider *provider,
        gboolean     as_json)
{
  const ChlFailure *failure = chl_message_get_failure (answer);
  const char       *label = chl_finish_get_label (chl_message_get_finish (answer));
  g_autoptr(ChlAdvice) advice = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *sentence = NULL;

  if (failure != NULL)
    advice = chl_advice_for_failure (failure, chl_provider_get_title (provider),
                                     chl_message_get_model (answer));

  if (as_json)
    print_result (answer, vectors, how, advice != NULL ? advice->action : CHL_ACTION_NONE);
  else
    {
      print_vectors (vectors);
      end_line (answer);
      print_tool_calls (answer);
    }

  if (failure == NULL)
    {
      if (label != NULL && !as_json)
        chl_ctl_say (label);
      return chl_message_get_finish (answer) == CHL_FINISH_CANCELLED ? CHL_CTL_FAILED : CHL_CTL_OK;
    }

  sentence = advice->words != NULL ? g_strdup_printf ("%s “%s”", advice->sentence, advice->words)
                                   : g_strdup (advice->sentence);
  error = chl_failure_to_error (failure);
  chl_ctl_say (sentence);
  if (!as_json)
    chl_ctl_suggest (advice->action, provider, error, NULL);

  return chl_ctl_status_for_error (error);
}

int
chl_ctl_report (ChlMessage  *answer,
                ChlProvider *provider,
                gboolean     as_json)
{
  return report (answer, NULL, NULL, provider, as_json);
}

/* The same for texts that became vectors, a line each, or did not. */
int
chl_ctl_report_vectors (ChlMessage  *answer,
                        ChlVectors  *vectors,
                        ChlProvider *provider,
                        gboolean     as_json)
{
  return report (answer, vectors, NULL, provider, as_json);
}

/* The same for a gap that was filled, or was not. */
int
chl_ctl_report_filling (ChlMessage  *answer,
                        ChlFilling   filling,
                        ChlProvider *provider,
                        gboolean     as_json)
{
  int status = report (answer, NULL, chl_filling_to_string (filling), provider, as_json);

  if (filling == CHL_FILLING_CHAT && !as_json)
    chl_ctl_tell (_ ("%s has no way of its own to fill gaps that is known; it was asked as in a conversation"),
                     chl_message_get_model (answer));

  return status;
}
