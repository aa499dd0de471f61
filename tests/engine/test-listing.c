/* test-listing.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "chl-address.h"
#include "chl-discovery.h"
#include "chl-engine-fixture.h"
#include "chl-error.h"
#include "chl-json.h"
#include "chl-listing-private.h"

/* A family whose lists come in pages, and that asks two things about each model that has a "q". */
#define TEST_TYPE_PAGED_PROVIDER (test_paged_provider_get_type ())

G_DECLARE_FINAL_TYPE (TestPagedProvider, test_paged_provider, TEST, PAGED_PROVIDER, ChlProvider)

struct _TestPagedProvider
{
  ChlProvider parent_instance;
};

G_DEFINE_FINAL_TYPE (TestPagedProvider, test_paged_provider, CHL_TYPE_PROVIDER)

static const ChlProtocolId protocols[] = { CHL_PROTOCOL_OPENAI_CHAT, CHL_PROTOCOL_NONE };

static const ChlFamily paged_family = {
  .id = "paged",
  .title = "Paged",
  .summary = "For tests",
  .docs_uri = "https://paged.invalid/docs",
  .endpoint_placeholder = "https://paged.invalid",
  .protocols = protocols,
  .auth = CHL_AUTH_NONE,
  .color = "#3584e4",
};

static char *
test_paged_dup_next_url (ChlProvider *provider,
                         JsonNode    *root)
{
  const char *next = chl_json_get_string (root, "/next");

  if (next == NULL)
    return NULL;

  return strstr (next, "://") != NULL
           ? g_strdup (next)
           : chl_address_join (chl_provider_get_endpoint (provider), next);
}

static GPtrArray *
test_paged_list_queries (ChlProvider *provider,
                         GPtrArray   *models)
{
  GPtrArray  *queries = g_ptr_array_new_with_free_func ((GDestroyNotify) chl_model_query_free);
  const char *endpoint = chl_provider_get_endpoint (provider);

  for (guint i = 0; i < models->len; i++)
    {
      ChlModel *model = g_ptr_array_index (models, i);

      if (strchr (chl_model_get_id (model), 'q') == NULL)
        continue;
      g_ptr_array_add (queries, chl_model_query_new (chl_address_join (endpoint, "/about"),
                                                     g_strdup (chl_model_get_id (model)), model));
      g_ptr_array_add (queries, chl_model_query_new (chl_address_join (endpoint, "/more"), NULL, model));
    }

  return queries;
}

static void
test_paged_take_query (ChlProvider         *provider,
                       GPtrArray           *models,
                       const ChlModelQuery *query,
                       JsonNode            *root)
{
  gint64 use;

  if (chl_json_get_int64 (root, "/use", &use))
    chl_model_set_use (query->model, (ChlModelUse) use);
  if (chl_json_get_string (root, "/title") != NULL)
    chl_model_set_title (query->model, chl_json_get_string (root, "/title"));
}

static void
test_paged_provider_class_init (TestPagedProviderClass *klass)
{
  CHL_PROVIDER_CLASS (klass)->family = &paged_family;
  CHL_PROVIDER_CLASS (klass)->dup_next_url = test_paged_dup_next_url;
  CHL_PROVIDER_CLASS (klass)->list_queries = test_paged_list_queries;
  CHL_PROVIDER_CLASS (klass)->take_query = test_paged_take_query;
}

static void
test_paged_provider_init (TestPagedProvider *self)
{
}

static ChlProvider *
new_paged (ChlFixture *fixture)
{
  ChlProvider     *provider = chl_provider_new (TEST_TYPE_PAGED_PROVIDER, "paged");
  g_autofree char *address = chl_fake_server_dup_address (fixture->server, "");

  chl_provider_set_endpoint (provider, address);

  return provider;
}

