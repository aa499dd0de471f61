/* bench-decode.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* How fast each protocol's body becomes stream events, and whether long ones are as fast. */

#include "config.h"

#include "bench-bodies.h"
#include "bench-table.h"
#include "chl-protocol.h"

/* What a network read gives. */
#define PIECE_BYTES 16384

#define MB 1000000
#define N_RUNS 5

/* MB a second of one core's time, and how much slower the longest may be than the shortest. */
#define SLOWEST 50.0
#define MOST_GROWTH 1.2

typedef struct
{
  gsize     n_text_bytes;
  ChlFinish finish;
} Sink;

static void
sink_cb (const ChlStreamEvent *event,
         gpointer              user_data)
{
  Sink *sink = user_data;

  if (event->kind == CHL_STREAM_PART_DELTA)
    sink->n_text_bytes += event->length;
  else if (event->kind == CHL_STREAM_FINISH)
    sink->finish = event->finish;
}

/* In time of the processor, so that it hardly matters what else runs. */
static double
decode (const ChlProtocol *protocol,
        const GString     *body,
        gsize              piece_bytes)
{
  ChlDecodeOptions options;
  g_autoptr(ChlDecoder) decoder = NULL;
  Sink   sink = { 0 };
  double begin;
  double took;

  chl_decode_options_init (&options);
  options.limits.max_body_bytes = G_MAXINT32;
  options.limits.max_text_bytes = G_MAXINT32;
  decoder = chl_decoder_new (protocol, &options, sink_cb, &sink);

  begin = bench_get_cpu_ms ();
  for (gsize at = 0; at < body->len; at += piece_bytes)
    chl_decoder_push (decoder, body->str + at, MIN (piece_bytes, body->len - at));
  chl_decoder_finish (decoder);
  took = bench_get_cpu_ms () - begin;

  if (sink.finish != CHL_FINISH_STOP || sink.n_text_bytes < body->len / 100)
    g_error ("It was not read to its end");

  return (double) body->len / MB / (MAX (took, 0.001) / 1000.0);
}

static double
measure (ChlProtocolId id,
         guint         n_mb,
         gsize         piece_bytes)
{
  const ChlProtocol *protocol = chl_protocol_get (id);
  g_autoptr(GString) body = bench_body_new (id, (gsize) n_mb * MB);
  double rates[N_RUNS];

  decode (protocol, body, piece_bytes);
  for (guint i = 0; i < N_RUNS; i++)
    rates[i] = decode (protocol, body, piece_bytes);

  return bench_get_median (rates, N_RUNS);
}

static double
report (ChlProtocolId id,
        guint         n_mb,
        gsize         piece_bytes,
        const char   *remark,
        double        bar)
{
  g_autofree char *what =
    g_strdup_printf ("decode %s, %u MB%s", chl_protocol_id_to_string (id), n_mb, remark);
  double rate = measure (id, n_mb, piece_bytes);

  if (bar > 0.0)
    bench_table_figure (what, rate, " MB/s", BENCH_AT_LEAST, bar);
  else
    bench_table_note (what, rate, " MB/s");

  return rate;
}

static void
report_protocol (ChlProtocolId id)
{
  g_autofree char *growth =
    g_strdup_printf ("decode %s, a byte of 64 MB to one of 1 MB", chl_protocol_id_to_string (id));
  double shortest = report (id, 1, PIECE_BYTES, "", SLOWEST);
  double longest;

  report (id, 8, PIECE_BYTES, "", SLOWEST);
  longest = report (id, 64, PIECE_BYTES, "", SLOWEST);
  bench_table_figure (growth, shortest / longest, " ×", BENCH_AT_MOST, MOST_GROWTH);
  report (id, 8, 100, " in pieces of 100 bytes", 0.0);
  report (id, 1, 1, " in pieces of 1 byte", 0.0);
}

int
main (int   argc,
      char *argv[])
{
  static const ChlProtocolId protocols[] = {
    CHL_PROTOCOL_OPENAI_CHAT,
    CHL_PROTOCOL_OPENAI_RESPONSES,
    CHL_PROTOCOL_ANTHROPIC_MESSAGES,
    CHL_PROTOCOL_OPENAI_COMPLETIONS,
    CHL_PROTOCOL_OLLAMA_CHAT,
    CHL_PROTOCOL_OLLAMA_GENERATE,
  };

  for (guint i = 0; i < G_N_ELEMENTS (protocols); i++)
    {
      g_autoptr(GString) body = bench_body_new (protocols[i], 0);

      if (chl_protocol_get (protocols[i]) == NULL)
        continue;
      if (body == NULL)
        g_error ("There is no body of %s", chl_protocol_id_to_string (protocols[i]));
      report_protocol (protocols[i]);
    }

  return 0;
}
