/* test-endings.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "chl-action-buttons.h"
#include "chl-answer-chain.h"
#include "chl-answer-view.h"
#include "chl-ending.h"
#include "chl-error-card.h"
#include "chl-ui-test.h"

typedef struct
{
  GtkWidget       *window;
  GtkWidget       *box;
  ChlConversation *chat;
  ChlAction        action;    /* asked for last */
  char            *answer_id; /* (owned) (nullable) of which answer */
} Fixture;

static void
help_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  Fixture    *fixture = user_data;
  const char *id;
  int         asked;

  g_variant_get (parameter, "(i&s)", &asked, &id);
  fixture->action = (ChlAction) asked;
  g_free (fixture->answer_id);
  fixture->answer_id = g_strdup (id);
}

static void
set_up (Fixture      *fixture,
        gconstpointer user_data)
{
  const GActionEntry entries[] = { { .name = "help", help_cb, .parameter_type = "(is)" } };
  g_autoptr(GSimpleActionGroup) group = g_simple_action_group_new ();

  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), fixture);
  fixture->chat = chl_conversation_new ("chat", 1);
  chl_conversation_set_loaded (fixture->chat, TRUE);
  fixture->window = gtk_window_new ();
  gtk_widget_insert_action_group (fixture->window, "chat", G_ACTION_GROUP (group));
  fixture->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_window_set_child (GTK_WINDOW (fixture->window), fixture->box);
  gtk_window_present (GTK_WINDOW (fixture->window));
}

static void
tear_down (Fixture      *fixture,
           gconstpointer user_data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  chl_ui_test_settle ();
  g_assert_finalize_object (fixture->chat);
  g_free (fixture->answer_id);
}

static GtkWidget *
add (Fixture    *fixture,
     const char *id,
     ChlAuthor   author,
     ChlFinish   finish,
     const char *text)
{
  g_autoptr(ChlMessage) message = chl_message_new (id, author, G_USEC_PER_SEC);
  GtkWidget *view;

  if (*text != '\0')
    {
      g_autoptr(ChlPart) part = chl_part_new_text (text);

      chl_message_add_part (message, part);
    }
  chl_message_set_source (message, "lab", "m", CHL_PROTOCOL_OPENAI_CHAT);
  chl_message_set_finish (message, finish, NULL);
  chl_conversation_append (fixture->chat, message);
  if (author != CHL_AUTHOR_ASSISTANT)
    return NULL;

  view = chl_answer_view_new (NULL, fixture->chat, message);
  gtk_box_append (GTK_BOX (fixture->box), view);

  return view;
}

static gboolean
is_visible (GtkWidget *view,
            GType      type)
{
  GtkWidget *widget = chl_ui_test_find (view, type, NULL);

  return widget != NULL && gtk_widget_get_visible (widget);
}

static GtkWidget *
find_button (GtkWidget *view,
             ChlAction  action)
{
  GtkWidget *label = chl_ui_test_find (view, GTK_TYPE_LABEL, chl_action_get_label (action));

  return label != NULL ? gtk_widget_get_ancestor (label, GTK_TYPE_BUTTON) : NULL;
}

/* What the table says is what stands there, and pressing it asks for just that. */
static void
test_each_end_is_told (Fixture      *fixture,
                       gconstpointer user_data)
{
  for (ChlFinish finish = CHL_FINISH_STOP; finish <= CHL_FINISH_OTHER; finish++)
    for (guint i = 0; i < 2; i++)
      {
        g_autofree char *id = g_strdup_printf ("%d-%u", (int) finish, i);
        GtkWidget       *view = add (fixture, id, CHL_AUTHOR_ASSISTANT, finish, i == 0 ? "Hm" : "");
        ChlMessage      *message = chl_conversation_find (fixture->chat, id);
        g_autoptr(ChlOutcome) outcome = chl_outcome_new (message, NULL);
        gboolean is_plain = outcome->kind == CHL_OUTCOME_COMPLETE;

        g_test_message ("%s of “%s”", chl_finish_to_string (finish), i == 0 ? "Hm" : "");
        g_assert_true (is_visible (view, CHL_TYPE_ENDING) == !is_plain);
        g_assert_false (is_visible (view, CHL_TYPE_ERROR_CARD));
        if (!is_plain)
          g_assert_nonnull (chl_ui_test_find (view, GTK_TYPE_LABEL, outcome->sentence));

        for (guint j = 0; j < G_N_ELEMENTS (outcome->actions); j++)
          {
            if (outcome->actions[j] == CHL_ACTION_NONE)
              continue;
            fixture->action = CHL_ACTION_NONE;
            g_signal_emit_by_name (find_button (view, outcome->actions[j]), "clicked");
            g_assert_cmpint (fixture->action, ==, outcome->actions[j]);
            g_assert_cmpstr (fixture->answer_id, ==, id);
          }
        gtk_box_remove (GTK_BOX (fixture->box), view);
      }
}

