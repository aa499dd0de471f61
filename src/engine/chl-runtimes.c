/* chl-runtimes.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-runtimes"

#include "config.h"

#include "chl-runtimes.h"

#include <string.h>

#include "chl-address.h"
#include "chl-engine-private.h"
#include "chl-families.h"
#include "chl-host-count.h"
#include "chl-json.h"
#include "chl-model-listing.h"
#include "chl-runtime-private.h"
#include "chl-runtime-state.h"

/* Milliseconds. A program on this computer answers at once or is not there. */
#define PROBE_TIMEOUT 2000

/* Of a list of some thousand models. */
#define MAX_BODY_BYTES (16 * 1024 * 1024)

/* Names of loaded models that are shown, and bytes of each and of a version. */
#define MAX_LOADED 3
#define MAX_WORD_BYTES 128

/* Where the usual runtimes listen. */
static const ChlRuntimeKind kinds[] = {
  { .title = "Ollama",
    .address = "http://localhost:11434",
    .family_id = "ollama",
    .program = "ollama",
    .models_path = "/api/tags",
    .models_pointer = "/models",
    .loaded_path = "/api/ps",
    .loaded_pointer = "/models",
    .version_path = "/api/version" },
  { .title = "LM Studio",
    .address = "http://localhost:1234",
    .family_id = "lmstudio",
    .models_path = "/v1/models",
    .models_pointer = "/data",
    .loaded_path = "/api/v1/models",
    .loaded_pointer = "/models" },
  { .title = "vLLM",
    .address = "http://localhost:8000",
    .family_id = "vllm",
    .models_path = "/v1/models",
    .models_pointer = "/data",
    .owner = "vllm",
    .version_path = "/version" },
  { .title = "llama.cpp",
    .address = "http://localhost:8080/v1",
    .family_id = "custom",
    .models_path = "/models",
    .models_pointer = "/data" },
};

struct _ChlRuntimes
{
  GObject parent_instance;

  ChlEngine *engine; /* (unowned) it owns us */
  GPtrArray *items;  /* (owned) (element-type ChlRuntime) */
};

static void chl_runtimes_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ChlRuntimes, chl_runtimes, G_TYPE_OBJECT, G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, chl_runtimes_list_model_init))

static void
chl_runtimes_finalize (GObject *object)
{
  ChlRuntimes *self = CHL_RUNTIMES (object);

  g_clear_pointer (&self->items, g_ptr_array_unref);

  G_OBJECT_CLASS (chl_runtimes_parent_class)->finalize (object);
}

static GType
chl_runtimes_get_item_type (GListModel *model)
{
  return CHL_TYPE_RUNTIME;
}

static guint
chl_runtimes_get_n_items (GListModel *model)
{
  return CHL_RUNTIMES (model)->items->len;
}

static gpointer
chl_runtimes_get_item (GListModel *model,
                       guint       position)
{
  ChlRuntimes *self = CHL_RUNTIMES (model);

  if (position >= self->items->len)
    return NULL;

  return g_object_ref (g_ptr_array_index (self->items, position));
}

static void
chl_runtimes_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = chl_runtimes_get_item_type;
  iface->get_n_items = chl_runtimes_get_n_items;
  iface->get_item = chl_runtimes_get_item;
}

static void
chl_runtimes_class_init (ChlRuntimesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = chl_runtimes_finalize;
}

/* Where it was told to listen, if that is on this computer: nobody else is asked. */
static char *
dup_own_address (const ChlRuntimeKind *kind)
{
  g_autoptr(ChlProvider) provider = NULL;
  g_autofree char *address = NULL;
  GType            type = chl_families_find (kind->family_id);
  const ChlFamily *family = chl_provider_type_get_family (type);
  const char      *value = family->endpoint_variable != NULL ? g_getenv (family->endpoint_variable)
                                                             : NULL;

  if (value == NULL || *value == '\0')
    return NULL;

  provider = chl_provider_new (type, family->id);
  address = chl_provider_normalize_endpoint (provider, value, NULL);
  if (address == NULL || !chl_address_is_loopback (address))
    return NULL;

  return g_steal_pointer (&address);
}

