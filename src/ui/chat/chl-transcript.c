/* chl-transcript.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-transcript"

#include "config.h"

#include "chl-transcript.h"

#include <glib/gi18n-lib.h>

#include "chl-answer-view.h"
#include "chl-chat.h"
#include "chl-question-view.h"
#include "chl-selection-paint.h"
#include "chl-selector.h"
#include "chl-transcript-actions.h"
#include "chl-turn.h"

/* What one line of text takes, and what a turn takes beside its text; logical pixels. */
#define LINE_HEIGHT 22
#define CHARACTER_WIDTH 8
#define QUESTION_HEIGHT 70
#define ANSWER_HEIGHT 100

/* What is brought in does not stand nearer to the edge than this, logical pixels. */
#define MARGIN 48.0

/* What was brought in has its place after the first frame. */
#define N_FRAMES 3

/**
 * ChlTranscript:
 *
 * What was said, as far as it is in sight; what was selected there; and a button that leads to the
 * end when that is out of sight.
 */
struct _ChlTranscript
{
  AdwBin parent_instance;

  ChlEngine       *engine;       /* (owned) (nullable) tests have none */
  ChlConversation *conversation; /* (owned) (nullable) */
  ChlTurnColumn   *column;       /* (unowned) template child */
  GtkRevealer     *more;         /* (unowned) template child */
  ChlSelection    *selection;    /* (owned) */
  ChlSelector     *selector;     /* (owned) */
  GtkWidget       *menu;         /* (unowned) (nullable) child, once it was wanted */
  ChlPlace         wanted;       /* what is being brought in */
  gboolean         is_far;       /* and whether it goes to the middle */
  guint            n_frames;     /* for which that still takes */
  guint            tick_id;
  guint            more_id; /* source */
};

G_DEFINE_FINAL_TYPE (ChlTranscript, chl_transcript, ADW_TYPE_BIN)

static GtkWidget *
create_turn (gpointer item,
             gpointer user_data)
{
  ChlTranscript *self = CHL_TRANSCRIPT (user_data);
  ChlMessage    *message = CHL_MESSAGE (item);
  GtkWidget     *nothing;

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

  nothing = adw_bin_new ();
  gtk_widget_set_visible (nothing, FALSE);

  return nothing;
}

static int
guess_height (gpointer item,
              int      width,
              gpointer user_data)
{
  ChlMessage *message = CHL_MESSAGE (item);
  gsize       n_bytes = 0;
  gsize       line = (gsize) MAX (width / CHARACTER_WIDTH, 1);

  if (chl_message_get_author (message) == CHL_AUTHOR_SYSTEM)
    return 0;

  for (guint i = 0; i < chl_message_get_n_parts (message); i++)
    {
      ChlPart *part = chl_message_get_part (message, i);

      if (chl_part_get_kind (part) == CHL_PART_TEXT)
        n_bytes += chl_part_get_text_length (part);
    }

  return (chl_message_get_author (message) == CHL_AUTHOR_USER ? QUESTION_HEIGHT : ANSWER_HEIGHT) +
         (int) MIN (n_bytes / line, 100000) * LINE_HEIGHT;
}

static gboolean
must_stay (GtkWidget *turn)
{
  return CHL_IS_QUESTION_VIEW (turn) && chl_question_view_is_edited (CHL_QUESTION_VIEW (turn));
}

static void
update_more_cb (gpointer user_data)
{
  ChlTranscript *self = user_data;

  self->more_id = 0;
  gtk_revealer_set_reveal_child (self->more, chl_turn_column_has_more (self->column));
}

/* This is told while the column is laid out, when no other widget may ask for another size. */
static void
moved_cb (ChlTranscript *self)
{
  if (self->more_id == 0)
    self->more_id = g_idle_add_once (update_more_cb, self);
  chl_selection_paint (self->selection, self->column);
}

static void
turn_added_cb (ChlTranscript *self,
               GtkWidget     *turn)
{
  chl_transcript_watch_exchange (self);
  chl_selection_paint_turn (self->selection, self->column, turn);
}

static void
selection_changed_cb (ChlTranscript *self)
{
  ChlPlace start;
  ChlPlace end;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "transcript.copy",
                                 chl_selection_get_range (self->selection, &start, &end));
  chl_selection_paint (self->selection, self->column);
}

