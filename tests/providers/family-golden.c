/* family-golden.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "family-golden.h"

#include <string.h>

#include "chl-failure-reader.h"
#include "chl-families.h"
#include "chl-json.h"
#include "chl-protocol.h"

#define KEY "key-0123456789abcdef"

/* --- Files --- */

static void
assert_golden (const char *text,
               const char *name)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *file = g_strconcat (name, ".txt", NULL);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "providers", "golden", file, NULL);
  g_autofree char *expected = NULL;

  if (g_strcmp0 (g_getenv ("CHL_UPDATE_GOLDEN"), "1") == 0)
    {
      g_file_set_contents (path, text, -1, &error);
      g_assert_no_error (error);
    }

  g_test_message ("%s", path);
  g_file_get_contents (path, &expected, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, expected);
}

/* What a server sends, from a file of that name among the golden ones. */
char *
family_read (const char *file)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "providers", "golden", file, NULL);
  char            *text = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);

  return text;
}

static void
begin_line (GString *out,
            guint    depth)
{
  g_string_append_c (out, '\n');
  for (guint i = 0; i < depth; i++)
    g_string_append (out, "  ");
}

/* Every byte of it as it is, with the outermost members, and what is in those, on lines of their
 * own. */
static void
append_json (GString    *out,
             const char *json,
             gsize       length)
{
  guint    depth = 0;
  gboolean is_text = FALSE;

  for (gsize i = 0; i < length; i++)
    {
      char c = json[i];

      if (is_text)
        {
          g_string_append_c (out, c);
          if (c == '\\' && i + 1 < length)
            g_string_append_c (out, json[++i]);
          is_text = c != '"';
          continue;
        }

      is_text = c == '"';
      if ((c == '}' || c == ']') && depth-- <= 2)
        begin_line (out, depth);
      g_string_append_c (out, c);
      if (c == '{' || c == '[')
        depth++;
      if ((c == '{' || c == '[' || c == ',') && depth <= 2)
        begin_line (out, depth);
    }
  g_string_append_c (out, '\n');
}

/* --- Requests --- */

ChlProvider *
family_new (const char *family_id)
{
  GType type = chl_families_find (family_id);

  g_assert_cmpuint (type, !=, G_TYPE_INVALID);

  return chl_provider_new (type, "lab");
}

static ChlMessage *
add_message (ChlRequest *request,
             ChlAuthor   author)
{
  g_autofree char *id = g_strdup_printf ("m%u", request->messages->len);
  g_autoptr(ChlMessage) message = chl_message_new (id, author, 1);

  chl_request_add_message (request, message);

  return message;
}

static void
add_part (ChlMessage *message,
          ChlPart    *part)
{
  chl_part_set_complete (part, TRUE);
  chl_message_add_part (message, part);
  g_object_unref (part);
}

/* A question with the system prompt "Be brief." */
ChlRequest *
family_request_new (ChlProvider *provider,
                    const char  *model,
                    const char  *question)
{
  ChlRequest *request = chl_request_new (model);

  request->provider_id = g_strdup (chl_provider_get_id (provider));
  request->origin = chl_provider_dup_origin (provider);
  request->system = g_strdup ("Be brief.");
  add_part (add_message (request, CHL_AUTHOR_USER), chl_part_new_text (question));

  return request;
}

void
family_request_add_tool (ChlRequest *request)
{
  g_ptr_array_add (request->tools,
                   chl_tool_new ("look", "Looks at a file",
                                 "{\"type\":\"object\",\"properties\":{\"path\":{\"type\":"
                                 "\"string\"}},\"required\":[\"path\"]}"));
}

static void
apply_cb (const ChlStreamEvent *event,
          gpointer              user_data)
{
  chl_message_apply (user_data, event, 1);
}

