/* chl-option.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ChlOptionKind:
 * @CHL_OPTION_CHOICE: one of a few
 * @CHL_OPTION_NUMBER: a whole number
 * @CHL_OPTION_TEXT: one line
 */
typedef enum
{
  CHL_OPTION_CHOICE,
  CHL_OPTION_NUMBER,
  CHL_OPTION_TEXT,
} ChlOptionKind;

/**
 * ChlChoice:
 * @value: as it is written; never translated
 * @title: as it is shown, marked for translation with N_()
 *
 * One of several.
 */
typedef struct
{
  const char *value;
  const char *title;
} ChlChoice;

/**
 * ChlOption:
 * @key: as it is written, such as "keep-alive"; never translated
 * @title: as it is shown, marked for translation with N_()
 * @summary: (nullable): one line on what it does, marked for translation with N_()
 * @kind: what it is
 * @choices: (array): of a choice: the first one holds while nothing is set; ends with %NULL
 * @least: of a number
 * @most: of a number
 * @check: (nullable): of a text: whether it can be taken; %CHL_ERROR_INVALID with a sentence otherwise
 *
 * Something that can be set about a provider, beside what every provider has. Never a secret.
 */
typedef struct
{
  const char      *key;
  const char      *title;
  const char      *summary;
  ChlOptionKind    kind;
  const ChlChoice *choices;
  gint64           least;
  gint64           most;
  gboolean (*check) (const char *value,
                     GError    **error);
} ChlOption;

const ChlOption *chl_option_find (const ChlOption *options,
                                  const char      *key);
gboolean         chl_option_check (const ChlOption *self,
                                   const char      *value,
                                   GError         **error);
gboolean         chl_option_is_usual (const ChlOption *self,
                                      const char      *value);

G_END_DECLS
