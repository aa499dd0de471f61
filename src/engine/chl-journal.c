/* chl-journal.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-journal"

#include "config.h"

#include "chl-journal.h"

#include "chl-engine-private.h"

/* Milliseconds between two writes: with the write itself less than the second that is promised. */
#define INTERVAL 500

struct _ChlJournal
{
  ChlEngine  *engine;  /* (owned) */
  ChlMessage *answer;  /* (owned) */
  GArray     *written; /* (owned) (element-type gsize) bytes of each part that are written */
  GSource    *source;  /* (owned) (nullable) */
  gulong      items_id;
};

static void
written_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(ChlEngine) engine = user_data;
  g_autoptr(GError) error = NULL;

  if (!chl_database_write_finish (CHL_DATABASE (object), result, &error))
    chl_engine_notice_error (engine, error);
}

static void
write_part (ChlJournal *self,
            guint       position)
{
  ChlPart *part = chl_message_get_part (self->answer, position);
  gsize   *written;
  gsize    length = chl_part_get_text_length (part);

  if (position >= self->written->len)
    g_array_set_size (self->written, position + 1);
  written = &g_array_index (self->written, gsize, position);

  if (length <= *written)
    return;

  chl_database_journal_async (chl_engine_get_parts (self->engine)->database,
                              chl_message_get_id (self->answer), position,
                              chl_part_kind_to_string (chl_part_get_kind (part)),
                              chl_part_get_text (part) + *written, length - *written, NULL,
                              written_cb, g_object_ref (self->engine));
  *written = length;
}

static gboolean
write_cb (gpointer user_data)
{
  ChlJournal *self = user_data;

  for (guint i = 0; i < chl_message_get_n_parts (self->answer); i++)
    write_part (self, i);

  chl_clock_clear_timeout (&self->source);
  self->source = chl_clock_add_timeout (chl_engine_get_parts (self->engine)->clock, INTERVAL,
                                        write_cb, self);

  return G_SOURCE_REMOVE;
}

/* A new attempt begins from nothing; what the last one wrote had no content. */
static void
items_changed_cb (GListModel *parts,
                  guint       position,
                  guint       removed,
                  guint       added,
                  gpointer    user_data)
{
  ChlJournal *self = user_data;

  if (removed > 0)
    g_array_set_size (self->written, MIN (self->written->len, position));
}

/**
 * chl_journal_new:
 * @engine: the engine
 * @answer: a message that is in the database and grows
 *
 * Returns: (transfer full): a journal that writes until it is freed; the whole message is saved by
 *   whoever ends it
 */
ChlJournal *
chl_journal_new (ChlEngine  *engine,
                 ChlMessage *answer)
{
  ChlJournal *self = g_new0 (ChlJournal, 1);

  self->engine = g_object_ref (engine);
  self->answer = g_object_ref (answer);
  self->written = g_array_new (FALSE, TRUE, sizeof (gsize));
  self->items_id = g_signal_connect (answer, "items-changed", G_CALLBACK (items_changed_cb), self);
  self->source = chl_clock_add_timeout (chl_engine_get_parts (engine)->clock, INTERVAL, write_cb,
                                        self);

  return self;
}

void
chl_journal_free (ChlJournal *self)
{
  if (self == NULL)
    return;

  chl_clock_clear_timeout (&self->source);
  g_clear_signal_handler (&self->items_id, self->answer);
  g_clear_pointer (&self->written, g_array_unref);
  g_clear_object (&self->answer);
  g_clear_object (&self->engine);
  g_free (self);
}
