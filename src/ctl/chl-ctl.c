/* chl-ctl.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-ctl"

#include "config.h"

#include "chl-ctl.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "chl-error.h"
#include "chl-provider-list.h"
#include "chl-redact.h"

/* Bytes. Longer than any key; what is longer was piped in by mistake. */
#define MAX_SECRET 65536

/* Bytes of a recorded body or a question; the protocols take no more either. */
#define MAX_INPUT_BYTES (64 * 1024 * 1024)

/**
 * chl_ctl_parse_words:
 * @context: what is known of the options
 * @argc: (inout): words
 * @argv: (inout): words
 *
 * Returns: %FALSE after saying what is wrong
 */
gboolean
chl_ctl_parse_words (GOptionContext *context,
                     int            *argc,
                     char         ***argv)
{
  g_autoptr(GError) error = NULL;

  if (!g_option_context_parse (context, argc, argv, &error))
    {
      if (g_error_matches (error, G_CONVERT_ERROR, G_CONVERT_ERROR_ILLEGAL_SEQUENCE) ||
          g_error_matches (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED))
        chl_ctl_usage ("%s", _ ("The value of an option is not UTF-8 text"));
      else
        chl_ctl_usage ("%s", error->message);
      return FALSE;
    }

  /* GLib leaves a "--" that ended the options where it stood. */
  if (*argc > 1 && g_str_equal ((*argv)[1], "--"))
    {
      for (int i = 1; i + 1 <= *argc; i++)
        (*argv)[i] = (*argv)[i + 1];
      (*argc)--;
    }

  return TRUE;
}

/**
 * chl_ctl_parse:
 * @argc: (inout): words
 * @argv: (inout): words
 * @summary: what the command does, for --help
 * @entries: its options
 *
 * Returns: %FALSE after saying what is wrong
 */
gboolean
chl_ctl_parse (int                *argc,
               char             ***argv,
               const char         *summary,
               const GOptionEntry *entries)
{
  g_autoptr(GOptionContext) context = chl_ctl_new_context ((*argv)[0]);

  g_option_context_set_summary (context, summary);
  if (entries != NULL)
    g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);

  return chl_ctl_parse_words (context, argc, argv);
}

/* Whether the command's name stands alone, as it must; or a sentence. */
gboolean
chl_ctl_check_no_more (int    argc,
                       char **argv)
{
  if (argc == 1)
    return TRUE;

  chl_ctl_usage (_ ("It takes no “%s”"), argv[1]);
  return FALSE;
}

/* One sentence on standard error, and the status for wrong usage. What was typed wrong may be a
 * key, and standard error may be a log. */
int
chl_ctl_usage (const char *format,
               ...)
{
  g_autofree char *message = NULL;
  g_autofree char *redacted = NULL;
  va_list          arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  redacted = chl_redact (message);
  chl_ctl_say (redacted);
  return CHL_CTL_USAGE;
}

/**
 * chl_ctl_status_for_error:
 * @error: what went wrong
 *
 * Returns: the exit status that says so
 */
