/* chl-runtimes.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-runtimes"

#include "config.h"

#include "chl-runtimes.h"

#include "chl-engine-private.h"
#include "chl-json.h"
#include "chl-runtime-private.h"

/* Milliseconds. A program on this computer answers at once or is not there. */
#define PROBE_TIMEOUT 2000

/* Where the usual runtimes listen; all of them list their models in the same way. */
static const struct
{
  const char *title;
  const char *address;
} known[] = {
  { "Ollama", "http://localhost:11434/v1" },
  { "LM Studio", "http://localhost:1234/v1" },
  { "vLLM", "http://localhost:8000/v1" },
  { "llama.cpp", "http://localhost:8080/v1" },
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

static void
chl_runtimes_init (ChlRuntimes *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    g_ptr_array_add (self->items, chl_runtime_new (known[i].title, known[i].address));
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

typedef struct
{
  ChlRuntime  *runtime; /* (owned) */
  ChlHttpCall *call;    /* (owned) */
  GTask       *task;    /* (owned) shared by all probes; its data counts them */
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

static void
probed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  Probe *probe = user_data;
  g_autoptr(ChlHttpAnswer) answer = NULL;
  g_autoptr(JsonNode) root = NULL;
  JsonArray  *rows = NULL;
  gsize       length = 0;
  const char *bytes = NULL;

  answer = chl_http_call_finish (CHL_HTTP (object), result, NULL);
  if (answer != NULL && chl_http_answer_get_body (answer) != NULL)
    bytes = g_bytes_get_data (chl_http_answer_get_body (answer), &length);

  /* Anything may listen on a port; only what lists models is a runtime. */
  if (bytes != NULL && chl_http_answer_get_status (answer) == 200)
    {
      root = chl_json_parse (bytes, (gssize) length, NULL);
      rows = chl_json_get_array (root, "/data");
    }

  chl_runtime_set_found (probe->runtime, rows != NULL,
                         rows != NULL ? json_array_get_length (rows) : 0);
  probe_free (probe);
}

/**
 * chl_runtimes_probe_async:
 * @self: the runtimes
 * @cancellable: (nullable): gives up
 * @callback: (scope async) (nullable): called when each has answered or not
 * @user_data: closure for @callback
 *
 * Looks which runtimes run, by asking the usual ports of this computer for their models.
 */
void
chl_runtimes_probe_async (ChlRuntimes        *self,
                          GCancellable       *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer            user_data)
{
  static const ChlHttpFuncs none = { NULL, NULL, NULL };
  g_autoptr(GTask) task = NULL;
  guint n_left;

  g_return_if_fail (CHL_IS_RUNTIMES (self));

  n_left = self->items->len;
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, chl_runtimes_probe_async);
  g_task_set_task_data (task, g_memdup2 (&n_left, sizeof n_left), g_free);

  for (guint i = 0; i < self->items->len; i++)
    {
      Probe           *probe = g_new0 (Probe, 1);
      ChlRuntime      *runtime = g_ptr_array_index (self->items, i);
      g_autofree char *address = NULL;

      address = g_strconcat (chl_runtime_get_address (runtime), "/models", NULL);
      probe->runtime = g_object_ref (runtime);
      probe->task = g_object_ref (task);
      probe->call = chl_http_call_new ("GET", address);
      probe->call->connect_timeout_ms = PROBE_TIMEOUT;
      probe->call->answer_timeout_ms = PROBE_TIMEOUT;
      probe->call->total_timeout_ms = PROBE_TIMEOUT;
      chl_http_call_async (chl_engine_get_parts (self->engine)->http, probe->call, &none, NULL,
                           cancellable, probed_cb, probe);
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
