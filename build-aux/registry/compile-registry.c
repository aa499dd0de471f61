/* compile-registry.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <stdio.h>

#include "chl-registry-table.h"

static gboolean
compile (const char *table,
         const char *output,
         GError    **error)
{
  g_autoptr(GVariant) compiled = NULL;
  g_autofree char *text = NULL;
  gsize            length;

  if (!g_file_get_contents (table, &text, &length, error))
    return FALSE;

  compiled = chl_registry_table_compile (text, length, table, error);
  if (compiled == NULL)
    return FALSE;

  return g_file_set_contents (output, g_variant_get_data (compiled),
                              (gssize) g_variant_get_size (compiled), error);
}

/* compile-registry TABLE OUTPUT: makes what is mapped of what is read; docs/registry.md. */
int
main (int   argc,
      char *argv[])
{
  g_autoptr(GError) error = NULL;

  if (argc != 3)
    {
      fputs ("compile-registry TABLE OUTPUT\n", stderr);
      return 2;
    }

  if (!compile (argv[1], argv[2], &error))
    {
      fprintf (stderr, "%s\n", error->message);
      return 1;
    }

  return 0;
}
