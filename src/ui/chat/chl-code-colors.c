/* chl-code-colors.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-code-colors"

#include "config.h"

#include "chl-code-colors.h"

#include <adwaita.h>
#include <gtksourceview/gtksource.h>
#include <string.h>

/* Lines of more bytes stay plain: they are data, and the rules of a language take their time. */
#define LONGEST_LINE 2048

/* Where colours stay as they are. */
#define NO_GROUND (-1.0)

/* How far colours are moved away from the ground where high contrast is asked for. */
#define STRENGTH 0.45

/* A language keeps its rules under this name: a buffer, which is lent to one after the other. */
#define RULES_KEY "chl-rules"

/* What is set on such a buffer while it is lent. */
#define LENT_KEY "chl-lent"

/*
 * The rules of GtkSourceView without its view: a buffer that nobody sees gets line after line, and
 * its tags become attributes of a label.
 */
struct _ChlCodeColors
{
  GtkSourceLanguage *language; /* (unowned) the manager owns it */
  GtkSourceBuffer   *buffer;   /* (owned) */
  double             ground;   /* what colours are moved away from: 0, 1, or NO_GROUND */
};

/* What people write after a fence, and GtkSourceView's name for it. */
static const struct
{
  const char *word;
  const char *id;
} languages[] = {
  { "bash", "sh" },
  { "c++", "cpp" },
  { "cs", "c-sharp" },
  { "csharp", "c-sharp" },
  { "console", "sh" },
  { "docker", "dockerfile" },
  { "golang", "go" },
  { "h", "chdr" },
  { "javascript", "js" },
  { "jsx", "jsx" },
  { "make", "makefile" },
  { "md", "markdown" },
  { "patch", "diff" },
  { "py", "python3" },
  { "python", "python3" },
  { "rb", "ruby" },
  { "rs", "rust" },
  { "shell", "sh" },
  { "ts", "typescript" },
  { "yml", "yaml" },
  { "zsh", "sh" },
};

static GtkSourceLanguage *
find_language (const char *name)
{
  g_autofree char          *word = g_ascii_strdown (name, -1);
  const char               *id = word;
  GtkSourceLanguageManager *manager = gtk_source_language_manager_get_default ();
  GtkSourceLanguage        *found;

  for (gsize i = 0; i < G_N_ELEMENTS (languages); i++)
    if (g_str_equal (word, languages[i].word))
      id = languages[i].id;

  found = gtk_source_language_manager_get_language (manager, id);
  g_object_set_data (G_OBJECT (manager), RULES_KEY, manager);

  return found;
}

static GtkSourceBuffer *
create_buffer (GtkSourceLanguage *language)
{
  GtkSourceBuffer *buffer = gtk_source_buffer_new (NULL);

  gtk_text_buffer_set_enable_undo (GTK_TEXT_BUFFER (buffer), FALSE);
  gtk_source_buffer_set_highlight_matching_brackets (buffer, FALSE);
  gtk_source_buffer_set_language (buffer, language);

  return buffer;
}

/*
 * The rules of a language are read with the first buffer for it, and forgotten with the last; and to
 * make one takes as long as a frame.
 */
static GtkSourceBuffer *
borrow_buffer (GtkSourceLanguage *language)
{
  GtkSourceBuffer *buffer = g_object_get_data (G_OBJECT (language), RULES_KEY);

  if (buffer != NULL && g_object_get_data (G_OBJECT (buffer), LENT_KEY) != NULL)
    return create_buffer (language);

  if (buffer == NULL)
    {
      buffer = create_buffer (language);
      g_object_set_data_full (G_OBJECT (language), RULES_KEY, buffer, g_object_unref);
    }
  g_object_set_data (G_OBJECT (buffer), LENT_KEY, buffer);

  return g_object_ref (buffer);
}

static void
return_buffer (GtkSourceBuffer *buffer)
{
  if (g_object_get_data (G_OBJECT (buffer), LENT_KEY) == NULL)
    return;

  gtk_text_buffer_set_text (GTK_TEXT_BUFFER (buffer), "", 0);
  g_object_set_data (G_OBJECT (buffer), LENT_KEY, NULL);
}

/**
 * chl_code_colors_is_quick:
 * @language: as it stands after a fence
 *
 * Returns: whether chl_code_colors_new() has nothing to read from a file
 */
gboolean
chl_code_colors_is_quick (const char *language)
{
  GtkSourceLanguage *found;

  g_return_val_if_fail (language != NULL, FALSE);

  /* To know which languages there are takes as long, once. */
  if (g_object_get_data (G_OBJECT (gtk_source_language_manager_get_default ()), RULES_KEY) == NULL)
    return FALSE;

  found = *language != '\0' ? find_language (language) : NULL;

  return found == NULL || g_object_get_data (G_OBJECT (found), RULES_KEY) != NULL;
}

/**
 * chl_code_colors_new:
 * @language: as it stands after a fence
 * @is_dark: whether it is to be read on a dark ground
 * @is_strong: whether high contrast is asked for; the schemes have pale comments
 *
 * The first call for a language reads its rules from a file, which takes up to a tenth of a second.
 *
 * Returns: (transfer full) (nullable): colours for a text that begins now, or %NULL when nobody knows
 *   the language
 */
