/* chl-facts.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-message.h"

G_BEGIN_DECLS

char *chl_facts_dup (ChlMessage *message);

G_END_DECLS
