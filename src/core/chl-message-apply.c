/* chl-message-apply.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-message-apply"

#include "config.h"

#include "chl-message.h"

/* What an event lends need not end in NUL. Nothing at all is NULL. */
static char *
dup_event_text (const ChlStreamEvent *event)
{
  return event->text != NULL && event->length > 0 ? g_strndup (event->text, event->length) : NULL;
}

static void
apply_start (ChlMessage           *self,
             const ChlStreamEvent *event)
{
  g_autofree char *model = dup_event_text (event);

  if (event->key != NULL && *event->key != '\0' && chl_message_get_response_id (self) == NULL)
    chl_message_set_response_id (self, event->key);

  if (model != NULL && chl_message_get_model (self) == NULL)
    {
      g_autofree char *provider_id = g_strdup (chl_message_get_provider_id (self));

      chl_message_set_source (self, provider_id, model, chl_message_get_protocol (self));
    }
}

static void
apply_part_start (ChlMessage           *self,
                  const ChlStreamEvent *event,
                  gint64                now_us)
{
  g_autoptr(ChlPart) part = NULL;

  g_return_if_fail (event->part == chl_message_get_n_parts (self));

  part = chl_part_new (event->part_kind);
  if (event->part_kind == CHL_PART_REASONING)
    chl_part_set_times (part, now_us, 0);
  chl_message_add_part (self, part);
}

static void
apply_part_meta (ChlPart              *part,
                 const ChlStreamEvent *event)
{
  g_autofree char *value = dup_event_text (event);

  g_return_if_fail (event->key != NULL);

  if (g_str_equal (event->key, "call-id"))
    chl_part_set_call_id (part, value);
  else if (g_str_equal (event->key, "name"))
    chl_part_set_name (part, value);
  else
    chl_part_set_meta (part, event->key, value != NULL ? value : "");
}

static void
end_part (ChlPart *part,
          gint64   now_us)
{
  if (chl_part_get_began_us (part) != 0 && chl_part_get_ended_us (part) == 0)
    chl_part_set_times (part, chl_part_get_began_us (part), now_us);
}

static void
apply_to_part (ChlMessage           *self,
               const ChlStreamEvent *event,
               gint64                now_us)
{
  g_autofree char *text = NULL;
  ChlPart         *part = chl_message_get_part (self, event->part);

  g_return_if_fail (part != NULL);

  switch ((guint) event->kind)
    {
    case CHL_STREAM_PART_DELTA:
      if (event->length > 0 && chl_message_get_first_token_us (self) == 0)
        chl_message_set_first_token_us (self, now_us);
      chl_part_append_text (part, event->text, (gssize) event->length);
      return;

    case CHL_STREAM_PART_SET:
      text = dup_event_text (event);
      if (text != NULL && chl_message_get_first_token_us (self) == 0)
        chl_message_set_first_token_us (self, now_us);
      chl_part_set_text (part, text != NULL ? text : "");
      return;

    case CHL_STREAM_PART_META:
      apply_part_meta (part, event);
      return;

    case CHL_STREAM_PART_END:
      end_part (part, now_us);
      chl_part_set_complete (part, TRUE);
      return;

    default:
      g_assert_not_reached ();
    }
}

static void
apply_finish (ChlMessage           *self,
              const ChlStreamEvent *event)
{
  g_autofree char *raw_finish = dup_event_text (event);

  g_return_if_fail (event->finish != CHL_FINISH_NONE);

  chl_message_set_finish (self, event->finish, raw_finish);
}

static void
apply_replay (ChlMessage           *self,
              const ChlStreamEvent *event)
{
  g_autofree char *json = dup_event_text (event);

  g_return_if_fail (json != NULL);

  chl_message_add_replay (self, json);
}

static void
apply_end (ChlMessage *self,
           gint64      now_us)
{
  /* A part that was cut stays incomplete, but its clock does not go on. */
  for (guint i = 0; i < chl_message_get_n_parts (self); i++)
    end_part (chl_message_get_part (self, i), now_us);

  chl_message_set_completed_us (self, now_us);
}

/**
 * chl_message_apply:
 * @self: a message that chl_message_begin() made ready
 * @event: what came next
 * @now_us: microseconds since 1970
 *
 * Lets the message grow by one step. Events come from our own decoders: one that makes no sense
 * is a mistake in the program.
 */
void
chl_message_apply (ChlMessage           *self,
                   const ChlStreamEvent *event,
                   gint64                now_us)
{
  g_return_if_fail (CHL_IS_MESSAGE (self));
  g_return_if_fail (event != NULL);
  g_return_if_fail (event->text != NULL || event->length == 0);

  switch (event->kind)
    {
    case CHL_STREAM_START:
      apply_start (self, event);
      return;

    case CHL_STREAM_PART_START:
      apply_part_start (self, event, now_us);
      return;

    case CHL_STREAM_PART_DELTA:
    case CHL_STREAM_PART_SET:
    case CHL_STREAM_PART_META:
    case CHL_STREAM_PART_END:
      apply_to_part (self, event, now_us);
      return;

    case CHL_STREAM_REPLAY:
      apply_replay (self, event);
      return;

    case CHL_STREAM_USAGE:
      g_return_if_fail (event->usage != NULL);
      chl_message_set_usage (self, event->usage);
      return;

    case CHL_STREAM_VECTORS: /* numbers are nothing to read: whoever asked for them keeps them */
    case CHL_STREAM_KEEPALIVE:
      return;

    case CHL_STREAM_FINISH:
      apply_finish (self, event);
      return;

    case CHL_STREAM_ERROR:
      g_return_if_fail (event->failure != NULL);
      chl_message_set_failure (self, event->failure);
      return;

    case CHL_STREAM_END:
      apply_end (self, now_us);
      return;
    }

  g_return_if_reached ();
}
