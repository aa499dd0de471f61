/* chl-inline.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-inline"

#include "config.h"

#include "chl-inline.h"

#include <md4c.h>
#include <string.h>

#include "chl-bare-links.h"
#include "chl-block.h"
#include "chl-entities.h"
#include "chl-utf8.h"

/*
 * The parser sees a document with one paragraph, whose first line is the anchor. What follows is
 * indented, and so cannot be taken for anything but more lines of that paragraph.
 */
#define ANCHOR "x"
#define LINE_INDENT "    "

/* What an address begins with that stands for a definition; its number follows. */
#define DEFINITION_MARK '\001'

typedef enum
{
  STATE_BEFORE,
  STATE_ANCHOR,
  STATE_TEXT,
} State;

typedef struct
{
  GString   *input;  /* (owned) */
  gsize      anchor; /* where in it the anchor stands */
  GPtrArray *uris;   /* (owned) (element-type utf8) of the definitions before it */
  gboolean   is_cell;
  State      state;
  GString   *out;     /* (unowned) */
  GArray    *spans;   /* (unowned) */
  GPtrArray *links;   /* (owned) (element-type GRefString) that are open */
  GArray    *images;  /* (owned) (element-type gsize) where those that are open begin */
  guint      open[6]; /* how often each style is */
} Inline;

static ChlSpanStyle
get_style (const Inline *self)
{
  ChlSpanStyle style = 0;

  for (guint i = 0; i < G_N_ELEMENTS (self->open); i++)
    if (self->open[i] > 0)
      style |= (ChlSpanStyle) (1 << i);

  return style;
}

static void
append_text (Inline     *self,
             const char *text,
             gsize       length)
{
  ChlSpanStyle style = get_style (self);
  gsize        start = self->out->len;
  GRefString  *uri = self->links->len > 0 ? g_ptr_array_index (self->links, 0) : NULL;
  ChlSpan     *last;
  ChlSpan      span = { start, start + length, style, uri };

  g_string_append_len (self->out, text, (gssize) length);
  if (style == 0 || length == 0)
    return;

  last = self->spans->len > 0 ? &g_array_index (self->spans, ChlSpan, self->spans->len - 1) : NULL;
  if (last != NULL && last->end == start && last->style == style && last->uri == uri)
    {
      last->end = start + length;
      return;
    }

  if (uri != NULL)
    g_ref_string_acquire (uri);
  g_array_append_val (self->spans, span);
}

static GRefString *
new_uri (Inline             *self,
         const MD_ATTRIBUTE *attribute)
{
  g_autoptr(GString) uri = g_string_new (NULL);

  if (attribute->size > 0 && attribute->text[0] == DEFINITION_MARK)
    {
      g_autofree char *digits = g_strndup (attribute->text + 1, attribute->size - 1);
      guint64          number = g_ascii_strtoull (digits, NULL, 10);

      if (number < self->uris->len)
        return g_ref_string_new (g_ptr_array_index (self->uris, (guint) number));
    }

  for (guint i = 0; attribute->size > 0 && attribute->substr_offsets[i] < attribute->size; i++)
    {
      const char *text = attribute->text + attribute->substr_offsets[i];
      gsize       length = attribute->substr_offsets[i + 1] - attribute->substr_offsets[i];

      if (attribute->substr_types[i] == MD_TEXT_ENTITY)
        chl_entities_append (uri, text, length);
      else
        g_string_append_len (uri, text, (gssize) length);
    }

  return g_ref_string_new (uri->str);
}

static guint
get_style_position (MD_SPANTYPE type)
{
  switch ((int) type)
    {
    case MD_SPAN_STRONG:
      return 0;

    case MD_SPAN_EM:
      return 1;

    case MD_SPAN_DEL:
      return 2;

    case MD_SPAN_CODE:
      return 3;

    case MD_SPAN_A:
      return 4;

    default:
      return 5;
    }
}

