/* chl-ctl-model.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-ctl-model"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "chl-ctl.h"
#include "chl-custom-model.h"
#include "chl-model-join.h"
#include "chl-provider-list.h"

static gboolean
read_use (const char  *word,
          ChlModelUse *out_use)
{
  static const struct
  {
    const char *word;
    ChlModelUse use;
  } uses[] = {
    { "chat", CHL_MODEL_USE_CHAT },
    { "completion", CHL_MODEL_USE_COMPLETION },
    { "embedding", CHL_MODEL_USE_EMBEDDING },
  };

  for (guint i = 0; i < G_N_ELEMENTS (uses); i++)
    if (g_str_equal (uses[i].word, word))
      {
        *out_use = uses[i].use;
        return TRUE;
      }

  chl_ctl_usage (_ ("A model is of use for chat, completion or embedding, not for “%s”"), word);
  return FALSE;
}

static gboolean
read_overrides (int              argc,
                char           **argv,
                ChlCapabilities *overrides)
{
  for (int i = 2; i < argc; i++)
    {
      g_autoptr(JsonNode) value = NULL;
      ChlField field;

      if (!chl_ctl_read_override (argv[i], &field, &value))
        return FALSE;
      chl_capabilities_set (overrides, field, value, CHL_ORIGIN_USER);
    }

  return TRUE;
}

/* Which table, if any, says what the person did not. */
static void
tell_source (ChlCtl      *ctl,
             ChlProvider *provider,
             const char  *model_id)
{
  g_autofree char *source = chl_custom_model_dup_source (ctl->engine, provider, model_id);

  if (source != NULL)
    chl_ctl_tell (_ ("From the table of models: %s"), source);
  else
    chl_ctl_tell (_ ("The table of models does not know %s; what you do not say is unknown"), model_id);
}

int
chl_ctl_add_model (ChlCtl *ctl,
                   int     argc,
                   char  **argv)
{
  g_autofree char   *use = NULL;
  const GOptionEntry entries[] = {
    { "use", 0, 0, G_OPTION_ARG_STRING, &use, N_ ("chat, completion or embedding"), "USE" },
    G_OPTION_ENTRY_NULL
  };
  g_autofree char *provider_id = NULL;
  g_autofree char *model_id = NULL;
  g_autoptr(ChlCapabilities) overrides = chl_capabilities_new ();
  g_autoptr(GError) error = NULL;
  ChlCustomModel what = { .overrides = overrides };
  ChlProvider   *provider;
  int            status;

  if (!chl_ctl_parse (&argc, &argv,
                      _ ("Adds a model that no list has, given as PROVIDER/MODEL, and turns it on. What the "
                         "table of models knows of it holds; FIELD=VALUE says otherwise."),
                         entries))
    return CHL_CTL_USAGE;
  if (argc < 2)
    return chl_ctl_usage (_ ("Which model? It is PROVIDER/MODEL"));
  if (!chl_model_split_full_id (argv[1], &provider_id, &model_id))
    return chl_ctl_usage (_ ("A model is PROVIDER/MODEL, not “%s”"), argv[1]);
  if (!(provider = chl_ctl_find_provider (ctl, provider_id)))
    return CHL_CTL_USAGE;

  what.id = model_id;
  what.use = chl_custom_model_guess_use (ctl->engine, provider, model_id);
  if ((use != NULL && !read_use (use, &what.use)) || !read_overrides (argc, argv, overrides))
    return CHL_CTL_USAGE;
  if (chl_custom_model_add (provider, &what, &error) == NULL)
    return chl_ctl_fail (error);

  status = chl_ctl_save (ctl, provider);
  if (status == CHL_CTL_OK)
    tell_source (ctl, provider, model_id);

  return status;
}

int
chl_ctl_remove_model (ChlCtl *ctl,
                      int     argc,
                      char  **argv)
{
  ChlProvider *provider = NULL;
  ChlModel    *model;

  if (!chl_ctl_parse (&argc, &argv,
                      _ ("Removes a model that was added by hand, or that is gone from its provider’s list."),
                         NULL))
    return CHL_CTL_USAGE;
  if (argc != 2)
    return chl_ctl_usage (_ ("Which model? It is PROVIDER/MODEL"));

  if (!(model = chl_ctl_find_listed (ctl, argv[1], &provider)))
    return CHL_CTL_USAGE;
  if (!chl_model_is_custom (model) && !chl_model_is_gone (model))
    return chl_ctl_usage (_ ("%s lists %s; “chatelainectl unuse” turns it off"),
                             chl_provider_get_title (provider), chl_model_get_id (model));

  chl_provider_remove_model (provider, chl_model_get_id (model));
  chl_model_join_keep (ctl->engine, provider);

  return chl_ctl_save (ctl, provider);
}
