/* chl-part-meta.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-part-meta"

#include "config.h"

#include "chl-part-private.h"

typedef struct
{
  char *key;   /* (owned) (not nullable) */
  char *value; /* (owned) (not nullable) */
} Meta;

static void
meta_free (gpointer data)
{
  Meta *meta = data;

  g_free (meta->key);
  g_free (meta->value);
  g_free (meta);
}

static Meta *
find_meta (ChlPart    *self,
           const char *key,
           guint      *out_index)
{
  for (guint i = 0; self->metas != NULL && i < self->metas->len; i++)
    {
      Meta *meta = g_ptr_array_index (self->metas, i);

      if (g_str_equal (meta->key, key))
        {
          if (out_index != NULL)
            *out_index = i;
          return meta;
        }
    }

  return NULL;
}

/**
 * chl_part_get_meta:
 * @self: a part
 * @key: the protocol's own name
 *
 * Returns: (nullable): the material under that name
 */
const char *
chl_part_get_meta (ChlPart    *self,
                   const char *key)
{
  Meta *meta = NULL;

  g_return_val_if_fail (CHL_IS_PART (self), NULL);
  g_return_val_if_fail (key != NULL, NULL);

  meta = find_meta (self, key, NULL);

  return meta != NULL ? meta->value : NULL;
}

/**
 * chl_part_set_meta:
 * @self: a part
 * @key: the protocol's own name
 * @value: (nullable): the material, %NULL to forget it
 *
 * Keeps opaque material that goes back unchanged.
 */
void
chl_part_set_meta (ChlPart    *self,
                   const char *key,
                   const char *value)
{
  Meta *meta = NULL;
  guint index = 0;

  g_return_if_fail (CHL_IS_PART (self));
  g_return_if_fail (key != NULL);

  meta = find_meta (self, key, &index);
  if (value == NULL)
    {
      if (meta != NULL)
        g_ptr_array_remove_index (self->metas, index);
      return;
    }

  if (meta == NULL)
    {
      if (self->metas == NULL)
        self->metas = g_ptr_array_new_with_free_func (meta_free);
      meta = g_new0 (Meta, 1);
      meta->key = g_strdup (key);
      g_ptr_array_add (self->metas, meta);
    }
  chl_part_replace_string (&meta->value, value);
}

/**
 * chl_part_dup_meta_keys:
 * @self: a part
 *
 * Returns: (transfer full) (array zero-terminated): the names, in the order in which they came
 */
GStrv
chl_part_dup_meta_keys (ChlPart *self)
{
  g_autoptr(GStrvBuilder) builder = NULL;

  g_return_val_if_fail (CHL_IS_PART (self), NULL);

  builder = g_strv_builder_new ();
  for (guint i = 0; self->metas != NULL && i < self->metas->len; i++)
    g_strv_builder_add (builder, ((Meta *) g_ptr_array_index (self->metas, i))->key);

  return g_strv_builder_end (builder);
}
