/* test-history.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "chl-history.h"
#include "chl-tool-ids.h"

/*
 * A conversation in short: one string for each message, the first character says whose it is
 * (s u a t), the rest are its parts, divided by bars:
 *
 *   text         text
 *   ?reasoning   reasoning
 *   !refusal     refusal
 *   *id=args     a call; "*id~args" one that did not arrive whole
 *   =id result   a result
 *   @name        a picture
 *
 * An answer may begin with how it finished in brackets: "a[cancelled]half an ans".
 */
static void
add_parts (ChlMessage *message,
           const char *parts)
{
  g_auto(GStrv) words = g_strsplit (parts, "|", -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      const char *word = words[i];
      g_autoptr(ChlPart) part = NULL;

      if (*word == '*')
        {
          gsize            length = strcspn (word, "=~");
          g_autofree char *id = g_strndup (word + 1, length - 1);

          part = chl_part_new (CHL_PART_TOOL_CALL);
          chl_part_set_call_id (part, id);
          chl_part_set_name (part, "tool");
          chl_part_set_text (part, word + length + 1);
          chl_part_set_complete (part, word[length] == '=');
        }
      else if (*word == '=')
        {
          gsize            length = strcspn (word, " ");
          g_autofree char *id = g_strndup (word + 1, length - 1);

          part = chl_part_new (CHL_PART_TOOL_RESULT);
          chl_part_set_call_id (part, id);
          chl_part_set_text (part, word + length + 1);
        }
      else if (*word == '@')
        {
          g_autoptr(GBytes) data = g_bytes_new_static ("x", 1);

          part = chl_part_new_image ("image/png", data, word + 1);
        }
      else
        {
          ChlPartKind kind = CHL_PART_TEXT;

          if (*word == '?')
            kind = CHL_PART_REASONING;
          else if (*word == '!')
            kind = CHL_PART_REFUSAL;
          part = chl_part_new (kind);
          chl_part_set_text (part, kind == CHL_PART_TEXT ? word : word + 1);
          chl_part_set_complete (part, TRUE);
        }
      chl_message_add_part (message, part);
    }
}

static ChlMessage *
make_message (const char *word,
              guint       position)
{
  static const char      letters[] = "suat";
  static const ChlAuthor authors[] = {
    CHL_AUTHOR_SYSTEM,
    CHL_AUTHOR_USER,
    CHL_AUTHOR_ASSISTANT,
    CHL_AUTHOR_TOOL,
  };
  g_autofree char *id = g_strdup_printf ("m%u", position);
  ChlMessage      *message = chl_message_new (id, authors[strchr (letters, *word) - letters], 1);
  ChlFinish        finish = CHL_FINISH_STOP;

  word++;
  if (*word == '[')
    {
      const char      *end = strchr (word, ']');
      g_autofree char *name = g_strndup (word + 1, end - word - 1);

      g_assert_true (chl_finish_from_string (name, &finish));
      word = end + 1;
    }
  if (chl_message_get_author (message) == CHL_AUTHOR_ASSISTANT)
    {
      chl_message_set_source (message, "here", "m", CHL_PROTOCOL_OPENAI_CHAT);
      chl_message_set_finish (message, finish, NULL);
    }
  add_parts (message, word);

  return message;
}

static ChlRequest *
make_request (const char *const *words)
{
  ChlRequest *request = chl_request_new ("m");

  request->provider_id = g_strdup ("here");
  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autoptr(ChlMessage) message = make_message (words[i], i);
      g_autofree char *digest = chl_request_dup_digest (request, i);

      if (chl_message_get_author (message) == CHL_AUTHOR_ASSISTANT)
        chl_message_set_prefix_digest (message, digest);
      chl_request_add_message (request, message);
    }

  return request;
}

/* The same way of writing, one line for each turn; "+" where reasoning may go back. */
static char *
describe (GPtrArray *turns)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < turns->len; i++)
    {
      const ChlTurn *turn = g_ptr_array_index (turns, i);

      g_assert_cmpuint (turn->parts->len, >, 0);
      g_string_append_c (out, "suat"[turn->author]);
      if (turn->replays)
        g_string_append_c (out, '+');
      for (guint j = 0; j < turn->parts->len; j++)
        {
          const ChlTurnPart *part = g_ptr_array_index (turn->parts, j);
          const char        *text = chl_turn_part_get_text (part);

          g_string_append_c (out, j > 0 ? '|' : ' ');
          if (part->kind == CHL_PART_TOOL_CALL)
            g_string_append_printf (out, "*%s=%s", part->call_id, text);
          else if (part->kind == CHL_PART_TOOL_RESULT)
            g_string_append_printf (out, "%s%s %s", chl_turn_part_is_error (part) ? "=!" : "=",
                                    part->call_id, text);
          else if (part->kind == CHL_PART_IMAGE)
            g_string_append_printf (out, "@%s", chl_part_get_filename (part->part));
          else
            g_string_append_printf (out, "%s%s", part->kind == CHL_PART_REASONING ? "?" : "", text);
        }
      g_string_append_c (out, '\n');
    }

  return g_string_free (out, FALSE);
}

