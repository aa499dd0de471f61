/* chl-tool-slots.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-tool-slots"

#include "config.h"

#include "chl-tool-slots.h"

#include <string.h>

#include "chl-tool-slot.h"
#include "chl-utf8.h"

#define NO_INDEX -1

/* What all calls of an answer may have together, arguments and opaque material; memory must have
 * an end even where each call keeps within its own limit. */
#define MAX_TOTAL_BYTES ((gsize) 256 * 1024 * 1024)

#define REPLACEMENT "\357\277\275"

struct _ChlToolSlots
{
  ChlEmitter          *emitter; /* (unowned) */
  const ChlWireLimits *limits;  /* (unowned) */
  guint64              seed;
  ChlToolSlotsFunc     before_open;
  gpointer             user_data;
  GPtrArray           *slots; /* (owned) (element-type ChlToolSlot) the oldest first */
  GString             *scratch;
  guint                n_begun;     /* slots up to here have begun or were passed over */
  gsize                total_bytes; /* of all calls */
  gboolean             has_calls;
};

ChlToolSlots *
chl_tool_slots_new (ChlEmitter             *emitter,
                    const ChlDecodeOptions *options,
                    ChlToolSlotsFunc        before_open,
                    gpointer                user_data)
{
  ChlToolSlots *self = g_new0 (ChlToolSlots, 1);

  self->emitter = emitter;
  self->limits = &options->limits;
  self->seed = options->id_seed;
  self->before_open = before_open;
  self->user_data = user_data;
  self->slots = g_ptr_array_new_with_free_func ((GDestroyNotify) chl_tool_slot_free);
  self->scratch = g_string_new (NULL);

  return self;
}

void
chl_tool_slots_free (ChlToolSlots *self)
{
  g_return_if_fail (self != NULL);

  g_ptr_array_unref (self->slots);
  g_string_free (self->scratch, TRUE);
  g_free (self);
}

static ChlToolSlot *
open_slot (ChlToolSlots *self,
           int           index)
{
  ChlToolSlot *slot = NULL;

  if (self->slots->len >= self->limits->max_tool_calls)
    {
      chl_emitter_fail_kind (self->emitter, CHL_FAILURE_LIMIT);
      return NULL;
    }

  self->before_open (self->user_data);

  slot = chl_tool_slot_new (index, CHL_NO_PART);
  g_ptr_array_add (self->slots, slot);

  return slot;
}

static ChlToolSlot *
find_slot_by_index (ChlToolSlots          *self,
                    const ChlToolFragment *fragment)
{
  ChlToolSlot *slot;

  if (fragment->index < 0 || fragment->index > CHL_TOOL_MAX_INDEX)
    {
      chl_emitter_fail_kind (self->emitter, CHL_FAILURE_LIMIT);
      return NULL;
    }

  /* Some servers give every call the same index, and tell them apart by id and name. */
  slot = chl_tool_slot_find_index (self->slots, (int) fragment->index);
  if (slot != NULL && slot->id != NULL && fragment->id != NULL && fragment->name.length > 0 &&
      !g_str_equal (slot->id, fragment->id))
    slot = NULL;

  return slot != NULL ? slot : open_slot (self, (int) fragment->index);
}

/* Which call a fragment belongs to; servers leave out the index, the id, or both. */
static ChlToolSlot *
find_slot (ChlToolSlots          *self,
           const ChlToolFragment *fragment)
{
  ChlToolSlot *slot = NULL;

  if (fragment->has_index)
    return find_slot_by_index (self, fragment);

  if (fragment->id != NULL)
    slot = chl_tool_slot_find_id (self->slots, fragment->id);
  else if (self->slots->len > 0)
    {
      slot = g_ptr_array_index (self->slots, self->slots->len - 1);
      if (fragment->name.length > 0 && slot->name != NULL)
        slot = NULL;
    }

  return slot != NULL ? slot : open_slot (self, NO_INDEX);
}

