/* chl-answer-view.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-answer-view"

#include "config.h"

#include "chl-answer-view.h"

#include <glib/gi18n-lib.h>

#include "chl-answer-chain.h"
#include "chl-answer-footer.h"
#include "chl-answer-header.h"
#include "chl-ending.h"
#include "chl-error-card.h"
#include "chl-picture.h"
#include "chl-provider-list.h"
#include "chl-text-blocks.h"
#include "chl-thoughts.h"
#include "chl-tool-row.h"

/* Pictures in an answer are shown no larger than this, logical pixels. */
#define PICTURE_SIZE 480

/* Nobody is left to wonder for longer than this whether anything is still coming. */
#define QUIET_S 4

/**
 * ChlAnswerView:
 *
 * One turn of the model: who it was, what it thought and said, why it ended, and what it cost.
 */
struct _ChlAnswerView
{
  AdwBin parent_instance;

  ChlEngine       *engine;         /* (owned) (nullable) tests have none */
  ChlConversation *conversation;   /* (owned) */
  ChlMessage      *message;        /* (owned) */
  ChlExchange     *exchange;       /* (owned) (nullable) while it runs */
  GSignalGroup    *exchange_group; /* (owned) on exchange */
  guint            countdown_id;   /* source, once a second while a new attempt is waited for */
  guint            pulse_id;       /* source, once a second while it grows */
  gsize            n_bytes;        /* that were there when somebody looked last */
  guint            n_quiet;        /* seconds since then in which nothing came */
  ChlAnswerHeader *header;         /* (unowned) template child */
  GtkBox          *parts;          /* (unowned) template child */
  GtkWidget       *waiting;        /* (unowned) template child */
  GtkSpinner      *spinner;        /* (unowned) template child */
  GtkLabel        *waiting_label;  /* (unowned) template child */
  ChlEnding       *ending;         /* (unowned) template child */
  ChlErrorCard    *error_card;     /* (unowned) template child */
  ChlAnswerFooter *footer;         /* (unowned) template child */
};

G_DEFINE_FINAL_TYPE (ChlAnswerView, chl_answer_view, ADW_TYPE_BIN)

static ChlProvider *
find_provider (ChlAnswerView *self)
{
  const char *id = chl_message_get_provider_id (self->message);

  if (self->engine == NULL || id == NULL)
    return NULL;

  return chl_provider_list_find (chl_engine_get_providers (self->engine), id);
}

/* The answer that this one goes on from. */
static ChlMessage *
find_before (ChlAnswerView *self)
{
  return chl_answer_chain_find_before (self->conversation, self->message);
}

static void
update_source (ChlAnswerView *self)
{
  ChlMessage *before = find_before (self);

  chl_answer_header_set_message (self->header, self->engine, self->message, before);
  if (before != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self), "continuation");
}

static GtkWidget *
create_part_widget (ChlPart *part)
{
  switch (chl_part_get_kind (part))
    {
    case CHL_PART_TEXT:
    case CHL_PART_REFUSAL:
      return chl_text_blocks_new (part);

    case CHL_PART_REASONING:
      return chl_thoughts_new (part);

    case CHL_PART_TOOL_CALL:
    case CHL_PART_TOOL_RESULT:
      return chl_tool_row_new (part);

    case CHL_PART_IMAGE:
    case CHL_PART_FILE:
    case CHL_PART_AUDIO:
      return chl_picture_new (part, PICTURE_SIZE);

    case CHL_PART_OPAQUE:
      break;
    }

  return NULL;
}

static void
parts_changed_cb (ChlAnswerView *self,
                  guint          position,
                  guint          n_removed,
                  guint          n_added)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->parts));

  for (guint i = 0; i < position && child != NULL; i++)
    child = gtk_widget_get_next_sibling (child);

  for (guint i = 0; i < n_removed && child != NULL; i++)
    {
      GtkWidget *next = gtk_widget_get_next_sibling (child);

      gtk_box_remove (self->parts, child);
      child = next;
    }

  child = child != NULL ? gtk_widget_get_prev_sibling (child)
                        : gtk_widget_get_last_child (GTK_WIDGET (self->parts));
  for (guint i = 0; i < n_added; i++)
    {
      ChlPart   *part = chl_message_get_part (self->message, position + i);
      GtkWidget *widget = create_part_widget (part);

      /* Every part has a place, so that positions stay the same. */
      if (widget == NULL)
        {
          widget = adw_bin_new ();
          gtk_widget_set_visible (widget, FALSE);
        }
      gtk_box_insert_child_after (self->parts, widget, child);
      child = widget;
    }
}

