/* store-fixture.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Folders and files for the tests of the store, and waiting for what is asynchronous. */

char *fixture_make_folder (void);
void  fixture_remove_folder (char *folder);
void  fixture_write (const char *folder,
                     const char *name,
                     const char *text);
void  fixture_write_in_place (const char *folder,
                              const char *name,
                              const char *text);
char *fixture_read (const char *folder,
                    const char *name);
char *fixture_list (const char *folder);
guint fixture_get_mode (const char *folder,
                        const char *name);

void          fixture_result_cb (GObject      *object,
                                 GAsyncResult *result,
                                 gpointer      user_data);
GAsyncResult *fixture_wait (GAsyncResult **result);
void          fixture_release (gpointer object);

GSubprocess *fixture_spawn (const char *role,
                            const char *folder,
                            const char *argument,
                            const char *fault);
char        *fixture_finish (GSubprocess *child);

/* Fails the test unless @error is @code of CHL_ERROR with a sentence fit to be shown. */
void fixture_assert_error (const GError *error,
                           int           code);

G_END_DECLS
