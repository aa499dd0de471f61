/* chl-option.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-option"

#include "config.h"

#include "chl-option.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chl-error.h"

/* Bytes of a text. */
#define MAX_TEXT_BYTES 1024

static gboolean
check_choice (const ChlOption *self,
              const char      *value,
              GError         **error)
{
  g_autoptr(GString) names = g_string_new (NULL);

  for (const ChlChoice *choice = self->choices; choice->value != NULL; choice++)
    {
      if (g_str_equal (choice->value, value))
        return TRUE;
      g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", choice->value);
    }

  g_set_error (error, CHL_ERROR, CHL_ERROR_INVALID,
               /* Translators: the name of an option, then its values, then what was typed. */
               _ ("%s is one of %s, not “%s”"), self->key, names->str, value);
  return FALSE;
}

static gboolean
check_number (const ChlOption *self,
              const char      *value,
              GError         **error)
{
  gint64 number;

  if (g_ascii_string_to_signed (value, 10, self->least, self->most, &number, NULL))
    return TRUE;

  g_set_error (error, CHL_ERROR, CHL_ERROR_INVALID,
               _ ("%s is a whole number from %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT
                  ", not “%s”"),
                  self->key, self->least, self->most, value);
  return FALSE;
}

static gboolean
check_text (const ChlOption *self,
            const char      *value,
            GError         **error)
{
  gsize length = strlen (value);

  if (length > MAX_TEXT_BYTES || !g_utf8_validate (value, (gssize) length, NULL) ||
      strpbrk (value, "\r\n") != NULL)
    {
      g_set_error (error, CHL_ERROR, CHL_ERROR_INVALID, _ ("%s is one line of up to %d bytes"), self->key, MAX_TEXT_BYTES);
      return FALSE;
    }

  return self->check == NULL || self->check (value, error);
}

/**
 * chl_option_find:
 * @options: (nullable): the options of a family; the last one has no key
 * @key: a name
 *
 * Returns: (transfer none) (nullable): the option of that name
 */
const ChlOption *
chl_option_find (const ChlOption *options,
                 const char      *key)
{
  g_return_val_if_fail (key != NULL, NULL);

  for (const ChlOption *option = options; option != NULL && option->key != NULL; option++)
    if (g_str_equal (option->key, key))
      return option;

  return NULL;
}

/**
 * chl_option_check:
 * @self: an option
 * @value: what it shall be; nothing stands for the usual one
 * @error: (out) (optional): %CHL_ERROR_INVALID with a sentence that names the option
 *
 * Returns: whether it can be that
 */
gboolean
chl_option_check (const ChlOption *self,
                  const char      *value,
                  GError         **error)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (value != NULL, FALSE);

  if (*value == '\0')
    return TRUE;

  switch (self->kind)
    {
    case CHL_OPTION_CHOICE:
      return check_choice (self, value, error);

    case CHL_OPTION_NUMBER:
      return check_number (self, value, error);

    case CHL_OPTION_TEXT:
      return check_text (self, value, error);
    }

  return FALSE;
}

/**
 * chl_option_is_usual:
 * @self: an option
 * @value: a value that it can have
 *
 * Returns: whether it is so without being set, and need not be written
 */
gboolean
chl_option_is_usual (const ChlOption *self,
                     const char      *value)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (value != NULL, FALSE);

  return *value == '\0' ||
         (self->kind == CHL_OPTION_CHOICE && g_str_equal (value, self->choices[0].value));
}
