/* chl-registry.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "chl-capabilities.h"
#include "chl-registry-columns.h"

G_BEGIN_DECLS

#define CHL_TYPE_REGISTRY (chl_registry_get_type ())

/*
 * What the table knows of models. It is opened by the first question, in the thread that asks it;
 * all questions are asked from one thread.
 */
G_DECLARE_FINAL_TYPE (ChlRegistry, chl_registry, CHL, REGISTRY, GObject)

/**
 * ChlMatchKind:
 * @CHL_MATCH_UNKNOWN: nothing is known
 * @CHL_MATCH_FAMILY: only what is typical for its family
 * @CHL_MATCH_TUNED: it was made from a model that is known
 * @CHL_MATCH_VARIANT: a model that is known under a name close to this
 * @CHL_MATCH_EXACT: this very model
 *
 * How much a match says; the higher ones say more.
 */
typedef enum
{
  CHL_MATCH_UNKNOWN,
  CHL_MATCH_FAMILY,
  CHL_MATCH_TUNED,
  CHL_MATCH_VARIANT,
  CHL_MATCH_EXACT,
} ChlMatchKind;

/**
 * ChlMatchWay:
 * @CHL_WAY_NONE: by none
 * @CHL_WAY_MALFORMED: it can be no model's name
 * @CHL_WAY_SERVED: the host's row for what it serves
 * @CHL_WAY_NAME: the name, or what was left of it
 * @CHL_WAY_DIGITS: the name with its digits run together
 * @CHL_WAY_PATTERN: a family's pattern
 *
 * By which way a name was found.
 */
typedef enum
{
  CHL_WAY_NONE,
  CHL_WAY_MALFORMED,
  CHL_WAY_SERVED,
  CHL_WAY_NAME,
  CHL_WAY_DIGITS,
  CHL_WAY_PATTERN,
} ChlMatchWay;

/**
 * ChlRegistryMatch:
 * @kind: how much it says
 * @way: how it was found
 * @row: the row of the model or of the family
 * @host: the host's own row
 * @scope: the row of the provider
 * @pattern: which pattern
 * @has_scope: whether a provider was named at all
 * @has_only_limits: @host is about another model's id, so that only its limits count
 * @has_price: whether the price is that of this model
 * @is_from_elsewhere: somebody unknown stands before the name
 * @removed: what was taken off the name, each behind a letter and before a line feed; cut off if
 *   it is long
 *
 * Where a name leads in the table. A value, good as long as its registry.
 */
typedef struct
{
  ChlMatchKind kind;
  ChlMatchWay  way;
  guint32      row;
  guint32      host;
  guint32      scope;
  guint32      pattern;
  gboolean     has_scope;
  gboolean     has_only_limits;
  gboolean     has_price;
  gboolean     is_from_elsewhere;
  char         removed[128];
} ChlRegistryMatch;

/**
 * ChlRegistryTier:
 * @above_tokens: from a prompt longer than this on; 0 for the first
 * @input: dollars per million tokens, as all others; below 0 if it is not known
 * @output: of the answer
 * @cached: of what is read from the cache
 * @cache_write: of what is written to it
 */
typedef struct
{
  gint64 above_tokens;
  double input;
  double output;
  double cached;
  double cache_write;
} ChlRegistryTier;

#define CHL_REGISTRY_MAX_TIERS 8

ChlRegistry     *chl_registry_new (void);
GBytes          *chl_registry_dup_bundled (void);
ChlRegistry     *chl_registry_new_for_bytes (GBytes  *bytes,
                                             GError **error);
gboolean         chl_registry_resolve (ChlRegistry      *self,
                                       const char       *provider,
                                       const char       *model_id,
                                       ChlRegistryMatch *out_match);
gboolean         chl_registry_has_provider (ChlRegistry *self,
                                            const char  *provider);
const char      *chl_match_kind_to_string (ChlMatchKind kind);
char            *chl_registry_dup_how (ChlRegistry            *self,
                                       const ChlRegistryMatch *match);
const char      *chl_registry_get_row_id (ChlRegistry            *self,
                                          const ChlRegistryMatch *match);
const char      *chl_registry_get_text (ChlRegistry            *self,
                                        const ChlRegistryMatch *match,
                                        ChlRegistryColumn       column,
                                        ChlOrigin              *out_origin);
gint64           chl_registry_get_count (ChlRegistry            *self,
                                         const ChlRegistryMatch *match,
                                         ChlRegistryColumn       column,
                                         ChlOrigin              *out_origin);
gboolean         chl_registry_get_range (ChlRegistry            *self,
                                         const ChlRegistryMatch *match,
                                         ChlRegistryColumn       column,
                                         gint64                 *out_least,
                                         gint64                 *out_most);
guint            chl_registry_get_tiers (ChlRegistry            *self,
                                         const ChlRegistryMatch *match,
                                         ChlRegistryTier         out_tiers[CHL_REGISTRY_MAX_TIERS]);
gboolean         chl_registry_is_subscription (ChlRegistry            *self,
                                               const ChlRegistryMatch *match);
ChlCapabilities *chl_registry_dup_capabilities (ChlRegistry            *self,
                                                const ChlRegistryMatch *match,
                                                const char             *today);
const char      *chl_registry_get_as_of (ChlRegistry *self);
const char      *chl_registry_get_late (ChlRegistry *self);
const char      *chl_registry_get_source (ChlRegistry *self);
guint            chl_registry_count_rows (ChlRegistry *self,
                                          char         kind);
guint            chl_registry_count_patterns (ChlRegistry *self);
gsize            chl_registry_get_n_bytes (ChlRegistry *self);

G_END_DECLS
