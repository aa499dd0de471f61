/* chl-words.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-words"

#include "config.h"

#include "chl-words.h"

/* Written to files and to the terminal program's JSON: never translated, never changed. */

static const char *const protocol_words[] = {
  [CHL_PROTOCOL_NONE] = "none",
  [CHL_PROTOCOL_OPENAI_CHAT] = "openai-chat",
  [CHL_PROTOCOL_OPENAI_RESPONSES] = "openai-responses",
  [CHL_PROTOCOL_ANTHROPIC_MESSAGES] = "anthropic-messages",
  [CHL_PROTOCOL_OPENAI_COMPLETIONS] = "openai-completions",
  [CHL_PROTOCOL_OPENAI_EMBEDDINGS] = "openai-embeddings",
  [CHL_PROTOCOL_OLLAMA_CHAT] = "ollama-chat",
  [CHL_PROTOCOL_OLLAMA_GENERATE] = "ollama-generate",
  [CHL_PROTOCOL_OLLAMA_EMBED] = "ollama-embed",
};

static const char *const role_words[] = {
  [CHL_ROLE_CHAT] = "chat",
  [CHL_ROLE_LIGHT] = "light",
  [CHL_ROLE_REASONING] = "reasoning",
  [CHL_ROLE_BUDDY] = "buddy",
  [CHL_ROLE_COMPLETION] = "completion",
  [CHL_ROLE_EMBEDDING] = "embedding",
};

static const char *const author_words[] = {
  [CHL_AUTHOR_SYSTEM] = "system",
  [CHL_AUTHOR_USER] = "user",
  [CHL_AUTHOR_ASSISTANT] = "assistant",
  [CHL_AUTHOR_TOOL] = "tool",
};

static const char *const part_kind_words[] = {
  [CHL_PART_TEXT] = "text",
  [CHL_PART_REFUSAL] = "refusal",
  [CHL_PART_REASONING] = "reasoning",
  [CHL_PART_TOOL_CALL] = "tool_call",
  [CHL_PART_TOOL_RESULT] = "tool_result",
  [CHL_PART_IMAGE] = "image",
  [CHL_PART_FILE] = "file",
  [CHL_PART_AUDIO] = "audio",
  [CHL_PART_OPAQUE] = "opaque",
};

static const char *const finish_words[] = {
  [CHL_FINISH_NONE] = "none",
  [CHL_FINISH_STOP] = "stop",
  [CHL_FINISH_LENGTH] = "length",
  [CHL_FINISH_TOOL_CALLS] = "tool_calls",
  [CHL_FINISH_CONTENT_FILTER] = "content_filter",
  [CHL_FINISH_REFUSAL] = "refusal",
  [CHL_FINISH_PAUSE] = "pause",
  [CHL_FINISH_CANCELLED] = "cancelled",
  [CHL_FINISH_ERROR] = "error",
  [CHL_FINISH_OTHER] = "other",
};

static const char *const failure_kind_words[] = {
  [CHL_FAILURE_NONE] = "none",
  [CHL_FAILURE_AUTH] = "auth",
  [CHL_FAILURE_PERMISSION] = "permission",
  [CHL_FAILURE_NOT_FOUND] = "not_found",
  [CHL_FAILURE_INVALID_REQUEST] = "invalid_request",
  [CHL_FAILURE_CONTEXT_LENGTH] = "context_length",
  [CHL_FAILURE_RATE_LIMIT] = "rate_limit",
  [CHL_FAILURE_QUOTA] = "quota",
  [CHL_FAILURE_OVERLOADED] = "overloaded",
  [CHL_FAILURE_SERVER] = "server",
  [CHL_FAILURE_TIMEOUT] = "timeout",
  [CHL_FAILURE_NETWORK] = "network",
  [CHL_FAILURE_TLS] = "tls",
  [CHL_FAILURE_CONTENT_POLICY] = "content_policy",
  [CHL_FAILURE_PROTOCOL] = "protocol",
  [CHL_FAILURE_LIMIT] = "limit",
  [CHL_FAILURE_TRUNCATED] = "truncated",
  [CHL_FAILURE_CANCELLED] = "cancelled",
  [CHL_FAILURE_NO_KEY] = "no_key",
  [CHL_FAILURE_NOT_LOCAL] = "not_local",
  [CHL_FAILURE_UNKNOWN] = "unknown",
};

static const char *const effort_words[] = {
  [CHL_EFFORT_DEFAULT] = "default",
  [CHL_EFFORT_OFF] = "off",
  [CHL_EFFORT_MINIMAL] = "minimal",
  [CHL_EFFORT_LOW] = "low",
  [CHL_EFFORT_MEDIUM] = "medium",
  [CHL_EFFORT_HIGH] = "high",
  [CHL_EFFORT_XHIGH] = "xhigh",
  [CHL_EFFORT_MAX] = "max",
};

static const char *const origin_words[] = {
  [CHL_ORIGIN_UNKNOWN] = "unknown",
  [CHL_ORIGIN_FAMILY] = "family",
  [CHL_ORIGIN_REGISTRY] = "registry",
  [CHL_ORIGIN_HOST] = "host",
  [CHL_ORIGIN_PROVIDER] = "provider",
  [CHL_ORIGIN_USER] = "user",
};

