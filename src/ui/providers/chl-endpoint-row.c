/* chl-endpoint-row.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-endpoint-row"

#include "config.h"

#include "chl-endpoint-row.h"

#include <glib/gi18n-lib.h>

#include "chl-endpoint-preview.h"
#include "chl-program-provider.h"
#include "chl-provider-list.h"
#include "chl-row-layout.h"
#include "chl-settings-help.h"
#include "chl-site.h"

struct _ChlEndpointRow
{
  AdwExpanderRow parent_instance;

  ChlEngine          *engine;       /* (owned) (nullable) until it is set */
  ChlProvider        *provider;     /* (owned) (nullable) */
  GtkEditable        *entry;        /* (unowned) template child */
  ChlEndpointPreview *preview;      /* (unowned) template child */
  GtkWidget          *plain_row;    /* (unowned) template child */
  GtkSwitch          *plain_switch; /* (unowned) template child */
  GtkWidget          *usual_row;    /* (unowned) template child */
};

G_DEFINE_FINAL_TYPE (ChlEndpointRow, chl_endpoint_row, ADW_TYPE_EXPANDER_ROW)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
update_preview (ChlEndpointRow *self)
{
  const char *text = gtk_editable_get_text (self->entry);

  if (self->provider == NULL)
    return;

  if (chl_endpoint_preview_show (self->preview, G_OBJECT_TYPE (self->provider), text))
    gtk_widget_remove_css_class (GTK_WIDGET (self->entry), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->entry), "error");

  gtk_widget_set_visible (self->plain_row, chl_endpoint_preview_is_plain (self->preview));
}

/* Where requests go that nobody sent elsewhere: to the site that was chosen, if there are several. */
static const char *
get_usual (ChlEndpointRow *self)
{
  const ChlSite *site = chl_site_get (self->provider);

  return site != NULL ? site->endpoint : chl_provider_get_family (self->provider)->endpoint;
}

static void
update (ChlEndpointRow *self)
{
  const char *endpoint = chl_provider_get_endpoint (self->provider);
  const char *usual = get_usual (self);
  const char *words = endpoint != NULL ? endpoint : _("None yet");

  if (chl_provider_get_program (self->provider) != NULL)
    words = _("Not used: answers come from the program");
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), words);
  if (g_strcmp0 (gtk_editable_get_text (self->entry), endpoint) != 0)
    gtk_editable_set_text (self->entry, endpoint != NULL ? endpoint : "");
  gtk_switch_set_active (self->plain_switch,
                         chl_provider_get_option (self->provider, CHL_OPTION_PLAIN_HTTP) != NULL);
  gtk_widget_set_visible (self->usual_row, usual != NULL && g_strcmp0 (usual, endpoint) != 0);
  update_preview (self);
}

static void
finish_change (ChlEndpointRow *self)
{
  chl_settings_save (GTK_WIDGET (self), self->engine, self->provider);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
apply_cb (ChlEndpointRow *self)
{
  const char *text = gtk_editable_get_text (self->entry);

  /* The sentence stands under the entry already. */
  if (!chl_provider_change_option (self->provider, "endpoint", text, NULL))
    {
      gtk_widget_grab_focus (GTK_WIDGET (self->entry));
      return;
    }

  update (self);
  finish_change (self);
}

static void
plain_cb (ChlEndpointRow *self)
{
  gboolean is_on = gtk_switch_get_active (self->plain_switch);

  if (self->provider == NULL ||
      is_on == (chl_provider_get_option (self->provider, CHL_OPTION_PLAIN_HTTP) != NULL))
    return;

  chl_provider_change_option (self->provider, CHL_OPTION_PLAIN_HTTP, is_on ? "yes" : "no", NULL);
  finish_change (self);
}

static void
usual_cb (ChlEndpointRow *self)
{
  chl_provider_set_endpoint (self->provider, NULL);
  finish_change (self);
}

static void
chl_endpoint_row_dispose (GObject *object)
{
  ChlEndpointRow *self = CHL_ENDPOINT_ROW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), CHL_TYPE_ENDPOINT_ROW);
  g_clear_object (&self->provider);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (chl_endpoint_row_parent_class)->dispose (object);
}

static void
chl_endpoint_row_class_init (ChlEndpointRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chl_endpoint_row_dispose;

  /**
   * ChlEndpointRow::changed:
   *
   * The provider's requests go elsewhere, or may go there unencrypted, from now on.
   */
  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);

  g_type_ensure (CHL_TYPE_ENDPOINT_PREVIEW);
  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/chl-endpoint-row.ui");
  gtk_widget_class_bind_template_child (widget_class, ChlEndpointRow, entry);
  gtk_widget_class_bind_template_child (widget_class, ChlEndpointRow, preview);
  gtk_widget_class_bind_template_child (widget_class, ChlEndpointRow, plain_row);
  gtk_widget_class_bind_template_child (widget_class, ChlEndpointRow, plain_switch);
  gtk_widget_class_bind_template_child (widget_class, ChlEndpointRow, usual_row);
  gtk_widget_class_bind_template_callback (widget_class, update_preview);
  gtk_widget_class_bind_template_callback (widget_class, apply_cb);
  gtk_widget_class_bind_template_callback (widget_class, plain_cb);
  gtk_widget_class_bind_template_callback (widget_class, usual_cb);
}

static void
chl_endpoint_row_init (ChlEndpointRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  chl_row_layout_use_within (GTK_WIDGET (self));
}

/**
 * chl_endpoint_row_set_provider:
 * @self: a row that has none yet
 * @engine: the engine
 * @provider: whose address it shows
 */
void
chl_endpoint_row_set_provider (ChlEndpointRow *self,
                               ChlEngine      *engine,
                               ChlProvider    *provider)
{
  g_return_if_fail (CHL_IS_ENDPOINT_ROW (self));
  g_return_if_fail (self->provider == NULL);

  self->engine = g_object_ref (engine);
  self->provider = g_object_ref (provider);
  chl_endpoint_preview_set_like (self->preview, provider);
  g_signal_connect_object (provider, "notify::endpoint", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (provider, "option-changed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  update (self);
}

/**
 * chl_endpoint_row_take_back:
 * @self: a row
 *
 * Shows the address that is used again, instead of one that was typed and not applied.
 *
 * Returns: whether there was one
 */
gboolean
chl_endpoint_row_take_back (ChlEndpointRow *self)
{
  const char *endpoint;

  g_return_val_if_fail (CHL_IS_ENDPOINT_ROW (self), FALSE);
  g_return_val_if_fail (self->provider != NULL, FALSE);

  endpoint = chl_provider_get_endpoint (self->provider);
  if (g_str_equal (gtk_editable_get_text (self->entry), endpoint != NULL ? endpoint : ""))
    return FALSE;

  update (self);

  return TRUE;
}

/**
 * chl_endpoint_row_edit:
 * @self: a row
 *
 * Opens it for a change.
 */
void
chl_endpoint_row_edit (ChlEndpointRow *self)
{
  g_return_if_fail (CHL_IS_ENDPOINT_ROW (self));

  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self), TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}