static const char *
get_provider_title (ChlAnswerView *self)
{
  ChlProvider *provider = find_provider (self);

  return provider != NULL ? chl_provider_get_title (provider)
                          : chl_message_get_provider_id (self->message);
}

static gboolean
update_countdown (ChlAnswerView *self)
{
  const ChlFailure *failure = chl_exchange_get_last_failure (self->exchange);
  g_autoptr(ChlAdvice) advice = NULL;
  gint64 left_us;

  left_us = chl_exchange_get_retry_at_us (self->exchange) - chl_engine_get_now_us (self->engine);
  if (failure != NULL)
    advice = chl_advice_for_failure (failure, get_provider_title (self),
                                     chl_message_get_model (self->message));

  gtk_widget_set_visible (GTK_WIDGET (self->error_card), advice != NULL);
  if (advice != NULL)
    chl_error_card_show_countdown (self->error_card, advice,
                                   (left_us + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC);
  return G_SOURCE_CONTINUE;
}

static const char *
get_waiting_words (ChlAnswerView *self)
{
  ChlExchangeState state = self->exchange != NULL ? chl_exchange_get_state (self->exchange)
                                                  : CHL_EXCHANGE_CONNECTING;

  switch (state)
    {
    case CHL_EXCHANGE_IDLE:
    case CHL_EXCHANGE_PREPARING:
      return _("Reading the key…");

    case CHL_EXCHANGE_CONNECTING:
      return _("Connecting…");

    case CHL_EXCHANGE_WAITING:
    case CHL_EXCHANGE_STREAMING:
    case CHL_EXCHANGE_RETRYING:
    case CHL_EXCHANGE_ENDED:
      break;
    }

  return _("Waiting for the answer…");
}

static void
update_waiting (ChlAnswerView *self,
                gboolean       may_wait)
{
  guint            n_parts = chl_message_get_n_parts (self->message);
  const char      *words = n_parts > 0 ? _("Waiting for more…") : get_waiting_words (self);
  gsize            n_bytes = n_parts;
  g_autofree char *text = NULL;

  for (guint i = 0; i < n_parts; i++)
    n_bytes += chl_part_get_text_length (chl_message_get_part (self->message, i));
  if (n_bytes != self->n_bytes)
    self->n_quiet = 0;
  self->n_bytes = n_bytes;

  may_wait = may_wait && (n_parts == 0 || self->n_quiet >= QUIET_S);
  gtk_widget_set_visible (self->waiting, may_wait);
  gtk_spinner_set_spinning (self->spinner, may_wait);
  if (!may_wait)
    return;

  if (self->n_quiet >= QUIET_S)
    /* Translators: what is being waited for, and for how many seconds. */
    text = g_strdup_printf (_("%s %u s"), words, self->n_quiet);
  gtk_label_set_label (self->waiting_label, text != NULL ? text : words);
}

static gboolean
pulse_cb (ChlAnswerView *self)
{
  self->n_quiet++;
  update_waiting (self, TRUE);

  return G_SOURCE_CONTINUE;
}

/* While it grows: what is being waited for. */
static void
update_progress (ChlAnswerView *self)
{
  gboolean is_growing = chl_message_is_growing (self->message);
  gboolean is_retrying = is_growing && self->exchange != NULL &&
                         chl_exchange_get_state (self->exchange) == CHL_EXCHANGE_RETRYING;

  update_waiting (self, is_growing && !is_retrying);
  if (!is_growing || is_retrying)
    {
      g_clear_handle_id (&self->pulse_id, g_source_remove);
      self->n_quiet = 0;
    }
  else if (self->pulse_id == 0)
    self->pulse_id = g_timeout_add_seconds (1, G_SOURCE_FUNC (pulse_cb), self);

  if (is_retrying)
    {
      update_countdown (self);
      if (self->countdown_id == 0)
        self->countdown_id = g_timeout_add_seconds (1, G_SOURCE_FUNC (update_countdown), self);
      return;
    }

  g_clear_handle_id (&self->countdown_id, g_source_remove);
  if (is_growing)
    gtk_widget_set_visible (GTK_WIDGET (self->error_card), FALSE);
}

/* What goes on below needs no way on here, and what was asked below is not to be torn away. */
static void
drop_actions (ChlOutcome *outcome,
              ChlMessage *next)
{
  gboolean is_joined = chl_message_get_author (next) == CHL_AUTHOR_ASSISTANT;

  for (guint i = 0; i < G_N_ELEMENTS (outcome->actions); i++)
    if (is_joined || outcome->actions[i] == CHL_ACTION_CONTINUE)
      outcome->actions[i] = CHL_ACTION_NONE;
}

/* Once it has ended: why, with which help, and what it took. */
static void
update_ending (ChlAnswerView *self)
{
  g_autoptr(ChlOutcome) outcome = chl_outcome_new (self->message, get_provider_title (self));
  ChlMessage *next = chl_conversation_get_next (self->conversation,
                                                chl_message_get_id (self->message));
  gboolean    is_joined = next != NULL && chl_message_get_author (next) == CHL_AUTHOR_ASSISTANT;
  gboolean    is_growing = outcome->kind == CHL_OUTCOME_GROWING;
  gboolean    has_error = outcome->is_problem && !is_joined;

  if (next != NULL)
    drop_actions (outcome, next);

  if (has_error)
    chl_error_card_show_outcome (self->error_card, outcome);
  else if (!is_growing)
    chl_ending_show (self->ending, outcome);

  if (!is_growing)
    gtk_widget_set_visible (GTK_WIDGET (self->error_card), has_error);
  gtk_widget_set_visible (GTK_WIDGET (self->ending),
                          !is_growing && !has_error && outcome->kind != CHL_OUTCOME_COMPLETE);
  chl_answer_footer_update (self->footer, outcome, is_joined);
}

static void
update (ChlAnswerView *self)
{
  GtkWidget *part = gtk_widget_get_first_child (GTK_WIDGET (self->parts));

  for (; part != NULL && !chl_message_is_growing (self->message); part = gtk_widget_get_next_sibling (part))
    if (CHL_IS_THOUGHTS (part))
      chl_thoughts_settle (CHL_THOUGHTS (part));
    else if (CHL_IS_TEXT_BLOCKS (part))
      chl_text_blocks_settle (CHL_TEXT_BLOCKS (part));
  update_progress (self);
  update_ending (self);
}

static void
act_cb (ChlAnswerView *self,
        int            action)
{
  if (self->exchange != NULL && chl_message_is_growing (self->message))
    {
      chl_exchange_retry_now (self->exchange);
      return;
    }

  gtk_widget_activate_action (GTK_WIDGET (self), "chat.help", "(is)", action,
                              chl_message_get_id (self->message));
}

static void
cancel_cb (ChlAnswerView *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "chat.stop", NULL);
}

