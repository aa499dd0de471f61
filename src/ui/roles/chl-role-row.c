/* chl-role-row.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-role-row"

#include "config.h"

#include "chl-role-row.h"

#include <glib/gi18n-lib.h>

#include "chl-fall-back-row.h"
#include "chl-names.h"
#include "chl-number-row.h"
#include "chl-open-later.h"
#include "chl-provider-list.h"
#include "chl-role-effort.h"
#include "chl-role-popover.h"
#include "chl-roles.h"
#include "chl-row-layout.h"
#include "chl-settings-help.h"

struct _ChlRoleRow
{
  AdwExpanderRow parent_instance;

  ChlEngine     *engine; /* (owned) (nullable) until it is set */
  ChlRole        role;
  GPtrArray     *fall_backs;   /* (owned) (element-type GtkWidget) their rows */
  char          *replaced;     /* (owned) (nullable) the fall-back that another one is looked for */
  gboolean       is_replacing; /* from then on until the list is open */
  guint          update_id;    /* idle source */
  GtkImage      *icon;         /* (unowned) template child */
  GtkMenuButton *button;       /* (unowned) template child */
  GtkLabel      *model_title;  /* (unowned) template child */
  GtkWidget     *warning;      /* (unowned) template child */
  GtkLabel      *model_place;  /* (unowned) template child */
  GtkWidget     *chain_row;    /* (unowned) template child */
  GtkMenuButton *add_button;   /* (unowned) template child */
  GtkWidget     *effort;       /* (unowned) (nullable) */
  GtkWidget     *temperature;  /* (unowned) (nullable) */
  GtkWidget     *max_output;   /* (unowned) (nullable) */
};

G_DEFINE_FINAL_TYPE (ChlRoleRow, chl_role_row, ADW_TYPE_EXPANDER_ROW)

static const char *const icons[CHL_N_ROLES] = {
  [CHL_ROLE_CHAT] = "chl-role-chat-symbolic",
  [CHL_ROLE_LIGHT] = "chl-role-light-symbolic",
  [CHL_ROLE_REASONING] = "chl-thinking-symbolic",
  [CHL_ROLE_BUDDY] = "chl-role-buddy-symbolic",
  [CHL_ROLE_COMPLETION] = "chl-role-completion-symbolic",
  [CHL_ROLE_EMBEDDING] = "chl-search-symbolic",
};

static const char *const *
get_chain (ChlRoleRow *self)
{
  return chl_roles_get_chain (chl_engine_get_roles (self->engine), self->role);
}

static void
set_chain (ChlRoleRow *self,
           GPtrArray  *ids)
{
  chl_roles_set_chain (chl_engine_get_roles (self->engine), self->role,
                       (const char *const *) ids->pdata);
}

/* Returns: (transfer full) (element-type utf8): the chain, to change */
static GPtrArray *
dup_chain (ChlRoleRow *self)
{
  const char *const *chain = get_chain (self);
  GPtrArray         *ids = g_ptr_array_new_null_terminated (4, g_free, TRUE);

  for (guint i = 0; chain[i] != NULL; i++)
    g_ptr_array_add (ids, g_strdup (chain[i]));

  return ids;
}

/* An id must occur once only: where it is put, it is taken from elsewhere. */
static void
remove_id (GPtrArray  *ids,
           const char *id)
{
  guint position;

  if (g_ptr_array_find_with_equal_func (ids, id, g_str_equal, &position))
    g_ptr_array_remove_index (ids, position);
}

static void
chosen_cb (ChlRoleRow *self,
           const char *full_id)
{
  g_autoptr(GPtrArray) ids = dup_chain (self);

  if (ids->len > 0)
    g_ptr_array_remove_index (ids, 0);

  /* Without a first choice there is nothing to fall back from. */
  if (*full_id == '\0')
    g_ptr_array_set_size (ids, 0);
  else
    {
      remove_id (ids, full_id);
      g_ptr_array_insert (ids, 0, g_strdup (full_id));
    }

  set_chain (self, ids);
}