static gboolean
is_blank_text (const char *text,
               gsize       length)
{
  for (gsize i = 0; i < length; i++)
    if (strchr (" \t\r\n", text[i]) == NULL)
      return FALSE;

  return TRUE;
}

static void
emit_string (ChlToolSlots *self,
             ChlToolSlot  *slot,
             const char   *key,
             const char   *text)
{
  if (text != NULL)
    chl_emitter_set_meta (self->emitter, slot->part, key, text, strlen (text));
}

static void
begin_slot (ChlToolSlots *self,
            ChlToolSlot  *slot)
{
  slot->part = chl_emitter_begin_part (self->emitter, CHL_PART_TOOL_CALL);
  if (slot->part == CHL_NO_PART)
    return;

  self->has_calls = TRUE;
  emit_string (self, slot, "call-id", slot->id);
  emit_string (self, slot, "name", slot->name);
  emit_string (self, slot, "extra_content", slot->extra);
  chl_emitter_append (self->emitter, slot->part, slot->held->str, slot->held->len);
  g_string_truncate (slot->held, 0);
}

/*
 * A slot becomes a part only when it has a name, because some servers open slots and leave them
 * empty; and only after the slots before it, so that the order stays.
 */
static void
begin_slots (ChlToolSlots *self,
             gboolean      is_end)
{
  while (self->n_begun < self->slots->len)
    {
      ChlToolSlot *slot = g_ptr_array_index (self->slots, self->n_begun);

      if (slot->name == NULL && !is_end)
        return;

      self->n_begun++;
      if (slot->name != NULL)
        begin_slot (self, slot);
    }
}

static gboolean
count_bytes (ChlToolSlots *self,
             gsize         length)
{
  self->total_bytes += length;
  if (self->total_bytes <= MAX_TOTAL_BYTES)
    return TRUE;

  chl_emitter_fail_kind (self->emitter, CHL_FAILURE_LIMIT);

  return FALSE;
}

static void
add_arguments (ChlToolSlots *self,
               ChlToolSlot  *slot,
               const char   *text,
               gsize         length)
{
  if (length == 0)
    return;

  slot->n_bytes += length;
  if (slot->n_bytes > self->limits->max_argument_bytes)
    {
      chl_emitter_fail_kind (self->emitter, CHL_FAILURE_LIMIT);
      return;
    }
  if (!count_bytes (self, length))
    return;

  slot->has_arguments = slot->has_arguments || !is_blank_text (text, length);
  if (slot->part != CHL_NO_PART)
    chl_emitter_append (self->emitter, slot->part, text, length);
  else
    g_string_append_len (slot->held, text, length);
}

static void
take_arguments (ChlToolSlots *self,
                ChlToolSlot  *slot,
                ChlJsonSpan   arguments)
{
  gsize       length = 0;
  const char *text;

  text = chl_json_span_read_text (arguments, self->scratch, &slot->pending, &length);
  if (text == NULL && (chl_json_span_is_object (arguments) || chl_json_span_is_array (arguments)))
    {
      g_string_truncate (self->scratch, 0);
      chl_json_span_append_compact (arguments, self->scratch);
      text = self->scratch->str;
      length = self->scratch->len;
    }

  if (text != NULL)
    add_arguments (self, slot, text, length);
}

/* Grows only before the arguments; some servers repeat it with each fragment. */
static void
take_name (ChlToolSlots *self,
           ChlToolSlot  *slot,
           ChlJsonSpan   name)
{
  g_autofree char *fragment = NULL;
  char            *whole = NULL;

  if (name.length == 0 || slot->n_bytes > 0 || slot->pending != 0)
    return;

  fragment = chl_json_span_dup_text (name);
  if (g_strcmp0 (slot->name, fragment) == 0)
    return;

  whole = g_strconcat (slot->name != NULL ? slot->name : "", fragment, NULL);
  g_free (slot->name);
  slot->name = whole;
  if (strlen (whole) > CHL_TOOL_MAX_NAME_BYTES)
    {
      chl_emitter_fail_kind (self->emitter, CHL_FAILURE_LIMIT);
      whole[chl_utf8_cut (whole, strlen (whole), CHL_TOOL_MAX_NAME_BYTES)] = '\0';
    }
  else if (slot->part != CHL_NO_PART)
    emit_string (self, slot, "name", whole);
}