static int
enter_span_cb (MD_SPANTYPE type,
               void       *detail,
               void       *user_data)
{
  Inline *self = user_data;

  if (self->state != STATE_TEXT)
    return 0;

  self->open[get_style_position (type)]++;
  if (type == MD_SPAN_A)
    g_ptr_array_add (self->links, new_uri (self, &((MD_SPAN_A_DETAIL *) detail)->href));
  if (type == MD_SPAN_IMG)
    {
      g_ptr_array_add (self->links, new_uri (self, &((MD_SPAN_IMG_DETAIL *) detail)->src));
      g_array_append_val (self->images, self->out->len);
    }

  return 0;
}

static int
leave_span_cb (MD_SPANTYPE type,
               void       *detail,
               void       *user_data)
{
  Inline *self = user_data;
  guint   position = get_style_position (type);

  if (self->state != STATE_TEXT || self->open[position] == 0)
    return 0;

  if (type == MD_SPAN_IMG && self->images->len > 0)
    {
      const char *uri = g_ptr_array_index (self->links, self->links->len - 1);

      /* Without a description, nobody would know that there is a picture. */
      if (g_array_index (self->images, gsize, self->images->len - 1) == self->out->len)
        append_text (self, uri, strlen (uri));
      g_array_set_size (self->images, self->images->len - 1);
    }
  if (type == MD_SPAN_A || type == MD_SPAN_IMG)
    g_ptr_array_set_size (self->links, (int) self->links->len - 1);
  self->open[position]--;

  return 0;
}

static gboolean
is_line_break_tag (const char *text,
                   gsize       length)
{
  gsize at = 3;

  if (length < 4 || g_ascii_strncasecmp (text, "<br", 3) != 0 || text[length - 1] != '>')
    return FALSE;

  while (at < length && text[at] == ' ')
    at++;
  if (at < length && text[at] == '/')
    at++;

  return at == length - 1;
}

static void
add_text (Inline     *self,
          MD_TEXTTYPE type,
          const char *text,
          gsize       length)
{
  g_autoptr(GString) decoded = NULL;

  switch (type)
    {
    case MD_TEXT_ENTITY:
      decoded = g_string_new (NULL);
      chl_entities_append (decoded, text, length);
      append_text (self, decoded->str, decoded->len);
      return;

    case MD_TEXT_HTML:
      if (self->is_cell && is_line_break_tag (text, length))
        append_text (self, "\n", 1);
      else
        append_text (self, text, length);
      return;

    case MD_TEXT_NORMAL:
    case MD_TEXT_CODE:
    case MD_TEXT_LATEXMATH:
      append_text (self, text, length);
      return;

    case MD_TEXT_NULLCHAR:
    case MD_TEXT_BR:
    case MD_TEXT_SOFTBR:
      return;
    }
}

static int
text_cb (MD_TEXTTYPE    type,
         const MD_CHAR *text,
         MD_SIZE        length,
         void          *user_data)
{
  Inline     *self = user_data;
  const char *start = self->input->str;
  const char *end = start + self->input->len;
  gboolean    is_break = type == MD_TEXT_BR || type == MD_TEXT_SOFTBR;

  if (self->state == STATE_BEFORE)
    {
      if (!is_break && text == start + self->anchor)
        self->state = STATE_ANCHOR;
      return 0;
    }

  if (self->state == STATE_ANCHOR)
    {
      self->state = STATE_TEXT;
      return 0;
    }

  if (is_break)
    append_text (self, type == MD_TEXT_BR ? "\n" : " ", 1);
  else if (text >= start && text < end && length <= (gsize) (end - text))
    add_text (self, type, text, length);
  else if (type == MD_TEXT_CODE && length == 1)
    /* Where a line of code ends in running text, the parser hands out a blank of its own. */
    append_text (self, " ", 1);

  return 0;
}

static int
ignore_block_cb (MD_BLOCKTYPE type,
                 void        *detail,
                 void        *user_data)
{
  return 0;
}

