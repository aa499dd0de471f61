/* chl-endpoint-preview.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-endpoint-preview"

#include "config.h"

#include "chl-endpoint-preview.h"

#include <glib/gi18n-lib.h>

#include "chl-address.h"
#include "chl-settings-help.h"

/**
 * ChlEndpointPreview:
 *
 * What comes of an address as it is typed: where each kind of request will go, or what is wrong
 * with it.
 */
struct _ChlEndpointPreview
{
  AdwBin parent_instance;

  GtkLabel    *sentence; /* (unowned) template child */
  GtkGrid     *grid;     /* (unowned) template child */
  ChlProvider *like;     /* (owned) (nullable) */
  gboolean     is_plain;
};

G_DEFINE_FINAL_TYPE (ChlEndpointPreview, chl_endpoint_preview, ADW_TYPE_BIN)

static const struct
{
  ChlOperation operation;
  const char  *title;
} rows[] = {
  { CHL_OPERATION_MODELS, NC_ ("request", "Models") },
  { CHL_OPERATION_CHAT, NC_ ("request", "Chat") },
  { CHL_OPERATION_COMPLETIONS, NC_ ("request", "Completion") },
  { CHL_OPERATION_EMBEDDINGS, NC_ ("request", "Embeddings") },
};

static void
clear_grid (ChlEndpointPreview *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->grid))) != NULL)
    gtk_grid_remove (self->grid, child);
}

static void
add_url (ChlEndpointPreview *self,
         int                 line,
         const char         *title,
         const char         *url)
{
  GtkWidget *name = gtk_label_new (title);
  GtkWidget *value = gtk_label_new (url);

  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_yalign (GTK_LABEL (name), 0);
  gtk_widget_add_css_class (name, "dim-label");
  gtk_widget_add_css_class (name, "caption");
  gtk_label_set_xalign (GTK_LABEL (value), 0);
  gtk_label_set_wrap (GTK_LABEL (value), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (value), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (value), TRUE);
  gtk_widget_set_can_focus (value, FALSE);
  gtk_widget_add_css_class (value, "caption");
  gtk_widget_set_hexpand (value, TRUE);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (value), GTK_ACCESSIBLE_RELATION_LABELLED_BY, name,
                                  NULL, -1);

  gtk_grid_attach (self->grid, name, 0, line, 1, 1);
  gtk_grid_attach (self->grid, value, 1, line, 1, 1);
}

static void
show_urls (ChlEndpointPreview *self,
           ChlProvider        *provider)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *url = chl_provider_dup_url (provider, rows[i].operation);

      if (url != NULL)
        add_url (self, (int) i, g_dpgettext2 (GETTEXT_PACKAGE, "request", rows[i].title), url);
    }
}

/* Which protocol is spoken says where requests go. */
static void
copy_options (ChlEndpointPreview *self,
              ChlProvider        *to)
{
  const ChlOption *option = chl_provider_get_family (to)->options;

  if (self->like == NULL || G_OBJECT_TYPE (self->like) != G_OBJECT_TYPE (to))
    return;

  for (; option != NULL && option->key != NULL; option++)
    chl_provider_set_option (to, option->key, chl_provider_get_option (self->like, option->key));
}

static void
show_error (ChlEndpointPreview *self,
            const char         *words)
{
  g_autofree char *sentence = chl_settings_dup_sentence (words);

  gtk_label_set_label (self->sentence, sentence);
  gtk_widget_remove_css_class (GTK_WIDGET (self->sentence), "dim-label");
  gtk_widget_add_css_class (GTK_WIDGET (self->sentence), "error");
}

static void
chl_endpoint_preview_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CHL_TYPE_ENDPOINT_PREVIEW);
  g_clear_object (&CHL_ENDPOINT_PREVIEW (object)->like);

  G_OBJECT_CLASS (chl_endpoint_preview_parent_class)->dispose (object);
}