ChlCodeColors *
chl_code_colors_new (const char *language,
                     gboolean    is_dark,
                     gboolean    is_strong)
{
  GtkSourceLanguage    *found;
  GtkSourceStyleScheme *scheme;
  ChlCodeColors        *self;

  g_return_val_if_fail (language != NULL, NULL);

  if (*language == '\0' || (found = find_language (language)) == NULL)
    return NULL;

  scheme = gtk_source_style_scheme_manager_get_scheme (gtk_source_style_scheme_manager_get_default (),
                                                       is_dark ? "Adwaita-dark" : "Adwaita");
  self = g_new0 (ChlCodeColors, 1);
  self->language = found;
  self->ground = !is_strong ? NO_GROUND : is_dark ? 0
                                                  : 1;
  self->buffer = borrow_buffer (found);
  gtk_source_buffer_set_style_scheme (self->buffer, scheme);

  return self;
}

/**
 * chl_code_colors_new_as_styled:
 * @language: what a fence says of its language
 *
 * Returns: (transfer full) (nullable): colours as the desktop is now, dark and strong or not
 */
ChlCodeColors *
chl_code_colors_new_as_styled (const char *language)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();

  return chl_code_colors_new (language, adw_style_manager_get_dark (manager),
                              adw_style_manager_get_high_contrast (manager));
}

void
chl_code_colors_free (ChlCodeColors *self)
{
  return_buffer (self->buffer);
  g_clear_object (&self->buffer);
  g_free (self);
}

/* Returns: (transfer none): what people call the language */
const char *
chl_code_colors_get_name (ChlCodeColors *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return gtk_source_language_get_name (self->language);
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

static guint16
strengthen (double ground,
            double value)
{
  if (ground >= 0)
    value += (1 - ground - value) * STRENGTH;

  return (guint16) (value * G_MAXUINT16);
}

static void
add_color (PangoAttrList *attributes,
           const GdkRGBA *color,
           double         ground,
           gsize          start,
           gsize          end)
{
  add_attribute (attributes,
                 pango_attr_foreground_new (strengthen (ground, (double) color->red),
                                            strengthen (ground, (double) color->green),
                                            strengthen (ground, (double) color->blue)),
                 start, end);
}

/* Tags come with the most important one last. */
static void
add_tags (PangoAttrList     *attributes,
          const GtkTextIter *iter,
          double             ground,
          gsize              start,
          gsize              end)
{
  g_autoptr(GSList) tags = gtk_text_iter_get_tags (iter);

  for (GSList *item = tags; item != NULL; item = item->next)
    {
      g_autoptr(GdkRGBA) color = NULL;
      gboolean   has_color;
      gboolean   has_weight;
      gboolean   has_style;
      int        weight;
      PangoStyle style;

      g_object_get (item->data, "foreground-rgba", &color, "foreground-set", &has_color,
                    "weight", &weight, "weight-set", &has_weight, "style", &style, "style-set",
                    &has_style, NULL);
      if (has_color && color != NULL)
        add_color (attributes, color, ground, start, end);
      if (has_weight)
        add_attribute (attributes, pango_attr_weight_new ((PangoWeight) weight), start, end);
      if (has_style)
        add_attribute (attributes, pango_attr_style_new (style), start, end);
    }
}

static gboolean
has_long_line (const char *lines,
               gsize       length)
{
  const char *end = lines + length;

  for (const char *start = lines; start < end;)
    {
      const char *stop = memchr (start, '\n', (gsize) (end - start));

      if (stop == NULL)
        stop = end;
      if (stop - start > LONGEST_LINE)
        return TRUE;
      start = stop + 1;
    }

  return FALSE;
}

/**
 * chl_code_colors_read:
 * @self: colours
 * @lines: the lines that follow those of the call before, without a line break at the end
 * @length: bytes in @lines
 *
 * The work grows with @lines only: a caller with much to read does so a stretch at a time.
 *
 * Returns: (transfer full) (nullable): the colours of @lines, %NULL where they have none
 */
PangoAttrList *
chl_code_colors_read (ChlCodeColors *self,
                      const char    *lines,
                      gsize          length)
{
  GtkTextBuffer *buffer;
  g_autoptr(PangoAttrList) attributes = NULL;
  GtkTextIter begin;
  GtkTextIter end;
  const char *p = lines;
  int         offset;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (lines != NULL, NULL);

  if (has_long_line (lines, length))
    return NULL;

  buffer = GTK_TEXT_BUFFER (self->buffer);
  gtk_text_buffer_get_end_iter (buffer, &end);
  offset = gtk_text_iter_get_offset (&end);
  gtk_text_buffer_insert (buffer, &end, lines, (int) length);
  gtk_text_buffer_insert (buffer, &end, "\n", 1);
  gtk_text_buffer_get_iter_at_offset (buffer, &begin, offset);
  gtk_source_buffer_ensure_highlight (self->buffer, &begin, &end);

  gtk_text_buffer_get_iter_at_offset (buffer, &begin, offset);
  attributes = pango_attr_list_new ();
  while (p < lines + length)
    {
      GtkTextIter next = begin;
      const char *stop = lines + length;

      if (gtk_text_iter_forward_to_tag_toggle (&next, NULL))
        stop = MIN (stop, g_utf8_offset_to_pointer (p, gtk_text_iter_get_offset (&next) -
                                                         gtk_text_iter_get_offset (&begin)));
      add_tags (attributes, &begin, self->ground, (gsize) (p - lines), (gsize) (stop - lines));
      begin = next;
      p = stop;
    }

  return g_steal_pointer (&attributes);
}
