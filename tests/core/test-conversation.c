/* test-conversation.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <libglib-testing/signal-logger.h>
#include <string.h>

#include "chl-conversation.h"

typedef struct
{
  ChlConversation *conversation; /* (owned) */
  GString         *log;          /* (owned) what was signalled, in order */
  GPtrArray       *shown;        /* (owned) (element-type utf8) what a view that listens shows */
} Fixture;

static void
items_changed_cb (GListModel *list,
                  guint       position,
                  guint       n_removed,
                  guint       n_added,
                  gpointer    user_data)
{
  Fixture *fixture = user_data;

  g_string_append_printf (fixture->log, "items(%u,%u,%u) ", position, n_removed, n_added);
  if (n_removed > 0)
    g_ptr_array_remove_range (fixture->shown, position, n_removed);
  for (guint i = 0; i < n_added; i++)
    {
      g_autoptr(ChlMessage) message = g_list_model_get_item (list, position + i);

      g_ptr_array_insert (fixture->shown,
                          (int) (position + i),
                          g_strdup (chl_message_get_id (message)));
    }
}

static void
message_added_cb (ChlConversation *conversation,
                  ChlMessage      *message,
                  const char      *parent_id,
                  gpointer         user_data)
{
  Fixture *fixture = user_data;

  g_string_append_printf (fixture->log,
                          "added(%s,%s) ",
                          chl_message_get_id (message),
                          parent_id != NULL ? parent_id : "-");
}

static void
choice_changed_cb (ChlConversation *conversation,
                   const char      *parent_id,
                   gpointer         user_data)
{
  Fixture *fixture = user_data;

  g_string_append_printf (fixture->log, "choice(%s) ", parent_id != NULL ? parent_id : "-");
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->conversation = chl_conversation_new ("c", 100);
  fixture->log = g_string_new (NULL);
  fixture->shown = g_ptr_array_new_with_free_func (g_free);
  g_signal_connect (fixture->conversation, "items-changed", G_CALLBACK (items_changed_cb), fixture);
  g_signal_connect (fixture->conversation, "message-added", G_CALLBACK (message_added_cb), fixture);
  g_signal_connect (fixture->conversation,
                    "choice-changed",
                    G_CALLBACK (choice_changed_cb),
                    fixture);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  g_assert_finalize_object (fixture->conversation);
  g_string_free (fixture->log, TRUE);
  g_ptr_array_unref (fixture->shown);
}

/* What happened since the last time, and what is shown now; to the view as to who asks. */
static void
assert_happened (Fixture    *fixture,
                 const char *log,
                 const char *path)
{
  GListModel *list = G_LIST_MODEL (fixture->conversation);
  g_autoptr(GString) shown = g_string_new (NULL);
  g_autoptr(GString) seen = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr(ChlMessage) message = g_list_model_get_item (list, i);

      g_string_append_printf (shown, "%s ", chl_message_get_id (message));
    }
  for (guint i = 0; i < fixture->shown->len; i++)
    g_string_append_printf (seen, "%s ", (char *) g_ptr_array_index (fixture->shown, i));

  g_assert_cmpstr (shown->str, ==, path);
  g_assert_cmpstr (seen->str, ==, path);
  g_assert_cmpstr (fixture->log->str, ==, log);
  g_string_truncate (fixture->log, 0);
}

static ChlMessage *
new_message (const char *id)
{
  return chl_message_new (id, CHL_AUTHOR_USER, 1);
}

static gboolean
add (Fixture    *fixture,
     const char *id,
     const char *parent_id)
{
  g_autoptr(ChlMessage) message = new_message (id);

  return chl_conversation_add (fixture->conversation, message, parent_id);
}

static void
append (Fixture    *fixture,
        const char *id)
{
  g_autoptr(ChlMessage) message = new_message (id);

  chl_conversation_append (fixture->conversation, message);
}

