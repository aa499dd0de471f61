/* chl-references.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Labels and addresses that are longer make no definition. */
#define CHL_REFERENCE_MAX_LABEL_BYTES 999
#define CHL_REFERENCE_MAX_URI_BYTES 4096

/**
 * ChlDefinition:
 * @label: as chl_references_fold_label() makes it
 * @uri: where references with this label lead
 *
 * What `[label]: address` says.
 */
typedef struct
{
  char *label;
  char *uri;
} ChlDefinition;

void     chl_definition_free (ChlDefinition *self);
gsize    chl_references_read (const char     *text,
                              gsize           length,
                              ChlDefinition **out_definition);
gboolean chl_references_are_all (const char *text,
                                 gsize       length);
gboolean chl_references_is_open_title (const char *text,
                                       gsize       length);
char    *chl_references_fold_label (const char *label,
                                    gsize       length);
gsize    chl_references_find_label (const char *text,
                                    gsize       length,
                                    gsize       from,
                                    gsize      *out_start);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChlDefinition, chl_definition_free)

G_END_DECLS
