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
 * ChlThinking:
 * @CHL_THINKING_NONE: it cannot be asked for
 * @CHL_THINKING_BUDGET: with a number of tokens
 * @CHL_THINKING_ADAPTIVE: with a word; the model sees for itself how much it takes
 * @CHL_THINKING_SWITCH: on or off, and nothing more
 *
 * How the Messages protocol asks a model to think.
 */
typedef enum
{
  CHL_THINKING_NONE,
  CHL_THINKING_BUDGET,
  CHL_THINKING_ADAPTIVE,
  CHL_THINKING_SWITCH,
} ChlThinking;

/**
 * ChlSampling:
 * @CHL_SAMPLING_FREE: temperature, top-p and top-k
 * @CHL_SAMPLING_ONE: not temperature and top-p at once
 * @CHL_SAMPLING_NONE: none of them
 *
 * What may be said about sampling to a model; %CHL_SAMPLING_ONE is for the Messages protocol alone.
 */
typedef enum
{
  CHL_SAMPLING_FREE,
  CHL_SAMPLING_ONE,
  CHL_SAMPLING_NONE,
} ChlSampling;

/**
 * ChlCacheMarks:
 * @CHL_CACHE_MARKS_NONE: nothing is cached
 * @CHL_CACHE_MARKS_TOP: the request says that it wants to be cached, the server sees how
 * @CHL_CACHE_MARKS_BLOCKS: the blocks up to which to cache are marked
 *
 * How the Messages protocol asks for the beginning of a conversation to be kept.
 */
typedef enum
{
  CHL_CACHE_MARKS_NONE,
  CHL_CACHE_MARKS_TOP,
  CHL_CACHE_MARKS_BLOCKS,
} ChlCacheMarks;

/**
 * ChlThink:
 * @CHL_THINK_NEVER: not at all; the model would be refused
 * @CHL_THINK_SWITCH: on or off
 * @CHL_THINK_WORDS: with one of the words in #ChlQuirks.efforts; it cannot be turned off
 *
 * How the Ollama protocol asks a model to think.
 */
typedef enum
{
  CHL_THINK_NEVER,
  CHL_THINK_SWITCH,
  CHL_THINK_WORDS,
} ChlThink;

/**
 * ChlReasoning:
 * @CHL_REASONING_WORD: `reasoning_effort` with a word, if @sends_effort
 * @CHL_REASONING_OBJECT: `reasoning` with a word, a number of tokens, or a switch
 * @CHL_REASONING_THINKING: `thinking` on or off, and `reasoning_effort` where there are words for it
 * @CHL_REASONING_ENABLE: `enable_thinking`, and `thinking_budget` in tokens, or else
 *   `reasoning_effort` where there are words for it
 * @CHL_REASONING_GOOGLE: `reasoning_effort` with a word, or else a number of tokens in `extra_body`
 * @CHL_REASONING_TEMPLATE: a switch among the arguments of the chat template
 *
 * How Chat Completions asks a model to reason.
 */