static void
chl_runtimes_init (ChlRuntimes *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *address = dup_own_address (&kinds[i]);

      g_ptr_array_add (self->items, chl_runtime_new (&kinds[i], address));
    }
}

/* Says of each runtime which configured provider uses it, if any. */
static void
update_users (ChlRuntimes *self)
{
  GListModel *providers = G_LIST_MODEL (chl_engine_get_providers (self->engine));

  for (guint i = 0; i < self->items->len; i++)
    {
      ChlRuntime *runtime = g_ptr_array_index (self->items, i);
      const char *user = NULL;

      for (guint j = 0; j < g_list_model_get_n_items (providers); j++)
        {
          g_autoptr(ChlProvider) provider = g_list_model_get_item (providers, j);

          if (chl_runtime_serves (runtime, provider))
            user = chl_provider_get_id (provider);
        }
      chl_runtime_set_provider_id (runtime, user);
    }
}

ChlRuntimes *
chl_runtimes_new (ChlEngine *engine)
{
  ChlRuntimes *self = g_object_new (CHL_TYPE_RUNTIMES, NULL);

  self->engine = engine;
  g_signal_connect_object (chl_engine_get_providers (engine), "items-changed",
                           G_CALLBACK (update_users), self, G_CONNECT_SWAPPED);

  return self;
}

/* What is asked of a runtime. */
typedef enum
{
  PROBE_MODELS,
  PROBE_LOADED,
  PROBE_VERSION,
} ProbeKind;

typedef struct
{
  ChlRuntime  *runtime; /* (owned) */
  ChlHttpCall *call;    /* (owned) */
  GTask       *task;    /* (owned) shared by all probes; its data counts them */
  ProbeKind    kind;
} Probe;

static void
probe_free (Probe *probe)
{
  guint *n_left = g_task_get_task_data (probe->task);

  if (--*n_left == 0)
    g_task_return_boolean (probe->task, TRUE);

  chl_http_call_free (probe->call);
  g_object_unref (probe->runtime);
  g_object_unref (probe->task);
  g_free (probe);
}

/* Anything may listen on a port; only what lists models is a runtime. */
static void
take_models (ChlRuntime *runtime,
             JsonNode   *root)
{
  const ChlRuntimeKind *kind = chl_runtime_get_kind (runtime);
  JsonArray            *rows = chl_json_get_array (root, kind->models_pointer);
  JsonNode             *row = rows != NULL && json_array_get_length (rows) > 0
                                ? json_array_get_element (rows, 0)
                                : NULL;

  if (kind->owner != NULL && g_strcmp0 (chl_json_get_string (row, "/owned_by"), kind->owner) != 0)
    rows = NULL;

  chl_runtime_set_found (runtime, rows != NULL, rows != NULL ? json_array_get_length (rows) : 0);
}

static gboolean
is_word (const char *text)
{
  return text != NULL && strlen (text) <= MAX_WORD_BYTES && chl_model_listing_is_usable_id (text);
}

static void
take_loaded (ChlRuntime *runtime,
             JsonNode   *root)
{
  JsonArray *rows = chl_json_get_array (root, chl_runtime_get_kind (runtime)->loaded_pointer);
  guint      n = rows != NULL ? json_array_get_length (rows) : 0;
  guint      n_loaded = 0;
  g_autoptr(GString) names = g_string_new (NULL);

  for (guint i = 0; i < n && n_loaded <= MAX_LOADED; i++)
    {
      JsonNode   *row = json_array_get_element (rows, i);
      JsonArray  *instances = chl_json_get_array (row, "/loaded_instances");
      const char *name = chl_json_get_string (row, "/name");

      if (name == NULL)
        name = chl_json_get_string (row, "/key");
      if (!is_word (name) || (instances != NULL && json_array_get_length (instances) == 0))
        continue;
      if (n_loaded++ < MAX_LOADED)
        g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", name);
    }
  if (n_loaded > MAX_LOADED)
    g_string_append (names, ", …");

  chl_runtime_set_loaded (runtime, names->len > 0 ? names->str : NULL);
}

