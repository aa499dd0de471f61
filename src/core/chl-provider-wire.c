/* chl-provider-wire.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-provider-wire"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chl-address.h"
#include "chl-error.h"
#include "chl-generation.h"
#include "chl-model-listing.h"
#include "chl-protocol-choice.h"
#include "chl-provider-private.h"
#include "chl-site.h"

/*
 * What a server is taken for that nothing is known of: it gets as little as possible that it might
 * not understand.
 */
static const ChlQuirks plain_quirks = {
  .output_limit_field = "max_tokens",
  .developer_role = FALSE,
  .stream_usage = TRUE,
  .sends_effort = FALSE,
  .sampling_with_effort = TRUE,
  .sends_parallel_tools = FALSE,
  .sends_cache_key = FALSE,
  .takes_null_content = FALSE,
  .takes_files = FALSE,
  .reasoning_field = NULL,
  .reasoning_with_tools_only = FALSE,
  .reasoning_details = FALSE,
  .extra_content = FALSE,
  .short_tool_ids = FALSE,
  .think_tags = CHL_THINK_TAGS_AUTO,
};

static char *
chl_provider_real_normalize_endpoint (ChlProvider *self,
                                      const char  *text,
                                      GError     **error)
{
  return chl_address_clean (text, error);
}

/* Source: https://platform.openai.com/docs/api-reference */
static char *
chl_provider_real_dup_url (ChlProvider *self,
                           ChlOperation operation)
{
  const char *endpoint = chl_provider_get_endpoint (self);

  if (endpoint == NULL)
    return NULL;

  switch (operation)
    {
    case CHL_OPERATION_MODELS:
      return chl_address_join (endpoint, "/models");

    case CHL_OPERATION_CHAT:
      return chl_address_join (endpoint,
                               chl_protocol_choice_get (self) == CHL_PROTOCOL_OPENAI_RESPONSES
                                 ? "/responses"
                                 : "/chat/completions");

    case CHL_OPERATION_COMPLETIONS:
      return chl_address_join (endpoint, "/completions");

    case CHL_OPERATION_EMBEDDINGS:
      return chl_address_join (endpoint, "/embeddings");

    case CHL_OPERATION_ACCOUNT:
      return NULL;
    }

  g_return_val_if_reached (NULL);
}

static void
chl_provider_real_add_headers (ChlProvider *self,
                               ChlHeaders  *headers,
                               ChlOperation operation,
                               ChlSecret   *secret)
{
  if (secret != NULL)
    chl_headers_set_secret (headers, "Authorization", "Bearer ", secret);
}

static const ChlQuirks *
chl_provider_real_get_quirks (ChlProvider *self,
                              const char  *model)
{
  const ChlGeneration *generations = CHL_PROVIDER_GET_CLASS (self)->generations;

  return generations != NULL ? chl_generation_find (generations, model) : &plain_quirks;
}

static ChlProtocolId
chl_provider_real_get_protocol (ChlProvider *self,
                                const char  *model)
{
  return chl_protocol_choice_get (self);
}

static gboolean
is_left_out (ChlProvider *self,
             const char  *model)
{
  const char *const *pieces = CHL_PROVIDER_GET_CLASS (self)->left_out;
  g_autofree char   *lower = g_ascii_strdown (model, -1);

  for (; pieces != NULL && *pieces != NULL; pieces++)
    if (strstr (lower, *pieces) != NULL)
      return TRUE;

  return FALSE;
}

static gboolean
take_row_cb (ChlModel *model,
             JsonNode *row,
             gpointer  user_data)
{
  ChlProvider      *self = user_data;
  ChlProviderClass *klass = CHL_PROVIDER_GET_CLASS (self);

  return !is_left_out (self, chl_model_get_id (model)) &&
         (klass->describe_model == NULL || klass->describe_model (self, model, row));
}

static GPtrArray *
chl_provider_real_parse_models (ChlProvider *self,
                                JsonNode    *root,
                                GError     **error)
{
  return chl_model_listing_parse (chl_provider_get_id (self), root, take_row_cb, self, error);
}

/* Gives the base class its plain OpenAI-compatible bodies. */
void
chl_provider_install_wire (ChlProviderClass *klass)
{
  klass->normalize_endpoint = chl_provider_real_normalize_endpoint;
  klass->dup_url = chl_provider_real_dup_url;
  klass->add_headers = chl_provider_real_add_headers;
  klass->get_quirks = chl_provider_real_get_quirks;
  klass->get_protocol = chl_provider_real_get_protocol;
  klass->parse_models = chl_provider_real_parse_models;
}

/**
 * chl_provider_normalize_endpoint:
 * @self: a provider
 * @text: what a person typed
 * @error: %CHL_ERROR_ADDRESS with a sentence
 *
 * Returns: (transfer full) (nullable): the base address for chl_provider_set_endpoint()
 */
char *
chl_provider_normalize_endpoint (ChlProvider *self,
                                 const char  *text,
                                 GError     **error)
{
  g_return_val_if_fail (CHL_IS_PROVIDER (self), NULL);
  g_return_val_if_fail (text != NULL, NULL);

  return CHL_PROVIDER_GET_CLASS (self)->normalize_endpoint (self, text, error);
}

