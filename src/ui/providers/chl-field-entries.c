/* chl-field-entries.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-field-entries"

#include "config.h"

#include "chl-field-entries.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chl-field-text.h"
#include "chl-json.h"
#include "chl-model-field.h"

#define MAX_ENTRIES 4

struct _ChlFieldEntries
{
  ChlFieldEditor parent_instance;

  ChlField     field;
  guint        n_entries;
  GtkEditable *entries[MAX_ENTRIES]; /* (unowned) */
  char        *shown[MAX_ENTRIES];   /* (owned) what stood in them before anything was typed */
  GtkLabel    *hint;                 /* (unowned) */
  gboolean     is_showing;
};

G_DEFINE_FINAL_TYPE (ChlFieldEntries, chl_field_entries, CHL_TYPE_FIELD_EDITOR)

static const struct
{
  ChlField    field;
  const char *titles[MAX_ENTRIES + 1]; /* marked with N_() */
  const char *hint;                    /* marked with N_() */
} facts[] = {
  { CHL_FIELD_CONTEXT_WINDOW, { N_ ("Tokens") }, N_ ("A number, such as 131072, 128K or 1M") },
  { CHL_FIELD_MAX_INPUT, { N_ ("Tokens") }, N_ ("A number, such as 131072, 128K or 1M") },
  { CHL_FIELD_MAX_OUTPUT, { N_ ("Tokens") }, N_ ("A number, such as 8192, 64K or 1M") },
  { CHL_FIELD_EMBEDDING_DIMENSIONS, { N_ ("Numbers in Each") }, N_ ("A number, such as 1024") },
  { CHL_FIELD_BUDGET, { N_ ("At Least"), N_ ("At Most") }, N_ ("Tokens, such as 1024 and 32K; either may be empty") },
  { CHL_FIELD_PRICE,
    { N_ ("Read"), N_ ("Written"), N_ ("Read from the Cache"), N_ ("Written to the Cache") },
    N_ ("US dollars for a million tokens; empty where nobody knows") },
  { CHL_FIELD_TOKENIZER, { N_ ("Name") }, N_ ("A name, such as o200k") },
  { CHL_FIELD_KNOWLEDGE, { N_ ("Day") }, N_ ("A day, as YYYY-MM-DD, YYYY-MM or YYYY") },
  { CHL_FIELD_RELEASED, { N_ ("Day") }, N_ ("A day, as YYYY-MM-DD, YYYY-MM or YYYY") },
  { CHL_FIELD_RETIRES, { N_ ("Day") }, N_ ("A day, as YYYY-MM-DD, YYYY-MM or YYYY") },
};

static guint
find_facts (ChlField field)
{
  for (guint i = 0; i < G_N_ELEMENTS (facts); i++)
    if (facts[i].field == field)
      return i;

  g_return_val_if_reached (0);
}

/* What stands between the parts of the field's text. */
static const char *
get_divider (ChlField field)
{
  return field == CHL_FIELD_BUDGET ? ".." : "/";
}

static gboolean
was_typed_in (ChlFieldEntries *self)
{
  for (guint i = 0; i < self->n_entries; i++)
    if (!g_str_equal (gtk_editable_get_text (self->entries[i]), self->shown[i]))
      return TRUE;

  return FALSE;
}

static gboolean
is_empty (ChlFieldEntries *self)
{
  for (guint i = 0; i < self->n_entries; i++)
    {
      const char *text = gtk_editable_get_text (self->entries[i]);

      if (text[strspn (text, " \t")] != '\0')
        return FALSE;
    }

  return TRUE;
}

/* "$ 1,50" is how people write what is 1.50 in files. */
static char *
dup_price (const char *text)
{
  if (*text == '$')
    text++;
  if (*text == '\0')
    return g_strdup ("-");

  return g_strdelimit (g_strstrip (g_strdup (text)), ",", '.');
}