static const struct
{
  const char *name;
  const char *words[10];
  const char *turns;
} cases[] = {
  { "plain", { "uhi", "ahello", "ubye" }, "u hi\na hello\nu bye\n" },
  { "system in between", { "uhi", "srules", "ubye" }, "u hi\ns rules\nu bye\n" },
  { "empty messages", { "u", "a", "s", "ux", "a?only thought", "uy" }, "u x|y\n" },
  { "two questions in a row", { "ua", "a[error]", "ub" }, "u a|b\n" },
  { "calls and results", { "ugo", "a*1={}|*2={}", "t=2 two", "t=1 one", "adone" }, "u go\na *1={}|*2={}\nt =1 one|=2 two\na done\n" },
  { "results in one message", { "ugo", "a*1={}|*2={}", "t=1 one|@p1|=2 two|@p2", "adone" }, "u go\na *1={}|*2={}\nt =1 one|@p1|=2 two|@p2\na done\n" },
  { "missing result", { "ugo", "a[tool_calls]*1={}|*2={}", "t=2 two", "uwell?" }, "u go\na *1={}|*2={}\nt =!1 (cancelled by the user)|=2 two\nu well?\n" },
  { "no results at all", { "ugo", "a[tool_calls]Let me.|*1={}", "uwell?" }, "u go\na Let me.|*1={}\nt =!1 (cancelled by the user)\nu well?\n" },
  { "result without a call", { "ugo", "ahi", "t=9 lost", "ux", "t=1 lost" }, "u go\na hi\nu x\n" },
  { "result behind another turn", { "ugo", "a*1={}", "ustop", "t=1 late" }, "u go\na *1={}\nt =!1 (cancelled by the user)\nu stop\n" },
  { "result given twice", { "ugo", "a*1={}", "t=1 first", "t=1 second" }, "u go\na *1={}\nt =1 first\n" },
  { "call given twice", { "ugo", "a*1={\"a\":1}|*1={\"a\":2}", "t=1 r" }, "u go\na *1={\"a\":1}\nt =1 r\n" },
  { "cancelled in the text", { "ugo", "a[cancelled]half", "ux" }, "u go\na half\nu x\n" },
  { "failed inside a call", { "ugo", "a[error]half|*1~{\"a\":", "ux" }, "u go\na half\nu x\n" },
  { "failed inside the only call", { "ugo", "a[error]*1~{\"a\":", "ux" }, "u go|x\n" },
  { "half a call that looks whole", { "ugo", "a[error]half|*1~{}", "t=1 r", "ux" }, "u go\na half\nu x\n" },
  { "cut off inside a call", { "ugo", "a[length]half|*1={\"a\":", "ux" }, "u go\na half\nu x\n" },
  { "cancelled behind a call", { "ugo", "a[cancelled]half|*1={}", "ux" }, "u go\na half\nu x\n" },
  { "cancelled, but the call was done", { "ugo", "a[cancelled]half|*1={}", "t=1 r", "ux" }, "u go\na half|*1={}\nt =1 r\nu x\n" },
  { "broken arguments of a good answer", { "ugo", "a[tool_calls]*1=nonsense", "t=1 r" }, "u go\na *1=nonsense\nt =1 r\n" },
  { "reasoning", { "ugo", "a?think|answer", "ux" }, "u go\na+ ?think|answer\nu x\n" },
  { "reasoning of a broken answer", { "ugo", "a[cancelled]?think|ans", "ux" }, "u go\na ans\nu x\n" },
  { "pause", { "ugo", "a[pause]?think|part", "ux" }, "u go\na+ ?think|part\nu x\n" },
  { "refusal", { "ugo", "a[refusal]!no", "ux" }, "u go\na no\nu x\n" },
  { "filtered", { "ugo", "a[content_filter]part", "ux" }, "u go\na part\nu x\n" },
  { "pictures", { "u@a|look|@b", "ahm" }, "u @a|look|@b\na hm\n" },
};

static const ChlQuirks no_quirks = { 0 };

static char *
build (const ChlRequest *request,
       const ChlQuirks  *quirks,
       ChlProtocolId     protocol)
{
  g_autoptr(GPtrArray) turns = chl_history_build (request, quirks, protocol);

  return describe (turns);
}

static void
test_cases (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(ChlRequest) request = make_request (cases[i].words);
      g_autofree char *turns = build (request, &no_quirks, CHL_PROTOCOL_OPENAI_CHAT);

      g_test_message ("%s", cases[i].name);
      g_assert_cmpstr (turns, ==, cases[i].turns);
    }
}

