/* chl-protocol-choice.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-provider.h"

G_BEGIN_DECLS

/*
 * A family that speaks several protocols has an option of this name. Where the first choice names
 * none of them, that leaves it to what is found out; what was found is kept with the address at which
 * it was found.
 */
#define CHL_OPTION_PROTOCOL "protocol"

ChlProtocolId chl_protocol_choice_get (ChlProvider *provider);
ChlProtocolId chl_protocol_choice_for (ChlProvider *provider,
                                       const char  *model,
                                       ChlOperation operation);
gboolean      chl_protocol_choice_is_open (ChlProvider *provider);
void          chl_protocol_choice_remember (ChlProvider  *provider,
                                            ChlProtocolId id);

G_END_DECLS