static void
test_append (Fixture      *fixture,
             gconstpointer data)
{
  g_assert_true (g_list_model_get_item_type (G_LIST_MODEL (fixture->conversation)) ==
                 CHL_TYPE_MESSAGE);
  g_assert_null (chl_conversation_get_last (fixture->conversation));
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (fixture->conversation), 0));

  append (fixture, "a");
  assert_happened (fixture, "items(0,0,1) added(a,-) ", "a ");
  append (fixture, "b");
  assert_happened (fixture, "items(1,0,1) added(b,a) ", "a b ");
  g_assert_cmpstr (chl_message_get_id (chl_conversation_get_last (fixture->conversation)), ==, "b");
  g_assert_null (chl_conversation_get_parent_id (fixture->conversation, "a"));
  g_assert_cmpstr (chl_conversation_get_parent_id (fixture->conversation, "b"), ==, "a");
  g_assert_true (chl_conversation_get_next (fixture->conversation, "a") ==
                 chl_conversation_find (fixture->conversation, "b"));
  g_assert_null (chl_conversation_get_next (fixture->conversation, "b"));
  g_assert_null (chl_conversation_get_next (fixture->conversation, "none"));
  g_assert_null (chl_conversation_get_parent_id (fixture->conversation, "nobody"));
  g_assert_null (chl_conversation_find (fixture->conversation, "nobody"));
  g_assert_null (chl_conversation_find (fixture->conversation, NULL));
}

static void
test_refuses (Fixture      *fixture,
              gconstpointer data)
{
  g_assert_false (add (fixture, "a", "nobody"));
  g_assert_true (add (fixture, "a", NULL));
  assert_happened (fixture, "items(0,0,1) added(a,-) ", "a ");
  g_assert_false (add (fixture, "a", "a"));
  g_assert_false (add (fixture, "a", NULL));
  assert_happened (fixture, "", "a ");
}

/*
 * a ┬ b ┬ c ─ d
 *   │   └ e
 *   └ f ─ g
 * h
 */
static void
build_tree (Fixture *fixture)
{
  append (fixture, "a");
  append (fixture, "b");
  append (fixture, "c");
  append (fixture, "d");
  assert_happened (fixture,
                   "items(0,0,1) added(a,-) items(1,0,1) added(b,a) items(2,0,1) added(c,b) "
                   "items(3,0,1) added(d,c) ",
                   "a b c d ");
  g_assert_true (add (fixture, "e", "b"));
  assert_happened (fixture, "items(2,2,1) added(e,b) choice(b) ", "a b e ");
  g_assert_true (add (fixture, "f", "a"));
  assert_happened (fixture, "items(1,2,1) added(f,a) choice(a) ", "a f ");
  append (fixture, "g");
  assert_happened (fixture, "items(2,0,1) added(g,f) ", "a f g ");
  g_assert_true (add (fixture, "h", NULL));
  assert_happened (fixture, "items(0,3,1) added(h,-) choice(-) ", "h ");
}

static void
test_tree (Fixture      *fixture,
           gconstpointer data)
{
  guint n_versions = 99;

  build_tree (fixture);

  g_assert_cmpuint (chl_conversation_get_version (fixture->conversation, "h", &n_versions), ==, 2);
  g_assert_cmpuint (n_versions, ==, 2);
  g_assert_cmpuint (chl_conversation_get_version (fixture->conversation, "c", &n_versions), ==, 1);
  g_assert_cmpuint (n_versions, ==, 2);
  g_assert_cmpuint (chl_conversation_get_version (fixture->conversation, "d", NULL), ==, 1);
  g_assert_cmpuint (chl_conversation_get_version (fixture->conversation, "?", &n_versions), ==, 0);
  g_assert_cmpuint (n_versions, ==, 0);

  g_assert_true (chl_conversation_find_version (fixture->conversation, "c", 2) ==
                 chl_conversation_find (fixture->conversation, "e"));
  g_assert_null (chl_conversation_find_version (fixture->conversation, "c", 0));
  g_assert_null (chl_conversation_find_version (fixture->conversation, "c", 3));
  g_assert_null (chl_conversation_find_version (fixture->conversation, "?", 1));
}

static void
test_choose (Fixture      *fixture,
             gconstpointer data)
{
  build_tree (fixture);

  chl_conversation_choose (fixture->conversation, "h");
  assert_happened (fixture, "", "h ");
  chl_conversation_choose (fixture->conversation, "a");
  assert_happened (fixture, "items(0,1,3) choice(-) ", "a f g ");

  /* Two choices on the way up, the nearer to the top first; below, the choices made before. */
  chl_conversation_choose (fixture->conversation, "c");
  assert_happened (fixture, "items(1,2,3) choice(a) choice(b) ", "a b c d ");
  chl_conversation_choose (fixture->conversation, "a");
  assert_happened (fixture, "", "a b c d ");

  /* From another root: only the choice that differs is changed. */
  chl_conversation_choose (fixture->conversation, "h");
  assert_happened (fixture, "items(0,4,1) choice(-) ", "h ");
  chl_conversation_choose (fixture->conversation, "d");
  assert_happened (fixture, "items(0,1,4) choice(-) ", "a b c d ");
}

