/* chl-check-step.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-check-step"

#include "config.h"

#include "chl-check-private.h"

struct _ChlCheckStep
{
  GObject parent_instance;

  const char   *id;     /* (unowned) static */
  const char   *title;  /* (unowned) static */
  char         *detail; /* (owned) (nullable) */
  gint64        began_us;
  gint64        duration_ms; /* -1 while unknown */
  ChlCheckState state;
};

G_DEFINE_FINAL_TYPE (ChlCheckStep, chl_check_step, G_TYPE_OBJECT)

typedef enum
{
  PROP_STATE = 1,
  PROP_DETAIL,
  PROP_DURATION_MS,
} ChlCheckStepProperty;

static GParamSpec *properties[PROP_DURATION_MS + 1];

static void
chl_check_step_finalize (GObject *object)
{
  ChlCheckStep *self = CHL_CHECK_STEP (object);

  g_clear_pointer (&self->detail, g_free);

  G_OBJECT_CLASS (chl_check_step_parent_class)->finalize (object);
}

static void
chl_check_step_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  ChlCheckStep *self = CHL_CHECK_STEP (object);

  switch ((ChlCheckStepProperty) prop_id)
    {
    case PROP_STATE:
      g_value_set_uint (value, self->state);
      return;

    case PROP_DETAIL:
      g_value_set_string (value, self->detail);
      return;

    case PROP_DURATION_MS:
      g_value_set_int64 (value, self->duration_ms);
      return;
    }

  G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
chl_check_step_class_init (ChlCheckStepClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = chl_check_step_finalize;
  object_class->get_property = chl_check_step_get_property;

  /**
   * ChlCheckStep:state:
   *
   * A #ChlCheckState.
   */
  properties[PROP_STATE] =
    g_param_spec_uint ("state", NULL, NULL, 0, CHL_CHECK_SKIPPED, CHL_CHECK_WAITING,
                       G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  /**
   * ChlCheckStep:detail: (nullable)
   *
   * What came of it, in a few words.
   */
  properties[PROP_DETAIL] =
    g_param_spec_string ("detail", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  /**
   * ChlCheckStep:duration-ms:
   *
   * How long it took; -1 until it is over.
   */
  properties[PROP_DURATION_MS] =
    g_param_spec_int64 ("duration-ms", NULL, NULL, -1, G_MAXINT64, -1,
                        G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
chl_check_step_init (ChlCheckStep *self)
{
  self->duration_ms = -1;
}

ChlCheckStep *
chl_check_step_new (const char *id,
                    const char *title)
{
  ChlCheckStep *self = g_object_new (CHL_TYPE_CHECK_STEP, NULL);

  self->id = id;
  self->title = title;

  return self;
}

/* Moves the step on; the time between running and over is what it took. */
void
chl_check_step_set (ChlCheckStep *self,
                    ChlCheckState state,
                    const char   *detail,
                    gint64        now_us)
{
  if (state == CHL_CHECK_RUNNING)
    self->began_us = now_us;
  else if (self->state == CHL_CHECK_RUNNING)
    {
      self->duration_ms = (now_us - self->began_us) / 1000;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DURATION_MS]);
    }

  if (g_strcmp0 (self->detail, detail) != 0)
    {
      g_free (self->detail);
      self->detail = g_strdup (detail);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DETAIL]);
    }

  if (self->state != state)
    {
      self->state = state;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
    }
}

const char *
chl_check_step_get_id (ChlCheckStep *self)
{
  g_return_val_if_fail (CHL_IS_CHECK_STEP (self), NULL);

  return self->id;
}

const char *
chl_check_step_get_title (ChlCheckStep *self)
{
  g_return_val_if_fail (CHL_IS_CHECK_STEP (self), NULL);

  return self->title;
}

ChlCheckState
chl_check_step_get_state (ChlCheckStep *self)
{
  g_return_val_if_fail (CHL_IS_CHECK_STEP (self), CHL_CHECK_WAITING);

  return self->state;
}

const char *
chl_check_state_to_string (ChlCheckState state)
{
  static const char *const words[] = { "waiting", "running", "passed", "failed", "skipped" };

  g_return_val_if_fail (state < G_N_ELEMENTS (words), NULL);

  return words[state];
}

const char *
chl_check_step_get_detail (ChlCheckStep *self)
{
  g_return_val_if_fail (CHL_IS_CHECK_STEP (self), NULL);

  return self->detail;
}

gint64
chl_check_step_get_duration_ms (ChlCheckStep *self)
{
  g_return_val_if_fail (CHL_IS_CHECK_STEP (self), -1);

  return self->duration_ms;
}
