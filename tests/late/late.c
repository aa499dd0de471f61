/* late.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * Makes a computer slow where a fast one hides what a test or a program takes for granted: that
 * bytes have arrived once they were sent, that a thread runs once it was begun, that a disk takes
 * no time. Everything it does may happen on any computer, only seldom. To be preloaded.
 *
 *   LATE_SEED      which things are late; unset, nothing is
 *   LATE_PERCENT   how many are (default: 20)
 *   LATE_MAX_MS    how late at most (default: 20)
 *
 * It acts in programs whose names begin with "test-", "fuzz-", "chl-" or "chatelaine". Only what a
 * network carries comes in pieces, and nothing that has a descriptor with it.
 */

#undef _FILE_OFFSET_BITS
#define _GNU_SOURCE 1

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/futex.h>
#include <poll.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#define MAX_DESCRIPTORS 1024
#define NS_PER_MS 1000000
#define EACH_NS (INT64_C (100) * NS_PER_MS)   /* how often one thing is late at most, */
#define BURST_NS (INT64_C (4000) * NS_PER_MS) /* and how much of that may come at once */
#define NO_DESCRIPTOR 0                       /* what has none shares a place with this */

static bool                 is_on;
static atomic_uint_fast64_t state;
static uint64_t             percent = 20;
static uint64_t             max_ms = 20;

/* Of each descriptor. */
static _Atomic int64_t arrivals_ns[MAX_DESCRIPTORS]; /* when its event is seen; 0: not decided */
static _Atomic int64_t used_ns[MAX_DESCRIPTORS];     /* up to when its lateness is used up */

/* splitmix64, whose state is one number that threads can share. */
static uint64_t
draw (uint64_t n)
{
  uint64_t z = atomic_fetch_add (&state, UINT64_C (0x9e3779b97f4a7c15));

  z = (z ^ (z >> 30)) * UINT64_C (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * UINT64_C (0x94d049bb133111eb);

  return (z ^ (z >> 31)) % n;
}

static int64_t
draw_ns (void)
{
  return (int64_t) draw (max_ms * NS_PER_MS) + 1;
}

static int64_t
get_now_ns (void)
{
  struct timespec now;

  clock_gettime (CLOCK_MONOTONIC, &now);

  return now.tv_sec * INT64_C (1000) * NS_PER_MS + now.tv_nsec;
}

static void
sleep_ns (int64_t ns)
{
  struct timespec rest = { ns / (INT64_C (1000) * NS_PER_MS), ns % (INT64_C (1000) * NS_PER_MS) };
  int             saved = errno;

  clock_nanosleep (CLOCK_MONOTONIC, 0, &rest, NULL);
  errno = saved;
}

/* Whether this time it is late. Much that is done with one descriptor is not late for ever. */
static bool
is_chosen (int descriptor)
{
  _Atomic int64_t *used = &used_ns[descriptor < MAX_DESCRIPTORS ? descriptor : NO_DESCRIPTOR];
  int64_t          now_ns;
  int64_t          until_ns;

  if (!is_on || draw (100) >= percent)
    return false;

  now_ns = get_now_ns ();
  until_ns = atomic_load (used);
  if (until_ns > now_ns + BURST_NS)
    return false;
  atomic_store (used, (until_ns > now_ns ? until_ns : now_ns) + EACH_NS);

  return true;
}

static void
dawdle (int descriptor)
{
  if (is_chosen (descriptor))
    sleep_ns (draw_ns ());
}

static uint64_t
read_number (const char *name, uint64_t otherwise)
{
  const char *text = getenv (name);

  return text != NULL && *text != '\0' ? strtoull (text, NULL, 10) : otherwise;
}

__attribute__ ((constructor)) static void
begin (void)
{
  const char *const prefixes[] = { "test-", "fuzz-", "chl-", "chatelaine" };
  const char       *name = program_invocation_short_name;
  uint64_t          seed = UINT64_C (1469598103934665603);

  if (getenv ("LATE_SEED") == NULL)
    return;

  percent = read_number ("LATE_PERCENT", percent);
  max_ms = read_number ("LATE_MAX_MS", max_ms);
  for (const char *at = name; *at != '\0'; at++)
    seed = (seed ^ (unsigned char) *at) * UINT64_C (1099511628211);
  atomic_store (&state, seed ^ (read_number ("LATE_SEED", 0) << 20));
  for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++)
    is_on = is_on || strncmp (name, prefixes[i], strlen (prefixes[i])) == 0;
  is_on = is_on && max_ms > 0;
  dawdle (NO_DESCRIPTOR);
}

