/* chl-fake-resolver.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "chl-fake-resolver.h"

struct _ChlFakeResolver
{
  GResolver parent_instance;

  GHashTable *names; /* (owned) (element-type utf8 GQueue) texts of addresses */
};

G_DEFINE_FINAL_TYPE (ChlFakeResolver, chl_fake_resolver, G_TYPE_RESOLVER)

static void
free_queue (gpointer data)
{
  g_queue_free_full (data, g_free);
}

static void
free_addresses (gpointer data)
{
  g_resolver_free_addresses (data);
}

static void
chl_fake_resolver_finalize (GObject *object)
{
  g_hash_table_unref (CHL_FAKE_RESOLVER (object)->names);

  G_OBJECT_CLASS (chl_fake_resolver_parent_class)->finalize (object);
}

static GList *
parse_addresses (const char              *text,
                 GResolverNameLookupFlags flags)
{
  g_auto(GStrv) words = g_strsplit (text, " ", -1);
  GList *addresses = NULL;

  for (guint i = 0; words[i] != NULL; i++)
    {
      GInetAddress *address = g_inet_address_new_from_string (words[i]);
      GSocketFamily family = g_inet_address_get_family (address);

      if ((flags == G_RESOLVER_NAME_LOOKUP_FLAGS_IPV4_ONLY && family != G_SOCKET_FAMILY_IPV4) ||
          (flags == G_RESOLVER_NAME_LOOKUP_FLAGS_IPV6_ONLY && family != G_SOCKET_FAMILY_IPV6))
        g_object_unref (address);
      else
        addresses = g_list_append (addresses, address);
    }

  return addresses;
}

static gboolean
never_cb (GCancellable *cancellable,
          gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;

  g_assert_true (g_task_return_error_if_cancelled (task));

  return G_SOURCE_REMOVE;
}

/* Takes @task. */
static void
look_up (ChlFakeResolver         *self,
         GTask                   *task,
         const char              *name,
         GResolverNameLookupFlags flags)
{
  g_autofree char *text = NULL;
  GQueue          *texts = g_hash_table_lookup (self->names, name);
  GList           *addresses;

  /* The two families are asked for at the same time; the second shall not see another answer. */
  if (texts != NULL && texts->length > 1 && flags != G_RESOLVER_NAME_LOOKUP_FLAGS_IPV6_ONLY)
    text = g_queue_pop_head (texts);
  else if (texts != NULL)
    text = g_strdup (texts->head->data);

  if (g_strcmp0 (text, "never") == 0)
    {
      g_autoptr(GSource) source = g_cancellable_source_new (g_task_get_cancellable (task));

      g_task_attach_source (task, source, G_SOURCE_FUNC (never_cb));
      return;
    }

  addresses = text != NULL ? parse_addresses (text, flags) : NULL;
  if (addresses != NULL)
    g_task_return_pointer (task, addresses, free_addresses);
  else
    g_task_return_new_error (task, G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND,
                             "no such name: %s", name);
  g_object_unref (task);
}

static void
chl_fake_resolver_lookup_by_name_async (GResolver          *resolver,
                                        const char         *name,
                                        GCancellable       *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer            user_data)
{
  look_up (CHL_FAKE_RESOLVER (resolver), g_task_new (resolver, cancellable, callback, user_data),
           name, G_RESOLVER_NAME_LOOKUP_FLAGS_DEFAULT);
}

static void
chl_fake_resolver_lookup_by_name_with_flags_async (GResolver               *resolver,
                                                   const char              *name,
                                                   GResolverNameLookupFlags flags,
                                                   GCancellable            *cancellable,
                                                   GAsyncReadyCallback      callback,
                                                   gpointer                 user_data)
{
  look_up (CHL_FAKE_RESOLVER (resolver), g_task_new (resolver, cancellable, callback, user_data),
           name, flags);
}

