/* chl-words.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * The words of the field, each an enumeration with the name that goes into files and into the
 * terminal program's JSON. chl_X_to_string () never returns NULL for a value of its enumeration;
 * chl_X_from_string () returns FALSE, and writes nothing, for a word it does not know.
 */

/**
 * ChlProtocolId:
 *
 * How a provider is spoken to.
 */
typedef enum
{
  CHL_PROTOCOL_NONE,
  CHL_PROTOCOL_OPENAI_CHAT,
  CHL_PROTOCOL_OPENAI_RESPONSES,
  CHL_PROTOCOL_ANTHROPIC_MESSAGES,
  CHL_PROTOCOL_OPENAI_COMPLETIONS,
  CHL_PROTOCOL_OPENAI_EMBEDDINGS,
  CHL_PROTOCOL_OLLAMA_CHAT,
  CHL_PROTOCOL_OLLAMA_GENERATE,
  CHL_PROTOCOL_OLLAMA_EMBED,
} ChlProtocolId;

/**
 * ChlRole:
 *
 * One of the six kinds of work that a model can be chosen for. Who wrote a message is #ChlAuthor.
 */
typedef enum
{
  CHL_ROLE_CHAT,
  CHL_ROLE_LIGHT,
  CHL_ROLE_REASONING,
  CHL_ROLE_BUDDY,
  CHL_ROLE_COMPLETION,
  CHL_ROLE_EMBEDDING,
} ChlRole;

#define CHL_N_ROLES 6

typedef enum
{
  CHL_AUTHOR_SYSTEM,
  CHL_AUTHOR_USER,
  CHL_AUTHOR_ASSISTANT,
  CHL_AUTHOR_TOOL,
} ChlAuthor;

typedef enum
{
  CHL_PART_TEXT,
  CHL_PART_REFUSAL,
  CHL_PART_REASONING,
  CHL_PART_TOOL_CALL,
  CHL_PART_TOOL_RESULT,
  CHL_PART_IMAGE,
  CHL_PART_FILE,
  CHL_PART_AUDIO,
  CHL_PART_OPAQUE,
} ChlPartKind;

/**
 * ChlFinish:
 *
 * Why an answer ended. %CHL_FINISH_NONE: it has not.
 */
typedef enum
{
  CHL_FINISH_NONE,
  CHL_FINISH_STOP,
  CHL_FINISH_LENGTH,
  CHL_FINISH_TOOL_CALLS,
  CHL_FINISH_CONTENT_FILTER,
  CHL_FINISH_REFUSAL,
  CHL_FINISH_PAUSE,
  CHL_FINISH_CANCELLED,
  CHL_FINISH_ERROR,
  CHL_FINISH_OTHER,
} ChlFinish;

/**
 * ChlFailureKind:
 *
 * What went wrong with an exchange, after its body, its code and its status were read together.
 */
typedef enum
{
  CHL_FAILURE_NONE,
  CHL_FAILURE_AUTH,
  CHL_FAILURE_PERMISSION,
  CHL_FAILURE_NOT_FOUND,
  CHL_FAILURE_INVALID_REQUEST,
  CHL_FAILURE_CONTEXT_LENGTH,
  CHL_FAILURE_RATE_LIMIT,
  CHL_FAILURE_QUOTA,
  CHL_FAILURE_OVERLOADED,
  CHL_FAILURE_SERVER,
  CHL_FAILURE_TIMEOUT,
  CHL_FAILURE_NETWORK,
  CHL_FAILURE_TLS,
  CHL_FAILURE_CONTENT_POLICY,
  CHL_FAILURE_PROTOCOL,
  CHL_FAILURE_LIMIT,
  CHL_FAILURE_TRUNCATED,
  CHL_FAILURE_CANCELLED,
  CHL_FAILURE_NO_KEY,
  CHL_FAILURE_NOT_LOCAL,
  CHL_FAILURE_UNKNOWN,
} ChlFailureKind;

/**
 * ChlEffort:
 *
 * How much a model is asked to reason. %CHL_EFFORT_DEFAULT sends nothing.
 */
typedef enum
{
  CHL_EFFORT_DEFAULT,
  CHL_EFFORT_OFF,
  CHL_EFFORT_MINIMAL,
  CHL_EFFORT_LOW,
  CHL_EFFORT_MEDIUM,
  CHL_EFFORT_HIGH,
  CHL_EFFORT_XHIGH,
  CHL_EFFORT_MAX,
} ChlEffort;

/**
 * ChlOrigin:
 *
 * Where a value about a model comes from; the higher ones win.
 */
typedef enum
{
  CHL_ORIGIN_UNKNOWN,
  CHL_ORIGIN_FAMILY,
  CHL_ORIGIN_REGISTRY,
  CHL_ORIGIN_HOST,
  CHL_ORIGIN_PROVIDER,
  CHL_ORIGIN_USER,
} ChlOrigin;

/**
 * ChlProviderState:
 *
 * What is known of a configured provider, from its last check or its last exchange.
 */
typedef enum
{
  CHL_PROVIDER_UNCHECKED,
  CHL_PROVIDER_CONNECTED,
  CHL_PROVIDER_NO_KEY,
  CHL_PROVIDER_KEY_REFUSED,
  CHL_PROVIDER_NO_CREDIT,
  CHL_PROVIDER_RATE_LIMITED,
  CHL_PROVIDER_NEEDS_SIGN_IN,
  CHL_PROVIDER_UNREACHABLE,
  CHL_PROVIDER_NOT_RUNNING,
  CHL_PROVIDER_NOT_INSTALLED,
  CHL_PROVIDER_KEYRING_LOCKED,
  CHL_PROVIDER_OFF,
  CHL_PROVIDER_BROKEN_FILE,
} ChlProviderState;

const char *chl_protocol_id_to_string (ChlProtocolId id);
gboolean    chl_protocol_id_from_string (const char    *word,
                                         ChlProtocolId *out_id);
const char *chl_role_to_string (ChlRole role);
gboolean    chl_role_from_string (const char *word,
                                  ChlRole    *out_role);
const char *chl_author_to_string (ChlAuthor author);
gboolean    chl_author_from_string (const char *word,
                                    ChlAuthor  *out_author);
const char *chl_part_kind_to_string (ChlPartKind kind);
gboolean    chl_part_kind_from_string (const char  *word,
                                       ChlPartKind *out_kind);
const char *chl_finish_to_string (ChlFinish finish);
gboolean    chl_finish_from_string (const char *word,
                                    ChlFinish  *out_finish);
const char *chl_failure_kind_to_string (ChlFailureKind kind);
gboolean    chl_failure_kind_from_string (const char     *word,
                                          ChlFailureKind *out_kind);
const char *chl_effort_to_string (ChlEffort effort);
gboolean    chl_effort_from_string (const char *word,
                                    ChlEffort  *out_effort);
const char *chl_origin_to_string (ChlOrigin origin);
gboolean    chl_origin_from_string (const char *word,
                                    ChlOrigin  *out_origin);
const char *chl_provider_state_to_string (ChlProviderState state);
gboolean    chl_provider_state_from_string (const char       *word,
                                            ChlProviderState *out_state);

G_END_DECLS
