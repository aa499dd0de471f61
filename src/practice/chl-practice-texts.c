/* chl-practice-texts.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "chl-practice-texts.h"

#include <string.h>

#include "chl-practice-samples.h"

#define LONG_SECTIONS 60

/* Kibibytes that can be asked for. */
#define MAX_SIZE 1024

typedef struct
{
  const char *word;
  void (*add) (GString *text);
} Topic;

static void
add_paragraph (GString    *text,
               const char *paragraph)
{
  g_string_append (text, paragraph);
  g_string_append (text, "\n\n");
}

static void
add_heading (GString    *text,
             const char *marks,
             const char *title)
{
  g_string_append_printf (text, "%s %s\n\n", marks, title);
}

static void
add_code (GString *text)
{
  add_heading (text, "##", _("Code"));
  add_paragraph (text, _("Two programs that count words. First in C:"));
  chl_practice_samples_add_c (text);
  add_paragraph (text, _("Then in Python, where `Counter` does most of the work:"));
  chl_practice_samples_add_python (text);
}

static void
add_table (GString *text)
{
  add_heading (text, "##", _("A table"));
  g_string_append_printf (text, "| %s | %s | %s |\n", _("Planet"), _("Moons"), _("Hours"));
  g_string_append (text, "|:---|:---:|---:|\n");
  g_string_append (text, "| Mercury | 0 | 1407.6 |\n"
                         "| Venus | 0 | 5832.5 |\n"
                         "| **Earth** | 1 | 23.9 |\n"
                         "| Mars | 2 | 24.6 |\n"
                         "| *Jupiter* | 95 | 9.9 |\n"
                         "| `Saturn` | 146 | 10.7 |\n\n");
}

static void
add_list (GString *text)
{
  add_heading (text, "##", _("Lists"));
  g_string_append_printf (text, "1. %s\n2. %s\n", _("One"), _("Two, in parts"));
  g_string_append_printf (text, "   - %s\n", _("the first part"));
  g_string_append_printf (text, "   - %s\n", _("the second part"));
  g_string_append_printf (text, "     - %s\n", _("and deeper still"));
  g_string_append_printf (text, "3. %s\n\n", _("Three, **in bold**"));
  g_string_append_printf (text, "- [x] %s\n- [ ] %s\n\n", _("done"), _("still to do"));
}

static void
add_quote (GString *text)
{
  add_heading (text, "##", _("A quotation"));
  g_string_append_printf (text, "> %s\n>\n> > %s\n>\n> — *Lewis Carroll*\n\n",
                          "“Begin at the beginning,” the King said gravely,",
                          "“and go on till you come to the end: then stop.”");
}

static void
add_links (GString *text)
{
  add_heading (text, "##", _("Links"));
  g_string_append_printf (text, "- [GNOME](https://www.gnome.org/)\n"
                                "- <https://www.gtk.org/>\n"
                                "- https://example.org/a_(b)?q=1&r=2#part\n"
                                "- [%s](javascript:alert(1))\n\n",
                          _("one that must not open"));
}

static void
add_scripts (GString *text)
{
  add_heading (text, "##", _("Scripts of the world"));
  chl_practice_samples_add_scripts (text);
}

static void
add_headings (GString *text)
{
  add_heading (text, "#", _("The largest heading"));
  add_heading (text, "##", _("A section, with *emphasis* and `code`"));
  add_heading (text, "###", _("A part of it"));
  add_heading (text, "####", _("A part of that"));
  add_heading (text, "#####", _("Hardly larger than text"));
  add_heading (text, "######", _("The smallest heading"));
  g_string_append_printf (text, "%s\n---\n\n", _("A heading with a line beneath"));
}

static void
add_tasks (GString *text)
{
  add_heading (text, "##", _("Things to do"));
  g_string_append_printf (text, "- [x] %s\n", _("done"));
  g_string_append_printf (text, "  - [x] %s\n", _("the first part"));
  g_string_append_printf (text, "  - [ ] %s\n", _("the second part"));
  g_string_append_printf (text, "- [ ] %s\n", _("still to do"));
  g_string_append_printf (text, "  1. %s\n", _("the first part"));
  g_string_append_printf (text, "  2. %s\n\n", _("the second part"));
}

