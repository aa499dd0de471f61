/* chl-registry-name.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-registry-name"

#include "config.h"

#include "chl-registry-name.h"

#include <string.h>

#include "chl-registry-words.h"

/* Who names models VENDOR.NAME, with a region before it.
 * Source: https://docs.aws.amazon.com/bedrock/latest/userguide/models-supported.html */
static const char *const dotted_regions[] = {
  "us", "eu", "apac", "ap", "au", "jp", "ca", "sa", "me", "af", "global", "us-gov", NULL
};
static const char *const dotted_vendors[] = {
  "anthropic", "meta", "mistral", "amazon", "cohere", "deepseek", "openai", "qwen", "ai21",
  "moonshot", "moonshotai", "minimax", "nvidia", "google", "writer", "xai", "zai", "stability",
  "twelvelabs", NULL
};

static gboolean
begins_with (const char *text,
             const char *prefix)
{
  return g_ascii_strncasecmp (text, prefix, strlen (prefix)) == 0;
}

/**
 * chl_registry_is_id:
 * @id: any text
 *
 * Returns: whether a model can be called so at all
 */
gboolean
chl_registry_is_id (const char *id)
{
  gboolean has_any = FALSE;
  gboolean is_ascii = TRUE;
  gsize    length = 0;

  for (; id[length] != '\0'; length++)
    {
      if (g_ascii_iscntrl (id[length]))
        return FALSE;
      has_any = has_any || id[length] != ' ';
      is_ascii = is_ascii && (guchar) id[length] < 0x80;
    }

  if (is_ascii)
    return has_any && length <= CHL_REGISTRY_MAX_ID;

  return g_utf8_validate (id, (gssize) length, NULL) &&
         g_utf8_strlen (id, (gssize) length) <= CHL_REGISTRY_MAX_ID;
}

static void
set_word (ChlRegistryName *self,
          const char      *word,
          gsize            length)
{
  if (length >= sizeof self->word)
    {
      /* Longer than anybody's name: somebody else. */
      g_strlcpy (self->word, "?", sizeof self->word);
      return;
    }

  for (gsize i = 0; i < length; i++)
    self->word[i] = g_ascii_tolower (word[i]);
  self->word[length] = '\0';
}

/* The nearest segment to the left that is not only a way to the model. */
static void
read_vendor (ChlRegistryName *self,
             const char      *text,
             const char      *end)
{
  while (end > text)
    {
      const char *begin = end;
      char        lower[32] = "";
      gsize       length;

      while (begin > text && begin[-1] != '/')
        begin--;
      while (begin < end && (*begin == '~' || *begin == '@'))
        begin++;

      length = (gsize) (end - begin);
      for (gsize i = 0; i < length && length < sizeof lower; i++)
        lower[i] = g_ascii_tolower (begin[i]);
      if (length > 0 &&
          (length >= sizeof lower || !chl_registry_is_wrapper (lower, length)))
        {
          set_word (self, begin, length);
          return;
        }

      while (begin > text && begin[-1] != '/')
        begin--;
      end = begin > text ? begin - 1 : text;
    }
}

/* NAME:TAG, NAME@TAG; of both the tag behind the colon comes first. */
static void
split_tag (ChlRegistryName *self,
           const char      *text)
{
  gsize       whole = strlen (text);
  gsize       at_sign = strcspn (text, "@");
  gsize       colon = strcspn (text, ":");
  gsize       length = MIN (at_sign, colon);
  const char *near = colon < at_sign ? text + colon + 1 : NULL;

  /* What begins with the sign has no name before it. */
  if (length == 0)
    length = whole;

  g_strlcpy (self->tag, "", sizeof self->tag);
  if (length < whole)
    {
      if (near != NULL)
        g_strlcpy (self->tag, near, MIN (sizeof self->tag, at_sign - colon));
      if (near != NULL && at_sign < whole && text[at_sign + 1] != '\0')
        g_strlcat (self->tag, "-", sizeof self->tag);
      if (at_sign < whole)
        g_strlcat (self->tag, text + at_sign + 1, sizeof self->tag);
    }
  g_strlcpy (self->name, text, MIN (sizeof self->name, length + 1));
}

/* 1, or 1:200k */
static gboolean
is_revision (const char *tag)
{
  gsize length = strspn (tag, "0123456789");

  if (length == 0 || tag[length] == '\0')
    return length > 0;
  if (tag[length] != ':')
    return FALSE;

  tag += length + 1;
  length = strspn (tag, "0123456789");
  return length > 0 && tag[length] == 'k' && tag[length + 1] == '\0';
}

/* Takes -v2 off the end. */
static void
strip_version (char *name)
{
  gsize length = strlen (name);
  gsize digits = length;

  while (digits > 0 && g_ascii_isdigit (name[digits - 1]))
    digits--;
  if (digits < length && digits >= 2 && name[digits] != '0' && name[digits - 1] == 'v' &&
      name[digits - 2] == '-')
    name[digits - 2] = '\0';
}

/* Behind the first of @words and a dot; NULL if it is none of them. */
static const char *
skip_dotted (const char        *text,
             const char *const *words)
{
  for (; *words != NULL; words++)
    {
      gsize length = strlen (*words);

      if (g_ascii_tolower (*text) == **words && begins_with (text, *words) &&
          text[length] == '.' && text[length + 1] != '\0')
        return text + length + 1;
    }

  return NULL;
}

