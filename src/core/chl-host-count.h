/* chl-host-count.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a request is for, beside the kinds of work, whose names are those of chl_role_to_string(). */
#define CHL_PURPOSE_MODELS "models"     /* which models there are */
#define CHL_PURPOSE_ACCOUNT "account"   /* what a key's account says of itself */
#define CHL_PURPOSE_MANAGE "manage"     /* to fetch a model to a server, to load it, to remove it */
#define CHL_PURPOSE_RUNTIMES "runtimes" /* whether a server runs on this computer */
#define CHL_PURPOSE_REGISTRY "registry" /* a newer table of models */

/**
 * ChlHostCount:
 * @host: (owned): who was asked
 * @provider_id: (owned) (nullable): for which provider
 * @purpose: (owned) (nullable): what for
 * @first_day: (owned) (nullable): since when this is counted, YYYY-MM-DD
 * @n_requests: requests that went out
 * @sent_bytes: of requests and their headers, as they go over the line
 * @received_bytes: the same of the answers
 * @last_us: when it last happened
 *
 * How often a host was asked for one purpose. Nothing of what was said.
 */
typedef struct _ChlHostCount
{
  char  *host;
  char  *provider_id;
  char  *purpose;
  char  *first_day;
  gint64 n_requests;
  gint64 sent_bytes;
  gint64 received_bytes;
  gint64 last_us;
} ChlHostCount;

ChlHostCount *chl_host_count_new (const char *host,
                                  const char *provider_id,
                                  const char *purpose);
ChlHostCount *chl_host_count_copy (const ChlHostCount *self);
void          chl_host_count_free (ChlHostCount *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChlHostCount, chl_host_count_free)

G_END_DECLS
