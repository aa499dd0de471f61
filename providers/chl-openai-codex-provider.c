/* chl-openai-codex-provider.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-openai-codex"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "chl-openai-generations.h"
#include "chl-openai-listing.h"
#include "chl-provider.h"

#define CHL_TYPE_OPENAI_CODEX_PROVIDER (chl_openai_codex_provider_get_type ())

G_DECLARE_FINAL_TYPE (ChlOpenaiCodexProvider, chl_openai_codex_provider, CHL, OPENAI_CODEX_PROVIDER, ChlProvider)

struct _ChlOpenaiCodexProvider
{
  ChlProvider parent_instance;
};

G_DEFINE_FINAL_TYPE (ChlOpenaiCodexProvider, chl_openai_codex_provider, CHL_TYPE_PROVIDER)

/*
 * By key, at the public address. A pasted key is taken for one of the family "openai", which has
 * the same.
 */
static const ChlFamily family = {
  .id = "openai-codex",
  .title = "OpenAI Codex",
  .summary = N_ ("The GPT models that are meant for writing code"),
  .aliases = (const char *const[]){ "codex", "gpt", "openai", "code", "coding", "responses", NULL },
  .docs_uri = "https://platform.openai.com/docs/api-reference/responses",
  .key_uri = "https://platform.openai.com/api-keys",
  .variables = (const char *const[]){ "OPENAI_API_KEY", NULL },
  .endpoint = "https://api.openai.com/v1",
  .protocols = (const ChlProtocolId[]){ CHL_PROTOCOL_OPENAI_RESPONSES, CHL_PROTOCOL_NONE },
  .auth = CHL_AUTH_API_KEY,
  .color = "#0a7d63",
};

static const ChlQuirks *
chl_openai_codex_provider_get_quirks (ChlProvider *provider,
                                      const char  *model)
{
  return chl_generation_find (chl_openai_responses_generations, model);
}

/*
 * Those with the name, and of the others from the fifth generation on the ones that OpenAI's own
 * program for code offers: neither the smallest and the largest, nor those of one day, nor those
 * that speak, draw, search or chat.
 *
 * Source: https://github.com/openai/codex
 */
static gboolean
is_left_out (const char *id)
{
  static const char *const patterns[] = { "^.*codex", "^gpt-([5-9]|[1-9][0-9])(\\.[0-9]+)?"
                                                      "(-mini|-sol|-terra|-luna|-astra)?$",
                                          NULL };

  for (guint i = 0; patterns[i] != NULL; i++)
    if (g_regex_match_simple (patterns[i], id, G_REGEX_DEFAULT, G_REGEX_MATCH_DEFAULT))
      return FALSE;

  return TRUE;
}

static GPtrArray *
chl_openai_codex_provider_parse_models (ChlProvider *provider,
                                        JsonNode    *root,
                                        GError     **error)
{
  ChlProviderClass *parent_class = CHL_PROVIDER_CLASS (chl_openai_codex_provider_parent_class);
  g_autoptr(GPtrArray) all = parent_class->parse_models (provider, root, error);

  return all != NULL ? chl_openai_listing_sort (all, root, is_left_out) : NULL;
}

/* Responses alone. */
static char *
chl_openai_codex_provider_dup_url (ChlProvider *provider,
                                   ChlOperation operation)
{
  if (operation == CHL_OPERATION_COMPLETIONS || operation == CHL_OPERATION_EMBEDDINGS)
    return NULL;

  return CHL_PROVIDER_CLASS (chl_openai_codex_provider_parent_class)->dup_url (provider, operation);
}

static void
chl_openai_codex_provider_class_init (ChlOpenaiCodexProviderClass *klass)
{
  ChlProviderClass *provider_class = CHL_PROVIDER_CLASS (klass);

  provider_class->family = &family;
  provider_class->dup_url = chl_openai_codex_provider_dup_url;
  provider_class->get_quirks = chl_openai_codex_provider_get_quirks;
  provider_class->parse_models = chl_openai_codex_provider_parse_models;
}

static void
chl_openai_codex_provider_init (ChlOpenaiCodexProvider *self)
{
}
