/* chl-model-news.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-model-news"

#include "config.h"

#include "chl-model-news.h"

#include <glib/gi18n-lib.h>

#include "chl-advice.h"
#include "chl-error.h"

struct _ChlModelNews
{
  AdwBin parent_instance;

  const char *remedy;      /* (unowned) what the button of a failure is for */
  GtkLabel   *words;       /* (unowned) template child */
  GtkButton  *new_button;  /* (unowned) template child */
  GtkWidget  *failure;     /* (unowned) template child */
  GtkLabel   *reason;      /* (unowned) template child */
  GtkButton  *mend_button; /* (unowned) template child */
};

G_DEFINE_FINAL_TYPE (ChlModelNews, chl_model_news, ADW_TYPE_BIN)

enum
{
  SIGNAL_SHOW_NEW,
  SIGNAL_MEND,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
show_new_cb (ChlModelNews *self)
{
  g_signal_emit (self, signals[SIGNAL_SHOW_NEW], 0);
}

static void
mend_cb (ChlModelNews *self)
{
  g_signal_emit (self, signals[SIGNAL_MEND], 0, self->remedy);
}

static void
show_only (ChlModelNews *self,
           GtkWidget    *shown)
{
  gtk_widget_set_visible (GTK_WIDGET (self->words), shown == GTK_WIDGET (self->words));
  gtk_widget_set_visible (GTK_WIDGET (self->new_button), shown == GTK_WIDGET (self->new_button));
  gtk_widget_set_visible (self->failure, shown == self->failure);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
}

/* Takes @part. */
static void
append (GString *words,
        guint    n,
        char    *part)
{
  if (n > 0)
    g_string_append_printf (words, "%s%s", words->len > 0 ? C_("list", ", ") : "", part);
  g_free (part);
}

/* Such as "3 new, 1 gone, 2 changed". */
static char *
dup_words (const ChlDiscovered *discovered)
{
  g_autoptr(GString) words = g_string_new (NULL);

  if (discovered->is_empty)
    return g_strdup (_("The list came back empty; what was known is kept"));

  /* Translators: how many models are new, gone or changed. */
  append (words, discovered->n_new,
          g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u new", "%u new", discovered->n_new),
                           discovered->n_new));
  append (words, discovered->n_gone,
          g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u gone", "%u gone", discovered->n_gone),
                           discovered->n_gone));
  append (words, discovered->n_changed,
          g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u changed", "%u changed",
                                        discovered->n_changed),
                           discovered->n_changed));

  return g_strdup (words->len > 0 ? words->str : _("Nothing new among the models"));
}

/* Returns: what helps, which is as a rule to ask again */
static const char *
find_remedy (ChlAction     action,
             const GError *error)
{
  if (g_error_matches (error, CHL_ERROR, CHL_ERROR_KEY_REFUSED) ||
      g_error_matches (error, CHL_ERROR, CHL_ERROR_NO_KEY))
    return "key";

  switch ((guint) action)
    {
    case CHL_ACTION_ENTER_KEY:
      return "key";

    case CHL_ACTION_OPEN_PROVIDER:
    case CHL_ACTION_USE_ADDRESS:
      return "endpoint";

    case CHL_ACTION_OPEN_PRIVACY:
      return "privacy";

    default:
      return "again";
    }
}

static const char *
get_label (const char *remedy)
{
  if (g_str_equal (remedy, "key"))
    return _("Enter Key");
  if (g_str_equal (remedy, "endpoint"))
    return _("Change Address");
  if (g_str_equal (remedy, "privacy"))
    return _("Open Privacy");

  return _("Try Again");
}

static void
chl_model_news_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CHL_TYPE_MODEL_NEWS);

  G_OBJECT_CLASS (chl_model_news_parent_class)->dispose (object);
}

static void
chl_model_news_class_init (ChlModelNewsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chl_model_news_dispose;

  /**
   * ChlModelNews::show-new:
   *
   * The person wants to see what is new.
   */
  signals[SIGNAL_SHOW_NEW] = g_signal_new ("show-new", G_TYPE_FROM_CLASS (klass),
                                           G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * ChlModelNews::mend:
   * @what: "key", "endpoint", "privacy" or "again"
   *
   * The person wants to do what helps.
   */
  signals[SIGNAL_MEND] =
    g_signal_new ("mend", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/chl-model-news.ui");
  gtk_widget_class_bind_template_child (widget_class, ChlModelNews, words);
  gtk_widget_class_bind_template_child (widget_class, ChlModelNews, new_button);
  gtk_widget_class_bind_template_child (widget_class, ChlModelNews, failure);
  gtk_widget_class_bind_template_child (widget_class, ChlModelNews, reason);
  gtk_widget_class_bind_template_child (widget_class, ChlModelNews, mend_button);
  gtk_widget_class_bind_template_callback (widget_class, show_new_cb);
  gtk_widget_class_bind_template_callback (widget_class, mend_cb);
}

static void
chl_model_news_init (ChlModelNews *self)
{
  self->remedy = "again";
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * chl_model_news_show:
 * @self: news
 * @discovered: what a refresh changed
 *
 * Says so until it is cleared; what is new can be pressed.
 */
void
chl_model_news_show (ChlModelNews        *self,
                     const ChlDiscovered *discovered)
{
  g_autofree char *words = NULL;

  g_return_if_fail (CHL_IS_MODEL_NEWS (self));
  g_return_if_fail (discovered != NULL);

  words = dup_words (discovered);
  gtk_label_set_label (self->words, words);
  gtk_button_set_label (self->new_button, words);
  show_only (self, discovered->n_new > 0 ? GTK_WIDGET (self->new_button) : GTK_WIDGET (self->words));
}

/**
 * chl_model_news_show_failure:
 * @self: news
 * @provider: who did not list its models
 * @error: why
 */
void
chl_model_news_show_failure (ChlModelNews *self,
                             ChlProvider  *provider,
                             const GError *error)
{
  g_autoptr(ChlAdvice) advice = NULL;

  g_return_if_fail (CHL_IS_MODEL_NEWS (self));
  g_return_if_fail (CHL_IS_PROVIDER (provider));
  g_return_if_fail (error != NULL);

  advice = chl_advice_for_error (error, chl_provider_get_title (provider));
  self->remedy = find_remedy (advice->action, error);
  gtk_label_set_label (self->reason, advice->sentence);
  gtk_button_set_label (self->mend_button, get_label (self->remedy));
  show_only (self, self->failure);
}

/* There is nothing to say any more. */
void
chl_model_news_clear (ChlModelNews *self)
{
  g_return_if_fail (CHL_IS_MODEL_NEWS (self));

  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
