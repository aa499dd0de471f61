/* bench-bodies.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bench-bodies.h"

/* A word or two each, now and then an escape; as JSON has it between quotes. */
static const char *const deltas[] = {
  "The ",
  "keeper",
  " of the house",
  " wore all its keys;\\n\\n",
  "\\\"at the belt\\\",",
  " und die T\xc3\xbcr f\xc3\xa4llt",
  " zu \\ud83d\\udd11.",
};

/* One answer begins, thinks for a tenth of its length, and writes. */
typedef struct
{
  ChlProtocolId protocol;
  void (*begin) (GString *out);
  void (*think) (GString    *out,
                 const char *delta);
  void (*turn) (GString *out);
  void (*write) (GString    *out,
                 const char *delta);
  void (*end) (GString *out);
} Writer;

#define CHAT_HEAD                                                               \
  "data: {\"id\":\"chatcmpl-9x1QmK2T7b\",\"object\":\"chat.completion.chunk\"," \
  "\"created\":1760000000,\"model\":\"demo-4.1-mini-2026-04-14\","              \
  "\"service_tier\":\"default\",\"system_fingerprint\":\"fp_ab12cd34ef\",\"choices\":["

static void
chat_begin (GString *out)
{
  g_string_append (out, CHAT_HEAD "{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\","
                                  "\"refusal\":null},\"logprobs\":null,\"finish_reason\":null}],"
                                  "\"usage\":null}\n\n");
}

static void
chat_delta (GString    *out,
            const char *field,
            const char *delta)
{
  g_string_append_printf (out,
                          CHAT_HEAD "{\"index\":0,\"delta\":{\"%s\":\"%s\"},\"logprobs\":null,"
                                    "\"finish_reason\":null}],\"usage\":null,"
                                    "\"obfuscation\":\"aX9kQ\"}\n\n",
                          field, delta);
}

static void
chat_think (GString    *out,
            const char *delta)
{
  chat_delta (out, "reasoning_content", delta);
}

static void
chat_write (GString    *out,
            const char *delta)
{
  chat_delta (out, "content", delta);
}

static void
chat_end (GString *out)
{
  g_string_append (out, CHAT_HEAD "{\"index\":0,\"delta\":{},\"logprobs\":null,"
                                  "\"finish_reason\":\"stop\"}],\"usage\":null}\n\n"
                                  "data: [DONE]\n\n");
}

#define RESPONSE                                                                       \
  "\"response\":{\"id\":\"resp_68af4030592c81938ec0a5fbab4a3e9f05438e46b5f69a3b\","    \
  "\"object\":\"response\",\"created_at\":1760000000,\"model\":\"demo-5-2026-04-14\"," \
  "\"error\":null,\"incomplete_details\":null,\"store\":false,"

static void
responses_event (GString    *out,
                 const char *name,
                 const char *rest)
{
  g_string_append_printf (out, "event: %s\ndata: {\"type\":\"%s\",\"sequence_number\":1234,%s}\n\n",
                          name, name, rest);
}

static void
responses_delta (GString    *out,
                 const char *name,
                 const char *place,
                 const char *delta)
{
  g_string_append_printf (out,
                          "event: %s\ndata: {\"type\":\"%s\",\"sequence_number\":1234,%s,"
                          "\"delta\":\"%s\",\"logprobs\":[],\"obfuscation\":\"aX9kQ\"}\n\n",
                          name, name, place, delta);
}

static void
responses_begin (GString *out)
{
  responses_event (out, "response.created",
                   RESPONSE "\"status\":\"in_progress\",\"output\":[],\"usage\":null}");
  responses_event (out, "response.output_item.added",
                   "\"output_index\":0,\"item\":{\"id\":\"rs_1\",\"type\":\"reasoning\","
                   "\"summary\":[]}");
}

static void
responses_think (GString    *out,
                 const char *delta)
{
  responses_delta (out, "response.reasoning_summary_text.delta",
                   "\"item_id\":\"rs_68af4030baa48193b0b43\",\"output_index\":0,\"summary_index\":0",
                   delta);
}

