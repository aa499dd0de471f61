/* tiny-provider.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-provider.h"

/*
 * Two families for tests of the base class: a table of facts, and one that is part of the program.
 * Each test includes this once.
 */
#define TEST_TYPE_TINY_PROVIDER (test_tiny_provider_get_type ())

G_DECLARE_FINAL_TYPE (TestTinyProvider, test_tiny_provider, TEST, TINY_PROVIDER, ChlProvider)

struct _TestTinyProvider
{
  ChlProvider parent_instance;
};

G_DEFINE_FINAL_TYPE (TestTinyProvider, test_tiny_provider, CHL_TYPE_PROVIDER)

static const ChlProtocolId test_protocols[] = {
  CHL_PROTOCOL_OPENAI_CHAT,
  CHL_PROTOCOL_OPENAI_EMBEDDINGS,
  CHL_PROTOCOL_NONE,
};

static const ChlFamily test_tiny_family = {
  .id = "tiny",
  .title = "Tiny Models",
  .summary = "For tests",
  .docs_uri = "https://tiny.invalid/docs",
  .endpoint = "https://api.tiny.invalid/v1",
  .protocols = test_protocols,
  .auth = CHL_AUTH_API_KEY,
  .color = "#3584e4",
};

static void
test_tiny_provider_class_init (TestTinyProviderClass *klass)
{
  CHL_PROVIDER_CLASS (klass)->family = &test_tiny_family;
}

static void
test_tiny_provider_init (TestTinyProvider *self)
{
}

#define TEST_TYPE_INNER_PROVIDER (test_inner_provider_get_type ())

G_DECLARE_FINAL_TYPE (TestInnerProvider, test_inner_provider, TEST, INNER_PROVIDER, ChlProvider)

struct _TestInnerProvider
{
  ChlProvider parent_instance;
};

G_DEFINE_FINAL_TYPE (TestInnerProvider, test_inner_provider, CHL_TYPE_PROVIDER)

static const ChlFamily test_inner_family = {
  .id = "inner",
  .title = "Inner",
  .summary = "For tests",
  .docs_uri = "https://inner.invalid/docs",
  .auth = CHL_AUTH_NONE,
  .is_embedded = TRUE,
  .color = "#3584e4",
};

static void
test_inner_refine_failure (ChlProvider *provider,
                           ChlFailure  *failure)
{
  failure->kind = CHL_FAILURE_QUOTA;
}

static void
test_inner_provider_class_init (TestInnerProviderClass *klass)
{
  CHL_PROVIDER_CLASS (klass)->family = &test_inner_family;
  CHL_PROVIDER_CLASS (klass)->refine_failure = test_inner_refine_failure;
}

static void
test_inner_provider_init (TestInnerProvider *self)
{
}
