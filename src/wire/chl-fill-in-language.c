/* chl-fill-in-language.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-fill-in-language"

#include "config.h"

#include "chl-fill-in-language.h"

#include <string.h>

/* As the makers of models write them. */
static const struct
{
  const char *ending;
  const char *language;
} rows[] = {
  { "bash", "Shell" },
  { "c", "C" },
  { "cc", "C++" },
  { "cpp", "C++" },
  { "cs", "C#" },
  { "css", "CSS" },
  { "cu", "Cuda" },
  { "cxx", "C++" },
  { "dart", "Dart" },
  { "go", "Go" },
  { "h", "C" },
  { "hpp", "C++" },
  { "hs", "Haskell" },
  { "html", "HTML" },
  { "java", "Java" },
  { "jl", "Julia" },
  { "js", "JavaScript" },
  { "json", "JSON" },
  { "jsx", "JavaScript" },
  { "kt", "Kotlin" },
  { "lua", "Lua" },
  { "m", "Objective-C" },
  { "md", "Markdown" },
  { "ml", "OCaml" },
  { "mm", "Objective-C++" },
  { "pas", "Pascal" },
  { "php", "PHP" },
  { "pl", "Perl" },
  { "py", "Python" },
  { "r", "R" },
  { "rb", "Ruby" },
  { "rs", "Rust" },
  { "scala", "Scala" },
  { "scss", "SCSS" },
  { "sh", "Shell" },
  { "sql", "SQL" },
  { "swift", "Swift" },
  { "tex", "TeX" },
  { "ts", "TypeScript" },
  { "tsx", "TypeScript" },
  { "vala", "Vala" },
  { "vue", "Vue" },
  { "xml", "XML" },
  { "yaml", "YAML" },
  { "yml", "YAML" },
  { "zig", "Zig" },
};

/**
 * chl_fill_in_find_language:
 * @path: what a file is called
 *
 * Returns: (nullable): the language that is in it, by its ending
 *
 * Source: https://github.com/THUDM/CodeGeeX4/blob/main/guides/Infilling_guideline.md
 */
const char *
chl_fill_in_find_language (const char *path)
{
  const char      *name;
  const char      *dot;
  g_autofree char *ending = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  name = strrchr (path, '/');
  dot = strrchr (name != NULL ? name : path, '.');
  if (dot == NULL)
    return NULL;

  ending = g_ascii_strdown (dot + 1, -1);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (g_str_equal (rows[i].ending, ending))
      return rows[i].language;

  return NULL;
}
