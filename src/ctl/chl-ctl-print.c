/* chl-ctl-print.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-ctl-print"

#include "config.h"

#include "chl-ctl.h"

#include <unistd.h>

#include "chl-json.h"

/*
 * What this program prints was written by others: models, servers, files. A terminal obeys control
 * characters in it, and some format characters show a text in another order than it has. All that
 * is printed, but for an answer that goes into a file or a pipe, passes append_clean().
 */

#define REPLACEMENT 0xfffd

/* Characters that begin or end a stretch of another direction, and the one that ends each. */
#define LRE 0x202a
#define RLE 0x202b
#define PDF 0x202c
#define LRO 0x202d
#define RLO 0x202e
#define LRI 0x2066
#define RLI 0x2067
#define FSI 0x2068
#define PDI 0x2069

/* Deeper ones have no effect. Source: https://www.unicode.org/reports/tr9/#BD2 */
#define MAX_DEPTH 125

/**
 * ChlCtlStream:
 *
 * A text on its way to a file, piece by piece.
 */
struct _ChlCtlStream
{
  FILE    *file; /* (unowned) */
  gboolean is_exact;
  GArray  *closers; /* (owned) (element-type gunichar) of the stretches that are open */
};

static gunichar
get_closer (gunichar character)
{
  switch (character)
    {
    case LRE:
    case RLE:
    case LRO:
    case RLO:
      return PDF;

    case LRI:
    case RLI:
    case FSI:
      return PDI;

    default:
      return 0;
    }
}

/* Closes all that is open. */
static void
close_all (GString *out,
           GArray  *closers)
{
  for (guint i = closers->len; i > 0; i--)
    g_string_append_unichar (out, g_array_index (closers, gunichar, i - 1));

  g_array_set_size (closers, 0);
}

/* What closes nothing is left out; what closes an outer stretch closes those in it. */
static void
close_one (GString *out,
           GArray  *closers,
           gunichar closer)
{
  for (guint i = closers->len; i > 0; i--)
    if (g_array_index (closers, gunichar, i - 1) == closer)
      {
        while (closers->len >= i)
          {
            g_string_append_unichar (out, g_array_index (closers, gunichar, closers->len - 1));
            g_array_set_size (closers, closers->len - 1);
          }
        return;
      }
}

static void
append_in_text (GString *out,
                gunichar character,
                GArray  *closers)
{
  const gunichar     closer = get_closer (character);
  const GUnicodeType type = g_unichar_type (character);

  if (character == '\n' || type == G_UNICODE_LINE_SEPARATOR || type == G_UNICODE_PARAGRAPH_SEPARATOR)
    {
      close_all (out, closers);
      g_string_append_c (out, '\n');
    }
  else if (character == '\r')
    return;
  else if (type == G_UNICODE_CONTROL && character != '\t')
    g_string_append_unichar (out, REPLACEMENT);
  else if (character == PDF || character == PDI)
    close_one (out, closers, character);
  else if (closer == 0)
    g_string_append_unichar (out, character);
  else if (closers->len < MAX_DEPTH)
    {
      g_array_append_val (closers, closer);
      g_string_append_unichar (out, character);
    }
}

static void
append_in_line (GString *out,
                gunichar character)
{
  const GUnicodeType type = g_unichar_type (character);

  if (type == G_UNICODE_CONTROL || type == G_UNICODE_LINE_SEPARATOR ||
      type == G_UNICODE_PARAGRAPH_SEPARATOR)
    g_string_append_c (out, ' ');
  else if (get_closer (character) == 0 && character != PDF && character != PDI)
    g_string_append_unichar (out, character);
}

/*
 * Appends @text so that it moves no cursor, changes no colour and reorders nothing outside itself.
 * In a text (with @closers) lines and tabs stay, and directions that are closed again; in a line
 * (without) neither does: others' words stand between ours there.
 */
