/* chl-model-chips.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-model-chips"

#include "config.h"

#include "chl-model-chips.h"

#include <glib/gi18n-lib.h>

/* Pixels: between chips, and round the text of one. */
#define SPACING 6
#define SIDE 8
#define ABOVE 2

/* Of the background, as in the style of other tags. */
#define PLAIN_ALPHA 0.1f
#define COLOR_ALPHA 0.15f

/**
 * ChlModelChips:
 *
 * Chips in one line, always as high as one of them. They are drawn, instead of being widgets, because
 * a long list fills dozens of them anew for each letter that is searched. Those that have no room are
 * counted at the end. Screen readers hear of them with the row.
 */
struct _ChlModelChips
{
  GtkWidget parent_instance;

  GPtrArray *chips;   /* (owned) (element-type ChlModelChip) */
  GPtrArray *layouts; /* (owned) (element-type PangoLayout) as @chips */
  GArray    *widths;  /* (owned) (element-type int) pixels of each chip */
  guint      n_shown; /* how many have room */
  gboolean   is_at_start;
  int        height; /* pixels; 0 until it is known */
};

G_DEFINE_FINAL_TYPE (ChlModelChips, chl_model_chips, GTK_TYPE_WIDGET)

typedef enum
{
  PROP_TEXT = 1,
} ChlModelChipsProperty;

static GParamSpec *properties[PROP_TEXT + 1];

static int
get_layout_width (PangoLayout *layout)
{
  int width;

  pango_layout_get_pixel_size (layout, &width, NULL);

  return width + 2 * SIDE;
}

static int
get_width (ChlModelChips *self,
           guint          index)
{
  return g_array_index (self->widths, int, index);
}

static PangoLayout *
create_more (ChlModelChips *self,
             guint          n_hidden)
{
  g_autofree char *text = NULL;

  /* Translators: how many more words there would be, had they room. */
  text = g_strdup_printf (C_("chips", "+%u"), n_hidden);

  return gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
}

/* Pixels of the first chips, and of the one that counts the others. */
static int
measure_first (ChlModelChips *self,
               guint          n)
{
  int width = 0;

  for (guint i = 0; i < n; i++)
    width += get_width (self, i) + (i > 0 ? SPACING : 0);

  if (n < self->chips->len)
    {
      g_autoptr(PangoLayout) more = create_more (self, self->chips->len - n);

      width += get_layout_width (more) + (n > 0 ? SPACING : 0);
    }

  return width;
}

static int
get_height (ChlModelChips *self)
{
  g_autoptr(PangoLayout) layout = NULL;

  if (self->height == 0)
    {
      layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), "0");
      pango_layout_get_pixel_size (layout, NULL, &self->height);
      self->height += 2 * ABOVE;
    }

  return self->height;
}

static void
chl_model_chips_measure (GtkWidget     *widget,
                         GtkOrientation orientation,
                         int            for_size,
                         int           *minimum,
                         int           *natural,
                         int           *minimum_baseline,
                         int           *natural_baseline)
{
  ChlModelChips *self = CHL_MODEL_CHIPS (widget);

  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      *minimum = *natural = get_height (self);
      return;
    }

  *minimum = 0;
  *natural = measure_first (self, self->chips->len);
}

static void
chl_model_chips_size_allocate (GtkWidget *widget,
                               int        width,
                               int        height,
                               int        baseline)
{
  ChlModelChips *self = CHL_MODEL_CHIPS (widget);

  self->n_shown = self->chips->len;
  while (self->n_shown > 0 && measure_first (self, self->n_shown) > width)
    self->n_shown--;
}

/* As it is defined by the style, or as the text. */
static GdkRGBA
get_color (GtkWidget  *widget,
           ChlChipLook look)
{
  GtkStyleContext *context = gtk_widget_get_style_context (widget);
  GdkRGBA          color;

  if (look != CHL_CHIP_PLAIN &&
      gtk_style_context_lookup_color (
        context, look == CHL_CHIP_GOOD ? "success_color" : "warning_color", &color))
    return color;

  gtk_style_context_get_color (context, &color);

  return color;
}

