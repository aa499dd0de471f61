/* chl-selection-content.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-selection-content"

#include "config.h"

#include "chl-selection-content.h"

struct _ChlSelectionContent
{
  GdkContentProvider parent_instance;

  GWeakRef selection; /* a ChlSelection; a clipboard may outlive it */
};

G_DEFINE_FINAL_TYPE (ChlSelectionContent, chl_selection_content, GDK_TYPE_CONTENT_PROVIDER)

static GdkContentFormats *
chl_selection_content_ref_formats (GdkContentProvider *provider)
{
  return gdk_content_formats_new_for_gtype (G_TYPE_STRING);
}

static gboolean
chl_selection_content_get_value (GdkContentProvider *provider,
                                 GValue             *value,
                                 GError            **error)
{
  ChlSelectionContent *self = CHL_SELECTION_CONTENT (provider);
  g_autoptr(ChlSelection) selection = g_weak_ref_get (&self->selection);
  char *text = NULL;

  if (!G_VALUE_HOLDS (value, G_TYPE_STRING))
    return GDK_CONTENT_PROVIDER_CLASS (chl_selection_content_parent_class)
      ->get_value (provider, value, error);

  if (selection != NULL)
    text = chl_selection_dup_text (selection);
  g_value_take_string (value, text != NULL ? text : g_strdup (""));

  return TRUE;
}

static void
chl_selection_content_finalize (GObject *object)
{
  g_weak_ref_clear (&CHL_SELECTION_CONTENT (object)->selection);

  G_OBJECT_CLASS (chl_selection_content_parent_class)->finalize (object);
}

static void
chl_selection_content_class_init (ChlSelectionContentClass *klass)
{
  GdkContentProviderClass *provider_class = GDK_CONTENT_PROVIDER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = chl_selection_content_finalize;

  provider_class->ref_formats = chl_selection_content_ref_formats;
  provider_class->get_value = chl_selection_content_get_value;
}

static void
chl_selection_content_init (ChlSelectionContent *self)
{
  g_weak_ref_init (&self->selection, NULL);
}

static gboolean
offers (GdkClipboard *clipboard,
        ChlSelection *selection)
{
  GdkContentProvider *content = gdk_clipboard_get_content (clipboard);
  g_autoptr(ChlSelection) offered = NULL;

  if (!CHL_IS_SELECTION_CONTENT (content))
    return FALSE;

  offered = g_weak_ref_get (&CHL_SELECTION_CONTENT (content)->selection);

  return offered == selection;
}

/**
 * chl_selection_content_offer:
 * @selection: a selection, which may be of nothing
 * @clipboard: the primary one, from which the middle button pastes
 *
 * Puts what is selected into a clipboard, or takes it away from there.
 */
void
chl_selection_content_offer (ChlSelection *selection,
                             GdkClipboard *clipboard)
{
  g_autoptr(GdkContentProvider) content = NULL;
  ChlPlace start;
  ChlPlace end;

  g_return_if_fail (CHL_IS_SELECTION (selection));
  g_return_if_fail (GDK_IS_CLIPBOARD (clipboard));

  if (!chl_selection_get_range (selection, &start, &end))
    {
      if (offers (clipboard, selection))
        gdk_clipboard_set_content (clipboard, NULL);
      return;
    }

  content = g_object_new (CHL_TYPE_SELECTION_CONTENT, NULL);
  g_weak_ref_set (&CHL_SELECTION_CONTENT (content)->selection, selection);
  gdk_clipboard_set_content (clipboard, content);
}
