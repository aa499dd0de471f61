/* fuzz-failure.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "chl-advice.h"
#include "chl-completion-lesson.h"
#include "chl-embedding-lesson.h"
#include "chl-failure-reader.h"
#include "chl-families.h"
#include "chl-lesson-reader.h"
#include "chl-lessons.h"
#include "fuzz-family.h"

static const char request[] =
  "{\"model\":\"m\",\"messages\":[],\"stream\":true,\"stream_options\":{},\"max_tokens\":5,"
  "\"temperature\":1,\"tools\":[],\"parallel_tool_calls\":true,\"reasoning\":{\"effort\":\"low\"},"
  "\"include\":[],\"store\":false,\"ma\\u0078\":1,\"a b\":2,\"\":3}";

static void
check_failure (const ChlFailure *failure)
{
  g_autoptr(ChlAdvice) advice = chl_advice_for_failure (failure, "Lab", "m");
  g_autoptr(GError) error = chl_failure_to_error (failure);

  g_assert_cmpint (failure->kind, !=, CHL_FAILURE_NONE);
  fuzz_assert_error (error);
  g_assert_cmpuint (strlen (advice->sentence), <=, CHL_FAILURE_MAX_MESSAGE);
  g_assert_true (g_utf8_validate (advice->sentence, -1, NULL));
  if (failure->message == NULL)
    return;

  g_assert_true (g_utf8_validate (failure->message, -1, NULL));
  g_assert_cmpuint (strlen (failure->message), <=, CHL_FAILURE_MAX_MESSAGE);
  g_assert_cmpstr (failure->message, !=, "");
}

/* A member that is not in the request, or without which it is none, is nothing to learn from. */
static void
check_lesson (const ChlFailure *failure,
              GBytes           *answer,
              GBytes           *body)
{
  g_autofree char *lesson = chl_lesson_read (failure, answer, body);

  if (lesson == NULL)
    return;

  g_assert_true (chl_lesson_is_valid (lesson));
  g_assert_cmpstr (lesson, !=, CHL_LESSON_WITHOUT "model");
  g_assert_cmpstr (lesson, !=, CHL_LESSON_WITHOUT "messages");
}

/* A way to fill a gap that is closed is one that was gone; who wants fewer texts is not asked for none. */
static void
check_other_lessons (const ChlFailure *failure)
{
  for (guint i = CHL_FILLING_NONE; i <= CHL_FILLING_CHAT; i++)
    {
      const char *lesson = chl_completion_read_lesson ((ChlFilling) i, failure);

      g_assert_true (lesson == NULL || chl_lesson_is_valid (lesson));
      g_assert_true (lesson == NULL || i == CHL_FILLING_INFILL || i == CHL_FILLING_SUFFIX);
    }
  g_assert_true (failure->status >= 400 || !chl_completion_wants_chat (failure));
  g_assert_true (chl_embedding_wants_fewer (failure) || !chl_embedding_is_about_number (failure));
}

static void
check_families (const ChlFailure *failure)
{
  guint        n_types;
  const GType *types = chl_families_list (&n_types);

  for (guint i = 0; i < n_types; i++)
    {
      g_autoptr(ChlProvider) provider = fuzz_new_provider (types[i]);
      g_autoptr(ChlFailure) copy = chl_failure_copy (failure);

      chl_provider_refine_failure (provider, copy);
      check_failure (copy);
    }
}

/* Whatever a server answers, there is something to show. */
int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  static const char *const types[] = { NULL, "application/json", "text/html", "text/event-stream" };
  static const guint       statuses[] = { 400, 401, 402, 403, 404, 413, 422, 429, 500, 501, 503, 529, 200, 302 };
  g_autoptr(ChlFailure) failure = NULL;
  g_autoptr(GBytes) answer = g_bytes_new (data, size);
  g_autoptr(GBytes) sent = g_bytes_new_static (request, sizeof request - 1);
  guint choice = size > 0 ? data[size - 1] : 0;

  failure = chl_failure_read (statuses[choice % G_N_ELEMENTS (statuses)],
                              types[size % G_N_ELEMENTS (types)], (const char *) data, size);
  check_failure (failure);
  check_families (failure);
  check_lesson (failure, answer, sent);
  check_other_lessons (failure);
  check_lesson (failure, answer, answer);

  return 0;
}
