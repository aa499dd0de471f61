/* chl-model-users-row.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-model-users-row"

#include "config.h"

#include "chl-model-users-row.h"

#include <glib/gi18n-lib.h>

#include "chl-model-remove.h"
#include "chl-model-users.h"

struct _ChlModelUsersRow
{
  AdwActionRow parent_instance;

  ChlEngine   *engine;   /* (owned) (nullable) until it is set */
  ChlProvider *provider; /* (owned) (nullable) */
  ChlModel    *model;    /* (owned) (nullable) */
  GtkWidget   *button;   /* (unowned) */
};

G_DEFINE_FINAL_TYPE (ChlModelUsersRow, chl_model_users_row, ADW_TYPE_ACTION_ROW)

/* What is chosen for a kind of work is better replaced than taken away. */
static gboolean
is_to_replace (ChlModelUsersRow *self)
{
  ChlModelUsers users;

  chl_model_users_find (self->engine, chl_model_get_full_id (self->model), &users);

  return chl_model_is_gone (self->model) && users.n_roles > 0;
}

static void
update (ChlModelUsersRow *self)
{
  gboolean         is_custom = chl_model_is_custom (self->model);
  ChlModelUsers    users;
  g_autofree char *words = NULL;

  chl_model_users_find (self->engine, chl_model_get_full_id (self->model), &users);
  words = chl_model_users_dup_sentence (&users);
  if (words == NULL)
    words = g_strdup (_("No kind of work and no chat uses it"));

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self),
                                 is_custom ? _("You Added This Model")
                                           : _("Gone From the List"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), words);
  gtk_button_set_label (GTK_BUTTON (self->button),
                        is_to_replace (self) ? _("Choose Another…") : C_("verb", "Remove"));
  gtk_widget_set_visible (GTK_WIDGET (self), is_custom || chl_model_is_gone (self->model));
}

static void
clicked_cb (ChlModelUsersRow *self)
{
  if (is_to_replace (self))
    {
      g_autofree char *page = g_strconcat ("roles:", chl_model_get_full_id (self->model), NULL);

      gtk_widget_activate_action (GTK_WIDGET (self), "settings.show-page", "s", page);
    }
  else
    chl_model_remove (GTK_WIDGET (self), self->engine, self->provider, self->model);
}

static void
chl_model_users_row_dispose (GObject *object)
{
  ChlModelUsersRow *self = CHL_MODEL_USERS_ROW (object);

  g_clear_object (&self->model);
  g_clear_object (&self->provider);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (chl_model_users_row_parent_class)->dispose (object);
}

static void
chl_model_users_row_class_init (ChlModelUsersRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = chl_model_users_row_dispose;
}

static void
chl_model_users_row_init (ChlModelUsersRow *self)
{
  self->button = gtk_button_new ();
  gtk_widget_set_valign (self->button, GTK_ALIGN_CENTER);
  g_signal_connect_object (self->button, "clicked", G_CALLBACK (clicked_cb), self,
                           G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), self->button);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * chl_model_users_row_set_model:
 * @self: a row that has none yet
 * @engine: the engine
 * @provider: whose model it is
 * @model: which one
 */
void
chl_model_users_row_set_model (ChlModelUsersRow *self,
                               ChlEngine        *engine,
                               ChlProvider      *provider,
                               ChlModel         *model)
{
  g_return_if_fail (CHL_IS_MODEL_USERS_ROW (self));
  g_return_if_fail (self->model == NULL);

  self->engine = g_object_ref (engine);
  self->provider = g_object_ref (provider);
  self->model = g_object_ref (model);
  g_signal_connect_object (model, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (chl_engine_get_roles (engine), "changed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  update (self);
}