static void
menu_wanted_cb (ChlTranscript *self,
                double         x,
                double         y,
                const char    *uri)
{
  chl_transcript_popup_menu (self, x, y, uri);
}

static void
show_wanted (ChlTranscript *self)
{
  GtkWidget      *turn = chl_turn_column_get_turn (self->column, self->wanted.position);
  graphene_rect_t area;

  if (turn == NULL || chl_turn_get_message (turn) != self->wanted.message)
    return;

  chl_turn_bring_in (turn, &self->wanted);
  if (chl_turn_compute_area (turn, &self->wanted, GTK_WIDGET (self->column), &area) ||
      gtk_widget_compute_bounds (turn, GTK_WIDGET (self->column), &area))
    chl_turn_column_show_area (self->column, &area, MARGIN, self->is_far);
}

static gboolean
tick_cb (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       user_data)
{
  ChlTranscript *self = CHL_TRANSCRIPT (widget);

  self->n_frames--;
  if (self->n_frames < N_FRAMES - 1)
    show_wanted (self);
  if (self->n_frames > 0)
    {
      gtk_widget_queue_draw (widget);
      return G_SOURCE_CONTINUE;
    }

  self->tick_id = 0;

  return G_SOURCE_REMOVE;
}

static void
stop_showing (ChlTranscript *self)
{
  if (self->tick_id != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick_id);
  self->tick_id = 0;
}

static void
forget_conversation (ChlTranscript *self)
{
  stop_showing (self);
  chl_selection_set_conversation (self->selection, NULL);
  chl_turn_column_set_model (self->column, NULL);
  if (self->conversation != NULL)
    g_signal_handlers_disconnect_by_data (self->conversation, self);
  g_clear_object (&self->conversation);
}

static void
chl_transcript_dispose (GObject *object)
{
  ChlTranscript *self = CHL_TRANSCRIPT (object);

  g_clear_handle_id (&self->more_id, g_source_remove);
  if (self->column != NULL)
    forget_conversation (self);
  g_clear_object (&self->selector);
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), CHL_TYPE_TRANSCRIPT);
  g_clear_object (&self->selection);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (chl_transcript_parent_class)->dispose (object);
}

static void
chl_transcript_class_init (ChlTranscriptClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chl_transcript_dispose;

  g_type_ensure (CHL_TYPE_TURN_COLUMN);
  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/chl-transcript.ui");
  gtk_widget_class_bind_template_child (widget_class, ChlTranscript, column);
  gtk_widget_class_bind_template_child (widget_class, ChlTranscript, more);
  gtk_widget_class_bind_template_callback (widget_class, moved_cb);
  gtk_widget_class_bind_template_callback (widget_class, turn_added_cb);
  chl_transcript_actions_install (widget_class);
}

