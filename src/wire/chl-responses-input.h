/* chl-responses-input.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-body.h"

G_BEGIN_DECLS

void chl_responses_input_write (ChlBody *body);

G_END_DECLS