static const char *const state_words[] = {
  [CHL_PROVIDER_UNCHECKED] = "unchecked",
  [CHL_PROVIDER_CONNECTED] = "connected",
  [CHL_PROVIDER_NO_KEY] = "no_key",
  [CHL_PROVIDER_KEY_REFUSED] = "key_refused",
  [CHL_PROVIDER_NO_CREDIT] = "no_credit",
  [CHL_PROVIDER_RATE_LIMITED] = "rate_limited",
  [CHL_PROVIDER_NEEDS_SIGN_IN] = "needs_sign_in",
  [CHL_PROVIDER_UNREACHABLE] = "unreachable",
  [CHL_PROVIDER_NOT_RUNNING] = "not_running",
  [CHL_PROVIDER_NOT_INSTALLED] = "not_installed",
  [CHL_PROVIDER_KEYRING_LOCKED] = "keyring_locked",
  [CHL_PROVIDER_OFF] = "off",
  [CHL_PROVIDER_BROKEN_FILE] = "broken_file",
};

static const char *
get_word (const char *const *words,
          gsize              n_words,
          guint              value)
{
  g_return_val_if_fail (value < n_words, "unknown");

  return words[value];
}

static gboolean
find_word (const char *const *words,
           gsize              n_words,
           const char        *word,
           guint             *out_value)
{
  g_return_val_if_fail (word != NULL, FALSE);

  for (guint i = 0; i < n_words; i++)
    if (g_str_equal (words[i], word))
      {
        *out_value = i;
        return TRUE;
      }

  return FALSE;
}

const char *
chl_protocol_id_to_string (ChlProtocolId id)
{
  return get_word (protocol_words, G_N_ELEMENTS (protocol_words), (guint) id);
}

gboolean
chl_protocol_id_from_string (const char *word, ChlProtocolId *out_id)
{
  guint value;

  if (!find_word (protocol_words, G_N_ELEMENTS (protocol_words), word, &value))
    return FALSE;

  if (out_id != NULL)
    *out_id = (ChlProtocolId) value;

  return TRUE;
}

const char *
chl_role_to_string (ChlRole role)
{
  return get_word (role_words, G_N_ELEMENTS (role_words), (guint) role);
}

gboolean
chl_role_from_string (const char *word, ChlRole *out_role)
{
  guint value;

  if (!find_word (role_words, G_N_ELEMENTS (role_words), word, &value))
    return FALSE;

  if (out_role != NULL)
    *out_role = (ChlRole) value;

  return TRUE;
}

const char *
chl_author_to_string (ChlAuthor author)
{
  return get_word (author_words, G_N_ELEMENTS (author_words), (guint) author);
}

gboolean
chl_author_from_string (const char *word, ChlAuthor *out_author)
{
  guint value;

  if (!find_word (author_words, G_N_ELEMENTS (author_words), word, &value))
    return FALSE;

  if (out_author != NULL)
    *out_author = (ChlAuthor) value;

  return TRUE;
}

const char *
chl_part_kind_to_string (ChlPartKind kind)
{
  return get_word (part_kind_words, G_N_ELEMENTS (part_kind_words), (guint) kind);
}

gboolean
chl_part_kind_from_string (const char *word, ChlPartKind *out_kind)
{
  guint value;

  if (!find_word (part_kind_words, G_N_ELEMENTS (part_kind_words), word, &value))
    return FALSE;

  if (out_kind != NULL)
    *out_kind = (ChlPartKind) value;

  return TRUE;
}

const char *
chl_finish_to_string (ChlFinish finish)
{
  return get_word (finish_words, G_N_ELEMENTS (finish_words), (guint) finish);
}

gboolean
chl_finish_from_string (const char *word, ChlFinish *out_finish)
{
  guint value;

  if (!find_word (finish_words, G_N_ELEMENTS (finish_words), word, &value))
    return FALSE;

  if (out_finish != NULL)
    *out_finish = (ChlFinish) value;

  return TRUE;
}

const char *
chl_failure_kind_to_string (ChlFailureKind kind)
{
  return get_word (failure_kind_words, G_N_ELEMENTS (failure_kind_words), (guint) kind);
}

gboolean
chl_failure_kind_from_string (const char *word, ChlFailureKind *out_kind)
{
  guint value;

  if (!find_word (failure_kind_words, G_N_ELEMENTS (failure_kind_words), word, &value))
    return FALSE;

  if (out_kind != NULL)
    *out_kind = (ChlFailureKind) value;

  return TRUE;
}

const char *
chl_effort_to_string (ChlEffort effort)
{
  return get_word (effort_words, G_N_ELEMENTS (effort_words), (guint) effort);
}

gboolean
chl_effort_from_string (const char *word, ChlEffort *out_effort)
{
  guint value;

  if (!find_word (effort_words, G_N_ELEMENTS (effort_words), word, &value))
    return FALSE;

  if (out_effort != NULL)
    *out_effort = (ChlEffort) value;

  return TRUE;
}

const char *
chl_origin_to_string (ChlOrigin origin)
{
  return get_word (origin_words, G_N_ELEMENTS (origin_words), (guint) origin);
}

gboolean
chl_origin_from_string (const char *word, ChlOrigin *out_origin)
{
  guint value;

  if (!find_word (origin_words, G_N_ELEMENTS (origin_words), word, &value))
    return FALSE;

  if (out_origin != NULL)
    *out_origin = (ChlOrigin) value;

  return TRUE;
}

const char *
chl_provider_state_to_string (ChlProviderState state)
{
  return get_word (state_words, G_N_ELEMENTS (state_words), (guint) state);
}

gboolean
chl_provider_state_from_string (const char *word, ChlProviderState *out_state)
{
  guint value;

  if (!find_word (state_words, G_N_ELEMENTS (state_words), word, &value))
    return FALSE;

  if (out_state != NULL)
    *out_state = (ChlProviderState) value;

  return TRUE;
}