static void
added_cb (ChlRoleRow *self,
          const char *full_id)
{
  g_autoptr(GPtrArray) ids = dup_chain (self);
  guint position = ids->len;

  if (g_ptr_array_find_with_equal_func (ids, full_id, g_str_equal, NULL))
    return;

  if (self->replaced != NULL &&
      g_ptr_array_find_with_equal_func (ids, self->replaced, g_str_equal, &position))
    g_ptr_array_remove_index (ids, position);

  g_ptr_array_insert (ids, (int) position, g_strdup (full_id));
  set_chain (self, ids);
}

/* Whoever opens the list of fall-backs by its button wants one more. */
static void
add_mapped_cb (ChlRoleRow *self)
{
  if (!self->is_replacing)
    g_clear_pointer (&self->replaced, g_free);
  self->is_replacing = FALSE;
}

static void
moved_cb (ChlRoleRow *self,
          const char *full_id,
          int         step)
{
  g_autoptr(GPtrArray) ids = dup_chain (self);
  guint position;

  if (!g_ptr_array_find_with_equal_func (ids, full_id, g_str_equal, &position))
    return;

  if (step == 0)
    g_ptr_array_remove_index (ids, position);
  else
    {
      gpointer id = g_ptr_array_steal_index (ids, position);
      int      target = CLAMP ((int) position + step, 1, (int) ids->len);

      g_ptr_array_insert (ids, target, id);
    }

  set_chain (self, ids);
}

static gboolean
has_same_fall_backs (ChlRoleRow        *self,
                     const char *const *chain)
{
  guint n_chain = g_strv_length ((GStrv) chain);

  if (self->fall_backs->len != (n_chain > 0 ? n_chain - 1 : 0))
    return FALSE;

  for (guint i = 0; i < self->fall_backs->len; i++)
    if (!g_str_equal (chl_fall_back_row_get_id (g_ptr_array_index (self->fall_backs, i)),
                      chain[i + 1]))
      return FALSE;

  return TRUE;
}

static void
place_row (ChlRoleRow *self,
           GtkWidget  *row)
{
  g_object_ref (row);
  adw_expander_row_remove (ADW_EXPANDER_ROW (self), row);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
  g_object_unref (row);
}

static void
update_fall_backs (ChlRoleRow *self)
{
  const char *const *chain = get_chain (self);

  gtk_widget_set_visible (self->chain_row, chain[0] != NULL);

  if (!has_same_fall_backs (self, chain))
    {
      for (guint i = 0; i < self->fall_backs->len; i++)
        adw_expander_row_remove (ADW_EXPANDER_ROW (self), g_ptr_array_index (self->fall_backs, i));
      g_ptr_array_set_size (self->fall_backs, 0);

      for (guint i = 1; chain[0] != NULL && chain[i] != NULL; i++)
        {
          GtkWidget *row = chl_fall_back_row_new (self->engine, chain[i]);

          g_signal_connect_object (row, "moved", G_CALLBACK (moved_cb), self, G_CONNECT_SWAPPED);
          adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
          g_ptr_array_add (self->fall_backs, row);
        }

      place_row (self, self->effort);
      place_row (self, self->temperature);
      place_row (self, self->max_output);
    }

  for (guint i = 0; i < self->fall_backs->len; i++)
    chl_fall_back_row_update (g_ptr_array_index (self->fall_backs, i), self->role, i,
                              self->fall_backs->len);
}

/* Where the model is that was chosen, or what is wrong with it. */
static char *
dup_place (ChlProvider *provider,
           const char  *chosen,
           gboolean     is_wrong)
{
  g_autofree char *where = NULL;

  if (provider == NULL)
    {
      if (!is_wrong)
        return NULL;
      return g_strdup (chosen != NULL ? C_("model", "Not available") : C_("model", "None fits"));
    }

  if (!chl_provider_is_local (provider) && !chl_names_is_practice (provider))
    return g_strdup (chl_provider_get_title (provider));

  where = chl_names_dup_place (provider);

  return g_strdup_printf (_("%s · %s"), chl_provider_get_title (provider), where);
}

