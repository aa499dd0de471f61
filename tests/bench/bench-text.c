/* bench-text.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bench-text.h"

/* The same text in every run. */
typedef struct
{
  GString *out; /* (unowned) */
  guint32  state;
} Writer;

static const char *const words[] = {
  "the",
  "of",
  "and",
  "to",
  "a",
  "in",
  "is",
  "that",
  "it",
  "for",
  "as",
  "with",
  "be",
  "on",
  "by",
  "keeper",
  "house",
  "key",
  "belt",
  "chain",
  "clasp",
  "door",
  "lock",
  "answer",
  "question",
  "model",
  "provider",
  "connection",
  "server",
  "request",
  "token",
  "window",
  "message",
  "paragraph",
  "because",
  "however",
  "therefore",
  "which",
  "usually",
  "configuration",
  "performance",
  "measurement",
  "interface",
  "example",
  "library",
  "between",
  "without",
  "different",
  "possible",
};

/* Now and then another language, or a picture. */
static const char *const others[] = {
  "Größe",
  "façade",
  "naïve",
  "größer",
  "señal",
  "“quoted”",
  "—",
  "дом",
  "鍵",
  "🔑",
};

static const char *const names[] = {
  "index",
  "total",
  "buffer",
  "width",
  "height",
  "result",
  "length",
  "count",
  "offset",
  "parser",
  "reader",
  "cursor",
  "widget",
  "parent",
  "state",
  "entry",
  "value",
  "next",
  "scale",
  "handler",
};

static guint
pick (Writer *self,
      guint   n)
{
  self->state = self->state * 1664525u + 1013904223u;

  return (self->state >> 8) % n;
}

static const char *
pick_word (Writer *self)
{
  return pick (self, 40) == 0 ? others[pick (self, G_N_ELEMENTS (others))]
                              : words[pick (self, G_N_ELEMENTS (words))];
}

static const char *
pick_name (Writer *self)
{
  return names[pick (self, G_N_ELEMENTS (names))];
}

static void
write_words (Writer *self,
             guint   n_words)
{
  for (guint i = 0; i < n_words; i++)
    g_string_append_printf (self->out, "%s%s", i > 0 ? " " : "", pick_word (self));
}

static void
write_sentence (Writer *self)
{
  g_string_append (self->out, "Here ");
  write_words (self, 3 + pick (self, 8));
  switch (pick (self, 8))
    {
    case 0:
      g_string_append_printf (self->out, " **%s %s**", pick_word (self), pick_word (self));
      break;

    case 1:
      g_string_append_printf (self->out, " *%s*", pick_word (self));
      break;

    case 2:
      g_string_append_printf (self->out, " `%s_%s ()`", pick_name (self), pick_name (self));
      break;

    case 3:
      g_string_append_printf (self->out, " [%s](https://example.org/%s?q=%u)", pick_word (self),
                              pick_name (self), pick (self, 1000));
      break;

    default:
      break;
    }
  g_string_append_c (self->out, ' ');
  write_words (self, 2 + pick (self, 8));
  g_string_append (self->out, ". ");
}

static void
write_paragraph (Writer *self)
{
  guint n_sentences = 2 + pick (self, 5);

  for (guint i = 0; i < n_sentences; i++)
    write_sentence (self);
  g_string_append (self->out, "\n\n");
}

static void
write_list (Writer *self,
            guint   n_items)
{
  gboolean is_ordered = pick (self, 2) == 0;

  for (guint i = 0; i < n_items; i++)
    {
      if (i % 5 == 3)
        g_string_append (self->out, is_ordered ? "   - " : "  - ");
      else if (is_ordered)
        g_string_append_printf (self->out, "%u. ", i + 1);
      else
        g_string_append (self->out, "- ");
      write_sentence (self);
      g_string_append_c (self->out, '\n');
    }
  g_string_append_c (self->out, '\n');
}

static void
write_code_line (Writer *self)
{
  guint depth = 2 + 2 * pick (self, 4);

  g_string_append_printf (self->out, "%*s", (int) depth, "");
  switch (pick (self, 5))
    {
    case 0:
      g_string_append_printf (self->out, "if (%s->%s > %u && %s != NULL)\n", pick_name (self),
                              pick_name (self), pick (self, 512), pick_name (self));
      break;

    case 1:
      g_string_append_printf (self->out, "for (int %s = 0; %s < %u; %s++) {\n", pick_name (self),
                              pick_name (self), pick (self, 64), pick_name (self));
      break;

    case 2:
      g_string_append_printf (self->out, "return %s_%s (\"%s\", %u);  /* %s */\n", pick_name (self),
                              pick_name (self), pick_word (self), pick (self, 99),
                              pick_word (self));
      break;

    case 3:
      g_string_append_printf (self->out, "%s = %s[%u] + 0x%04x;\n", pick_name (self),
                              pick_name (self), pick (self, 99), pick (self, 65536));
      break;

    default:
      g_string_append_c (self->out, '\n');
      break;
    }
}

static void
write_code (Writer *self,
            guint   n_lines)
{
  static const char *const languages[] = { "c", "python", "js", "rust", "" };

  g_string_append_printf (self->out, "```%s\n",
                          languages[pick (self, G_N_ELEMENTS (languages))]);
  for (guint i = 0; i < n_lines; i++)
    write_code_line (self);
  g_string_append (self->out, "```\n\n");
}

