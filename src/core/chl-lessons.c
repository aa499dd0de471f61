/* chl-lessons.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-lessons"

#include "config.h"

#include "chl-lessons.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chl-json.h"
#include "chl-model-listing.h"
#include "chl-provider-private.h"

/* Of one model, and models of one provider. */
#define MAX_LESSONS 16
#define MAX_MODELS 512
#define MAX_NAME_BYTES 64

/* Whatever is counted. */
#define MAX_NUMBER 65536

/* Without these a request is another one, or none. */
static const char *const vital_names[] = { "model", "messages", "input", "prompt", "system",
                                           "instructions", "tools", "stream", NULL };

/* All that the longest answer is called anywhere. */
static const char *const limit_names[] = { "max_tokens", "max_completion_tokens",
                                           "max_output_tokens", "num_predict", NULL };

static gboolean
is_member_name (const char *name)
{
  if (*name == '\0' || strlen (name) > MAX_NAME_BYTES || g_strv_contains (vital_names, name))
    return FALSE;

  for (; *name != '\0'; name++)
    if (!g_ascii_isalnum (*name) && *name != '_')
      return FALSE;

  return TRUE;
}

/* Returns: 0 if @text is none that could be learned */
static guint
read_number (const char *text)
{
  guint64 number = 0;

  return g_ascii_string_to_unsigned (text, 10, 1, MAX_NUMBER, &number, NULL) ? (guint) number : 0;
}

/**
 * chl_lesson_is_valid:
 * @lesson: (nullable): a word, from a file for one
 *
 * What a request cannot do without is never left out, whoever says so.
 *
 * Returns: whether it is a lesson that this version knows
 */
gboolean
chl_lesson_is_valid (const char *lesson)
{
  static const char *const words[] = { CHL_LESSON_SYSTEM_ROLE, CHL_LESSON_REASONING_BACK,
                                       CHL_LESSON_NO_REASONING_BACK, CHL_LESSON_ADAPTIVE_THINKING,
                                       NULL };

  if (lesson == NULL)
    return FALSE;
  if (g_str_has_prefix (lesson, CHL_LESSON_WITHOUT))
    return is_member_name (lesson + strlen (CHL_LESSON_WITHOUT));
  if (g_str_has_prefix (lesson, CHL_LESSON_LIMIT))
    return g_strv_contains (limit_names, lesson + strlen (CHL_LESSON_LIMIT));
  if (g_str_has_prefix (lesson, CHL_LESSON_BATCH))
    return read_number (lesson + strlen (CHL_LESSON_BATCH)) > 0;
  if (g_str_has_prefix (lesson, CHL_LESSON_DIMENSIONS))
    return read_number (lesson + strlen (CHL_LESSON_DIMENSIONS)) > 0;

  return g_strv_contains (words, lesson);
}

/**
 * chl_lesson_dup_words:
 * @lesson: what was learned
 *
 * Returns: (transfer full): the same, for a person
 */
char *
chl_lesson_dup_words (const char *lesson)
{
  g_return_val_if_fail (lesson != NULL, NULL);

  if (g_str_equal (lesson, CHL_LESSON_WITHOUT "completions"))
    return g_strdup (_("Gaps in texts are filled in a conversation"));
  if (g_str_equal (lesson, CHL_LESSON_WITHOUT "infill") ||
      g_str_equal (lesson, CHL_LESSON_WITHOUT "suffix"))
    return g_strdup (_("The server does not fill gaps in texts by itself"));
  if (g_str_has_prefix (lesson, CHL_LESSON_BATCH))
    return g_strdup_printf (_("It takes %u texts at once"), read_number (lesson + strlen (CHL_LESSON_BATCH)));
  if (g_str_has_prefix (lesson, CHL_LESSON_DIMENSIONS))
    return g_strdup_printf (_("Its vectors have %u numbers"), read_number (lesson + strlen (CHL_LESSON_DIMENSIONS)));
  if (g_str_has_prefix (lesson, CHL_LESSON_WITHOUT))
    /* Translators: a member of requests to a model, such as "temperature", is not sent. */
    return g_strdup_printf (_ ("“%s” is left out"), lesson + strlen (CHL_LESSON_WITHOUT));
  if (g_str_has_prefix (lesson, CHL_LESSON_LIMIT))
    return g_strdup_printf (_ ("The longest answer is called “%s”"),
                               lesson + strlen (CHL_LESSON_LIMIT));
  if (g_str_equal (lesson, CHL_LESSON_SYSTEM_ROLE))
    return g_strdup (_ ("Instructions go with the role “system”"));
  if (g_str_equal (lesson, CHL_LESSON_REASONING_BACK))
    return g_strdup (_ ("Reasoning goes back with each answer"));
  if (g_str_equal (lesson, CHL_LESSON_NO_REASONING_BACK))
    return g_strdup (_ ("Reasoning does not go back"));
  if (g_str_equal (lesson, CHL_LESSON_ADAPTIVE_THINKING))
    return g_strdup (_ ("It sees for itself how much to think"));

  return g_strdup (lesson);
}

