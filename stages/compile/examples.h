/* SPDX-License-Identifier: MIT
 * The lines of rule files that are tests, kept for those who ask for them. */
#ifndef AV_EXAMPLES_H
#define AV_EXAMPLES_H

#include "draft.h"

/* Fields of all drafts -> c->examples, where there are any to be kept. */
bool av_examples_gather(struct av_compiler *c);

#endif