/* What has arrived is seen later: each event on a descriptor has its own moment. */
static int64_t
find_arrival_ns (int descriptor, int64_t now_ns)
{
  int64_t arrival_ns;

  if (descriptor >= MAX_DESCRIPTORS)
    return now_ns;

  arrival_ns = atomic_load (&arrivals_ns[descriptor]);
  if (arrival_ns == 0)
    {
      arrival_ns = is_chosen (descriptor) ? now_ns + draw_ns () : now_ns;
      atomic_store (&arrivals_ns[descriptor], arrival_ns);
    }
  if (arrival_ns <= now_ns)
    atomic_store (&arrivals_ns[descriptor], 0);

  return arrival_ns;
}

/* Hides what is not to be seen yet; *wait_ns gets how long until the first of that is. */
static int
hide (struct pollfd *fds, nfds_t n_fds, int64_t *wait_ns)
{
  int     n_ready = 0;
  int64_t now_ns = get_now_ns ();

  for (nfds_t i = 0; i < n_fds; i++)
    {
      int64_t arrival_ns;

      if (fds[i].revents == 0)
        continue;

      arrival_ns = find_arrival_ns (fds[i].fd, now_ns);
      if (arrival_ns <= now_ns)
        {
          n_ready++;
          continue;
        }
      fds[i].revents = 0;
      if (*wait_ns < 0 || arrival_ns - now_ns < *wait_ns)
        *wait_ns = arrival_ns - now_ns;
    }

  return n_ready;
}

/* In milliseconds until then, rounded up. */
static int
get_rest_ms (int64_t end_ns)
{
  int64_t rest_ns = end_ns - get_now_ns ();

  return rest_ns > 0 ? (int) ((rest_ns + NS_PER_MS - 1) / NS_PER_MS) : 0;
}

/* Like poll() but for what is hidden; a negative timeout never ends. */
static int
poll_late (struct pollfd *fds, nfds_t n_fds, int timeout_ms)
{
  int (*real) (struct pollfd *, nfds_t, int) = dlsym (RTLD_NEXT, "poll");
  int64_t end_ns = get_now_ns () + (int64_t) timeout_ms * NS_PER_MS;

  for (;;)
    {
      int64_t wait_ns = -1;
      int     n_ready = real (fds, n_fds, timeout_ms < 0 ? -1 : get_rest_ms (end_ns));

      if (n_ready <= 0)
        return n_ready;

      n_ready = hide (fds, n_fds, &wait_ns);
      if (n_ready > 0 || timeout_ms == 0)
        return n_ready;

      /* Others may become ready meanwhile; a millisecond is soon enough to see them. */
      if (wait_ns > NS_PER_MS)
        wait_ns = NS_PER_MS;
      if (timeout_ms > 0 && get_now_ns () + wait_ns >= end_ns)
        return 0;
      sleep_ns (wait_ns);
    }
}

int
poll (struct pollfd *fds, nfds_t n_fds, int timeout_ms)
{
  int (*real) (struct pollfd *, nfds_t, int) = dlsym (RTLD_NEXT, "poll");

  if (!is_on)
    return real (fds, n_fds, timeout_ms);

  if (timeout_ms != 0)
    dawdle (NO_DESCRIPTOR);

  return poll_late (fds, n_fds, timeout_ms);
}

/* Whether pieces may be cut: only of what a network carries. */
static bool
is_network (int descriptor)
{
  int       domain = 0;
  int       type = 0;
  int       saved = errno;
  socklen_t length = sizeof domain;
  bool      is_one;

  is_one = getsockopt (descriptor, SOL_SOCKET, SO_DOMAIN, &domain, &length) == 0;
  length = sizeof type;
  is_one = is_one && getsockopt (descriptor, SOL_SOCKET, SO_TYPE, &type, &length) == 0;
  errno = saved;

  return is_one && (domain == AF_INET || domain == AF_INET6) && type == SOCK_STREAM;
}

static bool
is_impatient (int descriptor, int flags)
{
  return (flags & MSG_DONTWAIT) != 0 || (fcntl (descriptor, F_GETFL) & O_NONBLOCK) != 0;
}

/* Returns: whether the call shall say that now is not the time; otherwise *length may get less. */
static bool
cut (int descriptor, size_t *length, int flags)
{
  if (*length == 0 || !is_network (descriptor) || !is_chosen (descriptor))
    return false;

  if (draw (3) == 0 && is_impatient (descriptor, flags))
    {
      errno = EAGAIN;
      return true;
    }
  *length = 1 + draw (*length);

  return false;
}

ssize_t
recv (int descriptor, void *data, size_t length, int flags)
{
  ssize_t (*real) (int, void *, size_t, int) = dlsym (RTLD_NEXT, "recv");

  return cut (descriptor, &length, flags) ? -1 : real (descriptor, data, length, flags);
}

