/* chl-transcript.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-transcript"

#include "config.h"

#include "chl-transcript.h"

#include "chl-answer-view.h"
#include "chl-chat.h"
#include "chl-question-view.h"
#include "chl-scroll.h"

/* This near to the end, logical pixels, the person is at the end. */
#define END_MARGIN 24.0

/**
 * ChlTranscript:
 *
 * What was said. A window onto the conversation of at most %CHL_TRANSCRIPT_MAX_TURNS turns, each a
 * widget in a column: a column knows its height, which a list view only guesses, and so can be kept
 * in place while an answer grows.
 *
 * The end is followed only while the person is at the end.
 */
struct _ChlTranscript
{
  AdwBin parent_instance;

  ChlEngine         *engine;       /* (owned) (nullable) tests have none */
  ChlConversation   *conversation; /* (owned) (nullable) */
  GHashTable        *views;        /* (owned) (element-type ChlMessage GtkWidget) what is in the column */
  GtkScrolledWindow *scrolled;     /* (unowned) template child */
  GtkBox            *column;       /* (unowned) template child */
  GtkWidget         *earlier;      /* (unowned) template child */
  GtkWidget         *later;        /* (unowned) template child */
  GtkRevealer       *more;         /* (unowned) template child */
  guint              first;        /* the window: positions in the conversation */
  guint              last;         /* one behind the last one */
  guint              tick_id;
  gboolean           is_following;
};

G_DEFINE_FINAL_TYPE (ChlTranscript, chl_transcript, ADW_TYPE_BIN)

static guint turns_changed_signal;

static GtkWidget *
create_view (ChlTranscript *self,
             ChlMessage    *message)
{
  switch (chl_message_get_author (message))
    {
    case CHL_AUTHOR_USER:
      return chl_question_view_new (self->conversation, message);

    case CHL_AUTHOR_ASSISTANT:
    case CHL_AUTHOR_TOOL:
      return chl_answer_view_new (self->engine, self->conversation, message);

    case CHL_AUTHOR_SYSTEM:
      break;
    }

  return NULL;
}

static void
remove_outside (ChlTranscript *self,
                GHashTable    *wanted)
{
  GHashTableIter iter;
  gpointer       message;
  gpointer       view;

  g_hash_table_iter_init (&iter, self->views);
  while (g_hash_table_iter_next (&iter, &message, &view))
    if (!g_hash_table_contains (wanted, message))
      {
        gtk_box_remove (self->column, GTK_WIDGET (view));
        g_hash_table_iter_remove (&iter);
      }
}

/* Brings the column in line with the window: what stays is not touched. */
static void
update_views (ChlTranscript *self)
{
  g_autoptr(GHashTable) wanted = g_hash_table_new (NULL, NULL);
  GtkWidget *previous = NULL;
  guint      n_items = 0;

  if (self->conversation != NULL)
    n_items = g_list_model_get_n_items (G_LIST_MODEL (self->conversation));

  for (guint i = self->first; i < self->last; i++)
    {
      g_autoptr(ChlMessage) message = g_list_model_get_item (G_LIST_MODEL (self->conversation), i);

      g_hash_table_add (wanted, message);
    }
  remove_outside (self, wanted);

  for (guint i = self->first; i < self->last; i++)
    {
      g_autoptr(ChlMessage) message = g_list_model_get_item (G_LIST_MODEL (self->conversation), i);
      GtkWidget *view = g_hash_table_lookup (self->views, message);

      if (view == NULL)
        {
          view = create_view (self, message);
          if (view == NULL)
            continue;
          g_hash_table_insert (self->views, g_object_ref (message), view);
          gtk_box_insert_child_after (self->column, view, previous);
        }
      else if (gtk_widget_get_prev_sibling (view) != previous)
        {
          gtk_box_reorder_child_after (self->column, view, previous);
        }
      previous = view;
    }

  gtk_widget_set_visible (self->earlier, self->first > 0);
  gtk_widget_set_visible (self->later, self->last < n_items);
  chl_transcript_watch_exchange (self);
  g_signal_emit (self, turns_changed_signal, 0);
}

static void
set_window (ChlTranscript *self,
            guint          first,
            guint          last)
{
  self->first = first;
  self->last = last;
  update_views (self);
}

static void
items_changed_cb (ChlTranscript *self,
                  guint          position,
                  guint          n_removed,
                  guint          n_added)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->conversation));
  guint n_before = n_items + n_removed - n_added;
  guint first = MIN (self->first, n_items);
  guint last = MIN (self->last, n_items);

  /* What is added at the end is shown, unless the person reads somewhere far above it. */
  if (self->last >= n_before || position < self->last)
    {
      last = n_items;
      if (last - first > CHL_TRANSCRIPT_MAX_TURNS)
        first = last - CHL_TRANSCRIPT_STEP;
    }

  set_window (self, first, last);
}

