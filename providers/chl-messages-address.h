/* chl-messages-address.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/*
 * Servers of the Messages protocol have the version in the path of each operation, and people paste
 * their addresses with it or without. In the address of an operation it stands exactly once.
 */

/* The version of the protocol that src/wire writes and reads, for the field "anthropic-version".
 * There is no newer one.
 * Source: https://platform.claude.com/docs/en/api/versioning */
#define CHL_MESSAGES_VERSION "2023-06-01"

/* Rows of one page; the most that Anthropic's own server gives. Without it, it gives twenty.
 * Source: https://platform.claude.com/docs/en/api/models-list */
#define CHL_MESSAGES_LIST_PATH "/models?limit=1000"

char *chl_messages_address_clean (const char *text,
                                  GError    **error);
char *chl_messages_address_join (const char *base,
                                 const char *path);
char *chl_messages_address_dup_next (const char *base,
                                     JsonNode   *root);

G_END_DECLS
