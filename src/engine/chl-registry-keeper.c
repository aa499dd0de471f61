/* chl-registry-keeper.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-registry-keeper"

#include "config.h"

#include "chl-registry-keeper-private.h"

#include <string.h>

#include "chl-engine-private.h"

#define ADDRESS "https://models.dev/api.json"

G_DEFINE_FINAL_TYPE (ChlRegistryKeeper, chl_registry_keeper, G_TYPE_OBJECT)

typedef enum
{
  SIGNAL_CHANGED,
} ChlRegistryKeeperSignal;

static guint signals[SIGNAL_CHANGED + 1];

static void
forget (ChlRegistryKeeper *self)
{
  g_clear_object (&self->registry);
  g_clear_pointer (&self->table, g_bytes_unref);
  chl_shelf_state_clear (&self->state);
  self->state = (ChlShelfState){ 0 };
  self->has_state = FALSE;
}

static void
load (ChlRegistryKeeper *self)
{
  ChlShelf shelf;

  if (self->registry != NULL)
    return;

  self->table = chl_registry_shelf_load (self->folder, self->bundled, &shelf);
  /* What is damaged is removed; that it was is true until there is another one. */
  if (shelf != CHL_SHELF_EMPTY)
    self->shelf = shelf;
  if (self->table != NULL)
    self->registry = chl_registry_new_for_bytes (self->table, NULL);
  if (self->registry == NULL)
    {
      g_clear_pointer (&self->table, g_bytes_unref);
      self->registry = chl_registry_new_for_bytes (self->bundled, NULL);
      g_assert (self->registry != NULL);
    }

  if (shelf == CHL_SHELF_DAMAGED && self->engine != NULL)
    {
      g_autofree char *trouble = chl_registry_keeper_dup_trouble (self);

      chl_engine_notice (self->engine, trouble);
    }
}

static void
chl_registry_keeper_finalize (GObject *object)
{
  ChlRegistryKeeper *self = CHL_REGISTRY_KEEPER (object);

  forget (self);
  g_clear_weak_pointer (&self->engine);
  g_clear_pointer (&self->folder, g_free);
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
 * @engine: the engine, which may own it
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
  g_set_weak_pointer (&self->engine, engine);
  self->folder = g_strdup (chl_engine_get_folder (engine, "cache"));
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

/**
 * chl_registry_keeper_set_registry:
 * @self: a keeper
 * @registry: (nullable) (transfer none): another table until the next change; %NULL for that of the
 *   cache, or of the program
 */
void
chl_registry_keeper_set_registry (ChlRegistryKeeper *self,
                                  ChlRegistry       *registry)
{
  g_return_if_fail (CHL_IS_REGISTRY_KEEPER (self));

  forget (self);
  g_set_object (&self->registry, registry);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/**
 * chl_registry_keeper_reload:
 * @self: a keeper
 *
 * Takes what lies in the cache now: another program may have put it there.
 */
void
chl_registry_keeper_reload (ChlRegistryKeeper *self)
{
  g_autoptr(GBytes) before = NULL;
  gboolean is_same;

  g_return_if_fail (CHL_IS_REGISTRY_KEEPER (self));

  /* Whoever has not looked yet sees what lies there when they do. */
  if (self->registry == NULL)
    return;

  before = self->table != NULL ? g_bytes_ref (self->table) : NULL;
  forget (self);
  load (self);
  is_same = before == NULL || self->table == NULL ? before == self->table
                                                  : g_bytes_equal (before, self->table);
  if (!is_same)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* What is known of the table in use. */
const ChlShelfState *
chl_registry_keeper_get_state (ChlRegistryKeeper *self)
{
  load (self);
  if (!self->has_state)
    chl_registry_shelf_read_state (self->folder, self->table, &self->state);
  self->has_state = TRUE;

  return &self->state;
}

/**
 * chl_registry_keeper_get_day:
 * @self: a keeper
 *
 * Returns: (transfer none): the day of the latest facts, as YYYY-MM-DD; of a refreshed table that of
 *   the refresh
 */
const char *
chl_registry_keeper_get_day (ChlRegistryKeeper *self)
{
  const char *as_of;
  const char *late;

  g_return_val_if_fail (CHL_IS_REGISTRY_KEEPER (self), NULL);

  load (self);
  as_of = chl_registry_get_as_of (self->registry);
  late = chl_registry_get_late (self->registry);

  return strcmp (late, as_of) > 0 ? late : as_of;
}

/**
 * chl_registry_keeper_get_as_of:
 * @self: a keeper
 *
 * Returns: (transfer none): the day that most facts are of, as YYYY-MM-DD
 */
const char *
chl_registry_keeper_get_as_of (ChlRegistryKeeper *self)
{
  g_return_val_if_fail (CHL_IS_REGISTRY_KEEPER (self), NULL);

  load (self);

  return chl_registry_get_as_of (self->registry);
}

/* How many models it knows by name. */
guint
chl_registry_keeper_count_models (ChlRegistryKeeper *self)
{
  g_return_val_if_fail (CHL_IS_REGISTRY_KEEPER (self), 0);

  load (self);

  return chl_registry_count_rows (self->registry, 'm');
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
         chl_registry_shelf_has_old (self->folder, self->bundled);
}

/* When models.dev was last asked whether there is more than the table in use says; 0: not known. */
gint64
chl_registry_keeper_get_checked_us (ChlRegistryKeeper *self)
{
  g_return_val_if_fail (CHL_IS_REGISTRY_KEEPER (self), 0);

  return chl_registry_keeper_get_state (self)->checked_us;
}

/* When models.dev was last asked at all, whatever it said; 0: never, as far as is known. */
gint64
chl_registry_keeper_get_asked_us (ChlRegistryKeeper *self)
{
  g_return_val_if_fail (CHL_IS_REGISTRY_KEEPER (self), 0);

  return MAX (self->asked_us, chl_registry_keeper_get_state (self)->checked_us);
}

/* When the table in use was made; 0: not known. */
gint64
chl_registry_keeper_get_refreshed_us (ChlRegistryKeeper *self)
{
  g_return_val_if_fail (CHL_IS_REGISTRY_KEEPER (self), 0);

  return chl_registry_keeper_get_state (self)->refreshed_us;
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
  const ChlShelfState *state;

  g_return_val_if_fail (CHL_IS_REGISTRY_KEEPER (self), NULL);

  state = chl_registry_keeper_get_state (self);

  return state->refreshed_us != 0 ? &state->report : NULL;
}
