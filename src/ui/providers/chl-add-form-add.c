/* chl-add-form-add.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-add-form-add"

#include "config.h"

#include "chl-add-form-private.h"
#include "chl-keys.h"
#include "chl-provider-list.h"
#include "chl-settings-help.h"
#include "chl-site.h"

void
chl_add_form_show_reason (ChlAddForm   *self,
                          const GError *error)
{
  g_autofree char *sentence = chl_settings_dup_sentence (error->message);

  chl_add_form_show_error (self, sentence);
}

void
chl_add_form_fail (ChlAddForm   *self,
                   const GError *error)
{
  chl_add_form_show_reason (self, error);
  chl_add_form_set_busy (self, FALSE);
}

static void
variable_set_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(ChlAddForm) self = user_data;
  g_autoptr(GError) error = NULL;
  gboolean is_set = chl_keys_change_finish (CHL_KEYS (object), result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;

  if (is_set)
    chl_add_form_finish (self);
  else
    chl_add_form_fail (self, error);
}

void
chl_add_form_give_key (ChlAddForm *self)
{
  gboolean uses_variable = gtk_widget_get_visible (GTK_WIDGET (self->variable_row)) &&
                           gtk_switch_get_active (self->variable_switch);

  if (self->secret != NULL)
    chl_keep_row_keep (self->keep_row, self->provider, self->secret);
  else if (uses_variable)
    chl_keys_set_variable_async (chl_engine_get_keys (self->engine), self->provider,
                                 chl_settings_find_variable (self->family), self->cancellable, variable_set_cb, g_object_ref (self));
  else
    chl_add_form_finish (self);
}

static void
added_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  ChlAddForm *self = user_data;
  g_autoptr(ChlProvider) provider = NULL;
  g_autoptr(GError) error = NULL;

  provider = chl_provider_list_add_finish (CHL_PROVIDER_LIST (object), result, &error);
  if (provider != NULL)
    {
      self->provider = g_steal_pointer (&provider);
      chl_add_form_give_key (self);
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    chl_add_form_fail (self, error);
}

/* Adds it; its key comes after. */
void
chl_add_form_add (ChlAddForm *self)
{
  static const char *const keys[] = { CHL_OPTION_REGION, CHL_OPTION_PLAN };
  const ChlFamily         *family = chl_provider_type_get_family (self->family);
  g_autoptr(GPtrArray) options = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *name = NULL;
  ChlNewProvider   what = { .family_id = family->id };

  name = g_strstrip (g_strdup (gtk_editable_get_text (self->name_row)));
  if (*name != '\0' && !g_str_equal (name, family->title))
    what.name = name;
  if (gtk_widget_get_visible (GTK_WIDGET (self->endpoint_row)) &&
      *gtk_editable_get_text (self->endpoint_row) != '\0')
    what.endpoint = gtk_editable_get_text (self->endpoint_row);
  if (gtk_widget_get_visible (self->plain_row) && gtk_switch_get_active (self->plain_switch))
    g_ptr_array_add (options, g_strdup (CHL_OPTION_PLAIN_HTTP "=yes"));
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (chl_provider_get_option (self->draft, keys[i]) != NULL)
      g_ptr_array_add (options, g_strdup_printf ("%s=%s", keys[i],
                                                 chl_provider_get_option (self->draft, keys[i])));
  g_ptr_array_add (options, NULL);
  what.options = (const char *const *) options->pdata;

  chl_provider_list_add_async (chl_engine_get_providers (self->engine), &what, self->cancellable,
                               added_cb, self);
}
