/* chl-custom-provider.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-custom"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "chl-address.h"
#include "chl-provider.h"

#define CHL_TYPE_CUSTOM_PROVIDER (chl_custom_provider_get_type ())

G_DECLARE_FINAL_TYPE (ChlCustomProvider, chl_custom_provider, CHL, CUSTOM_PROVIDER, ChlProvider)

struct _ChlCustomProvider
{
  ChlProvider parent_instance;
};

G_DEFINE_FINAL_TYPE (ChlCustomProvider, chl_custom_provider, CHL_TYPE_PROVIDER)

static const ChlFamily family = {
  .id = "custom",
  .title = "Custom",
  .summary = N_ ("Any server that speaks Chat Completions"),
  .aliases = (const char *const[]){ "compatible", "endpoint", "llama.cpp", "localai", "litellm",
                                    "sglang", "text-generation-webui", "koboldcpp", "jan", NULL },
  .docs_uri = "https://platform.openai.com/docs/api-reference/chat",
  .endpoint_placeholder = "https://server.example/v1",
  .protocols = (const ChlProtocolId[]){ CHL_PROTOCOL_OPENAI_CHAT, CHL_PROTOCOL_NONE },
  .auth = CHL_AUTH_NONE | CHL_AUTH_API_KEY,
  .color = "#77767b",
};

/*
 * What the person typed stays; only where there is no path at all, as with a bare host, the usual
 * /v1 is added, and the page shows the addresses that come of it.
 */
static char *
chl_custom_provider_normalize_endpoint (ChlProvider *provider,
                                        const char  *text,
                                        GError     **error)
{
  g_autofree char *base = chl_address_clean (text, error);
  g_autoptr(GUri) uri = NULL;

  if (base == NULL)
    return NULL;

  uri = g_uri_parse (base, G_URI_FLAGS_ENCODED, NULL);
  if (uri != NULL && (*g_uri_get_path (uri) == '\0' || g_str_equal (g_uri_get_path (uri), "/")))
    return chl_address_join (base, "/v1");

  return g_steal_pointer (&base);
}

static void
chl_custom_provider_class_init (ChlCustomProviderClass *klass)
{
  ChlProviderClass *provider_class = CHL_PROVIDER_CLASS (klass);

  provider_class->family = &family;
  provider_class->normalize_endpoint = chl_custom_provider_normalize_endpoint;
}

static void
chl_custom_provider_init (ChlCustomProvider *self)
{
}
