/* headers-case.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

/* A provider with headers of its own, what is kept of them and what is sent. */

#include <string.h>

#include "chl-call.h"
#include "chl-engine-fixture.h"
#include "chl-error.h"
#include "chl-keys-headers.h"

#define PASS "pass-planted-0123456789"
#define OLD "http://127.0.0.1:1"

typedef struct
{
  ChlFixture  *fixture;  /* (owned) */
  ChlKeys     *keys;     /* (unowned) */
  ChlProvider *provider; /* (unowned) */
} Case;

static G_GNUC_UNUSED void
case_attach (Case *self)
{
  self->keys = chl_engine_get_keys (self->fixture->engine);
  self->provider =
    chl_provider_list_find (chl_engine_get_providers (self->fixture->engine), "lab");
}

static G_GNUC_UNUSED void
case_init (Case *self)
{
  chl_fixture_ignore_leaks (TRUE);
  self->fixture = chl_fixture_new (TRUE);
  chl_fixture_add_provider (self->fixture);
  case_attach (self);
}

static G_GNUC_UNUSED void
restart (Case *self)
{
  chl_fixture_restart (self->fixture);
  case_attach (self);
}

static G_GNUC_UNUSED void
case_clear (Case *self)
{
  g_clear_pointer (&self->fixture, chl_fixture_free);
  chl_fixture_ignore_leaks (FALSE);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Case, case_clear)

static G_GNUC_UNUSED ChlSecretStore *
get_secrets (Case *self)
{
  return chl_engine_get_parts (self->fixture->engine)->secrets;
}

static G_GNUC_UNUSED gboolean
set_secret (Case       *self,
            const char *name,
            const char *value,
            gboolean    until_quit,
            GError    **error)
{
  g_autoptr(ChlSecret) secret = chl_secret_new (value, -1);
  g_autoptr(GAsyncResult) result = NULL;

  chl_keys_set_secret_header_async (self->keys, self->provider, name, secret, until_quit, NULL,
                                    chl_fixture_keep_cb, &result);

  return chl_keys_change_finish (self->keys, chl_fixture_wait (&result), error);
}

static G_GNUC_UNUSED gboolean
set_plain (Case       *self,
           const char *name,
           const char *value,
           GError    **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  chl_keys_set_header_async (self->keys, self->provider, name, value, NULL, chl_fixture_keep_cb,
                             &result);

  return chl_keys_change_finish (self->keys, chl_fixture_wait (&result), error);
}

static G_GNUC_UNUSED gboolean
confirm (Case       *self,
         const char *name,
         GError    **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  chl_keys_confirm_header_async (self->keys, self->provider, name, NULL, chl_fixture_keep_cb,
                                 &result);

  return chl_keys_change_finish (self->keys, chl_fixture_wait (&result), error);
}

static G_GNUC_UNUSED gboolean
take_away (Case       *self,
           const char *name,
           GError    **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  chl_keys_remove_header_async (self->keys, self->provider, name, NULL, chl_fixture_keep_cb,
                                &result);

  return chl_keys_change_finish (self->keys, chl_fixture_wait (&result), error);
}

static G_GNUC_UNUSED ChlHttpCall *
prepare (Case        *self,
         ChlOperation operation,
         GError     **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  chl_call_prepare_async (self->fixture->engine, self->provider, operation, NULL,
                          chl_fixture_keep_cb, &result);

  return chl_call_prepare_finish (self->fixture->engine, chl_fixture_wait (&result), error);
}

typedef struct
{
  const char *name;
  char       *sent; /* (owned) (nullable) */
} Sent;

static G_GNUC_UNUSED void
find_cb (const char *name,
         const char *value,
         const char *prefix,
         ChlSecret  *secret,
         gpointer    user_data)
{
  Sent *sent = user_data;

  if (g_ascii_strcasecmp (name, sent->name) == 0)
    sent->sent = secret != NULL ? g_strconcat (prefix, chl_secret_peek (secret), NULL)
                                : g_strdup (value);
}

/* Of the header @name in a request for @operation. */
static G_GNUC_UNUSED char *
dup_sent (Case        *self,
          ChlOperation operation,
          const char  *name)
{
  g_autoptr(GError) error = NULL;
  ChlHttpCall *call = prepare (self, operation, &error);
  Sent         sent = { name, NULL };

  g_assert_no_error (error);
  chl_headers_foreach (call->headers, find_cb, &sent);
  chl_http_call_free (call);

  return sent.sent;
}

static G_GNUC_UNUSED void
assert_sends (Case       *self,
              const char *name,
              const char *expected)
{
  static const ChlOperation operations[] = { CHL_OPERATION_MODELS, CHL_OPERATION_CHAT,
                                             CHL_OPERATION_COMPLETIONS, CHL_OPERATION_EMBEDDINGS };

  for (guint i = 0; i < G_N_ELEMENTS (operations); i++)
    {
      g_autofree char *sent = dup_sent (self, operations[i], name);

      g_assert_cmpstr (sent, ==, expected);
    }
}

static G_GNUC_UNUSED void
assert_sends_nothing (Case *self,
                      int   code)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (prepare (self, CHL_OPERATION_CHAT, &error));
  g_assert_error (error, CHL_ERROR, code);
  g_assert_null (strstr (error->message, "planted"));
  g_assert_null (strstr (error->message, "(null)"));
}

static G_GNUC_UNUSED char *
dup_kept (Case       *self,
          const char *name,
          const char *origin)
{
  g_autofree char *kind = chl_keys_dup_header_kind (name);
  ChlSecretPlace   place = { "lab", kind, origin, NULL };
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(ChlSecret) secret = NULL;
  g_autoptr(GError) error = NULL;

  chl_secret_store_lookup_async (get_secrets (self), &place, FALSE, NULL, chl_fixture_keep_cb,
                                 &result);
  secret = chl_secret_store_lookup_finish (get_secrets (self), chl_fixture_wait (&result), NULL,
                                           &error);
  g_assert_no_error (error);

  return secret != NULL ? g_strdup (chl_secret_peek (secret)) : NULL;
}

static G_GNUC_UNUSED void
assert_kept (Case       *self,
             const char *name,
             const char *origin,
             const char *expected)
{
  g_autofree char *kept = dup_kept (self, name, origin);

  g_assert_cmpstr (kept, ==, expected);
}

static G_GNUC_UNUSED char *
dup_file (Case *self)
{
  return chl_fixture_read_file (self->fixture, "config/providers.d/lab.json");
}

static G_GNUC_UNUSED void
assert_state (Case       *self,
              const char *name,
              ChlKeyState state,
              const char *words)
{
  const ChlOwnHeader *header = chl_own_headers_find (self->provider, name);
  g_autofree char    *description = chl_keys_describe_header (self->keys, self->provider, header);

  g_assert_cmpint (chl_keys_get_header_state (self->keys, self->provider, header), ==, state);
  g_assert_nonnull (strstr (description, words));
}

/* One whose value is in the keyring, as a file says. */
static G_GNUC_UNUSED void
put_secret (Case *self)
{
  g_autofree char   *origin = chl_provider_dup_origin (self->provider);
  const ChlOwnHeader header = { .name = (char *) "X-Pass",
                                .kind = CHL_OWN_HEADER_SECRET,
                                .origin = origin };

  chl_own_headers_put (self->provider, &header);
}
