/* chl-registry-path.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-registry-path"

#include "config.h"

#include <string.h>

#include "chl-registry-name.h"

/* Names of weights on a disk. */
static const char *const endings[] = { ".gguf", ".safetensors", ".bin", NULL };

static gboolean
begins_with (const char *text,
             const char *prefix)
{
  return g_ascii_strncasecmp (text, prefix, strlen (prefix)) == 0;
}

/* Where @text ends with @suffix, in whatever case; NULL if it does not. */
static char *
find_suffix (char       *text,
             const char *suffix)
{
  gsize length = strlen (text);
  gsize own = strlen (suffix);

  if (length < own || text[length - own] != *suffix ||
      g_ascii_strcasecmp (text + length - own, suffix) != 0)
    return NULL;

  return text + length - own;
}

/* models--Org--Name becomes Org/Name, where it stands. */
static char *
unfold_cache_folder (char    *text,
                     gboolean takes_one_segment)
{
  char *owner = text + strlen ("models--");
  char *dashes = *owner != '\0' ? strstr (owner + 1, "--") : NULL;
  char *slash = strchr (owner, '/');
  char *end;

  if (dashes == NULL || dashes[2] == '\0' || dashes[2] == '/' || (slash != NULL && slash < dashes))
    return NULL;

  *dashes = '/';
  memmove (dashes + 1, dashes + 2, strlen (dashes + 2) + 1);
  end = takes_one_segment ? strchr (dashes + 1, '/') : strstr (dashes + 1, "/snapshots/");
  if (end != NULL)
    *end = '\0';

  return owner;
}

/* -00001-of-00003 */
static gboolean
is_shard (const char *text)
{
  static const char form[] = "-#####-of-#####";

  for (gsize i = 0; i < sizeof form; i++)
    if (form[i] == '#' ? !g_ascii_isdigit (text[i]) : text[i] != form[i])
      return FALSE;

  return TRUE;
}

static gboolean
is_path (char *text)
{
  if (*text == '/' || g_str_has_prefix (text, "./") || g_str_has_prefix (text, "../") ||
      g_str_has_prefix (text, "file:") ||
      (g_ascii_isalpha (text[0]) && text[1] == ':' && (text[2] == '/' || text[2] == '\\')))
    return TRUE;

  for (guint i = 0; endings[i] != NULL; i++)
    if (find_suffix (text, endings[i]) != NULL)
      return TRUE;

  return FALSE;
}

/* The name in the path of a file. */
static char *
read_path (char *text)
{
  char *cache;
  char *end;
  gsize length;

  for (char *at = text; *at != '\0'; at++)
    if (*at == '\\')
      *at = '/';

  cache = strstr (text, "models--");
  cache = cache != NULL ? unfold_cache_folder (cache, TRUE) : NULL;
  if (cache != NULL)
    text = cache;
  else
    {
      for (length = strlen (text); length > 0 && text[length - 1] == '/'; length--)
        text[length - 1] = '\0';
      end = strrchr (text, '/');
      text = end != NULL ? end + 1 : text;
    }

  for (guint i = 0; endings[i] != NULL; i++)
    if ((end = find_suffix (text, endings[i])) != NULL)
      {
        *end = '\0';
        break;
      }

  length = strlen (text);
  if (length >= strlen ("-00001-of-00001") && is_shard (text + length - strlen ("-00001-of-00001")))
    text[length - strlen ("-00001-of-00001")] = '\0';

  return text;
}

/* What an ARN is about. Source: https://docs.aws.amazon.com/bedrock/latest/userguide/ */
static char *
skip_arn (char *text)
{
  static const char *const words[] = {
    "inference-profile", "foundation-model", "provisioned-model", NULL
  };
  char *slash = strrchr (text, '/');

  if (slash == NULL || slash[1] == '\0')
    return text;

  for (guint i = 0; words[i] != NULL; i++)
    {
      gsize length = strlen (words[i]);

      if ((gsize) (slash - text) >= length && strncmp (slash - length, words[i], length) == 0)
        return slash + 1;
    }

  return text;
}

/**
 * chl_registry_skip_path:
 * @text: an id, which is changed on the way
 *
 * Skips all that leads to a model: the folder of a file and the ending of its name, the cache of a
 * hub, the scheme of an address, and what an ARN is about.
 *
 * Returns: the rest, in @text
 */
char *
chl_registry_skip_path (char *text)
{
  char *cache;

  if (g_str_has_prefix (text, "models--") && (cache = unfold_cache_folder (text, FALSE)) != NULL)
    text = cache;
  if (is_path (text))
    text = read_path (text);
  if (begins_with (text, "https://"))
    text += strlen ("https://");
  else if (begins_with (text, "http://"))
    text += strlen ("http://");
  if (begins_with (text, "hf:") && text[3] != '\0')
    text += strlen ("hf:");

  return skip_arn (text);
}