static void
draw_chip (GtkWidget   *widget,
           GtkSnapshot *snapshot,
           PangoLayout *layout,
           ChlChipLook  look,
           int          x,
           int          width)
{
  ChlModelChips   *self = CHL_MODEL_CHIPS (widget);
  GtkStyleContext *context = gtk_widget_get_style_context (widget);
  int              height = get_height (self);
  int              y = (gtk_widget_get_height (widget) - height) / 2;
  graphene_rect_t  area = GRAPHENE_RECT_INIT ((float) x, (float) y, (float) width, (float) height);
  float            half = (float) height / 2.0f;
  GskRoundedRect   outline;
  GdkRGBA          color = get_color (widget, look);
  GdkRGBA          background = color;
  GdkRGBA          line;

  /* An edge that meets itself in the middle; a clip inside of that of the list costs far more. */
  background.alpha *= look == CHL_CHIP_PLAIN ? PLAIN_ALPHA : COLOR_ALPHA;
  gsk_rounded_rect_init_from_rect (&outline, &area, half);
  gtk_snapshot_append_border (
    snapshot, &outline, (float[]){ half, half, half, half },
    (GdkRGBA[]){ background, background, background, background });

  /* Only high contrast has one. */
  if (gtk_style_context_lookup_color (context, "chl_chip_line", &line) && line.alpha > 0.0f)
    gtk_snapshot_append_border (snapshot, &outline, (float[]){ 1.0f, 1.0f, 1.0f, 1.0f },
                                (GdkRGBA[]){ line, line, line, line });

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot,
                          &GRAPHENE_POINT_INIT ((float) (x + SIDE), (float) (y + ABOVE)));
  gtk_snapshot_append_layout (snapshot, layout, &color);
  gtk_snapshot_restore (snapshot);
}

/* Pixels before the first chip. */
static int
get_start (ChlModelChips *self)
{
  if (self->is_at_start)
    return 0;

  return MAX (gtk_widget_get_width (GTK_WIDGET (self)) - measure_first (self, self->n_shown), 0);
}

static void
chl_model_chips_snapshot (GtkWidget   *widget,
                          GtkSnapshot *snapshot)
{
  ChlModelChips *self = CHL_MODEL_CHIPS (widget);
  gboolean       is_rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int            whole = gtk_widget_get_width (widget);
  int            x = get_start (self);

  for (guint i = 0; i < self->n_shown; i++)
    {
      const ChlModelChip *chip = g_ptr_array_index (self->chips, i);
      int                 width = get_width (self, i);

      draw_chip (widget, snapshot, g_ptr_array_index (self->layouts, i), chip->look,
                 is_rtl ? whole - x - width : x, width);
      x += width + SPACING;
    }

  if (self->n_shown < self->chips->len)
    {
      g_autoptr(PangoLayout) more = create_more (self, self->chips->len - self->n_shown);
      int width = get_layout_width (more);

      draw_chip (widget, snapshot, more, CHL_CHIP_PLAIN, is_rtl ? whole - x - width : x, width);
    }
}

/* A chip of the same text is drawn as the last time. */
static PangoLayout *
steal_layout (GPtrArray  *layouts,
              const char *text)
{
  for (guint i = 0; i < layouts->len; i++)
    if (g_str_equal (pango_layout_get_text (g_ptr_array_index (layouts, i)), text))
      return g_ptr_array_steal_index_fast (layouts, i);

  return NULL;
}

static void
lay_out (ChlModelChips *self,
         gboolean       is_keeping)
{
  g_autoptr(GPtrArray) old = g_steal_pointer (&self->layouts);

  if (!is_keeping)
    g_ptr_array_set_size (old, 0);
  self->layouts = g_ptr_array_new_with_free_func (g_object_unref);
  g_array_set_size (self->widths, 0);

  for (guint i = 0; i < self->chips->len; i++)
    {
      const ChlModelChip *chip = g_ptr_array_index (self->chips, i);
      PangoLayout        *layout = steal_layout (old, chip->text);
      int                 width;

      if (layout == NULL)
        layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), chip->text);
      width = get_layout_width (layout);
      g_ptr_array_add (self->layouts, layout);
      g_array_append_val (self->widths, width);
    }
}

/* Another font, or another size of it. */
static void
chl_model_chips_css_changed (GtkWidget         *widget,
                             GtkCssStyleChange *change)
{
  ChlModelChips *self = CHL_MODEL_CHIPS (widget);

  GTK_WIDGET_CLASS (chl_model_chips_parent_class)->css_changed (widget, change);

  self->height = 0;
  lay_out (self, FALSE);
  gtk_widget_queue_resize (widget);
}

static void
chl_model_chips_system_setting_changed (GtkWidget       *widget,
                                        GtkSystemSetting setting)
{
  ChlModelChips *self = CHL_MODEL_CHIPS (widget);

  GTK_WIDGET_CLASS (chl_model_chips_parent_class)->system_setting_changed (widget, setting);

  self->height = 0;
  lay_out (self, FALSE);
  gtk_widget_queue_resize (widget);
}

static gboolean
chl_model_chips_query_tooltip (GtkWidget  *widget,
                               int         x,
                               int         y,
                               gboolean    is_by_keyboard,
                               GtkTooltip *tooltip)
{
  g_autofree char *text = chl_model_chips_dup_tooltip (CHL_MODEL_CHIPS (widget), x);

  gtk_tooltip_set_text (tooltip, text);

  return text != NULL;
}

