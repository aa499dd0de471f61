/* chl-secret-notes.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-secret-notes"

#include "config.h"

#include "chl-secret-notes.h"

#include "chl-error.h"

struct _ChlSecretNotes
{
  GHashTable *entries; /* (owned) (element-type utf8 Entry) by place */
};

typedef struct
{
  ChlSecret     *until_quit; /* (owned) (nullable) */
  ChlSecretState in_keyring; /* never CHL_SECRET_UNTIL_QUIT */
} Entry;

static void
entry_free (Entry *entry)
{
  g_clear_pointer (&entry->until_quit, chl_secret_unref);
  g_free (entry);
}

static Entry *
ensure_entry (ChlSecretNotes       *self,
              const ChlSecretPlace *place)
{
  g_autofree char *key = NULL;
  Entry           *entry;

  key = g_strjoin ("\n", place->instance, place->kind, place->origin, NULL);
  entry = g_hash_table_lookup (self->entries, key);
  if (entry == NULL)
    {
      entry = g_new0 (Entry, 1);
      g_hash_table_insert (self->entries, g_steal_pointer (&key), entry);
    }

  return entry;
}

ChlSecretNotes *
chl_secret_notes_new (void)
{
  ChlSecretNotes *self = g_new0 (ChlSecretNotes, 1);

  self->entries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                         (GDestroyNotify) entry_free);

  return self;
}

void
chl_secret_notes_free (ChlSecretNotes *self)
{
  g_clear_pointer (&self->entries, g_hash_table_unref);
  g_free (self);
}

ChlSecret *
chl_secret_notes_get_until_quit (ChlSecretNotes       *self,
                                 const ChlSecretPlace *place)
{
  return ensure_entry (self, place)->until_quit;
}

/**
 * chl_secret_notes_set_until_quit:
 * @self: notes
 * @place: what the secret is for
 * @secret: (nullable): what memory holds from now on
 *
 * Returns: %TRUE if the state is another one now
 */
gboolean
chl_secret_notes_set_until_quit (ChlSecretNotes       *self,
                                 const ChlSecretPlace *place,
                                 ChlSecret            *secret)
{
  Entry         *entry = ensure_entry (self, place);
  ChlSecretState old_state = chl_secret_notes_get_state (self, place);

  if (secret != NULL)
    chl_secret_ref (secret);
  g_clear_pointer (&entry->until_quit, chl_secret_unref);
  entry->until_quit = secret;

  return chl_secret_notes_get_state (self, place) != old_state;
}

/**
 * chl_secret_notes_get_state:
 * @self: notes
 * @place: what the secret is for
 *
 * Returns: what memory holds, or what was last learned of the keyring; %CHL_SECRET_ABSENT before
 */
ChlSecretState
chl_secret_notes_get_state (ChlSecretNotes       *self,
                            const ChlSecretPlace *place)
{
  Entry *entry = ensure_entry (self, place);

  return entry->until_quit != NULL ? CHL_SECRET_UNTIL_QUIT : entry->in_keyring;
}

/**
 * chl_secret_notes_learn:
 * @self: notes
 * @place: what the secret is for
 * @error: (nullable): how a call to the keyring failed; a cancellation says nothing
 * @state: what it says of the place if it did not fail
 *
 * Returns: %TRUE if the state is another one now
 */
gboolean
chl_secret_notes_learn (ChlSecretNotes       *self,
                        const ChlSecretPlace *place,
                        const GError         *error,
                        ChlSecretState        state)
{
  Entry         *entry = ensure_entry (self, place);
  ChlSecretState old_state = chl_secret_notes_get_state (self, place);

  g_return_val_if_fail (state != CHL_SECRET_UNTIL_QUIT, FALSE);

  if (error == NULL)
    entry->in_keyring = state;
  else if (g_error_matches (error, CHL_ERROR, CHL_ERROR_KEYRING_LOCKED))
    entry->in_keyring = CHL_SECRET_LOCKED;
  else if (g_error_matches (error, CHL_ERROR, CHL_ERROR_KEYRING))
    entry->in_keyring = CHL_SECRET_FAILED;

  return chl_secret_notes_get_state (self, place) != old_state;
}

/**
 * chl_secret_state_to_string:
 * @state: a state
 *
 * Returns: its name for listings and logs, never translated
 */
const char *
chl_secret_state_to_string (ChlSecretState state)
{
  switch (state)
    {
    case CHL_SECRET_ABSENT:
      return "absent";
    case CHL_SECRET_KEPT:
      return "kept";
    case CHL_SECRET_UNTIL_QUIT:
      return "until_quit";
    case CHL_SECRET_LOCKED:
      return "locked";
    case CHL_SECRET_FAILED:
      return "failed";
    }

  g_return_val_if_reached (NULL);
}

/**
 * chl_secret_place_is_valid:
 * @place: (nullable): a place
 *
 * Returns: %TRUE if nothing that a secret is found by is missing
 */
gboolean
chl_secret_place_is_valid (const ChlSecretPlace *place)
{
  return place != NULL && place->instance != NULL && *place->instance != '\0' &&
         place->kind != NULL && *place->kind != '\0' &&
         place->origin != NULL && *place->origin != '\0';
}

ChlSecretPlace *
chl_secret_place_copy (const ChlSecretPlace *place)
{
  ChlSecretPlace *copy = g_new0 (ChlSecretPlace, 1);

  copy->instance = g_strdup (place->instance);
  copy->kind = g_strdup (place->kind);
  copy->origin = g_strdup (place->origin);
  copy->label = g_strdup (place->label);

  return copy;
}

void
chl_secret_place_free (ChlSecretPlace *place)
{
  g_free ((char *) place->instance);
  g_free ((char *) place->kind);
  g_free ((char *) place->origin);
  g_free ((char *) place->label);
  g_free (place);
}
