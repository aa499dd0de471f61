/* chl-media.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-part.h"

G_BEGIN_DECLS

char *chl_media_dup_base64 (ChlPart *part);
char *chl_media_dup_data_url (ChlPart *part);
char *chl_media_dup_content (ChlPart *part);
char *chl_media_dup_text (ChlPart *part);
char *chl_media_dup_placeholder (ChlPart *part);

G_END_DECLS
