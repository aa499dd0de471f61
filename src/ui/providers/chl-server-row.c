/* chl-server-row.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-server-row"

#include "config.h"

#include "chl-server-row.h"

#include <glib/gi18n-lib.h>

#include "chl-runtimes.h"

/**
 * ChlServerRow:
 *
 * The program on this computer that a provider is: whether it runs, which version, and what it has
 * in memory. Out of sight for a provider that is none.
 */
struct _ChlServerRow
{
  AdwActionRow parent_instance;

  ChlEngine   *engine;   /* (owned) (nullable) until it is set */
  ChlProvider *provider; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (ChlServerRow, chl_server_row, ADW_TYPE_ACTION_ROW)

static ChlRuntime *
find_runtime (ChlServerRow *self)
{
  GListModel *runtimes = G_LIST_MODEL (chl_engine_get_runtimes (self->engine));
  const char *id = chl_provider_get_id (self->provider);

  for (guint i = 0; i < g_list_model_get_n_items (runtimes); i++)
    {
      g_autoptr(ChlRuntime) runtime = g_list_model_get_item (runtimes, i);

      if (g_strcmp0 (chl_runtime_get_provider_id (runtime), id) == 0)
        return runtime;
    }

  return NULL;
}

static char *
dup_words (ChlRuntime *runtime)
{
  const char      *version = chl_runtime_get_version (runtime);
  const char      *loaded = chl_runtime_get_loaded (runtime);
  g_autofree char *state = NULL;

  if (!chl_runtime_is_running (runtime))
    return g_strdup (chl_runtime_is_installed (runtime)       ? C_("runtime", "Not running")
                                                              : C_("runtime", "Not installed"));

  if (version == NULL)
    state = g_strdup (C_("runtime", "Running"));
  else
    /* Translators: of a server; a number such as 0.12.3 follows. */
    state = g_strdup_printf (_("Running, version %s"), version);
  if (loaded == NULL)
    return g_steal_pointer (&state);

  /* Translators: what was said before, and the names of the models that are in memory. */
  return g_strdup_printf (_("%s · %s loaded"), state, loaded);
}

static void
update (ChlServerRow *self)
{
  ChlRuntime      *runtime = find_runtime (self);
  g_autofree char *words = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self), runtime != NULL);
  if (runtime == NULL)
    return;

  words = dup_words (runtime);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), words);
}

static void
chl_server_row_dispose (GObject *object)
{
  ChlServerRow *self = CHL_SERVER_ROW (object);

  g_clear_object (&self->provider);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (chl_server_row_parent_class)->dispose (object);
}

static void
chl_server_row_class_init (ChlServerRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = chl_server_row_dispose;
}

static void
chl_server_row_init (ChlServerRow *self)
{
}

/**
 * chl_server_row_set_provider:
 * @self: a row that has none yet
 * @engine: the engine, whose runtimes have been looked for
 * @provider: whose server it shows
 */
void
chl_server_row_set_provider (ChlServerRow *self,
                             ChlEngine    *engine,
                             ChlProvider  *provider)
{
  GListModel *runtimes;

  g_return_if_fail (CHL_IS_SERVER_ROW (self));
  g_return_if_fail (CHL_IS_ENGINE (engine));
  g_return_if_fail (CHL_IS_PROVIDER (provider));
  g_return_if_fail (self->provider == NULL);

  self->engine = g_object_ref (engine);
  self->provider = g_object_ref (provider);
  runtimes = G_LIST_MODEL (chl_engine_get_runtimes (engine));

  for (guint i = 0; i < g_list_model_get_n_items (runtimes); i++)
    {
      g_autoptr(ChlRuntime) runtime = g_list_model_get_item (runtimes, i);

      g_signal_connect_object (runtime, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
    }
  update (self);
}