static void
chl_answer_view_dispose (GObject *object)
{
  ChlAnswerView *self = CHL_ANSWER_VIEW (object);

  g_clear_handle_id (&self->countdown_id, g_source_remove);
  g_clear_handle_id (&self->pulse_id, g_source_remove);
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), CHL_TYPE_ANSWER_VIEW);
  g_clear_object (&self->exchange_group);
  g_clear_object (&self->exchange);
  g_clear_object (&self->message);
  g_clear_object (&self->conversation);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (chl_answer_view_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, ChlAnswerView, header);
  gtk_widget_class_bind_template_child (widget_class, ChlAnswerView, parts);
  gtk_widget_class_bind_template_child (widget_class, ChlAnswerView, waiting);
  gtk_widget_class_bind_template_child (widget_class, ChlAnswerView, spinner);
  gtk_widget_class_bind_template_child (widget_class, ChlAnswerView, waiting_label);
  gtk_widget_class_bind_template_child (widget_class, ChlAnswerView, ending);
  gtk_widget_class_bind_template_child (widget_class, ChlAnswerView, error_card);
  gtk_widget_class_bind_template_child (widget_class, ChlAnswerView, footer);
}

static void
chl_answer_view_class_init (ChlAnswerViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chl_answer_view_dispose;

  g_type_ensure (CHL_TYPE_ANSWER_FOOTER);
  g_type_ensure (CHL_TYPE_ANSWER_HEADER);
  g_type_ensure (CHL_TYPE_ENDING);
  g_type_ensure (CHL_TYPE_ERROR_CARD);
  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/chl-answer-view.ui");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, act_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
}