/* What stands on the button: the model that was chosen, there or not. */
static void
update_button (ChlRoleRow *self,
               const char *chosen,
               const char *problem)
{
  ChlProvider     *provider = NULL;
  g_autofree char *title = NULL;
  g_autofree char *place = NULL;
  g_autofree char *name = NULL;

  if (chosen == NULL)
    title = g_strdup (C_("model", "Not Set"));
  else
    {
      title = chl_names_dup_model (self->engine, chosen);
      chl_provider_list_find_model (chl_engine_get_providers (self->engine), chosen, &provider);
    }

  place = dup_place (provider, chosen, problem != NULL);
  gtk_label_set_label (self->model_title, title);
  gtk_label_set_label (self->model_place, place != NULL ? place : "");
  gtk_widget_set_visible (GTK_WIDGET (self->model_place), place != NULL);

  /* Translators: a kind of work, and the model that was chosen for it. */
  name = g_strdup_printf (_("Model for %s: %s"), chl_role_get_title (self->role), title);
  chl_settings_set_name (GTK_WIDGET (self->button), name);

  gtk_widget_set_visible (self->warning, problem != NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), problem);
}

static void
update (ChlRoleRow *self)
{
  const char      *chosen = get_chain (self)[0];
  g_autofree char *why = NULL;
  g_autofree char *sentence = NULL;
  g_autofree char *subtitle = NULL;
  ChlModel        *model;
  gboolean         is_first;

  model = chl_roles_resolve (chl_engine_get_roles (self->engine), self->role, &why);
  is_first = model != NULL && g_strcmp0 (chl_model_get_full_id (model), chosen) == 0;
  sentence = chl_settings_dup_sentence (why);

  /* The first choice needs no words. */
  subtitle = is_first ? g_strdup (chl_role_get_summary (self->role))
                      : g_strdup_printf ("%s\n%s", chl_role_get_summary (self->role), sentence);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), subtitle);
  update_button (self, chosen,
                 model == NULL || (chosen != NULL && !is_first) ? sentence : NULL);
  update_fall_backs (self);
}

static gboolean
update_cb (gpointer user_data)
{
  ChlRoleRow *self = CHL_ROLE_ROW (user_data);

  self->update_id = 0;
  update (self);

  return G_SOURCE_REMOVE;
}

/* A press that turns thousands of models on is one update. */
static void
queue_update (ChlRoleRow *self)
{
  if (self->update_id == 0)
    self->update_id = g_idle_add (update_cb, self);
}

static void
changed_cb (ChlRoleRow *self,
            guint       role)
{
  if (role == self->role)
    queue_update (self);
}

static void
chl_role_row_dispose (GObject *object)
{
  ChlRoleRow *self = CHL_ROLE_ROW (object);

  g_clear_handle_id (&self->update_id, g_source_remove);
  g_ptr_array_set_size (self->fall_backs, 0);
  gtk_widget_dispose_template (GTK_WIDGET (self), CHL_TYPE_ROLE_ROW);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (chl_role_row_parent_class)->dispose (object);
}

static void
chl_role_row_finalize (GObject *object)
{
  ChlRoleRow *self = CHL_ROLE_ROW (object);

  g_clear_pointer (&self->fall_backs, g_ptr_array_unref);
  g_clear_pointer (&self->replaced, g_free);

  G_OBJECT_CLASS (chl_role_row_parent_class)->finalize (object);
}

