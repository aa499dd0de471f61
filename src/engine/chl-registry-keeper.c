/* chl-registry-keeper.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-registry-keeper"

#include "config.h"

#include "chl-registry-keeper-private.h"

#define ADDRESS "https://models.dev/api.json"

G_DEFINE_FINAL_TYPE (ChlRegistryKeeper, chl_registry_keeper, G_TYPE_OBJECT)

typedef enum
{
  SIGNAL_CHANGED,
} ChlRegistryKeeperSignal;

static guint signals[SIGNAL_CHANGED + 1];

static const char *
get_folder (ChlRegistryKeeper *self)
{
  return chl_engine_get_folder (self->engine, "cache");
}

static void
forget (ChlRegistryKeeper *self)
{
  g_clear_object (&self->registry);
  g_clear_pointer (&self->table, g_bytes_unref);
  chl_shelf_state_clear (&self->state);
  self->state = (ChlShelfState){ 0 };
}

static void
load (ChlRegistryKeeper *self)
{
  if (self->registry != NULL)
    return;

  self->table = chl_registry_shelf_load (get_folder (self), self->bundled);
  if (self->table != NULL)
    self->registry = chl_registry_new_for_bytes (self->table, NULL);
  if (self->registry == NULL)
    {
      g_clear_pointer (&self->table, g_bytes_unref);
      self->registry = chl_registry_new_for_bytes (self->bundled, NULL);
      g_assert (self->registry != NULL);
    }
  chl_registry_shelf_read_state (get_folder (self), self->table, &self->state);
}

/* Takes what lies there now, whoever put it there. */
void
chl_registry_keeper_reload (ChlRegistryKeeper *self)
{
  g_autoptr(GBytes) before = self->table != NULL ? g_bytes_ref (self->table) : NULL;
  gboolean is_same;

  forget (self);
  load (self);
  is_same = before == NULL || self->table == NULL ? before == self->table
                                                  : g_bytes_equal (before, self->table);
  if (!is_same)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
chl_registry_keeper_finalize (GObject *object)
{
  ChlRegistryKeeper *self = CHL_REGISTRY_KEEPER (object);

  forget (self);
  g_clear_object (&self->engine);
  g_clear_pointer (&self->address, g_free);
  g_clear_pointer (&self->bundled, g_bytes_unref);
  g_clear_object (&self->monitor);

  G_OBJECT_CLASS (chl_registry_keeper_parent_class)->finalize (object);
}

static void
chl_registry_keeper_class_init (ChlRegistryKeeperClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = chl_registry_keeper_finalize;

  /**
   * ChlRegistryKeeper::changed:
   *
   * Another table is in use. What was found in the old one stays good as long as somebody holds it.
   */
  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);
}

static void
chl_registry_keeper_init (ChlRegistryKeeper *self)
{
}

/**
 * chl_registry_keeper_new:
 * @engine: the engine
 * @parts: (nullable): what a test replaces
 *
 * Nothing is opened before it is asked for.
 *
 * Returns: (transfer full): a keeper of the engine's cache folder
 */
ChlRegistryKeeper *
chl_registry_keeper_new (ChlEngine                    *engine,
                         const ChlRegistryKeeperParts *parts)
{
  ChlRegistryKeeper *self;

  g_return_val_if_fail (CHL_IS_ENGINE (engine), NULL);

  self = g_object_new (CHL_TYPE_REGISTRY_KEEPER, NULL);
  self->engine = g_object_ref (engine);
  self->address = g_strdup (parts != NULL && parts->address != NULL ? parts->address : ADDRESS);
  self->bundled = parts != NULL && parts->bundled != NULL ? g_bytes_ref (parts->bundled)
                                                          : chl_registry_dup_bundled ();
  if (parts != NULL && parts->monitor != NULL)
    self->monitor = g_object_ref (parts->monitor);

  return self;
}

/**
 * chl_registry_keeper_get_registry:
 * @self: a keeper
 *
 * Returns: (transfer none): the table in use, until it changes
 */
ChlRegistry *
chl_registry_keeper_get_registry (ChlRegistryKeeper *self)
{
  g_return_val_if_fail (CHL_IS_REGISTRY_KEEPER (self), NULL);

  load (self);

  return self->registry;
}

/* Whether it is another than the one that came with the program. */
gboolean
chl_registry_keeper_is_refreshed (ChlRegistryKeeper *self)
{
  g_return_val_if_fail (CHL_IS_REGISTRY_KEEPER (self), FALSE);

  load (self);

  return self->table != NULL;
}

/* Whether one step back leads to another refreshed table, and not to the one of the program. */
gboolean
chl_registry_keeper_has_older (ChlRegistryKeeper *self)
{
  g_return_val_if_fail (CHL_IS_REGISTRY_KEEPER (self), FALSE);

  return chl_registry_keeper_is_refreshed (self) &&
         chl_registry_shelf_has_old (get_folder (self), self->bundled);
}

/* When models.dev was last asked whether there is more than the table in use says; 0: not known. */
gint64
chl_registry_keeper_get_checked_us (ChlRegistryKeeper *self)
{
  g_return_val_if_fail (CHL_IS_REGISTRY_KEEPER (self), 0);

  load (self);

  return self->state.checked_us;
}

/* When the table in use was made; 0: not known. */
gint64
chl_registry_keeper_get_refreshed_us (ChlRegistryKeeper *self)
{
  g_return_val_if_fail (CHL_IS_REGISTRY_KEEPER (self), 0);

  load (self);

  return self->state.refreshed_us;
}

/**
 * chl_registry_keeper_get_report:
 * @self: a keeper
 *
 * Returns: (transfer none) (nullable): what the refresh did that made the table in use; %NULL if
 *   none did, or nobody knows any more
 */
const ChlRefreshReport *
chl_registry_keeper_get_report (ChlRegistryKeeper *self)
{
  g_return_val_if_fail (CHL_IS_REGISTRY_KEEPER (self), NULL);

  load (self);

  return self->state.refreshed_us != 0 ? &self->state.report : NULL;
}
