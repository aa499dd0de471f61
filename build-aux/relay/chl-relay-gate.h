/* chl-relay-gate.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The longest request head that is read, in bytes, the empty line at its end included. */
#define CHL_RELAY_HEAD_BYTES (16 * 1024)

/* Characters of a token: 128 bits in hexadecimal. */
#define CHL_RELAY_TOKEN_LENGTH 32

/**
 * ChlRelayVerdict:
 * @CHL_RELAY_MORE: the head is not complete yet
 * @CHL_RELAY_REFUSE: to be answered with 403 and nothing else
 * @CHL_RELAY_PAGE: a plain request; one answer, then the connection ends
 * @CHL_RELAY_SOCKET: asks to become a WebSocket
 */
typedef enum
{
  CHL_RELAY_MORE,
  CHL_RELAY_REFUSE,
  CHL_RELAY_PAGE,
  CHL_RELAY_SOCKET,
} ChlRelayVerdict;

ChlRelayVerdict chl_relay_gate_judge (const char *token,
                                      guint16     port,
                                      const char *bytes,
                                      gsize       n_bytes,
                                      GString    *head);

G_END_DECLS
