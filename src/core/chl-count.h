/* chl-count.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ChlCountFault:
 * @CHL_COUNT_GOOD: it is one
 * @CHL_COUNT_NO_NUMBER: it is no number, or not a whole one
 * @CHL_COUNT_TOO_LARGE: it is more than there can be
 *
 * What can be wrong with a count that was typed.
 */
typedef enum
{
  CHL_COUNT_GOOD,
  CHL_COUNT_NO_NUMBER,
  CHL_COUNT_TOO_LARGE,
} ChlCountFault;

ChlCountFault chl_count_parse (const char *text,
                               gint64      most,
                               gint64     *out_count);

G_END_DECLS
