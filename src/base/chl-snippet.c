/* chl-snippet.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-snippet"

#include "config.h"

#include "chl-snippet.h"

#include <string.h>

/* Characters of a snippet before the hit, and in all. */
#define SNIPPET_BEFORE 28
#define SNIPPET_LENGTH 140

/* Where it is read, line by line. */
typedef struct
{
  GString    *out;  /* (owned) */
  const char *from; /* what is before is read, but not shown */
  const char *end;  /* of the text */
  const char *hit;
  const char *behind; /* the hit */
  const char *line;
  const char *line_end;
  const char *plain; /* (nullable) a character that is none of these marks */
  guint       n_characters;
  gboolean    has_blank; /* before what comes next */
  gboolean    is_fenced; /* within a block of code */
  gboolean    is_row;    /* of a table */
  gboolean    is_link;   /* within the words of a link */
  gsize       n_ticks;   /* that began the code within a line; or 0 */
  gsize       n_stars;   /* that began an emphasis, and so on */
  gsize       n_dashes;
  gsize       n_tildes;
} Reading;

/* Goes back from the hit, but not into the middle of a word if there is a blank on the way. */
static const char *
find_begin (const char *text,
            const char *hit)
{
  const char *begin = hit;
  const char *word = NULL;

  for (guint i = 0; i < SNIPPET_BEFORE && begin > text; i++)
    {
      if (g_unichar_isspace (g_utf8_get_char (begin)))
        word = begin;
      begin = g_utf8_prev_char (begin);
    }

  return begin > text && word != NULL ? word : begin;
}

static const char *
find_line_end (const char *line,
               const char *end)
{
  const char *found = memchr (line, '\n', (gsize) (end - line));

  return found != NULL ? found : end;
}

/* Behind blanks and the marks of quotes. */
static const char *
skip_margin (const char *line,
             const char *line_end)
{
  while (line < line_end && strchr (" \t>", *line) != NULL)
    line++;

  return line;
}

static gboolean
is_fence (const char *line,
          const char *line_end)
{
  line = skip_margin (line, line_end);

  return line_end - line >= 3 && (strncmp (line, "```", 3) == 0 || strncmp (line, "~~~", 3) == 0);
}

/* What underlines a heading, or the head of a table, or divides the page. */
static gboolean
is_ruler (const char *line,
          const char *line_end)
{
  guint n_marks = 0;

  for (; line < line_end; line++)
    {
      if (strchr ("-=*_|:+ \t\r", *line) == NULL)
        return FALSE;
      n_marks += strchr ("-=*_", *line) != NULL;
    }

  return n_marks > 1;
}

static gsize
count_run (const char *position,
           const char *end)
{
  const char *behind = position;

  while (behind < end && *behind == *position)
    behind++;

  return (gsize) (behind - position);
}

/* Whether marks that could end this come again before the paragraph does. */
static gboolean
comes_again (const Reading *self,
             const char    *position,
             gsize          n_marks)
{
  const char *again = position + n_marks;

  while (again < self->end)
    {
      gsize n_here = *again == *position ? count_run (again, self->end) : 0;

      if (*again == '\n' && again + 1 < self->end && again[1] == '\n')
        return FALSE;
      if (*position == '`' ? n_here == n_marks
                           : n_here >= n_marks && !g_ascii_isspace (again[-1]))
        return TRUE;
      again += MAX (n_here, 1);
    }

  return FALSE;
}

static gboolean
is_word (char character)
{
  return g_ascii_isalnum (character) || (unsigned char) character >= 0x80;
}

/* Returns: bytes of marks of emphasis, or 0 if what stands there is meant. */
static gsize
count_emphasis (Reading    *self,
                const char *position,
                gsize      *n_open)
{
  gsize n_marks = count_run (position, self->line_end);
  char  before = position > self->line ? position[-1] : ' ';
  char  after = position + n_marks < self->line_end ? position[n_marks] : ' ';

  /* As in names and in sums. */
  if (*position == '_' && is_word (before) && is_word (after))
    return 0;
  if (n_marks == 1 && g_ascii_isalnum (before) && g_ascii_isalnum (after))
    return 0;
  if (*position == '~' && n_marks != 2)
    return 0;

  if (*n_open > 0)
    {
      if (g_ascii_isspace (before) && g_ascii_isspace (after))
        return 0;
      if (n_marks >= *n_open && !g_ascii_isspace (before))
        *n_open = 0;
      return n_marks;
    }

  if (g_ascii_isspace (after) || !comes_again (self, position, n_marks))
    return 0;

  *n_open = n_marks;

  return n_marks;
}

/* Returns: bytes of marks around code, or 0 if what stands there is meant. */
static gsize
count_ticks (Reading    *self,
             const char *position)
{
  gsize n_ticks = count_run (position, self->line_end);

  if (self->n_ticks == n_ticks)
    {
      self->n_ticks = 0;
      return n_ticks;
    }
  if (self->n_ticks > 0 || !comes_again (self, position, n_ticks))
    return 0;

  self->n_ticks = n_ticks;

  return n_ticks;
}

/* Returns: (nullable): where the words of a link end that begin at @position. */
static const char *
find_link_end (const Reading *self,
               const char    *position)
{
  const char *words_end = g_strstr_len (position, self->line_end - position, "](");

  return words_end != NULL && memchr (words_end, ')', (gsize) (self->line_end - words_end)) != NULL
           ? words_end
           : NULL;
}

