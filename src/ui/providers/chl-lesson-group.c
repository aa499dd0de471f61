/* chl-lesson-group.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-lesson-group"

#include "config.h"

#include "chl-lesson-group.h"

#include <glib/gi18n-lib.h>

#include "chl-lessons.h"
#include "chl-settings-help.h"

/* What of a row can have the focus: itself, and its button. */
#define MAX_STEPS 3

struct _ChlLessonGroup
{
  AdwPreferencesGroup parent_instance;

  ChlEngine   *engine;   /* (owned) (nullable) until it is set */
  ChlProvider *provider; /* (owned) (nullable) */
  GPtrArray   *rows;     /* (owned) (element-type GtkWidget) unowned */
};

G_DEFINE_FINAL_TYPE (ChlLessonGroup, chl_lesson_group, ADW_TYPE_PREFERENCES_GROUP)

static guint
find_index (ChlLessonGroup *self,
            GtkWidget      *button)
{
  guint index = 0;

  g_ptr_array_find (self->rows, gtk_widget_get_ancestor (button, ADW_TYPE_ACTION_ROW), &index);

  return index;
}

static gboolean
has_focus (ChlLessonGroup *self)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self));
}

/* The row goes with the lesson, and the focus must not go with the row. */
static void
forget_cb (ChlLessonGroup *self,
           GtkWidget      *button)
{
  GtkWidget       *root = GTK_WIDGET (gtk_widget_get_root (button));
  g_autofree char *model = g_strdup (g_object_get_data (G_OBJECT (button), "chl-model"));

  for (guint i = 0; i < MAX_STEPS && self->rows->len == 1 && has_focus (self); i++)
    gtk_widget_child_focus (root, GTK_DIR_TAB_BACKWARD);

  chl_lessons_forget (self->provider, model);
  chl_settings_save (GTK_WIDGET (self), self->engine, self->provider);
}

static GtkWidget *
create_row (ChlLessonGroup *self,
            const char     *model)
{
  GtkWidget       *row = adw_action_row_new ();
  GtkWidget       *button = gtk_button_new_from_icon_name ("chl-delete-symbolic");
  g_autofree char *name = NULL;

  /* Translators: of what was learned of a model; the model follows. */
  name = g_strdup_printf (_ ("Forget what was learned of %s"), model);
  /* libadwaita < 1.3: a title that is set together with this is still read as markup. */
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), model);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, C_ ("verb", "Forget"));
  chl_settings_set_name (button, name);
  g_object_set_data_full (G_OBJECT (button), "chl-model", g_strdup (model), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (forget_cb), self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_ptr_array_add (self->rows, row);

  return row;
}

/* They come by model: those of one model are together. */
static void
add_lesson (const char *model,
            const char *lesson,
            gpointer    user_data)
{
  ChlLessonGroup  *self = user_data;
  GtkWidget       *row = NULL;
  g_autofree char *words = chl_lesson_dup_words (lesson);
  g_autofree char *all = NULL;

  if (self->rows->len > 0)
    row = g_ptr_array_index (self->rows, self->rows->len - 1);

  if (row == NULL ||
      g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), model) != 0)
    row = create_row (self, model);
  else
    all = g_strconcat (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), "\n", words, NULL);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), all != NULL ? all : words);
}

/* The focus stays at the place where it is, whatever stands there then. */
static void
update (ChlLessonGroup *self)
{
  GtkRoot   *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  gboolean   is_here = focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self));
  guint      index = is_here ? find_index (self, focus) : 0;

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);

  chl_lessons_foreach (self->provider, add_lesson, self);
  if (is_here && self->rows->len > 0)
    gtk_widget_child_focus (g_ptr_array_index (self->rows, MIN (index, self->rows->len - 1)),
                            GTK_DIR_TAB_FORWARD);
  gtk_widget_set_visible (GTK_WIDGET (self), self->rows->len > 0);
}

static void
chl_lesson_group_dispose (GObject *object)
{
  ChlLessonGroup *self = CHL_LESSON_GROUP (object);

  g_ptr_array_set_size (self->rows, 0);
  g_clear_object (&self->provider);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (chl_lesson_group_parent_class)->dispose (object);
}

static void
chl_lesson_group_finalize (GObject *object)
{
  ChlLessonGroup *self = CHL_LESSON_GROUP (object);

  g_clear_pointer (&self->rows, g_ptr_array_unref);

  G_OBJECT_CLASS (chl_lesson_group_parent_class)->finalize (object);
}

static void
chl_lesson_group_class_init (ChlLessonGroupClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = chl_lesson_group_dispose;
  object_class->finalize = chl_lesson_group_finalize;
}

static void
chl_lesson_group_init (ChlLessonGroup *self)
{
  self->rows = g_ptr_array_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _ ("Learned"));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self),
                                         _ ("What a model refused is not sent to it again."));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * chl_lesson_group_set_provider:
 * @self: a group that has none yet
 * @engine: the engine
 * @provider: whose models were learned of
 */
void
chl_lesson_group_set_provider (ChlLessonGroup *self,
                               ChlEngine      *engine,
                               ChlProvider    *provider)
{
  g_return_if_fail (CHL_IS_LESSON_GROUP (self));
  g_return_if_fail (self->provider == NULL);

  self->engine = g_object_ref (engine);
  self->provider = g_object_ref (provider);
  update (self);
  g_signal_connect_object (provider, "lessons-changed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
}