static void
append_clean (GString    *out,
              const char *text,
              GArray     *closers)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);

  for (const char *at = valid; *at != '\0'; at = g_utf8_next_char (at))
    {
      if (closers != NULL)
        append_in_text (out, g_utf8_get_char (at), closers);
      else
        append_in_line (out, g_utf8_get_char (at));
    }
}

/**
 * chl_ctl_stream_new:
 * @file: where to
 *
 * Returns: (transfer full): a way for an answer: exact, but for a terminal and standard error
 */
ChlCtlStream *
chl_ctl_stream_new (FILE *file)
{
  ChlCtlStream *self = g_new0 (ChlCtlStream, 1);

  self->file = file;
  self->is_exact = file != stderr && !isatty (fileno (file));
  self->closers = g_array_new (FALSE, FALSE, sizeof (gunichar));

  return self;
}

void
chl_ctl_stream_free (ChlCtlStream *self)
{
  g_array_unref (self->closers);
  g_free (self);
}

/* Writes a piece of the text at once; it ends between two characters. */
void
chl_ctl_stream_write (ChlCtlStream *self,
                      const char   *text)
{
  g_autoptr(GString) clean = NULL;

  if (self->is_exact)
    fputs (text, self->file);
  else
    {
      clean = g_string_new (NULL);
      append_clean (clean, text, self->closers);
      fputs (clean->str, self->file);
    }

  fflush (self->file);
}

/* Ends the text: nothing of it goes on behind it. */
void
chl_ctl_stream_end (ChlCtlStream *self)
{
  g_autoptr(GString) rest = g_string_new (NULL);

  close_all (rest, self->closers);
  fputs (rest->str, self->file);
  fflush (self->file);
}

static char *
format_line (const char *prefix,
             const char *format,
             va_list     arguments) G_GNUC_PRINTF (2, 0);

static char *
format_line (const char *prefix,
             const char *format,
             va_list     arguments)
{
  g_autofree char *text = g_strdup_vprintf (format, arguments);
  GString         *line = g_string_new (prefix);

  append_clean (line, text, NULL);

  return g_string_free (line, FALSE);
}

/**
 * chl_ctl_print:
 * @format: one line, without its end
 * @...: what goes into it
 *
 * Prints a line of a listing on standard output.
 */
void
chl_ctl_print (const char *format,
               ...)
{
  g_autofree char *line = NULL;
  va_list          arguments;

  va_start (arguments, format);
  line = format_line ("", format, arguments);
  va_end (arguments);

  g_print ("%s\n", line);
}

/**
 * chl_ctl_tell:
 * @format: one line, without its end
 * @...: what goes into it
 *
 * Says on standard error what is good to know, and no complaint.
 */
void
chl_ctl_tell (const char *format,
              ...)
{
  g_autofree char *line = NULL;
  va_list          arguments;

  va_start (arguments, format);
  line = format_line ("", format, arguments);
  va_end (arguments);

  g_printerr ("%s\n", line);
}

/* A sentence on standard error that says what went wrong. */
void
chl_ctl_say (const char *sentence)
{
  g_autoptr(GString) line = g_string_new ("chatelainectl: ");

  append_clean (line, sentence, NULL);
  g_printerr ("%s\n", line->str);
}

/* Prints JSON; what a terminal would obey stands escaped in its strings, which says the same. */
void
chl_ctl_print_json (JsonNode *node)
{
  g_autofree char *text = chl_json_print (node, TRUE);
  g_autoptr(GString) out = g_string_sized_new (strlen (text) + 1);

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      const gunichar     character = g_utf8_get_char (at);
      const GUnicodeType type = g_unichar_type (character);

      if (character >= 0x7f && character <= G_MAXUINT16 &&
          (type == G_UNICODE_CONTROL || type == G_UNICODE_FORMAT ||
           type == G_UNICODE_LINE_SEPARATOR || type == G_UNICODE_PARAGRAPH_SEPARATOR))
        g_string_append_printf (out, "\\u%04x", character);
      else
        g_string_append_unichar (out, character);
    }

  if (!g_str_has_suffix (out->str, "\n"))
    g_string_append_c (out, '\n');
  fputs (out->str, stdout);
}
