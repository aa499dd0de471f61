/* chl-tool-slot.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-json-reader.h"

G_BEGIN_DECLS

#define CHL_TOOL_MAX_INDEX 127
#define CHL_TOOL_MAX_ID_BYTES 512
#define CHL_TOOL_MAX_NAME_BYTES 256

/**
 * ChlToolSlot:
 * @index: as the server counts; -1 if it does not
 * @id: (owned) (nullable): the server's id
 * @name: (owned) (nullable): which tool
 * @extra: (owned) (nullable): raw JSON to be sent back, until the part begins
 * @held: (owned): arguments, until the part begins
 * @part: which part it is, once it has begun
 * @n_bytes: arguments so far
 * @has_arguments: they are more than blanks
 * @pending: half a character at the end of the last fragment
 *
 * A tool call while it comes in.
 */
typedef struct
{
  int       index;
  char     *id;
  char     *name;
  char     *extra;
  GString  *held;
  guint     part;
  gsize     n_bytes;
  gboolean  has_arguments;
  gunichar2 pending;
} ChlToolSlot;

ChlToolSlot *chl_tool_slot_new (int   index,
                                guint part);
void         chl_tool_slot_free (ChlToolSlot *self);
ChlToolSlot *chl_tool_slot_find_index (GPtrArray *slots,
                                       int        index);
ChlToolSlot *chl_tool_slot_find_id (GPtrArray  *slots,
                                    const char *id);
char        *chl_tool_id_invent (guint64 seed,
                                 guint   position);

/**
 * ChlToolFragment:
 * @has_index: whether @index was given
 * @id: (owned) (nullable): never ""
 * @name: a string that is not empty, or nothing
 * @arguments: whatever was given
 * @extra: an object, or nothing
 *
 * What one delta says about one tool call.
 */
typedef struct
{
  gboolean    has_index;
  gint64      index;
  char       *id;
  ChlJsonSpan name;
  ChlJsonSpan arguments;
  ChlJsonSpan extra;
} ChlToolFragment;

void chl_tool_fragment_init (ChlToolFragment *self,
                             ChlJsonSpan      call);
void chl_tool_fragment_init_legacy (ChlToolFragment *self,
                                    ChlJsonSpan      function_call);
void chl_tool_fragment_clear (ChlToolFragment *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChlToolSlot, chl_tool_slot_free)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ChlToolFragment, chl_tool_fragment_clear)

G_END_DECLS
