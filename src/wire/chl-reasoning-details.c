/* chl-reasoning-details.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-reasoning-details"

#include "config.h"

#include "chl-reasoning-details.h"

#include <string.h>

/* More members than any server gives an item; looking them up is not free. */
#define MAX_MEMBERS 64

typedef struct
{
  GString *key;   /* (owned) without quotes, as it was written */
  GString *value; /* (owned) raw JSON */
} Member;

typedef struct
{
  GPtrArray *members; /* (owned) (element-type Member) in the order in which they first came */
} Item;

/* What says which item a fragment belongs to. */
typedef struct
{
  ChlJsonSpan type;
  ChlJsonSpan index;
  ChlJsonSpan id;
  ChlJsonSpan data;
} Identity;

struct _ChlReasoningDetails
{
  const ChlWireLimits *limits; /* (unowned) */
  GPtrArray           *items;  /* (owned) (element-type Item) */
  GHashTable          *keys;   /* (owned) (element-type utf8 Item) the items are unowned */
  GString             *scratch;
  GString             *opaque; /* (owned) raw JSON; empty if none came */
  gsize                n_bytes;
};

static void
free_member (gpointer data)
{
  Member *member = data;

  g_string_free (member->key, TRUE);
  g_string_free (member->value, TRUE);
  g_free (member);
}

static void
free_item (gpointer data)
{
  Item *item = data;

  g_ptr_array_unref (item->members);
  g_free (item);
}

ChlReasoningDetails *
chl_reasoning_details_new (const ChlWireLimits *limits)
{
  ChlReasoningDetails *self = g_new0 (ChlReasoningDetails, 1);

  self->limits = limits;
  self->items = g_ptr_array_new_with_free_func (free_item);
  self->keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->scratch = g_string_new (NULL);
  self->opaque = g_string_new (NULL);

  return self;
}

void
chl_reasoning_details_free (ChlReasoningDetails *self)
{
  g_return_if_fail (self != NULL);

  g_string_free (self->opaque, TRUE);
  g_hash_table_unref (self->keys);
  g_ptr_array_unref (self->items);
  g_string_free (self->scratch, TRUE);
  g_free (self);
}

static Member *
find_member (const Item *item,
             const char *key,
             gsize       length)
{
  for (guint i = 0; i < item->members->len; i++)
    {
      Member *member = g_ptr_array_index (item->members, i);

      if (member->key->len == length && memcmp (member->key->str, key, length) == 0)
        return member;
    }

  return NULL;
}

static ChlJsonSpan
get_value (const Item *item,
           const char *key)
{
  const Member *member = find_member (item, key, strlen (key));

  if (member == NULL || *member->value->str == 'n')
    return (ChlJsonSpan){ NULL, 0 };

  return (ChlJsonSpan){ member->value->str, member->value->len };
}

static void
read_identity (ChlJsonSpan fragment,
               Identity   *out_identity)
{
  static const char *const names[] = { "type", "index", "id", "data" };
  ChlJsonSpan              values[G_N_ELEMENTS (names)];

  chl_json_span_pick (fragment, names, values, G_N_ELEMENTS (names));
  out_identity->type = values[0];
  out_identity->index = values[1];
  out_identity->id = values[2];
  out_identity->data = values[3];
}

/* What an item is found by: its type, and its index or its id. */
static const char *
make_key (ChlReasoningDetails *self,
          ChlJsonSpan          type,
          char                 mark,
          ChlJsonSpan          value)
{
  gint64 number;

  g_string_truncate (self->scratch, 0);
  g_string_append_c (self->scratch, mark);
  if (chl_json_span_read_int (value, &number))
    g_string_append_printf (self->scratch, "%" G_GINT64_FORMAT, number);
  else
    g_string_append_len (self->scratch, value.start, value.length);
  g_string_append_len (self->scratch, type.start, type.length);

  return self->scratch->str;
}

static gboolean
is_same (ChlJsonSpan a,
         ChlJsonSpan b)
{
  return a.length == b.length && (a.length == 0 || memcmp (a.start, b.start, a.length) == 0);
}

/*
 * The item that a fragment continues: one of the same type and index, or id where there is no
 * index. Where there is neither, text runs on in the last item; sealed data never does.
 */
static Item *
find_item (ChlReasoningDetails *self,
           const Identity      *fragment)
{
  Item *last;

  if (fragment->index.length > 0)
    return g_hash_table_lookup (self->keys, make_key (self, fragment->type, '#', fragment->index));
  if (fragment->id.length > 0)
    return g_hash_table_lookup (self->keys, make_key (self, fragment->type, '@', fragment->id));
  if (self->items->len == 0 || fragment->data.length > 0)
    return NULL;

  last = g_ptr_array_index (self->items, self->items->len - 1);
  if (get_value (last, "index").length > 0 || get_value (last, "id").length > 0 ||
      !is_same (fragment->type, get_value (last, "type")))
    return NULL;

  return last;
}

static void
remember_key (ChlReasoningDetails *self,
              Item                *item,
              const char          *key)
{
  if (g_hash_table_contains (self->keys, key))
    return;

  g_hash_table_insert (self->keys, g_strdup (key), item);
  self->n_bytes += strlen (key);
}

static Item *
add_item (ChlReasoningDetails *self)
{
  Item *item = g_new0 (Item, 1);

  item->members = g_ptr_array_new_with_free_func (free_member);
  g_ptr_array_add (self->items, item);

  return item;
}

