/* chl-text-look.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-text-look"

#include "config.h"

#include "chl-text-look.h"

#include <string.h>

#include "chl-link.h"

/* What stands in the shown text and not in the other one. */
typedef struct
{
  gsize position; /* in the text */
  gsize length;   /* bytes that are shown there */
} Addition;

struct _ChlTextLook
{
  char    *text;      /* (owned) */
  gsize    length;    /* bytes in text */
  GString *shown;     /* (owned) */
  GArray  *spans;     /* (owned) (nullable) (element-type ChlSpan) positions in text */
  GArray  *additions; /* (owned) (nullable) (element-type Addition) */
};

static void
clear_span (gpointer data)
{
  ChlSpan *span = data;

  g_clear_pointer (&span->uri, g_ref_string_release);
}

static gboolean
is_address (const ChlSpan *span)
{
  return (span->style & (CHL_SPAN_LINK | CHL_SPAN_IMAGE)) != 0 && span->uri != NULL;
}

/* Stretches of one link that look different from each other are still one link. */
static gboolean
is_same_link (const ChlSpan *a,
              const ChlSpan *b)
{
  return a->end == b->start && is_address (b) &&
         (a->uri == b->uri || g_str_equal (a->uri, b->uri));
}

static gboolean
can_open (const ChlSpan *span)
{
  return is_address (span) && chl_link_can_open (span->uri);
}

static void
add_address (ChlTextLook   *self,
             const ChlSpan *span,
             gsize          link_start)
{
  g_autofree char *shown = chl_link_dup_shown (span->uri);
  Addition         addition = { .position = span->end };

  /* Where the words are the address nothing is hidden. */
  if (span->end - link_start == strlen (shown) &&
      memcmp (self->text + link_start, shown, strlen (shown)) == 0)
    return;

  addition.length = self->shown->len;
  g_string_append_printf (self->shown, " (%s)", shown);
  addition.length = self->shown->len - addition.length;
  if (self->additions == NULL)
    self->additions = g_array_new (FALSE, FALSE, sizeof (Addition));
  g_array_append_val (self->additions, addition);
}

static void
keep_spans (ChlTextLook   *self,
            const ChlSpan *spans,
            guint          n_spans)
{
  if (n_spans == 0)
    return;

  self->spans = g_array_sized_new (FALSE, FALSE, sizeof (ChlSpan), n_spans);
  g_array_set_clear_func (self->spans, clear_span);
  g_array_append_vals (self->spans, spans, n_spans);
  for (guint i = 0; i < n_spans; i++)
    if (spans[i].uri != NULL)
      g_ref_string_acquire (spans[i].uri);
}

/**
 * chl_text_look_new:
 * @text: valid UTF-8
 * @length: bytes in @text
 * @spans: (array length=n_spans) (nullable): what is not plain, as in #ChlBlock
 * @n_spans: number of @spans
 *
 * Returns: (transfer full): how a label shows it
 */
ChlTextLook *
chl_text_look_new (const char    *text,
                   gsize          length,
                   const ChlSpan *spans,
                   guint          n_spans)
{
  ChlTextLook *self = g_new0 (ChlTextLook, 1);
  gsize        done = 0;
  gsize        link_start = 0;

  self->text = g_strndup (text, length);
  self->length = length;
  self->shown = g_string_sized_new (length + 1);
  keep_spans (self, spans, n_spans);

  for (guint i = 0; i < n_spans; i++)
    {
      if (!is_address (&spans[i]) || chl_link_can_open (spans[i].uri))
        continue;
      if (i == 0 || !is_address (&spans[i - 1]) || !is_same_link (&spans[i - 1], &spans[i]))
        link_start = spans[i].start;
      if (i + 1 < n_spans && is_same_link (&spans[i], &spans[i + 1]))
        continue;

      g_string_append_len (self->shown, text + done, (gssize) (spans[i].end - done));
      done = spans[i].end;
      add_address (self, &spans[i], link_start);
    }
  g_string_append_len (self->shown, text + done, (gssize) (length - done));

  return self;
}

void
chl_text_look_free (ChlTextLook *self)
{
  g_free (self->text);
  g_string_free (self->shown, TRUE);
  g_clear_pointer (&self->spans, g_array_unref);
  g_clear_pointer (&self->additions, g_array_unref);
  g_free (self);
}

/**
 * chl_text_look_is_of:
 * @self: a look
 * @text: valid UTF-8
 * @length: bytes in @text
 * @spans: (array length=n_spans) (nullable): what is not plain
 * @n_spans: number of @spans
 *
 * Returns: whether @self was made of the same
 */
