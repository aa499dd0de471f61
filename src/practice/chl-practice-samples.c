/* chl-practice-samples.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "chl-practice-samples.h"

/* Nothing here is translated: it is there for how it looks. */

#define WIDE_COLUMNS 14
#define WIDE_ROWS 12
#define SENTENCES_IN_PARAGRAPH 6

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

static const char languages[] =
  "```rust\n"
  "/// How often each word occurs.\n"
  "fn count_words(text: &str) -> HashMap<&str, usize> {\n"
  "    let mut words = HashMap::new();\n"
  "    for word in text.split_whitespace() {\n"
  "        *words.entry(word).or_insert(0) += 1;\n"
  "    }\n"
  "    words\n"
  "}\n"
  "```\n\n"
  "```javascript\n"
  "const count = new Map(); // insertion order\n"
  "for (const word of text.split(/\\s+/u))\n"
  "  count.set(word, (count.get(word) ?? 0) + 1);\n"
  "console.log(`${count.size} words`);\n"
  "```\n\n"
  "```go\n"
  "func countWords(text string) map[string]int {\n"
  "\twords := make(map[string]int)\n"
  "\tfor _, word := range strings.Fields(text) {\n"
  "\t\twords[word]++\n"
  "\t}\n"
  "\treturn words\n"
  "}\n"
  "```\n\n"
  "```sh\n"
  "#!/bin/sh\n"
  "tr -s '[:space:]' '\\n' <story.txt | sort | uniq -c | sort -rn | head\n"
  "```\n\n"
  "```sql\n"
  "SELECT word, count(*) AS n\n"
  "  FROM words\n"
  " WHERE length(word) > 3 -- short ones say little\n"
  " GROUP BY word ORDER BY n DESC LIMIT 10;\n"
  "```\n\n"
  "```json\n"
  "{\"words\": 1234, \"longest\": \"Zwölf\", \"ratio\": 0.25, \"empty\": null, \"done\": true}\n"
  "```\n\n"
  "```html\n"
  "<p class=\"note\">Words: <b>1234</b> &amp; more</p> <!-- not rendered -->\n"
  "```\n\n"
  "```diff\n"
  "-  n_words += 1;\n"
  "+  n_words++;\n"
  "```\n\n"
  "```\nNo language was named here,\n\n    and one line is indented.\n```\n\n"
  "    Code can also be indented by four blanks.\n\n"
  "~~~nonsense\nA language that nobody knows, between tildes, with ``` inside.\n~~~\n\n";

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

static const char right_to_left[] =
  "הקנקן אינו עיקר אלא מה שיש בו. **מודגש**, *נטוי* ו־`code` באמצע המשפט, עם קישור אל "
  "[GNOME](https://www.gnome.org/) ומספר 1,234.5 בסופו.\n\n"
  "- פריט ראשון\n- פריט שני עם English באמצע\n  - פריט מקונן\n\n"
  "> العلم في الصغر كالنقش على الحجر، والوقت كالسيف إن لم تقطعه قطعك.\n\n"
  "١. خبز وملح\n٢. شاي (tea) وسكر\n\n"
  "| שם | عدد |\n|---|---:|\n| אחת | ١٢٣ |\n| שתיים (two) | ٤٥٦ |\n\n";

static const char east_asian[] =
  "学而时习之，不亦说乎？有朋自远方来，不亦乐乎？人不知而不愠，不亦君子乎？**重要**的是*慢慢*读，"
  "`代码`也可以写在句子里，长段落没有空格，仍然应当在正确的地方换行，标点不应出现在行首。\n\n"
  "吾輩は猫である。名前はまだ無い。どこで生れたかとんと見当がつかぬ。何でも薄暗いじめじめした所で"
  "ニャーニャー泣いていた事だけは記憶している。「かぎ括弧」も、ー長音も、行の頭には来ない。\n\n"
  "모든 국민은 인간으로서의 존엄과 가치를 가지며, 행복을 추구할 권리를 가진다. 띄어쓰기가 있는 "
  "글은 낱말 사이에서 줄이 바뀐다.\n\n"
  "- 一つ目\n- 二つ目 mixed with English\n- ｆｕｌｌ　ｗｉｄｔｈ\n\n";