/* Reads @body, whole or a stream, as the provider's answer to all that is in @request. */
void
family_request_add_answer (ChlProvider *provider,
                           ChlRequest  *request,
                           const char  *body)
{
  ChlProtocolId    protocol = chl_provider_get_protocol (provider, request->model);
  g_autofree char *digest = chl_request_dup_digest (request, request->messages->len);
  g_autoptr(ChlDecoder) decoder = NULL;
  ChlDecodeOptions options;
  ChlMessage      *answer = add_message (request, CHL_AUTHOR_ASSISTANT);

  chl_message_set_source (answer, request->provider_id, request->model, protocol);
  chl_message_set_prefix_digest (answer, digest);
  chl_message_begin (answer);

  chl_decode_options_init (&options);
  options.think_tags = chl_provider_get_quirks (provider, request->model)->think_tags;
  decoder = chl_decoder_new (chl_protocol_get (protocol), &options, apply_cb, answer);
  chl_decoder_push (decoder, body, strlen (body));
  chl_decoder_finish (decoder);
  g_assert_null (chl_message_get_failure (answer));
}

/* A result for each call of the last answer. */
void
family_request_add_results (ChlRequest *request)
{
  ChlMessage *answer = g_ptr_array_index (request->messages, request->messages->len - 1);

  for (guint i = 0; i < chl_message_get_n_parts (answer); i++)
    {
      ChlPart *call = chl_message_get_part (answer, i);
      ChlPart *result;

      if (chl_part_get_kind (call) != CHL_PART_TOOL_CALL)
        continue;

      result = chl_part_new (CHL_PART_TOOL_RESULT);
      chl_part_set_call_id (result, chl_part_get_call_id (call));
      chl_part_set_text (result, "a cat");
      add_part (add_message (request, CHL_AUTHOR_TOOL), result);
    }
}

static void
add_header_cb (const char *name,
               const char *value,
               const char *prefix,
               ChlSecret  *secret,
               gpointer    user_data)
{
  g_assert_null (strstr (value, KEY));
  g_ptr_array_add (user_data, g_strdup_printf ("%s: %s", name, value));
}

static int
compare_lines (gconstpointer a,
               gconstpointer b)
{
  return g_ascii_strcasecmp (*(const char *const *) a, *(const char *const *) b);
}

/* METHOD URL, the header fields in the order of the alphabet, and the body. */
static void
append_request (GString     *out,
                ChlProvider *provider,
                ChlRequest  *request)
{
  const ChlProtocol *protocol;
  g_autoptr(ChlHeaders) headers = chl_headers_new ();
  g_autoptr(ChlSecret) secret = chl_secret_new (KEY, -1);
  g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GBytes) body = NULL;
  g_autoptr(JsonNode) root = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *url = chl_provider_dup_model_url (provider, request->model);
  g_autofree char *usual_url = chl_provider_dup_url (provider, CHL_OPERATION_CHAT);
  gsize            length = 0;
  const char      *bytes;

  protocol = chl_protocol_get (chl_provider_get_protocol (provider, request->model));
  chl_provider_add_headers (provider, headers, CHL_OPERATION_CHAT, secret);
  chl_provider_add_request_headers (provider, headers, request);
  chl_headers_set (headers, "Content-Type", "application/json");
  chl_headers_set (headers, "Accept", chl_protocol_get_accept (protocol, request->stream));
  chl_headers_foreach (headers, add_header_cb, lines);
  g_ptr_array_sort (lines, compare_lines);

  body = chl_protocol_encode (protocol, request, chl_provider_get_quirks (provider, request->model),
                              &error);
  g_assert_no_error (error);
  bytes = g_bytes_get_data (body, &length);
  root = chl_json_parse (bytes, (gssize) length, &error);
  g_assert_no_error (error);

  g_string_append_printf (out, "POST %s\n", url != NULL ? url : usual_url);
  for (guint i = 0; i < lines->len; i++)
    g_string_append_printf (out, "%s\n", (const char *) g_ptr_array_index (lines, i));
  g_string_append_c (out, '\n');
  append_json (out, bytes, length);
}

void
family_assert_request (ChlProvider *provider,
                       ChlRequest  *request,
                       const char  *name)
{
  g_autoptr(GString) out = g_string_new (NULL);

  append_request (out, provider, request);
  assert_golden (out->str, name);
}

/* --- Turns --- */

#define CHAT_CALLS                                                                   \
  "\"tool_calls\":[{\"id\":\"call_1\",\"type\":\"function\",\"function\":{\"name\":" \
  "\"look\",\"arguments\":\"{\\\"path\\\":\\\"a.png\\\"}\"}}]},\"finish_reason\":"   \
  "\"tool_calls\"}]}"