gboolean
chl_text_look_is_of (ChlTextLook   *self,
                     const char    *text,
                     gsize          length,
                     const ChlSpan *spans,
                     guint          n_spans)
{
  if (length != self->length || memcmp (text, self->text, length) != 0 ||
      n_spans != (self->spans != NULL ? self->spans->len : 0))
    return FALSE;

  for (guint i = 0; i < n_spans; i++)
    {
      const ChlSpan *span = &g_array_index (self->spans, ChlSpan, i);

      if (span->start != spans[i].start || span->end != spans[i].end ||
          span->style != spans[i].style || g_strcmp0 (span->uri, spans[i].uri) != 0)
        return FALSE;
    }

  return TRUE;
}

/* Returns: (transfer none): what it was made of */
const char *
chl_text_look_get_text (ChlTextLook *self,
                        gsize       *out_length)
{
  if (out_length != NULL)
    *out_length = self->length;

  return self->text;
}

/* Returns: (transfer none): what is shown */
const char *
chl_text_look_get_shown (ChlTextLook *self)
{
  return self->shown->str;
}

/**
 * chl_text_look_find_link:
 * @self: a look
 * @uri: (nullable): where it leads, %NULL for any
 * @position: a byte of the text, or %G_MAXSIZE for the first one that leads there
 *
 * Returns: (transfer none) (nullable): a link that can be opened
 */
const ChlSpan *
chl_text_look_find_link (ChlTextLook *self,
                         const char  *uri,
                         gsize        position)
{
  for (guint i = 0; self->spans != NULL && i < self->spans->len; i++)
    {
      const ChlSpan *span = &g_array_index (self->spans, ChlSpan, i);

      if (is_address (span) && (uri == NULL || g_str_equal (span->uri, uri)) &&
          (position == G_MAXSIZE || (span->start <= position && position < span->end)) &&
          chl_link_can_open (span->uri))
        return span;
    }

  return NULL;
}

static void
append_escaped (GString    *markup,
                const char *text,
                gsize       length)
{
  g_autofree char *escaped = g_markup_escape_text (text, (gssize) length);

  g_string_append (markup, escaped);
}

/* The tooltip is markup in an attribute of markup: it is escaped twice. */
static void
append_link_start (GString       *markup,
                   const ChlSpan *span)
{
  g_autofree char *shown = chl_link_dup_shown (span->uri);
  g_autofree char *title = g_markup_escape_text (shown, -1);
  g_autofree char *start = g_markup_printf_escaped ("<a href=\"%s\" title=\"%s\">", span->uri, title);

  g_string_append (markup, start);
}

/**
 * chl_text_look_dup_markup:
 * @self: a look
 *
 * Returns: (transfer full) (nullable): markup of what is shown with its links, or %NULL when it has
 *   none
 */
char *
chl_text_look_dup_markup (ChlTextLook *self)
{
  GString *markup = NULL;
  gsize    done = 0;

  for (guint i = 0; self->spans != NULL && i < self->spans->len; i++)
    {
      const ChlSpan *span = &g_array_index (self->spans, ChlSpan, i);
      gsize          start = chl_text_look_to_shown (self, span->start, FALSE);
      gsize          end;

      if (!can_open (span))
        continue;

      while (i + 1 < self->spans->len && is_same_link (&g_array_index (self->spans, ChlSpan, i),
                                                       &g_array_index (self->spans, ChlSpan, i + 1)))
        i++;
      end = chl_text_look_to_shown (self, g_array_index (self->spans, ChlSpan, i).end, TRUE);

      if (markup == NULL)
        markup = g_string_sized_new (2 * self->shown->len);
      append_escaped (markup, self->shown->str + done, start - done);
      append_link_start (markup, span);
      append_escaped (markup, self->shown->str + start, end - start);
      g_string_append (markup, "</a>");
      done = end;
    }

  if (markup == NULL)
    return NULL;

  append_escaped (markup, self->shown->str + done, self->shown->len - done);
  /* The parser of markup would make another line break of it. */
  g_string_replace (markup, "\r", "&#13;", 0);

  return g_string_free (markup, FALSE);
}

static void
add_attribute (PangoAttrList  *attributes,
               PangoAttribute *attribute,
               gsize           start,
               gsize           end)
{
  attribute->start_index = (guint) start;
  attribute->end_index = (guint) end;
  pango_attr_list_insert (attributes, attribute);
}

/* Grey that can be seen through does for light and for dark. */
static void
add_style (PangoAttrList *attributes,
           ChlSpanStyle   style,
           gsize          start,
           gsize          end)
{
  if ((style & CHL_SPAN_STRONG) != 0)
    add_attribute (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD), start, end);
  if ((style & CHL_SPAN_EMPHASIS) != 0)
    add_attribute (attributes, pango_attr_style_new (PANGO_STYLE_ITALIC), start, end);
  if ((style & CHL_SPAN_STRIKE) != 0)
    add_attribute (attributes, pango_attr_strikethrough_new (TRUE), start, end);
  if ((style & CHL_SPAN_CODE) != 0)
    {
      add_attribute (attributes, pango_attr_family_new ("monospace"), start, end);
      add_attribute (attributes, pango_attr_scale_new (0.92), start, end);
      add_attribute (attributes, pango_attr_background_new (0x8080, 0x8080, 0x8080), start, end);
      add_attribute (attributes, pango_attr_background_alpha_new (0x2c00), start, end);
    }
}

