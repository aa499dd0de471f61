/* knowledge-case.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "knowledge-case.h"

/* What the person says of a model; 0 takes it back. */
void
knowledge_override (ChlModel *model,
                    ChlField  field,
                    gint64    count)
{
  g_autoptr(JsonNode) value = json_node_init_int (json_node_alloc (), count);

  chl_model_set_override (model, field, count > 0 ? value : NULL);
}

/* What holds of a model, and who says it. */
void
knowledge_assert (ChlModel *model,
                  ChlField  field,
                  gint64    count,
                  ChlOrigin origin)
{
  const ChlCapabilities *known = chl_model_get_capabilities (model);
  ChlOrigin              found;

  chl_capabilities_get (known, field, &found);
  g_assert_cmpint (chl_capabilities_get_int (known, field), ==, count);
  g_assert_cmpstr (chl_origin_to_string (found), ==, chl_origin_to_string (origin));
}

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
void
knowledge_refresh (ChlFixture    *fixture,
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
