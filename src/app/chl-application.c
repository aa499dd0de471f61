/* chl-application.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-application"

#include "config.h"

#include "chl-application.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

#include "chl-error.h"
#include "chl-window.h"
#include "chl-world.h"

/* Seconds after the engine has read all it reads at the start; the window is idle by then. */
#define TRIM_SECONDS 1

/**
 * ChlApplication:
 *
 * The program: one world, one window. Nothing is read, and nothing is on the network, before the
 * window has been drawn once.
 */
struct _ChlApplication
{
  AdwApplication parent_instance;

  ChlWorld     *world;         /* (owned) (nullable) from startup to shutdown */
  GCancellable *cancellable;   /* (owned) */
  guint         signal_ids[2]; /* sources; SIGTERM and SIGINT */
  guint         trim_id;       /* source; 0 when nothing waits */
  gboolean      has_started;   /* the engine was told to read */
};

G_DEFINE_FINAL_TYPE (ChlApplication, chl_application, ADW_TYPE_APPLICATION)

static ChlWindow *
get_window (ChlApplication *self)
{
  GList *windows = gtk_application_get_windows (GTK_APPLICATION (self));

  for (GList *l = windows; l != NULL; l = l->next)
    if (CHL_IS_WINDOW (l->data))
      return CHL_WINDOW (l->data);

  return NULL;
}

/*
 * A start takes more memory than what comes after it: templates, styles, the first frames. glibc
 * keeps for itself what was freed below the end of its heap, and a window that waits for somebody
 * to type would hold on to it for hours.
 */
static gboolean
trim_cb (gpointer user_data)
{
  ChlApplication *self = user_data;

  self->trim_id = 0;
#ifdef __GLIBC__
  malloc_trim (0);
#endif

  return G_SOURCE_REMOVE;
}

static void
start_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  ChlApplication *self = user_data;
  ChlWindow      *window;

  if (!chl_engine_start_finish (CHL_ENGINE (object), result, &error) &&
      chl_error_is_cancellation (error))
    return;

  self->trim_id = g_timeout_add_seconds_full (G_PRIORITY_LOW, TRIM_SECONDS, trim_cb, self, NULL);
  window = get_window (self);
  if (window != NULL && error != NULL)
    chl_window_toast (window, error->message);
}

static gboolean
start_engine (gpointer user_data)
{
  ChlApplication *self = user_data;

  if (self->world != NULL)
    chl_engine_start_async (chl_world_get_engine (self->world), self->cancellable, start_cb, self);

  return G_SOURCE_REMOVE;
}

static gboolean
first_frame_cb (GtkWidget     *widget,
                GdkFrameClock *clock,
                gpointer       user_data)
{
  ChlApplication *self = user_data;

  /* Called before the frame is drawn; what has this priority runs after it. */
  if (!self->has_started)
    {
      self->has_started = TRUE;
      g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, start_engine,
                       g_object_ref (self), g_object_unref);
    }

  return G_SOURCE_REMOVE;
}

static void
quit_action (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  ChlApplication *self = CHL_APPLICATION (user_data);
  ChlWindow      *window = get_window (self);

  if (window != NULL)
    chl_window_keep (window);
  g_application_quit (G_APPLICATION (self));
}

/* The session ends, or the terminal: as if the person had quit. */
static gboolean
signal_cb (gpointer user_data)
{
  g_action_group_activate_action (G_ACTION_GROUP (user_data), "quit", NULL);
  return G_SOURCE_CONTINUE;
}

static void
preferences_action (GSimpleAction *action,
                    GVariant      *parameter,
                    gpointer       user_data)
{
  ChlWindow *window = get_window (CHL_APPLICATION (user_data));

  if (window != NULL)
    chl_window_show_settings (window, "providers");
}

static void
about_action (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  GtkApplication *application = GTK_APPLICATION (user_data);
  GtkWindow      *parent = gtk_application_get_active_window (application);
  /* Translators: your names, one a line. */
  const char     *credits = _("translator-credits");
  AdwAboutWindow *about = ADW_ABOUT_WINDOW (adw_about_window_new ());

  adw_about_window_set_application_name (about, _("Chatelaine"));
  adw_about_window_set_application_icon (about, APP_ID);
  adw_about_window_set_version (about, PACKAGE_VERSION);
  adw_about_window_set_developer_name (about, _("The Chatelaine developers"));
  adw_about_window_set_license_type (about, GTK_LICENSE_GPL_3_0);
  adw_about_window_set_comments (
    about, _("Keeps the keys to language models, and lets you talk to them."));
  adw_about_window_set_translator_credits (about, credits);
  adw_about_window_add_legal_section (about, _("What Is Known of Models: models.dev"),
                                                "© 2025 spin.dev", GTK_LICENSE_MIT_X11, NULL);
  gtk_window_set_transient_for (GTK_WINDOW (about), parent);
  gtk_window_present (GTK_WINDOW (about));
}

