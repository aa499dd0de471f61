/* chl-ctl-ask.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-ctl-ask"

#include "config.h"

#include "chl-ctl.h"

#include <glib-unix.h>
#include <stdio.h>

/**
 * Hearing:
 *
 * An answer while it comes in.
 */
typedef struct
{
  ChlCtlStream *text;        /* (owned) */
  ChlCtlStream *reasoning;   /* (owned) */
  GCancellable *cancellable; /* (owned) */
} Hearing;

static void
hearing_clear (Hearing *hearing)
{
  g_clear_pointer (&hearing->text, chl_ctl_stream_free);
  g_clear_pointer (&hearing->reasoning, chl_ctl_stream_free);
  g_clear_object (&hearing->cancellable);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Hearing, hearing_clear)

static void
part_changed_cb (ChlPart *part,
                 guint    from,
                 gpointer user_data)
{
  Hearing *hearing = user_data;
  gboolean is_reasoning = chl_part_get_kind (part) == CHL_PART_REASONING;

  if (chl_part_get_kind (part) == CHL_PART_TOOL_CALL || from > chl_part_get_text_length (part))
    return;

  chl_ctl_stream_write (is_reasoning ? hearing->reasoning : hearing->text,
                        chl_part_get_text (part) + from);

  /* Nobody reads on, so nothing more is to be paid for. */
  if (ferror (stdout))
    g_cancellable_cancel (hearing->cancellable);
}

static void
parts_changed_cb (GListModel *answer,
                  guint       position,
                  guint       removed,
                  guint       added,
                  gpointer    user_data)
{
  for (guint i = position; i < position + added; i++)
    {
      g_autoptr(ChlPart) part = g_list_model_get_item (answer, i);

      g_signal_connect (part, "changed", G_CALLBACK (part_changed_cb), user_data);
      part_changed_cb (part, 0, user_data);
    }
}

static gboolean
interrupted_cb (gpointer user_data)
{
  g_cancellable_cancel (user_data);

  return G_SOURCE_CONTINUE;
}

/**
 * chl_ctl_hear:
 * @ctl: the run
 * @is_shown: whether what comes is printed while it comes
 * @start: (scope call): begins it
 * @data: closure for @start
 * @out_result: (out) (transfer full): how it ended
 *
 * Waits for an answer; whatever ends that, what came so far is a result.
 *
 * Returns: (transfer full): the answer
 */
ChlMessage *
chl_ctl_hear (ChlCtl         *ctl,
              gboolean        is_shown,
              ChlCtlStartFunc start,
              gpointer        data,
              GAsyncResult  **out_result)
{
  static const int ends[] = { SIGINT, SIGTERM, SIGHUP };
  ChlMessage      *answer = NULL;
  g_auto(Hearing) hearing = {
    chl_ctl_stream_new (stdout), chl_ctl_stream_new (stderr), g_cancellable_new ()
  };
  guint signal_ids[G_N_ELEMENTS (ends)];

  answer = chl_message_new ("answer", CHL_AUTHOR_ASSISTANT, chl_engine_get_now_us (ctl->engine));
  if (is_shown)
    g_signal_connect (answer, "items-changed", G_CALLBACK (parts_changed_cb), &hearing);

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    signal_ids[i] = g_unix_signal_add (ends[i], interrupted_cb, hearing.cancellable);
  start (answer, hearing.cancellable, chl_ctl_keep_result_cb, out_result, data);
  chl_ctl_wait (out_result);
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    g_source_remove (signal_ids[i]);
  chl_ctl_stream_end (hearing.text);
  chl_ctl_stream_end (hearing.reasoning);

  return answer;
}
