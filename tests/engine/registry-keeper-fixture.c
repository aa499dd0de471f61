/* registry-keeper-fixture.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "registry-keeper-fixture.h"

#include "chl-registry-table.h"

#define PATH "/api.json"

/* A network of which the test says what it costs. */
#define TEST_TYPE_NETWORK (test_network_get_type ())
G_DECLARE_FINAL_TYPE (TestNetwork, test_network, TEST, NETWORK, GObject)

struct _TestNetwork
{
  GObject parent_instance;

  gboolean is_metered;
};

static void
test_network_monitor_init (GNetworkMonitorInterface *iface)
{
}

static void
test_network_initable_init (GInitableIface *iface)
{
}

G_DEFINE_FINAL_TYPE_WITH_CODE (TestNetwork, test_network, G_TYPE_OBJECT, G_IMPLEMENT_INTERFACE (G_TYPE_INITABLE, test_network_initable_init) G_IMPLEMENT_INTERFACE (G_TYPE_NETWORK_MONITOR, test_network_monitor_init))

enum
{
  PROP_AVAILABLE = 1,
  PROP_METERED,
  PROP_CONNECTIVITY,
};

static void
test_network_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  TestNetwork *self = TEST_NETWORK (object);

  if (prop_id == PROP_CONNECTIVITY)
    g_value_set_enum (value, G_NETWORK_CONNECTIVITY_FULL);
  else
    g_value_set_boolean (value, prop_id == PROP_METERED ? self->is_metered : TRUE);
}

static void
test_network_class_init (TestNetworkClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = test_network_get_property;
  g_object_class_override_property (object_class, PROP_AVAILABLE, "network-available");
  g_object_class_override_property (object_class, PROP_METERED, "network-metered");
  g_object_class_override_property (object_class, PROP_CONNECTIVITY, "connectivity");
}

static void
test_network_init (TestNetwork *self)
{
}

/* --- The fixture --- */

static GBytes *
read_sample (const char *name)
{
  g_autofree char *path = g_build_filename (g_getenv ("CHL_TEST_DATA"), "registry", name, NULL);
  g_autoptr(GError) error = NULL;
  char *text;
  gsize length;

  g_file_get_contents (path, &text, &length, &error);
  g_assert_no_error (error);

  return g_bytes_new_take (text, length);
}

static void
changed_cb (ChlRegistryKeeper *keeper,
            gpointer           user_data)
{
  KeeperFixture *self = user_data;

  self->n_changed++;
}

/* Another keeper of the same table, such as another program has. */
ChlRegistryKeeper *
keeper_fixture_new_keeper (KeeperFixture *self,
                           ChlEngine     *engine)
{
  g_autofree char             *address = chl_fake_server_dup_address (self->base->server, PATH);
  const ChlRegistryKeeperParts parts = {
    .address = address,
    .bundled = self->bundled,
    .monitor = self->monitor,
  };

  return chl_registry_keeper_new (engine, &parts);
}

void
keeper_fixture_set_up (KeeperFixture *self,
                       gconstpointer  data)
{
  g_autoptr(GBytes) text = read_sample ("refresh-table.tsv");
  g_autoptr(GBytes) sample = read_sample ("refresh-api.json");
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) table = NULL;

  table = chl_registry_table_compile (g_bytes_get_data (text, NULL), g_bytes_get_size (text), "test",
                                      &error);
  g_assert_no_error (error);
  self->bundled = g_variant_get_data_as_bytes (table);
  self->sample = g_strndup (g_bytes_get_data (sample, NULL), g_bytes_get_size (sample));
  self->base = chl_fixture_new (TRUE);
  self->monitor = g_object_new (TEST_TYPE_NETWORK, NULL);
  self->keeper = keeper_fixture_new_keeper (self, self->base->engine);
  self->n_changed = 0;
  g_signal_connect (self->keeper, "changed", G_CALLBACK (changed_cb), self);
}

