/* chl-settings-help.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-settings-help"

#include "config.h"

#include "chl-settings-help.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chl-advice.h"
#include "chl-display.h"
#include "chl-error.h"
#include "chl-format.h"
#include "chl-names.h"
#include "chl-program-provider.h"
#include "chl-provider-list.h"
#include "chl-roles.h"

/**
 * chl_settings_toast:
 * @widget: a widget in a preferences window
 * @text: what to say, plain text
 */
void
chl_settings_toast (GtkWidget  *widget,
                    const char *text)
{
  GtkRoot         *root = gtk_widget_get_root (widget);
  g_autofree char *markup = g_markup_escape_text (text, -1);

  if (ADW_IS_PREFERENCES_WINDOW (root))
    adw_preferences_window_add_toast (ADW_PREFERENCES_WINDOW (root), adw_toast_new (markup));
}

/**
 * chl_settings_toast_error:
 * @widget: a widget in a preferences window
 * @error: what went wrong; a cancellation is not shown
 */
void
chl_settings_toast_error (GtkWidget    *widget,
                          const GError *error)
{
  if (!chl_error_is_cancellation (error))
    chl_settings_toast (widget, error->message);
}

/**
 * chl_settings_is_remote:
 * @widget: a widget
 *
 * Returns: whether it is shown in a browser, where keys can be neither seen nor typed
 */
gboolean
chl_settings_is_remote (GtkWidget *widget)
{
  return chl_display_is_remote (gtk_widget_get_display (widget));
}

/**
 * chl_settings_set_name:
 * @widget: a widget whose look says what it is for
 * @name: what it is for, for those who do not see it
 */
void
chl_settings_set_name (GtkWidget  *widget,
                       const char *name)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/**
 * chl_settings_clear_key:
 * @entry: where a key was typed or pasted
 *
 * Empties it for good. GTK 4.8 turns undo on again whenever a key is peeked at, whatever was asked
 * for, and an undo would bring the key back: so its memory is emptied first, by turning it off.
 */
void
chl_settings_clear_key (GtkEditable *entry)
{
  gtk_editable_set_enable_undo (gtk_editable_get_delegate (entry), FALSE);
  gtk_editable_set_text (entry, "");
}

/**
 * chl_settings_check_key:
 * @secret: what was given as a key
 * @error: (out) (optional): %CHL_ERROR_INVALID with the reason
 *
 * Returns: whether it can be one, and may be kept and sent
 */
gboolean
chl_settings_check_key (ChlSecret *secret,
                        GError   **error)
{
  g_return_val_if_fail (secret != NULL, FALSE);

  if (chl_secret_is_plain_token (secret))
    return chl_keys_check_secret (secret, error);

  g_set_error_literal (error, CHL_ERROR, CHL_ERROR_INVALID,
                       _("A key is one word of plain letters, digits and signs"));
  return FALSE;
}

static void
set_up_choice_cb (GtkSignalListItemFactory *factory,
                  GtkListItem              *item)
{
  gtk_list_item_set_child (item, gtk_label_new (NULL));
}

static void
bind_choice_cb (GtkSignalListItemFactory *factory,
                GtkListItem              *item)
{
  GtkStringObject *choice = gtk_list_item_get_item (item);

  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (item)),
                       gtk_string_object_get_string (choice));
}

/**
 * chl_settings_show_choices:
 * @row: a row
 * @option: what can be chosen in it
 *
 * Fills the row. Its own way to show what is chosen would rather cut it than break the line beside.
 */
