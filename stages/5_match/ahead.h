/* SPDX-License-Identifier: MIT
 * Which rules can begin at a place, by the classes of the first few characters there. The
 * sets of ways (inner/dispatch.h) are the states of an automaton that is made as the text
 * asks for it, so that what was once worked out is one look-up a character afterwards,
 * however many rules there are: the lazy automaton of Thompson's grep and of RE2. */
#ifndef AV_MATCH_AHEAD_H
#define AV_MATCH_AHEAD_H

#include "inner/dispatch.h"

struct av_ahead; /* a worker's own */

/* A way that a match can begin with: what it needs, and the line of a rule that it is of. */
struct av_candidate {
	uint32_t way;
	struct av_way_needs needs;
	struct av_rule_line of;
};
struct av_candidates {
	const struct av_candidate *items; /* by rule and line, rising; until the next call */
	uint32_t count;
};

/* NULL: no memory. */
struct av_ahead *av_ahead_new(const struct av_dispatch *dispatch);
void av_ahead_free(struct av_ahead *ahead);
/* What can begin with AV_DISPATCH_DEPTH characters of these classes. false: no memory. */
bool av_ahead_find(struct av_ahead *ahead, const uint16_t *classes, struct av_candidates *found);

#endif
