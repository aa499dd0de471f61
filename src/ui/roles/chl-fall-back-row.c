/* chl-fall-back-row.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-fall-back-row"

#include "config.h"

#include "chl-fall-back-row.h"

#include <glib/gi18n-lib.h>

#include "chl-names.h"
#include "chl-provider-list.h"

struct _ChlFallBackRow
{
  AdwActionRow parent_instance;

  ChlEngine *engine;  /* (owned) */
  char      *full_id; /* (owned) */
  GtkLabel  *number;  /* (unowned) template child */
  GtkWidget *up;      /* (unowned) template child */
  GtkWidget *down;    /* (unowned) template child */
};

G_DEFINE_FINAL_TYPE (ChlFallBackRow, chl_fall_back_row, ADW_TYPE_ACTION_ROW)

enum
{
  SIGNAL_MOVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
up_cb (ChlFallBackRow *self)
{
  g_signal_emit (self, signals[SIGNAL_MOVED], 0, self->full_id, -1);
}

static void
down_cb (ChlFallBackRow *self)
{
  g_signal_emit (self, signals[SIGNAL_MOVED], 0, self->full_id, 1);
}

static void
remove_cb (ChlFallBackRow *self)
{
  g_signal_emit (self, signals[SIGNAL_MOVED], 0, self->full_id, 0);
}

static void
chl_fall_back_row_dispose (GObject *object)
{
  ChlFallBackRow *self = CHL_FALL_BACK_ROW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), CHL_TYPE_FALL_BACK_ROW);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (chl_fall_back_row_parent_class)->dispose (object);
}

static void
chl_fall_back_row_finalize (GObject *object)
{
  ChlFallBackRow *self = CHL_FALL_BACK_ROW (object);

  g_clear_pointer (&self->full_id, g_free);

  G_OBJECT_CLASS (chl_fall_back_row_parent_class)->finalize (object);
}

static void
chl_fall_back_row_class_init (ChlFallBackRowClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = chl_fall_back_row_dispose;
  object_class->finalize = chl_fall_back_row_finalize;

  /**
   * ChlFallBackRow::moved:
   * @full_id: the model
   * @step: -1 for up, 1 for down, 0 for away
   */
  signals[SIGNAL_MOVED] =
    g_signal_new ("moved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_INT);

  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/chl-fall-back-row.ui");
  gtk_widget_class_bind_template_child (widget_class, ChlFallBackRow, number);
  gtk_widget_class_bind_template_child (widget_class, ChlFallBackRow, up);
  gtk_widget_class_bind_template_child (widget_class, ChlFallBackRow, down);
  gtk_widget_class_bind_template_callback (widget_class, up_cb);
  gtk_widget_class_bind_template_callback (widget_class, down_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_cb);
}

static void
chl_fall_back_row_init (ChlFallBackRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * chl_fall_back_row_new:
 * @engine: the engine
 * @full_id: the model, there or not
 *
 * Returns: (transfer floating): a new #ChlFallBackRow
 */
GtkWidget *
chl_fall_back_row_new (ChlEngine  *engine,
                       const char *full_id)
{
  ChlFallBackRow *self = g_object_new (CHL_TYPE_FALL_BACK_ROW, NULL);

  self->engine = g_object_ref (engine);
  self->full_id = g_strdup (full_id);

  return GTK_WIDGET (self);
}

const char *
chl_fall_back_row_get_id (ChlFallBackRow *self)
{
  g_return_val_if_fail (CHL_IS_FALL_BACK_ROW (self), NULL);

  return self->full_id;
}

/**
 * chl_fall_back_row_update:
 * @self: a row
 * @role: what the model is for
 * @position: its place, from 0
 * @n_positions: how many there are
 */
void
chl_fall_back_row_update (ChlFallBackRow *self,
                          ChlRole         role,
                          guint           position,
                          guint           n_positions)
{
  ChlProvider     *provider = NULL;
  ChlModel        *model;
  const char      *words = NULL;
  g_autofree char *title = NULL;
  g_autofree char *number = NULL;

  g_return_if_fail (CHL_IS_FALL_BACK_ROW (self));

  model = chl_provider_list_find_model (chl_engine_get_providers (self->engine), self->full_id,
                                        &provider);
  title = chl_names_dup_model (self->engine, self->full_id);
  number = g_strdup_printf ("%u", position + 1);

  if (provider != NULL)
    words = chl_provider_get_title (provider);
  if (model == NULL || provider == NULL || chl_model_is_gone (model))
    words = _("It is not there any more");
  else if (!chl_provider_is_enabled (provider) || !chl_model_is_enabled (model))
    words = _("It is turned off");
  else
    chl_model_suits (model, role, &words);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), words);
  gtk_label_set_label (self->number, number);
  gtk_widget_set_sensitive (self->up, position > 0);
  gtk_widget_set_sensitive (self->down, position + 1 < n_positions);
}
