/* chl-own-headers.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-own-headers"

#include "config.h"

#include "chl-own-headers.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chl-error.h"
#include "chl-json.h"
#include "chl-provider-private.h"
#include "chl-redact.h"

/* Of one provider; servers take about 8 KiB of all headers together. */
#define MAX_HEADERS 32
#define MAX_NAME_BYTES 64
#define MAX_VALUE_BYTES 4096

ChlOwnHeader *
chl_own_header_copy (const ChlOwnHeader *self)
{
  ChlOwnHeader *copy = g_new0 (ChlOwnHeader, 1);

  copy->name = g_strdup (self->name);
  copy->kind = self->kind;
  copy->value = g_strdup (self->value);
  copy->origin = g_strdup (self->origin);
  copy->leftover = g_strdup (self->leftover);

  return copy;
}

void
chl_own_header_free (ChlOwnHeader *self)
{
  g_free (self->name);
  g_free (self->value);
  g_free (self->origin);
  g_free (self->leftover);
  g_free (self);
}

static gboolean
refuse (GError    **error,
        const char *sentence)
{
  g_set_error_literal (error, CHL_ERROR, CHL_ERROR_INVALID, sentence);

  return FALSE;
}

/* A name is shown everywhere, and a value may be pasted where it does not belong. */
static gboolean
can_be_name (const char *name)
{
  g_autofree char *redacted = NULL;

  if (!chl_headers_is_valid_name (name) || strlen (name) > MAX_NAME_BYTES)
    return FALSE;

  redacted = chl_redact (name);

  return g_str_equal (redacted, name);
}

/**
 * chl_own_header_check_name:
 * @name: what a header shall be called
 * @error: (out) (optional): %CHL_ERROR_INVALID with a sentence that does not repeat what is no name
 *
 * Source: https://www.rfc-editor.org/rfc/rfc9110#name-tokens
 *
 * Returns: whether a header of a person's own may be called so
 */
gboolean
chl_own_header_check_name (const char *name,
                           GError    **error)
{
  g_return_val_if_fail (name != NULL, FALSE);

  if (!can_be_name (name))
    return refuse (error, _ ("The name of a header is up to 64 letters, digits and signs without "
                             "blanks; this is something else"));

  if (!chl_headers_is_protected (name))
    return TRUE;

  g_set_error (error, CHL_ERROR, CHL_ERROR_INVALID,
               /* Translators: the name of a header of a request. */
               _ ("%s is set by the program itself, and cannot be another"), name);
  return FALSE;
}

static gboolean
is_value (const char *value,
          gsize       length)
{
  return length > 0 && length <= MAX_VALUE_BYTES && strlen (value) == length &&
         chl_headers_is_valid_value (value) && *value != ' ' && value[length - 1] != ' ';
}

static gboolean
check_value (const char *value,
             gsize       length,
             GError    **error)
{
  if (is_value (value, length))
    return TRUE;

  return refuse (error, _ ("The value of a header is one line of up to 4096 bytes of text, without "
                           "blanks around it"));
}

/**
 * chl_own_header_looks_secret:
 * @value: a value
 *
 * Returns: whether it has the shape of a key
 */
gboolean
chl_own_header_looks_secret (const char *value)
{
  g_autofree char *redacted = NULL;

  g_return_val_if_fail (value != NULL, FALSE);

  redacted = chl_redact (value);

  return g_strcmp0 (redacted, value) != 0;
}

/**
 * chl_own_header_check_plain:
 * @value: what shall be in the file
 * @error: (out) (optional): %CHL_ERROR_INVALID with a sentence that does not repeat it
 *
 * Returns: whether it may be
 */
gboolean
chl_own_header_check_plain (const char *value,
                            GError    **error)
{
  g_return_val_if_fail (value != NULL, FALSE);

  if (!check_value (value, strlen (value), error))
    return FALSE;

  if (chl_own_header_looks_secret (value))
    return refuse (error, _ ("This value looks like a secret, and a plain one is written into a "
                             "file; give it as a secret one, which is kept in the keyring"));

  return TRUE;
}

/**
 * chl_own_header_check_secret:
 * @secret: what shall be in the keyring
 * @error: (out) (optional): %CHL_ERROR_INVALID with a sentence that does not repeat it
 *
 * Returns: whether it can be sent as the value of a header
 */
gboolean
chl_own_header_check_secret (ChlSecret *secret,
                             GError   **error)
{
  g_return_val_if_fail (secret != NULL, FALSE);

  return check_value (chl_secret_peek (secret), chl_secret_get_length (secret), error);
}

static GTree *
get_tree (ChlProvider *provider)
{
  return chl_provider_get_private (provider)->own_headers;
}

static void
tell (ChlProvider *provider)
{
  g_signal_emit_by_name (provider, "headers-changed");
}

/**
 * chl_own_headers_are_possible:
 * @provider: a provider
 *
 * Returns: whether requests go to a server, so that a person may add to their headers
 */
gboolean
chl_own_headers_are_possible (ChlProvider *provider)
{
  const ChlFamily *family;

  g_return_val_if_fail (CHL_IS_PROVIDER (provider), FALSE);

  family = chl_provider_get_family (provider);

  return !family->is_embedded && (family->auth & CHL_AUTH_API_KEY) != 0 &&
         (family->auth & CHL_AUTH_PROGRAM) == 0;
}

/**
 * chl_own_headers_find:
 * @provider: a provider
 * @name: the name of a header, in whatever case
 *
 * Returns: (transfer none) (nullable): it, until the next change; also one that is gone
 */