static void
add_rules (GString *text)
{
  add_paragraph (text, _("Above a rule."));
  g_string_append (text, "***\n\n");
  add_paragraph (text, _("Between two rules."));
  g_string_append (text, "---\n\n");
  add_paragraph (text, _("Below them."));
}

static void
add_wide (GString *text)
{
  add_heading (text, "##", _("A wide table"));
  chl_practice_samples_add_wide (text);
}

static void
add_languages (GString *text)
{
  add_heading (text, "##", _("Code in many languages"));
  chl_practice_samples_add_languages (text);
}

static void
add_prose (GString *text)
{
  add_heading (text, "##", _("Prose"));
  for (guint i = 0; i < 4; i++)
    chl_practice_samples_add_prose (text, i);
}

static void
add_right_to_left (GString *text)
{
  add_heading (text, "##", _("From right to left"));
  chl_practice_samples_add_right_to_left (text);
}

static void
add_east_asian (GString *text)
{
  add_heading (text, "##", _("Chinese, Japanese, Korean"));
  chl_practice_samples_add_east_asian (text);
}

static void
add_short (GString *text)
{
  add_paragraph (text, _("That was all."));
}

static const Topic topics[] = {
  { "code", add_code },
  { "table", add_table },
  { "list", add_list },
  { "quote", add_quote },
  { "links", add_links },
  { "scripts", add_scripts },
  { "headings", add_headings },
  { "tasks", add_tasks },
  { "rules", add_rules },
  { "wide", add_wide },
  { "languages", add_languages },
  { "prose", add_prose },
  { "rtl", add_right_to_left },
  { "cjk", add_east_asian },
  { "markdown", chl_practice_texts_add_all },
  { "broken", chl_practice_samples_add_broken },
  { "emoji", add_scripts },
  { "long", chl_practice_texts_add_long },
  { "help", chl_practice_texts_add_help },
  { "short", add_short },
};

/**
 * chl_practice_texts_get_notice:
 *
 * Returns: the line that stands in every answer and says what it is
 */
const char *
chl_practice_texts_get_notice (void)
{
  return _("This is practice: Chatelaine wrote it itself, and no model was asked.");
}

/**
 * chl_practice_texts_add_help:
 * @text: what is being written
 *
 * Adds which word in a question does what. The words themselves are not translated.
 */
void
chl_practice_texts_add_help (GString *text)
{
  add_heading (text, "##", _("What practice understands"));
  g_string_append_printf (text, "- `prose`, `code`, `languages`, `table`, `wide`, `list`, `tasks`, "
                                "`quote`, `links`, `headings`, `rules`, `scripts`, `rtl`, `cjk`, "
                                "`emoji`, `broken`: %s\n",
                          _("that kind of text, several if you name several"));
  g_string_append_printf (text, "- `markdown`: %s\n", _("all of them"));
  g_string_append_printf (text, "- `short`, `long`, `32k`, `128k`: %s\n", _("how much of it"));
  g_string_append_printf (text, "- `slow`, `fast`, `instant`, `speed 120`: %s\n",
                          _("how quickly it comes, in tokens a second"));
  g_string_append_printf (text, "- `think`: %s\n", _("with thoughts before it"));
  g_string_append_printf (text, "- `wait`, `wait 30`: %s\n",
                          _("with a first word that takes some seconds"));
  g_string_append_printf (text, "- `echo …`: %s\n\n", _("what you wrote"));
  add_paragraph (text, _("These show how answers end, if nothing but such words is asked:"));
  g_string_append_printf (text, "- `length`: %s\n", _("cut at the longest answer allowed"));
  g_string_append_printf (text, "- `thoughts`: %s\n", _("cut there before the first word"));
  g_string_append_printf (text, "- `full`: %s\n", _("cut because the model can read no more"));
  g_string_append_printf (text, "- `filter`, `refusal`: %s\n",
                          _("held back by the provider, or declined by the model"));
  g_string_append_printf (text, "- `abort`, `odd`: %s\n",
                          _("stopped by the provider, or ended for a reason of its own"));
  g_string_append_printf (text, "- `tool`: %s\n", _("asking for a tool"));
  g_string_append_printf (text, "- `nothing`: %s\n\n", _("without a word"));
  add_paragraph (text, _("And these show what can go wrong:"));
  g_string_append_printf (text, "- `error 401`, `error 429`, `error 429 60`, …: %s\n",
                          _("the server refuses, with that status, for so many seconds"));
  g_string_append_printf (text, "- `busy`, `busy 20`: %s\n",
                          _("it refuses once, and answers the next time"));
  g_string_append_printf (text, "- `error late`: %s\n", _("it fails in the middle of its answer"));
  g_string_append_printf (text, "- `cut`: %s\n", _("the connection breaks in the middle"));
  g_string_append_printf (text, "- `silence`: %s\n", _("it begins, and says nothing more"));
  g_string_append_printf (text, "- `garbage`, `html`, `empty`: %s\n\n",
                          _("an answer that is none"));
}

