/* chl-provider.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

#include "chl-account.h"
#include "chl-failure-rows.h"
#include "chl-failure.h"
#include "chl-generation.h"
#include "chl-headers.h"
#include "chl-model-query.h"
#include "chl-model.h"
#include "chl-option.h"
#include "chl-quirks.h"
#include "chl-request.h"
#include "chl-verb.h"
#include "chl-words.h"

G_BEGIN_DECLS

#define CHL_TYPE_PROVIDER (chl_provider_get_type ())

G_DECLARE_DERIVABLE_TYPE (ChlProvider, chl_provider, CHL, PROVIDER, GObject)

/**
 * ChlAuth:
 * @CHL_AUTH_NONE: works without any
 * @CHL_AUTH_API_KEY: a key that the person pastes
 * @CHL_AUTH_SIGN_IN: sign-in with the browser or a code
 * @CHL_AUTH_PROGRAM: a program on this computer is signed in
 */
typedef enum
{
  CHL_AUTH_NONE = 1 << 0,
  CHL_AUTH_API_KEY = 1 << 1,
  CHL_AUTH_SIGN_IN = 1 << 2,
  CHL_AUTH_PROGRAM = 1 << 3,
} ChlAuth;

/**
 * ChlKeySource:
 * @CHL_KEY_SOURCE_NONE: no key was given
 * @CHL_KEY_SOURCE_KEYRING: the keyring, or memory until the program quits
 * @CHL_KEY_SOURCE_ENVIRONMENT: an environment variable, read at each use
 */
typedef enum
{
  CHL_KEY_SOURCE_NONE,
  CHL_KEY_SOURCE_KEYRING,
  CHL_KEY_SOURCE_ENVIRONMENT,
} ChlKeySource;

/**
 * ChlOperation:
 * @CHL_OPERATION_MODELS: the list of models
 * @CHL_OPERATION_CHAT: a turn of a conversation
 * @CHL_OPERATION_COMPLETIONS: text to complete
 * @CHL_OPERATION_EMBEDDINGS: texts to turn into vectors
 * @CHL_OPERATION_ACCOUNT: what the key's own account says of itself, for nothing
 *
 * What a request is for; each has its address.
 */
typedef enum
{
  CHL_OPERATION_MODELS,
  CHL_OPERATION_CHAT,
  CHL_OPERATION_COMPLETIONS,
  CHL_OPERATION_EMBEDDINGS,
  CHL_OPERATION_ACCOUNT,
} ChlOperation;

/**
 * ChlSite:
 * @region: (nullable): value of the option "region" that chooses it; %NULL: any
 * @plan: (nullable): value of the option "plan" that chooses it; %NULL: any
 * @endpoint: its base address; %NULL ends an array of sites
 * @key_uri: (nullable): where a person makes keys for it, if not where the family says
 *
 * One of the addresses of a family that has several. Keys are made for one of them.
 */
typedef struct
{
  const char *region;
  const char *plan;
  const char *endpoint;
  const char *key_uri;
} ChlSite;

/**
 * ChlBundledModel:
 * @id: the provider's own id; %NULL ends an array
 * @title: (nullable): name to show
 * @plan: (nullable): value of the option "plan" with which alone there is it; %NULL: any
 * @region: (nullable): value of the option "region" with which alone there is it; %NULL: any
 *
 * A model that a family is known to have, for providers that have no list of them.
 */
typedef struct
{
  const char *id;
  const char *title;
  const char *plan;
  const char *region;
} ChlBundledModel;

