/* chl-search-list.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-search-list"

#include "config.h"

#include "chl-search-list.h"

#include <glib/gi18n-lib.h>

#include "chl-error.h"
#include "chl-hit-row.h"
#include "chl-library.h"
#include "chl-list-focus.h"

struct _ChlSearchList
{
  AdwBin parent_instance;

  ChlEngine          *engine;      /* (owned) (nullable) until it is set */
  GtkEditable        *entry;       /* (unowned) (nullable) weak; where the words are typed */
  GCancellable       *cancellable; /* (owned) (nullable) while a search runs */
  GCancellable       *opening;     /* (owned) (nullable) while a chat is read to be shown beside */
  GtkSingleSelection *selection;   /* (owned) */
  char               *query;       /* (owned) (not nullable) what the hits were found with */
  GtkStack           *stack;       /* (unowned) template child */
  GtkListView        *list;        /* (unowned) template child */
  GtkLabel           *none_title;  /* (unowned) template child */
  GtkLabel           *none_text;   /* (unowned) template child */
  gboolean            is_filling;  /* what is selected is selected by us */
};

G_DEFINE_FINAL_TYPE (ChlSearchList, chl_search_list, ADW_TYPE_BIN)

enum
{
  SIGNAL_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
setup_row_cb (GtkSignalListItemFactory *factory,
              GtkListItem              *item,
              ChlSearchList            *self)
{
  gtk_list_item_set_child (item, chl_hit_row_new ());
}

static void
bind_row_cb (GtkSignalListItemFactory *factory,
             GtkListItem              *item,
             ChlSearchList            *self)
{
  chl_hit_row_show (CHL_HIT_ROW (gtk_list_item_get_child (item)),
                    CHL_HIT (gtk_list_item_get_item (item)), self->query,
                    chl_engine_get_now_us (self->engine));
}

static void
stop_opening (ChlSearchList *self)
{
  g_cancellable_cancel (self->opening);
  g_clear_object (&self->opening);
}

static void
choose (ChlSearchList *self,
        guint          position)
{
  g_autoptr(ChlHit) hit = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  stop_opening (self);
  if (hit != NULL)
    g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, hit, TRUE);
}

static void
show_beside (ChlSearchList *self)
{
  ChlHit *hit = gtk_single_selection_get_selected_item (self->selection);

  if (hit != NULL)
    g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, hit, FALSE);
}

static void
opened_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  ChlSearchList *self = user_data;

  if (!chl_library_open_finish (CHL_LIBRARY (object), result, &error) &&
      chl_error_is_cancellation (error))
    return;

  g_clear_object (&self->opening);
  show_beside (self);
}

/* Where the words stand in a chat is known once it was read; till then the one before is shown. */
static void
selected_cb (ChlSearchList *self)
{
  ChlHit *hit = gtk_single_selection_get_selected_item (self->selection);

  stop_opening (self);
  if (self->is_filling || hit == NULL)
    return;

  if (chl_conversation_is_loaded (chl_hit_get_conversation (hit)))
    {
      show_beside (self);
      return;
    }

  self->opening = g_cancellable_new ();
  chl_library_open_async (chl_engine_get_library (self->engine), chl_hit_get_conversation (hit),
                          self->opening, opened_cb, self);
}

static void
fill (ChlSearchList *self,
      GListModel    *hits)
{
  self->is_filling = TRUE;
  gtk_single_selection_set_model (self->selection, hits);
  self->is_filling = FALSE;
}

static void
activate_cb (ChlSearchList *self,
             guint          position)
{
  choose (self, position);
}

static void
entry_activate_cb (ChlSearchList *self)
{
  choose (self, gtk_single_selection_get_selected (self->selection));
}

/* The focus stays with the words: the arrows go through the hits from there. */
static gboolean
key_cb (GtkEventControllerKey *controller,
        guint                  keyval,
        guint                  keycode,
        GdkModifierType        state,
        ChlSearchList         *self)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->selection));
  guint selected = gtk_single_selection_get_selected (self->selection);

  if ((keyval != GDK_KEY_Down && keyval != GDK_KEY_Up) || n_items == 0)
    return GDK_EVENT_PROPAGATE;

  if (selected == GTK_INVALID_LIST_POSITION)
    selected = 0;
  else if (keyval == GDK_KEY_Down)
    selected = MIN (selected + 1, n_items - 1);
  else
    selected = MAX (selected, 1) - 1;

  gtk_single_selection_set_selected (self->selection, selected);
  gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", selected);

  return GDK_EVENT_STOP;
}

static void
show_none (ChlSearchList *self,
           const char    *title,
           const char    *text)
{
  gtk_label_set_label (self->none_title, title);
  gtk_label_set_label (self->none_text, text);
  gtk_stack_set_visible_child_name (self->stack, "none");
}

