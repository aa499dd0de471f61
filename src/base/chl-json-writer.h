/* chl-json-writer.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ChlJsonWriter:
 *
 * Writes JSON text in one pass, for requests: members keep the order in which they are added, and
 * spans that must not change by a byte (tool parameters, argument strings, opaque material) are
 * spliced in as they are.
 */
typedef struct _ChlJsonWriter ChlJsonWriter;

ChlJsonWriter *chl_json_writer_new (void);
void           chl_json_writer_free (ChlJsonWriter *self);
void           chl_json_writer_begin_object (ChlJsonWriter *self,
                                             const char    *name);
void           chl_json_writer_end_object (ChlJsonWriter *self);
void           chl_json_writer_begin_array (ChlJsonWriter *self,
                                            const char    *name);
void           chl_json_writer_end_array (ChlJsonWriter *self);
void           chl_json_writer_add_string (ChlJsonWriter *self,
                                           const char    *name,
                                           const char    *value);
void           chl_json_writer_add_string_len (ChlJsonWriter *self,
                                               const char    *name,
                                               const char    *value,
                                               gsize          length);
void           chl_json_writer_add_int (ChlJsonWriter *self,
                                        const char    *name,
                                        gint64         value);
void           chl_json_writer_add_double (ChlJsonWriter *self,
                                           const char    *name,
                                           double         value);
void           chl_json_writer_add_boolean (ChlJsonWriter *self,
                                            const char    *name,
                                            gboolean       value);
void           chl_json_writer_add_null (ChlJsonWriter *self,
                                         const char    *name);
void           chl_json_writer_add_raw (ChlJsonWriter *self,
                                        const char    *name,
                                        const char    *json,
                                        gssize         length);
GBytes        *chl_json_writer_free_to_bytes (ChlJsonWriter *self);
char          *chl_json_writer_free_to_string (ChlJsonWriter *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChlJsonWriter, chl_json_writer_free)

G_END_DECLS