void
chl_settings_show_choices (AdwComboRow     *row,
                           const ChlOption *option)
{
  g_autoptr(GtkStringList) titles = gtk_string_list_new (NULL);
  g_autoptr(GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  g_return_if_fail (ADW_IS_COMBO_ROW (row));
  g_return_if_fail (option != NULL && option->kind == CHL_OPTION_CHOICE);

  for (guint i = 0; option->choices[i].value != NULL; i++)
    gtk_string_list_append (titles, g_dgettext (GETTEXT_PACKAGE, option->choices[i].title));

  if (adw_combo_row_get_list_factory (row) == NULL)
    adw_combo_row_set_list_factory (row, adw_combo_row_get_factory (row));
  g_signal_connect (factory, "setup", G_CALLBACK (set_up_choice_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_choice_cb), NULL);
  adw_combo_row_set_factory (row, factory);
  adw_combo_row_set_model (row, G_LIST_MODEL (titles));
}

/**
 * chl_settings_create_chip:
 * @text: one word or two
 * @tooltip: (nullable): the same in a sentence
 *
 * Returns: (transfer floating): a small label with a background
 */
GtkWidget *
chl_settings_create_chip (const char *text,
                          const char *tooltip)
{
  GtkWidget *chip = gtk_label_new (text);

  gtk_widget_add_css_class (chip, "tag");
  gtk_widget_set_valign (chip, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (chip, tooltip);

  return chip;
}

static const char *
get_style (ChlProviderState state)
{
  switch (state)
    {
    case CHL_PROVIDER_CONNECTED:
      return "success";

    case CHL_PROVIDER_KEY_REFUSED:
    case CHL_PROVIDER_NO_CREDIT:
    case CHL_PROVIDER_BROKEN_FILE:
      return "error";

    case CHL_PROVIDER_NO_KEY:
    case CHL_PROVIDER_RATE_LIMITED:
    case CHL_PROVIDER_NEEDS_SIGN_IN:
    case CHL_PROVIDER_UNREACHABLE:
    case CHL_PROVIDER_NOT_RUNNING:
    case CHL_PROVIDER_NOT_INSTALLED:
    case CHL_PROVIDER_KEYRING_LOCKED:
      return "warning";

    case CHL_PROVIDER_UNCHECKED:
    case CHL_PROVIDER_OFF:
      return NULL;
    }

  return NULL;
}

/**
 * chl_settings_set_chip:
 * @chip: a chip
 * @provider: how it goes is said, in words and in the colour that goes with them
 */
void
chl_settings_set_chip (GtkLabel    *chip,
                       ChlProvider *provider)
{
  const char *style = get_style (chl_provider_get_state (provider));

  gtk_widget_remove_css_class (GTK_WIDGET (chip), "success");
  gtk_widget_remove_css_class (GTK_WIDGET (chip), "warning");
  gtk_widget_remove_css_class (GTK_WIDGET (chip), "error");
  if (style != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (chip), style);
  gtk_label_set_label (chip, chl_names_get_state (provider));
}

/**
 * chl_settings_dup_ago:
 * @then_us: when it was, microseconds since 1970
 * @now_us: what time it is
 *
 * Returns: (transfer full): how long ago it was
 */
char *
chl_settings_dup_ago (gint64 then_us,
                      gint64 now_us)
{
  gint64 minutes = (now_us - then_us) / (60 * G_USEC_PER_SEC);

  if (minutes < 1)
    return g_strdup (_("just now"));
  if (minutes == 1)
    return g_strdup (_("a minute ago"));
  if (minutes < 60)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d minute ago", "%d minutes ago",
                                         (gulong) minutes),
                            (int) minutes);

  return chl_format_when (then_us, now_us);
}

/**
 * chl_settings_dup_sentence:
 * @words: a sentence, with its full stop or without
 *
 * Returns: (transfer full): with one
 */
char *
chl_settings_dup_sentence (const char *words)
{
  return g_strconcat (words, g_str_has_suffix (words, ".") ? "" : ".", NULL);
}

/**
 * chl_settings_dup_models_on:
 * @provider: a provider
 *
 * Returns: (transfer full): how many of its models are on
 */
char *
chl_settings_dup_models_on (ChlProvider *provider)
{
  guint n_all = g_list_model_get_n_items (chl_provider_get_models (provider));
  guint n_on = chl_provider_get_n_enabled_models (provider);

  if (n_all == 0)
    return g_strdup (_("No models yet"));

  /* Translators: how many models of a provider are turned on, and how many it has. */
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u of %u model on", "%u of %u models on",
                                       n_all),
                          n_on, n_all);
}

static char *
dup_key_words (ChlEngine   *engine,
               ChlProvider *provider)
{
  ChlKeys         *keys = chl_engine_get_keys (engine);
  g_autofree char *tail = chl_keys_dup_tail (keys, provider);

  if (tail != NULL && chl_provider_get_program (provider) == NULL)
    /* Translators: the last four characters of a key follow. */
    return g_strdup_printf (_("API key ··· %s"), tail);

  if (chl_provider_get_program (provider) != NULL)
    return g_strdup (_("Through a program on this computer"));
  if (chl_provider_get_key_source (provider) == CHL_KEY_SOURCE_NONE &&
      (chl_provider_get_family (provider)->auth & CHL_AUTH_NONE) != 0)
    return chl_names_dup_place (provider);

  return chl_keys_describe (keys, provider);
}

/**
 * chl_settings_dup_facts:
 * @engine: the engine
 * @provider: a provider
 *
 * Returns: (transfer full): what stands under its name: what is wrong, or how it is signed in and
 *   how many models are on
 */
