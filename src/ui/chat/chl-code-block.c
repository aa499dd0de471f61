/* chl-code-block.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-code-block"

#include "config.h"

#include "chl-code-block.h"

#include <glib/gi18n-lib.h>
#include <gtksourceview/gtksource.h>
#include <string.h>

/**
 * ChlCodeBlock:
 *
 * Code in an answer: its language, a button that copies it, and the text, which may grow.
 */
struct _ChlCodeBlock
{
  AdwBin parent_instance;

  GString           *text;           /* (owned) what the buffer holds */
  char              *language;       /* (owned) (nullable) as it stands after the fence */
  GtkSourceBuffer   *buffer;         /* (owned) */
  GtkLabel          *language_label; /* (unowned) template child */
  GtkScrolledWindow *scrolled;       /* (unowned) template child */
  GtkSourceView     *view;           /* (unowned) template child */
};

G_DEFINE_FINAL_TYPE (ChlCodeBlock, chl_code_block, ADW_TYPE_BIN)

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

static void
update_scheme (ChlCodeBlock *self)
{
  gboolean              is_dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  GtkSourceStyleScheme *scheme;

  scheme = gtk_source_style_scheme_manager_get_scheme (gtk_source_style_scheme_manager_get_default (),
                                                       is_dark ? "Adwaita-dark" : "Adwaita");
  gtk_source_buffer_set_style_scheme (self->buffer, scheme);
}

static void
copy_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  ChlCodeBlock *self = CHL_CODE_BLOCK (widget);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), self->text->str);
  gtk_widget_activate_action (widget, "win.toast", "s", _("Code copied"));
}

/* With Shift the wheel goes sideways. */
static gboolean
scroll_cb (GtkEventControllerScroll *controller,
           double                    dx,
           double                    dy,
           ChlCodeBlock             *self)
{
  GtkAdjustment  *adjustment = gtk_scrolled_window_get_hadjustment (self->scrolled);
  GdkModifierType state;

  state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (controller));
  if ((state & GDK_SHIFT_MASK) == 0)
    return GDK_EVENT_PROPAGATE;

  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) +
                                          dy * gtk_adjustment_get_step_increment (adjustment));
  return GDK_EVENT_STOP;
}

/*
 * GTK 4.8: a scrolled window takes the wheel's turns for a direction in which it never scrolls, and
 * the transcript around it would stand still. Let it see the other direction only.
 */
static void
leave_wheel_alone (ChlCodeBlock *self)
{
  g_autoptr(GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (self->scrolled));
  GtkEventController *own;

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr(GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_SCROLL (controller))
        gtk_event_controller_scroll_set_flags (GTK_EVENT_CONTROLLER_SCROLL (controller),
                                               GTK_EVENT_CONTROLLER_SCROLL_HORIZONTAL |
                                                 GTK_EVENT_CONTROLLER_SCROLL_KINETIC);
    }

  own = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_VERTICAL);
  g_signal_connect_object (own, "scroll", G_CALLBACK (scroll_cb), self, G_CONNECT_DEFAULT);
  gtk_widget_add_controller (GTK_WIDGET (self->scrolled), own);
}

static void
chl_code_block_dispose (GObject *object)
{
  ChlCodeBlock *self = CHL_CODE_BLOCK (object);

  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), CHL_TYPE_CODE_BLOCK);
  g_clear_object (&self->buffer);

  G_OBJECT_CLASS (chl_code_block_parent_class)->dispose (object);
}

