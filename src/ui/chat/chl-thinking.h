/* chl-thinking.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "chl-part.h"

G_BEGIN_DECLS

#define CHL_TYPE_THINKING (chl_thinking_get_type ())

G_DECLARE_FINAL_TYPE (ChlThinking, chl_thinking, CHL, THINKING, AdwBin)

GtkWidget *chl_thinking_new (ChlPart *part);

G_END_DECLS
