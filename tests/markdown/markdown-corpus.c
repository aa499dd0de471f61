/* markdown-corpus.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "markdown-fixture.h"

/* Documents as answers are, and what stands at the edges of the rules. */
const char *const markdown_corpus[] = {
  "",
  "One line",
  "First paragraph\nwith a second line\n\nSecond paragraph\n",
  "# Title\nText **bold**, *it* and `code`\n## Next\n\nBelow\n===\n\nOther\n---\nend",
  "A list:\n- a\n- b\n  - c\n    d\n\n  e\n- f\n\nAfter it\n",
  "1. one\n2. two\n\n   more\n3. three\n\n10. ten\n\ntext\n7. no list\n",
  "3. a\n3. b\n1. c\n\n1. d\n",
  "1. a\n\n  ```\n\nfoo\n\n```\n\nbar\n",
  "- a\n\n  ```c\n  int x;\n\n  y\n  ```\n\nfoo\n\nbar\n",
  "- a\n> q\n  ```\n\nfoo\n\nbar\n  ```\n\nbaz\n",
  "```c\nint main (void)\n{\n\n  return 0;\n}\n```\nRight behind\n\n~~~\ntilde ``` inside\n\n~~~\n",
  "````\n```\n\ninner\n```\n\n````\n\nend\n",
  "```\nnever closed\n\nstill code\n\n# no title\n",
  "> quote\nlazy\n\n> second\n> - list in quote\n>\n> ```\n> code\n\nout\n",
  "> > deep\n>\n> less\n\n> again\n",
  "| a | b |\n|---|:-:|\n| 1 | **x** |\n| 2 |\n\nafter\n",
  "a | b\n--|--\n1 | 2\nthree\n\n| no table |\n\n| x |\n|---|\n",
  "Some words\n| a | b |\n|:--|--:|\n| `c|d` | e \\| f |\n# Title\n",
  "See [one] and [two][2].\n\nMore [one].\n\n[one]: http://a.example/\n\n[2]: <http://b.example/> "
  "\"t\"\n\nlate [one]\n",
  "[a]: /first\n\n[a]\n\n[a]: /second\n\n[a] [b]\n\n> [b]: /in-quote\n",
  "- [x]: /u\n- [x]\n\n[x] `]:`\n\n1. [y]\n\n[y]:\n/split\n\nend [y]\n",
  "[q]\n\n[q]: /u\n```\nopen fence at the end [q]",
  "[foo\nbar]: /url\n\n[foo bar]\n\ntext [Foo  Bar]",
  "| [t] | u |\n|-----|---|\n| [t] | v |\n\nx [t]\n\n> [t]: /late",
  "[a]: /u\n\"title\"\n[b]: /v\n\"no title\" here\n\n[a] [b]\n",
  "- [ ] open\n- [x] done\n- [ ]\n- [y] no\n1. [X] both\n",
  "line one  \nline two\\\nline three\n\n***\n\n---\n___\n",
  "    indented code\n\n    more\n\ntext\n    lazy\n\n\ttab code\n",
  "- a\n\n      code in item\n\n  b\n\n\n  c\n",
  "-\n\n  foo\n\n-\n  foo\n- \n\nx",
  "* a\n* b\n+ c\n- d\n\n- e\n1) f\n2. g\n",
  " - a\n  - b\n   - c\n    - d\n- e\n",
  "<div>\nhtml\n\n</div>\n\n<!-- remark\n\nstill -->\n\n<pre>\n\nx</pre>\n\na<br>b <sub>2</sub>\n",
  "unclosed **bold and `code and [link](http://exa",
  "**a *b** c* ~~d~~ __e__ _f_ snake_case_name 2*3*4 2 * 3 `` ` ``\n",
  "![image](http://x/y.png)\n\n[![in](a)](b) text ![c](d) ![](e)\n",
  "http://example.org/a_b_c and https://x.y/z.\n\n<http://auto.example> &amp; &copy; &#65; &#x1F600; "
  "&bogus; &\n",
  "emoji \360\237\221\251\342\200\215\360\237\221\251 \327\251\327\234 \346\274\242\345\255\227\r\nnext\rline\r\n\r\npara\r",
  "bad \xff\xc3 bytes \xe2\x82 and \xf0\x9f\x98 end\xc3",
  "\\*not\\* \\`code\\` \\\\*yes*\n\n\\# no\n",
  "Term\n\n\n\nTwo blank lines\n\n \n\t\n\nblank with spaces\n",
  "1. a\n   - b\n     1. c\n        ```py\n        x\n\n        y\n        ```\n     2. d\n2. e\n\nend\n",
  "#\n\n## \n\n####### seven\n\n#no\n",
  "text\n***\ntext\n- - -\ntext\n* * *\n- x\n***\n- y\n",
  "- a\n - b\n\n\n- c\n\n  ***\n- d\n",
  "> - a\n> - b\n- c\n\n> x\n- d\n> y\nlazy\n=\n",
  "| a |\n|---|\n> quote\n\n| b |\n|---|\n- item\n",
  "```\n\n```\n\n```\n\n\n```\n```\n",
  "Mail me@example.org, (https://e.org/x_(y)) or *https://e.org/**a**.\n",
  "- a\n\n\tb\n\n>\t\tcode\n\n-\t\tcode\n\n- foo\n\n\t\tbar\n",
};

const guint n_markdown_corpus = G_N_ELEMENTS (markdown_corpus);
