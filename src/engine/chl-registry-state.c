/* chl-registry-state.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-registry-state"

#include "config.h"

#include "chl-registry-state.h"

#include "chl-json.h"

/* Bytes of what a server calls its file. */
#define MAX_TAG 512

static const struct
{
  const char *name;
  gsize       place;
} counts[] = {
  { "providers", G_STRUCT_OFFSET (ChlRefreshReport, n_providers) },
  { "models", G_STRUCT_OFFSET (ChlRefreshReport, n_models) },
  { "known", G_STRUCT_OFFSET (ChlRefreshReport, n_known) },
  { "new", G_STRUCT_OFFSET (ChlRefreshReport, n_new) },
  { "changed", G_STRUCT_OFFSET (ChlRefreshReport, n_changed) },
  { "gone", G_STRUCT_OFFSET (ChlRefreshReport, n_gone) },
  { "unlisted", G_STRUCT_OFFSET (ChlRefreshReport, n_unlisted) },
};

static char *
compute_digest (GBytes *table)
{
  return g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, table);
}

void
chl_shelf_state_clear (ChlShelfState *self)
{
  g_clear_pointer (&self->etag, g_free);
  g_clear_pointer (&self->modified, g_free);
}

/* --- Reading --- */

/* What goes into a header field again. */
static char *
dup_tag (JsonNode   *root,
         const char *pointer)
{
  const char *tag = chl_json_get_string (root, pointer);

  if (tag == NULL || *tag == '\0' || strlen (tag) > MAX_TAG)
    return NULL;

  for (const char *at = tag; *at != '\0'; at++)
    if (!g_ascii_isprint (*at))
      return NULL;

  return g_strdup (tag);
}

static guint
read_count (JsonNode   *root,
            const char *name)
{
  g_autofree char *pointer = g_strconcat ("/report/", name, NULL);
  gint64           count = 0;

  chl_json_get_int64 (root, pointer, &count);

  return count > 0 && count <= G_MAXUINT ? (guint) count : 0;
}

static void
read_report (JsonNode         *root,
             ChlRefreshReport *report)
{
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    G_STRUCT_MEMBER (guint, report, counts[i].place) = read_count (root, counts[i].name);

  for (guint i = 0; i < CHL_N_DROPS; i++)
    {
      g_autofree char *name = g_strconcat ("dropped/",
                                           chl_refresh_drop_to_string ((ChlRefreshDrop) i), NULL);

      report->dropped[i] = read_count (root, name);
    }
}

/**
 * chl_shelf_state_parse:
 * @text: the file
 * @table: the table in use
 * @out_state: (inout): filled in if the file is about that very table
 */
void
chl_shelf_state_parse (GBytes        *text,
                       GBytes        *table,
                       ChlShelfState *out_state)
{
  g_autofree char *digest = compute_digest (table);
  g_autoptr(JsonNode) root = NULL;
  gsize       length;
  const char *bytes = g_bytes_get_data (text, &length);

  root = length > 0 ? chl_json_parse (bytes, (gssize) length, NULL) : NULL;
  if (root == NULL || g_strcmp0 (chl_json_get_string (root, "/table"), digest) != 0)
    return;

  out_state->etag = dup_tag (root, "/etag");
  out_state->modified = dup_tag (root, "/modified");
  chl_json_get_int64 (root, "/checked_us", &out_state->checked_us);
  chl_json_get_int64 (root, "/refreshed_us", &out_state->refreshed_us);
  read_report (root, &out_state->report);
}

/* --- Writing --- */

/**
 * chl_refresh_report_to_json:
 * @report: what a refresh did
 *
 * Returns: (transfer full): the same as an object; of what was left out only what there was
 */
JsonObject *
chl_refresh_report_to_json (const ChlRefreshReport *report)
{
  JsonObject *object = json_object_new ();
  JsonObject *dropped = json_object_new ();

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    json_object_set_int_member (object, counts[i].name,
                                G_STRUCT_MEMBER (guint, report, counts[i].place));

  for (guint i = 0; i < CHL_N_DROPS; i++)
    if (report->dropped[i] > 0)
      json_object_set_int_member (dropped, chl_refresh_drop_to_string ((ChlRefreshDrop) i),
                                  report->dropped[i]);
  json_object_set_object_member (object, "dropped", dropped);

  return object;
}

char *
chl_shelf_state_print (const ChlShelfState *self,
                       GBytes              *table)
{
  g_autofree char *digest = compute_digest (table);
  g_autoptr(JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "table", digest);
  if (self->etag != NULL)
    json_object_set_string_member (object, "etag", self->etag);
  if (self->modified != NULL)
    json_object_set_string_member (object, "modified", self->modified);
  json_object_set_int_member (object, "checked_us", self->checked_us);
  json_object_set_int_member (object, "refreshed_us", self->refreshed_us);
  json_object_set_object_member (object, "report", chl_refresh_report_to_json (&self->report));
  json_node_take_object (root, object);

  return chl_json_print (root, TRUE);
}