static void
chl_model_chips_finalize (GObject *object)
{
  ChlModelChips *self = CHL_MODEL_CHIPS (object);

  g_clear_pointer (&self->chips, g_ptr_array_unref);
  g_clear_pointer (&self->layouts, g_ptr_array_unref);
  g_clear_pointer (&self->widths, g_array_unref);

  G_OBJECT_CLASS (chl_model_chips_parent_class)->finalize (object);
}

static char *
dup_text (ChlModelChips *self)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < self->chips->len; i++)
    {
      const ChlModelChip *chip = g_ptr_array_index (self->chips, i);

      g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", chip->text);
    }

  return g_strdup (text->str);
}

static void
chl_model_chips_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  switch ((ChlModelChipsProperty) prop_id)
    {
    case PROP_TEXT:
      g_value_take_string (value, dup_text (CHL_MODEL_CHIPS (object)));
      return;
    }

  G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
chl_model_chips_class_init (ChlModelChipsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = chl_model_chips_finalize;
  G_OBJECT_CLASS (klass)->get_property = chl_model_chips_get_property;

  /**
   * ChlModelChips:text:
   *
   * All chips, also those that have no room, one after the other.
   */
  properties[PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, NULL,
                                               G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), G_N_ELEMENTS (properties), properties);

  widget_class->measure = chl_model_chips_measure;
  widget_class->size_allocate = chl_model_chips_size_allocate;
  widget_class->snapshot = chl_model_chips_snapshot;
  widget_class->css_changed = chl_model_chips_css_changed;
  widget_class->system_setting_changed = chl_model_chips_system_setting_changed;
  widget_class->query_tooltip = chl_model_chips_query_tooltip;

  gtk_widget_class_set_css_name (widget_class, "chl-model-chips");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
chl_model_chips_init (ChlModelChips *self)
{
  self->chips = g_ptr_array_new_with_free_func ((GDestroyNotify) chl_model_chip_free);
  self->layouts = g_ptr_array_new_with_free_func (g_object_unref);
  self->widths = g_array_new (FALSE, FALSE, sizeof (int));
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
}

/**
 * chl_model_chips_take:
 * @self: chips
 * @chips: (transfer full) (element-type ChlModelChip): what to show, the most important one first
 */
void
chl_model_chips_take (ChlModelChips *self,
                      GPtrArray     *chips)
{
  g_return_if_fail (CHL_IS_MODEL_CHIPS (self));
  g_return_if_fail (chips != NULL);

  g_ptr_array_unref (self->chips);
  self->chips = chips;
  lay_out (self, TRUE);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/**
 * chl_model_chips_set_at_start:
 * @self: chips
 * @is_at_start: whether they begin at the start of their room, instead of ending at its end
 */
void
chl_model_chips_set_at_start (ChlModelChips *self,
                              gboolean       is_at_start)
{
  g_return_if_fail (CHL_IS_MODEL_CHIPS (self));

  if (self->is_at_start == is_at_start)
    return;

  self->is_at_start = is_at_start;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * chl_model_chips_get_n_shown:
 * @self: chips
 *
 * Returns: how many of them have room; the others are counted
 */
guint
chl_model_chips_get_n_shown (ChlModelChips *self)
{
  g_return_val_if_fail (CHL_IS_MODEL_CHIPS (self), 0);

  return self->n_shown;
}

/**
 * chl_model_chips_dup_tooltip:
 * @self: chips
 * @x: pixels
 *
 * Returns: (transfer full) (nullable): what the chip there means; of the one that counts, which ones
 *   it counts
 */
char *
chl_model_chips_dup_tooltip (ChlModelChips *self,
                             int            x)
{
  g_autoptr(GString) rest = g_string_new (NULL);
  int left;

  g_return_val_if_fail (CHL_IS_MODEL_CHIPS (self), NULL);

  if (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL)
    x = gtk_widget_get_width (GTK_WIDGET (self)) - x;
  x -= get_start (self);
  left = 0;
  if (x < 0)
    return NULL;
  for (guint i = 0; i < self->n_shown; i++)
    {
      const ChlModelChip *chip = g_ptr_array_index (self->chips, i);

      left += get_width (self, i);
      if (x < left)
        return g_strdup (chip->meaning);
      left += SPACING;
    }

  for (guint i = self->n_shown; i < self->chips->len; i++)
    {
      const ChlModelChip *chip = g_ptr_array_index (self->chips, i);

      g_string_append_printf (rest, "%s%s: %s", rest->len > 0 ? "\n" : "", chip->text,
                              chip->meaning);
    }

  return rest->len > 0 && x < measure_first (self, self->n_shown)
           ? g_strdup (rest->str)
           : NULL;
}
