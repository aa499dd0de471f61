/* chl-family-row.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-family-row"

#include "config.h"

#include "chl-family-row.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chl-row-layout.h"
#include "chl-settings-help.h"
#include "chl-tile.h"

struct _ChlFamilyRow
{
  AdwActionRow parent_instance;

  GType family;
  char *text;     /* (owned) folded; all words by which it is found */
  char *squeezed; /* (owned) the same without what stands between the letters */
};

G_DEFINE_FINAL_TYPE (ChlFamilyRow, chl_family_row, ADW_TYPE_ACTION_ROW)

static void
chl_family_row_finalize (GObject *object)
{
  ChlFamilyRow *self = CHL_FAMILY_ROW (object);

  g_clear_pointer (&self->text, g_free);
  g_clear_pointer (&self->squeezed, g_free);

  G_OBJECT_CLASS (chl_family_row_parent_class)->finalize (object);
}

static void
chl_family_row_class_init (ChlFamilyRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = chl_family_row_finalize;
}

static void
chl_family_row_init (ChlFamilyRow *self)
{
  chl_row_layout_use (ADW_ACTION_ROW (self));
}

static char *
fold (const char *text)
{
  g_autofree char *normal = g_utf8_normalize (text, -1, G_NORMALIZE_ALL);

  return g_utf8_casefold (normal != NULL ? normal : "", -1);
}

/* “LM Studio”, “lm-studio” and “lmstudio” are one name. */
static char *
squeeze (const char *folded)
{
  g_autoptr(GString) letters = g_string_new (NULL);

  for (; *folded != '\0'; folded = g_utf8_next_char (folded))
    if (*folded == '\n' || g_unichar_isalnum (g_utf8_get_char (folded)))
      g_string_append_unichar (letters, g_utf8_get_char (folded));

  return g_strdup (letters->str);
}

static char *
dup_text (const ChlFamily *family)
{
  g_autoptr(GString) text = g_string_new (family->title);

  g_string_append_printf (text, "\n%s\n%s", family->id,
                          g_dgettext (GETTEXT_PACKAGE, family->summary));
  for (guint i = 0; family->aliases != NULL && family->aliases[i] != NULL; i++)
    g_string_append_printf (text, "\n%s", family->aliases[i]);

  return fold (text->str);
}

static void
add_chips (ChlFamilyRow    *self,
           const ChlFamily *family)
{
  static const struct
  {
    ChlAuth     mask;
    ChlAuth     auth;
    const char *label;
  } ways[] = {
    { CHL_AUTH_SIGN_IN, CHL_AUTH_SIGN_IN, NC_ ("way to sign in", "sign-in") },
    { CHL_AUTH_PROGRAM, CHL_AUTH_PROGRAM, NC_ ("way to sign in", "local program") },
    { CHL_AUTH_API_KEY | CHL_AUTH_NONE, CHL_AUTH_API_KEY, NC_ ("way to sign in", "key") },
    { CHL_AUTH_API_KEY | CHL_AUTH_NONE, CHL_AUTH_API_KEY | CHL_AUTH_NONE,
      /* Translators: a provider may want a key, and may not. */
      NC_ ("way to sign in", "key optional") },
    { CHL_AUTH_API_KEY | CHL_AUTH_SIGN_IN | CHL_AUTH_PROGRAM | CHL_AUTH_NONE, CHL_AUTH_NONE,
      /* Translators: a provider that needs no key at all. */
      NC_ ("way to sign in", "no key") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    if ((family->auth & ways[i].mask) == ways[i].auth)
      {
        const char *label = g_dpgettext2 (GETTEXT_PACKAGE, "way to sign in", ways[i].label);

        adw_action_row_add_suffix (ADW_ACTION_ROW (self), chl_settings_create_chip (label, NULL));
      }
}

/**
 * chl_family_row_new:
 * @family: a type derived from #ChlProvider
 *
 * Returns: (transfer floating): a new #ChlFamilyRow
 */
GtkWidget *
chl_family_row_new (GType family)
{
  ChlFamilyRow    *self = g_object_new (CHL_TYPE_FAMILY_ROW, "use-markup", FALSE,
                                        NULL);
  const ChlFamily *facts = chl_provider_type_get_family (family);
  GtkWidget       *arrow = gtk_image_new_from_icon_name (facts->is_embedded ? "chl-add-symbolic"
                                                                            : "chl-next-symbolic");

  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), TRUE);
  self->family = family;
  self->text = dup_text (facts);
  self->squeezed = squeeze (self->text);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), facts->title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), g_dgettext (GETTEXT_PACKAGE, facts->summary));
  adw_action_row_add_prefix (ADW_ACTION_ROW (self), chl_tile_new (facts->title, facts->color));
  add_chips (self, facts);
  gtk_widget_add_css_class (arrow, "dim-label");
  gtk_widget_add_css_class (arrow, "mirrored");
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), arrow);

  return GTK_WIDGET (self);
}

GType
chl_family_row_get_family (ChlFamilyRow *self)
{
  g_return_val_if_fail (CHL_IS_FAMILY_ROW (self), G_TYPE_INVALID);

  return self->family;
}

/**
 * chl_family_row_filter:
 * @self: a row
 * @query: what is searched
 *
 * Shows the row if all words that are searched occur in what it is known by, in any order, or all
 * their letters in a row.
 */
void
chl_family_row_filter (ChlFamilyRow *self,
                       const char   *query)
{
  g_autofree char *folded = NULL;
  g_autofree char *letters = NULL;
  g_auto(GStrv) words = NULL;
  gboolean is_found = TRUE;

  g_return_if_fail (CHL_IS_FAMILY_ROW (self));
  g_return_if_fail (query != NULL);

  folded = fold (query);
  letters = squeeze (folded);
  words = g_strsplit (folded, " ", -1);
  for (guint i = 0; words[i] != NULL; i++)
    is_found = is_found && strstr (self->text, words[i]) != NULL;
  if (!is_found)
    is_found = *letters != '\0' && strstr (self->squeezed, letters) != NULL;

  gtk_widget_set_visible (GTK_WIDGET (self), is_found);
}

/**
 * chl_family_row_is_named:
 * @self: a row
 * @query: what is searched
 *
 * Returns: whether its name begins so
 */
gboolean
chl_family_row_is_named (ChlFamilyRow *self,
                         const char   *query)
{
  g_autofree char *folded = NULL;
  g_autofree char *letters = NULL;

  g_return_val_if_fail (CHL_IS_FAMILY_ROW (self), FALSE);
  g_return_val_if_fail (query != NULL, FALSE);

  folded = fold (query);
  letters = squeeze (folded);

  return g_str_has_prefix (self->squeezed, letters);
}