/**
 * chl_practice_texts_add_all:
 * @text: what is being written
 *
 * Adds each kind of text once.
 */
void
chl_practice_texts_add_all (GString *text)
{
  add_headings (text);
  add_prose (text);
  add_list (text);
  add_tasks (text);
  add_quote (text);
  add_table (text);
  add_wide (text);
  add_links (text);
  add_rules (text);
  add_code (text);
  add_languages (text);
  add_scripts (text);
  add_right_to_left (text);
  add_east_asian (text);
}

/* "32k": so many kibibytes; 0 if it is no such word. */
static guint
read_size (const char *word)
{
  gsize            length = strlen (word);
  guint64          size = 0;
  g_autofree char *digits = NULL;

  if (length < 2 || word[length - 1] != 'k')
    return 0;

  digits = g_strndup (word, length - 1);
  if (!g_ascii_string_to_unsigned (digits, 10, 1, MAX_SIZE, &size, NULL))
    return 0;

  return (guint) size;
}

/* Prose for the most part, with code, a table and a list every few paragraphs. */
static void
add_sized (GString *text,
           guint    size)
{
  static void (*const kinds[]) (GString *) = { add_code, add_table, add_list, add_quote };

  for (guint i = 0; text->len < size * 1024; i++)
    if (i % 8 == 7)
      kinds[i / 8 % G_N_ELEMENTS (kinds)](text);
    else
      chl_practice_samples_add_prose (text, i);
}

/**
 * chl_practice_texts_has_word:
 * @word: a word, in small letters
 *
 * Returns: whether there is something to that word
 */
gboolean
chl_practice_texts_has_word (const char *word)
{
  for (guint i = 0; i < G_N_ELEMENTS (topics); i++)
    if (g_str_equal (topics[i].word, word))
      return TRUE;

  return read_size (word) > 0;
}

/**
 * chl_practice_texts_add_by_word:
 * @text: what is being written
 * @word: a word of the question, in small letters
 *
 * Returns: whether there is something to that word; it was added then
 */
gboolean
chl_practice_texts_add_by_word (GString    *text,
                                const char *word)
{
  for (guint i = 0; i < G_N_ELEMENTS (topics); i++)
    if (g_str_equal (topics[i].word, word))
      {
        topics[i].add (text);
        return TRUE;
      }

  if (read_size (word) == 0)
    return FALSE;

  add_sized (text, read_size (word));

  return TRUE;
}

/**
 * chl_practice_texts_add_any:
 * @text: what is being written
 * @choice: any number; the same one gives the same text
 *
 * Adds something, for a question that names nothing.
 */
void
chl_practice_texts_add_any (GString *text,
                            guint    choice)
{
  add_paragraph (text, _("A real model would answer your question here. Practice shows what "
                          "answers look like: with *emphasis*, **weight**, `code` and more."));
  topics[choice % 5].add (text);
  topics[(choice + 1 + choice / 5 % 4) % 5].add (text);
  add_paragraph (text, _("Write `help` to see what else there is."));
}

/**
 * chl_practice_texts_add_long:
 * @text: what is being written
 *
 * Adds as much as one reads in a quarter of an hour.
 */
void
chl_practice_texts_add_long (GString *text)
{
  for (guint i = 0; i < LONG_SECTIONS; i++)
    {
      g_string_append_printf (text, "## ");
      g_string_append_printf (text, _("Section %u of %u"), i + 1, LONG_SECTIONS);
      g_string_append (text, "\n\n");
      add_paragraph (text, _("This section is here to be long. It fills the window, so that one "
                              "can scroll back while the answer still grows, find words in it, "
                              "copy from it, and see whether everything stays quick."));
      if (i % 6 == 5)
        topics[(i / 6) % 6].add (text);
    }
}