static void
chl_answer_view_init (ChlAnswerView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->exchange_group = g_signal_group_new (CHL_TYPE_EXCHANGE);
  g_signal_group_connect_swapped (self->exchange_group, "notify::state", G_CALLBACK (update), self);
  g_signal_group_connect_swapped (self->exchange_group, "notify::retry-at-us",
                                  G_CALLBACK (update), self);
}

static void
watch_message (ChlAnswerView *self)
{
  /* What follows decides what is offered. */
  g_signal_connect_object (self->conversation, "items-changed", G_CALLBACK (update_ending), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->message, "items-changed", G_CALLBACK (parts_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->message, "items-changed", G_CALLBACK (update_progress), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->message, "notify::model", G_CALLBACK (update_source), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->message, "notify::is-growing", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->message, "notify::finish", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->message, "notify::usage", G_CALLBACK (update_ending), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->message, "notify::failure", G_CALLBACK (update_ending), self,
                           G_CONNECT_SWAPPED);
}

/**
 * chl_answer_view_new:
 * @engine: (nullable): knows the providers; %NULL shows ids in place of names
 * @conversation: the chat
 * @message: an answer in it, which may still grow
 *
 * Returns: (transfer floating): a new #ChlAnswerView
 */
GtkWidget *
chl_answer_view_new (ChlEngine       *engine,
                     ChlConversation *conversation,
                     ChlMessage      *message)
{
  ChlAnswerView *self;

  g_return_val_if_fail (engine == NULL || CHL_IS_ENGINE (engine), NULL);
  g_return_val_if_fail (CHL_IS_CONVERSATION (conversation), NULL);
  g_return_val_if_fail (CHL_IS_MESSAGE (message), NULL);

  self = g_object_new (CHL_TYPE_ANSWER_VIEW, NULL);
  g_set_object (&self->engine, engine);
  self->conversation = g_object_ref (conversation);
  self->message = g_object_ref (message);

  chl_answer_footer_set_message (self->footer, conversation, message);
  watch_message (self);
  parts_changed_cb (self, 0, 0, chl_message_get_n_parts (message));
  update_source (self);
  update (self);
  return GTK_WIDGET (self);
}

ChlMessage *
chl_answer_view_get_message (ChlAnswerView *self)
{
  g_return_val_if_fail (CHL_IS_ANSWER_VIEW (self), NULL);

  return self->message;
}

/* Returns: (transfer none) (nullable): what shows the part of the message at @position. */
GtkWidget *
chl_answer_view_get_part (ChlAnswerView *self,
                          guint          position)
{
  GtkWidget *child;

  g_return_val_if_fail (CHL_IS_ANSWER_VIEW (self), NULL);

  child = gtk_widget_get_first_child (GTK_WIDGET (self->parts));
  for (; child != NULL && position > 0; position--)
    child = gtk_widget_get_next_sibling (child);

  return child;
}

/**
 * chl_answer_view_set_exchange:
 * @self: an answer
 * @exchange: (nullable): what makes it grow, while it runs
 */
void
chl_answer_view_set_exchange (ChlAnswerView *self,
                              ChlExchange   *exchange)
{
  g_return_if_fail (CHL_IS_ANSWER_VIEW (self));
  g_return_if_fail (exchange == NULL || CHL_IS_EXCHANGE (exchange));

  if (!g_set_object (&self->exchange, exchange))
    return;

  g_signal_group_set_target (self->exchange_group, exchange);
  update (self);
}
