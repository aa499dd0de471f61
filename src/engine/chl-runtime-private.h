/* chl-runtime-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-runtimes.h"

G_BEGIN_DECLS

/**
 * ChlRuntimeKind:
 * @title: name to show
 * @address: where it listens, unless it was told otherwise
 * @family_id: the family under which it is taken up
 * @program: (nullable): by which one sees that it is installed; %NULL if one does not
 * @models_path: where it lists its models
 * @models_pointer: the list in the answer, as a JSON pointer
 * @owner: (nullable): who the models belong to, as the list says; on ports that others use, too
 * @loaded_path: (nullable): where it lists those that are in memory; alone, or each with its instances
 * @loaded_pointer: that list in the answer, as a JSON pointer
 * @version_path: (nullable): where it says which version it is
 *
 * How to look for a runtime.
 */
typedef struct
{
  const char *title;
  const char *address;
  const char *family_id;
  const char *program;
  const char *models_path;
  const char *models_pointer;
  const char *owner;
  const char *loaded_path;
  const char *loaded_pointer;
  const char *version_path;
} ChlRuntimeKind;

ChlRuntime           *chl_runtime_new (const ChlRuntimeKind *kind,
                                       const char           *address);
const ChlRuntimeKind *chl_runtime_get_kind (ChlRuntime *self);
void                  chl_runtime_set_found (ChlRuntime *self,
                                             gboolean    is_running,
                                             guint       n_models);
void                  chl_runtime_set_installed (ChlRuntime *self,
                                                 gboolean    is_installed);
void                  chl_runtime_set_loaded (ChlRuntime *self,
                                              const char *loaded);
void                  chl_runtime_set_version (ChlRuntime *self,
                                               const char *version);
void                  chl_runtime_set_provider_id (ChlRuntime *self,
                                                   const char *provider_id);
gboolean              chl_runtime_serves (ChlRuntime  *self,
                                          ChlProvider *provider);

G_END_DECLS
