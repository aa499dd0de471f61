/* chl-add-page.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-add-page"

#include "config.h"

#include "chl-add-page.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

#include "chl-add-form.h"
#include "chl-family-row.h"
#include "chl-names.h"
#include "chl-settings-help.h"
#include "chl-take-up.h"

/* Bytes that nobody types at once. Half a key that is being typed is not taken for one. */
#define MIN_PASTED 8

struct _ChlAddPage
{
  AdwBin parent_instance;

  ChlEngine      *engine;         /* (owned) */
  GCancellable   *cancellable;    /* (owned) */
  GPtrArray      *rows;           /* (owned) (element-type ChlFamilyRow) rows are (unowned) */
  ChlSecret      *secret;         /* (owned) (nullable) pasted, and nobody said yet whose it is */
  ChlAddForm     *form;           /* (unowned) */
  gsize           n_bytes;        /* of what is in the entry */
  guint           focus_id;       /* source */
  AdwWindowTitle *title;          /* (unowned) template child */
  GtkStack       *stack;          /* (unowned) template child */
  GtkEditable    *entry;          /* (unowned) template child */
  GtkWidget      *whose_group;    /* (unowned) template child */
  GtkWidget      *sign_in_group;  /* (unowned) template child */
  GtkWidget      *key_group;      /* (unowned) template child */
  GtkWidget      *local_group;    /* (unowned) template child */
  GtkWidget      *own_group;      /* (unowned) template child */
  GtkWidget      *practice_group; /* (unowned) template child */
  GtkWidget      *nothing_group;  /* (unowned) template child */
};

G_DEFINE_FINAL_TYPE (ChlAddPage, chl_add_page, ADW_TYPE_BIN)

static GtkWidget *
get_group (ChlAddPage      *self,
           const ChlFamily *family)
{
  if (family->is_embedded)
    return self->practice_group;
  if ((family->auth & (CHL_AUTH_SIGN_IN | CHL_AUTH_PROGRAM)) != 0)
    return self->sign_in_group;
  if (family->port != 0)
    return self->local_group;
  if (family->endpoint == NULL)
    return self->own_group;

  return self->key_group;
}

static void
open_form (ChlAddPage *self,
           GType       family,
           ChlSecret  *pasted)
{
  const char      *name = chl_provider_type_get_family (family)->title;
  g_autofree char *title = g_strdup_printf (_("Add %s"), name);

  chl_add_form_set_family (self->form, family, pasted);
  adw_window_title_set_title (self->title, title);
  gtk_stack_set_visible_child_name (self->stack, "form");
  chl_add_form_focus (self->form);
}

static void
taken_up_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  ChlAddPage *self = user_data;
  g_autoptr(ChlProvider) provider = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *page = NULL;

  provider = chl_take_up_finish (CHL_ENGINE (object), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  gtk_widget_set_sensitive (GTK_WIDGET (self), TRUE);
  if (error != NULL)
    chl_settings_toast_error (GTK_WIDGET (self), error);
  if (provider == NULL)
    return;

  page = g_strconcat ("provider:", chl_provider_get_id (provider), NULL);
  gtk_widget_activate_action (GTK_WIDGET (self), "settings.show-page", "s", page);
}

/* There is one practice; who presses again is shown it. */
static void
open_practice (ChlAddPage *self)
{
  GListModel          *providers = G_LIST_MODEL (chl_engine_get_providers (self->engine));
  const ChlNewProvider what = { .family_id = CHL_PRACTICE_FAMILY };

  for (guint i = 0; i < g_list_model_get_n_items (providers); i++)
    {
      g_autoptr(ChlProvider) provider = g_list_model_get_item (providers, i);

      if (chl_names_is_practice (provider))
        {
          g_autofree char *page = g_strconcat ("provider:", chl_provider_get_id (provider), NULL);

          gtk_widget_activate_action (GTK_WIDGET (self), "settings.show-page", "s", page);
          return;
        }
    }

  gtk_widget_set_sensitive (GTK_WIDGET (self), FALSE);
  chl_take_up_async (self->engine, &what, self->cancellable, taken_up_cb, self);
}

static void search_cb (ChlAddPage *self);

static void
show_all (ChlAddPage *self)
{
  gtk_editable_set_text (self->entry, "");
  search_cb (self);
}

static void
row_activated_cb (ChlAddPage   *self,
                  ChlFamilyRow *row)
{
  GType family = chl_family_row_get_family (row);

  if (chl_provider_type_get_family (family)->is_embedded)
    open_practice (self);
  else
    open_form (self, family, self->secret);

  if (self->secret != NULL)
    show_all (self);
}

/* What nobody knows by name may still be a server of one's own. */
static gboolean
offer_own (ChlAddPage *self)
{
  gboolean is_any = FALSE;

  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget *row = g_ptr_array_index (self->rows, i);

      if (!gtk_widget_is_ancestor (row, self->own_group))
        continue;
      gtk_widget_set_visible (row, TRUE);
      is_any = TRUE;
    }

  return is_any;
}

