/* chl-find-bar.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-find-bar"

#include "config.h"

#include "chl-find-bar.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chl-find-marker.h"
#include "chl-finder.h"

struct _ChlFindBar
{
  AdwBin parent_instance;

  ChlFinder       *finder;       /* (owned) */
  ChlFindMarker   *marker;       /* (owned) (nullable) until there is a transcript */
  ChlConversation *conversation; /* (owned) (nullable) whose messages have been read */
  char            *words;        /* (owned) (not nullable) what is looked for */
  char            *query;        /* (owned) (nullable) what to open with, once there is a chat */
  char            *message_id;   /* (owned) (nullable) and where */
  GtkSearchBar    *bar;          /* (unowned) template child */
  GtkSearchEntry  *entry;        /* (unowned) template child */
  GtkLabel        *count;        /* (unowned) template child */
};

G_DEFINE_FINAL_TYPE (ChlFindBar, chl_find_bar, ADW_TYPE_BIN)

enum
{
  SIGNAL_CLOSED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
update (ChlFindBar *self)
{
  guint            n_hits = chl_finder_get_n_hits (self->finder);
  gboolean         has_words = chl_finder_get_find (self->finder) != NULL;
  gboolean         is_looking = chl_finder_is_looking (self->finder);
  g_autofree char *text = NULL;

  if (n_hits > 0)
    /* Translators: which hit is shown, and how many there are. */
    text = g_strdup_printf (_("%u of %u"), chl_finder_get_current (self->finder), n_hits);
  else
    text = g_strdup (has_words && !is_looking ? _("No hits") : "");

  if (!g_str_equal (gtk_label_get_label (self->count), text))
    gtk_label_set_label (self->count, text);
  if (has_words && n_hits == 0 && !is_looking)
    gtk_widget_add_css_class (GTK_WIDGET (self->entry), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->entry), "error");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "find.next", n_hits > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "find.previous", n_hits > 0);
}

static void
look_for (ChlFindBar *self,
          const char *words,
          guint       position)
{
  char *copy = g_strdup (words);

  g_free (self->words);
  self->words = copy;
  chl_finder_look_for (self->finder, words, position);
}

static void
search_changed_cb (ChlFindBar *self)
{
  const char *words = gtk_editable_get_text (GTK_EDITABLE (self->entry));

  /* The entry also tells, a little later, of what was not typed but put there. */
  if (self->marker == NULL || !gtk_search_bar_get_search_mode (self->bar) ||
      g_str_equal (words, self->words))
    return;

  look_for (self, words, chl_find_marker_get_position (self->marker));
}

static void
next_cb (ChlFindBar *self)
{
  chl_finder_step (self->finder, TRUE);
}

static void
previous_cb (ChlFindBar *self)
{
  chl_finder_step (self->finder, FALSE);
}

static gboolean
key_cb (GtkEventControllerKey *controller,
        guint                  keyval,
        guint                  keycode,
        GdkModifierType        state,
        ChlFindBar            *self)
{
  if ((keyval != GDK_KEY_Return && keyval != GDK_KEY_KP_Enter) || (state & GDK_SHIFT_MASK) == 0)
    return GDK_EVENT_PROPAGATE;

  previous_cb (self);
  return GDK_EVENT_STOP;
}

static void
mode_changed_cb (ChlFindBar *self)
{
  if (gtk_search_bar_get_search_mode (self->bar))
    return;

  look_for (self, "", 0);
  g_signal_emit (self, signals[SIGNAL_CLOSED], 0);
}

static void
step_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  chl_find_bar_step (CHL_FIND_BAR (widget), g_str_equal (action_name, "find.next"));
}

static void
close_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  chl_find_bar_close (CHL_FIND_BAR (widget));
}

static void
chl_find_bar_dispose (GObject *object)
{
  ChlFindBar *self = CHL_FIND_BAR (object);

  g_clear_object (&self->marker);
  g_clear_object (&self->conversation);
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), CHL_TYPE_FIND_BAR);
  g_clear_object (&self->finder);

  G_OBJECT_CLASS (chl_find_bar_parent_class)->dispose (object);
}

static void
chl_find_bar_finalize (GObject *object)
{
  ChlFindBar *self = CHL_FIND_BAR (object);

  g_clear_pointer (&self->words, g_free);
  g_clear_pointer (&self->query, g_free);
  g_clear_pointer (&self->message_id, g_free);

  G_OBJECT_CLASS (chl_find_bar_parent_class)->finalize (object);
}

