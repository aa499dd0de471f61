/* chl-fake-random.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-fake-random"

#include "config.h"

#include "chl-fake-random.h"

struct _ChlFakeRandom
{
  GObject parent_instance;

  guint64 state;
};

static void chl_fake_random_random_init (ChlRandomInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ChlFakeRandom,
                               chl_fake_random,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (CHL_TYPE_RANDOM, chl_fake_random_random_init))

/* SplitMix64. Source: https://prng.di.unimi.it/splitmix64.c */
static guint64
next_number (ChlFakeRandom *self)
{
  guint64 number = 0;

  self->state += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  number = self->state;
  number = (number ^ (number >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  number = (number ^ (number >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);

  return number ^ (number >> 31);
}

static void
chl_fake_random_fill (ChlRandom *random,
                      guint8    *bytes,
                      gsize      length)
{
  ChlFakeRandom *self = CHL_FAKE_RANDOM (random);
  guint64        number = 0;

  for (gsize i = 0; i < length; i++)
    {
      if (i % sizeof number == 0)
        number = next_number (self);
      bytes[i] = (guint8) (number >> (8 * (i % sizeof number)));
    }
}

static void
chl_fake_random_random_init (ChlRandomInterface *iface)
{
  iface->fill = chl_fake_random_fill;
}

static void
chl_fake_random_class_init (ChlFakeRandomClass *klass)
{
}

static void
chl_fake_random_init (ChlFakeRandom *self)
{
}

/**
 * chl_fake_random_new:
 * @seed: where to begin
 *
 * Returns: (transfer full): a source of the same numbers each time
 */
ChlFakeRandom *
chl_fake_random_new (guint64 seed)
{
  ChlFakeRandom *self = g_object_new (CHL_TYPE_FAKE_RANDOM, NULL);

  self->state = seed;

  return self;
}
