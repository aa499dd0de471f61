/* chl-program.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "chl-clock.h"

G_BEGIN_DECLS

#define CHL_TYPE_PROGRAM (chl_program_get_type ())

/*
 * Another program that runs beside this one and is spoken to in lines: what is to be read goes to
 * its standard input, what it says is taken line by line from its standard output. It never
 * outlives this program, and nothing waits for it.
 */
G_DECLARE_FINAL_TYPE (ChlProgram, chl_program, CHL, PROGRAM, GObject)

/**
 * ChlProgramFuncs:
 * @line: (nullable): it said @line: valid UTF-8, without blanks at either end, never empty, and
 *   without a NUL behind it
 * @ended: (nullable): it is gone, and everything it said was handed over; called once
 *
 * What the owner hears of a program. Called in the context it was started in.
 */
typedef struct
{
  void (*line) (const char *line,
                gsize       length,
                gpointer    user_data);
  void (*ended) (gpointer user_data);
} ChlProgramFuncs;

ChlProgram   *chl_program_start (ChlClock          *clock,
                                 const char *const *argv,
                                 const char *const *environment,
                                 const char        *folder,
                                 GError           **error);
void          chl_program_set_funcs (ChlProgram            *self,
                                     const ChlProgramFuncs *funcs,
                                     gpointer               user_data);
void          chl_program_write (ChlProgram *self,
                                 GBytes     *bytes);
void          chl_program_close_input (ChlProgram *self);
void          chl_program_stop (ChlProgram *self);
gboolean      chl_program_is_running (ChlProgram *self);
int           chl_program_get_status (ChlProgram *self);
const char   *chl_program_get_complaint (ChlProgram *self);
const GError *chl_program_get_error (ChlProgram *self);

/* Runs one to its end and gives what it said. */
void  chl_program_run_async (ChlClock           *clock,
                             const char *const  *argv,
                             const char *const  *environment,
                             const char         *folder,
                             gint64              timeout_ms,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data);
char *chl_program_run_finish (GAsyncResult *result,
                              int          *out_status,
                              char        **out_complaint,
                              GError      **error);

G_END_DECLS
