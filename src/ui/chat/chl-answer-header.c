/* chl-answer-header.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-answer-header"

#include "config.h"

#include "chl-answer-header.h"

#include <glib/gi18n-lib.h>

#include "chl-format.h"
#include "chl-names.h"
#include "chl-provider-list.h"
#include "chl-tile.h"

/**
 * ChlAnswerHeader:
 *
 * Whose answer it is, and when it came. Where an answer goes on from another of the same model, a
 * quiet line says only that.
 */
struct _ChlAnswerHeader
{
  AdwBin parent_instance;

  GtkWidget *source;    /* (unowned) template child */
  ChlTile   *tile;      /* (unowned) template child */
  GtkLabel  *name;      /* (unowned) template child */
  GtkLabel  *practice;  /* (unowned) template child */
  GtkLabel  *time;      /* (unowned) template child */
  GtkLabel  *continued; /* (unowned) template child */
};

G_DEFINE_FINAL_TYPE (ChlAnswerHeader, chl_answer_header, ADW_TYPE_BIN)

static void
chl_answer_header_dispose (GObject *object)
{
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), CHL_TYPE_ANSWER_HEADER);

  G_OBJECT_CLASS (chl_answer_header_parent_class)->dispose (object);
}

static void
chl_answer_header_class_init (ChlAnswerHeaderClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chl_answer_header_dispose;

  g_type_ensure (CHL_TYPE_TILE);
  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/chl-answer-header.ui");
  gtk_widget_class_bind_template_child (widget_class, ChlAnswerHeader, source);
  gtk_widget_class_bind_template_child (widget_class, ChlAnswerHeader, tile);
  gtk_widget_class_bind_template_child (widget_class, ChlAnswerHeader, name);
  gtk_widget_class_bind_template_child (widget_class, ChlAnswerHeader, practice);
  gtk_widget_class_bind_template_child (widget_class, ChlAnswerHeader, time);
  gtk_widget_class_bind_template_child (widget_class, ChlAnswerHeader, continued);
}

static void
chl_answer_header_init (ChlAnswerHeader *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static char *
dup_title (ChlEngine  *engine,
           ChlMessage *message)
{
  const char      *provider_id = chl_message_get_provider_id (message);
  const char      *model = chl_message_get_model (message);
  g_autofree char *full_id = NULL;
  char            *title = NULL;

  if (engine != NULL && provider_id != NULL && model != NULL)
    {
      full_id = g_strconcat (provider_id, "/", model, NULL);
      title = chl_names_dup_model (engine, full_id);
    }

  return title != NULL ? title : g_strdup (model != NULL ? model : _("Answer"));
}

static void
show_source (ChlAnswerHeader *self,
             ChlEngine       *engine,
             ChlMessage      *message)
{
  const char      *provider_id = chl_message_get_provider_id (message);
  g_autofree char *title = dup_title (engine, message);
  ChlProvider     *provider = NULL;

  if (engine != NULL && provider_id != NULL)
    provider = chl_provider_list_find (chl_engine_get_providers (engine), provider_id);

  gtk_label_set_label (self->name, title);
  gtk_widget_set_visible (GTK_WIDGET (self->practice),
                          provider != NULL && chl_names_is_practice (provider));
  chl_tile_set (self->tile, provider != NULL ? chl_provider_get_title (provider) : provider_id,
                provider != NULL ? chl_provider_get_family (provider)->color : NULL);
}

static gboolean
has_same_source (ChlMessage *one,
                 ChlMessage *other)
{
  return g_strcmp0 (chl_message_get_provider_id (one), chl_message_get_provider_id (other)) == 0 &&
         g_strcmp0 (chl_message_get_model (one), chl_message_get_model (other)) == 0;
}

/**
 * chl_answer_header_set_message:
 * @self: a header
 * @engine: (nullable): knows the providers; %NULL shows ids in place of names
 * @message: an answer
 * @before: (nullable): the answer that @message goes on from
 */
void
chl_answer_header_set_message (ChlAnswerHeader *self,
                               ChlEngine       *engine,
                               ChlMessage      *message,
                               ChlMessage      *before)
{
  gboolean         is_joined;
  g_autofree char *time = NULL;

  g_return_if_fail (CHL_IS_ANSWER_HEADER (self));
  g_return_if_fail (CHL_IS_MESSAGE (message));

  is_joined = before != NULL && has_same_source (message, before);
  time = chl_format_time (chl_message_get_created_us (message));
  show_source (self, engine, message);
  gtk_label_set_label (self->time, time);
  if (before != NULL)
    {
      /* Translators: of an answer that goes on where it was cut off; %s is a time. */
      g_autofree char *continued = g_strdup_printf (_("Continued · %s"), time);

      gtk_label_set_label (is_joined ? self->continued : self->time, continued);
    }

  gtk_widget_set_visible (self->source, !is_joined);
  gtk_widget_set_visible (GTK_WIDGET (self->continued), is_joined);
}
