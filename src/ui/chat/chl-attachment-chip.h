/* chl-attachment-chip.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "chl-part.h"

G_BEGIN_DECLS

#define CHL_TYPE_ATTACHMENT_CHIP (chl_attachment_chip_get_type ())

/* ChlAttachmentChip::remove: the person does not want to send it. */
G_DECLARE_FINAL_TYPE (ChlAttachmentChip, chl_attachment_chip, CHL, ATTACHMENT_CHIP, AdwBin)

GtkWidget *chl_attachment_chip_new (ChlPart *part);
ChlPart   *chl_attachment_chip_get_part (ChlAttachmentChip *self);

G_END_DECLS