static void
test_hidden_branch (Fixture      *fixture,
                    gconstpointer data)
{
  build_tree (fixture);

  /* What is not shown can grow without anybody seeing it. */
  g_assert_true (add (fixture, "i", "d"));
  assert_happened (fixture, "added(i,d) ", "h ");
  g_assert_true (add (fixture, "j", "d"));
  assert_happened (fixture, "added(j,d) choice(d) ", "h ");
  chl_conversation_choose (fixture->conversation, "i");
  assert_happened (fixture,
                   "items(0,1,5) choice(-) choice(a) choice(b) choice(d) ",
                   "a b c d i ");
}

static void
test_sibling (Fixture      *fixture,
              gconstpointer data)
{
  g_autoptr(ChlMessage) second = new_message ("a2");
  g_autoptr(ChlMessage) third = new_message ("b2");

  append (fixture, "a");
  append (fixture, "b");
  g_string_truncate (fixture->log, 0);
  chl_conversation_add_sibling (fixture->conversation, third, "b");
  assert_happened (fixture, "items(1,1,1) added(b2,a) choice(a) ", "a b2 ");
  chl_conversation_add_sibling (fixture->conversation, second, "a");
  assert_happened (fixture, "items(0,2,1) added(a2,-) choice(-) ", "a2 ");
}

static void
test_path_to (Fixture      *fixture,
              gconstpointer data)
{
  static const struct
  {
    const char *id;
    const char *path;
  } cases[] = { { "a", "a" }, { "d", "abcd" }, { "e", "abe" }, { "h", "h" }, { NULL, "" } };

  build_tree (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GPtrArray) path = chl_conversation_dup_path_to (fixture->conversation, cases[i].id);
      g_autoptr(GString) ids = g_string_new (NULL);

      for (guint j = 0; j < path->len; j++)
        g_string_append (ids, chl_message_get_id (g_ptr_array_index (path, j)));
      g_assert_cmpstr (ids->str, ==, cases[i].path);
    }
}

/* Random trees, random choices: a view that only listens always shows what is there. */
static void
test_random (Fixture      *fixture,
             gconstpointer data)
{
  ChlConversation *tree = fixture->conversation;
  GListModel      *list = G_LIST_MODEL (tree);

  for (guint i = 0; i < 400; i++)
    {
      g_autofree char *id = g_strdup_printf ("m%u", i);
      g_autofree char *other = NULL;
      guint            length = 0;

      if (i > 0)
        other = g_strdup_printf ("m%d", g_test_rand_int_range (0, (int) i));
      g_assert_true (add (fixture, id, g_test_rand_int_range (0, 20) > 0 ? other : NULL));
      if (other != NULL)
        chl_conversation_choose (fixture->conversation, other);

      length = g_list_model_get_n_items (list);
      g_assert_cmpuint (fixture->shown->len, ==, length);
      for (guint j = 0; j < length; j++)
        {
          g_autoptr(ChlMessage) message = g_list_model_get_item (list, j);
          const char *message_id = chl_message_get_id (message);
          const char *parent_id = chl_conversation_get_parent_id (tree, message_id);

          g_assert_cmpstr (message_id, ==, g_ptr_array_index (fixture->shown, j));
          g_assert_cmpstr (parent_id, ==, j > 0 ? g_ptr_array_index (fixture->shown, j - 1) : NULL);
        }
    }
}

/* A chain as long as nobody will ever write: neither slow nor deep. */
static void
test_long_chain (void)
{
  ChlConversation *conversation = chl_conversation_new ("c", 0);
  g_autoptr(GPtrArray) path = NULL;

  for (guint i = 0; i < 20000; i++)
    {
      char id[16];
      g_autoptr(ChlMessage) message = NULL;

      g_snprintf (id, sizeof id, "m%u", i);
      message = new_message (id);
      chl_conversation_append (conversation, message);
    }
  path = chl_conversation_dup_path_to (conversation, "m19999");
  g_assert_cmpuint (path->len, ==, 20000);
  g_clear_pointer (&path, g_ptr_array_unref);

  g_assert_finalize_object (conversation);
}

