/* chl-exchange-repair.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-exchange-repair"

#include "config.h"

#include "chl-completion-lesson.h"
#include "chl-engine-private.h"
#include "chl-exchange-private.h"
#include "chl-lesson-reader.h"
#include "chl-lessons.h"
#include "chl-provider-list.h"

/* Of one exchange; each is tried once. */
#define MAX_REPAIRS 4

static void
add_lesson (ChlExchange *self,
            char        *lesson)
{
  guint n = self->question.lessons != NULL ? g_strv_length (self->question.lessons) : 0;

  self->question.lessons = g_renew (char *, self->question.lessons, n + 2);
  self->question.lessons[n] = lesson;
  self->question.lessons[n + 1] = NULL;
}

static void
drop_last_lesson (ChlExchange *self)
{
  guint n = g_strv_length (self->question.lessons);

  g_clear_pointer (&self->question.lessons[n - 1], g_free);
}

static gboolean
is_known (ChlExchange *self,
          const char  *lesson)
{
  const char *const *lessons = chl_lessons_get (self->provider, self->question.model);
  const char *const *now = (const char *const *) self->question.lessons;

  return (lessons != NULL && g_strv_contains (lessons, lesson)) ||
         (now != NULL && (g_strv_contains (now, lesson) || g_strv_length ((GStrv) now) >= MAX_REPAIRS));
}

/* A gap that is not filled in one way may be filled in another. */
static char *
read_lesson (ChlExchange      *self,
             const ChlFailure *failure,
             GBytes           *body)
{
  const char *lesson = NULL;

  if (self->question.completion != NULL)
    lesson = chl_completion_read_lesson (chl_exchange_get_filling (self->provider, &self->question),
                                         failure);

  return lesson != NULL ? g_strdup (lesson) : chl_lesson_read (failure, body, self->call->body);
}

/**
 * chl_exchange_find_repair:
 * @self: an exchange
 * @failure: why it was refused
 * @answer: the refusal
 *
 * Looks whether the same can be asked in another way, and makes that its way.
 *
 * Returns: whether it is to be asked again, at once
 */
gboolean
chl_exchange_find_repair (ChlExchange      *self,
                          const ChlFailure *failure,
                          ChlHttpAnswer    *answer)
{
  g_autofree char *lesson = NULL;
  g_autoptr(GBytes) body = NULL;

  if (self->has_content || self->call->body == NULL)
    return FALSE;

  lesson = read_lesson (self, failure, chl_http_answer_get_body (answer));
  if (lesson == NULL || is_known (self, lesson))
    return FALSE;

  /* What a person added to the request is theirs, and asking the same again is no help. */
  add_lesson (self, g_steal_pointer (&lesson));
  body = chl_exchange_encode (self->provider, &self->question, NULL);
  if (body != NULL && !g_bytes_equal (body, self->call->body))
    return TRUE;

  drop_last_lesson (self);
  return FALSE;
}

static void
saved_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  /* What cannot be kept is learned again the next time. */
  chl_provider_list_save_finish (CHL_PROVIDER_LIST (object), result, NULL);
}

static void
save (ChlEngine   *engine,
      ChlProvider *provider)
{
  chl_provider_list_save_async (chl_engine_get_providers (engine), provider, NULL, saved_cb, NULL);
}

/* What was seen of a model goes into the provider's file, unless it is there. */
void
chl_exchange_learn (ChlEngine   *engine,
                    ChlProvider *provider,
                    const char  *model,
                    const char  *lesson)
{
  if (chl_lessons_add (provider, model, lesson))
    save (engine, provider);
}

/* The same of something that is counted. */
void
chl_exchange_learn_number (ChlEngine   *engine,
                           ChlProvider *provider,
                           const char  *model,
                           const char  *prefix,
                           guint        number)
{
  if (chl_lessons_add_number (provider, model, prefix, number))
    save (engine, provider);
}

/**
 * chl_exchange_remember_repairs:
 * @self: an exchange that was answered
 *
 * What helped goes into the provider's file.
 */
void
chl_exchange_remember_repairs (ChlExchange *self)
{
  char   **lessons = self->question.lessons;
  gboolean is_new = FALSE;

  for (guint i = 0; lessons != NULL && lessons[i] != NULL; i++)
    if (!chl_lesson_is_passing (lessons[i]))
      is_new |= chl_lessons_add (self->provider, self->question.model, lessons[i]);

  if (is_new)
    save (self->engine, self->provider);
}
