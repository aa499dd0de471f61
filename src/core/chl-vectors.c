/* chl-vectors.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-vectors"

#include "config.h"

#include "chl-vectors.h"

#include <math.h>

/* Digits that tell any two 32-bit floats apart, and as many as are always right. */
#define MAX_DIGITS 9
#define SURE_DIGITS 6

struct _ChlVectors
{
  gatomicrefcount references;
  guint           n_dimensions;
  GArray         *numbers; /* (owned) (element-type float) one vector behind the other */
};

G_DEFINE_BOXED_TYPE (ChlVectors, chl_vectors, chl_vectors_ref, chl_vectors_unref)

/**
 * chl_vectors_new:
 * @n_dimensions: how many numbers each vector has, at least 1
 *
 * Returns: (transfer full): no vectors yet
 */
ChlVectors *
chl_vectors_new (guint n_dimensions)
{
  ChlVectors *self = NULL;

  g_return_val_if_fail (n_dimensions > 0, NULL);

  self = g_new0 (ChlVectors, 1);
  g_atomic_ref_count_init (&self->references);
  self->n_dimensions = n_dimensions;
  self->numbers = g_array_new (FALSE, FALSE, sizeof (float));

  return self;
}

ChlVectors *
chl_vectors_ref (ChlVectors *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->references);

  return self;
}

void
chl_vectors_unref (ChlVectors *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->references))
    return;

  g_array_unref (self->numbers);
  g_free (self);
}

guint
chl_vectors_get_length (const ChlVectors *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->numbers->len / self->n_dimensions;
}

guint
chl_vectors_get_n_dimensions (const ChlVectors *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_dimensions;
}

/**
 * chl_vectors_get:
 * @self: vectors
 * @position: which of them
 *
 * Returns: (transfer none): its numbers, as many as chl_vectors_get_n_dimensions() says
 */
const float *
chl_vectors_get (const ChlVectors *self,
                 guint             position)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (position < chl_vectors_get_length (self), NULL);

  return &g_array_index (self->numbers, float, (gsize) position * self->n_dimensions);
}

/**
 * chl_vectors_add:
 * @self: vectors
 * @numbers: the next one's, as many as the others have
 *
 * Returns: whether it was added; one that holds NaN or infinity is none
 */
gboolean
chl_vectors_add (ChlVectors  *self,
                 const float *numbers)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (numbers != NULL, FALSE);

  for (guint i = 0; i < self->n_dimensions; i++)
    if (!isfinite (numbers[i]))
      return FALSE;

  g_array_append_vals (self->numbers, numbers, self->n_dimensions);

  return TRUE;
}

/**
 * chl_vectors_join:
 * @self: vectors
 * @other: as long ones
 *
 * Puts the vectors of @other behind those of @self.
 */
void
chl_vectors_join (ChlVectors       *self,
                  const ChlVectors *other)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (other != NULL && other != self);
  g_return_if_fail (other->n_dimensions == self->n_dimensions);

  if (other->numbers->len > 0)
    g_array_append_vals (self->numbers, other->numbers->data, other->numbers->len);
}

/* The shortest text that reads as the same 32-bit float. */
static void
format_number (char *buffer,
               gsize size,
               float number)
{
  for (int digits = SURE_DIGITS; digits <= MAX_DIGITS; digits++)
    {
      char  format[] = { '%', '.', (char) ('0' + digits), 'g', '\0' };
      float back;

      g_ascii_formatd (buffer, (int) size, format, (double) number);
      back = (float) g_ascii_strtod (buffer, NULL);
      if (!(back < number) && !(back > number))
        return;
    }
}

/**
 * chl_vectors_dup_text:
 * @self: vectors
 * @position: which of them
 *
 * Returns: (transfer full): its numbers, with blanks between them and no more digits than it takes
 */
char *
chl_vectors_dup_text (const ChlVectors *self,
                      guint             position)
{
  const float *numbers = chl_vectors_get (self, position);
  GString     *text;

  g_return_val_if_fail (numbers != NULL, NULL);

  text = g_string_sized_new ((gsize) self->n_dimensions * 12);
  for (guint i = 0; i < self->n_dimensions; i++)
    {
      char buffer[G_ASCII_DTOSTR_BUF_SIZE];

      format_number (buffer, sizeof buffer, numbers[i]);
      if (i > 0)
        g_string_append_c (text, ' ');
      g_string_append (text, buffer);
    }

  return g_string_free (text, FALSE);
}

/**
 * chl_vectors_to_json:
 * @self: vectors
 *
 * Returns: (transfer full): an array of arrays of numbers
 */
JsonNode *
chl_vectors_to_json (const ChlVectors *self)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  guint length = chl_vectors_get_length (self);

  json_builder_begin_array (builder);
  for (guint i = 0; i < length; i++)
    {
      const float *numbers = chl_vectors_get (self, i);

      json_builder_begin_array (builder);
      for (guint j = 0; j < self->n_dimensions; j++)
        {
          char buffer[G_ASCII_DTOSTR_BUF_SIZE];

          format_number (buffer, sizeof buffer, numbers[j]);
          json_builder_add_double_value (builder, g_ascii_strtod (buffer, NULL));
        }
      json_builder_end_array (builder);
    }
  json_builder_end_array (builder);

  return json_builder_get_root (builder);
}
