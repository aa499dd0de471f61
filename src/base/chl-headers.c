/* chl-headers.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-headers"

#include "config.h"

#include "chl-headers.h"

#include <string.h>

/* What stands in the place of a secret wherever a value is shown. */
#define HIDDEN "•••"

typedef struct
{
  char      *name;   /* (owned) (not nullable) */
  char      *value;  /* (owned) (not nullable) never holds the secret */
  char      *prefix; /* (owned) (nullable) */
  ChlSecret *secret; /* (owned) (nullable) */
} Field;

struct _ChlHeaders
{
  gatomicrefcount ref_count;
  GPtrArray      *fields; /* (owned) (element-type Field) */
};

static const char *const protected_names[] = {
  "accept",
  "accept-encoding",
  "anthropic-version",
  "api-key",
  "authorization",
  "connection",
  "content-encoding",
  "content-length",
  "content-type",
  "cookie",
  "expect",
  "host",
  "keep-alive",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "user-agent",
  "x-api-key",
  "x-goog-api-key",
};

G_DEFINE_BOXED_TYPE (ChlHeaders, chl_headers, chl_headers_ref, chl_headers_unref)

static void
field_free (gpointer data)
{
  Field *field = data;

  g_free (field->name);
  g_free (field->value);
  g_free (field->prefix);
  g_clear_pointer (&field->secret, chl_secret_unref);
  g_free (field);
}

static gboolean
find_field (ChlHeaders *self,
            const char *name,
            guint      *out_position)
{
  for (guint i = 0; i < self->fields->len; i++)
    {
      Field *field = g_ptr_array_index (self->fields, i);

      if (g_ascii_strcasecmp (field->name, name) == 0)
        {
          *out_position = i;
          return TRUE;
        }
    }

  return FALSE;
}

/* A field that is set again keeps its place. */
static void
take_field (ChlHeaders *self,
            Field      *field)
{
  guint position;

  if (find_field (self, field->name, &position))
    {
      field_free (g_ptr_array_index (self->fields, position));
      g_ptr_array_index (self->fields, position) = field;
    }
  else
    g_ptr_array_add (self->fields, field);
}

ChlHeaders *
chl_headers_new (void)
{
  ChlHeaders *self = g_new0 (ChlHeaders, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->fields = g_ptr_array_new_with_free_func (field_free);

  return self;
}

ChlHeaders *
chl_headers_ref (ChlHeaders *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
chl_headers_unref (ChlHeaders *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_ptr_array_unref (self->fields);
  g_free (self);
}

/**
 * chl_headers_set:
 * @self: header fields
 * @name: a valid name
 * @value: (nullable): a valid value, or %NULL to take the field away
 *
 * Sets a field in place of the one that had this name.
 */
void
chl_headers_set (ChlHeaders *self,
                 const char *name,
                 const char *value)
{
  Field *field;
  guint  position;

  g_return_if_fail (self != NULL);
  g_return_if_fail (chl_headers_is_valid_name (name));
  g_return_if_fail (value == NULL || chl_headers_is_valid_value (value));

  if (value == NULL)
    {
      if (find_field (self, name, &position))
        g_ptr_array_remove_index (self->fields, position);
      return;
    }

  field = g_new0 (Field, 1);
  field->name = g_strdup (name);
  field->value = g_strdup (value);
  take_field (self, field);
}

/**
 * chl_headers_set_secret:
 * @self: header fields
 * @name: a valid name
 * @prefix: (nullable): what stands before the secret, such as "Bearer "
 * @secret: the secret, a valid value: see chl_headers_is_valid_value()
 *
 * Sets a field whose value is secret. Everybody but the one who sends it sees dots instead.
 */
void
chl_headers_set_secret (ChlHeaders *self,
                        const char *name,
                        const char *prefix,
                        ChlSecret  *secret)
{
  Field *field;

  g_return_if_fail (self != NULL);
  g_return_if_fail (chl_headers_is_valid_name (name));
  g_return_if_fail (prefix == NULL || chl_headers_is_valid_value (prefix));
  g_return_if_fail (secret != NULL);
  g_return_if_fail (strlen (chl_secret_peek (secret)) == chl_secret_get_length (secret));
  g_return_if_fail (chl_headers_is_valid_value (chl_secret_peek (secret)));

  field = g_new0 (Field, 1);
  field->name = g_strdup (name);
  field->prefix = g_strdup (prefix != NULL ? prefix : "");
  field->value = g_strconcat (field->prefix, HIDDEN, NULL);
  field->secret = chl_secret_ref (secret);
  take_field (self, field);
}

/**
 * chl_headers_get:
 * @self: header fields
 * @name: a name
 *
 * Returns: (transfer none) (nullable): the value, with dots in place of what is secret
 */
const char *
chl_headers_get (ChlHeaders *self,
                 const char *name)
{
  guint position;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  if (!find_field (self, name, &position))
    return NULL;

  return ((Field *) g_ptr_array_index (self->fields, position))->value;
}

guint
chl_headers_get_length (ChlHeaders *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->fields->len;
}

/**
 * chl_headers_foreach:
 * @self: header fields
 * @func: (scope call): called for each, in order; must not change @self
 * @user_data: closure
 */
void
chl_headers_foreach (ChlHeaders    *self,
                     ChlHeadersFunc func,
                     gpointer       user_data)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (func != NULL);

  for (guint i = 0; i < self->fields->len; i++)
    {
      Field *field = g_ptr_array_index (self->fields, i);

      func (field->name, field->value, field->prefix, field->secret, user_data);
    }
}

/**
 * chl_headers_is_valid_name:
 * @name: (nullable): text of any origin
 *
 * Returns: %TRUE if @name is a token and may name a header field
 *
 * Source: https://www.rfc-editor.org/rfc/rfc7230#section-3.2.6
 */
gboolean
chl_headers_is_valid_name (const char *name)
{
  if (name == NULL || *name == '\0')
    return FALSE;

  for (; *name != '\0'; name++)
    if (!g_ascii_isalnum (*name) && strchr ("!#$%&'*+-.^_`|~", *name) == NULL)
      return FALSE;

  return TRUE;
}

/**
 * chl_headers_is_valid_value:
 * @value: (nullable): text of any origin
 *
 * Refuses what would end the field or begin another: control characters of all kinds.
 *
 * Returns: %TRUE if @value is UTF-8 and may be the value of a header field
 */
gboolean
chl_headers_is_valid_value (const char *value)
{
  if (value == NULL || !g_utf8_validate (value, -1, NULL))
    return FALSE;

  for (; *value != '\0'; value = g_utf8_next_char (value))
    if (g_unichar_iscntrl (g_utf8_get_char (value)))
      return FALSE;

  return TRUE;
}

/**
 * chl_headers_is_protected:
 * @name: a name
 *
 * The fields that belong to the program itself: they carry keys, or frame the request.
 *
 * Returns: %TRUE if no header of a person's own may have this name
 */
gboolean
chl_headers_is_protected (const char *name)
{
  g_return_val_if_fail (name != NULL, TRUE);

  for (guint i = 0; i < G_N_ELEMENTS (protected_names); i++)
    if (g_ascii_strcasecmp (name, protected_names[i]) == 0)
      return TRUE;

  return FALSE;
}
