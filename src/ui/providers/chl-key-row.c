/* chl-key-row.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-key-row"

#include "config.h"

#include "chl-key-row.h"

#include <glib/gi18n-lib.h>

#include "chl-keep-row.h"
#include "chl-keys.h"
#include "chl-row-layout.h"
#include "chl-settings-help.h"
#include "chl-site.h"

struct _ChlKeyRow
{
  AdwExpanderRow parent_instance;

  ChlEngine    *engine;       /* (owned) (nullable) until it is set */
  ChlProvider  *provider;     /* (owned) (nullable) */
  GCancellable *cancellable;  /* (owned) */
  GtkImage     *icon;         /* (unowned) template child */
  GtkWidget    *unlock;       /* (unowned) template child */
  GtkWidget    *confirm;      /* (unowned) template child */
  GtkButton    *replace;      /* (unowned) template child */
  GtkEditable  *entry;        /* (unowned) template child */
  GtkWidget    *error_row;    /* (unowned) template child */
  GtkLabel     *error_label;  /* (unowned) template child */
  ChlKeepRow   *keep_row;     /* (unowned) template child */
  AdwActionRow *variable_row; /* (unowned) template child */
  AdwActionRow *link_row;     /* (unowned) template child */
  AdwActionRow *remote_row;   /* (unowned) template child */
  GtkWidget    *remove_row;   /* (unowned) template child */
};

G_DEFINE_FINAL_TYPE (ChlKeyRow, chl_key_row, ADW_TYPE_EXPANDER_ROW)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
show_error (ChlKeyRow  *self,
            const char *sentence)
{
  gtk_label_set_label (self->error_label, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (self->error_row, sentence != NULL);
}

static void
update_variable (ChlKeyRow *self)
{
  const char *variable = chl_keys_find_variable (self->provider);
  gboolean    is_used = chl_provider_get_key_source (self->provider) ==
                     CHL_KEY_SOURCE_ENVIRONMENT;
  g_autofree char *subtitle = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->variable_row), variable != NULL && !is_used);
  if (variable == NULL)
    return;

  subtitle = g_strdup_printf (_("%s is set; the key would be read from it at each use"), variable);
  adw_action_row_set_subtitle (self->variable_row, subtitle);
}

/* Until the provider has asked for one. */
static gboolean
is_spared (ChlKeyRow  *self,
           ChlKeyState state)
{
  return state == CHL_KEY_NONE &&
         (chl_provider_get_family (self->provider)->auth & CHL_AUTH_NONE) != 0 &&
         chl_provider_get_state (self->provider) != CHL_PROVIDER_NO_KEY;
}

static void
update (ChlKeyRow *self)
{
  ChlKeys         *keys = chl_engine_get_keys (self->engine);
  ChlKeyState      state = chl_keys_get_state (keys, self->provider);
  gboolean         is_remote = chl_settings_is_remote (GTK_WIDGET (self));
  const char      *key_uri = chl_site_get_key_uri (self->provider);
  gboolean         needs_help = state == CHL_KEY_LOCKED || state == CHL_KEY_OTHER_ORIGIN;
  g_autofree char *words = chl_keys_describe (keys, self->provider);

  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self),
                                 is_spared (self, state) ? _("Not required") : words);
  gtk_image_set_from_icon_name (self->icon, chl_settings_get_key_icon (state));
  gtk_widget_set_visible (self->unlock, state == CHL_KEY_LOCKED);
  gtk_widget_set_visible (self->confirm, state == CHL_KEY_OTHER_ORIGIN);
  gtk_widget_set_visible (GTK_WIDGET (self->replace), !needs_help && !is_remote);
  gtk_button_set_label (self->replace,
                        state == CHL_KEY_NONE ? C_("key", "Enter…") : C_("key", "Replace…"));
  gtk_widget_set_visible (GTK_WIDGET (self->entry), !is_remote);
  gtk_widget_set_visible (GTK_WIDGET (self->remote_row), is_remote);
  gtk_widget_set_visible (self->remove_row,
                          chl_provider_get_key_source (self->provider) != CHL_KEY_SOURCE_NONE);
  gtk_widget_set_visible (GTK_WIDGET (self->link_row), key_uri != NULL && !is_remote);
  if (key_uri != NULL)
    adw_action_row_set_subtitle (self->link_row, key_uri);
  update_variable (self);
}

static void
key_changed_cb (ChlKeyRow  *self,
                const char *provider_id)
{
  if (g_str_equal (provider_id, chl_provider_get_id (self->provider)))
    update (self);
}

static void
finish_change (ChlKeyRow *self)
{
  show_error (self, NULL);
  update (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
changed_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(ChlKeyRow) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autofree char *sentence = NULL;
  gboolean         is_changed = chl_keys_change_finish (CHL_KEYS (object), result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;

  if (is_changed)
    {
      finish_change (self);
      return;
    }

  sentence = chl_settings_dup_sentence (error->message);
  show_error (self, sentence);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self), TRUE);
}

static void
apply_cb (ChlKeyRow *self)
{
  g_autoptr(ChlSecret) secret = chl_secret_new_pasted (gtk_editable_get_text (self->entry));
  g_autoptr(GError) error = NULL;
  g_autofree char *sentence = NULL;

  if (secret == NULL)
    return;

  if (!chl_settings_check_key (secret, &error))
    {
      sentence = chl_settings_dup_sentence (error->message);
      show_error (self, sentence);
      return;
    }

  chl_settings_clear_key (self->entry);
  show_error (self, NULL);
  chl_keep_row_keep (self->keep_row, self->provider, secret);
}

