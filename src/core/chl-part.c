/* chl-part.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-part"

#include "config.h"

#include "chl-part-private.h"

G_DEFINE_FINAL_TYPE (ChlPart, chl_part, G_TYPE_OBJECT)

typedef enum
{
  PROP_IS_COMPLETE = 1,
} ChlPartProperty;

static GParamSpec *properties[PROP_IS_COMPLETE + 1];

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
emit_changed (ChlPart *self,
              gsize    from)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0, (guint) MIN (from, (gsize) G_MAXUINT));
}

static void
chl_part_finalize (GObject *object)
{
  ChlPart *self = CHL_PART (object);

  g_string_free (self->text, TRUE);
  g_clear_pointer (&self->call_id, g_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->media_type, g_free);
  g_clear_pointer (&self->data, g_bytes_unref);
  g_clear_pointer (&self->uri, g_free);
  g_clear_pointer (&self->filename, g_free);
  g_clear_pointer (&self->metas, g_ptr_array_unref);

  G_OBJECT_CLASS (chl_part_parent_class)->finalize (object);
}

static void
chl_part_get_property (GObject    *object,
                       guint       prop_id,
                       GValue     *value,
                       GParamSpec *pspec)
{
  ChlPart *self = CHL_PART (object);

  switch ((ChlPartProperty) prop_id)
    {
    case PROP_IS_COMPLETE:
      g_value_set_boolean (value, self->is_complete);
      return;
    }

  G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
chl_part_class_init (ChlPartClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = chl_part_finalize;
  object_class->get_property = chl_part_get_property;

  /**
   * ChlPart:is-complete:
   *
   * Whether all of it has arrived.
   */
  properties[PROP_IS_COMPLETE] =
    g_param_spec_boolean ("is-complete", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  /**
   * ChlPart::changed:
   * @self: the part
   * @from: byte from which on the text is new; what was before it stands
   *
   * The text grew or was replaced. Emitted for every delta.
   */
  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", CHL_TYPE_PART, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                  g_cclosure_marshal_VOID__UINT, G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
chl_part_init (ChlPart *self)
{
  self->text = g_string_new (NULL);
}

/**
 * chl_part_new:
 * @kind: what it is
 *
 * Returns: (transfer full): an empty part, of which more is to come
 */
ChlPart *
chl_part_new (ChlPartKind kind)
{
  ChlPart *self = g_object_new (CHL_TYPE_PART, NULL);

  self->kind = kind;

  return self;
}

/**
 * chl_part_new_text:
 * @text: what it says
 *
 * Returns: (transfer full): a complete part of kind %CHL_PART_TEXT
 */
ChlPart *
chl_part_new_text (const char *text)
{
  ChlPart *self = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  self = chl_part_new (CHL_PART_TEXT);
  g_string_assign (self->text, text);
  self->is_complete = TRUE;

  return self;
}

/**
 * chl_part_new_image:
 * @media_type: such as "image/png"
 * @data: the file's bytes
 * @filename: (nullable): what it was called
 *
 * Returns: (transfer full): a complete part of kind %CHL_PART_IMAGE
 */
ChlPart *
chl_part_new_image (const char *media_type,
                    GBytes     *data,
                    const char *filename)
{
  ChlPart *self = NULL;

  g_return_val_if_fail (media_type != NULL, NULL);
  g_return_val_if_fail (data != NULL, NULL);

  self = chl_part_new (CHL_PART_IMAGE);
  self->media_type = g_strdup (media_type);
  self->data = g_bytes_ref (data);
  self->filename = g_strdup (filename);
  self->is_complete = TRUE;

  return self;
}

ChlPartKind
chl_part_get_kind (ChlPart *self)
{
  g_return_val_if_fail (CHL_IS_PART (self), CHL_PART_TEXT);

  return self->kind;
}

/**
 * chl_part_get_text:
 * @self: a part
 *
 * Returns: (not nullable): its text, valid until the next change
 */
const char *
chl_part_get_text (ChlPart *self)
{
  g_return_val_if_fail (CHL_IS_PART (self), "");

  return self->text->str;
}

gsize
chl_part_get_text_length (ChlPart *self)
{
  g_return_val_if_fail (CHL_IS_PART (self), 0);

  return self->text->len;
}

/**
 * chl_part_append_text:
 * @self: a part
 * @text: valid UTF-8 without NUL; not the part's own text
 * @length: bytes in @text, or -1 if it ends in NUL
 *
 * Lets the text grow.
 */
void
chl_part_append_text (ChlPart    *self,
                      const char *text,
                      gssize      length)
{
  gsize from = 0;

  g_return_if_fail (CHL_IS_PART (self));
  g_return_if_fail (text != NULL || length == 0);

  if (length == 0 || (length < 0 && *text == '\0'))
    return;

  from = self->text->len;
  g_string_append_len (self->text, text, length);
  emit_changed (self, from);
}

/**
 * chl_part_set_text:
 * @self: a part
 * @text: the whole text
 *
 * Replaces the text. What both begin with is not reported as changed.
 */
void
chl_part_set_text (ChlPart    *self,
                   const char *text)
{
  g_autofree char *copy = NULL;
  gsize            from = 0;

  g_return_if_fail (CHL_IS_PART (self));
  g_return_if_fail (text != NULL);

  while (text[from] != '\0' && text[from] == self->text->str[from])
    from++;
  if (text[from] == '\0' && from == self->text->len)
    return;

  /* Back to the beginning of a character. */
  while (from > 0 && ((guchar) text[from] & 0xc0) == 0x80)
    from--;
  copy = g_strdup (text);
  g_string_assign (self->text, copy);
  emit_changed (self, from);
}

gboolean
chl_part_is_complete (ChlPart *self)
{
  g_return_val_if_fail (CHL_IS_PART (self), FALSE);

  return self->is_complete;
}

void
chl_part_set_complete (ChlPart *self,
                       gboolean is_complete)
{
  g_return_if_fail (CHL_IS_PART (self));

  if (self->is_complete == !!is_complete)
    return;

  self->is_complete = !!is_complete;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_COMPLETE]);
}

