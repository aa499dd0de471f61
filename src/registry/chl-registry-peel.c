/* chl-registry-peel.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-registry-peel"

#include "config.h"

#include "chl-registry-words.h"

/* Words of their own, and such with digits where the # is. */
static const char formats[] =
  "128g autoround awq bf16 bit bnb dwq dynamic exl2 exl3 f16 f32 g128 ggml gguf gptq hf hqq i1 "
  "imatrix marlin mlx nf4 onnx qat quantized safetensors static torchao ud unquantized";
static const char *const numbered_formats[] = {
  "w#a#", "w#a#kv#", "int#", "uint#", "fp#", "nvfp#", "mxfp#", "#bit", "#bits", "#bpw", "gs#", NULL
};
static const char *const numbered_quants[] = { "q#", "iq#", "tq#", NULL };

/* What can follow upon q4. */
static const char quant_tails[] = "0 1 k l m nl p s xl xs xxs";

/* The numbers dates are made of. */
static gboolean
is_number (const char *digits,
           gsize       n_digits,
           guint       least,
           guint       most)
{
  guint value = 0;

  for (gsize i = 0; i < n_digits; i++)
    {
      if (!g_ascii_isdigit (digits[i]))
        return FALSE;
      value = value * 10 + (guint) g_ascii_digit_value (digits[i]);
    }

  return value >= least && value <= most;
}

static gboolean
is_month_and_day (const char *digits)
{
  return is_number (digits, 2, 1, 12) && is_number (digits + 2, 2, 1, 31);
}

static gboolean
is_date_token (const char *token,
               gsize       length)
{
  switch (length)
    {
    case 3: /* 001: a version, which counts for as little */
      return token[0] == '0' && token[1] == '0' && g_ascii_isdigit (token[2]);

    case 4: /* MMDD, YYMM */
      return is_month_and_day (token) ||
             (is_number (token, 2, 23, 29) && is_number (token + 2, 2, 1, 12));

    case 6: /* YYMMDD */
      return is_number (token, 2, 23, 29) && is_month_and_day (token + 2);

    case 8: /* YYYYMMDD */
      return is_number (token, 4, 2020, 2029) && is_month_and_day (token + 4);

    default:
      return FALSE;
    }
}

/* A name while it is peeled: its last tokens. */
typedef struct
{
  const char *text;
  gsize       begin[4]; /* of the last token, of the one before it, … */
  gsize       length[4];
  guint       n_tokens; /* how many of them there are, no more than 4 */
} Tail;

static void
read_tail (Tail       *tail,
           const char *text,
           gsize       length)
{
  gsize end = length;

  tail->text = text;
  for (tail->n_tokens = 0; tail->n_tokens < G_N_ELEMENTS (tail->begin); tail->n_tokens++)
    {
      gsize begin = end;

      while (begin > 0 && text[begin - 1] != '-')
        begin--;
      tail->begin[tail->n_tokens] = begin;
      tail->length[tail->n_tokens] = end - begin;
      if (begin == 0)
        {
          tail->n_tokens++;
          return;
        }
      end = begin - 1;
    }
}

static gboolean
is_part (const Tail *tail,
         guint       nth,
         gsize       n_digits,
         guint       least,
         guint       most)
{
  return nth < tail->n_tokens && tail->length[nth] == n_digits &&
         is_number (tail->text + tail->begin[nth], n_digits, least, most);
}

/* How many tokens at the end are a date; something has to be left before them. */
static guint
count_date (const Tail *tail)
{
  if (tail->n_tokens > 3 && is_part (tail, 2, 4, 2020, 2029) && is_part (tail, 1, 2, 1, 12) &&
      is_part (tail, 0, 2, 1, 31))
    return 3;

  if (tail->n_tokens > 2 && is_part (tail, 1, 2, 1, 12) &&
      (is_part (tail, 0, 4, 2020, 2029) || is_part (tail, 0, 2, 1, 31)))
    return 2;

  return is_date_token (tail->text + tail->begin[0], tail->length[0]) ? 1 : 0;
}

/* Where a quantisation at the end begins, such as q4-k-m or iq2-xxs; 0 if there is none. */
static gsize
find_quant (const char *text,
            gsize       length)
{
  while (TRUE)
    {
      Tail tail;

      read_tail (&tail, text, length);
      if (tail.n_tokens < 2)
        return 0;
      if (chl_registry_has_form (numbered_quants, text + tail.begin[0], tail.length[0]))
        return tail.begin[0];
      if (!chl_registry_has_word (quant_tails, text + tail.begin[0], tail.length[0]))
        return 0;
      length = tail.begin[0] - 1;
    }
}

/* A budget behind the word that it belongs to: thinking-8192. */
static gboolean
is_thinking_budget (const Tail *tail)
{
  const char *before = tail->text + tail->begin[1];

  return chl_registry_has_word ("think thinking", before, tail->length[1]) && tail->length[0] <= 9 &&
         is_number (tail->text + tail->begin[0], tail->length[0], 1024, G_MAXUINT);
}

/**
 * chl_registry_peel:
 * @folded: a folded name
 * @length: bytes of it
 * @out_length: (out): how much of it is left, without the dash at its end
 *
 * Takes one thing off the end of a name, the first of: quantisation, date, what says nothing, how
 * it is served, how it reasons.
 *
 * Returns: what it was; %CHL_PEEL_NONE if there is nothing to take off
 */
ChlRegistryPeel
chl_registry_peel (const char *folded,
                   gsize       length,
                   gsize      *out_length)
{
  Tail            tail;
  const char     *last;
  gsize           quant = find_quant (folded, length);
  guint           n_date;
  ChlRegistryPeel peel = CHL_PEEL_NONE;

  read_tail (&tail, folded, length);
  if (tail.n_tokens < 2)
    return CHL_PEEL_NONE;

  if (quant > 0)
    {
      *out_length = quant - 1;
      return CHL_PEEL_QUANT;
    }

  last = folded + tail.begin[0];
  n_date = count_date (&tail);
  if (chl_registry_has_word (formats, last, tail.length[0]) ||
      chl_registry_has_form (numbered_formats, last, tail.length[0]))
    peel = CHL_PEEL_QUANT;
  else if (n_date > 0)
    peel = CHL_PEEL_DATE;
  else if (is_thinking_budget (&tail))
    peel = CHL_PEEL_REASON;
  else
    peel = chl_registry_classify_word (last, tail.length[0]);

  if (peel != CHL_PEEL_NONE)
    *out_length = tail.begin[peel == CHL_PEEL_DATE ? n_date - 1 : 0] - 1;

  return peel;
}