static void
search_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GListModel) hits = NULL;
  g_autoptr(GError) error = NULL;
  ChlSearchList *self = user_data;

  hits = chl_library_search_finish (CHL_LIBRARY (object), result, &error);
  if (chl_error_is_cancellation (error))
    return;

  g_clear_object (&self->cancellable);
  fill (self, hits);
  if (hits == NULL)
    show_none (self, _("The Chats Cannot Be Searched"), error->message);
  else if (g_list_model_get_n_items (hits) == 0)
    show_none (self, _("No Chats Found"), _("Try fewer or other words"));
  else
    gtk_stack_set_visible_child_name (self->stack, "hits");
}

/* What was found before stays until there is something else. */
static void
search_changed_cb (ChlSearchList *self)
{
  g_autofree char *query = g_strstrip (g_strdup (gtk_editable_get_text (self->entry)));

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_free (self->query);
  self->query = g_steal_pointer (&query);

  if (*self->query == '\0')
    {
      fill (self, NULL);
      gtk_stack_set_visible_child_name (self->stack, "hint");
      return;
    }

  self->cancellable = g_cancellable_new ();
  chl_library_search_async (chl_engine_get_library (self->engine), self->query, self->cancellable,
                            search_cb, self);
}

static void
chl_search_list_dispose (GObject *object)
{
  ChlSearchList *self = CHL_SEARCH_LIST (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  stop_opening (self);
  g_clear_weak_pointer (&self->entry);
  if (self->list != NULL)
    gtk_list_view_set_model (self->list, NULL);
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), CHL_TYPE_SEARCH_LIST);
  g_clear_object (&self->selection);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (chl_search_list_parent_class)->dispose (object);
}

static void
chl_search_list_finalize (GObject *object)
{
  ChlSearchList *self = CHL_SEARCH_LIST (object);

  g_clear_pointer (&self->query, g_free);

  G_OBJECT_CLASS (chl_search_list_parent_class)->finalize (object);
}

static void
chl_search_list_class_init (ChlSearchListClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = chl_search_list_dispose;
  object_class->finalize = chl_search_list_finalize;

  /**
   * ChlSearchList::chosen:
   * @hit: what to show; when the person only looks through the list, its chat has been read
   * @is_entered: whether the person wants to be in it
   */
  signals[SIGNAL_CHOSEN] =
    g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, CHL_TYPE_HIT, G_TYPE_BOOLEAN);

  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/chl-search-list.ui");
  gtk_widget_class_bind_template_child (widget_class, ChlSearchList, stack);
  gtk_widget_class_bind_template_child (widget_class, ChlSearchList, list);
  gtk_widget_class_bind_template_child (widget_class, ChlSearchList, none_title);
  gtk_widget_class_bind_template_child (widget_class, ChlSearchList, none_text);
  gtk_widget_class_bind_template_callback (widget_class, setup_row_cb);
  gtk_widget_class_bind_template_callback (widget_class, bind_row_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
}

static void
chl_search_list_init (ChlSearchList *self)
{
  self->query = g_strdup ("");
  self->selection = gtk_single_selection_new (NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  chl_list_focus_activate_on_click (self->list);
  g_signal_connect_object (self->selection, "notify::selected", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
}

/**
 * chl_search_list_set_engine:
 * @self: a list that has none yet
 * @engine: whose chats are searched
 */
void
chl_search_list_set_engine (ChlSearchList *self,
                            ChlEngine     *engine)
{
  g_return_if_fail (CHL_IS_SEARCH_LIST (self));
  g_return_if_fail (CHL_IS_ENGINE (engine));
  g_return_if_fail (self->engine == NULL);

  self->engine = g_object_ref (engine);
}

/**
 * chl_search_list_set_entry:
 * @self: a list that has none yet
 * @entry: a #GtkSearchEntry in which the words are typed
 */
void
chl_search_list_set_entry (ChlSearchList *self,
                           GtkEditable   *entry)
{
  GtkEventController *keys;

  g_return_if_fail (CHL_IS_SEARCH_LIST (self));
  g_return_if_fail (GTK_IS_SEARCH_ENTRY (entry));
  g_return_if_fail (self->entry == NULL);

  g_set_weak_pointer (&self->entry, entry);
  g_signal_connect_object (entry, "search-changed", G_CALLBACK (search_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (entry, "activate", G_CALLBACK (entry_activate_cb), self,
                           G_CONNECT_SWAPPED);

  keys = gtk_event_controller_key_new ();
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_cb), self, G_CONNECT_DEFAULT);
  gtk_widget_add_controller (GTK_WIDGET (entry), keys);
}

/* Returns: the words that are looked for. */
const char *
chl_search_list_get_query (ChlSearchList *self)
{
  g_return_val_if_fail (CHL_IS_SEARCH_LIST (self), NULL);

  return self->query;
}
