/* chl-failure-reader.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-failure.h"

G_BEGIN_DECLS

ChlFailure *chl_failure_read (guint       status,
                              const char *content_type,
                              const char *body,
                              gsize       length);

G_END_DECLS
