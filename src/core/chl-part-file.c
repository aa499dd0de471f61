/* chl-part-file.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-part-file"

#include "config.h"

#include "chl-part-private.h"

const char *
chl_part_get_media_type (ChlPart *self)
{
  g_return_val_if_fail (CHL_IS_PART (self), NULL);

  return self->media_type;
}

void
chl_part_set_media_type (ChlPart    *self,
                         const char *media_type)
{
  g_return_if_fail (CHL_IS_PART (self));

  chl_part_replace_string (&self->media_type, media_type);
}

/**
 * chl_part_get_data:
 * @self: a part
 *
 * Returns: (nullable) (transfer none): the bytes, unless it has an address
 */
GBytes *
chl_part_get_data (ChlPart *self)
{
  g_return_val_if_fail (CHL_IS_PART (self), NULL);

  return self->data;
}

/**
 * chl_part_set_data:
 * @self: a part
 * @data: (nullable): the bytes
 *
 * Sets the bytes, and takes away the address if there was one.
 */
void
chl_part_set_data (ChlPart *self,
                   GBytes  *data)
{
  g_return_if_fail (CHL_IS_PART (self));

  if (data != NULL)
    {
      g_bytes_ref (data);
      g_clear_pointer (&self->uri, g_free);
    }

  g_clear_pointer (&self->data, g_bytes_unref);
  self->data = data;
}

/**
 * chl_part_get_uri:
 * @self: a part
 *
 * Returns: (nullable): where the bytes are, unless they are here
 */
const char *
chl_part_get_uri (ChlPart *self)
{
  g_return_val_if_fail (CHL_IS_PART (self), NULL);

  return self->uri;
}

/**
 * chl_part_set_uri:
 * @self: a part
 * @uri: (nullable): where the bytes are
 *
 * Sets the address, and drops the bytes if there were any.
 */
void
chl_part_set_uri (ChlPart    *self,
                  const char *uri)
{
  g_return_if_fail (CHL_IS_PART (self));

  if (uri != NULL)
    g_clear_pointer (&self->data, g_bytes_unref);
  chl_part_replace_string (&self->uri, uri);
}

const char *
chl_part_get_filename (ChlPart *self)
{
  g_return_val_if_fail (CHL_IS_PART (self), NULL);

  return self->filename;
}

void
chl_part_set_filename (ChlPart    *self,
                       const char *filename)
{
  g_return_if_fail (CHL_IS_PART (self));

  chl_part_replace_string (&self->filename, filename);
}
