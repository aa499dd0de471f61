/* bench-decode.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <time.h>

#include "chl-protocol.h"

/* What a network read gives. */
#define PIECE_BYTES 16384

#define MIB (1024.0 * 1024.0)

typedef struct
{
  gsize   n_text_bytes;
  guint64 n_events;
} Sink;

static void
sink_cb (const ChlStreamEvent *event,
         gpointer              user_data)
{
  Sink *sink = user_data;

  sink->n_events++;
  if (event->kind == CHL_STREAM_PART_DELTA)
    sink->n_text_bytes += event->length;
}

static void
append_chunk (GString    *out,
              const char *delta)
{
  g_string_append_printf (out,
                          "data: {\"id\":\"chatcmpl-9x1QmK2T7b\",\"object\":\"chat.completion.chunk\","
                          "\"created\":1760000000,\"model\":\"demo-4.1-mini-2026-04-14\","
                          "\"service_tier\":\"default\",\"system_fingerprint\":\"fp_ab12cd34ef\","
                          "\"choices\":[{\"index\":0,\"delta\":%s,\"logprobs\":null,"
                          "\"finish_reason\":null}],\"usage\":null,\"obfuscation\":\"aX9kQ\"}\n\n",
                          delta);
}

/* Chunks as they come from the large providers: a word or two each, now and then an escape. */
static GString *
make_stream (gsize length)
{
  static const char *const deltas[] = {
    "{\"content\":\"The \"}",
    "{\"content\":\"keeper\"}",
    "{\"content\":\" of the house\"}",
    "{\"content\":\" wore all its keys;\\n\\n\"}",
    "{\"content\":\"\\\"at the belt\\\",\"}",
    "{\"content\":\" und die T\xc3\xbcr f\xc3\xa4llt\"}",
    "{\"content\":\" zu \\ud83d\\udd11.\"}",
  };
  GString *out = g_string_sized_new (length + 1024);

  append_chunk (out, "{\"role\":\"assistant\",\"content\":\"\",\"refusal\":null}");
  for (guint i = 0; out->len < length; i++)
    append_chunk (out, deltas[i % G_N_ELEMENTS (deltas)]);
  g_string_append (out, "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n"
                        "data: [DONE]\n\n");

  return out;
}

/* In time of the processor, so that it does not matter what else runs. */
static double
measure (const GString *stream,
         gsize          piece_bytes,
         Sink          *sink)
{
  ChlDecodeOptions options;
  g_autoptr(ChlDecoder) decoder = NULL;
  clock_t start;
  clock_t end;

  chl_decode_options_init (&options);
  options.limits.max_text_bytes = G_MAXINT32;
  decoder = chl_decoder_new (chl_protocol_get (CHL_PROTOCOL_OPENAI_CHAT), &options, sink_cb, sink);

  start = clock ();
  for (gsize at = 0; at < stream->len; at += piece_bytes)
    chl_decoder_push (decoder, stream->str + at, MIN (piece_bytes, stream->len - at));
  chl_decoder_finish (decoder);
  end = clock ();

  return stream->len / MIB / ((double) MAX (end - start, 1) / CLOCKS_PER_SEC);
}

static void
report (const char *what,
        gsize       length,
        gsize       piece_bytes)
{
  g_autoptr(GString) stream = make_stream (length);
  double best = 0;
  Sink   sink = { 0 };

  for (guint i = 0; i < 3; i++)
    {
      double rate;

      sink = (Sink){ 0 };
      rate = measure (stream, piece_bytes, &sink);
      best = MAX (best, rate);
    }

  g_print ("%-24s %7.1f MB/s  (%.0f MB, %" G_GUINT64_FORMAT " events)\n", what, best,
           stream->len / MIB, sink.n_events);
}

int
main (int   argc,
      char *argv[])
{
  report ("1 MB", 1024 * 1024, PIECE_BYTES);
  report ("8 MB", 8 * 1024 * 1024, PIECE_BYTES);
  report ("64 MB", 64 * 1024 * 1024, PIECE_BYTES);
  report ("8 MB in pieces of 1 byte", 8 * 1024 * 1024, 1);
  report ("8 MB in pieces of 100", 8 * 1024 * 1024, 100);

  return 0;
}