/* What is typed, in the one text that the field has. */
static char *
dup_text (ChlFieldEntries *self)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < self->n_entries; i++)
    {
      g_autofree char *part = g_strstrip (g_strdup (gtk_editable_get_text (self->entries[i])));
      g_autofree char *price = self->field == CHL_FIELD_PRICE ? dup_price (part) : NULL;

      g_string_append_printf (text, "%s%s", i > 0 ? get_divider (self->field) : "",
                              price != NULL ? price : part);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Whose fault it is can be seen where there are several entries. */
static gboolean
is_at_fault (ChlFieldEntries *self,
             guint            i)
{
  const char      *typed = gtk_editable_get_text (self->entries[i]);
  g_autofree char *part = g_strstrip (g_strdup (typed));
  g_autofree char *text = NULL;
  g_autoptr(JsonNode) value = NULL;

  if (self->n_entries == 1)
    return TRUE;
  if (*part == '\0')
    return FALSE;

  if (self->field == CHL_FIELD_PRICE)
    {
      g_autofree char *price = dup_price (part);

      text = g_strconcat (price, "/0", NULL);
    }
  else
    text = g_strconcat (part, "..", NULL);
  value = chl_field_read (self->field, text, NULL);

  return value == NULL;
}

static void
mark (ChlFieldEntries *self,
      gboolean         is_wrong)
{
  guint n_faults = 0;

  for (guint i = 0; is_wrong && i < self->n_entries; i++)
    n_faults += is_at_fault (self, i) ? 1 : 0;

  for (guint i = 0; i < self->n_entries; i++)
    {
      GtkWidget *entry = GTK_WIDGET (self->entries[i]);
      gboolean   is_bad = is_wrong && (n_faults == 0 || is_at_fault (self, i));

      if (is_bad)
        gtk_widget_add_css_class (entry, "error");
      else
        gtk_widget_remove_css_class (entry, "error");
      gtk_accessible_update_state (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_STATE_INVALID,
                                   is_bad ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE,
                                   -1);
    }

  if (is_wrong)
    gtk_widget_add_css_class (GTK_WIDGET (self->hint), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->hint), "error");
}

/* Says what is wrong, or how what is typed is understood, or what can be typed. */
static void
update_hint (ChlFieldEntries *self)
{
  g_autofree char *text = dup_text (self);
  g_autofree char *words = NULL;
  g_autoptr(JsonNode) value = NULL;
  g_autoptr(GError) error = NULL;

  if (!was_typed_in (self))
    {
      mark (self, FALSE);
      gtk_label_set_label (self->hint,
                           g_dgettext (GETTEXT_PACKAGE, facts[find_facts (self->field)].hint));
      return;
    }

  if (is_empty (self))
    {
      mark (self, FALSE);
      gtk_label_set_label (self->hint, _("Empty: what others say of it"));
      return;
    }

  if (!(value = chl_field_read (self->field, text, &error)))
    {
      mark (self, TRUE);
      gtk_label_set_label (self->hint, error->message);
      return;
    }

  mark (self, FALSE);
  words = chl_model_field_dup_words (self->field, value);
  gtk_label_set_label (self->hint, words != NULL ? words : "");
}

static void
changed_cb (ChlFieldEntries *self)
{
  if (!self->is_showing)
    update_hint (self);
}

/* What holds now is what stands in the entries. */
static void
keep (ChlFieldEntries *self)
{
  for (guint i = 0; i < self->n_entries; i++)
    {
      g_free (self->shown[i]);
      self->shown[i] = g_strdup (gtk_editable_get_text (self->entries[i]));
    }
}

static void
apply_cb (ChlFieldEntries *self,
          GtkWidget       *entry)
{
  g_autofree char *text = dup_text (self);
  g_autoptr(JsonNode) value = NULL;

  if (!was_typed_in (self))
    return;

  /* The sentence stands under the entry already. */
  if (!is_empty (self) && !(value = chl_field_read (self->field, text, NULL)))
    {
      gtk_widget_grab_focus (entry);
      return;
    }

  keep (self);
  chl_field_editor_say (CHL_FIELD_EDITOR (self), value);
}

/* Returns: (transfer full) (array zero-terminated): what stands in each entry */
static GStrv
split (ChlFieldEntries *self,
       JsonNode        *value)
{
  g_autofree char *text = value != NULL ? chl_field_print (self->field, value) : g_strdup ("");
  GStrv            parts;

  if (self->n_entries == 1)
    {
      parts = g_new0 (char *, 2);
      parts[0] = g_steal_pointer (&text);
      return parts;
    }

  /* Prices may be said in a way that has no amounts. */
  if (self->field == CHL_FIELD_PRICE && *text == '{')
    *text = '\0';

  return g_strsplit (text, get_divider (self->field), (int) self->n_entries);
}