static void
update_groups (ChlAddPage *self)
{
  GtkWidget *groups[] = {
    self->sign_in_group, self->key_group, self->local_group, self->own_group, self->practice_group
  };
  gboolean is_any = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    {
      gboolean is_shown = FALSE;

      for (guint j = 0; j < self->rows->len; j++)
        {
          GtkWidget *row = g_ptr_array_index (self->rows, j);

          if (gtk_widget_get_visible (row) && gtk_widget_is_ancestor (row, groups[i]))
            is_shown = TRUE;
        }

      gtk_widget_set_visible (groups[i], is_shown);
      is_any = is_any || is_shown;
    }

  if (!is_any)
    gtk_widget_set_visible (self->own_group, offer_own (self));
  gtk_widget_set_visible (self->nothing_group, !is_any);
}

static void
ask_whose (ChlAddPage *self,
           ChlSecret  *secret,
           GArray     *families)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget *row = g_ptr_array_index (self->rows, i);
      gboolean   may_be = FALSE;

      for (guint j = 0; j < families->len; j++)
        may_be = may_be || g_array_index (families, GType, j) ==
                             chl_family_row_get_family (CHL_FAMILY_ROW (row));
      gtk_widget_set_visible (row, may_be);
    }

  self->secret = chl_secret_ref (secret);
  gtk_widget_set_visible (self->whose_group, TRUE);
  update_groups (self);
}

/* A pasted key is out of the entry before anything else can look at it. */
static gboolean
take_pasted_key (ChlAddPage *self,
                 const char *text)
{
  g_autoptr(GArray) families = NULL;
  g_autoptr(ChlSecret) secret = NULL;

  if (chl_settings_is_remote (GTK_WIDGET (self)))
    return FALSE;

  families = chl_engine_guess_families (text);
  if (families->len == 0)
    return FALSE;

  secret = chl_secret_new_pasted (text);
  chl_settings_clear_key (self->entry);
  if (families->len == 1)
    open_form (self, g_array_index (families, GType, 0), secret);
  else
    ask_whose (self, secret, families);

  return TRUE;
}

static void
search_cb (ChlAddPage *self)
{
  const char      *text = gtk_editable_get_text (self->entry);
  g_autofree char *trimmed = g_strstrip (g_strdup (text));
  gsize            n_before = self->n_bytes;
  gboolean         is_key = FALSE;

  self->n_bytes = strlen (trimmed);
  g_clear_pointer (&self->secret, chl_secret_unref);
  gtk_widget_set_visible (self->whose_group, FALSE);
  if (self->n_bytes >= n_before + MIN_PASTED)
    is_key = take_pasted_key (self, trimmed);
  if (!is_key)
    for (guint i = 0; i < self->rows->len; i++)
      chl_family_row_filter (g_ptr_array_index (self->rows, i), trimmed);

  chl_secret_wipe (trimmed);
  update_groups (self);
}

static void
back_cb (ChlAddPage *self)
{
  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "list") == 0)
    {
      gtk_widget_activate_action (GTK_WIDGET (self), "settings.back", NULL);
      return;
    }

  gtk_stack_set_visible_child_name (self->stack, "list");
  adw_window_title_set_title (self->title, _("Add Provider"));
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

/* Escape takes back what was typed first. */
static void
stop_cb (ChlAddPage *self)
{
  if (self->secret != NULL || *gtk_editable_get_text (self->entry) != '\0')
    show_all (self);
  else
    back_cb (self);
}

static GtkWidget *
find_first_row (ChlAddPage *self,
                const char *name)
{
  GtkWidget *groups[] = {
    self->sign_in_group, self->key_group, self->local_group, self->own_group, self->practice_group
  };

  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    for (guint j = 0; j < self->rows->len; j++)
      {
        GtkWidget *row = g_ptr_array_index (self->rows, j);

        if (gtk_widget_get_visible (row) && gtk_widget_is_ancestor (row, groups[i]) &&
            chl_family_row_is_named (CHL_FAMILY_ROW (row), name))
          return row;
      }

  return NULL;
}

/* Enter takes what has that name, or else the first of what was found. */
static void
activate_cb (ChlAddPage *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (self->entry)));
  GtkWidget       *row = find_first_row (self, text);

  row = row != NULL ? row : find_first_row (self, "");
  if (*text != '\0' && !take_pasted_key (self, text) && row != NULL)
    row_activated_cb (self, CHL_FAMILY_ROW (row));
  chl_secret_wipe (text);
}

static gboolean
key_cb (GtkEventControllerKey *controller,
        guint                  keyval,
        guint                  keycode,
        GdkModifierType        state,
        ChlAddPage            *self)
{
  GtkWidget *row = keyval == GDK_KEY_Down ? find_first_row (self, "") : NULL;

  return row != NULL && gtk_widget_grab_focus (row);
}

