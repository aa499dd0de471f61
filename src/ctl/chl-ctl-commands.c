/* chl-ctl-commands.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n.h>

#include "chl-ctl.h"

static const ChlCtlCommand commands[] = {
  { "families", NULL, N_ ("List the families of providers there are"),
    chl_ctl_families, FALSE },
  { "providers", NULL, N_ ("List the configured providers with their state"),
    chl_ctl_providers, TRUE },
  { "add", N_ ("FAMILY"), N_ ("Add a provider"),
    chl_ctl_add, TRUE },
  { "set", N_ ("PROVIDER KEY=VALUE…"), N_ ("Change a provider"),
    chl_ctl_set, TRUE },
  { "key", N_ ("PROVIDER"), N_ ("Give a provider its key"),
    chl_ctl_key, TRUE },
  { "header", N_ ("PROVIDER NAME"), N_ ("Give a provider a header for every request"),
    chl_ctl_header, TRUE },
  { "remove", N_ ("PROVIDER"), N_ ("Remove a provider, its key included"),
    chl_ctl_remove, TRUE },
  { "enable", N_ ("PROVIDER"), N_ ("Turn a provider on"),
    chl_ctl_enable, TRUE },
  { "disable", N_ ("PROVIDER"), N_ ("Turn a provider off"),
    chl_ctl_disable, TRUE },
  { "forget", N_ ("PROVIDER [MODEL]"), N_ ("Forget what models refused"),
    chl_ctl_forget, TRUE },
  { "check", N_ ("PROVIDER"), N_ ("Check a provider step by step"),
    chl_ctl_check, TRUE },
  { "models", N_ ("[PROVIDER…]"), N_ ("List models with what is known of them"),
    chl_ctl_models, TRUE },
  { "capabilities", N_ ("MODEL"), N_ ("Show what is known of a model by its name"),
    chl_ctl_capabilities, FALSE },
  { "registry", N_ ("[refresh]"), N_ ("Tell how old the table of models is, or refresh it"),
    chl_ctl_registry, TRUE },
  { "use", N_ ("PROVIDER/MODEL…"), N_ ("Turn models on"),
    chl_ctl_use, TRUE },
  { "unuse", N_ ("PROVIDER/MODEL…"), N_ ("Turn models off"),
    chl_ctl_unuse, TRUE },
  { "add-model", N_ ("PROVIDER/MODEL [FIELD=VALUE…]"), N_ ("Add a model that no list has"),
    chl_ctl_add_model, TRUE },
  { "remove-model", N_ ("PROVIDER/MODEL"), N_ ("Remove a model that was added, or is gone"),
    chl_ctl_remove_model, TRUE },
  { "override", N_ ("PROVIDER/MODEL [FIELD=VALUE…]"), N_ ("Say what a model can do"),
    chl_ctl_override, TRUE },
  { "defaults", N_ ("PROVIDER/MODEL [NAME=VALUE…]"), N_ ("Show or set how a model is to answer"),
    chl_ctl_defaults, TRUE },
  { "try", N_ ("PROVIDER/MODEL"), N_ ("See how fast a model answers, and what that costs"),
    chl_ctl_try, TRUE },
  { "probe", N_ ("PROVIDER/MODEL"), N_ ("Ask a server what a model can do"),
    chl_ctl_probe, TRUE },
  { "pull", N_ ("PROVIDER MODEL"), N_ ("Let a runtime fetch a model"),
    chl_ctl_pull, TRUE },
  { "rm", N_ ("PROVIDER MODEL"), N_ ("Let a runtime delete a model"),
    chl_ctl_rm, TRUE },
  { "load", N_ ("PROVIDER MODEL"), N_ ("Let a runtime take a model into memory"),
    chl_ctl_load, TRUE },
  { "unload", N_ ("PROVIDER MODEL"), N_ ("Let a runtime take a model out of memory"),
    chl_ctl_unload, TRUE },
  { "roles", N_ ("[ROLE MODEL [FALLBACK…]]"), N_ ("Show or choose the default models"),
    chl_ctl_roles, TRUE },
  { "chat", N_ ("[TEXT|-]"), N_ ("Ask one question"),
    chl_ctl_chat, TRUE },
  { "complete", NULL, N_ ("Fill a gap in a text"),
    chl_ctl_complete, TRUE },
  { "embed", N_ ("[TEXT|-]…"), N_ ("Turn texts into vectors"),
    chl_ctl_embed, TRUE },
  { "decode", N_ ("PROTOCOL [FILE]"), N_ ("Turn a recorded answer into its result"),
    chl_ctl_decode, FALSE },
  { "practice", NULL, N_ ("Serve the practice provider on this computer"),
    chl_ctl_practice, TRUE },
};

/**
 * chl_ctl_get_commands:
 * @n_commands: (out): how many there are
 *
 * Returns: (array length=n_commands) (transfer none): all commands, in the order to tell of them
 */
const ChlCtlCommand *
chl_ctl_get_commands (guint *n_commands)
{
  *n_commands = G_N_ELEMENTS (commands);

  return commands;
}

/**
 * chl_ctl_find_command:
 * @name: a word
 *
 * Returns: (transfer none) (nullable): the command of that name
 */
const ChlCtlCommand *
chl_ctl_find_command (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (g_str_equal (name, commands[i].name))
      return &commands[i];

  return NULL;
}

/**
 * chl_ctl_new_context:
 * @name: what was called
 *
 * Returns: (transfer full): for its options; it knows what else there is to say
 */
GOptionContext *
chl_ctl_new_context (const char *name)
{
  const ChlCtlCommand *command = chl_ctl_find_command (name);

  if (command == NULL || command->words == NULL)
    return g_option_context_new (NULL);

  return g_option_context_new (g_dgettext (GETTEXT_PACKAGE, command->words));
}
