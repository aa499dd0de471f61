/* chl-runtime.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-runtime"

#include "config.h"

#include "chl-address.h"
#include "chl-runtime-private.h"

struct _ChlRuntime
{
  GObject parent_instance;

  const ChlRuntimeKind *kind;        /* (unowned) static */
  char                 *address;     /* (owned) (not nullable) */
  char                 *provider_id; /* (owned) (nullable) */
  char                 *loaded;      /* (owned) (nullable) */
  char                 *version;     /* (owned) (nullable) */
  guint                 n_models;
  gboolean              is_installed;
  gboolean              is_running;
};

G_DEFINE_FINAL_TYPE (ChlRuntime, chl_runtime, G_TYPE_OBJECT)

typedef enum
{
  PROP_IS_INSTALLED = 1,
  PROP_IS_RUNNING,
  PROP_N_MODELS,
  PROP_LOADED,
  PROP_VERSION,
  PROP_PROVIDER_ID,
} ChlRuntimeProperty;

static GParamSpec *properties[PROP_PROVIDER_ID + 1];

static void
chl_runtime_finalize (GObject *object)
{
  ChlRuntime *self = CHL_RUNTIME (object);

  g_clear_pointer (&self->address, g_free);
  g_clear_pointer (&self->provider_id, g_free);
  g_clear_pointer (&self->loaded, g_free);
  g_clear_pointer (&self->version, g_free);

  G_OBJECT_CLASS (chl_runtime_parent_class)->finalize (object);
}

