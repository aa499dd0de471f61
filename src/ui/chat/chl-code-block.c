/* chl-code-block.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-code-block"

#include "config.h"

#include "chl-code-block.h"

#include <glib/gi18n-lib.h>
#include <gtksourceview/gtksource.h>

#include "chl-code-lines.h"
#include "chl-side-scroller.h"
#include "chl-window-state.h"

/**
 * ChlCodeBlock:
 *
 * Code in an answer: its language, buttons that wrap and copy it, and the text, which may grow.
 */
struct _ChlCodeBlock
{
  AdwBin parent_instance;

  char            *language;       /* (owned) (nullable) as it stands after the fence */
  GSettings       *settings;       /* (owned) (nullable) where the schema is not installed */
  GtkLabel        *language_label; /* (unowned) template child */
  GtkToggleButton *wrap_button;    /* (unowned) template child */
  ChlSideScroller *scroller;       /* (unowned) template child */
  ChlCodeLines    *lines;          /* (unowned) child of scroller */
};

static void block_view_iface_init (ChlBlockViewInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ChlCodeBlock, chl_code_block, ADW_TYPE_BIN, G_IMPLEMENT_INTERFACE (CHL_TYPE_BLOCK_VIEW, block_view_iface_init))

static void
copy_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  ChlCodeBlock *self = CHL_CODE_BLOCK (widget);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), chl_code_lines_get_text (self->lines));
  gtk_widget_activate_action (widget, "win.toast", "s", _("Code copied"));
}

/* This block changes, and the next ones begin like it. */
static void
wrap_toggled_cb (ChlCodeBlock *self)
{
  gboolean wraps = gtk_toggle_button_get_active (self->wrap_button);

  chl_code_lines_set_wraps (self->lines, wraps);
  if (self->settings != NULL)
    g_settings_set_boolean (self->settings, "wrap-code", wraps);
}

static void
named_cb (ChlCodeBlock *self,
          const char   *name)
{
  gtk_label_set_label (self->language_label, name);
}

static void
set_block (ChlBlockView *view,
           ChlBlock     *block,
           gboolean      is_settled)
{
  ChlCodeBlock *self = CHL_CODE_BLOCK (view);

  chl_code_block_set_text (self, block->language, block->text, block->length);
  if (is_settled || block->is_closed)
    chl_code_block_settle (self);
}

static guint
get_n_pieces (ChlBlockView *view)
{
  return chl_code_lines_get_n_pieces (CHL_CODE_BLOCK (view)->lines);
}

static ChlTextPiece *
get_piece (ChlBlockView *view,
           guint         position,
           gsize        *out_start)
{
  return chl_code_lines_get_piece (CHL_CODE_BLOCK (view)->lines, position, out_start);
}

static void
bring_in (ChlBlockView *view,
          gsize         position)
{
  ChlCodeBlock *self = CHL_CODE_BLOCK (view);
  gsize         start = 0;
  ChlTextPiece *piece = chl_block_view_find_piece (view, position, &start);
  GdkRectangle  area;
  double        x;
  double        y;

  if (piece == NULL)
    return;

  chl_text_piece_get_area (piece, position - start, &area);
  if (!gtk_widget_translate_coordinates (GTK_WIDGET (piece), GTK_WIDGET (self->lines), area.x, area.y,
                                         &x, &y))
    return;

  area.x = (int) x;
  area.y = (int) y;
  chl_side_scroller_show_area (self->scroller, &area);
}

static void
block_view_iface_init (ChlBlockViewInterface *iface)
{
  iface->set_block = set_block;
  iface->get_n_pieces = get_n_pieces;
  iface->get_piece = get_piece;
  iface->bring_in = bring_in;
}

static void
chl_code_block_dispose (GObject *object)
{
  ChlCodeBlock *self = CHL_CODE_BLOCK (object);

  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), CHL_TYPE_CODE_BLOCK);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (chl_code_block_parent_class)->dispose (object);
}

static void
chl_code_block_finalize (GObject *object)
{
  ChlCodeBlock *self = CHL_CODE_BLOCK (object);

  g_clear_pointer (&self->language, g_free);

  G_OBJECT_CLASS (chl_code_block_parent_class)->finalize (object);
}

static void
chl_code_block_class_init (ChlCodeBlockClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = chl_code_block_dispose;
  object_class->finalize = chl_code_block_finalize;

  gtk_source_init ();
  g_type_ensure (CHL_TYPE_SIDE_SCROLLER);
  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/chl-code-block.ui");
  gtk_widget_class_bind_template_child (widget_class, ChlCodeBlock, language_label);
  gtk_widget_class_bind_template_child (widget_class, ChlCodeBlock, wrap_button);
  gtk_widget_class_bind_template_child (widget_class, ChlCodeBlock, scroller);
  gtk_widget_class_bind_template_callback (widget_class, wrap_toggled_cb);
  gtk_widget_class_install_action (widget_class, "code.copy", NULL, copy_action);
}

static void
chl_code_block_init (ChlCodeBlock *self)
{
  GtkWidget *lines = chl_code_lines_new ();

  gtk_widget_init_template (GTK_WIDGET (self));

  self->lines = CHL_CODE_LINES (lines);
  chl_side_scroller_set_child (self->scroller, lines);
  gtk_widget_set_direction (GTK_WIDGET (self->scroller), GTK_TEXT_DIR_LTR);
  g_signal_connect_object (lines, "named", G_CALLBACK (named_cb), self, G_CONNECT_SWAPPED);

  self->settings = chl_window_state_new ();
  if (self->settings != NULL)
    gtk_toggle_button_set_active (self->wrap_button,
                                  g_settings_get_boolean (self->settings, "wrap-code"));
}

/**
 * chl_code_block_new:
 *
 * Returns: (transfer floating): a new, empty #ChlCodeBlock
 */
GtkWidget *
chl_code_block_new (void)
{
  return g_object_new (CHL_TYPE_CODE_BLOCK, NULL);
}

/**
 * chl_code_block_set_text:
 * @self: a block
 * @language: (nullable): as it stands after the fence
 * @text: the whole text, valid UTF-8
 * @length: bytes in @text
 *
 * Shows @text. What is the same as before is not touched, so that a text may grow at the cost of
 * what is new.
 */
void
chl_code_block_set_text (ChlCodeBlock *self,
                         const char   *language,
                         const char   *text,
                         gsize         length)
{
  g_return_if_fail (CHL_IS_CODE_BLOCK (self));
  g_return_if_fail (text != NULL);

  if (g_strcmp0 (self->language, language) != 0)
    {
      g_free (self->language);
      self->language = g_strdup (language);
      chl_code_lines_set_language (self->lines, language);
      gtk_label_set_label (self->language_label,
                           language != NULL ? language : C_("language of a block of code", "Text"));
    }

  chl_code_lines_set_text (self->lines, text, length);
}

/**
 * chl_code_block_dup_text:
 * @self: a block
 *
 * Returns: (transfer full): the code
 */
char *
chl_code_block_dup_text (ChlCodeBlock *self)
{
  g_return_val_if_fail (CHL_IS_CODE_BLOCK (self), NULL);

  return g_strdup (chl_code_lines_get_text (self->lines));
}

/**
 * chl_code_block_settle:
 * @self: a block
 *
 * Says that it is whole, so that its last words are coloured, too.
 */
void
chl_code_block_settle (ChlCodeBlock *self)
{
  g_return_if_fail (CHL_IS_CODE_BLOCK (self));

  chl_code_lines_settle (self->lines);
}