static void
tell (ChlProvider *provider)
{
  g_signal_emit_by_name (provider, "lessons-changed");
}

/**
 * chl_lessons_get:
 * @provider: a provider
 * @model: the provider's own id of a model
 *
 * Returns: (nullable) (transfer none) (array zero-terminated): what was learned of it
 */
const char *const *
chl_lessons_get (ChlProvider *provider,
                 const char  *model)
{
  g_return_val_if_fail (CHL_IS_PROVIDER (provider), NULL);
  g_return_val_if_fail (model != NULL, NULL);

  return g_tree_lookup (chl_provider_get_private (provider)->lessons, model);
}

/**
 * chl_lessons_get_number:
 * @provider: a provider
 * @model: the provider's own id of a model
 * @prefix: what kind of lesson, such as %CHL_LESSON_BATCH
 *
 * Returns: the number that was learned of it, the lowest of several; 0 if there is none
 */
guint
chl_lessons_get_number (ChlProvider *provider,
                        const char  *model,
                        const char  *prefix)
{
  const char *const *lessons = chl_lessons_get (provider, model);
  guint              lowest = 0;

  g_return_val_if_fail (prefix != NULL, 0);

  for (; lessons != NULL && *lessons != NULL; lessons++)
    {
      guint number = g_str_has_prefix (*lessons, prefix) ? read_number (*lessons + strlen (prefix)) : 0;

      if (number > 0 && (lowest == 0 || number < lowest))
        lowest = number;
    }

  return lowest;
}

/**
 * chl_lessons_add_number:
 * @provider: a provider
 * @model: the provider's own id of a model
 * @prefix: what kind of lesson
 * @number: what was learned of it, at least 1
 *
 * Returns: whether that is new
 */
gboolean
chl_lessons_add_number (ChlProvider *provider,
                        const char  *model,
                        const char  *prefix,
                        guint        number)
{
  g_autofree char *lesson = g_strdup_printf ("%s%u", prefix, number);

  return chl_lesson_is_valid (lesson) && chl_lessons_add (provider, model, lesson);
}

/* Adds without telling. Returns: whether it was new and there was room for it */
static gboolean
add (ChlProvider *provider,
     const char  *model,
     const char  *lesson)
{
  GTree             *tree = chl_provider_get_private (provider)->lessons;
  const char *const *old = g_tree_lookup (tree, model);
  guint              n = old != NULL ? g_strv_length ((GStrv) old) : 0;
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();

  if (n >= MAX_LESSONS || (old == NULL && g_tree_nnodes (tree) >= MAX_MODELS) ||
      (old != NULL && g_strv_contains (old, lesson)))
    return FALSE;

  if (old != NULL)
    g_strv_builder_addv (builder, (const char **) old);
  g_strv_builder_add (builder, lesson);
  g_tree_replace (tree, g_strdup (model), g_strv_builder_end (builder));

  return TRUE;
}

/**
 * chl_lessons_add:
 * @provider: a provider
 * @model: the provider's own id of a model
 * @lesson: what was learned of it
 *
 * Returns: whether that is new
 */
gboolean
chl_lessons_add (ChlProvider *provider,
                 const char  *model,
                 const char  *lesson)
{
  g_return_val_if_fail (CHL_IS_PROVIDER (provider), FALSE);
  g_return_val_if_fail (model != NULL, FALSE);
  g_return_val_if_fail (chl_lesson_is_valid (lesson), FALSE);

  if (!add (provider, model, lesson))
    return FALSE;

  tell (provider);

  return TRUE;
}

