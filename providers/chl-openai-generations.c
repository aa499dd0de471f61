/* chl-openai-generations.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-openai-generations"

#include "config.h"

#include "chl-openai-generations.h"

#define WORDS(...)      \
  (const char *const[]) \
  {                     \
    __VA_ARGS__, NULL   \
  }

/* What holds for all of them. Reasoning goes back sealed, and nothing is kept by the server. */
#define EVERY_MODEL                          \
  .output_limit_field = "max_output_tokens", \
  .developer_role = TRUE,                    \
  .sends_cache_key = TRUE,                   \
  .takes_files = TRUE,                       \
  .think_tags = CHL_THINK_TAGS_OFF,          \
  .sends_store = TRUE,                       \
  .declines_padding = TRUE

/*
 * Sampling is refused or ignored by models that reason. A summary is given only to organisations
 * that have proved who they are; whether others are refused, or get none, could not be tried:
 * where they are refused, the parameter "reasoning.summary" is named, and can be left out.
 */
#define REASONER                   \
  EVERY_MODEL,                     \
    .sends_effort = TRUE,          \
    .sends_include = TRUE,         \
    .reasons = TRUE,               \
    .sampling = CHL_SAMPLING_NONE, \
    .summary = "auto"

static const ChlQuirks talker = { EVERY_MODEL, .sends_parallel_tools = TRUE };
static const ChlQuirks plain_talker = {
  EVERY_MODEL,
  .sends_parallel_tools = TRUE,
  .sampling = CHL_SAMPLING_NONE,
};

/* The o models know nothing of parallel calls: said second-hand, so that nothing is said of them. */
static const ChlQuirks o_model = { REASONER, .efforts = WORDS ("low", "medium", "high") };
static const ChlQuirks researcher = { REASONER, .efforts = WORDS ("medium") };

/* These reason, but can neither be told how much nor tell what. */
static const ChlQuirks first_o_model = {
  EVERY_MODEL,
  .reasons = TRUE,
  .sampling = CHL_SAMPLING_NONE,
};

static const ChlQuirks minimal_to_high = {
  REASONER,
  .sends_parallel_tools = TRUE,
  .efforts = WORDS ("minimal", "low", "medium", "high"),
};
static const ChlQuirks low_to_high = {
  REASONER,
  .sends_parallel_tools = TRUE,
  .efforts = WORDS ("low", "medium", "high"),
};
static const ChlQuirks low_to_xhigh = {
  REASONER,
  .sends_parallel_tools = TRUE,
  .efforts = WORDS ("low", "medium", "high", "xhigh"),
};
static const ChlQuirks low_to_max = {
  REASONER,
  .sends_parallel_tools = TRUE,
  .efforts = WORDS ("low", "medium", "high", "xhigh", "max"),
};
static const ChlQuirks none_to_high = {
  REASONER,
  .sends_parallel_tools = TRUE,
  .efforts = WORDS ("none", "low", "medium", "high"),
};
static const ChlQuirks none_to_xhigh = {
  REASONER,
  .sends_parallel_tools = TRUE,
  .efforts = WORDS ("none", "low", "medium", "high", "xhigh"),
};
static const ChlQuirks none_to_max = {
  REASONER,
  .sends_parallel_tools = TRUE,
  .efforts = WORDS ("none", "low", "medium", "high", "xhigh", "max"),
};
static const ChlQuirks medium_to_xhigh = {
  REASONER,
  .sends_parallel_tools = TRUE,
  .efforts = WORDS ("medium", "high", "xhigh"),
};
static const ChlQuirks only_medium = {
  REASONER,
  .sends_parallel_tools = TRUE,
  .efforts = WORDS ("medium"),
};
static const ChlQuirks only_high = {
  REASONER,
  .sends_parallel_tools = TRUE,
  .efforts = WORDS ("high"),
};

/*
 * The special before the general. A model that is younger than the table is taken for one more of
 * its generation and told nothing that some of these refuse; one of no generation at all, for one
 * that does not reason.
 *
 * Source: https://platform.openai.com/docs/models, https://platform.openai.com/docs/guides/reasoning
 */
const ChlGeneration chl_openai_responses_generations[] = {
  { "*-deep-research*", &researcher },
  { "codex-mini*", &low_to_high },

  { "gpt-5-chat*", &talker },
  { "gpt-5.1-chat*", &only_medium },
  { "gpt-5.2-chat*", &only_medium },
  { "gpt-5.?-chat*", &talker },
  { "gpt-5-pro*", &only_high },
  { "gpt-5.?-pro*", &medium_to_xhigh },
  { "gpt-5-codex*", &low_to_high },
  { "gpt-5.1-codex-max*", &low_to_xhigh },
  { "gpt-5.1-codex*", &low_to_high },
  { "gpt-5.3-codex-spark*", &none_to_xhigh },
  { "gpt-5.?-codex*", &low_to_xhigh },
  { "gpt-5.?-instant*", &low_to_high },
  { "gpt-5.1", &none_to_high },
  { "gpt-5.1-20*", &none_to_high },
  { "gpt-5.2*", &none_to_xhigh },
  { "gpt-5.4*", &none_to_xhigh },
  { "gpt-5.5*", &none_to_xhigh },
  { "gpt-5.6*", &none_to_max },
  { "gpt-5.*", &low_to_high },
  { "gpt-5*", &minimal_to_high },

  { "gpt-6-astra*", &low_to_max },
  { "gpt-6-luna*", &none_to_max },
  { "gpt-6-sol*", &none_to_max },
  { "gpt-6.1-sol*", &low_to_max },
  { "gpt-6.1-terra*", &none_to_max },
  { "gpt-6*", &low_to_high },
  { "gpt-7*", &low_to_high },

  { "o1-mini*", &first_o_model },
  { "o1-preview*", &first_o_model },
  { "o?", &o_model },
  { "o?-*", &o_model },
  { "ft:o?-*", &o_model },
  { "gpt-chat*", &plain_talker },
  { "gpt-4o*-search-preview*", &plain_talker },
  { NULL, &talker },
};