static gboolean
escape_cb (GtkWidget *widget,
           GVariant  *arguments,
           gpointer   user_data)
{
  back_cb (CHL_ADD_PAGE (widget));

  return GDK_EVENT_STOP;
}

static void
added_cb (ChlAddPage  *self,
          ChlProvider *provider)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "settings.check-provider", "s",
                              chl_provider_get_id (provider));
}

static void
focus_entry_cb (gpointer user_data)
{
  ChlAddPage *self = user_data;

  self->focus_id = 0;
  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "list") == 0)
    gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
chl_add_page_map (GtkWidget *widget)
{
  ChlAddPage *self = CHL_ADD_PAGE (widget);

  GTK_WIDGET_CLASS (chl_add_page_parent_class)->map (widget);

  /* Whoever shows the page moves the focus into it after this, and from the entry on. */
  if (self->focus_id == 0)
    self->focus_id = g_idle_add_once (focus_entry_cb, self);
}

static void
chl_add_page_dispose (GObject *object)
{
  ChlAddPage *self = CHL_ADD_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->focus_id, g_source_remove);
  g_ptr_array_set_size (self->rows, 0);
  g_clear_pointer (&self->secret, chl_secret_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), CHL_TYPE_ADD_PAGE);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (chl_add_page_parent_class)->dispose (object);
}

static void
chl_add_page_finalize (GObject *object)
{
  ChlAddPage *self = CHL_ADD_PAGE (object);

  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (chl_add_page_parent_class)->finalize (object);
}

static void
chl_add_page_class_init (ChlAddPageClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = chl_add_page_dispose;
  object_class->finalize = chl_add_page_finalize;
  widget_class->map = chl_add_page_map;

  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/chl-add-page.ui");
  gtk_widget_class_bind_template_child (widget_class, ChlAddPage, title);
  gtk_widget_class_bind_template_child (widget_class, ChlAddPage, stack);
  gtk_widget_class_bind_template_child (widget_class, ChlAddPage, entry);
  gtk_widget_class_bind_template_child (widget_class, ChlAddPage, whose_group);
  gtk_widget_class_bind_template_child (widget_class, ChlAddPage, sign_in_group);
  gtk_widget_class_bind_template_child (widget_class, ChlAddPage, key_group);
  gtk_widget_class_bind_template_child (widget_class, ChlAddPage, local_group);
  gtk_widget_class_bind_template_child (widget_class, ChlAddPage, own_group);
  gtk_widget_class_bind_template_child (widget_class, ChlAddPage, practice_group);
  gtk_widget_class_bind_template_child (widget_class, ChlAddPage, nothing_group);
  gtk_widget_class_bind_template_callback (widget_class, search_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_cb);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, escape_cb, NULL);
}

static void
chl_add_page_init (ChlAddPage *self)
{
  self->cancellable = g_cancellable_new ();
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

static int
compare_titles (gconstpointer a,
                gconstpointer b)
{
  const ChlFamily *first = chl_provider_type_get_family (*(const GType *) a);
  const ChlFamily *second = chl_provider_type_get_family (*(const GType *) b);
  g_autofree char *first_title = g_utf8_casefold (first->title, -1);
  g_autofree char *second_title = g_utf8_casefold (second->title, -1);

  return g_utf8_collate (first_title, second_title);
}

static void
add_rows (ChlAddPage *self)
{
  guint             n_families;
  const GType      *listed = chl_engine_list_families (&n_families);
  g_autofree GType *families = g_memdup2 (listed, n_families * sizeof (GType));

  qsort (families, n_families, sizeof (GType), compare_titles);

  for (guint i = 0; i < n_families; i++)
    {
      GtkWidget *row = chl_family_row_new (families[i]);
      GtkWidget *group = get_group (self, chl_provider_type_get_family (families[i]));

      g_signal_connect_object (row, "activated", G_CALLBACK (row_activated_cb), self,
                               G_CONNECT_SWAPPED);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
      g_ptr_array_add (self->rows, row);
    }
}

/**
 * chl_add_page_new:
 * @engine: where to add
 *
 * Returns: (transfer floating): a new #ChlAddPage
 */
GtkWidget *
chl_add_page_new (ChlEngine *engine)
{
  ChlAddPage *self;

  g_return_val_if_fail (CHL_IS_ENGINE (engine), NULL);

  self = g_object_new (CHL_TYPE_ADD_PAGE, NULL);
  self->engine = g_object_ref (engine);
  self->form = CHL_ADD_FORM (chl_add_form_new (engine));
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->form), "form");
  g_signal_connect_object (self->form, "added", G_CALLBACK (added_cb), self, G_CONNECT_SWAPPED);

  if (chl_settings_is_remote (GTK_WIDGET (self)))
    g_object_set (self->entry, "placeholder-text", _("Search providers"), NULL);

  add_rows (self);
  update_groups (self);

  return GTK_WIDGET (self);
}