/**
 * chl_provider_dup_url:
 * @self: a provider
 * @operation: what for
 *
 * Returns: (transfer full) (nullable): the full address; %NULL without an endpoint, or if there is
 *   no such operation
 */
char *
chl_provider_dup_url (ChlProvider *self,
                      ChlOperation operation)
{
  g_return_val_if_fail (CHL_IS_PROVIDER (self), NULL);

  if ((CHL_PROVIDER_GET_CLASS (self)->lacks & (1U << operation)) != 0)
    return NULL;

  return CHL_PROVIDER_GET_CLASS (self)->dup_url (self, operation);
}

/**
 * chl_provider_add_headers:
 * @self: a provider
 * @headers: what to add to
 * @operation: what for
 * @secret: (nullable): the key
 *
 * Adds the fields that a request needs.
 */
void
chl_provider_add_headers (ChlProvider *self,
                          ChlHeaders  *headers,
                          ChlOperation operation,
                          ChlSecret   *secret)
{
  g_return_if_fail (CHL_IS_PROVIDER (self));
  g_return_if_fail (headers != NULL);

  CHL_PROVIDER_GET_CLASS (self)->add_headers (self, headers, operation, secret);
}

/* What the family says of it, whatever else is known. */
static const ChlQuirks *
get_family_quirks (ChlProvider *self,
                   const char  *model)
{
  return CHL_PROVIDER_GET_CLASS (self)->get_quirks (self, model);
}

/**
 * chl_provider_get_protocol:
 * @self: a provider
 * @model: the provider's own id of a model
 *
 * Returns: how @model is spoken to
 */
ChlProtocolId
chl_provider_get_protocol (ChlProvider *self,
                           const char  *model)
{
  g_return_val_if_fail (CHL_IS_PROVIDER (self), CHL_PROTOCOL_NONE);
  g_return_val_if_fail (model != NULL, CHL_PROTOCOL_NONE);

  return CHL_PROVIDER_GET_CLASS (self)->get_protocol (self, model);
}

/**
 * chl_provider_parse_models:
 * @self: a provider
 * @root: (nullable): the answer of %CHL_OPERATION_MODELS
 * @error: %CHL_ERROR_PROTOCOL if it is no list of models
 *
 * Returns: (transfer full) (nullable) (element-type ChlModel): the models, best first
 */
GPtrArray *
chl_provider_parse_models (ChlProvider *self,
                           JsonNode    *root,
                           GError     **error)
{
  GPtrArray *models;

  g_return_val_if_fail (CHL_IS_PROVIDER (self), NULL);

  if (!(models = CHL_PROVIDER_GET_CLASS (self)->parse_models (self, root, error)))
    return NULL;

  for (guint i = 0; i < models->len; i++)
    {
      ChlModel *model = g_ptr_array_index (models, i);

      chl_generation_describe (get_family_quirks (self, chl_model_get_id (model)), model);
    }

  return models;
}

/**
 * chl_provider_dup_next_url:
 * @self: a provider
 * @root: a page of its list
 *
 * Returns: (transfer full) (nullable): the address of the next page
 */
char *
chl_provider_dup_next_url (ChlProvider *self,
                           JsonNode    *root)
{
  g_return_val_if_fail (CHL_IS_PROVIDER (self), NULL);

  if (CHL_PROVIDER_GET_CLASS (self)->dup_next_url == NULL)
    return NULL;

  return CHL_PROVIDER_GET_CLASS (self)->dup_next_url (self, root);
}

/**
 * chl_provider_list_queries:
 * @self: a provider
 * @models: (element-type ChlModel): what its list will be; may be filled in
 *
 * Returns: (transfer full) (nullable) (element-type ChlModelQuery): what else to ask
 */
GPtrArray *
chl_provider_list_queries (ChlProvider *self,
                           GPtrArray   *models)
{
  g_return_val_if_fail (CHL_IS_PROVIDER (self), NULL);
  g_return_val_if_fail (models != NULL, NULL);

  if (CHL_PROVIDER_GET_CLASS (self)->list_queries == NULL)
    return NULL;

  return CHL_PROVIDER_GET_CLASS (self)->list_queries (self, models);
}

/**
 * chl_provider_take_query:
 * @self: a provider
 * @models: (element-type ChlModel): what its list will be
 * @query: what was asked, one of chl_provider_list_queries()
 * @root: the answer
 *
 * Fills in what a query brought.
 */
void
chl_provider_take_query (ChlProvider         *self,
                         GPtrArray           *models,
                         const ChlModelQuery *query,
                         JsonNode            *root)
{
  g_return_if_fail (CHL_IS_PROVIDER (self));
  g_return_if_fail (models != NULL && query != NULL && root != NULL);

  CHL_PROVIDER_GET_CLASS (self)->take_query (self, models, query, root);
}

