/* chl-roles-page.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-roles-page"

#include "config.h"

#include "chl-roles-page.h"

#include "chl-role-row.h"

struct _ChlRolesPage
{
  AdwPreferencesPage parent_instance;

  AdwPreferencesGroup *group;             /* (unowned) template child */
  ChlRoleRow          *rows[CHL_N_ROLES]; /* (unowned) (nullable) until there is an engine */
};

G_DEFINE_FINAL_TYPE (ChlRolesPage, chl_roles_page, ADW_TYPE_PREFERENCES_PAGE)

static void
chl_roles_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CHL_TYPE_ROLES_PAGE);

  G_OBJECT_CLASS (chl_roles_page_parent_class)->dispose (object);
}

static void
chl_roles_page_class_init (ChlRolesPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chl_roles_page_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/chl-roles-page.ui");
  gtk_widget_class_bind_template_child (widget_class, ChlRolesPage, group);
}

static void
chl_roles_page_init (ChlRolesPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * chl_roles_page_set_engine:
 * @self: a page that has none yet
 * @engine: whose roles it shows
 */
void
chl_roles_page_set_engine (ChlRolesPage *self,
                           ChlEngine    *engine)
{
  g_return_if_fail (CHL_IS_ROLES_PAGE (self));
  g_return_if_fail (CHL_IS_ENGINE (engine));

  for (guint role = 0; role < CHL_N_ROLES; role++)
    {
      self->rows[role] = CHL_ROLE_ROW (chl_role_row_new (engine, (ChlRole) role));
      adw_preferences_group_add (self->group, GTK_WIDGET (self->rows[role]));
    }
}

/**
 * chl_roles_page_replace:
 * @self: a page
 * @full_id: a model that was chosen, there or not
 *
 * Opens the models to choose from in the first row that misses this one.
 */
void
chl_roles_page_replace (ChlRolesPage *self,
                        const char   *full_id)
{
  g_return_if_fail (CHL_IS_ROLES_PAGE (self));
  g_return_if_fail (full_id != NULL);

  for (guint role = 0; role < CHL_N_ROLES; role++)
    if (self->rows[role] != NULL && chl_role_row_replace (self->rows[role], full_id))
      return;
}
