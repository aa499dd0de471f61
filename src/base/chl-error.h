/* chl-error.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define CHL_ERROR (chl_error_quark ())

/**
 * ChlError:
 * @CHL_ERROR_FAILED: anything no other code describes; try again
 * @CHL_ERROR_NETWORK: no connection (DNS, refused, reset, offline); check address and network
 * @CHL_ERROR_TIMEOUT: connected, and then silence; wait or try again
 * @CHL_ERROR_TLS: the server's certificate or its TLS is wrong; check the scheme and the host
 * @CHL_ERROR_NOT_LOCAL: refused because of *Stay on this computer*; change that setting
 * @CHL_ERROR_REDIRECT: the server answered with a redirect; correct the address
 * @CHL_ERROR_ADDRESS: the typed address cannot be used; correct it
 * @CHL_ERROR_NO_KEY: a key is needed and none is there; enter one
 * @CHL_ERROR_KEY_REFUSED: the server did not take the key; replace it
 * @CHL_ERROR_ORIGIN: the key was given for another origin; confirm or enter it again
 * @CHL_ERROR_PERMISSION: the key lacks a right; ask the provider
 * @CHL_ERROR_NO_CREDIT: quota or balance is used up; pay or choose another model
 * @CHL_ERROR_RATE_LIMITED: too many requests; wait
 * @CHL_ERROR_NOT_FOUND: no such model or address; choose another model
 * @CHL_ERROR_TOO_LONG: the conversation does not fit the context window; shorten it
 * @CHL_ERROR_REJECTED: the server refused the request; change it
 * @CHL_ERROR_POLICY: the provider's rules forbid the content
 * @CHL_ERROR_SERVER: the server failed or is overloaded; try again later
 * @CHL_ERROR_TRUNCATED: the answer broke off; continue
 * @CHL_ERROR_PROTOCOL: the answer is not what the protocol promises; check the address
 * @CHL_ERROR_LIMIT: a limit of ours was passed
 * @CHL_ERROR_KEYRING_LOCKED: the keyring is locked; unlock it or use the key until quit
 * @CHL_ERROR_KEYRING: no keyring, or it failed; use the key until quit
 * @CHL_ERROR_DISK_FULL: nothing was written; make room
 * @CHL_ERROR_STORAGE: a file or the database cannot be read or written
 * @CHL_ERROR_BROKEN_FILE: a file is not what it should be; mend it, it was left alone
 * @CHL_ERROR_NEWER_FILE: a newer Chatelaine wrote this file; it is only read
 * @CHL_ERROR_INVALID: what was asked for makes no sense (a bad id, an unknown name)
 *
 * What a person can do about a failure; one code for each remedy. The message is one sentence
 * without a full stop, and never holds a secret.
 */
typedef enum
{
  CHL_ERROR_FAILED,
  CHL_ERROR_NETWORK,
  CHL_ERROR_TIMEOUT,
  CHL_ERROR_TLS,
  CHL_ERROR_NOT_LOCAL,
  CHL_ERROR_REDIRECT,
  CHL_ERROR_ADDRESS,
  CHL_ERROR_NO_KEY,
  CHL_ERROR_KEY_REFUSED,
  CHL_ERROR_ORIGIN,
  CHL_ERROR_PERMISSION,
  CHL_ERROR_NO_CREDIT,
  CHL_ERROR_RATE_LIMITED,
  CHL_ERROR_NOT_FOUND,
  CHL_ERROR_TOO_LONG,
  CHL_ERROR_REJECTED,
  CHL_ERROR_POLICY,
  CHL_ERROR_SERVER,
  CHL_ERROR_TRUNCATED,
  CHL_ERROR_PROTOCOL,
  CHL_ERROR_LIMIT,
  CHL_ERROR_KEYRING_LOCKED,
  CHL_ERROR_KEYRING,
  CHL_ERROR_DISK_FULL,
  CHL_ERROR_STORAGE,
  CHL_ERROR_BROKEN_FILE,
  CHL_ERROR_NEWER_FILE,
  CHL_ERROR_INVALID,
} ChlError;

GQuark   chl_error_quark (void);
gboolean chl_error_is_cancellation (const GError *error);

G_END_DECLS