/* Returns: bytes of brackets and the address of a link, or 0 if what stands there is meant. */
static gsize
count_link (Reading    *self,
            const char *position)
{
  const char *bracket = *position == '!' ? position + 1 : position;

  if (bracket < self->line_end && *bracket == '[' && find_link_end (self, bracket) != NULL)
    {
      self->is_link = TRUE;
      return (gsize) (bracket - position) + 1;
    }
  if (*position == ']' && self->is_link && find_link_end (self, position) == position)
    {
      const char *address_end = memchr (position, ')', (gsize) (self->line_end - position));

      self->is_link = FALSE;
      return (gsize) (address_end - position) + 1;
    }

  return 0;
}

/* Returns: bytes at @position that whoever reads the message does not see. */
static gsize
count_marks (Reading    *self,
             const char *position)
{
  if (self->is_fenced || position == self->plain)
    return 0;
  if (*position == '`')
    return count_ticks (self, position);
  if (self->n_ticks > 0)
    return 0;

  switch (*position)
    {
    case '\\':
      if (position + 1 == self->line_end || !g_ascii_ispunct (position[1]))
        return 0;
      self->plain = position + 1;
      return 1;

    case '*':
      return count_emphasis (self, position, &self->n_stars);

    case '_':
      return count_emphasis (self, position, &self->n_dashes);

    case '~':
      return count_emphasis (self, position, &self->n_tildes);

    case '!':
    case '[':
    case ']':
      return count_link (self, position);

    case '|':
      self->has_blank = self->has_blank || self->is_row;
      return self->is_row ? 1 : 0;

    default:
      return 0;
    }
}

/* Returns: behind what a heading or a quote begins with. */
static const char *
skip_beginning (const char *line,
                const char *line_end)
{
  const char *position = skip_margin (line, line_end);
  gsize       n_hashes = position < line_end && *position == '#' ? count_run (position, line_end) : 0;

  if (n_hashes > 0 && n_hashes <= 6 && position + n_hashes < line_end && position[n_hashes] == ' ')
    position += n_hashes;
  else if (line_end - position >= 3 &&
           (strncmp (position, "```", 3) == 0 || strncmp (position, "~~~", 3) == 0))
    position += count_run (position, line_end);

  return position;
}

static void
show (Reading    *self,
      const char *position)
{
  gunichar character = g_utf8_get_char (position);

  if (g_unichar_isspace (character))
    {
      self->has_blank = TRUE;
      return;
    }
  if (position < self->from)
    return;

  if (self->has_blank && self->n_characters > 0)
    g_string_append_c (self->out, ' ');
  self->has_blank = FALSE;
  g_string_append_unichar (self->out, character);
  self->n_characters++;
}

/* Returns: whether the next line is wanted too. */
static gboolean
read_line (Reading *self)
{
  const char *position = self->line;

  self->has_blank = TRUE;
  if (!self->is_fenced || is_fence (self->line, self->line_end))
    position = skip_beginning (self->line, self->line_end);
  if (self->hit >= self->line && self->hit < position)
    position = self->hit;
  self->is_row = position < self->line_end && *position == '|';
  self->is_link = FALSE;

  while (position < self->line_end)
    {
      gboolean is_before = position < self->hit;
      gsize    n_marks = 0;

      if (self->n_characters >= SNIPPET_LENGTH && position >= self->behind)
        return FALSE;
      /* The hit is shown as it stands. */
      if (is_before || position >= self->behind)
        n_marks = count_marks (self, position);
      if (is_before)
        n_marks = MIN (n_marks, (gsize) (self->hit - position));

      if (n_marks == 0)
        show (self, position);
      position = n_marks > 0 ? position + n_marks : g_utf8_next_char (position);
    }

  return TRUE;
}

static void
forget_emphasis (Reading *self)
{
  self->n_ticks = self->n_stars = self->n_dashes = self->n_tildes = 0;
}

/* Goes to the paragraph in which the snippet begins. */
static void
find_paragraph (Reading    *self,
                const char *text)
{
  const char *line_end;

  self->line = text;
  for (const char *line = text; (line_end = find_line_end (line, self->end)) < self->from;
       line = line_end + 1)
    {
      gboolean is_edge = is_fence (line, line_end);

      if (is_edge)
        self->is_fenced = !self->is_fenced;
      if (is_edge || skip_margin (line, line_end) == line_end)
        self->line = line_end + 1;
    }
}

/**
 * chl_snippet_dup:
 * @text: valid UTF-8, Markdown
 * @length: bytes in @text
 * @start: the first byte of a hit in it
 * @end: the byte behind the hit
 *
 * The marks of Markdown are left out as far as they can be told without reading all of it: what is
 * shown is what a person read. The hit itself is shown as it stands.
 *
 * Returns: (transfer full): the hit with what stands around it, in one line
 */
char *
chl_snippet_dup (const char *text,
                 gsize       length,
                 gsize       start,
                 gsize       end)
{
  Reading self = { 0 };

  g_return_val_if_fail (text != NULL, NULL);
  g_return_val_if_fail (start <= end && end <= length, NULL);

  self.out = g_string_new (NULL);
  self.end = text + length;
  self.hit = text + start;
  self.behind = text + end;
  self.from = find_begin (text, self.hit);
  find_paragraph (&self, text);
  if (self.from > text)
    g_string_append (self.out, "…");

  while (self.line < self.end)
    {
      gboolean is_edge;
      gboolean has_hit;

      self.line_end = find_line_end (self.line, self.end);
      is_edge = is_fence (self.line, self.line_end);
      has_hit = self.hit < self.line_end && self.behind > self.line;
      if (is_edge || skip_margin (self.line, self.line_end) == self.line_end)
        forget_emphasis (&self);
      if ((has_hit || self.is_fenced || !is_ruler (self.line, self.line_end)) && !read_line (&self))
        break;

      if (is_edge)
        self.is_fenced = !self.is_fenced;
      self.line = MIN (self.line_end + 1, self.end);
    }
  if (self.line < self.end)
    g_string_append (self.out, "…");

  return g_string_free (self.out, FALSE);
}