static void
kept_cb (ChlKeyRow *self)
{
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self), FALSE);
  finish_change (self);
}

static void
keep_failed_cb (ChlKeyRow  *self,
                const char *sentence)
{
  show_error (self, sentence);
}

static void
unlock_cb (ChlKeyRow *self)
{
  chl_keys_unlock_async (chl_engine_get_keys (self->engine), self->cancellable, changed_cb, g_object_ref (self));
}

static void
confirm_cb (ChlKeyRow *self)
{
  chl_keys_confirm_origin_async (chl_engine_get_keys (self->engine), self->provider,
                                 self->cancellable, changed_cb, g_object_ref (self));
}

static void
variable_cb (ChlKeyRow *self)
{
  chl_keys_set_variable_async (chl_engine_get_keys (self->engine), self->provider,
                               chl_keys_find_variable (self->provider), self->cancellable,
                               changed_cb, g_object_ref (self));
}

static void
remove_cb (ChlKeyRow *self)
{
  chl_keys_remove_async (chl_engine_get_keys (self->engine), self->provider, self->cancellable,
                         changed_cb, g_object_ref (self));
}

static void
link_cb (ChlKeyRow *self)
{
  g_app_info_launch_default_for_uri_async (chl_site_get_key_uri (self->provider), NULL,
                                           self->cancellable, NULL, NULL);
}

static void
chl_key_row_dispose (GObject *object)
{
  ChlKeyRow *self = CHL_KEY_ROW (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), CHL_TYPE_KEY_ROW);
  g_clear_object (&self->provider);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (chl_key_row_parent_class)->dispose (object);
}

static void
chl_key_row_finalize (GObject *object)
{
  ChlKeyRow *self = CHL_KEY_ROW (object);

  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (chl_key_row_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/chl-key-row.ui");
  gtk_widget_class_bind_template_child (widget_class, ChlKeyRow, icon);
  gtk_widget_class_bind_template_child (widget_class, ChlKeyRow, unlock);
  gtk_widget_class_bind_template_child (widget_class, ChlKeyRow, confirm);
  gtk_widget_class_bind_template_child (widget_class, ChlKeyRow, replace);
  gtk_widget_class_bind_template_child (widget_class, ChlKeyRow, entry);
  gtk_widget_class_bind_template_child (widget_class, ChlKeyRow, error_row);
  gtk_widget_class_bind_template_child (widget_class, ChlKeyRow, error_label);
  gtk_widget_class_bind_template_child (widget_class, ChlKeyRow, keep_row);
  gtk_widget_class_bind_template_child (widget_class, ChlKeyRow, variable_row);
  gtk_widget_class_bind_template_child (widget_class, ChlKeyRow, link_row);
  gtk_widget_class_bind_template_child (widget_class, ChlKeyRow, remote_row);
  gtk_widget_class_bind_template_child (widget_class, ChlKeyRow, remove_row);
  gtk_widget_class_bind_template_callback (widget_class, chl_key_row_edit);
  gtk_widget_class_bind_template_callback (widget_class, apply_cb);
  gtk_widget_class_bind_template_callback (widget_class, kept_cb);
  gtk_widget_class_bind_template_callback (widget_class, keep_failed_cb);
  gtk_widget_class_bind_template_callback (widget_class, unlock_cb);
  gtk_widget_class_bind_template_callback (widget_class, confirm_cb);
  gtk_widget_class_bind_template_callback (widget_class, variable_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_cb);
  gtk_widget_class_bind_template_callback (widget_class, link_cb);
}

static void
chl_key_row_class_init (ChlKeyRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = chl_key_row_dispose;
  object_class->finalize = chl_key_row_finalize;

  /**
   * ChlKeyRow::changed:
   *
   * What is sent as the key is not what it was.
   */
  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);

  g_type_ensure (CHL_TYPE_KEEP_ROW);
  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
chl_key_row_init (ChlKeyRow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  chl_row_layout_use_within (GTK_WIDGET (self));
}

/**
 * chl_key_row_set_provider:
 * @self: a row that has none yet
 * @engine: the engine
 * @provider: whose key it is about
 */
void
chl_key_row_set_provider (ChlKeyRow   *self,
                          ChlEngine   *engine,
                          ChlProvider *provider)
{
  g_autofree char *command = NULL;

  g_return_if_fail (CHL_IS_KEY_ROW (self));
  g_return_if_fail (self->provider == NULL);

  self->engine = g_object_ref (engine);
  self->provider = g_object_ref (provider);
  chl_keep_row_set_engine (self->keep_row, engine);

  command = g_strdup_printf (_("Keys can be neither seen nor typed in a browser. In a terminal of "
                               "this computer, give it with: chatelainectl key %s --stdin"),
                                chl_provider_get_id (provider));
  adw_action_row_set_subtitle (self->remote_row, command);

  g_signal_connect_object (provider, "notify::key-source", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (provider, "option-changed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (provider, "notify::state", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (provider, "notify::endpoint", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (chl_engine_get_keys (engine), "changed", G_CALLBACK (key_changed_cb),
                           self, G_CONNECT_SWAPPED);
  update (self);
}

/**
 * chl_key_row_edit:
 * @self: a row
 *
 * Opens it for a key to be typed.
 */
void
chl_key_row_edit (ChlKeyRow *self)
{
  g_return_if_fail (CHL_IS_KEY_ROW (self));

  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self), TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}
