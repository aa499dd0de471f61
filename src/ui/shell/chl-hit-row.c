/* chl-hit-row.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-hit-row"

#include "config.h"

#include "chl-hit-row.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chl-find.h"
#include "chl-format.h"

/* Letters that fit into a line of the list; those of East Asia count twice. */
#define LINE_LENGTH 30

/**
 * ChlHitRow:
 *
 * A chat that was found, and what stands there.
 *
 * GtkListView measures some two hundred rows, of which a dozen are seen. So a row is empty and as
 * high as one that is not (style.css) until it is seen, as ChlSidebarRow is.
 */
struct _ChlHitRow
{
  GtkWidget parent_instance;

  ChlHit         *hit;     /* (owned) (nullable) until it is set */
  char           *query;   /* (owned) (nullable) the words that were looked for */
  GtkWidget      *child;   /* (owned) (nullable) until it is seen */
  GtkInscription *title;   /* (unowned) (nullable) in child */
  GtkLabel       *when;    /* (unowned) (nullable) in child */
  GtkInscription *snippet; /* (unowned) (nullable) in child */
  gint64          now_us;
  gboolean        is_shown; /* in child */
};

G_DEFINE_FINAL_TYPE (ChlHitRow, chl_hit_row, GTK_TYPE_WIDGET)

/* The words that were looked for are bold. */
static void
show_text (GtkInscription *inscription,
           const char     *text,
           char          **words)
{
  g_autoptr(PangoAttrList) attributes = pango_attr_list_new ();

  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autoptr(ChlFind) find = chl_find_new (words[i]);
      gsize end = 0;
      gsize start;

      while (chl_find_next (find, text, strlen (text), end, &start, &end))
        {
          PangoAttribute *bold = pango_attr_weight_new (PANGO_WEIGHT_BOLD);

          bold->start_index = (guint) start;
          bold->end_index = (guint) end;
          pango_attr_list_insert (attributes, bold);
        }
    }

  gtk_inscription_set_text (inscription, text);
  gtk_inscription_set_attributes (inscription, attributes);
}

static void
ensure_child (ChlHitRow *self)
{
  g_autoptr(GtkBuilder) builder = NULL;

  if (self->child != NULL)
    return;

  builder = gtk_builder_new_from_resource (APP_PATH "/ui/chl-hit-row.ui");
  self->title = GTK_INSCRIPTION (gtk_builder_get_object (builder, "title"));
  self->when = GTK_LABEL (gtk_builder_get_object (builder, "when"));
  self->snippet = GTK_INSCRIPTION (gtk_builder_get_object (builder, "snippet"));
  self->child = GTK_WIDGET (gtk_builder_get_object (builder, "hit"));
  gtk_widget_set_parent (self->child, GTK_WIDGET (self));
}

/* How high a row is has to be known before it is seen, and the words are not laid out before. */
static gboolean
is_short (const char *text)
{
  guint length = 0;

  for (; *text != '\0' && length <= LINE_LENGTH; text = g_utf8_next_char (text))
    {
      gunichar letter = g_utf8_get_char (text);

      if (letter == '\n')
        return FALSE;
      length += g_unichar_iswide (letter) ? 2 : 1;
    }

  return length <= LINE_LENGTH;
}

static void
show_snippet (ChlHitRow  *self,
              const char *snippet,
              char      **words)
{
  guint n_lines;

  gtk_widget_set_visible (GTK_WIDGET (self->snippet), snippet != NULL);
  if (snippet == NULL)
    return;

  n_lines = is_short (snippet) ? 1 : 2;
  gtk_inscription_set_min_lines (self->snippet, n_lines);
  gtk_inscription_set_nat_lines (self->snippet, n_lines);
  show_text (self->snippet, snippet, words);
}

