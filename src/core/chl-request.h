/* chl-request.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include "chl-message.h"

G_BEGIN_DECLS

/**
 * ChlTool:
 * @name: [A-Za-z0-9_-], at most 64
 * @description: (nullable): what for, for the model to read
 * @parameters: JSON Schema as raw JSON text; sent as it is
 *
 * A tool that is offered to the model.
 */
typedef struct
{
  char *name;
  char *description;
  char *parameters;
} ChlTool;

typedef enum
{
  CHL_TOOL_CHOICE_AUTO,
  CHL_TOOL_CHOICE_NONE,
  CHL_TOOL_CHOICE_REQUIRED,
  CHL_TOOL_CHOICE_NAMED,
} ChlToolChoice;

typedef enum
{
  CHL_FORMAT_TEXT,
  CHL_FORMAT_JSON_OBJECT,
  CHL_FORMAT_JSON_SCHEMA,
} ChlFormat;

/**
 * ChlRequest:
 * @model: the provider's own id of the model
 * @origin: origin (scheme, host, port) it goes to; with the rest decides what may be sent back
 * @provider_id: which configured provider it goes to
 * @system: (nullable): the system prompt
 * @messages: (element-type ChlMessage): the conversation, oldest first
 * @tools: (element-type ChlTool): tools on offer; empty for none
 * @tool_choice_name: (nullable): for %CHL_TOOL_CHOICE_NAMED
 * @parallel_tools: 0 forbid, 1 allow, -1 say nothing
 * @max_output: longest answer in tokens; 0 says nothing
 * @temperature: NaN says nothing; likewise the doubles after it
 * @top_k: -1 says nothing
 * @seed: used only if @has_seed
 * @stop: (nullable): strings that end the answer
 * @effort: reasoning effort
 * @budget_tokens: reasoning budget in tokens; overrules @effort if > 0
 * @schema_name: (nullable): for %CHL_FORMAT_JSON_SCHEMA, as is @schema (raw JSON)
 * @stream: whether to ask for a stream
 * @cache_key: (nullable): groups the requests of one conversation for the provider's cache
 * @extra_body: (nullable): raw JSON object, merged last; protected members are refused
 *
 * Everything one exchange asks of a model, before it is put into a protocol. Made from a
 * conversation, never from widgets.
 */
typedef struct
{
  char         *model;
  char         *origin;
  char         *provider_id;
  char         *system;
  GPtrArray    *messages;
  GPtrArray    *tools;
  ChlToolChoice tool_choice;
  char         *tool_choice_name;
  int           parallel_tools;
  gint64        max_output;
  double        temperature;
  double        top_p;
  double        min_p;
  double        frequency_penalty;
  double        presence_penalty;
  double        repetition_penalty;
  int           top_k;
  gboolean      has_seed;
  gint64        seed;
  GStrv         stop;
  ChlEffort     effort;
  gint64        budget_tokens;
  ChlFormat     format;
  char         *schema_name;
  char         *schema;
  gboolean      stream;
  char         *cache_key;
  char         *extra_body;
} ChlRequest;

ChlTool   *chl_tool_new (const char *name,
                         const char *description,
                         const char *parameters);
void       chl_tool_free (ChlTool *self);
GPtrArray *chl_tools_parse (const char *json,
                            GError    **error);

ChlRequest *chl_request_new (const char *model);
void        chl_request_free (ChlRequest *self);
void        chl_request_add_message (ChlRequest *self,
                                     ChlMessage *message);
char       *chl_request_dup_digest (const ChlRequest *self,
                                    guint             n_messages);

/**
 * ChlPrefixDigest:
 * @request: (unowned): whose beginnings
 * @checksum: (owned): of what was read so far
 * @n_messages: how many of its messages were read so far
 *
 * What chl_request_dup_digest() gives, for one beginning of a request after the other: each message
 * is read once, where there are many of them.
 */
typedef struct
{
  const ChlRequest *request;
  GChecksum        *checksum;
  guint             n_messages;
} ChlPrefixDigest;

void  chl_prefix_digest_init (ChlPrefixDigest  *self,
                              const ChlRequest *request);
void  chl_prefix_digest_clear (ChlPrefixDigest *self);
char *chl_prefix_digest_dup (ChlPrefixDigest *self,
                             guint            n_messages);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ChlPrefixDigest, chl_prefix_digest_clear)

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChlTool, chl_tool_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChlRequest, chl_request_free)

G_END_DECLS
