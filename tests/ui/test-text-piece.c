/* test-text-piece.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "chl-link-popover.h"
#include "chl-text-piece.h"
#include "chl-ui-test.h"

static ChlSpan
make_span (const char  *text,
           const char  *words,
           ChlSpanStyle style,
           const char  *uri)
{
  const char *start = strstr (text, words);

  return (ChlSpan){
    .start = (gsize) (start - text),
    .end = (gsize) (start - text) + strlen (words),
    .style = style,
    .uri = uri != NULL ? g_ref_string_new (uri) : NULL,
  };
}

/* In a window of its own, so that it has a size. */
static ChlTextPiece *
show_piece (GtkWidget    **out_window,
            const char    *text,
            const ChlSpan *spans,
            guint          n_spans)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *piece = chl_text_piece_new ();

  chl_text_piece_set_text (CHL_TEXT_PIECE (piece), text, strlen (text), spans, n_spans);
  gtk_window_set_default_size (GTK_WINDOW (window), 300, 200);
  gtk_window_set_child (GTK_WINDOW (window), piece);
  gtk_window_present (GTK_WINDOW (window));
  chl_ui_test_wait_frames (window);
  *out_window = window;

  return CHL_TEXT_PIECE (piece);
}

static const char *
get_shown (ChlTextPiece *piece)
{
  return gtk_label_get_text (chl_text_piece_get_label (piece));
}