static gboolean
grows (ChlJsonSpan key)
{
  return chl_json_span_is_key (key, "text") || chl_json_span_is_key (key, "summary") ||
         chl_json_span_is_key (key, "data");
}

static gboolean
merge_member (ChlReasoningDetails *self,
              Item                *item,
              ChlJsonSpan          key,
              ChlJsonSpan          value)
{
  Member *member = find_member (item, key.start, key.length);

  if (member == NULL)
    {
      if (item->members->len >= MAX_MEMBERS)
        return FALSE;
      member = g_new0 (Member, 1);
      member->key = g_string_new_len (key.start, key.length);
      member->value = g_string_new_len (value.start, value.length);
      g_ptr_array_add (item->members, member);
      self->n_bytes += key.length + value.length;
      return TRUE;
    }

  /* A null is as good as absent and takes nothing away. */
  if (*value.start == 'n')
    return TRUE;

  if (grows (key) && *value.start == '"' && *member->value->str == '"')
    {
      /* Escapes stay as they are, which also joins characters that were cut in two. */
      g_string_truncate (member->value, member->value->len - 1);
      g_string_append_len (member->value, value.start + 1, value.length - 1);
      self->n_bytes += value.length - 2;
      return TRUE;
    }

  self->n_bytes += value.length - member->value->len;
  g_string_truncate (member->value, 0);
  g_string_append_len (member->value, value.start, value.length);

  return TRUE;
}

static gboolean
merge_fragment (ChlReasoningDetails *self,
                ChlJsonSpan          fragment)
{
  Identity      identity;
  ChlJsonCursor cursor;
  ChlJsonSpan   key;
  ChlJsonSpan   value;
  Item         *item;

  read_identity (fragment, &identity);
  item = find_item (self, &identity);
  if (item == NULL)
    {
      if (self->items->len >= self->limits->max_parts)
        return FALSE;
      item = add_item (self);
    }

  chl_json_cursor_init (&cursor, fragment);
  while (chl_json_cursor_next (&cursor, &key, &value))
    if (!merge_member (self, item, key, value))
      return FALSE;

  if (identity.index.length > 0)
    remember_key (self, item, make_key (self, identity.type, '#', identity.index));
  if (identity.id.length > 0)
    remember_key (self, item, make_key (self, identity.type, '@', identity.id));

  return self->n_bytes <= self->limits->max_text_bytes;
}

/**
 * chl_reasoning_details_merge:
 * @self: the items so far
 * @items: the member `reasoning_details` of a delta or a message
 *
 * Returns: %FALSE if it is too much
 */
gboolean
chl_reasoning_details_merge (ChlReasoningDetails *self,
                             ChlJsonSpan          items)
{
  ChlJsonCursor cursor;
  ChlJsonSpan   fragment;

  if (!chl_json_span_is_array (items))
    return TRUE;

  chl_json_cursor_init (&cursor, items);
  while (chl_json_cursor_next (&cursor, NULL, &fragment))
    if (chl_json_span_is_object (fragment) && !merge_fragment (self, fragment))
      return FALSE;

  return TRUE;
}

gboolean
chl_reasoning_details_is_empty (ChlReasoningDetails *self)
{
  return self->items->len == 0;
}

/* One opaque item of the message. */
static char *
write_items (ChlReasoningDetails *self)
{
  GString *out = g_string_sized_new (self->n_bytes + 64);

  g_string_append (out, "{\"type\":\"reasoning_details\",\"items\":[");
  for (guint i = 0; i < self->items->len; i++)
    {
      const Item *item = g_ptr_array_index (self->items, i);

      g_string_append (out, i > 0 ? ",{" : "{");
      for (guint j = 0; j < item->members->len; j++)
        {
          const Member *member = g_ptr_array_index (item->members, j);

          g_string_append_printf (out, "%s\"", j > 0 ? "," : "");
          g_string_append_len (out, member->key->str, member->key->len);
          g_string_append (out, "\":");
          g_string_append_len (out, member->value->str, member->value->len);
        }
      g_string_append_c (out, '}');
    }
  g_string_append (out, "]}");

  return g_string_free (out, FALSE);
}

/**
 * chl_reasoning_details_take_opaque:
 * @self: the items
 * @opaque: the member `reasoning_opaque` of a delta or a message
 *
 * Of several the last one counts.
 */
void
chl_reasoning_details_take_opaque (ChlReasoningDetails *self,
                                   ChlJsonSpan          opaque)
{
  if (!chl_json_span_has_text (opaque))
    return;

  g_string_truncate (self->opaque, 0);
  g_string_append_len (self->opaque, opaque.start, (gssize) opaque.length);
}

/**
 * chl_reasoning_details_emit:
 * @self: the items
 * @emitter: where to
 *
 * Gives what came to the message that it is to go back with.
 */
void
chl_reasoning_details_emit (ChlReasoningDetails *self,
                            ChlEmitter          *emitter)
{
  if (self->items->len > 0)
    {
      g_autofree char *json = write_items (self);

      chl_emitter_replay (emitter, json, strlen (json));
    }
  if (self->opaque->len > 0)
    {
      g_autofree char *json = g_strconcat ("{\"type\":\"reasoning_opaque\",\"data\":",
                                           self->opaque->str, "}", NULL);

      chl_emitter_replay (emitter, json, strlen (json));
    }
}