/**
 * ChlFamily:
 * @id: stable, written to disk; never translated
 * @title: name to show
 * @summary: one line on what it is, marked for translation with N_()
 * @aliases: (array zero-terminated): other words to find it by
 * @docs_uri: the vendor's API reference that the code was written from
 * @key_uri: (nullable): where a person makes keys
 * @key_prefixes: (array zero-terminated): shapes by which a pasted key is recognised, longest first
 * @key_shapes: (array zero-terminated): regular expressions for keys that have no beginning of their
 *   own; several families may have the same
 * @variables: (array zero-terminated): environment variables that may hold the key
 * @endpoint: (nullable): where requests go when nothing else was given
 * @sites: (nullable) (array): the addresses instead of @endpoint, where there are several, the usual
 *   one first; options named "region" and "plan" choose
 * @bundled: (nullable) (array): models to offer where the provider gives no list of them
 * @endpoint_variable: (nullable): environment variable that says where to go instead of @endpoint, as
 *   the vendor's own programs read it
 * @endpoint_placeholder: (nullable): an example, where the person must give the endpoint
 * @protocols: (array): what it speaks, the usual one first; %CHL_PROTOCOL_NONE ends it
 * @auth: ways to sign in
 * @options: (nullable) (array): what else can be set, shown on the page and taken by the terminal
 *   program; the last one has no key. Read with chl_provider_get_option(), %NULL while nothing is set
 * @port: port on which a runtime on this computer answers by default; 0: it is no runtime
 * @program: (nullable): of a runtime: the program by which one sees that it is installed
 * @is_embedded: part of this program, without an address of its own until it runs
 * @color: background of its tile, "#rrggbb"
 *
 * Facts about a provider family, known before there is an instance. Arrays of strings may be %NULL.
 */
typedef struct
{
  const char            *id;
  const char            *title;
  const char            *summary;
  const char *const     *aliases;
  const char            *docs_uri;
  const char            *key_uri;
  const char *const     *key_prefixes;
  const char *const     *key_shapes;
  const char *const     *variables;
  const char            *endpoint;
  const ChlSite         *sites;
  const ChlBundledModel *bundled;
  const char            *endpoint_variable;
  const char            *endpoint_placeholder;
  const ChlProtocolId   *protocols;
  ChlAuth                auth;
  const ChlOption       *options;
  guint16                port;
  const char            *program;
  gboolean               is_embedded;
  const char            *color;
} ChlFamily;

/**
 * ChlProviderClass:
 * @family: static facts; set in class_init
 * @generations: (nullable) (array): what is special when speaking to which models, for @get_quirks
 *   of the base class
 * @failures: (nullable) (array): errors that mean something else there than elsewhere; looked up
 *   before @refine_failure
 * @plan_failures: (nullable) (array): those of them by which one site answers a key whose plan is for
 *   another
 * @left_out: (nullable) (array zero-terminated): what is in the ids of listed models that are of no
 *   use here, in small letters; a model that nobody has heard of yet stays
 * @lacks: operations for which there is no address, whatever @dup_url says: `1 << operation` of each
 * @normalize_endpoint: what a person typed, as the base address the family wants;
 *   %CHL_ERROR_ADDRESS with a sentence otherwise
 * @dup_url: the full address of an operation; %NULL if the family has none for it
 * @add_headers: the fields a request needs, the secret one included
 * @get_quirks: what is special when speaking to @model
 * @get_protocol: how @model is spoken to
 * @parse_models: reads the answer of %CHL_OPERATION_MODELS into #ChlModel objects, best first
 * @describe_model: (nullable): fills in what the row of a list says of a model, for @parse_models of
 *   the base class; %FALSE leaves the model out
 * @dup_next_url: (nullable): the address of the page after the one that @root is, %NULL after the
 *   last. The pages are read one after the other by @parse_models and joined; one that cannot be
 *   had fails the listing, since half a list would make models vanish
 * @try_other_list: (nullable): the address of %CHL_OPERATION_MODELS was none of a list: changes to
 *   another one, and back to the first after the last; %FALSE once all were tried
 * @list_queries: (nullable): what to ask beside the list, once all pages of it are in: about single
 *   models, or about all of them. @models is what the list will be; what chl_provider_find_model()
 *   knows from the last time may be copied into it instead of asked for again. The queries are sent
 *   a few at a time, and within a limited time; those that fail are passed over
 * @take_query: takes the answer of one of them into the query's model, or into any of @models. A
 *   model whose use it sets to 0 is left out of the list. Required with @list_queries
 * @dup_model_host: (nullable): the host on which a model runs that is not at the endpoint, although
 *   the endpoint passes it on; %NULL for all others
 * @dup_model_url: (nullable): the address for a turn with @model, where it is another than that of
 *   %CHL_OPERATION_CHAT: models of one provider may differ in their protocols
 * @add_request_headers: (nullable): fields that depend on what is asked
 * @parse_account: (nullable): reads the answer of %CHL_OPERATION_ACCOUNT; %NULL if it says nothing of
 *   an account
 * @refine_failure: (nullable): a second look at a failure that the shared reader has read
 * @get_verbs: (nullable): what the server can be asked to do with models, as flags
 * @new_verb: (nullable): how it is asked; %CHL_ERROR_INVALID with a sentence. Required with @get_verbs
 * @read_verb: (nullable): takes its answer, or a line of it, into the progress; errors are the
 *   caller's to see. Required with @get_verbs
 *
 * The virtual functions are pure: no I/O, no clock, no UI. The base class has a plain
 * OpenAI-compatible body for each, so that such a family is a table of facts.
 */
