/* SPDX-License-Identifier: MIT
 * The first step of making a rule set: all its files. */
#ifndef AV_LOAD_H
#define AV_LOAD_H

#include "compile.h"

/* Sources -> c->files, sorted. What can't be read is said in c->diag. false: no memory. */
bool av_load(struct av_compiler *c, const struct av_rule_sources *sources);

#endif
