/* chl-layers.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-capabilities.h"

G_BEGIN_DECLS

/*
 * What everybody says of one model, a layer for each origin. Merged field by field, the person's
 * word counts most, then the provider's own list, the table's row for that host, its row for the
 * model, and what is typical for its family.
 */
typedef struct _ChlLayers ChlLayers;

/**
 * ChlCircumstances:
 * @today: (nullable): the day as YYYY-MM-DD; without it nothing is taken to have ended
 * @is_listed: the provider lists the model today
 *
 * What is known of a model beside what is said of it.
 */
typedef struct
{
  const char *today;
  gboolean    is_listed;
} ChlCircumstances;

ChlLayers       *chl_layers_new (void);
void             chl_layers_free (ChlLayers *self);
void             chl_layers_add (ChlLayers             *self,
                                 const ChlCapabilities *said);
ChlCapabilities *chl_layers_merge (const ChlLayers        *self,
                                   const ChlCircumstances *circumstances);
JsonNode        *chl_layers_get_below (const ChlLayers *self,
                                       ChlField         field,
                                       ChlOrigin        origin,
                                       ChlOrigin       *out_origin);
char            *chl_layers_dup_note (const ChlLayers *self,
                                      ChlField         field);
gint64           chl_layers_get_window (const ChlCapabilities *known,
                                        const char            *family);
gint64           chl_layers_get_max_output (const ChlCapabilities *known,
                                            const char            *family);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChlLayers, chl_layers_free)

G_END_DECLS