static void
show_hit (ChlHitRow *self)
{
  ChlConversation *chat = chl_hit_get_conversation (self->hit);
  const char      *title = chl_conversation_get_title (chat);
  g_autofree char *when = NULL;
  g_auto(GStrv) words = chl_find_split_words (self->query);

  ensure_child (self);
  self->is_shown = TRUE;
  when = chl_format_when (chl_conversation_get_updated_us (chat), self->now_us);
  if (title == NULL || *title == '\0')
    title = _("New Chat");
  show_text (self->title, title, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_parent (GTK_WIDGET (self))),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  show_snippet (self, chl_hit_get_snippet (self->hit), words);
  gtk_label_set_label (self->when, when);
}

static void
chl_hit_row_measure (GtkWidget     *widget,
                     GtkOrientation orientation,
                     int            for_size,
                     int           *minimum,
                     int           *natural,
                     int           *minimum_baseline,
                     int           *natural_baseline)
{
  ChlHitRow *self = CHL_HIT_ROW (widget);

  if (self->child != NULL)
    gtk_widget_measure (self->child, orientation, for_size, minimum, natural, NULL, NULL);
}

/* Only rows that are seen are placed. */
static void
chl_hit_row_size_allocate (GtkWidget *widget,
                           int        width,
                           int        height,
                           int        baseline)
{
  ChlHitRow *self = CHL_HIT_ROW (widget);

  if (self->hit != NULL && !self->is_shown)
    {
      show_hit (self);
      gtk_widget_measure (self->child, GTK_ORIENTATION_VERTICAL, width, NULL, NULL, NULL, NULL);
    }

  if (self->child != NULL)
    gtk_widget_allocate (self->child, width, height, baseline, NULL);
}

static void
chl_hit_row_dispose (GObject *object)
{
  ChlHitRow *self = CHL_HIT_ROW (object);

  g_clear_pointer (&self->child, gtk_widget_unparent);
  g_clear_object (&self->hit);

  G_OBJECT_CLASS (chl_hit_row_parent_class)->dispose (object);
}

static void
chl_hit_row_finalize (GObject *object)
{
  ChlHitRow *self = CHL_HIT_ROW (object);

  g_clear_pointer (&self->query, g_free);

  G_OBJECT_CLASS (chl_hit_row_parent_class)->finalize (object);
}

static void
chl_hit_row_class_init (ChlHitRowClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = chl_hit_row_dispose;
  object_class->finalize = chl_hit_row_finalize;
  widget_class->measure = chl_hit_row_measure;
  widget_class->size_allocate = chl_hit_row_size_allocate;
}

static void
chl_hit_row_init (ChlHitRow *self)
{
}

/**
 * chl_hit_row_new:
 *
 * Returns: (transfer floating): a new #ChlHitRow that shows nothing yet
 */
GtkWidget *
chl_hit_row_new (void)
{
  return g_object_new (CHL_TYPE_HIT_ROW, NULL);
}

/**
 * chl_hit_row_show:
 * @self: a row
 * @hit: what was found
 * @query: the words that were looked for
 * @now_us: what time it is
 */
void
chl_hit_row_show (ChlHitRow  *self,
                  ChlHit     *hit,
                  const char *query,
                  gint64      now_us)
{
  static const char *title_classes[] = { "title-row", NULL };
  static const char *short_classes[] = { "hit-row", "short", NULL };
  static const char *long_classes[] = { "hit-row", NULL };

  g_return_if_fail (CHL_IS_HIT_ROW (self));
  g_return_if_fail (CHL_IS_HIT (hit));
  g_return_if_fail (query != NULL);

  g_set_object (&self->hit, hit);
  g_free (self->query);
  self->query = g_strdup (query);
  self->now_us = now_us;

  if (chl_hit_get_snippet (hit) == NULL)
    gtk_widget_set_css_classes (GTK_WIDGET (self), title_classes);
  else
    gtk_widget_set_css_classes (GTK_WIDGET (self), is_short (chl_hit_get_snippet (hit)) ? short_classes : long_classes);
  self->is_shown = FALSE;
  if (self->child != NULL)
    show_hit (self);
}
