/* test-model-join.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "chl-discovery.h"
#include "chl-engine-fixture.h"
#include "chl-library.h"
#include "chl-model-join.h"
#include "chl-model-users.h"
#include "chl-roles.h"

static void
refresh_once (ChlFixture    *fixture,
              ChlProvider   *provider,
              ChlDiscovered *discovered)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  chl_discovery_refresh_async (fixture->engine, provider, NULL, chl_fixture_keep_cb, &result);
  chl_discovery_refresh_finish (fixture->engine, chl_fixture_wait (&result), discovered, &error);
  g_assert_no_error (error);
}

/* The list that was there before is given once more first. */
static void
refresh (ChlFixture    *fixture,
         ChlProvider   *provider,
         const char    *list,
         ChlDiscovered *discovered)
{
  gboolean is_first = chl_fake_server_get_n_requests (fixture->server) == 0;

  chl_fake_server_add_json (fixture->server, "/v1/models", 200, list);
  if (!is_first)
    refresh_once (fixture, provider, NULL);
  refresh_once (fixture, provider, discovered);
}

static guint
count_new (ChlProvider *provider)
{
  GListModel *models = chl_provider_get_models (provider);
  guint       n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (models); i++)
    {
      g_autoptr(ChlModel) model = g_list_model_get_item (models, i);

      n += chl_model_is_new (model) ? 1 : 0;
    }

  return n;
}

/* What is new stays new until it was seen; what is gone is kept if it is used. */
static void
test_join (void)
{
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
  ChlProvider  *provider = chl_fixture_add_provider (fixture);
  ChlDiscovered discovered;

  refresh (fixture, provider, "{\"data\":[{\"id\":\"a\",\"context_length\":1000},{\"id\":\"b\"}]}",
           &discovered);
  g_assert_cmpuint (discovered.n_models, ==, 2);
  g_assert_cmpuint (count_new (provider), ==, 0);

  refresh (fixture, provider,
           "{\"data\":[{\"id\":\"a\",\"context_length\":2000},{\"id\":\"b\"},{\"id\":\"c\"}]}", &discovered);
  g_assert_cmpuint (discovered.n_models, ==, 3);
  g_assert_cmpuint (discovered.n_new, ==, 1);
  g_assert_cmpuint (discovered.n_changed, ==, 1);
  g_assert_cmpuint (discovered.n_gone, ==, 0);
  g_assert_cmpuint (count_new (provider), ==, 1);
  g_assert_true (chl_model_is_new (chl_provider_find_model (provider, "c")));

  /* Also after the next list, and the next start. */
  refresh (fixture, provider,
           "{\"data\":[{\"id\":\"a\",\"context_length\":2000},{\"id\":\"c\"},{\"id\":\"d\"}]}", &discovered);
  g_assert_cmpuint (discovered.n_new, ==, 1);
  g_assert_cmpuint (discovered.n_changed, ==, 0);
  g_assert_cmpuint (discovered.n_gone, ==, 1);
  chl_fixture_restart (fixture);
  provider = chl_provider_list_find (chl_engine_get_providers (fixture->engine), "lab");
  g_assert_cmpuint (count_new (provider), ==, 2);

  chl_model_join_mark_seen (fixture->engine, provider);
  g_assert_cmpuint (count_new (provider), ==, 0);
  chl_fixture_restart (fixture);
  provider = chl_provider_list_find (chl_engine_get_providers (fixture->engine), "lab");
  g_assert_nonnull (chl_provider_find_model (provider, "d"));
  g_assert_cmpuint (count_new (provider), ==, 0);

  /* A server's bad day changes nothing. */
  refresh (fixture, provider, "{\"data\":[]}", &discovered);
  g_assert_true (discovered.is_empty);
  g_assert_nonnull (chl_provider_find_model (provider, "a"));
  chl_fixture_restart (fixture);
  provider = chl_provider_list_find (chl_engine_get_providers (fixture->engine), "lab");
  g_assert_nonnull (chl_provider_find_model (provider, "a"));
}

static ChlConversation *
add_chat (ChlEngine  *engine,
          const char *model)
{
  ChlConversation *chat = chl_library_new_chat (chl_engine_get_library (engine));
  g_autofree char *id = g_uuid_string_random ();
  g_autoptr(ChlMessage) message = chl_message_new_text (id, CHL_AUTHOR_USER, 1, "a question");

  chl_conversation_append (chat, message);
  chl_conversation_set_model (chat, model);

  return chat;
}

static void
assert_users (ChlEngine  *engine,
              const char *full_id,
              const char *sentence)
{
  ChlModelUsers    users;
  g_autofree char *words = NULL;

  chl_model_users_find (engine, full_id, &users);
  words = chl_model_users_dup_sentence (&users);
  g_assert_cmpstr (words, ==, sentence);
}

static void
assert_gone (ChlProvider *provider,
             const char  *id)
{
  ChlModel *model = chl_provider_find_model (provider, id);

  g_assert_nonnull (model);
  g_assert_true (chl_model_is_gone (model));
}

#define ALL                                                                          \
  "{\"data\":[{\"id\":\"a\"},{\"id\":\"b\",\"context_length\":1234},{\"id\":\"c\"}," \
  "{\"id\":\"d\"}]}"

