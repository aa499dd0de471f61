/* chl-registry-words.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ChlRegistryPeel:
 *
 * What can stand behind a model's name without being part of it.
 */
typedef enum
{
  CHL_PEEL_NONE,
  CHL_PEEL_QUANT,
  CHL_PEEL_DATE,
  CHL_PEEL_NOISE,
  CHL_PEEL_SERVE,
  CHL_PEEL_REASON,
} ChlRegistryPeel;

gboolean        chl_registry_has_word (const char *words,
                                       const char *word,
                                       gsize       length);
gboolean        chl_registry_has_form (const char *const *forms,
                                       const char        *word,
                                       gsize              length);
ChlRegistryPeel chl_registry_classify_word (const char *word,
                                            gsize       length);
const char     *chl_registry_find_maker (const char *word);
gboolean        chl_registry_is_neutral (const char *word);
gboolean        chl_registry_is_wrapper (const char *word,
                                         gsize       length);
gboolean        chl_registry_is_tag_of_place (const char *folded);
gboolean        chl_registry_is_tag_of_kind (const char *folded);
const char     *chl_registry_find_purpose (const char *stem);
gboolean        chl_registry_is_dearer (const char *word,
                                        gsize       length);
const char     *chl_registry_cut_front (const char *key,
                                        guint      *inout_nth);
ChlRegistryPeel chl_registry_peel (const char *folded,
                                   gsize       length,
                                   gsize      *out_length);

G_END_DECLS