static const char broken[] =
  "#Not a heading\n"
  "####### Seven marks are none either\n\n"
  "**bold that never ends, *emphasis* inside, and `a tick that stays open\n\n"
  "[a link without an end](https://example.org/path\n"
  "[a link to nowhere][nowhere] and ![a picture](missing.png)\n\n"
  "| one | two |\n|---|\n| this is no table |\n\n"
  "| one | two | three |\n|---|:--:|---:|\n| too few |\n| far | too | many | cells | here |\n"
  "| a \\| b | `c | d` |\n\n"
  "1. one\n7. seven\n   - deeper\n      - and odd\n * another mark\n-no blank behind it\n\n"
  "<div onclick=\"alert(1)\">HTML is text here</div> &copy; &#x41; &bogus; \\*stars\\*\n\n"
  "> a quotation\nthat goes on lazily\n>> and deeper\n\n"
  "Setext, perhaps\n===\n***\n"
  "a\\\nhard break  \nand another\n\n"
  "```c\nint this_fence = never_closed;\n";

static const char *const sentences[] = {
  "Most of what one reads in a day is prose, and prose is what a window has to show well.",
  "A line should hold some twelve words, so that the eye finds the beginning of the next one.",
  "Now and then a word is *emphasised*, and now and then one is **heavy**.",
  "Short ones help.",
  "A name such as `count_words` stands in the middle of a sentence without moving the lines above "
  "and below it apart.",
  "There are quotations, “like this one”, dashes – of both kinds — and an ellipsis…",
  "Somebody will ask where this comes from, and then there is [a link](https://www.gnome.org/).",
  "Figures line up where they can: 1,024, 65,536 and 16,777,216.",
  "It does not matter what is said here; it matters that it wraps, scrolls, can be selected, and is "
  "found again.",
  "Whoever reads back while more of it comes must not be disturbed.",
  "Averyverylongwordthatnobodywouldwriteandthathasnoplaceatwhichitcouldbebrokenstaysinitscolumn.",
};

void
chl_practice_samples_add_c (GString *text)
{
  g_string_append (text, c_code);
}

void
chl_practice_samples_add_python (GString *text)
{
  g_string_append (text, python_code);
}

void
chl_practice_samples_add_languages (GString *text)
{
  g_string_append (text, languages);
}

void
chl_practice_samples_add_scripts (GString *text)
{
  g_string_append (text, scripts);
}

void
chl_practice_samples_add_right_to_left (GString *text)
{
  g_string_append (text, right_to_left);
}

void
chl_practice_samples_add_east_asian (GString *text)
{
  g_string_append (text, east_asian);
}

/* Ends in code that nobody closes: nothing can follow it. */
void
chl_practice_samples_add_broken (GString *text)
{
  g_string_append (text, broken);
}

/* A table that no window is wide enough for. */
void
chl_practice_samples_add_wide (GString *text)
{
  for (guint row = 0; row < WIDE_ROWS + 2; row++)
    {
      g_string_append_c (text, '|');
      for (guint column = 0; column < WIDE_COLUMNS; column++)
        if (row == 0)
          g_string_append_printf (text, " Column %u |", column + 1);
        else if (row == 1)
          g_string_append (text, column % 3 == 0 ? "---|" : column % 3 == 1 ? "---:|"
                                                                            : ":---:|");
        else
          g_string_append_printf (text, " %s%u |", column % 5 == 0 ? "a longer cell " : "",
                                  (row - 1) * (column + 1) * 37);
      g_string_append_c (text, '\n');
    }
  g_string_append_c (text, '\n');
}

/**
 * chl_practice_samples_add_prose:
 * @text: what is being written
 * @paragraph: any number; the same one gives the same paragraph
 *
 * Adds one paragraph of half a kilobyte or so.
 */
void
chl_practice_samples_add_prose (GString *text,
                                guint    paragraph)
{
  for (guint i = 0; i < SENTENCES_IN_PARAGRAPH; i++)
    {
      guint index = (paragraph * 5 + i * (1 + paragraph % 3)) % G_N_ELEMENTS (sentences);

      g_string_append_printf (text, "%s%s", i > 0 ? " " : "", sentences[index]);
    }
  g_string_append (text, "\n\n");
}
