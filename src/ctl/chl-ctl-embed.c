/* chl-ctl-embed.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-ctl-embed"

#include "config.h"

#include "chl-ctl.h"

#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <stdio.h>

#include "chl-embed.h"
#include "chl-error.h"

/* The longest vector that any server could be asked for. */
#define MAX_DIMENSIONS 65536

/**
 * Wishes:
 *
 * What the command line says about some texts.
 */
typedef struct
{
  char    *model;
  int      dimensions;
  gboolean as_json;
  gboolean dry_run;
} Wishes;

static void
wishes_clear (Wishes *wishes)
{
  g_free (wishes->model);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Wishes, wishes_clear)

static char *
read_text (const char *word,
           GError    **error)
{
  g_autoptr(GBytes) bytes = NULL;
  const char *data;
  gsize       length;

  if (!g_str_equal (word, "-"))
    return g_strdup (word);

  if (!(bytes = chl_ctl_read_input (NULL, error)))
    return NULL;

  data = g_bytes_get_data (bytes, &length);
  return g_utf8_make_valid (data != NULL ? data : "", (gssize) length);
}

/* Each word is a text; without any, all of standard input is one. */
static ChlEmbeddingRequest *
build_request (const Wishes *wishes,
               const char   *model_id,
               int           argc,
               char        **argv,
               GError      **error)
{
  g_autoptr(ChlEmbeddingRequest) request = chl_embedding_request_new (model_id);

  request->dimensions = wishes->dimensions;
  for (int i = 1; i < MAX (argc, 2); i++)
    {
      g_autofree char *text = read_text (i < argc ? argv[i] : "-", error);

      if (text == NULL)
        return NULL;
      chl_embedding_request_add (request, text);
    }

  return g_steal_pointer (&request);
}

static gboolean
interrupted_cb (gpointer user_data)
{
  g_cancellable_cancel (user_data);

  return G_SOURCE_CONTINUE;
}

static int
embed (ChlCtl              *ctl,
       ChlProvider         *provider,
       ChlEmbeddingRequest *request,
       gboolean             as_json)
{
  static const int ends[] = { SIGINT, SIGTERM, SIGHUP };
  g_autoptr(ChlMessage) answer = NULL;
  g_autoptr(ChlVectors) vectors = NULL;
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) result = NULL;
  guint signal_ids[G_N_ELEMENTS (ends)];

  answer = chl_message_new ("vectors", CHL_AUTHOR_ASSISTANT, chl_engine_get_now_us (ctl->engine));
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    signal_ids[i] = g_unix_signal_add (ends[i], interrupted_cb, cancellable);
  chl_embed_async (ctl->engine, provider, request, answer, cancellable, chl_ctl_keep_result_cb,
                   &result);
  vectors = chl_embed_finish (ctl->engine, chl_ctl_wait (&result), NULL);
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    g_source_remove (signal_ids[i]);

  return chl_ctl_report_vectors (answer, vectors, provider, as_json);
}

static int
run (ChlCtl       *ctl,
     const Wishes *wishes,
     int           argc,
     char        **argv)
{
  g_autofree char *model_id = NULL;
  g_autoptr(ChlEmbeddingRequest) request = NULL;
  g_autoptr(JsonNode) first = NULL;
  g_autoptr(GError) error = NULL;
  ChlProvider *provider;

  if (!(provider = chl_ctl_find_model (ctl, wishes->model, CHL_ROLE_EMBEDDING, &model_id, &error)) ||
      !(request = build_request (wishes, model_id, argc, argv, &error)) ||
      !(first = chl_embed_describe (ctl->engine, provider, request, &error)))
    return chl_ctl_refuse (wishes->as_json && !wishes->dry_run, error);

  if (wishes->dry_run)
    {
      chl_ctl_print_json (first);
      return CHL_CTL_OK;
    }

  return embed (ctl, provider, g_steal_pointer (&request), wishes->as_json);
}

int
chl_ctl_embed (ChlCtl *ctl,
               int     argc,
               char  **argv)
{
  g_auto(Wishes) wishes = { 0 };
  const GOptionEntry entries[] = {
    { "model", 'm', 0, G_OPTION_ARG_STRING, &wishes.model, N_ ("Ask this model"), "PROVIDER/MODEL" },
    { "dimensions", 0, 0, G_OPTION_ARG_INT, &wishes.dimensions, N_ ("Length of each vector"), "N" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &wishes.as_json, N_ ("Print the result as JSON at the end"), NULL },
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &wishes.dry_run,
      N_ ("Send nothing; print the first request, without secrets"), NULL },
    G_OPTION_ENTRY_NULL
  };

  if (!chl_ctl_parse (&argc, &argv,
                      _ ("Turns each TEXT into a vector, or what comes on standard input into one. "
                         "Each goes to standard output as a line of numbers."),
                         entries))
    return CHL_CTL_USAGE;
  if (wishes.dimensions < 0 || wishes.dimensions > MAX_DIMENSIONS)
    return chl_ctl_usage (_ ("A vector has 1 to %d numbers"), MAX_DIMENSIONS);

  return run (ctl, &wishes, argc, argv);
}
