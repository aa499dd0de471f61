/* chl-provider-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-merger.h"
#include "chl-provider.h"

G_BEGIN_DECLS

/* What every provider has, whatever its family. */
typedef struct
{
  char            *id;          /* (owned) (not nullable) */
  char            *name;        /* (owned) (nullable) the family's title without one */
  char            *endpoint;    /* (owned) (nullable) the family's without one */
  GTree           *options;     /* (owned) (element-type utf8 utf8) */
  GTree           *lessons;     /* (owned) (element-type utf8 GStrv) of models */
  GTree           *own_headers; /* (owned) (element-type utf8 ChlOwnHeader) */
  GHashTable      *own_quirks;  /* (owned) (nullable) (element-type utf8 ChlQuirks) of models */
  GHashTable      *own_efforts; /* (owned) (nullable) (element-type utf8 GStrv) by the words, joined */
  ChlKeySource     key_source;
  char            *key_origin;   /* (owned) (nullable) */
  char            *key_variable; /* (owned) (nullable) */
  char            *key_leftover; /* (owned) (nullable) */
  ChlProviderState state;        /* as it is while the provider is enabled */
  char            *detail;       /* (owned) (nullable) */
  gint64           checked_us;
  gint64           listed_us;
  GListStore      *models;    /* (owned) (element-type ChlModel) */
  GHashTable      *by_id;     /* (owned) (element-type utf8 ChlModel) borrowed from models */
  ChlMerger       *merger;    /* (owned) (nullable) of all models */
  guint            n_enabled; /* models */
  gboolean         is_enabled;
  gboolean         has_own_headers; /* or had some, or its file has what may become some */
} ChlProviderPrivate;

/* Returns: whether it was another one */
static inline gboolean
chl_provider_replace_string (char      **field,
                             const char *value)
{
  char *copy = NULL;

  if (g_strcmp0 (*field, value) == 0)
    return FALSE;

  copy = g_strdup (value);
  g_free (*field);
  *field = copy;

  return TRUE;
}

static inline const char *
chl_provider_null_if_empty (const char *text)
{
  return text != NULL && *text != '\0' ? text : NULL;
}

ChlProviderPrivate *chl_provider_get_private (ChlProvider *self);
void                chl_provider_install_wire (ChlProviderClass *klass);
void                chl_provider_init_models (ChlProvider *self);
GPtrArray          *chl_provider_dup_models (ChlProvider *self);
void                chl_provider_replace_models (ChlProvider *self,
                                                 GPtrArray   *models);

void        chl_provider_init_lessons (ChlProvider *self);
JsonObject *chl_provider_write_lessons (ChlProvider *self);
void        chl_provider_apply_lessons (ChlProvider *self,
                                        JsonObject  *object);

void        chl_provider_init_own_headers (ChlProvider *self);
JsonObject *chl_provider_write_own_headers (ChlProvider *self);
void        chl_provider_apply_own_headers (ChlProvider *self,
                                            JsonObject  *object);

gboolean    chl_provider_keeps_model (ChlModel *model);
JsonObject *chl_provider_write_models (ChlProvider *self);
gboolean    chl_provider_check_models (JsonObject *models,
                                       GError    **error);
void        chl_provider_apply_models (ChlProvider *self,
                                       JsonObject  *entries);

G_END_DECLS