/* What a role or a chat names is kept when it is gone, over the next start too; what nobody names
 * is not. */
static void
test_gone_with_users (void)
{
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
  static const char *const chain[] = { "lab/a", "lab/b", NULL };
  static const char *const none[] = { NULL };
  ChlProvider             *provider = chl_fixture_add_provider (fixture);
  ChlDiscovered            discovered;
  g_autoptr(ChlConversation) chat = NULL;
  g_autoptr(ChlConversation) other = NULL;

  refresh (fixture, provider, ALL, &discovered);
  chl_roles_set_chain (chl_engine_get_roles (fixture->engine), CHL_ROLE_LIGHT, chain);
  chl_roles_set_chain (chl_engine_get_roles (fixture->engine), CHL_ROLE_CHAT, chain);
  chat = add_chat (fixture->engine, "lab/c");
  other = add_chat (fixture->engine, "lab/a");
  assert_users (fixture->engine, "lab/a", "Used by: Chat and Agent, Light Chat, 1 chat");
  assert_users (fixture->engine, "lab/b", "Used by: Chat and Agent, Light Chat");
  assert_users (fixture->engine, "lab/c", "Used by: 1 chat");
  assert_users (fixture->engine, "lab/d", NULL);

  refresh (fixture, provider, "{\"data\":[{\"id\":\"e\"}]}", &discovered);
  g_assert_cmpuint (discovered.n_gone, ==, 4);
  assert_gone (provider, "a");
  assert_gone (provider, "b");
  assert_gone (provider, "c");
  g_assert_null (chl_provider_find_model (provider, "d"));

  g_clear_object (&chat);
  g_clear_object (&other);
  chl_fixture_restart (fixture);
  provider = chl_provider_list_find (chl_engine_get_providers (fixture->engine), "lab");
  assert_gone (provider, "b");
  assert_gone (provider, "c");
  g_assert_cmpint (chl_capabilities_get_int (chl_model_get_said (chl_provider_find_model (provider, "b")),
                                             CHL_FIELD_CONTEXT_WINDOW),
                   ==, 1234);

  /* Nobody names it any more. */
  chl_roles_set_chain (chl_engine_get_roles (fixture->engine), CHL_ROLE_LIGHT, none);
  chl_roles_set_chain (chl_engine_get_roles (fixture->engine), CHL_ROLE_CHAT, none);
  refresh (fixture, provider, "{\"data\":[{\"id\":\"e\"}]}", &discovered);
  g_assert_null (chl_provider_find_model (provider, "b"));

  /* What the person took out does not come back with the next start. */
  chl_provider_remove_model (provider, "c");
  chl_model_join_keep (fixture->engine, provider);
  chl_fixture_restart (fixture);
  provider = chl_provider_list_find (chl_engine_get_providers (fixture->engine), "lab");
  g_assert_nonnull (chl_provider_find_model (provider, "e"));
  g_assert_null (chl_provider_find_model (provider, "c"));
}

static ChlModel *
add_model (ChlProvider *provider,
           GPtrArray   *models,
           const char  *id,
           gint64       window)
{
  ChlModel        *model = chl_model_new (chl_provider_get_id (provider), id);
  ChlCapabilities *said = chl_capabilities_new ();

  chl_capabilities_set_int (said, CHL_FIELD_CONTEXT_WINDOW, window, CHL_ORIGIN_PROVIDER);
  chl_model_take_capabilities (model, said);
  chl_model_set_use (model, CHL_MODEL_USE_CHAT);
  g_ptr_array_add (models, model);

  return model;
}

/* What the person already uses is not new when it comes back, and says nothing else than before. */
static void
test_comes_back (void)
{
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
  ChlProvider *provider = chl_fixture_add_provider (fixture);
  g_autoptr(GPtrArray) first = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GPtrArray) second = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GPtrArray) third = g_ptr_array_new_with_free_func (g_object_unref);
  ChlDiscovered discovered;

  chl_model_set_enabled (add_model (provider, first, "used", 1000), TRUE);
  add_model (provider, first, "other", 1000);
  chl_model_join (fixture->engine, provider, first, &discovered);
  g_assert_cmpuint (discovered.n_models, ==, 2);

  add_model (provider, second, "other", 1000);
  chl_model_join (fixture->engine, provider, second, &discovered);
  g_assert_cmpuint (discovered.n_gone, ==, 1);
  g_assert_true (chl_model_is_gone (chl_provider_find_model (provider, "used")));

  add_model (provider, third, "used", 2000);
  add_model (provider, third, "other", 1000);
  add_model (provider, third, "more", 1000);
  chl_model_join (fixture->engine, provider, third, &discovered);
  g_assert_cmpuint (discovered.n_new, ==, 2);
  g_assert_cmpuint (discovered.n_changed, ==, 0);
  g_assert_false (chl_model_is_new (chl_provider_find_model (provider, "used")));
  g_assert_true (chl_model_is_new (chl_provider_find_model (provider, "more")));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/model-join/new-and-gone", test_join);
  g_test_add_func ("/model-join/gone-with-users", test_gone_with_users);
  g_test_add_func ("/model-join/comes-back", test_comes_back);

  return g_test_run ();
}