static void
take_extra (ChlToolSlots *self,
            ChlToolSlot  *slot,
            ChlJsonSpan   extra)
{
  if (extra.length == 0 || !count_bytes (self, extra.length))
    return;

  if (slot->part != CHL_NO_PART)
    {
      chl_emitter_set_meta (self->emitter, slot->part, "extra_content", extra.start, extra.length);
      return;
    }

  g_free (slot->extra);
  slot->extra = chl_json_span_dup (extra);
}

static void
take_fragment (ChlToolSlots    *self,
               ChlToolFragment *fragment)
{
  ChlToolSlot *slot = find_slot (self, fragment);

  if (slot == NULL)
    return;

  if (slot->id == NULL && fragment->id != NULL)
    {
      slot->id = g_steal_pointer (&fragment->id);
      emit_string (self, slot, "call-id", slot->id);
    }

  take_name (self, slot, fragment->name);
  take_extra (self, slot, fragment->extra);
  begin_slots (self, FALSE);
  take_arguments (self, slot, fragment->arguments);
}

/**
 * chl_tool_slots_take:
 * @self: the slots
 * @calls: the member `tool_calls` of a delta or a message
 */
void
chl_tool_slots_take (ChlToolSlots *self,
                     ChlJsonSpan   calls)
{
  ChlJsonCursor cursor;
  ChlJsonSpan   call;

  if (!chl_json_span_is_array (calls))
    return;

  chl_json_cursor_init (&cursor, calls);
  while (!chl_emitter_has_failed (self->emitter) && chl_json_cursor_next (&cursor, NULL, &call))
    {
      g_auto(ChlToolFragment) fragment = { 0 };

      if (!chl_json_span_is_object (call))
        continue;

      chl_tool_fragment_init (&fragment, call);
      take_fragment (self, &fragment);
    }
}

/**
 * chl_tool_slots_take_legacy:
 * @self: the slots
 * @function_call: the member `function_call`, from before there were several calls in an answer
 */
void
chl_tool_slots_take_legacy (ChlToolSlots *self,
                            ChlJsonSpan   function_call)
{
  g_auto(ChlToolFragment) fragment = { 0 };

  if (!chl_json_span_is_object (function_call) || chl_emitter_has_failed (self->emitter))
    return;

  chl_tool_fragment_init_legacy (&fragment, function_call);
  take_fragment (self, &fragment);
}

/**
 * chl_tool_slots_has_calls:
 * @self: the slots
 *
 * Returns: whether anything is a call; a slot that never got a name is none
 */
gboolean
chl_tool_slots_has_calls (ChlToolSlots *self)
{
  return self->has_calls;
}

/**
 * chl_tool_slots_close:
 * @self: the slots
 * @is_complete: whether the answer came to a proper end
 *
 * No more fragments. Calls without arguments or id get some; slots without a name are dropped.
 * The slots are empty afterwards.
 */
void
chl_tool_slots_close (ChlToolSlots *self,
                      gboolean      is_complete)
{
  begin_slots (self, TRUE);

  for (guint i = 0; i < self->slots->len; i++)
    {
      ChlToolSlot *slot = g_ptr_array_index (self->slots, i);

      if (slot->part == CHL_NO_PART)
        continue;

      if (slot->pending != 0)
        add_arguments (self, slot, REPLACEMENT, strlen (REPLACEMENT));
      if (slot->id == NULL)
        {
          slot->id = chl_tool_id_invent (self->seed, i);
          emit_string (self, slot, "call-id", slot->id);
        }
      if (!slot->has_arguments)
        chl_emitter_set_text (self->emitter, slot->part, "{}");
      if (is_complete)
        chl_emitter_end_part (self->emitter, slot->part);
    }

  g_ptr_array_set_size (self->slots, 0);
  self->n_begun = 0;
}
