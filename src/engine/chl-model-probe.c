/* chl-model-probe.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-model-probe"

#include "config.h"

#include "chl-model-probe.h"

#include <glib/gi18n-lib.h>

#include "chl-model-probe-private.h"

static void chl_model_probe_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ChlModelProbe,
                               chl_model_probe,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      chl_model_probe_list_model_init))

static void
chl_model_probe_dispose (GObject *object)
{
  ChlModelProbe *self = CHL_MODEL_PROBE (object);

  g_ptr_array_set_size (self->steps, 0);
  g_clear_object (&self->model);
  g_clear_object (&self->provider);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (chl_model_probe_parent_class)->dispose (object);
}

static void
chl_model_probe_finalize (GObject *object)
{
  ChlModelProbe *self = CHL_MODEL_PROBE (object);

  g_clear_pointer (&self->steps, g_ptr_array_unref);
  g_clear_pointer (&self->kinds, g_ptr_array_unref);
  g_clear_pointer (&self->found, chl_capabilities_free);
  g_clear_pointer (&self->advice, chl_advice_free);
  g_clear_error (&self->problem);

  G_OBJECT_CLASS (chl_model_probe_parent_class)->finalize (object);
}

static GType
chl_model_probe_get_item_type (GListModel *model)
{
  return CHL_TYPE_PROBE_STEP;
}

static guint
chl_model_probe_get_n_items (GListModel *model)
{
  return CHL_MODEL_PROBE (model)->steps->len;
}

static gpointer
chl_model_probe_get_item (GListModel *model,
                          guint       position)
{
  GPtrArray *steps = CHL_MODEL_PROBE (model)->steps;

  return position < steps->len ? g_object_ref (g_ptr_array_index (steps, position)) : NULL;
}

static void
chl_model_probe_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = chl_model_probe_get_item_type;
  iface->get_n_items = chl_model_probe_get_n_items;
  iface->get_item = chl_model_probe_get_item;
}

static void
chl_model_probe_class_init (ChlModelProbeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = chl_model_probe_dispose;
  object_class->finalize = chl_model_probe_finalize;
}

static void
chl_model_probe_init (ChlModelProbe *self)
{
  self->steps = g_ptr_array_new_with_free_func (g_object_unref);
  self->kinds = g_ptr_array_new ();
}

static void
add_step (ChlModelProbe      *self,
          const ChlProbeKind *kind)
{
  const ChlCapabilities *probed = chl_model_get_probed (self->model);
  g_autofree char       *detail = NULL;
  ChlVerdict             verdict = CHL_VERDICT_WAITING;
  ChlProbeStep          *step;

  step = chl_probe_step_new (kind->id, g_dpgettext2 (GETTEXT_PACKAGE, "probe", kind->title));
  if (probed != NULL && kind->recall != NULL)
    verdict = kind->recall (probed, &detail);
  if (verdict != CHL_VERDICT_WAITING)
    chl_probe_step_set (step, verdict, detail != NULL ? detail : _ ("Found by an earlier probe"));

  g_ptr_array_add (self->steps, step);
  g_ptr_array_add (self->kinds, (gpointer) kind);
}

/**
 * chl_model_probe_new:
 * @engine: the engine
 * @provider: whose model it is
 * @model: which one
 *
 * Returns: (transfer full): a probe that has not run, with what an earlier one found
 */
ChlModelProbe *
chl_model_probe_new (ChlEngine   *engine,
                     ChlProvider *provider,
                     ChlModel    *model)
{
  ChlModelProbe      *self;
  const ChlProbeKind *kinds;
  guint               n_kinds;

  g_return_val_if_fail (CHL_IS_ENGINE (engine), NULL);
  g_return_val_if_fail (CHL_IS_PROVIDER (provider), NULL);
  g_return_val_if_fail (CHL_IS_MODEL (model), NULL);

  self = g_object_new (CHL_TYPE_MODEL_PROBE, NULL);
  self->engine = g_object_ref (engine);
  self->provider = g_object_ref (provider);
  self->model = g_object_ref (model);

  kinds = chl_probe_kinds_list (&n_kinds);
  for (guint i = 0; i < n_kinds; i++)
    if (kinds[i].suits (self))
      add_step (self, &kinds[i]);

  return self;
}

/**
 * chl_model_probe_get_most_requests:
 * @self: a probe
 *
 * Returns: how many requests it sends at most, one after the other
 */
guint
chl_model_probe_get_most_requests (ChlModelProbe *self)
{
  guint n = 0;

  g_return_val_if_fail (CHL_IS_MODEL_PROBE (self), 0);

  for (guint i = 0; i < self->kinds->len; i++)
    n += ((const ChlProbeKind *) g_ptr_array_index (self->kinds, i))->most;

  return n;
}

/**
 * chl_model_probe_dup_notice:
 * @self: a probe
 *
 * Returns: (transfer full): what is going to be sent, in a sentence
 */
char *
chl_model_probe_dup_notice (ChlModelProbe *self)
{
  guint n = chl_model_probe_get_most_requests (self);

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                       "Asks the server itself, with %u short request. That costs tokens.",
                                       "Asks the server itself, with up to %u short requests. That costs tokens.",
                                       n),
                          n);
}

const ChlAdvice *
chl_model_probe_get_advice (ChlModelProbe *self)
{
  g_return_val_if_fail (CHL_IS_MODEL_PROBE (self), NULL);

  return self->advice;
}

const GError *
chl_model_probe_get_problem (ChlModelProbe *self)
{
  g_return_val_if_fail (CHL_IS_MODEL_PROBE (self), NULL);

  return self->problem;
}

/**
 * chl_model_probe_forget:
 * @model: a model
 *
 * From now on it is again what its provider's list and the table say.
 */
void
chl_model_probe_forget (ChlModel *model)
{
  g_return_if_fail (CHL_IS_MODEL (model));

  if (chl_model_get_probed (model) != NULL)
    chl_model_take_probed (model, chl_capabilities_new ());
}