static void
chl_runtime_get_property (GObject    *object,
                          guint       prop_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  ChlRuntime *self = CHL_RUNTIME (object);

  switch ((ChlRuntimeProperty) prop_id)
    {
    case PROP_IS_INSTALLED:
      g_value_set_boolean (value, self->is_installed);
      return;

    case PROP_IS_RUNNING:
      g_value_set_boolean (value, self->is_running);
      return;

    case PROP_N_MODELS:
      g_value_set_uint (value, self->n_models);
      return;

    case PROP_LOADED:
      g_value_set_string (value, self->loaded);
      return;

    case PROP_VERSION:
      g_value_set_string (value, self->version);
      return;

    case PROP_PROVIDER_ID:
      g_value_set_string (value, self->provider_id);
      return;
    }

  G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
chl_runtime_class_init (ChlRuntimeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = chl_runtime_finalize;
  object_class->get_property = chl_runtime_get_property;

  /**
   * ChlRuntime:is-installed:
   *
   * Whether the program is there, as far as can be seen; one that runs is.
   */
  properties[PROP_IS_INSTALLED] =
    g_param_spec_boolean ("is-installed", NULL, NULL, TRUE,
                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  /**
   * ChlRuntime:is-running:
   *
   * Whether it answered when it was last asked.
   */
  properties[PROP_IS_RUNNING] =
    g_param_spec_boolean ("is-running", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  /**
   * ChlRuntime:n-models:
   *
   * How many models it lists.
   */
  properties[PROP_N_MODELS] =
    g_param_spec_uint ("n-models", NULL, NULL, 0, G_MAXUINT, 0,
                       G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  /**
   * ChlRuntime:loaded: (nullable)
   *
   * Names of the models that are in memory.
   */
  properties[PROP_LOADED] =
    g_param_spec_string ("loaded", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  /**
   * ChlRuntime:version: (nullable)
   *
   * Which version runs.
   */
  properties[PROP_VERSION] =
    g_param_spec_string ("version", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  /**
   * ChlRuntime:provider-id: (nullable)
   *
   * The configured provider that uses it.
   */
  properties[PROP_PROVIDER_ID] =
    g_param_spec_string ("provider-id", NULL, NULL, NULL,
                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
chl_runtime_init (ChlRuntime *self)
{
  self->is_installed = TRUE;
}

/**
 * chl_runtime_new:
 * @kind: what to look for
 * @address: (nullable): where it listens, if not where it usually does
 *
 * Returns: (transfer full): a runtime that was not looked for yet
 */
ChlRuntime *
chl_runtime_new (const ChlRuntimeKind *kind,
                 const char           *address)
{
  ChlRuntime *self = g_object_new (CHL_TYPE_RUNTIME, NULL);

  self->kind = kind;
  self->address = g_strdup (address != NULL ? address : kind->address);

  return self;
}

const ChlRuntimeKind *
chl_runtime_get_kind (ChlRuntime *self)
{
  return self->kind;
}

const char *
chl_runtime_get_title (ChlRuntime *self)
{
  g_return_val_if_fail (CHL_IS_RUNTIME (self), NULL);

  return self->kind->title;
}

const char *
chl_runtime_get_address (ChlRuntime *self)
{
  g_return_val_if_fail (CHL_IS_RUNTIME (self), NULL);

  return self->address;
}

/**
 * chl_runtime_get_family_id:
 * @self: a runtime
 *
 * Returns: the family under which it is taken up
 */
const char *
chl_runtime_get_family_id (ChlRuntime *self)
{
  g_return_val_if_fail (CHL_IS_RUNTIME (self), NULL);

  return self->kind->family_id;
}

gboolean
chl_runtime_is_installed (ChlRuntime *self)
{
  g_return_val_if_fail (CHL_IS_RUNTIME (self), FALSE);

  return self->is_installed || self->is_running;
}

gboolean
chl_runtime_is_running (ChlRuntime *self)
{
  g_return_val_if_fail (CHL_IS_RUNTIME (self), FALSE);

  return self->is_running;
}

guint
chl_runtime_get_n_models (ChlRuntime *self)
{
  g_return_val_if_fail (CHL_IS_RUNTIME (self), 0);

  return self->n_models;
}

const char *
chl_runtime_get_loaded (ChlRuntime *self)
{
  g_return_val_if_fail (CHL_IS_RUNTIME (self), NULL);

  return self->loaded;
}

const char *
chl_runtime_get_version (ChlRuntime *self)
{
  g_return_val_if_fail (CHL_IS_RUNTIME (self), NULL);

  return self->version;
}

const char *
chl_runtime_get_provider_id (ChlRuntime *self)
{
  g_return_val_if_fail (CHL_IS_RUNTIME (self), NULL);

  return self->provider_id;
}

void
chl_runtime_set_found (ChlRuntime *self,
                       gboolean    is_running,
                       guint       n_models)
{
  if (self->is_running != is_running)
    {
      self->is_running = is_running;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_RUNNING]);
    }

  if (self->n_models != n_models)
    {
      self->n_models = n_models;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_MODELS]);
    }
}

void
chl_runtime_set_installed (ChlRuntime *self,
                           gboolean    is_installed)
{
  if (self->is_installed == is_installed)
    return;

  self->is_installed = is_installed;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_INSTALLED]);
}

static void
set_string (ChlRuntime        *self,
            char             **field,
            const char        *value,
            ChlRuntimeProperty property)
{
  if (g_strcmp0 (*field, value) == 0)
    return;

  g_free (*field);
  *field = g_strdup (value);
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

void
chl_runtime_set_loaded (ChlRuntime *self,
                        const char *loaded)
{
  set_string (self, &self->loaded, loaded, PROP_LOADED);
}

void
chl_runtime_set_version (ChlRuntime *self,
                         const char *version)
{
  set_string (self, &self->version, version, PROP_VERSION);
}

void
chl_runtime_set_provider_id (ChlRuntime *self,
                             const char *provider_id)
{
  set_string (self, &self->provider_id, provider_id, PROP_PROVIDER_ID);
}

static int
get_port (const char *address)
{
  g_autoptr(GUri) uri = g_uri_parse (address, G_URI_FLAGS_ENCODED, NULL);

  return uri != NULL ? g_uri_get_port (uri) : -1;
}

/* Whether @provider's requests go to this runtime: loopback has many names, so the port decides. */
gboolean
chl_runtime_serves (ChlRuntime  *self,
                    ChlProvider *provider)
{
  const char *endpoint = chl_provider_get_endpoint (provider);

  return endpoint != NULL && chl_address_is_loopback (endpoint) &&
         get_port (endpoint) == get_port (self->address);
}
