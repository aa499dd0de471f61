/* knowledge-case.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-discovery.h"
#include "chl-engine-fixture.h"

G_BEGIN_DECLS

void knowledge_override (ChlModel *model,
                         ChlField  field,
                         gint64    count);
void knowledge_assert (ChlModel *model,
                       ChlField  field,
                       gint64    count,
                       ChlOrigin origin);
void knowledge_refresh (ChlFixture    *fixture,
                        ChlProvider   *provider,
                        const char    *list,
                        ChlDiscovered *discovered);

G_END_DECLS
