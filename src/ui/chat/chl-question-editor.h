/* chl-question-editor.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define CHL_TYPE_QUESTION_EDITOR (chl_question_editor_get_type ())

/*
 * Where another version of a question is written. Its buttons and keys activate the actions
 * question.send and question.cancel of what it stands in.
 */
G_DECLARE_FINAL_TYPE (ChlQuestionEditor, chl_question_editor, CHL, QUESTION_EDITOR, AdwBin)

GtkWidget *chl_question_editor_new (void);
void       chl_question_editor_begin (ChlQuestionEditor *self,
                                      const char        *text);
char      *chl_question_editor_dup_text (ChlQuestionEditor *self);

G_END_DECLS
