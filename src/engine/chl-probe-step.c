/* chl-probe-step.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-probe-step"

#include "config.h"

#include "chl-model-probe-private.h"

struct _ChlProbeStep
{
  GObject parent_instance;

  const char *id;     /* (unowned) static */
  const char *title;  /* (unowned) static */
  char       *detail; /* (owned) (nullable) */
  ChlVerdict  verdict;
};

G_DEFINE_FINAL_TYPE (ChlProbeStep, chl_probe_step, G_TYPE_OBJECT)

typedef enum
{
  PROP_VERDICT = 1,
  PROP_DETAIL,
} ChlProbeStepProperty;

static GParamSpec *properties[PROP_DETAIL + 1];

static void
chl_probe_step_finalize (GObject *object)
{
  ChlProbeStep *self = CHL_PROBE_STEP (object);

  g_clear_pointer (&self->detail, g_free);

  G_OBJECT_CLASS (chl_probe_step_parent_class)->finalize (object);
}

static void
chl_probe_step_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  ChlProbeStep *self = CHL_PROBE_STEP (object);

  switch ((ChlProbeStepProperty) prop_id)
    {
    case PROP_VERDICT:
      g_value_set_uint (value, self->verdict);
      return;

    case PROP_DETAIL:
      g_value_set_string (value, self->detail);
      return;
    }

  G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
chl_probe_step_class_init (ChlProbeStepClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = chl_probe_step_finalize;
  object_class->get_property = chl_probe_step_get_property;

  /**
   * ChlProbeStep:verdict:
   *
   * A #ChlVerdict.
   */
  properties[PROP_VERDICT] =
    g_param_spec_uint ("verdict", NULL, NULL, 0, CHL_VERDICT_SKIPPED, CHL_VERDICT_WAITING,
                       G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  /**
   * ChlProbeStep:detail: (nullable)
   *
   * Why, in a sentence.
   */
  properties[PROP_DETAIL] =
    g_param_spec_string ("detail", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
chl_probe_step_init (ChlProbeStep *self)
{
}

ChlProbeStep *
chl_probe_step_new (const char *id,
                    const char *title)
{
  ChlProbeStep *self = g_object_new (CHL_TYPE_PROBE_STEP, NULL);

  self->id = id;
  self->title = title;

  return self;
}

void
chl_probe_step_set (ChlProbeStep *self,
                    ChlVerdict    verdict,
                    const char   *detail)
{
  if (g_strcmp0 (self->detail, detail) != 0)
    {
      g_free (self->detail);
      self->detail = g_strdup (detail);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DETAIL]);
    }

  if (self->verdict != verdict)
    {
      self->verdict = verdict;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VERDICT]);
    }
}

/* A word that never changes, for programs that read it. */
const char *
chl_verdict_to_string (ChlVerdict verdict)
{
  static const char *const words[] = {
    [CHL_VERDICT_WAITING] = "waiting",
    [CHL_VERDICT_RUNNING] = "running",
    [CHL_VERDICT_YES] = "yes",
    [CHL_VERDICT_NO] = "no",
    [CHL_VERDICT_UNKNOWN] = "unknown",
    [CHL_VERDICT_SKIPPED] = "skipped",
  };

  g_return_val_if_fail (verdict < G_N_ELEMENTS (words), "unknown");

  return words[verdict];
}

const char *
chl_probe_step_get_id (ChlProbeStep *self)
{
  g_return_val_if_fail (CHL_IS_PROBE_STEP (self), NULL);

  return self->id;
}

const char *
chl_probe_step_get_title (ChlProbeStep *self)
{
  g_return_val_if_fail (CHL_IS_PROBE_STEP (self), NULL);

  return self->title;
}

ChlVerdict
chl_probe_step_get_verdict (ChlProbeStep *self)
{
  g_return_val_if_fail (CHL_IS_PROBE_STEP (self), CHL_VERDICT_WAITING);

  return self->verdict;
}

const char *
chl_probe_step_get_detail (ChlProbeStep *self)
{
  g_return_val_if_fail (CHL_IS_PROBE_STEP (self), NULL);

  return self->detail;
}