static void
test_links (void)
{
  static const char text[] = "A link & <more>, twice: a link.";
  ChlSpan           spans[] = {
              make_span (text, "A ", CHL_SPAN_LINK, "https://example.org/?a&b"),
              make_span (text, "link", CHL_SPAN_LINK | CHL_SPAN_STRONG, "https://example.org/?a&b"),
              make_span (text, "a link", CHL_SPAN_LINK, "mailto:a@example.org"),
  };
  GtkWidget    *window;
  ChlTextPiece *piece = show_piece (&window, text, spans, G_N_ELEMENTS (spans));
  const char   *markup = gtk_label_get_label (chl_text_piece_get_label (piece));
  GdkRectangle  area;

  g_assert_cmpstr (get_shown (piece), ==, text);
  /* One that looks different in parts is one link. */
  g_assert_nonnull (strstr (markup, ">A link</a> &amp; &lt;more&gt;"));

  chl_text_piece_get_area (piece, 3, &area);
  g_assert_cmpstr (chl_text_piece_get_uri_at (piece, area.x + 1, area.y + 3), ==,
                   "https://example.org/?a&b");
  chl_text_piece_get_area (piece, 10, &area);
  g_assert_null (chl_text_piece_get_uri_at (piece, area.x + 1, area.y + 3));
  chl_text_piece_get_area (piece, strlen (text) - 2, &area);
  g_assert_cmpstr (chl_text_piece_get_uri_at (piece, area.x + 1, area.y + 3), ==,
                   "mailto:a@example.org");
  g_assert_null (chl_text_piece_get_uri_at (piece, 290, area.y + 100));

  for (guint i = 0; i < G_N_ELEMENTS (spans); i++)
    g_ref_string_release (spans[i].uri);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* What is no link stands there in full, and does not count. */
static void
test_other_addresses (void)
{
  static const char text[] = "Run this, or that, or run:x, then go.";
  ChlSpan           spans[] = {
              make_span (text, "this", CHL_SPAN_LINK, "javascript:alert(1)"),
              make_span (text, "that", CHL_SPAN_LINK, "../a b"),
              make_span (text, "run:x", CHL_SPAN_LINK, "run:x"),
  };
  GtkWidget    *window;
  ChlTextPiece *piece = show_piece (&window, text, spans, G_N_ELEMENTS (spans));
  gsize         length;

  g_assert_cmpstr (chl_text_piece_get_text (piece, &length), ==, text);
  g_assert_cmpuint (length, ==, strlen (text));
  g_assert_cmpstr (get_shown (piece), ==,
                   "Run this (javascript:alert(1)), or that (../a%20b), or run:x, then go.");
  g_assert_false (gtk_label_get_use_markup (chl_text_piece_get_label (piece)));
  for (gsize i = 0; i < length; i++)
    {
      GdkRectangle area;

      chl_text_piece_get_area (piece, i, &area);
      g_assert_cmpuint (chl_text_piece_get_position_at (piece, area.x + 0.1, area.y + 3), ==, i);
      g_assert_null (chl_text_piece_get_uri_at (piece, area.x + 0.1, area.y + 3));
    }

  for (guint i = 0; i < G_N_ELEMENTS (spans); i++)
    g_ref_string_release (spans[i].uri);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* The address is shown first. */
static void
test_link_is_shown_before_it_is_opened (void)
{
  static const char text[] = "See https://example.org for more";
  ChlSpan           span = make_span (text, "https://example.org", CHL_SPAN_LINK,
                                      "https://evil.example/a");
  GtkWidget        *window;
  ChlTextPiece     *piece = show_piece (&window, text, &span, 1);
  GtkWidget        *popover;
  gboolean          is_taken = FALSE;

  gtk_window_set_focus (GTK_WINDOW (window), GTK_WIDGET (chl_text_piece_get_label (piece)));
  g_signal_emit_by_name (chl_text_piece_get_label (piece), "activate-link", span.uri, &is_taken);
  g_assert_true (is_taken);
  popover = chl_ui_test_find (GTK_WIDGET (piece), CHL_TYPE_LINK_POPOVER, NULL);
  g_assert_nonnull (popover);
  g_assert_nonnull (chl_ui_test_find (popover, GTK_TYPE_LABEL, "https://evil.example/a"));
  g_assert_nonnull (chl_ui_test_find (popover, GTK_TYPE_LABEL,
                                      "The text of the link names another host"));

  /* The keys come to what can be done with it at once. */
  g_assert_true (gtk_widget_is_focus (chl_ui_test_find (popover, GTK_TYPE_BUTTON, "address.copy")));
  g_assert_true (gtk_widget_child_focus (popover, GTK_DIR_TAB_FORWARD));
  g_assert_true (gtk_widget_is_focus (chl_ui_test_find (popover, GTK_TYPE_BUTTON, "address.open")));
  gtk_popover_popdown (GTK_POPOVER (popover));
  g_assert_true (gtk_widget_is_focus (GTK_WIDGET (chl_text_piece_get_label (piece))));

  g_ref_string_release (span.uri);
  gtk_window_destroy (GTK_WINDOW (window));
}

static gboolean
has_attribute (ChlTextPiece *piece,
               PangoAttrType type,
               guint         start,
               guint         end)
{
  PangoAttrList *list = gtk_label_get_attributes (chl_text_piece_get_label (piece));
  GSList        *attributes = list != NULL ? pango_attr_list_get_attributes (list) : NULL;
  gboolean       is_found = FALSE;

  for (GSList *item = attributes; item != NULL; item = item->next)
    {
      PangoAttribute *attribute = item->data;

      if (attribute->klass->type == type && attribute->start_index == start &&
          attribute->end_index == end)
        is_found = TRUE;
    }
  g_slist_free_full (attributes, (GDestroyNotify) pango_attribute_destroy);

  return is_found;
}

static void
test_marks (void)
{
  static const char text[] = "One (x) two one";
  ChlSpan           span = make_span (text, "(x)", CHL_SPAN_LINK, "a:b");
  g_autoptr(ChlFind) find = chl_find_new ("one");
  GtkWidget    *window;
  ChlTextPiece *piece = show_piece (&window, text, &span, 1);

  chl_text_piece_mark (piece, find, 12);
  g_assert_true (has_attribute (piece, PANGO_ATTR_BACKGROUND, 0, 3));
  /* Six bytes of the address stand before it. */
  g_assert_true (has_attribute (piece, PANGO_ATTR_BACKGROUND, 12 + 6, 15 + 6));
  chl_text_piece_set_text (piece, "One (x) two one more", 20, NULL, 0);
  chl_text_piece_mark (piece, NULL, -1);
  g_assert_false (has_attribute (piece, PANGO_ATTR_BACKGROUND, 0, 3));

  g_ref_string_release (span.uri);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_styles (void)
{
  static const char text[] = "bold slanted gone code";
  ChlSpan           spans[] = {
              make_span (text, "bold", CHL_SPAN_STRONG, NULL),
              make_span (text, "slanted", CHL_SPAN_EMPHASIS, NULL),
              make_span (text, "gone", CHL_SPAN_STRIKE, NULL),
              make_span (text, "code", CHL_SPAN_CODE, NULL),
  };
  GtkWidget    *window;
  ChlTextPiece *piece = show_piece (&window, text, spans, G_N_ELEMENTS (spans));

  g_assert_true (has_attribute (piece, PANGO_ATTR_WEIGHT, 0, 4));
  g_assert_true (has_attribute (piece, PANGO_ATTR_STYLE, 5, 12));
  g_assert_true (has_attribute (piece, PANGO_ATTR_STRIKETHROUGH, 13, 17));
  g_assert_true (has_attribute (piece, PANGO_ATTR_FAMILY, 18, 22));
  g_assert_true (has_attribute (piece, PANGO_ATTR_BACKGROUND, 18, 22));

  gtk_window_destroy (GTK_WINDOW (window));
}

/* Adds where colour is painted, in the order in which it is. */
static void
add_painted (GArray        *rectangles,
             GskRenderNode *node)
{
  graphene_rect_t bounds;

  if (node == NULL)
    return;

  switch ((int) gsk_render_node_get_node_type (node))
    {
    case GSK_COLOR_NODE:
      gsk_render_node_get_bounds (node, &bounds);
      g_array_append_val (rectangles, bounds);
      return;

    case GSK_CONTAINER_NODE:
      for (guint i = 0; i < gsk_container_node_get_n_children (node); i++)
        add_painted (rectangles, gsk_container_node_get_child (node, i));
      return;

    case GSK_TRANSFORM_NODE:
      add_painted (rectangles, gsk_transform_node_get_child (node));
      return;

    case GSK_CLIP_NODE:
      add_painted (rectangles, gsk_clip_node_get_child (node));
      return;

    default:
      return;
    }
}

static GArray *
list_painted (ChlTextPiece *piece)
{
  GArray        *rectangles = g_array_new (FALSE, FALSE, sizeof (graphene_rect_t));
  GtkSnapshot   *snapshot = gtk_snapshot_new ();
  GskRenderNode *node;

  GTK_WIDGET_GET_CLASS (piece)->snapshot (GTK_WIDGET (piece), snapshot);
  node = gtk_snapshot_free_to_node (snapshot);
  add_painted (rectangles, node);
  g_clear_pointer (&node, gsk_render_node_unref);

  return rectangles;
}

static guint
count_painted (ChlTextPiece *piece)
{
  g_autoptr(GArray) rectangles = list_painted (piece);

  return rectangles->len;
}

static void
test_selection_is_painted (void)
{
  GtkWidget    *window;
  ChlTextPiece *piece = show_piece (&window, "one\n\ntwo", NULL, 0);

  g_assert_cmpuint (count_painted (piece), ==, 0);
  chl_text_piece_select (piece, 0, 2);
  g_assert_cmpuint (count_painted (piece), ==, 1);
  /* The first line to its end and on to the border, the empty line, and a part of the last one. */
  chl_text_piece_select (piece, 1, 6);
  g_assert_cmpuint (count_painted (piece), ==, 4);
  chl_text_piece_select (piece, 0, G_MAXSIZE);
  g_assert_cmpuint (count_painted (piece), ==, 5);
  chl_text_piece_select (piece, 3, 3);
  g_assert_cmpuint (count_painted (piece), ==, 0);

  gtk_window_destroy (GTK_WINDOW (window));
}

/* Every line begins where the one above it ends, whatever heights the fonts have. */
static void
test_selected_lines_meet (void)
{
  GtkWidget    *window;
  ChlTextPiece *piece = show_piece (&window, "1\n2\n3\n4\n5\n6\n7\n8\n9", NULL, 0);
  g_autoptr(GArray) rectangles = NULL;

  chl_text_piece_select (piece, 0, G_MAXSIZE);
  rectangles = list_painted (piece);
  g_assert_cmpuint (rectangles->len, ==, 18);

  for (guint i = 0; i < rectangles->len; i += 2)
    {
      const graphene_rect_t *text = &g_array_index (rectangles, graphene_rect_t, i);
      const graphene_rect_t *rest = &g_array_index (rectangles, graphene_rect_t, i + 1);

      g_assert_cmpfloat_with_epsilon (text->origin.x + text->size.width, rest->origin.x, 0.01);
      g_assert_cmpfloat_with_epsilon (text->origin.y, rest->origin.y, 0.01);
      if (i > 0)
        g_assert_cmpfloat_with_epsilon ((text - 2)->origin.y + (text - 2)->size.height,
                                        text->origin.y, 0.01);
    }

  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_selection_stays_while_text_grows (void)
{
  GtkWidget    *window;
  ChlTextPiece *piece = show_piece (&window, "one", NULL, 0);

  chl_text_piece_select (piece, 0, 2);
  chl_text_piece_set_text (piece, "one two", 7, NULL, 0);
  chl_ui_test_wait_frames (window);
  g_assert_cmpuint (count_painted (piece), ==, 1);
  chl_text_piece_set_text (piece, "other", 5, NULL, 0);
  chl_ui_test_wait_frames (window);
  g_assert_cmpuint (count_painted (piece), ==, 0);

  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int   argc,
      char *argv[])
{
  chl_ui_test_init (&argc, &argv);

  g_test_add_func ("/ui/text-piece/links", test_links);
  g_test_add_func ("/ui/text-piece/other-addresses", test_other_addresses);
  g_test_add_func ("/ui/text-piece/link-is-shown-before-it-is-opened",
                   test_link_is_shown_before_it_is_opened);
  g_test_add_func ("/ui/text-piece/marks", test_marks);
  g_test_add_func ("/ui/text-piece/styles", test_styles);
  g_test_add_func ("/ui/text-piece/selection-is-painted", test_selection_is_painted);
  g_test_add_func ("/ui/text-piece/selected-lines-meet", test_selected_lines_meet);
  g_test_add_func ("/ui/text-piece/selection-stays-while-text-grows",
                   test_selection_stays_while_text_grows);

  return g_test_run ();
}