static void
update_more (ChlTranscript *self)
{
  guint n_items = 0;

  if (self->conversation != NULL)
    n_items = g_list_model_get_n_items (G_LIST_MODEL (self->conversation));

  gtk_revealer_set_reveal_child (self->more, !self->is_following || self->last < n_items);
}

static void
scrolled_cb (GtkAdjustment *adjustment,
             ChlTranscript *self)
{
  double left = gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment) -
                gtk_adjustment_get_value (adjustment);

  self->is_following = left <= END_MARGIN;
  update_more (self);
}

static gboolean
tick_cb (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       user_data)
{
  ChlTranscript *self = CHL_TRANSCRIPT (widget);

  self->tick_id = 0;
  if (self->is_following)
    chl_scroll_to_end (self->scrolled);
  return G_SOURCE_REMOVE;
}

/*
 * The column has another height now. GTK says so after the column was placed, when another value
 * comes too late for this frame and gets lost: it is set at the beginning of the next one.
 */
static void
resized_cb (GtkAdjustment *adjustment,
            ChlTranscript *self)
{
  if (self->is_following && self->tick_id == 0)
    self->tick_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), tick_cb, NULL, NULL);
}

static void
earlier_action (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  ChlTranscript *self = CHL_TRANSCRIPT (widget);
  guint          first = self->first - MIN (self->first, CHL_TRANSCRIPT_STEP);
  guint          last = MIN (self->last, first + CHL_TRANSCRIPT_MAX_TURNS);

  if (first == self->first)
    return;

  self->is_following = FALSE;
  set_window (self, first, last);
  if (gtk_widget_get_mapped (widget))
    chl_scroll_keep_place (self->scrolled);
}

static void
later_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  ChlTranscript *self = CHL_TRANSCRIPT (widget);
  guint          n_items = g_list_model_get_n_items (G_LIST_MODEL (self->conversation));
  guint          last = MIN (n_items, self->last + CHL_TRANSCRIPT_STEP);
  guint          first = MAX (self->first, last - MIN (last, CHL_TRANSCRIPT_MAX_TURNS));

  self->is_following = FALSE;
  set_window (self, first, last);
}

static void
end_action (GtkWidget  *widget,
            const char *action_name,
            GVariant   *parameter)
{
  chl_transcript_show_end (CHL_TRANSCRIPT (widget));
}

static void
edge_reached_cb (ChlTranscript  *self,
                 GtkPositionType edge)
{
  if (edge == GTK_POS_TOP)
    earlier_action (GTK_WIDGET (self), NULL, NULL);
  else if (edge == GTK_POS_BOTTOM && gtk_widget_get_visible (self->later))
    later_action (GTK_WIDGET (self), NULL, NULL);
}

static void
forget_conversation (ChlTranscript *self)
{
  if (self->conversation != NULL)
    g_signal_handlers_disconnect_by_data (self->conversation, self);
  g_clear_object (&self->conversation);
}

static void
chl_transcript_dispose (GObject *object)
{
  ChlTranscript *self = CHL_TRANSCRIPT (object);

  forget_conversation (self);
  if (self->tick_id != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick_id);
  self->tick_id = 0;
  g_hash_table_remove_all (self->views);
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), CHL_TYPE_TRANSCRIPT);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (chl_transcript_parent_class)->dispose (object);
}

static void
chl_transcript_finalize (GObject *object)
{
  ChlTranscript *self = CHL_TRANSCRIPT (object);

  g_clear_pointer (&self->views, g_hash_table_unref);

  G_OBJECT_CLASS (chl_transcript_parent_class)->finalize (object);
}

static void
chl_transcript_class_init (ChlTranscriptClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = chl_transcript_dispose;
  object_class->finalize = chl_transcript_finalize;

  turns_changed_signal =
    g_signal_new ("turns-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                  NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/chl-transcript.ui");
  gtk_widget_class_bind_template_child (widget_class, ChlTranscript, scrolled);
  gtk_widget_class_bind_template_child (widget_class, ChlTranscript, column);
  gtk_widget_class_bind_template_child (widget_class, ChlTranscript, earlier);
  gtk_widget_class_bind_template_child (widget_class, ChlTranscript, later);
  gtk_widget_class_bind_template_child (widget_class, ChlTranscript, more);
  gtk_widget_class_bind_template_callback (widget_class, edge_reached_cb);
  gtk_widget_class_install_action (widget_class, "transcript.earlier", NULL, earlier_action);
  gtk_widget_class_install_action (widget_class, "transcript.later", NULL, later_action);
  gtk_widget_class_install_action (widget_class, "transcript.end", NULL, end_action);
}

static void
chl_transcript_init (ChlTranscript *self)
{
  GtkAdjustment *adjustment;

  self->views = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  self->is_following = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));

  adjustment = gtk_scrolled_window_get_vadjustment (self->scrolled);
  g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (scrolled_cb), self,
                           G_CONNECT_DEFAULT);
  g_signal_connect_object (adjustment, "changed", G_CALLBACK (resized_cb), self, G_CONNECT_DEFAULT);
}

