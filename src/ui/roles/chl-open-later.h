/* chl-open-later.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

void chl_open_later (GtkMenuButton *button);

G_END_DECLS