static void
responses_turn (GString *out)
{
  responses_event (out, "response.output_item.done",
                   "\"output_index\":0,\"item\":{\"id\":\"rs_1\",\"type\":\"reasoning\","
                   "\"summary\":[],\"encrypted_content\":\"gAAAABkXbYzQ4t7y\"}");
  responses_event (out, "response.output_item.added",
                   "\"output_index\":1,\"item\":{\"id\":\"msg_1\",\"type\":\"message\","
                   "\"role\":\"assistant\",\"content\":[]}");
}

static void
responses_write (GString    *out,
                 const char *delta)
{
  responses_delta (out, "response.output_text.delta",
                   "\"item_id\":\"msg_68af4033a2b88193bd\",\"output_index\":1,\"content_index\":0",
                   delta);
}

static void
responses_end (GString *out)
{
  responses_event (out, "response.completed",
                   RESPONSE "\"status\":\"completed\",\"output\":[],\"usage\":{\"input_tokens\":50,"
                            "\"output_tokens\":88,\"total_tokens\":138}}");
}

static void
messages_event (GString    *out,
                const char *name,
                const char *rest)
{
  g_string_append_printf (out, "event: %s\ndata: {\"type\":\"%s\"%s}\n\n", name, name, rest);
}

static void
messages_begin (GString *out)
{
  messages_event (out, "message_start",
                  ",\"message\":{\"id\":\"msg_01XFDUDYJgAACzvnptvVoYEL\",\"type\":\"message\","
                  "\"role\":\"assistant\",\"model\":\"demo-opus-4-2026\",\"content\":[],"
                  "\"stop_reason\":null,\"stop_sequence\":null,"
                  "\"usage\":{\"input_tokens\":50,\"output_tokens\":2}}");
  messages_event (out, "content_block_start",
                  ",\"index\":0,\"content_block\":{\"type\":\"thinking\",\"thinking\":\"\","
                  "\"signature\":\"\"}");
  messages_event (out, "ping", "");
}

static void
messages_think (GString    *out,
                const char *delta)
{
  g_string_append_printf (out,
                          "event: content_block_delta\ndata: {\"type\":\"content_block_delta\","
                          "\"index\":0,\"delta\":{\"type\":\"thinking_delta\","
                          "\"thinking\":\"%s\"}}\n\n",
                          delta);
}

static void
messages_turn (GString *out)
{
  messages_event (out, "content_block_delta",
                  ",\"index\":0,\"delta\":{\"type\":\"signature_delta\","
                  "\"signature\":\"EqQBCkYIBBgCIkDXbYzQ4t7y\"}");
  messages_event (out, "content_block_stop", ",\"index\":0");
  messages_event (out, "content_block_start",
                  ",\"index\":1,\"content_block\":{\"type\":\"text\",\"text\":\"\"}");
}

static void
messages_write (GString    *out,
                const char *delta)
{
  g_string_append_printf (out,
                          "event: content_block_delta\ndata: {\"type\":\"content_block_delta\","
                          "\"index\":1,\"delta\":{\"type\":\"text_delta\",\"text\":\"%s\"}}\n\n",
                          delta);
}

static void
messages_end (GString *out)
{
  messages_event (out, "content_block_stop", ",\"index\":1");
  messages_event (out, "message_delta",
                  ",\"delta\":{\"stop_reason\":\"end_turn\",\"stop_sequence\":null},"
                  "\"usage\":{\"output_tokens\":88}");
  messages_event (out, "message_stop", "");
}

#define OLLAMA_HEAD "{\"model\":\"qwen3:8b\",\"created_at\":\"2026-01-01T00:00:00.123456789Z\","

static void
ollama_think (GString    *out,
              const char *delta)
{
  g_string_append_printf (out,
                          OLLAMA_HEAD "\"message\":{\"role\":\"assistant\",\"content\":\"\","
                                      "\"thinking\":\"%s\"},\"done\":false}\n",
                          delta);
}

static void
ollama_write (GString    *out,
              const char *delta)
{
  g_string_append_printf (out,
                          OLLAMA_HEAD "\"message\":{\"role\":\"assistant\",\"content\":\"%s\"},"
                                      "\"done\":false}\n",
                          delta);
}

