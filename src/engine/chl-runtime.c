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

  char    *title;       /* (owned) (not nullable) */
  char    *address;     /* (owned) (not nullable) */
  char    *provider_id; /* (owned) (nullable) */
  guint    n_models;
  gboolean is_running;
};

G_DEFINE_FINAL_TYPE (ChlRuntime, chl_runtime, G_TYPE_OBJECT)

typedef enum
{
  PROP_IS_RUNNING = 1,
  PROP_N_MODELS,
  PROP_PROVIDER_ID,
} ChlRuntimeProperty;

static GParamSpec *properties[PROP_PROVIDER_ID + 1];

static void
chl_runtime_finalize (GObject *object)
{
  ChlRuntime *self = CHL_RUNTIME (object);

  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->address, g_free);
  g_clear_pointer (&self->provider_id, g_free);

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
    case PROP_IS_RUNNING:
      g_value_set_boolean (value, self->is_running);
      return;

    case PROP_N_MODELS:
      g_value_set_uint (value, self->n_models);
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
}

ChlRuntime *
chl_runtime_new (const char *title,
                 const char *address)
{
  ChlRuntime *self = g_object_new (CHL_TYPE_RUNTIME, NULL);

  self->title = g_strdup (title);
  self->address = g_strdup (address);

  return self;
}

const char *
chl_runtime_get_title (ChlRuntime *self)
{
  g_return_val_if_fail (CHL_IS_RUNTIME (self), NULL);

  return self->title;
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

  return "custom";
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
chl_runtime_set_provider_id (ChlRuntime *self,
                             const char *provider_id)
{
  if (g_strcmp0 (self->provider_id, provider_id) == 0)
    return;

  g_free (self->provider_id);
  self->provider_id = g_strdup (provider_id);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROVIDER_ID]);
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
