/* fake-server-main.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <stdio.h>

#include "chl-fake-server.h"
#include "chl-json-writer.h"

static void
add_headers (ChlJsonWriter  *writer,
             ChlFakeRequest *request)
{
  GHashTableIter iter;
  gpointer       name, value;

  chl_json_writer_begin_object (writer, "headers");
  g_hash_table_iter_init (&iter, chl_fake_request_get_headers (request));
  while (g_hash_table_iter_next (&iter, &name, &value))
    chl_json_writer_add_string (writer, name, value);
  chl_json_writer_end_object (writer);
}

/* One line of JSON for each request, and one more if its client leaves before the end. */
static void
log_request (ChlFakeServer  *server,
             ChlFakeRequest *request,
             gpointer        user_data)
{
  FILE            *log = user_data;
  ChlJsonWriter   *writer = chl_json_writer_new ();
  GBytes          *body = chl_fake_request_get_body (request);
  g_autofree char *body_text = NULL;
  g_autofree char *line = NULL;
  const char      *text;
  gsize            length;

  chl_json_writer_begin_object (writer, NULL);
  chl_json_writer_add_string (writer, "method", chl_fake_request_get_method (request));
  chl_json_writer_add_string (writer, "path", chl_fake_request_get_path (request));
  chl_json_writer_add_boolean (writer, "left", chl_fake_request_is_left (request));
  chl_json_writer_add_int (writer, "monotonic_ms", g_get_monotonic_time () / 1000);
  if (!chl_fake_request_is_left (request))
    {
      text = g_bytes_get_data (body, &length);
      body_text = g_utf8_make_valid (length > 0 ? text : "", (gssize) length);
      add_headers (writer, request);
      chl_json_writer_add_string (writer, "body", body_text);
    }
  chl_json_writer_end_object (writer);
  line = chl_json_writer_free_to_string (writer);
  fprintf (log, "%s\n", line);
  fflush (log);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr(GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr(ChlFakeServer) server = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *script = NULL;
  FILE            *log;

  if (argc < 3 || argc > 4)
    {
      g_printerr ("Usage: %s SCRIPT LOG [PORT]\n", argv[0]);
      return 2;
    }
  if (!g_file_get_contents (argv[1], &script, NULL, &error) ||
      !(server = chl_fake_server_new_at (
          "127.0.0.1", argc == 4 ? (guint16) g_ascii_strtoull (argv[3], NULL, 10) : 0, &error)) ||
      !chl_fake_server_add_script (server, script, &error))
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }
  if (!(log = fopen (argv[2], "ae")))
    {
      g_printerr ("%s cannot be written\n", argv[2]);
      return 1;
    }

  chl_fake_server_set_func (server, log_request, log);
  g_print ("%u\n", chl_fake_server_get_port (server));
  fflush (stdout);
  g_main_loop_run (loop);
  fclose (log);

  return 0;
}