const ChlOwnHeader *
chl_own_headers_find (ChlProvider *provider,
                      const char  *name)
{
  g_return_val_if_fail (CHL_IS_PROVIDER (provider), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  return g_tree_lookup (get_tree (provider), name);
}

gboolean
chl_own_headers_have_room (ChlProvider *provider)
{
  g_return_val_if_fail (CHL_IS_PROVIDER (provider), FALSE);

  return g_tree_nnodes (get_tree (provider)) < MAX_HEADERS;
}

/**
 * chl_own_headers_foreach:
 * @provider: a provider
 * @func: (scope call): called for each, by name, for those that are gone as well; must not change
 *   them
 * @user_data: closure for @func
 */
void
chl_own_headers_foreach (ChlProvider     *provider,
                         ChlOwnHeaderFunc func,
                         gpointer         user_data)
{
  g_return_if_fail (CHL_IS_PROVIDER (provider));
  g_return_if_fail (func != NULL);

  for (GTreeNode *node = g_tree_node_first (get_tree (provider)); node != NULL;
       node = g_tree_node_next (node))
    func (g_tree_node_value (node), user_data);
}

static void
put (GTree        *tree,
     ChlOwnHeader *header)
{
  g_tree_replace (tree, header->name, header);
}

/**
 * chl_own_headers_put:
 * @provider: one that can have any
 * @header: what to be; the one of its name is no more
 */
void
chl_own_headers_put (ChlProvider        *provider,
                     const ChlOwnHeader *header)
{
  g_return_if_fail (chl_own_headers_are_possible (provider));
  g_return_if_fail (header != NULL && header->name != NULL);

  chl_provider_get_private (provider)->has_own_headers = TRUE;
  put (get_tree (provider), chl_own_header_copy (header));
  tell (provider);
}

void
chl_own_headers_drop (ChlProvider *provider,
                      const char  *name)
{
  g_return_if_fail (CHL_IS_PROVIDER (provider));
  g_return_if_fail (name != NULL);

  if (g_tree_remove (get_tree (provider), name))
    tell (provider);
}

static int
compare_names (gconstpointer a,
               gconstpointer b,
               gpointer      user_data)
{
  return g_ascii_strcasecmp (a, b);
}

static void
free_header (gpointer data)
{
  chl_own_header_free (data);
}

void
chl_provider_init_own_headers (ChlProvider *self)
{
  chl_provider_get_private (self)->own_headers =
    g_tree_new_full (compare_names, NULL, NULL, free_header);
}

static void
write_header (const ChlOwnHeader *header,
              gpointer            user_data)
{
  JsonObject *entry = json_object_new ();

  if (header->kind == CHL_OWN_HEADER_PLAIN)
    json_object_set_string_member (entry, "value", header->value);
  if (header->kind == CHL_OWN_HEADER_SECRET)
    json_object_set_boolean_member (entry, "secret", TRUE);
  if (header->kind == CHL_OWN_HEADER_SECRET && header->origin != NULL)
    json_object_set_string_member (entry, "origin", header->origin);
  if (header->leftover != NULL)
    json_object_set_string_member (entry, "leftover", header->leftover);
  json_object_set_object_member (user_data, header->name, entry);
}

/* Returns: (transfer full): for the provider's file; no secret */
JsonObject *
chl_provider_write_own_headers (ChlProvider *self)
{
  JsonObject *object = json_object_new ();

  chl_own_headers_foreach (self, write_header, object);

  return object;
}

/* What cannot be a header is another version's, or a slip: it stays in the file and is not sent. */
static ChlOwnHeader *
read_header (const char *name,
             JsonNode   *node)
{
  const char  *value = chl_json_get_string (node, "/value");
  const char  *leftover = chl_provider_null_if_empty (chl_json_get_string (node, "/leftover"));
  gboolean     is_secret = FALSE;
  ChlOwnHeader header = { .name = (char *) name, .leftover = (char *) leftover };

  if (!JSON_NODE_HOLDS_OBJECT (node) || !chl_own_header_check_name (name, NULL))
    return NULL;

  chl_json_get_boolean (node, "/secret", &is_secret);
  if (is_secret)
    {
      header.kind = CHL_OWN_HEADER_SECRET;
      header.origin = (char *) chl_provider_null_if_empty (chl_json_get_string (node, "/origin"));
    }
  else if (value != NULL && is_value (value, strlen (value)))
    {
      header.kind = CHL_OWN_HEADER_PLAIN;
      header.value = (char *) value;
    }
  else if (value == NULL && leftover != NULL)
    header.kind = CHL_OWN_HEADER_GONE;
  else
    return NULL;

  return chl_own_header_copy (&header);
}

void
chl_provider_apply_own_headers (ChlProvider *self,
                                JsonObject  *object)
{
  GTree *tree = get_tree (self);
  g_autoptr(JsonObject) before = chl_provider_write_own_headers (self);
  g_autoptr(JsonObject) after = NULL;
  JsonObjectIter iter;
  const char    *name;
  JsonNode      *node;
  gboolean       is_wanted;

  is_wanted = object != NULL && chl_own_headers_are_possible (self);
  chl_provider_get_private (self)->has_own_headers = is_wanted;
  g_tree_remove_all (tree);
  if (is_wanted)
    {
      /* By their order in the file, so that the same are too many, and the last of a name counts. */
      json_object_iter_init_ordered (&iter, object);
      while (g_tree_nnodes (tree) < MAX_HEADERS &&
             json_object_iter_next_ordered (&iter, &name, &node))
        {
          ChlOwnHeader *header = read_header (name, node);

          if (header != NULL)
            put (tree, header);
        }
    }

  after = chl_provider_write_own_headers (self);
  if (!json_object_equal (before, after))
    tell (self);
}