static void
chl_role_row_class_init (ChlRoleRowClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = chl_role_row_dispose;
  object_class->finalize = chl_role_row_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/chl-role-row.ui");
  gtk_widget_class_bind_template_child (widget_class, ChlRoleRow, icon);
  gtk_widget_class_bind_template_child (widget_class, ChlRoleRow, warning);
  gtk_widget_class_bind_template_child (widget_class, ChlRoleRow, button);
  gtk_widget_class_bind_template_child (widget_class, ChlRoleRow, model_title);
  gtk_widget_class_bind_template_child (widget_class, ChlRoleRow, model_place);
  gtk_widget_class_bind_template_child (widget_class, ChlRoleRow, chain_row);
  gtk_widget_class_bind_template_child (widget_class, ChlRoleRow, add_button);
}

static void
chl_role_row_init (ChlRoleRow *self)
{
  self->fall_backs = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  chl_row_layout_use_within (GTK_WIDGET (self));
}

static void
add_parameters (ChlRoleRow *self)
{
  self->effort = chl_role_effort_new (self->engine, self->role);
  self->temperature = chl_number_row_new (self->engine, self->role, CHL_NUMBER_TEMPERATURE);
  self->max_output = chl_number_row_new (self->engine, self->role, CHL_NUMBER_MAX_OUTPUT);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), self->effort);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), self->temperature);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), self->max_output);

  gtk_widget_set_visible (self->effort, self->role != CHL_ROLE_COMPLETION &&
                                          self->role != CHL_ROLE_EMBEDDING);
  gtk_widget_set_visible (self->temperature, self->role != CHL_ROLE_EMBEDDING);
  gtk_widget_set_visible (self->max_output, self->role != CHL_ROLE_EMBEDDING);
}

/**
 * chl_role_row_new:
 * @engine: the engine
 * @role: the kind of work
 *
 * Returns: (transfer floating): a new #ChlRoleRow
 */
GtkWidget *
chl_role_row_new (ChlEngine *engine,
                  ChlRole    role)
{
  ChlRoleRow *self;
  GtkWidget  *popover;
  GtkWidget  *add_popover;

  g_return_val_if_fail (CHL_IS_ENGINE (engine), NULL);
  g_return_val_if_fail (role < CHL_N_ROLES, NULL);

  self = g_object_new (CHL_TYPE_ROLE_ROW, NULL);
  self->engine = g_object_ref (engine);
  self->role = role;

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), chl_role_get_title (role));
  gtk_image_set_from_icon_name (self->icon, icons[role]);
  popover = chl_role_popover_new (engine, role, TRUE);
  g_signal_connect_object (popover, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_menu_button_set_popover (self->button, popover);
  add_popover = chl_role_popover_new (engine, role, FALSE);
  g_signal_connect_object (add_popover, "chosen", G_CALLBACK (added_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (add_popover, "map", G_CALLBACK (add_mapped_cb), self, G_CONNECT_SWAPPED);
  gtk_menu_button_set_popover (self->add_button, add_popover);
  add_parameters (self);

  g_signal_connect_object (chl_engine_get_roles (engine), "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  update (self);

  return GTK_WIDGET (self);
}

/**
 * chl_role_row_replace:
 * @self: a row
 * @full_id: a model that was chosen, there or not
 *
 * Opens the models to choose from, as soon as the row is in sight; what is chosen takes the place of
 * @full_id.
 *
 * Returns: whether this kind of work names @full_id
 */
gboolean
chl_role_row_replace (ChlRoleRow *self,
                      const char *full_id)
{
  const char *const *chain;

  g_return_val_if_fail (CHL_IS_ROLE_ROW (self), FALSE);
  g_return_val_if_fail (full_id != NULL, FALSE);

  chain = get_chain (self);
  if (!g_strv_contains (chain, full_id))
    return FALSE;

  if (g_str_equal (chain[0], full_id))
    {
      chl_open_later (self->button);
      return TRUE;
    }

  g_free (self->replaced);
  self->replaced = g_strdup (full_id);
  self->is_replacing = TRUE;
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self), TRUE);
  chl_open_later (self->add_button);

  return TRUE;
}
