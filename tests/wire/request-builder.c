/* request-builder.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "request-builder.h"

#include <string.h>

ChlRequest *
request_case_new (void)
{
  ChlRequest *request = chl_request_new ("demo-1");

  request->origin = g_strdup ("https://api.example.com");
  request->provider_id = g_strdup ("here");

  return request;
}

ChlMessage *
request_add_message (ChlRequest *request,
                     ChlAuthor   author,
                     const char *text)
{
  g_autofree char *id = g_strdup_printf ("m%u", request->messages->len);
  g_autoptr(ChlMessage) message = NULL;

  if (text != NULL)
    message = chl_message_new_text (id, author, 1, text);
  else
    message = chl_message_new (id, author, 1);
  if (author == CHL_AUTHOR_ASSISTANT)
    {
      chl_message_set_source (message, "here", "demo-1", CHL_PROTOCOL_OPENAI_CHAT);
      chl_message_set_finish (message, CHL_FINISH_STOP, "stop");
    }
  chl_request_add_message (request, message);

  return message;
}

ChlPart *
request_add_part (ChlMessage *message,
                  ChlPartKind kind,
                  const char *text)
{
  g_autoptr(ChlPart) part = chl_part_new (kind);

  chl_part_set_text (part, text);
  chl_part_set_complete (part, TRUE);
  chl_message_add_part (message, part);

  return part;
}

ChlPart *
request_add_call (ChlMessage *message,
                  const char *id,
                  const char *name,
                  const char *arguments)
{
  ChlPart *part = request_add_part (message, CHL_PART_TOOL_CALL, arguments);

  chl_part_set_call_id (part, id);
  chl_part_set_name (part, name);

  return part;
}

ChlPart *
request_add_result (ChlRequest *request,
                    const char *id,
                    const char *text)
{
  ChlMessage *message = request_add_message (request, CHL_AUTHOR_TOOL, NULL);
  ChlPart    *part = request_add_part (message, CHL_PART_TOOL_RESULT, text);

  chl_part_set_call_id (part, id);

  return part;
}

ChlPart *
request_add_media (ChlMessage *message,
                   ChlPartKind kind,
                   const char *media_type,
                   const char *filename,
                   const char *bytes)
{
  ChlPart *part = request_add_part (message, kind, "");
  g_autoptr(GBytes) data = g_bytes_new (bytes, strlen (bytes));

  chl_part_set_media_type (part, media_type);
  chl_part_set_filename (part, filename);
  chl_part_set_data (part, data);

  return part;
}

/* As an answer looks that this server gave to exactly these messages. */
void
request_sign (ChlRequest *request,
              ChlMessage *message)
{
  g_autofree char *digest = chl_request_dup_digest (request, request->messages->len - 1);

  chl_message_set_prefix_digest (message, digest);
}
