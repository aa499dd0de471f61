/* fuzz-decoder.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fuzz.h"
#include "wire-fixture.h"

static const ChlProtocolId protocols[] = {
  CHL_PROTOCOL_OPENAI_CHAT,
  CHL_PROTOCOL_OPENAI_RESPONSES,
  CHL_PROTOCOL_ANTHROPIC_MESSAGES,
  CHL_PROTOCOL_OLLAMA_CHAT,
  CHL_PROTOCOL_OPENAI_COMPLETIONS,
  CHL_PROTOCOL_OLLAMA_GENERATE,
};

static void
read_both_ways (ChlProtocolId           protocol,
                const char             *body,
                gsize                   size,
                const ChlDecodeOptions *options,
                guint                   choice)
{
  g_autoptr(ChlMessage) whole = NULL;
  g_autoptr(ChlMessage) pieces = NULL;
  g_autofree char *text = NULL;
  g_autofree char *other_text = NULL;

  whole = wire_decode_as (protocol, body, size, options, WIRE_WHOLE);
  pieces = wire_decode_as (protocol, body, size, options, (WirePieces){ .size = 1 + choice % 7 });

  text = chl_message_dup_text (whole);
  other_text = chl_message_dup_text (pieces);
  g_assert_cmpstr (text, ==, other_text);
  g_assert_cmpint (chl_message_get_finish (whole), ==, chl_message_get_finish (pieces));
  g_assert_cmpuint (chl_message_get_n_parts (whole), ==, chl_message_get_n_parts (pieces));
}

/* The last byte chooses how all is read. The fixture checks what must hold for any body. */
int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  ChlDecodeOptions options;
  guint            choice;

  if (size == 0)
    return 0;

  /* A body that ends with a line is read as usual, by every protocol. */
  choice = data[size - 1] ^ '\n';
  chl_decode_options_init (&options);
  options.think_tags = choice % 3;
  if (choice % 5 == 1)
    {
      options.limits.max_line_bytes = 64;
      options.limits.max_event_bytes = 96;
      options.limits.max_body_bytes = 256;
      options.limits.max_depth = 6;
      options.limits.max_tool_calls = 3;
      options.limits.max_argument_bytes = 16;
      options.limits.max_parts = 4;
      options.limits.max_text_bytes = 64;
    }

  for (guint i = 0; i < G_N_ELEMENTS (protocols); i++)
    if ((choice == 0 || choice / 16 % G_N_ELEMENTS (protocols) == i) &&
        chl_protocol_get (protocols[i]) != NULL)
      read_both_ways (protocols[i], (const char *) data, size, &options, choice);

  return 0;
}