/* An answer that reasons and calls a tool, as the protocol has it. */
static const char *
get_usual_answer (ChlProtocolId protocol)
{
  switch ((guint) protocol)
    {
    case CHL_PROTOCOL_ANTHROPIC_MESSAGES:
      return "{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"m\","
             "\"content\":[{\"type\":\"thinking\",\"thinking\":\"I should look.\","
             "\"signature\":\"c2ln\"},{\"type\":\"text\",\"text\":\"Looking.\"},"
             "{\"type\":\"tool_use\",\"id\":\"toolu_1\",\"name\":\"look\","
             "\"input\":{\"path\":\"a.png\"}}],\"stop_reason\":\"tool_use\"}";

    case CHL_PROTOCOL_OPENAI_RESPONSES:
      return "{\"id\":\"resp_1\",\"object\":\"response\",\"status\":\"completed\",\"model\":\"m\","
             "\"output\":[{\"id\":\"rs_1\",\"type\":\"reasoning\",\"summary\":[{\"type\":"
             "\"summary_text\",\"text\":\"I should look.\"}],\"encrypted_content\":\"c2VhbGVk\"},"
             "{\"id\":\"fc_1\",\"type\":\"function_call\",\"status\":\"completed\",\"call_id\":"
             "\"call_1\",\"name\":\"look\",\"arguments\":\"{\\\"path\\\":\\\"a.png\\\"}\"}]}";

    default:
      return "{\"id\":\"c1\",\"object\":\"chat.completion\",\"model\":\"m\",\"choices\":[{"
             "\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"Looking.\","
             "\"reasoning_content\":\"I should look.\"," CHAT_CALLS;
    }
}

static void
append_turn (GString     *out,
             ChlProvider *provider,
             ChlRequest  *request,
             const char  *title)
{
  g_string_append_printf (out, "%s--- %s ---\n", out->len > 0 ? "\n" : "", title);
  append_request (out, provider, request);
}

static void
append_picture (GString     *out,
                ChlProvider *provider,
                const char  *model)
{
  g_autoptr(ChlRequest) request = family_request_new (provider, model, "What is this?");
  g_autoptr(GBytes) data = g_bytes_new_static ("\211PNG", 4);

  add_part (g_ptr_array_index (request->messages, 0),
            chl_part_new_image ("image/png", data, "a.png"));
  append_turn (out, provider, request, "image");
}

/* One file with the requests of a plain turn, one with a picture, one that offers a tool, what
 * comes behind the results of tools with the reasoning that led to them, and what comes when all of
 * that is over. @answer is what the provider said when it called, %NULL: as is usual. */
void
family_assert_turns (ChlProvider *provider,
                     const char  *model,
                     const char  *answer,
                     const char  *name)
{
  g_autoptr(GString) out = g_string_new (NULL);
  g_autoptr(ChlRequest) plain = family_request_new (provider, model, "Hello");
  g_autoptr(ChlRequest) tools = family_request_new (provider, model, "Look at a.png");
  ChlMessage *last;

  if (answer == NULL)
    answer = get_usual_answer (chl_provider_get_protocol (provider, model));

  plain->max_output = 1000;
  append_turn (out, provider, plain, "plain");
  append_picture (out, provider, model);

  family_request_add_tool (tools);
  tools->parallel_tools = 0;
  tools->tool_choice = CHL_TOOL_CHOICE_REQUIRED;
  append_turn (out, provider, tools, "tools");

  tools->parallel_tools = -1;
  tools->tool_choice = CHL_TOOL_CHOICE_AUTO;
  family_request_add_answer (provider, tools, answer);
  family_request_add_results (tools);
  append_turn (out, provider, tools, "results");

  last = add_message (tools, CHL_AUTHOR_ASSISTANT);
  add_part (last, chl_part_new_text ("A cat."));
  chl_message_set_finish (last, CHL_FINISH_STOP, "stop");
  add_part (add_message (tools, CHL_AUTHOR_USER), chl_part_new_text ("Thanks"));
  append_turn (out, provider, tools, "afterwards");

  assert_golden (out->str, name);
}

