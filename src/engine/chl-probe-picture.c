/* chl-probe-picture.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-probe-picture"

#include "config.h"

#include "chl-probe-picture.h"

#include <string.h>

/* Pixels of each side; servers refuse pictures that are smaller than 10 or so. */
#define SIDE 64

#define BYTES_PER_PIXEL 3

/* Of a line, with the byte before it that tells how it is filtered. */
#define LINE_BYTES (1 + SIDE * BYTES_PER_PIXEL)

/* The polynomial of the checksum, its bits from the lowest on. */
#define CRC_POLYNOMIAL 0xedb88320u

static const struct
{
  const char *name; /* as a model is to name it */
  guint8      pixel[BYTES_PER_PIXEL];
} colours[CHL_PROBE_N_COLOURS] = {
  { "red", { 255, 0, 0 } },
  { "green", { 0, 160, 0 } },
  { "blue", { 0, 0, 255 } },
  { "yellow", { 255, 230, 0 } },
  { "black", { 0, 0, 0 } },
  { "white", { 255, 255, 255 } },
};

static guint32
update_crc (guint32       crc,
            const guint8 *bytes,
            gsize         length)
{
  for (gsize i = 0; i < length; i++)
    {
      crc ^= bytes[i];
      for (guint bit = 0; bit < 8; bit++)
        crc = (crc & 1) != 0 ? (crc >> 1) ^ CRC_POLYNOMIAL : crc >> 1;
    }

  return crc;
}

static void
add_number (GByteArray *png,
            guint32     number)
{
  const guint32 big = GUINT32_TO_BE (number);

  g_byte_array_append (png, (const guint8 *) &big, sizeof big);
}

static void
add_chunk (GByteArray   *png,
           const char    type[4],
           const guint8 *data,
           gsize         length)
{
  guint32 crc = 0xffffffffu;

  add_number (png, (guint32) length);
  g_byte_array_append (png, (const guint8 *) type, 4);
  g_byte_array_append (png, data, (guint) length);
  crc = update_crc (crc, (const guint8 *) type, 4);
  crc = update_crc (crc, data, length);
  add_number (png, crc ^ 0xffffffffu);
}

/* Returns: how many bytes of @out were used */
static gsize
compress (const guint8 *bytes,
          gsize         length,
          guint8       *out,
          gsize         size)
{
  g_autoptr(GZlibCompressor) compressor = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB, 9);
  gsize            n_read = 0;
  gsize            n_written = 0;
  GConverterResult result;

  result = g_converter_convert (G_CONVERTER (compressor), bytes, length, out, size,
                                G_CONVERTER_INPUT_AT_END, &n_read, &n_written, NULL);
  g_assert (result == G_CONVERTER_FINISHED && n_read == length);

  return n_written;
}

/* The English name of a colour. */
const char *
chl_probe_picture_get_colour (guint index)
{
  g_return_val_if_fail (index < CHL_PROBE_N_COLOURS, NULL);

  return colours[index].name;
}

/**
 * chl_probe_picture_new:
 * @index: which colour
 *
 * Returns: (transfer full): a PNG file, all of it in that colour
 *
 * Source: https://www.w3.org/TR/png-3/
 */
GBytes *
chl_probe_picture_new (guint index)
{
  static const guint8 signature[] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n' };

  /* Eight bits for each of red, green and blue, with the only compression, the only filters and no
   * interlacing. */
  static const guint8 header[] = { 0, 0, 0, SIDE, 0, 0, 0, SIDE, 8, 2, 0, 0, 0 };
  GByteArray         *png = g_byte_array_new ();
  guint8              pixels[SIDE * LINE_BYTES] = { 0 };
  guint8              packed[sizeof pixels];

  g_return_val_if_fail (index < CHL_PROBE_N_COLOURS, NULL);

  for (guint y = 0; y < SIDE; y++)
    for (guint x = 0; x < SIDE; x++)
      memcpy (pixels + y * LINE_BYTES + 1 + x * BYTES_PER_PIXEL, colours[index].pixel,
              BYTES_PER_PIXEL);

  g_byte_array_append (png, signature, sizeof signature);
  add_chunk (png, "IHDR", header, sizeof header);
  add_chunk (png, "IDAT", packed, compress (pixels, sizeof pixels, packed, sizeof packed));
  add_chunk (png, "IEND", NULL, 0);

  return g_byte_array_free_to_bytes (png);
}

/* Where a word stands by itself: "red" is not in "rendered". */
static gboolean
has_word (const char *text,
          const char *word)
{
  gsize length = strlen (word);

  for (const char *at = strstr (text, word); at != NULL; at = strstr (at + 1, word))
    if ((at == text || !g_ascii_isalpha (at[-1])) && !g_ascii_isalpha (at[length]))
      return TRUE;

  return FALSE;
}

/**
 * chl_probe_picture_is_named:
 * @index: which colour
 * @answer: what was said of the picture
 *
 * Returns: whether that colour is named, and none of the others
 */
gboolean
chl_probe_picture_is_named (guint       index,
                            const char *answer)
{
  g_autofree char *small = g_ascii_strdown (answer, -1);

  for (guint i = 0; i < CHL_PROBE_N_COLOURS; i++)
    if (has_word (small, colours[i].name) != (i == index))
      return FALSE;

  return TRUE;
}
