/* fuzz-refresh.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "chl-error.h"
#include "chl-registry-refresh.h"
#include "chl-registry-table.h"
#include "chl-registry.h"
#include "fuzz.h"

#define TODAY "2026-11-23"

/* A small table with a row of each kind; every maker that must be in a download is easily there. */
#define TABLE                                                             \
  "#registry\tschema=1\tas_of=2026-07-02\tsource=fuzz\tlate=2026-11-01\n" \
  "kind\tid\tbase\tmatch\tuse\tctx\tinp\tout\tprice\tstage\tsrc\n"        \
  "p\topenai\topenai\t\t\t\t\t\t\t\thw\n"                                 \
  "p\tqwen\talibaba\talibaba alibaba-cn>qwen.cn\t\t\t\t\t\t\thw\n"        \
  "p\tgroq\t\t\t\t\t\t\t\t\thw\n"                                         \
  "m\topenai/a\t\ta-1\tchat\t1000\t\t100\t1/2/0.5\tbeta\tmd\n"            \
  "m\topenai/b\t\t\tchat\t\t800\t\t\t\tmx\n"                              \
  "m\topenai/e\t\t\tembed\t100\t\t\t\t\tmx\n"                             \
  "m\talibaba/q\t\t\tchat\t2000\t\t\t\t\tmx\n"                            \
  "f\talibaba/q-open\t\tq-open*\tchat\t500\t\t\t\t\thw\n"                 \
  "d\tgroq:a\topenai/a\t\t\t900\t\t\t0.5/1\t\tmd\n"                       \
  "d\tqwen.cn:q\talibaba/q\t\t\t\t\t\tsub\t\tmd\n"

/* All that must be in a download beside what is tried. */
#define BEFORE                                                                             \
  "{\"anthropic\":{\"models\":{\"c\":{\"id\":\"c\"}}},\"google\":{\"models\":{\"g\":{}}}," \
  "\"mistral\":{\"models\":{\"m\":{}}},\"deepseek\":{\"models\":{\"d\":{}}},"              \
  "\"xai\":{\"models\":{\"x\":{}}},\"qwen\":{\"models\":{}},"                              \
  "\"alibaba\":{\"models\":{\"q\":{\"id\":\"q\"}}},"                                       \
  "\"alibaba-cn\":{\"models\":{\"q\":{\"id\":\"q\"}}},"                                    \
  "\"openai\":{\"models\":{\"a\":{\"id\":\"a\"},\"f\":"
#define BETWEEN "}},\"groq\":{\"models\":{\"a\":{\"id\":\"a\"},\"f\":"
#define BEHIND "}}}"

static GBytes *
get_table (void)
{
  static GBytes *bytes;

  if (bytes == NULL)
    {
      g_autoptr(GVariant) table = chl_registry_table_compile (TABLE, strlen (TABLE), "fuzz", NULL);

      g_assert_nonnull (table);
      bytes = g_variant_get_data_as_bytes (table);
    }

  return bytes;
}

/* Whatever is in it, it is refused in a sentence, or becomes a table that is sound. */
static void
refresh (GBytes *download)
{
  ChlRefreshReport report = { .n_new = G_MAXUINT };
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) table = NULL;
  g_autoptr(GBytes) again = NULL;
  g_autoptr(ChlRegistry) registry = NULL;
  ChlRegistryMatch match;

  table = chl_registry_refresh (download, get_table (), NULL, TODAY, &report, &error);
  if (table == NULL)
    {
      /* Rows that cannot stand beside each other are for whoever joins them to keep apart. */
      g_assert_cmpint (error->domain, ==, CHL_ERROR);
      g_assert_cmpint (error->code, !=, CHL_ERROR_BROKEN_FILE);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      g_assert_cmpuint (report.n_new, ==, G_MAXUINT);
      return;
    }

  registry = chl_registry_new_for_bytes (table, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (chl_registry_count_rows (registry, 0), ==, 10 + report.n_new);
  g_assert_cmpuint (report.n_gone, ==, 0);

  /* What was mended by hand and what ended stays. */
  g_assert_true (chl_registry_resolve (registry, "openai", "b", &match));
  g_assert_cmpint (chl_registry_get_count (registry, &match, CHL_COLUMN_INP, NULL), ==, 800);
  g_assert_true (chl_registry_resolve (registry, "qwen.cn", "q", &match));
  g_assert_true (chl_registry_is_subscription (registry, &match));

  again = chl_registry_refresh (download, get_table (), table, TODAY, &report, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (table, again));
  g_assert_cmpuint (report.n_new + report.n_changed + report.n_gone, ==, 0);
}

/* A whole download, or one model of it, which stands at its maker's and at a host's. */
int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr(GBytes) whole = g_bytes_new (data, size);
  g_autoptr(GBytes) joined = NULL;
  GString *text = g_string_new (BEFORE);

  g_string_append_len (text, (const char *) data, (gssize) size);
  g_string_append (text, BETWEEN);
  g_string_append_len (text, (const char *) data, (gssize) size);
  g_string_append (text, BEHIND);
  joined = g_string_free_to_bytes (text);

  refresh (whole);
  refresh (joined);

  return 0;
}
