/* chl-site-row.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-site-row"

#include "config.h"

#include "chl-site-row.h"

#include <glib/gi18n-lib.h>

#include "chl-region-trial.h"
#include "chl-row-layout.h"
#include "chl-settings-help.h"
#include "chl-site.h"

/**
 * ChlSiteRow:
 *
 * One of the choices that say which of a family's addresses a provider will have. What is chosen is
 * set on a draft of the provider, which nobody else knows yet.
 */
struct _ChlSiteRow
{
  AdwComboRow parent_instance;

  ChlProvider     *draft;  /* (owned) (nullable) */
  const ChlOption *option; /* (unowned) (nullable) of the draft's family */
};

G_DEFINE_FINAL_TYPE (ChlSiteRow, chl_site_row, ADW_TYPE_COMBO_ROW)

/* What the region comes to is said by the plan, too. */
static void
update (ChlSiteRow *self)
{
  g_autofree char *summary = NULL;

  if (self->option == NULL)
    return;

  if (g_str_equal (self->option->key, CHL_OPTION_REGION))
    summary = chl_region_dup_summary (self->draft);
  else if (self->option->summary != NULL)
    summary = g_strdup (g_dgettext (GETTEXT_PACKAGE, self->option->summary));

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), summary);
}

static void
selected_cb (ChlSiteRow *self)
{
  guint selected = adw_combo_row_get_selected (ADW_COMBO_ROW (self));

  if (self->option == NULL || selected == GTK_INVALID_LIST_POSITION)
    return;

  /* The first one holds while nothing is set. */
  chl_provider_set_option (self->draft, self->option->key,
                           selected > 0 ? self->option->choices[selected].value : NULL);
}

static void
chl_site_row_dispose (GObject *object)
{
  ChlSiteRow *self = CHL_SITE_ROW (object);

  self->option = NULL;
  g_clear_object (&self->draft);

  G_OBJECT_CLASS (chl_site_row_parent_class)->dispose (object);
}

static void
chl_site_row_class_init (ChlSiteRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = chl_site_row_dispose;
}

static void
chl_site_row_init (ChlSiteRow *self)
{
  g_object_set (self, "use-markup", FALSE, "visible", FALSE, NULL);
  chl_row_layout_use (ADW_ACTION_ROW (self));
  g_signal_connect (self, "notify::selected", G_CALLBACK (selected_cb), NULL);
}

/**
 * chl_site_row_set_draft:
 * @self: a row
 * @draft: a provider without options
 * @key: the option that is chosen here; a family that does not have it is not asked for it
 *
 * Begins anew, with the usual choice.
 */
void
chl_site_row_set_draft (ChlSiteRow  *self,
                        ChlProvider *draft,
                        const char  *key)
{
  const ChlFamily *family;
  const ChlOption *option;

  g_return_if_fail (CHL_IS_SITE_ROW (self));
  g_return_if_fail (CHL_IS_PROVIDER (draft));

  family = chl_provider_get_family (draft);
  option = family->sites != NULL ? chl_option_find (family->options, key) : NULL;
  self->option = NULL;
  if (g_set_object (&self->draft, draft))
    g_signal_connect_object (draft, "option-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  gtk_widget_set_visible (GTK_WIDGET (self), option != NULL);
  if (option == NULL)
    return;

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self),
                                 g_dgettext (GETTEXT_PACKAGE, option->title));
  chl_settings_show_choices (ADW_COMBO_ROW (self), option);
  adw_combo_row_set_selected (ADW_COMBO_ROW (self), 0);
  self->option = option;
  update (self);
}
