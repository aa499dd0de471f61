/* chl-ctl.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <stdio.h>

#include "chl-advice.h"
#include "chl-completion.h"
#include "chl-engine.h"
#include "chl-exchange.h"
#include "chl-message.h"
#include "chl-world.h"

G_BEGIN_DECLS

/* Exit statuses, stable: scripts rely on them. */
#define CHL_CTL_OK 0
#define CHL_CTL_FAILED 1
#define CHL_CTL_USAGE 2
#define CHL_CTL_NEEDS_KEY 3
#define CHL_CTL_REFUSED 4
#define CHL_CTL_UNREACHABLE 5

/**
 * ChlCtl:
 * @world: (owned) (nullable): built only for commands that need it
 * @engine: (unowned) (nullable): its engine, started
 * @notice: (owned) (nullable): what the engine told last; it is not told twice
 *
 * One run of the terminal program.
 */
typedef struct
{
  ChlWorld  *world;
  ChlEngine *engine;
  char      *notice;
} ChlCtl;

/**
 * ChlCtlFunc:
 * @ctl: the run
 * @argc: words from the command's name on
 * @argv: those words
 *
 * Returns: the exit status
 */
typedef int (*ChlCtlFunc) (ChlCtl *ctl,
                           int     argc,
                           char  **argv);

/**
 * ChlCtlCommand:
 * @name: what is typed
 * @words: (nullable): what else is typed, for --help
 * @summary: what it does, for the list of commands
 * @func: does it
 * @needs_world: whether anything of the person's is needed for it
 *
 * A command.
 */
typedef struct
{
  const char *name;
  const char *words;
  const char *summary;
  ChlCtlFunc  func;
  gboolean    needs_world;
} ChlCtlCommand;

const ChlCtlCommand *chl_ctl_get_commands (guint *n_commands);
const ChlCtlCommand *chl_ctl_find_command (const char *name);
GOptionContext      *chl_ctl_new_context (const char *name);

/**
 * ChlCtlWish:
 * @model: (owned) (nullable): PROVIDER/MODEL
 * @temperature: (owned) (nullable): as it was typed
 * @max_tokens: longest answer; 0 says nothing
 * @as_json: whether the result is printed as JSON
 * @dry_run: whether nothing is sent
 *
 * What the command line says about a request, whatever is asked.
 */
typedef struct
{
  char    *model;
  char    *temperature;
  int      max_tokens;
  gboolean as_json;
  gboolean dry_run;
} ChlCtlWish;

/**
 * ChlCtlStartFunc:
 * @answer: what is to grow
 * @cancellable: stops it
 * @callback: to call when it is over
 * @user_data: closure for @callback
 * @data: closure for the function
 *
 * Begins what chl_ctl_hear() waits for.
 */
typedef void (*ChlCtlStartFunc) (ChlMessage         *answer,
                                 GCancellable       *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data,
                                 gpointer            data);

/* The commands, one function each. */
int chl_ctl_families (ChlCtl *ctl,
                      int     argc,
                      char  **argv);
int chl_ctl_providers (ChlCtl *ctl,
                       int     argc,
                       char  **argv);
int chl_ctl_add (ChlCtl *ctl,
                 int     argc,
                 char  **argv);
int chl_ctl_set (ChlCtl *ctl,
                 int     argc,
                 char  **argv);
int chl_ctl_key (ChlCtl *ctl,
                 int     argc,
                 char  **argv);
int chl_ctl_header (ChlCtl *ctl,
                    int     argc,
                    char  **argv);
int chl_ctl_remove (ChlCtl *ctl,
                    int     argc,
                    char  **argv);
int chl_ctl_enable (ChlCtl *ctl,
                    int     argc,
                    char  **argv);
int chl_ctl_disable (ChlCtl *ctl,
                     int     argc,
                     char  **argv);
int chl_ctl_forget (ChlCtl *ctl,
                    int     argc,
                    char  **argv);
int chl_ctl_check (ChlCtl *ctl,
                   int     argc,
                   char  **argv);
int chl_ctl_models (ChlCtl *ctl,
                    int     argc,
                    char  **argv);
int chl_ctl_use (ChlCtl *ctl,
                 int     argc,
                 char  **argv);
int chl_ctl_unuse (ChlCtl *ctl,
                   int     argc,
                   char  **argv);
int chl_ctl_add_model (ChlCtl *ctl,
                       int     argc,
                       char  **argv);
int chl_ctl_remove_model (ChlCtl *ctl,
                          int     argc,
                          char  **argv);
int chl_ctl_override (ChlCtl *ctl,
                      int     argc,
                      char  **argv);
int chl_ctl_defaults (ChlCtl *ctl,
                      int     argc,
                      char  **argv);
int chl_ctl_try (ChlCtl *ctl,
                 int     argc,
                 char  **argv);
int chl_ctl_probe (ChlCtl *ctl,
                   int     argc,
                   char  **argv);
int chl_ctl_pull (ChlCtl *ctl,
                  int     argc,
                  char  **argv);
int chl_ctl_rm (ChlCtl *ctl,
                int     argc,
                char  **argv);
int chl_ctl_load (ChlCtl *ctl,
                  int     argc,
                  char  **argv);
