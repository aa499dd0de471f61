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

  return self;
}

void
chl_reasoning_details_free (ChlReasoningDetails *self)
{
  g_return_if_fail (self != NULL);

  g_ptr_array_unref (self->items);
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

static gboolean
is_same (ChlJsonSpan a,
         ChlJsonSpan b)
{
  gint64 left;
  gint64 right;

  if (chl_json_span_read_int (a, &left) && chl_json_span_read_int (b, &right))
    return left == right;

  return a.length == b.length && (a.length == 0 || memcmp (a.start, b.start, a.length) == 0);
}

/*
 * Whether a fragment continues @item: they have the same type and index, or id where there is no
 * index. Where there is neither, text runs on in the last item; sealed data never does.
 */
static gboolean
belongs_to (const Identity *fragment,
            const Item     *item,
            gboolean        is_last)
{
  if (!is_same (fragment->type, get_value (item, "type")))
    return FALSE;

  if (fragment->index.length > 0)
    return is_same (fragment->index, get_value (item, "index"));
  if (fragment->id.length > 0)
    return is_same (fragment->id, get_value (item, "id"));

  return is_last && fragment->data.length == 0 && get_value (item, "index").length == 0 &&
         get_value (item, "id").length == 0;
}

static Item *
find_item (ChlReasoningDetails *self,
           ChlJsonSpan          fragment)
{
  static const char *const names[] = { "type", "index", "id", "data" };
  ChlJsonSpan              values[G_N_ELEMENTS (names)];
  Identity                 identity;

  chl_json_span_pick (fragment, names, values, G_N_ELEMENTS (names));
  identity = (Identity){ values[0], values[1], values[2], values[3] };
  for (guint i = self->items->len; i > 0; i--)
    {
      Item *item = g_ptr_array_index (self->items, i - 1);

      if (belongs_to (&identity, item, i == self->items->len))
        return item;
    }

  return NULL;
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
    {
      ChlJsonCursor members;
      ChlJsonSpan   key;
      ChlJsonSpan   value;
      Item         *item;

      if (!chl_json_span_is_object (fragment))
        continue;

      item = find_item (self, fragment);
      if (item == NULL)
        {
          if (self->items->len >= self->limits->max_parts)
            return FALSE;
          item = g_new0 (Item, 1);
          item->members = g_ptr_array_new_with_free_func (free_member);
          g_ptr_array_add (self->items, item);
        }

      chl_json_cursor_init (&members, fragment);
      while (chl_json_cursor_next (&members, &key, &value))
        if (!merge_member (self, item, key, value))
          return FALSE;
      if (self->n_bytes > self->limits->max_text_bytes)
        return FALSE;
    }

  return TRUE;
}

gboolean
chl_reasoning_details_is_empty (ChlReasoningDetails *self)
{
  return self->items->len == 0;
}

/**
 * chl_reasoning_details_to_json:
 * @self: the items
 *
 * Returns: (transfer full): one opaque item of the message
 */
char *
chl_reasoning_details_to_json (ChlReasoningDetails *self)
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