struct _ChlProviderClass
{
  GObjectClass parent_class;

  const ChlFamily     *family;
  const ChlGeneration *generations;
  const ChlFailureRow *failures;
  const ChlFailureRow *plan_failures;
  const char *const   *left_out;
  guint                lacks;

  char *(*normalize_endpoint) (ChlProvider *self,
                               const char  *text,
                               GError     **error);
  char *(*dup_url) (ChlProvider *self,
                    ChlOperation operation);
  void (*add_headers) (ChlProvider *self,
                       ChlHeaders  *headers,
                       ChlOperation operation,
                       ChlSecret   *secret);
  const ChlQuirks *(*get_quirks) (ChlProvider *self,
                                  const char  *model);
  ChlProtocolId (*get_protocol) (ChlProvider *self,
                                 const char  *model);
  GPtrArray *(*parse_models) (ChlProvider *self,
                              JsonNode    *root,
                              GError     **error);
  gboolean (*describe_model) (ChlProvider *self,
                              ChlModel    *model,
                              JsonNode    *row);
  char *(*dup_next_url) (ChlProvider *self,
                         JsonNode    *root);
  gboolean (*try_other_list) (ChlProvider *self);
  GPtrArray *(*list_queries) (ChlProvider *self,
                              GPtrArray   *models);
  void (*take_query) (ChlProvider         *self,
                      GPtrArray           *models,
                      const ChlModelQuery *query,
                      JsonNode            *root);
  char *(*dup_model_host) (ChlProvider *self,
                           const char  *model);
  char *(*dup_model_url) (ChlProvider *self,
                          const char  *model);
  void (*add_request_headers) (ChlProvider      *self,
                               ChlHeaders       *headers,
                               const ChlRequest *request);
  ChlAccount *(*parse_account) (ChlProvider *self,
                                JsonNode    *root);
  void (*refine_failure) (ChlProvider *self,
                          ChlFailure  *failure);
  ChlVerb (*get_verbs) (ChlProvider *self);
  ChlVerbRequest *(*new_verb) (ChlProvider *self,
                               ChlVerb      verb,
                               const char  *model,
                               GError     **error);
  void (*read_verb) (ChlProvider     *self,
                     ChlVerb          verb,
                     JsonNode        *root,
                     ChlVerbProgress *progress);
};

/* Who it is. */
const ChlFamily *chl_provider_get_family (ChlProvider *self);
const ChlFamily *chl_provider_type_get_family (GType type);
ChlProvider     *chl_provider_new (GType       type,
                                   const char *id);
gboolean         chl_provider_is_valid_id (const char *id);
gboolean         chl_provider_is_valid_name (const char *name);
const char      *chl_provider_get_id (ChlProvider *self);

/*
 * What the person set; every property notifies, and ChlProvider::option-changed (const char *key)
 * tells of options.
 */
const char *chl_provider_get_title (ChlProvider *self);
const char *chl_provider_get_name (ChlProvider *self);
void        chl_provider_set_name (ChlProvider *self,
                                   const char  *name);
const char *chl_provider_get_endpoint (ChlProvider *self);
void        chl_provider_set_endpoint (ChlProvider *self,
                                       const char  *endpoint);
char       *chl_provider_dup_origin (ChlProvider *self);
gboolean    chl_provider_is_local (ChlProvider *self);
gboolean    chl_provider_is_enabled (ChlProvider *self);
void        chl_provider_set_enabled (ChlProvider *self,
                                      gboolean     is_enabled);
const char *chl_provider_get_option (ChlProvider *self,
                                     const char  *key);
void        chl_provider_set_option (ChlProvider *self,
                                     const char  *key,
                                     const char  *value);

/* Where its key comes from and the origin it was given for; never the key itself. */
ChlKeySource chl_provider_get_key_source (ChlProvider *self);
const char  *chl_provider_get_key_origin (ChlProvider *self);
const char  *chl_provider_get_key_variable (ChlProvider *self);
void         chl_provider_set_key (ChlProvider *self,
                                   ChlKeySource source,
                                   const char  *origin,
                                   const char  *variable);