/**
 * chl_text_look_dup_attributes:
 * @self: a look
 *
 * Returns: (transfer full): what is bold and so on
 */
PangoAttrList *
chl_text_look_dup_attributes (ChlTextLook *self)
{
  PangoAttrList *attributes = pango_attr_list_new ();

  /* A hyphen where a long word is broken would look like a part of it. */
  pango_attr_list_insert (attributes, pango_attr_insert_hyphens_new (FALSE));
  for (guint i = 0; self->spans != NULL && i < self->spans->len; i++)
    {
      const ChlSpan *span = &g_array_index (self->spans, ChlSpan, i);

      add_style (attributes, span->style, chl_text_look_to_shown (self, span->start, FALSE),
                 chl_text_look_to_shown (self, span->end, TRUE));
    }
  for (guint i = 0; self->additions != NULL && i < self->additions->len; i++)
    {
      const Addition *addition = &g_array_index (self->additions, Addition, i);
      gsize           start = chl_text_look_to_shown (self, addition->position, TRUE);

      add_attribute (attributes, pango_attr_foreground_alpha_new (0x9000), start,
                     start + addition->length);
    }

  return attributes;
}

/**
 * chl_text_look_to_shown:
 * @self: a look
 * @position: a byte of the text
 * @is_end: whether something ends there, rather than begins
 *
 * Returns: the byte in what is shown
 */
gsize
chl_text_look_to_shown (ChlTextLook *self,
                        gsize        position,
                        gboolean     is_end)
{
  gsize shown = position;

  for (guint i = 0; self->additions != NULL && i < self->additions->len; i++)
    {
      const Addition *addition = &g_array_index (self->additions, Addition, i);

      if (addition->position > position || (is_end && addition->position == position))
        break;
      shown += addition->length;
    }

  return shown;
}

/**
 * chl_text_look_from_shown:
 * @self: a look
 * @position: a byte of what is shown
 *
 * Returns: the byte of the text; of an address that was added, where it was added
 */
gsize
chl_text_look_from_shown (ChlTextLook *self,
                          gsize        position)
{
  gsize added = 0;

  for (guint i = 0; self->additions != NULL && i < self->additions->len; i++)
    {
      const Addition *addition = &g_array_index (self->additions, Addition, i);

      if (position < addition->position + added)
        break;
      if (position < addition->position + added + addition->length)
        return addition->position;
      added += addition->length;
    }

  return position - added;
}

/**
 * chl_text_look_dup_marks:
 * @self: a look
 * @find: what to look for
 * @current: the first byte of the current hit, -1 if that is somewhere else
 *
 * As with a marker on paper, light or dark: yellow, and orange for the current one, under black.
 *
 * Returns: (transfer full) (nullable): the marks, or %NULL when nothing was found
 */
PangoAttrList *
chl_text_look_dup_marks (ChlTextLook *self,
                         ChlFind     *find,
                         gssize       current)
{
  PangoAttrList *marks = NULL;
  gsize          end = 0;
  gsize          start;

  while (chl_find_next (find, self->text, self->length, end, &start, &end))
    {
      gboolean is_current = current >= 0 && (gsize) current == start;
      gsize    from = chl_text_look_to_shown (self, start, FALSE);
      gsize    to = chl_text_look_to_shown (self, end, TRUE);

      if (marks == NULL)
        marks = pango_attr_list_new ();
      add_attribute (marks,
                     is_current ? pango_attr_background_new (0xffff, 0x7800, 0x0000)
                                : pango_attr_background_new (0xf8f8, 0xe4e4, 0x5c5c),
                     from, to);
      add_attribute (marks, pango_attr_background_alpha_new (0xffff), from, to);
      add_attribute (marks, pango_attr_foreground_new (0, 0, 0), from, to);
      add_attribute (marks, pango_attr_foreground_alpha_new (0xffff), from, to);
    }

  return marks;
}

/**
 * chl_text_look_paint_marks:
 * @attributes: what it looks like without marks
 * @marks: the marks
 *
 * Marks replace colours, wherever these begin.
 */
void
chl_text_look_paint_marks (PangoAttrList *attributes,
                           PangoAttrList *marks)
{
  g_autoptr(GSList) list = pango_attr_list_get_attributes (marks);

  for (GSList *item = list; item != NULL; item = item->next)
    pango_attr_list_change (attributes, item->data);
}
