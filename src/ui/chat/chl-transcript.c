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
#include "chl-turn.h"

/* What one line of text takes, and what a turn takes beside its text; logical pixels. */
#define LINE_HEIGHT 22
#define CHARACTER_WIDTH 8
#define QUESTION_HEIGHT 70
#define ANSWER_HEIGHT 100

/* What an arrow key scrolls by, logical pixels; and what of a page is seen again on the next one. */
#define LINE_STEP 44.0
#define PAGE_OVERLAP 0.1

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
  guint            more_id;      /* source */
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
}

static void
turn_added_cb (ChlTranscript *self,
               GtkWidget     *turn)
{
  chl_transcript_watch_exchange (self);
}

static void
end_action (GtkWidget  *widget,
            const char *action_name,
            GVariant   *parameter)
{
  chl_transcript_show_end (CHL_TRANSCRIPT (widget));
}

static void
begin_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  chl_turn_column_show_turn (CHL_TRANSCRIPT (widget)->column, 0);
}

/* By so many lines or pages. */
static void
scroll_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  ChlTranscript *self = CHL_TRANSCRIPT (widget);
  double         page = gtk_widget_get_height (GTK_WIDGET (self->column));
  int            n_lines;
  int            n_pages;

  g_variant_get (parameter, "(ii)", &n_lines, &n_pages);
  chl_turn_column_scroll_by (self->column,
                             n_lines * LINE_STEP + n_pages * page * (1.0 - PAGE_OVERLAP));
}

static void
forget_conversation (ChlTranscript *self)
{
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
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), CHL_TYPE_TRANSCRIPT);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (chl_transcript_parent_class)->dispose (object);
}

static void
add_scroll_key (GtkWidgetClass *widget_class,
                guint           key,
                guint           keypad_key,
                int             n_lines,
                int             n_pages)
{
  guint keys[] = { key, keypad_key };

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding_action (widget_class, keys[i], 0, "transcript.scroll", "(ii)",
                                         n_lines, n_pages);
}

static void
add_keys (GtkWidgetClass *widget_class)
{
  const GdkModifierType modifiers[] = { 0, GDK_CONTROL_MASK };

  add_scroll_key (widget_class, GDK_KEY_Up, GDK_KEY_KP_Up, -1, 0);
  add_scroll_key (widget_class, GDK_KEY_Down, GDK_KEY_KP_Down, 1, 0);
  add_scroll_key (widget_class, GDK_KEY_Page_Up, GDK_KEY_KP_Page_Up, 0, -1);
  add_scroll_key (widget_class, GDK_KEY_Page_Down, GDK_KEY_KP_Page_Down, 0, 1);

  for (gsize i = 0; i < G_N_ELEMENTS (modifiers); i++)
    {
      gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Home, modifiers[i],
                                           "transcript.begin", NULL);
      gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Home, modifiers[i],
                                           "transcript.begin", NULL);
      gtk_widget_class_add_binding_action (widget_class, GDK_KEY_End, modifiers[i],
                                           "transcript.end", NULL);
      gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_End, modifiers[i],
                                           "transcript.end", NULL);
    }
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
  gtk_widget_class_install_action (widget_class, "transcript.begin", NULL, begin_action);
  gtk_widget_class_install_action (widget_class, "transcript.end", NULL, end_action);
  gtk_widget_class_install_action (widget_class, "transcript.scroll", "(ii)", scroll_action);
  add_keys (widget_class);
}

static void
chl_transcript_init (ChlTranscript *self)
{
  const ChlTurnFuncs funcs = { create_turn, guess_height, must_stay };

  gtk_widget_init_template (GTK_WIDGET (self));
  chl_turn_column_set_funcs (self->column, &funcs, self);
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

/**
 * chl_transcript_bring_in:
 * @self: a transcript
 * @position: a position in the conversation
 *
 * Lays out the turn there, unless it is laid out. The end is no longer followed.
 */
void
chl_transcript_bring_in (ChlTranscript *self,
                         guint          position)
{
  g_return_if_fail (CHL_IS_TRANSCRIPT (self));

  if (chl_turn_column_get_turn (self->column, position) != NULL)
    chl_turn_column_hold (self->column);
  else
    chl_turn_column_show_turn (self->column, position);
}
