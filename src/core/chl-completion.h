/* chl-completion.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Tokens of a completion while nobody says how many; what servers take by themselves is 16. */
#define CHL_COMPLETION_USUAL_OUTPUT 256

/**
 * ChlFilling:
 * @CHL_FILLING_NONE: it is not known how
 * @CHL_FILLING_CONTINUE: nothing comes after the gap, so the model goes on with the text
 * @CHL_FILLING_SUFFIX: the server takes both texts
 * @CHL_FILLING_INFILL: so does llama.cpp, at an address of its own
 * @CHL_FILLING_TEMPLATE: both texts go between the model's own tokens
 * @CHL_FILLING_CHAT: it is asked for in a conversation
 *
 * How a model is asked to fill a gap.
 */
typedef enum
{
  CHL_FILLING_NONE,
  CHL_FILLING_CONTINUE,
  CHL_FILLING_SUFFIX,
  CHL_FILLING_INFILL,
  CHL_FILLING_TEMPLATE,
  CHL_FILLING_CHAT,
} ChlFilling;

const char *chl_filling_to_string (ChlFilling filling);

/**
 * ChlCompletion:
 * @model: the provider's own id of the model
 * @prefix: the text before the gap
 * @suffix: (nullable): the text after it; %NULL or "" if there is none, then @prefix just goes on
 * @path: (nullable): what the file is called, for models that are told
 * @max_output: longest text in tokens
 * @is_usual_output: whether nobody said so, and @max_output is what is usual
 * @temperature: NaN says nothing; likewise @top_p
 * @seed: used only if @has_seed
 * @stop: (nullable): strings that end the text
 * @stream: whether to ask for a stream
 *
 * A text with a gap that a model is to fill, before it is put into a protocol.
 */
typedef struct
{
  char    *model;
  char    *prefix;
  char    *suffix;
  char    *path;
  gint64   max_output;
  gboolean is_usual_output;
  double   temperature;
  double   top_p;
  gboolean has_seed;
  gint64   seed;
  GStrv    stop;
  gboolean stream;
} ChlCompletion;

ChlCompletion *chl_completion_new (const char *model,
                                   const char *prefix,
                                   const char *suffix);
ChlCompletion *chl_completion_copy (const ChlCompletion *self);
void           chl_completion_free (ChlCompletion *self);
gboolean       chl_completion_has_suffix (const ChlCompletion *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChlCompletion, chl_completion_free)

G_END_DECLS
