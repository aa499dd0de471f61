/* fault-rule.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define _GNU_SOURCE 1

#include "fault-rule.h"

#include <errno.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "fault-shim.h"

/* No GLib here: this is loaded below it. */

#define CALL_CHANGE \
  (CALL_CREATE | CALL_WRITE | CALL_SYNC | CALL_TRUNCATE | CALL_FOLDER | CALL_RENAME | CALL_LINK)

typedef struct
{
  const char *name;
  int         value;
} Word;

static const Word calls[] = {
  { "open", CALL_OPEN },
  { "create", CALL_CREATE },
  { "write", CALL_WRITE },
  { "sync", CALL_SYNC },
  { "rename", CALL_RENAME },
  { "truncate", CALL_TRUNCATE },
  { "folder", CALL_FOLDER },
  { "unlink", CALL_UNLINK },
  { "link", CALL_LINK },
  { "read", CALL_READ },
  { "lock", CALL_LOCK },
  { "change", CALL_CHANGE },
  { NULL, 0 },
};

static const Word errors[] = {
  { "ENOSPC", ENOSPC },
  { "EDQUOT", EDQUOT },
  { "EROFS", EROFS },
  { "EIO", EIO },
  { "EACCES", EACCES },
  { "EINTR", EINTR },
  { "KILL", FAULT_KILL },
  { "SHORT", FAULT_SHORT },
  { NULL, 0 },
};

static struct
{
  pthread_mutex_t mutex;
  bool            is_read; /* whether the environment was looked at */
  bool            is_set;
  char            path[PATH_MAX];
  int             action;
  int             calls;
  unsigned        from;
  unsigned        times;
  unsigned        n_calls;
  unsigned        n_failed;
} fault = { .mutex = PTHREAD_MUTEX_INITIALIZER };

void
fault_refuse (const char *what)
{
  fprintf (stderr, "fault-shim: “%s” makes no sense\n", what);
  abort ();
}

static int
find_word (const Word *words,
           const char *name)
{
  for (; words->name != NULL; words++)
    if (strcmp (words->name, name) == 0)
      return words->value;

  fault_refuse (name);
}

static int
read_calls (char *list)
{
  int   result = 0;
  char *rest = NULL;

  for (char *name = strtok_r (list, ",", &rest); name != NULL; name = strtok_r (NULL, ",", &rest))
    result |= find_word (calls, name);

  return result;
}

static void
read_word (char *word)
{
  char *value = strchr (word, '=');

  if (value == NULL)
    fault_refuse (word);
  *value++ = '\0';

  if (strcmp (word, "path") == 0)
    snprintf (fault.path, sizeof fault.path, "%s", value);
  else if (strcmp (word, "error") == 0)
    fault.action = find_word (errors, value);
  else if (strcmp (word, "call") == 0)
    fault.calls = read_calls (value);
  else if (strcmp (word, "from") == 0)
    fault.from = (unsigned) strtoul (value, NULL, 10);
  else if (strcmp (word, "times") == 0)
    fault.times = (unsigned) strtoul (value, NULL, 10);
  else
    fault_refuse (word);
}

/* With the lock. */
static void
read_rule (const char *rule)
{
  char  copy[PATH_MAX * 2];
  char *rest = NULL;

  fault.is_read = true;
  fault.is_set = false;
  fault.n_calls = 0;
  fault.n_failed = 0;
  if (rule == NULL || *rule == '\0')
    return;

  fault.path[0] = '\0';
  fault.action = 0;
  fault.calls = CALL_CHANGE;
  fault.from = 1;
  fault.times = UINT_MAX;
  snprintf (copy, sizeof copy, "%s", rule);
  for (char *word = strtok_r (copy, ";", &rest); word != NULL; word = strtok_r (NULL, ";", &rest))
    read_word (word);

  if (fault.path[0] == '\0' || fault.action == 0 || fault.from == 0)
    fault_refuse (rule);
  fault.is_set = true;
}

void
chl_fault_set (const char *rule)
{
  pthread_mutex_lock (&fault.mutex);
  read_rule (rule);
  pthread_mutex_unlock (&fault.mutex);
}

unsigned
chl_fault_get_n_calls (void)
{
  unsigned result;

  pthread_mutex_lock (&fault.mutex);
  result = fault.n_calls;
  pthread_mutex_unlock (&fault.mutex);

  return result;
}

unsigned
chl_fault_get_n_failed (void)
{
  unsigned result;

  pthread_mutex_lock (&fault.mutex);
  result = fault.n_failed;
  pthread_mutex_unlock (&fault.mutex);

  return result;
}

/* Returns: an errno to fail with, FAULT_SHORT, or 0 to go on. */
int
fault_decide (Call        call,
              const char *path)
{
  int action = 0;

  pthread_mutex_lock (&fault.mutex);
  if (!fault.is_read)
    read_rule (getenv ("CHL_FAULT"));
  if (fault.is_set && (fault.calls & (int) call) != 0 &&
      strncmp (path, fault.path, strlen (fault.path)) == 0)
    {
      fault.n_calls++;
      if (fault.n_calls >= fault.from && fault.n_calls - fault.from < fault.times)
        {
          fault.n_failed++;
          action = fault.action;
        }
    }
  pthread_mutex_unlock (&fault.mutex);

  if (action == FAULT_KILL)
    {
      raise (SIGKILL);
      pause ();
    }

  return action;
}
