/* chl-broken-provider.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-broken-provider"

#include "config.h"

#include "chl-broken-provider.h"

#include <glib/gi18n-lib.h>

struct _ChlBrokenProvider
{
  ChlProvider parent_instance;
};

G_DEFINE_FINAL_TYPE (ChlBrokenProvider, chl_broken_provider, CHL_TYPE_PROVIDER)

static const ChlFamily family = {
  .id = "unknown",
  .title = "Unknown",
  .summary = N_ ("A settings file that cannot be used"),
  .docs_uri = "https://www.rfc-editor.org/rfc/rfc8259",
  .protocols = (const ChlProtocolId[]){ CHL_PROTOCOL_NONE },
  .auth = CHL_AUTH_NONE,
  .color = "#9a9996",
};

static char *
chl_broken_provider_dup_url (ChlProvider *provider,
                             ChlOperation operation)
{
  return NULL;
}

static void
chl_broken_provider_class_init (ChlBrokenProviderClass *klass)
{
  ChlProviderClass *provider_class = CHL_PROVIDER_CLASS (klass);

  provider_class->family = &family;
  provider_class->dup_url = chl_broken_provider_dup_url;
}

static void
chl_broken_provider_init (ChlBrokenProvider *self)
{
}
