/* SPDX-License-Identifier: MIT
 * What is known of a pattern's matches without running it: the code points that can
 * stand in their first places, how short they can be, what they cannot do without.
 * Always on the safe side: it may say that more is possible than is. Worked out bottom
 * up while the pattern is read, so it needs no syntax tree. */
#ifndef AV_REACH_H
#define AV_REACH_H

#include "compile.h"
#include "inner/dispatch.h"

struct av_range {
	uint32_t first, last;
};
/* A set of code points: named slots, ASCII, ranges of others, or all. */
struct av_points {
	struct av_slots slots;
	uint64_t ascii[2];
	const struct av_range *ranges;
	uint32_t count;
	bool any;
};
struct av_reach {
	struct av_points at[AV_DISPATCH_DEPTH];
	uint8_t lengths;  /* bit k: a match can be k long; the last bit: that long or longer */
	struct av_slots required;  /* each of these slots is in every match */
	struct av_slots cover;     /* one of these word slots is in every match, if covered */
	uint32_t cover_size;       /* words of the lexicon that answer to them */
	bool covered;
	bool needs_number; /* every match holds a number */
	bool unbounded;    /* a repeat without an end is inside */
	bool ends_letter;  /* the last character can be a Latin letter */
};
#define AV_REACH_LONG (1u << AV_DISPATCH_DEPTH)

/* Matches nothing but the empty text; what a lookaround is, too. */
struct av_reach av_reach_empty(void);
/* One character that can be anything. */
struct av_reach av_reach_any(void);
struct av_reach av_reach_then(struct av_compiler *c, const struct av_reach *a,
			      const struct av_reach *b);
struct av_reach av_reach_or(struct av_compiler *c, const struct av_reach *a,
			    const struct av_reach *b);
/* most 0: without end. */
struct av_reach av_reach_repeat(struct av_compiler *c, const struct av_reach *a, unsigned least,
				unsigned most);
void av_points_add(struct av_compiler *c, struct av_points *points, struct av_range range);
void av_points_join(struct av_compiler *c, struct av_points *points, const struct av_points *other);

#endif