/* The window takes the action over, with the list of shortcuts that is made here at first. */
static void
show_help_overlay_action (GSimpleAction *action,
                          GVariant      *parameter,
                          gpointer       user_data)
{
  ChlWindow *window = get_window (CHL_APPLICATION (user_data));
  g_autoptr(GtkBuilder) builder = NULL;
  GtkShortcutsWindow *overlay;

  if (window == NULL)
    return;

  builder = gtk_builder_new_from_resource (APP_PATH "/ui/help-overlay.ui");
  overlay = GTK_SHORTCUTS_WINDOW (gtk_builder_get_object (builder, "help_overlay"));
  gtk_application_window_set_help_overlay (GTK_APPLICATION_WINDOW (window), overlay);
  gtk_window_present (GTK_WINDOW (overlay));
}

static const GActionEntry actions[] = {
  { "quit", quit_action, NULL, NULL, NULL },
  { "preferences", preferences_action, NULL, NULL, NULL },
  { "about", about_action, NULL, NULL, NULL },
};

static const GActionEntry window_actions[] = {
  { "show-help-overlay", show_help_overlay_action, NULL, NULL, NULL },
};

static const struct
{
  const char *action;
  const char *accels[3];
} shortcuts[] = {
  { "app.quit", { "<Control>q" } },
  { "app.preferences", { "<Control>comma" } },
  { "win.new-chat", { "<Control>n" } },
  { "win.choose-model", { "<Control>m" } },
  { "win.show-sidebar", { "F9" } },
  { "win.show-help-overlay", { "<Control>question", "<Control>F1" } },
  { "window.close", { "<Control>w" } },
};

static void
chl_application_startup (GApplication *application)
{
  ChlApplication *self = CHL_APPLICATION (application);

  G_APPLICATION_CLASS (chl_application_parent_class)->startup (application);

  /* Tab goes from text to text; it should not mark each of them. */
  g_object_set (gtk_settings_get_default (), "gtk-label-select-on-focus", FALSE, NULL);

  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  for (gsize i = 0; i < G_N_ELEMENTS (shortcuts); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (self), shortcuts[i].action,
                                           shortcuts[i].accels);

  self->signal_ids[0] = g_unix_signal_add (SIGTERM, signal_cb, self);
  self->signal_ids[1] = g_unix_signal_add (SIGINT, signal_cb, self);
  self->world = chl_world_new ();
}

static void
chl_application_activate (GApplication *application)
{
  ChlApplication *self = CHL_APPLICATION (application);
  ChlWindow      *window = get_window (self);

  if (window == NULL)
    {
      window = chl_window_new (GTK_APPLICATION (self), chl_world_get_engine (self->world));
      g_action_map_add_action_entries (G_ACTION_MAP (window), window_actions,
                                       G_N_ELEMENTS (window_actions), self);
      gtk_widget_add_tick_callback (GTK_WIDGET (window), first_frame_cb, self, NULL);
    }

  gtk_window_present (GTK_WINDOW (window));
}

static void
chl_application_shutdown (GApplication *application)
{
  ChlApplication *self = CHL_APPLICATION (application);
  ChlWindow      *window = get_window (self);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->trim_id, g_source_remove);
  if (window != NULL)
    {
      chl_window_keep (window);
      gtk_window_destroy (GTK_WINDOW (window));
    }

  /* Answers that are coming are stopped, and what has come of them is written. */
  if (self->world != NULL)
    chl_engine_shut_down (chl_world_get_engine (self->world));
  g_clear_object (&self->world);

  G_APPLICATION_CLASS (chl_application_parent_class)->shutdown (application);
}

static void
chl_application_finalize (GObject *object)
{
  ChlApplication *self = CHL_APPLICATION (object);

  /* Not before: a second signal would kill the program while it writes what it has. */
  for (gsize i = 0; i < G_N_ELEMENTS (self->signal_ids); i++)
    g_clear_handle_id (&self->signal_ids[i], g_source_remove);
  g_clear_handle_id (&self->trim_id, g_source_remove);
  g_clear_object (&self->world);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (chl_application_parent_class)->finalize (object);
}

static void
chl_application_class_init (ChlApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = chl_application_finalize;
  application_class->startup = chl_application_startup;
  application_class->activate = chl_application_activate;
  application_class->shutdown = chl_application_shutdown;
}

static void
chl_application_init (ChlApplication *self)
{
  self->cancellable = g_cancellable_new ();
}

/**
 * chl_application_new:
 *
 * Returns: (transfer full): the application
 */
ChlApplication *
chl_application_new (void)
{
  return g_object_new (CHL_TYPE_APPLICATION,
                       "application-id", APP_ID,
                       "resource-base-path", APP_PATH,
                       "flags", G_APPLICATION_DEFAULT_FLAGS,
                       NULL);
}