static void
chl_endpoint_preview_class_init (ChlEndpointPreviewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chl_endpoint_preview_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               APP_PATH "/ui/chl-endpoint-preview.ui");
  gtk_widget_class_bind_template_child (widget_class, ChlEndpointPreview, sentence);
  gtk_widget_class_bind_template_child (widget_class, ChlEndpointPreview, grid);
}

static void
chl_endpoint_preview_init (ChlEndpointPreview *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * chl_endpoint_preview_new:
 *
 * Returns: (transfer floating): a preview of nothing yet
 */
GtkWidget *
chl_endpoint_preview_new (void)
{
  return g_object_new (CHL_TYPE_ENDPOINT_PREVIEW, NULL);
}

/**
 * chl_endpoint_preview_set_like:
 * @self: a preview
 * @like: the provider whose address it is about
 *
 * Lets what is set about @like count from the next address on.
 */
void
chl_endpoint_preview_set_like (ChlEndpointPreview *self,
                               ChlProvider        *like)
{
  g_return_if_fail (CHL_IS_ENDPOINT_PREVIEW (self));
  g_return_if_fail (CHL_IS_PROVIDER (like));

  g_set_object (&self->like, like);
}

/**
 * chl_endpoint_preview_show:
 * @self: a preview
 * @family: the type of the provider the address is for
 * @text: the address as typed
 *
 * Returns: %TRUE if the address can be used
 */
gboolean
chl_endpoint_preview_show (ChlEndpointPreview *self,
                           GType               family,
                           const char         *text)
{
  g_autoptr(ChlProvider) provider = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *endpoint = NULL;

  g_return_val_if_fail (CHL_IS_ENDPOINT_PREVIEW (self), FALSE);
  g_return_val_if_fail (text != NULL, FALSE);

  clear_grid (self);
  self->is_plain = FALSE;
  provider = chl_provider_new (family, "preview");
  copy_options (self, provider);

  endpoint = chl_provider_normalize_endpoint (provider, text, &error);
  if (endpoint == NULL)
    {
      show_error (self, error->message);
      return FALSE;
    }

  chl_provider_set_endpoint (provider, endpoint);
  self->is_plain = g_str_has_prefix (endpoint, "http:") && !chl_address_is_loopback (endpoint);
  gtk_widget_remove_css_class (GTK_WIDGET (self->sentence), "error");
  gtk_widget_add_css_class (GTK_WIDGET (self->sentence), "dim-label");
  gtk_label_set_label (self->sentence, _("Requests go to:"));
  show_urls (self, provider);

  return TRUE;
}

/**
 * chl_endpoint_preview_check:
 * @self: a preview
 * @family: the type of the provider the address is for
 * @text: the address as typed
 * @allows_plain: whether the person agreed to http to another computer
 *
 * Returns: (nullable): why the address cannot be used, in a sentence; valid until the next call
 */
const char *
chl_endpoint_preview_check (ChlEndpointPreview *self,
                            GType               family,
                            const char         *text,
                            gboolean            allows_plain)
{
  g_return_val_if_fail (CHL_IS_ENDPOINT_PREVIEW (self), NULL);
  g_return_val_if_fail (text != NULL, NULL);

  if (*text == '\0')
    return _ ("This provider needs the address of its server.");
  if (!chl_endpoint_preview_show (self, family, text))
    return gtk_label_get_label (self->sentence);
  if (self->is_plain && !allows_plain)
    return _ ("Allow to send unencrypted, or use an address that begins with https.");

  return NULL;
}

/**
 * chl_endpoint_preview_is_plain:
 * @self: a preview
 *
 * Returns: whether what is sent there would pass through the network for all to read
 */
gboolean
chl_endpoint_preview_is_plain (ChlEndpointPreview *self)
{
  g_return_val_if_fail (CHL_IS_ENDPOINT_PREVIEW (self), FALSE);

  return self->is_plain;
}
