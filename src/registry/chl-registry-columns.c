/* chl-registry-columns.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-registry-columns"

#include "config.h"

#include "chl-registry-columns.h"

#include <string.h>

/* Tokens. No window is larger, and 99,999,999 is what some lists write for "unknown". */
#define MAX_TOKENS 16777216

/* US dollars for a million tokens. */
#define MAX_PRICE 1000

/* Billions. */
#define MAX_PARAMETERS 100000

#define MAX_DIMENSIONS 65536

/* Bytes of a cell; the longest title has 49. */
#define MAX_CELL 512

typedef enum
{
  FORM_TEXT,
  FORM_WORD,  /* one of the words */
  FORM_WORDS, /* some of the words, in their order, between commas */
  FORM_TOKENS,
  FORM_MEDIA,
  FORM_RANGE,
  FORM_DIMENSIONS,
  FORM_PRICE,
  FORM_DAY,
  FORM_PARAMETERS,
} Form;

static const struct
{
  const char *name;
  Form        form;
  const char *words;
} columns[] = {
  [CHL_COLUMN_KIND] = { "kind", FORM_WORD, "p m f d" },
  [CHL_COLUMN_ID] = { "id", FORM_TEXT, NULL },
  [CHL_COLUMN_BASE] = { "base", FORM_TEXT, NULL },
  [CHL_COLUMN_MATCH] = { "match", FORM_TEXT, NULL },
  [CHL_COLUMN_TITLE] = { "title", FORM_TEXT, NULL },
  [CHL_COLUMN_USE] = { "use", FORM_WORD, "chat base embed rerank guard image speech video ocr "
                                         "research router other" },
  [CHL_COLUMN_CTX] = { "ctx", FORM_TOKENS, NULL },
  [CHL_COLUMN_INP] = { "inp", FORM_TOKENS, NULL },
  [CHL_COLUMN_OUT] = { "out", FORM_TOKENS, NULL },
  [CHL_COLUMN_MEDIA] = { "media", FORM_MEDIA, NULL },
  [CHL_COLUMN_TOOLS] = { "tools", FORM_WORD, "y n r" },
  [CHL_COLUMN_JSON] = { "json", FORM_WORD, "y n" },
  [CHL_COLUMN_TEMP] = { "temp", FORM_WORD, "y n" },
  [CHL_COLUMN_THINK] = { "think", FORM_WORD, "no always switch yes" },
  [CHL_COLUMN_EFFORT] = { "effort", FORM_WORDS, "none minimal low medium high xhigh max default" },
  [CHL_COLUMN_BUDGET] = { "budget", FORM_RANGE, NULL },
  [CHL_COLUMN_DIAL] = { "dial", FORM_WORD, "ant ant1 ant2 ant3 ant4 ant5 ant6 oai gem gem2 gem3 ds "
                                           "qwen qwen3 kimi kimi3 glm glm5 mm mm3 ark mis mag coh "
                                           "groq or olm lms ctk fix" },
  [CHL_COLUMN_TRACE] = { "trace", FORM_WORD, "ant sum tht rc rd rsn tag olm mis" },
  [CHL_COLUMN_TOK] = { "tok", FORM_WORD, "o200k harmony cl100k claude claude47 gemini gemma2 gemma3 "
                                         "llama2 llama3 llama4 mistral1 mistral3 tekken qwen2 "
                                         "qwen3.5 deepseek1 deepseek2 deepseek3 kimi glm4 minimax "
                                         "doubao seed grok phi2 phi3 phi4 phi4mini granite3 "
                                         "granite4 starcoder command bert xlmr yi falcon jamba "
                                         "exaone olmo smollm lfm ernie" },
  [CHL_COLUMN_FIM] = { "fim", FORM_WORD, "qwen granite starcoder codellama deepseek codestral "
                                         "codegemma codegeex seedcoder mellum api" },
  [CHL_COLUMN_DIM] = { "dim", FORM_DIMENSIONS, NULL },
  [CHL_COLUMN_PRICE] = { "price", FORM_PRICE, NULL },
  [CHL_COLUMN_KNOW] = { "know", FORM_DAY, NULL },
  [CHL_COLUMN_BORN] = { "born", FORM_DAY, NULL },
  [CHL_COLUMN_STAGE] = { "stage", FORM_WORD, "alpha beta deprecated retired" },
  [CHL_COLUMN_ENDS] = { "ends", FORM_DAY, NULL },
  [CHL_COLUMN_OPEN] = { "open", FORM_WORD, "y n" },
  [CHL_COLUMN_PARM] = { "parm", FORM_PARAMETERS, NULL },
  [CHL_COLUMN_AGENT] = { "agent", FORM_WORD, "0 1 2 3 4" },
  [CHL_COLUMN_CLASS] = { "class", FORM_WORD, "xs s m l xl" },
  [CHL_COLUMN_SRC] = { "src", FORM_WORD, "md mh mx or hw" },
  [CHL_COLUMN_NEXT] = { "next", FORM_TEXT, NULL },
};

