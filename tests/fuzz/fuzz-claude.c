/* fuzz-claude.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "chl-claude-reader.h"
#include "chl-message.h"
#include "fuzz.h"

static void
apply_cb (const ChlStreamEvent *event,
          gpointer              user_data)
{
  chl_message_apply (user_data, event, 1);
}

/* Lines of a program, whatever they are, make an answer or a failure with words. */
int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  const char *at = (const char *) data;
  const char *end = at + size;
  g_autoptr(ChlMessage) message = chl_message_new ("m", CHL_AUTHOR_ASSISTANT, 1);
  g_autoptr(ChlDecoder) decoder = NULL;
  g_autoptr(ChlClaudeReader) reader = NULL;
  g_autofree char  *text = NULL;
  const ChlFailure *failure;
  ChlDecodeOptions  options;
  ChlClaudeStep     step = CHL_CLAUDE_MORE;

  chl_message_begin (message);
  chl_decode_options_init (&options);
  decoder = chl_decoder_new (chl_protocol_get (CHL_PROTOCOL_ANTHROPIC_MESSAGES), &options, apply_cb,
                             message);
  reader = chl_claude_reader_new (decoder);

  while (at < end && step != CHL_CLAUDE_DONE)
    {
      const char      *stop = memchr (at, '\n', (gsize) (end - at));
      gsize            length = (gsize) ((stop != NULL ? stop : end) - at);
      g_autofree char *exact = g_memdup2 (at, length);

      step = chl_claude_reader_take (reader, exact != NULL ? exact : "", length);
      at += length + 1;
    }

  failure = chl_claude_reader_get_failure (reader);
  if (failure != NULL)
    {
      g_assert_cmpint (failure->kind, !=, CHL_FAILURE_NONE);
      g_assert_true (failure->message == NULL || g_utf8_validate (failure->message, -1, NULL));
      g_assert_true (failure->message == NULL ||
                     strlen (failure->message) <= CHL_FAILURE_MAX_MESSAGE);
      chl_decoder_fail (decoder, failure);
    }
  else
    chl_decoder_finish (decoder);

  g_assert_true (isfinite (chl_claude_reader_get_cost (reader)));
  g_assert_cmpint (chl_message_get_finish (message), !=, CHL_FINISH_NONE);
  text = chl_message_dup_text (message);
  g_assert_true (g_utf8_validate (text, -1, NULL));

  return 0;
}
