/* chl-program-provider.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chl-provider.h"
#include "chl-request.h"

G_BEGIN_DECLS

#define CHL_TYPE_PROGRAM_PROVIDER (chl_program_provider_get_type ())

/* A provider whose exchanges a program of the person's own may carry, instead of the network. */
G_DECLARE_INTERFACE (ChlProgramProvider, chl_program_provider, CHL, PROGRAM_PROVIDER, ChlProvider)

/* The option that says where the program is. */
#define CHL_OPTION_PROGRAM "program"

/**
 * ChlProgramFacts:
 * @name: what it is called on PATH
 * @folders: (array zero-terminated): where it may be besides; relative ones are in the person's home
 * @least_version: the first one that can do what is asked of it, in numbers and full stops
 * @version_arguments: (array zero-terminated): what makes it say its version, as the first word
 * @state_arguments: (array zero-terminated): what makes it say, in JSON, whether it is signed in
 * @variables: (array zero-terminated): NAME=VALUE, added to its environment
 * @kept_prefixes: (array zero-terminated): beginnings of the names of variables that are its own;
 *   those in which other families' keys are kept are left out of its environment
 * @sign_in: the command with which the person signs it in
 * @update: the command that makes a newer one of it
 * @models: (array): what it can be asked for, the usual one first; an entry without value ends it
 *
 * What is known of a program before it is looked for.
 */
typedef struct
{
  const char        *name;
  const char *const *folders;
  const char        *least_version;
  const char *const *version_arguments;
  const char *const *state_arguments;
  const char *const *variables;
  const char *const *kept_prefixes;
  const char        *sign_in;
  const char        *update;
  const ChlChoice   *models;
} ChlProgramFacts;

/**
 * ChlProgramProviderInterface:
 * @facts: static facts about the program; set in the interface's init
 * @is_chosen: whether, as things are set, the program is what carries an exchange
 * @is_signed_in: reads what the program says of its state
 * @dup_arguments: what it is started with for a conversation: nothing private, which goes into
 *   the file at @system_path, or to its standard input
 * @dup_variables: (nullable): NAME=VALUE, as the request has it
 *
 * Pure, as the functions of #ChlProviderClass are.
 */
struct _ChlProgramProviderInterface
{
  GTypeInterface parent_iface;

  const ChlProgramFacts *facts;

  gboolean (*is_chosen) (ChlProgramProvider *self);
  gboolean (*is_signed_in) (ChlProgramProvider *self,
                            JsonNode           *state);
  GStrv (*dup_arguments) (ChlProgramProvider *self,
                          const ChlRequest   *request,
                          const char         *system_path);
  GStrv (*dup_variables) (ChlProgramProvider *self,
                          const ChlRequest   *request);
};

const ChlProgramFacts *chl_provider_get_program (ChlProvider *self);
const ChlProgramFacts *chl_program_provider_get_facts (ChlProgramProvider *self);
GPtrArray             *chl_program_provider_list_models (ChlProgramProvider *self);
gboolean               chl_program_provider_is_signed_in (ChlProgramProvider *self,
                                                          JsonNode           *state);
GStrv                  chl_program_provider_dup_arguments (ChlProgramProvider *self,
                                                           const ChlRequest   *request,
                                                           const char         *system_path);
GStrv                  chl_program_provider_dup_variables (ChlProgramProvider *self,
                                                           const ChlRequest   *request);
gboolean               chl_program_is_recent (const char *version,
                                              const char *least);

G_END_DECLS