/**
 * chl_part_get_call_id:
 * @self: a part
 *
 * Returns: (nullable): which call it is, or which call it is the result of
 */
const char *
chl_part_get_call_id (ChlPart *self)
{
  g_return_val_if_fail (CHL_IS_PART (self), NULL);

  return self->call_id;
}

void
chl_part_set_call_id (ChlPart    *self,
                      const char *call_id)
{
  g_return_if_fail (CHL_IS_PART (self));

  chl_part_replace_string (&self->call_id, call_id);
}

/**
 * chl_part_get_name:
 * @self: a part
 *
 * Returns: (nullable): which tool is called
 */
const char *
chl_part_get_name (ChlPart *self)
{
  g_return_val_if_fail (CHL_IS_PART (self), NULL);

  return self->name;
}

void
chl_part_set_name (ChlPart    *self,
                   const char *name)
{
  g_return_if_fail (CHL_IS_PART (self));

  chl_part_replace_string (&self->name, name);
}

/**
 * chl_part_is_error:
 * @self: a part
 *
 * Returns: whether it is the result of a tool that failed
 */
gboolean
chl_part_is_error (ChlPart *self)
{
  g_return_val_if_fail (CHL_IS_PART (self), FALSE);

  return self->is_error;
}

void
chl_part_set_is_error (ChlPart *self,
                       gboolean is_error)
{
  g_return_if_fail (CHL_IS_PART (self));

  self->is_error = !!is_error;
}

gint64
chl_part_get_began_us (ChlPart *self)
{
  g_return_val_if_fail (CHL_IS_PART (self), 0);

  return self->began_us;
}

gint64
chl_part_get_ended_us (ChlPart *self)
{
  g_return_val_if_fail (CHL_IS_PART (self), 0);

  return self->ended_us;
}

/**
 * chl_part_set_times:
 * @self: a part
 * @began_us: microseconds since 1970, 0 if unknown
 * @ended_us: likewise
 *
 * When the model began and ended to reason.
 */
void
chl_part_set_times (ChlPart *self,
                    gint64   began_us,
                    gint64   ended_us)
{
  g_return_if_fail (CHL_IS_PART (self));

  self->began_us = began_us;
  self->ended_us = ended_us;
}