/* The origin of a key in the keyring that was replaced and may still have to be removed. */
const char *chl_provider_get_key_leftover (ChlProvider *self);
void        chl_provider_set_key_leftover (ChlProvider *self,
                                           const char  *origin);

/* How it goes; set by whoever spoke to it last. detail is one short sentence or NULL. */
ChlProviderState chl_provider_get_state (ChlProvider *self);
const char      *chl_provider_get_detail (ChlProvider *self);
gint64           chl_provider_get_checked_us (ChlProvider *self);
void             chl_provider_set_state (ChlProvider     *self,
                                         ChlProviderState state,
                                         const char      *detail,
                                         gint64           checked_us);

/* Its models: a GListModel of ChlModel, the provider's order, the custom ones first. */
gint64      chl_provider_get_listed_us (ChlProvider *self);
void        chl_provider_set_listed_us (ChlProvider *self,
                                        gint64       listed_us);
GListModel *chl_provider_get_models (ChlProvider *self);
ChlModel   *chl_provider_find_model (ChlProvider *self,
                                     const char  *model_id);
guint       chl_provider_get_n_enabled_models (ChlProvider *self);
void        chl_provider_add_model (ChlProvider *self,
                                    ChlModel    *model);
ChlModel   *chl_provider_add_by_hand (ChlProvider *self,
                                      const char  *model_id,
                                      GError     **error);
void        chl_provider_remove_model (ChlProvider *self,
                                       const char  *model_id);
void        chl_provider_merge_models (ChlProvider *self,
                                       GPtrArray   *discovered);

/* How it is spoken to: see ChlProviderClass. */
char            *chl_provider_normalize_endpoint (ChlProvider *self,
                                                  const char  *text,
                                                  GError     **error);
char            *chl_provider_dup_url (ChlProvider *self,
                                       ChlOperation operation);
void             chl_provider_add_headers (ChlProvider *self,
                                           ChlHeaders  *headers,
                                           ChlOperation operation,
                                           ChlSecret   *secret);
const ChlQuirks *chl_provider_get_quirks (ChlProvider *self,
                                          const char  *model);
ChlProtocolId    chl_provider_get_protocol (ChlProvider *self,
                                            const char  *model);
GPtrArray       *chl_provider_parse_models (ChlProvider *self,
                                            JsonNode    *root,
                                            GError     **error);
char            *chl_provider_dup_next_url (ChlProvider *self,
                                            JsonNode    *root);
gboolean         chl_provider_try_other_list (ChlProvider *self);
GPtrArray       *chl_provider_list_queries (ChlProvider *self,
                                            GPtrArray   *models);
void             chl_provider_take_query (ChlProvider         *self,
                                          GPtrArray           *models,
                                          const ChlModelQuery *query,
                                          JsonNode            *root);
char            *chl_provider_dup_model_host (ChlProvider *self,
                                              const char  *model);
char            *chl_provider_dup_model_url (ChlProvider *self,
                                             const char  *model);
void             chl_provider_add_request_headers (ChlProvider      *self,
                                                   ChlHeaders       *headers,
                                                   const ChlRequest *request);
ChlAccount      *chl_provider_parse_account (ChlProvider *self,
                                             JsonNode    *root,
                                             GError     **error);
GPtrArray       *chl_provider_list_bundled (ChlProvider *self);
void             chl_provider_refine_failure (ChlProvider *self,
                                              ChlFailure  *failure);

/* What can be done with its models, where they are: see ChlProviderClass. */
gboolean        chl_provider_can (ChlProvider *self,
                                  ChlVerb      verb);
ChlVerbRequest *chl_provider_new_verb (ChlProvider *self,
                                       ChlVerb      verb,
                                       const char  *model,
                                       GError     **error);
void            chl_provider_read_verb (ChlProvider     *self,
                                        ChlVerb          verb,
                                        JsonNode        *root,
                                        ChlVerbProgress *progress);

/* The file: all of it out, all of it in. No secret is ever in it. */
JsonNode *chl_provider_to_json (ChlProvider *self);
gboolean  chl_provider_check_json (ChlProvider *self,
                                   JsonNode    *root,
                                   GError     **error);
gboolean  chl_provider_apply_json (ChlProvider *self,
                                   JsonNode    *root,
                                   GError     **error);

G_END_DECLS
