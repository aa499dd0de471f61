/* chl-verb.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * ChlVerb:
 * @CHL_VERB_PULL: the server fetches a model from where models come from
 * @CHL_VERB_REMOVE: a model is deleted from the server's disk
 * @CHL_VERB_LOAD: a model is taken into memory
 * @CHL_VERB_UNLOAD: a model leaves the memory
 *
 * What a runtime can be asked to do with a model; as flags, what it can be asked to do at all.
 */
typedef enum
{
  CHL_VERB_PULL = 1 << 0,
  CHL_VERB_REMOVE = 1 << 1,
  CHL_VERB_LOAD = 1 << 2,
  CHL_VERB_UNLOAD = 1 << 3,
} ChlVerb;

/**
 * ChlVerbRequest:
 * @method: "POST" or "DELETE"
 * @address: (owned): the full URL, of the provider's own origin
 * @body: (owned): JSON text
 * @is_lines: the answer is one JSON object a line, each of which is read as it comes
 *
 * How a runtime is asked to do something with a model.
 */
typedef struct
{
  const char *method;
  char       *address;
  char       *body;
  gboolean    is_lines;
} ChlVerbRequest;

/**
 * ChlVerbProgress:
 * @status: (owned) (nullable): the server's own words for what it does
 * @done_bytes: of all parts that were heard of so far
 * @total_bytes: of the same; 0: nobody knows
 * @rate: bytes a second, as the server says; 0: it does not
 * @is_done: it is done
 * @is_failed: the server says that it will not come to be
 * @is_paused: somebody has stopped it, and may go on with it
 * @next_address: (owned) (nullable): where to ask how it goes, if that must be asked
 * @parts: (owned) (element-type utf8 ChlVerbPart): those parts, by their names
 *
 * How far it has come.
 */
typedef struct
{
  char       *status;
  gint64      done_bytes;
  gint64      total_bytes;
  gint64      rate;
  gboolean    is_done;
  gboolean    is_failed;
  gboolean    is_paused;
  char       *next_address;
  GHashTable *parts;
} ChlVerbProgress;

ChlVerbRequest *chl_verb_request_new (const char *method,
                                      char       *address,
                                      char       *body);
void            chl_verb_request_free (ChlVerbRequest *self);

ChlVerbProgress *chl_verb_progress_new (void);
void             chl_verb_progress_free (ChlVerbProgress *self);
void             chl_verb_progress_set_status (ChlVerbProgress *self,
                                               const char      *status);
void             chl_verb_progress_set_part (ChlVerbProgress *self,
                                             const char      *name,
                                             gint64           done_bytes,
                                             gint64           total_bytes);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChlVerbRequest, chl_verb_request_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChlVerbProgress, chl_verb_progress_free)

G_END_DECLS
