/* chl-provider-file.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-provider-file"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "chl-broken-provider.h"
#include "chl-families.h"
#include "chl-json.h"
#include "chl-provider-list-private.h"

static ChlProvider *
new_broken (const char *id,
            const char *reason)
{
  ChlProvider *provider = chl_provider_new (CHL_TYPE_BROKEN_PROVIDER, id);

  chl_provider_set_name (provider, id);
  chl_provider_set_state (provider, CHL_PROVIDER_BROKEN_FILE, reason, 0);

  return provider;
}

/* What a later version wrote can be used and not be changed, which has to be said. */
void
chl_provider_note_newer (ChlProvider           *provider,
                         const ChlSettingsFile *file)
{
  if (file->error != NULL)
    chl_provider_set_state (provider, chl_provider_get_state (provider), file->error->message,
                            chl_provider_get_checked_us (provider));
}

/* A provider for what is in a file, usable or not. */
ChlProvider *
chl_provider_new_from_file (const char            *id,
                            const ChlSettingsFile *file)
{
  g_autoptr(ChlProvider) provider = NULL;
  g_autoptr(GError) error = NULL;
  const char *family = chl_json_get_string (file->root, "/family");
  GType       type = chl_families_find (family);

  if (file->root == NULL)
    return new_broken (id, file->error->message);

  if (type == G_TYPE_INVALID)
    {
      g_autofree char *reason = NULL;

      reason = family == NULL
        ? g_strdup (_ ("The file does not say which family the provider is of"))
        : g_strdup_printf (_ ("This version does not know the family “%s”"), family);
      return new_broken (id, reason);
    }

  provider = chl_provider_new (type, id);
  if (!chl_provider_apply_json (provider, file->root, &error))
    return new_broken (id, error->message);
  chl_provider_note_newer (provider, file);

  return g_steal_pointer (&provider);
}
