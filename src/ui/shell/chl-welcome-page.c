/* chl-welcome-page.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-welcome-page"

#include "config.h"

#include "chl-welcome-page.h"

#include <glib/gi18n-lib.h>

#include "chl-error.h"
#include "chl-format.h"
#include "chl-names.h"
#include "chl-runtimes.h"
#include "chl-tab-stops.h"
#include "chl-take-up.h"
#include "chl-tile.h"

/* The practice model to begin with. */
#define FIRST_PRACTICE_MODEL "practice-plain"

/**
 * ChlWelcomePage:
 *
 * What one sees before there is a provider: take up a runtime that was found on this computer, add a
 * provider, or practise.
 */
struct _ChlWelcomePage
{
  AdwBin parent_instance;

  ChlEngine    *engine;      /* (owned) (nullable) until it is set */
  GCancellable *cancellable; /* (owned) */
  GtkWidget    *group;       /* (unowned) template child */
  GtkListBox   *runtimes;    /* (unowned) template child */
  GtkWidget    *content;     /* (unowned) template child */
  GtkWidget    *add_button;  /* (unowned) template child */
  GtkLabel     *problem;     /* (unowned) template child */
  GtkLabel     *hint;        /* (unowned) template child */
};

G_DEFINE_FINAL_TYPE (ChlWelcomePage, chl_welcome_page, ADW_TYPE_BIN)

enum
{
  SIGNAL_DONE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
say (ChlWelcomePage *self,
     const char     *sentence)
{
  gtk_label_set_label (self->problem, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), sentence != NULL);
}

/* Whoever has no pointer begins at the first thing to do, and does not look for it. */
static void
take_focus (ChlWelcomePage *self)
{
  GtkRoot   *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus == NULL || !gtk_widget_get_mapped (focus))
    gtk_widget_grab_focus (self->add_button);
}

static void
take_up_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(ChlProvider) provider = NULL;
  g_autoptr(GError) error = NULL;
  ChlWelcomePage *self = user_data;
  ChlModel       *first = NULL;

  provider = chl_take_up_finish (CHL_ENGINE (object), result, &error);
  if (chl_error_is_cancellation (error))
    return;

  gtk_widget_set_sensitive (self->content, TRUE);
  if (provider == NULL)
    {
      say (self, error->message);
      take_focus (self);
      return;
    }

  if (chl_names_is_practice (provider))
    first = chl_provider_find_model (provider, FIRST_PRACTICE_MODEL);
  g_signal_emit (self, signals[SIGNAL_DONE], 0,
                 first != NULL ? chl_model_get_full_id (first) : NULL);
}

static void
take_up (ChlWelcomePage *self,
         const char     *family_id,
         const char     *endpoint)
{
  ChlNewProvider what = { .family_id = family_id, .endpoint = endpoint };

  say (self, NULL);
  gtk_widget_set_sensitive (self->content, FALSE);
  chl_take_up_async (self->engine, &what, self->cancellable, take_up_cb, self);
}

static void
practise_action (GtkWidget  *widget,
                 const char *action_name,
                 GVariant   *parameter)
{
  take_up (CHL_WELCOME_PAGE (widget), CHL_PRACTICE_FAMILY, NULL);
}

static void
use_action (GtkWidget  *widget,
            const char *action_name,
            GVariant   *parameter)
{
  const char *family_id;
  const char *endpoint;

  g_variant_get (parameter, "(&s&s)", &family_id, &endpoint);
  take_up (CHL_WELCOME_PAGE (widget), family_id, *endpoint != '\0' ? endpoint : NULL);
}

static char *
dup_subtitle (ChlRuntime *runtime)
{
  guint n_models = chl_runtime_get_n_models (runtime);

  /* Translators: the address of a runtime, and how many models it has. */
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s · %u model", "%s · %u models", n_models),
                          chl_runtime_get_address (runtime), n_models);
}

static GtkWidget *
create_row_cb (gpointer item,
               gpointer user_data)
{
  ChlRuntime      *runtime = CHL_RUNTIME (item);
  const char      *family_id = chl_runtime_get_family_id (runtime);
  const char      *address = chl_runtime_get_address (runtime);
  GType            type = chl_engine_find_family (family_id);
  const ChlFamily *family = type != G_TYPE_INVALID ? chl_provider_type_get_family (type) : NULL;
  g_autofree char *subtitle = dup_subtitle (runtime);
  g_autofree char *spoken = NULL;
  GtkWidget       *row = adw_action_row_new ();
  GtkWidget       *button = gtk_button_new_with_mnemonic (_("_Use"));

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), chl_runtime_get_title (runtime));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row),
                             chl_tile_new (chl_runtime_get_title (runtime),
                                           family != NULL ? family->color : NULL));

  /* Translators: said by a screen reader; %s is the name of a runtime, such as “Ollama”. */
  spoken = g_strdup_printf (_("Use %s"), chl_runtime_get_title (runtime));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "welcome.use");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "(ss)", family_id,
                                    address != NULL ? address : "");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return row;
}

