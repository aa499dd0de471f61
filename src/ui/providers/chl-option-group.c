/* chl-option-group.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-option-group"

#include "config.h"

#include "chl-option-group.h"

#include <glib/gi18n-lib.h>

#include "chl-provider-list.h"
#include "chl-region-trial.h"
#include "chl-row-layout.h"
#include "chl-settings-help.h"
#include "chl-site.h"

/* Width of an entry beside a title, characters. */
#define ENTRY_CHARS 12

typedef struct
{
  const ChlOption *option;
  GtkWidget       *control; /* (unowned) an AdwComboRow, a GtkSwitch or a GtkEntry */
} OptionRow;

struct _ChlOptionGroup
{
  AdwPreferencesGroup parent_instance;

  ChlEngine   *engine;   /* (owned) (nullable) until it is set */
  ChlProvider *provider; /* (owned) (nullable) */
  GArray      *rows;     /* (owned) (element-type OptionRow) */
};

G_DEFINE_FINAL_TYPE (ChlOptionGroup, chl_option_group, ADW_TYPE_PREFERENCES_GROUP)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const OptionRow *
find_row (ChlOptionGroup *self,
          GtkWidget      *control)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      const OptionRow *row = &g_array_index (self->rows, OptionRow, i);

      if (row->control == control)
        return row;
    }

  return NULL;
}

/* What an option is now; of one that is not set the usual choice, or nothing. */
static const char *
get_value (ChlOptionGroup  *self,
           const ChlOption *option)
{
  const char *value = chl_provider_get_option (self->provider, option->key);

  if (value != NULL)
    return value;

  return option->kind == CHL_OPTION_CHOICE ? option->choices[0].value : "";
}

static int
find_choice (const ChlOption *option,
             const char      *value)
{
  for (int i = 0; option->choices[i].value != NULL; i++)
    if (g_str_equal (option->choices[i].value, value))
      return i;

  return -1;
}

static void
update_row (ChlOptionGroup  *self,
            const OptionRow *row)
{
  const char *value = get_value (self, row->option);

  if (g_str_equal (row->option->key, CHL_OPTION_REGION))
    {
      g_autofree char *summary = chl_region_dup_summary (self->provider);

      adw_action_row_set_subtitle (ADW_ACTION_ROW (row->control), summary);
    }

  if (row->option->kind != CHL_OPTION_CHOICE)
    {
      if (!g_str_equal (gtk_editable_get_text (GTK_EDITABLE (row->control)), value))
        gtk_editable_set_text (GTK_EDITABLE (row->control), value);
      gtk_widget_remove_css_class (row->control, "error");
      return;
    }

  if (GTK_IS_SWITCH (row->control))
    gtk_switch_set_active (GTK_SWITCH (row->control), g_str_equal (value, "on"));
  else if (find_choice (row->option, value) >= 0)
    adw_combo_row_set_selected (ADW_COMBO_ROW (row->control),
                                (guint) find_choice (row->option, value));
}

static void
update (ChlOptionGroup *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    update_row (self, &g_array_index (self->rows, OptionRow, i));
}

static void
change (ChlOptionGroup  *self,
        const OptionRow *row,
        const char      *value)
{
  g_autoptr(GError) error = NULL;

  if (g_str_equal (value, get_value (self, row->option)))
    {
      gtk_widget_remove_css_class (row->control, "error");
      return;
    }

  if (!chl_provider_change_option (self->provider, row->option->key, value, &error))
    {
      gtk_widget_add_css_class (row->control, "error");
      chl_settings_toast_error (GTK_WIDGET (self), error);
      return;
    }

  chl_settings_save (GTK_WIDGET (self), self->engine, self->provider);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
selected_cb (ChlOptionGroup *self,
             GParamSpec     *pspec,
             AdwComboRow    *control)
{
  const OptionRow *row = find_row (self, GTK_WIDGET (control));
  guint            selected = adw_combo_row_get_selected (control);

  if (row != NULL && selected != GTK_INVALID_LIST_POSITION)
    change (self, row, row->option->choices[selected].value);
}

static void
entered_cb (ChlOptionGroup *self,
            GtkWidget      *control)
{
  const OptionRow *row = find_row (self, control);
  g_autofree char *value = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (control))));

  if (row != NULL)
    change (self, row, value);
}

static void
left_cb (ChlOptionGroup          *self,
         GtkEventControllerFocus *controller)
{
  entered_cb (self, gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller)));
}

static GtkWidget *
create_choice (ChlOptionGroup  *self,
               const ChlOption *option)
{
  GtkWidget *row = adw_combo_row_new ();

  chl_settings_show_choices (ADW_COMBO_ROW (row), option);

  return row;
}

/* Whether something is done at all is not chosen from a list. */
static gboolean
is_switch (const ChlOption *option)
{
  return option->kind == CHL_OPTION_CHOICE && find_choice (option, "on") >= 0 &&
         find_choice (option, "off") >= 0 && option->choices[2].value == NULL;
}

