/* chl-vectors.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define CHL_TYPE_VECTORS (chl_vectors_get_type ())

/*
 * Vectors of one length, in order, every number of them finite. Counted references; whoever makes
 * them fills them before they are handed out, then they do not change any more.
 */
typedef struct _ChlVectors ChlVectors;

GType        chl_vectors_get_type (void) G_GNUC_CONST;
ChlVectors  *chl_vectors_new (guint n_dimensions);
ChlVectors  *chl_vectors_ref (ChlVectors *self);
void         chl_vectors_unref (ChlVectors *self);
guint        chl_vectors_get_length (const ChlVectors *self);
guint        chl_vectors_get_n_dimensions (const ChlVectors *self);
const float *chl_vectors_get (const ChlVectors *self,
                              guint             position);
gboolean     chl_vectors_add (ChlVectors  *self,
                              const float *numbers);
void         chl_vectors_join (ChlVectors       *self,
                               const ChlVectors *other);
char        *chl_vectors_dup_text (const ChlVectors *self,
                                   guint             position);
JsonNode    *chl_vectors_to_json (const ChlVectors *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChlVectors, chl_vectors_unref)

G_END_DECLS
