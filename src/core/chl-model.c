/* chl-model.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-model"

#include "config.h"

#include "chl-model.h"

#include "chl-model-private.h"

G_DEFINE_FINAL_TYPE (ChlModel, chl_model, G_TYPE_OBJECT)

typedef enum
{
  PROP_PROVIDER_ID = 1,
  PROP_ID,
  PROP_FULL_ID,
  PROP_TITLE,
  PROP_IS_ENABLED,
  PROP_IS_CUSTOM,
  PROP_IS_GONE,
  PROP_IS_NEW,
  PROP_CAPABILITIES,
  PROP_DEFAULTS,
} ChlModelProperty;

static GParamSpec *properties[PROP_DEFAULTS + 1];

static void
chl_model_constructed (GObject *object)
{
  ChlModel *self = CHL_MODEL (object);

  G_OBJECT_CLASS (chl_model_parent_class)->constructed (object);

  self->full_id = g_strconcat (self->provider_id, "/", self->id, NULL);
}

static void
chl_model_dispose (GObject *object)
{
  ChlModel *self = CHL_MODEL (object);

  g_clear_object (&self->merger);

  G_OBJECT_CLASS (chl_model_parent_class)->dispose (object);
}

static void
chl_model_finalize (GObject *object)
{
  ChlModel *self = CHL_MODEL (object);

  g_clear_pointer (&self->provider_id, g_free);
  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->full_id, g_free);
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->search_text, g_free);
  g_clear_pointer (&self->said, chl_capabilities_free);
  g_clear_pointer (&self->overrides, chl_capabilities_free);
  g_clear_pointer (&self->probed, chl_capabilities_free);
  g_clear_pointer (&self->told, chl_capabilities_free);
  g_clear_pointer (&self->merged, chl_capabilities_free);
  g_clear_pointer (&self->facts, json_node_unref);
  g_clear_pointer (&self->defaults, g_free);

  G_OBJECT_CLASS (chl_model_parent_class)->finalize (object);
}

static void
chl_model_get_property (GObject    *object,
                        guint       prop_id,
                        GValue     *value,
                        GParamSpec *pspec)
{
  ChlModel *self = CHL_MODEL (object);

  switch ((ChlModelProperty) prop_id)
    {
    case PROP_PROVIDER_ID:
      g_value_set_string (value, self->provider_id);
      return;

    case PROP_ID:
      g_value_set_string (value, self->id);
      return;

    case PROP_FULL_ID:
      g_value_set_string (value, self->full_id);
      return;

    case PROP_TITLE:
      g_value_set_string (value, chl_model_get_title (self));
      return;

    case PROP_IS_ENABLED:
      g_value_set_boolean (value, self->is_enabled);
      return;

    case PROP_IS_CUSTOM:
      g_value_set_boolean (value, self->is_custom);
      return;

    case PROP_IS_GONE:
      g_value_set_boolean (value, self->is_gone);
      return;

    case PROP_IS_NEW:
      g_value_set_boolean (value, self->is_new);
      return;

    case PROP_CAPABILITIES:
      g_value_set_boxed (value, chl_model_get_capabilities (self));
      return;

    case PROP_DEFAULTS:
      g_value_set_pointer (value, self->defaults);
      return;
    }

  G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
chl_model_set_property (GObject      *object,
                        guint         prop_id,
                        const GValue *value,
                        GParamSpec   *pspec)
{
  ChlModel *self = CHL_MODEL (object);

  switch ((ChlModelProperty) prop_id)
    {
    case PROP_PROVIDER_ID:
      self->provider_id = g_value_dup_string (value);
      return;

    case PROP_ID:
      self->id = g_value_dup_string (value);
      return;

    case PROP_TITLE:
      chl_model_set_title (self, g_value_get_string (value));
      return;

    case PROP_IS_ENABLED:
      chl_model_set_enabled (self, g_value_get_boolean (value));
      return;

    case PROP_IS_CUSTOM:
      chl_model_set_custom (self, g_value_get_boolean (value));
      return;

    case PROP_IS_GONE:
      chl_model_set_gone (self, g_value_get_boolean (value));
      return;

    case PROP_IS_NEW:
      chl_model_set_new (self, g_value_get_boolean (value));
      return;

    case PROP_FULL_ID:
    case PROP_CAPABILITIES:
    case PROP_DEFAULTS:
      break;
    }

  G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
install_names (GObjectClass *object_class)
{
  /**
   * ChlModel:provider-id:
   *
   * Which configured provider it belongs to.
   */
  properties[PROP_PROVIDER_ID] =
    g_param_spec_string ("provider-id", NULL, NULL, NULL,
                         G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);

  /**
   * ChlModel:id:
   *
   * What the provider wants to be sent, with every character of its own.
   */
  properties[PROP_ID] =
    g_param_spec_string ("id", NULL, NULL, NULL,
                         G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);

  /**
   * ChlModel:full-id:
   *
   * "PROVIDER/MODEL", unique among all models.
   */
  properties[PROP_FULL_ID] =
    g_param_spec_string ("full-id", NULL, NULL, NULL,
                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  /**
   * ChlModel:title:
   *
   * What a person reads. The id, until something better is known.
   */
  properties[PROP_TITLE] =
    g_param_spec_string ("title", NULL, NULL, NULL,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
}

static void
install_states (void)
{
  /**
   * ChlModel:is-enabled:
   *
   * Whether the person chose it for use.
   */
  properties[PROP_IS_ENABLED] =
    g_param_spec_boolean ("is-enabled", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  /**
   * ChlModel:is-custom:
   *
   * Whether the person wrote it down, instead of the provider listing it.
   */
  properties[PROP_IS_CUSTOM] =
    g_param_spec_boolean ("is-custom", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  /**
   * ChlModel:is-gone:
   *
   * Whether the provider listed it once and does not any more.
   */
  properties[PROP_IS_GONE] =
    g_param_spec_boolean ("is-gone", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  /**
   * ChlModel:is-new:
   *
   * Whether its provider lists it since a short while, and the person has not seen that list yet.
   */
  properties[PROP_IS_NEW] =
    g_param_spec_boolean ("is-new", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
}

static void
chl_model_class_init (ChlModelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->constructed = chl_model_constructed;
  object_class->dispose = chl_model_dispose;
  object_class->finalize = chl_model_finalize;
  object_class->get_property = chl_model_get_property;
  object_class->set_property = chl_model_set_property;

  install_names (object_class);
  install_states ();

  /**
   * ChlModel:capabilities:
   *
   * What is known of it.
   */
  properties[PROP_CAPABILITIES] =
    g_param_spec_boxed ("capabilities", NULL, NULL, CHL_TYPE_CAPABILITIES,
                        G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  /**
   * ChlModel:defaults:
   *
   * How it is to answer, see chl_model_get_defaults().
   */
  properties[PROP_DEFAULTS] =
    g_param_spec_pointer ("defaults", NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
chl_model_init (ChlModel *self)
{
  self->use = CHL_MODEL_USE_CHAT;
  self->said = chl_capabilities_new ();
}

/**
 * chl_model_new:
 * @provider_id: which configured provider it belongs to
 * @id: what that provider calls it; not empty
 *
 * Returns: (transfer full): a new model for chats, not enabled, of which nothing is known
 */
ChlModel *
chl_model_new (const char *provider_id,
               const char *id)
{
  g_return_val_if_fail (provider_id != NULL && *provider_id != '\0', NULL);
  g_return_val_if_fail (id != NULL && *id != '\0', NULL);

  return g_object_new (CHL_TYPE_MODEL, "provider-id", provider_id, "id", id, NULL);
}

const char *
chl_model_get_id (ChlModel *self)
{
  g_return_val_if_fail (CHL_IS_MODEL (self), NULL);

  return self->id;
}

const char *
chl_model_get_provider_id (ChlModel *self)
{
  g_return_val_if_fail (CHL_IS_MODEL (self), NULL);

  return self->provider_id;
}

const char *
chl_model_get_full_id (ChlModel *self)
{
  g_return_val_if_fail (CHL_IS_MODEL (self), NULL);

  return self->full_id;
}

const char *
chl_model_get_title (ChlModel *self)
{
  g_return_val_if_fail (CHL_IS_MODEL (self), NULL);

  return self->title != NULL ? self->title : self->id;
}

/**
 * chl_model_set_title:
 * @self: a model
 * @title: (nullable): what a person reads; %NULL or "" to show the id
 */
void
chl_model_set_title (ChlModel   *self,
                     const char *title)
{
  g_return_if_fail (CHL_IS_MODEL (self));

  if (title != NULL && *title == '\0')
    title = NULL;
  if (g_strcmp0 (self->title, title) == 0)
    return;

  g_free (self->title);
  self->title = g_strdup (title);
  g_clear_pointer (&self->search_text, g_free);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
}

/**
 * chl_model_get_search_text:
 * @self: a model
 *
 * What is searched when somebody looks for a model. It is kept, because each letter that is typed
 * searches thousands.
 *
 * Returns: (transfer none): title and id, folded by g_utf8_casefold()
 */
const char *
chl_model_get_search_text (ChlModel *self)
{
  g_return_val_if_fail (CHL_IS_MODEL (self), NULL);

  if (self->search_text == NULL)
    {
      g_autofree char *both = g_strconcat (chl_model_get_title (self), "\n", self->id, NULL);

      self->search_text = g_utf8_casefold (both, -1);
    }

  return self->search_text;
}

static void
set_flag (ChlModel        *self,
          gboolean        *flag,
          gboolean         value,
          ChlModelProperty property)
{
  value = !!value;
  if (*flag == value)
    return;

  *flag = value;
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

gboolean
chl_model_is_enabled (ChlModel *self)
{
  g_return_val_if_fail (CHL_IS_MODEL (self), FALSE);

  return self->is_enabled;
}

void
chl_model_set_enabled (ChlModel *self,
                       gboolean  is_enabled)
{
  g_return_if_fail (CHL_IS_MODEL (self));

  set_flag (self, &self->is_enabled, is_enabled, PROP_IS_ENABLED);
}

gboolean
chl_model_is_custom (ChlModel *self)
{
  g_return_val_if_fail (CHL_IS_MODEL (self), FALSE);

  return self->is_custom;
}

void
chl_model_set_custom (ChlModel *self,
                      gboolean  is_custom)
{
  g_return_if_fail (CHL_IS_MODEL (self));

  set_flag (self, &self->is_custom, is_custom, PROP_IS_CUSTOM);
}

gboolean
chl_model_is_gone (ChlModel *self)
{
  g_return_val_if_fail (CHL_IS_MODEL (self), FALSE);

  return self->is_gone;
}

void
chl_model_set_gone (ChlModel *self,
                    gboolean  is_gone)
{
  g_return_if_fail (CHL_IS_MODEL (self));

  if (self->is_gone == !!is_gone)
    return;

  /* What is not offered any more may have ended. */
  chl_model_forget_merged (self);
  set_flag (self, &self->is_gone, is_gone, PROP_IS_GONE);
}

/* Whether something else names it, such as a chat: it stays although nobody lists it. */
gboolean
chl_model_is_needed (ChlModel *self)
{
  g_return_val_if_fail (CHL_IS_MODEL (self), FALSE);

  return self->is_needed;
}

void
chl_model_set_needed (ChlModel *self,
                      gboolean  is_needed)
{
  g_return_if_fail (CHL_IS_MODEL (self));

  self->is_needed = is_needed;
}

gboolean
chl_model_is_new (ChlModel *self)
{
  g_return_val_if_fail (CHL_IS_MODEL (self), FALSE);

  return self->is_new;
}

void
chl_model_set_new (ChlModel *self,
                   gboolean  is_new)
{
  g_return_if_fail (CHL_IS_MODEL (self));

  set_flag (self, &self->is_new, is_new, PROP_IS_NEW);
}

/* What is known of it is not what it was. */
void
chl_model_notify_capabilities (ChlModel *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAPABILITIES]);
}
