/* chl-redact.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-redact"

#include "config.h"

#include "chl-redact.h"

#include <string.h>

/* What stands in the place of what is hidden. */
#define HIDDEN "•••"

/* Runs of at least so many characters are looked at. */
#define LONG_RUN "32"

/* A piece of a run longer than this is no word in any language's model names and paths. */
#define MAX_WORD 24
#define MAX_MIXED_WORD 14
#define MAX_SHORT_WORD 5

typedef struct
{
  const char *pattern;
  const char *replacement;
} Rule;

/* In order: what names a secret, then what looks like one by its beginning. */
static const Rule rules[] = {
  /* User info of an address. */
  { "(://)[^/?#\\s@\"'<>]+@", "\\1" HIDDEN "@" },
  /* Header fields, as text or as members of an object. */
  { "(?i)\\b((?:proxy-)?authorization|(?:x-)?api-key|x-goog-api-key|x-auth-token|(?:set-)?cookie)"
    "([\"']?\\s*[:=]\\s*[\"']?)((?:bearer|basic|token|digest)\\s+)?+(?!•)[^\\s\"',;]+",
    "\\1\\2\\3" HIDDEN },
  { "(?i)\\b(bearer\\s+)(?!(?:token|auth|scheme|header|key|is|was|or|and)[a-z]*\\b)(?!•)"
    "[A-Za-z0-9._~+/=*-]+",
    "\\1" HIDDEN },
  { "(?i)\\b(basic\\s+)[A-Za-z0-9+/]{16,}={0,2}", "\\1" HIDDEN },
  /* name=value, as in queries and files of environment variables. */
  { "(?i)(?<![a-z0-9])((?:[a-z0-9]+[_-])*(?:(?:api|access|auth|secret|client|private|refresh|id)?"
    "(?:key|token|secret)|password|passwd|pwd|sig|signature|credentials?)=)(?!•)[^&\\s\"'#;,]+",
    "\\1" HIDDEN },
  { "(?i)([\"'](?:[a-z0-9]+[_-])*(?:(?:api|access|auth|secret|client|private|refresh|id)[_-]?)?"
    "(?:key|token|secret|password)[\"']\\s*:\\s*\")(?!•)[^\"]+",
    "\\1" HIDDEN },
  /* Signed tokens (JWT), also cut off ones. */
  { "\\beyJ[A-Za-z0-9_-]{6,}(?:\\.[A-Za-z0-9_-]*){0,4}", HIDDEN },
  /* The beginnings that vendors give to their keys. */
  { "\\b(?:sk|pk|rk)-[A-Za-z0-9*_•.-]{4,}", HIDDEN },
  { "\\b(?:sk|pk|rk)_(?:live|test)_[A-Za-z0-9*]{4,}", HIDDEN },
  { "\\b(?:gsk_|xai-|gh[pousr]_|github_pat_|glpat-|hf_|nvapi-|pplx-|csk-|sess-|tgp_|xox[a-z]-)"
    "[A-Za-z0-9*_-]{6,}",
    HIDDEN },
  { "\\bAIza[A-Za-z0-9_-]{6,}", HIDDEN },
  { "\\bya29\\.[A-Za-z0-9_-]{6,}", HIDDEN },
  { "\\b(?:AKIA|ASIA)[A-Z0-9]{12,}", HIDDEN },
  { "(?s)-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)", HIDDEN },
};

static GRegex *
compile (const char *pattern)
{
  GRegex *regex = g_regex_new (pattern, G_REGEX_OPTIMIZE, 0, NULL);

  g_assert (regex != NULL);

  return regex;
}

/* The last one is the pattern of long runs. */
static GRegex **
get_regexes (void)
{
  static gsize    once;
  static GRegex **regexes;

  if (g_once_init_enter (&once))
    {
      regexes = g_new0 (GRegex *, G_N_ELEMENTS (rules) + 1);
      for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
        regexes[i] = compile (rules[i].pattern);
      regexes[G_N_ELEMENTS (rules)] = compile ("[A-Za-z0-9+/_-]{" LONG_RUN ",}+={0,2}");
      g_once_init_leave (&once, 1);
    }

  return regexes;
}

