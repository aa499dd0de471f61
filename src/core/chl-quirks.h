/* chl-quirks.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ChlThinkTags:
 * @CHL_THINK_TAGS_OFF: `<think>` in the answer is text
 * @CHL_THINK_TAGS_AUTO: a `<think>` at the very start opens reasoning
 * @CHL_THINK_TAGS_IMPLICIT: the answer begins inside reasoning
 */
typedef enum
{
  CHL_THINK_TAGS_OFF,
  CHL_THINK_TAGS_AUTO,
  CHL_THINK_TAGS_IMPLICIT,
} ChlThinkTags;

/**
 * ChlQuirks:
 * @output_limit_field: the member for the longest answer, such as "max_tokens"
 * @developer_role: the system prompt goes as role `developer`
 * @stream_usage: ask for usage with `stream_options`
 * @sends_effort: `reasoning_effort` is understood
 * @sampling_with_effort: temperature and top-p may be sent to a model that reasons
 * @sends_parallel_tools: `parallel_tool_calls` is understood
 * @sends_cache_key: `prompt_cache_key` is understood
 * @takes_null_content: an assistant turn with tool calls may have `content: null`
 * @takes_files: `file` parts are understood
 * @reasoning_field: (nullable): member of an assistant turn that reasoning goes back in
 * @reasoning_with_tools_only: ... and only in turns that call tools, where it is required
 * @reasoning_details: `reasoning_details` items go back
 * @extra_content: `extra_content` of a tool call goes back
 * @short_tool_ids: tool ids must be nine letters or digits
 * @think_tags: how to read `<think>` in an answer
 *
 * What is special about a server, as data. Read-only.
 */
typedef struct
{
  const char  *output_limit_field;
  gboolean     developer_role;
  gboolean     stream_usage;
  gboolean     sends_effort;
  gboolean     sampling_with_effort;
  gboolean     sends_parallel_tools;
  gboolean     sends_cache_key;
  gboolean     takes_null_content;
  gboolean     takes_files;
  const char  *reasoning_field;
  gboolean     reasoning_with_tools_only;
  gboolean     reasoning_details;
  gboolean     extra_content;
  gboolean     short_tool_ids;
  ChlThinkTags think_tags;
} ChlQuirks;

G_END_DECLS
