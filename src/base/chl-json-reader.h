/* chl-json-reader.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The deepest nesting that can be asked for. */
#define CHL_JSON_READER_MAX_DEPTH 1024

/**
 * ChlJsonVerdict:
 * @CHL_JSON_VALID: one JSON value, with nothing but blanks round it
 * @CHL_JSON_INCOMPLETE: the beginning of one; the text ends before it does
 * @CHL_JSON_MALFORMED: no JSON, or more than one value
 * @CHL_JSON_TOO_DEEP: nested deeper than is allowed
 *
 * What chl_json_span_check() found.
 */
typedef enum
{
  CHL_JSON_VALID,
  CHL_JSON_INCOMPLETE,
  CHL_JSON_MALFORMED,
  CHL_JSON_TOO_DEEP,
} ChlJsonVerdict;

/**
 * ChlJsonSpan:
 * @start: (nullable): first byte
 * @length: bytes; 0 for a value that is not there
 *
 * One value of a text that chl_json_span_check() found valid, exactly as it stands there. A span
 * lends: it lives as long as the text. Reading from it cannot fail and never allocates, unless a
 * function says so. A value that is absent, null or of another kind than was asked for reads as
 * nothing.
 */
typedef struct
{
  const char *start;
  gsize       length;
} ChlJsonSpan;

/**
 * ChlJsonCursor:
 *
 * Walks over the members of an object or the elements of an array, see chl_json_cursor_init().
 */
typedef struct
{
  /*< private >*/
  const char *at;
  gboolean    has_keys;
  gboolean    is_escaped; /* the key that was given last */
} ChlJsonCursor;

ChlJsonVerdict chl_json_span_check (const char  *text,
                                    gsize        length,
                                    guint        max_depth,
                                    ChlJsonSpan *out_root);

gboolean chl_json_span_is_object (ChlJsonSpan self);
gboolean chl_json_span_is_array (ChlJsonSpan self);
gboolean chl_json_span_is_string (ChlJsonSpan self);
gboolean chl_json_span_is_number (ChlJsonSpan self);
gboolean chl_json_span_is_empty (ChlJsonSpan self);

void        chl_json_cursor_init (ChlJsonCursor *self,
                                  ChlJsonSpan    container);
gboolean    chl_json_cursor_next (ChlJsonCursor *self,
                                  ChlJsonSpan   *out_key,
                                  ChlJsonSpan   *out_value);
gboolean    chl_json_span_is_key (ChlJsonSpan self,
                                  const char *name);
void        chl_json_span_pick (ChlJsonSpan        self,
                                const char *const *names,
                                ChlJsonSpan       *out_values,
                                guint              n_names);
ChlJsonSpan chl_json_span_get (ChlJsonSpan self,
                               const char *name);

const char *chl_json_span_read_text (ChlJsonSpan self,
                                     GString    *buffer,
                                     gunichar2  *pending,
                                     gsize      *out_length);
gboolean    chl_json_span_is_text (ChlJsonSpan self,
                                   const char *text);
gboolean    chl_json_span_has_text (ChlJsonSpan self);
char       *chl_json_span_dup_text (ChlJsonSpan self);
gboolean    chl_json_span_read_int (ChlJsonSpan self,
                                    gint64     *out_value);
gboolean    chl_json_span_read_double (ChlJsonSpan self,
                                       double     *out_value);
gboolean    chl_json_span_read_boolean (ChlJsonSpan self,
                                        gboolean   *out_value);
void        chl_json_span_append_compact (ChlJsonSpan self,
                                          GString    *out);
char       *chl_json_span_dup (ChlJsonSpan self);

G_END_DECLS