/* What @source refers to, as definitions that the parser will find. */
static void
add_definitions (Inline                  *self,
                 const char              *source,
                 gsize                    length,
                 const ChlReferenceTable *references)
{
  g_autoptr(GHashTable) seen = NULL;
  gsize start = 0;

  for (gsize end = chl_references_find_label (source, length, 0, &start); end != 0;
       end = chl_references_find_label (source, length, end, &start))
    {
      g_autofree char *label = chl_references_fold_label (source + start, end - start);
      const char      *uri = chl_reference_table_look_up (references, label);

      if (uri == NULL || (seen != NULL && g_hash_table_contains (seen, label)))
        continue;

      g_string_append_c (self->input, '[');
      for (gsize i = start; i < end; i++)
        g_string_append_c (self->input, source[i] == '\n' ? ' ' : source[i]);
      g_string_append_printf (self->input, "]: <%c%u>\n\n", DEFINITION_MARK, self->uris->len);
      g_ptr_array_add (self->uris, (char *) uri);

      if (seen == NULL)
        seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      g_hash_table_add (seen, g_steal_pointer (&label));
    }
}

static void
add_lines (Inline     *self,
           const char *source,
           gsize       length)
{
  const char *end = source + length;

  self->anchor = self->input->len;
  g_string_append (self->input, ANCHOR);
  while (source < end)
    {
      const char *stop = memchr (source, '\n', (gsize) (end - source));

      if (stop == NULL)
        stop = end;
      g_string_append (self->input, "\n" LINE_INDENT);
      g_string_append_len (self->input, source, stop - source);
      source = stop + 1;
    }
}

static gboolean
parse (Inline *self)
{
  /* Neither bare links, whose end the parser looks for behind its input, nor blocks. */
  static const MD_PARSER parser = {
    .flags = MD_FLAG_STRIKETHROUGH | MD_FLAG_NOHTMLBLOCKS,
    .enter_block = ignore_block_cb,
    .leave_block = ignore_block_cb,
    .enter_span = enter_span_cb,
    .leave_span = leave_span_cb,
    .text = text_cb,
  };

  return md_parse (self->input->str, (MD_SIZE) self->input->len, &parser, self) == 0;
}

/* Whether there is nothing in it that the parser could make something of. */
static gboolean
is_plain (const char *source,
          gsize       length)
{
  for (gsize i = 0; i < length; i++)
    if (strchr ("\n\\*_~`[]<>&", source[i]) != NULL)
      return FALSE;

  return TRUE;
}

static void
drop_spans (GArray *spans,
            gsize   from)
{
  while (spans->len > 0 && g_array_index (spans, ChlSpan, spans->len - 1).start >= from)
    g_array_set_size (spans, spans->len - 1);
}

/**
 * chl_inline_append:
 * @out: where to
 * @spans: (element-type ChlSpan): what is special in @out
 * @source: valid UTF-8 without zeros: running text with its marks, no blanks at either end of a line
 *   but those that break it
 * @length: its bytes
 * @references: where references lead
 * @is_cell: it stands in a table, where a tag may break a line
 *
 * Appends what a reader sees.
 *
 * Source: https://spec.commonmark.org/0.31.2/#inlines
 */
void
chl_inline_append (GString                 *out,
                   GArray                  *spans,
                   const char              *source,
                   gsize                    length,
                   const ChlReferenceTable *references,
                   gboolean                 is_cell)
{
  gsize  start = out->len;
  Inline self = { .out = out, .spans = spans, .is_cell = is_cell };

  if (length == 0)
    return;
  if (length > CHL_INLINE_MAX_BYTES)
    {
      g_string_append_len (out, source, (gssize) length);
      return;
    }
  if (is_plain (source, length))
    {
      g_string_append_len (out, source, (gssize) length);
      chl_bare_links_mark (out, spans, start);
      return;
    }

  self.input = g_string_sized_new (length + 64);
  self.uris = g_ptr_array_new ();
  self.links = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ref_string_release);
  self.images = g_array_new (FALSE, FALSE, sizeof (gsize));
  if (memchr (source, '[', length) != NULL)
    add_definitions (&self, source, length, references);
  add_lines (&self, source, length);

  if (!parse (&self) || !chl_utf8_is_valid (out->str + start, out->len - start))
    {
      drop_spans (spans, start);
      g_string_truncate (out, start);
      g_string_append_len (out, source, (gssize) length);
    }
  chl_bare_links_mark (out, spans, start);

  g_string_free (self.input, TRUE);
  g_ptr_array_unref (self.uris);
  g_ptr_array_unref (self.links);
  g_array_unref (self.images);
}
