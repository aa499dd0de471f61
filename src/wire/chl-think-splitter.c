/* chl-think-splitter.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-think-splitter"

#include "config.h"

#include "chl-think-splitter.h"

#include <string.h>

#define OPENING "<think>"
#define CLOSING "</think>"

/* Blanks that are held back before something else is seen; more than any template makes. */
#define MAX_HELD_BYTES 4096

typedef enum
{
  STATE_LEADING, /* nothing but blanks and perhaps the beginning of the opening tag */
  STATE_INSIDE,
  STATE_AFTER, /* blanks behind the closing tag are dropped */
  STATE_TEXT,
} State;

struct _ChlThinkSplitter
{
  ChlThinkFunc func;
  gpointer     user_data;
  gboolean     is_implicit;
  State        state;
  GString     *held;      /* (owned) while leading, everything so far */
  guint        n_matched; /* bytes of the tag that is looked for */
};

ChlThinkSplitter *
chl_think_splitter_new (ChlThinkTags tags,
                        ChlThinkFunc func,
                        gpointer     user_data)
{
  ChlThinkSplitter *self = g_new0 (ChlThinkSplitter, 1);

  self->func = func;
  self->user_data = user_data;
  self->is_implicit = tags == CHL_THINK_TAGS_IMPLICIT;
  self->state = tags == CHL_THINK_TAGS_OFF ? STATE_TEXT : STATE_LEADING;
  self->held = g_string_new (NULL);

  return self;
}

void
chl_think_splitter_free (ChlThinkSplitter *self)
{
  g_return_if_fail (self != NULL);

  g_string_free (self->held, TRUE);
  g_free (self);
}

static gboolean
is_blank (char c)
{
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static void
give (ChlThinkSplitter *self,
      gboolean          is_reasoning,
      const char       *text,
      gsize             length)
{
  if (length > 0)
    self->func (is_reasoning, text, length, self->user_data);
}

/* There is no opening tag at the beginning. */
static void
end_leading (ChlThinkSplitter *self)
{
  self->state = self->is_implicit ? STATE_INSIDE : STATE_TEXT;
  self->n_matched = 0;
  give (self, self->is_implicit, self->held->str, self->held->len);
  g_string_truncate (self->held, 0);
}

static const char *
take_leading (ChlThinkSplitter *self,
              const char       *at,
              const char       *end)
{
  for (; at < end; at++)
    {
      if (self->held->len >= MAX_HELD_BYTES)
        {
          end_leading (self);
          return at;
        }

      if (*at == OPENING[self->n_matched])
        self->n_matched++;
      else if (self->n_matched > 0 || !is_blank (*at))
        {
          end_leading (self);
          return at;
        }
      g_string_append_c (self->held, *at);

      if (self->n_matched == strlen (OPENING))
        {
          g_string_truncate (self->held, 0);
          self->n_matched = 0;
          self->state = STATE_INSIDE;
          return at + 1;
        }
    }

  return at;
}

static const char *
take_inside (ChlThinkSplitter *self,
             const char       *at,
             const char       *end)
{
  while (at < end)
    {
      if (self->n_matched == 0)
        {
          const char *tag = memchr (at, *CLOSING, end - at);
          const char *stop = tag != NULL ? tag : end;

          give (self, TRUE, at, stop - at);
          at = stop;
          if (tag == NULL)
            break;
        }

      if (*at != CLOSING[self->n_matched])
        {
          give (self, TRUE, CLOSING, self->n_matched);
          self->n_matched = 0;
          continue;
        }

      at++;
      if (++self->n_matched == strlen (CLOSING))
        {
          self->n_matched = 0;
          self->state = STATE_AFTER;
          break;
        }
    }

  return at;
}

void
chl_think_splitter_take (ChlThinkSplitter *self,
                         const char       *text,
                         gsize             length)
{
  const char *at = text;
  const char *end = text + length;

  if (self->state == STATE_LEADING)
    at = take_leading (self, at, end);
  if (self->state == STATE_INSIDE)
    at = take_inside (self, at, end);
  if (self->state == STATE_AFTER)
    {
      while (at < end && is_blank (*at))
        at++;
      if (at < end)
        self->state = STATE_TEXT;
    }
  if (self->state == STATE_TEXT)
    give (self, FALSE, at, end - at);
}

/**
 * chl_think_splitter_settle:
 * @self: a splitter
 *
 * Something else than text follows: what came so far did not begin with the tag.
 */
void
chl_think_splitter_settle (ChlThinkSplitter *self)
{
  if (self->state == STATE_LEADING && self->held->len > 0)
    end_leading (self);
}

/**
 * chl_think_splitter_stop:
 * @self: a splitter
 *
 * Gives out what is held back. From now on all is text.
 */
void
chl_think_splitter_stop (ChlThinkSplitter *self)
{
  if (self->state == STATE_LEADING && self->held->len > 0)
    end_leading (self);
  if (self->state == STATE_INSIDE)
    give (self, TRUE, CLOSING, self->n_matched);

  self->state = STATE_TEXT;
  self->n_matched = 0;
}