static gboolean
is_running_cb (gpointer item,
               gpointer user_data)
{
  return chl_runtime_is_running (CHL_RUNTIME (item));
}

static void
probe_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GtkFilterListModel) running = NULL;
  g_autoptr(GError) error = NULL;
  ChlWelcomePage *self = user_data;
  GtkFilter      *filter;

  chl_runtimes_probe_finish (CHL_RUNTIMES (object), result, &error);
  if (chl_error_is_cancellation (error))
    return;

  filter = GTK_FILTER (gtk_custom_filter_new (is_running_cb, NULL, NULL));
  running = gtk_filter_list_model_new (G_LIST_MODEL (g_object_ref (object)), filter);
  gtk_list_box_bind_model (self->runtimes, G_LIST_MODEL (running), create_row_cb, self, NULL);
  gtk_widget_set_visible (self->group, g_list_model_get_n_items (G_LIST_MODEL (running)) > 0);
}

static void
chl_welcome_page_map (GtkWidget *widget)
{
  ChlWelcomePage *self = CHL_WELCOME_PAGE (widget);

  GTK_WIDGET_CLASS (chl_welcome_page_parent_class)->map (widget);

  take_focus (self);
  if (self->engine != NULL)
    chl_runtimes_probe_async (chl_engine_get_runtimes (self->engine), self->cancellable, probe_cb,
                              self);
}

static void
chl_welcome_page_dispose (GObject *object)
{
  ChlWelcomePage *self = CHL_WELCOME_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), CHL_TYPE_WELCOME_PAGE);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (chl_welcome_page_parent_class)->dispose (object);
}

static void
chl_welcome_page_finalize (GObject *object)
{
  ChlWelcomePage *self = CHL_WELCOME_PAGE (object);

  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (chl_welcome_page_parent_class)->finalize (object);
}

static void
chl_welcome_page_class_init (ChlWelcomePageClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = chl_welcome_page_dispose;
  object_class->finalize = chl_welcome_page_finalize;
  widget_class->map = chl_welcome_page_map;

  signals[SIGNAL_DONE] =
    g_signal_new ("done", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/chl-welcome-page.ui");
  gtk_widget_class_bind_template_child (widget_class, ChlWelcomePage, group);
  gtk_widget_class_bind_template_child (widget_class, ChlWelcomePage, runtimes);
  gtk_widget_class_bind_template_child (widget_class, ChlWelcomePage, content);
  gtk_widget_class_bind_template_child (widget_class, ChlWelcomePage, add_button);
  gtk_widget_class_bind_template_child (widget_class, ChlWelcomePage, problem);
  gtk_widget_class_bind_template_child (widget_class, ChlWelcomePage, hint);
  gtk_widget_class_install_action (widget_class, "welcome.practise", NULL, practise_action);
  gtk_widget_class_install_action (widget_class, "welcome.use", "(ss)", use_action);
}

static void
keep_ending (GObject    *object,
             const char *property)
{
  g_autofree char *text = NULL;
  g_autofree char *ending = NULL;

  g_object_get (object, property, &text, NULL);
  ending = chl_format_ending (text);
  g_object_set (object, property, ending, NULL);
}

static void
chl_welcome_page_init (ChlWelcomePage *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  chl_tab_stops_skip_still_pages (self->content);
  keep_ending (G_OBJECT (self->content), "description");
  keep_ending (G_OBJECT (self->group), "description");
  keep_ending (G_OBJECT (self->hint), "label");
}

/**
 * chl_welcome_page_set_engine:
 * @self: a page that has none yet
 * @engine: adds what is chosen
 */
void
chl_welcome_page_set_engine (ChlWelcomePage *self,
                             ChlEngine      *engine)
{
  g_return_if_fail (CHL_IS_WELCOME_PAGE (self));
  g_return_if_fail (CHL_IS_ENGINE (engine));
  g_return_if_fail (self->engine == NULL);

  self->engine = g_object_ref (engine);
}

/**
 * chl_welcome_page_is_busy:
 * @self: a page
 *
 * Returns: whether a provider is being added, from the press of the button to #ChlWelcomePage::done
 */
gboolean
chl_welcome_page_is_busy (ChlWelcomePage *self)
{
  g_return_val_if_fail (CHL_IS_WELCOME_PAGE (self), FALSE);

  return !gtk_widget_get_sensitive (self->content);
}
