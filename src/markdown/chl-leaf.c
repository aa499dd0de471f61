/* chl-leaf.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-leaf"

#include "config.h"

#include "chl-leaf.h"

#include <string.h>

#include "chl-inline.h"
#include "chl-markdown.h"
#include "chl-marks.h"
#include "chl-mend.h"
#include "chl-table.h"
#include "chl-utf8.h"

/* From here on a long paragraph is divided at any blank, whatever is open there. */
#define ANY_BLANK (CHL_INLINE_MAX_BYTES - 512)

/* Bytes that must be new before a place to divide is looked for again. */
#define TRY_BYTES 256

/* Closed code gives back memory that is more than this, and more than its text. */
#define IDLE_BYTES 1024

ChlLeaf *
chl_leaf_new (ChlBlockKind kind)
{
  ChlLeaf *self = g_new0 (ChlLeaf, 1);

  self->kind = kind;
  self->source = g_string_new (NULL);
  if (kind == CHL_BLOCK_CODE)
    {
      self->code = chl_growing_text_new (0);
      self->blanks = g_string_new (NULL);
    }
  if (kind == CHL_BLOCK_TABLE)
    {
      self->text = g_string_new (NULL);
      self->spans = chl_block_new_spans ();
      self->cells = g_array_new (FALSE, FALSE, sizeof (ChlCell));
    }

  return self;
}

static GString *
copy_string (const GString *string)
{
  return string != NULL ? g_string_new_len (string->str, (gssize) string->len) : NULL;
}

static GArray *
copy_spans (const GArray *spans)
{
  GArray *copy = chl_block_new_spans ();

  g_array_append_vals (copy, spans->data, spans->len);
  for (guint i = 0; i < copy->len; i++)
    {
      ChlSpan *span = &g_array_index (copy, ChlSpan, i);

      if (span->uri != NULL)
        g_ref_string_acquire (span->uri);
    }

  return copy;
}

/**
 * chl_leaf_copy:
 * @self: a leaf
 * @with_rows: of a table, also its rows as typed
 *
 * Code is shared rather than copied.
 *
 * Returns: (transfer full): a leaf that can grow on its own
 */
ChlLeaf *
chl_leaf_copy (ChlLeaf *self,
               gboolean with_rows)
{
  ChlLeaf *copy = g_memdup2 (self, sizeof *self);

  if (self->kind == CHL_BLOCK_TABLE && !with_rows)
    copy->source = g_string_new (NULL);
  else
    copy->source = copy_string (self->source);
  copy->language = g_strdup (self->language);
  copy->code = self->code != NULL ? g_atomic_rc_box_acquire (self->code) : NULL;
  copy->blanks = copy_string (self->blanks);
  copy->text = copy_string (self->text);
  copy->spans = self->spans != NULL ? copy_spans (self->spans) : NULL;
  copy->cells = self->cells != NULL ? g_array_copy (self->cells) : NULL;
  copy->alignments = g_strdup (self->alignments);
  return copy;
}

static void
free_string (GString *string)
{
  g_string_free (string, TRUE);
}

void
chl_leaf_free (ChlLeaf *self)
{
  g_clear_pointer (&self->source, free_string);
  g_free (self->language);
  g_clear_pointer (&self->code, g_atomic_rc_box_release);
  g_clear_pointer (&self->blanks, free_string);
  g_clear_pointer (&self->text, free_string);
  g_clear_pointer (&self->spans, g_array_unref);
  g_clear_pointer (&self->cells, g_array_unref);
  g_free (self->alignments);
  g_free (self);
}

/**
 * chl_leaf_add_line:
 * @self: running text or code
 * @text: a line, or the beginning of one, without what makes it stand in containers
 * @length: its bytes
 */
void
chl_leaf_add_line (ChlLeaf    *self,
                   const char *text,
                   gsize       length)
{
  if (self->kind != CHL_BLOCK_CODE)
    {
      if (self->source->len > 0)
        g_string_append_c (self->source, '\n');
      g_string_append_len (self->source, text, (gssize) length);
      return;
    }

  if (self->blanks->len > 0)
    {
      chl_growing_text_append (&self->code, &self->length, self->blanks->str, self->blanks->len);
      g_string_truncate (self->blanks, 0);
    }
  if (self->has_line)
    chl_growing_text_append (&self->code, &self->length, "\n", 1);
  chl_growing_text_append (&self->code, &self->length, text, length);
  self->has_line = TRUE;
}

/**
 * chl_leaf_add_more:
 * @self: running text or code
 * @text: what follows in the same line
 * @length: its bytes
 */
void
chl_leaf_add_more (ChlLeaf    *self,
                   const char *text,
                   gsize       length)
{
  if (self->kind == CHL_BLOCK_CODE)
    chl_growing_text_append (&self->code, &self->length, text, length);
  else
    g_string_append_len (self->source, text, (gssize) length);
}

static gboolean
is_blank (char c)
{
  return c == ' ' || c == '\t' || c == '\n';
}

