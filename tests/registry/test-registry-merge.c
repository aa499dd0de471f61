/* test-registry-merge.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "chl-error.h"
#include "chl-registry-table.h"
#include "registry-refresh-fixture.h"

#define HEAD "#registry\tschema=1\tas_of=2026-11-01\tsource=tests\n"                       \
             "kind\tid\tbase\tmatch\tuse\tctx\tinp\tout\tmedia\tprice\tstage\topen\tsrc\n" \
             "m\topenai/gpt-a\t\talso\tchat\t1000\t\t500\t\t1/2\t\t\tmd\n"                 \
             "p\topenai\topenai\np\tcodex\topenai\np\tgroq\n"

/* Rows of a model that is its maker's, and of what serves gpt-a. */
#define MODEL(id, use, ctx, inp, out, price, stage, src) \
  "m\t" id "\t\t\t" use "\t" ctx "\t" inp "\t" out "\t\t" price "\t" stage "\t\t" src "\n"
#define X(ctx, inp, out, stage) MODEL ("openai/x", "chat", ctx, inp, out, "3/4", stage, "md")
#define HOST(id, ctx, out, price, stage, src) \
  "d\tgroq:" id "\topenai/gpt-a\t\t\t" ctx "\t\t" out "\t\t" price "\t" stage "\t\t" src "\n"
#define FAMILY "f\topenai/fam\t\tgpt-fam*\tchat\t\t\t\t\t\t\t\tmd\n"

#define LISTED(id, more) "\"" id "\":{\"id\":\"" id "\"" more "}"
#define LIMITS(ctx, inp, out) ",\"limit\":{\"context\":" ctx ",\"input\":" inp ",\"output\":" out "}"
#define COST(in, out) ",\"cost\":{\"input\":" in ",\"output\":" out "}"
#define STATUS(word) ",\"status\":\"" word "\""

/* What has to be in a list that is one. */
#define REST                                                                               \
  ",\"anthropic\":{\"models\":{\"z\":{}}},\"google\":{\"models\":{\"z\":{}}},\"mistral\":" \
  "{\"models\":{\"z\":{}}},\"deepseek\":{\"models\":{\"z\":{}}},\"alibaba\":{\"models\":"  \
  "{\"z\":{}}},\"xai\":{\"models\":{\"z\":{}}}}"

typedef struct
{
  const char       *rows;
  const char       *provider;
  const char       *listed;
  const char       *model; /* of that provider */
  ChlRegistryColumn column;
  const char       *cell;
  guint             n_new;
  guint             n_changed;
  ChlRefreshDrop    drop;
} MergeCase;

#define NO_DROP CHL_N_DROPS

static GBytes *
build_table (const char *rows)
{
  g_autofree char *text = g_strconcat (HEAD, rows, NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) table = chl_registry_table_compile (text, strlen (text), "t", &error);

  g_assert_no_error (error);

  return g_variant_get_data_as_bytes (table);
}

/* What @provider lists, in a list where gpt-a is and all that has to be. */
static GBytes *
build_download (const char *provider,
                const char *listed)
{
  gboolean    is_maker = g_str_equal (provider, "openai");
  const char *begin = is_maker ? "," : "}},\"";
  const char *name = is_maker ? "" : provider;
  const char *end = is_maker ? "" : "\":{\"models\":{";
  char       *text = g_strconcat ("{\"openai\":{\"models\":{" LISTED ("gpt-a", ""), begin, name, end, listed,
                                  "}}" REST, NULL);

  return g_bytes_new_take (text, strlen (text));
}

