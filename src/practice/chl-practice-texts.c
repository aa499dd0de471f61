/* chl-practice-texts.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "chl-practice-texts.h"

#define LONG_SECTIONS 60

static const char c_code[] =
  "```c\n"
  "/* Counts the words of a text. */\n"
  "#include <ctype.h>\n"
  "#include <stdbool.h>\n"
  "#include <stdio.h>\n"
  "\n"
  "static unsigned long\n"
  "count_words (FILE *file)\n"
  "{\n"
  "  unsigned long n_words = 0;\n"
  "  bool          is_inside = false;\n"
  "  int           c;\n"
  "\n"
  "  while ((c = fgetc (file)) != EOF)\n"
  "    {\n"
  "      if (isspace (c))\n"
  "        is_inside = false;\n"
  "      else if (!is_inside)\n"
  "        {\n"
  "          is_inside = true;\n"
  "          n_words++;\n"
  "        }\n"
  "    }\n"
  "\n"
  "  return n_words;\n"
  "}\n"
  "\n"
  "int\n"
  "main (void)\n"
  "{\n"
  "  printf (\"%lu words, and one line that is much too long to fit into a window of ordinary "
  "width, so that it has to scroll\\n\", count_words (stdin));\n"
  "\n"
  "  return 0;\n"
  "}\n"
  "```\n\n";

static const char python_code[] =
  "```python\n"
  "from collections import Counter\n"
  "from pathlib import Path\n"
  "\n"
  "\n"
  "def count_words(path: Path) -> Counter:\n"
  "    \"\"\"How often each word occurs.\"\"\"\n"
  "    words = Counter()\n"
  "    with path.open(encoding=\"utf-8\") as lines:\n"
  "        for line in lines:\n"
  "            words.update(line.lower().split())\n"
  "    return words\n"
  "\n"
  "\n"
  "for word, n in count_words(Path(\"story.txt\")).most_common(10):\n"
  "    print(f\"{n:6} {word}\")\n"
  "```\n\n";

static const char scripts[] =
  "| | |\n|---|---|\n"
  "| English | The quick brown fox jumps over the lazy dog |\n"
  "| Deutsch | Zwölf Boxkämpfer jagen Viktor quer über den großen Sylter Deich |\n"
  "| Ελληνικά | Ξεσκεπάζω την ψυχοφθόρα βδελυγμία |\n"
  "| Русский | Съешь же ещё этих мягких французских булок |\n"
  "| עברית | דג סקרן שט בים מאוכזב ולפתע מצא חברה |\n"
  "| العربية | نص حكيم له سر قاطع وذو شأن عظيم |\n"
  "| हिन्दी | ऋषियों को सताने वाले दुष्ट राक्षसों का विनाश |\n"
  "| 中文 | 天地玄黃，宇宙洪荒 |\n"
  "| 日本語 | いろはにほへと ちりぬるを |\n"
  "| 한국어 | 키스의 고유조건은 입술끼리 만나야 한다 |\n\n"
  "👍🏽 👩‍🚀 👨‍👩‍👧‍👦 🏳️‍🌈 🇪🇺 e\u0301 = é, Z\u0351\u036b\u0343a\u0363\u0368l\u034bg\u0306o\n\n";

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
  g_string_append (text, c_code);
  add_paragraph (text, _("Then in Python, where `Counter` does most of the work:"));
  g_string_append (text, python_code);
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
  g_string_append (text, scripts);
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
  g_string_append_printf (text, "- `code`, `table`, `list`, `quote`, `links`, `scripts`: %s\n",
                          _("that kind of text, several if you name several"));
  g_string_append_printf (text, "- `long`, `short`: %s\n", _("how much of it"));
  g_string_append_printf (text, "- `slow`, `fast`: %s\n", _("how quickly it comes"));
  g_string_append_printf (text, "- `echo …`: %s\n\n", _("what you wrote"));
  add_paragraph (text, _("Alone in a question, these show what can go wrong:"));
  g_string_append_printf (text, "- `error 401`, `error 429`, …: %s\n",
                          _("the server refuses, with that status"));
  g_string_append_printf (text, "- `error late`: %s\n", _("it fails in the middle of its answer"));
  g_string_append_printf (text, "- `cut`: %s\n", _("the connection breaks in the middle"));
  g_string_append_printf (text, "- `silence`: %s\n", _("it begins, and says nothing more"));
  g_string_append_printf (text, "- `garbage`, `html`, `empty`: %s\n\n",
                          _("an answer that is none"));
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

  return FALSE;
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
