/* registry-fixture.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "chl-registry.h"

G_BEGIN_DECLS

/**
 * RegistryCase:
 * @provider: who serves it
 * @model: its id
 * @row: where it leads, or "UNKNOWN"
 * @window: tokens, or "-"
 *
 * One line of registry-cases.tsv.
 */
typedef struct
{
  char *provider;
  char *model;
  char *row;
  char *window;
} RegistryCase;

GPtrArray   *registry_cases_read (void);
GBytes      *registry_read_file (const char *name);
GBytes      *registry_compile_file (const char *name);
GBytes      *registry_compile (const char *rows);
ChlRegistry *registry_new_with (const char *rows);
const char  *registry_find (ChlRegistry *registry,
                            const char  *provider,
                            const char  *model);

G_END_DECLS
