/* chl-capabilities.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "chl-words.h"

G_BEGIN_DECLS

#define CHL_TYPE_CAPABILITIES (chl_capabilities_get_type ())

/**
 * ChlField:
 *
 * What can be known of a model. The names in files and in JSON are those of
 * chl_field_to_string(): "context_window", "max_input" and so on.
 */
typedef enum
{
  CHL_FIELD_CONTEXT_WINDOW,       /* integer, tokens */
  CHL_FIELD_MAX_INPUT,            /* integer, tokens */
  CHL_FIELD_MAX_OUTPUT,           /* integer, tokens */
  CHL_FIELD_INPUT_KINDS,          /* array of "text", "image", "audio", "video", "file" */
  CHL_FIELD_TOOLS,                /* boolean */
  CHL_FIELD_STRUCTURED_OUTPUT,    /* boolean */
  CHL_FIELD_SAMPLING,             /* boolean or object: which sampling parameters it takes */
  CHL_FIELD_REASONING,            /* boolean */
  CHL_FIELD_EFFORT,               /* array of effort words */
  CHL_FIELD_BUDGET,               /* object: min and max, tokens */
  CHL_FIELD_TOKENIZER,            /* string */
  CHL_FIELD_FIM,                  /* boolean or object: fill-in-the-middle */
  CHL_FIELD_EMBEDDING_DIMENSIONS, /* integer */
  CHL_FIELD_PRICE,                /* object: input, output, cached, US dollars per million tokens */
  CHL_FIELD_KNOWLEDGE,            /* date */
  CHL_FIELD_RELEASED,             /* date */
  CHL_FIELD_STATUS,               /* string */
  CHL_FIELD_RETIRES,              /* date */
  CHL_FIELD_AGENT,                /* boolean */
} ChlField;

#define CHL_N_FIELDS 19

/**
 * ChlCapabilities:
 *
 * What is known of one model, field by field, each with where it comes from. A field without a
 * value is unknown. Values are JSON, because each field has a shape of its own.
 */
typedef struct _ChlCapabilities ChlCapabilities;

GType            chl_capabilities_get_type (void) G_GNUC_CONST;
ChlCapabilities *chl_capabilities_new (void);
ChlCapabilities *chl_capabilities_copy (const ChlCapabilities *self);
void             chl_capabilities_free (ChlCapabilities *self);
const char      *chl_field_to_string (ChlField field);
gboolean         chl_field_from_string (const char *word,
                                        ChlField   *out_field);
void             chl_capabilities_set (ChlCapabilities *self,
                                       ChlField         field,
                                       JsonNode        *value,
                                       ChlOrigin        origin);
void             chl_capabilities_take (ChlCapabilities *self,
                                        ChlField         field,
                                        JsonNode        *value,
                                        ChlOrigin        origin);
void             chl_capabilities_share (ChlCapabilities       *self,
                                         ChlField               field,
                                         const ChlCapabilities *other);
void             chl_capabilities_set_int (ChlCapabilities *self,
                                           ChlField         field,
                                           gint64           value,
                                           ChlOrigin        origin);
void             chl_capabilities_set_boolean (ChlCapabilities *self,
                                               ChlField         field,
                                               gboolean         value,
                                               ChlOrigin        origin);
void             chl_capabilities_set_words (ChlCapabilities   *self,
                                             ChlField           field,
                                             const char *const *words,
                                             ChlOrigin          origin);
JsonNode        *chl_capabilities_get (const ChlCapabilities *self,
                                       ChlField               field,
                                       ChlOrigin             *out_origin);
gint64           chl_capabilities_get_int (const ChlCapabilities *self,
                                           ChlField               field);
gboolean         chl_capabilities_is (const ChlCapabilities *self,
                                      ChlField               field);
gboolean         chl_capabilities_is_known (const ChlCapabilities *self,
                                            ChlField               field);
gboolean         chl_capabilities_takes (const ChlCapabilities *self,
                                         const char            *input_kind);
void             chl_capabilities_merge (ChlCapabilities       *self,
                                         const ChlCapabilities *lower);
gboolean         chl_capabilities_equal (const ChlCapabilities *self,
                                         const ChlCapabilities *other);
gboolean         chl_capabilities_is_empty (const ChlCapabilities *self);
JsonNode        *chl_capabilities_to_json (const ChlCapabilities *self);
ChlCapabilities *chl_capabilities_from_json (JsonNode *node);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChlCapabilities, chl_capabilities_free)

G_END_DECLS
