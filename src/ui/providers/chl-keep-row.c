/* chl-keep-row.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-keep-row"

#include "config.h"

#include "chl-keep-row.h"

#include "chl-error.h"
#include "chl-keys.h"
#include "chl-settings-help.h"

struct _ChlKeepRow
{
  AdwPreferencesRow parent_instance;

  ChlEngine    *engine;      /* (owned) (nullable) until it is set */
  ChlProvider  *provider;    /* (owned) (nullable) */
  ChlSecret    *secret;      /* (owned) (nullable) what was typed, until it is kept */
  GCancellable *cancellable; /* (owned) */
  GtkLabel     *sentence;    /* (unowned) template child */
  GtkWidget    *buttons;     /* (unowned) template child */
  GtkWidget    *unlock;      /* (unowned) template child */
};

G_DEFINE_FINAL_TYPE (ChlKeepRow, chl_keep_row, ADW_TYPE_PREFERENCES_ROW)

enum
{
  SIGNAL_KEPT,
  SIGNAL_FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
ask (ChlKeepRow   *self,
     const GError *error)
{
  g_autofree char *sentence = chl_settings_dup_sentence (error->message);

  gtk_label_set_label (self->sentence, sentence);
  gtk_widget_set_visible (self->unlock,
                          g_error_matches (error, CHL_ERROR, CHL_ERROR_KEYRING_LOCKED));
  gtk_widget_set_sensitive (self->buttons, TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
}

static void
give_up (ChlKeepRow   *self,
         const GError *error)
{
  g_autofree char *sentence = chl_settings_dup_sentence (error->message);

  g_clear_pointer (&self->secret, chl_secret_unref);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  g_signal_emit (self, signals[SIGNAL_FAILED], 0, sentence);
}

static void
set_cb (GObject      *object,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr(ChlKeepRow) self = user_data;
  g_autoptr(GError) error = NULL;
  gboolean is_kept = chl_keys_change_finish (CHL_KEYS (object), result, &error);

  /* A key that was nearly kept is kept, though the row is gone. */
  if (g_cancellable_is_cancelled (self->cancellable))
    return;

  if (is_kept)
    {
      g_clear_pointer (&self->secret, chl_secret_unref);
      gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
      g_signal_emit (self, signals[SIGNAL_KEPT], 0);
    }
  else if (g_error_matches (error, CHL_ERROR, CHL_ERROR_KEYRING_LOCKED) ||
           g_error_matches (error, CHL_ERROR, CHL_ERROR_KEYRING))
    ask (self, error);
  else
    give_up (self, error);
}

static void
set_key (ChlKeepRow *self,
         gboolean    until_quit)
{
  gtk_widget_set_sensitive (self->buttons, FALSE);
  chl_keys_set_async (chl_engine_get_keys (self->engine), self->provider, self->secret, until_quit,
                      self->cancellable, set_cb, g_object_ref (self));
}

static void
until_quit_cb (ChlKeepRow *self)
{
  if (self->secret != NULL)
    set_key (self, TRUE);
}

static void
unlocked_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(ChlKeepRow) self = user_data;
  g_autoptr(GError) error = NULL;
  gboolean is_unlocked = chl_keys_change_finish (CHL_KEYS (object), result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;

  if (is_unlocked)
    set_key (self, FALSE);
  else
    ask (self, error);
}

static void
unlock_cb (ChlKeepRow *self)
{
  if (self->secret == NULL)
    return;

  gtk_widget_set_sensitive (self->buttons, FALSE);
  chl_keys_unlock_async (chl_engine_get_keys (self->engine), self->cancellable, unlocked_cb, g_object_ref (self));
}

static void
chl_keep_row_dispose (GObject *object)
{
  ChlKeepRow *self = CHL_KEEP_ROW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_pointer (&self->secret, chl_secret_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), CHL_TYPE_KEEP_ROW);
  g_clear_object (&self->provider);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (chl_keep_row_parent_class)->dispose (object);
}

static void
chl_keep_row_finalize (GObject *object)
{
  ChlKeepRow *self = CHL_KEEP_ROW (object);

  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (chl_keep_row_parent_class)->finalize (object);
}

static void
chl_keep_row_class_init (ChlKeepRowClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = chl_keep_row_dispose;
  object_class->finalize = chl_keep_row_finalize;

  /**
   * ChlKeepRow::kept:
   *
   * The provider has its key.
   */
  signals[SIGNAL_KEPT] =
    g_signal_new ("kept", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);

  /**
   * ChlKeepRow::failed:
   * @sentence: why
   *
   * The key cannot be kept, nor used until quit.
   */
  signals[SIGNAL_FAILED] =
    g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/chl-keep-row.ui");
  gtk_widget_class_bind_template_child (widget_class, ChlKeepRow, sentence);
  gtk_widget_class_bind_template_child (widget_class, ChlKeepRow, buttons);
  gtk_widget_class_bind_template_child (widget_class, ChlKeepRow, unlock);
  gtk_widget_class_bind_template_callback (widget_class, until_quit_cb);
  gtk_widget_class_bind_template_callback (widget_class, unlock_cb);
}

static void
chl_keep_row_init (ChlKeepRow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * chl_keep_row_set_engine:
 * @self: a row that has none yet
 * @engine: whose keyring it is about
 */
void
chl_keep_row_set_engine (ChlKeepRow *self,
                         ChlEngine  *engine)
{
  g_return_if_fail (CHL_IS_KEEP_ROW (self));

  g_set_object (&self->engine, engine);
}

/**
 * chl_keep_row_keep:
 * @self: a row
 * @provider: whose key
 * @secret: the key
 *
 * Keeps the key in the keyring; the row shows itself if there is a question.
 */
void
chl_keep_row_keep (ChlKeepRow  *self,
                   ChlProvider *provider,
                   ChlSecret   *secret)
{
  g_return_if_fail (CHL_IS_KEEP_ROW (self));
  g_return_if_fail (CHL_IS_PROVIDER (provider));
  g_return_if_fail (secret != NULL);

  chl_secret_ref (secret);
  g_clear_pointer (&self->secret, chl_secret_unref);
  self->secret = secret;
  g_set_object (&self->provider, provider);
  set_key (self, FALSE);
}

/**
 * chl_keep_row_has_key:
 * @self: a row
 *
 * Returns: whether it holds a key that is not kept yet
 */
gboolean
chl_keep_row_has_key (ChlKeepRow *self)
{
  g_return_val_if_fail (CHL_IS_KEEP_ROW (self), FALSE);

  return self->secret != NULL;
}