/* REGION.VENDOR.NAME-v1:0 */
static void
read_dotted (ChlRegistryName *self)
{
  const char *after_region = skip_dotted (self->name, dotted_regions);
  const char *vendor = after_region;
  const char *name = vendor != NULL ? skip_dotted (vendor, dotted_vendors) : NULL;
  gboolean    has_revision = is_revision (self->tag);

  if (name == NULL)
    {
      vendor = self->name;
      name = skip_dotted (vendor, dotted_vendors);
    }
  if (name == NULL)
    return;

  set_word (self, vendor, (gsize) (name - vendor) - 1);
  memmove (self->name, name, strlen (name) + 1);
  for (char *at = self->name; *at != '\0'; at++)
    *at = g_ascii_tolower (*at);

  if (has_revision)
    self->tag[0] = '\0';
  if (has_revision || g_str_equal (self->word, "anthropic"))
    strip_version (self->name);

  /* deepseek.r1 */
  if (g_str_equal (self->word, "deepseek") && !g_str_has_prefix (self->name, "deepseek"))
    {
      gsize room = sizeof self->name - strlen ("deepseek-");

      memmove (self->name + strlen ("deepseek-"), self->name, MIN (strlen (self->name) + 1, room));
      memcpy (self->name, "deepseek-", strlen ("deepseek-"));
      self->name[sizeof self->name - 1] = '\0';
    }

  /* openai.gpt-oss-120b-1:0 */
  if (g_str_has_prefix (self->name, "gpt-oss-") && strlen (self->name) > 3)
    {
      char *end = self->name + strlen (self->name) - 3;

      if (end[0] == 'b' && end[1] == '-' && g_ascii_isdigit (end[2]))
        end[1] = '\0';
    }
}

/* vendor--name, vendor__name: only where the vendor is known. */
static void
read_joined (ChlRegistryName *self)
{
  char  word[64];
  gsize length = 0;

  while (self->name[length] != '\0' && strncmp (self->name + length, "--", 2) != 0 &&
         strncmp (self->name + length, "__", 2) != 0)
    length++;
  if (self->name[length] == '\0' || self->name[length + 2] == '\0' || length >= sizeof word)
    return;

  for (gsize i = 0; i < length; i++)
    word[i] = g_ascii_tolower (self->name[i]);
  word[length] = '\0';
  if (chl_registry_find_maker (word) == NULL && !chl_registry_is_neutral (word))
    return;

  set_word (self, word, length);
  memmove (self->name, self->name + length + 2, strlen (self->name + length + 2) + 1);
}

static gboolean
is_of_fireworks (const char *id)
{
  for (; *id != '\0'; id++)
    if (begins_with (id, "fireworks"))
      return TRUE;

  return FALSE;
}

/* Fireworks cannot write a point: qwen2p5. */
static void
restore_points (char       *name,
                const char *id)
{
  for (char *at = name; *at != '\0'; at++)
    if (*at == 'p' && at > name && g_ascii_isdigit (at[-1]) && g_ascii_isdigit (at[1]) &&
        is_of_fireworks (id))
      *at = '.';
}

/* ft:BASE:organisation:name:id. Source: https://platform.openai.com/docs/guides/fine-tuning */
static char *
read_tuned (ChlRegistryName *self,
            char            *text)
{
  if (!g_str_has_prefix (text, "ft:") || text[3] == ':' || text[3] == '\0')
    return text;

  self->is_tuned = TRUE;
  text += strlen ("ft:");
  text[strcspn (text, ":")] = '\0';

  return text;
}

/* What is known of whom the word before the name means; tables may know more of them. */
static void
classify (ChlRegistryName *self)
{
  self->maker = self->word[0] != '\0' ? chl_registry_find_maker (self->word) : NULL;

  if (self->word[0] == '\0')
    self->vendor = CHL_VENDOR_NONE;
  else if (self->maker != NULL)
    self->vendor = CHL_VENDOR_MAKER;
  else if (chl_registry_is_neutral (self->word))
    self->vendor = CHL_VENDOR_NEUTRAL;
  else
    self->vendor = CHL_VENDOR_OTHER;
}

/**
 * chl_registry_name_read:
 * @self: (out caller-allocates): the parts
 * @id: a model's id, as a server lists it or a person types it
 *
 * Returns: %FALSE if it can be nobody's
 */
gboolean
chl_registry_name_read (ChlRegistryName *self,
                        const char      *id)
{
  char  buffer[CHL_REGISTRY_TEXT_SIZE];
  char *text = buffer;
  char *last;
  gsize length;

  self->name[0] = '\0';
  self->tag[0] = '\0';
  self->word[0] = '\0';
  self->is_tuned = FALSE;

  if (!chl_registry_is_id (id))
    return FALSE;

  g_strlcpy (buffer, id, sizeof buffer);
  text = g_strstrip (buffer);
  text += strspn (text, "~@");
  text = chl_registry_skip_path (read_tuned (self, text));

  for (length = strlen (text); length > 0 && text[length - 1] == '/'; length--)
    text[length - 1] = '\0';
  if (length == 0)
    return FALSE;

  last = strrchr (text, '/');
  if (last != NULL)
    read_vendor (self, text, last);
  split_tag (self, last != NULL ? last + 1 : text);
  read_dotted (self);
  read_joined (self);
  if (g_ascii_strcasecmp (self->tag, "latest") == 0)
    self->tag[0] = '\0';

  restore_points (self->name, id);
  classify (self);

  return TRUE;
}