int
chl_ctl_status_for_error (const GError *error)
{
  if (error->domain != CHL_ERROR)
    return CHL_CTL_FAILED;

  switch ((ChlError) error->code)
    {
    case CHL_ERROR_ADDRESS:
    case CHL_ERROR_INVALID:
      return CHL_CTL_USAGE;

    case CHL_ERROR_NO_KEY:
    case CHL_ERROR_ORIGIN:
    case CHL_ERROR_KEYRING_LOCKED:
    case CHL_ERROR_KEYRING:
      return CHL_CTL_NEEDS_KEY;

    case CHL_ERROR_KEY_REFUSED:
    case CHL_ERROR_PERMISSION:
    case CHL_ERROR_NO_CREDIT:
    case CHL_ERROR_RATE_LIMITED:
    case CHL_ERROR_NOT_FOUND:
    case CHL_ERROR_TOO_LONG:
    case CHL_ERROR_REJECTED:
    case CHL_ERROR_POLICY:
    case CHL_ERROR_SERVER:
      return CHL_CTL_REFUSED;

    case CHL_ERROR_NETWORK:
    case CHL_ERROR_TIMEOUT:
    case CHL_ERROR_TLS:
      return CHL_CTL_UNREACHABLE;

    case CHL_ERROR_FAILED:
    case CHL_ERROR_NOT_LOCAL:
    case CHL_ERROR_REDIRECT:
    case CHL_ERROR_TRUNCATED:
    case CHL_ERROR_PROTOCOL:
    case CHL_ERROR_LIMIT:
    case CHL_ERROR_DISK_FULL:
    case CHL_ERROR_STORAGE:
    case CHL_ERROR_BROKEN_FILE:
    case CHL_ERROR_NEWER_FILE:
      return CHL_CTL_FAILED;
    }

  return CHL_CTL_FAILED;
}

int
chl_ctl_fail (const GError *error)
{
  /* What cannot be used may have been typed where a key does not belong. */
  if (chl_ctl_status_for_error (error) == CHL_CTL_USAGE)
    return chl_ctl_usage ("%s", error->message);

  chl_ctl_say (error->message);
  return chl_ctl_status_for_error (error);
}

void
chl_ctl_keep_result_cb (GObject      *object,
                        GAsyncResult *result,
                        gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

/**
 * chl_ctl_wait:
 * @result: where chl_ctl_keep_result_cb() will put the result
 *
 * The terminal program does one thing at a time, so here waiting is all there is to do.
 *
 * Returns: (transfer none): the result
 */
GAsyncResult *
chl_ctl_wait (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return *result;
}

/* The provider of that name, or a sentence. */
ChlProvider *
chl_ctl_find_provider (ChlCtl     *ctl,
                       const char *id)
{
  ChlProvider *provider = chl_provider_list_find (chl_engine_get_providers (ctl->engine), id);

  if (provider == NULL)
    chl_ctl_usage (_ ("There is no provider “%s”; “chatelainectl providers” lists them"), id);

  return provider;
}

/* Writes what was changed on a provider. */
int
chl_ctl_save (ChlCtl      *ctl,
              ChlProvider *provider)
{
  ChlProviderList *providers = chl_engine_get_providers (ctl->engine);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  chl_provider_list_save_async (providers, provider, NULL, chl_ctl_keep_result_cb, &result);
  if (!chl_provider_list_save_finish (providers, chl_ctl_wait (&result), &error))
    return chl_ctl_fail_at (provider, error);

  return CHL_CTL_OK;
}

/* On a terminal what is typed is not shown. */
static gboolean
set_echo (gboolean echoes)
{
  struct termios settings;

  if (!isatty (STDIN_FILENO) || tcgetattr (STDIN_FILENO, &settings) != 0)
    return FALSE;

  if (echoes)
    settings.c_lflag |= (tcflag_t) ECHO;
  else
    settings.c_lflag &= ~(tcflag_t) ECHO;

  return tcsetattr (STDIN_FILENO, TCSAFLUSH, &settings) == 0;
}

/* As it came, but for blanks and line ends around it. Returns: (nullable): nothing is nothing */
static ChlSecret *
new_value (const char *text)
{
  gsize length;

  text += strspn (text, " \r\n");
  for (length = strlen (text); length > 0; length--)
    if (strchr (" \r\n", text[length - 1]) == NULL)
      break;

  return length > 0 ? chl_secret_new (text, (gssize) length) : NULL;
}

static ChlSecret *
read_stdin (const char *prompt,
            ChlSecret *(*new_secret) (const char *text),
            GError **error)
{
  char       *buffer = g_malloc0 (MAX_SECRET + 1);
  gsize       length = 0;
  gboolean    is_terminal = isatty (STDIN_FILENO);
  gboolean    was_hidden;
  ssize_t     n;
  ChlSecret  *secret = NULL;
  const char *why = NULL;

  if (is_terminal)
    g_printerr ("%s", prompt);
  was_hidden = set_echo (FALSE);

  while (length < MAX_SECRET &&
         (n = read (STDIN_FILENO, buffer + length, MAX_SECRET - length)) > 0)
    {
      length += (gsize) n;
      if (is_terminal && memchr (buffer, '\n', length) != NULL)
        break;
    }

  if (was_hidden)
    {
      set_echo (TRUE);
      g_printerr ("\n");
    }

  if (length == MAX_SECRET)
    why = _ ("What came on standard input is too long for a secret");
  else if (strlen (buffer) != length)
    why = _ ("What came on standard input is not text");
  else if (!(secret = new_secret (buffer)))
    why = _ ("There was no secret on standard input");
  chl_secret_wipe (buffer);
  g_free (buffer);

  if (secret == NULL)
    g_set_error_literal (error, CHL_ERROR, CHL_ERROR_INVALID, why);

  return secret;
}

/**
 * chl_ctl_read_secret:
 * @error: (out) (optional): %CHL_ERROR_INVALID if nothing usable came
 *
 * Reads a key from standard input; from a terminal, one line, unseen.
 *
 * Returns: (transfer full) (nullable): the key
 */
ChlSecret *
chl_ctl_read_secret (GError **error)
{
  return read_stdin (_ ("Key (what you type is not shown): "), chl_secret_new_pasted, error);
}

/**
 * chl_ctl_read_value:
 * @error: (out) (optional): %CHL_ERROR_INVALID if nothing usable came
 *
 * As chl_ctl_read_secret(), for what is no key and nothing is taken off from.
 *
 * Returns: (transfer full) (nullable): the value
 */
ChlSecret *
chl_ctl_read_value (GError **error)
{
  return read_stdin (_ ("Value (what you type is not shown): "), new_value, error);
}

/* A pipe that nobody writes to is empty, and nothing to wait for. */
static FILE *
open_file (const char *path)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

  if (fd < 0)
    return NULL;

  fcntl (fd, F_SETFL, fcntl (fd, F_GETFL) & ~O_NONBLOCK);

  return fdopen (fd, "rb");
}