void
keeper_fixture_tear_down (KeeperFixture *self,
                          gconstpointer  data)
{
  g_assert_finalize_object (self->keeper);
  g_clear_object (&self->monitor);
  g_clear_pointer (&self->base, chl_fixture_free);
  g_clear_pointer (&self->bundled, g_bytes_unref);
  g_clear_pointer (&self->sample, g_free);
}

void
keeper_fixture_set_metered (KeeperFixture *self,
                            gboolean       is_metered)
{
  TEST_NETWORK (self->monitor)->is_metered = is_metered;
}

/* What models.dev will say from now on, but for its body. */
ChlFakeAnswer *
keeper_fixture_begin_answer (KeeperFixture *self,
                             guint          status,
                             ChlFakeFraming framing)
{
  chl_fake_server_forget (self->base->server, PATH);

  return chl_fake_server_add (self->base->server, PATH, status, framing);
}

/* What models.dev will say from now on. */
ChlFakeAnswer *
keeper_fixture_answer (KeeperFixture *self,
                       const char    *text,
                       const char    *etag)
{
  ChlFakeAnswer *answer = keeper_fixture_begin_answer (self, 200, CHL_FAKE_LENGTH);

  chl_fake_answer_add_header (answer, "Content-Type", "application/json");
  chl_fake_answer_add_text (answer, text);
  if (etag != NULL)
    chl_fake_answer_add_header (answer, "ETag", etag);

  return answer;
}

/* The sample with one thing changed. */
char *
keeper_fixture_dup_changed (KeeperFixture *self,
                            const char    *from,
                            const char    *to)
{
  GString *text = g_string_new (self->sample);

  g_assert_cmpuint (g_string_replace (text, from, to, 1), ==, 1);

  return g_string_free (text, FALSE);
}

gboolean
keeper_fixture_refresh (KeeperFixture     *self,
                        ChlRefreshOutcome *out_outcome,
                        GError           **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  chl_registry_keeper_refresh_async (self->keeper, FALSE, NULL, chl_fixture_keep_cb, &result);

  return chl_registry_keeper_refresh_finish (self->keeper, chl_fixture_wait (&result), out_outcome,
                                             error);
}

gboolean
keeper_fixture_go_back (KeeperFixture *self,
                        GError       **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  chl_registry_keeper_go_back_async (self->keeper, NULL, chl_fixture_keep_cb, &result);

  return chl_registry_keeper_go_back_finish (self->keeper, chl_fixture_wait (&result), error);
}

/* Refreshes, and it succeeds. */
void
keeper_fixture_refresh_to (KeeperFixture *self,
                           const char    *text,
                           const char    *etag)
{
  ChlRefreshOutcome outcome = CHL_REFRESH_NOTHING_NEW;
  g_autoptr(GError) error = NULL;

  keeper_fixture_answer (self, text, etag);
  keeper_fixture_refresh (self, &outcome, &error);
  g_assert_no_error (error);
  g_assert_cmpint (outcome, ==, CHL_REFRESH_DONE);
}

/* That of a model that each download prices otherwise. */
char *
keeper_fixture_dup_price (KeeperFixture *self)
{
  ChlRegistry     *registry = chl_registry_keeper_get_registry (self->keeper);
  ChlRegistryMatch match;

  chl_registry_resolve (registry, "anthropic", "claude-a", &match);

  return g_strdup (chl_registry_get_text (registry, &match, CHL_COLUMN_PRICE, NULL));
}

/* Returns: (nullable): a file, byte by byte */
GBytes *
keeper_fixture_read (KeeperFixture *self,
                     const char    *name)
{
  g_autofree char *path = g_build_filename (self->base->folder, name, NULL);
  char            *bytes;
  gsize            length;

  return g_file_get_contents (path, &bytes, &length, NULL) ? g_bytes_new_take (bytes, length) : NULL;
}
