/* chl-responses-text.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-emitter.h"
#include "chl-json-reader.h"

G_BEGIN_DECLS

/**
 * ChlResponsesRoom:
 * @emitter: (unowned): where the parts go
 * @options: (unowned): limits, and what ids are made from
 * @scratch: (owned): for reading
 * @n_text: bytes that are said and thought, as they stand
 * @n_arguments: bytes of all arguments, as they stand
 * @n_sealed: bytes that are kept to be sent back
 * @n_calls: calls of tools
 *
 * What the items of one answer share, so that none of them nor all together outgrow the limits.
 */
typedef struct
{
  ChlEmitter             *emitter;
  const ChlDecodeOptions *options;
  GString                *scratch;
  gsize                   n_text;
  gsize                   n_arguments;
  gsize                   n_sealed;
  guint                   n_calls;
} ChlResponsesRoom;

gboolean chl_responses_room_seal (ChlResponsesRoom *self,
                                  gsize             n_bytes);

/**
 * ChlResponsesSource:
 * @CHL_RESPONSES_TEXT: what is said
 * @CHL_RESPONSES_REFUSAL: what is said instead
 * @CHL_RESPONSES_SUMMARY: a summary of what was thought
 * @CHL_RESPONSES_RAW: what was thought
 * @CHL_RESPONSES_ARGUMENTS: what a function is called with
 * @CHL_RESPONSES_INPUT: what a custom tool is called with, which is any text
 *
 * What a text of an item is.
 */
typedef enum
{
  CHL_RESPONSES_TEXT,
  CHL_RESPONSES_REFUSAL,
  CHL_RESPONSES_SUMMARY,
  CHL_RESPONSES_RAW,
  CHL_RESPONSES_ARGUMENTS,
  CHL_RESPONSES_INPUT,
} ChlResponsesSource;

/*
 * One text of an output item while it comes in: in pieces, and then once more as a whole, which
 * counts. It becomes a part when it begins.
 */
typedef struct _ChlResponsesText ChlResponsesText;

ChlResponsesText  *chl_responses_text_new (ChlResponsesRoom  *room,
                                           ChlResponsesSource source,
                                           gint64             index);
void               chl_responses_text_free (ChlResponsesText *self);
ChlResponsesSource chl_responses_text_get_source (ChlResponsesText *self);
gint64             chl_responses_text_get_index (ChlResponsesText *self);
gboolean           chl_responses_text_has_begun (ChlResponsesText *self);
gboolean           chl_responses_text_is_blank (ChlResponsesText *self);
void               chl_responses_text_begin (ChlResponsesText *self);
void               chl_responses_text_append (ChlResponsesText *self,
                                              ChlJsonSpan       string);
void               chl_responses_text_set (ChlResponsesText *self,
                                           ChlJsonSpan       value);
void               chl_responses_text_replace (ChlResponsesText *self,
                                               const char       *text);
void               chl_responses_text_set_meta (ChlResponsesText *self,
                                                const char       *key,
                                                const char       *value);
void               chl_responses_text_end (ChlResponsesText *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChlResponsesText, chl_responses_text_free)

G_END_DECLS
