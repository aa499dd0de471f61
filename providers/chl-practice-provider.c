/* chl-practice-provider.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-practice-provider"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "chl-provider.h"

#define CHL_TYPE_PRACTICE_PROVIDER (chl_practice_provider_get_type ())

G_DECLARE_FINAL_TYPE (ChlPracticeProvider, chl_practice_provider, CHL, PRACTICE_PROVIDER, ChlProvider)

struct _ChlPracticeProvider
{
  ChlProvider parent_instance;
};

G_DEFINE_FINAL_TYPE (ChlPracticeProvider, chl_practice_provider, CHL_TYPE_PROVIDER)

static const ChlFamily family = {
  .id = "practice",
  .title = "Practice",
  .summary = N_ ("Part of this program, for trying it out: no model, no key, nothing leaves"),
  .aliases = (const char *const[]){ "demo", "test", "try", "practise", NULL },
  .docs_uri = "https://platform.openai.com/docs/api-reference/chat",
  .protocols = (const ChlProtocolId[]){ CHL_PROTOCOL_OPENAI_CHAT, CHL_PROTOCOL_NONE },
  .auth = CHL_AUTH_NONE,
  .is_embedded = TRUE,
  .color = "#986a44",
};

static const ChlQuirks quirks = {
  .output_limit_field = "max_tokens",
  .stream_usage = TRUE,
  .sends_effort = TRUE,
  .sampling_with_effort = TRUE,
  .takes_null_content = TRUE,
  .think_tags = CHL_THINK_TAGS_OFF,
  .takes_suffix = TRUE,
  .embeds_base64 = TRUE,
};

static const ChlQuirks *
chl_practice_provider_get_quirks (ChlProvider *provider,
                                  const char  *model)
{
  return &quirks;
}

static void
chl_practice_provider_class_init (ChlPracticeProviderClass *klass)
{
  ChlProviderClass *provider_class = CHL_PROVIDER_CLASS (klass);

  provider_class->family = &family;
  provider_class->get_quirks = chl_practice_provider_get_quirks;
}

static void
chl_practice_provider_init (ChlPracticeProvider *self)
{
}
