/* chl-role-popover.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-role-popover"

#include "config.h"

#include "chl-role-popover.h"

#include <string.h>

#include "chl-provider-list.h"
#include "chl-role-choice.h"

struct _ChlRolePopover
{
  GtkPopover parent_instance;

  ChlEngine          *engine; /* (owned) */
  ChlRole             role;
  gboolean            has_none; /* whether none may be chosen */
  GtkStringList      *ids;      /* (owned) full ids, what suits first; "" for none */
  GtkFilterListModel *shown;    /* (owned) */
  GtkCustomFilter    *filter;   /* (owned) */
  char               *query;    /* (owned) folded */
  GtkSearchEntry     *entry;    /* (unowned) template child */
  GtkListView        *list;     /* (unowned) template child */
  GtkStack           *stack;    /* (unowned) template child */
};

G_DEFINE_FINAL_TYPE (ChlRolePopover, chl_role_popover, GTK_TYPE_POPOVER)

enum
{
  SIGNAL_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static ChlModel *
find_model (ChlRolePopover *self,
            const char     *full_id,
            ChlProvider   **out_provider)
{
  return chl_provider_list_find_model (chl_engine_get_providers (self->engine), full_id,
                                       out_provider);
}

static gboolean
matches (gpointer item,
         gpointer user_data)
{
  ChlRolePopover  *self = user_data;
  const char      *id = gtk_string_object_get_string (item);
  ChlProvider     *provider = NULL;
  ChlModel        *model = find_model (self, id, &provider);
  g_autofree char *text = NULL;
  g_autofree char *folded = NULL;

  if (*self->query == '\0')
    return TRUE;
  if (model == NULL)
    return FALSE;

  text = g_strjoin ("\n", chl_model_get_title (model), id, chl_provider_get_title (provider), NULL);
  folded = g_utf8_casefold (text, -1);

  return strstr (folded, self->query) != NULL;
}

static void
add_models (ChlRolePopover *self,
            gboolean        are_suited)
{
  GListModel *providers = G_LIST_MODEL (chl_engine_get_providers (self->engine));

  for (guint i = 0; i < g_list_model_get_n_items (providers); i++)
    {
      g_autoptr(ChlProvider) provider = g_list_model_get_item (providers, i);
      GListModel *models = chl_provider_get_models (provider);

      if (!chl_provider_is_enabled (provider))
        continue;

      for (guint j = 0; j < g_list_model_get_n_items (models); j++)
        {
          g_autoptr(ChlModel) model = g_list_model_get_item (models, j);

          if (chl_model_is_enabled (model) &&
              chl_model_suits (model, self->role, NULL) == are_suited)
            gtk_string_list_append (self->ids, chl_model_get_full_id (model));
        }
    }
}

static void
update_stack (ChlRolePopover *self)
{
  guint n_all = g_list_model_get_n_items (G_LIST_MODEL (self->ids));
  guint n_shown = g_list_model_get_n_items (G_LIST_MODEL (self->shown));

  gtk_stack_set_visible_child_name (self->stack, n_shown > 0                      ? "list"
                                                 : n_all > (guint) self->has_none ? "nothing"
                                                                                  : "none");
}

static void
fill (ChlRolePopover *self)
{
  gtk_string_list_splice (self->ids, 0, g_list_model_get_n_items (G_LIST_MODEL (self->ids)), NULL);
  if (self->has_none)
    gtk_string_list_append (self->ids, "");
  add_models (self, TRUE);
  add_models (self, FALSE);
  update_stack (self);
}

static void
search_cb (ChlRolePopover *self)
{
  g_free (self->query);
  self->query = g_utf8_casefold (gtk_editable_get_text (GTK_EDITABLE (self->entry)), -1);
  if (self->shown == NULL)
    return;

  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
  update_stack (self);
}

static void
setup_cb (ChlRolePopover *self,
          GtkListItem    *item)
{
  gtk_list_item_set_child (item, chl_role_choice_new ());
}

static void
bind_cb (ChlRolePopover *self,
         GtkListItem    *item)
{
  const char  *id = gtk_string_object_get_string (gtk_list_item_get_item (item));
  ChlProvider *provider = NULL;
  ChlModel    *model = find_model (self, id, &provider);
  GtkWidget   *line = gtk_list_item_get_child (item);
  gboolean     is_suited;

  is_suited = chl_role_choice_show (CHL_ROLE_CHOICE (line), provider, model, self->role);
  gtk_list_item_set_activatable (item, is_suited);
}

static void
choose (ChlRolePopover *self,
        guint           position)
{
  g_autoptr(GtkStringObject) item = g_list_model_get_item (G_LIST_MODEL (self->shown), position);
  const char *id = item != NULL ? gtk_string_object_get_string (item) : NULL;
  ChlModel   *model = id != NULL ? find_model (self, id, NULL) : NULL;

  if (id == NULL || (model != NULL && !chl_model_suits (model, self->role, NULL)))
    return;

  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, id);
}

