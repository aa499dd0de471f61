/* chl-system-random.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-system-random"

#include "config.h"

#include <errno.h>
#include <sys/random.h>

#include "chl-random.h"

#define CHL_TYPE_SYSTEM_RANDOM (chl_system_random_get_type ())

G_DECLARE_FINAL_TYPE (ChlSystemRandom, chl_system_random, CHL, SYSTEM_RANDOM, GObject)

/**
 * ChlSystemRandom:
 *
 * The kernel's randomness.
 */
struct _ChlSystemRandom
{
  GObject parent_instance;
};

static void chl_system_random_random_init (ChlRandomInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ChlSystemRandom,
                               chl_system_random,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (CHL_TYPE_RANDOM, chl_system_random_random_init))

/* Source: https://man7.org/linux/man-pages/man2/getrandom.2.html */
static void
chl_system_random_fill (ChlRandom *random,
                        guint8    *bytes,
                        gsize      length)
{
  while (length > 0)
    {
      gssize n_filled = getrandom (bytes, length, 0);

      if (n_filled > 0)
        {
          bytes += n_filled;
          length -= (gsize) n_filled;
        }
      else if (errno != EINTR)
        {
          /* Going on with tokens that can be guessed would be worse than stopping. */
          g_error ("No randomness from the kernel: %s", g_strerror (errno));
        }
    }
}

static void
chl_system_random_random_init (ChlRandomInterface *iface)
{
  iface->fill = chl_system_random_fill;
}

static void
chl_system_random_class_init (ChlSystemRandomClass *klass)
{
}

static void
chl_system_random_init (ChlSystemRandom *self)
{
}

/**
 * chl_system_random_new:
 *
 * Returns: (transfer full): the randomness of this computer
 */
ChlRandom *
chl_system_random_new (void)
{
  return g_object_new (CHL_TYPE_SYSTEM_RANDOM, NULL);
}