static void
chl_code_block_finalize (GObject *object)
{
  ChlCodeBlock *self = CHL_CODE_BLOCK (object);

  g_string_free (self->text, TRUE);
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
  g_type_ensure (GTK_SOURCE_TYPE_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/chl-code-block.ui");
  gtk_widget_class_bind_template_child (widget_class, ChlCodeBlock, language_label);
  gtk_widget_class_bind_template_child (widget_class, ChlCodeBlock, scrolled);
  gtk_widget_class_bind_template_child (widget_class, ChlCodeBlock, view);
  gtk_widget_class_install_action (widget_class, "code.copy", NULL, copy_action);
}

static void
chl_code_block_init (ChlCodeBlock *self)
{
  self->text = g_string_new (NULL);
  gtk_widget_init_template (GTK_WIDGET (self));

  leave_wheel_alone (self);
  self->buffer = gtk_source_buffer_new (NULL);
  gtk_text_buffer_set_enable_undo (GTK_TEXT_BUFFER (self->buffer), FALSE);
  gtk_source_buffer_set_highlight_matching_brackets (self->buffer, FALSE);
  gtk_text_view_set_buffer (GTK_TEXT_VIEW (self->view), GTK_TEXT_BUFFER (self->buffer));
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (update_scheme), self, G_CONNECT_SWAPPED);
  update_scheme (self);
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

static void
set_language (ChlCodeBlock *self,
              const char   *language)
{
  if (g_strcmp0 (self->language, language) == 0)
    return;

  g_free (self->language);
  self->language = g_strdup (language);
  gtk_label_set_label (self->language_label,
                       language != NULL ? language : C_("language of a block of code", "Text"));
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
  GtkTextBuffer *buffer;
  GtkTextIter    end;
  gsize          same = 0;

  g_return_if_fail (CHL_IS_CODE_BLOCK (self));
  g_return_if_fail (text != NULL);

  set_language (self, language);
  buffer = GTK_TEXT_BUFFER (self->buffer);

  if (length >= self->text->len && memcmp (text, self->text->str, self->text->len) == 0)
    {
      same = self->text->len;
    }
  else
    {
      GtkTextIter begin;

      while (same < length && same < self->text->len && text[same] == self->text->str[same])
        same++;
      while (same > 0 && (self->text->str[same] & 0xC0) == 0x80)
        same--;

      gtk_text_buffer_get_iter_at_offset (buffer, &begin,
                                          (int) g_utf8_strlen (self->text->str, (gssize) same));
      gtk_text_buffer_get_end_iter (buffer, &end);
      gtk_text_buffer_delete (buffer, &begin, &end);
      g_string_truncate (self->text, same);
    }

  if (length == same)
    return;

  gtk_text_buffer_get_end_iter (buffer, &end);
  gtk_text_buffer_insert (buffer, &end, text + same, (int) (length - same));
  g_string_append_len (self->text, text + same, (gssize) (length - same));
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

  return g_strdup (self->text->str);
}

/**
 * chl_code_block_settle:
 * @self: a block
 *
 * Says that it is whole. Only now are the words of its language coloured, once.
 */
void
chl_code_block_settle (ChlCodeBlock *self)
{
  g_autofree char   *word = NULL;
  const char        *id;
  GtkSourceLanguage *language;

  g_return_if_fail (CHL_IS_CODE_BLOCK (self));

  if (self->language == NULL || gtk_source_buffer_get_language (self->buffer) != NULL)
    return;

  word = g_ascii_strdown (self->language, -1);
  id = word;
  for (gsize i = 0; i < G_N_ELEMENTS (languages); i++)
    if (g_str_equal (word, languages[i].word))
      id = languages[i].id;

  language = gtk_source_language_manager_get_language (gtk_source_language_manager_get_default (), id);
  if (language == NULL)
    return;

  gtk_source_buffer_set_language (self->buffer, language);
  gtk_label_set_label (self->language_label, gtk_source_language_get_name (language));
}

static void
get_iter (ChlCodeBlock *self,
          gsize         start,
          GtkTextIter  *out_iter)
{
  gtk_text_buffer_get_iter_at_offset (GTK_TEXT_BUFFER (self->buffer), out_iter,
                                      (int) g_utf8_strlen (self->text->str, (gssize) start));
}

/* The tag is above those of the language. */
static GtkTextTag *
get_tag (ChlCodeBlock *self,
         const char   *name,
         const char   *color)
{
  GtkTextTagTable *table = gtk_text_buffer_get_tag_table (GTK_TEXT_BUFFER (self->buffer));
  GtkTextTag      *tag = gtk_text_tag_table_lookup (table, name);

  if (tag == NULL)
    tag = gtk_text_buffer_create_tag (GTK_TEXT_BUFFER (self->buffer), name, "background", color,
                                      "foreground", "black", NULL);
  gtk_text_tag_set_priority (tag, gtk_text_tag_table_get_size (table) - 1);

  return tag;
}

static void
take_marks_away (ChlCodeBlock *self)
{
  static const char *const names[] = { "hit", "current-hit" };
  GtkTextBuffer           *buffer = GTK_TEXT_BUFFER (self->buffer);
  GtkTextTagTable         *table = gtk_text_buffer_get_tag_table (buffer);
  GtkTextIter              begin;
  GtkTextIter              end;

  gtk_text_buffer_get_bounds (buffer, &begin, &end);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (gtk_text_tag_table_lookup (table, names[i]) != NULL)
      gtk_text_buffer_remove_tag_by_name (buffer, names[i], &begin, &end);
}

/**
 * chl_code_block_mark:
 * @self: a block
 * @find: (nullable): what to mark; %NULL takes the marks away
 * @current: the first byte of the current hit, -1 if that is somewhere else
 */
void
chl_code_block_mark (ChlCodeBlock *self,
                     ChlFind      *find,
                     gssize        current)
{
  gsize end = 0;
  gsize start;

  g_return_if_fail (CHL_IS_CODE_BLOCK (self));

  take_marks_away (self);
  while (find != NULL &&
         chl_find_next (find, self->text->str, self->text->len, end, &start, &end))
    {
      gboolean    is_current = current >= 0 && (gsize) current == start;
      GtkTextIter from;
      GtkTextIter to;

      get_iter (self, start, &from);
      get_iter (self, end, &to);
      gtk_text_buffer_apply_tag (GTK_TEXT_BUFFER (self->buffer),
                                 is_current ? get_tag (self, "current-hit", "#ff7800")
                                            : get_tag (self, "hit", "#f8e45c"),
                                 &from, &to);
    }
}

/**
 * chl_code_block_show_place:
 * @self: a block that has its size
 * @start: a byte of its text
 * @out_area: (out): where that is, once the line was moved sideways so that it is in sight
 *
 * Returns: (transfer none): the widget in which @out_area is measured
 */
GtkWidget *
chl_code_block_show_place (ChlCodeBlock *self,
                           gsize         start,
                           GdkRectangle *out_area)
{
  GtkTextView   *view;
  GtkAdjustment *adjustment;
  GtkTextIter    iter;
  GdkRectangle   area;

  g_return_val_if_fail (CHL_IS_CODE_BLOCK (self), NULL);

  view = GTK_TEXT_VIEW (self->view);
  get_iter (self, start, &iter);
  gtk_text_view_get_iter_location (view, &iter, &area);
  adjustment = gtk_scrolled_window_get_hadjustment (self->scrolled);
  gtk_adjustment_clamp_page (adjustment, area.x - area.height, area.x + 6 * area.height);
  gtk_text_view_buffer_to_window_coords (view, GTK_TEXT_WINDOW_WIDGET, area.x, area.y, &area.x,
                                         &area.y);
  *out_area = area;

  return GTK_WIDGET (view);
}