static void
fill (ChlFieldEntries   *self,
      const char *const *parts)
{
  self->is_showing = TRUE;
  for (guint i = 0; i < self->n_entries; i++)
    {
      const char *part = *parts != NULL ? *parts++ : "";

      if (self->field == CHL_FIELD_PRICE && g_str_equal (part, "-"))
        part = "";
      if (!g_str_equal (gtk_editable_get_text (self->entries[i]), part))
        gtk_editable_set_text (self->entries[i], part);
    }
  self->is_showing = FALSE;
}

/* The person's own way to write it stays. */
static gboolean
means (ChlFieldEntries *self,
       JsonNode        *value)
{
  g_autofree char *text = dup_text (self);
  g_autoptr(JsonNode) typed = chl_field_read (self->field, text, NULL);

  return value != NULL && typed != NULL && json_node_equal (typed, value);
}

static void
chl_field_entries_show (ChlFieldEditor      *editor,
                        const ChlFieldState *state)
{
  ChlFieldEntries *self = CHL_FIELD_ENTRIES (editor);
  g_auto(GStrv) parts = split (self, state->value);

  if (!was_typed_in (self) && !means (self, state->value))
    {
      fill (self, (const char *const *) parts);
      keep (self);
    }
  update_hint (self);
}

static gboolean
chl_field_entries_take_back (ChlFieldEditor *editor)
{
  ChlFieldEntries *self = CHL_FIELD_ENTRIES (editor);

  if (!was_typed_in (self))
    return FALSE;

  self->is_showing = TRUE;
  for (guint i = 0; i < self->n_entries; i++)
    if (!g_str_equal (gtk_editable_get_text (self->entries[i]), self->shown[i]))
      {
        gtk_editable_set_text (self->entries[i], self->shown[i]);
        gtk_editable_set_position (self->entries[i], -1);
      }
  self->is_showing = FALSE;
  update_hint (self);

  return TRUE;
}

static void
chl_field_entries_finalize (GObject *object)
{
  ChlFieldEntries *self = CHL_FIELD_ENTRIES (object);

  for (guint i = 0; i < MAX_ENTRIES; i++)
    g_clear_pointer (&self->shown[i], g_free);

  G_OBJECT_CLASS (chl_field_entries_parent_class)->finalize (object);
}

static void
chl_field_entries_class_init (ChlFieldEntriesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = chl_field_entries_finalize;
  CHL_FIELD_EDITOR_CLASS (klass)->show = chl_field_entries_show;
  CHL_FIELD_EDITOR_CLASS (klass)->take_back = chl_field_entries_take_back;
}

static void
chl_field_entries_init (ChlFieldEntries *self)
{
}

static void
add_entry (ChlFieldEntries *self,
           const char      *title,
           AdwExpanderRow  *place)
{
  GtkWidget *entry = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (entry), title);
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (entry), TRUE);
  g_signal_connect_object (entry, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (entry, "apply", G_CALLBACK (apply_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (entry, "entry-activated", G_CALLBACK (apply_cb), self,
                           G_CONNECT_SWAPPED);
  adw_expander_row_add_row (place, entry);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_RELATION_DESCRIBED_BY,
                                  self->hint, NULL, -1);
  self->shown[self->n_entries] = g_strdup ("");
  self->entries[self->n_entries++] = GTK_EDITABLE (entry);
}

static GtkWidget *
create_hint (void)
{
  GtkWidget *hint = gtk_label_new (NULL);

  gtk_label_set_wrap (GTK_LABEL (hint), TRUE);
  gtk_label_set_xalign (GTK_LABEL (hint), 0.0f);
  gtk_widget_add_css_class (hint, "caption");
  gtk_widget_add_css_class (hint, "model-hint");

  return hint;
}

/**
 * chl_field_entries_new:
 * @field: a field that is typed
 * @place: gets its rows
 *
 * Returns: (transfer full): an editor that shows nothing yet
 */
ChlFieldEditor *
chl_field_entries_new (ChlField        field,
                       AdwExpanderRow *place)
{
  ChlFieldEntries   *self = g_object_new (CHL_TYPE_FIELD_ENTRIES, NULL);
  GtkWidget         *hint = create_hint ();
  GtkWidget         *row = adw_preferences_row_new ();
  const char *const *titles = facts[find_facts (field)].titles;

  self->field = field;
  self->hint = GTK_LABEL (hint);
  for (; *titles != NULL; titles++)
    add_entry (self, g_dgettext (GETTEXT_PACKAGE, *titles), place);

  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), hint);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  adw_expander_row_add_row (place, row);

  return CHL_FIELD_EDITOR (self);
}