static void
check_case (const MergeCase *each)
{
  g_autoptr(GBytes) bundled = build_table (each->rows);
  g_autoptr(GBytes) download = build_download (each->provider, each->listed);
  g_autoptr(GBytes) table = NULL;
  g_autoptr(ChlRegistry) registry = NULL;
  g_autoptr(GError) error = NULL;
  ChlRefreshReport report;
  ChlRegistryMatch match;

  g_test_message ("%s with %s", each->rows, each->listed);
  table = chl_registry_refresh (download, bundled, NULL, REFRESH_TODAY, &report, &error);
  g_assert_no_error (error);
  registry = chl_registry_new_for_bytes (table, &error);
  g_assert_no_error (error);
  chl_registry_resolve (registry, each->provider, each->model, &match);
  g_assert_cmpstr (chl_registry_get_text (registry, &match, each->column, NULL), ==, each->cell);
  g_assert_cmpuint (report.n_new, ==, each->n_new);
  g_assert_cmpuint (report.n_changed, ==, each->n_changed);
  for (guint i = 0; i < CHL_N_DROPS; i++)
    g_assert_cmpuint (report.dropped[i], ==, i == (guint) each->drop ? 1 : 0);
}

static void
check (const MergeCase *cases,
       gsize            n_cases)
{
  for (gsize i = 0; i < n_cases; i++)
    check_case (&cases[i]);
}

