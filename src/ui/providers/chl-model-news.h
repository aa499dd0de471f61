/* chl-model-news.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "chl-discovery.h"

G_BEGIN_DECLS

#define CHL_TYPE_MODEL_NEWS (chl_model_news_get_type ())

/*
 * What a refresh of a provider's models changed, or why it did not. ChlModelNews::show-new: the
 * person wants to see what is new. ChlModelNews::mend (const char *what): they want to do what
 * helps, which is "key", "endpoint", "privacy", or "again".
 */
G_DECLARE_FINAL_TYPE (ChlModelNews, chl_model_news, CHL, MODEL_NEWS, AdwBin)

void chl_model_news_show (ChlModelNews        *self,
                          const ChlDiscovered *discovered);
void chl_model_news_show_failure (ChlModelNews *self,
                                  ChlProvider  *provider,
                                  const GError *error);
void chl_model_news_clear (ChlModelNews *self);

G_END_DECLS