G_STATIC_ASSERT (G_N_ELEMENTS (columns) == CHL_N_COLUMNS);

const char *
chl_registry_column_get_name (ChlRegistryColumn column)
{
  g_return_val_if_fail ((gsize) column < G_N_ELEMENTS (columns), "unknown");

  return columns[column].name;
}

/* Behind a whole number from @least to @most without a zero before it; NULL if there is none. */
static const char *
skip_count (const char *text,
            guint64     least,
            guint64     most)
{
  guint64 value = 0;
  guint   n = 0;

  for (; g_ascii_isdigit (text[n]) && n < 12; n++)
    value = value * 10 + (guint64) g_ascii_digit_value (text[n]);

  if (n == 0 || n == 12 || (n > 1 && *text == '0') || value < least || value > most)
    return NULL;

  return text + n;
}

/* Behind a decimal number up to @most; NULL if there is none. */
static const char *
skip_decimal (const char *text,
              double      most)
{
  const char *end = skip_count (text, 0, G_MAXUINT32);
  guint       n = 0;

  if (end == NULL)
    return NULL;

  if (*end == '.')
    {
      for (end++; g_ascii_isdigit (*end); end++)
        n++;
      if (n == 0 || n > 9)
        return NULL;
    }

  return g_ascii_strtod (text, NULL) <= most ? end : NULL;
}

static gboolean
is_count (const char *text,
          guint64     least,
          guint64     most)
{
  const char *end = skip_count (text, least, most);

  return end != NULL && *end == '\0';
}

/* The place of a word among @words, from 1; 0 if it is none of them. */
static guint
find_word (const char *words,
           const char *word,
           gsize       length)
{
  guint place = 1;

  while (*words != '\0')
    {
      gsize own = strcspn (words, " ");

      if (own == length && memcmp (words, word, length) == 0)
        return place;
      words += own;
      words += strspn (words, " ");
      place++;
    }

  return 0;
}

static gboolean
is_word_list (const char *words,
              const char *text)
{
  guint last = 0;

  while (TRUE)
    {
      gsize length = strcspn (text, ",");
      guint place = find_word (words, text, length);

      if (place <= last)
        return FALSE;
      if (text[length] == '\0')
        return TRUE;
      last = place;
      text += length + 1;
    }
}

/* Letters of "tiavp" up to @end, none of them twice. */
static gboolean
is_kinds (const char *text,
          const char *end)
{
  for (const char *at = text; at < end; at++)
    if (strchr ("tiavp", *at) == NULL || memchr (text, *at, (gsize) (at - text)) != NULL)
      return FALSE;

  return text < end;
}

static gboolean
is_media (const char *text)
{
  const char *arrow = strchr (text, '>');

  return arrow != NULL && is_kinds (text, arrow) &&
         is_kinds (arrow + 1, arrow + strlen (arrow));
}

/* lo..hi, either side may be missing. */
static gboolean
is_range (const char *text)
{
  const char *dots = strstr (text, "..");
  const char *end;

  if (dots == NULL)
    return FALSE;

  end = dots == text ? text : skip_count (text, 0, MAX_TOKENS);
  if (end != dots)
    return FALSE;

  if (dots[2] == '\0')
    return TRUE;

  return is_count (dots + 2, 1, MAX_TOKENS) &&
         (dots == text ||
          g_ascii_strtoull (text, NULL, 10) <= g_ascii_strtoull (dots + 2, NULL, 10));
}

/* 1024, or 3072:128-3072 with what can be asked for. */
static gboolean
is_dimensions (const char *text)
{
  const char *at = skip_count (text, 1, MAX_DIMENSIONS);
  guint64     least;
  guint64     usual = g_ascii_strtoull (text, NULL, 10);

  if (at == NULL || *at == '\0')
    return at != NULL;
  if (*at != ':')
    return FALSE;

  least = g_ascii_strtoull (at + 1, NULL, 10);
  at = skip_count (at + 1, 1, MAX_DIMENSIONS);

  return at != NULL && *at == '-' && is_count (at + 1, 1, MAX_DIMENSIONS) && least <= usual &&
         usual <= g_ascii_strtoull (at + 1, NULL, 10);
}

/* in/out and, behind these, what is read from and written to the cache; up to @end. */
static gboolean
is_tier (const char *text,
         const char *end)
{
  guint n = 0;

  while (TRUE)
    {
      const char *next = n >= 2 && *text == '-' ? text + 1 : skip_decimal (text, MAX_PRICE);

      n++;
      if (next == NULL || n > 4 || next > end)
        return FALSE;
      if (next == end)
        return n >= 2;
      if (*next != '/')
        return FALSE;
      text = next + 1;
    }
}