/**
 * chl_lessons_forget:
 * @provider: a provider
 * @model: (nullable): the provider's own id of a model; %NULL for all
 *
 * Forgets what was learned.
 */
void
chl_lessons_forget (ChlProvider *provider,
                    const char  *model)
{
  GTree *tree;
  int    n_before;

  g_return_if_fail (CHL_IS_PROVIDER (provider));

  tree = chl_provider_get_private (provider)->lessons;
  n_before = g_tree_nnodes (tree);
  if (model != NULL)
    g_tree_remove (tree, model);
  else
    g_tree_remove_all (tree);

  if (g_tree_nnodes (tree) != n_before)
    tell (provider);
}

/**
 * chl_lessons_foreach:
 * @provider: a provider
 * @func: (scope call): called for each, by model
 * @user_data: closure for @func
 *
 * Must not be used to change them.
 */
void
chl_lessons_foreach (ChlProvider  *provider,
                     ChlLessonFunc func,
                     gpointer      user_data)
{
  GTree *tree;

  g_return_if_fail (CHL_IS_PROVIDER (provider));
  g_return_if_fail (func != NULL);

  tree = chl_provider_get_private (provider)->lessons;
  for (GTreeNode *node = g_tree_node_first (tree); node != NULL; node = g_tree_node_next (node))
    {
      const char *const *lessons = g_tree_node_value (node);

      for (; *lessons != NULL; lessons++)
        func (g_tree_node_key (node), *lessons, user_data);
    }
}

static int
compare_models (gconstpointer a,
                gconstpointer b,
                gpointer      user_data)
{
  return strcmp (a, b);
}

static void
free_lessons (gpointer lessons)
{
  g_strfreev (lessons);
}

void
chl_provider_init_lessons (ChlProvider *self)
{
  chl_provider_get_private (self)->lessons =
    g_tree_new_full (compare_models, NULL, g_free, free_lessons);
}

/* Members and not a list, so that what two programs learn at once can be merged. */
static void
write_lesson (const char *model,
              const char *lesson,
              gpointer    user_data)
{
  JsonObject *object = user_data;

  if (!json_object_has_member (object, model))
    json_object_set_object_member (object, model, json_object_new ());
  json_object_set_boolean_member (json_node_get_object (json_object_get_member (object, model)), lesson, TRUE);
}

/* Returns: (transfer full): for the provider's file */
JsonObject *
chl_provider_write_lessons (ChlProvider *self)
{
  JsonObject *object = json_object_new ();

  chl_lessons_foreach (self, write_lesson, object);

  return object;
}

/* What is no lesson is passed over: it can be learned again. */
static void
take_lesson (ChlProvider *self,
             const char  *model,
             const char  *lesson)
{
  if (chl_model_listing_is_usable_id (model) && chl_lesson_is_valid (lesson))
    add (self, model, lesson);
}

static void
take_lessons (ChlProvider *self,
              const char  *model,
              JsonNode    *lessons)
{
  JsonArray     *array = chl_json_get_array (lessons, "");
  JsonObject    *object = chl_json_get_object (lessons, "");
  JsonObjectIter iter;
  const char    *lesson;
  JsonNode      *value;

  /* As it was written once. */
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    take_lesson (self, model, chl_json_get_string (json_array_get_element (array, i), ""));

  if (object == NULL)
    return;

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &lesson, &value))
    {
      gboolean is_learned;

      if (chl_json_get_boolean (value, "", &is_learned) && is_learned)
        take_lesson (self, model, lesson);
    }
}

void
chl_provider_apply_lessons (ChlProvider *self,
                            JsonObject  *object)
{
  GTree *tree = chl_provider_get_private (self)->lessons;
  g_autoptr(JsonObject) before = NULL;
  g_autoptr(JsonObject) after = NULL;
  JsonObjectIter iter;
  const char    *model;
  JsonNode      *value;

  if (object == NULL && g_tree_nnodes (tree) == 0)
    return;

  before = chl_provider_write_lessons (self);
  g_tree_remove_all (tree);
  if (object != NULL)
    json_object_iter_init (&iter, object);
  while (object != NULL && json_object_iter_next (&iter, &model, &value))
    take_lessons (self, model, value);

  /* Who shows them need not begin anew for each file that was written. */
  after = chl_provider_write_lessons (self);
  if (!json_object_equal (before, after))
    tell (self);
}