/**
 * chl_ctl_read_input:
 * @path: (nullable): a file; "-" or %NULL for standard input
 * @error: (out) (optional): why it cannot be read
 *
 * Returns: (transfer full) (nullable): all of it, up to 64 MiB
 */
GBytes *
chl_ctl_read_input (const char *path,
                    GError    **error)
{
  gboolean is_stdin = path == NULL || g_str_equal (path, "-");
  FILE    *file = is_stdin ? stdin : open_file (path);
  g_autoptr(GByteArray) bytes = g_byte_array_new ();
  guint8 buffer[16384];
  gsize  n;

  if (file == NULL)
    {
      g_set_error (error, CHL_ERROR, CHL_ERROR_STORAGE, _ ("%s cannot be read: %s"), path, g_strerror (errno));
      return NULL;
    }

  while (bytes->len <= MAX_INPUT_BYTES && (n = fread (buffer, 1, sizeof buffer, file)) > 0)
    g_byte_array_append (bytes, buffer, (guint) n);

  if (ferror (file))
    {
      g_set_error (error, CHL_ERROR, CHL_ERROR_STORAGE, _ ("%s cannot be read: %s"), is_stdin ? _ ("Standard input") : path, g_strerror (errno));
      if (!is_stdin)
        fclose (file);
      return NULL;
    }

  if (!is_stdin)
    fclose (file);

  if (bytes->len > MAX_INPUT_BYTES)
    {
      g_set_error (error, CHL_ERROR, CHL_ERROR_LIMIT, _ ("%s is longer than 64 MiB"), is_stdin ? _ ("Standard input") : path);
      return NULL;
    }

  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}