static void
ollama_end (GString *out)
{
  g_string_append (out, OLLAMA_HEAD "\"message\":{\"role\":\"assistant\",\"content\":\"\"},"
                                    "\"done\":true,\"done_reason\":\"stop\",\"total_duration\":900,"
                                    "\"load_duration\":1,\"prompt_eval_count\":77,"
                                    "\"prompt_eval_duration\":1,\"eval_count\":18,"
                                    "\"eval_duration\":1}\n");
}

#define COMPLETION_HEAD                                               \
  "data: {\"id\":\"cmpl-9x1QmK2T7b\",\"object\":\"text_completion\"," \
  "\"created\":1760000000,\"model\":\"demo-instruct-2026-04-14\",\"choices\":["

static void
completion_write (GString    *out,
                  const char *delta)
{
  g_string_append_printf (out,
                          COMPLETION_HEAD "{\"text\":\"%s\",\"index\":0,\"logprobs\":null,"
                                          "\"finish_reason\":null}],\"usage\":null}\n\n",
                          delta);
}

static void
completion_end (GString *out)
{
  g_string_append (out, COMPLETION_HEAD "{\"text\":\"\",\"index\":0,\"logprobs\":null,"
                                        "\"finish_reason\":\"stop\"}],\"usage\":null}\n\n"
                                        "data: [DONE]\n\n");
}

static void
generate_think (GString    *out,
                const char *delta)
{
  g_string_append_printf (out,
                          OLLAMA_HEAD "\"response\":\"\",\"thinking\":\"%s\",\"done\":false}\n",
                          delta);
}

static void
generate_write (GString    *out,
                const char *delta)
{
  g_string_append_printf (out, OLLAMA_HEAD "\"response\":\"%s\",\"done\":false}\n", delta);
}

static void
generate_end (GString *out)
{
  g_string_append (out, OLLAMA_HEAD "\"response\":\"\",\"done\":true,\"done_reason\":\"stop\","
                                    "\"prompt_eval_count\":77,\"eval_count\":18}\n");
}

static const Writer writers[] = {
  { CHL_PROTOCOL_OPENAI_CHAT, chat_begin, chat_think, NULL, chat_write, chat_end },
  { CHL_PROTOCOL_OPENAI_RESPONSES, responses_begin, responses_think, responses_turn, responses_write,
    responses_end },
  { CHL_PROTOCOL_ANTHROPIC_MESSAGES, messages_begin, messages_think, messages_turn, messages_write,
    messages_end },
  { CHL_PROTOCOL_OLLAMA_CHAT, NULL, ollama_think, NULL, ollama_write, ollama_end },
  { CHL_PROTOCOL_OPENAI_COMPLETIONS, NULL, NULL, NULL, completion_write, completion_end },
  { CHL_PROTOCOL_OLLAMA_GENERATE, NULL, generate_think, NULL, generate_write, generate_end },
};

/**
 * bench_body_new:
 * @protocol: a protocol
 * @n_bytes: how much
 *
 * Returns: (transfer full) (nullable): what a server of that kind sends; %NULL if nothing is known
 *   about it here
 */
GString *
bench_body_new (ChlProtocolId protocol,
                gsize         n_bytes)
{
  const Writer *writer = NULL;
  GString      *out;

  for (guint i = 0; i < G_N_ELEMENTS (writers); i++)
    if (writers[i].protocol == protocol)
      writer = &writers[i];
  if (writer == NULL)
    return NULL;

  out = g_string_sized_new (n_bytes + 4096);
  if (writer->begin != NULL)
    writer->begin (out);
  for (guint i = 0; writer->think != NULL && out->len < n_bytes / 10; i++)
    writer->think (out, deltas[i % G_N_ELEMENTS (deltas)]);
  if (writer->turn != NULL)
    writer->turn (out);
  for (guint i = 0; out->len < n_bytes; i++)
    writer->write (out, deltas[i % G_N_ELEMENTS (deltas)]);
  writer->end (out);

  return out;
}
