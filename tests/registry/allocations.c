/* allocations.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "allocations.h"

#include <stdlib.h>

/* Sanitizers have a malloc of their own, and other C libraries other names for theirs. */
#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(memory_sanitizer) || __has_feature(thread_sanitizer)
#define IS_SANITIZED 1
#endif
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define IS_SANITIZED 1
#endif

#if defined(__GLIBC__) && !defined(IS_SANITIZED)

static guint64 n_allocations;

void *__libc_malloc (size_t size);
void *__libc_calloc (size_t n,
                     size_t size);
void *__libc_realloc (void  *memory,
                      size_t size);

void *
malloc (size_t size)
{
  __atomic_fetch_add (&n_allocations, 1, __ATOMIC_RELAXED);
  return __libc_malloc (size);
}

void *
calloc (size_t n,
        size_t size)
{
  __atomic_fetch_add (&n_allocations, 1, __ATOMIC_RELAXED);
  return __libc_calloc (n, size);
}

void *
realloc (void  *memory,
         size_t size)
{
  __atomic_fetch_add (&n_allocations, 1, __ATOMIC_RELAXED);
  return __libc_realloc (memory, size);
}

/* A program that watches this one may have put its own malloc before ours. */
gboolean
allocations_are_counted (void)
{
  guint64 before = allocations_get ();

  g_free (g_malloc (1));

  return allocations_get () > before;
}

guint64
allocations_get (void)
{
  return __atomic_load_n (&n_allocations, __ATOMIC_RELAXED);
}

#else

gboolean
allocations_are_counted (void)
{
  return FALSE;
}

guint64
allocations_get (void)
{
  return 0;
}

#endif