static void
test_properties (void)
{
  static const char *const names[] = {
    "notify::title",
    "notify::updated-us",
    "notify::is-pinned",
    "notify::draft",
    "notify::model",
    "notify::is-busy",
    "notify::is-loaded",
  };
  ChlConversation *conversation = chl_conversation_new ("c", 7);
  g_autoptr(GtSignalLogger) logger = gt_signal_logger_new ();

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    gt_signal_logger_connect (logger, conversation, names[i]);

  g_assert_cmpstr (chl_conversation_get_id (conversation), ==, "c");
  g_assert_cmpint (chl_conversation_get_created_us (conversation), ==, 7);
  g_assert_cmpint (chl_conversation_get_updated_us (conversation), ==, 7);
  g_assert_cmpstr (chl_conversation_get_title (conversation), ==, "");
  g_assert_null (chl_conversation_get_draft (conversation));
  g_assert_null (chl_conversation_get_model (conversation));

  for (guint round = 0; round < 2; round++)
    {
      chl_conversation_set_title (conversation, "Tea");
      chl_conversation_set_updated_us (conversation, 9);
      chl_conversation_set_pinned (conversation, TRUE);
      chl_conversation_set_draft (conversation, "And");
      chl_conversation_set_model (conversation, "p/m");
      chl_conversation_set_busy (conversation, TRUE);
      chl_conversation_set_loaded (conversation, TRUE);
      if (round == 0)
        {
          gt_signal_logger_assert_notify_emission_pop (logger, conversation, "title");
          gt_signal_logger_assert_notify_emission_pop (logger, conversation, "updated-us");
          gt_signal_logger_assert_notify_emission_pop (logger, conversation, "is-pinned");
          gt_signal_logger_assert_notify_emission_pop (logger, conversation, "draft");
          gt_signal_logger_assert_notify_emission_pop (logger, conversation, "model");
          gt_signal_logger_assert_notify_emission_pop (logger, conversation, "is-busy");
          gt_signal_logger_assert_notify_emission_pop (logger, conversation, "is-loaded");
        }
      gt_signal_logger_assert_no_emissions (logger);
    }

  /* Nothing and "" are the same here. */
  chl_conversation_set_draft (conversation, "");
  g_assert_null (chl_conversation_get_draft (conversation));
  chl_conversation_set_model (conversation, "");
  g_assert_null (chl_conversation_get_model (conversation));
  chl_conversation_set_title (conversation, NULL);
  g_assert_cmpstr (chl_conversation_get_title (conversation), ==, "");

  g_assert_finalize_object (conversation);
}

static void
test_properties_by_name (void)
{
  ChlConversation *conversation = chl_conversation_new ("c", 7);
  g_autofree char *id = NULL;
  g_autofree char *title = NULL;
  g_autofree char *draft = NULL;
  g_autofree char *model = NULL;
  gint64           updated_us = 0;
  gboolean         is_pinned = FALSE;
  gboolean         is_busy = FALSE;
  gboolean         is_loaded = FALSE;

  g_object_set (conversation,
                "title", "T",
                "draft", "D",
                "model", "p/m",
                "updated-us", (gint64) 3,
                "is-pinned", TRUE,
                "is-busy", TRUE,
                "is-loaded", TRUE,
                NULL);
  g_object_get (conversation,
                "id", &id,
                "title", &title,
                "draft", &draft,
                "model", &model,
                "updated-us", &updated_us,
                "is-pinned", &is_pinned,
                "is-busy", &is_busy,
                "is-loaded", &is_loaded,
                NULL);
  g_assert_cmpstr (id, ==, "c");
  g_assert_cmpstr (title, ==, "T");
  g_assert_cmpstr (draft, ==, "D");
  g_assert_cmpstr (model, ==, "p/m");
  g_assert_cmpint (updated_us, ==, 3);
  g_assert_true (is_pinned && is_busy && is_loaded);

  g_assert_finalize_object (conversation);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  ADD ("/conversation/append", test_append);
  ADD ("/conversation/refuses", test_refuses);
  ADD ("/conversation/tree", test_tree);
  ADD ("/conversation/choose", test_choose);
  ADD ("/conversation/hidden-branch", test_hidden_branch);
  ADD ("/conversation/sibling", test_sibling);
  ADD ("/conversation/path-to", test_path_to);
  ADD ("/conversation/random", test_random);
  g_test_add_func ("/conversation/long-chain", test_long_chain);
  g_test_add_func ("/conversation/properties", test_properties);
  g_test_add_func ("/conversation/properties-by-name", test_properties_by_name);

  return g_test_run ();
}