char *
chl_settings_dup_facts (ChlEngine   *engine,
                        ChlProvider *provider)
{
  const char      *detail = chl_provider_get_detail (provider);
  g_autofree char *key = NULL;
  g_autofree char *models = NULL;

  if (chl_provider_get_state (provider) == CHL_PROVIDER_BROKEN_FILE)
    {
      g_autofree char *path = chl_settings_dup_path (engine, provider);
      g_autofree char *name = g_path_get_basename (path);

      /* Most reasons name the file themselves. */
      return detail != NULL && strstr (detail, name) != NULL
               ? g_strdup (detail)
               : g_strdup_printf ("%s\n%s", path, detail != NULL ? detail : "");
    }

  if (detail != NULL)
    return g_strdup (detail);

  key = dup_key_words (engine, provider);
  models = chl_settings_dup_models_on (provider);

  /* Translators: how a provider is signed in, and how many of its models are on. */
  return g_strdup_printf (_("%s · %s"), key, models);
}

/**
 * chl_settings_dup_users:
 * @engine: the engine
 * @provider: a provider
 *
 * Returns: (transfer full) (nullable): which roles its models were chosen for, in one sentence
 */
char *
chl_settings_dup_users (ChlEngine   *engine,
                        ChlProvider *provider)
{
  ChlRoles        *roles = chl_engine_get_roles (engine);
  g_autofree char *prefix = g_strconcat (chl_provider_get_id (provider), "/", NULL);
  g_autoptr(GString) names = g_string_new (NULL);

  for (guint role = 0; role < CHL_N_ROLES; role++)
    {
      const char *const *chain = chl_roles_get_chain (roles, role);
      gboolean           is_user = FALSE;

      for (guint i = 0; chain[i] != NULL; i++)
        is_user = is_user || g_str_has_prefix (chain[i], prefix);

      if (is_user)
        g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "",
                                chl_role_get_title (role));
    }

  if (names->len == 0)
    return NULL;

  /* Translators: a list of kinds of work follows, such as “Chat and Agent, Reasoning”. */
  return g_strdup_printf (_("Its models do this work now: %s"), names->str);
}

/**
 * chl_settings_dup_path:
 * @engine: the engine
 * @provider: a provider
 *
 * Returns: (transfer full): where its file is
 */
char *
chl_settings_dup_path (ChlEngine   *engine,
                       ChlProvider *provider)
{
  g_autofree char *name = g_strconcat (chl_provider_get_id (provider), ".json", NULL);

  return g_build_filename (chl_engine_get_folder (engine, "config"), "providers.d", name, NULL);
}

/**
 * chl_settings_find_variable:
 * @family: the type of a provider that is not there yet
 *
 * Returns: (transfer none) (nullable): an environment variable that is set and may hold its key
 */
const char *
chl_settings_find_variable (GType family)
{
  g_autoptr(ChlProvider) provider = chl_provider_new (family, "scratch");

  return chl_keys_find_variable (provider);
}

/**
 * chl_settings_get_key_icon:
 * @state: what is known of a key
 *
 * Returns: the icon that stands before the words
 */
const char *
chl_settings_get_key_icon (ChlKeyState state)
{
  switch (state)
    {
    case CHL_KEY_KEPT:
    case CHL_KEY_LOCKED:
      return "chl-lock-symbolic";

    case CHL_KEY_UNTIL_QUIT:
      return "chl-clock-symbolic";

    case CHL_KEY_ENVIRONMENT:
      return "chl-computer-symbolic";

    case CHL_KEY_FAILED:
    case CHL_KEY_VARIABLE_UNSET:
    case CHL_KEY_OTHER_ORIGIN:
      return "chl-warning-symbolic";

    case CHL_KEY_NONE:
      break;
    }

  return "chl-key-symbolic";
}

static void
saved_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autofree GWeakRef *widget_ref = user_data;
  g_autoptr(GObject) widget = g_weak_ref_get (widget_ref);
  g_autoptr(GError) error = NULL;

  if (!chl_provider_list_save_finish (CHL_PROVIDER_LIST (object), result, &error) && widget != NULL)
    chl_settings_toast_error (GTK_WIDGET (widget), error);

  g_weak_ref_clear (widget_ref);
}

/**
 * chl_settings_save:
 * @widget: where to say what goes wrong
 * @engine: the engine
 * @provider: what was changed
 *
 * Writes what was changed on a provider. Goes on when @widget is closed: a change that was made is
 * kept.
 */
void
chl_settings_save (GtkWidget   *widget,
                   ChlEngine   *engine,
                   ChlProvider *provider)
{
  GWeakRef *widget_ref = g_new0 (GWeakRef, 1);

  g_weak_ref_init (widget_ref, widget);
  chl_provider_list_save_async (chl_engine_get_providers (engine), provider, NULL, saved_cb,
                                widget_ref);
}
