/* chl-part.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "chl-words.h"

G_BEGIN_DECLS

#define CHL_TYPE_PART (chl_part_get_type ())

G_DECLARE_FINAL_TYPE (ChlPart, chl_part, CHL, PART, GObject)

/*
 * One piece of a message: text, reasoning, a tool call, its result, a picture. Which of the fields
 * below mean something depends on the kind.
 *
 * Property that notifies: is-complete.
 * ChlPart::changed (guint from): the text from byte @from on is new. Emitted for every delta;
 * whoever draws gathers them and draws once per frame.
 */
ChlPart    *chl_part_new (ChlPartKind kind);
ChlPart    *chl_part_new_text (const char *text);
ChlPart    *chl_part_new_image (const char *media_type,
                                GBytes     *data,
                                const char *filename);
ChlPartKind chl_part_get_kind (ChlPart *self);

/* The text; of a TOOL_CALL the raw argument string, of a TOOL_RESULT what the tool said. */
const char *chl_part_get_text (ChlPart *self);
gsize       chl_part_get_text_length (ChlPart *self);
void        chl_part_append_text (ChlPart    *self,
                                  const char *text,
                                  gssize      length);
void        chl_part_set_text (ChlPart    *self,
                               const char *text);

/* Whether all of it has arrived. */
gboolean chl_part_is_complete (ChlPart *self);
void     chl_part_set_complete (ChlPart *self,
                                gboolean is_complete);

/* TOOL_CALL, TOOL_RESULT */
const char *chl_part_get_call_id (ChlPart *self);
void        chl_part_set_call_id (ChlPart    *self,
                                  const char *call_id);
const char *chl_part_get_name (ChlPart *self);
void        chl_part_set_name (ChlPart    *self,
                               const char *name);
gboolean    chl_part_is_error (ChlPart *self);
void        chl_part_set_is_error (ChlPart *self,
                                   gboolean is_error);

/* IMAGE, FILE, AUDIO: either data or an address, never both. */
const char *chl_part_get_media_type (ChlPart *self);
void        chl_part_set_media_type (ChlPart    *self,
                                     const char *media_type);
GBytes     *chl_part_get_data (ChlPart *self);
void        chl_part_set_data (ChlPart *self,
                               GBytes  *data);
const char *chl_part_get_uri (ChlPart *self);
void        chl_part_set_uri (ChlPart    *self,
                              const char *uri);
const char *chl_part_get_filename (ChlPart *self);
void        chl_part_set_filename (ChlPart    *self,
                                   const char *filename);

/*
 * Opaque material that the same provider family wants back unchanged, by the protocol's own names
 * ("signature", "encrypted", "item-id", "extra_content", "wire"…). Values are exact bytes of the
 * wire: a plain string, or raw JSON text, as the name implies.
 */
const char *chl_part_get_meta (ChlPart    *self,
                               const char *key);
void        chl_part_set_meta (ChlPart    *self,
                               const char *key,
                               const char *value);
GStrv       chl_part_dup_meta_keys (ChlPart *self);

/* REASONING: when it began and ended, microseconds of the real clock, 0 if unknown. */
gint64 chl_part_get_began_us (ChlPart *self);
gint64 chl_part_get_ended_us (ChlPart *self);
void   chl_part_set_times (ChlPart *self,
                           gint64   began_us,
                           gint64   ended_us);

G_END_DECLS