ssize_t
send (int descriptor, const void *data, size_t length, int flags)
{
  ssize_t (*real) (int, const void *, size_t, int) = dlsym (RTLD_NEXT, "send");

  return cut (descriptor, &length, flags) ? -1 : real (descriptor, data, length, flags);
}

/* Only the first of several parts is cut, and nothing that has more than bytes with it. */
ssize_t
recvmsg (int descriptor, struct msghdr *message, int flags)
{
  ssize_t (*real) (int, struct msghdr *, int) = dlsym (RTLD_NEXT, "recvmsg");
  struct iovec  part;
  struct msghdr less = *message;
  ssize_t       n;

  if (message->msg_controllen > 0 || message->msg_iovlen == 0)
    return real (descriptor, message, flags);

  part = message->msg_iov[0];
  if (cut (descriptor, &part.iov_len, flags))
    return -1;
  if (part.iov_len == message->msg_iov[0].iov_len)
    return real (descriptor, message, flags);

  less.msg_iov = &part;
  less.msg_iovlen = 1;
  n = real (descriptor, &less, flags);
  message->msg_namelen = less.msg_namelen;
  message->msg_controllen = less.msg_controllen;
  message->msg_flags = less.msg_flags;

  return n;
}

ssize_t
sendmsg (int descriptor, const struct msghdr *message, int flags)
{
  ssize_t (*real) (int, const struct msghdr *, int) = dlsym (RTLD_NEXT, "sendmsg");
  struct iovec  part;
  struct msghdr less = *message;

  if (message->msg_controllen > 0 || message->msg_iovlen == 0)
    return real (descriptor, message, flags);

  part = message->msg_iov[0];
  if (cut (descriptor, &part.iov_len, flags))
    return -1;
  if (part.iov_len == message->msg_iov[0].iov_len)
    return real (descriptor, message, flags);

  less.msg_iov = &part;
  less.msg_iovlen = 1;

  return real (descriptor, &less, flags);
}

int
close (int descriptor)
{
  int (*real) (int) = dlsym (RTLD_NEXT, "close");

  if (descriptor > NO_DESCRIPTOR && descriptor < MAX_DESCRIPTORS)
    {
      atomic_store (&arrivals_ns[descriptor], 0);
      atomic_store (&used_ns[descriptor], 0);
    }

  return real (descriptor);
}

/* A disk that others use as well. */
int
fsync (int descriptor)
{
  int (*real) (int) = dlsym (RTLD_NEXT, "fsync");

  dawdle (descriptor);

  return real (descriptor);
}

int
fdatasync (int descriptor)
{
  int (*real) (int) = dlsym (RTLD_NEXT, "fdatasync");

  dawdle (descriptor);

  return real (descriptor);
}

int
rename (const char *from, const char *path)
{
  int (*real) (const char *, const char *) = dlsym (RTLD_NEXT, "rename");

  dawdle (NO_DESCRIPTOR);

  return real (from, path);
}

typedef struct
{
  void *(*run) (void *);
  void *data;
} Thread;

static void *
run_late (void *data)
{
  Thread thread = *(Thread *) data;

  free (data);
  dawdle (NO_DESCRIPTOR);

  return thread.run (thread.data);
}

/* A thread that has to wait until there is a processor for it. */
int
pthread_create (pthread_t *id, const pthread_attr_t *attributes, void *(*run) (void *), void *data)
{
  int (*real) (pthread_t *, const pthread_attr_t *, void *(*) (void *), void *);
  Thread *thread;
  int     error;

  real = dlsym (RTLD_NEXT, "pthread_create");
  if (!is_on || (thread = malloc (sizeof *thread)) == NULL)
    return real (id, attributes, run, data);

  *thread = (Thread){ run, data };
  error = real (id, attributes, run_late, thread);
  if (error != 0)
    free (thread);

  return error;
}

/* What GLib's conditions are made of: who was woken runs only later. */
long
syscall (long number, ...)
{
  long (*real) (long, ...) = dlsym (RTLD_NEXT, "syscall");
  long    words[6];
  long    command;
  long    result;
  va_list list;

  va_start (list, number);
  for (int i = 0; i < 6; i++)
    words[i] = va_arg (list, long);
  va_end (list);

  result = real (number, words[0], words[1], words[2], words[3], words[4], words[5]);
  command = words[1] & FUTEX_CMD_MASK;
  if (number == SYS_futex && (command == FUTEX_WAIT || command == FUTEX_WAIT_BITSET))
    dawdle (NO_DESCRIPTOR);

  return result;
}
