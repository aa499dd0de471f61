/* fuzz-family.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fuzz-family.h"

#include <string.h>

#include "chl-families.h"
#include "chl-json.h"

/* Bytes of the longest sentence that a person is to read. */
#define MAX_SENTENCE 2048

/* One that has an address, wherever its family comes from. */
ChlProvider *
fuzz_new_provider (GType type)
{
  g_autoptr(ChlProvider) provider = chl_provider_new (type, "lab");

  if (chl_provider_get_endpoint (provider) == NULL)
    chl_provider_set_endpoint (provider, "http://127.0.0.1:4711/v1");

  return g_steal_pointer (&provider);
}

/* Whether what begins with @choice is for the family at @index of @n. JSON as it is goes to all of
 * them; while inputs are made up, that would take too long, and @size chooses. */
static gboolean
is_for_family (guint8 choice,
               gsize  size,
               guint  index,
               guint  n)
{
  if (choice != '{')
    return choice % n == index;

#ifdef FUZZ_ONE_FAMILY
  return size % n == index;
#else
  return TRUE;
#endif
}

/* The first byte chooses the family, the rest is what it is given. */
void
fuzz_with_families (const guint8  *data,
                    gsize          size,
                    FuzzFamilyFunc func)
{
  guint            n_types;
  const GType     *types = chl_families_list (&n_types);
  g_autofree char *text = g_strndup ((const char *) data, size);

  for (guint i = 0; i < n_types && size > 0; i++)
    if (is_for_family (data[0], size, i, n_types))
      {
        g_autoptr(ChlProvider) provider = fuzz_new_provider (types[i]);

        func (provider, data[0] == '{' ? text : text + 1);
      }
}

/* Whatever was wrong, a person can read it. */
void
fuzz_assert_error (const GError *error)
{
  g_assert_nonnull (error);
  g_assert_cmpstr (error->message, !=, "");
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  g_assert_cmpuint (strlen (error->message), <=, MAX_SENTENCE);
}

/* What goes into its file comes out of it. */
void
fuzz_assert_file (ChlProvider *provider)
{
  g_autoptr(ChlProvider) other = chl_provider_new (G_OBJECT_TYPE (provider), "lab");
  g_autoptr(JsonNode) written = chl_provider_to_json (provider);
  g_autoptr(JsonNode) again = NULL;
  g_autoptr(GError) error = NULL;

  chl_provider_apply_json (other, written, &error);
  g_assert_no_error (error);
  again = chl_provider_to_json (other);
  g_assert_true (json_node_equal (written, again));

  /* The same a second time changes nothing. */
  chl_provider_apply_json (provider, written, &error);
  g_assert_no_error (error);
  g_clear_pointer (&again, json_node_unref);
  again = chl_provider_to_json (provider);
  g_assert_true (json_node_equal (written, again));
}
