/* chl-failure-clues.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-failure-clues"

#include "config.h"

#include <string.h>

#include "chl-failure-private.h"

typedef struct
{
  const char    *word;
  ChlFailureKind kind;
} Row;

/* Codes, statuses and types as servers spell them; compared without regard to case. */
static const Row words[] = {
  { "authentication_error", CHL_FAILURE_AUTH },
  { "invalid_api_key", CHL_FAILURE_AUTH },
  { "incorrect_api_key", CHL_FAILURE_AUTH },
  { "AuthenticationError", CHL_FAILURE_AUTH },
  { "UNAUTHENTICATED", CHL_FAILURE_AUTH },
  { "permission_error", CHL_FAILURE_PERMISSION },
  { "unsupported_country_region_territory", CHL_FAILURE_PERMISSION },
  { "PermissionDeniedError", CHL_FAILURE_PERMISSION },
  { "PERMISSION_DENIED", CHL_FAILURE_PERMISSION },
  { "insufficient_quota", CHL_FAILURE_QUOTA },
  { "billing_error", CHL_FAILURE_QUOTA },
  { "billing_hard_limit_reached", CHL_FAILURE_QUOTA },
  { "insufficient_credits", CHL_FAILURE_QUOTA },
  { "enforced_spend_limit_reached", CHL_FAILURE_QUOTA },
  { "not_found_error", CHL_FAILURE_NOT_FOUND },
  { "model_not_found", CHL_FAILURE_NOT_FOUND },
  { "NotFoundError", CHL_FAILURE_NOT_FOUND },
  { "NOT_FOUND", CHL_FAILURE_NOT_FOUND },
  { "context_length_exceeded", CHL_FAILURE_CONTEXT_LENGTH },
  { "exceed_context_size_error", CHL_FAILURE_CONTEXT_LENGTH },
  { "request_too_large", CHL_FAILURE_CONTEXT_LENGTH },
  { "rate_limit_error", CHL_FAILURE_RATE_LIMIT },
  { "rate_limit_exceeded", CHL_FAILURE_RATE_LIMIT },
  { "too_many_requests", CHL_FAILURE_RATE_LIMIT },
  { "RateLimitError", CHL_FAILURE_RATE_LIMIT },
  { "RESOURCE_EXHAUSTED", CHL_FAILURE_RATE_LIMIT },
  { "overloaded_error", CHL_FAILURE_OVERLOADED },
  { "slow_down", CHL_FAILURE_OVERLOADED },
  { "UNAVAILABLE", CHL_FAILURE_OVERLOADED },
  { "unavailable_error", CHL_FAILURE_OVERLOADED },
  { "insufficient_system_resource", CHL_FAILURE_OVERLOADED },
  { "server_error", CHL_FAILURE_SERVER },
  { "api_error", CHL_FAILURE_SERVER },
  { "internal_server_error", CHL_FAILURE_SERVER },
  { "network_error", CHL_FAILURE_SERVER },
  { "InternalServerError", CHL_FAILURE_SERVER },
  { "timeout_error", CHL_FAILURE_TIMEOUT },
  { "DEADLINE_EXCEEDED", CHL_FAILURE_TIMEOUT },
  { "content_policy_violation", CHL_FAILURE_CONTENT_POLICY },
  { "content_filter", CHL_FAILURE_CONTENT_POLICY },
  { "bio_policy", CHL_FAILURE_CONTENT_POLICY },
  { "invalid_request_error", CHL_FAILURE_INVALID_REQUEST },
  { "BadRequestError", CHL_FAILURE_INVALID_REQUEST },
  { "invalid_prompt", CHL_FAILURE_INVALID_REQUEST },
  { "INVALID_ARGUMENT", CHL_FAILURE_INVALID_REQUEST },
  { "unsupported_parameter", CHL_FAILURE_INVALID_REQUEST },
};

/* What is said where the code says nothing, in lower case. */
static const Row phrases[] = {
  { "api key not valid", CHL_FAILURE_AUTH },
  { "invalid api key", CHL_FAILURE_AUTH },
  { "incorrect api key", CHL_FAILURE_AUTH },
  { "exceeded your current quota", CHL_FAILURE_QUOTA },
  { "credit balance", CHL_FAILURE_QUOTA },
  { "insufficient credit", CHL_FAILURE_QUOTA },
  { "insufficient balance", CHL_FAILURE_QUOTA },
  { "no endpoints found", CHL_FAILURE_NOT_FOUND },
  { "context length", CHL_FAILURE_CONTEXT_LENGTH },
  { "context window", CHL_FAILURE_CONTEXT_LENGTH },
  { "context size", CHL_FAILURE_CONTEXT_LENGTH },
  { "prompt is too long", CHL_FAILURE_CONTEXT_LENGTH },
  { "maximum context", CHL_FAILURE_CONTEXT_LENGTH },
  { "too many tokens", CHL_FAILURE_CONTEXT_LENGTH },
  { "too large to process", CHL_FAILURE_CONTEXT_LENGTH },
  { "overloaded", CHL_FAILURE_OVERLOADED },
};