static void
switched_cb (ChlOptionGroup *self,
             GParamSpec     *pspec,
             GtkSwitch      *control)
{
  const OptionRow *row = find_row (self, GTK_WIDGET (control));

  if (row != NULL)
    change (self, row, gtk_switch_get_active (control) ? "on" : "off");
}

static GtkWidget *
create_switch (ChlOptionGroup  *self,
               const ChlOption *option,
               GtkWidget       *row)
{
  GtkWidget *control = gtk_switch_new ();

  gtk_widget_set_valign (control, GTK_ALIGN_CENTER);
  chl_settings_set_name (control, g_dgettext (GETTEXT_PACKAGE, option->title));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), control);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), control);

  return control;
}

static GtkWidget *
create_entry (ChlOptionGroup  *self,
              const ChlOption *option,
              GtkWidget       *row)
{
  GtkWidget          *entry = gtk_entry_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  gtk_editable_set_width_chars (GTK_EDITABLE (entry), ENTRY_CHARS);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (entry), ENTRY_CHARS);
  gtk_widget_set_valign (entry, GTK_ALIGN_CENTER);
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), C_ ("an option that is not set", "Automatic"));
  if (option->kind == CHL_OPTION_NUMBER)
    gtk_entry_set_input_purpose (GTK_ENTRY (entry), GTK_INPUT_PURPOSE_DIGITS);
  chl_settings_set_name (entry, g_dgettext (GETTEXT_PACKAGE, option->title));
  g_signal_connect_object (entry, "activate", G_CALLBACK (entered_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (focus, "leave", G_CALLBACK (left_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (entry, focus);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), entry);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), entry);

  return entry;
}

static void
add_row (ChlOptionGroup  *self,
         const ChlOption *option)
{
  gboolean   is_choice = option->kind == CHL_OPTION_CHOICE && !is_switch (option);
  GtkWidget *widget = is_choice ? create_choice (self, option) : adw_action_row_new ();
  OptionRow  row = { option, widget };

  g_object_set (widget, "use-markup", FALSE, "title", g_dgettext (GETTEXT_PACKAGE, option->title),
                NULL);
  if (option->summary != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (widget),
                                 g_dgettext (GETTEXT_PACKAGE, option->summary));
  if (is_switch (option))
    row.control = create_switch (self, option, widget);
  else if (!is_choice)
    row.control = create_entry (self, option, widget);

  g_array_append_val (self->rows, row);
  update_row (self, &row);
  if (is_choice)
    g_signal_connect_object (widget, "notify::selected", G_CALLBACK (selected_cb), self,
                             G_CONNECT_SWAPPED);
  else if (is_switch (option))
    g_signal_connect_object (row.control, "notify::active", G_CALLBACK (switched_cb), self,
                             G_CONNECT_SWAPPED);
  chl_row_layout_use (ADW_ACTION_ROW (widget));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), widget);
}

static void
chl_option_group_dispose (GObject *object)
{
  ChlOptionGroup *self = CHL_OPTION_GROUP (object);

  g_array_set_size (self->rows, 0);
  g_clear_object (&self->provider);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (chl_option_group_parent_class)->dispose (object);
}

static void
chl_option_group_finalize (GObject *object)
{
  ChlOptionGroup *self = CHL_OPTION_GROUP (object);

  g_clear_pointer (&self->rows, g_array_unref);

  G_OBJECT_CLASS (chl_option_group_parent_class)->finalize (object);
}

static void
chl_option_group_class_init (ChlOptionGroupClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = chl_option_group_dispose;
  object_class->finalize = chl_option_group_finalize;

  /**
   * ChlOptionGroup::changed:
   *
   * An option is another one now, and is saved.
   */
  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);
}

static void
chl_option_group_init (ChlOptionGroup *self)
{
  self->rows = g_array_new (FALSE, FALSE, sizeof (OptionRow));
}

/**
 * chl_option_group_set_provider:
 * @self: a group that has none yet
 * @engine: the engine
 * @provider: whose options it shows; without any the group is not to be seen
 */
void
chl_option_group_set_provider (ChlOptionGroup *self,
                               ChlEngine      *engine,
                               ChlProvider    *provider)
{
  const ChlOption *options;

  g_return_if_fail (CHL_IS_OPTION_GROUP (self));
  g_return_if_fail (self->provider == NULL);

  self->engine = g_object_ref (engine);
  self->provider = g_object_ref (provider);
  options = chl_provider_get_family (provider)->options;
  for (const ChlOption *option = options; option != NULL && option->key != NULL; option++)
    add_row (self, option);

  gtk_widget_set_visible (GTK_WIDGET (self), self->rows->len > 0);
  g_signal_connect_object (provider, "option-changed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
}
