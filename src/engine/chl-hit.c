/* chl-hit.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-hit"

#include "config.h"

#include "chl-hit.h"

struct _ChlHit
{
  GObject parent_instance;

  ChlConversation *conversation; /* (owned) (not nullable) */
  char            *message_id;   /* (owned) (nullable) where only the title fits */
  char            *snippet;      /* (owned) (nullable) goes with message_id */
};

G_DEFINE_FINAL_TYPE (ChlHit, chl_hit, G_TYPE_OBJECT)

static void
chl_hit_dispose (GObject *object)
{
  ChlHit *self = CHL_HIT (object);

  g_clear_object (&self->conversation);

  G_OBJECT_CLASS (chl_hit_parent_class)->dispose (object);
}

static void
chl_hit_finalize (GObject *object)
{
  ChlHit *self = CHL_HIT (object);

  g_clear_pointer (&self->message_id, g_free);
  g_clear_pointer (&self->snippet, g_free);

  G_OBJECT_CLASS (chl_hit_parent_class)->finalize (object);
}

static void
chl_hit_class_init (ChlHitClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = chl_hit_dispose;
  object_class->finalize = chl_hit_finalize;
}

static void
chl_hit_init (ChlHit *self)
{
}

/**
 * chl_hit_new:
 * @conversation: what was found
 * @message_id: (nullable): where in it
 * @snippet: (nullable): what stands there, in one line
 *
 * Returns: (transfer full): a new hit
 */
ChlHit *
chl_hit_new (ChlConversation *conversation,
             const char      *message_id,
             const char      *snippet)
{
  ChlHit *self;

  g_return_val_if_fail (CHL_IS_CONVERSATION (conversation), NULL);

  self = g_object_new (CHL_TYPE_HIT, NULL);
  self->conversation = g_object_ref (conversation);
  self->message_id = g_strdup (message_id);
  self->snippet = g_strdup (snippet);

  return self;
}

/* Returns: (transfer none): the chat. */
ChlConversation *
chl_hit_get_conversation (ChlHit *self)
{
  g_return_val_if_fail (CHL_IS_HIT (self), NULL);

  return self->conversation;
}

/* Returns: (nullable): the message; %NULL where only the title fits. */
const char *
chl_hit_get_message_id (ChlHit *self)
{
  g_return_val_if_fail (CHL_IS_HIT (self), NULL);

  return self->message_id;
}

/* Returns: (nullable): what stands there, in one line. */
const char *
chl_hit_get_snippet (ChlHit *self)
{
  g_return_val_if_fail (CHL_IS_HIT (self), NULL);

  return self->snippet;
}