static void
take_version (ChlRuntime *runtime,
              JsonNode   *root)
{
  const char *version = chl_json_get_string (root, "/version");

  chl_runtime_set_version (runtime, is_word (version) ? version : NULL);
}

static void
probed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  Probe *probe = user_data;
  g_autoptr(ChlHttpAnswer) answer = NULL;
  g_autoptr(JsonNode) root = NULL;
  gsize       length = 0;
  const char *bytes = NULL;

  answer = chl_http_call_finish (CHL_HTTP (object), result, NULL);
  if (answer != NULL && chl_http_answer_get_body (answer) != NULL)
    bytes = g_bytes_get_data (chl_http_answer_get_body (answer), &length);
  if (bytes != NULL && chl_http_answer_get_status (answer) == 200)
    root = chl_json_parse (bytes, (gssize) length, NULL);

  switch (probe->kind)
    {
    case PROBE_MODELS:
      take_models (probe->runtime, root);
      break;

    case PROBE_LOADED:
      take_loaded (probe->runtime, root);
      break;

    case PROBE_VERSION:
      take_version (probe->runtime, root);
      break;

    default:
      g_assert_not_reached ();
    }

  probe_free (probe);
}

/* Asks one thing, unless there is no way to ask it. */
static void
start_probe (ChlRuntimes *self,
             GTask       *task,
             ChlRuntime  *runtime,
             ProbeKind    kind,
             const char  *path)
{
  static const ChlHttpFuncs none = { NULL, NULL, NULL };
  GCancellable             *cancellable = g_task_get_cancellable (task);
  guint                    *n_left = g_task_get_task_data (task);
  Probe                    *probe;
  g_autofree char          *address = NULL;

  if (path == NULL)
    return;

  ++*n_left;
  address = g_strconcat (chl_runtime_get_address (runtime), path, NULL);
  probe = g_new0 (Probe, 1);
  probe->kind = kind;
  probe->runtime = g_object_ref (runtime);
  probe->task = g_object_ref (task);
  probe->call = chl_http_call_new ("GET", address);
  probe->call->purpose = g_strdup (CHL_PURPOSE_RUNTIMES);
  probe->call->connect_timeout_ms = PROBE_TIMEOUT;
  probe->call->answer_timeout_ms = PROBE_TIMEOUT;
  probe->call->total_timeout_ms = PROBE_TIMEOUT;
  probe->call->max_body_bytes = MAX_BODY_BYTES;
  chl_http_call_async (chl_engine_get_parts (self->engine)->http, probe->call, &none, NULL,
                       cancellable, probed_cb, probe);
}

/**
 * chl_runtimes_probe_async:
 * @self: the runtimes
 * @cancellable: (nullable): gives up
 * @callback: (scope async) (nullable): called when each has answered or not
 * @user_data: closure for @callback
 *
 * Looks which runtimes run, by asking the usual ports of this computer for their models, which of
 * these are in memory, and which version it is.
 */
void
chl_runtimes_probe_async (ChlRuntimes        *self,
                          GCancellable       *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (CHL_IS_RUNTIMES (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, chl_runtimes_probe_async);
  g_task_set_task_data (task, g_new0 (guint, 1), g_free);

  for (guint i = 0; i < self->items->len; i++)
    {
      ChlRuntime           *runtime = g_ptr_array_index (self->items, i);
      const ChlRuntimeKind *kind = chl_runtime_get_kind (runtime);

      chl_runtime_set_installed (runtime, kind->program == NULL ||
                                            chl_runtime_is_program_here (kind->program));
      start_probe (self, task, runtime, PROBE_MODELS, kind->models_path);
      start_probe (self, task, runtime, PROBE_LOADED, kind->loaded_path);
      start_probe (self, task, runtime, PROBE_VERSION, kind->version_path);
    }

  update_users (self);
}

gboolean
chl_runtimes_probe_finish (ChlRuntimes  *self,
                           GAsyncResult *result,
                           GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, chl_runtimes_probe_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