static void
chl_find_bar_class_init (ChlFindBarClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = chl_find_bar_dispose;
  object_class->finalize = chl_find_bar_finalize;

  signals[SIGNAL_CLOSED] =
    g_signal_new ("closed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/chl-find-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, ChlFindBar, bar);
  gtk_widget_class_bind_template_child (widget_class, ChlFindBar, entry);
  gtk_widget_class_bind_template_child (widget_class, ChlFindBar, count);
  gtk_widget_class_bind_template_callback (widget_class, mode_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, next_cb);
  gtk_widget_class_bind_template_callback (widget_class, previous_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_cb);
  gtk_widget_class_install_action (widget_class, "find.next", NULL, step_action);
  gtk_widget_class_install_action (widget_class, "find.previous", NULL, step_action);
  gtk_widget_class_install_action (widget_class, "find.close", NULL, close_action);
}

static void
chl_find_bar_init (ChlFindBar *self)
{
  self->finder = chl_finder_new ();
  self->words = g_strdup ("");
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_search_bar_connect_entry (self->bar, GTK_EDITABLE (self->entry));
  g_signal_connect_object (self->finder, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}

/**
 * chl_find_bar_set_transcript:
 * @self: a bar that has none yet
 * @transcript: where hits are marked
 */
void
chl_find_bar_set_transcript (ChlFindBar    *self,
                             ChlTranscript *transcript)
{
  g_return_if_fail (CHL_IS_FIND_BAR (self));
  g_return_if_fail (self->marker == NULL);

  self->marker = chl_find_marker_new (self->finder, transcript);
}

/* The words as they were typed, if they stand there like that; or else the longest of them. */
static char *
dup_words_in (ChlMessage *message,
              const char *query)
{
  g_autofree char *text = chl_message_dup_text (message);
  g_autofree char *phrase = g_strstrip (g_strdup (query));
  g_auto(GStrv) words = chl_find_split_words (query);
  g_autoptr(ChlFind) find = chl_find_new (phrase);
  const char *longest = "";
  gsize       start;
  gsize       end;

  if (chl_find_next (find, text, strlen (text), 0, &start, &end))
    return g_steal_pointer (&phrase);

  for (guint i = 0; words[i] != NULL; i++)
    if (strlen (words[i]) > strlen (longest))
      longest = words[i];

  return g_strdup (longest);
}

static guint
find_position (ChlConversation *conversation,
               ChlMessage      *message)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (conversation));

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr(ChlMessage) item = g_list_model_get_item (G_LIST_MODEL (conversation), i);

      if (item == message)
        return i;
    }

  return 0;
}

/* Another version of a turn may be shown than the one in which something was found. */
static void
open_pending (ChlFindBar *self)
{
  g_autofree char *query = g_steal_pointer (&self->query);
  g_autofree char *message_id = g_steal_pointer (&self->message_id);
  g_autofree char *words = NULL;
  ChlMessage      *message;

  message = message_id != NULL ? chl_conversation_find (self->conversation, message_id) : NULL;
  if (message == NULL)
    return;

  chl_conversation_choose (self->conversation, message_id);
  words = dup_words_in (message, query);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), words);
  gtk_search_bar_set_search_mode (self->bar, TRUE);
  look_for (self, words, find_position (self->conversation, message));
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

/**
 * chl_find_bar_set_conversation:
 * @self: a bar
 * @conversation: (nullable): the chat that is shown, its messages have been read; %NULL closes
 */
void
chl_find_bar_set_conversation (ChlFindBar      *self,
                               ChlConversation *conversation)
{
  g_return_if_fail (CHL_IS_FIND_BAR (self));

  if (!g_set_object (&self->conversation, conversation))
    return;

  chl_finder_set_conversation (self->finder, conversation);
  gtk_search_bar_set_search_mode (self->bar, FALSE);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  if (conversation != NULL && self->query != NULL)
    open_pending (self);
}

/**
 * chl_find_bar_open:
 * @self: a bar
 *
 * Lets the person type.
 */
void
chl_find_bar_open (ChlFindBar *self)
{
  g_return_if_fail (CHL_IS_FIND_BAR (self));

  if (self->conversation == NULL)
    return;

  if (!gtk_search_bar_get_search_mode (self->bar))
    {
      gtk_search_bar_set_search_mode (self->bar, TRUE);
      search_changed_cb (self);
    }
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  gtk_editable_select_region (GTK_EDITABLE (self->entry), 0, -1);
}

/**
 * chl_find_bar_close:
 * @self: a bar
 *
 * Returns: whether it was open
 */
gboolean
chl_find_bar_close (ChlFindBar *self)
{
  g_return_val_if_fail (CHL_IS_FIND_BAR (self), FALSE);

  if (!gtk_search_bar_get_search_mode (self->bar))
    return FALSE;

  gtk_search_bar_set_search_mode (self->bar, FALSE);

  return TRUE;
}

/**
 * chl_find_bar_open_at:
 * @self: a bar
 * @query: words that were looked for in all chats
 * @message_id: (nullable): where they were found; %NULL if it was in the title
 *
 * Shows the hit, as soon as the messages of the chat that is shown have been read.
 */
void
chl_find_bar_open_at (ChlFindBar *self,
                      const char *query,
                      const char *message_id)
{
  g_return_if_fail (CHL_IS_FIND_BAR (self));
  g_return_if_fail (query != NULL);

  g_free (self->query);
  self->query = g_strdup (query);
  g_free (self->message_id);
  self->message_id = g_strdup (message_id);
  if (self->conversation != NULL)
    open_pending (self);
}

/**
 * chl_find_bar_step:
 * @self: a bar
 * @is_forward: whether the hit below is meant
 *
 * Goes to another hit; opens the bar if it is closed.
 */
void
chl_find_bar_step (ChlFindBar *self,
                   gboolean    is_forward)
{
  g_return_if_fail (CHL_IS_FIND_BAR (self));

  if (gtk_search_bar_get_search_mode (self->bar))
    chl_finder_step (self->finder, is_forward);
  else
    chl_find_bar_open (self);
}