static ChlFailureKind
get_word_kind (const char *word)
{
  for (guint i = 0; word != NULL && i < G_N_ELEMENTS (words); i++)
    if (g_ascii_strcasecmp (words[i].word, word) == 0)
      return words[i].kind;

  return CHL_FAILURE_UNKNOWN;
}

static ChlFailureKind
get_message_kind (const char *message)
{
  g_autofree char *lower = NULL;

  if (message == NULL)
    return CHL_FAILURE_UNKNOWN;

  lower = g_ascii_strdown (message, -1);
  for (guint i = 0; i < G_N_ELEMENTS (phrases); i++)
    if (strstr (lower, phrases[i].word) != NULL)
      return phrases[i].kind;

  return CHL_FAILURE_UNKNOWN;
}

static ChlFailureKind
get_status_kind (guint status)
{
  switch (status)
    {
    case 401:
      return CHL_FAILURE_AUTH;

    case 402:
      return CHL_FAILURE_QUOTA;

    case 403:
      return CHL_FAILURE_PERMISSION;

    case 404:
    case 410:
      return CHL_FAILURE_NOT_FOUND;

    case 408:
    case 504:
    case 524:
      return CHL_FAILURE_TIMEOUT;

    case 409:
    case 425:
      return CHL_FAILURE_SERVER;

    case 413:
      return CHL_FAILURE_CONTEXT_LENGTH;

    case 429:
      return CHL_FAILURE_RATE_LIMIT;

    case 451:
      return CHL_FAILURE_CONTENT_POLICY;

    /* It will not be able to do that the next time either. */
    case 501:
      return CHL_FAILURE_INVALID_REQUEST;

    case 503:
    case 529:
      return CHL_FAILURE_OVERLOADED;

    default:
      break;
    }

  if (status >= 500)
    return CHL_FAILURE_SERVER;
  if (status >= 400)
    return CHL_FAILURE_INVALID_REQUEST;

  return CHL_FAILURE_UNKNOWN;
}

/* Some servers give the HTTP status as the code, in streams where there is no other. */
static guint
read_status (const ChlFailureClues *clues)
{
  guint64 number;

  for (guint i = 0; i < G_N_ELEMENTS (clues->words); i++)
    if (clues->words[i] != NULL &&
        g_ascii_string_to_unsigned (clues->words[i], 10, 400, 599, &number, NULL))
      return (guint) number;

  return clues->status;
}

/**
 * chl_failure_clues_get_kind:
 * @clues: what is known
 *
 * The first of code, status and type that says something specific decides; then the message, and
 * last of all the HTTP status. A limit that is reached because nothing is left to pay with is a
 * quota, whatever its status.
 *
 * Returns: what it comes down to
 */
ChlFailureKind
chl_failure_clues_get_kind (const ChlFailureClues *clues)
{
  guint          status = read_status (clues);
  ChlFailureKind message_kind = get_message_kind (clues->message);
  ChlFailureKind status_kind = get_status_kind (status);
  gboolean       is_generic = FALSE;

  if (status == 403 && clues->is_moderated)
    return CHL_FAILURE_CONTENT_POLICY;

  for (guint i = 0; i < G_N_ELEMENTS (clues->words); i++)
    {
      ChlFailureKind kind = get_word_kind (clues->words[i]);

      if (kind == CHL_FAILURE_RATE_LIMIT && message_kind == CHL_FAILURE_QUOTA)
        return CHL_FAILURE_QUOTA;
      if (kind == CHL_FAILURE_RATE_LIMIT && get_word_kind (clues->words[2]) == CHL_FAILURE_QUOTA)
        return CHL_FAILURE_QUOTA;

      /* What is too much for a server it may call a failure of its own. */
      if (kind == CHL_FAILURE_SERVER && message_kind == CHL_FAILURE_CONTEXT_LENGTH)
        return message_kind;
      if (kind == CHL_FAILURE_INVALID_REQUEST)
        is_generic = TRUE;
      else if (kind != CHL_FAILURE_UNKNOWN)
        return kind;
    }

  /* "Too many tokens" a minute is no long prompt. */
  if (status_kind == CHL_FAILURE_RATE_LIMIT && message_kind == CHL_FAILURE_CONTEXT_LENGTH)
    return status_kind;
  if (message_kind != CHL_FAILURE_UNKNOWN)
    return message_kind;
  if (status_kind != CHL_FAILURE_UNKNOWN)
    return status_kind;

  return is_generic ? CHL_FAILURE_INVALID_REQUEST : CHL_FAILURE_UNKNOWN;
}