/* One file with what each wish for reasoning becomes, beside everything else that a model may
 * refuse: sampling, penalties, words to stop at. */
void
family_assert_efforts (ChlProvider *provider,
                       const char  *model,
                       const char  *name)
{
  static const char *const stop[] = { "END", NULL };
  g_autoptr(GString) out = g_string_new (NULL);

  for (ChlEffort effort = CHL_EFFORT_DEFAULT; effort <= CHL_EFFORT_MAX + 1; effort++)
    {
      gboolean is_budget = effort > CHL_EFFORT_MAX;
      g_autoptr(ChlRequest) request = family_request_new (provider, model, "Think");
      g_autoptr(GBytes) body = NULL;
      g_autoptr(GError) error = NULL;
      gsize       length = 0;
      const char *bytes;

      if (is_budget)
        request->budget_tokens = 2000;
      else
        request->effort = effort;
      request->max_output = 5000;
      request->temperature = 0.5;
      request->top_p = 0.9;
      request->top_k = 20;
      request->presence_penalty = 0.25;
      request->frequency_penalty = 0.25;
      request->stop = g_strdupv ((GStrv) stop);

      body = chl_protocol_encode (chl_protocol_get (chl_provider_get_protocol (provider, model)),
                                  request, chl_provider_get_quirks (provider, model), &error);
      g_assert_no_error (error);
      bytes = g_bytes_get_data (body, &length);
      g_string_append_printf (out, "%s%s: %.*s\n", out->len > 0 ? "\n" : "",
                              is_budget ? "budget" : chl_effort_to_string (effort), (int) length,
                              bytes);
    }

  assert_golden (out->str, name);
}

/* --- Models --- */

static void
append_model (GString  *out,
              ChlModel *model)
{
  const ChlCapabilities *capabilities = chl_model_get_capabilities (model);
  ChlModelUse            use = chl_model_get_use (model);
  g_autofree char       *facts = NULL;

  g_string_append_printf (out, "%s\n  title: %s\n  use:%s%s%s\n", chl_model_get_id (model),
                          chl_model_get_title (model),
                          (use & CHL_MODEL_USE_CHAT) != 0 ? " chat" : "",
                          (use & CHL_MODEL_USE_COMPLETION) != 0 ? " completion" : "",
                          (use & CHL_MODEL_USE_EMBEDDING) != 0 ? " embedding" : "");
  for (guint i = 0; i < CHL_N_FIELDS; i++)
    {
      ChlOrigin        origin = CHL_ORIGIN_UNKNOWN;
      JsonNode        *value = chl_capabilities_get (capabilities, i, &origin);
      g_autofree char *text = value != NULL ? json_to_string (value, FALSE) : NULL;

      if (text != NULL)
        g_string_append_printf (out, "  %s: %s (%s)\n", chl_field_to_string (i), text,
                                chl_origin_to_string (origin));
    }
  if (chl_model_get_facts (model) != NULL)
    {
      facts = json_to_string (chl_model_get_facts (model), FALSE);
      g_string_append_printf (out, "  facts: %s\n", facts);
    }
}

static void
assert_models (GPtrArray  *models,
               const char *name)
{
  g_autoptr(GString) out = g_string_new (NULL);

  for (guint i = 0; i < models->len; i++)
    append_model (out, g_ptr_array_index (models, i));
  assert_golden (out->str, name);
}

/* Reads a listing, and leaves its models with the provider. */
void
family_assert_models (ChlProvider *provider,
                      const char  *listing,
                      const char  *name)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) root = chl_json_parse (listing, -1, &error);
  g_autoptr(GPtrArray) models = NULL;

  g_assert_no_error (error);
  models = chl_provider_parse_models (provider, root, &error);
  g_assert_no_error (error);
  chl_provider_merge_models (provider, models);
  assert_models (models, name);
}

void
family_assert_bundled (ChlProvider *provider,
                       const char  *name)
{
  g_autoptr(GPtrArray) models = chl_provider_list_bundled (provider);

  g_assert_nonnull (models);
  assert_models (models, name);
}