/* Life goes forward only. */
static void
test_stages (void)
{
  static const struct
  {
    const char *rows;
    const char *listed;
    const char *stage;
    guint       n_changed;
  } cases[] = {
    { X ("1000", "", "", ""), LISTED ("x", STATUS ("deprecated")), "deprecated", 1 },
    { X ("1000", "", "", ""), LISTED ("x", STATUS ("beta")), "", 0 },
    { X ("1000", "", "", ""), LISTED ("x", STATUS ("alpha")), "", 0 },
    { X ("1000", "", "", ""), LISTED ("x", ""), "", 0 },
    { X ("1000", "", "", "alpha"), LISTED ("x", STATUS ("deprecated")), "deprecated", 1 },
    { X ("1000", "", "", "alpha"), LISTED ("x", STATUS ("beta")), "beta", 1 },
    { X ("1000", "", "", "alpha"), LISTED ("x", STATUS ("alpha")), "alpha", 0 },
    { X ("1000", "", "", "alpha"), LISTED ("x", ""), "", 1 },
    { X ("1000", "", "", "beta"), LISTED ("x", STATUS ("deprecated")), "deprecated", 1 },
    { X ("1000", "", "", "beta"), LISTED ("x", STATUS ("alpha")), "beta", 0 },
    { X ("1000", "", "", "beta"), LISTED ("x", ""), "", 1 },
    { X ("1000", "", "", "deprecated"), LISTED ("x", STATUS ("beta")), "deprecated", 0 },
    { X ("1000", "", "", "deprecated"), LISTED ("x", ""), "deprecated", 0 },
    { X ("1000", "", "", "retired"), LISTED ("x", STATUS ("deprecated")), "retired", 0 },
    { X ("1000", "", "", "retired"), LISTED ("x", STATUS ("beta")), "retired", 0 },
    { X ("1000", "", "", "retired"), LISTED ("x", ""), "retired", 0 },
    { MODEL ("openai/x", "chat", "1000", "", "", "3/4", "", "mx"), LISTED ("x", STATUS ("deprecated")), "", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    check_case (&(MergeCase){ cases[i].rows, "openai", cases[i].listed, "x", CHL_COLUMN_STAGE,
                              cases[i].stage, 0, cases[i].n_changed, NO_DROP });
}

/* What is filled in fits in the window that is there, or is left out. */
static void
test_limits (void)
{
  static const MergeCase cases[] = {
    { X ("300", "", "", ""), "openai", LISTED ("x", LIMITS ("1000", "0", "301")), "x", CHL_COLUMN_OUT, "",
      0, 0, CHL_DROP_LIMIT },
    { X ("300", "", "", ""), "openai", LISTED ("x", LIMITS ("1000", "301", "0")), "x", CHL_COLUMN_INP, "",
      0, 0, CHL_DROP_LIMIT },
    { X ("300", "", "", ""), "openai", LISTED ("x", LIMITS ("1000", "300", "300")), "x", CHL_COLUMN_OUT,
      "300", 0, 1, NO_DROP },
    { X ("300", "", "", ""), "openai", LISTED ("x", LIMITS ("1000", "300", "300")), "x", CHL_COLUMN_INP,
      "300", 0, 1, NO_DROP },
    { X ("300", "", "200", ""), "openai", LISTED ("x", LIMITS ("1000", "301", "100")), "x",
      CHL_COLUMN_OUT, "200", 0, 0, CHL_DROP_LIMIT },
    { X ("", "", "", ""), "openai", LISTED ("x", LIMITS ("0", "0", "500")), "x", CHL_COLUMN_OUT, "500", 0,
      1, NO_DROP },
    { X ("", "", "700", ""), "openai", LISTED ("x", LIMITS ("600", "0", "0")), "x", CHL_COLUMN_CTX, "", 0, 0,
      CHL_DROP_LIMIT },
    { MODEL ("openai/x", "embed", "300", "", "", "", "", "md"), "openai",
      LISTED ("x", LIMITS ("2000", "0", "1536")), "x", CHL_COLUMN_OUT, "", 0, 0, NO_DROP },
  };

  check (cases, G_N_ELEMENTS (cases));
}

/* What a host's row says follows, but for what it says on purpose, and what it need not say. */
static void
test_host_rows (void)
{
  static const MergeCase cases[] = {
    { HOST ("x", "", "-", "", "", "md"), "groq", LISTED ("x", LIMITS ("1000", "0", "400")), "x",
      CHL_COLUMN_OUT, "", 0, 0, NO_DROP },
    { HOST ("x", "", "", "", "", "md"), "groq", LISTED ("x", LIMITS ("1000", "0", "500")), "x",
      CHL_COLUMN_OUT, "500", 0, 0, NO_DROP },
    { HOST ("x", "", "", "", "", "md"), "groq", LISTED ("x", LIMITS ("800", "0", "500")), "x",
      CHL_COLUMN_CTX, "800", 0, 1, NO_DROP },
    { HOST ("x", "", "", "", "", "mx"), "groq", LISTED ("x", LIMITS ("800", "0", "500")), "x",
      CHL_COLUMN_CTX, "1000", 0, 0, NO_DROP },
    { HOST ("x", "", "", "", "", "md"), "groq", LISTED ("x", LIMITS ("0", "0", "1000")), "x",
      CHL_COLUMN_OUT, "1000", 0, 1, NO_DROP },
    { HOST ("x", "", "", "", "", "md"), "groq", LISTED ("x", LIMITS ("0", "0", "1001")), "x",
      CHL_COLUMN_OUT, "500", 0, 0, CHL_DROP_LIMIT },
    { HOST ("x", "", "", "1/3", "", "md"), "groq", LISTED ("x", COST ("3", "4")), "x", CHL_COLUMN_PRICE,
      "3/4", 0, 1, NO_DROP },
    { HOST ("x", "", "", "", "", "md"), "groq", LISTED ("x", COST ("3", "4")), "x", CHL_COLUMN_PRICE, "1/2",
      0, 0, NO_DROP },
    { HOST ("x", "", "", "sub", "", "md"), "groq", LISTED ("x", COST ("3", "4")), "x", CHL_COLUMN_PRICE,
      "sub", 0, 0, NO_DROP },
    { HOST ("x", "", "", "-", "", "md"), "groq", LISTED ("x", COST ("3", "4")), "x", CHL_COLUMN_PRICE, "",
      0, 0, NO_DROP },
    { HOST ("x", "900", "", "", "", "md"), "groq", LISTED ("x", STATUS ("deprecated")), "x",
      CHL_COLUMN_STAGE, "deprecated", 0, 1, NO_DROP },
  };

  check (cases, G_N_ELEMENTS (cases));
}

/* Who makes a model has a row for it, unless its name leads to one that says the same. */
static void
test_own (void)
{
  static const MergeCase cases[] = {
    { "", "openai", LISTED ("gpt-a-2026-01-01", LIMITS ("1000", "0", "500") COST ("1.005", "2")),
      "gpt-a-2026-01-01", CHL_COLUMN_PRICE, "1/2", 0, 0, NO_DROP },
    { "", "openai", LISTED ("gpt-a-2026-01-01", LIMITS ("900", "0", "500")), "gpt-a-2026-01-01",
      CHL_COLUMN_CTX, "900", 1, 0, NO_DROP },
    { "", "openai", LISTED ("gpt-a-2026-01-01", COST ("2", "2")), "gpt-a-2026-01-01", CHL_COLUMN_PRICE,
      "2/2", 1, 0, NO_DROP },
    { "", "openai", LISTED ("gpt-a-fast", COST ("1.005", "2")), "gpt-a-fast", CHL_COLUMN_PRICE, "1.005/2",
      1, 0, NO_DROP },
    { "", "openai", LISTED ("gpt-a-2026-01-01", ",\"modalities\":{\"input\":[\"image\"],\"output\":[\"text\"]}"),
      "gpt-a-2026-01-01", CHL_COLUMN_MEDIA, "i>t", 1, 0, NO_DROP },
    { FAMILY, "openai", LISTED ("gpt-fam-1", ""), "gpt-fam-1", CHL_COLUMN_SRC, "md", 1, 0, NO_DROP },
    { FAMILY, "openai", LISTED ("fam", ""), "gpt-fam-1", CHL_COLUMN_USE, "chat", 0, 0, CHL_DROP_TWICE },
    { "", "openai", LISTED ("new one", ""), "gpt-a", CHL_COLUMN_CTX, "1000", 0, 0, CHL_DROP_ROW },
    { MODEL ("openai-x/gpt-z", "chat", "300", "", "", "", "", "md"), "openai",
      LISTED ("gpt-z", STATUS ("deprecated")), "gpt-z", CHL_COLUMN_CTX, "300", 0, 0, CHL_DROP_MAKER },
    { MODEL ("open/gpt-z", "chat", "300", "", "", "", "", "md"), "openai",
      LISTED ("gpt-z", STATUS ("deprecated")), "gpt-z", CHL_COLUMN_CTX, "300", 0, 0, CHL_DROP_MAKER },

    /* Another name of the model says nothing of the row. */
    { "", "openai", LISTED ("also", LIMITS ("1000", "700", "0") STATUS ("deprecated")), "also",
      CHL_COLUMN_INP, "", 0, 0, NO_DROP },

    /* Who resells is no maker, and has no rows. */
    { "", "codex", LISTED ("new", ""), "gpt-a", CHL_COLUMN_CTX, "1000", 0, 0, NO_DROP },
  };

  check (cases, G_N_ELEMENTS (cases));
}

#define PAID HOST ("p", "900", "", "5/6", "", "md")
#define BY_MONTH HOST ("s", "900", "", "sub", "", "md")
#define BOTH LISTED ("p", "") "," LISTED ("s", "") ","

/* Who serves has a row for what is other there, and pays by the month what it pays for so at all. */
static void
test_hosts (void)
{
  static const MergeCase cases[] = {
    { PAID, "groq", LISTED ("p", "") "," LISTED ("gpt-a", ""), "gpt-a", CHL_COLUMN_CTX, "900", 0, 0,
      NO_DROP },
    { PAID, "groq", LISTED ("p", "") "," LISTED ("gpt-a", LIMITS ("1000", "0", "500") COST ("1.005", "2")),
      "gpt-a", CHL_COLUMN_PRICE, "1/2", 0, 0, NO_DROP },
    { PAID, "groq", LISTED ("p", "") "," LISTED ("gpt-a", COST ("2", "2")), "gpt-a", CHL_COLUMN_PRICE, "2/2",
      1, 0, NO_DROP },
    { PAID, "groq", LISTED ("p", "") "," LISTED ("gpt-a", LIMITS ("800", "0", "0")), "gpt-a", CHL_COLUMN_PRICE,
      "1/2", 1, 0, NO_DROP },
    { PAID, "groq", LISTED ("p", "") "," LISTED ("gpt-a", STATUS ("beta")), "gpt-a", CHL_COLUMN_STAGE, "beta",
      1, 0, NO_DROP },
    { PAID, "groq", LISTED ("p", "") "," LISTED ("gpt-a-fast", ""), "gpt-a-fast", CHL_COLUMN_PRICE, "", 1, 0,
      NO_DROP },
    { PAID MODEL ("lab/np", "chat", "300", "", "", "", "", "md"), "groq", LISTED ("p", "") "," LISTED ("np-fast", ""),
      "np-fast", CHL_COLUMN_CTX, "300", 0, 0, NO_DROP },
    { PAID, "groq", LISTED ("p", "") "," LISTED ("gpt-a-fast", COST ("2", "2")) "," LISTED ("GPT-A-fast", COST ("3", "3")),
      "gpt-a-fast", CHL_COLUMN_PRICE, "2/2", 1, 0, CHL_DROP_TWICE },
    { PAID, "groq", LISTED ("p", "") "," LISTED ("nobody", ""), "gpt-a", CHL_COLUMN_OUT, "500", 0, 0,
      CHL_DROP_UNKNOWN },
    { PAID BY_MONTH, "groq", BOTH LISTED ("gpt-a", ""), "gpt-a", CHL_COLUMN_PRICE, "sub", 1, 0, NO_DROP },
    { BY_MONTH PAID, "groq", BOTH LISTED ("gpt-a", ""), "gpt-a", CHL_COLUMN_PRICE, "sub", 1, 0, NO_DROP },
    { BY_MONTH, "groq", LISTED ("s", "") "," LISTED ("gpt-a", COST ("2", "2")), "gpt-a", CHL_COLUMN_PRICE,
      "2/2", 1, 0, NO_DROP },

    /* Rows that somebody wrote by hand are not from there. */
    { HOST ("h", "900", "", "", "", "mx"), "groq", LISTED ("gpt-a", COST ("2", "2")), "gpt-a",
      CHL_COLUMN_PRICE, "1/2", 0, 0, NO_DROP },
  };

  check (cases, G_N_ELEMENTS (cases));
}

/* Three of ten may be missing, and no more. */
static void
test_plausible (void)
{
  for (guint n_missing = 2; n_missing <= 4; n_missing++)
    {
      g_autoptr(GString) rows = g_string_new (NULL);
      g_autoptr(GString) listed = g_string_new ("\"none\":{}");
      g_autoptr(GBytes) bundled = NULL;
      g_autoptr(GBytes) download = NULL;
      g_autoptr(GBytes) table = NULL;
      g_autoptr(GError) error = NULL;
      ChlRefreshReport report = { 0 };

      /* With gpt-a ten. Those of others, and those that are written by hand, do not count. */
      for (guint i = 0; i < 9; i++)
        g_string_append_printf (rows, "m\topenai/n%u\t\t\tchat\t\t\t\t\t\t\t\tmd\n", i);
      g_string_append (rows, "m\topenai/h1\t\t\tchat\t\t\t\t\t\t\t\tmx\nm\tlab/h2\t\t\tchat\t\t\t\t\t\t\t\tmd\n");
      for (guint i = n_missing; i < 9; i++)
        g_string_append_printf (listed, ",\"n%u\":{\"id\":\"n%u\"}", i, i);

      bundled = build_table (rows->str);
      download = build_download ("openai", listed->str);
      table = chl_registry_refresh (download, bundled, NULL, REFRESH_TODAY, &report, &error);
      g_assert_cmpint (table != NULL, ==, n_missing <= 3);
      if (table != NULL)
        g_assert_cmpuint (report.n_unlisted, ==, n_missing);
      else
        g_assert_error (error, CHL_ERROR, CHL_ERROR_PROTOCOL);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/registry/merge/stages", test_stages);
  g_test_add_func ("/registry/merge/limits", test_limits);
  g_test_add_func ("/registry/merge/host-rows", test_host_rows);
  g_test_add_func ("/registry/merge/own", test_own);
  g_test_add_func ("/registry/merge/hosts", test_hosts);
  g_test_add_func ("/registry/merge/plausible", test_plausible);

  return g_test_run ();
}
