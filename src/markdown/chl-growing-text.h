/* chl-growing-text.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Memory for a text that only grows. Who holds it knows its own length; several may hold the same
 * memory with different lengths, and each sees its own beginning of it unchanged for ever.
 *
 * It is counted by g_atomic_rc_box_acquire() and g_atomic_rc_box_release().
 */
typedef struct
{
  gsize capacity;
  gsize used; /* by the longest of those that hold it */
  char  text[];
} ChlGrowingText;

ChlGrowingText *chl_growing_text_new (gsize capacity);
void            chl_growing_text_reserve (ChlGrowingText **self,
                                          gsize            length,
                                          gsize            n_bytes);
void            chl_growing_text_append (ChlGrowingText **self,
                                         gsize           *length,
                                         const char      *bytes,
                                         gsize            n_bytes);
void            chl_growing_text_end (ChlGrowingText **self,
                                      gsize            length);

G_END_DECLS
