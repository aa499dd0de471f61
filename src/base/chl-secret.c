/* chl-secret.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-secret"

#include "config.h"

#include "chl-secret.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* The shortest secret of which four characters may be shown. */
#define MIN_LENGTH_FOR_TAIL 12
#define TAIL_CHARACTERS 4

struct _ChlSecret
{
  gatomicrefcount ref_count;
  char           *bytes;  /* (owned) (not nullable) ends in a nul */
  gsize           length; /* bytes, without the nul */
  gsize           mapped; /* bytes of the mapping; 0 when @bytes is on the heap */
};

/* What is stripped from both ends of a pasted text: the blanks of web pages among it. */
static const char *const blanks[] = {
  " ", "\t", "\n", "\r", "\v", "\f", "\u00a0", "\u200b", "\u2060", "\ufeff"
};

static const char *const quotes[][2] = {
  { "\"", "\"" },
  { "'", "'" },
  { "`", "`" },
  { "“", "”" },
  { "‘", "’" },
  { "«", "»" },
};

static const char *const header_names[] = {
  "authorization:", "x-api-key:", "x-goog-api-key:", "api-key:"
};

G_DEFINE_BOXED_TYPE (ChlSecret, chl_secret, chl_secret_ref, chl_secret_unref)

static void
allocate (ChlSecret *self)
{
  gsize page = (gsize) sysconf (_SC_PAGESIZE);
  gsize size = ((self->length + page) / page) * page;
  void *memory = mmap (NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

  if (memory == MAP_FAILED)
    {
      self->bytes = g_malloc0 (self->length + 1);
      return;
    }

  /* Both may be refused (RLIMIT_MEMLOCK); the secret works as well without them. */
  (void) mlock (memory, size);
#ifdef MADV_DONTDUMP
  (void) madvise (memory, size, MADV_DONTDUMP);
#endif
  self->bytes = memory;
  self->mapped = size;
}

/**
 * chl_secret_new:
 * @text: (array length=length): the secret
 * @length: bytes in @text, or -1 if it ends in a nul
 *
 * Copies a secret into memory that is, where the system lets us, neither swapped nor dumped. The
 * caller wipes its own copy with chl_secret_wipe().
 *
 * Returns: (transfer full): a new secret
 */
ChlSecret *
chl_secret_new (const char *text,
                gssize      length)
{
  ChlSecret *self;

  g_return_val_if_fail (text != NULL, NULL);

  self = g_new0 (ChlSecret, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->length = length < 0 ? strlen (text) : (gsize) length;
  allocate (self);
  memcpy (self->bytes, text, self->length);

  return self;
}

static gboolean
trim_blanks (const char **start,
             const char **end)
{
  const char *old_start = *start;
  const char *old_end = *end;

  for (guint i = 0; i < G_N_ELEMENTS (blanks);)
    {
      gsize n = strlen (blanks[i]);

      if ((gsize) (*end - *start) >= n && memcmp (*start, blanks[i], n) == 0)
        *start += n;
      else if ((gsize) (*end - *start) >= n && memcmp (*end - n, blanks[i], n) == 0)
        *end -= n;
      else
        {
          i++;
          continue;
        }
      i = 0;
    }

  return *start != old_start || *end != old_end;
}

static gboolean
trim_quotes (const char **start,
             const char **end)
{
  for (guint i = 0; i < G_N_ELEMENTS (quotes); i++)
    {
      gsize opening = strlen (quotes[i][0]);
      gsize closing = strlen (quotes[i][1]);

      if ((gsize) (*end - *start) >= opening + closing &&
          memcmp (*start, quotes[i][0], opening) == 0 &&
          memcmp (*end - closing, quotes[i][1], closing) == 0)
        {
          *start += opening;
          *end -= closing;
          return TRUE;
        }
    }

  return FALSE;
}

static gboolean
trim_prefix (const char **start,
             const char  *end,
             const char  *prefix,
             gboolean     blank_follows)
{
  gsize n = strlen (prefix);

  if ((gsize) (end - *start) < n || g_ascii_strncasecmp (*start, prefix, n) != 0)
    return FALSE;
  if (blank_follows && (gsize) (end - *start) > n && !g_ascii_isspace ((*start)[n]))
    return FALSE;

  *start += n;
  return TRUE;
}

/* NAME=, as in a file of environment variables. Only names in capitals with an underscore in them,
 * because a key may well hold an equals sign of its own. */
static gboolean
trim_assignment (const char **start,
                 const char  *end)
{
  const char *at = *start;
  gboolean    has_underscore = FALSE;

  while (at < end && (g_ascii_isupper (*at) || *at == '_' ||
                      (at > *start && g_ascii_isdigit (*at))))
    has_underscore |= *at++ == '_';

  if (!has_underscore || at == end || *at != '=' || (at + 1 < end && at[1] == '='))
    return FALSE;

  *start = at + 1;
  return TRUE;
}

/**
 * chl_secret_new_pasted:
 * @text: what a person pasted
 *
 * Like chl_secret_new(), but takes off what comes along when a key is copied: blanks and line ends
 * around it, quotes, "Bearer ", a header's name, and "export NAME=". What is inside is never
 * changed.
 *
 * Returns: (transfer full) (nullable): a new secret, or %NULL if nothing is left
 */
ChlSecret *
chl_secret_new_pasted (const char *text)
{
  const char *start = text;
  const char *end;
  gboolean    again = TRUE;

  g_return_val_if_fail (text != NULL, NULL);

  end = text + strlen (text);
  while (again)
    {
      again = trim_blanks (&start, &end);
      again |= trim_quotes (&start, &end);
      again |= trim_prefix (&start, end, "bearer", TRUE);
      again |= trim_prefix (&start, end, "export", TRUE);
      again |= trim_assignment (&start, end);
      for (guint i = 0; i < G_N_ELEMENTS (header_names); i++)
        again |= trim_prefix (&start, end, header_names[i], FALSE);
    }

  return start < end ? chl_secret_new (start, end - start) : NULL;
}

ChlSecret *
chl_secret_ref (ChlSecret *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

/**
 * chl_secret_unref:
 * @self: (transfer full): a secret
 *
 * Gives up a reference. The last one wipes the secret.
 */
void
chl_secret_unref (ChlSecret *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  explicit_bzero (self->bytes, self->length);
  if (self->mapped > 0)
    munmap (self->bytes, self->mapped);
  else
    g_free (self->bytes);
  g_free (self);
}

/**
 * chl_secret_peek:
 * @self: a secret
 *
 * Lends the bytes; they end in a nul. Whoever copies them wipes the copy.
 *
 * Returns: (transfer none): the secret itself
 */
const char *
chl_secret_peek (ChlSecret *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->bytes;
}

gsize
chl_secret_get_length (ChlSecret *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->length;
}

/**
 * chl_secret_equal:
 * @a: (nullable): a secret
 * @b: (nullable): another one
 *
 * Takes the same time wherever two secrets of one length differ.
 *
 * Returns: %TRUE if both hold the same bytes, or both are %NULL
 */
gboolean
chl_secret_equal (ChlSecret *a,
                  ChlSecret *b)
{
  volatile guchar difference = 0;

  if (a == NULL || b == NULL)
    return a == b;
  if (a->length != b->length)
    return FALSE;

  for (gsize i = 0; i < a->length; i++)
    difference = difference | (guchar) (a->bytes[i] ^ b->bytes[i]);

  return difference == 0;
}

/**
 * chl_secret_is_plain_token:
 * @self: a secret
 *
 * Only such a secret may become part of a header, or be stored as it is.
 *
 * Returns: %TRUE if it is one line of visible ASCII without blanks, and not empty
 */
gboolean
chl_secret_is_plain_token (ChlSecret *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  for (gsize i = 0; i < self->length; i++)
    if (self->bytes[i] < 0x21 || self->bytes[i] > 0x7e)
      return FALSE;

  return self->length > 0;
}

/**
 * chl_secret_dup_tail:
 * @self: a secret
 *
 * The end of a key, by which a person tells one from another. Short ones give nothing away.
 *
 * Returns: (transfer full) (nullable): the last four characters
 */
char *
chl_secret_dup_tail (ChlSecret *self)
{
  const char *tail;

  g_return_val_if_fail (self != NULL, NULL);

  if (self->length < MIN_LENGTH_FOR_TAIL ||
      !g_utf8_validate_len (self->bytes, self->length, NULL) ||
      g_utf8_strlen (self->bytes, (gssize) self->length) < MIN_LENGTH_FOR_TAIL)
    return NULL;

  tail = g_utf8_offset_to_pointer (self->bytes + self->length, -TAIL_CHARACTERS);
  for (const char *at = tail; *at != '\0'; at = g_utf8_next_char (at))
    if (!g_unichar_isprint (g_utf8_get_char (at)))
      return NULL;

  return g_strdup (tail);
}

/**
 * chl_secret_wipe:
 * @text: (nullable): a string of one's own
 *
 * Overwrites a copy of a secret up to its nul, in a way that no compiler leaves out. Does not free.
 */
void
chl_secret_wipe (char *text)
{
  if (text != NULL)
    explicit_bzero (text, strlen (text));
}