static void
chl_transcript_init (ChlTranscript *self)
{
  const ChlTurnFuncs funcs = { create_turn, guess_height, must_stay };

  gtk_widget_init_template (GTK_WIDGET (self));
  chl_turn_column_set_funcs (self->column, &funcs, self);
  self->selection = chl_selection_new ();
  self->selector = chl_selector_new (self->selection, self->column);
  g_signal_connect_object (self->selection, "changed", G_CALLBACK (selection_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selector, "menu-wanted", G_CALLBACK (menu_wanted_cb), self,
                           G_CONNECT_SWAPPED);
}

/**
 * chl_transcript_set_conversation:
 * @self: a transcript
 * @engine: (nullable): knows the providers and what runs
 * @conversation: (nullable): what to show
 *
 * Shows the end of a conversation.
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

  forget_conversation (self);
  g_set_object (&self->engine, engine);
  if (conversation == NULL)
    return;

  self->conversation = g_object_ref (conversation);
  chl_turn_column_set_model (self->column, G_LIST_MODEL (conversation));
  chl_selection_set_conversation (self->selection, conversation);
  g_signal_connect_object (conversation, "notify::is-busy",
                           G_CALLBACK (chl_transcript_watch_exchange), self, G_CONNECT_SWAPPED);
  chl_transcript_watch_exchange (self);
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
  g_return_if_fail (CHL_IS_TRANSCRIPT (self));

  stop_showing (self);
  chl_turn_column_show_end (self->column);
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
  GtkWidget  *turn;

  g_return_if_fail (CHL_IS_TRANSCRIPT (self));

  if (self->conversation == NULL || self->engine == NULL)
    return;

  last = chl_conversation_get_last (self->conversation);
  turn = last != NULL ? chl_transcript_find_turn (self, chl_message_get_id (last)) : NULL;
  if (CHL_IS_ANSWER_VIEW (turn))
    chl_answer_view_set_exchange (CHL_ANSWER_VIEW (turn),
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
  GtkWidget *turn;

  g_return_val_if_fail (CHL_IS_TRANSCRIPT (self), NULL);

  turn = gtk_widget_get_first_child (GTK_WIDGET (self->column));
  for (; turn != NULL; turn = gtk_widget_get_next_sibling (turn))
    {
      ChlMessage *message = chl_turn_get_message (turn);

      if (message != NULL && g_str_equal (chl_message_get_id (message), message_id))
        return turn;
    }

  return NULL;
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

  return chl_turn_column_get_n_turns (self->column);
}

/* Returns: (transfer none): what the turns are the children of. */
ChlTurnColumn *
chl_transcript_get_column (ChlTranscript *self)
{
  g_return_val_if_fail (CHL_IS_TRANSCRIPT (self), NULL);

  return self->column;
}

/* Returns: (transfer none): what is selected. */
ChlSelection *
chl_transcript_get_selection (ChlTranscript *self)
{
  g_return_val_if_fail (CHL_IS_TRANSCRIPT (self), NULL);

  return self->selection;
}

/**
 * chl_transcript_show_place:
 * @self: a transcript
 * @place: a place in the conversation that it shows
 * @is_far: whether to go to the middle with what was not in sight, and not only as far as needed
 *
 * Brings a place into sight, as soon as it is laid out. The end is no longer followed.
 */
void
chl_transcript_show_place (ChlTranscript  *self,
                           const ChlPlace *place,
                           gboolean        is_far)
{
  g_return_if_fail (CHL_IS_TRANSCRIPT (self));
  g_return_if_fail (place != NULL);

  stop_showing (self);
  self->wanted = *place;
  self->is_far = is_far;
  if (chl_turn_column_get_turn (self->column, place->position) != NULL)
    {
      chl_turn_column_hold (self->column);
      show_wanted (self);
      if (!is_far)
        return;
    }
  else
    {
      chl_turn_column_show_turn (self->column, place->position);
    }

  self->n_frames = N_FRAMES;
  self->tick_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), tick_cb, NULL, NULL);
}

static GMenuModel *
create_menu (const char *uri)
{
  GMenu *menu = g_menu_new ();
  g_autoptr(GMenu) text = g_menu_new ();

  if (uri != NULL)
    {
      g_autoptr(GMenu) link = g_menu_new ();
      g_autoptr(GMenuItem) item = g_menu_item_new (_("Copy _Link"), NULL);

      g_menu_item_set_action_and_target (item, "transcript.copy-link", "s", uri);
      g_menu_append_item (link, item);
      g_menu_append_section (menu, NULL, G_MENU_MODEL (link));
    }
  g_menu_append (text, _("_Copy"), "transcript.copy");
  g_menu_append (text, _("Select _All"), "transcript.select-all");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (text));

  return G_MENU_MODEL (menu);
}

/**
 * chl_transcript_popup_menu:
 * @self: a transcript
 * @x: where, in its column
 * @y: where, in its column
 * @uri: (nullable): where the link leads that is there
 *
 * Shows what can be done with what is selected.
 */
void
chl_transcript_popup_menu (ChlTranscript *self,
                           double         x,
                           double         y,
                           const char    *uri)
{
  g_autoptr(GMenuModel) model = create_menu (uri);
  GdkRectangle area = { 0, 0, 1, 1 };

  g_return_if_fail (CHL_IS_TRANSCRIPT (self));

  gtk_widget_translate_coordinates (GTK_WIDGET (self->column), GTK_WIDGET (self), x, y, &x, &y);
  area.x = (int) x;
  area.y = (int) y;
  if (self->menu == NULL)
    {
      self->menu = gtk_popover_menu_new_from_model (NULL);
      gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
      gtk_widget_set_halign (self->menu, GTK_ALIGN_START);
      gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
    }
  gtk_popover_menu_set_menu_model (GTK_POPOVER_MENU (self->menu), model);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), &area);
  gtk_popover_popup (GTK_POPOVER (self->menu));
}