/**
 * chl_transcript_set_conversation:
 * @self: a transcript
 * @engine: (nullable): knows the providers and what runs
 * @conversation: (nullable): what to show
 */
void
chl_transcript_set_conversation (ChlTranscript   *self,
                                 ChlEngine       *engine,
                                 ChlConversation *conversation)
{
  g_return_if_fail (CHL_IS_TRANSCRIPT (self));
  g_return_if_fail (conversation == NULL || CHL_IS_CONVERSATION (conversation));

  if (self->conversation == conversation)
    return;

  set_window (self, 0, 0);
  forget_conversation (self);
  g_set_object (&self->engine, engine);
  if (conversation == NULL)
    return;

  self->conversation = g_object_ref (conversation);
  g_signal_connect_object (conversation, "items-changed", G_CALLBACK (items_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (conversation, "notify::is-busy",
                           G_CALLBACK (chl_transcript_watch_exchange), self, G_CONNECT_SWAPPED);
  chl_transcript_show_end (self);
}

/**
 * chl_transcript_show_end:
 * @self: a transcript
 *
 * Goes to the end and follows it.
 */
void
chl_transcript_show_end (ChlTranscript *self)
{
  GtkAdjustment *adjustment;
  guint          n_items;

  g_return_if_fail (CHL_IS_TRANSCRIPT (self));

  if (self->conversation == NULL)
    return;

  n_items = g_list_model_get_n_items (G_LIST_MODEL (self->conversation));
  self->is_following = TRUE;
  if (self->last != n_items || self->first == self->last)
    set_window (self, n_items - MIN (n_items, CHL_TRANSCRIPT_STEP), n_items);

  adjustment = gtk_scrolled_window_get_vadjustment (self->scrolled);
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment));
  update_more (self);
}

/**
 * chl_transcript_watch_exchange:
 * @self: a transcript
 *
 * Tells the answer that grows which exchange makes it grow.
 */
void
chl_transcript_watch_exchange (ChlTranscript *self)
{
  ChlMessage *last;
  GtkWidget  *view;

  g_return_if_fail (CHL_IS_TRANSCRIPT (self));

  if (self->conversation == NULL || self->engine == NULL)
    return;

  last = chl_conversation_get_last (self->conversation);
  view = last != NULL ? g_hash_table_lookup (self->views, last) : NULL;
  if (CHL_IS_ANSWER_VIEW (view))
    chl_answer_view_set_exchange (CHL_ANSWER_VIEW (view),
                                  chl_chat_get_exchange (self->engine, self->conversation));
}

/**
 * chl_transcript_find_turn:
 * @self: a transcript
 * @message_id: which message
 *
 * Returns: (transfer none) (nullable): its #ChlQuestionView or #ChlAnswerView, if it is laid out
 */
GtkWidget *
chl_transcript_find_turn (ChlTranscript *self,
                          const char    *message_id)
{
  ChlMessage *message;

  g_return_val_if_fail (CHL_IS_TRANSCRIPT (self), NULL);

  if (self->conversation == NULL)
    return NULL;

  message = chl_conversation_find (self->conversation, message_id);
  return message != NULL ? g_hash_table_lookup (self->views, message) : NULL;
}

/**
 * chl_transcript_get_n_turns:
 * @self: a transcript
 *
 * Returns: how many turns are laid out
 */
guint
chl_transcript_get_n_turns (ChlTranscript *self)
{
  g_return_val_if_fail (CHL_IS_TRANSCRIPT (self), 0);

  return g_hash_table_size (self->views);
}

/* Returns: (transfer none): what the turns are the children of. */
GtkWidget *
chl_transcript_get_column (ChlTranscript *self)
{
  g_return_val_if_fail (CHL_IS_TRANSCRIPT (self), NULL);

  return GTK_WIDGET (self->column);
}

/* Returns: the position in the conversation of the first turn that is laid out. */
guint
chl_transcript_get_first (ChlTranscript *self)
{
  g_return_val_if_fail (CHL_IS_TRANSCRIPT (self), 0);

  return self->first;
}

/**
 * chl_transcript_bring_in:
 * @self: a transcript
 * @position: a position in the conversation
 *
 * Lays out the turn there and those around it, unless it is laid out. The end is no longer followed.
 */
void
chl_transcript_bring_in (ChlTranscript *self,
                         guint          position)
{
  guint n_items;
  guint first;

  g_return_if_fail (CHL_IS_TRANSCRIPT (self));
  g_return_if_fail (self->conversation != NULL);

  self->is_following = FALSE;
  if (position >= self->first && position < self->last)
    return;

  n_items = g_list_model_get_n_items (G_LIST_MODEL (self->conversation));
  first = position - MIN (position, CHL_TRANSCRIPT_STEP / 2);
  set_window (self, first, MIN (n_items, first + CHL_TRANSCRIPT_STEP));
}