static gboolean
is_price (const char *text)
{
  guint64 last = 0;

  if (g_str_equal (text, "sub"))
    return TRUE;

  if (!is_tier (text, text + strcspn (text, ";")))
    return FALSE;

  for (text += strcspn (text, ";"); *text == ';'; text += strcspn (text, ";"))
    {
      guint64     above;
      const char *end;

      if (text[1] != '>' || (end = skip_count (text + 2, 1, MAX_TOKENS)) == NULL || *end != ':')
        return FALSE;

      above = g_ascii_strtoull (text + 2, NULL, 10);
      text = end + 1;
      if (above <= last || !is_tier (text, text + strcspn (text, ";")))
        return FALSE;
      last = above;
    }

  return TRUE;
}

/* 32, or 235/22 where not all of them take part. */
static gboolean
is_parameters (const char *text)
{
  const char *end = skip_decimal (text, MAX_PARAMETERS);

  if (end == NULL || *end == '\0')
    return end != NULL;

  if (*end != '/')
    return FALSE;

  end = skip_decimal (end + 1, g_ascii_strtod (text, NULL));
  return end != NULL && *end == '\0';
}

static gboolean
is_text (const char *text)
{
  if (!g_utf8_validate (text, -1, NULL) || strlen (text) > MAX_CELL)
    return FALSE;

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      GUnicodeType type = g_unichar_type (g_utf8_get_char (at));

      if (type == G_UNICODE_CONTROL || type == G_UNICODE_FORMAT)
        return FALSE;
    }

  return *text != ' ' && !g_str_has_suffix (text, " ");
}

/**
 * chl_registry_check_day:
 * @text: any text
 *
 * Returns: whether it is YYYY, YYYY-MM or YYYY-MM-DD of the years in which there were such models
 */
gboolean
chl_registry_check_day (const char *text)
{
  guint year;
  guint month = 1;
  guint day = 1;
  gsize length = strlen (text);

  if (length != 4 && length != 7 && length != 10)
    return FALSE;

  for (gsize i = 0; i < length; i++)
    if (i == 4 || i == 7 ? text[i] != '-' : !g_ascii_isdigit (text[i]))
      return FALSE;

  year = (guint) g_ascii_strtoull (text, NULL, 10);
  if (length > 4)
    month = (guint) g_ascii_strtoull (text + 5, NULL, 10);
  if (length > 7)
    day = (guint) g_ascii_strtoull (text + 8, NULL, 10);

  return year >= 2018 && year <= 2099 && month >= 1 && month <= 12 &&
         g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year);
}

static gboolean
has_form (ChlRegistryColumn column,
          const char       *cell)
{
  switch (columns[column].form)
    {
    case FORM_TEXT:
      return is_text (cell);

    case FORM_WORD:
      return find_word (columns[column].words, cell, strlen (cell)) > 0;

    case FORM_WORDS:
      return is_word_list (columns[column].words, cell);

    case FORM_TOKENS:
      return is_count (cell, 1, MAX_TOKENS);

    case FORM_MEDIA:
      return is_media (cell);

    case FORM_RANGE:
      return is_range (cell);

    case FORM_DIMENSIONS:
      return is_dimensions (cell);

    case FORM_PRICE:
      return is_price (cell);

    case FORM_DAY:
      return chl_registry_check_day (cell);

    case FORM_PARAMETERS:
      return is_parameters (cell);

    default:
      return FALSE;
    }
}

/**
 * chl_registry_column_check:
 * @column: a column
 * @cell: what stands in it, neither "" nor "-"
 * @out_what: (out): what should stand there, in words for whoever writes the table
 *
 * Returns: whether @cell can stand there
 */
gboolean
chl_registry_column_check (ChlRegistryColumn column,
                           const char       *cell,
                           char            **out_what)
{
  static const char *const forms[] = {
    [FORM_TEXT] = "plain text",
    [FORM_WORD] = "one of",
    [FORM_WORDS] = "in this order and between commas some of",
    [FORM_TOKENS] = "a whole number from 1 to 16777216",
    [FORM_MEDIA] = "letters of tiavp for what goes in, > and letters for what comes out",
    [FORM_RANGE] = "a range LOW..HIGH of whole numbers, either of which may be missing",
    [FORM_DIMENSIONS] = "a size, or SIZE:LEAST-MOST",
    [FORM_PRICE] = "IN/OUT[/CACHEREAD[/CACHEWRITE]] in dollars with ;>N:IN/OUT… behind it, or sub",
    [FORM_DAY] = "YYYY, YYYY-MM or YYYY-MM-DD",
    [FORM_PARAMETERS] = "billions, as TOTAL or TOTAL/ACTIVE",
  };

  g_return_val_if_fail ((gsize) column < G_N_ELEMENTS (columns), FALSE);

  if (has_form (column, cell))
    return TRUE;

  *out_what = g_strdup_printf ("%s%s%s", forms[columns[column].form],
                               columns[column].words != NULL ? " " : "",
                               columns[column].words != NULL ? columns[column].words : "");
  return FALSE;
}
