/* chl-openai-generations.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-generation.h"

G_BEGIN_DECLS

/* How OpenAI's models want to be spoken to through Responses. */
extern const ChlGeneration chl_openai_responses_generations[];

G_END_DECLS