static gboolean
refresh (ChlFixture    *fixture,
         ChlProvider   *provider,
         ChlDiscovered *discovered,
         GError       **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  chl_discovery_refresh_async (fixture->engine, provider, NULL, chl_fixture_keep_cb, &result);

  return chl_discovery_refresh_finish (fixture->engine, chl_fixture_wait (&result), discovered,
                                       error);
}

static void
add_page (ChlFixture *fixture,
          const char *path,
          const char *ids,
          const char *next)
{
  g_autofree char *json = g_strdup_printf ("{\"data\":[%s]%s%s%s}", ids,
                                           next != NULL ? ",\"next\":\"" : "",
                                           next != NULL ? next : "", next != NULL ? "\"" : "");

  chl_fake_server_add_json (fixture->server, path, 200, json);
}

static void
test_pages_are_joined (void)
{
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
  g_autoptr(ChlProvider) provider = new_paged (fixture);
  ChlDiscovered discovered = { 0 };
  g_autoptr(GError) error = NULL;
  GListModel *models;

  add_page (fixture, "/models", "{\"id\":\"a\"},{\"id\":\"b\"}", "/two");
  add_page (fixture, "/two", "{\"id\":\"c\"},{\"id\":\"a\"}", "/three");
  add_page (fixture, "/three", "{\"id\":\"d\"}", NULL);
  g_assert_true (refresh (fixture, provider, &discovered, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (discovered.n_models, ==, 4);
  g_assert_cmpuint (discovered.n_new, ==, 4);
  g_assert_false (discovered.is_cut);
  g_assert_cmpuint (chl_fake_server_get_n_requests (fixture->server), ==, 3);

  models = chl_provider_get_models (provider);
  for (guint i = 0; i < 4; i++)
    {
      g_autoptr(ChlModel) model = g_list_model_get_item (models, i);
      const char id[] = { (char) ('a' + i), '\0' };

      g_assert_cmpstr (chl_model_get_id (model), ==, id);
    }
}

static void
test_what_the_first_page_was_asked_with_goes_with_the_others (void)
{
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
  g_autoptr(ChlProvider) provider = new_paged (fixture);

  add_page (fixture, "/models", "{\"id\":\"q\"}", "/two");
  add_page (fixture, "/two", "{\"id\":\"b\"}", NULL);
  chl_fake_server_add_json (fixture->server, "/about", 200, "{}");
  chl_fake_server_add_json (fixture->server, "/more", 200, "{}");
  g_assert_true (refresh (fixture, provider, NULL, NULL));

  for (guint i = 0; i < 4; i++)
    {
      ChlFakeRequest *request = chl_fake_server_get_request (fixture->server, i);
      const char     *method = chl_fake_request_get_method (request);
      gboolean        is_post = g_str_equal (chl_fake_request_get_path (request), "/about");

      g_test_message ("%s", chl_fake_request_get_path (request));
      g_assert_cmpstr (chl_fake_request_get_header (request, "Accept"), ==, "application/json");
      g_assert_cmpstr (method, ==, is_post ? "POST" : "GET");
      if (is_post)
        g_assert_cmpmem (g_bytes_get_data (chl_fake_request_get_body (request), NULL),
                         g_bytes_get_size (chl_fake_request_get_body (request)), "q", 1);
    }
}

/* Half a list would make the models of the other half vanish. */
static void
test_a_page_that_fails_changes_nothing (void)
{
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
  g_autoptr(ChlProvider) provider = new_paged (fixture);
  ChlFakeAnswer *cut;

  add_page (fixture, "/models", "{\"id\":\"a\"}", "/two");
  add_page (fixture, "/two", "{\"id\":\"b\"}", NULL);
  chl_fake_server_add_json (fixture->server, "/two", 500, "{\"error\":{\"message\":\"tired\"}}");
  chl_fake_server_add_json (fixture->server, "/two", 200, "<html>");
  chl_fake_server_add_json (fixture->server, "/two", 200, "{\"error\":{\"message\":\"tired\"}}");
  cut = chl_fake_server_add (fixture->server, "/two", 200, CHL_FAKE_CHUNKED);
  chl_fake_answer_add_text (cut, "{\"data\":[");
  chl_fake_answer_set_then (cut, CHL_FAKE_CUT);
  g_assert_true (refresh (fixture, provider, NULL, NULL));
  chl_model_set_enabled (chl_provider_find_model (provider, "b"), TRUE);

  for (guint i = 0; i < 4; i++)
    {
      g_autoptr(GError) error = NULL;
      ChlModel *model;

      g_assert_false (refresh (fixture, provider, NULL, &error));
      g_test_message ("%s", error->message);
      g_assert_true (error->domain == CHL_ERROR);
      if (i == 0 || i == 2)
        g_assert_nonnull (strstr (error->message, "tired"));
      model = chl_provider_find_model (provider, "b");
      g_assert_nonnull (model);
      g_assert_false (chl_model_is_gone (model));
    }
}

static void
test_is_not_sent_in_circles_or_elsewhere (void)
{
  static const char *const nexts[] = { "/models", "/two", "http://192.0.2.1/two" };

  for (guint i = 0; i < G_N_ELEMENTS (nexts); i++)
    {
      g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
      g_autoptr(ChlProvider) provider = new_paged (fixture);
      ChlDiscovered discovered = { 0 };

      g_test_message ("%s", nexts[i]);
      add_page (fixture, "/models", "{\"id\":\"a\"}", "/two");
      add_page (fixture, "/two", "{\"id\":\"b\"}", nexts[i]);
      g_assert_true (refresh (fixture, provider, &discovered, NULL));
      g_assert_true (discovered.is_cut);
      g_assert_cmpuint (discovered.n_models, ==, 2);
      g_assert_cmpuint (chl_fake_server_get_n_requests (fixture->server), ==, 2);
    }
}

static void
test_pages_without_end (void)
{
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
  g_autoptr(ChlProvider) provider = new_paged (fixture);
  ChlDiscovered discovered = { 0 };

  add_page (fixture, "/models", "{\"id\":\"m\"}", "/p1");
  for (guint i = 1; i < 2 * CHL_LISTING_MAX_PAGES; i++)
    {
      g_autofree char *path = g_strdup_printf ("/p%u", i);
      g_autofree char *next = g_strdup_printf ("/p%u", i + 1);
      g_autofree char *id = g_strdup_printf ("{\"id\":\"m%u\"}", i);

      add_page (fixture, path, id, next);
    }
  g_assert_true (refresh (fixture, provider, &discovered, NULL));
  g_assert_true (discovered.is_cut);
  g_assert_cmpuint (discovered.n_models, ==, CHL_LISTING_MAX_PAGES);
}

static void
test_queries_fill_in (void)
{
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
  g_autoptr(ChlProvider) provider = new_paged (fixture);
  ChlDiscovered discovered = { 0 };

  add_page (fixture, "/models", "{\"id\":\"q\"},{\"id\":\"plain\"}", NULL);
  chl_fake_server_add_json (fixture->server, "/about", 200, "{\"title\":\"Q the Great\"}");
  chl_fake_server_add_json (fixture->server, "/more", 404, "{\"title\":\"no\"}");
  g_assert_true (refresh (fixture, provider, &discovered, NULL));
  g_assert_cmpuint (discovered.n_unanswered, ==, 1);
  g_assert_cmpuint (discovered.n_models, ==, 2);
  g_assert_cmpstr (chl_model_get_title (chl_provider_find_model (provider, "q")), ==, "Q the Great");
  g_assert_cmpint (chl_provider_get_state (provider), ==, CHL_PROVIDER_CONNECTED);
}

static void
test_a_query_can_leave_a_model_out (void)
{
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
  g_autoptr(ChlProvider) provider = new_paged (fixture);
  ChlDiscovered discovered = { 0 };

  add_page (fixture, "/models", "{\"id\":\"q\"},{\"id\":\"plain\"}", NULL);
  chl_fake_server_add_json (fixture->server, "/about", 200, "{\"use\":0}");
  chl_fake_server_add_json (fixture->server, "/more", 200, "{}");
  g_assert_true (refresh (fixture, provider, &discovered, NULL));
  g_assert_cmpuint (discovered.n_models, ==, 1);
  g_assert_null (chl_provider_find_model (provider, "q"));
}

static void
test_is_called_off_between_pages (void)
{
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
  g_autoptr(ChlProvider) provider = new_paged (fixture);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  ChlFakeAnswer *silent;

  add_page (fixture, "/models", "{\"id\":\"a\"}", "/two");
  silent = chl_fake_server_add (fixture->server, "/two", 200, CHL_FAKE_CHUNKED);
  chl_fake_answer_set_then (silent, CHL_FAKE_HANG);
  chl_discovery_refresh_async (fixture->engine, provider, cancellable, chl_fixture_keep_cb, &result);
  CHL_FIXTURE_UNTIL (chl_fake_server_get_n_requests (fixture->server) == 2);
  g_cancellable_cancel (cancellable);
  g_assert_false (chl_discovery_refresh_finish (fixture->engine, chl_fixture_wait (&result), NULL,
                                                &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (chl_provider_find_model (provider, "a"));
}

static void
test_is_called_off_between_queries (void)
{
  g_autoptr(ChlFixture) fixture = chl_fixture_new (TRUE);
  g_autoptr(ChlProvider) provider = new_paged (fixture);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  ChlFakeAnswer *silent;

  add_page (fixture, "/models", "{\"id\":\"q1\"},{\"id\":\"q2\"},{\"id\":\"q3\"}", NULL);
  silent = chl_fake_server_add (fixture->server, "/about", 200, CHL_FAKE_CHUNKED);
  chl_fake_answer_set_then (silent, CHL_FAKE_HANG);
  silent = chl_fake_server_add (fixture->server, "/more", 200, CHL_FAKE_CHUNKED);
  chl_fake_answer_set_then (silent, CHL_FAKE_HANG);
  chl_discovery_refresh_async (fixture->engine, provider, cancellable, chl_fixture_keep_cb, &result);

  /* No more than a few at a time. */
  CHL_FIXTURE_UNTIL (chl_fake_server_get_n_requests (fixture->server) == 1 + CHL_LISTING_MAX_QUERIES);
  g_cancellable_cancel (cancellable);
  g_assert_false (chl_discovery_refresh_finish (fixture->engine, chl_fixture_wait (&result), NULL,
                                                &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (chl_provider_find_model (provider, "q1"));
  g_assert_cmpuint (chl_fake_server_get_n_requests (fixture->server), ==, 1 + CHL_LISTING_MAX_QUERIES);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/listing/pages-are-joined", test_pages_are_joined);
  g_test_add_func ("/listing/what-the-first-page-was-asked-with-goes-with-the-others",
                   test_what_the_first_page_was_asked_with_goes_with_the_others);
  g_test_add_func ("/listing/a-page-that-fails-changes-nothing",
                   test_a_page_that_fails_changes_nothing);
  g_test_add_func ("/listing/is-not-sent-in-circles-or-elsewhere",
                   test_is_not_sent_in_circles_or_elsewhere);
  g_test_add_func ("/listing/pages-without-end", test_pages_without_end);
  g_test_add_func ("/listing/queries-fill-in", test_queries_fill_in);
  g_test_add_func ("/listing/a-query-can-leave-a-model-out", test_a_query_can_leave_a_model_out);
  g_test_add_func ("/listing/is-called-off-between-pages", test_is_called_off_between_pages);
  g_test_add_func ("/listing/is-called-off-between-queries", test_is_called_off_between_queries);

  return g_test_run ();
}
