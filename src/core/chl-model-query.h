/* chl-model-query.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-model.h"

G_BEGIN_DECLS

/**
 * ChlModelQuery:
 * @address: (owned): the full URL, of the same origin as the list
 * @body: (owned) (nullable): JSON text to send with POST; without one it is a GET
 * @model: (owned) (nullable): which model of the list it asks about; %NULL: about all of them
 * @note: (owned) (nullable): whatever the family wants to find again with the answer
 *
 * One more question that a listing of models takes, see #ChlProviderClass.list_queries.
 */
typedef struct
{
  char     *address;
  char     *body;
  ChlModel *model;
  char     *note;
} ChlModelQuery;

ChlModelQuery *chl_model_query_new (char     *address,
                                    char     *body,
                                    ChlModel *model);
void           chl_model_query_free (ChlModelQuery *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChlModelQuery, chl_model_query_free)

G_END_DECLS
