/* SPDX-License-Identifier: MIT
 * What is wrong with a rule though it can be read: lint.c. */
#ifndef AV_LINT_H
#define AV_LINT_H

#include "draft.h"
#include "reach.h"

/* Fields that are missing, names that are there twice. Drafts with mistakes, and those
 * that a later layer overrides, are marked broken. */
bool av_lint_drafts(struct av_compiler *c);
/* What the pattern can match: not nothing, and not without number and word. false: said. */
bool av_lint_reach(struct av_compiler *c, const struct av_draft *draft,
		   const struct av_reach *reach);
/* Captures that no field uses. */
void av_lint_captures(struct av_compiler *c, const struct av_draft *draft);

#endif
