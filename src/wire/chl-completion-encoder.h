/* chl-completion-encoder.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-completion.h"
#include "chl-quirks.h"

G_BEGIN_DECLS

ChlFilling chl_completion_choose (const ChlCompletion *completion,
                                  const ChlQuirks     *quirks);

GBytes *chl_completion_encode (const ChlCompletion *completion,
                               const ChlQuirks     *quirks,
                               GError             **error) G_GNUC_WARN_UNUSED_RESULT;
GBytes *chl_completion_encode_generate (const ChlCompletion *completion,
                                        const ChlQuirks     *quirks,
                                        GError             **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
