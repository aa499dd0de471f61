/* chl-tool-slot.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-tool-slot"

#include "config.h"

#include "chl-tool-slot.h"

#include <string.h>

#include "chl-utf8.h"

/* The strictest form that any server asks for: nine letters or digits. */
#define INVENTED_ID_LENGTH 9

ChlToolSlot *
chl_tool_slot_new (int   index,
                   guint part)
{
  ChlToolSlot *self = g_new0 (ChlToolSlot, 1);

  self->index = index;
  self->part = part;
  self->held = g_string_new (NULL);

  return self;
}

void
chl_tool_slot_free (ChlToolSlot *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->id);
  g_free (self->name);
  g_free (self->extra);
  g_string_free (self->held, TRUE);
  g_free (self);
}

/**
 * chl_tool_slot_find_index:
 * @slots: (element-type ChlToolSlot): in the order in which they opened
 * @index: as the server counts
 *
 * Returns: (transfer none) (nullable): the newest slot with that index
 */
ChlToolSlot *
chl_tool_slot_find_index (GPtrArray *slots,
                          int        index)
{
  for (guint i = slots->len; i > 0; i--)
    {
      ChlToolSlot *slot = g_ptr_array_index (slots, i - 1);

      if (slot->index == index)
        return slot;
    }

  return NULL;
}

ChlToolSlot *
chl_tool_slot_find_id (GPtrArray  *slots,
                       const char *id)
{
  for (guint i = slots->len; i > 0; i--)
    {
      ChlToolSlot *slot = g_ptr_array_index (slots, i - 1);

      if (g_strcmp0 (slot->id, id) == 0)
        return slot;
    }

  return NULL;
}

/* Source: https://prng.di.unimi.it/splitmix64.c */
static guint64
mix (guint64 value)
{
  value += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  value = (value ^ (value >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  value = (value ^ (value >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);

  return value ^ (value >> 31);
}

/**
 * chl_tool_id_invent:
 * @seed: random, one for each answer
 * @position: counts the calls of the answer
 *
 * Returns: (transfer full): an id for a call that the server gave none
 */
char *
chl_tool_id_invent (guint64 seed,
                    guint   position)
{
  static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  guint64           number = mix (seed + position);
  char              id[INVENTED_ID_LENGTH + 1] = { 0 };

  for (guint i = 0; i < INVENTED_ID_LENGTH; i++)
    {
      id[i] = alphabet[number % strlen (alphabet)];
      number /= strlen (alphabet);
    }

  return g_strdup (id);
}

/* A number, or digits in a string. */
static gboolean
read_index (ChlJsonSpan span,
            gint64     *out_index)
{
  g_autofree char *text = NULL;
  guint64          number;

  if (chl_json_span_read_int (span, out_index))
    return TRUE;

  text = chl_json_span_dup_text (span);
  if (text == NULL || !g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT64, &number, NULL))
    return FALSE;

  *out_index = (gint64) number;

  return TRUE;
}

static void
read_function (ChlToolFragment *self,
               ChlJsonSpan      function)
{
  static const char *const names[] = { "name", "arguments" };
  ChlJsonSpan              values[G_N_ELEMENTS (names)];

  chl_json_span_pick (function, names, values, G_N_ELEMENTS (names));
  if (chl_json_span_has_text (values[0]))
    self->name = values[0];
  self->arguments = values[1];
}

/**
 * chl_tool_fragment_init:
 * @self: (out caller-allocates): a fragment
 * @call: an element of `tool_calls`
 */
void
chl_tool_fragment_init (ChlToolFragment *self,
                        ChlJsonSpan      call)
{
  static const char *const names[] = { "index", "id", "function", "extra_content" };
  ChlJsonSpan              values[G_N_ELEMENTS (names)];

  memset (self, 0, sizeof *self);
  chl_json_span_pick (call, names, values, G_N_ELEMENTS (names));

  self->has_index = read_index (values[0], &self->index);
  if (chl_json_span_has_text (values[1]))
    {
      self->id = chl_json_span_dup_text (values[1]);
      self->id[chl_utf8_cut (self->id, strlen (self->id), CHL_TOOL_MAX_ID_BYTES)] = '\0';
    }
  if (chl_json_span_is_object (values[3]))
    self->extra = values[3];
  read_function (self, values[2]);
}

/**
 * chl_tool_fragment_init_legacy:
 * @self: (out caller-allocates): a fragment
 * @function_call: the member `function_call`, from before there were several calls in an answer
 */
void
chl_tool_fragment_init_legacy (ChlToolFragment *self,
                               ChlJsonSpan      function_call)
{
  memset (self, 0, sizeof *self);
  self->has_index = TRUE;
  read_function (self, function_call);
}

void
chl_tool_fragment_clear (ChlToolFragment *self)
{
  g_clear_pointer (&self->id, g_free);
}