int chl_ctl_unload (ChlCtl *ctl,
                    int     argc,
                    char  **argv);
int chl_ctl_roles (ChlCtl *ctl,
                   int     argc,
                   char  **argv);
int chl_ctl_chat (ChlCtl *ctl,
                  int     argc,
                  char  **argv);
int chl_ctl_complete (ChlCtl *ctl,
                      int     argc,
                      char  **argv);
int chl_ctl_embed (ChlCtl *ctl,
                   int     argc,
                   char  **argv);
int chl_ctl_decode (ChlCtl *ctl,
                    int     argc,
                    char  **argv);
int chl_ctl_capabilities (ChlCtl *ctl,
                          int     argc,
                          char  **argv);
int chl_ctl_registry (ChlCtl *ctl,
                      int     argc,
                      char  **argv);
int chl_ctl_practice (ChlCtl *ctl,
                      int     argc,
                      char  **argv);

/* What they share. */
gboolean      chl_ctl_parse (int                *argc,
                             char             ***argv,
                             const char         *summary,
                             const GOptionEntry *entries);
gboolean      chl_ctl_parse_words (GOptionContext *context,
                                   int            *argc,
                                   char         ***argv);
gboolean      chl_ctl_parse_wish (int                *argc,
                                  char             ***argv,
                                  const char         *summary,
                                  const GOptionEntry *entries,
                                  gboolean            has_sampling,
                                  ChlCtlWish         *wish);
void          chl_ctl_wish_clear (ChlCtlWish *wish);
gboolean      chl_ctl_check_no_more (int    argc,
                                     char **argv);
int           chl_ctl_usage (const char *format,
                             ...) G_GNUC_PRINTF (1, 2);
int           chl_ctl_fail (const GError *error);
int           chl_ctl_fail_broken (ChlProvider *provider);
int           chl_ctl_fail_at (ChlProvider  *provider,
                               const GError *error);
void          chl_ctl_suggest (ChlAction     action,
                               ChlProvider  *provider,
                               const GError *problem,
                               const char   *endpoint);
int           chl_ctl_status_for_error (const GError *error);
void          chl_ctl_keep_result_cb (GObject      *object,
                                      GAsyncResult *result,
                                      gpointer      user_data);
GAsyncResult *chl_ctl_wait (GAsyncResult **result);
ChlProvider  *chl_ctl_find_provider (ChlCtl     *ctl,
                                     const char *id);
int           chl_ctl_save (ChlCtl      *ctl,
                            ChlProvider *provider);
gboolean      chl_ctl_read_override (const char *word,
                                     ChlField   *out_field,
                                     JsonNode  **out_value);
ChlSecret    *chl_ctl_read_secret (GError **error);
ChlSecret    *chl_ctl_read_value (GError **error);
GBytes       *chl_ctl_read_input (const char *path,
                                  GError    **error);
int           chl_ctl_refuse (gboolean      as_json,
                              const GError *error);
ChlProvider  *chl_ctl_find_model (ChlCtl     *ctl,
                                  const char *name,
                                  ChlRole     role,
                                  char      **out_model_id,
                                  GError    **error);
gboolean      chl_ctl_wish_read (const ChlCtlWish *wish,
                                 double           *temperature,
                                 gint64           *max_output,
                                 GError          **error);
ChlMessage   *chl_ctl_hear (ChlCtl         *ctl,
                            gboolean        is_shown,
                            ChlCtlStartFunc start,
                            gpointer        data,
                            GAsyncResult  **out_result);
int           chl_ctl_report (ChlMessage  *answer,
                              ChlProvider *provider,
                              gboolean     as_json);
int           chl_ctl_report_vectors (ChlMessage  *answer,
                                      ChlVectors  *vectors,
                                      ChlProvider *provider,
                                      gboolean     as_json);
int           chl_ctl_report_filling (ChlMessage  *answer,
                                      ChlFilling   filling,
                                      ChlProvider *provider,
                                      gboolean     as_json);
ChlModel     *chl_ctl_find_listed (ChlCtl       *ctl,
                                   const char   *name,
                                   ChlProvider **out_provider);
int           chl_ctl_report_advice (const ChlAdvice *advice,
                                     const GError    *problem,
                                     ChlProvider     *provider,
                                     gboolean         as_json);
ChlMessage   *chl_ctl_build_question (ChlCtl     *ctl,
                                      char      **images,
                                      char      **files,
                                      const char *text,
                                      GError    **error);

/* All that is printed: see chl-ctl-print.c. */
typedef struct _ChlCtlStream ChlCtlStream;

ChlCtlStream *chl_ctl_stream_new (FILE *file);
void          chl_ctl_stream_write (ChlCtlStream *self,
                                    const char   *text);
void          chl_ctl_stream_end (ChlCtlStream *self);
void          chl_ctl_stream_free (ChlCtlStream *self);
void          chl_ctl_print (const char *format,
                             ...) G_GNUC_PRINTF (1, 2);
void          chl_ctl_tell (const char *format,
                            ...) G_GNUC_PRINTF (1, 2);
void          chl_ctl_say (const char *sentence);
void          chl_ctl_print_json (JsonNode *node);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ChlCtlWish, chl_ctl_wish_clear)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChlCtlStream, chl_ctl_stream_free)

G_END_DECLS