/* What was typed last may not have been searched for yet. */
static void
entry_activate_cb (ChlRolePopover *self)
{
  search_cb (self);
  choose (self, 0);
}

static void
chl_role_popover_map (GtkWidget *widget)
{
  ChlRolePopover *self = CHL_ROLE_POPOVER (widget);

  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  search_cb (self);
  fill (self);

  GTK_WIDGET_CLASS (chl_role_popover_parent_class)->map (widget);

  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
chl_role_popover_dispose (GObject *object)
{
  ChlRolePopover *self = CHL_ROLE_POPOVER (object);

  if (self->list != NULL)
    gtk_list_view_set_model (self->list, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), CHL_TYPE_ROLE_POPOVER);
  g_clear_object (&self->shown);
  g_clear_object (&self->filter);
  g_clear_object (&self->ids);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (chl_role_popover_parent_class)->dispose (object);
}

static void
chl_role_popover_finalize (GObject *object)
{
  ChlRolePopover *self = CHL_ROLE_POPOVER (object);

  g_clear_pointer (&self->query, g_free);

  G_OBJECT_CLASS (chl_role_popover_parent_class)->finalize (object);
}

static void
chl_role_popover_class_init (ChlRolePopoverClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = chl_role_popover_dispose;
  object_class->finalize = chl_role_popover_finalize;
  widget_class->map = chl_role_popover_map;

  /**
   * ChlRolePopover::chosen:
   * @full_id: the model; "" for none
   */
  signals[SIGNAL_CHOSEN] =
    g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/chl-role-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, ChlRolePopover, entry);
  gtk_widget_class_bind_template_child (widget_class, ChlRolePopover, list);
  gtk_widget_class_bind_template_child (widget_class, ChlRolePopover, stack);
  gtk_widget_class_bind_template_callback (widget_class, setup_cb);
  gtk_widget_class_bind_template_callback (widget_class, bind_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_cb);
  gtk_widget_class_bind_template_callback (widget_class, choose);
  gtk_widget_class_bind_template_callback (widget_class, entry_activate_cb);
}

static void
chl_role_popover_init (ChlRolePopover *self)
{
  self->query = g_strdup ("");
  self->ids = gtk_string_list_new (NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * chl_role_popover_new:
 * @engine: whose models it offers
 * @role: what the model is for
 * @has_none: whether none may be chosen
 *
 * Returns: (transfer floating): a new #ChlRolePopover
 */
GtkWidget *
chl_role_popover_new (ChlEngine *engine,
                      ChlRole    role,
                      gboolean   has_none)
{
  g_autoptr(GtkNoSelection) selection = NULL;
  ChlRolePopover *self;

  g_return_val_if_fail (CHL_IS_ENGINE (engine), NULL);

  self = g_object_new (CHL_TYPE_ROLE_POPOVER, NULL);
  self->engine = g_object_ref (engine);
  self->role = role;
  self->has_none = has_none;
  self->filter = gtk_custom_filter_new (matches, self, NULL);
  self->shown = gtk_filter_list_model_new (g_object_ref (G_LIST_MODEL (self->ids)),
                                           g_object_ref (GTK_FILTER (self->filter)));
  selection = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->shown)));
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (selection));

  return GTK_WIDGET (self);
}
