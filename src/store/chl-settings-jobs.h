/* chl-settings-jobs.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* What #ChlSettingsStore has its worker do; the context is a #ChlSettingsKnown. */

/* What a job works on; made by the caller, read by the worker. */
typedef struct
{
  char     *name; /* (owned) (nullable) */
  JsonNode *root; /* (owned) (nullable) a copy: trees are not shared between threads */
} ChlSettingsJob;

/* What a look around is about, and what came of it. */
typedef struct
{
  GStrv      names;   /* (owned) (nullable) %NULL for all there are */
  GPtrArray *changed; /* (owned) (element-type filename) */
  GPtrArray *links;   /* (owned) (element-type filename) name, target, name, target… */
} ChlSettingsLook;

void chl_settings_job_free (ChlSettingsJob *self);
void chl_settings_look_free (ChlSettingsLook *self);
void chl_settings_load_all_job (GTask   *task,
                                gpointer context);
void chl_settings_load_job (GTask   *task,
                            gpointer context);
void chl_settings_merge_job (GTask   *task,
                             gpointer context);
void chl_settings_create_job (GTask   *task,
                              gpointer context);
void chl_settings_remove_job (GTask   *task,
                              gpointer context);
void chl_settings_look_job (GTask   *task,
                            gpointer context);

G_END_DECLS