/* Letters with few capitals among them, and digits in at most one place: "gpt4o", "v1beta". */
static gboolean
is_word (const char *piece)
{
  gsize length = strlen (piece);
  guint capitals = 0;
  guint letters = 0;
  guint changes = 0;

  if (length <= MAX_SHORT_WORD)
    return TRUE;
  if (length > MAX_WORD)
    return FALSE;

  for (gsize i = 0; i < length; i++)
    {
      if (!g_ascii_isalnum (piece[i]))
        return FALSE;
      if (i > 0 && g_ascii_isdigit (piece[i]) != g_ascii_isdigit (piece[i - 1]))
        changes++;
      letters += g_ascii_isalpha (piece[i]) ? 1 : 0;
      capitals += g_ascii_isupper (piece[i]) ? 1 : 0;
    }

  if (changes > 0 && length > MAX_MIXED_WORD)
    return FALSE;

  return changes <= 2 && (capitals <= 3 || capitals == letters);
}

/* Model names and paths are words and small numbers between separators; keys are not. */
static gboolean
is_legible (const char *run)
{
  g_auto(GStrv) pieces = g_strsplit_set (run, "/_-", -1);

  if (strspn (run, "0123456789abcdefABCDEF-") == strlen (run))
    return FALSE;

  for (guint i = 0; pieces[i] != NULL; i++)
    if (!is_word (pieces[i]))
      return FALSE;

  return TRUE;
}

static gboolean
replace_run_cb (const GMatchInfo *match,
                GString          *result,
                gpointer          user_data)
{
  g_autofree char *run = g_match_info_fetch (match, 0);

  g_string_append (result, is_legible (run) ? run : HIDDEN);

  return FALSE;
}

/**
 * chl_redact:
 * @text: text of any origin
 *
 * Hides what is shaped like a key, a token or a password and leaves the rest legible. For
 * everything that is logged or shown and was not written by us. Rather hides too much than too
 * little.
 *
 * Returns: (transfer full): valid UTF-8
 */
char *
chl_redact (const char *text)
{
  GRegex **regexes = get_regexes ();
  char    *result;

  g_return_val_if_fail (text != NULL, NULL);

  result = g_utf8_make_valid (text, -1);
  for (guint i = 0; i <= G_N_ELEMENTS (rules); i++)
    {
      g_autofree char *before = result;

      if (i < G_N_ELEMENTS (rules))
        result = g_regex_replace (regexes[i], before, -1, 0, rules[i].replacement, 0, NULL);
      else
        result = g_regex_replace_eval (regexes[i], before, -1, 0, 0, replace_run_cb, NULL, NULL);

      /* The matcher gave up, which it does only on text made for that purpose. */
      if (result == NULL)
        return g_strdup (HIDDEN);
    }

  return result;
}

static void
append_query (GString    *out,
              const char *query)
{
  g_auto(GStrv) pairs = g_strsplit (query, "&", -1);

  for (guint i = 0; pairs[i] != NULL; i++)
    {
      char *equals = strchr (pairs[i], '=');

      g_string_append_c (out, i == 0 ? '?' : '&');
      if (equals != NULL && equals[1] != '\0')
        {
          g_string_append_len (out, pairs[i], equals + 1 - pairs[i]);
          g_string_append (out, HIDDEN);
        }
      else
        g_string_append (out, pairs[i]);
    }
}

/**
 * chl_redact_address:
 * @address: an address, or any other text
 *
 * Takes out of an address what may be secret: user info, the values in its query, its fragment.
 *
 * Returns: (transfer full): the address as it may be logged and shown
 */
char *
chl_redact_address (const char *address)
{
  g_autoptr(GString) out = NULL;
  g_autofree char *head = NULL;
  const char      *authority;
  const char      *user_info = NULL;
  gsize            length;

  g_return_val_if_fail (address != NULL, NULL);

  head = g_strndup (address, strcspn (address, "?#"));
  out = g_string_new (NULL);
  authority = strstr (head, "://");
  authority = authority != NULL ? authority + 3 : head;
  length = strcspn (authority, "/");
  for (gsize i = 0; i < length; i++)
    if (authority[i] == '@')
      user_info = authority + i;

  g_string_append_len (out, head, authority - head);
  g_string_append (out, user_info != NULL ? user_info + 1 : authority);

  if (address[strlen (head)] == '?')
    {
      const char      *start = address + strlen (head) + 1;
      g_autofree char *query = g_strndup (start, strcspn (start, "#"));

      append_query (out, query);
    }

  return chl_redact (out->str);
}
