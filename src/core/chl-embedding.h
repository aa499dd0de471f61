/* chl-embedding.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ChlVectorEncoding:
 * @CHL_VECTOR_FLOAT: numbers, as every server sends them unless it is asked otherwise
 * @CHL_VECTOR_BASE64: little-endian 32-bit floats in base64, a third of the size
 *
 * How vectors shall come. Whichever is asked for, both are read.
 */
typedef enum
{
  CHL_VECTOR_FLOAT,
  CHL_VECTOR_BASE64,
} ChlVectorEncoding;

/**
 * ChlEmbeddingRequest:
 * @model: the provider's own id of the model
 * @inputs: (element-type utf8): the texts, none of them empty
 * @dimensions: how many numbers a vector shall have; 0 says nothing
 * @encoding: how they shall come
 *
 * Texts that are to become vectors, before they are put into a protocol.
 */
typedef struct
{
  char             *model;
  GPtrArray        *inputs;
  gint64            dimensions;
  ChlVectorEncoding encoding;
} ChlEmbeddingRequest;

ChlEmbeddingRequest *chl_embedding_request_new (const char *model);
void                 chl_embedding_request_free (ChlEmbeddingRequest *self);
void                 chl_embedding_request_add (ChlEmbeddingRequest *self,
                                                const char          *input);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChlEmbeddingRequest, chl_embedding_request_free)

G_END_DECLS