static void
test_each_failure_is_on_a_card (Fixture      *fixture,
                                gconstpointer user_data)
{
  for (ChlFailureKind kind = CHL_FAILURE_AUTH; kind <= CHL_FAILURE_UNKNOWN; kind++)
    {
      g_autoptr(ChlFailure) failure = chl_failure_new (kind, "Its words");
      g_autoptr(ChlOutcome) outcome = NULL;
      const char *id = chl_failure_kind_to_string (kind);
      GtkWidget  *view = add (fixture, id, CHL_AUTHOR_ASSISTANT, CHL_FINISH_ERROR, "");
      ChlMessage *message = chl_conversation_find (fixture->chat, id);

      g_test_message ("%s", id);
      chl_message_set_failure (message, failure);
      outcome = chl_outcome_new (message, "lab");
      g_assert_true (is_visible (view, CHL_TYPE_ERROR_CARD));
      g_assert_false (is_visible (view, CHL_TYPE_ENDING));
      g_assert_nonnull (chl_ui_test_find (view, GTK_TYPE_LABEL, outcome->sentence));
      g_assert_nonnull (chl_ui_test_find (view, GTK_TYPE_LABEL, "Its words"));
      g_signal_emit_by_name (find_button (view, outcome->actions[0]), "clicked");
      g_assert_cmpint (fixture->action, ==, outcome->actions[0]);
      gtk_box_remove (GTK_BOX (fixture->box), view);
    }
}

/* Two answers that are one: one head, one foot, and what was cut says so still. */
static void
test_joined (Fixture      *fixture,
             gconstpointer user_data)
{
  GtkWidget       *cut;
  GtkWidget       *rest;
  g_autofree char *text = NULL;

  add (fixture, "q", CHL_AUTHOR_USER, CHL_FINISH_STOP, "Count");
  cut = add (fixture, "a1", CHL_AUTHOR_ASSISTANT, CHL_FINISH_LENGTH, "One");
  g_assert_nonnull (find_button (cut, CHL_ACTION_CONTINUE));
  g_assert_nonnull (chl_ui_test_find (cut, GTK_TYPE_BUTTON, "answer.copy"));
  g_assert_nonnull (chl_ui_test_find (cut, GTK_TYPE_LABEL, "m"));

  rest = add (fixture, "a2", CHL_AUTHOR_ASSISTANT, CHL_FINISH_STOP, "two");
  g_assert_null (find_button (cut, CHL_ACTION_CONTINUE));
  g_assert_null (chl_ui_test_find (cut, GTK_TYPE_BUTTON, "answer.copy"));
  g_assert_nonnull (chl_ui_test_find (cut, GTK_TYPE_LABEL,
                                      "Cut off: the longest answer allowed was reached."));
  g_assert_null (chl_ui_test_find (rest, GTK_TYPE_LABEL, "m"));
  g_assert_nonnull (chl_ui_test_find (rest, GTK_TYPE_BUTTON, "answer.copy"));

  text = chl_answer_chain_dup_text (fixture->chat, chl_conversation_find (fixture->chat, "a2"));
  g_assert_cmpstr (text, ==, "One\n\ntwo");
  g_assert_true (chl_answer_chain_find_first (fixture->chat,
                                              chl_conversation_find (fixture->chat, "a2")) ==
                 chl_conversation_find (fixture->chat, "a1"));
}

/* What was asked below is not torn away from above. */
static void
test_no_way_back_into_the_middle (Fixture      *fixture,
                                  gconstpointer user_data)
{
  GtkWidget *cut = add (fixture, "a1", CHL_AUTHOR_ASSISTANT, CHL_FINISH_CANCELLED, "One");

  g_assert_nonnull (find_button (cut, CHL_ACTION_CONTINUE));
  add (fixture, "q", CHL_AUTHOR_USER, CHL_FINISH_STOP, "Never mind");
  g_assert_null (find_button (cut, CHL_ACTION_CONTINUE));
  g_assert_nonnull (chl_ui_test_find (cut, GTK_TYPE_LABEL, "You stopped this answer."));
  g_assert_nonnull (chl_ui_test_find (cut, GTK_TYPE_BUTTON, "answer.copy"));
}

static void
test_buttons_find_room (Fixture      *fixture,
                        gconstpointer user_data)
{
  GtkWidget *buttons = g_object_ref_sink (g_object_new (CHL_TYPE_ACTION_BUTTONS, NULL));
  int        natural;
  int        minimum;
  int        one_row;
  int        column;

  g_assert_false (gtk_widget_get_visible (buttons));
  chl_action_buttons_set_actions (CHL_ACTION_BUTTONS (buttons), CHL_ACTION_EDIT_QUESTION,
                                  CHL_ACTION_CHOOSE_MODEL);
  gtk_box_append (GTK_BOX (fixture->box), buttons);
  gtk_widget_measure (buttons, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  gtk_widget_measure (buttons, GTK_ORIENTATION_VERTICAL, natural, NULL, &one_row, NULL, NULL);
  gtk_widget_measure (buttons, GTK_ORIENTATION_VERTICAL, natural - 1, NULL, &column, NULL, NULL);
  g_assert_cmpint (minimum, <, natural);
  g_assert_cmpint (column, >=, 2 * one_row);

  chl_action_buttons_set_actions (CHL_ACTION_BUTTONS (buttons), CHL_ACTION_RETRY, CHL_ACTION_NONE);
  gtk_widget_measure (buttons, GTK_ORIENTATION_VERTICAL, 1000, NULL, &column, NULL, NULL);
  g_assert_cmpint (column, ==, one_row);
  g_object_unref (buttons);
}

int
main (int   argc,
      char *argv[])
{
  chl_ui_test_init (&argc, &argv);

#define ADD(name, func) g_test_add (name, Fixture, NULL, set_up, func, tear_down)
  ADD ("/ui/endings/each-end-is-told", test_each_end_is_told);
  ADD ("/ui/endings/each-failure-is-on-a-card", test_each_failure_is_on_a_card);
  ADD ("/ui/endings/joined", test_joined);
  ADD ("/ui/endings/no-way-back-into-the-middle", test_no_way_back_into_the_middle);
  ADD ("/ui/endings/buttons-find-room", test_buttons_find_room);
#undef ADD

  return g_test_run ();
}