typedef enum
{
  CHL_REASONING_WORD,
  CHL_REASONING_OBJECT,
  CHL_REASONING_THINKING,
  CHL_REASONING_ENABLE,
  CHL_REASONING_GOOGLE,
  CHL_REASONING_TEMPLATE,
} ChlReasoning;

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
 * @reasoning_required: a turn that calls tools must have @reasoning_field, if with nothing in it
 * @reasoning_details: `reasoning_details` items go back
 * @reasoning_opaque: `reasoning_opaque` goes back, and with it the reasoning as `reasoning_text`
 * @extra_content: `extra_content` of a tool call goes back
 * @short_tool_ids: tool ids must be nine letters or digits
 * @think_tags: how to read `<think>` in an answer
 * @reasons: it is a model that reasons, as its family knows
 * @reasoning: how Chat Completions asks for reasoning
 * @reasoning_format: (nullable): `reasoning_format`, where the server must be told how to give it
 * @refuses_stop: it takes no `stop`
 * @refuses_penalties: it takes neither `frequency_penalty` nor `presence_penalty`
 * @refuses_top_k: it takes neither `top_k` nor `min_p` nor `repetition_penalty`
 * @refuses_tool_choice: it always sees for itself whether to call tools
 * @least_temperature: the lowest that it takes; 0: as the protocol has it
 * @most_temperature: the highest that it takes; 0: as the protocol has it
 * @streams_tools: `tool_stream` is understood, without which the arguments of tools come at once
 * @extra_body: (nullable): raw JSON object whose members go with each request, unless they were
 *   given otherwise
 * @lessons: (nullable) (array zero-terminated): what was learned of the model by being refused, see
 *   chl_lessons_get(); members that are named there are not sent
 * @keeps_reasoning: no reasoning goes back, in whatever form
 * @thinking: how to ask for thinking
 * @thinking_is_usual: it thinks unless it is told not to
 * @thinking_can_be_off: it can be told not to
 * @thinking_off_word: (nullable): what it is told then, with the Messages protocol; %NULL for
 *   "disabled"
 * @efforts: (nullable) (array zero-terminated): the words it takes for effort, rising; %NULL: all
 * @max_output: the longest answer it can give, in tokens; 0: nobody knows
 * @usual_output: the longest answer to ask for where none was wished and @max_output is not known
 * @output_limit: the longest answer that the person lets it give, in tokens; 0: nothing was said
 * @least_budget: the fewest tokens of thinking that it takes; 0: nobody knows
 * @most_budget: the most of them; 0: nobody knows
 * @refuses_tools: it calls none, so that none is offered to it
 * @refused_kinds: a bit for each #ChlPartKind that it does not take; words go in its place
 * @sampling: what may be said about sampling
 * @refuses_forced_tools: it may be told to call no tool, but not to call one
 * @cache_marks: how to ask for caching
 * @cache_ttl: (nullable): for how long, such as "1h"; %NULL for as long as usual
 * @unsigned_thinking: thinking without a signature goes back, too
 * @think: how to ask for thinking
 * @context_tokens: the context window to ask for, in tokens; 0: the server decides
 * @keep_alive: (nullable): for how long the model stays loaded: seconds, or a duration such as "5m"
 * @sends_store: the server is told to keep nothing, with `store`
 * @sends_include: reasoning that goes back is asked for, with `include`
 * @summary: (nullable): which summary of its reasoning to ask for, such as "auto"; %NULL: none, for
 *   models that do not reason refuse to be asked
 * @refuses_output_limit: it takes no limit for the longest answer
 * @sends_item_ids: answers and calls must go back with an id and a status
 * @declines_padding: a stream without padding can be asked for, with `stream_options`
 * @takes_suffix: of a text with a gap, the server takes what comes after the gap as `suffix`, and
 *   puts both round the model's own tokens; otherwise we do
 * @infill_path: (nullable): where, from the server's root, it takes both texts as llama.cpp does;
 *   that goes before all other ways
 * @fill_in: (nullable): what its tokens for a gap are called, for models that are not known by name
 * @is_fill_in_typed: ... and for those that are
 * @refuses_gaps: it fills no gaps
 * @embedding_batch: the most texts that may become vectors with one request; 0: as many as is usual
 * @embeds_base64: vectors may be asked for in base64
 * @dimensions_field: (nullable): the member for the length of vectors; %NULL for "dimensions"
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
  gboolean     reasoning_required;
  gboolean     reasoning_details;
  gboolean     reasoning_opaque;
  gboolean     extra_content;
  gboolean     short_tool_ids;
  ChlThinkTags think_tags;
  gboolean     reasons;
  ChlReasoning reasoning;
  const char  *reasoning_format;
  gboolean     refuses_stop;
  gboolean     refuses_penalties;
  gboolean     refuses_top_k;
  gboolean     refuses_tool_choice;
  double       least_temperature;
  double       most_temperature;
  gboolean     streams_tools;
  const char  *extra_body;
  gint64       output_limit;
  gboolean     refuses_tools;
  guint        refused_kinds;

  const char *const *lessons;
  gboolean           keeps_reasoning;

  /* The Messages protocol */
  ChlThinking        thinking;
  gboolean           thinking_is_usual;
  gboolean           thinking_can_be_off;
  const char        *thinking_off_word;
  const char *const *efforts;
  gint64             max_output;
  gint64             usual_output;
  gint64             least_budget;
  gint64             most_budget;
  ChlSampling        sampling;
  gboolean           refuses_forced_tools;
  ChlCacheMarks      cache_marks;
  const char        *cache_ttl;
  gboolean           unsigned_thinking;

  /* The Ollama protocol */
  ChlThink    think;
  gint64      context_tokens;
  const char *keep_alive;

  /* The Responses protocol */
  gboolean    sends_store;
  gboolean    sends_include;
  const char *summary;
  gboolean    refuses_output_limit;
  gboolean    sends_item_ids;
  gboolean    declines_padding;

  /* Completions and embeddings */
  gboolean    takes_suffix;
  const char *infill_path;
  const char *fill_in;
  gboolean    is_fill_in_typed;
  gboolean    refuses_gaps;
  guint       embedding_batch;
  gboolean    embeds_base64;
  const char *dimensions_field;
} ChlQuirks;

G_END_DECLS
