/* chl-check.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-check"

#include "config.h"

#include "chl-check.h"

#include <glib/gi18n-lib.h>

#include "chl-address.h"
#include "chl-call.h"
#include "chl-check-private.h"
#include "chl-engine-private.h"
#include "chl-error.h"
#include "chl-exchange.h"
#include "chl-program-provider.h"

static void chl_check_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ChlCheck, chl_check, G_TYPE_OBJECT, G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, chl_check_list_model_init))

static void
chl_check_dispose (GObject *object)
{
  ChlCheck *self = CHL_CHECK (object);

  for (guint i = 0; i < CHL_N_STEPS; i++)
    g_clear_object (&self->steps[i]);
  g_clear_object (&self->exchange);
  g_clear_object (&self->answer);
  g_clear_object (&self->provider);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (chl_check_parent_class)->dispose (object);
}

static void
chl_check_finalize (GObject *object)
{
  ChlCheck *self = CHL_CHECK (object);

  g_clear_pointer (&self->advice, chl_advice_free);
  g_clear_pointer (&self->suggested, g_free);
  g_clear_pointer (&self->call, chl_http_call_free);
  g_clear_pointer (&self->listed, chl_http_answer_unref);
  g_clear_error (&self->problem);
  g_clear_error (&self->key_error);

  G_OBJECT_CLASS (chl_check_parent_class)->finalize (object);
}

static GType
chl_check_get_item_type (GListModel *model)
{
  return CHL_TYPE_CHECK_STEP;
}

static guint
chl_check_get_n_items (GListModel *model)
{
  return CHL_N_STEPS;
}

static gpointer
chl_check_get_item (GListModel *model,
                    guint       position)
{
  return position < CHL_N_STEPS ? g_object_ref (CHL_CHECK (model)->steps[position]) : NULL;
}

static void
chl_check_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = chl_check_get_item_type;
  iface->get_n_items = chl_check_get_n_items;
  iface->get_item = chl_check_get_item;
}

static void
chl_check_class_init (ChlCheckClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = chl_check_dispose;
  object_class->finalize = chl_check_finalize;
}

static void
chl_check_init (ChlCheck *self)
{
  self->steps[CHL_STEP_ADDRESS] = chl_check_step_new ("address", C_ ("check", "Address"));
  self->steps[CHL_STEP_CONNECTION] = chl_check_step_new ("connection", C_ ("check", "Connection"));
  self->steps[CHL_STEP_KEY] = chl_check_step_new ("key", C_ ("check", "Key"));
  self->steps[CHL_STEP_MODELS] = chl_check_step_new ("models", C_ ("check", "Models"));
  self->steps[CHL_STEP_ANSWER] = chl_check_step_new ("answer", C_ ("check", "Answer"));
}

/**
 * chl_check_new:
 * @engine: the engine
 * @provider: whom to check
 *
 * Returns: (transfer full): a check that has not run
 */
ChlCheck *
chl_check_new (ChlEngine   *engine,
               ChlProvider *provider)
{
  ChlCheck *self;

  g_return_val_if_fail (CHL_IS_ENGINE (engine), NULL);
  g_return_val_if_fail (CHL_IS_PROVIDER (provider), NULL);

  self = g_object_new (CHL_TYPE_CHECK, NULL);
  self->engine = g_object_ref (engine);
  self->provider = g_object_ref (provider);
  if (chl_provider_get_program (provider) != NULL)
    chl_check_init_program (self);

  return self;
}

const char *
chl_check_get_sentence (ChlCheck *self)
{
  g_return_val_if_fail (CHL_IS_CHECK (self), NULL);

  return self->advice != NULL ? self->advice->sentence : NULL;
}

const char *
chl_check_get_words (ChlCheck *self)
{
  g_return_val_if_fail (CHL_IS_CHECK (self), NULL);

  return self->advice != NULL ? self->advice->words : NULL;
}

ChlAction
chl_check_get_action (ChlCheck *self)
{
  g_return_val_if_fail (CHL_IS_CHECK (self), CHL_ACTION_NONE);

  return self->advice != NULL ? self->advice->action : CHL_ACTION_NONE;
}

const char *
chl_check_get_suggested (ChlCheck *self)
{
  g_return_val_if_fail (CHL_IS_CHECK (self), NULL);

  return self->suggested;
}

/**
 * chl_check_get_problem:
 * @self: a check
 *
 * Returns: (transfer none) (nullable): after it ran, why it failed; %NULL if it did not
 */
const GError *
chl_check_get_problem (ChlCheck *self)
{
  g_return_val_if_fail (CHL_IS_CHECK (self), NULL);

  return self->problem;
}
