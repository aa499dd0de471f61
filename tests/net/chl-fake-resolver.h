/* chl-fake-resolver.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define CHL_TYPE_FAKE_RESOLVER (chl_fake_resolver_get_type ())

/*
 * Looks names up in a table. A name can stand for something else the second time it is asked for.
 */
G_DECLARE_FINAL_TYPE (ChlFakeResolver, chl_fake_resolver, CHL, FAKE_RESOLVER, GResolver)

ChlFakeResolver *chl_fake_resolver_new (void);
void             chl_fake_resolver_add (ChlFakeResolver *self,
                                        const char      *name,
                                        const char      *addresses);

#define CHL_TYPE_FAKE_PROXY_RESOLVER (chl_fake_proxy_resolver_get_type ())

/* Sends everything through one proxy, or nothing through any. */
G_DECLARE_FINAL_TYPE (ChlFakeProxyResolver,
                      chl_fake_proxy_resolver,
                      CHL,
                      FAKE_PROXY_RESOLVER,
                      GObject)

void chl_fake_proxy_resolver_install (void);
void chl_fake_proxy_resolver_set_proxy (const char *address);

G_END_DECLS