/**
 * chl_provider_dup_model_host:
 * @self: a provider
 * @model: the provider's own id of a model
 *
 * A server on this computer may hand some of its models' requests on to another one.
 *
 * Returns: (transfer full) (nullable): the host to which it hands those of @model; %NULL if the
 *   model runs where the endpoint is, as far as is known
 */
char *
chl_provider_dup_model_host (ChlProvider *self,
                             const char  *model)
{
  g_return_val_if_fail (CHL_IS_PROVIDER (self), NULL);
  g_return_val_if_fail (model != NULL, NULL);

  if (CHL_PROVIDER_GET_CLASS (self)->dup_model_host == NULL)
    return NULL;

  return CHL_PROVIDER_GET_CLASS (self)->dup_model_host (self, model);
}

/**
 * chl_provider_dup_model_url:
 * @self: a provider
 * @model: the provider's own id of a model
 *
 * Returns: (transfer full) (nullable): the address for a turn with @model, where it is another than
 *   that of %CHL_OPERATION_CHAT
 */
char *
chl_provider_dup_model_url (ChlProvider *self,
                            const char  *model)
{
  g_return_val_if_fail (CHL_IS_PROVIDER (self), NULL);
  g_return_val_if_fail (model != NULL, NULL);

  if (CHL_PROVIDER_GET_CLASS (self)->dup_model_url == NULL)
    return NULL;

  return CHL_PROVIDER_GET_CLASS (self)->dup_model_url (self, model);
}

/**
 * chl_provider_add_request_headers:
 * @self: a provider
 * @headers: what to add to
 * @request: what is asked
 *
 * Adds the fields that depend on what is asked.
 */
void
chl_provider_add_request_headers (ChlProvider      *self,
                                  ChlHeaders       *headers,
                                  const ChlRequest *request)
{
  g_return_if_fail (CHL_IS_PROVIDER (self));
  g_return_if_fail (headers != NULL && request != NULL);

  if (CHL_PROVIDER_GET_CLASS (self)->add_request_headers != NULL)
    CHL_PROVIDER_GET_CLASS (self)->add_request_headers (self, headers, request);
}

/**
 * chl_provider_parse_account:
 * @self: a provider that has an address for %CHL_OPERATION_ACCOUNT
 * @root: (nullable): the answer
 * @error: %CHL_ERROR_PROTOCOL if it says nothing of an account
 *
 * Returns: (transfer full) (nullable): what it says
 */
ChlAccount *
chl_provider_parse_account (ChlProvider *self,
                            JsonNode    *root,
                            GError     **error)
{
  ChlAccount *account;

  g_return_val_if_fail (CHL_IS_PROVIDER (self), NULL);
  g_return_val_if_fail (CHL_PROVIDER_GET_CLASS (self)->parse_account != NULL, NULL);

  account = CHL_PROVIDER_GET_CLASS (self)->parse_account (self, root);
  if (account != NULL)
    chl_account_drop_nonsense (account);
  else
    g_set_error_literal (error, CHL_ERROR, CHL_ERROR_PROTOCOL,
                         _("The server’s answer says nothing of the account"));

  return account;
}

/**
 * chl_provider_list_bundled:
 * @self: a provider
 *
 * Returns: (transfer full) (nullable) (element-type ChlModel): the models that the family is known
 *   to have where the chosen site is, for want of a list of the provider's own
 */
GPtrArray *
chl_provider_list_bundled (ChlProvider *self)
{
  const ChlBundledModel *row;
  const ChlSite         *site;
  GPtrArray             *models;

  g_return_val_if_fail (CHL_IS_PROVIDER (self), NULL);

  if (!(row = chl_provider_get_family (self)->bundled))
    return NULL;

  site = chl_site_get (self);
  models = g_ptr_array_new_with_free_func (g_object_unref);
  for (; row->id != NULL; row++)
    {
      ChlModel *model;

      if (row->plan != NULL && (site == NULL || g_strcmp0 (row->plan, site->plan) != 0))
        continue;
      if (row->region != NULL && (site == NULL || g_strcmp0 (row->region, site->region) != 0))
        continue;

      model = chl_model_new (chl_provider_get_id (self), row->id);
      if (row->title != NULL)
        chl_model_set_title (model, row->title);
      chl_model_guess_use (model, chl_model_listing_guess_use (row->id));
      chl_generation_describe (get_family_quirks (self, row->id), model);
      g_ptr_array_add (models, model);
    }

  return models;
}

/**
 * chl_provider_refine_failure:
 * @self: a provider
 * @failure: what the shared reader made of an answer; may be changed
 *
 * Lets the family have a second look, where it knows more: first its table, then its code.
 */
void
chl_provider_refine_failure (ChlProvider *self,
                             ChlFailure  *failure)
{
  g_return_if_fail (CHL_IS_PROVIDER (self));
  g_return_if_fail (failure != NULL);

  if (CHL_PROVIDER_GET_CLASS (self)->failures != NULL)
    chl_failure_rows_apply (CHL_PROVIDER_GET_CLASS (self)->failures, failure);
  if (CHL_PROVIDER_GET_CLASS (self)->refine_failure != NULL)
    CHL_PROVIDER_GET_CLASS (self)->refine_failure (self, failure);
}
