/* chl-practice-samples.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

void chl_practice_samples_add_c (GString *text);
void chl_practice_samples_add_python (GString *text);
void chl_practice_samples_add_languages (GString *text);
void chl_practice_samples_add_scripts (GString *text);
void chl_practice_samples_add_right_to_left (GString *text);
void chl_practice_samples_add_east_asian (GString *text);
void chl_practice_samples_add_broken (GString *text);
void chl_practice_samples_add_wide (GString *text);
void chl_practice_samples_add_prose (GString *text,
                                     guint    paragraph);

G_END_DECLS
