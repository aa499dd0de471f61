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

/**
 * ChlHitRow:
 *
 * A chat that was found, and what stands there.
 */
struct _ChlHitRow
{
  AdwBin parent_instance;

  GtkLabel *title;   /* (unowned) template child */
  GtkLabel *when;    /* (unowned) template child */
  GtkLabel *snippet; /* (unowned) template child */
};

G_DEFINE_FINAL_TYPE (ChlHitRow, chl_hit_row, ADW_TYPE_BIN)

static void
chl_hit_row_dispose (GObject *object)
{
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), CHL_TYPE_HIT_ROW);

  G_OBJECT_CLASS (chl_hit_row_parent_class)->dispose (object);
}

static void
chl_hit_row_class_init (ChlHitRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chl_hit_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/chl-hit-row.ui");
  gtk_widget_class_bind_template_child (widget_class, ChlHitRow, title);
  gtk_widget_class_bind_template_child (widget_class, ChlHitRow, when);
  gtk_widget_class_bind_template_child (widget_class, ChlHitRow, snippet);
}

static void
chl_hit_row_init (ChlHitRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
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

/* The words that were looked for are bold. */
static void
show_text (GtkLabel   *label,
           const char *text,
           char      **words)
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

  gtk_label_set_text (label, text);
  gtk_label_set_attributes (label, attributes);
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
  ChlConversation *chat;
  const char      *title;
  const char      *snippet;
  g_autofree char *when = NULL;
  g_auto(GStrv) words = NULL;

  g_return_if_fail (CHL_IS_HIT_ROW (self));
  g_return_if_fail (CHL_IS_HIT (hit));

  words = chl_find_split_words (query);
  chat = chl_hit_get_conversation (hit);
  title = chl_conversation_get_title (chat);
  snippet = chl_hit_get_snippet (hit);
  when = chl_format_when (chl_conversation_get_updated_us (chat), now_us);

  show_text (self->title, title != NULL && *title != '\0' ? title : _("New Chat"), words);
  show_text (self->snippet, snippet != NULL ? snippet : "", words);
  gtk_widget_set_visible (GTK_WIDGET (self->snippet), snippet != NULL);
  gtk_label_set_label (self->when, when);
}
