/* chl-model-verbs.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-model-verbs"

#include "config.h"

#include "chl-model-verbs.h"

#include <glib/gi18n-lib.h>

#include "chl-model-facts.h"
#include "chl-model-job.h"
#include "chl-settings-help.h"

/* What is asked about before it is done. */
typedef struct
{
  GtkWidget   *widget;   /* (owned) whose window tells how it went */
  ChlEngine   *engine;   /* (owned) */
  ChlProvider *provider; /* (owned) */
  char        *model;    /* (owned) */
  ChlVerb      verb;
} Wish;

static Wish *
wish_new (GtkWidget   *widget,
          ChlEngine   *engine,
          ChlProvider *provider,
          ChlVerb      verb,
          const char  *model)
{
  Wish *wish = g_new0 (Wish, 1);

  wish->widget = g_object_ref (widget);
  wish->engine = g_object_ref (engine);
  wish->provider = g_object_ref (provider);
  wish->model = g_strdup (model);
  wish->verb = verb;

  return wish;
}

static void
wish_free (Wish *wish)
{
  g_object_unref (wish->widget);
  g_object_unref (wish->engine);
  g_object_unref (wish->provider);
  g_free (wish->model);
  g_free (wish);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Wish, wish_free)

static char *
dup_news (const Wish *wish)
{
  switch (wish->verb)
    {
    case CHL_VERB_PULL:
      return g_strdup_printf (_ ("%s has %s now"), chl_provider_get_title (wish->provider),
                                 wish->model);

    case CHL_VERB_REMOVE:
      return g_strdup_printf (_ ("%s was removed"), wish->model);

    case CHL_VERB_LOAD:
      return g_strdup_printf (_ ("%s is loaded"), wish->model);

    case CHL_VERB_UNLOAD:
      return g_strdup_printf (_ ("%s is not loaded any more"), wish->model);
    }

  g_return_val_if_reached (NULL);
}

static void
run_cb (GObject      *object,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr(Wish) wish = user_data;
  g_autoptr(GError) error = NULL;
  g_autofree char *news = dup_news (wish);

  if (!chl_model_job_run_finish (CHL_MODEL_JOB (object), result, &error))
    {
      chl_settings_toast_error (wish->widget, error);
      return;
    }

  chl_settings_toast (wish->widget, news);
  chl_settings_save (wish->widget, wish->engine, wish->provider);
}

/* Takes @wish. It goes on when the page is left. */
static void
fulfil (Wish *wish)
{
  g_autoptr(ChlModelJob) job = NULL;
  g_autofree char *note = NULL;

  job = chl_model_job_new (wish->engine, wish->provider, wish->verb, wish->model);
  note = chl_model_job_dup_note (job);
  if (note != NULL)
    chl_settings_toast (wish->widget, note);
  chl_model_job_run_async (job, NULL, run_cb, wish);
}

static void
response_cb (AdwMessageDialog *dialog,
             const char       *response,
             gpointer          user_data)
{
  Wish *wish = user_data;

  if (g_str_equal (response, "remove"))
    fulfil (wish);
  else
    wish_free (wish);
}

/* Takes @wish. Some gigabytes are quickly gone, and slowly there again. */
static void
confirm (Wish *wish)
{
  GtkRoot         *root = gtk_widget_get_root (wish->widget);
  ChlModel        *model = chl_provider_find_model (wish->provider, wish->model);
  gint64           size = model != NULL ? chl_model_get_fact (model, CHL_FACT_SIZE) : 0;
  g_autofree char *heading = g_strdup_printf (_ ("Remove “%s”?"), wish->model);
  g_autofree char *amount = g_format_size ((guint64) size);
  g_autofree char *body = NULL;
  GtkWidget       *dialog;

  /* Translators: %s is a program on this computer, such as Ollama, then an amount such as 5.2 GB. */
  body = size > 0 ? g_strdup_printf (_ ("%s deletes it from the disk, %s. To have it again it must "
                                        "be fetched again."),
                                        chl_provider_get_title (wish->provider), amount)
                  : g_strdup_printf (_ ("%s deletes it from the disk. To have it again it must be "
                                        "fetched again."),
                                        chl_provider_get_title (wish->provider));
  dialog = adw_message_dialog_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, heading, body);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "remove", _ ("_Remove"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "remove",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect (dialog, "response", G_CALLBACK (response_cb), wish);
  gtk_window_present (GTK_WINDOW (dialog));
}

/**
 * chl_model_verbs_run:
 * @widget: a widget in a preferences window, which tells how it went
 * @engine: the engine
 * @provider: whose server is asked
 * @verb: what it is to do
 * @model: with which model
 *
 * Lets a runtime do something; what cannot be undone is asked about first.
 */
void
chl_model_verbs_run (GtkWidget   *widget,
                     ChlEngine   *engine,
                     ChlProvider *provider,
                     ChlVerb      verb,
                     const char  *model)
{
  Wish *wish;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (model != NULL);

  wish = wish_new (widget, engine, provider, verb, model);
  if (verb == CHL_VERB_REMOVE)
    confirm (wish);
  else
    fulfil (wish);
}

static void
add_item (GMenu      *menu,
          const char *label,
          const char *action,
          const char *model)
{
  g_autoptr(GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, action, "s", model);
  g_menu_append_item (menu, item);
}

/**
 * chl_model_verbs_new_menu:
 * @provider: a provider
 * @model: one of its models
 *
 * Returns: (transfer full) (nullable): what can be done with it now; %NULL if there is nothing
 */
GMenuModel *
chl_model_verbs_new_menu (ChlProvider *provider,
                          ChlModel    *model)
{
  g_autoptr(GMenu) menu = g_menu_new ();
  const char *id = chl_model_get_id (model);
  gboolean    is_loaded = chl_model_has_fact (model, CHL_FACT_LOADED);

  if (chl_model_is_gone (model) || chl_model_is_custom (model))
    {
      add_item (menu, _ ("_Remove"), "models.remove", id);
      return G_MENU_MODEL (g_steal_pointer (&menu));
    }

  if (!is_loaded && chl_provider_can (provider, CHL_VERB_LOAD))
    add_item (menu, _ ("_Load"), "runtime.load", id);
  if (is_loaded && chl_provider_can (provider, CHL_VERB_UNLOAD))
    add_item (menu, _ ("_Unload"), "runtime.unload", id);
  if (chl_provider_can (provider, CHL_VERB_REMOVE))
    add_item (menu, _ ("_Remove…"), "runtime.remove", id);

  return g_menu_model_get_n_items (G_MENU_MODEL (menu)) > 0
           ? G_MENU_MODEL (g_steal_pointer (&menu))
           : NULL;
}

/**
 * chl_model_verbs_are_under_way:
 * @provider: a provider
 * @model: one of its models
 *
 * Returns: whether something is done with it just now
 */
gboolean
chl_model_verbs_are_under_way (ChlProvider *provider,
                               ChlModel    *model)
{
  GListModel *jobs = chl_model_job_get_all (provider);

  for (guint i = 0; i < g_list_model_get_n_items (jobs); i++)
    {
      g_autoptr(ChlModelJob) job = g_list_model_get_item (jobs, i);

      if (g_str_equal (chl_model_job_get_model (job), chl_model_get_id (model)))
        return TRUE;
    }

  return FALSE;
}
