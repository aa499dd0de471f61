/* chl-body.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-json-reader.h"
#include "chl-json-writer.h"
#include "chl-quirks.h"
#include "chl-request.h"

G_BEGIN_DECLS

/* The deepest that raw JSON of a request may be nested. */
#define CHL_BODY_MAX_DEPTH 128

/* What a tool takes that says nothing about it. */
#define CHL_BODY_NO_PARAMETERS "{\"type\":\"object\",\"properties\":{}}"

/**
 * ChlBody:
 * @writer: (owned): inside the object that the body is
 * @request: (unowned): what to ask
 * @quirks: (unowned): what is special about the server
 * @extra: members that a person added; they come last, and instead of ours
 *
 * The body of a request while a protocol writes it. What holds for every protocol is here: raw
 * JSON of the request is checked before anything is written, and a person's additions win over what
 * would have been said, except where the program alone decides.
 */
typedef struct
{
  ChlJsonWriter    *writer;
  const ChlRequest *request;
  const ChlQuirks  *quirks;
  ChlJsonSpan       extra;
} ChlBody;

gboolean chl_body_begin (ChlBody          *self,
                         const ChlRequest *request,
                         const ChlQuirks  *quirks,
                         GError          **error) G_GNUC_WARN_UNUSED_RESULT;
GBytes  *chl_body_end (ChlBody *self);

gboolean chl_body_is_ours (const ChlBody *self,
                           const char    *name);
void     chl_body_add_string (ChlBody    *self,
                              const char *name,
                              const char *value);
void     chl_body_add_int (ChlBody    *self,
                           const char *name,
                           gint64      value);
void     chl_body_add_double (ChlBody    *self,
                              const char *name,
                              double      value);
gint64   chl_body_get_output_limit (const ChlBody *self);
gboolean chl_body_offers_tools (const ChlBody *self);
void     chl_body_add_temperature (ChlBody *self,
                                   double   least,
                                   double   most);
void     chl_body_add_strings (ChlBody           *self,
                               const char        *name,
                               const char *const *values);

gboolean chl_body_read_object (const char  *json,
                               ChlJsonSpan *out_object);
gboolean chl_body_read_array (const char  *json,
                              ChlJsonSpan *out_array);

G_END_DECLS