static GList *
chl_fake_resolver_lookup_finish (GResolver    *resolver,
                                 GAsyncResult *result,
                                 GError      **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
chl_fake_resolver_class_init (ChlFakeResolverClass *klass)
{
  GResolverClass *resolver_class = G_RESOLVER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = chl_fake_resolver_finalize;
  resolver_class->lookup_by_name_async = chl_fake_resolver_lookup_by_name_async;
  resolver_class->lookup_by_name_finish = chl_fake_resolver_lookup_finish;
  resolver_class->lookup_by_name_with_flags_async =
    chl_fake_resolver_lookup_by_name_with_flags_async;
  resolver_class->lookup_by_name_with_flags_finish = chl_fake_resolver_lookup_finish;
}

static void
chl_fake_resolver_init (ChlFakeResolver *self)
{
  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_queue);
}

ChlFakeResolver *
chl_fake_resolver_new (void)
{
  return g_object_new (CHL_TYPE_FAKE_RESOLVER, NULL);
}

/**
 * chl_fake_resolver_add:
 * @self: a resolver
 * @name: a host name
 * @addresses: what it stands for, blanks between, or "never" for no answer at all. What is added
 *   first is answered first, the last again and again
 */
void
chl_fake_resolver_add (ChlFakeResolver *self,
                       const char      *name,
                       const char      *addresses)
{
  GQueue *texts = g_hash_table_lookup (self->names, name);

  if (texts == NULL)
    {
      texts = g_queue_new ();
      g_hash_table_insert (self->names, g_strdup (name), texts);
    }
  g_queue_push_tail (texts, g_strdup (addresses));
}

struct _ChlFakeProxyResolver
{
  GObject parent_instance;
};

static char *proxy_address; /* (owned) (nullable) NULL: direct */

static gboolean
chl_fake_proxy_resolver_is_supported (GProxyResolver *resolver)
{
  return TRUE;
}

static char **
chl_fake_proxy_resolver_lookup (GProxyResolver *resolver,
                                const char     *uri,
                                GCancellable   *cancellable,
                                GError        **error)
{
  const char *proxies[] = { proxy_address != NULL ? proxy_address : "direct://", NULL };

  return g_strdupv ((char **) proxies);
}

static void
chl_fake_proxy_resolver_lookup_async (GProxyResolver     *resolver,
                                      const char         *uri,
                                      GCancellable       *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer            user_data)
{
  g_autoptr(GTask) task = g_task_new (resolver, cancellable, callback, user_data);

  g_task_return_pointer (task, chl_fake_proxy_resolver_lookup (resolver, uri, NULL, NULL),
                         (GDestroyNotify) g_strfreev);
}

static char **
chl_fake_proxy_resolver_lookup_finish (GProxyResolver *resolver,
                                       GAsyncResult   *result,
                                       GError        **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
chl_fake_proxy_resolver_proxy_init (GProxyResolverInterface *iface)
{
  iface->is_supported = chl_fake_proxy_resolver_is_supported;
  iface->lookup = chl_fake_proxy_resolver_lookup;
  iface->lookup_async = chl_fake_proxy_resolver_lookup_async;
  iface->lookup_finish = chl_fake_proxy_resolver_lookup_finish;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (ChlFakeProxyResolver,
                               chl_fake_proxy_resolver,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_PROXY_RESOLVER,
                                                      chl_fake_proxy_resolver_proxy_init))

static void
chl_fake_proxy_resolver_class_init (ChlFakeProxyResolverClass *klass)
{
}

static void
chl_fake_proxy_resolver_init (ChlFakeProxyResolver *self)
{
}

/**
 * chl_fake_proxy_resolver_install:
 *
 * Makes this the system's proxy resolver. Before anything asks for it.
 */
void
chl_fake_proxy_resolver_install (void)
{
  g_setenv ("GIO_USE_PROXY_RESOLVER", "chl-fake", TRUE);
  g_io_extension_point_register (G_PROXY_RESOLVER_EXTENSION_POINT_NAME);
  g_io_extension_point_implement (G_PROXY_RESOLVER_EXTENSION_POINT_NAME,
                                  CHL_TYPE_FAKE_PROXY_RESOLVER, "chl-fake", 1000);
  g_assert_true (CHL_IS_FAKE_PROXY_RESOLVER (g_proxy_resolver_get_default ()));
}

/**
 * chl_fake_proxy_resolver_set_proxy:
 * @address: (nullable): the one proxy, or %NULL for none
 */
void
chl_fake_proxy_resolver_set_proxy (const char *address)
{
  g_free (proxy_address);
  proxy_address = g_strdup (address);
}
