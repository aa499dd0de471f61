/* chl-messages-api.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-provider.h"

G_BEGIN_DECLS

/*
 * What families that speak the Messages protocol have in common, for their classes.
 *
 * Its servers have the version in the path of each operation, and people paste their addresses with
 * it or without. In the address of an operation it stands exactly once.
 *
 * Whether the key goes as Anthropic has it or as a bearer token is said by the option "auth", where
 * there is one.
 */

/* The version of the protocol that src/wire writes and reads, for the field "anthropic-version".
 * There is no newer one.
 * Source: https://platform.claude.com/docs/en/api/versioning */
#define CHL_MESSAGES_VERSION "2023-06-01"

char *chl_messages_api_clean (const char *text,
                              GError    **error);
char *chl_messages_api_join (const char *base,
                             const char *path);
char *chl_messages_api_normalize_endpoint (ChlProvider *provider,
                                           const char  *text,
                                           GError     **error);
char *chl_messages_api_dup_url (ChlProvider *provider,
                                ChlOperation operation);
char *chl_messages_api_dup_next_url (ChlProvider *provider,
                                     JsonNode    *root);
void  chl_messages_api_add_headers (ChlProvider *provider,
                                    ChlHeaders  *headers,
                                    ChlOperation operation,
                                    ChlSecret   *secret);

G_END_DECLS
