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
#include "chl-settings-patch.h"

static ChlProvider *
new_broken (const char *id,
            const char *reason)
{
  ChlProvider *provider = chl_provider_new (CHL_TYPE_BROKEN_PROVIDER, id);

  chl_provider_set_name (provider, id);
  chl_provider_set_state (provider, CHL_PROVIDER_BROKEN_FILE, reason, 0);

  return provider;
}

/* What a later version wrote can be used and not be changed, which has to be said, while it is on. */
void
chl_provider_note_newer (ChlProvider           *provider,
                         const ChlSettingsFile *file)
{
  if (file->error != NULL && chl_provider_is_enabled (provider))
    chl_provider_set_state (provider, chl_provider_get_state (provider), file->error->message,
                            chl_provider_get_checked_us (provider));
}

static ChlProvider *
new_faulty (const char            *id,
            const ChlSettingsFile *file,
            const char            *shown_path,
            const char            *fault)
{
  g_autofree char *reason = NULL;

  /* What a later version wrote need not be wrong. */
  if (file->error != NULL)
    return new_broken (id, file->error->message);

  /* Translators: a file's path, then what is wrong in it */
  reason = g_strdup_printf (_ ("%s is broken: %s"), shown_path, fault);
  return new_broken (id, reason);
}

/* A provider for what is in a file, usable or not. */
ChlProvider *
chl_provider_new_from_file (const char            *id,
                            const ChlSettingsFile *file,
                            const char            *shown_path)
{
  g_autoptr(ChlProvider) provider = NULL;
  g_autoptr(GError) error = NULL;
  const char *family = chl_json_get_string (file->root, "/family");
  GType       type = chl_families_find (family);

  if (file->root == NULL)
    return new_broken (id, file->error->message);

  if (type == G_TYPE_INVALID)
    {
      g_autofree char *fault = NULL;

      fault = family == NULL
        ? g_strdup (_ ("it does not say which family the provider is of"))
        : g_strdup_printf (_ ("this version does not know the family “%s”"), family);
      return new_faulty (id, file, shown_path, fault);
    }

  provider = chl_provider_new (type, id);
  if (!chl_provider_apply_json (provider, file->root, &error))
    return new_faulty (id, file, shown_path, error->message);
  chl_provider_note_newer (provider, file);

  return g_steal_pointer (&provider);
}

/**
 * chl_provider_list_take_root:
 * @self: a list
 * @provider: one of its providers
 * @root: what its file has now
 *
 * Makes @provider what its file says, but for what was changed here and is not written yet.
 *
 * Returns: %FALSE if the file cannot be used; then nothing was changed
 */
gboolean
chl_provider_list_take_root (ChlProviderList *self,
                             ChlProvider     *provider,
                             JsonNode        *root)
{
  JsonNode *written = chl_provider_list_get_snapshot (self, chl_provider_get_id (provider));
  g_autoptr(JsonNode) before = chl_provider_dup_written_json (provider);
  g_autoptr(JsonNode) patch = NULL;
  g_autoptr(JsonNode) merged = NULL;
  g_autoptr(JsonNode) now = NULL;

  if (written != NULL)
    patch = chl_settings_patch_between (written, before);
  if (!chl_provider_apply_json (provider, root, NULL))
    return FALSE;

  chl_provider_list_take_snapshot (self, provider);
  if (patch == NULL || json_object_get_size (json_node_get_object (patch)) == 0)
    return TRUE;

  now = chl_provider_dup_written_json (provider);
  merged = chl_json_merge_patch (now, patch);
  chl_provider_apply_json (provider, merged, NULL);

  return TRUE;
}
