/* test-continuation.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "chl-continuation.h"

static ChlMessage *
new_said (const char *id,
          ChlAuthor   author,
          ChlFinish   finish,
          const char *text)
{
  ChlMessage *message = chl_message_new (id, author, 1);

  if (text != NULL)
    {
      g_autoptr(ChlPart) part = chl_part_new_text (text);

      chl_message_add_part (message, part);
    }
  if (author == CHL_AUTHOR_ASSISTANT)
    chl_message_set_source (message, "lab", "m", CHL_PROTOCOL_ANTHROPIC_MESSAGES);
  chl_message_set_finish (message, finish, NULL);

  return message;
}

/* "u a c" for each message of the request: of the person, of the model, the words to go on. */
static char *
dup_order (ChlRequest *request)
{
  GString *order = g_string_new (NULL);

  for (guint i = 0; i < request->messages->len; i++)
    {
      ChlMessage      *message = g_ptr_array_index (request->messages, i);
      g_autofree char *text = chl_message_dup_text (message);

      g_string_append_c (order, chl_message_get_author (message) == CHL_AUTHOR_ASSISTANT ? 'a'
                                : chl_continuation_is_words (text)                       ? 'c'
                                                                                         : 'u');
    }

  return g_string_free (order, FALSE);
}

static void
test_path (void)
{
  static const struct
  {
    const char *what; /* u: question; s, l, p, e: an answer that stopped, was cut, paused, failed
                       * before it said a word */
    const char *provider;
    const char *order;
  } rows[] = {
    { "", "lab", "" },
    { "u", "lab", "u" },
    { "usu", "lab", "uau" },
    { "ul", "lab", "uac" },
    { "uls", "lab", "uacac" },
    { "ulsu", "lab", "uacau" },
    { "ullsu", "lab", "uacacau" },
    { "up", "lab", "ua" },
    { "up", "other", "uac" },
    { "upsu", "lab", "uaau" },
    { "upsu", "other", "uaau" },
    { "upps", "lab", "uaaac" },
    { "uleu", "lab", "uaau" },
    { "ulu", "lab", "uau" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(ChlRequest) request = chl_request_new ("m");
      g_autoptr(GPtrArray) path = g_ptr_array_new_with_free_func (g_object_unref);
      g_autofree char *order = NULL;

      g_test_message ("%s to %s", rows[i].what, rows[i].provider);
      for (const char *c = rows[i].what; *c != '\0'; c++)
        g_ptr_array_add (path, *c == 'u'   ? new_said ("u", CHL_AUTHOR_USER, CHL_FINISH_STOP, "q")
                               : *c == 's' ? new_said ("s", CHL_AUTHOR_ASSISTANT, CHL_FINISH_STOP, "x")
                               : *c == 'l' ? new_said ("l", CHL_AUTHOR_ASSISTANT, CHL_FINISH_LENGTH, "x")
                               : *c == 'p' ? new_said ("p", CHL_AUTHOR_ASSISTANT, CHL_FINISH_PAUSE, "x")
                                           : new_said ("e", CHL_AUTHOR_ASSISTANT, CHL_FINISH_ERROR, NULL));
      chl_continuation_add_path (request, path, rows[i].provider);
      order = dup_order (request);
      g_assert_cmpstr (order, ==, rows[i].order);
    }
}

/* What was sent to get an answer is what a later request puts before it. */
static void
test_history_stays_the_same (void)
{
  g_autoptr(ChlMessage) question = new_said ("u", CHL_AUTHOR_USER, CHL_FINISH_STOP, "q");
  g_autoptr(ChlMessage) cut = new_said ("l", CHL_AUTHOR_ASSISTANT, CHL_FINISH_LENGTH, "x");
  g_autoptr(ChlMessage) rest = new_said ("s", CHL_AUTHOR_ASSISTANT, CHL_FINISH_STOP, "y");
  g_autoptr(ChlRequest) first = chl_request_new ("m");
  g_autoptr(ChlRequest) second = chl_request_new ("m");
  g_autoptr(GPtrArray) path = g_ptr_array_new ();
  g_autofree char *sent = NULL;
  g_autofree char *now = NULL;

  g_ptr_array_add (path, question);
  g_ptr_array_add (path, cut);
  chl_continuation_add_path (first, path, "lab");
  g_ptr_array_add (path, rest);
  g_ptr_array_add (path, question);
  chl_continuation_add_path (second, path, "lab");

  sent = chl_request_dup_digest (first, first->messages->len);
  now = chl_request_dup_digest (second, first->messages->len);
  g_assert_cmpstr (sent, ==, now);
}

static void
test_what_can_go_on (void)
{
  for (ChlFinish finish = CHL_FINISH_NONE; finish <= CHL_FINISH_OTHER; finish++)
    {
      g_autoptr(ChlMessage) said = new_said ("a", CHL_AUTHOR_ASSISTANT, finish, "x");
      g_autoptr(ChlMessage) empty = new_said ("a", CHL_AUTHOR_ASSISTANT, finish, NULL);
      g_autoptr(ChlMessage) question = new_said ("u", CHL_AUTHOR_USER, finish, "x");
      g_autoptr(ChlPart) thought = chl_part_new (CHL_PART_REASONING);
      gboolean was_cut = finish == CHL_FINISH_LENGTH || finish == CHL_FINISH_CANCELLED ||
                         finish == CHL_FINISH_ERROR || finish == CHL_FINISH_PAUSE ||
                         finish == CHL_FINISH_NONE || finish == CHL_FINISH_OTHER;

      g_test_message ("%s", chl_finish_to_string (finish));
      g_assert_true (chl_continuation_is_possible (said) == was_cut);
      g_assert_false (chl_continuation_is_possible (empty));
      g_assert_false (chl_continuation_is_possible (question));

      /* Thoughts do not go back: there is nothing to go on from. */
      chl_part_set_text (thought, "Hm");
      chl_message_add_part (empty, thought);
      g_assert_true (chl_continuation_is_possible (empty) == (finish == CHL_FINISH_PAUSE));

      chl_message_begin (said);
      g_assert_false (chl_continuation_is_possible (said));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/continuation/path", test_path);
  g_test_add_func ("/continuation/history-stays-the-same", test_history_stays_the_same);
  g_test_add_func ("/continuation/what-can-go-on", test_what_can_go_on);

  return g_test_run ();
}
