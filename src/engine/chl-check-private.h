/* chl-check-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-check.h"

G_BEGIN_DECLS

ChlCheckStep *chl_check_step_new (const char *id,
                                  const char *title);
void          chl_check_step_set (ChlCheckStep *self,
                                  ChlCheckState state,
                                  const char   *detail,
                                  gint64        now_us);

G_END_DECLS