static void
write_row (Writer *self)
{
  g_string_append_printf (self->out, "| %s %s | %u.%02u | `%s` | ", pick_word (self),
                          pick_word (self), pick (self, 1000), pick (self, 100),
                          pick_name (self));
  write_words (self, 1 + pick (self, 5));
  g_string_append_printf (self->out, " | **%s** |\n", pick_word (self));
}

static void
write_table (Writer *self,
             guint   n_rows)
{
  g_string_append (self->out, "| What | Figure | Name | Remarks | State |\n"
                              "| --- | ---: | --- | --- | :-: |\n");
  for (guint i = 0; i < n_rows; i++)
    write_row (self);
  g_string_append_c (self->out, '\n');
}

static void
write_heading (Writer *self)
{
  g_string_append_printf (self->out, "%s ", pick (self, 2) == 0 ? "##" : "###");
  write_words (self, 2 + pick (self, 4));
  g_string_append (self->out, "\n\n");
}

static void
write_prose (Writer *self)
{
  switch (pick (self, 10))
    {
    case 0:
      write_heading (self);
      break;

    case 1:
      write_list (self, 3 + pick (self, 6));
      break;

    case 2:
      g_string_append (self->out, "> ");
      write_paragraph (self);
      break;

    default:
      write_paragraph (self);
      break;
    }
}

static void
write_some (Writer       *self,
            BenchTextKind kind)
{
  switch (kind)
    {
    case BENCH_TEXT_PROSE:
      write_prose (self);
      break;

    case BENCH_TEXT_CODE:
      g_string_append (self->out, "The next file:\n\n");
      write_code (self, 20 + pick (self, 50));
      break;

    case BENCH_TEXT_TABLES:
      g_string_append (self->out, "The next table:\n\n");
      write_table (self, 5 + pick (self, 20));
      break;

    case BENCH_TEXT_MIXED:
      write_heading (self);
      write_prose (self);
      write_code (self, 5 + pick (self, 20));
      write_prose (self);
      write_table (self, 3 + pick (self, 6));
      break;

    case BENCH_TEXT_ONE_PARAGRAPH:
      write_sentence (self);
      break;

    case BENCH_TEXT_ONE_CODE:
      write_code_line (self);
      break;

    case BENCH_TEXT_ONE_TABLE:
      write_row (self);
      break;

    case BENCH_TEXT_ONE_LIST:
      g_string_append (self->out, "- ");
      write_sentence (self);
      g_string_append_c (self->out, '\n');
      break;

    case BENCH_TEXT_N_KINDS:
    default:
      g_assert_not_reached ();
    }
}

const char *
bench_text_get_name (BenchTextKind kind)
{
  static const char *const kinds[] = {
    "prose",
    "code",
    "tables",
    "mixed",
    "one paragraph",
    "one code block",
    "one table",
    "one list",
  };

  g_return_val_if_fail (kind < G_N_ELEMENTS (kinds), NULL);

  return kinds[kind];
}

/**
 * bench_text_new:
 * @kind: what kind of text
 * @n_bytes: how much of it at least
 * @seed: another one gives another text
 *
 * Returns: (transfer full): Markdown, which ends where it happens to
 */
GString *
bench_text_new (BenchTextKind kind,
                gsize         n_bytes,
                guint32       seed)
{
  Writer self = { g_string_sized_new (n_bytes + 4096), seed };

  if (kind == BENCH_TEXT_ONE_CODE)
    g_string_append (self.out, "```c\n");
  else if (kind == BENCH_TEXT_ONE_TABLE)
    write_table (&self, 0);
  if (kind == BENCH_TEXT_ONE_TABLE)
    g_string_truncate (self.out, self.out->len - 1);

  while (self.out->len < n_bytes)
    write_some (&self, kind);

  return self.out;
}

/**
 * bench_text_new_repeated:
 * @kind: what kind of text
 * @n_bytes: how much of it at least
 * @n_times: how often the same comes again
 *
 * What costs more at the end than at the beginning must not be so because something else stands
 * there.
 *
 * Returns: (transfer full): Markdown
 */
GString *
bench_text_new_repeated (BenchTextKind kind,
                         gsize         n_bytes,
                         guint         n_times)
{
  g_autoptr(GString) unit = bench_text_new (kind, n_bytes / n_times, 1);
  GString *out = NULL;

  /* What has no end has no beginning to come back to. */
  if (kind > BENCH_TEXT_MIXED)
    return bench_text_new (kind, n_bytes, 1);

  out = g_string_sized_new (unit->len * n_times + 1);
  for (guint i = 0; i < n_times; i++)
    g_string_append_len (out, unit->str, (gssize) unit->len);

  return out;
}

/**
 * bench_text_new_turn:
 * @position: which message of a conversation; the even ones are the person's
 *
 * Returns: (transfer full): a message, short or long, of each kind
 */
GString *
bench_text_new_turn (guint position)
{
  static const struct
  {
    BenchTextKind kind;
    gsize         n_bytes;
  } answers[] = {
    { BENCH_TEXT_PROSE, 300 },
    { BENCH_TEXT_MIXED, 5000 },
    { BENCH_TEXT_CODE, 2500 },
    { BENCH_TEXT_PROSE, 4000 },
    { BENCH_TEXT_TABLES, 1500 },
    { BENCH_TEXT_PROSE, 60 },
  };
  guint turn = position / 2;

  if (position % 2 == 0)
    return bench_text_new (BENCH_TEXT_PROSE, turn % 7 == 3 ? 1200 : 40, position);

  return bench_text_new (answers[turn % G_N_ELEMENTS (answers)].kind,
                         answers[turn % G_N_ELEMENTS (answers)].n_bytes, position);
}
