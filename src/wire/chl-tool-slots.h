/* chl-tool-slots.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-emitter.h"
#include "chl-json-reader.h"

G_BEGIN_DECLS

/* Called before a slot opens: whatever part was growing is done. */
typedef void (*ChlToolSlotsFunc) (gpointer user_data);

/*
 * The tool calls of one answer, put together from fragments that say more or less clearly which
 * call they belong to.
 */
typedef struct _ChlToolSlots ChlToolSlots;

ChlToolSlots *chl_tool_slots_new (ChlEmitter             *emitter,
                                  const ChlDecodeOptions *options,
                                  ChlToolSlotsFunc        before_open,
                                  gpointer                user_data);
void          chl_tool_slots_free (ChlToolSlots *self);
void          chl_tool_slots_take (ChlToolSlots *self,
                                   ChlJsonSpan   calls);
void          chl_tool_slots_take_legacy (ChlToolSlots *self,
                                          ChlJsonSpan   function_call);
gboolean      chl_tool_slots_has_calls (ChlToolSlots *self);
void          chl_tool_slots_close (ChlToolSlots *self,
                                    gboolean      is_complete);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChlToolSlots, chl_tool_slots_free)

G_END_DECLS
