/* chl-ctl-embed.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-ctl-embed"

#include "config.h"

#include "chl-ctl.h"

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
  ChlCtlWish common;
  int        dimensions;
} Wishes;

static void
wishes_clear (Wishes *wishes)
{
  chl_ctl_wish_clear (&wishes->common);
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

/**
 * Texts:
 *
 * Whom to ask for which.
 */
typedef struct
{
  ChlEngine           *engine;   /* (unowned) */
  ChlProvider         *provider; /* (unowned) */
  ChlEmbeddingRequest *request;  /* (owned) (nullable) until it was asked for */
} Texts;

static void
start_cb (ChlMessage         *answer,
          GCancellable       *cancellable,
          GAsyncReadyCallback callback,
          gpointer            user_data,
          gpointer            data)
{
  Texts *texts = data;

  chl_embed_async (texts->engine, texts->provider, g_steal_pointer (&texts->request), answer,
                   cancellable, callback, user_data);
}

static int
embed (ChlCtl              *ctl,
       ChlProvider         *provider,
       ChlEmbeddingRequest *request,
       gboolean             as_json)
{
  Texts texts = { ctl->engine, provider, request };
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(ChlMessage) answer = chl_ctl_hear (ctl, FALSE, start_cb, &texts, &result);
  g_autoptr(ChlVectors) vectors = chl_embed_finish (ctl->engine, result, NULL);

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

  if (!(provider = chl_ctl_find_model (ctl, wishes->common.model, CHL_ROLE_EMBEDDING, &model_id, &error)) ||
      !(request = build_request (wishes, model_id, argc, argv, &error)) ||
      !(first = chl_embed_describe (ctl->engine, provider, request, &error)))
    return chl_ctl_refuse (wishes->common.as_json && !wishes->common.dry_run, error);

  if (wishes->common.dry_run)
    {
      chl_ctl_print_json (first);
      return CHL_CTL_OK;
    }

  return embed (ctl, provider, g_steal_pointer (&request), wishes->common.as_json);
}

int
chl_ctl_embed (ChlCtl *ctl,
               int     argc,
               char  **argv)
{
  g_auto(Wishes) wishes = { 0 };
  const GOptionEntry entries[] = {
    { "dimensions", 0, 0, G_OPTION_ARG_INT, &wishes.dimensions, N_ ("Length of each vector"), "N" },
    G_OPTION_ENTRY_NULL
  };

  if (!chl_ctl_parse_wish (&argc, &argv,
                           _ ("Turns each TEXT into a vector, or what comes on standard input into one. "
                              "Each goes to standard output as a line of numbers."),
                              entries, FALSE, &wishes.common))
    return CHL_CTL_USAGE;
  if (wishes.dimensions < 0 || wishes.dimensions > MAX_DIMENSIONS)
    return chl_ctl_usage (_ ("A vector has 1 to %d numbers"), MAX_DIMENSIONS);

  return run (ctl, &wishes, argc, argv);
}