static void
set_string (char      **field,
            const char *value)
{
  g_free (*field);
  *field = g_strdup (value);
}

/* Each thing that forbids it, alone. */
static void
test_reasoning_stays_at_home (void)
{
  static const char *const words[] = { "ugo", "a?think|answer", "ux", NULL };

  for (guint i = 0; i < 8; i++)
    {
      g_autoptr(ChlRequest) request = make_request (words);
      ChlProtocolId    protocol = CHL_PROTOCOL_OPENAI_CHAT;
      ChlMessage      *answer = g_ptr_array_index (request->messages, 1);
      ChlPart         *question = chl_message_get_part (g_ptr_array_index (request->messages, 0), 0);
      g_autofree char *turns = NULL;

      if (i == 1)
        set_string (&request->provider_id, "elsewhere");
      else if (i == 2)
        set_string (&request->model, "n");
      else if (i == 3)
        set_string (&request->origin, "https://other.example");
      else if (i == 4)
        set_string (&request->system, "rules");
      else if (i == 5)
        chl_part_set_text (question, "gone");
      else if (i == 6)
        protocol = CHL_PROTOCOL_OPENAI_RESPONSES;
      else if (i == 7)
        chl_message_set_prefix_digest (answer, NULL);

      turns = build (request, &no_quirks, protocol);
      g_test_message ("change %u", i);
      g_assert_nonnull (strstr (turns, i == 0 ? "\na+ ?think|answer\n" : "\na answer\n"));
    }
}

/* A call that was never given an id still finds its result where there is none to find. */
static void
test_call_without_id (void)
{
  static const char *const words[] = { "ugo", "a[tool_calls]*={}", "ux", NULL };
  g_autoptr(ChlRequest) request = make_request (words);
  g_autoptr(GPtrArray) turns = chl_history_build (request, &no_quirks, CHL_PROTOCOL_OPENAI_CHAT);
  const ChlTurn     *answer = g_ptr_array_index (turns, 1);
  const ChlTurn     *results = g_ptr_array_index (turns, 2);
  const ChlTurnPart *call = g_ptr_array_index (answer->parts, 0);
  const ChlTurnPart *result = g_ptr_array_index (results->parts, 0);

  g_assert_cmpstr (call->call_id, !=, "");
  g_assert_cmpstr (call->call_id, ==, result->call_id);
}

static void
test_growing_answer_is_broken (void)
{
  static const char *const words[] = { "ugo", "a?think|answer|*1={}", NULL };
  g_autoptr(ChlRequest) request = make_request (words);
  ChlMessage      *answer = g_ptr_array_index (request->messages, 1);
  g_autofree char *turns = NULL;

  chl_message_begin (answer);
  add_parts (answer, "?think|answer|*1={}");
  turns = build (request, &no_quirks, CHL_PROTOCOL_OPENAI_CHAT);
  g_assert_cmpstr (turns, ==, "u go\na answer\n");
}

static void
test_ids (void)
{
  static const struct
  {
    const char *id;
    gboolean    is_own;
    gboolean    is_short;
    gboolean    is_kept;
  } table[] = {
    { "call_abc-1", FALSE, FALSE, TRUE },
    { "call:1", FALSE, FALSE, FALSE },
    { "call:1", TRUE, FALSE, TRUE },
    { "functions.look:0", FALSE, FALSE, FALSE },
    { "0123456789012345678901234567890123456789012345678901234567890123", FALSE, FALSE, TRUE },
    { "01234567890123456789012345678901234567890123456789012345678901234", FALSE, FALSE, FALSE },
    { "abcDEF123", FALSE, TRUE, TRUE },
    { "abcDEF12", FALSE, TRUE, FALSE },
    { "abcDEF1234", TRUE, TRUE, FALSE },
    { "abc_EF123", FALSE, TRUE, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autofree char *id = chl_tool_id_for_target (table[i].id, table[i].is_own, table[i].is_short);
      g_autofree char *again = chl_tool_id_for_target (table[i].id, table[i].is_own, table[i].is_short);
      g_autofree char *twice = chl_tool_id_for_target (id, FALSE, table[i].is_short);

      g_test_message ("%s", table[i].id);
      g_assert_cmpint (g_str_equal (id, table[i].id), ==, table[i].is_kept);
      g_assert_cmpstr (id, ==, again);
      if (!table[i].is_own || table[i].is_short)
        g_assert_cmpstr (twice, ==, id);
      if (table[i].is_short)
        g_assert_cmpuint (strlen (id), ==, 9);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/history/cases", test_cases);
  g_test_add_func ("/history/reasoning-stays-at-home", test_reasoning_stays_at_home);
  g_test_add_func ("/history/call-without-id", test_call_without_id);
  g_test_add_func ("/history/growing-answer-is-broken", test_growing_answer_is_broken);
  g_test_add_func ("/history/ids", test_ids);

  return g_test_run ();
}