/* Where to divide, 0 for nowhere yet. */
static gsize
find_cut (const char *text,
          gsize       length)
{
  ChlMarks marks;

  chl_marks_init (&marks, text, length);
  do
    {
      if (marks.at >= ANY_BLANK)
        break;
      if (marks.at >= CHL_MARKDOWN_LONG_PARAGRAPH && marks.at < length &&
          is_blank (text[marks.at]) && chl_marks_is_neutral (&marks))
        return marks.at;
    }
  while (chl_marks_next (&marks));

  if (length < CHL_INLINE_MAX_BYTES)
    return 0;

  for (gsize i = ANY_BLANK; i < CHL_INLINE_MAX_BYTES; i++)
    if (is_blank (text[i]))
      return i;

  return chl_utf8_cut (text, length, CHL_INLINE_MAX_BYTES);
}

/**
 * chl_leaf_divide:
 * @self: running text
 * @is_whole: nothing will be added to it
 *
 * Takes the beginning of a long text away, at a blank where no mark is open if there is one. Where
 * that is depends on the text alone.
 *
 * Returns: (transfer full) (nullable): the beginning, which is ready
 */
ChlLeaf *
chl_leaf_divide (ChlLeaf *self,
                 gboolean is_whole)
{
  GString *source = self->source;
  ChlLeaf *first;
  gsize    cut;
  gsize    next;

  if (source->len <= CHL_MARKDOWN_LONG_PARAGRAPH ||
      (!is_whole && source->len < CHL_INLINE_MAX_BYTES && source->len < self->tried + TRY_BYTES))
    return NULL;

  self->tried = source->len;
  cut = find_cut (source->str, source->len);
  if (cut == 0)
    return NULL;

  for (next = cut; next < source->len && is_blank (source->str[next]); next++)
    ;

  first = chl_leaf_new (self->kind);
  memcpy (first->containers, self->containers, sizeof first->containers);
  first->n_entered = self->n_entered;
  first->item = self->item;
  first->number = self->number;
  first->level = self->level;
  first->is_continued = self->is_continued;
  g_string_append_len (first->source, source->str, (gssize) cut);

  g_string_erase (source, 0, (gssize) next);
  self->tried = 0;
  self->n_entered = (guint) strlen (self->containers);
  self->item = CHL_ITEM_NONE;
  self->number = 0;
  self->is_continued = TRUE;
  return first;
}

/**
 * chl_leaf_may_refer:
 * @self: a leaf
 *
 * Returns: whether what it shows may depend on definitions
 */
gboolean
chl_leaf_may_refer (const ChlLeaf *self)
{
  return self->kind != CHL_BLOCK_CODE && memchr (self->source->str, '[', self->source->len) != NULL;
}

static char *
steal_string (GString *string,
              gsize   *out_length)
{
  *out_length = string->len;
  return g_string_free (string, FALSE);
}

static GArray *
keep_if_any (GArray *array)
{
  if (array->len > 0)
    return array;

  g_array_unref (array);
  return NULL;
}

static void
build_running_text (ChlLeaf                 *self,
                    const ChlReferenceTable *references,
                    ChlBlock                *block)
{
  GString *out = g_string_sized_new (self->source->len);
  GArray  *spans = chl_block_new_spans ();
  g_autoptr(GString) mended = NULL;
  const GString *source = self->source;
  gsize          length;

  if (self->is_open)
    {
      mended = copy_string (source);
      chl_mend (mended, FALSE);
      source = mended;
    }

  for (length = source->len; length > 0 && is_blank (source->str[length - 1]); length--)
    ;
  chl_inline_append (out, spans, source->str, length, references, FALSE);
  block->text = steal_string (out, &block->length);
  block->spans = keep_if_any (spans);
}

static void
build_code (ChlLeaf  *self,
            ChlBlock *block)
{
  chl_growing_text_end (&self->code, self->length);
  if (!self->is_open && self->code->capacity > self->length + MAX (self->length, IDLE_BYTES))
    {
      block->text = g_strndup (self->code->text, self->length);
    }
  else
    {
      block->shared_text = g_atomic_rc_box_acquire (self->code);
      block->text = self->code->text;
    }
  block->length = self->length;
  block->language = g_strdup (self->language);
  block->is_closed = self->is_closed;
}

/**
 * chl_leaf_build:
 * @self: a leaf
 * @references: where references lead
 *
 * Takes from @self what a table consists of; chl_table_read_rows() brings it back.
 *
 * Returns: (transfer full): the block that a reader sees
 */
ChlBlock *
chl_leaf_build (ChlLeaf                 *self,
                const ChlReferenceTable *references)
{
  ChlBlock *block = chl_block_new (self->kind);

  block->containers = g_strdup (self->containers);
  block->n_entered = self->n_entered;
  block->item = self->item;
  block->number = self->number;
  block->level = self->level;
  block->is_continued = self->is_continued;

  switch (self->kind)
    {
    case CHL_BLOCK_PARAGRAPH:
    case CHL_BLOCK_HEADING:
      build_running_text (self, references, block);
      break;

    case CHL_BLOCK_CODE:
      build_code (self, block);
      break;

    case CHL_BLOCK_TABLE:
      block->text = steal_string (g_steal_pointer (&self->text), &block->length);
      block->spans = keep_if_any (g_steal_pointer (&self->spans));
      block->cells = g_steal_pointer (&self->cells);
      block->alignments = g_strdup (self->alignments);
      break;

    case CHL_BLOCK_RULE:
      block->text = g_strdup ("");
      break;
    }

  return block;
}
