/* chl-mask.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-mask"

#include "config.h"

#include "chl-mask.h"

#include <string.h>

/* What stands in the place of what is hidden. */
#define HIDDEN "•••"

/* Bytes. What is shorter is hidden only where it stands alone: "test" is a key, and a word. */
#define MIN_ANYWHERE 8

/* Bytes. What is shorter keeps no secret, and hiding it would only spoil the sentence. */
#define MIN_ALONE 4

/* Bytes of a secret that a text which was cut may end in. */
#define MIN_CUT 6

struct _ChlMask
{
  GPtrArray *forms; /* (owned) (element-type ChlSecret) longest first */
};

static int
compare_longest_first (gconstpointer a,
                       gconstpointer b)
{
  gsize first = chl_secret_get_length (*(ChlSecret *const *) a);
  gsize second = chl_secret_get_length (*(ChlSecret *const *) b);

  return (first < second) - (first > second);
}

/* Takes @form, which is wiped. */
static void
take_form (ChlMask *self,
           char    *form)
{
  g_autoptr(ChlSecret) secret = chl_secret_new (form, -1);
  gboolean is_known = strlen (form) < MIN_ALONE;

  chl_secret_wipe (form);
  g_free (form);

  for (guint i = 0; !is_known && i < self->forms->len; i++)
    is_known = chl_secret_equal (self->forms->pdata[i], secret);
  if (!is_known)
    g_ptr_array_add (self->forms, g_steal_pointer (&secret));
}

/* As in the query of an address; some write the digits above nine in small letters. */
static void
add_escaped (ChlMask    *self,
             const char *text)
{
  char *escaped = g_uri_escape_string (text, NULL, FALSE);
  char *small = g_strdup (escaped);

  for (char *at = small; (at = strchr (at, '%')) != NULL; at++)
    for (guint i = 1; i <= 2; i++)
      at[i] = g_ascii_tolower (at[i]);

  take_form (self, escaped);
  take_form (self, small);
}

/* As inside a JSON string, which error texts quote. */
static void
add_quoted (ChlMask    *self,
            const char *text)
{
  for (guint i = 0; i < 2; i++)
    {
      GString *quoted = g_string_new (NULL);

      for (const char *at = text; *at != '\0'; at++)
        {
          if (*at == '"' || *at == '\\' || (*at == '/' && i == 1))
            g_string_append_c (quoted, '\\');
          g_string_append_c (quoted, *at);
        }
      take_form (self, g_string_free (quoted, FALSE));
    }
}

/* Without the padding, which need not be there. */
static void
add_base64 (ChlMask    *self,
            const char *text,
            gsize       length)
{
  char *plain = g_base64_encode ((const guchar *) text, length);
  char *for_url;

  plain[strcspn (plain, "=")] = '\0';
  for_url = g_strdelimit (g_strdelimit (g_strdup (plain), "+", '-'), "/", '_');
  take_form (self, plain);
  take_form (self, for_url);
}

ChlMask *
chl_mask_new (void)
{
  ChlMask *self = g_new0 (ChlMask, 1);

  self->forms = g_ptr_array_new_with_free_func ((GDestroyNotify) chl_secret_unref);

  return self;
}

void
chl_mask_free (ChlMask *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->forms);
  g_free (self);
}

/**
 * chl_mask_add:
 * @self: a mask
 * @secret: what nobody shall read
 *
 * Hides @secret from now on, also as an address, a JSON string and base64 hold it.
 */
void
chl_mask_add (ChlMask   *self,
              ChlSecret *secret)
{
  const char *text;

  g_return_if_fail (self != NULL);
  g_return_if_fail (secret != NULL);

  text = chl_secret_peek (secret);
  take_form (self, g_strdup (text));
  add_escaped (self, text);
  add_quoted (self, text);
  add_base64 (self, text, chl_secret_get_length (secret));
  g_ptr_array_sort (self->forms, compare_longest_first);
}

/* The words of a value that are long enough to be a key, such as what follows "Basic". */
static void
add_words (ChlMask    *self,
           const char *value)
{
  g_auto(GStrv) words = g_strsplit_set (value, " \t,;=\"", -1);

  for (guint i = 0; words[i] != NULL; i++)
    if (strlen (words[i]) >= MIN_ANYWHERE)
      {
        g_autoptr(ChlSecret) word = chl_secret_new (words[i], -1);

        chl_mask_add (self, word);
      }

  for (guint i = 0; words[i] != NULL; i++)
    chl_secret_wipe (words[i]);
}

static void
add_field_cb (const char *name,
              const char *value,
              const char *prefix,
              ChlSecret  *secret,
              gpointer    user_data)
{
  static const char *const secret_names[] = { "authorization", "proxy-authorization", "cookie" };

  if (secret != NULL)
    {
      chl_mask_add (user_data, secret);
      add_words (user_data, chl_secret_peek (secret));
      return;
    }

  for (guint i = 0; i < G_N_ELEMENTS (secret_names); i++)
    if (g_ascii_strcasecmp (name, secret_names[i]) == 0)
      add_words (user_data, value);
}

/**
 * chl_mask_new_for_headers:
 * @headers: what a request was sent with
 *
 * Every field whose value is secret is hidden, whatever its name, and so is what the fields of
 * authorization hold.
 *
 * Returns: (transfer full): a mask for whatever the answer says
 */
ChlMask *
chl_mask_new_for_headers (ChlHeaders *headers)
{
  ChlMask *self = chl_mask_new ();

  g_return_val_if_fail (headers != NULL, self);

  chl_headers_foreach (headers, add_field_cb, self);

  return self;
}

static gboolean
is_alone (const char *start,
          const char *at,
          gsize       length)
{
  return (at == start || !g_ascii_isalnum (at[-1])) && !g_ascii_isalnum (at[length]);
}

static void
hide_form (GString   *text,
           ChlSecret *form)
{
  const char *secret = chl_secret_peek (form);
  gsize       length = chl_secret_get_length (form);
  const char *at = text->str;

  while ((at = strstr (at, secret)) != NULL)
    {
      gsize offset = (gsize) (at - text->str);

      if (length < MIN_ANYWHERE && !is_alone (text->str, at, length))
        {
          at++;
          continue;
        }

      g_string_erase (text, (gssize) offset, (gssize) length);
      g_string_insert (text, (gssize) offset, HIDDEN);
      at = text->str + offset + strlen (HIDDEN);
    }
}

/* A text that was cut may end in the middle of a secret. */
static void
hide_cut_form (GString   *text,
               ChlSecret *form)
{
  const char *secret = chl_secret_peek (form);
  gsize       length = MIN (chl_secret_get_length (form), text->len);

  for (; length >= MIN_CUT; length--)
    if (memcmp (text->str + text->len - length, secret, length) == 0)
      {
        g_string_truncate (text, text->len - length);
        g_string_append (text, HIDDEN);
        return;
      }
}

/**
 * chl_mask_hide:
 * @self: a mask
 * @text: what came back
 *
 * Returns: (transfer full): @text with dots in place of the secrets
 */
char *
chl_mask_hide (const ChlMask *self,
               const char    *text)
{
  GString *out;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (text != NULL, NULL);

  out = g_string_new (text);
  for (guint i = 0; i < self->forms->len; i++)
    hide_form (out, self->forms->pdata[i]);
  for (guint i = 0; i < self->forms->len; i++)
    hide_cut_form (out, self->forms->pdata[i]);

  return g_string_free (out, FALSE);
}
